"""Where pictures are used. The library knows no other app: who shows pictures says so here.

uses.register(used=numbers_of_all, of=uses_of_one, replaced=print_anew)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from library.models import Picture


@dataclass(frozen=True)
class Use:
    """A place that shows a picture. `how`: "Lead picture"; `title`: of what; `url`: where it is
    edited, empty for somebody who may not."""

    how: str
    title: str
    url: str = ""


class _Source(NamedTuple):
    used: Callable[[], set[int]]
    of: Callable[[Picture, Any], Iterable[Use]]
    replaced: Callable[[Picture], None]


_SOURCES: list[_Source] = []


def register(
    *,
    used: Callable[[], set[int]],
    of: Callable[[Picture, Any], Iterable[Use]],
    replaced: Callable[[Picture], None] = lambda picture: None,
) -> None:
    """Called from `ready()`. `used`: numbers of all pictures in use. `of`: the uses of one, as
    `user` may know of them. `replaced`: what to do, in the same transaction, when a picture got
    another file."""
    _SOURCES.append(_Source(used, of, replaced))


def used() -> set[int]:
    """Numbers of all pictures that something shows. Looks through every text."""
    return set().union(*(source.used() for source in _SOURCES))


def uses_of(picture: Picture, user: Any) -> list[Use]:
    return [use for source in _SOURCES for use in source.of(picture, user)]


def replaced(picture: Picture) -> None:
    """Tell everybody that a picture has another file."""
    for source in _SOURCES:
        source.replaced(picture)
