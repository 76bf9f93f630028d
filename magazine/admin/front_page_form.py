"""What the front page's screen sends, as slots.

A slot is known by a key: `lead`, `seconds`, `rail`, `strip-1`… The field `slot` names the keys in
order, and of each there is `KEY-story` (once for every story placed by hand, in order),
`KEY-fill`, `KEY-places`, `KEY-repeat` and `KEY-title`. What somebody asks for without JavaScript
comes beside it: `_do` (a button: `KEY:STORY:up`, or `KEY::down` for the slot itself),
`KEY-to-STORY` (into which slot), `KEY-add`, `new-strip`.

Nothing is refused here. What is no number becomes 0, which `magazine.slots.checked` refuses with a
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import QueryDict

from magazine.models import Section
from magazine.slots import (
    IN_SECTION,
    LATEST,
    MOST_PLACES,
    MOST_STRIPS,
    NOTHING,
    RULES,
    RUNNING,
    STRIP,
    Slot,
)

NEW_TITLE = "New strip"
PLACES_OF_A_NEW_STRIP = 4
# Enough for `checked` to find too many; so much is ever looked up for a screen that shows it again.
MOST_SLOTS = 3 + MOST_STRIPS + 1
MORE_THAN_ANY = MOST_PLACES + 1
_KEY = re.compile(r"(lead|seconds|rail|strip)(-[0-9]{1,4})?", re.ASCII)


@dataclass
class _Draft:
    key: str
    kind: str
    fill: str = NOTHING
    places: int = 1
    repeat: bool = False
    title: str = ""
    stories: list[int] = field(default_factory=list)

    def slot(self) -> Slot:
        rule, section = _rule(self.fill)
        return Slot(
            self.kind, tuple(self.stories), rule, section, self.places, self.repeat, self.title
        )


def keyed(slots: Iterable[Slot]) -> list[tuple[str, Slot]]:
    """Slots with the keys by which the screen knows them."""
    pairs, strips = [], 0
    for slot in slots:
        strips += slot.kind == STRIP
        pairs.append((f"{STRIP}-{strips}" if slot.kind == STRIP else slot.kind, slot))
    return pairs


def fill_of(slot: Slot) -> str:
    """The value of the rule's select."""
    return f"section-{slot.section or 0}" if slot.rule == IN_SECTION else slot.rule


def fills(kind: str, sections: Iterable[Section]) -> list[tuple[str, str]]:
    """The rules that a slot of this kind may have, as choices of a select."""
    names = {
        LATEST: "latest stories",
        RUNNING: "features by their dates",
        NOTHING: "nothing more",
    }
    choices = []
    for rule in RULES[kind]:
        if rule == IN_SECTION:
            choices += [(f"section-{one.pk}", f"latest of {one.title}") for one in sections]
        else:
            choices.append((rule, names[rule]))
    return choices


def posted(data: QueryDict) -> list[Slot]:
    """The slots in `data` with everything done that its buttons and selects ask for."""
    drafts: dict[str, _Draft] = {}
    for key in data.getlist("slot")[:MOST_SLOTS]:
        if match := _KEY.fullmatch(key):
            drafts[key] = _Draft(
                key,
                match[1],
                data.get(f"{key}-fill", NOTHING),
                min(_number(data.get(f"{key}-places", "1")), MORE_THAN_ANY),
                f"{key}-repeat" in data,
                data.get(f"{key}-title", ""),
                [_number(text) for text in data.getlist(f"{key}-story")],
            )
    for draft in list(drafts.values()):
        for story in list(draft.stories):
            target = drafts.get(data.get(f"{draft.key}-to-{story}", ""))
            if target:
                draft.stories.remove(story)
                target.stories.append(story)
        if added := data.get(f"{draft.key}-add"):
            draft.stories.append(_number(added))
    done = _do(list(drafts.values()), data.get("_do", ""))
    slots = [draft.slot() for draft in done]
    if new := data.get("new-strip"):
        rule, section = _rule(new)
        title = NEW_TITLE if rule != IN_SECTION else ""
        slots.append(Slot(STRIP, (), rule, section, PLACES_OF_A_NEW_STRIP, title=title))
    return slots


def _do(drafts: list[_Draft], asked: str) -> list[_Draft]:
    """Move one story in its slot, or one strip on the page, by one place; or take it out."""
    key, _, rest = asked.partition(":")
    story, _, verb = rest.partition(":")
    found = next((draft for draft in drafts if draft.key == key), None)
    if found is None:
        return drafts
    if story:
        _shift(found.stories, _number(story), verb)
        return drafts
    strips = [draft for draft in drafts if draft.kind == STRIP]
    _shift(strips, found, verb)
    return [draft for draft in drafts if draft.kind != STRIP] + strips


def _shift[T](row: list[T], one: T, verb: str) -> None:
    if one not in row:
        return
    place = row.index(one)
    row.pop(place)
    if verb != "out":
        row.insert(max(0, place + {"up": -1, "down": 1}.get(verb, 0)), one)


def _rule(fill: str) -> tuple[str, int | None]:
    kind, _, number = fill.partition("-")
    return (IN_SECTION, _number(number)) if kind == IN_SECTION else (fill, None)


def _number(text: str) -> int:
    """A whole number from 0, 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
