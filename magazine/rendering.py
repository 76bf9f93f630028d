"""From a stored body to what a page, a feed or a letter shows. Pure but for the pictures' rows.

A body holds plain prose and cards (see `newsroom.prose`). Each card has a template in
`templates/magazine/cards/`; what a card holds is checked here again, because a body can come from
anywhere.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from library.models import Picture

_VIDEO_ID = {
    "youtube": re.compile(r"[A-Za-z0-9_-]{11}"),
    "vimeo": re.compile(r"[0-9]{6,12}"),
}
MOST_IN_A_GALLERY = 12
_HEADING = re.compile(r"<h([2-4])>")
_TAG = re.compile(r"<[^>]*>")
# What the page around a body calls its own parts.
_TAKEN = re.compile(r"(content|next|latest-spotlights|newsletter.*|footnote-.*)\Z")
_VOID = {"br", "hr", "img"}
_FRAMES = {"figure", "aside", "div"}
_BLOCKS = {"p", "h2", "h3", "h4", "li", "blockquote", "br", "hr", "aside", "figure", "div"}


def render_body(body: str, *, templates: str = "magazine/cards") -> str:
    """HTML of a body with every card drawn by `<templates>/<card>.html`.

    A card that names nothing (a deleted picture, a video id that is none) leaves no trace.
    One query for all pictures. `body` must have been cleaned by `newsroom.prose.clean_story`.
    """
    ids = {
        int(number)
        for found in re.findall(r'data-pictures?="([^"]*)"', body)
        for number in _numbers(found)
    }
    pictures = Picture.objects.in_bulk(ids) if ids else {}
    renderer = _Renderer(pictures, templates)
    renderer.feed(body)
    renderer.close()
    return _with_anchors(_in_steps("".join(renderer.out)))


@dataclass(frozen=True)
class Heading:
    """A sub-heading of a rendered body: where it is, what it says (plain text)."""

    anchor: str
    words: str


def headings(body_html: str) -> list[Heading]:
    """The sub-headings of the first level in a body that `render_body` made, in order."""
    return [
        Heading(unescape(anchor), unescape(_TAG.sub("", words)).strip())
        for anchor, words in re.findall(r'<h2 id="([^"]*)">(.*?)</h2>', body_html, re.DOTALL)
    ]


def _in_steps(html: str) -> str:
    """Sub-headings on levels that follow the page's title: the highest that an editor used is the
    second, and none skips one on the way down (WCAG 1.3.1)."""
    levels = [int(level) for level in _HEADING.findall(html)]
    lift = min(levels, default=2) - 2
    above = 1

    def stepped(match: re.Match[str]) -> str:
        nonlocal above
        above = min(int(match[1]) - lift, above + 1)
        return f"<h{above}>{match[2]}</h{above}>"

    return re.sub(r"<h([2-4])>(.*?)</h\1>", stepped, html, flags=re.DOTALL) if levels else html


def _with_anchors(html: str) -> str:
    """Sub-headings of the first level get an address of their own, made of their words."""
    taken: set[str] = set()

    def anchored(match: re.Match[str]) -> str:
        words = unescape(_TAG.sub("", match[1]))
        base = slugify(words, allow_unicode=True)[:60].strip("-_") or "part"
        if _TAKEN.match(base):
            base = f"part-{base}"
        anchor = next(
            name
            for name in itertools.chain([base], (f"{base}-{n}" for n in itertools.count(2)))
            if name not in taken
        )
        taken.add(anchor)
        return f'<h2 id="{escape(anchor)}">{match[1]}</h2>'

    return re.sub(r"<h2>(.*?)</h2>", anchored, html, flags=re.DOTALL)


def _numbers(text: str) -> list[int]:
    """The numbers of a list like "12,15,9", no more than a gallery holds, each once."""
    found = [int(part) for part in text.split(",") if part.isdecimal() and len(part) < 19]
    return list(dict.fromkeys(found))[:MOST_IN_A_GALLERY]


def plain_text(body: str) -> str:
    """The words of a body, blocks apart by a line break, captions and attributions included."""
    collector = _Words()
    collector.feed(body)
    collector.close()
    return re.sub(r"[ \t]*\n\s*", "\n", re.sub(r"[ \t]+", " ", "".join(collector.out))).strip()


def video_address(provider: str, video: str) -> str | None:
    """The player's address, or None if that is no video of that provider."""
    pattern = _VIDEO_ID.get(provider)
    if not pattern or not pattern.fullmatch(video):
        return None
    if provider == "youtube":
        return f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1"
    return f"https://player.vimeo.com/video/{video}?autoplay=1&dnt=1"


