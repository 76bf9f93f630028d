"""The faces that a magazine may be set in: a few that were chosen to go together, because a face
that nobody has looked at in these pages is not a choice but a risk.

The files and the sheets that name them are cut by `tools/cut_fonts.py`; the house's own faces are
in `css/fonts.css`, which every page has.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.templatetags.static import static


@dataclass(frozen=True)
class Face:
    """`family`: as in CSS. `stack`: what stands in for it while it comes, and the generic family.
    `steps`: the display faces' settings at small, large and very large sizes."""

    key: str
    family: str
    stack: str
    character: str  # in a few words, for the choice
    is_house: bool = False
    steps: tuple[str, str, str] = ("normal", "normal", "normal")
    scale: float = 1.0  # its size-adjust
    rise: float = 0.0  # em, by which its ascenders stand over its capitals on the nameplate

    @property
    def css(self) -> str:
        """The value of font-family."""
        serif = self.stack.endswith(" serif")
        ours = ("Times New Roman", "Noto Serif") if serif else ("Arial", "Roboto")
        fallbacks = ", ".join(f'"{self.family} after {name}"' for name in ours)
        return f'"{self.family}", {fallbacks}, {self.stack}'

    @property
    def file(self) -> str:
        """The file of the commonest letters: a name under `static/`."""
        return f"fonts/{self.key}-latin.woff2"

    def rules(self) -> str:
        """Its `@font-face` rules with whole addresses; "" for the house's own faces, which every
        page knows already."""
        if self.is_house:
            return ""
        sheet = settings.BASE_DIR / "static" / "css" / "faces" / f"{self.key}.css"
        text: str = sheet.read_text(encoding="utf-8").partition("*/\n")[2]
        parts = text.split('url("../../')
        rewritten = [parts[0]]
        for part in parts[1:]:
            name, _, rest = part.partition('"')
            rewritten.append(f'url("{static(name)}"{rest}')
        return "".join(rewritten)


BODONI = Face(
    "bodoni-moda",
    "Bodoni Moda",
    "Didot, serif",
    "a Didone, all contrast",
    is_house=True,
    steps=('"opsz" 13', '"opsz" 22', '"opsz" 60'),
)
CORMORANT = Face(
    "cormorant",
    "Cormorant",
    "Garamond, serif",
    "an old style, drawn with a fine pen",
    steps=('"wght" 600', '"wght" 500', '"wght" 400'),
    scale=1.12,
    rise=0.1,
)
BRICOLAGE = Face(
    "bricolage-grotesque",
    "Bricolage Grotesque",
    "sans-serif",
    "a grotesque with a temper",
    steps=('"opsz" 24', '"opsz" 48', '"opsz" 96'),
)
NEWSREADER = Face(
    "newsreader", "Newsreader", "Georgia, serif", "light on its feet, made for news", is_house=True
)
LITERATA = Face("literata", "Literata", "Georgia, serif", "sturdy, made for whole books")
GARAMOND = Face("eb-garamond", "EB Garamond", "Garamond, serif", "the sixteenth century's own")
INSTRUMENT = Face(
    "instrument-sans", "Instrument Sans", "sans-serif", "narrow and precise", is_house=True
)
FRANKLIN = Face("libre-franklin", "Libre Franklin", "sans-serif", "a news gothic, plain-spoken")

# The first of each is the house's.
DISPLAY = {face.key: face for face in (BODONI, CORMORANT, BRICOLAGE)}
TEXT = {face.key: face for face in (NEWSREADER, LITERATA, GARAMOND)}
FURNITURE = {face.key: face for face in (INSTRUMENT, FRANKLIN)}


def _choices(faces: dict[str, Face]) -> list[tuple[str, str]]:
    """For a field; the house's own stands for nothing chosen."""
    return [
        ("" if face.is_house else key, f"{face.family}: {face.character}")
        for key, face in faces.items()
    ]


def display_choices() -> list[tuple[str, str]]:
    return _choices(DISPLAY)


def text_choices() -> list[tuple[str, str]]:
    return _choices(TEXT)


def furniture_choices() -> list[tuple[str, str]]:
    return _choices(FURNITURE)
