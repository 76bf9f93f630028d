"""Which e-mail addresses can be written to, and when two spellings are one mailbox.

Everything that mail servers in practice accept is accepted; the rest is refused with a sentence
that helps. Nothing here asks the network.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 254  # RFC 5321: a path of 256 octets, less its angle brackets
LONGEST_LOCAL = 64
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
# Letters, marks and decimal digits of any script: what IDNA 2008 (RFC 5892) lets a name hold.
_LETTERS = {"Ll", "Lo", "Lm", "Mn", "Mc", "Nd"}
# Scripts that are written together with Latin letters. Any other two in one label are, but for a
# slip between two keyboards, a name that looks like somebody else's ("gmаil" with a Cyrillic а):
# registries refuse them, and so does this, after the highly restrictive level of UTS 39.
_WITH_LATIN = {"CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "HANGUL"}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class BadAddress(ValueError):
    """Why an address cannot be used: a sentence to show beside the field."""


@dataclass(frozen=True, slots=True)
class Address:
    """`email` is what is written to: the part before the @ as typed (some servers mind), the
    domain in ASCII. `key` is the same for all spellings of one mailbox."""

    email: str
    key: str


def parse(typed: str) -> Address:
    """The address that somebody typed. Raises `BadAddress`."""
    typed = typed.strip(" \t\u00a0")
    if not typed:
        raise BadAddress("Please type your e-mail address.")
    if len(typed) > LONGEST:
        raise BadAddress(f"This is too long: an e-mail address has {LONGEST} characters at most.")
    if any(unicodedata.category(character) in _UNSEEN for character in typed):
        raise BadAddress(
            "There is a line break or an invisible character in this address. Please type it anew."
        )
    if typed.startswith('"'):
        raise BadAddress("We cannot write to addresses in quotation marks. Please use another.")
    local, at, domain = typed.rpartition("@")
    if not at or not local or not domain or re.search(r"[\s@<>,;:]", local):
        raise BadAddress("Please type one whole address, like name@example.com.")
    if len(local) > LONGEST_LOCAL:
        raise BadAddress(
            f"The part before the @ is too long: it has {LONGEST_LOCAL} characters at most."
        )
    if not local.isascii():
        raise BadAddress(
            "We can only write to addresses with plain letters (a to z), digits and signs before "
            "the @. Please use another."
        )
    if not _LOCAL.fullmatch(local):
        raise BadAddress("The part before the @ is not one that mail can be sent to.")
    domain = _ascii_domain(domain)
    email = f"{local}@{domain}"
    if len(email) > LONGEST:
        raise BadAddress(f"This is too long: an e-mail address has {LONGEST} characters at most.")
    return Address(email=email, key=email.lower())


def _ascii_domain(typed: str) -> str:
    """A domain as it stands in the DNS: lower case, each label in ASCII."""
    # The full stops of Chinese and Japanese keyboards separate labels too (RFC 3490, 3.1).
    domain = unicodedata.normalize("NFKC", typed).replace("\u3002", ".").lower()
    labels = [_ascii_label(label) for label in domain.removesuffix(".").split(".")]
    if len(labels) < 2 or labels[-1].isdigit():
        raise BadAddress("The part after the @ is not the name of a domain, like example.com.")
    return ".".join(labels)


def _ascii_label(label: str) -> str:
    """One label of a domain. Python's own idna codec knows IDNA 2003 and Unicode 3.2 only and
    would write to strasse.example for straße.example, somebody else's domain."""
    bad = BadAddress("The part after the @ is not the name of a domain, like example.com.")
    if not label.isascii():
        if unicodedata.category(label[0])[0] == "M" or not all(
            character == "-" or unicodedata.category(character) in _LETTERS for character in label
        ):
            raise bad
        if len(_scripts(label)) > 1:
            raise BadAddress(
                "The part after the @ mixes letters of two alphabets that look alike. Please type "
                "it anew."
            )
        label = "xn--" + label.encode("punycode").decode("ascii")
    if not _LABEL.fullmatch(label):
        raise bad
    return label


def _scripts(label: str) -> set[str]:
    """The scripts of a label's letters, by the first words of their names in Unicode; those of
    Chinese, Japanese and Korean count as Latin, with which they are written."""
    found = set()
    for letter in label:
        if unicodedata.category(letter) in {"Ll", "Lo"}:  # signs of sound are everybody's
            script = unicodedata.name(letter, "UNKNOWN").split()[0]
            found.add("LATIN" if script in _WITH_LATIN else script)
    return found
