"""From a stored body to what a page, a feed or a letter shows.

A body holds plain prose and cards (`newsroom.cards`, `magazine.cards`). It becomes a page in two
steps. `render_body`, when a story is published, draws all that depends on the body alone and its
pictures. What depends on other rows or on the moment — a linked story, a snippet, a file, the
sign-up form — stays as a mark, and `completed` draws it whenever a page is printed. So such a card
is always true, and nothing has to be rendered again when a story is renamed, withdrawn or goes live
by the clock: every such change turns the press anyway.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

from django.template.loader import render_to_string
from django.utils.text import slugify

from magazine.addresses import absolute
from magazine.card_rows import Rows, rows_of
from magazine.cards import DRAWERS, Held
from newsroom.cards import CARDS
from newsroom.prose import SNIPPET_CARDS

PAGE, PLAIN = "magazine/cards", "magazine/cards/plain"

_HEADING = re.compile(r"<h([2-4])>")
_TAG = re.compile(r"<[^>]*>")
# What the page around a body calls its own parts.
_TAKEN = re.compile(r"(content|next|latest-spotlights|newsletter.*|footnote-.*)\Z")
_VOID = {"br", "hr", "img"}
_FRAMES = {card.tag for card in CARDS.values()} - {"sup"}
# What a card's words may be made of, and with which attributes.
_WITHIN: dict[str, set[str]] = {
    **{tag: set() for tag in ["p", "br", "strong", "em", "s", "sub", "sup", "ul", "li"]},
    "ol": {"start"},
    "a": {"href"},
}
_BLOCKS = {
    "p", "h2", "h3", "h4", "li", "blockquote", "br", "hr", "aside", "figure", "div", "table", "tr",
    "td", "th",
}  # fmt: skip
_LATE = re.compile(r'<div((?: data-[a-z]+="[^"]*")+)></div>')
_ADDRESS = re.compile(r'(href|src)="(/[^"]*)"')
_KEPT = re.compile(r'data-([a-z]+)="([^"]*)"')


def render_body(body: str, *, templates: str = PAGE) -> str:
    """HTML of a body, with every card drawn by `<templates>/<card>.html` but for those that
    `completed` draws. A card that names nothing (a deleted picture, a video id that is none) leaves
    no trace. One query for all pictures. `body` must have been cleaned by `clean_story`."""
    renderer = _Renderer(rows_of(body, "picture"), templates, CARDS.keys())
    return _with_anchors(_in_steps(renderer.rendered(body)))


def completed(html: str, *, path: str = "", templates: str = PAGE, rows: Rows | None = None) -> str:
    """What `render_body` made, with the cards that depend on other rows and on this moment. `path`:
    where the text stands. One query for each kind of row that is named, none where there is none,
    unless `rows` holds them.
    """
    if not _LATE.search(html):
        return html
    found = rows or rows_of(html, "file", "story", "snippet")
    count: Counter[str] = Counter()

    def drawn(match: re.Match[str]) -> str:
        kept = {name: unescape(value) for name, value in _KEPT.findall(match[1])}
        return draw_card(kept, "", found, count, templates, path)

    return _LATE.sub(drawn, html)


def render_snippet(body: str, *, templates: str = PAGE) -> str:
    """HTML of a snippet: as of a body, with the few cards that it may hold."""
    return _Renderer(Rows(), templates, SNIPPET_CARDS).rendered(body)


def plain_bodies(texts: Iterable[tuple[str, str]]) -> list[str]:
    """HTML of bodies for feed and mail, each given with where it stands: without scripts and
    classes, every address absolute. One query for each kind of row, however many bodies."""
    given = list(texts)
    rows = rows_of("".join(body for body, _ in given), "picture", "file", "story", "snippet")
    made = []
    for body, path in given:
        html = _in_steps(_Renderer(rows, PLAIN, CARDS.keys()).rendered(body))
        html = completed(html, path=path, templates=PLAIN, rows=rows)
        made.append(_ADDRESS.sub(_whole_address, html))
    return made


def _whole_address(match: re.Match[str]) -> str:
    return f'{match[1]}="{escape(absolute(unescape(match[2])))}"'


def draw_card(
    kept: dict[str, str], words: str, rows: Rows, count: Counter[str], templates: str, path: str
) -> str:
    """HTML of one card, "" for one that is to leave no trace. `count`: how many of each kind the
    text had before it."""
    name = kept.get("card", "")
    drawer = DRAWERS.get(name)
    if drawer is None:
        return ""
    context = drawer.draw(Held(kept, words, count[name] + 1, path, templates, rows))
    if context is None:
        return ""
    count[name] += 1
    return render_to_string(f"{templates}/{name}.html", context).strip()


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


def plain_text(body: str) -> str:
    """The words of a body, blocks apart by a line break, captions and attributions included."""
    collector = _Words()
    collector.feed(body)
    collector.close()
    return re.sub(r"[ \t]*\n\s*", "\n", re.sub(r"[ \t]+", " ", "".join(collector.out))).strip()


@dataclass
class _Open:
    """A card that has begun and not ended. `depth`: elements open inside it."""

    tag: str
    kept: dict[str, str]
    depth: int = 0


class _Renderer(HTMLParser):
    """Copies prose through and replaces cards. The input is well-formed: a sanitizer wrote it."""

    def __init__(self, rows: Rows, templates: str, cards: Set[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.rows = rows
        self.templates = templates
        self.cards = cards
        self.count: Counter[str] = Counter()
        self.outs: list[list[str]] = [[]]  # the text's, then that of each open card's words
        self.open: list[_Open] = []
        self.tables = 0  # that are open
        self.row = 0  # of the table

    def rendered(self, body: str) -> str:
        self.feed(body)
        self.close()
        return "".join(self.outs[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        kept = {name.removeprefix("data-"): value for name, value in attributes.items()}
        if self.open:
            if tag == "sup" and "card" in kept and self.open[-1].tag != "sup":
                self._begin(tag, kept)
                return
            self.open[-1].depth += tag not in _VOID
            if tag in _WITHIN:
                allowed = _WITHIN[tag]
                self._start(tag, {name: attributes[name] for name in attributes.keys() & allowed})
        elif "data-card" in attributes:
            self._begin(tag, kept)
        elif tag not in _FRAMES:  # a frame without a card is nothing
            self._start(tag, self._in_table(tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        if not self.open:
            if tag not in _FRAMES:
                self._write(f"</{tag}>")
            if tag == "table":
                self.tables -= 1
                if not self.tables and self.templates == PAGE:
                    self._write("</div>")
        elif self.open[-1].depth:
            self.open[-1].depth -= 1
            if tag in _WITHIN:
                self._write(f"</{tag}>")
        else:
            self._end()

    def _begin(self, tag: str, kept: dict[str, str]) -> None:
        self.open.append(_Open(tag, kept))
        self.outs.append([])

    def _end(self) -> None:
        card, words = self.open.pop(), "".join(self.outs.pop())
        name = card.kept.get("card", "")
        if name not in self.cards or CARDS[name].tag != card.tag or name not in DRAWERS:
            return
        if DRAWERS[name].late:
            kept = {key: value for key, value in card.kept.items() if key in CARDS[name].keeps}
            written = "".join(f' data-{key}="{escape(value)}"' for key, value in kept.items())
            self._write(f'<div data-card="{name}"{written}></div>')
        else:
            self._write(draw_card(card.kept, words, self.rows, self.count, self.templates, ""))

    def _in_table(self, tag: str, attributes: dict[str, str]) -> dict[str, str]:
        """A table that is wider than the page is moved in a frame of its own, also by keys; its
        heads say what they are over."""
        if tag == "table":
            if not self.tables and self.templates == PAGE:
                self.count["table"] += 1
                name = f"Table {self.count['table']}"
                self._write(f'<div class="table" role="group" aria-label="{name}" tabindex="0">')
            self.tables += 1
            self.row = 0
        elif tag == "tr":
            self.row += 1
        elif tag == "th":
            return {**attributes, "scope": "col" if self.row == 1 else "row"}
        return attributes

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        self._write(f"<{tag}{written}>")

    def _write(self, text: str) -> None:
        self.outs[-1].append(text)

    def handle_data(self, data: str) -> None:
        self._write(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.out.append("\n")
        attributes = dict(attrs)
        card = CARDS.get(attributes.get("data-card") or "")
        for name in card.spoken if card else ():
            if value := attributes.get(f"data-{name}"):
                self.out.append(f"\n{value}\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        self.out.append(data)
