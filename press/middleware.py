"""What holds for every public page: no cookie goes out, and anybody may keep a copy while asking
whether it is still right."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

PRIVATE_PREFIXES = ("/admin/",)


class PublicPagesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(PRIVATE_PREFIXES):
            return response
        if request.method in {"GET", "HEAD"} and response.status_code == 200:
            response.headers.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
            if not response.streaming and "ETag" not in response.headers:
                digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
                response.headers["ETag"] = f'"{digest}"'
            conditional = get_conditional_response(
                request, etag=response.headers.get("ETag"), response=response
            )
            return conditional if conditional is not None else response
        response.headers.setdefault("Cache-Control", "no-store")
        return response
