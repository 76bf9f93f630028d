"""Reads the demo magazine's words: `words/magazine.toml`, and a file per story with TOML front
matter between `+++` lines and a body in which whole-line placeholders stand for cards."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent / "words"
_PLACEHOLDER = re.compile(
    r"^\[\[(picture|picture-wide|picture-full|pullquote|video)\s+(.+?)\]\]$", re.MULTILINE
)


@dataclass(frozen=True)
class Manuscript:
    slug: str
    meta: dict[str, Any]
    text: str

    def pictures(self) -> list[str]:
        """Names of all pictures that the story shows, its lead first."""
        named = [
            match[2].split("|")[0].strip()
            for match in _PLACEHOLDER.finditer(self.text)
            if match[1].startswith("picture")
        ]
        return [*([self.meta["lead"]] if self.meta.get("lead") else []), *named]

    def body(self, picture_ids: Mapping[str, int]) -> str:
        """The body as the desk stores it: placeholders turned into cards (`newsroom.prose`)."""

        def card(match: re.Match[str]) -> str:
            first, _, second = (part.strip() for part in match[2].partition("|"))
            match match[1]:
                case "picture" | "picture-wide" | "picture-full":
                    width = match[1].partition("-")[2] or "column"
                    return (
                        f'<figure data-card="picture" data-picture="{picture_ids[first]}" '
                        f'data-width="{width}" data-caption="{escape(second)}"></figure>'
                    )
                case "pullquote":
                    return (
                        f'<aside data-card="pullquote" data-attribution="{escape(second)}">'
                        f"<p>{first}</p></aside>"
                    )
                case _:
                    provider, _, video = first.partition(" ")
                    return (
                        f'<div data-card="video" data-provider="{escape(provider)}" '
                        f'data-video="{escape(video)}" data-caption="{escape(second)}"></div>'
                    )

        return _PLACEHOLDER.sub(card, self.text)


def magazine() -> dict[str, Any]:
    return tomllib.loads((WORDS / "magazine.toml").read_text(encoding="utf-8"))


def manuscripts(folder: str) -> Iterator[Manuscript]:
    """All stories of `words/<folder>/`, by name."""
    for file in sorted((WORDS / folder).glob("*.html")):
        _, front, text = file.read_text(encoding="utf-8").split("+++", 2)
        yield Manuscript(slug=file.stem, meta=tomllib.loads(front), text=text.strip())
