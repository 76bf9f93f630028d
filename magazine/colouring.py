"""Colours as `#rrggbb`: how much they stand out, and which near them would stand out enough.

Contrast and relative luminance are those of WCAG 2.2. Lightness, chroma and hue are those of OKLCH
(CSS Color 4), in which a step looks as large in a red as in a green. Pure functions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache

AA = 4.5  # WCAG 2.2, success criterion 1.4.3: text of any size

_COLOUR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})", re.ASCII)
_STEP = 0.01  # of lightness, when looking for a neighbour

Triple = tuple[float, float, float]


def colour(text: str) -> str:
    """`text` as `#rrggbb` in lower case; `#rgb` and a missing `#` are understood. ValueError for
    anything else."""
    found = _COLOUR.fullmatch(text.strip()) if len(text) <= 20 else None
    if found is None:
        raise ValueError("not a colour")
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def rgb(of: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(of[1:3], 16), int(of[3:5], 16), int(of[5:7], 16)


def _written(channels: Triple) -> str:
    """From red, green and blue, 0 to 255, which are rounded."""
    return "#" + "".join(f"{min(255, max(0, round(channel))):02x}" for channel in channels)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _curved(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


@lru_cache(maxsize=4096)
def luminance(of: str) -> float:
    """Relative luminance: black is 0, white is 1."""
    red, green, blue = (_linear(channel / 255) for channel in rgb(of))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other` in it, as CSS's `color-mix(in srgb, …)` does."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    red, green, blue = (a + (b - a) * share for a, b in pairs)
    return _written((red, green, blue))


# --- lightness, chroma, hue -----------------------------------------------------------------------


def lch(of: str) -> Triple:
    """Lightness 0 to 1, chroma 0 to about 0.33, hue in radians."""
    red, green, blue = (_linear(channel / 255) for channel in rgb(of))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def of_lch(lightness: float, chroma: float, hue: float) -> str:
    """The colour, with as much less chroma as the screen cannot show at this lightness."""
    least, most = 0.0, chroma
    red, green, blue = _channels(lightness, chroma, hue)
    if not _shown(red, green, blue):
        for _ in range(10):
            middle = (least + most) / 2
            inside = _shown(*_channels(lightness, middle, hue))
            least, most = (middle, most) if inside else (least, middle)
        red, green, blue = _channels(lightness, least, hue)
    return _written((red * 255, green * 255, blue * 255))


def _channels(lightness: float, chroma: float, hue: float) -> Triple:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _curved(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _curved(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _curved(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _shown(*channels: float) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in channels)


def nearest(of: str, suffices: Callable[[str], bool]) -> str | None:
    """The colour of the same hue that is nearest in lightness to `of` and suffices: `of` itself
    if it does, None if none does."""
    if suffices(of):
        return of
    lightness, chroma, hue = lch(of)
    for step in range(1, round(1 / _STEP) + 1):
        for tried in (lightness - step * _STEP, lightness + step * _STEP):
            if -_STEP < tried < 1 + _STEP:
                found = of_lch(min(1.0, max(0.0, tried)), chroma, hue)
                if suffices(found):
                    return found
    return None
