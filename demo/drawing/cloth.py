"""The workroom: silk, denim, knitting, thread, buttons, chalk and patterns."""

import math

from PIL import ImageChops

from .catalogue import LANDSCAPE, piece
from .curves import Node, Poly, Shape, arc, ellipse, limb, rect, spin, spline
from .paper import Fade, Glow, Sheet, mix, tint


@piece(
    "silk-folds", LANDSCAPE,
    "Emerald silk lies in deep diagonal folds, light sliding along every crest.",
)  # fmt: skip
def silk_folds(s: Sheet) -> None:
    """Nothing but folds: a height field lit from the upper left."""
    a, b, c = (s.rng.uniform(0, 6.28) for _ in range(3))

    def light(x: float, y: float) -> float:
        u = x * 1.5 + y * 0.75
        v = y - x * 0.4
        warp = 0.55 * math.sin(2.1 * v + a) + 0.3 * math.sin(4.3 * u - 2.6 * v + b)
        ridge = math.sin(6.2 * u + 3.0 * warp) + 0.45 * math.sin(11.5 * u - 4.1 * warp + 3 * v + c)
        fine = 0.16 * math.sin(29 * u + 9 * warp + 5 * v)
        k = 0.5 + 0.34 * ridge + fine
        return min(1.0, max(0.0, k)) ** 1.25

    tone = s.field(light, 150)
    s.ground(tint(tone, ["#01140f", "#032c20", "#06583c", "#0c8a58", "#2fbf80", "#c9f5d6"]))
    s.spray(rect(0, 0, s.w, s.h), "#00110d", 45, start=0.5, strength=0.8)
    s.light(300, 120, 900, "#2a7a50", 0.35)


@piece(
    "denim-indigo", LANDSCAPE,
    "A close view of indigo denim: a pocket with ochre double stitching, a rivet, a frayed edge.",
)  # fmt: skip
def denim_indigo(s: Sheet) -> None:
    """Twill line by line, then the pocket laid over it."""
    tone = s.field(
        lambda x, y: 0.5 + 0.25 * math.sin(5 * x + 3 * y) * math.sin(4 * y - 2 * x + 1), 60
    )
    s.ground(tint(tone, ["#131f47", "#22386f", "#38558f"]))

    def twill(clip: Poly, colour: str, alpha: float) -> None:
        lines = [[(k * 9 - 1300, 1210), (k * 9, -10)] for k in range(360)]
        shape = [limb(line, [1.7, 1.7])[0] for line in lines]
        s.cut(shape, colour, alpha=alpha, clip=s.mask(clip), worn=0.9)

    twill(rect(0, 0, s.w, s.h), "#8fa9d4", 0.42)
    s.cut(limb([(0, 250), (900, 262), (1800, 236)], [30, 30, 30]), "#0c1535", alpha=0.5, blur=10)
    s.cut([(0, 0), (1800, 0), (1800, 224), (0, 244)], Fade(["#2a437d", "#1a2c5c"], 90), shadow=16)
    twill([(0, 0), (1800, 0), (1800, 224), (0, 244)], "#9fb7dd", 0.36)
    pocket = spline([(460, 330, 1), (1330, 318, 1), (1352, 900, 1), (900, 1120, 1), (440, 912, 1)])
    s.cut(pocket, Fade(["#2d4a8a", "#1b2f63"], 60), shadow=30)
    twill(pocket, "#a9c0e4", 0.42)
    s.rim(pocket, "#dfe9f7", 225, depth=14, strength=0.8)
    s.rim(pocket, "#0a1230", 45, depth=60, strength=0.9)

    def stitches(path: Poly, gap: float = 28) -> None:
        walk, last = 0.0, path[0]
        start: tuple[float, float] | None = None
        for p in spline(path, closed=False, steps=60):
            walk += math.dist(last, p)
            last = p
            if start is None and walk > gap * 0.4:
                start, walk = p, 0.0
            elif start and walk > gap * 0.62:
                s.cut(limb([start, p], [3.6, 3.6]), "#e8973a", shadow=3, dark=0.7)
                start, walk = None, 0.0

    for inset in (26, 50):
        k = inset
        corner: list[Poly] = [
            [(460 + k, 340 + k, 1), (1330 - k, 328 + k, 1)],  # type: ignore[list-item]
            [(1332 - k, 330 + k), (1350 - k, 890 - k * 0.3)], [(1348 - k, 893 - k * 0.3),
             (900, 1112 - k * 1.15)], [(896, 1112 - k * 1.15), (442 + k, 905 - k * 0.3)],
            [(442 + k, 900 - k * 0.3), (462 + k, 345 + k)],
        ]  # fmt: skip
        for seam in corner[1:]:
            stitches(seam)
    for y in (180, 206):
        stitches([(0, y + 16), (900, y + 4), (1800, y - 6)])
    wave = [(520 + i * 7.6, 640 + 80 * math.sin(i / 100 * math.pi * 2 - 1.2)) for i in range(101)]
    for dy in (0, 26):
        stitches([(x, y + dy) for x, y in wave[::10]])
    for x, y in ((484, 352), (1308, 342)):
        s.cut(ellipse(x, y, 27, 27), Glow(["#ffd9a8", "#c9772f", "#6b3312"], 0.35, 0.3), shadow=8)
        s.cut(ellipse(x, y, 11, 11), "#7a3d18")
    for k in range(150):
        x = 12 * k + s.rng.uniform(-6, 6)
        tip = (x + s.rng.uniform(-22, 22), 1200 - s.rng.uniform(30, 100))
        s.cut(limb([(x, 1210), ((x + tip[0]) / 2 + 8, 1180), tip], [2.2, 1]), "#e6edf6", alpha=0.9)