def video_watch_address(provider: str, video: str) -> str | None:
    """The provider's own page with the video, for readers without JavaScript, or None if that is
    no video of that provider."""
    pattern = _VIDEO_ID.get(provider)
    if not pattern or not pattern.match(video):
        return None
    if provider == "youtube":
        return f"https://www.youtube.com/watch?v={video}"
    return f"https://vimeo.com/{video}"


class _Renderer(HTMLParser):
    """Copies prose through and replaces cards. The input is well-formed: a sanitizer wrote it."""

    def __init__(self, pictures: Mapping[int, Picture], templates: str) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.pictures = pictures
        self.templates = templates
        self.card: tuple[str, dict[str, str]] | None = None  # the card that is open
        self.depth = 0  # elements open inside it
        self.notes = 0  # footnotes so far
        self.inner: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if self.card is not None:
            self.depth += tag not in _VOID
            if tag in {"p", "strong", "em", "br"}:
                self.inner.append(f"<{tag}>")
        elif "data-card" in attributes:
            self.card, self.depth, self.inner = (tag, attributes), 0, []
        elif tag in _FRAMES:
            pass  # a frame without a card is nothing
        else:
            written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
            self.out.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        if self.card is None:
            if tag not in _FRAMES:
                self.out.append(f"</{tag}>")
        elif self.depth:
            self.depth -= 1
            if tag in {"p", "strong", "em"}:
                self.inner.append(f"</{tag}>")
        else:
            attributes, inner = self.card[1], "".join(self.inner)
            self.card = None
            self.out.append(self._draw(attributes, inner))

    def _write(self, text: str) -> None:
        (self.out if self.card is None else self.inner).append(text)

    def handle_data(self, data: str) -> None:
        self._write(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def _draw(self, attributes: dict[str, str], inner: str) -> str:
        context = self._context(attributes, inner)
        if context is None:
            return ""
        return render_to_string(f"{self.templates}/{attributes['data-card']}.html", context).strip()

    def _context(self, attributes: dict[str, str], inner: str) -> dict[str, Any] | None:
        caption = attributes.get("data-caption", "")
        match attributes["data-card"]:
            case "picture":
                number = attributes.get("data-picture", "")
                picture = self.pictures.get(int(number)) if number.isdecimal() else None
                width = attributes.get("data-width", "column")
                if picture is None:
                    return None
                return {
                    "picture": picture,
                    "width": width if width in {"column", "wide", "full"} else "column",
                    "caption": caption or picture.caption,
                }
            case "gallery":
                numbers = _numbers(attributes.get("data-pictures", ""))
                found = [self.pictures[number] for number in numbers if number in self.pictures]
                return {"pictures": found, "caption": caption} if found else None
            case "footnote":
                note = attributes.get("data-note", "").strip()
                if not note:
                    return None
                self.notes += 1
                return {"note": note, "number": self.notes}
            case "pullquote":
                if not inner.strip():
                    return None
                return {"quote": inner, "attribution": attributes.get("data-attribution", "")}
            case "video":
                provider = attributes.get("data-provider", "")
                address = video_address(provider, attributes.get("data-video", ""))
                if address is None:
                    return None
                return {
                    "address": address,
                    "provider": {"youtube": "YouTube", "vimeo": "Vimeo"}[provider],
                    "watch_url": video_watch_address(provider, attributes.get("data-video", "")),
                    "caption": caption,
                }
        return None


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.out.append("\n")
        for name, value in attrs:
            if name in {"data-caption", "data-attribution", "data-note"} and value:
                self.out.append(f"\n{value}\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        self.out.append(data)
