"""Sections, in the navigation's order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest

from magazine.admin.public_rows import PublicRowAdmin
from magazine.models import Section


class PlaceForm(forms.ModelForm[Section]):
    """The place in the navigation, in a row of the list: the row is its label."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].widget.attrs["aria-label"] = f"Position of {self.instance}"


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

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, form=PlaceForm, **kwargs)

    @admin.display(ordering="stories")
    def stories(self, section: Any) -> int:
        return int(section.stories)
