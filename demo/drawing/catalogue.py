"""The list of the pictures, and how one is entered into it."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from .paper import Sheet

# The formats, in the units that pictures are designed in.
LANDSCAPE = (1800, 1200)
PORTRAIT = (1280, 1600)
WIDE = (2000, 1000)
SQUARE = (1400, 1400)
BUST = (1000, 1000)
# How many pixels the long side of a picture has unless somebody asks for others.
LONG_SIDE = 1840

type Hand = Callable[[Sheet], None]


@dataclass(frozen=True)
class Piece:
    """A picture of the demo magazine.

    ``size`` is (width, height) in units, ``alt`` one plain sentence for those who cannot see it,
    and ``draw`` makes the picture from a seed, with so many pixels on its long side.
    """

    name: str
    size: tuple[int, int]
    alt: str
    draw: Callable[[int, int], Image.Image]


CATALOGUE: dict[str, Piece] = {}


def piece(
    name: str, size: tuple[int, int], alt: str, *, grain: float = 1.0, vignette: float = 0.0
) -> Callable[[Hand], Hand]:
    """Enter a function that draws on a :class:`Sheet` into the catalogue."""

    def enter(hand: Hand) -> Hand:
        def make(seed: int, long_side: int) -> Image.Image:
            sheet = Sheet(size, random.Random(f"{name}:{seed}"), long_side / max(size))
            hand(sheet)
            return sheet.finish(grain, vignette)

        CATALOGUE[name] = Piece(name, size, alt, make)
        return hand

    return enter