@piece(
    "pattern-pieces", LANDSCAPE,
    "Tissue pattern pieces for a jacket overlap on a cutting table, marked in red and black.",
)  # fmt: skip
def pattern_pieces(s: Sheet) -> None:
    """Translucent paper over green baize: every overlap a darker tone."""
    s.ground(Fade(["#1f5b52", "#17463f"], 60))
    s.spray(rect(0, 0, s.w, s.h), "#0b2a28", 30, start=0.4)
    for k in range(0, 1800, 100):
        s.lines([[(k, 0), (k, 1200)]], "#3b7c70", 1.5, 0.6)
    for k in range(0, 1200, 100):
        s.lines([[(0, k), (1800, k)]], "#3b7c70", 1.5, 0.6)
    front: list[Node] = [(180, 190, 1), (380, 140, 1), (430, 260), (540, 330, 1), (560, 700),
                         (600, 1090, 1), (150, 1120, 1), (170, 640)]  # fmt: skip
    back: list[Node] = [(640, 120, 1), (760, 150), (880, 116, 1), (1020, 170, 1), (980, 330),
                        (1060, 440, 1), (1040, 760), (1080, 1080, 1), (620, 1080, 1)]  # fmt: skip
    sleeve: list[Node] = [(1130, 420, 1), (1230, 250), (1370, 170), (1510, 260), (1610, 440, 1),
                          (1560, 760), (1520, 1060, 1), (1230, 1060, 1), (1180, 740)]  # fmt: skip
    collar: list[Node] = [(430, 930, 1), (700, 840), (960, 900, 1), (990, 1010, 1), (710, 960),
                          (440, 1050, 1)]  # fmt: skip
    cuff: list[Node] = [(1350, 60, 1), (1730, 120, 1), (1710, 240, 1), (1330, 180, 1)]
    for nodes, turn, colour in (
        (front, -3, "#f0d9a6"), (back, 2.5, "#f6e8c6"), (sleeve, 6, "#e9c987"),
        (collar, -9, "#f4dfb4"), (cuff, 4, "#f6e8c6"),
    ):  # fmt: skip
        cx = sum(n[0] for n in nodes) / len(nodes)
        cy = sum(n[1] for n in nodes) / len(nodes)
        outer = spline(spin(nodes, turn, (cx, cy)))
        s.cut(outer, colour, shadow=14, alpha=0.86)
        s.spray(outer, "#c89a4e", 110, start=0.5, strength=0.7)
        for f, line, width in ((0.93, "#2b2320", 3.0), (0.86, "#d43a2a", 2.4)):
            inner = [(cx + (x - cx) * f, cy + (y - cy) * f) for x, y in outer]
            inner.append(inner[0])
            dashes = [inner[i : i + 2] for i in range(0, len(inner) - 1, 2 if f < 0.9 else 1)]
            s.lines(dashes, line, width)
        s.lines([[(cx - 60, cy - 190), (cx - 60, cy + 190)]], "#2b2320", 3)
        for k in (-1, 1):
            s.cut([(cx - 60, cy + k * 214), (cx - 74, cy + k * 180), (cx - 46, cy + k * 180)],
                  "#2b2320")  # fmt: skip
        for k in range(3):
            nx, ny = outer[(k * 31 + 9) % len(outer)]
            s.cut([(nx, ny - 13), (nx + 11, ny + 7), (nx - 11, ny + 7)], "#2b2320")
    dart = [(330, 640), (352, 820), (374, 640)]
    s.lines([dart], "#d43a2a", 3)
    tape = limb([(-20, 1130), (360, 1150), (760, 1090), (1180, 1150), (1820, 1080)], [24, 24])
    s.cut(tape, "#f4b41f", shadow=10)
    path = spline([(-20, 1130), (360, 1150), (760, 1090), (1180, 1150), (1820, 1080)], False, 40)
    for i in range(0, len(path) - 1, 2):
        (x, y), h = path[i], 18 if i % 10 else 34
        s.lines([[(x, y - 22), (x, y - 22 + h)]], "#2b2320", 2.4)
    for x, y, turn in ((300, 300, 20), (1450, 560, -30), (840, 500, 60), (620, 980, 10)):
        a = math.radians(turn)
        tip = (x + 90 * math.cos(a), y + 90 * math.sin(a))
        s.cut(limb([(x, y), tip], [2.4, 1.4]), "#e8eef0", shadow=5)
        s.cut(ellipse(x, y, 13, 13), "#d43a2a", shadow=6)


