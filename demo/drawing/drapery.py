"""Cloth as the whole picture: folds, pleats, curtains, seams."""

import math
from itertools import pairwise

from .bodies import bust, face, skullcap
from .catalogue import LANDSCAPE, PORTRAIT, WIDE, piece
from .curves import Point, Shape, ellipse, limb, nodes, rect, spline
from .paper import Fade, Sheet, tint
from .relief import Lamp, heights, lit, model, swell, together, weave


@piece(
    "silk-folds",
    LANDSCAPE,
    "Emerald silk falls in deep diagonal folds that catch a cold light.",
    grain=0.6,
)
def silk_folds(s: Sheet) -> None:
    """Nothing but cloth."""
    a, b = s.rng.uniform(0, 6.28), s.rng.uniform(0, 6.28)

    def fold(x: float, y: float) -> float:
        u = x * 0.0030 + y * 0.0050
        v = x * 0.0020 - y * 0.0012
        bend = u + 0.8 * math.sin(v * 1.3 + a) + 0.16 * math.sin(v * 3.1 + b)
        return (
            118 * math.sin(bend * 1.2)
            + 40 * math.sin(bend * 2.3 + 0.8 * v + b)
            + 11 * math.sin(bend * 5.3 - v * 1.9 + a)
        )

    tone = lit(s, heights(s, fold, 300), Lamp(215, 38, 0.02, 0.55, 0.6, 9))
    s.ground(tint(tone, ["#00120d", "#02281d", "#06553a", "#14936a", "#6fd6a8", "#eafff0"]))


@piece(
    "stage-curtain",
    WIDE,
    "A heavy crimson curtain hangs closed but for one bright gap near the middle.",
    grain=0.7,
)
def stage_curtain(s: Sheet) -> None:
    """Before it begins: one sliver of light."""
    shift = [s.rng.uniform(0, 6.28) for _ in range(4)]

    def fold(x: float, y: float) -> float:
        lean = x + 26 * math.sin(y * 0.0026 + shift[0]) + (x - 1120) * y * 0.00006
        wave = math.sin(lean * 0.046 + 1.1 * math.sin(lean * 0.011 + shift[1]))
        return (
            27 * wave
            + 15 * math.sin(lean * 0.017 + shift[2])
            + 5 * math.sin(lean * 0.13 + shift[3] + y * 0.001)
        )

    tone = weave(
        s, lit(s, heights(s, fold, 420, fine=True), Lamp(195, 32, 0.04, 0.72, 0.25, 10)), 0.05
    )
    s.ground(tint(tone, ["#12000a", "#3a0413", "#7d0a1f", "#c11b2b", "#ee4f45"]))
    s.spray(rect(0, 0, s.w, s.h), "#0c0008", 270, start=0.45, strength=0.9, smooth=0.9)
    gap = spline("1118 0!, 1126 300, 1112 620, 1140 930!, 1190 930!, 1150 640, 1146 300, 1132 0!")
    s.cut(gap, Fade(["#ffb25c", "#ffe9b0", "#fff6dc"], 90), blur=1.2)
    for width, force in ((36, 0.5), (120, 0.3)):
        s.cut(
            limb("1124 60, 1130 420, 1140 940", [width * 0.3, width * 0.6, width]),
            "#ff8a3c",
            alpha=force,
            blur=width * 0.6,
            blend="screen",
        )
    s.cut(rect(0, 926, s.w, 80), Fade(["#2a120c", "#0e0605"], 90))
    s.cut(
        spline("1128 928!, 1196 928!, 1420 1010!, 1180 1010!"),
        Fade(["#ffe0a0", "#c4602a"], 90),
        blur=7,
    )


@piece(
    "pleats-study",
    PORTRAIT,
    "A fan of sharp knife pleats in apricot silk opens from the lower corner and fills the frame.",
    grain=0.7,
)
def pleats_study(s: Sheet) -> None:
    """A hundred edges from one point."""
    cx, cy = 1180.0, 1760.0

    def fold(x: float, y: float) -> float:
        dx, dy = x - cx, y - cy
        r = math.hypot(dx, dy)
        turn = math.degrees(math.atan2(-dy, -dx)) + 5 * math.sin(r * 0.0024)
        place = (turn / 3.4) % 1
        ridge = place / 0.78 if place < 0.78 else (1 - place) / 0.22
        return r * 0.046 * ridge + 18 * math.sin(r * 0.006 + turn * 0.02)

    tone = lit(s, heights(s, fold, 520, fine=True), Lamp(250, 34, 0.05, 0.8, 0.25, 12))
    s.ground(tint(tone, ["#2a0a12", "#7a2418", "#d9642f", "#f7a862", "#ffe0b4", "#fff6e6"]))
    s.spray(rect(0, 0, s.w, s.h), "#3a0a1a", 30, start=0.6, strength=0.7, smooth=0.8)
    for r in (520, 1030, 1490):
        hem = [
            (cx + r * math.cos(math.radians(a)), cy + r * math.sin(math.radians(a)))
            for a in range(178, 290, 2)
        ]
        s.lines([hem], "#3a0a12", 2, 0.35)


