"""Credits as a page prints them, and who is credited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from magazine.models import Article, Contributor, Credit

_ROLES = dict(Credit.Role.choices)  # `get_role_display` puts them together for every credit


@dataclass
class CreditLine:
    """One role and everybody who filled it."""

    role: str
    people: list[Credit] = field(default_factory=list)


def credit_lines(credits: Iterable[Credit]) -> list[CreditLine]:
    """A line per role, roles and people in the order in which they are first named."""
    lines: dict[str, CreditLine] = {}
    for credit in credits:
        line = lines.setdefault(credit.role, CreditLine(_ROLES.get(credit.role, credit.role)))
        line.people.append(credit)
    return list(lines.values())


def credited() -> QuerySet[Contributor]:
    """Everybody who is credited on a live story. Stops at the first story of each."""
    theirs = Article.objects.live().order_by().filter(credits__contributor=OuterRef("pk"))
    return Contributor.objects.filter(Exists(theirs))
