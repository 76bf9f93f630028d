"""Letters that write themselves for a list: rows of the list's own form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from newsletter import digesting
from newsletter.models import Digest, MailingList

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class DigestForm(forms.ModelForm[Digest]):
    weekday = forms.TypedChoiceField(
        choices=list(enumerate(_DAYS)), coerce=int, initial=4, help_text="For weekly digests."
    )

    class Meta:
        model = Digest
        fields = [
            "is_on", "every", "weekday", "day", "time", "sections", "least", "most", "then",
            "subject",
        ]  # fmt: skip
        widgets = {
            "sections": forms.CheckboxSelectMultiple,
            "time": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def has_changed(self) -> bool:
        """Who asked for a digest gets one, also with all that it begins with."""
        return self.instance.pk is None or super().has_changed()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        least, most = cleaned.get("least"), cleaned.get("most")
        if least and most and least > most:
            self.add_error("most", "This is fewer than the fewest.")
        return cleaned


class DigestRow(admin.StackedInline[Digest, MailingList]):
    model = Digest
    form = DigestForm
    extra = 0
    max_num = 1
    verbose_name = "digest"
    verbose_name_plural = "A letter that writes itself, from what has gone live since the last"
    readonly_fields = ["next_one"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "is_on", ("every", "weekday", "day", "time"), "next_one", "sections",
                    ("least", "most"), "then", "subject",
                ]
            },
        )
    ]  # fmt: skip

    @admin.display(description="Next")
    def next_one(self, digest: Digest) -> str:
        if digest.pk is None or not digest.is_on:
            return "–"
        moment = digesting.moment_after(digest, timezone.now())
        return date_format(timezone.localtime(moment), "l, j F Y, H:i")


class KeepsDigests(admin.ModelAdmin[MailingList]):
    """For the admin of lists, before its other bases: a list may have a digest."""

    inlines = [DigestRow]

    @admin.display(description="Digest")
    def digest_of(self, row: MailingList) -> str:
        digest = getattr(row, "digest", None)
        return digest.get_every_display() if digest and digest.is_on else "–"

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """A digest that is new, switched on or planned anew waits for its next moment."""
        super().save_formset(request, form, formset, change)
        if formset.model is not Digest:
            return
        planned = {"is_on", "every", "weekday", "day", "time"}
        for one in formset.forms:
            digest = one.instance
            if digest.pk is None or one.cleaned_data.get("DELETE"):
                continue
            changed = set(one.changed_data)
            if digest.last_due is None or planned & changed:
                digesting.begin(digest, anew="is_on" in changed and digest.is_on)
