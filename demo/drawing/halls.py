"""Rooms with an echo: marble, and tiles that were meant for a bank."""

import math

from .catalogue import PORTRAIT, piece
from .curves import ellipse, limb, points, rect, spline
from .paper import Fade, Sheet, tint
from .relief import Lamp, heights, lit, model, swell, together, weave


@piece(
    "sculpture-hall",
    PORTRAIT,
    "A marble torso stands in a violet hall in a bar of daylight, "
    "a smaller rough one at its right.",
    grain=0.7,
)
def sculpture_hall(s: Sheet) -> None:
    """A master and a pupil."""
    s.ground(Fade(["#3a3552", "#5f5878", "#47405f"], 60))
    s.cut(rect(0, 1210, s.w, 400), Fade(["#8a8298", "#4a4460"], 90))
    s.cut(points("900 0, 1280 0, 700 1300, 120 1300"), "#ffe6c2", alpha=0.30, blur=22)
    s.cut(points("120 1300, 700 1300, 470 1600, -160 1600"), "#ffe6c2", alpha=0.34, blur=10)
    lamp = Lamp(318, 34, 0.06, 0.86, 0.16, 10)
    stone = ["#17122a", "#3f3858", "#8f879c", "#d9d0cf", "#fff6e6"]
    torso = spline(
        "548 300!, 560 372, 520 404, 420 430, 330 476, "
        "292 560, 300 660, 330 730!, 372 716, 392 640, 420 612,"
        "424 700, 446 790, 438 850, 396 930, 372 1030, "
        "392 1140!, 560 1172!, 566 1080, 604 1068, 620 1180!,"
        "820 1150!, 846 1030, 822 920, 762 842, 752 770, "
        "784 690, 796 606, 850 640, 884 720!, 930 704, 944 620,"
        "918 520, 842 450, 740 410, 694 388, 680 352, 690 286!, 620 302"
    )

    def flesh(x: float, y: float) -> float:
        def lump(cx: float, cy: float, rx: float, ry: float, high: float) -> float:
            return high * math.exp(-(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2))

        middle = 610 + 14 * math.sin((y - 500) * 0.006)
        groove = -15 * math.exp(-(((x - middle) / 16) ** 2)) * math.exp(-(((y - 700) / 230) ** 2))
        return (
            lump(512, 590, 84, 72, 46)
            + lump(714, 576, 84, 72, 46)
            + lump(606, 900, 120, 110, 30)
            + groove
            + lump(478, 1010, 90, 120, 26)
            + lump(744, 1000, 90, 120, 26)
            - lump(607, 922, 11, 15, 22)
            - lump(604, 1090, 60, 40, 40)
        )

    def plinth(x: float, y: float, w: float, h: float) -> None:
        s.cut(
            points(
                f"{x} {y + h - 20}, {x + w} {y + h - 20}, "
                f"{x + w - 340} {y + h + 190}, {x - 420} {y + h + 170}"
            ),
            "#1c1730",
            alpha=0.55,
            blur=16,
        )
        s.cut(rect(x, y, w, h), Fade(["#4a4360", "#cfc5c4", "#efe4d9"], 0), shadow=14)
        s.spray(rect(x, y, w, h), "#2a2442", 150, start=0.4, strength=0.8)
        s.cut(rect(x - 18, y - 22, w + 36, 34), Fade(["#6a6280", "#f7ecdf"], 0), shadow=6)

    plinth(390, 1170, 450, 330)
    plinth(1000, 1090, 190, 350)
    field = together(swell(s, torso, 150, 70), heights(s, flesh, 220, over=torso))
    s.cut(torso, tint(lit(s, field, lamp, torso), stone), shadow=20, drop=(-26, 16), dark=0.5)
    rough = spline(
        "1046 1080!, 1036 980, 1062 900!, 1040 850, "
        "1070 800!, 1096 780!, 1130 792, 1160 840!, 1148 900,"
        "1168 960!, 1150 1080!"
    )
    field = together(
        swell(s, rough, 60, 26),
        heights(
            s,
            lambda x, y: (
                7 * math.sin(x * 0.05 + 2.3 * math.sin(y * 0.031))
                + 5 * math.sin(y * 0.06 + 1.7 * math.sin(x * 0.043))
            ),
            260,
        ),
    )
    s.cut(rough, tint(lit(s, field, lamp, rough), stone), shadow=14, drop=(-18, 12), dark=0.5)
    s.spray(rect(0, 0, s.w, s.h), "#120d22", 200, start=0.5, strength=0.7, smooth=0.7)


