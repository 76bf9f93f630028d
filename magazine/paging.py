"""Long lists, a page at a time."""

import re
from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

PER_PAGE = 24
_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


def page_of(request: HttpRequest, items: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    """The page of `items` that `?page=` asks for, the first without it. Raises `Http404` for
    what is no number and for a page that is not there; an empty list has one empty page."""
    asked = request.GET.get("page", "1")
    if not _NUMBER.fullmatch(asked):
        raise Http404("That is no number of a page.")
    try:
        return Paginator(items, PER_PAGE).page(int(asked))
    except EmptyPage as error:
        raise Http404("There are fewer pages than that.") from error
