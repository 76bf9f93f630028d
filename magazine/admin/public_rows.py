"""What readers see of a row as soon as it is saved: sections, contributors, print issues, pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse

from library.widgets import ChoosesPictures
from magazine import renaming
from newsroom.fields import DAY, PLAIN_URL
from press import generation


class RetriesOnce(admin.ModelAdmin[Any]):
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody else may take an address or a name between our look and our write. The second
        time the form finds it taken and says so, with all that was typed."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            if request.method != "POST":
                raise
            return super().changeform_view(request, *args, **kwargs)


class PublicRowAdmin(ChoosesPictures, RetriesOnce):
    """Saving and deleting turn the press. An address that changes leads on to the new one.
    `addressed = False` for what has no address of its own."""

    addressed = True
    formfield_overrides = {models.DateField: DAY, models.URLField: PLAIN_URL}
    show_full_result_count = False
    list_per_page = 50

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = renaming.known_address(obj) if change and self.addressed else None
        super().save_model(request, obj, form, change)
        renaming.follow(obj, before)
        generation.turn()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        generation.turn()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        generation.turn()
