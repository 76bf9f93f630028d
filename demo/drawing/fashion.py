"""Clothes without the people: a coat, a glove, a hat, a scarf, a rail."""

import math

from .bodies import bust, skullcap
from .catalogue import LANDSCAPE, PORTRAIT, WIDE, piece
from .curves import Poly, Shape, arc, ellipse, limb, mirror, move, nodes, points, rect, spin, spline
from .lettering import lettered
from .paper import Fade, Glow, Sheet, mix, tint
from .relief import Lamp, heights, lit, model, swell, together, weave


@piece(
    "coat-in-wind",
    PORTRAIT,
    "A vermilion coat fills with wind like a sail, its wearer a small dark profile above grey sea.",
    grain=0.8,
)
def coat_in_wind(s: Sheet) -> None:
    """The coat is the weather."""
    s.ground(Fade(["#b9c4c6", "#d8dcd8", "#e6e4dc"], 90))
    s.spray(rect(0, 0, s.w, 1200), "#8c9da4", 250, start=0.4, strength=0.8, smooth=0.7)
    s.cut(rect(0, 1236, s.w, 400), Fade(["#5c7078", "#2f424b"], 90))
    for _ in range(90):
        y = 1244 + 350 * s.rng.random() ** 1.6
        x, w = s.rng.uniform(0, s.w), (y - 1200) * s.rng.uniform(0.1, 0.4)
        s.cut(
            limb([(x, y), (x + w / 2, y - 3), (x + w, y)], [0.5, 1 + w * 0.02, 0.5]),
            "#dfe5e2",
            alpha=0.5,
        )
    x, y, h = 860.0, 226.0, 178.0
    head = bust(x, y, h, tilt=8, neck=0.0, features=(0.01, 0, 0, 0))
    s.cut(head, "#4a2a26")
    for k in range(9):
        lift = k * 15 + s.rng.uniform(-9, 9)
        s.cut(
            limb(
                [
                    (x + 120 - k * 9, y + 6 + k * 4),
                    (x - 30, y - 4 + lift * 0.6),
                    (x - 190, y - 46 + lift),
                    (x - s.rng.uniform(260, 400), y - 20 + lift * 1.2),
                ],
                [16, 24, 16, 1.5],
            ),
            "#17131a",
        )
    s.cut(
        skullcap(
            x,
            y,
            h,
            nodes(
                "0.74 0.12, 0.6 -0.05, 0.3 -0.08, -0.04 0.12, -0.08 0.5, 0.1 0.86, 0.34 0.62, "
                "0.52 0.32"
            ),
            tilt=8,
        ),
        "#17131a",
    )
    coat = spline(
        "770 470!, 905 440, 1000 500, 1058 640, "
        "1075 860, 1120 1180, 1210 1640!, 640 1640!, 560 1460,"
        "400 1290, 190 1230, -60 1250!, -60 560, 90 640, 260 560, 420 640, 560 560, 690 520"
    )

    def fold(u: float, v: float) -> float:
        dx, dy = u - 900, v - 430
        r = math.hypot(dx, dy) + 1
        turn = math.atan2(dy, -dx)
        away = min(1.0, r / 520)
        return away * (
            46 * math.sin(turn * 9 + r * 0.0024)
            + 22 * math.sin(turn * 17 - r * 0.004 + 1)
            + 12 * math.sin(turn * 31 + r * 0.006)
        )

    field = together(heights(s, fold, 260), swell(s, coat, 70, 70))
    tone = weave(s, lit(s, field, Lamp(250, 42, 0.06, 0.9, 0.0)), 0.06)
    s.cut(
        coat,
        tint(tone, ["#2e0408", "#8a0f12", "#d92a1a", "#f9552e", "#ff9a6a"]),
        shadow=12,
        dark=0.3,
    )
    collar = spline(
        "752 520!, 782 420, 806 366!, 850 392, 930 398, 985 388!, 1000 470, 1000 548!, 880 500"
    )
    model(
        s,
        collar,
        ["#5a0a0e", "#c9241a", "#ff6a42"],
        rise=34,
        round_=30,
        shadow=12,
        lamp=Lamp(250, 42, 0.1, 0.9, 0),
    )


