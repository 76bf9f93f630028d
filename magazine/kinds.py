"""Kinds of story. An app that extends `Article` registers the kind it brings, so that a story
finds its address and is kept whole without the magazine knowing that app."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.apps import apps


class Kind(NamedTuple):
    url_name: str
    model: str  # "app.Model"
    rows: tuple[str, ...]


# Rows that every story has, by the name under which the story has them.
ROWS = ("credits",)
_KINDS = {"article": Kind("magazine:article", "magazine.Article", ROWS)}


def register(kind: str, *, url_name: str, model: str, rows: tuple[str, ...] = ()) -> None:
    """Say which URL name (taking a slug) shows stories of this kind, which model they are, and
    which rows they have beyond those of every story: related names of models with a `position`.
    Called from `ready()`."""
    _KINDS[kind] = Kind(url_name, model, (*rows, *ROWS))


def url_name_of(kind: str) -> str:
    return _KINDS[kind].url_name


def model_of(kind: str) -> Any:
    return apps.get_model(_KINDS[kind].model)


def rows_of(kind: str) -> tuple[str, ...]:
    return _KINDS[kind].rows


def url_names() -> frozenset[str]:
    """The URL names under which stories of any kind are shown."""
    return frozenset(kind.url_name for kind in _KINDS.values())
