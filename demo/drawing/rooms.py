"""Indoors: stairs, windows, cinemas, halls, a bookshop and a factory."""

import math

from .bodies import bust, place
from .catalogue import LANDSCAPE, PORTRAIT, piece
from .curves import Node, Shape, arc, ellipse, limb, nodes, points, rect, spline
from .paper import Fade, Glow, Sheet, mix


@piece(
    "chair-in-room",
    PORTRAIT,
    "A red bentwood chair stands alone in a green room, crossed by the light of a tall window.",
)
def chair_in_room(s: Sheet) -> None:
    """An empty chair, a window that is only its light."""
    s.ground(Fade(["#2f6a4f", "#245a45", "#174236"], 30))
    s.spray(rect(0, 0, s.w, s.h), "#0c2a26", 180, start=0.35, strength=0.9)
    floor = points("0 1180, 1280 1120, 1280 1600, 0 1600")
    s.cut(floor, Fade(["#c98a4f", "#a5652f"], 90))
    for k in range(9):
        s.lines([[(-300 + k * 240, 1600), (240 + k * 118, 1160)]], "#8a4f24", 3, 0.7)
    s.cut(points("0 1160, 1280 1098, 1280 1124, 0 1188"), "#e9e0c8")
    for col in range(2):
        for row in range(3):
            x, y = 520 + col * 210, 190 + row * 250
            pane = [
                (x, y + col * 20),
                (x + 190, y + 20 + col * 20),
                (x + 190, y + 248 + col * 20),
                (x, y + 228 + col * 20),
            ]
            s.cut(pane, "#d6e39a", alpha=0.85)
            s.spray(pane, "#8fbf7a", 60, start=0.5)
    pool = points("480 1200, 900 1180, 640 1600, 60 1600")
    s.cut(pool, "#f7d08a", alpha=0.75)
    s.cut(points("680 1190, 700 1189, 390 1600, 330 1600"), "#b5743a", alpha=0.9)
    red, deep = "#d93025", "#6e0f14"
    cast: list[list[Node]] = [
        [(430, 1440), (170, 1560)],
        [(760, 1440), (560, 1600)],
        [(520, 1330), (330, 1410)],
        [(810, 1330), (640, 1420)],
    ]
    for line in cast:
        s.cut(limb(line, [13, 13]), "#4a2214", alpha=0.6, blur=4)
    s.cut(ellipse(480, 1390, 230, 46, 12), "#4a2214", alpha=0.5, blur=8)
    chair: list[tuple[list[Node], list[float]]] = [
        ([(520, 1060), (514, 1200), (500, 1330)], [13, 12, 10]),
        ([(790, 1060), (806, 1200), (822, 1330)], [13, 12, 10]),
        (
            nodes("500 1080, 470 860, 520 640, 640 560, 770 640, 820 860, 800 1080"),
            [15, 15, 15, 15, 15],
        ),
        (nodes("560 1080, 540 880, 580 720, 650 670, 724 720, 762 880, 744 1080"), [9, 9, 9, 9]),
    ]
    front: list[tuple[list[Node], list[float]]] = [
        ([(460, 1120), (444, 1290), (420, 1450)], [16, 15, 12]),
        ([(820, 1120), (836, 1290), (850, 1450)], [16, 15, 12]),
        ([(452, 1260), (640, 1290), (832, 1260)], [8, 8]),
    ]
    for way, radii in chair:
        s.cut(limb(way, radii), red, shadow=10, drop=(-22, 20))
        s.rim(limb(way, radii), deep, 180, depth=9)
    for way, radii in front:
        s.cut(limb(way, radii), red, shadow=8)
        s.rim(limb(way, radii), deep, 180, depth=10)
    seat = ellipse(642, 1100, 208, 62)
    s.cut(ellipse(642, 1116, 210, 64), deep, shadow=8)
    s.cut(seat, "#f0b45a")
    s.rim(seat, "#8a4f1c", 200, depth=60)
    s.lines(
        [arc(642, 1100, 208 * k / 8, 62 * k / 8, 0, 360) for k in range(2, 8)], "#b5742a", 1.5, 0.6
    )
    hat = [
        ellipse(650, 1072, 150, 34),
        spline("560 1070, 566 990, 640 964, 720 990, 736 1070, 650 1092"),
    ]
    s.cut(hat, "#f6ecd4", shadow=10)
    s.rim(hat, "#9a8a6a", 190, depth=40)
    s.cut(
        spline("558 1056, 650 1074, 736 1056, 738 1076, 650 1094, 556 1076"),
        "#1c2a44",
    )


