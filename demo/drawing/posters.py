"""Letters drawn as shapes, and the art of two printed covers."""

import math

from .bodies import bust, skullcap
from .catalogue import PORTRAIT, piece
from .curves import Node, Poly, ellipse, limb, move, outline, rect, spin, spline
from .paper import Fade, Glow, Sheet, mix

# A high-contrast capital E in a box of 1000 by 1200 units.
_E = outline(
    "M 40 0 L 905 0 L 930 330 L 902 330 C 880 180 800 30 600 30 L 470 30 L 470 575 L 500 575"
    " C 600 575 650 520 662 400 L 690 400 L 690 780 L 662 780 C 650 660 600 605 500 605 L 470 605"
    " L 470 1170 L 610 1170 C 820 1170 910 1010 940 830 L 968 830 L 930 1200 L 40 1200 L 40 1172"
    " C 150 1172 185 1150 185 1090 L 185 110 C 185 50 150 28 40 28 Z"
)


@piece(
    "typographic-e", PORTRAIT,
    "A poster: an enormous high-contrast serif letter E printed three times, slightly out of step.",
)  # fmt: skip
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
    from PIL import ImageChops

    s.halftone(ImageChops.multiply(tone, inside), "#f4e04a", 13, "normal")
    s.cut(ellipse(1060, 1478, 42, 42), "#f04e8f", blend="multiply", worn=0.5)
    s.cut(ellipse(1088, 1490, 42, 42), "#1fa3c4", blend="multiply", worn=0.5)


@piece(
    "typographic-amp", PORTRAIT,
    "A poster: a huge cream ampersand cut from paper, its strokes folding over deep green.",
)  # fmt: skip
def typographic_amp(s: Sheet) -> None:
    """One ribbon of paper tied into an ampersand."""
    s.ground(Fade(["#0d4a3c", "#08352f"], 80))
    s.spray(rect(0, 0, s.w, s.h), "#03201f", 100, start=0.3, strength=1)
    stroke: list[tuple[list[Node], list[float]]] = [
        ([(1130, 1400), (980, 1300), (800, 1050), (560, 720), (430, 520)], [30, 84, 100, 92, 62]),
        ([(430, 520), (400, 370), (500, 220), (650, 190), (770, 270), (790, 410), (690, 570), (540, 690)], [62, 52, 34, 20, 46, 62, 48, 30]),
        ([(540, 690), (330, 820), (190, 1010), (210, 1230), (400, 1380), (640, 1370), (840, 1220), (960, 1010), (990, 850)],
         [30, 66, 108, 104, 64, 34, 20, 15, 13]),
    ]  # fmt: skip
    colours = ["#f7ecd2", "#f7ecd2", "#f7ecd2"]
    for (nodes, radii), colour in zip(stroke, colours, strict=True):
        ribbon = limb(nodes, radii, steps=22)
        s.cut(ribbon, colour, shadow=22, dark=0.55)
        s.spray(ribbon, "#d98a4a", 115, start=0.45, strength=0.9)
        s.rim(ribbon, "#8a4a2a", 60, depth=30, strength=0.7)
    serif = limb([(860, 846), (990, 832), (1130, 850)], [10, 17, 10])
    s.cut(serif, "#f7ecd2", shadow=14)
    s.cut(ellipse(1120, 1400, 52, 52), "#f0482f", shadow=16)
    s.rim(ellipse(1120, 1400, 52, 52), "#7a0f1a", 50, depth=26)


