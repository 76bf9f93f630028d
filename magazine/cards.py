"""How cards are drawn. A kind of card that `newsroom.cards` lists gets a drawer here, or in an app
that stands on this one, and a template of its name in each of `templates/magazine/cards/` (the
page) and `templates/magazine/cards/plain/` (feed and mail).

What a card holds is checked here again, because a body can come from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.safestring import mark_safe

from library.models import Picture
from magazine.card_rows import Rows, number_of, numbers_of
from newsroom.prose import LINK_SCHEMES

WIDTHS = {"column", "wide", "full"}
_VIDEO_ID = {
    "youtube": re.compile(r"[A-Za-z0-9_-]{11}"),
    "vimeo": re.compile(r"[0-9]{6,12}"),
}
_PROVIDERS = {"youtube": "YouTube", "vimeo": "Vimeo"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)

Context = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """What a card holds. `kept`: its attributes by name, without `data-`; `words`: HTML of its
    content; `number`: the how-manieth of its kind it is in this text; `path`: where the text
    stands, "" where that is nowhere; `templates`: the folder that it is drawn from."""

    kept: dict[str, str]
    words: str
    number: int
    path: str
    templates: str
    rows: Rows = field(repr=False)

    def text(self, name: str) -> str:
        return self.kept.get(name, "").strip()

    def id(self, name: str) -> int:
        return number_of(self.kept.get(name, "")) or 0


class Drawer(NamedTuple):
    """`draw` answers the context of the card's template, None for a card that is to leave no trace.
    `late`: it depends on other rows or on the moment, so it is drawn whenever a page is printed;
    the others are drawn once, when the story is published."""

    draw: Callable[[Held], Context | None]
    late: bool


DRAWERS: dict[str, Drawer] = {}


def draws(name: str, *, late: bool = False) -> Callable[[Any], Any]:
    """Register a function as the drawer of a kind of card; see `Drawer`."""

    def registered(draw: Callable[[Held], Context | None]) -> Callable[[Held], Context | None]:
        DRAWERS[name] = Drawer(draw, late)
        return draw

    return registered


def address_of(text: str) -> str:
    """A link that somebody typed on a card, if it may stand on a page; else ""."""
    address = "".join(sign for sign in text if sign > " " and sign != "\x7f")
    scheme = _SCHEME.match(address)
    if scheme:
        return address if scheme[1].lower() in LINK_SCHEMES else ""
    return address if address.startswith(("/", "#", "?")) else ""


# --- pictures, films and sound --------------------------------------------------------------------


@draws("picture")
def _picture(held: Held) -> Context | None:
    picture = held.rows.pictures.get(held.id("picture"))
    if picture is None:
        return None
    width = held.kept.get("width", "")
    return {
        "picture": picture,
        "width": width if width in WIDTHS else "column",
        "caption": held.kept.get("caption", "") or picture.caption,
    }


@draws("gallery")
def _gallery(held: Held) -> Context | None:
    rows = held.rows.pictures
    found: list[Picture] = [
        rows[number] for number in numbers_of(held.kept.get("pictures", "")) if number in rows
    ]
    return {"pictures": found, "caption": held.kept.get("caption", "")} if found else None


@draws("video")
def _video(held: Held) -> Context | None:
    provider, video = held.kept.get("provider", ""), held.kept.get("video", "")
    address = video_address(provider, video)
    if address is None:
        return None
    return {
        "address": address,
        "provider": _PROVIDERS[provider],
        "watch_url": video_watch_address(provider, video),
        "caption": held.kept.get("caption", ""),
    }


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
    if not pattern or not pattern.fullmatch(video):
        return None
    if provider == "youtube":
        return f"https://www.youtube.com/watch?v={video}"
    return f"https://vimeo.com/{video}"


@draws("audio", late=True)
def _audio(held: Held) -> Context | None:
    attachment = held.rows.attachments.get(held.id("file"))
    if attachment is None or not attachment.is_audio:
        return None
    return {"attachment": attachment, "caption": held.text("caption")}


# --- beside the text ------------------------------------------------------------------------------


def _has_words(html: str) -> bool:
    return bool(re.sub(r"<[^>]*>|&nbsp;|\s", "", html))


@draws("pullquote")
def _pullquote(held: Held) -> Context | None:
    if not _has_words(held.words):
        return None
    return {"quote": held.words, "attribution": held.kept.get("attribution", "")}


@draws("callout")
def _callout(held: Held) -> Context | None:
    return {"words": mark_safe(held.words)} if _has_words(held.words) else None


@draws("answer")
def _answer(held: Held) -> Context | None:
    question = held.text("question")
    if not question and not _has_words(held.words):
        return None
    return {"question": question, "answer": mark_safe(held.words)}


@draws("facts")
def _facts(held: Held) -> Context | None:
    if not _has_words(held.words):
        return None
    return {"title": held.text("title"), "words": mark_safe(held.words)}


@draws("credits")
def _credits(held: Held) -> Context | None:
    """A paragraph is a role and who it was, apart by a colon; one without a colon goes on with the
    role before it, and before all roles it is a line of its own."""
    opening: list[str] = []
    lines: list[dict[str, Any]] = []
    for paragraph in _PARAGRAPH.findall(held.words):
        words = paragraph.strip()
        if not _has_words(words):
            continue
        role, colon, names = words.partition(":")
        if colon and "<" not in role and names.strip():
            lines.append({"role": mark_safe(role.strip()), "names": [mark_safe(names.strip())]})
        elif lines:
            lines[-1]["names"].append(mark_safe(words))
        else:
            opening.append(mark_safe(words))
    if not lines and not opening:
        return None
    return {"title": held.text("title"), "opening": opening, "lines": lines}


@draws("button")
def _button(held: Held) -> Context | None:
    label, address = held.text("label"), address_of(held.text("href"))
    return {"label": label, "address": address} if label and address else None


@draws("product")
def _product(held: Held) -> Context | None:
    name = held.text("name")
    if not name:
        return None
    return {
        "name": name,
        "maker": held.text("maker"),
        "price": held.text("price"),
        "address": address_of(held.text("href")),
        "picture": held.rows.pictures.get(held.id("picture")),
    }


@draws("footnote")
def _footnote(held: Held) -> Context | None:
    note = held.text("note")
    return {"note": note, "number": held.number} if note else None


# --- what other rows say --------------------------------------------------------------------------


@draws("story", late=True)
def _story(held: Held) -> Context | None:
    """Only a story that readers may see at this moment."""
    story = held.rows.stories.get(held.id("story"))
    return {"story": story} if story else None


@draws("file", late=True)
def _file(held: Held) -> Context | None:
    attachment = held.rows.attachments.get(held.id("file"))
    if attachment is None:
        return None
    return {"attachment": attachment, "label": held.text("label") or attachment.title}


@draws("snippet", late=True)
def _snippet(held: Held) -> Context | None:
    from magazine.rendering import render_snippet

    snippet = held.rows.snippets.get(held.id("snippet"))
    words = render_snippet(snippet.body, templates=held.templates) if snippet else ""
    return {"words": mark_safe(words)} if words else None
