"""Search, for readers."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from magazine import describing, searching
from magazine.furniture import identity_of
from magazine.paging import page_of

LONGEST = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]+")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Any query at all gets a page that says what was looked for and what was found."""
    query = " ".join(_CONTROL.sub(" ", request.GET.get("q", "")).split())[:LONGEST].strip()
    return render(
        request,
        "magazine/search.html",
        {
            "query": query,
            "page_obj": page_of(request, searching.search(query) if query else []),
            "most": searching.MOST,
            "pager_query": urlencode({"q": query}),
            "noindex": True,
            "description": describing.search_page(query, identity_of(request)),
        },
    )
