"""The rows that the cards of a text name: a query a kind, however many cards there are, and none
for a kind that the text has not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Model

from library.models import Attachment, Picture
from magazine.models import Article, Snippet

MOST_IN_A_GALLERY = 12
_NAMED = re.compile(r'data-(pictures?|file|story|snippet)="([^"]*)"')


@dataclass(frozen=True)
class Rows:
    """By their ids. `stories` are those alone that readers may see now."""

    pictures: Mapping[int, Picture] = field(default_factory=dict)
    attachments: Mapping[int, Attachment] = field(default_factory=dict)
    stories: Mapping[int, Article] = field(default_factory=dict)
    snippets: Mapping[int, Snippet] = field(default_factory=dict)


def rows_of(html: str, *kinds: str) -> Rows:
    """Those that `html` names of `kinds`: "picture", "file", "story", "snippet"."""
    wanted = {kind: ids for kind, ids in named_in(html).items() if kind in kinds and ids}
    return Rows(
        pictures=_by_id(Picture.objects.filter(pk__in=wanted.get("picture", ()))),
        attachments=_by_id(Attachment.objects.filter(pk__in=wanted.get("file", ()))),
        stories=_by_id(
            Article.objects.live()
            .filter(pk__in=wanted.get("story", ()))
            .select_related("section", "lead_picture")
            .defer("body", "body_html", "plain_text", "admin_note")
        ),
        snippets=_by_id(Snippet.objects.filter(pk__in=wanted.get("snippet", ()))),
    )


def named_in(html: str) -> dict[str, set[int]]:
    """The numbers of the rows that `html` names, by their kind: see `rows_of`."""
    named: dict[str, set[int]] = {}
    for kind, numbers in _NAMED.findall(html):
        named.setdefault(kind.removesuffix("s"), set()).update(numbers_of(numbers))
    return named


def _by_id[Row: Model](rows: Iterable[Row]) -> dict[int, Row]:
    return {row.pk: row for row in rows}


def number_of(text: str) -> int | None:
    """The row's number that an attribute holds; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def numbers_of(text: str) -> list[int]:
    """The numbers of a list like "12,15,9", no more than a gallery holds, each once."""
    found = [number for part in text.split(",") if (number := number_of(part)) is not None]
    return list(dict.fromkeys(found))[:MOST_IN_A_GALLERY]
