"""The pictures of the demo magazine, drawn with Pillow alone.

``CATALOGUE`` lists every picture by name with its shape and alt text; ``draw`` makes one. A name,
a seed and a size always give the same pixels.
"""

from PIL import Image

from . import (  # noqa: F401  (each module enters its pictures into the catalogue)
    accessories,
    botanical,
    cinema,
    cloth,
    contributors,
    drapery,
    fashion,
    halls,
    outdoors,
    places,
    portraits,
    posters,
    rooms,
    stage,
    still_life,
)
from .catalogue import CATALOGUE, LONG_SIDE, Piece

__all__ = ["CATALOGUE", "Piece", "draw"]


def draw(name: str, seed: int = 1, long_side: int = LONG_SIDE) -> Image.Image:
    """Draw the picture ``name`` in RGB, ``long_side`` pixels high or wide; raises
    :class:`KeyError` for a name that is not known."""
    return CATALOGUE[name].draw(seed, long_side)
