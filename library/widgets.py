"""A picture of the library as a field of a form.

`PictureChoice` shows the chosen picture and opens the picker. `ChoosesPictures` gives it to every
ForeignKey to `Picture` of a ModelAdmin or an inline.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from js_asset import Script

from library import picking
from library.models import Picture


def _chosen(value: Any, known: Picture | None) -> Picture | None:
    """The picture that a field's value names; None for an empty, a wrong or a hostile one."""
    if isinstance(value, Picture):
        return value
    try:
        number = int(str(value))
    except ValueError:
        return None
    if known is not None and known.pk == number:
        return known
    # Django answers a number that no column holds with nothing, not with an error.
    return Picture.objects.filter(pk=number).first()


class PictureChoice(forms.NumberInput):
    """For a `ModelChoiceField` of pictures. Without JavaScript it is the picture's number in the
    library, to be typed; with it, a thumbnail and buttons. Makes one query for a chosen picture
    that is not `known`."""

    known: Picture | None = None

    class Media:
        css = {"all": ["newsroom/library/choice.css", "newsroom/library/picker.css"]}
        js = [Script("newsroom/library/choice.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"min": 1, "step": 1, **(attrs or {})})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        picture = _chosen(value, self.known)
        number = super().render(name, picture.pk if picture else value, attrs, renderer)
        return SafeString(
            render_to_string(
                "library/picture_choice.html",
                {
                    "input": number,
                    "required": self.is_required,
                    "card": picking.card_of(picture) if picture else None,
                    "picker_url": reverse("admin:library_picture_picker"),
                },
            )
        )


class ChoosesPictures:
    """For a ModelAdmin or an inline, before it among the bases."""

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if isinstance(db_field, models.ForeignKey) and db_field.related_model is Picture:
            # Not through the admin's own way, which would add a pencil and a plus to it.
            return db_field.formfield(**{"widget": PictureChoice(), **kwargs})
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