@piece(
    "cover-one",
    PORTRAIT,
    "Two cloths, vermilion and pale pink, are joined by one seam that runs as a face in profile.",
    grain=0.8,
)
def cover_one(s: Sheet) -> None:
    """The seam is the face."""
    line = [(610 + (x - 0.6) * 1240, 380 + y * 960) for x, y in face(0.02, 0.0, 0.0, 0.012)]
    seam = spline(
        [(470, -40), (520, 120), (560, 270), *line[:-1], (610, 1360), (640, 1500), (720, 1660)],
        closed=False,
        steps=10,
    )
    left = [*seam, (-20, 1640), (-20, -20)]
    right = [*seam, (1320, 1640), (1320, -20)]

    def drape(x: float, y: float) -> float:
        pull = math.hypot(x + 220, y - 1750)
        return (
            30 * math.sin(math.atan2(y - 1750, x + 220) * 13 + pull * 0.002) * min(1.0, pull / 900)
        )

    def calm(x: float, y: float) -> float:
        return 34 * math.sin(y * 0.0042 - x * 0.0052 + 0.6) + 9 * math.sin(x * 0.012 + y * 0.004)

    lamp = Lamp(220, 48, 0.1, 0.85, 0.0, 10)
    pink = weave(s, lit(s, heights(s, calm, 80), lamp), 0.14, 5)
    s.cut(right, tint(pink, ["#b5707a", "#f0b9b4", "#fbdcd2"]))
    red = weave(s, lit(s, heights(s, drape, 80), lamp), 0.14, 5)
    s.cut(left, tint(red, ["#7a0f12", "#e23420", "#ff6a44"]), shadow=16, drop=(14, 6), dark=0.5)
    s.rim(left, "#5a0a10", 0, depth=16, strength=0.6)
    # The stitches lie across the seam, evenly spaced whatever the face does.
    gone, due = 0.0, 20.0
    for k, (p, q) in enumerate(pairwise(seam)):
        gone += math.dist(p, q)
        if gone < due:
            continue
        due = gone + 37
        (ax, ay), (bx, by) = seam[max(k - 24, 0)], seam[min(k + 24, len(seam) - 1)]
        n = math.hypot(bx - ax, by - ay)
        nx, ny = -(by - ay) / n, (bx - ax) / n
        a, b = (q[0] + nx * 19 - ny * 4, q[1] + ny * 19 + nx * 4), (q[0] - nx * 19, q[1] - ny * 19)
        s.cut(
            [ellipse(*a, 8, 8, steps=12), ellipse(*b, 8, 8, steps=12)],
            "#4a0a10",
            alpha=0.45,
            blur=3,
        )
        s.cut(limb([a, b], [4.2, 5, 4.2]), "#fff4dc", shadow=5, dark=0.5)


@piece(
    "cover-two",
    PORTRAIT,
    "A head in profile stands against a low amber sun; only the edge of the face is lit.",
    grain=1.0,
)
def cover_two(s: Sheet) -> None:
    """Half light: one edge of one face."""
    s.ground(Fade(["#0b1230", "#27305c", "#6a4a6f", "#c96a4f", "#f2a24a"], 90))
    s.spray(rect(0, 0, s.w, s.h), "#070b22", 270, start=0.3, strength=0.9, smooth=0.6)
    sun = ellipse(930, 1010, 420, 420)
    s.light(930, 1010, 900, "#ff9a4a", 0.55)
    s.cut(sun, Fade(["#ffe9a8", "#ffb54a", "#f2702f"], 90))
    s.spray(sun, "#d9421f", 90, start=0.4, strength=0.8, smooth=0.5)
    h = 860.0
    head = bust(90, 520, h, tilt=-6, neck=0.1, features=(0.01, 0.004, 0, 0.014))
    hair = skullcap(
        90,
        520,
        h,
        nodes(
            "0.79 0.19, 0.66 -0.02, 0.36 -0.10, 0.02 0.0, "
            "-0.14 0.26, -0.12 0.62, 0.02 0.94, 0.16 1.04,"
            "0.30 0.84, 0.38 0.60, 0.50 0.42, 0.70 0.30"
        ),
        tilt=-6,
    )
    lamp = Lamp(12, 16, 0.0, 0.8, 0.5, 6)
    field = swell(s, head, 190, 120)
    s.cut(
        head,
        tint(
            lit(s, field, lamp), ["#070a1c", "#10142e", "#3a1c34", "#a8402f", "#ff9a4a", "#fff0c4"]
        ),
    )
    s.cut(hair, "#060816", shadow=10)
    s.rim(hair, "#c9582f", 330, depth=12, strength=0.8)
    for k in range(16):
        t = k / 15
        strand = [
            (90 + h * (0.72 - 0.1 * t), 520 + h * (0.14 + 0.1 * t)),
            (90 + h * (0.3 - 0.1 * t), 520 + h * (0.0 + 0.3 * t)),
            (90 + h * (0.02 + 0.1 * t), 520 + h * (0.5 + 0.4 * t)),
        ]
        s.cut(limb(strand, [1, 3, 1.5]), "#3a3f6a", alpha=0.5)
    coat = spline("-40 1540!, 120 1436, 330 1400, 520 1440, 690 1500, 800 1640!, -40 1640!")
    model(s, coat, ["#04050f", "#0c1024", "#2a1c34", "#8a3a34"], rise=50, round_=40, lamp=lamp)


