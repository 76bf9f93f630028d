"""Everything that was ever published and still stands, by month."""

from __future__ import annotations

import datetime
from itertools import groupby

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from magazine import describing
from magazine.furniture import identity_of
from magazine.models import Article
from magazine.paging import page_of
from press.pages import printed


@printed
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The months that have stories, by year, the newest first, each with how many."""
    months = (
        Article.objects.live()
        .order_by()
        .annotate(month=TruncMonth("publish_at"))
        .values_list("month")
        .annotate(stories=Count("pk"))
        .order_by("-month")
    )
    years = [(year, list(rows)) for year, rows in groupby(months, key=lambda row: row[0].year)]
    description = describing.archive_page(identity_of(request))
    return render(request, "magazine/archive.html", {"years": years, "description": description})


@printed("page")
@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The stories of one month of the magazine's calendar. One without stories is a 404."""
    try:
        first = datetime.datetime(year, month, 1, tzinfo=timezone.get_current_timezone())
        after = (first + datetime.timedelta(days=32)).replace(day=1)
    except (ValueError, OverflowError) as error:
        raise Http404("There is no such month.") from error
    stories = Article.objects.live().filter(publish_at__gte=first, publish_at__lt=after)
    page = page_of(request, stories.for_cards().newest_first())
    if not page.paginator.count:
        raise Http404("Nothing was published in that month.")
    description = describing.month_page(first, identity_of(request), page)
    context = {"month": first, "page_obj": page, "description": description}
    return render(request, "magazine/archive_month.html", context)
