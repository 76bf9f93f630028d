"""Cuts the magazine's faces to what its pages set, and writes the style sheets that name them.

    python tools/cut_fonts.py SOURCES [FALLBACKS]

`SOURCES`: a folder with the faces as npm's `@fontsource-variable` packages have them, named
`FACE[-italic]-latin.woff2` and `FACE[-italic]-latin-ext.woff2`. Writes `static/fonts/*.woff2`,
`static/css/fonts.css` for the house's own faces, `static/css/faces.css` for those of them that no
page opens with (italic, bold, the furniture's), and one sheet in `static/css/faces/` for each of
those that a magazine may choose instead (`magazine/faces.py`). Needs fonttools and brotli, which
the magazine itself does not.

Each face becomes three files: the letters and signs of ordinary English pages (`latin`, which pages
preload; on a slow line every 4 KB count, so nothing rare is in it), the rest of Latin-1
(`latin-1`) and what stands beyond (`latin-ext`); a browser fetches the latter two only for pages
that use them. Axes are cut to what the style sheets ask for.

`FALLBACKS`: a folder tree with the fonts of FALLBACKS below. For each, the sheet gets a face
("Newsreader after Noto Serif") with the metrics of ours, so that nothing moves when ours arrives
(CSS Fonts 5: size-adjust, ascent-override, descent-override, line-gap-override).
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "static" / "fonts"
SHEET = ROOT / "static" / "css" / "fonts.css"
LATER = ROOT / "static" / "css" / "faces.css"
CHOICES = ROOT / "static" / "css" / "faces"

# What ordinary English pages are set in, and the commonest accents of names.
CORE = (
    "U+20-22, U+24-3B, U+3F-5A, U+61-7A, U+A0, U+A3, U+A9, U+B7, U+E4, U+E7-EB, U+ED, U+F3, U+F6, "
    "U+FC, U+2013, U+2014, U+2018, U+2019, U+201C, U+201D, U+2026, U+2192"
)
# Of a face that every page opens with in its largest sizes, and that has two designs to bring.
TITLE_CORE = (
    "U+20-22, U+24-3B, U+3F-5A, U+61-7A, U+A0, U+A3, U+E9, U+2013, U+2014, U+2018, U+2019, "
    "U+201C, U+201D, U+2026, U+2192"
)
LATIN_1 = (
    "U+20-7E, U+A0-FF, U+131, U+152, U+153, U+2BB, U+2BC, U+2C6, U+2DA, U+2DC, U+2002, U+2003, "
    "U+2009-2015, U+2018-201A, U+201C-201E, U+2020-2022, U+2026, U+2030, U+2032, U+2033, U+2039, "
    "U+203A, U+2044, U+20AC, U+2122, U+2190-2193, U+2212"
)
LATIN_EXT = (
    "U+100-130, U+132-151, U+154-2BA, U+2BD-2C5, U+2C7-2CC, U+2CE-2D7, U+2DD-2FF, U+1E00-1E9F, "
    "U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF"
)
HEAD = "/* The faces. Written by tools/cut_fonts.py; change it there. */\n"
PAIRS = 2  # OpenType, GPOS: the lookup type of pair adjustment
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt"]


@dataclass(frozen=True)
class Face:
    """`limits`: what is left of each axis, as the instancer takes it. `weight`: CSS font-weight.
    `scale`: how much larger it is set than others, if it is small on its body."""

    family: str
    file: str
    limits: dict[str, float | tuple[float, float]]
    weight: str
    style: str = "normal"
    fallback: str = ""  # generic family whose members stand in for it
    display: str = "swap"  # CSS font-display
    later: bool = False  # fetched after the first paint
    scale: float = 1.0
    # Half of a face's bytes are kerning. Furniture is small and short; nobody sees it there.
    kerned: bool = True
    least_kern: float = 0.0  # em; pairs that are moved by less stay where they are
    core: str = CORE

    @property
    def sheet(self) -> Path:
        if self in FURTHER:
            return CHOICES / f"{self.source}.css"
        return SHEET if self.file == self.source and not self.later else LATER

    @property
    def source(self) -> str:
        """The name of the upright, which its further cuts carry before theirs."""
        return self.file.removesuffix("-italic").removesuffix("-bold")


# A third of a pixel in a text; half of the kerning's bytes.
TEXT_KERN = 1 / 60

FACES = [
    Face(
        "Bodoni Moda",
        "bodoni-moda",
        {"wght": 400, "opsz": (13, 60)},
        "400",
        fallback="serif",
        least_kern=TEXT_KERN,
        core=TITLE_CORE,
    ),
    Face("Bodoni Moda", "bodoni-moda-italic", {"wght": 400, "opsz": 22}, "400", "italic"),
    Face("Newsreader", "newsreader", {"wght": 400}, "400", fallback="serif", least_kern=TEXT_KERN),
    Face("Newsreader", "newsreader-bold", {"wght": 600}, "600", least_kern=TEXT_KERN),
    Face("Newsreader", "newsreader-italic", {"wght": 400}, "400", "italic", least_kern=TEXT_KERN),
    Face(
        "Instrument Sans",
        "instrument-sans",
        {"wght": (400, 600)},
        "400 600",
        fallback="sans",
        kerned=False,
        later=True,
    ),
]
# What a magazine may choose instead. Its display faces answer to the same three steps as Bodoni.
FURTHER = [
    Face("Cormorant", "cormorant", {"wght": (400, 600)}, "400", fallback="serif", scale=1.12),
    Face("Cormorant", "cormorant-italic", {"wght": 500}, "400", "italic", scale=1.12),
    Face(
        "Bricolage Grotesque",
        "bricolage-grotesque",
        {"wght": 600, "opsz": (20, 96)},
        "400",
        fallback="sans",
    ),
    Face("Literata", "literata", {"wght": (400, 600), "opsz": 12}, "400 600", fallback="serif"),
    Face("Literata", "literata-italic", {"wght": 400, "opsz": 12}, "400", "italic"),
    Face(
        "EB Garamond",
        "eb-garamond",
        {"wght": (400, 600)},
        "400 600",
        fallback="serif",
        scale=1.1,
    ),
    Face("EB Garamond", "eb-garamond-italic", {"wght": 400}, "400", "italic", scale=1.1),
    Face(
        "Libre Franklin",
        "libre-franklin",
        {"wght": (400, 600)},
        "400 600",
        fallback="sans",
        kerned=False,
        display="optional",
    ),
]
# What devices have, by weight: (the names that local() knows it by, the file that we measure).
FALLBACKS: dict[str, list[dict[int, tuple[tuple[str, ...], str]]]] = {
    "serif": [
        {400: (("Times New Roman", "Liberation Serif"), "LiberationSerif-Regular.ttf")},
        {400: (("Noto Serif",), "NotoSerif-Regular.ttf")},
    ],
    "sans": [
        {
            400: (("Arial", "Liberation Sans"), "LiberationSans-Regular.ttf"),
            500: (("Arial", "Liberation Sans"), "LiberationSans-Regular.ttf"),
            600: (("Arial Bold", "Liberation Sans Bold"), "LiberationSans-Bold.ttf"),
        },
        {
            400: (("Roboto",), "Roboto-Regular.ttf"),
            500: (("Roboto Medium",), "Roboto-Medium.ttf"),
            600: (("Roboto Bold",), "Roboto-Bold.ttf"),
        },
    ],
}
# How often the signs of English prose stand in a thousand.
PROSE = {
    " ": 182, "e": 102, "t": 74, "a": 66, "o": 62, "i": 57, "n": 57, "s": 53, "r": 49, "h": 49,
    "l": 33, "d": 33, "u": 23, "c": 22, "m": 20, "f": 18, "w": 17, "g": 16, "p": 15, "y": 14,
    "b": 13, ",": 10, ".": 10, "v": 8, "k": 6, "T": 3, "I": 3, "S": 2, "A": 2, "x": 1, "j": 1,
}  # fmt: skip
# Furniture is not prose: short, and full of capitals and figures.
LABELS = Counter(
    "Spotlight Newsletter Search Fashion Culture Film Play Exhibition Photographs Print issues "
    "Contributors Next in Culture Subscribe 18 March 2026"
)


def signs(ranges: str) -> set[int]:
    """The code points that a `unicode-range` names."""
    return set(parse_unicodes(ranges.replace("U+", "").replace(" ", "")))


def ranges(signs: set[int]) -> str:
    """The `unicode-range` of code points."""
    found = []
    for _, run in groupby(enumerate(sorted(signs)), key=lambda pair: pair[1] - pair[0]):
        points = [point for _, point in run]
        found.append(f"U+{points[0]:X}" + (f"-{points[-1]:X}" if len(points) > 1 else ""))
    return ", ".join(found)


def cut(source: Path, target: Path, unicodes: str, face: Face) -> bool:
    """Write the part of `source` that holds `unicodes`; False if it has none of them."""
    font = TTFont(source)
    wanted = signs(unicodes)
    if not wanted & set(font.getBestCmap()):
        return False
    options = Options()
    options.layout_features = [tag for tag in FEATURES if face.kerned or tag != "kern"]
    options.hinting = False
    options.name_IDs = [0, 13, 14]  # whose it is, and the licence
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    plain = io.BytesIO()
    font.flavor = None
    font.save(plain)
    plain.seek(0)
    axes = {axis.axisTag for axis in TTFont(plain)["fvar"].axes}
    font = instantiateVariableFont(
        TTFont(plain), {axis: limit for axis, limit in face.limits.items() if axis in axes}
    )
    if face.least_kern and "GPOS" in font:
        unkern(font, face.least_kern * font["head"].unitsPerEm)
    font.flavor = "woff2"
    font.save(target)
    return True


def unkern(font: TTFont, least: float) -> None:
    """Take out pairs that are moved by less than `least` units."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType != PAIRS:
                continue
            if table.Format == 1:
                for first in table.PairSet:
                    first.PairValueRecord = [
                        pair for pair in first.PairValueRecord if abs(moved(pair)) >= least
                    ]
                    first.PairValueCount = len(first.PairValueRecord)
            else:
                for pair in (pair for one in table.Class1Record for pair in one.Class2Record):
                    if abs(moved(pair)) < least and pair.Value1:
                        pair.Value1.XAdvance = 0


