"""Text drawn into pictures, in the magazine's own faces: the same files that readers' browsers
get (FreeType reads WOFF2).

The faces are cut into several files by script; a word may need two of them. What none of them
can write (`writable`) is not written at all: better no words than boxes.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import groupby

from django.conf import settings
from PIL import ImageDraw, ImageFont

DISPLAY = "bodoni-moda"
FURNITURE = "instrument-sans"
_AXES = {
    DISPLAY: {"Optical size": 18.0},
    FURNITURE: {"Weight": 600.0},
    "cormorant": {"Weight": 500.0},
    "libre-franklin": {"Weight": 600.0},
}
_UNASSIGNED = "\ue000"  # drawn as "no such letter"
# Never letters: emoji and their parts, direction marks, soft hyphens, control characters.
_ORNAMENTS = {"So", "Sk", "Cf", "Cc", "Co", "Cn", "Cs"}
_SELECTORS = range(0xFE00, 0xFE10)

Font = ImageFont.FreeTypeFont


@lru_cache(maxsize=64)
def _fonts(family: str, size: int) -> tuple[Font, ...]:
    """The family's upright files at a size in px, the main one first."""
    folder = settings.BASE_DIR / "static" / "fonts"
    files = sorted(folder.glob(f"{family}-latin*.woff2"), key=lambda file: len(file.stem))
    found = tuple(ImageFont.truetype(str(file), size) for file in files)
    for font in found:
        try:
            axes = font.get_variation_axes()
        except OSError:
            continue  # this file holds one cut only
        wanted = _AXES.get(family, {})
        font.set_variation_by_axes(
            [
                min(
                    max(wanted.get(_name(axis), axis["default"] or 0), axis["minimum"] or 0),
                    axis["maximum"] or 0,
                )
                for axis in axes
            ]
        )
    return found


def _name(axis: ImageFont.Axis) -> str:
    name = axis["name"] or b""
    return name.decode("ascii", "replace")


@cache
def _file_for(family: str, letter: str) -> int | None:
    """Which of the family's files can write a letter."""
    for place, font in enumerate(_fonts(family, 40)):
        if bytes(font.getmask(letter)) != bytes(font.getmask(_UNASSIGNED)):
            return place
    return None


def tidy(text: str) -> str:
    """The letters of `text` as one line: emoji, marks that are not seen and odd spaces gone."""
    return " ".join("".join(map(_tidied, unicodedata.normalize("NFC", text))).split())


@lru_cache(maxsize=2000)
def _tidied(letter: str) -> str:
    if letter.isspace():
        return " "
    gone = unicodedata.category(letter) in _ORNAMENTS or ord(letter) in _SELECTORS
    return "" if gone else letter


def writable(text: str, family: str = DISPLAY) -> bool:
    """Whether the face has every letter of `text`."""
    return all(letter == " " or _file_for(family, letter) is not None for letter in text)


def _runs(text: str, family: str) -> list[tuple[int, str]]:
    """`text` in pieces that one file can write; a space goes with what stands before it."""
    places: list[int] = []
    for letter in text:
        place = _file_for(family, letter) if letter != " " else None
        places.append(place if place is not None else (places[-1] if places else 0))
    found, at = [], 0
    for place, run in groupby(places):
        length = len(list(run))
        found.append((place, text[at : at + length]))
        at += length
    return found


def width_of(text: str, family: str, size: int) -> float:
    """px."""
    fonts = _fonts(family, size)
    return sum(fonts[place].getlength(piece) for place, piece in _runs(text, family))


def write(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    family: str,
    size: int,
    fill: tuple[int, int, int],
) -> None:
    """One line; `at` is where its baseline begins."""
    x, y = at
    fonts = _fonts(family, size)
    for place, piece in _runs(text, family):
        draw.text((x, y), piece, font=fonts[place], fill=fill, anchor="ls")
        x += fonts[place].getlength(piece)


def lines_of(text: str, family: str, size: int, width: float) -> list[str]:
    """`text` broken into lines of at most `width` px; a word that is too long is broken, too."""
    lines, line = [], ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width_of(joined, family, size) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        while width_of(word, family, size) > width and len(word) > 1:
            fits = len(word) - 1
            while fits > 1 and width_of(word[:fits], family, size) > width:
                fits -= 1
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return [*lines, line] if line else lines


def fitted(
    text: str, family: str, *, width: float, height: float, sizes: tuple[int, ...], leading: float
) -> tuple[int, list[str]]:
    """The largest of `sizes` (px, descending) at which `text` fits, and its lines, evened out so
    that the last one is not a lonely word. What is too long at the smallest ends with an
    ellipsis."""
    for whole_words in (True, False):
        for size in sizes:
            lines = lines_of(text, family, size, width)
            if whole_words and " ".join(lines) != text:
                continue
            if len(lines) * size * leading <= height:
                return size, _evened(text, family, size, width, lines)
    size = sizes[-1]
    most = max(1, int(height // (size * leading)))
    lines = lines_of(text, family, size, width)
    last = lines[most - 1]
    while last and width_of(f"{last}…", family, size) > width:
        last = last[:-1]
    return size, [*lines[: most - 1], f"{last.rstrip()}…"]


def _evened(text: str, family: str, size: int, width: float, lines: list[str]) -> list[str]:
    """The same number of lines, as narrow as that allows without breaking words."""
    narrow, wide = width / 2, width
    while wide - narrow > 8:
        middle = (narrow + wide) / 2
        tried = lines_of(text, family, size, middle)
        if len(tried) == len(lines) and " ".join(tried) == text:
            wide, lines = middle, tried
        else:
            narrow = middle
    return lines
