"""Plain pages: About, Contact, Privacy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from magazine.admin.public_rows import PublicRowAdmin
from magazine.models import Page


@admin.register(Page)
class PageAdmin(PublicRowAdmin):
    drawer = "Magazine"
    place_in_drawer = 50
    list_display = ["title", "in_footer", "is_public", "position", "updated_at"]
    list_editable = ["position"]
    search_fields = ["title"]
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "body"], "classes": ["is-wide"]}),
        ("Where it stands", {"fields": ["is_public", "in_footer", "position", "slug"]}),
    ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "standfirst":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
