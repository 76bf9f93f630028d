"""Where a picture is cut when a place asks for a shape that is not its own.

Pure arithmetic. A cut is the largest rectangle of the shape that fits, as near around the focal
point as the edges allow. Its position is one whole number, so that it can be part of a file's
name: a focal point that moves along the edge that is kept changes nothing, and one that moves the
cut gives the files another name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from library.models import Picture
from library.places import PLACES, Place, Ratio, ratios

WHOLE_NAME = ""


@dataclass(frozen=True)
class Cut:
    """What is taken of a picture. `width`, `height`: in px of the original. `shift`: how much of
    the room that is left over lies before it, in hundredths. `ratio`: None for all of it."""

    ratio: Ratio | None
    shift: int
    width: int
    height: int

    @property
    def name(self) -> str:
        """Its part of a file's name: "3x2-50"; empty for the whole picture."""
        if self.ratio is None:
            return WHOLE_NAME
        return f"{self.ratio[0]}x{self.ratio[1]}-{self.shift}"

    def height_at(self, width: int) -> int:
        """The height in px when it is scaled to `width` px."""
        if self.ratio is None:
            return max(1, round(width * self.height / self.width))
        return max(1, round(width * self.ratio[1] / self.ratio[0]))

    def box(self, size: tuple[int, int]) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the cut in a copy of the picture that measures `size`."""
        across, up = size
        if self.ratio is None:
            return 0.0, 0.0, float(across), float(up)
        width = min(float(across), up * self.ratio[0] / self.ratio[1])
        height = min(float(up), across * self.ratio[1] / self.ratio[0])
        left = (across - width) * self.shift / 100
        top = (up - height) * self.shift / 100
        return left, top, left + width, top + height


def cut_for(picture: Picture, ratio: Ratio | None) -> Cut:
    """The cut of `picture` in a shape. A picture that has the shape already (to the pixel) is not
    cut: its files are those of the whole."""
    return _cut(picture.width, picture.height, picture.focal_x, picture.focal_y, ratio)


@lru_cache(maxsize=2000)  # a page asks of one picture a dozen times
def _cut(across: int, up: int, focal_x: float, focal_y: float, ratio: Ratio | None) -> Cut:
    whole = Cut(None, 0, across, up)
    if ratio is None:
        return whole
    width = min(across, round(up * ratio[0] / ratio[1]))
    height = min(up, round(across * ratio[1] / ratio[0]))
    left_over = across - width, up - height
    if max(left_over) <= 1:
        return whole
    if left_over[0] >= left_over[1]:
        start, room = focal_x * across - width / 2, left_over[0]
    else:
        start, room = focal_y * up - height / 2, left_over[1]
    shift = round(100 * start / room)
    return Cut(ratio, min(100, max(0, shift)), max(1, width), max(1, height))


def widths_of(cut: Cut, asked: tuple[int, ...]) -> list[int]:
    """The widths in px, ascending, that a cut is offered in where `asked` is wanted: none wider
    than it is, and its own where the next step up would be a good deal wider."""
    fitting = [width for width in asked if width <= cut.width]
    if not fitting:
        return [cut.width]
    if len(fitting) < len(asked) and cut.width >= 1.15 * fitting[-1]:
        fitting.append(cut.width)
    return fitting


def offered(picture: Picture, place: Place) -> tuple[Cut, list[int]]:
    """What a place shows of a picture, and in which widths in px."""
    cut = cut_for(picture, place.ratio)
    return cut, widths_of(cut, place.widths)


def wanted(picture: Picture) -> dict[Cut, list[int]]:
    """Every cut of a picture that some place may show, with all its widths in px, ascending."""
    found: dict[Cut, set[int]] = {cut_for(picture, ratio): set() for ratio in ratios()}
    for place in PLACES.values():
        cut, widths = offered(picture, place)
        found[cut].update(widths)
    return {cut: sorted(widths) for cut, widths in found.items()}
