"""The workroom: denim, knitting, thread, buttons, chalk and patterns."""

import math
from itertools import pairwise

from PIL import ImageChops

from .catalogue import LANDSCAPE, piece
from .curves import Node, Poly, Shape, arc, ellipse, limb, nodes, rect, spin, spline
from .paper import Fade, Sheet, mix, tint
from .relief import Lamp, heights, lit, model, swell, together, weave


@piece(
    "pattern-pieces",
    LANDSCAPE,
    "Tissue pattern pieces for a jacket overlap on a cutting table, marked in red and black.",
)
def pattern_pieces(s: Sheet) -> None:
    """Translucent paper over green baize: every overlap a darker tone."""
    s.ground(Fade(["#1f5b52", "#17463f"], 60))
    s.spray(rect(0, 0, s.w, s.h), "#0b2a28", 30, start=0.4)
    for k in range(0, 1800, 100):
        s.lines([[(k, 0), (k, 1200)]], "#3b7c70", 1.5, 0.6)
    for k in range(0, 1200, 100):
        s.lines([[(0, k), (1800, k)]], "#3b7c70", 1.5, 0.6)
    front: list[Node] = nodes(
        "180 190!, 380 140!, 430 260, 540 330!, 560 700, 600 1090!, 150 1120!, 170 640"
    )
    back: list[Node] = nodes(
        "640 120!, 760 150, 880 116!, 1020 170!, 980 330, 1060 440!, 1040 760, "
        "1080 1080!, 620 1080!"
    )
    sleeve: list[Node] = nodes(
        "1130 420!, 1230 250, 1370 170, 1510 260, 1610 440!, 1560 760, 1520 1060!, "
        "1230 1060!, 1180 740"
    )
    collar: list[Node] = nodes("430 930!, 700 840, 960 900!, 990 1010!, 710 960, 440 1050!")
    cuff: list[Node] = nodes("1350 60!, 1730 120!, 1710 240!, 1330 180!")
    for way, turn, colour in (
        (front, -3, "#f0d9a6"),
        (back, 2.5, "#f6e8c6"),
        (sleeve, 6, "#e9c987"),
        (collar, -9, "#f4dfb4"),
        (cuff, 4, "#f6e8c6"),
    ):
        cx = sum(n[0] for n in way) / len(way)
        cy = sum(n[1] for n in way) / len(way)
        outer = spline(spin(way, turn, (cx, cy)))
        s.cut(outer, colour, shadow=14, alpha=0.86)
        s.spray(outer, "#c89a4e", 110, start=0.5, strength=0.7)
        for f, line, width in ((0.93, "#2b2320", 3.0), (0.86, "#d43a2a", 2.4)):
            inner = [(cx + (x - cx) * f, cy + (y - cy) * f) for x, y in outer]
            inner.append(inner[0])
            dashes = [inner[i : i + 2] for i in range(0, len(inner) - 1, 2 if f < 0.9 else 1)]
            s.lines(dashes, line, width)
        s.lines([[(cx - 60, cy - 190), (cx - 60, cy + 190)]], "#2b2320", 3)
        for k in (-1, 1):
            s.cut(
                [(cx - 60, cy + k * 214), (cx - 74, cy + k * 180), (cx - 46, cy + k * 180)],
                "#2b2320",
            )
        for k in range(3):
            nx, ny = outer[(k * 31 + 9) % len(outer)]
            s.cut([(nx, ny - 13), (nx + 11, ny + 7), (nx - 11, ny + 7)], "#2b2320")
    dart = [(330, 640), (352, 820), (374, 640)]
    s.lines([dart], "#d43a2a", 3)
    tape = limb("-20 1130, 360 1150, 760 1090, 1180 1150, 1820 1080", [24, 24])
    s.cut(tape, "#f4b41f", shadow=10)
    path = spline("-20 1130, 360 1150, 760 1090, 1180 1150, 1820 1080", False, 40)
    for i in range(0, len(path) - 1, 2):
        (x, y), h = path[i], 18 if i % 10 else 34
        s.lines([[(x, y - 22), (x, y - 22 + h)]], "#2b2320", 2.4)
    for x, y, turn in ((300, 300, 20), (1450, 560, -30), (840, 500, 60), (620, 980, 10)):
        a = math.radians(turn)
        tip = (x + 90 * math.cos(a), y + 90 * math.sin(a))
        s.cut(limb([(x, y), tip], [2.4, 1.4]), "#e8eef0", shadow=5)
        s.cut(ellipse(x, y, 13, 13), "#d43a2a", shadow=6)


