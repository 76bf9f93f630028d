"""Plants and cut paper: gardens, pressed leaves, collages."""

import math
import random

from .bodies import bust
from .catalogue import LANDSCAPE, PORTRAIT, piece
from .curves import (
    Node,
    Point,
    Poly,
    Shape,
    arc,
    blob,
    ellipse,
    leaf,
    limb,
    move,
    rect,
    snip,
    spin,
    spline,
)
from .paper import Fade, Sheet, mix


def alga(base: Point, tip: Point, width: float, lobes: int, rng: random.Random) -> Shape:
    """A seaweed cut in one go: a bowed stem with rounded lobes on either side."""
    (ax, ay), (bx, by) = base, tip
    dx, dy = bx - ax, by - ay
    length = math.hypot(dx, dy)
    nx, ny = -dy / length, dx / length
    bow = rng.uniform(-0.1, 0.1) * length

    def at(t: float) -> Point:
        k = bow * math.sin(math.pi * t)
        return ax + dx * t + nx * k, ay + dy * t + ny * k

    shape = limb(
        [at(0), at(0.35), at(0.7), at(1)], [width * 0.14, width * 0.2, width * 0.16, width * 0.1]
    )
    for i in range(lobes):
        t = 0.1 + 0.84 * i / lobes
        reach = width * (0.55 + 0.45 * math.sin(math.pi * (t * 0.8 + 0.15)))
        for side in (-1, 1):
            x, y = at(t)
            out = reach * rng.uniform(0.85, 1.15)
            lift = length / lobes * rng.uniform(0.5, 0.9)
            ux, uy = dx / length, dy / length
            mid = (
                x + nx * side * out * 0.6 + ux * lift * 0.3,
                y + ny * side * out * 0.6 + uy * lift * 0.3,
            )
            end = (x + nx * side * out + ux * lift, y + ny * side * out + uy * lift)
            r = length / lobes * 0.24
            shape += limb([(x, y), mid, end], [r * 1.1, r * 0.95, r * 0.8], steps=8)
    return shape


def frond(base: Point, tip: Point, width: float, pairs: int, bend: float = 0.12) -> Shape:
    """A fern: pairs of leaflets that grow shorter towards the tip."""
    (ax, ay), (bx, by) = base, tip
    dx, dy = bx - ax, by - ay
    length = math.hypot(dx, dy)
    nx, ny = -dy / length, dx / length
    line = [
        (ax + dx * t + nx * bend * length * math.sin(t * 2.4), ay + dy * t + ny * bend * length * math.sin(t * 2.4))
        for t in (i / pairs for i in range(pairs + 1))
    ]  # fmt: skip
    shape = limb([line[0], *line[1::3], line[-1]], [width * 0.03, width * 0.01], steps=6)
    for i in range(2, pairs):
        x, y = line[i]
        px, py = line[i - 1]
        u = math.atan2(y - py, x - px)
        t = i / pairs
        size = width * min(1.0, t * 4) * (1 - t) ** 0.75
        for side in (-1, 1):
            a = u + side * 1.15
            shape.append(
                leaf(
                    (x, y),
                    (x + size * math.cos(a), y + size * math.sin(a)),
                    size * 0.24,
                    -0.1 * side,
                )
            )
    return shape


