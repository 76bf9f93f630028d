"""The admin site: Django's own, with our policy, our grouping and our first page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache

from newsroom import dashboard

# Scripts and styles are files of ours, or carry the nonce of their response. `blob:` is a picture
# that somebody has chosen and not yet sent.
POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
    "base-uri": [CSP.NONE],
}


def under_policy(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send what `view` answers under the newsroom's policy, unless it brought one of its own."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        if not hasattr(response, "_csp_config"):
            response._csp_config = POLICY  # type: ignore[attr-defined]
        return response

    return answered


@never_cache
def signed_in(request: HttpRequest) -> JsonResponse:
    """Who is signed in ("" for nobody), and the token that their forms are sent with: for a page
    that has stayed open longer than its session."""
    return JsonResponse({"user": request.user.get_username(), "token": get_token(request)})


class NewsroomSite(admin.AdminSite):
    site_header = "Newsroom"
    site_title = "Newsroom"
    index_title = "Today"
    empty_value_display = "–"

    # The desk's drawers, in order. A ModelAdmin says with `drawer = "Stories"` where it lies; what
    # says nothing lies in the last one.
    drawers = ("Stories", "Magazine", "Readers", "House")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return under_policy(super().admin_view(view, cacheable))

    def get_urls(self) -> list[Any]:
        return [path("signed-in/", signed_in, name="signed_in"), *super().get_urls()]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return under_policy(super().login)(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        context = {
            "panels": dashboard.panels(request),
            "shortcuts": dashboard.shortcuts(request),
            "subtitle": None,
            **(extra_context or {}),
        }
        return super().index(request, context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """All that somebody may open, by drawer. Of one app: as Django lists it."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        drawers: dict[str, list[dict[str, Any]]] = {name: [] for name in self.drawers}
        for app in self._build_app_dict(request).values():
            for entry in app["models"]:
                model_admin = self._registry[entry["model"]]
                name = getattr(model_admin, "drawer", self.drawers[-1])
                entry["place"] = getattr(model_admin, "place_in_drawer", 50)
                drawers.setdefault(name, []).append(entry)
        return [
            {
                "name": name,
                "app_label": name.lower(),
                "app_url": "",
                "has_module_perms": True,
                "models": sorted(entries, key=lambda entry: (entry["place"], str(entry["name"]))),
            }
            for name, entries in drawers.items()
            if entries
        ]
