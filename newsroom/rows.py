"""Rows of a form that stand in an order: credits, facts, links.

Each has a `position`. Without JavaScript it is a number to type; `newsroom/rows.js` puts buttons in
its place. After saving, the rows are numbered from 0 without gaps.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.forms.models import BaseInlineFormSet
from js_asset import Script

from newsroom.fields import PLAIN_URL

_LAST = 32767  # the most that the column holds


class RowForm(forms.ModelForm[Any]):
    """A row whose position was left empty goes to the end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        position = self.fields.get("position")
        if position is not None:
            position.required = False
            position.label = "Order"
            position.widget.attrs["class"] = "row-position"
            if self.instance.pk is None and "position" not in (kwargs.get("initial") or {}):
                self.initial["position"] = position.initial = None

    @property
    def stands(self) -> bool:
        """Whether there is something in the row, stored or not, that can be removed."""
        if self.instance.pk is not None:
            return True
        return self.has_changed() if self.is_bound else self.initial.get("position") is not None

    def clean_position(self) -> int:
        position: int | None = self.cleaned_data["position"]
        return _LAST if position is None else min(position, _LAST)


class RowFormSet(BaseInlineFormSet[Any, Any, Any]):
    def total_form_count(self) -> int:
        """Rows that are there without being stored (`initial`) come on top of the empty ones."""
        total = super().total_form_count()
        return total if self.is_bound else total + len(self.initial_extra or [])

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if commit and (saved or self.deleted_objects):
            model: Any = self.model
            rows = model._default_manager.filter(**{self.fk.name: self.instance})
            for number, row in enumerate(rows.order_by("position", "pk")):
                if row.position != number:
                    model._default_manager.filter(pk=row.pk).update(position=number)
        return saved


class Rows(admin.TabularInline[Any, Any]):
    form = RowForm
    formset = RowFormSet
    template = "admin/rows.html"
    formfield_overrides = {models.URLField: PLAIN_URL}
    extra = 1
    max_num = 100

    class Media:
        js = [Script("newsroom/rows.js", type="module")]
