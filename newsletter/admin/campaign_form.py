"""What the screen on which a letter is written sends.

The letter's own fields are a ModelForm. Its stories are rows: the field `stories-story` names their
numbers in order, `words-NUMBER` is the line of each. What somebody does without JavaScript comes
beside it: `order-NUMBER`, a place to move it to; `out-NUMBER`, to take it out; `add`, a story to
put at the end.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from magazine.admin.front_page_rows import Row
from magazine.admin.standing import standing
from magazine.models import Article, PrintIssue, Section
from newsletter.composing import Chosen
from newsletter.models import Campaign, CampaignStory, MailingList

MOST_STORIES = 40
# In a POST: show the form with what is sent, and store nothing.
BRING_BACK = "_bring_back"
TO_CHOOSE = 100  # spotlight features in the select
_LONGEST_LINE = CampaignStory._meta.get_field("words").max_length or 300


@dataclass
class StoryRow:
    """A story as the screen shows it in the letter."""

    row: Row
    words: str

    @property
    def story(self) -> Article:
        return self.row.story


class CampaignForm(forms.ModelForm[Campaign]):
    class Meta:
        model = Campaign
        fields: list[str] = []
        widgets = {
            "subject": forms.Textarea(
                attrs={"rows": 1, "placeholder": "Subject", "class": "grows"}
            ),
            "preview_line": forms.Textarea(
                attrs={
                    "rows": 1,
                    "placeholder": "Preview line: what mailboxes show behind the subject",
                    "class": "grows",
                }
            ),
            "lists": forms.CheckboxSelectMultiple,
            "interests": forms.CheckboxSelectMultiple,
            "design": forms.RadioSelect,
            "sponsor_words": forms.Textarea(attrs={"rows": 3}),
            "sponsor_link": forms.URLInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("subject", "preview_line"):
            if name in self.fields:
                # The browser would cut what is pasted without a word; the server says so.
                self.fields[name].widget.attrs.pop("maxlength", None)
        if "subject" in self.fields:
            self.fields["subject"].error_messages["required"] = "A letter needs a subject."
            if self.instance.pk is None and not self.is_bound:
                self.fields["subject"].widget.attrs["autofocus"] = True
        if "lists" in self.fields:
            # A letter may be begun before it is clear to whom it goes; the checklist asks.
            self.fields["lists"].required = False
        if isinstance(chosen := self.fields.get("spotlight"), forms.ModelChoiceField):
            chosen.queryset = _features(self.instance.spotlight_id)
        if self.instance.pk is None and not self.is_bound and "lists" in self.fields:
            defaults = MailingList.objects.filter(is_open=True, is_default=True)
            self.initial.setdefault("lists", list(defaults[:1]))

    def clean_subject(self) -> str:
        return " ".join(self.cleaned_data["subject"].split())

    def clean_preview_line(self) -> str:
        return " ".join(self.cleaned_data["preview_line"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if BRING_BACK in self.data:
            self.add_error(
                None, "These are the words that this browser had kept. They are not saved yet."
            )
        after, before = cleaned.get("joined_after"), cleaned.get("joined_before")
        if after and before and after >= before:
            self.add_error("joined_before", "Nobody signed up before they signed up: see the days.")
        return cleaned


def _features(chosen: int | None) -> QuerySet[Article]:
    """The newest spotlight features, and the one that is chosen."""
    features = Article.objects.filter(kind="spotlight").exclude(state=Article.State.WITHDRAWN)
    newest = features.order_by("-publish_at", "-id").values_list("pk", flat=True)[:TO_CHOOSE]
    wanted = {*newest, *([chosen] if chosen else [])}
    return (
        Article.objects.filter(pk__in=wanted)
        .only("title", "kind", "publish_at")
        .order_by("-publish_at", "-id")
    )


# --- stories --------------------------------------------------------------------------------------


def posted_stories(data: QueryDict) -> list[tuple[int, str]]:
    """Numbers and lines of the stories that a form holds, in order, each once. What is no number,
    and what is beyond `MOST_STORIES`, is left out."""
    numbers = [*data.getlist("stories-story"), data.get("add", "")]
    found: dict[int, str] = {}
    places: dict[int, float] = {}
    for at, text in enumerate(numbers):
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            continue
        number = int(text)
        if number in found or f"out-{number}" in data:
            continue
        found[number] = " ".join(data.get(f"words-{number}", "").replace("\x00", "").split())
        asked = data.get(f"order-{number}", "")
        moved = asked.isascii() and asked.isdigit() and len(asked) < 4
        # Who names a place means it before whoever stands there.
        places[number] = int(asked) - 1.5 if moved and int(asked) != at + 1 else float(at)
    ordered = sorted(found, key=lambda number: places[number])
    return [(number, found[number][:_LONGEST_LINE]) for number in ordered][:MOST_STORIES]


def store_stories(campaign: Campaign, stories: list[tuple[int, str]]) -> None:
    """Make the rows of a campaign what a form held. Stories that are gone meanwhile are left
    out."""
    known = set(Article.objects.filter(pk__in=[n for n, _ in stories]).values_list("pk", flat=True))
    wanted = {number: words for number, words in stories if number in known}
    campaign.stories.exclude(article_id__in=wanted).delete()
    CampaignStory.objects.bulk_create(
        [
            CampaignStory(campaign=campaign, article_id=number, words=words, position=position)
            for position, (number, words) in enumerate(wanted.items())
        ],
        update_conflicts=True,
        unique_fields=["campaign", "article"],
        update_fields=["words", "position"],
    )


def story_rows(
    stories: list[tuple[int, str]], *, at: datetime.datetime | None = None
) -> list[StoryRow]:
    """The rows that the screen shows of stories, in order. Two queries."""
    at = at or timezone.now()
    articles = _articles([number for number, _ in stories])
    return [
        StoryRow(
            Row(
                articles[number],
                "" if articles[number].is_live(at) else standing(articles[number], at).name,
            ),
            words,
        )
        for number, words in stories
        if number in articles
    ]


def stored_stories(campaign: Campaign | None) -> list[tuple[int, str]]:
    if campaign is None or campaign.pk is None:
        return []
    return list(campaign.stories.values_list("article_id", "words"))


def _articles(numbers: list[int]) -> dict[int, Article]:
    rows = Article.objects.select_related("section", "lead_picture").defer(
        "body", "body_html", "plain_text", "admin_note"
    )
    return {story.pk: story for story in rows.filter(pk__in=numbers)}


# --- as it stands in the form ---------------------------------------------------------------------


def typed(form: CampaignForm, data: QueryDict) -> tuple[Campaign, Chosen]:
    """The campaign with what a posted form holds, and what stands in it; stores nothing. Where a
    field is wrong, what was there before."""
    form.is_valid()
    campaign = form.instance
    cleaned = form.cleaned_data
    stories = posted_stories(data)
    articles = _articles([number for number, _ in stories])
    return campaign, Chosen(
        stories=[(articles[number], words) for number, words in stories if number in articles],
        lists=list(cleaned.get("lists") or []),
        further={"interests": cleaned.get("interests")},
    )


class Asked:
    """A campaign's segment as it stands in a form, for `newsletter.audience`, which asks the same
    of it as of a stored one."""

    def __init__(self, campaign: Campaign, cleaned: dict[str, Any]) -> None:
        none = Section.objects.none()
        self.lists = MailingList.objects.filter(pk__in=[each.pk for each in cleaned["lists"] or []])
        self.interests = cleaned.get("interests") or none
        self.joined_after = campaign.joined_after
        self.joined_before = campaign.joined_before
        self.engaged_within = campaign.engaged_within


def issues() -> QuerySet[PrintIssue]:
    return PrintIssue.objects.order_by("-number")
