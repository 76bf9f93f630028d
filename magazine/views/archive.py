"""Everything that was ever published and still stands, by month."""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Func, IntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from magazine import describing
from magazine.furniture import identity_of
from magazine.models import Article
from magazine.paging import page_of
from press.pages import printed

_AT_ONCE = 120  # months in one query; SQLite takes 500 at most
# Stand for the two moments of a month until there is one.
_ROWS: Any = Func(function="COUNT", template="COUNT(*)", output_field=IntegerField())
_FROM = datetime.datetime(1, 1, 2, tzinfo=datetime.UTC)
_UNTIL = datetime.datetime(1, 1, 3, tzinfo=datetime.UTC)


@printed
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The months that have stories, by year, the newest first, each with how many."""
    years = [(year, list(rows)) for year, rows in groupby(_months(), key=lambda row: row[0].year)]
    description = describing.archive_page(identity_of(request))
    return render(request, "magazine/archive.html", {"years": years, "description": description})


def _months() -> list[tuple[datetime.date, int]]:
    """The months that have live stories, the newest first, each with how many. Counts along an
    index, a piece of it for each month: to sort all stories into months, a database without time
    zones would have to look at every one of them."""
    live = Article.objects.live().order_by()
    dates = live.order_by("publish_at").values_list("publish_at", flat=True)
    oldest, newest = dates.first(), dates.last()
    if oldest is None or newest is None:
        return []
    month = timezone.localtime(newest).date().replace(day=1)
    last = timezone.localtime(oldest).date().replace(day=1)
    months = []
    while month >= last:
        months.append(month)
        month = (month - datetime.timedelta(days=1)).replace(day=1)
    counts: dict[int, int] = {}
    for first in range(0, len(months), _AT_ONCE):
        counts |= _counted(months[first : first + _AT_ONCE], first)
    return [(each, counts[place]) for place, each in enumerate(months) if counts[place]]


def _counted(months: list[datetime.date], first: int) -> dict[int, int]:
    """How many live stories each month has, by its place in the list, which begins at `first`.

    One query of as many parts. Django would put each together anew; all but their two moments are
    the same, so it does so once."""
    # The month first: of several bounds SQLite takes the first to walk along.
    one = Article.objects.filter(publish_at__gte=_FROM, publish_at__lt=_UNTIL).live().order_by()
    sql, given = one.annotate(stories=_ROWS).values("stories").query.sql_with_params()
    moment = connection.ops.adapt_datetimefield_value
    params: list[Any] = []
    for place, month in enumerate(months, first):
        ours = {moment(_FROM): _begin(month), moment(_UNTIL): _begin(_after(month))}
        params.append(place)
        params += [moment(ours[each]) if each in ours else each for each in given]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([f"SELECT %s, ({sql})"] * len(months)), params)
        return dict(cursor.fetchall())


def _begin(month: datetime.date) -> datetime.datetime:
    zone = timezone.get_current_timezone()
    return datetime.datetime(month.year, month.month, 1, tzinfo=zone)


def _after(month: datetime.date) -> datetime.date:
    return (month + datetime.timedelta(days=32)).replace(day=1)


@printed("page")
@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The stories of one month of the magazine's calendar. One without stories is a 404."""
    try:
        first = datetime.datetime(year, month, 1, tzinfo=timezone.get_current_timezone())
        after = (first + datetime.timedelta(days=32)).replace(day=1)
    except (ValueError, OverflowError) as error:
        raise Http404("There is no such month.") from error
    stories = Article.objects.filter(publish_at__gte=first, publish_at__lt=after).live()
    page = page_of(request, stories.for_cards().newest_first())
    if not page.paginator.count:
        raise Http404("Nothing was published in that month.")
    description = describing.month_page(first, identity_of(request), page)
    context = {"month": first, "page_obj": page, "description": description}
    return render(request, "magazine/archive_month.html", context)