@piece(
    "staircase",
    PORTRAIT,
    "A spiral staircase seen from above winds down into the dark, a figure on one of the turns.",
)
def staircase(s: Sheet) -> None:
    """A shell of steps, ivory to Prussian blue."""
    s.ground("#0a1730")
    cx, cy = 660.0, 860.0
    steps = 74
    k = 0.963

    def at(i: float, inner: float) -> tuple[float, float]:
        a = math.radians(i * 15 - 60)
        r = 1250 * k**i * inner
        drift = 1 - k**i
        return cx + drift * 30 + r * math.cos(a), cy - drift * 60 + r * math.sin(a) * 1.12

    for i in range(-14, steps):
        t = max(0, i) / steps
        tread = [at(i, 1), at(i + 0.5, 1.004), at(i + 1.02, 1), at(i + 1.02, 0.46), at(i, 0.46)]
        base = mix("#f4ead2", "#12264f", min(1, t * 1.5))
        s.cut(
            tread, Fade([mix(base, "#0a1730", 0.42), base], math.degrees(math.radians(i * 15 + 30)))
        )
        s.spray(tread, mix(base, "#061024", 0.85), i * 15 - 60 + 180 + 90, start=0.25, strength=0.9)
        s.lines([[at(i, 1), at(i, 0.46)]], mix(base, "#ffffff", 0.4), max(1, 5 * k**i), 0.9)
    rail: list[tuple[float, float]] = [at(i / 6, 0.46) for i in range(-60, steps * 6)]
    outer: list[tuple[float, float]] = [at(i / 6, 1.0) for i in range(-60, steps * 6)]
    for line, width in ((rail, 15), (outer, 10)):
        n = 12
        size = len(line) // n
        for j in range(n):
            seg = line[j * size : (j + 1) * size + 2]
            w = max(2.0, width * k ** (j * size / 6 - 10))
            s.lines([[(x + w * 0.8, y + w * 1.2) for x, y in seg]], "#050c1c", w, 0.6)
            s.lines([seg], mix("#e2622f", "#5a1f3a", j / n), w)
    posts = []
    for i in range(-10, 44):
        a, b = at(i + 0.5, 0.46), at(i + 0.5, 0.505)
        posts.append([a, b])
    s.lines(posts, "#e2622f", 3, 0.8)
    px, py = at(5.4, 0.76)
    s.cut(limb([(px, py), (px + 130, py + 60)], [40, 24]), "#050c1c", alpha=0.55, blur=9)
    s.cut(ellipse(px, py, 66, 42, 60), "#e2622f", shadow=12)
    s.rim(ellipse(px, py, 66, 42, 60), "#6e1f1a", 40, depth=30)
    s.cut(ellipse(px + 4, py - 8, 29, 29), "#1a0f14", shadow=8)