@piece(
    "garden-cutout", LANDSCAPE,
    "Cut-paper seaweeds and leaves in bright colours dance across a patchwork of painted sheets.",
)  # fmt: skip
def garden_cutout(s: Sheet) -> None:
    """Scissors straight into colour."""
    blocks = [
        (0, 0, 470, 640, "#f4c21d"), (470, 0, 420, 480, "#1c3fae"), (890, 0, 520, 600, "#f26a8d"), (1410, 0, 390, 420, "#0f8a5f"),
        (0, 640, 360, 560, "#0f7f9a"), (360, 480, 530, 720, "#f6efe0"), (890, 600, 300, 600, "#111a36"), (1190, 600, 260, 600, "#f28a1f"),
        (1410, 420, 390, 780, "#7a2f8f"),
    ]  # fmt: skip
    for x, y, w, h, colour in blocks:
        sheet = [(x - 4 + s.rng.uniform(-5, 5), y - 4 + s.rng.uniform(-5, 5)), (x + w + s.rng.uniform(0, 9), y - 4),
                 (x + w + 4, y + h + s.rng.uniform(0, 9)), (x - 5, y + h + 4)]  # fmt: skip
        s.cut(sheet, colour, shadow=9, worn=0.12)
        s.spray(sheet, mix(colour, "#000000", 0.35), s.rng.uniform(0, 360), start=0.5, strength=0.5)
    cuts: list[tuple[Point, Point, float, int, str]] = [
        ((230, 610), (250, 60), 165, 6, "#d8232f"), ((680, 450), (660, 40), 150, 5, "#f6efe0"), ((1150, 570), (1120, 50), 190, 6, "#1b7a3f"),
        ((1600, 400), (1620, 30), 140, 5, "#f4c21d"), ((170, 1170), (190, 690), 130, 6, "#f6efe0"), ((620, 1170), (640, 520), 220, 7, "#1c3fae"),
        ((1040, 1170), (1040, 640), 120, 6, "#f26a8d"), ((1320, 1170), (1310, 640), 110, 6, "#12285f"), ((1610, 1170), (1600, 470), 165, 7, "#f7a6bd"),
    ]  # fmt: skip
    for base, tip, width, lobes, colour in cuts:
        shape = alga(base, tip, width, lobes, s.rng)
        shape = [snip(p, s.rng, 20, 1.6) for p in shape]
        s.cut(shape, colour, shadow=7, dark=0.45)
        s.spray(shape, mix(colour, "#000000", 0.3), 60, start=0.5, strength=0.5)
    for x, y, r, colour in ((400, 560, 74, "#f26a8d"), (880, 520, 90, "#d8232f"), (1420, 560, 80, "#f6efe0"), (360, 1090, 60, "#d8232f"),
                            (880, 1110, 60, "#f4c21d"), (1460, 1090, 66, "#0f7f9a")):  # fmt: skip
        flower: Shape = []
        turn = s.rng.uniform(0, 60)
        for k in range(6):
            a = math.radians(turn + k * 60)
            flower.append(
                leaf((x, y), (x + r * 1.15 * math.cos(a), y + r * 1.15 * math.sin(a)), r * 0.62)
            )
        s.cut([snip(p, s.rng, 16, 1.4) for p in flower], colour, shadow=6)
        s.cut(blob(x, y, r * 0.24, r * 0.24, s.rng, 0.1, 7), "#111a36", shadow=4)