@piece(
    "runway-silhouettes",
    LANDSCAPE,
    "Five hems pass at the top of a white floor; their shadows, long and violet, fill the rest.",
    grain=0.8,
)
def runway_silhouettes(s: Sheet) -> None:
    """What the front row gets: hems, and the shapes they throw."""
    s.ground(Fade(["#f7f1e8", "#efe3da", "#e2cfd0"], 90))
    s.cut(points("0 0, 1800 0, 1800 190, 0 260"), Fade(["#ded3cb", "#f4ece3"], 90))
    looks = (
        (170, "20 0, 60 30, 66 190, 130 520, 150 700", "#f2b51f", 118),
        (500, "18 0, 78 34, 84 200, 80 700", "#17151d", 74),
        (840, "20 0, 74 30, 60 210, 210 560, 250 690", "#e23a2c", 200),
        (1210, "18 0, 130 60, 176 300, 120 560, 70 700", "#2447b0", 62),
        (1530, "18 0, 62 30, 44 220, 90 420, 190 700", "#1f7a5c", 150),
    )
    for k, (x, half, _, _) in enumerate(looks):
        edge = points(half)
        form = spline([*edge, *mirror(edge[::-1], 0)], steps=8)
        swing = 1 if k % 2 else -1
        body: Shape = [
            move(form, 0, 150),
            ellipse(0, 62, 52, 66),
            *limb([(0, 110), (0, 170)], [26, 34]),
            *limb([(-62, 196), (-104, 360), (-92 - 30 * swing, 520)], [24, 19, 11]),
            *limb([(62, 196), (106, 350), (96 - 40 * swing, 510)], [24, 19, 11]),
            *limb([(-30, 800), (-26, 1010)], [30, 18]),
            *limb([(34, 800), (28, 1010)], [30, 18]),
        ]
        # Feet at the top: the shadow lies head down, and longer the further it gets.
        cast = [
            [
                (
                    x + 40 + px * (1.0 + (1010 - py) * 0.0004) + (1010 - py) * 0.30,
                    366 + (1010 - py) * 0.82,
                )
                for px, py in poly
            ]
            for poly in body
        ]
        s.cut(cast, Fade(["#3a1f52", "#6a4684", "#9a7aa8"], 90), alpha=0.9, blur=2.4 + k * 0.3)
    lamp = Lamp(235, 40, 0.06, 0.85, 0.2, 10)
    skins = ("#7a442e", "#e2b08c", "#4a2a20", "#c98a64", "#f0c8aa")
    for k, (x, _, ink, wide) in enumerate(looks):
        step = 26 if k % 2 else -20
        skin = skins[k]
        shades = [mix(skin, "#12060c", 0.6), skin, mix(skin, "#ffffff", 0.35)]
        for side, low in ((-34, 348 + step), (40, 366 - step)):
            leg = limb(
                [(x + side, 60), (x + side * 0.96, 210), (x + side * 0.8, low)], [36, 34, 17]
            )
            model(s, leg, shades, rise=40, round_=20, lamp=lamp)
            toe = low + 58
            shoe = spline(
                [
                    (x + side * 0.8 - 25, low - 2),
                    (x + side * 0.8 + 25, low - 2),
                    (x + side * 0.8 + 22, toe - 20),
                    (x + side * 0.8 + 2, toe + 8),
                    (x + side * 0.8 - 21, toe - 20),
                ]
            )
            model(
                s, shoe, ["#060508", "#1c1820", "#6f6878"], rise=24, round_=14, lamp=lamp, shadow=10
            )
        hem = 190 + 24 * math.sin(k * 2.3)
        skirt = spline(
            [
                (x - wide * 0.86, -40, 1),
                (x + wide * 0.86, -40, 1),
                (x + wide, hem - 14, 1),
                (x + wide * 0.4, hem + 14),
                (x - wide * 0.2, hem + 6),
                (x - wide, hem - 6, 1),
            ]
        )

        def fold(u: float, v: float, x: float = x, wide: float = wide, k: int = k) -> float:
            t = (u - x) / max(90, wide)
            return 16 * math.sin(t * (9 + k) + k) + 7 * math.sin(t * 23 + v * 0.004 + k)

        field = together(heights(s, fold, 300, over=skirt), swell(s, skirt, 26, 22))
        shades = [mix(ink, "#08040a", 0.75), ink, mix(ink, "#ffffff", 0.45)]
        s.cut(skirt, tint(lit(s, field, lamp, skirt), shades), shadow=20, drop=(10, 24), dark=0.45)


