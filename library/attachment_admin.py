"""Files in the newsroom: found, renamed, deleted.
They are added where they are used: in a story."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path

from library import handing_out
from library.attachments import Attachment


@admin.register(Attachment)
class AttachmentAdmin(admin.ModelAdmin[Attachment]):
    drawer = "Magazine"
    place_in_drawer = 12
    list_display = ["title", "facts", "added_at", "added_by"]
    list_select_related = ["added_by"]
    search_fields = ["title"]
    search_help_text = "A part of the title"
    show_full_result_count = False
    fields = ["title", "facts"]
    readonly_fields = ["facts"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        under_admin = self.admin_site.admin_view
        return [
            path("upload/", under_admin(handing_out.upload), name="library_attachment_upload"),
            path(
                "<int:attachment_id>/card/",
                under_admin(handing_out.card),
                name="library_attachment_card",
            ),
            *super().get_urls(),
        ]
