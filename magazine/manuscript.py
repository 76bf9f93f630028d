"""What stands in a stored body, block by block, for those who look it over before it goes out.

Pure. A block is what stands on the body's first level: a paragraph, a heading, a list, a card. The
writing surface holds the same blocks in the same order, so a block's number is a place in both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "hr", "img"}
_HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
_PICTURES = {"data-picture", "data-pictures"}
# What a card keeps besides its words.
_SETTINGS = {
    "data-card", "data-width", "data-provider", "data-video", "data-href", "data-story",
    "data-file", "data-snippet", *_PICTURES,
}  # fmt: skip


@dataclass
class Link:
    """`address`: as it is stored. `words`: what is pressed. `nth`: which of the links in the text
    of its block, None for where a card leads."""

    address: str
    nth: int | None = None
    words: str = ""


@dataclass
class Block:
    """`words`: all that can be read in it, a card's own words included. `level`: of a heading, else
    0. `pictures`, `stories`: numbers of those that its cards show or lead to."""

    number: int
    level: int = 0
    words: str = ""
    links: list[Link] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    stories: list[int] = field(default_factory=list)


def blocks(body: str) -> list[Block]:
    """The blocks of a body that `newsroom.prose.clean_story` has cleaned, in order."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.depth = 0
        self.link: Link | None = None
        self.anchors = 0  # in the block so far

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.depth:
            level = _HEADINGS.get(tag, 0)
            self.blocks.append(Block(len(self.blocks), level))
            self.anchors = 0
        block = self.blocks[-1]
        has = {name: value or "" for name, value in attrs}
        for name, value in has.items():
            if name in _PICTURES:
                block.pictures += _numbers(value)
            elif name == "data-story":
                block.stories += _numbers(value)
            elif name == "data-href":
                words = has.get("data-label") or has.get("data-name") or value
                block.links.append(Link(value.strip(), words=words))
            elif name.startswith("data-") and name not in _SETTINGS:
                block.words += f" {value} "
        if tag == "a":
            self.link = Link(has.get("href", "").strip(), self.anchors)
            self.anchors += 1
            block.links.append(self.link)
        elif tag in {"br", "p", "li"}:
            block.words += " "
        self.depth += tag not in _VOID

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.link = None
        if tag not in _VOID and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if not self.blocks or not self.depth:
            return  # nothing but white space stands between blocks
        self.blocks[-1].words += data
        if self.link is not None:
            self.link.words += data


def _numbers(text: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d{1,18}", text, re.ASCII)]