@piece(
    "scarf-in-flight",
    WIDE,
    "A long indigo scarf twists across a pale sky, pale on one side and dark on the other.",
    grain=0.8,
)
def scarf_in_flight(s: Sheet) -> None:
    """Two sides of one cloth, taking turns."""
    s.ground(Fade(["#e9e2d2", "#f4efe4"], 90))
    s.spray(rect(0, 0, s.w, s.h), "#c9bfa9", 90, start=0.5, strength=0.6, smooth=0.7)

    def middle(x: float) -> float:
        return 560 - 0.2 * (x - 900) + 90 * math.sin(x * 0.0042 + 0.6)

    def half(x: float) -> float:
        return 205 + 62 * math.sin(x * 0.0049 + 2.6) + 18 * math.sin(x * 0.0112 + 1)

    span = range(-120, 1720, 20)
    top = [(float(x), middle(x) - half(x)) for x in span]
    hem = [(x + 96.0, middle(x) + half(x)) for x in span]
    cloth: Poly = [*top, *hem[::-1]]

    def fold(x: float, y: float) -> float:
        v = (y - middle(x)) / half(x)
        return (
            44 * math.sin(v * 3.4 + x * 0.0052)
            + 20 * math.sin(v * 7.5 - x * 0.0068 + 1)
            + 9 * math.sin(v * 15 + x * 0.009)
            + 34 * math.sin(x * 0.0105 + v * 1.2)
        )

    for end, out in (((top[-1], hem[-1]), 1),):
        for k in range(64):
            t = k / 63
            x, y = (a + (b - a) * t for a, b in zip(*end, strict=True))
            s.cut(
                limb(
                    [
                        (x - 8 * out, y),
                        (x + 44 * out, y + s.rng.uniform(-8, 8)),
                        (x + s.rng.uniform(76, 110) * out, y + s.rng.uniform(-18, 22)),
                    ],
                    [3.4, 3, 1],
                ),
                s.rng.choice(("#16286a", "#0d1a4a", "#2f4aa0")),
            )
    tone = weave(
        s, lit(s, heights(s, fold, 340, over=cloth), Lamp(250, 40, 0.06, 0.82, 0.16, 8)), 0.1
    )
    s.cut(cloth, tint(tone, ["#060b26", "#16286a", "#2f4fb0", "#7f9ae0", "#e4ecff"]), shadow=0)
    inside = s.mask(cloth)
    pale = tint(tone, ["#3a4258", "#b9bfcc", "#f4f1e6", "#ffffff"])
    for a, b in ((1440, 1520), (1556, 1586), (1622, 1640)):
        line = [
            (x, y)
            for x, y in (
                *((float(x), middle(x) - 600) for x in (a, b)),
                *((x + 144.0, middle(x) + 600) for x in (b, a)),
            )
        ]
        s.cut(line, pale, clip=inside, alpha=0.95)


@piece(
    "mirror-hall",
    PORTRAIT,
    "Mirrors lean inside mirrors, each repeating a coral curtain and a floor, smaller and darker.",
    grain=0.9,
)
def mirror_hall(s: Sheet) -> None:
    """The same corner, less each time."""
    wall, floor, cloth = "#dfe3d6", "#b08a5f", "#ef6a4f"

    def scene(level: int, x: float, y: float, scale: float, turn: float) -> None:
        def put(poly: Poly) -> Poly:
            return spin(move(poly, x, y, scale), turn, (x, y))

        fade = min(1.0, level * 0.13)
        deep = "#0f2a2c"
        frame = put(rect(0, 0, 1280, 1600)) if level else rect(0, 0, s.w, s.h)
        clip = s.mask(frame)
        s.cut(frame, Fade([mix(wall, deep, fade * 0.8), mix("#aeb9ab", deep, fade)], 20))
        s.cut(
            put(points("-40 1290, 1320 1180, 1320 1700, -40 1700")),
            Fade([mix(floor, deep, fade), mix("#7a5636", deep, fade)], 90),
            clip=clip,
        )
        s.cut(
            put(points("-40 1290, 1320 1180, 1320 1196, -40 1308")),
            mix("#f4f1e6", deep, fade),
            clip=clip,
        )
        for k in range(7):
            left = -30 + k * 46
            fold = spline(
                [
                    (left, -20, 1),
                    (left + 62, -20, 1),
                    (left + 58 + k * 2, 800),
                    (left + 84 + k * 5, 1400 - k * 8, 1),
                    (left + 8 + k * 4, 1416 - k * 8, 1),
                    (left + 4, 800),
                ]
            )
            s.cut(
                put(fold),
                Fade(
                    [
                        mix("#8a241c", deep, fade),
                        mix(cloth, deep, fade),
                        mix("#ffb59a", deep, fade),
                        mix("#b5392a", deep, fade),
                    ],
                    turn,
                ),
                clip=clip,
                shadow=6 * scale,
                dark=0.3,
            )
        if level > 8:
            return
        corner = put([(420, 200)])[0]
        inner, lean = scale * 0.66, turn + 3.4
        glass = spin(move(rect(0, 0, 1280, 1600), *corner, inner), lean, corner)
        w = 40 * scale
        wood = spin(
            move(
                rect(0, 0, 1280 * inner + 2 * w, 1600 * inner + 2 * w), corner[0] - w, corner[1] - w
            ),
            lean,
            corner,
        )
        s.cut(
            wood,
            Fade([mix("#e9c06a", deep, fade), mix("#8a5a1c", deep, fade)], 40),
            clip=clip,
            shadow=30 * scale,
            drop=(-26 * scale, 30 * scale),
            dark=0.5,
        )
        scene(level + 1, *corner, inner, lean)
        s.cut(glass, "#0d1a1c", alpha=0.0)
        s.lines(
            [[glass[0], glass[1]], [glass[0], glass[3]]], mix("#fff6dc", deep, fade), 5 * scale, 0.9
        )

    scene(0, 0, 0, 1.0, 0)
    s.cut(points("0 0, 700 0, 200 1600, 0 1600"), "#ffffff", alpha=0.05)