@piece(
    "tailor-chalk", LANDSCAPE,
    "White chalk lines and a worn blue chalk wedge on charcoal herringbone, with open shears.",
)  # fmt: skip
def tailor_chalk(s: Sheet) -> None:
    """Grey wool, a jacket drawn in chalk, steel shears."""
    s.ground(Fade(["#3a3b40", "#2a2b30", "#1e1f24"], 60))
    weave = []
    for col in range(62):
        for k in range(-3, 90):
            x, y = col * 30, k * 14
            d = 15 if col % 2 else -15
            weave.append([(x, y), (x + 30, y + d), (x + 30, y + d + 4), (x, y + 4)])
    s.cut(weave, "#70727a", alpha=0.5, worn=1)
    s.spray(rect(0, 0, s.w, s.h), "#101116", 40, start=0.35, strength=0.9)
    jacket: list[list[Node]] = [
        [(300, 120), (420, 250), (470, 420), (452, 640), (500, 900), (520, 1130)],
        [(300, 120), (200, 170), (120, 250), (60, 420)],
        [(300, 120), (520, 90), (660, 150), (700, 250)],
        [(700, 250), (760, 420), (720, 640), (790, 1120)],
        [(520, 1130), (650, 1160), (790, 1120)],
        [(420, 250), (560, 420), (600, 600), (520, 660)],
        [(560, 560), (640, 540), (700, 556)],
    ]
    for line in jacket:
        s.cut(limb(line, [3, 7, 5, 7, 4]), "#f4f1ea", worn=1.0)
        wide = limb(line, [11, 14, 11])
        s.cut(wide, "#f4f1ea", alpha=0.16, blur=5)
    for k in range(9):
        s.cut(limb([(560 + k * 3, 760 + k * 38), (590 + k * 3, 762 + k * 38)], [4, 4]), "#ff8fa8",
              worn=0.9)  # fmt: skip
    wedge = spline([(1010, 880, 1), (1230, 800, 1), (1300, 960), (1240, 1060), (1060, 1046)])
    s.cut(wedge, Fade(["#8cc4f2", "#4f8fd0"], 60), shadow=18, dark=0.7)
    s.rim(wedge, "#1c4a86", 60, depth=40, strength=1)
    s.cut([(1010, 880), (1230, 800), (1222, 786), (1004, 868)], "#d8eeff")
    for _ in range(260):
        x, y = s.rng.gauss(1120, 190), s.rng.gauss(1000, 90)
        r = s.rng.uniform(0.6, 3)
        s.cut(ellipse(x, y, r, r, steps=8), "#b8dcf6", alpha=s.rng.uniform(0.3, 0.9))
    px, py = 1330, 560
    for turn, lit in ((-16, "#e6ebef"), (13, "#aeb7bf")):
        blade = spin([(px - 22, py + 60), (px + 26, py + 40), (px + 40, py - 240), (px + 14, py - 520)],
                     turn, (px, py))  # fmt: skip
        s.cut(blade, Fade([lit, "#6c7680"], 0), shadow=16, dark=0.7)
        ring = ellipse(px + (70 if turn < 0 else -66), py + 340, 92, 150)
        hole = ellipse(px + (70 if turn < 0 else -66), py + 340, 58, 112)
        shank: list[Node] = [(px, py), (px + 10, py + 120), (px + 20, py + 230)]
        arm = limb(spin(shank, turn, (px, py)), [34, 26, 30])
        ring, hole = spin(ring, turn * 0.8, (px, py)), spin(hole, turn * 0.8, (px, py))
        s.cut([ring, *arm], Fade(["#c8371f", "#8a1d12"], 80), holes=hole, shadow=16, dark=0.7)
        s.rim(ring, "#4a0b08", 40, depth=26, holes=hole)
    s.cut(ellipse(px, py, 22, 22), Glow(["#ffffff", "#c9d0d6", "#565d64"], 0.35, 0.3), shadow=6)


