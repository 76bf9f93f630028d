"""The moments at which readers see something else of the magazine although nobody does anything:
what `Article.objects.live()` and `FrontPage.objects.current()` answer by the clock, changes to a
live story that wait for theirs, and the day."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from magazine.models import Article, FrontPage, Revision
from press.moments import Moments, midnights


def column(rows: QuerySet, name: str) -> Moments:
    """The moments that stand in a column, each found with one look into its index."""

    def last(at: datetime.datetime) -> datetime.datetime | None:
        past = rows.filter(**{f"{name}__lte": at}).order_by(f"-{name}")
        return past.values_list(name, flat=True).first()

    def next_(at: datetime.datetime) -> datetime.datetime | None:
        to_come = rows.filter(**{f"{name}__gt": at}).order_by(name)
        return to_come.values_list(name, flat=True).first()

    return Moments(last, next_)


_published = Article.objects.filter(state=Article.State.PUBLISHED).order_by()

MOMENTS = [
    column(_published, "publish_at"),
    column(_published, "withdraw_at"),
    column(FrontPage.objects.order_by(), "live_from"),
    column(Revision.objects.filter(due_at__isnull=False).order_by(), "due_at"),
    midnights(),  # the masthead shows the date
]
