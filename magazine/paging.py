"""Long lists, a page at a time.

No list is longer than `MOST` rows here: neither the count nor the last page walks further along an
index, however many stories there are. Who wants older ones finds them all in the archive, by month.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

PER_PAGE = 24
MOST = PER_PAGE * 50
_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


class Pages(Paginator[Any]):
    """Of the first `MOST` rows. `is_cut` says whether there are more."""

    @cached_property
    def _found(self) -> int:
        items: Any = self.object_list
        if not isinstance(items, QuerySet):
            return len(items)
        # Django would keep what is selected and joined for a page; a count needs none of it.
        rows = items.select_related(None).order_by().values("pk")
        return int(rows[: MOST + 1].count())

    @property
    def count(self) -> int:
        return min(self._found, MOST)

    @property
    def is_cut(self) -> bool:
        return self._found > MOST


def page_of(request: HttpRequest, items: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    """The page of `items` that `?page=` asks for, the first without it. Raises `Http404` for
    what is no number and for a page that is not there; an empty list has one empty page."""
    asked = request.GET.get("page", "1")
    if not _NUMBER.fullmatch(asked):
        raise Http404("That is no number of a page.")
    try:
        return Pages(items, PER_PAGE).page(int(asked))
    except EmptyPage as error:
        raise Http404("There are fewer pages than that.") from error
