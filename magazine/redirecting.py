"""Addresses that moved: kept when a slug changes, answered when nothing else does."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from magazine.models import Redirect


@transaction.atomic
def moved(old_path: str, new_path: str) -> None:
    """Remember that `old_path` is now `new_path` (both begin with a slash). Whatever led to the
    old address leads to the new one at once, so that no reader is sent twice."""
    if old_path == new_path:
        return
    Redirect.objects.filter(old_path=new_path).delete()
    Redirect.objects.filter(new_path=old_path).update(new_path=new_path)
    Redirect.objects.update_or_create(old_path=old_path, defaults={"new_path": new_path})


class RedirectMiddleware:
    """Answers 301 where the site itself had nothing but a 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        full, path = request.get_full_path(), request.path
        if len(path) > 500 or "\x00" in path:
            return response
        candidates = [path] if len(full) > 500 else [full, path]
        found = dict(
            Redirect.objects.filter(old_path__in=candidates).values_list("old_path", "new_path")
        )
        for candidate in candidates:
            if candidate in found:
                return HttpResponsePermanentRedirect(found[candidate])
        return response
