"""Which editions there have been, as one process saw them, and what each changed."""

from __future__ import annotations

import threading
from bisect import bisect_right

EVERYTHING = "*"
# Then it begins anew, and what was printed before counts as old.
_MOST = 5000


class Past:
    """Answers, for a copy of an earlier edition, whether it is still right, and if not, for how
    long it may be shown while its page is printed anew."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._begin()

    def _begin(self) -> None:
        self._places: dict[str, int] = {}  # of editions, by their names
        self._until: list[float] = []  # by place: old copies may be shown, monotonic clock
        self._changes: dict[str, list[int]] = {}  # by topic: the places at which it was touched

    def goes_on(self, name: str, topics: frozenset[str] | None, until: float) -> None:
        """Another edition follows. `topics`: what it changed, None for everything. `until`: copies
        that it made old may be shown up to this moment, on the monotonic clock."""
        with self._changing:
            if len(self._until) >= _MOST:
                self._begin()
            place = len(self._until)
            for topic in [EVERYTHING] if topics is None else topics:
                self._changes.setdefault(topic, []).append(place)
            self._until.append(until)
            self._places[name] = place

    def holds(self, edition: str, topics: frozenset[str] | None) -> bool:
        """Whether a page of `edition` that depends on `topics` (None: on everything) is as it would
        be printed now."""
        with self._changing:
            place = self._places.get(edition)
            return place is not None and self._old_at(place, topics) is None

    def may_show(self, edition: str, topics: frozenset[str] | None, now: float) -> bool:
        """Whether an old page may be shown at `now`, because what made it old is so fresh."""
        with self._changing:
            place = self._places.get(edition)
            if place is None:
                return False
            old_at = self._old_at(place, topics)
            return old_at is None or now < self._until[old_at]

    def _old_at(self, place: int, topics: frozenset[str] | None) -> int | None:
        """The place of the first edition that changed a page of the edition at `place`."""
        if topics is None:
            return place + 1 if place + 1 < len(self._until) else None
        first: int | None = None
        for topic in (EVERYTHING, *topics):
            places = self._changes.get(topic, ())
            after = bisect_right(places, place)
            if after < len(places) and (first is None or places[after] < first):
                first = places[after]
        return first