@piece(
    "herbarium", PORTRAIT,
    "A cyanotype of ferns, poppies and grasses: white shadows of plants on Prussian blue.",
)  # fmt: skip
def herbarium(s: Sheet) -> None:
    """Plants laid on light-sensitive paper: where they lifted, the edge blurs."""
    s.ground("#e9eef0")
    frame = spline(
        [
            (56, 60, 1),
            (640, 44),
            (1226, 66, 1),
            (1238, 800),
            (1220, 1544, 1),
            (640, 1556),
            (50, 1540, 1),
            (42, 800),
        ]
    )
    s.cut(frame, Fade(["#123f7a", "#0b2f66", "#0a2452"], 70), worn=0.35)
    for _ in range(46):
        x, y = s.rng.choice((50, 1230)), s.rng.uniform(40, 1560)
        s.cut(limb([(x, y), (x + (60 if x < 600 else -60) * s.rng.random(), y + s.rng.uniform(-20, 20))], [9, 2]), "#0b2f66", worn=0.9,
              alpha=0.8)  # fmt: skip
    inside = s.mask(frame)

    def ghost(shape: Shape, depth: float) -> None:
        s.cut(shape, "#7fb0dc", alpha=0.5, blur=9 + depth, clip=inside)
        s.cut(shape, "#d9ebf6", alpha=0.92, blur=0.8 + depth * 0.3, clip=inside)

    ghost(frond((330, 1480), (420, 260), 330, 40, -0.1), 6)
    ghost(frond((960, 1500), (1010, 700), 220, 32, 0.12), 2)
    for k in range(9):
        x = 560 + k * 26
        top = (x + (k - 4) * 34 + 40, 420 + abs(k - 4) * 46 + s.rng.uniform(-30, 30))
        blade = limb([(690, 1500), (x, 1000), top], [4, 4, 1.5])
        ear: Shape = []
        for j in range(12):
            y = top[1] + j * 15
            ear += [
                leaf(
                    (top[0] - (k - 4) * j * 0.9, y + 26),
                    (top[0] + side * 17 - (k - 4) * j * 0.9, y),
                    11,
                )
                for side in (-1, 1)
            ]
        ghost([*blade, *ear], 1 + (k % 3) * 2)
    for x, y, r, sx in ((900, 330, 120, 820), (1080, 520, 84, 900), (620, 250, 84, 700)):
        stem = limb([(sx, 1500), (sx + (x - sx) * 0.3, 1000), (x - 8, y + 60)], [5, 4, 3.4])
        ghost(stem, 2)
        for k in range(5):
            a = math.radians(-90 + k * 72 + x)
            petal = ellipse(
                x + r * 0.5 * math.cos(a),
                y + r * 0.46 * math.sin(a),
                r * 0.66,
                r * 0.52,
                -90 + k * 72 + x,
            )
            s.cut(petal, "#e6f2fa", alpha=0.46, blur=2, clip=inside)
            s.lines([[(x, y), (x + r * t * math.cos(a + d), y + r * t * math.sin(a + d))] for d in (-0.3, -0.1, 0.1, 0.3)
                     for t in (1.0,)], "#ffffff", 1.2, 0.35)  # fmt: skip
        s.cut(ellipse(x, y, r * 0.2, r * 0.2), "#ffffff", alpha=0.95)
        for k in range(26):
            a = k / 26 * 6.28
            s.cut(
                limb(
                    [(x, y), (x + r * 0.38 * math.cos(a), y + r * 0.38 * math.sin(a))], [1.4, 1.4]
                ),
                "#ffffff",
            )
            s.cut(
                ellipse(x + r * 0.4 * math.cos(a), y + r * 0.4 * math.sin(a), 4, 4, steps=10),
                "#ffffff",
            )
    for k in range(7):
        y = 1380 - k * 88
        for side in (-1, 1):
            ghost([leaf((1140, y), (1140 + side * (86 - k * 7), y - 96), 40, 0.1 * side)], k * 0.4)
    ghost(limb([(1150, 1500), (1138, 1100), (1150, 700)], [5, 4, 2]), 1)
    s.lines([[(160, 1490), (420, 1490)], [(160, 1508), (330, 1508)]], "#d9ebf6", 2, 0.6)


def torn(x: float, y: float, w: float, h: float, rng: random.Random, rough: float = 9) -> Poly:
    """A sheet of paper with one torn edge below."""
    line: Poly = [(x, y), (x + w, y)]
    n = max(4, int(w / 14))
    for k in range(n + 1):
        line.append(
            (x + w - w * k / n, y + h + rng.uniform(-rough, rough) + 14 * math.sin(k / 3.1))
        )
    return line


