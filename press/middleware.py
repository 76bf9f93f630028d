"""What holds for answers that Django gives itself: no cookie goes out with a public page, anybody
may keep a copy while asking whether it is still right, and what was made for somebody stays theirs.

Pages that the press keeps get their headers from the press (`press.policy`)."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from press.asking import MARK

PRIVATE_PREFIXES = ("/admin/",)


class PublicPagesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(PRIVATE_PREFIXES):
            return response
        if request.method in {"GET", "HEAD"} and response.status_code == 200:
            if MARK in request.META or "no-store" in response.get("Cache-Control", ""):
                return response
            somebody = settings.SESSION_COOKIE_NAME in request.COOKIES
            response.headers.setdefault(
                "Cache-Control",
                "private, no-cache" if somebody else "public, max-age=0, must-revalidate",
            )
            if not response.streaming and "ETag" not in response.headers:
                digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
                response.headers["ETag"] = f'"{digest}"'
            conditional = get_conditional_response(
                request, etag=response.headers.get("ETag"), response=response
            )
            return conditional if conditional is not None else response
        response.headers.setdefault("Cache-Control", "no-store")
        return response
