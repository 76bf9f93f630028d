"""The moments at which readers see something else although nobody changed anything: a story whose
hour has come, a run that ends, a new day.

Apps say what theirs are (`register`), so the press knows no app. Every process asks the same two
questions of the same database and its own clock: which moment was the last, which is the next. No
job runs, and a machine whose clock is a little late turns a little late, but
never prints a page before its moment under the name of the time after it. What must be written at a
moment is written by whoever looks first (`before_printing`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import NamedTuple

from django.utils import timezone

Question = Callable[[datetime.datetime], datetime.datetime | None]


class Moments(NamedTuple):
    """Two questions about a moment `at` (aware). Each answers None when there is none."""

    last: Question  # the latest one not after `at`
    next: Question  # the earliest one after `at`


_registered: list[Moments] = []
_acts: list[Callable[[datetime.datetime], object]] = []


def register(moments: Moments) -> None:
    """Take `moments` into account from now on. Apps call it in `ready()`."""
    if moments not in _registered:
        _registered.append(moments)


def before_printing(act: Callable[[datetime.datetime], object]) -> None:
    """Have `act(at)` called when a moment has passed, before anything is printed under the name of
    the time after it: for what a moment brings and no query can say. Every process calls it, so it
    must be safe to do at once and twice; what it raises keeps the press from being sure, so it
    raises only what a later look may mend. Apps call this in `ready()`."""
    if act not in _acts:
        _acts.append(act)


def settle(at: datetime.datetime) -> None:
    """Do what the moments up to `at` have brought."""
    for act in _acts:
        act(at)


def around(
    at: datetime.datetime,
) -> tuple[datetime.datetime | None, datetime.datetime | None]:
    """The latest moment not after `at` and the earliest after it, of all that are registered. Costs
    the queries of those who registered."""
    past = [moment for known in _registered if (moment := known.last(at)) is not None]
    to_come = [moment for known in _registered if (moment := known.next(at)) is not None]
    return max(past, default=None), min(to_come, default=None)


def midnights(zone: Callable[[], datetime.tzinfo] = timezone.get_default_timezone) -> Moments:
    """Every midnight of a time zone: for what shows the date."""

    def of_day(at: datetime.datetime, days: int) -> datetime.datetime:
        day = at.astimezone(zone()).date() + datetime.timedelta(days=days)
        local = datetime.datetime.combine(day, datetime.time(), tzinfo=zone())
        # In UTC, because two local times of one zone compare by their faces, not by when they are.
        return local.astimezone(datetime.UTC)

    def last(at: datetime.datetime) -> datetime.datetime:
        return of_day(at, 0)

    def next_(at: datetime.datetime) -> datetime.datetime:
        return of_day(at, 1)

    return Moments(last, next_)
