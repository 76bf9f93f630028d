"""Indoors: stairs, windows, cinemas, halls, a bookshop and a factory."""

import math

from .bodies import body, bust, place, pose
from .catalogue import LANDSCAPE, PORTRAIT, WIDE, piece
from .curves import Node, Shape, arc, arch, ellipse, limb, rect, spline
from .paper import Fade, Glow, Sheet, mix


@piece(
    "chair-in-room", PORTRAIT,
    "A red bentwood chair stands alone in a green room, crossed by the light of a tall window.",
)  # fmt: skip
def chair_in_room(s: Sheet) -> None:
    """An empty chair, a window that is only its light."""
    s.ground(Fade(["#2f6a4f", "#245a45", "#174236"], 30))
    s.spray(rect(0, 0, s.w, s.h), "#0c2a26", 180, start=0.35, strength=0.9)
    floor = [(0, 1180), (1280, 1120), (1280, 1600), (0, 1600)]
    s.cut(floor, Fade(["#c98a4f", "#a5652f"], 90))
    for k in range(9):
        s.lines([[(-300 + k * 240, 1600), (240 + k * 118, 1160)]], "#8a4f24", 3, 0.7)
    s.cut([(0, 1160), (1280, 1098), (1280, 1124), (0, 1188)], "#e9e0c8")
    for col in range(2):
        for row in range(3):
            x, y = 520 + col * 210, 190 + row * 250
            pane = [(x, y + col * 20), (x + 190, y + 20 + col * 20), (x + 190, y + 248 + col * 20),
                    (x, y + 228 + col * 20)]  # fmt: skip
            s.cut(pane, "#d6e39a", alpha=0.85)
            s.spray(pane, "#8fbf7a", 60, start=0.5)
    pool = [(480, 1200), (900, 1180), (640, 1600), (60, 1600)]
    s.cut(pool, "#f7d08a", alpha=0.75)
    s.cut([(680, 1190), (700, 1189), (390, 1600), (330, 1600)], "#b5743a", alpha=0.9)
    red, deep = "#d93025", "#6e0f14"
    cast: list[list[Node]] = [[(430, 1440), (170, 1560)], [(760, 1440), (560, 1600)],
                              [(520, 1330), (330, 1410)], [(810, 1330), (640, 1420)]]  # fmt: skip
    for line in cast:
        s.cut(limb(line, [13, 13]), "#4a2214", alpha=0.6, blur=4)
    s.cut(ellipse(480, 1390, 230, 46, 12), "#4a2214", alpha=0.5, blur=8)
    chair: list[tuple[list[Node], list[float]]] = [
        ([(520, 1060), (514, 1200), (500, 1330)], [13, 12, 10]),
        ([(790, 1060), (806, 1200), (822, 1330)], [13, 12, 10]),
        ([(500, 1080), (470, 860), (520, 640), (640, 560), (770, 640), (820, 860), (800, 1080)],
         [15, 15, 15, 15, 15]),
        ([(560, 1080), (540, 880), (580, 720), (650, 670), (724, 720), (762, 880), (744, 1080)],
         [9, 9, 9, 9]),
    ]  # fmt: skip
    front: list[tuple[list[Node], list[float]]] = [
        ([(460, 1120), (444, 1290), (420, 1450)], [16, 15, 12]),
        ([(820, 1120), (836, 1290), (850, 1450)], [16, 15, 12]),
        ([(452, 1260), (640, 1290), (832, 1260)], [8, 8]),
    ]
    for nodes, radii in chair:
        s.cut(limb(nodes, radii), red, shadow=10, drop=(-22, 20))
        s.rim(limb(nodes, radii), deep, 180, depth=9)
    for nodes, radii in front:
        s.cut(limb(nodes, radii), red, shadow=8)
        s.rim(limb(nodes, radii), deep, 180, depth=10)
    seat = ellipse(642, 1100, 208, 62)
    s.cut(ellipse(642, 1116, 210, 64), deep, shadow=8)
    s.cut(seat, "#f0b45a")
    s.rim(seat, "#8a4f1c", 200, depth=60)
    s.lines(
        [arc(642, 1100, 208 * k / 8, 62 * k / 8, 0, 360) for k in range(2, 8)], "#b5742a", 1.5, 0.6
    )
    hat = [ellipse(650, 1072, 150, 34), spline([(560, 1070), (566, 990), (640, 964), (720, 990),
                                               (736, 1070), (650, 1092)])]  # fmt: skip
    s.cut(hat, "#f6ecd4", shadow=10)
    s.rim(hat, "#9a8a6a", 190, depth=40)
    s.cut(
        spline([(558, 1056), (650, 1074), (736, 1056), (738, 1076), (650, 1094), (556, 1076)]),
        "#1c2a44",
    )


