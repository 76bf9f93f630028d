"""Evening water, a moon, a pool without swimmers, a street that is only a front."""

import math

from PIL import Image, ImageChops

from .catalogue import LANDSCAPE, PORTRAIT, WIDE, piece
from .curves import Poly, Shape, arch, ellipse, limb, points, rect, spline
from .lettering import lettered
from .paper import Fade, Sheet, mix, tint
from .relief import Lamp, heights, lit, weave


@piece(
    "city-at-dusk",
    WIDE,
    "A row of tall gabled houses, "
    "nearly all dark, stands doubled in still water under an apricot sky.",
)
def city_at_dusk(s: Sheet) -> None:
    """One row of houses, twice."""
    shore = 600
    s.cut(
        rect(0, 0, s.w, shore),
        Fade(["#3a5688", "#8f93ac", "#e0a496", "#f9b47c", "#fdd9a0", "#fde6bc"], 90),
    )
    s.spray(rect(0, 0, s.w, shore), "#22386e", 270, start=0.5, strength=0.8, smooth=0.6)
    for a, b, high in ((240, 760, 250), (1180, 1820, 190), (900, 1200, 330), (1650, 2070, 370)):
        cloud = limb([(a, high), ((a + b) / 2, high - 6), (b, high + 2)], [1, 7, 1])
        s.cut(cloud, "#f7b98f", alpha=0.5)
    x = -30.0
    while x < s.w:
        w = s.rng.uniform(74, 128)
        top = s.rng.uniform(330, 470)
        ink = mix("#141c3c", "#343a66", s.rng.random() * 0.8)
        gable = s.rng.choice(("point", "step", "bell", "flat", "point"))
        m = x + w / 2
        body: Shape = [rect(x, top, w + 1, shore - top)]
        if gable == "point":
            body.append([(x, top + 1), (m, top - w * 0.62), (x + w, top + 1)])
        elif gable == "step":
            body += [rect(x + w * k / 8, top - k * 18, w * (1 - k / 4), 19) for k in range(1, 4)]
        elif gable == "bell":
            body.append(
                spline(
                    [
                        (x, top + 2, 1),
                        (x + w * 0.2, top - 10),
                        (x + w * 0.28, top - 52),
                        (m, top - 78),
                        (x + w * 0.72, top - 52),
                        (x + w * 0.8, top - 10),
                        (x + w, top + 2, 1),
                    ]
                )
            )
        if s.rng.random() < 0.7:
            body.append(rect(x + w * s.rng.uniform(0.15, 0.7), top - 60, 14, 70))
        s.cut(body, ink)
        cols = 3 if w > 100 else 2
        for row in range(int((shore - top - 30) / 52)):
            for c in range(cols):
                wx, wy = x + w * (c + 0.5) / cols - 9, top + 22 + row * 52
                lamp = s.rng.random() < 0.13
                s.cut(rect(wx, wy, 18, 30), "#ffd27a" if lamp else mix(ink, "#6a7096", 0.25))
                if lamp:
                    s.light(wx + 9, wy + 15, 60, "#ff9a3c", 0.5)
        x += w
    k = s.scale
    above = s.image.crop((0, round((2 * shore - s.h) * k), s.size[0], round(shore * k)))
    mirrored = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    s.image.paste(mirrored, (0, round(shore * k)))
    s.cut(rect(0, shore, s.w, s.h), Fade(["#2a3560", "#0e1838"], 90), alpha=0.26)
    for _ in range(330):
        t = s.rng.random() ** 0.8
        y = shore + 8 + (s.h - shore) * t
        x, w = s.rng.uniform(-60, s.w), (10 + 130 * t) * s.rng.uniform(0.4, 1.2)
        s.cut(
            limb(
                [(x, y), (x + w / 2, y + s.rng.uniform(-1, 1)), (x + w, y)], [0.4, 1 + 3 * t, 0.4]
            ),
            s.rng.choice(("#f2b08a", "#8f8aa8", "#16204a", "#16204a", "#2f3a66")),
            alpha=0.55,
        )
    s.cut(rect(0, shore - 7, s.w, 13), "#0a1026")