@piece(
    "night-window",
    PORTRAIT,
    "One lit window in a dark facade, a man reading inside, a fire escape across the front.",
)
def night_window(s: Sheet) -> None:
    """Brick, blue and one yellow rectangle."""
    s.ground(Fade(["#101a3a", "#0c1330", "#070b1c"], 90))
    bricks = [
        rect(x + (34 if (y // 30) % 2 else 0), y, 62, 25)
        for x in range(-70, 1300, 68)
        for y in range(0, 1600, 30)
    ]
    s.cut(bricks, "#1d2a56", alpha=0.75, worn=0.9)
    s.spray(rect(0, 0, s.w, s.h), "#04060f", 20, start=0.3, strength=1)
    for wx, wy in ((130, 110), (800, 110), (130, 1180), (800, 1180), (130, 640)):
        s.cut(rect(wx - 22, wy - 22, 374, 424), "#0a0f26", shadow=10)
        s.cut(rect(wx, wy, 330, 380), Fade(["#22386e", "#0a1230"], 70))
        s.cut([rect(wx + 159, wy, 12, 380), rect(wx, wy + 184, 330, 12)], "#0a0f26")
        s.cut([(wx, wy), (wx + 120, wy), (wx, wy + 240)], "#6a86c4", alpha=0.25)
        s.cut(rect(wx - 34, wy + 396, 398, 26), "#2a3a70", shadow=8)
    wx, wy, w, h = 640, 560, 500, 560
    s.light(wx + w / 2, wy + h / 2, 780, "#ff9a2a", 0.5)
    s.cut(rect(wx - 30, wy - 30, w + 60, h + 60), "#1a1020", shadow=12)
    pane = rect(wx, wy, w, h)
    s.cut(pane, Glow(["#fff0a8", "#ffc03f", "#e0761a"], 0.3, 0.4, 0.9))
    inside = s.mask(pane)
    s.cut(rect(wx + 300, wy + 70, 170, 210), "#b54a1c", clip=inside)
    s.cut([rect(wx + 316, wy + 86, 138, 178)], "#f0a83a", clip=inside)
    s.cut(limb([(wx + 140, wy - 10), (wx + 140, wy + 90)], [3, 3]), "#5a2412")
    s.cut(
        spline(
            [
                (wx + 60, wy + 160, 1),
                (wx + 110, wy + 86),
                (wx + 170, wy + 86),
                (wx + 220, wy + 160, 1),
            ]
        ),
        "#7a2f14",
    )
    s.cut(ellipse(wx + 140, wy + 164, 60, 12), "#fffbe0")
    man = "#2a0f1c"
    head = bust(wx + 190, wy + 210, 150, tilt=22, shoulders=False, features=(0.03, 0, 0.01, 0))
    s.cut(head, man, clip=inside)
    torso = spline(
        [
            (wx + 216, wy + 330),
            (wx + 130, wy + 400),
            (wx + 90, wy + 600, 1),
            (wx + 420, wy + 600, 1),
            (wx + 350, wy + 440),
            (wx + 286, wy + 360),
        ]
    )
    s.cut(torso, man, clip=inside)
    s.cut(
        limb([(wx + 170, wy + 430), (wx + 250, wy + 540), (wx + 380, wy + 500)], [44, 40, 24]),
        man,
        clip=inside,
    )
    s.cut(
        [(wx + 350, wy + 500), (wx + 420, wy + 380), (wx + 500, wy + 400), (wx + 440, wy + 520)],
        "#fff3d0",
        clip=inside,
    )
    s.cut(
        [(wx + 342, wy + 494), (wx + 356, wy + 500), (wx + 426, wy + 384), (wx + 412, wy + 378)],
        man,
        clip=inside,
    )
    s.cut(rect(wx, wy + 540, w, 30), "#5a2412", clip=inside)
    s.cut([rect(wx + w / 2 - 7, wy, 14, h), rect(wx, wy + 250, w, 14)], "#1a1020")
    s.cut(rect(wx - 46, wy + h + 20, w + 92, 34), Fade(["#d98a2a", "#3a2a4a"], 90), shadow=14)
    iron = "#03040a"
    s.cut(rect(0, 1128, s.w, 20), iron)
    bars: Shape = [rect(x, 950, 7, 180) for x in range(10, 1280, 44)]
    s.cut([*bars, rect(0, 944, s.w, 11)], iron)
    s.cut(
        [
            points("60 1140, 100 1140, 640 1620, 600 1620"),
            points("60 960, 74 960, 640 1460, 626 1460"),
        ],
        iron,
    )
    s.cut([rect(110 + k * 54, 1160 + k * 48, 110, 9) for k in range(10)], iron)
    s.cut(spline("470 946, 480 890, 520 872, 548 900, 552 946"), iron)
    ears: Shape = [points("532 856, 534 830, 552 850"), points("554 850, 568 830, 570 860")]
    s.cut([ellipse(548, 868, 24, 22), *ears], iron)
    s.cut(limb([(474, 936), (450, 980), (466, 1030)], [8, 7, 4]), iron)


@piece(
    "bookshop",
    LANDSCAPE,
    "A reader stands on a ladder before a wall of coloured books, under a hanging green lamp.",
)
def bookshop(s: Sheet) -> None:
    """Spines as a colour study, a ladder as the diagonal."""
    s.ground("#24120d")
    colours = [
        "#b5322a",
        "#e0a436",
        "#24505a",
        "#efe0c2",
        "#6a2f3f",
        "#3f6a45",
        "#d9733a",
        "#1c2742",
        "#c9b48a",
        "#8a4a2a",
        "#7fa09a",
        "#e8c7a0",
    ]
    for row in range(5):
        y = 20 + row * 236
        s.cut(rect(0, y, s.w, 212), Fade(["#120806", "#2a150e"], 90))
        x = 8.0
        while x < s.w:
            w, h = s.rng.uniform(18, 52), s.rng.uniform(146, 200)
            colour = s.rng.choice(colours)
            if s.rng.random() < 0.05:
                x += s.rng.uniform(30, 70)
            turn = s.rng.choice((0, 0, 0, 0, 0, 4, -4))
            book = rect(x, y + 212 - h, w, h, turn)
            s.cut(
                book, Fade([mix(colour, "#000000", 0.3), colour, mix(colour, "#000000", 0.25)], 0)
            )
            bands = [
                rect(x, y + 212 - h * f, w, 5, turn) for f in ((0.86, 0.8) if w > 28 else (0.5,))
            ]
            s.cut(bands, mix(colour, "#fff2cf", 0.65), alpha=0.85)
            if w > 36:
                s.cut(
                    rect(x + w * 0.3, y + 212 - h * 0.66, w * 0.4, h * 0.3),
                    mix(colour, "#fff2cf", 0.55),
                    alpha=0.8,
                )
            x += w + 2
        s.cut(rect(0, y, s.w, 26), "#000000", alpha=0.5, blur=8)
        s.cut(rect(0, y + 210, s.w, 26), Fade(["#8a5230", "#4a2414"], 90), shadow=8)
    s.light(660, 420, 900, "#ffb04a", 0.36)
    s.spray(rect(0, 0, s.w, s.h), "#0a0403", 0, start=0.45, strength=0.95)
    ladder: list[list[Node]] = [[(880, 1240), (1130, -20)], [(1060, 1240), (1280, -20)]]
    for k in range(12):
        t = k / 12
        a = (880 + 250 * t, 1230 - 1250 * t)
        b = (1060 + 220 * t, 1230 - 1250 * t)
        s.cut(limb([a, b], [9, 9]), "#c98f4f", shadow=10)
    for line in ladder:
        s.cut(limb(line, [14, 13]), "#d99f58", shadow=16, drop=(26, 14))
        s.rim(limb(line, [14, 13]), "#5a2f14", 0, depth=10)
    s.cut(limb([(660, -10), (660, 200)], [4, 4]), "#0a0403")
    shade = spline("540 300!, 600 214, 660 196, 720 214, 780 300!")
    s.cut(shade, Fade(["#1f6a4f", "#0f3a2f"], 90), shadow=16)
    s.cut(ellipse(660, 302, 118, 18), "#fff3c4")


@piece(
    "gallery-visitor",
    LANDSCAPE,
    "A visitor in a long black coat stands before a very large red painting in a white gallery.",
)
def gallery_visitor(s: Sheet) -> None:
    """White wall, red field, black coat."""
    s.ground(Fade(["#f4f1ec", "#e2ddd6"], 90))
    s.cut(rect(0, 930, s.w, 270), Fade(["#b8b0a8", "#8f8780"], 90))
    s.cut(rect(0, 918, s.w, 14), "#d2ccc4")
    canvas = rect(420, 130, 1060, 680)
    s.cut(canvas, "#c21a20", shadow=24, drop=(14, 22), dark=0.45)
    s.spray(canvas, "#7a0812", 100, start=0.3, strength=1)
    inside = s.mask(canvas)
    for y, h, colour in ((170, 250, "#e8402a"), (440, 120, "#5a0a1c"), (580, 200, "#f06a2f")):
        block = spline(
            [
                (456, y + 14),
                (700, y),
                (1100, y + 8),
                (1444, y + 4),
                (1450, y + h * 0.5),
                (1440, y + h),
                (1000, y + h + 8),
                (600, y + h - 4),
                (458, y + h - 8),
                (448, y + h * 0.5),
            ]
        )
        s.cut(block, colour, blur=9, alpha=0.9, clip=inside)
        s.spray(block, mix(colour, "#4a0410", 0.6), 260, start=0.4, strength=0.8)
    s.cut(points("420 1060, 1480 1060, 1560 1180, 340 1180"), "#c8302a", alpha=0.25, blur=20)
    for x, w, colour in ((90, 190, "#23406a"), (1610, 240, "#e0b23a")):
        frame = rect(x, 330, w, 260)
        s.cut(frame, "#fbf8f2", shadow=14)
        s.cut(rect(x + 30, 360, w - 60, 200), colour)
        s.spray(rect(x + 30, 360, w - 60, 200), "#171226", 70, start=0.4)
    bench = [rect(1130, 960, 360, 34), rect(1160, 990, 22, 100), rect(1440, 990, 22, 100)]
    s.cut(points("1130 1080, 1490 1080, 1400 1130, 980 1130"), "#4a443e", alpha=0.4, blur=10)
    s.cut(bench, "#2a2420", shadow=6)
    x, y, u = 760, 470, 78
    s.cut(points("700 1130, 830 1130, 560 1200, 330 1200"), "#3a342e", alpha=0.5, blur=9)
    legs = place(
        limb([(-0.3, 5.5), (-0.3, 8.0)], [0.24, 0.12])
        + limb([(0.28, 5.5), (0.34, 8.0)], [0.24, 0.12])
        + limb([(-0.3, 8.0), (-0.36, 8.4)], [0.14, 0.16])
        + limb([(0.34, 8.0), (0.42, 8.4)], [0.14, 0.16]),
        x,
        y,
        u,
    )
    s.cut(legs, "#14100f")
    coat = place(
        [
            spline(
                "-0.26 1.2, -0.85 1.5, -1.1 2.6, -1 4, -1.3 6.9!, 0 7.05, 1.25 6.9!, 1 4, "
                "1.1 2.6, 0.85 1.5, 0.26 1.2"
            )
        ],
        x,
        y,
        u,
    )
    s.cut(coat, Fade(["#2e2a30", "#17141a"], 0), shadow=16)
    s.rim(coat, "#050408", 0, depth=60)
    s.rim(coat, "#e85a3a", 180, depth=10, strength=0.8)
    cloth = s.mask(coat)
    s.cut(limb([(x, y + 250), (x + 4, y + 560)], [2, 6]), "#050408", blur=2, clip=cloth)
    s.cut(limb([(x - 66, y + 190), (x - 44, y + 330)], [3, 5]), "#050408", blur=3, clip=cloth)
    s.cut(limb([(x + 66, y + 190), (x + 44, y + 330)], [3, 5]), "#050408", blur=3, clip=cloth)
    s.cut(place(limb([(0, 0.8), (0, 1.4)], [0.17, 0.3]), x, y, u), "#d09a7a")
    head = place([ellipse(0, 0.5, 0.36, 0.47)], x, y, u)
    s.cut(head, "#7a3a1c")
    s.rim(head, "#2a100a", 0, depth=30)
    s.cut(place([ellipse(0.02, -0.02, 0.24, 0.2)], x, y, u), "#7a3a1c")
    s.cut(place([rect(-1.15, 4.6, 0.5, 0.75, 3)], x, y, u), "#e0b23a", shadow=5)
    for k in range(4):
        s.cut(ellipse(300 + k * 400, 16, 40, 12), "#fffdf4")
        s.cut(
            [
                (300 + k * 400 - 30, 20),
                (330 + k * 400, 20),
                (520 + k * 400, 900),
                (80 + k * 400, 900),
            ],
            "#ffffff",
            alpha=0.12,
            blur=24,
        )
