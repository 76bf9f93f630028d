"""What stands on the newsroom's first page. Apps bring their panels and shortcuts; the newsroom
knows none of them.

    dashboard.register(stories_in_review)       # request -> Panel | None
    dashboard.register_shortcut(new_story)      # request -> Shortcut | None

Both are asked in the order in which they were registered; None means "nothing for this person".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest


@dataclass(frozen=True)
class Row:
    title: str
    url: str
    note: str = ""  # who, where, when: a few words
    state: str = ""  # key of a state's colour
    state_name: str = ""


@dataclass(frozen=True)
class Panel:
    title: str
    rows: list[Row] = field(default_factory=list)
    empty: str = "Nothing here."
    more_url: str = ""
    more: str = "All"


@dataclass(frozen=True)
class Shortcut:
    label: str
    url: str
    main: bool = False  # the thing one comes for


_panels: list[Callable[[HttpRequest], Panel | None]] = []
_shortcuts: list[Callable[[HttpRequest], Shortcut | None]] = []


def register(panel: Callable[[HttpRequest], Panel | None]) -> None:
    if panel not in _panels:
        _panels.append(panel)


def register_shortcut(shortcut: Callable[[HttpRequest], Shortcut | None]) -> None:
    if shortcut not in _shortcuts:
        _shortcuts.append(shortcut)


def panels(request: HttpRequest) -> list[Panel]:
    return [made for panel in _panels if (made := panel(request)) is not None]


def shortcuts(request: HttpRequest) -> list[Shortcut]:
    return [made for shortcut in _shortcuts if (made := shortcut(request)) is not None]