@piece(
    "backstage-rail",
    LANDSCAPE,
    "Garments hang edge-on along a steel rail in lamplight, each with a numbered paper ticket.",
    grain=0.8,
    vignette=0.25,
)
def backstage_rail(s: Sheet) -> None:
    """Thirty-one looks from the side."""
    s.ground(Glow(["#5a4636", "#2c211c", "#120d0d"], 0.45, 0.1, 0.9))
    papers = [
        ["#2a0408", "#a3182a", "#f2605a"],
        ["#100f14", "#2b2933", "#6f6a7a"],
        ["#4a3408", "#d9a31c", "#fff0a8"],
        ["#0a2420", "#1f6a5a", "#7fd0b4"],
        ["#5a4a42", "#dccfc0", "#fffaf0"],
        ["#0c1438", "#2f4ab0", "#94b0ff"],
        ["#3a1024", "#b54a7a", "#ffb4cc"],
        ["#1c1410", "#5a4032", "#b08a6a"],
        ["#3f200a", "#d9642a", "#ffc08a"],
        ["#1a1a1c", "#4a4a50", "#b4b4ba"],
        ["#2a0a30", "#6a3590", "#c49ae8"],
        ["#5a4f48", "#efe6da", "#ffffff"],
    ]
    numbers = ["7", "8", "9", "10", "12", "13", "", "19", "22", "27", "30", "31"]
    lamp = Lamp(230, 38, 0.05, 0.85, 0.25, 10)
    x = -60.0
    for k, colours in enumerate(papers):
        w = s.rng.uniform(176, 212)
        foot = s.rng.choice((980, 1060, 1150, 1240, 1240))
        sway = s.rng.uniform(-10, 10)
        cloth = spline(
            [
                (x + w * 0.42, 216),
                (x + w * 0.64, 216),
                (x + w * 0.93, 262),
                (x + w * 0.98, 420),
                (x + w * 0.94, 620),
                (x + w * 1.02 + sway, foot, 1),
                (x + w * 0.5 + sway, foot + 18),
                (x - 8 + sway, foot, 1),
                (x + w * 0.06, 620),
                (x + w * 0.03, 420),
                (x + w * 0.1, 262),
            ]
        )

        def fold(u: float, v: float, x: float = x, w: float = w, k: int = k) -> float:
            deep = min(1.0, max(0.0, (v - 240) / 400))
            return deep * (
                13 * math.sin((u - x) / w * 15 + k + v * 0.002)
                + 6 * math.sin(u * 0.21 + k + v * 0.001)
            )

        field = together(swell(s, cloth, 46, 34), heights(s, fold, 300, over=cloth))
        s.lines(
            [[*arc(x + w * 0.53, 152, 20, 26, 130, 380), (x + w * 0.53, 186), (x + w * 0.53, 240)]],
            "#c9c4bc",
            6,
        )
        s.cut(cloth, tint(lit(s, field, lamp, cloth), colours), shadow=26, drop=(22, 14), dark=0.6)
        if numbers[k]:
            tag = spin(rect(x + w * 0.42, 420, 92, 128), s.rng.uniform(-9, 9), (x + w * 0.53, 240))
            s.lines(
                [[(x + w * 0.53, 232), ((tag[0][0] + tag[1][0]) / 2, tag[0][1] + 12)]], "#e9e2d4", 2
            )
            s.cut(tag, "#f2e8d2", shadow=10)
            mx, my = sum(p[0] for p in tag) / 4, sum(p[1] for p in tag) / 4
            s.wash(lettered(s, numbers[k], mx, my + 6, 62, "display"), "#1c1614")
        x += w * s.rng.uniform(0.7, 0.8)
    s.cut(rect(0, 140, s.w, 20), Fade(["#f4f1ea", "#8f8a84", "#4a4642"], 90), shadow=10)
    for lx in (240, 700, 1160, 1620):
        s.light(lx, -40, 420, "#ffcf8a", 0.34)