@piece(
    "moon-over-roofs",
    LANDSCAPE,
    "An enormous halftone moon rises behind one black roofline; three small panes have caught it.",
)
def moon_over_roofs(s: Sheet) -> None:
    """The moon got into everything."""
    s.ground(Fade(["#2c2f63", "#6a4f86", "#c47f8a"], 90))
    s.spray(rect(0, 0, s.w, s.h), "#14163d", 270, start=0.35, strength=0.9, smooth=0.5)
    moon = ellipse(1120, 560, 470, 470, steps=160)
    s.light(1120, 560, 900, "#f2d9a8", 0.4)
    s.cut(moon, "#fbf0d2")
    seas = (
        (0.55, 0.32, 0.10),
        (0.68, 0.28, 0.055),
        (0.60, 0.52, 0.13),
        (0.72, 0.60, 0.07),
        (0.50, 0.62, 0.06),
        (0.78, 0.42, 0.05),
    )

    def sea(x: float, y: float) -> float:
        total = 0.0
        for cx, cy, r in seas:
            d = math.hypot(x - cx, (y - cy) * 0.667)
            total += math.exp(-((d / r) ** 2)) * 0.5
        rim = math.hypot(x - 0.622, (y - 0.467) * 0.667) / 0.261
        return min(0.85, total + max(0.0, rim - 0.5) * 0.55 * (1 if x < 0.66 else 0.5))

    s.halftone(ImageChops.multiply(s.field(sea, 120), s.mask(moon)), "#b58f8a", 11)
    ink = "#0d0f28"
    roof = points(
        "0 1010, 250 850, 420 960, 420 900, 470 900, 470 990, 640 990, 900 790, 1160 990, 1330 990,"
        "1500 870, 1800 1040, 1800 1210, 0 1210"
    )
    stacks = [
        rect(*box)
        for box in (
            (120, 800, 86, 190),
            (700, 770, 74, 170),
            (1040, 810, 74, 140),
            (1560, 780, 96, 200),
        )
    ]
    pots = [
        rect(x + d, y - 34, 20, 40)
        for x, y, n in ((120, 800, 3), (700, 770, 2), (1040, 810, 2), (1560, 780, 3))
        for d in (6 + j * 29 for j in range(n))
    ]
    s.cut([roof, *stacks, *pots], ink)
    s.rim(roof, "#8f7aa8", 270, depth=8, strength=0.7)
    s.lines(
        [
            [(900, 800), (900, 560)],
            [(830, 600), (970, 600)],
            [(850, 640), (950, 640)],
            [(868, 676), (932, 676)],
        ],
        ink,
        6,
    )
    s.lines([spline("0 700, 450 770, 900 610, 1400 740, 1810 640", closed=False)], ink, 3.5)
    for x, y in ((250, 1020), (640, 1090), (1500, 1030)):
        dormer: Shape = [[(x - 66, y), (x, y - 62), (x + 66, y)], rect(x - 56, y, 112, 130)]
        s.cut(
            dormer,
            mix(ink, "#3a3566", 0.45),
        )
        pane = rect(x - 36, y + 14, 72, 92)
        s.cut(pane, "#1c2250")
        s.cut(ellipse(x + 12, y + 52, 25, 25), "#fbf0d2", clip=s.mask(pane))
        s.lines([[(x, y + 14), (x, y + 106)], [(x - 36, y + 60), (x + 36, y + 60)]], ink, 5)


