"""What a front page is made of: slots, each with stories placed by hand, a rule that fills the rest
of its places, and the number of its places.

A version keeps them as JSON (`FrontPage.slots`); `kept` and `read` turn one into the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from magazine.models import Article, Section
from magazine.publishing import Refused

LEAD, SECONDS, RAIL, STRIP = "lead", "seconds", "rail", "strip"
NAMES = {LEAD: "Lead", SECONDS: "Seconds", RAIL: "Spotlight rail", STRIP: "Strip"}

LATEST = "latest"  # the newest stories, whatever their section
IN_SECTION = "section"  # the newest of one section
RUNNING = "running"  # features whose dates put them on the rail
NOTHING = "none"
RULES = {
    LEAD: (LATEST, IN_SECTION, NOTHING),
    SECONDS: (LATEST, IN_SECTION, NOTHING),
    RAIL: (RUNNING, NOTHING),
    STRIP: (LATEST, IN_SECTION, NOTHING),
}

MOST_PLACES = 12
MOST_STORIES = 24  # by hand in one slot: what has no place yet waits for one
MOST_STRIPS = 16
LONGEST_TITLE = 80
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Slot:
    kind: str
    stories: tuple[int, ...] = ()  # ids of articles, in order
    rule: str = NOTHING
    section: int | None = None  # whose latest, for IN_SECTION
    places: int = 1
    # Its stories may stand in other slots as well, and those of others here.
    may_repeat: bool = False
    title: str = ""  # a strip's heading, in place of its section's title

    def name(self, sections: Iterable[Section] = ()) -> str:
        """What a person calls it."""
        titles = {section.pk: section.title for section in sections}
        return self.title or titles.get(self.section or 0, "") or NAMES[self.kind]


def automatic(sections: Iterable[Section]) -> list[Slot]:
    """The front page that nobody has touched: the newest stories on top, the features whose run is
    on, then every section's latest."""
    return [
        Slot(LEAD, rule=LATEST),
        Slot(SECONDS, rule=LATEST, places=3),
        Slot(RAIL, rule=RUNNING, places=8),
        *(Slot(STRIP, rule=IN_SECTION, section=section.pk, places=4) for section in sections),
    ]


def kept(slots: Iterable[Slot]) -> list[dict[str, Any]]:
    return [{**asdict(slot), "stories": list(slot.stories)} for slot in slots]


def read(stored: Iterable[dict[str, Any]]) -> list[Slot]:
    return [Slot(**{**slot, "stories": tuple(slot["stories"])}) for slot in stored]


def checked(slots: Sequence[Slot], rail_kind: str | None) -> list[Slot]:
    """`slots` as they may be kept: lead, seconds, rail, then the strips, no story twice in one.
    Raises `Refused` with a sentence if they are no front page. `rail_kind`: the kind of story that
    the rail takes. Costs two queries."""
    slots = [replace(_sound(slot), stories=tuple(dict.fromkeys(slot.stories))) for slot in slots]
    strips = [slot for slot in slots if slot.kind == STRIP]
    if len(strips) > MOST_STRIPS:
        raise Refused(f"A front page has {MOST_STRIPS} strips at most; these are {len(strips)}.")
    ordered = []
    for kind in (LEAD, SECONDS, RAIL):
        found = [slot for slot in slots if slot.kind == kind]
        if len(found) != 1:
            raise Refused(f"A front page has one slot “{NAMES[kind]}”; here are {len(found)}.")
        ordered += found
    ordered += strips
    _check_sections(ordered)
    _check_stories(ordered, rail_kind)
    return ordered


def _sound(slot: Slot) -> Slot:
    """One slot, by itself, its heading tidied."""
    if slot.kind not in RULES:
        raise Refused("A front page has no such slot.")
    name = NAMES[slot.kind]
    if slot.rule not in RULES[slot.kind]:
        raise Refused(f"{name}: there is no such rule. Choose one from the list.")
    if not 1 <= slot.places <= MOST_PLACES or (slot.kind == LEAD and slot.places != 1):
        most = 1 if slot.kind == LEAD else MOST_PLACES
        raise Refused(f"{name}: the number of places is from 1 to {most}.")
    if len(slot.stories) > MOST_STORIES:
        raise Refused(
            f"{name}: {MOST_STORIES} stories at most are placed by hand in one slot; "
            f"these are {len(slot.stories)}."
        )
    if any(not 0 < story <= _LARGEST_ID for story in slot.stories):
        raise Refused(f"{name}: one of the stories is no story of this magazine.")
    title = " ".join("".join(c if c.isprintable() else " " for c in slot.title).split())
    if len(title) > LONGEST_TITLE:
        raise Refused(f"The heading of a strip has {LONGEST_TITLE} characters at most.")
    if slot.kind != STRIP:
        title = ""
    elif not title and slot.rule != IN_SECTION:
        raise Refused("A strip needs a heading, or a section whose latest stories fill it.")
    return replace(slot, title=title, section=slot.section if slot.rule == IN_SECTION else None)


def _check_sections(slots: Sequence[Slot]) -> None:
    asked = {slot.section for slot in slots if slot.rule == IN_SECTION}
    sound = {section for section in asked if section and 0 < section <= _LARGEST_ID}
    there = set(Section.objects.filter(pk__in=sound).values_list("pk", flat=True))
    if asked - there:
        raise Refused("A slot is filled from a section that is not there. Choose another rule.")


def _check_stories(slots: Sequence[Slot], rail_kind: str | None) -> None:
    asked = {story for slot in slots for story in slot.stories}
    there = {
        story.pk: story for story in Article.objects.filter(pk__in=asked).only("title", "kind")
    }
    stands: dict[int, str] = {}
    for slot in slots:
        name = slot.name()
        for pk in slot.stories:
            if pk not in there:
                raise Refused(f"{name}: one of the stories is no story of this magazine.")
            if slot.kind == RAIL and there[pk].kind != rail_kind:
                raise Refused(
                    f"“{there[pk]}” is no spotlight feature, and the rail takes no other."
                )
            if slot.may_repeat:
                continue
            if pk in stands:
                raise Refused(
                    f"“{there[pk]}” stands twice: {stands[pk]} and {name}. Take it out of one, or "
                    "let one of the two repeat stories."
                )
            stands[pk] = name
