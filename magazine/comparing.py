"""Two working copies side by side, told as a person reads them, and brought together by choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from taggit.managers import TaggableManager

from library.models import Picture
from magazine import working_copy
from magazine.blocks import Block, Pair, blocks_of, pairs, words_apart
from magazine.working_copy import Content

MOMENT = "j M Y, H:i"
# A choice's values.
THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass
class Side:
    """What one of two versions has in a place: pieces of text, each with whether the other lacks
    it, and pictures."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    tag: str = "p"
    card: str = ""
    missing: bool = False


@dataclass
class Place:
    """A place in which two versions may differ: a field, rows, a paragraph."""

    key: str
    name: str
    left: Side
    right: Side
    same: bool
    # Which of the two to take unless somebody chooses; "" where both have changed it.
    proposed: str = ""
    # Whether both can stand one after the other.
    can_be_both: bool = False
    # Nothing but its formatting differs.
    only_form: bool = False


@dataclass
class Comparison:
    fields: list[Place]  # those that differ
    body: list[Place]  # all of it

    @property
    def is_same(self) -> bool:
        return not self.fields and all(place.same for place in self.body)


def compare(model: Any, left: Content, right: Content, base: Content | None = None) -> Comparison:
    """The differences of two working copies of a story of `model`. `left` counts as theirs, `right`
    as mine. `base`: what both were made out of, if that is still known; then what only one of them
    changed is proposed. One query a kind of thing that the two name."""
    named = _Named(model, [left, right])
    fields = []
    for known in [*working_copy.columns(model), *working_copy.many(model)]:
        if known.name != "body":
            fields += _field(named, known, left, right, base)
    for name in dict.fromkeys([*left["rows"], *right["rows"]]):
        fields += _rows(named, model, name, left, right, base)
    bodies = [_body(content) for content in (left, right)]
    in_base = {block.html for block in blocks_of(_body(base))} if base else None
    body = [_paragraph(named, number, pair, in_base) for number, pair in enumerate(pairs(*bodies))]
    return Comparison(fields, body)


def bring_together(
    model: Any, theirs: Content, mine: Content, choices: Mapping[str, str], base: Content | None
) -> Content:
    """A working copy made of two, as somebody chose place by place (`Place.key`: theirs, mine or
    both). Without a choice it is what was proposed, else mine."""
    compared = compare(model, theirs, mine, base)
    made: Content = {
        "fields": dict(theirs["fields"]),
        "rows": dict(theirs["rows"]),
        "unfinished": dict(theirs["unfinished"]),
    }
    for place in compared.fields:
        if _chosen(place, choices) == THEIRS:
            continue
        kind, name = place.key.split(":", 1)
        if kind == "rows":
            made["rows"][name] = mine["rows"].get(name, [])
            continue
        made["fields"][name] = mine["fields"].get(name)
        made["unfinished"].pop(name, None)
        if name in mine["unfinished"]:
            made["unfinished"][name] = mine["unfinished"][name]
    parts = []
    found = pairs(_body(theirs), _body(mine))
    for pair, place in zip(found, compared.body, strict=True):
        choice = _chosen(place, choices)
        if pair.left and (pair.same or choice in {THEIRS, BOTH}):
            parts.append(pair.left.html)
        if pair.right and not pair.same and choice in {MINE, BOTH}:
            parts.append(pair.right.html)
    made["fields"]["body"] = "".join(parts)
    made["unfinished"].pop("body", None)
    return made


def _chosen(place: Place, choices: Mapping[str, str]) -> str:
    choice = choices.get(place.key, "")
    if choice in {THEIRS, MINE} or (choice == BOTH and place.can_be_both):
        return choice
    return place.proposed or MINE


def _body(content: Content) -> str:
    body: str = content["unfinished"].get("body") or content["fields"].get("body") or ""
    return body


def _proposed(left: Any, right: Any, base: Any) -> str:
    """Of two values that differ, the one that is not what both were made out of."""
    if left == base:
        return MINE
    return THEIRS if right == base else ""


# --- fields and rows ------------------------------------------------------------------------------