@piece(
    "thread-spools", LANDSCAPE,
    "Spools of thread stand in rows seen from above, each throwing a long shadow to the right.",
)  # fmt: skip
def thread_spools(s: Sheet) -> None:
    """A grid of round colours and the diagonal that their shadows draw."""
    s.ground(Fade(["#f3c9b4", "#eeb79c"], 30))
    colours = ["#d8322c", "#f2a51f", "#0f6b6e", "#1d2f6f", "#f7efe0", "#e56a8d", "#2c2430", "#6aa24a",
               "#8a3f9a", "#f0d24a", "#3f8fc9", "#a3331f"]  # fmt: skip
    places = [
        (170 + col * 246 + (123 if row % 2 else 0), 170 + row * 216)
        for row in range(5) for col in range(-1, 8)
    ]  # fmt: skip
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
    loose: list[Node] = [(760, 390), (900, 300), (1080, 420), (1240, 620), (1180, 800), (980, 760),
                         (1020, 600), (1300, 560), (1820, 700)]  # fmt: skip
    s.cut(limb([(n[0] + 10, n[1] + 16) for n in loose], [5, 5], steps=24), "#6a2a3a", alpha=0.6,
          blur=5)  # fmt: skip
    s.cut(limb(loose, [5, 5], steps=24), "#d8322c")


