"""Credits as rows of the writing screen: a role, and a name typed as one knows it.

A name that a contributor has makes the credit theirs; any other stands as it was typed. The names
are offered while typing (a `datalist`, one for the page).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import cached_property

from magazine.models import Article, Contributor, Credit
from newsroom.rows import RowForm, Rows

NAMES_ID = "contributor-names"


class Roster:
    """The contributors by the name that a person types. Of several who share a name each is told
    by the last part of their address: "Ines Valcourt (ines-valcourt-2)". One query, when asked."""

    @cached_property
    def _by_label(self) -> dict[str, tuple[str, int]]:
        people = list(Contributor.objects.order_by("name", "pk").values_list("pk", "name", "slug"))
        shared: dict[str, int] = {}
        for _, name, _ in people:
            shared[name.casefold()] = shared.get(name.casefold(), 0) + 1
        labels = {}
        for pk, name, slug in people:
            label = name if shared[name.casefold()] == 1 else f"{name} ({slug})"
            labels[label.casefold()] = (label, pk)
        return labels

    @cached_property
    def _labels(self) -> dict[int, str]:
        return {pk: label for label, pk in self._by_label.values()}

    @property
    def labels(self) -> list[str]:
        return list(self._labels.values())

    def label_of(self, pk: int) -> str:
        return self._labels.get(pk, "")

    def find(self, name: str) -> int | None:
        """Primary key of who is called so, or None."""
        found = self._by_label.get(name.casefold())
        return found[1] if found else None

    def is_shared(self, name: str) -> bool:
        return any(
            label.casefold().startswith(f"{name.casefold()} (") for label in self._labels.values()
        )


class CreditForm(RowForm):
    roster: Roster
    who = forms.CharField(
        label="Name",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": NAMES_ID, "autocomplete": "off"}),
    )

    class Meta:
        model = Credit
        fields = ["role", "position"]

    field_order = ["role", "who", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "who" not in self.initial:
            credit: Credit = self.instance
            own = credit.contributor_id or self.initial.get("contributor")
            name = credit.other_name or self.initial.get("other_name", "")
            self.initial["who"] = self.roster.label_of(own) if own else name

    def clean_who(self) -> str:
        name = " ".join(self.cleaned_data["who"].split())
        if self.roster.find(name) is None and self.roster.is_shared(name):
            raise ValidationError(f"Several contributors are called {name}: choose one of them.")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = cleaned.get("who")
        if name == "":
            self.add_error("who", "Who was it? Type a name, or remove the row.")
        elif name:
            own = self.roster.find(name)
            self.instance.contributor_id = own
            self.instance.other_name = "" if own else name
        return cleaned

    def has_changed(self) -> bool:
        """A row of which only the role stands there, as it does from the start, is no row."""
        if self.instance.pk is None and not str(self["who"].value() or "").strip():
            return False
        return super().has_changed()


class CreditRows(Rows):
    model = Credit
    form = CreditForm
    fields = ["role", "who", "position"]
    verbose_name_plural = "Credits"
    names_id = NAMES_ID

    def get_formset(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        made: Any = super().get_formset(request, obj, **kwargs)
        # The classes were made for this request.
        made.form.roster = made.roster = Roster()
        return made

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("contributor")

    @admin.display(description="Name")
    def who(self, credit: Credit) -> str:
        """For those who may only look."""
        return credit.name
