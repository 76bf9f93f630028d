"""Where a story stands, told as a person would: a published one is scheduled, live or expired,
depending on the clock."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from magazine.models import Article

State = Article.State


class Standing(NamedTuple):
    key: str
    name: str


NAMES = {
    "draft": "Draft",
    "submitted": "In review",
    "approved": "Approved",
    "scheduled": "Scheduled",
    "live": "Live",
    "expired": "Expired",
    "withdrawn": "Withdrawn",
}


def standing(story: Article, at: datetime.datetime | None = None) -> Standing:
    at = at or timezone.now()
    key = str(story.state)
    if story.state == State.PUBLISHED:
        if story.publish_at is not None and story.publish_at > at:
            key = "scheduled"
        else:
            key = "live" if story.is_live(at) else "expired"
    return Standing(key, NAMES[key])


def standing_at(queryset: QuerySet[Article], key: str) -> QuerySet[Article]:
    """Those of `queryset` that stand at `key` now; all of them if that is no standing."""
    now = timezone.now()
    published = Q(state=State.PUBLISHED)
    asked = {
        "scheduled": published & Q(publish_at__gt=now),
        "live": published & Q(publish_at__lte=now) & (Q(withdraw_at=None) | Q(withdraw_at__gt=now)),
        "expired": published & Q(publish_at__lte=now, withdraw_at__lte=now),
    }
    if key in asked:
        return queryset.filter(asked[key])
    return queryset.filter(state=key) if key in NAMES else queryset