class _Named:
    """What working copies name by number, looked up once a model."""

    def __init__(self, model: Any, contents: Iterable[Content]) -> None:
        wanted: dict[Any, set[int]] = {Picture: set()}
        for content in contents:
            for known in [*working_copy.columns(model), *working_copy.many(model)]:
                self._note(wanted, known, content["fields"].get(known.name))
            for name, rows in content["rows"].items():
                for known in working_copy.row_columns(model, name):
                    for row in rows:
                        self._note(wanted, known, row.get(known.name))
            for block in blocks_of(_body(content)):
                wanted[Picture] |= set(block.pictures)
        self._found = {
            named: named._default_manager.in_bulk(keys) for named, keys in wanted.items() if keys
        }

    @staticmethod
    def _note(wanted: dict[Any, set[int]], known: Any, kept: Any) -> None:
        if not known.is_relation or isinstance(known, TaggableManager) or kept is None:
            return
        keys = kept if isinstance(kept, list) else [kept]
        wanted.setdefault(known.related_model, set()).update(keys)

    def get(self, model: Any, key: int) -> Any:
        return self._found.get(model, {}).get(key)

    def words(self, known: Any, kept: Any) -> str:
        """A field's value as a person would say it."""
        if kept is None or kept == "" or kept == []:
            return ""
        if isinstance(known, TaggableManager):
            return ", ".join(kept)
        if known.is_relation:
            keys = kept if isinstance(kept, list) else [kept]
            found = [self.get(known.related_model, key) for key in keys]
            return ", ".join(str(one) if one else "gone by now" for one in found)
        if isinstance(known, models.BooleanField):
            return "Yes" if kept else "No"
        if known.choices:
            return str(dict(known.flatchoices).get(kept, kept))
        if isinstance(known, models.DateTimeField):
            return date_format(timezone.localtime(working_copy.value(known, kept)), MOMENT)
        return str(kept)

    def pictures(self, keys: Iterable[Any]) -> list[Picture]:
        found = (self.get(Picture, key) for key in keys)
        return [picture for picture in found if picture]


def _field(
    named: _Named, known: Any, left: Content, right: Content, base: Content | None
) -> list[Place]:
    def stands(content: Content) -> tuple[Any, Any]:
        return content["fields"].get(known.name), content["unfinished"].get(known.name)

    if stands(left) == stands(right):
        return []
    texts = [_said(named, known, *stands(content)) for content in (left, right)]
    one, other = (Side(pieces) for pieces in words_apart(*texts))
    if known.is_relation and known.related_model is Picture:
        for side, content in zip((one, other), (left, right), strict=True):
            side.pictures = named.pictures([content["fields"].get(known.name)])
    name = str(getattr(known, "verbose_name", known.name))
    proposed = _proposed(stands(left), stands(right), stands(base)) if base else ""
    return [Place(f"field:{known.name}", capfirst(name), one, other, same=False, proposed=proposed)]


def _said(named: _Named, known: Any, kept: Any, unfinished: Any) -> str:
    if unfinished is None:
        return named.words(known, kept)
    raw = ", ".join(unfinished) if isinstance(unfinished, list) else unfinished
    return f"{raw} (half typed)" if raw else ""


def _rows(
    named: _Named, model: Any, name: str, left: Content, right: Content, base: Content | None
) -> list[Place]:
    rows = [content["rows"].get(name, []) for content in (left, right)]
    if rows[0] == rows[1]:
        return []
    known = working_copy.row_columns(model, name)
    texts = ["\n".join(_row(named, known, row) for row in each) for each in rows]
    one, other = (Side(pieces) for pieces in words_apart(*texts))
    proposed = _proposed(rows[0], rows[1], base["rows"].get(name, [])) if base else ""
    return [Place(f"rows:{name}", capfirst(name), one, other, same=False, proposed=proposed)]


def _row(named: _Named, known: list[Any], row: dict[str, Any]) -> str:
    """One row in a line: its first field, then the others."""
    unfinished = row.get("unfinished", {})
    said = [_said(named, one, row.get(one.name), unfinished.get(one.name)) for one in known]
    said += [raw for name, raw in unfinished.items() if name not in {one.name for one in known}]
    first, *others = [words for words in said if words] or [""]
    return f"{first}: {', '.join(others)}" if others else first


# --- paragraphs -----------------------------------------------------------------------------------


def _paragraph(named: _Named, number: int, pair: Pair, in_base: set[str] | None) -> Place:
    left, right = pair.left, pair.right
    texts = [block.text if block else "" for block in (left, right)]
    if pair.same:
        pieces = ([(texts[0], False)], [(texts[1], False)])
    else:
        pieces = words_apart(*texts)
    proposed = ""
    if in_base is not None and not pair.same:
        proposed = _proposed_block(left, right, in_base)
    elif not pair.same and not (left and right):
        proposed = THEIRS if left else MINE  # what only one of the two has stays
    return Place(
        key=f"body:{number}",
        name="",
        left=_side(named, left, pieces[0]),
        right=_side(named, right, pieces[1]),
        same=pair.same,
        proposed=proposed,
        can_be_both=bool(left and right and not pair.same),
        only_form=not pair.same and texts[0] == texts[1] and bool(left and right),
    )


def _proposed_block(left: Block | None, right: Block | None, in_base: set[str]) -> str:
    """A paragraph that stood there before was not written by who still has it."""
    left_is_old = left is not None and left.html in in_base
    right_is_old = right is not None and right.html in in_base
    if left is None:
        return THEIRS if right_is_old else MINE
    if right is None:
        return MINE if left_is_old else THEIRS
    if left_is_old == right_is_old:
        return ""
    return MINE if left_is_old else THEIRS


def _side(named: _Named, block: Block | None, pieces: list[tuple[str, bool]]) -> Side:
    if block is None:
        return Side(missing=True)
    return Side(pieces, named.pictures(block.pictures), block.tag or "p", block.card)
