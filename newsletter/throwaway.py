"""Addresses at domains that hand out mailboxes for ten minutes. Refused only where the magazine
switches it on (NEWSLETTER_BLOCK_THROWAWAY): they are also what careful people use."""

from functools import cache
from pathlib import Path

from newsletter.addresses import Address

FILE = Path(__file__).with_name("throwaway_domains.txt")


@cache
def domains() -> frozenset[str]:
    """One a line, in lower case and ASCII; lines that begin with # are comments."""
    lines = FILE.read_text(encoding="ascii").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and line[0] != "#")


def is_throwaway(address: Address) -> bool:
    """Whether its domain, or one that it lies below, is on the list."""
    labels = address.key.rpartition("@")[2].split(".")
    return any(".".join(labels[start:]) in domains() for start in range(len(labels) - 1))
