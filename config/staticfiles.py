"""Static files with their hash in the name, for ever cacheable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Sheets that are written in many files and fetched as one.
SHEETS = (
    "css/site.css",
    "css/story.css",
    "css/further.css",
    "css/later.css",
    "newsroom/newsroom.css",
    "newsroom/desk.css",
    "newsroom/story/surface.css",
)
_IMPORT = re.compile(r'@import "([^"]+)";\n?')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"""("[^"]*"|'[^']*')""")


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Also writes out the imports of `SHEETS`, so that a page asks for one file instead of many,
    and rewrites `import "./x.js"` inside our ES modules to the hashed names, so that a module and
    what it imports are always of one version."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        for name in () if dry_run else [name for name in SHEETS if name in paths]:
            sheet = Path(self.path(name))
            sheet.write_text(written_out(sheet), encoding="utf-8")
            paths = {**paths, name: (self, name)}
        yield from super().post_process(paths, dry_run, **options)


def written_out(sheet: Path) -> str:
    """The text of a style sheet with what it imports in place of the imports, closed up. An
    imported sheet in another folder must have no relative `url()`."""

    def imported(match: re.Match[str]) -> str:
        file = sheet.parent / match[1]
        text = file.read_text(encoding="utf-8")
        if file.parent != sheet.parent and "url(" in text:
            raise ValueError(f"{file.name} is imported into {sheet.name} and may not name files.")
        return text

    text = _IMPORT.sub(imported, sheet.read_text(encoding="utf-8"))
    return closed_up(_COMMENT.sub("", text))


def closed_up(css: str) -> str:
    """A style sheet without the space that is there for who reads it; strings stay as they are.
    A slow line brings a file in steps of a few kilobytes, and this is what saves one."""
    parts = _STRING.split(re.sub(r"\s+", " ", css).strip())
    for place in range(0, len(parts), 2):  # what stands between strings
        part = re.sub(r" ?([{};,]) ?", r"\1", parts[place].replace(": ", ":"))
        parts[place] = part.replace(";}", "}")
    return "".join(parts)