@piece(
    "pool-noon",
    LANDSCAPE,
    "An empty turquoise pool from above at noon: a white diving board, its shadow, a net of light.",
    grain=0.8,
)
def pool_noon(s: Sheet) -> None:
    """Closed: nobody in it."""
    s.ground("#f2ab97")

    def tiles(x: float, y: float) -> float:
        u, v = x % 100, y % 100
        return 7 * min(1.0, min(u, 100 - u, v, 100 - v) / 7) ** 0.5

    lamp = Lamp(235, 50, 0.15, 0.8, 0.1, 20)
    tone = lit(s, heights(s, tiles, 540, fine=True), lamp)
    s.ground(tint(tone, ["#a85a4e", "#ee9f8a", "#f7b9a2", "#ffd9c4"]))
    pool: Poly = points("300 170, 1900 170, 1900 1300, 300 1300")
    s.cut(rect(262, 132, 1700, 1200), Fade(["#fff8ec", "#e9dccb"], 90), shadow=12)
    s.cut(pool, Fade(["#37cdd0", "#12a0c9", "#0a72b0"], 60))
    inside = s.mask(pool)
    a = s.rng.uniform(0, 6)

    def caustic(x: float, y: float) -> float:
        u = x * 17 + 1.3 * math.sin(y * 9 + a) + 0.5 * math.sin(y * 23 - a)
        v = y * 12 + 1.2 * math.sin(x * 12 - a) + 0.4 * math.sin(x * 29)
        k = math.sin(u + math.sin(v * 1.3)) + math.sin(v + math.sin(u * 0.9 + 1.0))
        return max(0.0, 1 - abs(k) * 2.2) ** 2.2

    net = s.field(caustic, 300)
    for x in (700, 1120, 1540):
        lane = [
            (x + 8 * math.sin(y / 55) + 4 * math.sin(y / 23 + x), y) for y in range(300, 1221, 10)
        ]
        s.lines([lane], "#06457f", 30, 0.85)
        s.lines(
            [[(x - 82 + k * 16, 300 + 5 * math.sin(k * 0.9 + x)) for k in range(11)]],
            "#06457f",
            30,
            0.85,
        )
    s.wash(ImageChops.multiply(net, inside), "#e4fff8", 0.75)
    s.cut(
        points("300 170, 1900 170, 1900 214, 348 214, 348 1300, 300 1300"),
        "#07508a",
        alpha=0.45,
        blur=2,
        clip=inside,
    )
    shade = [
        (x + 14 * math.sin(x * 0.021) * 0.3, y + 10 * math.sin(x * 0.024))
        for x, y in [(300 + k * 20, 800.0) for k in range(32)]
        + [(920 - k * 20, 960.0) for k in range(32)]
    ]
    s.cut(shade, "#053f74", alpha=0.6, clip=inside, blur=3)
    s.cut(points("-20 760, 300 760, 300 900, -20 900"), "#8a3f3a", alpha=0.5, blur=2)
    board = rect(-40, 560, 800, 150)
    s.cut(board, Fade(["#ffffff", "#f4efe6", "#d9d2c6"], 90), shadow=10)
    s.cut([rect(k * 26 - 20, 566, 7, 138) for k in range(30)], "#d6cec2", alpha=0.7)
    s.cut(rect(706, 560, 54, 150), "#f2b91f")
    for wide in (26, 12):
        rail: Shape = [
            *limb("1630 60, 1630 330", [wide, wide]),
            *limb("1780 60, 1780 330", [wide, wide]),
        ]
        s.cut(
            rail,
            "#8fa4ac" if wide > 20 else "#ffffff",
            shadow=14 if wide > 20 else 0,
            drop=(24, 34),
        )
    for y in (230, 290):
        s.cut(limb([(1630, y), (1780, y)], [9, 9]), "#dfeaec", shadow=6)


@piece(
    "film-set",
    LANDSCAPE,
    "The front of a hotel stands alone in a desert; its door and windows show only sky.",
    grain=0.9,
)
def film_set(s: Sheet) -> None:
    """Nothing behind it."""
    s.ground(Fade(["#4f9fae", "#9cc9c0", "#f2e2b4"], 90))
    s.spray(rect(0, 0, s.w, 700), "#2a7a90", 270, start=0.4, strength=0.8, smooth=0.6)
    far = points(
        "0 800, 140 742, 300 772, 470 700, 620 700, 690 758, 980 770, 1180 716, 1330 700, 1420 764,"
        "1620 740, 1800 786, 1800 860, 0 860"
    )
    s.cut(far, Fade(["#c98a7a", "#d9a58a"], 90))
    ground = rect(0, 812, s.w, 400)
    s.cut(ground, Fade(["#eab96a", "#d98f45", "#b5652f"], 90))
    s.spray(ground, "#7a3a1c", 90, start=0.5, strength=0.7, smooth=0.5)
    for _ in range(130):
        t = s.rng.random() ** 1.5
        x, y = s.rng.uniform(0, s.w), 830 + 360 * t
        s.cut(
            ellipse(x, y, 2 + 9 * t, 1 + 3 * t, steps=12),
            s.rng.choice(("#8a4a24", "#f2cd8a")),
            alpha=0.7,
        )
    front: Poly = points(
        "360 960, 360 330, 470 330, 470 262, 590 262, "
        "590 196, 930 196, 930 262, 1050 262, 1050 330,"
        "1160 330, 1160 960"
    )
    door = arch(664, 590, 190, 372)
    holes = [
        door,
        *(arch(x, y, 116, 190) for x in (430, 976) for y in (410, 690)),
        arch(701, 380, 116, 150),
    ]
    lean = 0.92

    def thrown(poly: Poly) -> Poly:
        return [(x + (960 - y) * lean + 8, 960 + (960 - y) * 0.235) for x, y in poly]

    s.cut(thrown(front), "#3a1a24", holes=[thrown(hole) for hole in holes], alpha=0.82, blur=2.5)
    for x in (430, 1090):
        s.cut(limb([(x, 520), (x + 250, 968)], [9, 9]), "#6a3f24")
    s.cut(front, Fade(["#f6e6c9", "#ecd0a6"], 90), holes=holes, shadow=6, drop=(9, 4))
    clip = s.mask(front, holes)
    for k in range(27):
        y = 210 + k * 28
        s.cut(rect(350, y, 820, 3), "#b58a5c", alpha=0.5, clip=clip)
    s.spray(front, "#b5703f", 90, start=0.55, strength=0.6, holes=holes)
    for k, hole in enumerate(holes):
        edge = 16 if k else 20
        wide = [
            (
                x + (edge if x > sum(p[0] for p in hole) / len(hole) else -edge),
                y - (edge if y < max(p[1] for p in hole) - 2 else 0),
            )
            for x, y in hole
        ]
        s.cut(wide, "#a3372a", holes=hole, clip=s.mask(front))
    for box in ((352, 318, 816, 18), (462, 250, 596, 16), (582, 184, 356, 16)):
        s.cut(rect(*box), "#a3372a", shadow=6)
    s.wash(ImageChops.multiply(lettered(s, "HOTEL", 760, 262, 112, "display"), clip), "#7a2418")
    s.cut(rect(340, 946, 840, 22), "#8a5a34", shadow=8)
    for x in (1420, 1560, 180):
        y = 930 + (x % 7) * 14
        s.cut(
            [
                leaf
                for a in range(200, 345, 18)
                for leaf in limb(
                    [
                        (x, y),
                        (x + 62 * math.cos(math.radians(a)), y + 62 * math.sin(math.radians(a))),
                    ],
                    [6, 5, 1],
                )
            ],
            "#4a5a34",
        )