@piece(
    "paper-collage-a", LANDSCAPE,
    "A collage of torn papers: a black bowl, a coral sun, striped sheets and a long green stem.",
)  # fmt: skip
def paper_collage_a(s: Sheet) -> None:
    """A still life from an envelope of scraps."""
    s.ground("#dcd3e6")
    s.spray(rect(0, 0, s.w, s.h), "#b5a6cc", 60, start=0.4)
    scraps: list[tuple[Poly, str]] = [
        (spin(torn(-60, -60, 820, 760, s.rng), -3, (350, 320)), "#f7f0e0"), (spin(torn(1050, -80, 840, 620, s.rng), 4, (1400, 250)), "#1f2a5e"),
        (spin(torn(-80, 780, 2000, 520, s.rng), 1.2, (900, 950)), "#e9c03a"), (spin(torn(620, 140, 520, 900, s.rng), 2.5, (880, 600)), "#f08a73"),
    ]  # fmt: skip
    for poly, colour in scraps:
        s.cut([(x + 5, y + 7) for x, y in poly], "#fffdf6")
        s.cut(poly, colour, shadow=14, worn=0.2)
        s.spray(poly, mix(colour, "#000000", 0.35), 70, start=0.45, strength=0.6)
    news = spin(rect(1240, 300, 420, 560), -5, (1450, 580))
    s.cut(news, "#efe9da", shadow=14)
    clip = s.mask(news)
    for k in range(40):
        for col in range(3):
            w = 112 * s.rng.uniform(0.7, 1) if k % 7 == 6 else 112
            s.cut(
                spin(rect(1262 + col * 130, 324 + k * 13, w, 4), -5, (1450, 580)),
                "#57505a",
                alpha=0.7,
                clip=clip,
                worn=0.8,
            )
    s.cut(spin(rect(1262, 330, 372, 130), -5, (1450, 580)), "#8f8794", clip=clip)
    sun = blob(940, 400, 216, 216, s.rng, 0.03, 14)
    s.cut(snip(sun, s.rng, 26, 2), "#e4322b", shadow=14)
    s.spray(sun, "#8f0f2a", 120, start=0.4, strength=0.9)
    tone = s.field(lambda x, y: max(0.0, 0.75 - 2.6 * math.hypot(x - 0.2, (y - 0.33) * 0.66)), 80)
    s.halftone(tone, "#1f2a5e", 11)
    bowl = spline(
        [
            (430, 720, 1),
            (900, 704),
            (1340, 724, 1),
            (1270, 930),
            (1060, 1060),
            (880, 1080),
            (700, 1060),
            (500, 930),
        ]
    )
    s.cut(snip(bowl, s.rng, 34, 3), "#141218", shadow=22)
    s.spray(bowl, "#4f4a60", 250, start=0.5, strength=0.7)
    s.cut(spin(torn(770, 1060, 240, 60, s.rng, 4), 0, (0, 0)), "#141218", shadow=10)
    stripes = [rect(470 + k * 62, 790, 26, 330, 3) for k in range(15)]
    s.cut(
        stripes,
        "#f7f0e0",
        clip=s.mask(
            spline([(486, 812, 1), (900, 800), (1296, 814, 1), (1280, 880), (900, 870), (500, 880)])
        ),
    )
    stem: list[Node] = [(690, 730), (640, 520), (500, 330), (420, 130)]
    s.cut(limb(stem, [15, 12, 8]), "#1b6a45", shadow=9)
    for k, (x, y) in enumerate(((660, 590), (596, 450), (520, 350), (460, 230), (430, 150))):
        for side in (-1, 1):
            tip = (x + side * (150 - k * 14) - 20, y - 110 + 18 * k * (side > 0))
            blade = leaf((x, y), tip, 84 - k * 8, 0.14 * side)
            s.cut(
                snip(blade, s.rng, 18, 1.6),
                mix("#1b6a45", "#8fbf5a", (k + (side > 0) * 2) / 7),
                shadow=8,
            )
    for x, y, r, colour in (
        (620, 690, 88, "#f4a11f"),
        (1090, 668, 100, "#e98aa8"),
        (820, 660, 74, "#f4a11f"),
    ):
        fruit = blob(x, y, r, r * 0.96, s.rng, 0.04, 10)
        s.cut(snip(fruit, s.rng, 18, 1.6), colour, shadow=10)
        s.spray(fruit, mix(colour, "#6a1020", 0.6), 60, start=0.4, strength=0.9)
    s.cut(snip(bowl, s.rng, 34, 3), "#141218", clip=s.mask(rect(0, 742, s.w, 500)))
    s.cut(
        stripes,
        "#f7f0e0",
        clip=s.mask(
            spline([(486, 812, 1), (900, 800), (1296, 814, 1), (1280, 880), (900, 870), (500, 880)])
        ),
        worn=0.4,
    )
    for x, y, turn in ((1180, 320, -38), (130, 690, 24)):
        s.cut(rect(x, y, 150, 46, turn), "#f3e6b4", alpha=0.66, shadow=4, dark=0.2)