@piece(
    "cover-one", PORTRAIT,
    "A woman in profile wears one immense pleated yellow sleeve like a rising sun on cobalt blue.",
)  # fmt: skip
def cover_one(s: Sheet) -> None:
    """Cobalt, yellow, black. The top fifth is left to the name."""
    s.ground(Fade(["#1740c9", "#1a3fc4", "#0f2a94"], 90))
    s.spray(rect(0, 0, s.w, s.h), "#071452", 120, start=0.4, strength=0.9)
    h, x, y = 330, 520, 350
    gown = spline([(640, 780), (560, 860), (500, 1000), (520, 1200), (440, 1400), (400, 1620, 1), (1010, 1620, 1), (960, 1400), (900, 1210),
                   (930, 1020), (880, 880), (780, 790)])  # fmt: skip
    s.cut(gown, "#0d0b14", shadow=30)
    s.rim(gown, "#3a58e0", 0, depth=50, strength=0.8)
    head = bust(x, y, h, tilt=-7, neck=0.22, shoulders=False, features=(0.01, 0, 0, 0.012))
    s.cut(head, Fade(["#6a3524", "#9a5638"], 0), shadow=10)
    s.rim(head, "#260e14", 180, depth=70, strength=1)
    s.rim(head, "#f0a06a", -20, depth=12, strength=0.9)
    hair = skullcap(x, y, h, [(0.76, 0.14), (0.62, -0.04), (0.3, -0.10), (-0.04, 0.08), (-0.12, 0.4), (-0.02, 0.72), (0.14, 0.86), (0.30, 0.78),
                              (0.40, 0.56), (0.54, 0.38), (0.72, 0.27)], tilt=-7)  # fmt: skip
    s.cut(hair, "#0d0b14")
    braid: list[Node] = [(545, 560), (470, 680), (400, 860), (300, 1010), (230, 1230), (160, 1380)]
    path = spline(braid, closed=False, steps=9)
    for i in range(0, len(path) - 1, 2):
        px, py = path[i]
        r = 46 - i * 0.62
        knot = spline([(px - r * 0.9, py - r * 0.5), (px, py - r * 0.72), (px + r * 0.9, py - r * 0.5), (px + r * 0.5, py + r * 0.62),
                       (px, py + r * 0.95), (px - r * 0.5, py + r * 0.62)])  # fmt: skip
        s.cut(knot, "#0d0b14", shadow=6)
        s.rim(knot, "#5f78f0", 215, depth=r * 0.28, strength=0.9)
    s.cut(ellipse(path[-1][0], path[-1][1] + 4, 20, 20), "#f0482f", shadow=5)
    cx, cy, r = 800.0, 1130.0, 420.0
    n = 64
    for k in range(n):
        a0, a1 = 2 * math.pi * k / n, 2 * math.pi * (k + 1) / n
        lit = k % 2 == 0
        glow = 0.5 + 0.5 * math.cos(a0 + 2.2)
        bright = mix("#f2a012", "#ffe04a", glow)
        deep = mix("#a8500c", "#f0a818", glow)
        rr = r * (1 + 0.02 * (1 if lit else -1))
        wedge = [
            (cx - 60, cy - 70),
            (cx + rr * math.cos(a0), cy + rr * math.sin(a0)),
            (cx + rr * math.cos(a1), cy + rr * math.sin(a1)),
        ]
        s.cut(wedge, bright if lit else deep, shadow=16 if k == 0 else 0)
    sleeve = ellipse(cx, cy, r, r)
    s.rim(sleeve, "#7a2408", 60, depth=170, strength=0.9)
    s.rim(sleeve, "#fff6c0", 230, depth=26, strength=0.8)
    s.cut(ellipse(cx - 60, cy - 70, 30, 30), "#f0482f", shadow=8)
    hand = limb([(1080, 1400), (1130, 1470), (1150, 1540)], [36, 42, 30])
    hand += limb([(1150, 1530), (1140, 1590), (1120, 1640)], [18, 16, 12])
    hand += limb([(1164, 1530), (1172, 1600), (1160, 1640)], [18, 16, 12])
    s.cut(hand, "#9a5638")
    s.rim(hand, "#260e14", 0, depth=24)
    s.cut(move(ellipse(0, 0, 17, 17), x + 150, y + 285), "#f0482f", shadow=5)


@piece(
    "cover-two", PORTRAIT,
    "A face in profile looks straight up while long hair pours down the page in black and red waves.",
)  # fmt: skip
def cover_two(s: Sheet) -> None:
    """White paper, black hair, one red strand. The top fifth is left to the name."""
    s.ground(Fade(["#f2f0ea", "#e6e6e2"], 90))
    s.cut(rect(0, 1130, s.w, 480), Fade(["#e6e6e2", "#b9c4c0"], 90))
    h = 560
    head = spin(
        bust(360, 420, h, features=(0.015, 0, 0, 0.012), neck=0.5, shoulders=False), -72, (610, 700)
    )
    head = move(head, 10, 20)
    s.cut(head, "#fbe3d4", shadow=16, dark=0.25)
    s.rim(head, "#d8433a", 100, depth=130, strength=0.95)

    def wave(k: int, n: int) -> Poly:
        t = k / (n - 1)
        x0, y0 = 470 - 300 * t + 40, 640 + 200 * t
        nodes: list[Node] = [(x0 + 60, y0)]
        for j in range(1, 6):
            f = j / 5
            nodes.append((
                120 + 900 * t + 90 * math.sin(3.4 * f + 2.6 * t) * (1 if f > 0.1 else 0) + (x0 - 120 - 900 * t) * (1 - f) ** 2,
                y0 + 40 + (1650 - y0) * f,
            ))  # fmt: skip
        return [(n_[0], n_[1]) for n_ in nodes]

    n = 34
    for k in range(n):
        red = k in (9, 10, 21, 22, 23)
        colour = "#d81f2a" if red else mix("#15131a", "#2f2b3a", (k * 7 % 5) / 5)
        strand = limb(wave(k, n), [14, 26, 30, 30, 34])
        s.cut(strand, colour, shadow=5, dark=0.5)
        s.rim(strand, "#ff8a7a" if red else "#7a7690", 200, depth=9, strength=0.7)


del Glow