@piece(
    "awnings",
    PORTRAIT,
    "Striped blinds come down to different heights between the dark arches of an arcade at noon.",
    grain=0.8,
)
def awnings(s: Sheet) -> None:
    """Half past one."""
    s.ground(Fade(["#f2cf9a", "#e6b87a"], 90))
    s.spray(rect(0, 0, s.w, s.h), "#b5763f", 90, start=0.5, strength=0.6, smooth=0.6)
    s.cut(rect(0, 1420, s.w, 190), Fade(["#f4e2bf", "#d9b98a"], 90))
    lamp = Lamp(240, 44, 0.1, 0.85, 0.05, 8)
    inks = [("#0f6a55", "#f6efdc"), ("#c2392a", "#f6e6d2"), ("#1f4a9a", "#f2ead8")]
    for row, (top, tall) in enumerate(((60, 560), (760, 680))):
        s.cut(rect(0, top - 54, s.w, 26), Fade(["#fff2d4", "#c99a62"], 90), shadow=8)
        for col in range(3):
            x, w = 40 + col * 412, 336
            opening = arch(x, top, w, tall)
            s.cut(
                [(px, py) for px, py in arch(x - 26, top - 26, w + 52, tall + 26)],
                "#f9e2b8",
                shadow=4,
            )
            s.cut(opening, Fade(["#1c0f1e", "#3a1f2a"], 90))
            inside = s.mask(opening)
            drop = (0.52, 0.86, 0.34, 0.9, 0.48, 0.72)[row * 3 + col]
            hem = top + tall * drop
            green, cream = inks[(row * 2 + col) % 3]
            belly = 34.0
            cloth = spline(
                [
                    (x - 4, top - 10, 1),
                    (x + w + 4, top - 10, 1),
                    (x + w + 2, hem - 8, 1),
                    (x + w / 2, hem + belly),
                    (x - 2, hem - 8, 1),
                ]
            )

            def fold(
                u: float, v: float, x: float = x, w: float = w, k: int = row * 3 + col
            ) -> float:
                t = (u - x) / w
                return 26 * math.sin(math.pi * t) * (0.3 + v * 0.0006) + 6 * math.sin(
                    t * 19 + k + v * 0.004
                )

            tone = weave(s, lit(s, heights(s, fold, 200, over=cloth), lamp), 0.1)
            s.cut(
                cloth,
                tint(tone, [mix(cream, "#3a1f2a", 0.7), cream, "#ffffff"]),
                clip=inside,
                shadow=20,
                dark=0.6,
            )
            stripes = tint(tone, [mix(green, "#0a0410", 0.7), green, mix(green, "#ffffff", 0.35)])
            wide = w / 9
            bars = [rect(x + k * wide, top - 20, wide, hem - top + 80) for k in range(0, 9, 2)]
            s.cut(bars, stripes, clip=ImageChops.multiply(inside, s.mask(cloth)))
            s.cut(
                points(f"{x} {top - 40}, {x + w} {top - 40}, {x + w} {top + 40}, {x} {top + 300}"),
                "#2a1020",
                alpha=0.34,
                clip=inside,
                blur=4,
            )
    s.cut(points("0 1420, 1280 1420, 1280 1452, 0 1452"), "#5a2f22", alpha=0.5, blur=8)
    for col in range(4):
        x = -6 + col * 412
        s.cut([rect(x - 14, 1404, 70, 30)], Fade(["#fff2d4", "#b5854f"], 0), shadow=8)
