"""Type in pictures, set in the magazine's own faces."""

from functools import cache
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from .paper import Sheet

FONTS = Path(__file__).parents[2] / "static" / "fonts"

type Face = Literal["display", "italic", "plain"]
_FILES: dict[Face, str] = {
    "display": "bodoni-moda-latin.woff2",
    "italic": "bodoni-moda-italic-latin.woff2",
    "plain": "instrument-sans-latin.woff2",
}


@cache
def _font(face: Face, pixels: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / _FILES[face], pixels)
    try:
        axes = font.get_variation_axes()
    except OSError:  # a face that was cut down to one style
        return font
    # The cut for large sizes, where the face has one; everything else as its makers set it.
    wanted = (a["maximum"] if a["name"] == b"Optical size" else a["default"] for a in axes)
    font.set_variation_by_axes([float(value or 0) for value in wanted])
    return font


def lettered(
    s: Sheet,
    text: str,
    x: float,
    y: float,
    size: float,
    face: Face = "display",
    turn: float = 0.0,
) -> Image.Image:
    """A mask of the whole sheet with ``text`` centred on (x, y), its em ``size`` units high."""
    mask = Image.new("L", s.size)
    font = _font(face, max(1, round(size * s.scale)))
    place = (x * s.scale, y * s.scale)
    ImageDraw.Draw(mask).text(place, text, 255, font, anchor="mm")
    if turn:
        mask = mask.rotate(-turn, Image.Resampling.BICUBIC, center=place)
    return mask
