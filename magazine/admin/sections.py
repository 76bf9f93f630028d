"""Sections, in the navigation's order."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest

from magazine.admin.public_rows import PublicRowAdmin
from magazine.models import Section


@admin.register(Section)
class SectionAdmin(PublicRowAdmin):
    drawer = "Magazine"
    place_in_drawer = 20
    list_display = ["title", "description", "stories", "position"]
    list_editable = ["position"]
    search_fields = ["title", "description"]
    fields = ["title", "description", "position", "slug"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(stories=Count("articles"))

    @admin.display(ordering="stories")
    def stories(self, section: Any) -> int:
        return int(section.stories)
