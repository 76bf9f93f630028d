"""Letters drawn as shapes, and the art of two printed covers."""

import math
from itertools import pairwise

from PIL import ImageChops

from .catalogue import LANDSCAPE, PORTRAIT, piece
from .curves import Poly, arc, ellipse, limb, move, outline, points, rect, snip, spin, spline
from .lettering import lettered
from .paper import Fade, Sheet, mix
from .relief import Lamp, heights, lit

# A high-contrast capital E in a box of 1000 by 1200 units.
_E = outline(
    "M 40 0 L 905 0 L 930 330 L 902 330 C 880 180 800 30 600 30 L 470 30 L 470 575 L 500 575"
    " C 600 575 650 520 662 400 L 690 400 L 690 780 L 662 780 C 650 660 600 605 500 605 L 470 605"
    " L 470 1170 L 610 1170 C 820 1170 910 1010 940 830 L 968 830 L 930 1200 L 40 1200 L 40 1172"
    " C 150 1172 185 1150 185 1090 L 185 110 C 185 50 150 28 40 28 Z"
)


@piece(
    "typographic-e",
    PORTRAIT,
    "A poster: an enormous high-contrast serif letter E printed three times, slightly out of step.",
)
def typographic_e(s: Sheet) -> None:
    """Three plates of one letter; where they meet, a darker letter stands."""
    s.ground("#f3efe6")
    s.cut(rect(0, 0, s.w, s.h), "#f4e04a", worn=0.5)
    for dx, dy, turn, colour, worn in (
        (-46, -34, -4, "#f04e8f", 0.55),
        (52, 30, 3, "#1fa3c4", 0.6),
    ):
        letter = spin(move(_E, 110 + dx, 150 + dy, 1.09), turn, (640, 800))
        s.cut(letter, colour, blend="multiply", worn=worn)
    letter = move(_E, 110, 150, 1.09)
    inside = s.mask(letter)
    s.cut(letter, "#16121f", worn=0.22)
    tone = s.field(lambda x, y: max(0.0, min(1.0, 1.25 - 1.5 * y - 0.3 * x)), 60)
    s.halftone(ImageChops.multiply(tone, inside), "#f4e04a", 13, "normal")
    s.cut(ellipse(1060, 1478, 42, 42), "#f04e8f", blend="multiply", worn=0.5)
    s.cut(ellipse(1088, 1490, 42, 42), "#1fa3c4", blend="multiply", worn=0.5)


@piece(
    "typographic-amp",
    PORTRAIT,
    "A vast italic ampersand, printed in oxblood from worn wooden type, runs off a cream sheet.",
    grain=1.2,
)
def typographic_amp(s: Sheet) -> None:
    """One sort, too large for the paper."""
    s.ground("#f0e5cf")
    s.spray(rect(0, 0, s.w, s.h), "#d9c49e", 40, start=0.5, strength=0.6, smooth=0.7)
    glyph = lettered(s, "&", 640, 860, 1560, "italic", -6)
    ghost = lettered(s, "&", 664, 884, 1560, "italic", -6)
    s.wash(ghost, "#f2b39a", 0.7, "multiply")

    def wood(x: float, y: float) -> float:
        ring = y * 0.09 + 3.2 * math.sin(x * 0.0035 + 1) + 1.3 * math.sin(x * 0.011 + y * 0.004)
        return (
            3.2 * math.sin(ring)
            + 1.7 * math.sin(ring * 3.3 + 1)
            + 0.9 * math.sin(ring * 7.9 + x * 0.002)
        )

    tone = lit(s, heights(s, wood, 520, fine=True), Lamp(262, 42, 0.2, 0.8, 0.0))
    grainy = ImageChops.multiply(
        glyph, tone.point([min(255, max(0, round((v - 70) * 2.6))) for v in range(256)])
    )
    s.wash(glyph, "#b5262a", 0.93, "multiply")
    s.wash(grainy, "#6a0c18", 0.75, "multiply")
    worn = ImageChops.multiply(glyph, s.noise.point([255 if v > 214 else 0 for v in range(256)]))
    s.wash(worn, "#f0e5cf", 0.75)
    for x, y in ((88, 90), (1192, 90), (88, 1510), (1192, 1510)):
        s.lines([[(x - 26, y), (x + 26, y)], [(x, y - 26), (x, y + 26)]], "#3a2a22", 2.4, 0.8)


