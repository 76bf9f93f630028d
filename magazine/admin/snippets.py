"""Snippets: kept by editors, put into stories by everybody who writes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from magazine.admin.public_rows import PublicRowAdmin
from magazine.models import Snippet
from magazine.rendering import plain_text

AT_ONCE = 30
SHOWN = 120  # characters of its words


@admin.register(Snippet)
class SnippetAdmin(PublicRowAdmin):
    drawer = "Stories"
    place_in_drawer = 40
    addressed = False
    list_display = ["name", "updated_at"]
    search_fields = ["name"]
    search_help_text = "A part of the name"
    fields = ["name", "body"]

    def get_urls(self) -> list[Any]:
        choice = self.admin_site.admin_view(_choice)
        return [path("choice/", choice, name="magazine_snippet_choice"), *super().get_urls()]


@never_cache
@require_GET
def _choice(request: HttpRequest) -> JsonResponse:
    """GET ?q=: snippets whose name holds every word, or ?id=: the one of that number. Each with
    `id`, `name` and the beginning of its `words`."""
    if not request.user.has_perm("magazine.view_snippet"):
        return JsonResponse({"error": "You may not use snippets."}, status=403)
    found = Snippet.objects.all()
    asked = request.GET.get("id")
    if asked is not None:
        sound = asked.isascii() and asked.isdigit() and len(asked) < 19
        found = found.filter(pk=int(asked)) if sound else found.none()
    for word in request.GET.get("q", "")[:200].replace("\x00", " ").split()[:8]:
        found = found.filter(name__icontains=word)
    snippets = [
        {"id": each.pk, "name": each.name, "words": plain_text(each.body)[:SHOWN]}
        for each in found[:AT_ONCE]
    ]
    return JsonResponse({"snippets": snippets})
