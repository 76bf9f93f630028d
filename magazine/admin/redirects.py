"""Addresses that moved."""

from __future__ import annotations

from django.contrib import admin

from magazine.admin.public_rows import PublicRowAdmin
from magazine.models import Redirect


@admin.register(Redirect)
class RedirectAdmin(PublicRowAdmin):
    drawer = "Magazine"
    place_in_drawer = 70
    addressed = False
    list_display = ["old_path", "new_path", "created_at"]
    search_fields = ["old_path", "new_path"]
    search_help_text = "A part of the old or the new address"
    date_hierarchy = "created_at"
    fields = ["old_path", "new_path"]
