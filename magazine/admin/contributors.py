"""Those who make the magazine."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest

from magazine.admin.public_rows import PublicRowAdmin
from magazine.models import Contributor


@admin.register(Contributor)
class ContributorAdmin(PublicRowAdmin):
    drawer = "Magazine"
    place_in_drawer = 30
    list_display = ["name", "role", "stories"]
    search_fields = ["name", "role"]
    search_help_text = "Name, or what they do"
    fieldsets = [
        (None, {"fields": ["name", "role", "bio", "portrait", "website"]}),
        ("Address and account", {"fields": ["slug", "user"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return (
            super().get_queryset(request).annotate(stories=Count("credits__article", distinct=True))
        )

    @admin.display(ordering="stories")
    def stories(self, contributor: Any) -> int:
        return int(contributor.stories)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "bio":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 5})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "user" and field is not None:
            # Accounts are made where accounts are made.
            field.widget.can_add_related = field.widget.can_change_related = False
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field