@piece(
    "indigo-lengths",
    LANDSCAPE,
    "Six lengths of cotton hang side by side, "
    "each one dip darker than the last, white to midnight.",
    grain=0.8,
)
def indigo_lengths(s: Sheet) -> None:
    """A scale in six steps."""
    s.ground(Fade(["#efe9dc", "#d9d2c2"], 90))
    s.cut(rect(0, 96, s.w, 16), Fade(["#d9b27a", "#7a5630"], 90), shadow=14)
    dips = [
        ["#9aa2a8", "#e4e6e2", "#fbfaf4", "#ffffff"],
        ["#5f7f9a", "#a9c6da", "#d6e6ee", "#f2fafc"],
        ["#2f5688", "#6a9ac9", "#a4c8e6", "#d9ecf8"],
        ["#16356a", "#3565a8", "#6f9cd6", "#b5d3f2"],
        ["#0a1c48", "#1d3f86", "#3f68b8", "#86a8e0"],
        ["#050a20", "#0f1c4a", "#24387a", "#5a70b8"],
    ]
    lamp = Lamp(210, 36, 0.06, 0.84, 0.1, 8)
    for k, colours in enumerate(dips):
        x, w = 70 + k * 284, 250
        foot = 1070 + 34 * math.sin(k * 1.9)
        cloth = spline(
            [
                (x, 90, 1),
                (x + w, 90, 1),
                (x + w - 10, 560),
                (x + w + 8, foot, 1),
                (x + w * 0.5, foot + 16),
                (x - 8, foot - 8, 1),
                (x + 12, 560),
            ]
        )

        def fold(u: float, v: float, x: float = x, k: int = k) -> float:
            t = (u - x) / 250
            return (
                17 * math.sin(t * 11 + k * 2.1 + 0.5 * math.sin(v * 0.004 + k))
                + 7 * math.sin(t * 27 + k + v * 0.0012)
                + 7 * math.sin(v * 0.006 + k * 1.7 + t * 2)
            )

        field = together(heights(s, fold, 300, over=cloth), swell(s, cloth, 16, 16))
        tone = weave(s, lit(s, field, lamp, cloth), 0.1)
        s.cut(cloth, tint(tone, colours), shadow=26, drop=(30, 18), dark=0.4)
        s.rim(cloth, colours[0], 90, depth=26, strength=0.5)
        for px in (x + 34, x + w - 52):
            s.cut(rect(px, 58, 18, 92), Fade(["#e4bd84", "#9a6a34"], 0), shadow=6)