@piece(
    "changing-room",
    PORTRAIT,
    "Glazed sea-green tiles, five brass hooks and one white towel, in light from a high window.",
    grain=0.7,
)
def changing_room(s: Sheet) -> None:
    """The tiles were meant for a bank."""

    def tile(x: float, y: float) -> float:
        row = int(y // 84)
        u, v = (x + (80 if row % 2 else 0)) % 160, y % 84
        edge = min(u, 160 - u, v, 84 - v)
        wave = 2.2 * math.sin(x * 0.013 + row) + 1.6 * math.sin((x + 300 * row) * 0.031)
        return 9 * min(1.0, edge / 9) ** 0.5 + wave

    lamp = Lamp(232, 44, 0.12, 0.72, 0.4, 30)
    tone = lit(s, heights(s, tile, 560, fine=True), lamp)
    s.ground(tint(tone, ["#04201f", "#0f5a52", "#2a8a7a", "#6fc4ac", "#eafff4"]))
    for y in range(0, 1190, 84):
        for k in range(9):
            if s.rng.random() < 0.4:
                x = k * 160 - (80 if (y // 84) % 2 else 0)
                s.cut(
                    rect(x + 5, y + 5, 150, 74),
                    s.rng.choice(("#04302c", "#0c4f4f", "#8fd9c0")),
                    alpha=0.14,
                )
    s.cut(points("760 0, 1180 0, 620 1200, 200 1200"), "#fff3cf", alpha=0.26, blur=6)
    s.lines([[(968, 0), (408, 1200)]], "#0f5a52", 16, 0.3)
    s.cut(rect(0, 1190, s.w, 420), Fade(["#1a3f3a", "#0c2422"], 90))
    s.cut(points("200 1200, 620 1200, 460 1600, 20 1600"), "#fff3cf", alpha=0.14, blur=10)
    board = rect(-20, 392, 1320, 92)
    s.cut(board, Fade(["#8a5a34", "#5f3a20"], 90), shadow=18, drop=(14, 26), dark=0.6)
    for k in range(12):
        vein = 398 + k * 7.4
        s.lines(
            [
                spline(
                    [
                        (-20, vein),
                        (400, vein + s.rng.uniform(-3, 3)),
                        (860, vein + s.rng.uniform(-3, 3)),
                        (1300, vein),
                    ],
                    closed=False,
                )
            ],
            "#3f2412",
            1.6,
            0.5,
        )
    brass = ["#2a1602", "#8a5c10", "#dba93a", "#fff0b4"]
    metal = Lamp(232, 40, 0.06, 0.6, 0.7, 14)
    for k in range(5):
        x = 130 + k * 254
        hook = [
            *limb(
                [(x, 440), (x, 520), (x + 6, 566), (x + 44, 572), (x + 58, 534)],
                [13, 12, 12, 12, 9],
            ),
            *limb([(x, 440), (x + 20, 424), (x + 40, 396)], [12, 11, 12]),
        ]
        model(s, ellipse(x, 446, 26, 34), brass, rise=18, round_=10, lamp=metal, shadow=8)
        model(s, hook, brass, rise=22, round_=9, lamp=metal, shadow=12, drop=(16, 24), dark=0.6)
    towel = spline(
        "846 500!, 918 490!, 1010 560, 1042 760, "
        "1050 1010, 1066 1096!, 960 1116, 860 1100, 770 1112!,"
        "790 960, 786 760, 800 600"
    )

    def hang(x: float, y: float) -> float:
        t = max(0.0, (y - 500) / 600)
        u = (x - 895) / (60 + 170 * t)
        return (
            30 * math.sin(u * 5 + 0.6)
            + 13 * math.sin(u * 11.5 + y * 0.003)
            + 5 * math.sin(u * 23 + 1)
        )

    field = together(heights(s, hang, 300, over=towel), swell(s, towel, 26, 22))
    tone = weave(s, lit(s, field, Lamp(232, 40, 0.16, 0.8, 0.0)), 0.2, 3)
    s.cut(
        towel,
        tint(tone, ["#3f4f52", "#9fb0ae", "#e4e8e0", "#ffffff"]),
        shadow=30,
        drop=(34, 40),
        dark=0.55,
    )
    clip = s.mask(towel)
    for y in (980, 1010, 1020):
        s.cut(
            limb(
                [(760, y), (900, y + 18), (1070, y - 2)],
                [9 if y == 980 else 4, 9 if y == 980 else 4],
            ),
            "#d9412f",
            clip=clip,
            alpha=0.9,
        )
    bench = rect(-20, 1230, 1320, 64)
    s.cut(bench, Fade(["#b5804a", "#6a4222"], 90), shadow=24, drop=(0, 40), dark=0.6)
    s.cut([rect(210, 1294, 52, 320), rect(1010, 1294, 52, 320)], Fade(["#4a2c16", "#2a180c"], 0))