@piece(
    "knitwear-loops", LANDSCAPE,
    "Knitted loops fill the picture in moss, cream and rose, forming a wide zigzag pattern.",
)  # fmt: skip
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
        x, y, u = s.rng.uniform(0, s.w), s.rng.uniform(0, s.h), s.rng.uniform(0, 6.28)
        hairs.append([(x, y), (x + 9 * math.cos(u), y + 9 * math.sin(u)),
                      (x + 16 * math.cos(u + 0.5), y + 16 * math.sin(u + 0.5))])  # fmt: skip
    s.lines(hairs[::2], "#ffffff", 1, 0.25)
    s.lines(hairs[1::2], "#000000", 1, 0.3)
    fold = s.field(lambda x, y: max(0.0, math.sin(x * 5.2 + 1.6 * y + 0.6)) ** 2, 60)
    s.wash(fold, "#04100a", 0.55, blend="multiply")


@piece(
    "button-tray", LANDSCAPE,
    "A haberdasher's tray of buttons sorted by colour into deep square compartments.",
)  # fmt: skip
def button_tray(s: Sheet) -> None:
    """A wooden grid, and heaps of buttons that do not quite keep to it."""
    s.ground(Fade(["#5a2b1c", "#3c1a12"], 60))
    groups = ["#d8342c", "#f4ead6", "#16315f", "#e9a32a", "#171418", "#2d8076", "#e98aa0", "#b9c6c9",
              "#7a3b22", "#f1d45c", "#4f76c2", "#5d7f3a"]  # fmt: skip
    for k, colour in enumerate(groups):
        cx, cy = 40 + (k % 4) * 432, 36 + (k // 4) * 378
        cell = rect(cx, cy, 412, 358)
        s.cut(cell, Fade(["#2a120c", "#1a0a07"], 50))
        inside = s.mask(cell)
        for _ in range(30):
            r = s.rng.uniform(30, 64)
            x, y = s.rng.uniform(cx + r * 0.5, cx + 412 - r * 0.5), s.rng.uniform(cy + r * 0.5,
                                                                              cy + 358 - r * 0.5)  # fmt: skip
            shade = mix(
                colour, s.rng.choice(("#ffffff", "#000000", colour)), s.rng.uniform(0, 0.28)
            )
            flat = s.rng.uniform(0.82, 1)
            turn = s.rng.uniform(0, 180)
            rim = ellipse(x, y, r, r * flat, turn, 40)
            s.cut(rim, shade, shadow=8, drop=(5, 8), dark=0.6, clip=inside)
            s.rim(rim, mix(shade, "#000000", 0.7), 50, depth=r * 0.4, clip=inside)
            s.cut(ellipse(x, y, r * 0.66, r * 0.66 * flat, turn, 32), mix(shade, "#000000", 0.16),
                  clip=inside)  # fmt: skip
            holes = s.rng.choice((2, 4))
            dots = []
            for j in range(holes):
                a = math.radians(turn) + j * 2 * math.pi / holes
                dots.append(ellipse(x + r * 0.26 * math.cos(a), y + r * 0.26 * math.sin(a), r * 0.1,
                                    r * 0.1, steps=12))  # fmt: skip
            s.cut(dots, "#120808", clip=inside)
        s.cut(rect(cx, cy, 412, 26), "#000000", alpha=0.45, blur=10, clip=inside)
        s.cut(rect(cx, cy, 22, 358), "#000000", alpha=0.45, blur=10, clip=inside)
    bars = [rect(0, y, s.w, 24) for y in (12, 392, 770, 1150)]
    bars += [rect(x, 0, 24, s.h) for x in (16, 450, 882, 1314, 1748)]
    s.cut(bars, Fade(["#b5713f", "#8a4f2a"], 60), shadow=9, dark=0.6)
    s.rim(bars, "#f0b47a", 225, depth=5, strength=0.9)


@piece(
    "hands-sewing", LANDSCAPE,
    "Two hands sew a white cloth; the red thread runs off the needle in a long loop.",
)  # fmt: skip
def hands_sewing(s: Sheet) -> None:
    """Hands from two sides, one line of red between them."""
    s.ground(Fade(["#123a35", "#1b544a", "#0e2d2c"], 40))
    s.spray(rect(0, 0, s.w, s.h), "#071b1c", 200, start=0.35, strength=0.9)
    cloth = spline([(240, 760, 1), (520, 640), (860, 560), (1180, 610), (1560, 760, 1), (1640, 980),
                    (1520, 1220, 1), (300, 1220, 1), (180, 980)])  # fmt: skip
    s.cut(cloth, Fade(["#fffaf0", "#f0e4d2", "#cdbba8"], 90), shadow=26)
    inside = s.mask(cloth)
    folds: list[list[Node]] = [
        [(860, 570), (780, 800), (560, 1000), (420, 1220)],
        [(900, 570), (900, 820), (800, 1040), (780, 1220)],
        [(960, 580), (1040, 840), (1060, 1040), (1120, 1220)],
        [(1010, 590), (1180, 800), (1340, 960), (1450, 1220)],
    ]
    for fold in folds:
        s.cut(limb(fold, [2, 16, 34, 56]), "#8d7a80", alpha=0.5, blur=9, clip=inside)
    skin, deep = "#d98a5c", "#7a3524"

    def hand(parts: list[tuple[list[Node], list[float]]], sleeve: Poly, cuff: str) -> None:
        for nodes, radii in parts:
            piece_ = limb(nodes, radii)
            s.cut(piece_, Fade(["#eda877", skin], 90), shadow=9, dark=0.45)
            s.rim(piece_, deep, 95, depth=34, strength=1)
        s.cut(sleeve, cuff, shadow=18)
        s.rim(sleeve, mix(cuff, "#000000", 0.7), 95, depth=70)

    hand(
        [
            ([(250, 560), (420, 590), (560, 610)], [86, 78, 92]),
            ([(560, 660), (690, 720), (800, 742)], [46, 38, 26]),
            ([(580, 650), (720, 690), (830, 694)], [46, 38, 25]),
            ([(580, 610), (740, 640), (850, 640)], [46, 38, 25]),
            ([(560, 570), (720, 560), (830, 600), (862, 622)], [46, 40, 33, 22]),
            ([(500, 560), (620, 500), (740, 520), (830, 566)], [54, 46, 38, 26]),
        ],
        spline([(-20, 400, 1), (180, 440), (330, 486, 1), (350, 590), (316, 680, 1), (120, 690),
                (-20, 720, 1)]), "#e2b23c",
    )  # fmt: skip
    hand(
        [
            ([(1560, 380), (1400, 440), (1280, 460)], [88, 80, 92]),
            ([(1270, 530), (1180, 600), (1090, 622)], [44, 38, 25]),
            ([(1260, 500), (1150, 560), (1050, 600)], [46, 40, 26]),
            ([(1280, 440), (1160, 450), (1060, 520), (1016, 560)], [50, 43, 34, 22]),
            ([(1330, 420), (1200, 380), (1080, 440), (1002, 520)], [54, 46, 38, 25]),
        ],
        spline([(1820, 160, 1), (1640, 250), (1480, 320, 1), (1480, 430), (1540, 520, 1), (1680, 470),
                (1820, 480, 1)]), "#c23b4e",
    )  # fmt: skip
    s.cut(limb([(1064, 486), (884, 628)], [3.2, 2]), "#f4f7f8", shadow=4, dark=0.6)
    s.cut(limb([(1058, 490), (1180, 250), (1400, 120), (1640, 60), (1820, 90)], [3.4, 3.4], steps=24),
          "#e8262c", shadow=5)  # fmt: skip
    for k in range(7):
        x = 760 - k * 62
        y = 690 + k * k * 5 + 40
        s.cut(limb([(x, y), (x - 32, y + 12)], [4, 4]), "#e8262c", shadow=3)