@piece(
    "paper-collage-b", PORTRAIT,
    "A collage: a black profile in a column of torn blue paper, a leaf for hair, an orange arch.",
)  # fmt: skip
def paper_collage_b(s: Sheet) -> None:
    """Architecture, botany and one head."""
    s.ground("#0f2f3a")
    s.spray(rect(0, 0, s.w, s.h), "#071a24", 120, start=0.3)
    s.cut(torn(120, -40, 1040, 1150, s.rng, 12), "#fffaf0", shadow=16)
    s.cut(torn(120, -40, 1040, 1136, s.rng, 12), "#cfe0dc", worn=0.2)
    outer = [*arc(640, 760, 420, 420, 180, 360), (1060, 1400), (220, 1400)]
    inner = [*arc(640, 780, 290, 290, 180, 360), (930, 1400), (350, 1400)]
    s.cut(outer, Fade(["#f27a1f", "#e0481f"], 90), shadow=20)
    s.spray(outer, "#8a1f1a", 20, start=0.45, strength=0.9)
    s.cut(inner, "#f7d9c4", shadow=0)
    clip = s.mask(inner)
    s.cut([rect(350 + k * 48, 480, 22, 930) for k in range(13)], "#e98a9f", clip=clip, worn=0.5)
    s.cut(rect(0, 1330, s.w, 300), "#f2c230", shadow=16)
    s.spray(rect(0, 1330, s.w, 300), "#d9701a", 90, start=0.2)
    head = bust(400, 640, 440, neck=0.12, features=(0.02, 0.0, 0.0, 0.012))
    s.cut([(x + 8, y + 8) for x, y in snip(head, s.rng, 16, 1)], "#fffaf0")
    s.cut(snip(head, s.rng, 16, 1), "#15131a", shadow=18)
    s.spray(head, "#5a5470", 180, start=0.5, strength=0.6)
    greens = ["#0f6a4a", "#2f9a5f", "#8fc46a", "#0c4a3c", "#1f7f6a"]
    for k in range(11):
        a = math.radians(176 + k * 14.5)
        bx, by = 560 + 60 * math.cos(a), 790 + 60 * math.sin(a)
        size = 330 + 70 * math.sin(k * 2.1)
        blade = leaf((bx, by), (bx + size * math.cos(a), by + size * math.sin(a)), 118, 0.16)
        s.cut(snip(blade, s.rng, 20, 1.6), greens[k % 5], shadow=10)
        s.spray(
            blade,
            mix(greens[k % 5], "#02140f", 0.7),
            math.degrees(a) + 180,
            start=0.4,
            strength=0.9,
        )
        rib = limb(
            [(bx, by), (bx + size * 0.9 * math.cos(a), by + size * 0.9 * math.sin(a))], [2.6, 1]
        )
        s.cut(rib, mix(greens[k % 5], "#ffffff", 0.5), alpha=0.5)
    s.cut(snip(blob(1010, 300, 120, 120, s.rng, 0.02, 14), s.rng, 20, 1.4), "#e4322b", shadow=14)
    tone = s.field(lambda x, y: max(0.0, 0.62 - 3.4 * math.hypot(x - 0.79, (y - 0.19) * 1.25)), 60)
    s.halftone(tone, "#7a0f2a", 9)
    s.cut(ellipse(620, 1092, 27, 27), "#f2c230", shadow=6)
    steps = [rect(0 + k * 54, 1500 - k * 56, 420 - k * 54, 60) for k in range(5)]
    s.cut(steps, "#1f4fa8", shadow=10)
    s.cut(
        [rect(960, 1130, 60, 300), rect(936, 1110, 108, 26), rect(936, 1420, 108, 30)],
        "#fffaf0",
        shadow=14,
    )
    s.cut([rect(968 + k * 15, 1140, 4, 280) for k in range(4)], "#9aa8a4")
    s.cut(rect(150, 90, 150, 44, -34), "#f3e6b4", alpha=0.7, shadow=4, dark=0.2)
    s.cut(
        move(snip(leaf((0, 0), (150, 200), 90, 0.1), s.rng, 20, 1.5), 1040, 1250),
        "#2f9a5f",
        shadow=10,
    )