@piece(
    "thread-spools",
    LANDSCAPE,
    "Spools of thread stand in rows seen from above, each throwing a long shadow to the right.",
)
def thread_spools(s: Sheet) -> None:
    """A grid of round colours and the diagonal that their shadows draw."""
    s.ground(Fade(["#f3c9b4", "#eeb79c"], 30))
    colours = [
        "#d8322c",
        "#f2a51f",
        "#0f6b6e",
        "#1d2f6f",
        "#f7efe0",
        "#e56a8d",
        "#2c2430",
        "#6aa24a",
        "#8a3f9a",
        "#f0d24a",
        "#3f8fc9",
        "#a3331f",
    ]
    places = [
        (170 + col * 246 + (123 if row % 2 else 0), 170 + row * 216)
        for row in range(5)
        for col in range(-1, 8)
    ]
    shade: Shape = []
    for x, y in places:
        shade += limb([(x, y), (x + 190, y + 110)], [92, 92], steps=3)
    s.cut(shade, "#b0566a", alpha=0.85)
    for i, (x, y) in enumerate(places):
        colour = colours[(i * 5 + i // 9) % 12]
        s.cut(ellipse(x + 16, y + 9, 94, 94), mix(colour, "#1a0a14", 0.6))
        s.cut(ellipse(x, y, 94, 94), colour)
        s.rim(ellipse(x, y, 94, 94), mix(colour, "#12040c", 0.7), 35, depth=42, strength=1)
        rings = [
            arc(x, y, r, r, s.rng.uniform(0, 90), s.rng.uniform(200, 340)) for r in range(50, 94, 6)
        ]
        s.lines(rings, mix(colour, "#ffffff", 0.45), 1.6, 0.7)
        s.cut(ellipse(x, y, 42, 42), "#e6c48f", shadow=5)
        s.rim(ellipse(x, y, 42, 42), "#8a5526", 35, depth=18)
        s.cut(ellipse(x, y, 15, 15), "#3a1f14")
    loose: list[Node] = nodes(
        "760 390, 900 300, 1080 420, 1240 620, 1180 800, 980 760, 1020 600, 1300 560, 1820 700"
    )
    s.cut(
        limb([(n[0] + 10, n[1] + 16) for n in loose], [5, 5], steps=24),
        "#6a2a3a",
        alpha=0.6,
        blur=5,
    )
    s.cut(limb(loose, [5, 5], steps=24), "#d8322c")


@piece(
    "knitwear-loops",
    LANDSCAPE,
    "Knitted loops fill the picture in moss, cream and rose, forming a wide zigzag pattern.",
)
def knitwear_loops(s: Sheet) -> None:
    """Stocking stitch seen close: every stitch is a V of two leaves of wool."""
    s.ground("#14241c")
    cw, ch = 60, 46
    yarn = {"m": "#4f6b35", "c": "#f2e6cc", "r": "#d9596f", "d": "#22402f", "o": "#e7a03c"}
    bands = "mmmccrrcoddocrrccmmmd"
    stitches: dict[str, Shape] = {k: [] for k in yarn}
    for row in range(-2, 30):
        for col in range(-1, 32):
            zig = abs((col % 12) - 6)
            key = bands[(row + zig) % len(bands)]
            x, y = col * cw, row * ch + s.rng.uniform(-1.5, 1.5)
            for k in (-1, 1):
                foot = (x + k * 3, y + ch * 1.02)
                top = (x + k * 25, y - ch * 0.42)
                mid = (x + k * 21, y + ch * 0.36)
                stitches[key] += limb([top, mid, foot], [7, 13.5, 6], steps=5)[:1]
    everything = [p for group in stitches.values() for p in group]
    s.cut([[(x + 3, y + 8) for x, y in p] for p in everything], "#060d0a", alpha=0.55, blur=4)
    for key, group in stitches.items():
        s.cut(group, yarn[key])
    whole = s.mask(everything)
    moved = ImageChops.offset(whole, -5, -7)
    shade = ImageChops.subtract(whole, moved)
    s.wash(shade, "#0a140e", 0.5)
    light = ImageChops.subtract(whole, ImageChops.offset(whole, 4, 5))
    s.wash(light, "#ffffff", 0.3)
    hairs = []
    for _ in range(1500):
        u = s.rng.uniform(0, 6.28)
        hx, hy = s.rng.uniform(0, s.w), s.rng.uniform(0, s.h)
        hairs.append(
            [
                (hx, hy),
                (hx + 9 * math.cos(u), hy + 9 * math.sin(u)),
                (hx + 16 * math.cos(u + 0.5), hy + 16 * math.sin(u + 0.5)),
            ]
        )
    s.lines(hairs[::2], "#ffffff", 1, 0.25)
    s.lines(hairs[1::2], "#000000", 1, 0.3)
    fold = s.field(lambda x, y: max(0.0, math.sin(x * 5.2 + 1.6 * y + 0.6)) ** 2, 60)
    s.wash(fold, "#04100a", 0.55, blend="multiply")


@piece(
    "button-tray",
    LANDSCAPE,
    "A haberdasher's tray of buttons sorted by colour into deep square compartments.",
)
def button_tray(s: Sheet) -> None:
    """A wooden grid, and heaps of buttons that do not quite keep to it."""
    s.ground(Fade(["#5a2b1c", "#3c1a12"], 60))
    groups = [
        "#d8342c",
        "#f4ead6",
        "#16315f",
        "#e9a32a",
        "#171418",
        "#2d8076",
        "#e98aa0",
        "#b9c6c9",
        "#7a3b22",
        "#f1d45c",
        "#4f76c2",
        "#5d7f3a",
    ]
    for k, colour in enumerate(groups):
        cx, cy = 40 + (k % 4) * 432, 36 + (k // 4) * 378
        cell = rect(cx, cy, 412, 358)
        s.cut(cell, Fade(["#2a120c", "#1a0a07"], 50))
        inside = s.mask(cell)
        for _ in range(30):
            r = s.rng.uniform(30, 64)
            x, y = (
                s.rng.uniform(cx + r * 0.5, cx + 412 - r * 0.5),
                s.rng.uniform(cy + r * 0.5, cy + 358 - r * 0.5),
            )
            shade = mix(
                colour, s.rng.choice(("#ffffff", "#000000", colour)), s.rng.uniform(0, 0.28)
            )
            flat = s.rng.uniform(0.82, 1)
            turn = s.rng.uniform(0, 180)
            rim = ellipse(x, y, r, r * flat, turn, 40)
            s.cut(rim, shade, shadow=8, drop=(5, 8), dark=0.6, clip=inside)
            s.rim(rim, mix(shade, "#000000", 0.7), 50, depth=r * 0.4, clip=inside)
            s.cut(
                ellipse(x, y, r * 0.66, r * 0.66 * flat, turn, 32),
                mix(shade, "#000000", 0.16),
                clip=inside,
            )
            holes = s.rng.choice((2, 4))
            dots = []
            for j in range(holes):
                a = math.radians(turn) + j * 2 * math.pi / holes
                dots.append(
                    ellipse(
                        x + r * 0.26 * math.cos(a),
                        y + r * 0.26 * math.sin(a),
                        r * 0.1,
                        r * 0.1,
                        steps=12,
                    )
                )
            s.cut(dots, "#120808", clip=inside)
        s.cut(rect(cx, cy, 412, 26), "#000000", alpha=0.45, blur=10, clip=inside)
        s.cut(rect(cx, cy, 22, 358), "#000000", alpha=0.45, blur=10, clip=inside)
    bars = [rect(0, y, s.w, 24) for y in (12, 392, 770, 1150)]
    bars += [rect(x, 0, 24, s.h) for x in (16, 450, 882, 1314, 1748)]
    s.cut(bars, Fade(["#b5713f", "#8a4f2a"], 60), shadow=9, dark=0.6)
    s.rim(bars, "#f0b47a", 225, depth=5, strength=0.9)


@piece(
    "denim-pocket",
    LANDSCAPE,
    "The small fifth pocket of a pair of jeans, very close: twill, "
    "orange thread, two copper rivets.",
    grain=0.6,
)
def denim_pocket(s: Sheet) -> None:
    """Close enough to count the ribs."""
    lamp = Lamp(232, 40, 0.08, 0.85, 0.0)
    blues = ["#060b1e", "#152550", "#2f4a86", "#5c7cb8", "#b9cdea"]

    def twill(x: float, y: float) -> float:
        slub = 0.7 * math.sin(x * 0.013 + 2 * math.sin(y * 0.004)) + 0.5 * math.sin(
            y * 0.05 + x * 0.011
        )
        return 3.1 * math.sin((x * 0.55 + y) * 0.46 + slub) + 1.4 * math.sin(x * 0.42 + slub * 2)

    def ease(x: float, y: float) -> float:
        return 17 * math.sin(x * 0.0032 + y * 0.0021) + 7 * math.sin(y * 0.008 - x * 0.003)

    ribs = heights(s, twill, 900, fine=True)
    s.ground(tint(lit(s, together(ribs, heights(s, ease, 120, fine=True)), lamp), blues))
    pocket = spline(
        "560 250!, 1010 232, 1450 252!, 1436 700, 1400 1040!, 1004 1150!, 610 1046!, 574 700"
    )
    belt = rect(-20, -40, 1840, 236)
    for shape, high in ((belt, 30), (pocket, 22)):
        body = swell(s, shape, high, 16).resize(ribs.size)
        tone = lit(
            s,
            together(ribs, body, heights(s, lambda x, y: ease(x + 300, y + 90), 120, fine=True)),
            lamp,
        )
        s.cut(shape, tint(tone, blues), shadow=22, drop=(10, 18), dark=0.7)
        s.rim(shape, "#c4d6f0", 230, depth=9, strength=0.5)
    thread = ["#4a1c04", "#b55a14", "#f29a3a", "#ffdca0"]
    lines: list[str] = [
        "604 330!, 1010 314!, 1406 332!",
        "604 362!, 1010 346!, 1406 364!",
        "600 290!, 616 700, 648 1016!, 1004 1108!, 1362 1012!, 1394 700, 1408 292!",
        "632 380!, 646 700, 676 992!, 1004 1076!, 1334 988!, 1364 700, 1376 380!",
        "-20 150!, 1820 146!",
        "-20 118!, 1820 114!",
    ]
    stitches: Shape = []
    for line in lines:
        way = spline(line, closed=False, steps=60)
        gone, last = 0.0, way[0]
        dense: Poly = []
        for (ax, ay), (bx, by) in pairwise(way):
            n = max(1, round(math.hypot(bx - ax, by - ay) / 3))
            dense += [(ax + (bx - ax) * k / n, ay + (by - ay) * k / n) for k in range(n)]
        for p, q in pairwise(dense):
            gone += math.dist(p, q)
            if gone > 40:
                gone = 0.0
                stitches += limb(
                    [last, ((last[0] + p[0]) / 2, (last[1] + p[1]) / 2), p], [4, 7, 4], steps=4
                )
            elif gone < 9:
                last = q
    model(
        s,
        stitches,
        thread,
        rise=16,
        round_=6,
        lamp=Lamp(232, 42, 0.12, 0.85, 0.2),
        shadow=6,
        dark=0.6,
    )
    copper = ["#2a0c04", "#8a3c18", "#d98a50", "#ffe2c0"]
    for x, y in ((590, 318), (1420, 322)):
        model(
            s,
            ellipse(x, y, 48, 48),
            copper,
            rise=30,
            round_=16,
            lamp=Lamp(232, 40, 0.08, 0.7, 0.6, 16),
            shadow=14,
            dark=0.7,
        )
        model(
            s,
            ellipse(x, y, 19, 19),
            copper,
            rise=18,
            round_=8,
            lamp=Lamp(232, 40, 0.1, 0.7, 0.6, 16),
        )


@piece(
    "tailor-chalk",
    LANDSCAPE,
    "Chalk lines for a coat front and a pocket on navy melton; the blue chalk lies beside them.",
    grain=0.7,
)
def tailor_chalk(s: Sheet) -> None:
    """Before the first cut, or after the last stitch."""

    def melton(x: float, y: float) -> float:
        return 20 * math.sin(x * 0.0026 - y * 0.0034 + 1) + 8 * math.sin(x * 0.0071 + y * 0.0052)

    lamp = Lamp(225, 36, 0.05, 0.8, 0.0)
    tone = weave(s, lit(s, heights(s, melton, 120), lamp), 0.5, 3)
    s.ground(tint(tone, ["#05070f", "#10172c", "#1f2a4a", "#3f4d78"]))
    front = [
        "180 1240, 230 980, 250 700, 330 420, 560 190, 760 60, 900 -30",
        "250 700, 470 640, 700 500, 830 300, 870 110, 900 -30",
        "1240 1240, 1210 960, 1120 700, 1150 430, 1320 240, 1560 130, 1830 100",
        "250 700, 380 830, 430 1010, 440 1240",
    ]
    for line in front:
        s.cut(limb(line, [22, 30, 24]), "#e9e6da", alpha=0.10, blur=9)
        s.cut(limb(line, [5, 10, 7, 11, 6]), "#f6f2e4", worn=1.1)
        s.cut(limb(line, [3, 5, 3]), "#fffdf4", worn=0.6, alpha=0.8)
    for line in (
        "600 880, 800 862, 990 836",
        "604 930, 804 912, 996 886",
        "600 880, 604 930",
        "990 836, 996 886",
    ):
        s.cut(limb(line, [5, 8, 5]), "#f6f2e4", worn=1.1)
    for x, y in ((700, 500), (1150, 430), (440, 1010)):
        s.lines(
            [[(x - 26, y - 26), (x + 26, y + 26)], [(x + 26, y - 26), (x - 26, y + 26)]],
            "#f6f2e4",
            7,
            0.8,
        )
    thread = spline("520 1240, 540 1000, 560 760, 640 560, 800 400", closed=False, steps=12)
    for a, b in zip(thread[::6], thread[4::6], strict=False):
        model(
            s,
            limb([a, b], [6, 6]),
            ["#8a8a86", "#f4f1e6", "#ffffff"],
            rise=12,
            round_=5,
            lamp=lamp,
            shadow=6,
        )
    for _ in range(420):
        r = s.rng.uniform(0.8, 4)
        s.cut(
            ellipse(s.rng.gauss(1400, 150), s.rng.gauss(880, 90), r, r, steps=8),
            "#bfe0f6",
            alpha=s.rng.uniform(0.2, 0.8),
        )
    chalk = spline(
        "1250 700!, 1330 656, 1560 640, 1640 690!, 1600 900, 1530 1010!, 1380 1000, 1290 860"
    )
    model(
        s,
        chalk,
        ["#123a66", "#3f84c4", "#8cc6ee", "#e4f4ff"],
        rise=70,
        round_=26,
        lamp=Lamp(225, 40, 0.12, 0.85, 0.05),
        shadow=26,
        drop=(20, 26),
        dark=0.75,
    )
    s.cut(spline("1330 740, 1440 716, 1540 724, 1480 800, 1380 820"), "#eaf6ff", alpha=0.35, worn=1)


@piece(
    "pad-stitch",
    LANDSCAPE,
    "Columns of slanting white stitches hold canvas to navy cloth along the curve of a lapel.",
    grain=0.7,
)
def pad_stitch(s: Sheet) -> None:
    """The side of a lapel that nobody sees."""
    lamp = Lamp(225, 38, 0.06, 0.85, 0.0)

    def roll(x: float, y: float) -> float:
        return 46 * math.sin(x * 0.0024 + y * 0.0011) + 10 * math.sin(y * 0.006 - x * 0.002)

    navy = weave(s, lit(s, heights(s, roll, 140), lamp), 0.5, 3)
    s.ground(tint(navy, ["#04060e", "#0f162c", "#202c50", "#46568c"]))

    def edge(y: float) -> float:
        """Where the canvas ends: the curve of the lapel."""
        return 1330 + 190 * math.sin(y * 0.0021 - 0.5) - y * 0.12

    line = [(edge(y), float(y)) for y in range(-40, 1260, 20)]
    canvas: Poly = [*line, (-40, 1260), (-40, -40)]
    pale = weave(s, lit(s, heights(s, roll, 140), Lamp(225, 46, 0.2, 0.8, 0.0)), 0.42, 6)
    s.cut(canvas, tint(pale, ["#4a3a26", "#9a8460", "#cdb88f", "#efe0bd"]), shadow=22, dark=0.6)
    for k in range(44):
        y = k * 28.0 - 20
        loose = (edge(y) + s.rng.uniform(6, 26), y + s.rng.uniform(-8, 12))
        s.cut(limb([(edge(y) - 6, y), loose], [2, 0.7]), "#d9c69c")
    near = Lamp(225, 42, 0.15, 0.85, 0.1)
    cotton = ["#6a645a", "#d9d4c6", "#fffdf4"]
    holes: Shape = []
    stitches: Shape = []
    for col in range(14):
        lean = 1 if col % 2 else -1
        for row in range(-1, 18):
            y = row * 72 + (36 if col % 2 else 0) + s.rng.uniform(-4, 4)
            x = edge(y) - 96 - col * 92 + s.rng.uniform(-4, 4)
            if col == 0 and row > 11:
                continue
            a, b = (x - 25 * lean, y - 15), (x + 25 * lean, y + 15)
            holes += [ellipse(*a, 9, 7, steps=14), ellipse(*b, 9, 7, steps=14)]
            stitches += limb([a, (x, y - 2), b], [4, 6.5, 4], steps=5)
    s.cut(holes, "#3a2c18", alpha=0.5, blur=3)
    model(
        s,
        stitches,
        cotton,
        rise=15,
        round_=6,
        lamp=near,
        shadow=6,
        dark=0.6,
    )
    thread = limb("1262 838, 1330 900, 1480 880, 1560 760, 1640 690", [6, 6, 6, 5, 5])
    model(s, thread, cotton, rise=14, round_=5, lamp=lamp, shadow=9, dark=0.6)
    needle = limb("1120 1010, 1400 826, 1650 676", [2, 10, 12])
    model(
        s,
        needle,
        ["#14181c", "#67737b", "#c4d0d6", "#ffffff"],
        rise=20,
        round_=8,
        lamp=Lamp(225, 40, 0.1, 0.6, 0.8, 20),
        shadow=14,
        drop=(14, 20),
        dark=0.7,
        holes=ellipse(1618, 695, 17, 4, -31),
    )
