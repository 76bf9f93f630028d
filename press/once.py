"""What is the same on all pages of an edition is made once an edition, not once a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from press.asking import MARK

# Of an edition, in one process: what depends on too much is made anew rather than piled up.
MOST = 2000


def once[Made](request: HttpRequest, name: Any, make: Callable[[], Made]) -> Made:
    """What `make` answers; for pages that the press prints, asked once an edition.

    `name` (hashable) says all that the answer depends on beside the edition. The answer is shared
    by threads and pages: nobody changes it. Two pages that ask at once may both make it. For a
    request that is not the press's — somebody is signed in, a preview — it is made anew.
    """
    edition = request.META.get(MARK)
    if edition is None:
        return make()
    kept = edition.kept
    if name in kept:
        made: Made = kept[name]
        return made
    made = make()
    if len(kept) < MOST:
        kept[name] = made
    return made
