"""Who may post to a page that everybody gets the same copy of."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt


def posted_from_here(request: HttpRequest) -> bool:
    """Whether a browser says that one of our own pages sent this POST: Sec-Fetch-Site (Fetch
    Metadata), else Origin (RFC 6454). A client that says neither is no browser under attack, and
    carries no cookie of ours that could be abused."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is not None:
        return urlsplit(origin).netloc.lower() == request.get_host().lower()
    return True


def same_origin(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """In place of a CSRF cookie, which would make a page unfit for sharing."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not posted_from_here(request):
            return HttpResponseForbidden(
                "This form was sent from another site. Please open our page and try there.",
                content_type="text/plain; charset=utf-8",
            )
        return view(request, *args, **kwargs)

    return checked