@piece(
    "open-book",
    LANDSCAPE,
    "An open book stands on its edge seen from above, its pages fanned like a pleated skirt.",
    grain=0.8,
)
def open_book(s: Sheet) -> None:
    """A novel about hems, standing like one."""
    s.ground(Fade(["#e8563c", "#c93a2e"], 60))
    s.spray(rect(0, 0, s.w, s.h), "#8a1a1c", 30, start=0.5, strength=0.7, smooth=0.6)
    cx, cy = 900.0, 250.0
    leaves: list[tuple[Poly, float]] = []
    n = 78
    for k in range(n):
        t = k / (n - 1)
        a = math.radians(176 - 172 * t)
        bow = 0.10 * math.sin(t * 6.283 * 2.0) + 0.05 * math.sin(t * 31)
        r = 860 * (0.93 + 0.05 * math.sin(t * 17) + 0.02 * math.sin(t * 53))
        way = [
            (cx, cy),
            (cx + 0.5 * r * math.cos(a + bow), cy + 0.5 * r * math.sin(a + bow)),
            (cx + r * math.cos(a), cy + r * math.sin(a)),
        ]
        leaves.append((spline(way, closed=False, steps=16), a))
    fan = [*leaves[0][0], *(leaf_[-1] for leaf_, _ in leaves), *leaves[-1][0][::-1]]
    s.cut([(x + 50, y + 70) for x, y in fan], "#4a0a10", alpha=0.7, blur=26)
    for (one, a), (two, b) in pairwise(leaves):
        light = 0.5 + 0.5 * math.cos((a + b) / 2 - math.radians(118))
        s.cut(
            [*one, *two[::-1]],
            mix("#a3887a", "#fffaf0", 0.25 + 0.75 * light * s.rng.uniform(0.72, 1)),
        )
    s.lines([one for one, _ in leaves], "#6a4f48", 1.7, 0.7)
    s.cut(
        [*limb(leaves[0][0], [15, 11, 10]), *limb(leaves[-1][0], [15, 11, 10])],
        "#16223f",
        shadow=14,
        dark=0.6,
    )
    s.cut(
        limb([(cx - 36, cy - 26), (cx, cy - 40), (cx + 36, cy - 26)], [22, 28, 22]),
        "#16223f",
        shadow=12,
    )
    s.cut(
        limb(
            [(cx + 4, cy - 30), (cx + 40, cy + 380), (cx - 30, cy + 760), (cx + 10, cy + 930)],
            [6, 7, 7, 6],
        ),
        "#f2b632",
        shadow=12,
        dark=0.5,
    )


@piece(
    "score",
    LANDSCAPE,
    "A graphic score in black, "
    "red and blue: discs, bars and one long wandering line on five staves.",
    grain=1.1,
)
def score(s: Sheet) -> None:
    """Music as somebody's sister might write it down."""
    s.ground("#f3ead6")
    s.spray(rect(0, 0, s.w, s.h), "#d9c9a6", 60, start=0.5, strength=0.5, smooth=0.7)
    black, red, blue, yellow = "#17151b", "#dd3a26", "#2450a8", "#f0b22c"
    for k in range(5):
        y = 250 + k * 176
        s.lines(
            [spline([(90, y), (700, y + 6), (1300, y - 5), (1710, y + 3)], closed=False)],
            black,
            3,
            0.75,
        )
    discs = (
        (330, 602, 190, red),
        (1240, 426, 128, blue),
        (1500, 778, 226, yellow),
        (790, 954, 76, black),
        (640, 250, 52, black),
        (980, 690, 40, red),
    )
    for x, y, r, ink in discs:
        s.cut(snip(ellipse(x, y, r, r), s.rng, 40, 1.5), ink, blend="multiply", worn=0.4)
    for k in range(17):
        x = 560 + k * 38
        h = 60 + 190 * abs(math.sin(k * 0.55 + 0.4))
        s.cut(rect(x, 640 - h, 15, h * 1.3), black, worn=0.45)
    for k in range(9):
        r = 30 + k * 26
        s.lines([arc(1500, 778, r, r, 180 + k * 4, 340 - k * 6)], black, 4, 0.85)
    way = (
        "70 1010, 260 860, 420 980, 560 760, 760 820, "
        "900 540, 1090 610, 1180 330, 1330 380, 1470 180, 1730 250"
    )
    s.cut(limb(way, [3, 9, 4, 12, 5, 14, 5, 9, 3]), red, worn=0.3)
    for x, y in ((420, 980), (760, 820), (1090, 610), (1330, 380)):
        s.cut(ellipse(x, y, 19, 19), "#f3ead6")
        s.cut(ellipse(x, y, 19, 19), black, holes=ellipse(x, y, 11, 11))
    s.cut(
        [rect(1010 + k * 52, 1040, 30, 30 + 9 * k) for k in range(6)],
        blue,
        blend="multiply",
        worn=0.4,
    )
    s.cut(points("120 120, 300 120, 210 276"), yellow, blend="multiply", worn=0.4)
    for x, sign in ((160, "f"), (884, "p"), (1640, "f")):
        s.wash(lettered(s, sign, x, 1120, 150, "italic"), black)
