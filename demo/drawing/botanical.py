"""Plants and cut paper: gardens, pressed leaves, collages."""

import math
import random

from .bodies import bust
from .catalogue import LANDSCAPE, PORTRAIT, piece
from .curves import (
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


def frond(base: Point, tip: Point, width: float, pairs: int, bend: float = 0.12) -> Shape:
    """A fern: pairs of leaflets that grow shorter towards the tip."""
    (ax, ay), (bx, by) = base, tip
    dx, dy = bx - ax, by - ay
    length = math.hypot(dx, dy)
    nx, ny = -dy / length, dx / length
    line = [
        (
            ax + dx * t + nx * bend * length * math.sin(t * 2.4),
            ay + dy * t + ny * bend * length * math.sin(t * 2.4),
        )
        for t in (i / pairs for i in range(pairs + 1))
    ]
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
    "herbarium",
    PORTRAIT,
    "A cyanotype of ferns, poppies and grasses: white shadows of plants on Prussian blue.",
)
def herbarium(s: Sheet) -> None:
    """Plants laid on light-sensitive paper: where they lifted, the edge blurs."""
    s.ground("#e9eef0")
    frame = spline("56 60!, 640 44, 1226 66!, 1238 800, 1220 1544!, 640 1556, 50 1540!, 42 800")
    s.cut(frame, Fade(["#123f7a", "#0b2f66", "#0a2452"], 70), worn=0.35)
    for _ in range(46):
        x, y = s.rng.choice((50, 1230)), s.rng.uniform(40, 1560)
        s.cut(
            limb(
                [
                    (x, y),
                    (x + (60 if x < 600 else -60) * s.rng.random(), y + s.rng.uniform(-20, 20)),
                ],
                [9, 2],
            ),
            "#0b2f66",
            worn=0.9,
            alpha=0.8,
        )
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
            s.lines(
                [
                    [(x, y), (x + r * t * math.cos(a + d), y + r * t * math.sin(a + d))]
                    for d in (-0.3, -0.1, 0.1, 0.3)
                    for t in (1.0,)
                ],
                "#ffffff",
                1.2,
                0.35,
            )
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
    "paper-collage-b",
    PORTRAIT,
    "A collage: a black profile in a column of torn blue paper, a leaf for hair, an orange arch.",
)
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
    "leaf-prints",
    LANDSCAPE,
    "Leaves of many shapes are printed in two inks, pink and green, and darken where they cross.",
)
def leaf_prints(s: Sheet) -> None:
    """Two inks; the third is where they meet."""
    s.ground("#f4efe2")
    pink, green = "#f2607f", "#1f9a78"

    def fan(x: float, y: float, r: float, turn: float) -> Shape:
        parts: Shape = []
        for k in range(13):
            a = math.radians(turn - 84 + k * 14)
            parts.append(
                leaf((x, y), (x + r * math.cos(a), y + r * math.sin(a)), r * 0.15, 0.02 * (k - 6))
            )
        return [
            *parts,
            *limb(
                [
                    (x, y),
                    (
                        x - r * 0.8 * math.cos(math.radians(turn)),
                        y - r * 0.8 * math.sin(math.radians(turn)),
                    ),
                ],
                [8, 6],
            ),
        ]

    def split(x: float, y: float, r: float, turn: float) -> tuple[Shape, Shape]:
        """A heart-shaped leaf and the slits cut into it."""
        heart = spline("0 0!, -46 -30, -70 10, -50 70, 0 130!, 50 70, 70 10, 46 -30")
        holes = [
            leaf((side * (26 + k * 4), 6 + k * 22), (side * 84, 18 + k * 30), 9, 0.1 * side)
            for side in (-1, 1)
            for k in range(4)
        ]

        def put(p: Poly) -> Poly:
            return move(spin(p, turn, (0, 0)), x, y, r / 75)

        return [put(heart), *limb([(x, y), put([(0, -70)])[0]], [8, 6])], [put(h) for h in holes]

    layers: list[tuple[Shape, Shape, str]] = [
        ([*frond((250, 1160), (330, 60), 420, 15, 0.08)], [], green),
        (*split(620, 300, 320, 18), pink),
        (fan(1010, 1080, 560, -86), [], green),
        ([*frond((1010, 1230), (560, 640), 300, 11, -0.16)], [], pink),
        (*split(1450, 700, 330, -28), green),
        (fan(1500, 520, 430, -120), [], pink),
        (
            [leaf((90, 1250), (140, 420), 190, -0.1), leaf((90, 1250), (20, 620), 150, -0.2)],
            [],
            pink,
        ),
        ([leaf((1240, 420), (1130, -60), 190, 0.1)], [], pink),
        ([*frond((1800, 1180), (1700, 420), 260, 11, 0.12)], [], pink),
    ]
    for shape, holes, ink in layers:
        s.cut(
            [snip(p, s.rng, 26, 1.5) for p in shape], ink, holes=holes, blend="multiply", worn=0.55
        )


@piece(
    "haze",
    LANDSCAPE,
    "Torn sheets of blue paper, each paler than the one in front, make headlands in haze.",
)
def haze(s: Sheet) -> None:
    """Distance as a stack of paper."""
    s.ground(Fade(["#f6e4cf", "#f3d3c2", "#e6d3d3"], 90))
    s.cut(ellipse(1240, 330, 118, 118), "#fbf2dd", shadow=6, dark=0.15)
    inks = ["#cfd6da", "#a9bfcc", "#7fa3b8", "#4f819d", "#2a5c7c", "#123f5c", "#08263c"]
    for k, ink in enumerate(inks):
        base = 470 + k * 98
        a, b, c = (s.rng.uniform(0, 6.28) for _ in range(3))
        edge: Poly = []
        rise = 70 + 22 * k
        for x in range(-20, 1841, 9):
            y = (
                base
                - rise * math.sin(x * (0.0021 + 0.0004 * k) + a)
                - rise * 0.42 * math.sin(x * 0.0062 + b)
            )
            y -= rise * 0.16 * math.sin(x * 0.017 + c)
            edge.append((float(x), y + s.rng.uniform(-3.5, 3.5)))
        fibre = [(x, y + 12 + s.rng.uniform(-5, 6)) for x, y in edge]
        s.cut(
            [*edge, (1840, 1240), (-20, 1240)],
            mix(ink, "#ffffff", 0.82),
            shadow=16,
            drop=(0, -10),
            dark=0.22,
        )
        body = [*fibre, (1840.0, 1240.0), (-20.0, 1240.0)]
        s.cut(body, ink)
        s.spray(body, mix(ink, "#ffffff", 0.55), 90, start=0.35, strength=0.55, smooth=0.7)
