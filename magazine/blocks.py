"""A stored body as the paragraphs that it is made of: headings, lists, quotes and cards are one
each. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

from magazine.rendering import plain_text

_VOID = {"br", "hr", "img"}
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_NUMBERS = re.compile(r'data-pictures?="([0-9,]*)"')
_CARD = re.compile(r'<\w+[^>]*? data-card="([a-z]+)"|<\w+ data-card="([a-z]+)"')
# Beyond so many words or pairs of paragraphs nobody looks for the nearest match.
_MOST_WORDS, _MOST_PAIRS = 4000, 40_000
_ALIKE = 0.3


def pictures_in(html: str) -> list[int]:
    """The numbers of all pictures that a stored body, or a part of it, shows, in its order."""
    return [
        int(number)
        for numbers in _NUMBERS.findall(html)
        for number in numbers.split(",")
        if number and len(number) < 19
    ]


@dataclass(frozen=True)
class Block:
    html: str
    tag: str  # "" for words that stand in no element

    @property
    def text(self) -> str:
        return plain_text(self.html)

    @property
    def card(self) -> str:
        """The kind of card that it is, "" for prose."""
        found = _CARD.match(self.html)
        return (found[1] or found[2]) if found else ""

    @property
    def pictures(self) -> list[int]:
        """The numbers of the pictures in it."""
        return pictures_in(self.html)


@dataclass(frozen=True)
class Pair:
    """What stands in the place of what. One of the two may be missing, never both."""

    left: Block | None
    right: Block | None

    @property
    def same(self) -> bool:
        return self.left == self.right


def blocks_of(body: str) -> list[Block]:
    """The blocks of a body that `newsroom.prose.clean_story` has cleaned. Put together again they
    are the body."""
    splitter = _Splitter()
    splitter.feed(body)
    splitter.close()
    splitter.end()
    return splitter.blocks


def pairs(left: str, right: str) -> list[Pair]:
    """Two bodies side by side, in the order of both."""
    a, b = blocks_of(left), blocks_of(right)
    found: list[Pair] = []
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    for what, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        if what == "equal":
            found += [Pair(block, block) for block in a[a_from:a_to]]
        else:
            found += _aligned(a[a_from:a_to], b[b_from:b_to])
    return found


def _aligned(a: list[Block], b: list[Block]) -> list[Pair]:
    """Blocks that differ, each beside the one that it is most like: the best common order."""
    if len(a) * len(b) > _MOST_PAIRS:
        return [Pair(block, None) for block in a] + [Pair(None, block) for block in b]
    words_a, words_b = [_words(block) for block in a], [_words(block) for block in b]
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            alike = _alike(a[i], b[j], words_a[i], words_b[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], alike and alike + best[i + 1][j + 1])
    found, i, j = [], 0, 0
    while i < len(a) or j < len(b):
        if i < len(a) and best[i][j] == best[i + 1][j]:
            found.append(Pair(a[i], None))
            i += 1
        elif j < len(b) and best[i][j] == best[i][j + 1]:
            found.append(Pair(None, b[j]))
            j += 1
        else:
            found.append(Pair(a[i], b[j]))
            i, j = i + 1, j + 1
    return found


def _words(block: Block) -> set[str]:
    return set(re.findall(r"\w+", block.text.casefold()))


def _alike(a: Block, b: Block, words_a: set[str], words_b: set[str]) -> float:
    """0 for two that have nothing to do with each other, up to 1."""
    if a.card != b.card:
        return 0.0
    if a.card and set(a.pictures) & set(b.pictures):
        return 1.0
    if not words_a or not words_b:
        return 1.0 if a.card and not words_a and not words_b else 0.0
    share = 2 * len(words_a & words_b) / (len(words_a) + len(words_b))
    return share if share >= _ALIKE else 0.0


def words_apart(left: str, right: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Two texts in pieces, each with whether the other text lacks it."""
    a, b = _WORDS.findall(left), _WORDS.findall(right)
    if len(a) > _MOST_WORDS or len(b) > _MOST_WORDS:
        return [(left, left != right)], [(right, left != right)]
    out_a: list[tuple[str, bool]] = []
    out_b: list[tuple[str, bool]] = []
    for what, a_from, a_to, b_from, b_to in SequenceMatcher(
        None, a, b, autojunk=False
    ).get_opcodes():
        changed = what != "equal"
        if a_to > a_from:
            out_a.append(("".join(a[a_from:a_to]), changed))
        if b_to > b_from:
            out_b.append(("".join(b[b_from:b_to]), changed))
    return _run_on(out_a), _run_on(out_b)


def _run_on(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Changed words with nothing but a space between them are one change."""
    made: list[tuple[str, bool]] = []
    for number, (text, changed) in enumerate(pieces):
        between = 0 < number < len(pieces) - 1 and not changed and text.isspace()
        if made and (made[-1][1] and (changed or between)):
            made[-1] = (made[-1][0] + text, True)
        else:
            made.append((text, changed))
    return made


class _Splitter(HTMLParser):
    """Copies everything through and cuts where an element ends that stands in no other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[Block] = []
        self.raw: list[str] = []
        self.tag = ""
        self.depth = 0

    def end(self) -> None:
        if self.raw:
            self.blocks.append(Block("".join(self.raw), self.tag))
        self.raw, self.tag = [], ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth == 0 and tag != "br":
            self.end()
            self.tag = tag
        self.raw.append(self.get_starttag_text() or "")
        if tag not in _VOID:
            self.depth += 1
        elif self.depth == 0 and tag != "br":
            self.end()

    def handle_endtag(self, tag: str) -> None:
        self.raw.append(f"</{tag}>")
        self.depth = max(0, self.depth - 1)
        if self.depth == 0:
            self.end()

    def handle_data(self, data: str) -> None:
        self.raw.append(data)

    def handle_entityref(self, name: str) -> None:
        self.raw.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.raw.append(f"&#{name};")
