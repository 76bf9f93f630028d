"""What the front page's screen shows of its slots: the stories placed by hand with where they
stand, and those that the rule brings."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from library.templatetags.pictures import picture_url
from magazine import filling
from magazine.admin.front_page_form import fill_of, fills, keyed
from magazine.admin.standing import standing
from magazine.models import Article, Section
from magazine.slots import LEAD, RAIL, STRIP, Slot

THUMB = 240  # px
FOUND_AT_ONCE = 20
MOST_WORDS = 8
LONGEST_QUERY = 200


@dataclass
class Row:
    story: Article
    # A sentence's beginning: why readers do not see it here. Empty if they do.
    why_not: str = ""

    @property
    def thumb(self) -> str:
        return picture_url(self.story.lead_picture, THUMB)

    @property
    def where(self) -> str:
        """Section and moment, in a line."""
        moment = self.story.publish_at
        day = date_format(timezone.localtime(moment), "j M Y") if moment else ""
        return ", ".join(part for part in [self.story.section.title, day] if part)


@dataclass
class SlotRows:
    key: str
    slot: Slot
    name: str
    fills: list[tuple[str, str]]
    by_hand: list[Row] = field(default_factory=list)
    by_rule: list[Row] = field(default_factory=list)

    @property
    def fill(self) -> str:
        return fill_of(self.slot)

    @property
    def is_strip(self) -> bool:
        return self.slot.kind == STRIP

    @property
    def is_lead(self) -> bool:
        return self.slot.kind == LEAD

    @property
    def takes(self) -> str:
        """The one kind of story that may be placed here; empty for any."""
        return (filling.rail_kind() or "none") if self.slot.kind == RAIL else ""


def rows(
    slots: Sequence[Slot], *, at: datetime.datetime, sections: Sequence[Section]
) -> list[SlotRows]:
    """The slots as the screen shows them: what readers would see at a moment, and why not."""
    filled = filling.fill(slots, at=at, sections=sections)
    asked = {pk for slot in slots for pk in slot.stories if 0 < pk < 2**63}
    stories = {story.pk: story for story in _with_pictures().filter(pk__in=asked)}
    shown = []
    for (key, slot), places in zip(keyed(slots), filled.slots, strict=True):
        row = SlotRows(key, slot, slot.name(sections), fills(slot.kind, sections))
        for pk in dict.fromkeys(slot.stories):
            if pk in stories:
                row.by_hand.append(Row(stories[pk], _why_not(stories[pk], places, filled, at)))
        row.by_rule = [Row(story) for story in places.by_rule]
        shown.append(row)
    return shown


def _why_not(
    story: Article,
    places: filling.FilledSlot,
    page: filling.FilledPage,
    at: datetime.datetime,
) -> str:
    if places.has(story.pk):
        return ""
    if not story.is_live(at):
        told = standing(story, at)
        if told.key != "scheduled" or story.publish_at is None:
            return told.name
        return f"Goes live {date_format(timezone.localtime(story.publish_at), 'j M, H:i')}"
    for other in page.slots:
        if other.has(story.pk):
            return f"Stands in {other.slot.name(page.sections.values())}"
    if places.slot.kind == RAIL and not places.is_full:
        return "Its dates keep it off"
    return "Waits for a place"


def _with_pictures() -> Any:
    return Article.objects.select_related("section", "lead_picture").defer(
        "body", "body_html", "plain_text", "admin_note"
    )


def find(words: str, *, kind: str = "", most: int = FOUND_AT_ONCE) -> list[Row]:
    """Stories to place, the newest first: those whose title, kicker or section hold every word.
    What is withdrawn or expired is left out; what is still being made is not."""
    found = _with_pictures().exclude(state=Article.State.WITHDRAWN)
    if kind:
        found = found.filter(kind=kind)
    for word in words[:LONGEST_QUERY].replace("\x00", " ").split()[:MOST_WORDS]:
        found = found.filter(_holds(word))
    now = timezone.now()
    found = found.exclude(withdraw_at__lte=now)
    newest = found.order_by(F("publish_at").desc(nulls_last=True), "-updated_at", "-id")
    return [
        Row(story, "" if story.is_live(now) else standing(story, now).name)
        for story in newest[:most]
    ]


def _holds(word: str) -> Q:
    return Q(title__icontains=word) | Q(kicker__icontains=word) | Q(section__title__icontains=word)


def as_json(rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [
        {
            "id": row.story.pk,
            "title": row.story.title,
            "kind": row.story.kind,
            "where": row.where,
            "thumb": row.thumb,
            "note": row.why_not,
        }
        for row in rows
    ]
