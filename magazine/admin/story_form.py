"""The form behind the writing screen."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from copy import copy
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import cached_property
from taggit.models import Tag
from taggit.utils import edit_string_for_tags

from library.widgets import PictureChoice
from magazine.admin.typed import initial_of, shown_address
from magazine.models import Article, Section
from newsroom.fields import MomentField

MOST_TAGS = 30
BETWEEN_TAGS = "\x1f"  # between their names where they come in one column


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

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        instance: Article | None = None,
        **kwargs: Any,
    ) -> None:
        if data is not None or instance is None:
            super().__init__(data, files, instance=instance, **kwargs)
        else:
            # Django asks for each relation's rows. Further sections come with what is offered, tags
            # below, and a draft names its own.
            unrelated = copy(instance)
            unrelated.pk = None
            super().__init__(data, files, instance=unrelated, **kwargs)
            self.instance = instance
        draft = getattr(self.instance, "draft", None)
        if not self.is_bound and draft is not None:
            self.initial.update(initial_of(type(self.instance), draft.content))
        elif not self.is_bound and self.instance.pk is not None:
            self._begin_with_relations()
        self.initial["slug"] = shown_address(self.initial.get("slug"))
        if self.instance.pk is None and "title" in self.fields and not self.is_bound:
            self.fields["title"].widget.attrs["autofocus"] = True
        self._spare_questions()
        for name in ("title", "standfirst"):
            if name in self.fields:
                # The browser would cut what is pasted without a word; the server says so.
                self.fields[name].widget.attrs.pop("maxlength", None)

    def _begin_with_relations(self) -> None:
        if "tags" in self.fields:
            names = self.instance.tag_names or ""  # type: ignore[attr-defined]
            tags = [Tag(name=name) for name in names.split(BETWEEN_TAGS) if name]
            self.initial["tags"] = edit_string_for_tags(tags)
        if "further_sections" in self.fields:
            self.initial["further_sections"] = [row.pk for row in self._sections() if row.chosen]

    @cached_property
    def _sections(self) -> Callable[[], list[Any]]:
        """The sections in their order, asked for once; of each, whether the story has chosen it
        beside its own."""
        through = Article.further_sections.through
        chosen = through.objects.filter(article=self.instance.pk, section=OuterRef("pk"))
        return cache(lambda: list(Section.objects.annotate(chosen=Exists(chosen))))

    def _spare_questions(self) -> None:
        """Both fields of sections offer the same ones, asked for once; what is known of pictures
        is not asked for again."""
        section: Any = self.fields.get("section")
        further: Any = self.fields.get("further_sections")
        if section and further:
            section.choices = lambda: [("", section.empty_label), *self._offered()]
            further.choices = self._offered
        for name, field in self.fields.items():
            column: Any = self.instance._meta.get_field(name)
            if isinstance(field.widget, PictureChoice) and column.is_cached(self.instance):
                field.widget.known = getattr(self.instance, name)

    def _offered(self) -> list[tuple[int, str]]:
        return [(row.pk, str(row)) for row in self._sections()]

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