@piece(
    "staircase", PORTRAIT,
    "A spiral staircase seen from above winds down into the dark, a figure on one of the turns.",
)  # fmt: skip
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
    "night-window", PORTRAIT,
    "One lit window in a dark facade, a man reading inside, a fire escape across the front.",
)  # fmt: skip
def night_window(s: Sheet) -> None:
    """Brick, blue and one yellow rectangle."""
    s.ground(Fade(["#101a3a", "#0c1330", "#070b1c"], 90))
    bricks = [rect(x + (34 if (y // 30) % 2 else 0), y, 62, 25) for x in range(-70, 1300, 68)
              for y in range(0, 1600, 30)]  # fmt: skip
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
    s.cut(spline([(wx + 60, wy + 160, 1), (wx + 110, wy + 86), (wx + 170, wy + 86), (wx + 220, wy + 160, 1)]),
          "#7a2f14")  # fmt: skip
    s.cut(ellipse(wx + 140, wy + 164, 60, 12), "#fffbe0")
    man = "#2a0f1c"
    head = bust(wx + 190, wy + 210, 150, tilt=22, shoulders=False, features=(0.03, 0, 0.01, 0))
    s.cut(head, man, clip=inside)
    torso = spline([(wx + 216, wy + 330), (wx + 130, wy + 400), (wx + 90, wy + 600, 1), (wx + 420, wy + 600, 1),
                    (wx + 350, wy + 440), (wx + 286, wy + 360)])  # fmt: skip
    s.cut(torso, man, clip=inside)
    s.cut(limb([(wx + 170, wy + 430), (wx + 250, wy + 540), (wx + 380, wy + 500)], [44, 40, 24]), man,
          clip=inside)  # fmt: skip
    s.cut([(wx + 350, wy + 500), (wx + 420, wy + 380), (wx + 500, wy + 400), (wx + 440, wy + 520)],
          "#fff3d0", clip=inside)  # fmt: skip
    s.cut([(wx + 342, wy + 494), (wx + 356, wy + 500), (wx + 426, wy + 384), (wx + 412, wy + 378)], man,
          clip=inside)  # fmt: skip
    s.cut(rect(wx, wy + 540, w, 30), "#5a2412", clip=inside)
    s.cut([rect(wx + w / 2 - 7, wy, 14, h), rect(wx, wy + 250, w, 14)], "#1a1020")
    s.cut(rect(wx - 46, wy + h + 20, w + 92, 34), Fade(["#d98a2a", "#3a2a4a"], 90), shadow=14)
    iron = "#03040a"
    s.cut(rect(0, 1128, s.w, 20), iron)
    bars: Shape = [rect(x, 950, 7, 180) for x in range(10, 1280, 44)]
    s.cut([*bars, rect(0, 944, s.w, 11)], iron)
    s.cut([[(60, 1140), (100, 1140), (640, 1620), (600, 1620)], [(60, 960), (74, 960), (640, 1460), (626, 1460)]],
          iron)  # fmt: skip
    s.cut([rect(110 + k * 54, 1160 + k * 48, 110, 9) for k in range(10)], iron)
    s.cut(spline([(470, 946), (480, 890), (520, 872), (548, 900), (552, 946)]), iron)
    s.cut([ellipse(548, 868, 24, 22), [(532, 856), (534, 830), (552, 850)], [(554, 850), (568, 830), (570, 860)]],
          iron)  # fmt: skip
    s.cut(limb([(474, 936), (450, 980), (466, 1030)], [8, 7, 4]), iron)


@piece(
    "cinema-seats", LANDSCAPE,
    "Rows of burgundy cinema seats face a glowing screen; one woman sits alone among them.",
)  # fmt: skip
def cinema_seats(s: Sheet) -> None:
    """Scallops of velvet, row upon row, one head."""
    s.ground(Fade(["#12060e", "#2a0a18"], 90))
    screen = [(330, 90), (1470, 90), (1440, 500), (360, 500)]
    s.cut([(0, 0), (330, 60), (360, 520), (0, 700)], Fade(["#3a0a1c", "#7a1a2c"], 0))
    s.cut([(1800, 0), (1470, 60), (1440, 520), (1800, 700)], Fade(["#7a1a2c", "#3a0a1c"], 0))
    for k in range(7):
        for side in (0, 1):
            x = 20 + k * 50
            x = s.w - x if side else x
            s.cut(limb([(x, -10), (x, 720)], [5, 11]), "#1a0510", alpha=0.6, blur=6)
    s.cut(screen, Fade(["#bfe3e6", "#f4f1dc", "#f2c98a"], 90))
    s.light(900, 320, 1000, "#a9d0d0", 0.35)
    s.cut(spline([(360, 440), (620, 350), (860, 410), (1120, 300), (1450, 420), (1440, 500, 1), (360, 500, 1)]),
          "#3f7a86", clip=s.mask(screen))  # fmt: skip
    s.cut(ellipse(1180, 260, 70, 70), "#e8523a", clip=s.mask(screen))
    for row in range(6):
        y = 520 + row * 118 + row * row * 5
        w = 104 + row * 27
        tone = mix("#c4283c", "#3f0818", row / 5)
        n = int(s.w / w) + 3
        shift = (row % 2) * w * 0.5
        for k in range(-1, n):
            cx = s.w / 2 + (k - n / 2) * w + shift
            if row == 3 and abs(cx - 1120) < w * 0.5:
                h = w * 0.9
                s.cut([ellipse(cx, y - h * 0.32, h * 0.27, h * 0.34), ellipse(cx + h * 0.02, y - h * 0.68, h * 0.15,
                                                                           h * 0.13),
                       *limb([(cx, y - h * 0.1), (cx, y + h * 0.3)], [h * 0.12, h * 0.2]),
                       spline([(cx - h * 0.52, y + h * 0.9, 1), (cx - h * 0.44, y + h * 0.3), (cx, y + h * 0.14),
                               (cx + h * 0.44, y + h * 0.3), (cx + h * 0.52, y + h * 0.9, 1)])],
                      "#14070f")  # fmt: skip
                s.rim(ellipse(cx, y - h * 0.32, h * 0.27, h * 0.34), "#f6e7c2", 270, depth=h * 0.06)
            seat = spline([(cx - w * 0.46, y + w * 1.3, 1), (cx - w * 0.46, y + w * 0.36), (cx - w * 0.36, y + w * 0.06),
                           (cx, y), (cx + w * 0.36, y + w * 0.06), (cx + w * 0.46, y + w * 0.36),
                           (cx + w * 0.46, y + w * 1.3, 1)], steps=8)  # fmt: skip
            s.cut(seat, Fade([mix(tone, "#ff9a7a", 0.2), tone, mix(tone, "#0c0208", 0.7)], 90))
            s.rim(seat, "#ffc9a0", 270, depth=w * 0.08, strength=0.75)


@piece(
    "projector-beam", LANDSCAPE,
    "A projector's beam cuts through the dark and the smoke above the heads of an audience.",
)  # fmt: skip
def projector_beam(s: Sheet) -> None:
    """A wedge of light; everything else is only what it touches."""
    s.ground(Fade(["#07090f", "#0d1520", "#080a10"], 20))
    apex = (210, 210)
    for k, (top, foot, alpha) in enumerate(((60, 880, 0.22), (150, 760, 0.28), (260, 660, 0.3))):
        s.cut([apex, (1840, top), (1840, foot)], Fade(["#fff4d0", "#8fc0d0", "#2a5a78"], 0), alpha=alpha,
              blur=10 + k * 4, blend="screen")  # fmt: skip
    a = s.rng.uniform(0, 6)
    smoke = s.field(
        lambda x, y: max(0.0, math.sin(7 * x + 3 * math.sin(5 * y + a) + 2.4 * math.sin(9 * x - 4 * y)))
        * max(0.0, 1 - abs(y - 0.17 - 0.2 * x) / (0.04 + 0.32 * x)), 140)  # fmt: skip
    s.wash(smoke, "#d9f0f0", 0.34, blend="screen")
    s.spray([apex, (1840, 60), (1840, 880)], "#dff2f0", 0, start=0.3, strength=0.35, smooth=0)
    for k in range(9):
        t = 0.2 + k * 0.1
        s.cut([apex, (1840, 130 + k * 84), (1840, 150 + k * 84)], "#fff6d8", alpha=0.10 * t + 0.04, blur=4,
              blend="screen")  # fmt: skip
    s.light(*apex, 360, "#ffe9b0", 0.95)
    box = [rect(-10, 110, 190, 200), rect(170, 170, 46, 80)]
    s.cut(box, "#030407")
    s.cut(ellipse(214, 210, 18, 40), "#fffdf0")
    s.cut([ellipse(40, 80, 92, 92), ellipse(200, 50, 70, 70)], "#030407")
    s.rim([ellipse(40, 80, 92, 92), ellipse(200, 50, 70, 70)], "#e9b868", 60, depth=10)
    for row, (y, size) in enumerate(((900, 60), (1010, 82), (1140, 112))):
        x = -40.0 + row * 66
        k = 0
        while x < s.w + 80:
            tone = mix("#16263a", "#020306", row / 2)
            r = size * s.rng.uniform(0.86, 1.08)
            yy = y + s.rng.uniform(-14, 14)
            person: Shape = [ellipse(x, yy, r * 0.72, r * 0.92), *limb([(x, yy + r * 0.5), (x, yy + r * 1.3)],
                                                                      [r * 0.34, r * 0.5]),
                             spline([(x - r * 1.7, yy + r * 4, 1), (x - r * 1.45, yy + r * 1.6), (x - r * 0.4, yy + r * 1.12),
                                     (x + r * 0.4, yy + r * 1.12), (x + r * 1.45, yy + r * 1.6),
                                     (x + r * 1.7, yy + r * 4, 1)])]  # fmt: skip
            style = (k * 7 + row * 3) % 5
            if style == 0:
                person.append(ellipse(x, yy - r * 0.98, r * 0.34, r * 0.3))
            elif style == 1:
                person += [ellipse(x, yy - r * 0.55, r * 1.25, r * 0.2, -4), spline([
                    (x - r * 0.7, yy - r * 0.5), (x - r * 0.55, yy - r * 1.15), (x, yy - r * 1.05),
                    (x + r * 0.55, yy - r * 1.15), (x + r * 0.7, yy - r * 0.5)])]  # fmt: skip
            elif style == 2:
                person.append(spline([(x - r * 0.86, yy + r * 0.9), (x - r * 0.95, yy - r * 0.1), (x - r * 0.5, yy - r),
                                      (x + r * 0.5, yy - r), (x + r * 0.95, yy - r * 0.1),
                                      (x + r * 0.86, yy + r * 0.9)]))  # fmt: skip
            s.cut(person, tone)
            s.rim(person, "#cfe6e4" if x > 700 else "#f0cf94", -70, depth=r * 0.16, strength=0.85)
            x += size * s.rng.uniform(2.7, 3.4)
            k += 1


@piece(
    "film-factory", LANDSCAPE,
    "Women stand at rows of looms in a textile factory, silhouettes against tall north windows.",
)  # fmt: skip
def film_factory(s: Sheet) -> None:
    """A frame from a silent film: toned, scratched, lit from behind."""
    s.ground(Fade(["#c9d3c2", "#eef0d6", "#a9b8ac"], 90))
    dark, mid = "#10211f", "#3c5c55"
    for k in range(5):
        x = 60 + k * 350
        window = arch(x, 90, 270, 640)
        s.cut(rect(x - 46, 0, 362, 800), mid, holes=window)
        bars: Shape = [rect(x + j * 54, 90, 7, 640) for j in range(1, 5)]
        bars += [rect(x, 190 + j * 92, 270, 6) for j in range(6)]
        s.cut(bars, dark, alpha=0.8, clip=s.mask(window))
    s.cut(rect(0, 0, s.w, 84), dark)
    s.cut(rect(0, 730, s.w, 480), Fade(["#5f7a70", "#1c332f"], 90))
    for k in range(5):
        x = 60 + k * 350
        s.cut(
            [(x, 760), (x + 270, 760), (x + 60, 1200), (x - 330, 1200)],
            "#e9efd2",
            alpha=0.34,
            blur=14,
        )
        s.cut(
            [(x, 90), (x + 270, 90), (x + 40, 900), (x - 300, 900)], "#f6f7de", alpha=0.16, blur=30
        )
    s.cut([rect(0, 120, s.w, 16), rect(0, 170, s.w, 9)], dark)
    for k in range(9):
        x = 100 + k * 210
        s.cut(ellipse(x, 128, 52, 52), dark, holes=ellipse(x, 128, 36, 36))
        s.cut([rect(x - 4, 84, 8, 90)], dark)
        s.lines([[(x - 48, 128), (x - 130, 700)], [(x + 48, 128), (x - 40, 700)]], dark, 5, 0.9)

    def worker(x: float, y: float, u: float, flip: bool, tone: str, lean: float) -> None:
        at = pose(
            head=(0.25 + lean, 0.5), ls=(-0.4 + lean * 0.6, 1.5), rs=(0.5 + lean * 0.6, 1.55), le=(0.4 + lean, 2.7),
            lw=(1.35 + lean, 2.75), lf=(1.9 + lean, 2.8), re=(0.95 + lean, 2.6), rw=(1.75 + lean, 2.35),
            rf=(2.3 + lean, 2.3),
        )  # fmt: skip
        skirt = spline([(-0.44 + lean * 0.3, 3.0), (-0.62, 3.8), (-0.95, 5.6), (-1.15, 7.6, 1), (1.0, 7.6, 1),
                        (0.85, 5.6), (0.62, 3.9), (0.5 + lean * 0.3, 3.0)])  # fmt: skip
        hair = [ellipse(0.2 + lean, 0.42, 0.42, 0.44), ellipse(-0.1 + lean, 0.2, 0.26, 0.24)]
        figure = place([*body(at), skirt, *hair], x, y, u, flip)
        s.cut(figure, tone)
        s.rim(figure, "#f2f3d4", 0 if flip else 180, depth=u * 0.12, strength=0.8)
        apron = place(
            [limb([(-0.4 + lean * 0.3, 3.05), (0.5 + lean * 0.3, 3.05)], [0.06, 0.06])[0]],
            x,
            y,
            u,
            flip,
        )
        s.cut(apron, "#dfe6cc", alpha=0.8)

    def loom(x: float, y: float, u: float, tone: str) -> None:
        parts: Shape = [rect(x, y, 26 * u, 360 * u), rect(x + 330 * u, y, 26 * u, 360 * u), rect(x - 20 * u, y, 400 * u, 28 * u),
                        rect(x, y + 190 * u, 356 * u, 40 * u), rect(x - 10 * u, y + 120 * u, 376 * u, 16 * u)]  # fmt: skip
        s.cut(parts, tone)
        s.cut([ellipse(x + 178 * u, y + 250 * u, 170 * u, 44 * u)], tone)
        s.lines([[(x + 30 * u + j * 15 * u, y + 28 * u), (x + 30 * u + j * 15 * u, y + 200 * u)] for j in range(20)],
                "#e9efd2", 2, 0.55)  # fmt: skip
        s.cut(
            ellipse(x + 380 * u, y + 260 * u, 74 * u, 74 * u),
            tone,
            holes=ellipse(x + 380 * u, y + 260 * u, 56 * u, 56 * u),
        )

    for x in (170, 560, 950, 1340, 1690):
        loom(x, 640, 0.62, "#2b4640")
    for k, x in enumerate((120, 520, 905, 1300, 1660)):
        worker(x, 520, 44, False, "#2b4640", 0.1 + 0.05 * (k % 2))
    for x in (330, 1010):
        loom(x, 700, 1.15, "#0c1a19")
    loom(1620, 720, 1.15, "#0c1a19")
    worker(220, 430, 92, False, "#0a1615", 0.12)
    worker(1560, 440, 92, True, "#0a1615", 0.15)
    worker(900, 460, 88, False, "#0a1615", 0.28)
    tone = s.field(lambda x, y: 0.3 + 0.24 * math.hypot(x - 0.5, y - 0.5) * 2, 40)
    s.halftone(tone, "#0d2a2a", 7)
    scratches = []
    for _ in range(16):
        x = s.rng.uniform(0, s.w)
        scratches.append(
            [(x, s.rng.uniform(-50, 500)), (x + s.rng.uniform(-8, 8), s.rng.uniform(600, 1250))]
        )
    s.lines(scratches, "#f6f7de", 1.2, 0.5)
    for _ in range(60):
        s.cut(ellipse(s.rng.uniform(0, s.w), s.rng.uniform(0, s.h), s.rng.uniform(1, 5), s.rng.uniform(1, 4), steps=8),
              "#f6f7de", alpha=0.6)  # fmt: skip


@piece(
    "stage-curtain", WIDE,
    "A crimson stage curtain hangs in heavy folds; a hand of light finds one performer before it.",
)  # fmt: skip
def stage_curtain(s: Sheet) -> None:
    """Velvet by its folds, and one small person in a circle of light."""
    n = 54
    for k in range(n):
        x = s.w * k / n
        w = s.w / n + 2
        bend = 10 * math.sin(k * 1.7)
        strip = spline([(x + bend, -10, 1), (x + bend * 1.4, 400), (x + bend * 0.2, 850, 1), (x + w + bend * 0.2, 850, 1),
                        (x + w + bend * 1.4, 400), (x + w + bend, -10, 1)], steps=5)  # fmt: skip
        phase = k % 3
        colours = (["#5a0614", "#b3122a"], ["#b3122a", "#d92a38"], ["#8a0c20", "#2a020c"])[phase]
        s.cut(strip, Fade(colours, 0))
    s.spray(rect(0, 0, s.w, 850), "#16010a", 270, start=0.35, strength=1)
    s.cut(rect(0, 840, s.w, 160), Fade(["#8a4a24", "#2a120c"], 90))
    for k in range(30):
        s.lines([[(1000 + (k - 15) * 70, 840), (1000 + (k - 15) * 150, 1000)]], "#3a1a10", 2, 0.7)
    fringe = [[(x, 806), (x + 11, 806), (x + 9, 852), (x + 2, 852)] for x in range(0, 2000, 13)]
    s.cut([rect(0, 784, s.w, 26)], Fade(["#f2c45a", "#a8701f"], 90))
    s.cut(fringe, "#e0a83f")
    shade = s.mask(rect(0, 0, s.w, s.h))
    spot = s.mask(ellipse(1330, 560, 330, 400), blur=5)
    from PIL import ImageChops

    s.wash(ImageChops.subtract(shade, spot), "#12010c", 0.62)
    s.wash(spot, "#ffcf8a", 0.3, blend="screen")
    s.cut(ellipse(1330, 912, 300, 48), "#ffe0a8", alpha=0.5, blur=5)
    at = pose(ls=(-0.55, 1.5), rs=(0.55, 1.5), le=(-1.5, 1.9), lw=(-2.3, 1.2), lf=(-2.8, 0.9), re=(1.2, 2.4), rw=(0.75, 3.2),
              rf=(0.6, 3.6), lt=(-0.8, 7.9), rt=(0.8, 7.9))  # fmt: skip
    fig = place(body(at), 1330, 470, 54)
    coat = place([spline([(-0.6, 1.4), (-0.5, 2.8), (-0.75, 4.0), (-1.1, 5.2, 1), (-0.3, 4.6), (0.3, 4.6), (1.1, 5.2, 1),
                          (0.75, 4.0), (0.5, 2.8), (0.6, 1.4)])], 1330, 470, 54)  # fmt: skip
    hat = place([rect(-0.36, -0.75, 0.72, 0.8), ellipse(0, 0.08, 0.66, 0.13)], 1330, 470, 54)
    s.cut(
        [[(x - 190 + (880 - y) * 0.5, 880 + (880 - y) * -0.1) for x, y in p] for p in fig],
        "#1a0208",
        alpha=0.0,
    )
    s.cut([*fig, *coat, *hat], "#120a14", shadow=18, drop=(60, 6), dark=0.6)
    s.rim([*fig, *coat, *hat], "#ffe3b0", 200, depth=7, strength=0.95)
    s.cut(place([[(-0.16, 1.4), (0.16, 1.4), (0, 2.5)]], 1330, 470, 54), "#fff4dc")
    swag = spline([(-20, -20, 1), (2020, -20, 1), (2020, 120, 1), (1660, 190), (1330, 100, 1), (1000, 200), (670, 100, 1),
                   (340, 190), (-20, 120, 1)])  # fmt: skip
    s.cut(swag, Fade(["#3a0410", "#9a1024"], 90), shadow=26, dark=0.6)
    s.rim(swag, "#f2c45a", 90, depth=14, strength=0.9)


@piece(
    "bookshop", LANDSCAPE,
    "A reader stands on a ladder before a wall of coloured books, under a hanging green lamp.",
)  # fmt: skip
def bookshop(s: Sheet) -> None:
    """Spines as a colour study, a ladder as the diagonal."""
    s.ground("#24120d")
    colours = ["#b5322a", "#e0a436", "#24505a", "#efe0c2", "#6a2f3f", "#3f6a45", "#d9733a", "#1c2742", "#c9b48a",
               "#8a4a2a", "#7fa09a", "#e8c7a0"]  # fmt: skip
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
    at = pose(head=(-0.15, 0.45), ls=(-0.55, 1.5), rs=(0.6, 1.5), le=(-1.3, 2.2), lw=(-1.75, 1.35), lf=(-2.0, 0.95),
              re=(1.0, 2.6), rw=(0.9, 3.6), rf=(0.8, 4.0), lh=(-0.3, 3.6), rh=(0.35, 3.6), lk=(-0.42, 5.4),
              la=(-0.2, 7.2), lt=(0.1, 7.55), rk=(0.75, 5.0), ra=(0.42, 6.4), rt=(0.75, 6.75))  # fmt: skip
    u = 82
    px, py = 1010, 440
    s.cut(place(body(at), px, py, u), "#e0ac86", shadow=24, drop=(40, 24))
    skirt = place([spline([(-0.46, 2.9), (-0.66, 3.8), (-1.05, 5.4), (-1.2, 6.2, 1), (0.1, 6.5), (1.25, 6.1, 1),
                           (0.95, 5.0), (0.62, 3.7), (0.46, 2.9)])], px, py, u)  # fmt: skip
    top = place([*limb([(-0.5, 1.55), (-1.25, 2.2), (-1.6, 1.6)], [0.24, 0.22, 0.17]), *limb([(0.55, 1.55), (1.0, 2.6),
                 (0.92, 3.3)], [0.24, 0.2, 0.16]), spline([(-0.7, 1.4), (-0.5, 2.9), (0.5, 2.9), (0.76, 1.4), (0.3, 1.25),
                 (-0.2, 1.25)])], px, py, u)  # fmt: skip
    s.cut(skirt, "#f0e4c8", shadow=8)
    s.rim(skirt, "#8a6a4a", 0, depth=60)
    s.cut(top, "#d8352a")
    s.rim(top, "#5a0c10", 0, depth=40)
    hair = place([ellipse(-0.1, 0.36, 0.44, 0.44), ellipse(0.36, 0.62, 0.2, 0.3, -20)], px, py, u)
    s.cut(hair, "#1c0d0a")
    s.cut(rect(px - 205, py + 6, 46, 130, -8), "#24505a", shadow=8)
    s.cut(limb([(660, -10), (660, 200)], [4, 4]), "#0a0403")
    shade = spline([(540, 300, 1), (600, 214), (660, 196), (720, 214), (780, 300, 1)])
    s.cut(shade, Fade(["#1f6a4f", "#0f3a2f"], 90), shadow=16)
    s.cut(ellipse(660, 302, 118, 18), "#fff3c4")


@piece(
    "sculpture-hall", PORTRAIT,
    "A marble torso stands in a violet-grey hall; a bar of daylight falls from a high window.",
)  # fmt: skip
def sculpture_hall(s: Sheet) -> None:
    """Stone made of three greys and one beam."""
    s.ground(Fade(["#55506a", "#7a7388", "#453f58"], 60))
    s.spray(rect(0, 0, s.w, s.h), "#231f36", 200, start=0.35, strength=1)
    for x, w in ((60, 220), (980, 260)):
        niche = arch(x, 180, w, 980)
        s.cut(niche, Fade(["#2c2740", "#4f4962"], 0))
        s.rim(niche, "#16122a", 180, depth=60)
    s.cut(rect(0, 1180, s.w, 420), Fade(["#8f8797", "#4a4458"], 90))
    for k in range(7):
        s.lines([[(640 + (k - 3) * 190, 1180), (640 + (k - 3) * 460, 1600)]], "#3f394e", 3, 0.6)
    s.lines([[(0, 1290), (1280, 1290)], [(0, 1440), (1280, 1440)]], "#3f394e", 3, 0.6)
    s.cut([(980, -10), (1280, -10), (640, 1340), (120, 1340)], "#ffe9c2", alpha=0.34, blur=16)
    s.cut([(160, 1330), (760, 1330), (520, 1560), (-140, 1560)], "#ffe9c2", alpha=0.4, blur=8)
    s.cut([(430, 1450), (850, 1450), (350, 1600), (-160, 1600)], "#231f36", alpha=0.6, blur=10)
    plinth = rect(430, 1120, 420, 380)
    s.cut(rect(400, 1090, 480, 44), Fade(["#efe6dc", "#8a8294"], 0), shadow=10)
    s.cut(plinth, Fade(["#d9cfc8", "#6a6278"], 0), shadow=20)
    s.spray(plinth, "#2f2942", 0, start=0.35, strength=1)
    torso = spline(
        [(560, 360, 1), (556, 420), (470, 452), (392, 500), (380, 580), (410, 640, 1), (452, 620), (476, 690),
         (470, 780), (452, 850), (432, 930), (440, 1020), (480, 1098, 1), (800, 1098, 1), (838, 1010), (830, 920),
         (790, 830), (782, 750), (806, 660), (830, 590), (880, 620, 1), (910, 540), (870, 470), (780, 440), (706, 410),
         (700, 346, 1), (630, 372)]
    )  # fmt: skip
    s.cut(torso, Fade(["#fffaf0", "#e4dcd8", "#a49cb0"], 10), shadow=34, drop=(-40, 30), dark=0.5)
    inside = s.mask(torso)
    s.rim(torso, "#39324f", 180, depth=120, strength=1)
    s.rim(torso, "#fffdf4", -30, depth=26, strength=1)
    shade = "#4a4260"
    for nodes, radii in (
        ([(640, 470), (636, 640), (640, 820), (650, 960)], [4, 12, 10, 4]),
        ([(500, 600), (560, 650), (626, 628)], [2, 16, 3]), ([(660, 628), (730, 650), (790, 600)], [2, 16, 3]),
        ([(480, 880), (560, 960), (640, 1030)], [3, 13, 3]), ([(800, 870), (730, 960), (660, 1030)], [3, 13, 3]),
        ([(540, 470), (600, 486), (640, 470), (690, 486), (770, 470)], [2, 9, 5, 9, 2]),
        ([(560, 720), (600, 730), (626, 724)], [2, 7, 2]), ([(662, 724), (700, 732), (740, 722)], [2, 7, 2]),
    ):  # fmt: skip
        s.cut(limb(nodes, radii), shade, alpha=0.5, blur=7, clip=inside)
    s.cut(ellipse(650, 880, 10, 15), shade, alpha=0.7, blur=3)
    s.cut(
        spline([(568, 366), (630, 378), (692, 356), (690, 380), (630, 400), (566, 388)]),
        "#cfc4c0",
        alpha=0.9,
    )
    s.spray(torso, "#2f2848", 200, start=0.55, strength=0.8)
    visitor = place(body(pose(lw=(-0.7, 3.7), rw=(0.7, 3.7))), 1090, 1120, 40)
    s.cut(visitor, "#171226")
    s.cut(place([spline([(-0.7, 1.4), (-0.9, 3.5), (-1.1, 6.0, 1), (1.1, 6.0, 1), (0.9, 3.5), (0.7, 1.4)])], 1090, 1120, 40),
          "#c8402f")  # fmt: skip


@piece(
    "gallery-visitor", LANDSCAPE,
    "A visitor in a long black coat stands before a very large red painting in a white gallery.",
)  # fmt: skip
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
        block = spline([(456, y + 14), (700, y), (1100, y + 8), (1444, y + 4), (1450, y + h * 0.5), (1440, y + h), (1000, y + h + 8),
                        (600, y + h - 4), (458, y + h - 8), (448, y + h * 0.5)])  # fmt: skip
        s.cut(block, colour, blur=9, alpha=0.9, clip=inside)
        s.spray(block, mix(colour, "#4a0410", 0.6), 260, start=0.4, strength=0.8)
    s.cut([(420, 1060), (1480, 1060), (1560, 1180), (340, 1180)], "#c8302a", alpha=0.25, blur=20)
    for x, w, colour in ((90, 190, "#23406a"), (1610, 240, "#e0b23a")):
        frame = rect(x, 330, w, 260)
        s.cut(frame, "#fbf8f2", shadow=14)
        s.cut(rect(x + 30, 360, w - 60, 200), colour)
        s.spray(rect(x + 30, 360, w - 60, 200), "#171226", 70, start=0.4)
    bench = [rect(1130, 960, 360, 34), rect(1160, 990, 22, 100), rect(1440, 990, 22, 100)]
    s.cut([(1130, 1080), (1490, 1080), (1400, 1130), (980, 1130)], "#4a443e", alpha=0.4, blur=10)
    s.cut(bench, "#2a2420", shadow=6)
    x, y, u = 760, 470, 78
    s.cut([(700, 1130), (830, 1130), (560, 1200), (330, 1200)], "#3a342e", alpha=0.5, blur=9)
    legs = place(limb([(-0.3, 5.5), (-0.3, 8.0)], [0.24, 0.12]) + limb([(0.28, 5.5), (0.34, 8.0)], [0.24, 0.12])
                 + limb([(-0.3, 8.0), (-0.36, 8.4)], [0.14, 0.16]) + limb([(0.34, 8.0), (0.42, 8.4)], [0.14, 0.16]),
                 x, y, u)  # fmt: skip
    s.cut(legs, "#14100f")
    coat = place([spline([(-0.26, 1.2), (-0.85, 1.5), (-1.1, 2.6), (-1.0, 4.0), (-1.3, 6.9, 1), (0, 7.05), (1.25, 6.9, 1), (1.0, 4.0),
                          (1.1, 2.6), (0.85, 1.5), (0.26, 1.2)])], x, y, u)  # fmt: skip
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
        s.cut([(300 + k * 400 - 30, 20), (330 + k * 400, 20), (520 + k * 400, 900), (80 + k * 400, 900)], "#ffffff", alpha=0.12,
              blur=24)  # fmt: skip