def moved(pair: Any) -> int:
    return getattr(pair.Value1, "XAdvance", 0) or 0


def mean_width(font: TTFont, frequency: dict[str, int]) -> float:
    """Width of the mean sign, in em, where signs are as frequent as that."""
    names, widths = font.getBestCmap(), font["hmtx"]
    total = sum(widths[names[ord(sign)]][0] * often for sign, often in frequency.items())
    return total / sum(frequency.values()) / font["head"].unitsPerEm


def rule(family: str, **properties: str) -> str:
    lines = "".join(f"  {name.replace('_', '-')}: {value};\n" for name, value in properties.items())
    return f'@font-face {{\n  font-family: "{family}";\n{lines}}}\n'


def stand_ins(face: Face, own: TTFont, fonts: Path) -> str:
    """Rules for the fallback of a face: fonts of the device, set to our face's measure, in every
    weight in which both have one."""
    varies = "fvar" in own and "wght" in {axis.axisTag for axis in own["fvar"].axes}
    em, hhea = own["head"].unitsPerEm / face.scale, own["hhea"]
    rules = ""
    for weights in FALLBACKS[face.fallback]:
        family = f"{face.family} after {weights[400][0][0]}"
        for weight, (names, file) in weights.items():
            if weight != 400 and not varies:
                continue
            ours = instantiateVariableFont(deepcopy(own), {"wght": weight}) if varies else own
            theirs = TTFont(next(fonts.rglob(file)))
            frequency = PROSE if face.kerned else LABELS
            adjust = face.scale * mean_width(ours, frequency) / mean_width(theirs, frequency)
            rules += rule(
                family,
                src=", ".join(f'local("{name}")' for name in names),
                **({"font_weight": str(weight)} if varies and len(weights) > 1 else {}),
                size_adjust=f"{adjust:.2%}",
                ascent_override=f"{hhea.ascent / em / adjust:.2%}",
                descent_override=f"{-hhea.descent / em / adjust:.2%}",
                line_gap_override=f"{hhea.lineGap / em / adjust:.2%}",
            )
    return rules


