"""What stands on the front page at a moment: slots in, stories out.

Nothing but `live()` stories, in one query and the one for their credits, whatever the slots are.
What is placed by hand comes first in every slot; then the rules fill the places that are left. A
story shows once over all slots, except in those that may repeat. The page of readers and its
preview are filled here alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from magazine.models import Article, ArticleQuerySet, Section
from magazine.slots import IN_SECTION, LATEST, LEAD, RAIL, RUNNING, SECONDS, STRIP, Slot

SPARE_FEATURES = 5


@dataclass(frozen=True)
class Rail:
    """How another app fills the rail. It registers one from its `ready()`."""

    kind: str  # of the stories that it takes, as in `magazine.kinds`
    relation: str  # from an article to its row of this kind: joined, so that it costs no query
    # Features that are live at a moment, and those that stand there by their dates, in order.
    live: Callable[[datetime.datetime], ArticleQuerySet]
    running: Callable[[datetime.datetime], ArticleQuerySet]
    # The same of stories in hand, as features; and whether the dates of one keep it off.
    in_order: Callable[[Iterable[Article], datetime.datetime], list[Article]]
    kept_off: Callable[[Article, datetime.datetime], bool]
    feature: Callable[[Article], Article]


_rails: list[Rail] = []


def register_rail(rail: Rail) -> None:
    _rails[:] = [rail]


def rail_kind() -> str | None:
    return _rails[0].kind if _rails else None


@dataclass
class FilledSlot:
    slot: Slot
    by_hand: list[Article] = field(default_factory=list)
    by_rule: list[Article] = field(default_factory=list)

    @property
    def stories(self) -> list[Article]:
        return [*self.by_hand, *self.by_rule]

    def has(self, pk: int) -> bool:
        return any(story.pk == pk for story in self.stories)

    @property
    def is_full(self) -> bool:
        return len(self.by_hand) + len(self.by_rule) >= self.slot.places


@dataclass(frozen=True)
class Strip:
    """`section`: whose latest fill it, or None; `title`: its heading, never empty."""

    section: Section | None
    title: str
    stories: list[Article]


@dataclass(frozen=True)
class FilledPage:
    """`slots` in the order in which they were given. `spare_features`: the latest features that
    stand in no slot."""

    slots: list[FilledSlot]
    sections: dict[int, Section]
    spare_features: list[Article]

    def _in(self, kind: str) -> list[Article]:
        return [
            story for filled in self.slots if filled.slot.kind == kind for story in filled.stories
        ]

    @property
    def lead(self) -> Article | None:
        """The story on top. When the lead's own slot has come to be empty, the first of the
        seconds moves up: a front page begins with a story as long as there is one."""
        return next(iter([*self._in(LEAD), *self._in(SECONDS)]), None)

    @property
    def seconds(self) -> list[Article]:
        return self._in(SECONDS) if self._in(LEAD) else self._in(SECONDS)[1:]

    @property
    def rail(self) -> list[Article]:
        return [_rails[0].feature(story) for story in self._in(RAIL)] if _rails else []

    @property
    def strips(self) -> list[Strip]:
        """Those that have a story, in order."""
        strips = []
        for filled in self.slots:
            if filled.slot.kind == STRIP and filled.stories:
                section = self.sections.get(filled.slot.section or 0)
                # Whose section was deleted takes the name of what it shows.
                title = filled.slot.title or str(section or filled.stories[0].section)
                strips.append(Strip(section, title, filled.stories))
        return strips


def fill(
    slots: Sequence[Slot], *, at: datetime.datetime, sections: Iterable[Section]
) -> FilledPage:
    """The front page of `slots` at a moment. `sections`: all of the magazine's."""
    found = _candidates(slots, at)
    rail = _rails[0] if _rails else None
    articles = sorted(
        (story for story in found.values() if story.kind == "article"),
        key=lambda story: (story.publish_at, story.pk),
        reverse=True,
    )
    features = [story for story in found.values() if rail and story.kind == rail.kind]
    page = [FilledSlot(slot) for slot in slots]
    taken: set[int] = set()

    def place(filled: FilledSlot, story: Article, places: list[Article]) -> None:
        again = story.pk in taken and not filled.slot.may_repeat
        if not filled.is_full and not again and not filled.has(story.pk):
            places.append(story)
            if not filled.slot.may_repeat:
                taken.add(story.pk)

    for filled in page:
        for pk in filled.slot.stories:
            story = found.get(pk)
            if story is None or (filled.slot.kind == RAIL and _is_kept_off(rail, story, at)):
                continue
            place(filled, story, filled.by_hand)
    for filled in page:
        rule, offered = filled.slot.rule, list[Article]()
        if rule == LATEST:
            offered = articles
        elif rule == IN_SECTION:
            offered = [story for story in articles if story.section_id == filled.slot.section]
        elif rule == RUNNING and rail:
            offered = rail.in_order(features, at)
        for story in offered:
            place(filled, story, filled.by_rule)
    newest = sorted(features, key=lambda story: (story.publish_at, story.pk), reverse=True)
    shown = {story.pk for filled in page for story in filled.stories}
    return FilledPage(
        page,
        {section.pk: section for section in sections},
        [rail.feature(story) for story in newest if story.pk not in shown][:SPARE_FEATURES]
        if rail
        else [],
    )


def _is_kept_off(rail: Rail | None, story: Article, at: datetime.datetime) -> bool:
    return rail is None or story.kind != rail.kind or rail.kept_off(story, at)


def _candidates(slots: Sequence[Slot], at: datetime.datetime) -> dict[int, Article]:
    """Every live story that can come to stand in `slots`, by its id.

    Of each source (the newest, the newest of a section, the features) as many as could be asked of
    it, should all that stands elsewhere come from the same source: the union of a few short walks
    along an index, however many stories there are.
    """
    live = Article.objects.live(at)
    newest = live.filter(kind="article").newest_first()
    by_hand = {pk for slot in slots for pk in slot.stories}
    last_latest = max((n for n, slot in enumerate(slots) if slot.rule == LATEST), default=-1)
    of_latest = sum(slot.places for slot in slots if slot.rule == LATEST)
    before = sum(slot.places for slot in slots[: last_latest + 1] if slot.rule == IN_SECTION)
    legs: list[ArticleQuerySet] = [Article.objects.filter(pk__in=by_hand)]
    if of_latest:
        legs.append(newest[: len(by_hand) + of_latest + before])
    for section in {slot.section for slot in slots if slot.rule == IN_SECTION}:
        own = sum(slot.places for slot in slots if slot.section == section)
        legs.append(newest.filter(section=section)[: len(by_hand) + of_latest + own])
    if _rails:
        on_rail = sum(slot.places for slot in slots if slot.kind == RAIL)
        legs.append(_rails[0].running(at)[: len(by_hand) + on_rail])
        legs.append(_rails[0].live(at).newest_first()[: len(by_hand) + SPARE_FEATURES])
    # A database may not limit the parts of a union, but it may limit what they look in.
    ids = [Article.objects.order_by().filter(pk__in=leg.values("pk")).values("pk") for leg in legs]
    stories = live.filter(pk__in=ids[0].union(*ids[1:], all=True)).for_cards().order_by()
    if _rails:
        stories = stories.select_related("section", "lead_picture", _rails[0].relation)
    return {story.pk: story for story in stories}