@piece(
    "cane-weave",
    PORTRAIT,
    "The six strands of a chair seat cross in cane-yellow over black, "
    "some still missing at the foot.",
    grain=0.8,
)
def cane_weave(s: Sheet) -> None:
    """Six ways across, in the order in which they go on."""
    s.ground(Fade(["#171310", "#0d0b0a"], 90))
    pitch, w = 150.0, 21.0
    tones = ["#5a3a12", "#c98f3c", "#f2c878", "#fbe3ac", "#d9a452", "#6a4416"]

    def strand(a: Point, b: Point) -> None:
        size = math.dist(a, b)
        nx, ny = -(b[1] - a[1]) / size * w / 2, (b[0] - a[0]) / size * w / 2
        strip = [
            (a[0] + nx, a[1] + ny),
            (b[0] + nx, b[1] + ny),
            (b[0] - nx, b[1] - ny),
            (a[0] - nx, a[1] - ny),
        ]
        count = max(1, round(size / 60))
        s.cut(strip, tones[0], shadow=9, drop=(7, 9), dark=0.75)
        for side, colour in ((0.84, tones[1]), (0.52, tones[2]), (0.2, tones[3])):
            inner = [
                ((p[0] - m[0]) * side + m[0] - 2, (p[1] - m[1]) * side + m[1] - 2)
                for p, m in zip(strip, (a, b, b, a), strict=True)
            ]
            s.cut(inner, colour)
        scars: Shape = []
        for k in range(count):
            t = (k + s.rng.random()) / count
            x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
            scars.append([(x + nx, y + ny), (x - nx, y - ny), (x - nx + 1.6, y - ny + 1.6)])
        s.cut(scars, tones[1], alpha=0.6)

    cols = [k * pitch - 70 for k in range(10)]
    rows = [k * pitch - 60 for k in range(12)]
    for d in (-17, 17):
        for x in cols:
            strand((x + d, -40), (x + d, 1640))
        for y in rows:
            if d < 0 or y < 1180:
                strand((-40, y + d), (1320, y + d))
    for k in range(-11, 10):
        x = cols[0] + k * pitch
        if k < 6:
            strand((x - 40, rows[0] - 40), (x + 1800, rows[0] + 1800))
    for k in range(1, 12):
        x = cols[0] + k * pitch
        strand((x + 40, rows[0] - 40), (x - 1000, rows[0] + 1000))
    s.spray(rect(0, 0, s.w, s.h), "#0d0806", 60, start=0.5, strength=0.75, smooth=0.8)
    s.light(240, 200, 700, "#ffdf9a", 0.22)


@piece(
    "needle-and-wool",
    LANDSCAPE,
    "A steel needle as long as the picture draws red wool through the edges of grey knitting.",
    grain=0.8,
)
def needle_and_wool(s: Sheet) -> None:
    """Sewing up, very close."""
    s.ground("#14181c")

    def knit(x: float, y: float) -> float:
        col = x / 96
        row = y / 74 + (0.46 * abs((col % 1) * 2 - 1))
        across = (col % 1) * 2 - 1
        a = math.cos(math.pi * (abs(across) - 0.5)) ** 2
        b = math.sin(math.pi * (row % 1)) ** 2
        return 30 * (a * 0.75 + 0.25) * (0.25 + 0.75 * b) + 14 * math.sin(x * 0.0032 + y * 0.0014)

    tone = weave(
        s, lit(s, heights(s, knit, 520, fine=True), Lamp(225, 40, 0.05, 0.85, 0.05, 8)), 0.16, 3
    )
    s.ground(tint(tone, ["#15181c", "#3f474d", "#87919a", "#c4ccd0", "#eef2f2"]))
    lamp = Lamp(225, 42, 0.1, 0.8, 0.35, 12)
    gap = spline(
        "-40 742!, 400 752, 900 726, 1400 738, 1840 720!, "
        "1840 790!, 1400 806, 900 792, 400 822, -40 806!"
    )
    s.cut(gap, "#0a0c0f", blur=7)
    wool = ["#3a040a", "#a3141f", "#e23a34", "#ff9a8a"]
    for k in range(6):
        x = 60 + k * 176
        stitch = limb([(x, 690), (x + 46, 760), (x + 70, 850)], [19, 22, 19])
        model(s, stitch, wool, rise=30, round_=16, lamp=lamp, shadow=14, drop=(10, 12), dark=0.7)
        for j in range(4):
            s.cut(
                limb([(x + 2 + j * 17, 716 + j * 36), (x + 36 + j * 14, 704 + j * 36)], [1, 3, 1]),
                wool[0],
                alpha=0.55,
            )
    thread = limb(
        "1096 690, 1130 760, 1220 700, 1290 520, 1210 330, 1060 300, 1010 400, 1130 470, 1330 390,"
        "1560 300",
        [19, 19, 18, 18, 17, 17, 17, 16, 14],
    )
    model(s, thread, wool, rise=30, round_=15, lamp=lamp, shadow=22, drop=(16, 20), dark=0.6)
    needle = spline(
        "330 1130!, 700 922, 1180 640, 1480 446, 1600 330, 1650 300, 1662 318, 1640 370, 1512 486,"
        "1200 676, 720 948"
    )
    eye = spline("1540 398, 1622 330, 1630 340, 1556 420")
    model(
        s,
        needle,
        ["#101418", "#5a666e", "#b9c6cc", "#ffffff"],
        rise=34,
        round_=14,
        holes=eye,
        lamp=Lamp(225, 40, 0.1, 0.6, 0.8, 20),
        shadow=26,
        drop=(22, 34),
        dark=0.6,
    )
    s.cut(limb("1560 398, 1588 372, 1612 344", [8, 9, 8]), wool[1], clip=s.mask(eye))
    tail = limb("1606 352, 1690 300, 1760 340, 1850 300", [14, 15, 15, 15])
    model(s, tail, wool, rise=26, round_=14, lamp=lamp, shadow=16, dark=0.6)
