"""The pictures of the demo magazine, drawn with Pillow alone.

``CATALOGUE`` lists every picture by name with its shape and alt text; ``draw`` makes one. A name,
a seed and a size always give the same pixels.
"""

import io

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

__all__ = ["CATALOGUE", "LONG_SIDE", "Piece", "draw", "drawn"]


def draw(name: str, seed: int = 1, long_side: int = LONG_SIDE) -> Image.Image:
    """Draw the picture ``name`` in RGB, ``long_side`` pixels high or wide; raises
    :class:`KeyError` for a name that is not known."""
    return CATALOGUE[name].draw(seed, long_side)


def drawn(name: str, seed: int, long_side: int) -> bytes:
    """The picture as JPEG bytes. It stands here, away from the models, so that a process of its
    own can run it whichever way the system starts processes."""
    out = io.BytesIO()
    draw(name, seed, long_side).save(out, "JPEG", quality=92)
    return out.getvalue()
