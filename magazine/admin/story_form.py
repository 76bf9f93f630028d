"""The form behind the writing screen."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from magazine.admin.typed import initial_of, shown_address
from magazine.models import Article
from newsroom.fields import MomentField

MOST_TAGS = 30


class StoryForm(forms.ModelForm[Article]):
    """What a person types of a story. Its state is not among it: see `magazine.publishing`.

    Opened for a story with a `draft` (`magazine.revisions`), it shows that."""

    class Meta:
        model: type[models.Model] = Article
        fields: list[str] = []
        widgets = {
            "title": forms.Textarea(attrs={"rows": 1, "placeholder": "Title", "class": "grows"}),
            "kicker": forms.TextInput(attrs={"placeholder": "Kicker"}),
            "standfirst": forms.Textarea(
                attrs={"rows": 2, "placeholder": "Standfirst", "class": "grows"}
            ),
            "further_sections": forms.CheckboxSelectMultiple,
            "search_description": forms.Textarea(attrs={"rows": 3}),
            "sharing_text": forms.Textarea(attrs={"rows": 3}),
            "admin_note": forms.Textarea(attrs={"rows": 4}),
            "layout": forms.Select,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        draft = getattr(self.instance, "draft", None)
        if draft is not None and not self.is_bound:
            self.initial.update(initial_of(type(self.instance), draft.content))
        self.initial["slug"] = shown_address(self.initial.get("slug"))
        for name in ("title", "standfirst"):
            if name in self.fields:
                # The browser would cut what is pasted without a word; the server says so.
                self.fields[name].widget.attrs.pop("maxlength", None)

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_tags(self) -> list[str]:
        tags: list[str] = self.cleaned_data["tags"]
        if any(len(tag) > 100 for tag in tags):
            raise ValidationError("A tag has 100 characters at most.")
        if len(tags) > MOST_TAGS:
            raise ValidationError(f"That are {len(tags)} tags; {MOST_TAGS} at most, please.")
        return tags

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            # The field knows minutes only: one that was not touched keeps its seconds.
            if isinstance(field, MomentField) and name in cleaned and name not in self.changed_data:
                cleaned[name] = self.initial.get(name)
        if self.instance.state == Article.State.PUBLISHED:
            self._stays_fit_for_readers(cleaned)
        return cleaned

    def _stays_fit_for_readers(self, cleaned: dict[str, Any]) -> None:
        """What `publishing` asks of a story that goes out holds while it is out."""
        if "publish_at" in cleaned and cleaned["publish_at"] is None:
            self.add_error(
                "publish_at", "A published story needs the moment at which it goes live."
            )
        ends: datetime.datetime | None = cleaned.get("withdraw_at")
        if ends and "withdraw_at" in self.changed_data and ends <= timezone.now():
            self.add_error(
                "withdraw_at", "That moment is past. Press Withdraw to take the story away now."
            )
        if cleaned.get("body") == "" and not cleaned.get("lead_picture"):
            self.add_error("body", "Readers see this story: it needs a text or a picture.")
