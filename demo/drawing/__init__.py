"""The pictures of the demo magazine, drawn with Pillow alone.

``CATALOGUE`` lists every picture by name with its size and alt text; ``draw`` makes one. A name
and a seed always give the same pixels.
"""

from PIL import Image

from . import (  # noqa: F401  (each module enters its pictures into the catalogue)
    botanical,
    cloth,
    contributors,
    fashion,
    places,
    portraits,
    posters,
    rooms,
    stage,
    still_life,
)
from .catalogue import CATALOGUE, Piece

__all__ = ["CATALOGUE", "Piece", "draw"]


def draw(name: str, seed: int = 1) -> Image.Image:
    """Draw the picture ``name`` in RGB; raises :class:`KeyError` for a name that is not known."""
    return CATALOGUE[name].draw(seed)
