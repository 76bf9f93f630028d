"""Scripts that a page will need, told to the browser at its beginning: without it, a module's
imports are found only when it has arrived, and theirs only after them."""

from __future__ import annotations

import functools
import posixpath
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.forms.widgets import MediaAsset

# As the static files' storage reads them: whole lines, relative names.
_IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*["'](\.{1,2}/[^"']+)["'];""", re.MULTILINE)


class Preload(MediaAsset):
    """A module that will be asked for."""

    element_template = '<link href="{path}"{attributes}>'

    def __init__(self, path: str) -> None:
        super().__init__(path, rel="modulepreload")


def preloads(*entries: str) -> list[Preload]:
    """The modules at `entries` (names of static files) and all that they import, for a form's
    `Media.js`. Raises `LookupError` for a name that is no static file."""
    found: dict[str, None] = {}
    for entry in entries:
        found |= dict.fromkeys(_with_imports(entry))
    return [Preload(path) for path in found]


@functools.cache
def _with_imports(entry: str) -> tuple[str, ...]:
    """`entry` and what it imports, directly or not, in the order in which it is met."""
    found: dict[str, None] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found[name] = None
        file = finders.find(name)
        if file is None:
            raise LookupError(f"{name} is no static file.")
        text = Path(str(file)).read_text(encoding="utf-8")
        waiting += [
            posixpath.normpath(posixpath.join(posixpath.dirname(name), imported))
            for imported in _IMPORT.findall(text)
        ]
    return tuple(found)