@piece(
    "open-book-landscape", LANDSCAPE,
    "The pages of an open book rise into hills with ploughed lines, cypresses and a rising sun.",
)  # fmt: skip
def open_book_landscape(s: Sheet) -> None:
    """Lines of print become furrows."""
    s.ground(Fade(["#8fc7d6", "#cfe3d6", "#f9e3b4"], 90))
    s.spray(rect(0, 0, s.w, s.h), "#4f9ab8", 270, start=0.5, strength=0.8)
    s.cut(ellipse(1120, 520, 170, 170), Fade(["#ffb03a", "#f4633a"], 90))
    for k, (x, y, w) in enumerate(((380, 210, 190), (760, 130, 130), (1480, 250, 220))):
        cloud = limb([(x - w, y), (x, y - 10 - k * 4), (x + w, y)], [8, 34, 8])
        s.cut(cloud, "#fffdf4", shadow=10, dark=0.2)
    s.cut(rect(0, 1010, s.w, 190), Fade(["#7a3f2a", "#4f2318"], 90))
    cover = spline([(90, 1040, 1), (500, 1000), (900, 1080, 1), (1300, 1000), (1710, 1040, 1), (1740, 1130, 1), (1300, 1096), (900, 1166, 1),
                    (500, 1096), (60, 1130, 1)])  # fmt: skip
    s.cut(cover, "#b5262e", shadow=26, dark=0.6)
    hills: list[tuple[list[Node], list[str]]] = [
        ([(120, 640), (420, 500), (760, 560), (1120, 470), (1500, 590), (1690, 660)], ["#7fb59a", "#4f8f80"]),
        ([(110, 740), (360, 640), (640, 700), (900, 640), (1260, 730), (1500, 640), (1700, 730)], ["#a9c46a", "#6a9a4f"]),
        ([(100, 820), (300, 790), (600, 730), (900, 860), (1180, 760), (1480, 770), (1705, 840)], ["#e2cf6a", "#b59a3a"]),
    ]  # fmt: skip
    for k, (ridge, colours) in enumerate(hills):
        top = spline(ridge, closed=False)
        base: list[Point] = [(1705, 1040), (1300, 1000), (900, 1090), (500, 1000), (95, 1040)]
        hill = [*top, *spline(base, closed=False)]
        s.cut(hill, Fade(colours, 90), shadow=16, drop=(0, -6), dark=0.3)
        s.rim(hill, mix(colours[1], "#12302d", 0.7), 180, depth=90, strength=0.7)
        inside = s.mask(hill)
        for j in range(9):
            line: list[Node] = [
                (x + (900 - x) * 0.03 * j, y + 30 + j * (34 + 6 * k)) for x, y, *_ in ridge
            ]
            s.lines(
                [spline(line, closed=False)], mix(colours[1], "#12302d", 0.5), 3, 0.5
            ) if k == 1 else None
        del inside
    for x, y, h in (
        (300, 800, 170),
        (352, 806, 130),
        (1420, 780, 210),
        (1470, 782, 150),
        (1530, 790, 120),
        (620, 690, 90),
        (1210, 720, 90),
    ):
        tree = spline([(x, y - h), (x + h * 0.13, y - h * 0.45), (x + h * 0.09, y - h * 0.05), (x, y), (x - h * 0.09, y - h * 0.05),
                       (x - h * 0.13, y - h * 0.45)])  # fmt: skip
        s.cut(tree, "#14463a", shadow=8)
        s.rim(tree, "#6ab07a", -20, depth=h * 0.06, strength=0.8)
    for side in (-1, 1):
        page = spline([(900, 1096, 1), (900 + side * 170, 930), (900 + side * 470, 850), (900 + side * 800, 900, 1), (900 + side * 806, 1050, 1),
                       (900 + side * 420, 990)])  # fmt: skip
        s.cut(page, Fade(["#fffaf0", "#f0e2c8"], 90), shadow=14, drop=(0, -4), dark=0.35)
        s.rim(page, "#b59a7a", 180 if side > 0 else 0, depth=110, strength=0.8)
        clip = s.mask(page)
        for j in range(7):
            line = [(900 + side * (90 + j * 2), 1050 - j * 20 - 6), (900 + side * 260, 950 - j * 14 + 20), (900 + side * 480, 906 - j * 8 + 20),
                    (900 + side * 770, 956 - j * 9 + 14)]  # fmt: skip
            s.cut(limb(line, [3.4, 3.4]), "#4a4048", alpha=0.6, clip=clip)
        for j in range(4):
            line = [
                (900, 1110 + j * 10),
                (900 + side * 420, 1006 + j * 9),
                (900 + side * 800, 1058 + j * 10),
            ]
            s.lines([spline(line, closed=False)], "#8a7a5f", 2, 0.8)
    house = [rect(1000, 700, 70, 54), [(990, 704), (1035, 664), (1080, 704)]]
    s.cut(house[0], "#fffaf0", shadow=8)
    s.cut(house[1], "#c8382a", shadow=4)
    birds = [limb([(x, y), (x + 20, y - 13), (x + 34, y), (x + 50, y - 14), (x + 70, y - 3)], [1, 4, 3, 4, 1]) for x, y in
             ((500, 380), (590, 330), (650, 410), (420, 330))]  # fmt: skip
    for bird in birds:
        s.cut(bird, "#1c2742")