def main(sources: Path, fonts: Path) -> None:
    CHOICES.mkdir(exist_ok=True)
    sheets: dict[Path, str] = {}
    for face in FACES + FURTHER:
        sheet = sheets.get(face.sheet, HEAD)
        to_fonts = "../fonts" if face.sheet.parent == SHEET.parent else "../../fonts"
        source = face.file.removesuffix("-bold")
        rest = ranges(signs(LATIN_1) - signs(face.core))
        parts = [("latin", face.core, "latin"), ("latin-1", rest, "latin"),
                 ("latin-ext", LATIN_EXT, "latin-ext")]  # fmt: skip
        for part, unicodes, found_in in parts:
            target = FOLDER / f"{face.file}-{part}.woff2"
            if cut(sources / f"{source}-{found_in}.woff2", target, unicodes, face):
                print(f"{target.name:36} {target.stat().st_size:6} bytes")
                scale = {"size_adjust": f"{face.scale:.0%}"} if face.scale != 1 else {}
                sheet += rule(
                    face.family,
                    src=f'url("{to_fonts}/{target.name}") format("woff2")',
                    font_style=face.style,
                    font_weight=face.weight,
                    font_display=face.display,
                    **scale,
                    unicode_range=unicodes,
                )
        sheets[face.sheet] = sheet
        if face.fallback:  # stands there from the first paint, also for a face that comes later
            own = TTFont(FOLDER / f"{face.file}-latin.woff2")
            opening = SHEET if face.sheet == LATER else face.sheet
            sheets[opening] = sheets.get(opening, HEAD) + stand_ins(face, own, fonts)
    for path, text in sheets.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "/usr/share/fonts"))
