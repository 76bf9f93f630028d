"""Credits as a page prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from magazine.models import Credit


@dataclass
class CreditLine:
    """One role and everybody who filled it."""

    role: str
    people: list[Credit] = field(default_factory=list)


def credit_lines(credits: Iterable[Credit]) -> list[CreditLine]:
    """A line per role, roles and people in the order in which they are first named."""
    lines: dict[str, CreditLine] = {}
    for credit in credits:
        lines.setdefault(credit.role, CreditLine(credit.get_role_display())).people.append(credit)
    return list(lines.values())
