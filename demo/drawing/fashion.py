"""Clothes on people, and clothes on their own: the fashion pages."""

import math

from .bodies import bust, skullcap
from .catalogue import LANDSCAPE, PORTRAIT, WIDE, piece
from .curves import Node, Poly, Shape, arc, ellipse, limb, mirror, move, rect, spline
from .paper import Fade, Glow, Sheet, mix


@piece(
    "coat-in-wind", PORTRAIT,
    "A woman strides against the wind, her vast vermilion coat blown out behind her like a sail.",
)  # fmt: skip
def coat_in_wind(s: Sheet) -> None:
    """A small head, thin black legs and a very large red coat."""
    s.ground(Fade(["#9fc0d2", "#cddde2", "#f1ece0"], 90))
    s.spray(rect(0, 0, s.w, s.h), "#6b97b3", 250, start=0.35, strength=0.9)
    for k in range(9):
        x, y = 120 + (k * 397) % 1000, 90 + k * 148
        s.cut(limb([(x, y), (x + 130, y - 12), (x + 300, y + 4)], [1, 4, 1]), "#ffffff", alpha=0.6)
    s.cut(rect(0, 1440, s.w, 160), Fade(["#e9dfcb", "#c9bda6"], 90))
    s.cut(ellipse(560, 1490, 480, 26), "#3a2a3a", alpha=0.5, blur=14)
    for leg in (
        limb([(760, 1000), (835, 1220), (905, 1430)], [58, 40, 20]),
        limb([(690, 1000), (640, 1230), (520, 1420)], [58, 40, 20]),
        [spline([(884, 1410, 1), (928, 1410), (950, 1452), (1030, 1482), (1040, 1496, 1), (930, 1496), (912, 1470), (904, 1498, 1),
                 (892, 1498, 1)])],
        [spline([(500, 1396, 1), (546, 1410), (552, 1452), (610, 1486), (616, 1500, 1), (530, 1496), (508, 1462), (486, 1490, 1),
                 (476, 1484, 1)])],
    ):  # fmt: skip
        s.cut(leg, "#14121b")
        s.rim(leg, "#6a6a8a", 0, depth=7, strength=0.7)
    coat = spline(
        [(742, 372, 1), (690, 410), (622, 470), (560, 560), (430, 620), (300, 600), (150, 640),
         (20, 610, 1), (60, 760), (20, 900), (70, 1010), (30, 1130, 1), (180, 1120), (330, 1190),
         (470, 1170), (600, 1250), (760, 1215), (950, 1235, 1), (920, 1000), (900, 800), (905, 620),
         (885, 490), (830, 415), (790, 372, 1)], steps=18,
    )  # fmt: skip
    s.cut(coat, Fade(["#a50f1d", "#e23a1f", "#ff6a33"], -20), shadow=26)
    inside = s.mask(coat)
    folds: list[list[Node]] = [
        [(640, 560), (430, 700), (220, 720), (30, 690)],
        [(680, 620), (480, 820), (260, 880), (30, 860)],
        [(700, 700), (540, 940), (330, 1020), (40, 1060)],
        [(730, 760), (620, 1000), (470, 1120), (330, 1200)],
        [(770, 800), (730, 1020), (650, 1150), (600, 1250)],
        [(850, 780), (850, 1000), (830, 1130), (790, 1230)],
    ]
    for k, fold in enumerate(folds):
        s.cut(
            limb(fold, [3, 26, 46 - 4 * k, 60 - 6 * k]), "#7d0818", alpha=0.75, blur=5, clip=inside
        )
        lit: list[Node] = [(n[0] + 6, n[1] - 34) for n in fold]
        s.cut(limb(lit, [1, 9, 14, 16]), "#ff9a63", alpha=0.5, blur=6, clip=inside)
    s.rim(coat, "#5a0414", 100, depth=90, strength=0.9)
    lapel = spline(
        [(790, 380, 1), (850, 470), (862, 640), (820, 780, 1), (770, 600), (742, 400, 1)]
    )
    s.cut(lapel, "#c41f1d", shadow=8)
    for k in range(3):
        s.cut(ellipse(866 + k * 8, 700 + k * 150, 15, 15), "#3a0410", shadow=4)
    sleeve = limb([(655, 540), (690, 720), (800, 820), (900, 842)], [74, 76, 62, 46])
    s.cut(sleeve, Fade(["#c5201c", "#ff6a33"], -40), shadow=14)
    s.rim(sleeve, "#6a0616", 110, depth=44, strength=1)
    s.cut(limb([(900, 842), (960, 858), (1002, 852)], [30, 27, 10]), "#14121b", shadow=5)
    h, x, y = 168, 700, 210
    s.cut(limb([(792, 330), (780, 410)], [34, 46]), "#e9b48c")
    ends = (
        spline([(770, 350, 1), (640, 300), (520, 330), (400, 270), (250, 300), (110, 220, 1), (96, 340, 1), (260, 400), (410, 360),
                (530, 420), (660, 390), (780, 420, 1)]),
        spline([(770, 366, 1), (640, 390), (540, 450), (430, 440), (330, 500), (240, 480, 1), (262, 570, 1), (350, 580), (450, 520),
                (560, 530), (660, 460), (790, 424, 1)]),
    )  # fmt: skip
    for k, end in enumerate(reversed(ends)):
        s.cut(end, Fade(["#0c2348", "#2a64a0"] if k else ["#081a38", "#123a6a"], -70), shadow=10)
        stripes = s.mask(end)
        for j in (0, 1, 2):
            s.cut(
                rect(120 + j * 36 + (1 - k) * 150, 180 + (1 - k) * 200, 15, 260, -6),
                "#f4ead0",
                clip=stripes,
            )
        s.rim(end, "#050f24", 90, depth=26, strength=1)
    head = bust(x, y, h, tilt=4, shoulders=False, features=(0.01, 0, 0, 0.01))
    s.cut(head, "#f0bd95")
    s.rim(head, "#a85a44", 170, depth=36, strength=1)
    hair = skullcap(x, y, h, [
        (0.80, 0.14), (0.6, -0.06), (0.25, -0.08), (-0.08, 0.06), (-0.5, 0.02), (-1.0, -0.12, 1), (-0.72, 0.14), (-1.25, 0.2, 1),
        (-0.7, 0.36), (-0.95, 0.56, 1), (-0.34, 0.6), (-0.1, 0.84), (0.12, 0.86), (0.32, 0.66),
        (0.46, 0.44), (0.66, 0.34), (0.78, 0.26)], tilt=4)  # fmt: skip
    s.cut(hair, "#14121b", shadow=6)
    s.rim(hair, "#5b4a6a", -100, depth=16, strength=0.8)
    wrap = limb([(838, 362), (776, 392), (712, 378)], [30, 40, 34])
    s.cut(wrap, Fade(["#0c2348", "#2a64a0"], -60), shadow=8)
    s.rim(wrap, "#050f24", 100, depth=20)


def _half(nodes: list[Node], lean: float = 0.0) -> Poly:
    """Close one side of a garment's outline with its mirror image; x and y in heads."""
    other = [(-n[0] + lean * n[1] * 0.1, *n[1:]) for n in reversed(nodes)]
    return spline([*nodes, *other], steps=10)  # type: ignore[list-item]


GARMENTS: dict[str, list[list[Node]]] = {
    "column": [[(0.22, 1.22), (0.62, 1.45), (0.5, 2.3), (0.42, 2.9), (0.62, 3.9), (0.6, 6.0),
                (0.86, 8.3, 1)]],
    "coat": [[(0.2, 1.1), (0.86, 1.42), (1.2, 2.6), (1.3, 3.9), (1.42, 5.2), (1.6, 6.7, 1)]],
    "bell": [[(0.3, 1.3), (0.6, 1.5), (0.48, 2.3), (0.36, 2.85), (0.9, 3.3), (1.9, 4.6),
              (2.15, 5.6, 1)]],
    "suit": [[(0.2, 1.15), (1.0, 1.38), (1.12, 1.7), (0.98, 2.7), (0.84, 3.3), (1.05, 4.3, 1)],
             [(0.78, 4.0, 1), (0.9, 5.4), (1.05, 8.2, 1), (0.22, 8.2, 1), (0.10, 4.6)]],
    "cocoon": [[(0.2, 1.05), (0.9, 1.3), (1.6, 2.5), (1.75, 3.6), (1.3, 4.7), (0.62, 5.2, 1)]],
}  # fmt: skip


def walker(
    s: Sheet, x: float, feet: float, tall: float, kind: str, cloth: str, rim: str, skin: str,
    step: float = 1.0,
) -> None:  # fmt: skip
    """A model from the front, mid-stride, ``tall`` px from crown to sole."""
    u = tall / 8.6
    y = feet - tall

    def at(shape: Shape) -> Shape:
        return [move(p, x, y, u) for p in shape]

    k = step
    legs = limb([(0.2 * k, 4.2), (0.18 * k, 6.0), (0.06 * k, 8.0)], [0.34, 0.23, 0.11])
    legs += limb([(0.06 * k, 8.0), (0.1 * k, 8.5)], [0.12, 0.14])
    legs += limb([(-0.22 * k, 4.2), (-0.30 * k, 5.9), (-0.26 * k, 7.6)], [0.34, 0.22, 0.1])
    legs += limb([(-0.26 * k, 7.6), (-0.30 * k, 8.05)], [0.11, 0.12])
    arms = limb([(0.64, 1.6), (0.92, 2.8), (0.78, 3.9), (0.74, 4.4)], [0.17, 0.14, 0.1, 0.06])
    arms += limb([(-0.64, 1.6), (-0.98, 2.75), (-1.0, 3.8), (-0.98, 4.3)], [0.17, 0.14, 0.1, 0.06])
    head: Shape = [ellipse(0, 0.5, 0.34, 0.48), *limb([(0, 0.8), (0, 1.5)], [0.16, 0.26])]
    s.cut(at(legs), mix(skin, "#000000", 0.3))
    if kind in ("column", "bell"):
        s.cut(at(arms), skin)
    s.cut(at(head), skin)
    for nodes in GARMENTS[kind]:
        if nodes is GARMENTS[kind][-1] and kind == "suit":
            half = move(spline(nodes, steps=10), x, y, u)
            parts = [half, mirror(half, x)]
        else:
            parts = [move(_half(nodes, 0.15 * k), x, y, u)]
        for part in parts:
            s.cut(part, cloth)
            s.rim(part, mix(cloth, "#000000", 0.75), 0, depth=0.9 * u, strength=1)
            s.rim(part, rim, 180, depth=0.22 * u, strength=0.9)
    hair = [ellipse(0, 0.36, 0.36, 0.38), ellipse(0, -0.08, 0.2, 0.18)]
    s.cut(at(hair), "#0c0a10")


@piece(
    "runway-silhouettes", LANDSCAPE,
    "Five models come down a white runway out of the dark, each in a differently shaped garment.",
    vignette=0.5,
)  # fmt: skip
def runway_silhouettes(s: Sheet) -> None:
    """A wedge of light, five outlines, a dark public on either side."""
    s.ground(Fade(["#150d24", "#241238", "#0a0713"], 90))
    s.cut([(520, 0), (1280, 0), (1500, 620), (300, 620)], "#5a2a86", alpha=0.5, blur=60)
    runway = [(770, 470), (1030, 470), (1620, 1200), (180, 1200)]
    s.cut(runway, Fade(["#a77bd0", "#f4e6ff"], 90))
    s.cut([(620, 470), (1180, 470), (1180, 0), (620, 0)], Fade(["#fff0f6", "#e9a8dc"], 90),
          blur=3)  # fmt: skip
    s.spray([(620, 470), (1180, 470), (1180, 0), (620, 0)], "#7a2f9e", 270, start=0.25)
    for side in (0, 1):
        for row in range(5):
            y = 560 + row * 140
            size = 26 + row * 17
            for k in range(7):
                x = 690 - row * 128 - k * size * 2.5 - s.rng.uniform(0, size)
                x = s.w - x if side else x
                tone = mix("#2a1846", "#07050d", min(1, row / 4 + 0.1 * k))
                crowd = [ellipse(x, y, size * 0.72, size * 0.92),
                         spline([(x - size * 1.7, y + size * 3.2, 1), (x - size * 1.2, y + size * 1.3),
                                 (x, y + size * 0.85), (x + size * 1.2, y + size * 1.3),
                                 (x + size * 1.7, y + size * 3.2, 1)])]  # fmt: skip
                s.cut(crowd, tone)
                s.rim(crowd, "#c45fb8", 180 if side else 0, depth=size * 0.3, strength=0.7)
    line = [
        (905, 530, 250, "coat", "#3a2a6a", 1), (770, 640, 350, "column", "#e0473c", -1),
        (1050, 760, 460, "suit", "#1c8a84", 1), (670, 920, 620, "cocoon", "#f0a92b", -1),
        (1130, 1165, 860, "bell", "#e8336e", 1),
    ]  # fmt: skip
    for x, feet, tall, kind, cloth, step in line:
        s.cut([(x - 14, feet), (x + 14, feet), (x + tall * 0.22, feet + tall * 0.2),
               (x - tall * 0.1, feet + tall * 0.22)], "#3a1560", alpha=0.55, blur=10)  # fmt: skip
        walker(s, x, feet, tall, kind, cloth, "#fff2fb", "#8a4a4a", step)


@piece(
    "red-glove", PORTRAIT,
    "A long red evening glove stands upright on a black ground, one finger raised.",
)  # fmt: skip
def red_glove(s: Sheet) -> None:
    """A single object under one lamp."""
    s.ground(Glow(["#5b5f63", "#2b2d33", "#111217"], 0.62, 0.38, 0.75))
    s.cut(rect(0, 1390, s.w, 210), Fade(["#1a1b20", "#0b0b0e"], 90))
    shadow = [(700, 1400), (560, 1400), (60, 1500), (160, 1560), (640, 1480)]
    s.cut(shadow, "#050507", alpha=0.7, blur=16)
    hand: Shape = [
        spline(
            [
                (520, 1420, 1),
                (536, 1200),
                (540, 1000),
                (520, 860),
                (476, 740),
                (474, 640),
                (560, 570),
                (690, 560),
                (760, 600),
                (772, 720),
                (742, 840),
                (716, 980),
                (730, 1200),
                (770, 1420, 1),
            ]
        ),
        *limb([(520, 640), (492, 480), (486, 330)], [46, 43, 38, 30]),
        *limb([(590, 620), (590, 420), (606, 196)], [49, 46, 41, 30]),
        *limb([(668, 620), (690, 450), (716, 322)], [47, 45, 40, 31]),
        *limb([(734, 650), (790, 540), (826, 436)], [42, 39, 34, 26]),
        *limb([(520, 850), (430, 770), (372, 660), (352, 574)], [66, 60, 46, 36]),
    ]
    s.cut(hand, Fade(["#7a0516", "#d3122a", "#f0283a"], -10), shadow=30)
    s.rim(hand, "#3a0210", 180, depth=90, strength=1)
    s.rim(hand, "#ff8f85", -15, depth=24, strength=0.9)
    inside = s.mask(hand)
    creases: list[list[Node]] = [
        [(500, 900), (600, 930), (730, 890)],
        [(540, 1010), (620, 1034), (718, 1010)],
        [(530, 1130), (640, 1100), (730, 1140)],
        [(540, 1230), (640, 1262), (740, 1222)],
        [(536, 1330), (640, 1306), (760, 1340)],
    ]
    for crease in creases:
        s.cut(limb(crease, [3, 13, 3]), "#4a0312", alpha=0.85, blur=4, clip=inside)
        lit: list[Node] = [(x, y + 16) for x, y, *_ in crease]
        s.cut(limb(lit, [1, 6, 1]), "#ff7a74", alpha=0.5, blur=4, clip=inside)
    for a, b in (((560, 610), (572, 800)), ((630, 600), (632, 800)), ((700, 610), (690, 800))):
        s.cut(limb([a, b], [5, 2]), "#4a0312", alpha=0.8, blur=1.5)
    s.cut([arc(645, 1420, 125, 20, 0, 180) + arc(645, 1400, 125, 20, 180, 0)], "#5a0412")
    for k in range(3):
        s.cut(ellipse(752 - k * 4, 1290 + k * 44 - 60, 11, 11), "#f4e8d8", shadow=5)


@piece(
    "hat-and-shadow", PORTRAIT,
    "A woman in a wide black hat passes an ochre wall; her shadow runs ahead of her, much larger.",
)  # fmt: skip
def hat_and_shadow(s: Sheet) -> None:
    """Noon in the south: a wall, a hat, and the sharp plum shadow of both."""
    s.ground(Fade(["#f0b23a", "#eba02b", "#d97f1f"], 70))
    s.spray(rect(0, 0, s.w, s.h), "#b85a12", 200, start=0.55, strength=0.8)
    for x, y, w in ((90, 240, 210), (980, 1180, 170), (640, 120, 120)):
        s.cut(spline([(x, y), (x + w, y - 20), (x + w * 1.2, y + 60), (x + w * 0.5, y + 90), (x - 20, y + 50)]),
              "#f7c562", alpha=0.5, worn=1)  # fmt: skip

    def figure(dx: float, dy: float, u: float) -> tuple[Shape, Shape, Shape, Shape]:
        brim = spline(move([(-2.9, 0.95), (-1.6, 0.38), (-0.2, 0.22), (1.2, 0.3), (2.7, 0.62), (3.0, 0.86),
                            (1.3, 0.98), (-0.4, 0.92), (-2.0, 1.16), (-2.9, 1.14)], dx, dy, u))  # fmt: skip
        crown = spline(move([(-0.95, 0.62), (-0.88, -0.35), (-0.4, -0.82), (0.1, -0.72), (0.55, -0.84), (0.95, -0.3),
                             (1.0, 0.6)], dx, dy, u))  # fmt: skip
        head = bust(dx - 0.62 * u, dy - 0.02 * u, 1.8 * u, tilt=-3, neck=0.16, shoulders=False)
        gown = spline(move([(-0.44, 2.36), (-0.7, 2.62), (-1.34, 2.86), (-1.72, 3.3), (-1.62, 4.3), (-1.02, 5.6), (-0.98, 6.3),
                            (-1.5, 7.6), (-2.2, 13, 1), (2.3, 13, 1), (1.62, 8.0), (1.02, 6.4), (1.16, 5.6), (1.44, 4.6),
                            (1.28, 3.4), (0.86, 2.84), (0.5, 2.6), (0.42, 2.36)], dx, dy, u))  # fmt: skip
        arm = limb(move([(-1.3, 3.3), (-1.75, 4.6), (-1.9, 5.6), (-1.1, 6.3), (-0.7, 6.5)], dx, dy, u),
                   [0.38 * u, 0.34 * u, 0.27 * u, 0.22 * u, 0.17 * u])  # fmt: skip
        return [brim, crown], [head], [gown], arm

    hat, head, gown, arm = figure(820, 330, 142)
    s.cut([*hat, *head, *gown, *arm], "#6b2f4f", alpha=0.94)
    s.spray([*hat, *head, *gown], "#b0502c", 60, start=0.5, strength=0.8)
    hat, head, gown, arm = figure(420, 640, 112)
    s.cut(gown, Fade(["#f8efe0", "#fffaf0", "#d9c9bd"], 0), shadow=10)
    s.rim(gown, "#8a5a6a", 0, depth=60, strength=1)
    cloth = s.mask(gown)
    for k in range(7):
        s.cut(limb([(404 + k * 8, 1350), (300 + k * 62, 1620)], [2, 13]), "#a8808a", alpha=0.6,
              blur=4, clip=cloth)  # fmt: skip
    s.cut(limb([(318, 1346), (420, 1360), (530, 1346)], [13, 15, 13]), "#e4372c", clip=cloth)
    s.cut(arm, "#9a4f2c", shadow=10)
    s.rim(arm, "#3f1a1a", 160, depth=24, strength=1)
    sleeve = limb(move([(-1.28, 3.28), (-1.66, 4.2), (-1.78, 4.7)], 420, 640, 112), [50, 54, 60])
    s.cut(sleeve, "#fffaf0", shadow=8)
    s.rim(sleeve, "#a8808a", 120, depth=30)
    s.cut(head, "#9a4f2c")
    s.cut(ellipse(440, 740, 210, 64, 4), "#3a1418", alpha=0.75, blur=10, clip=s.mask(head))
    s.rim(head, "#3f1a1a", 180, depth=50, strength=1)
    s.cut(hat, "#17141c", shadow=10)
    s.rim(hat, "#7d6a8a", -100, depth=22, strength=0.9)
    s.cut(
        spline([(316, 690), (420, 700), (528, 686), (532, 716), (420, 732), (314, 720)]), "#e4372c"
    )
    s.cut(ellipse(372, 862, 12, 16), "#f7d98a", shadow=4)


@piece(
    "scarf-in-flight", WIDE,
    "A long striped silk scarf flies across a coral sky above a small figure on a hill.",
)  # fmt: skip
def scarf_in_flight(s: Sheet) -> None:
    """One ribbon, told by its stripes: they narrow where it turns away."""
    s.ground(Fade(["#f2593f", "#f98a5c", "#fdc797"], 90))
    s.spray(rect(0, 0, s.w, s.h), "#c9303f", 270, start=0.3, strength=0.9)
    s.cut(ellipse(1560, 640, 190, 190), "#fde9b8", alpha=0.9)
    s.cut(spline([(0, 860, 1), (420, 800), (900, 880), (1400, 830), (2000, 900, 1), (2000, 1000, 1),
                  (0, 1000, 1)]), Fade(["#7a2340", "#3a1030"], 90))  # fmt: skip
    top, bottom = [], []
    n = 260
    for i in range(n + 1):
        t = i / n
        x = 330 + 1560 * t + 60 * math.sin(t * 9)
        y = 690 - 430 * math.sin(t * 1.9) + 90 * math.sin(t * 11 + 0.4) * (0.3 + t)
        lean = math.sin(t * 11 - 0.7)
        half = (14 + 150 * t**0.7) * (0.32 + 0.68 * abs(lean))
        top.append((x - 30 * lean, y - half))
        bottom.append((x + 70 * lean, y + half))
    whole = [*top, *bottom[::-1]]
    s.cut(whole, "#0f5f6a", shadow=22, drop=(10, 60), dark=0.3)
    bands = ["#0f5f6a", "#f7efe0", "#0f5f6a", "#12343f", "#f2c230", "#12343f", "#0f5f6a", "#f7efe0",
             "#0f5f6a"]  # fmt: skip
    for k, colour in enumerate(bands):
        a, b = k / len(bands), (k + 1) / len(bands) + 0.004

        def along(v: float) -> Poly:
            return [
                (p[0] + (q[0] - p[0]) * v, p[1] + (q[1] - p[1]) * v)
                for p, q in zip(top, bottom, strict=True)
            ]

        s.cut([*along(a), *along(b)[::-1]], colour)
    cloth = s.mask(whole)
    for i in range(0, n, 1):
        t = i / n
        shade = math.cos(t * 11 - 0.7)
        if abs(shade) > 0.25:
            quad = [top[i], top[i + 1], bottom[i + 1], bottom[i]]
            s.cut(quad, "#041a2a" if shade < 0 else "#ffffff",
                  alpha=(abs(shade) - 0.25) * (0.75 if shade < 0 else 0.3))  # fmt: skip
    s.rim(whole, "#04202c", 80, depth=26, strength=0.7)
    s.wash(cloth, "#0f5f6a", 0.05)
    person = [*limb([(312, 812), (306, 740)], [30, 17]), ellipse(309, 676, 17, 23),
              *limb([(300, 872), (306, 790)], [10, 22]), *limb([(330, 872), (316, 790)], [10, 22]),
              *limb([(306, 735), (330, 715), (352, 690)], [10, 8, 6])]  # fmt: skip
    s.cut(person, "#2a0c26")
    for x in range(20, 2000, 34):
        base = 868 + 20 * math.sin(x / 240)
        s.cut(limb([(x, base + 60), (x + 22, base + 10)], [3, 1]), "#a83a4a", alpha=0.7)


@piece(
    "mirror-hall", PORTRAIT,
    "A woman in a yellow gown stands in a hall of mirrors and returns, smaller and smaller.",
    vignette=0.3,
)  # fmt: skip
def mirror_hall(s: Sheet) -> None:
    """Frame in frame in frame, each a step darker and a step cooler."""
    s.ground(Fade(["#2a0f3a", "#4a1a52"], 90))
    cx, cy = 660.0, 690.0
    frames = []
    for k in range(9):
        f = 0.72**k
        w, h = 1200 * f, 1560 * f
        frames.append((cx - w / 2 + 40 * (1 - f), cy - h / 2 + 70 * f, w, h, f))
    for k, (x, y, w, h, f) in enumerate(frames):
        frame = mix("#e8b04a", "#4a2f8a", min(1, k / 6))
        wall = mix("#7a2a70", "#120a30", min(1, k / 7))
        s.cut(rect(x, y, w, h), frame, shadow=26 * f)
        s.rim(rect(x, y, w, h), mix(frame, "#2a0c1a", 0.7), 60, depth=40 * f, strength=0.9)
        e = 34 * f
        inner = rect(x + e, y + e, w - 2 * e, h - 2 * e)
        s.cut(inner, Fade([wall, mix(wall, "#f0719a", 0.35)], 90))
        s.spray(inner, "#0e0720", 210, start=0.4, strength=0.8)
        nx, ny, nw, nh, _ = frames[min(k + 1, 8)]
        floor = [(x + e, y + h - e), (x + w - e, y + h - e), (nx + nw, ny + nh), (nx, ny + nh)]
        s.cut(floor, mix(wall, "#ffb3a0", 0.4))
        s.cut(
            [(x + e, y + e), (x + w - e, y + e), (nx + nw, ny), (nx, ny)], mix(wall, "#0a0420", 0.5)
        )
        for k_ in range(1, 6):
            a, b = x + e + (w - 2 * e) * k_ / 6, nx + nw * k_ / 6
            s.lines([[(a, y + h - e), (b, ny + nh)]], mix(wall, "#2a0c3a", 0.5), max(1, 4 * f), 0.6)
    for k in range(6, -1, -1):
        x, y, w, h, f = frames[k]
        left = k % 2 == 0
        px = x + w * (0.29 if left else 0.72)
        feet = y + h * 0.945
        t = min(1, k / 6)
        s.cut(ellipse(px + 30 * f, feet, 190 * f, 24 * f), "#0e0720", alpha=0.6, blur=8 * f)
        walker(s, px, feet, 1010 * f, "bell", mix("#f8c51f", "#5a3fa8", t), mix("#fff6cc", "#8a6ae0", t),
               mix("#b5694f", "#3a2a6a", t), 1 if left else -1)  # fmt: skip


@piece(
    "backstage-rail", LANDSCAPE,
    "Garments crowd a rail backstage under a row of bare mirror bulbs, shoes waiting underneath.",
    vignette=0.45,
)  # fmt: skip
def backstage_rail(s: Sheet) -> None:
    """A rail of silhouettes in the warm light of bulbs."""
    s.ground(Fade(["#3a2018", "#241410", "#120a0a"], 90))
    s.cut(rect(0, 1000, s.w, 200), Fade(["#5a3524", "#1c0f0c"], 90))
    for k in range(9):
        x = 120 + k * 196
        s.light(x, 96, 330, "#ffb45a", 0.42)
    for k in range(9):
        x = 120 + k * 196
        s.cut(ellipse(x, 96, 25, 27), "#fff3cf")
        s.cut(rect(x - 12, 40, 24, 34), "#2a1a14")
    s.cut(limb([(110, 262), (1690, 262)], [8, 8]), "#cfae86", shadow=12)
    for x in (150, 1650):
        s.cut(limb([(x, 262), (x, 1080)], [8, 8]), "#b08e68", shadow=10)
    cloths = ["#c4402f", "#e5b64a", "#274b4f", "#efe3cf", "#6d2441", "#1c2a44", "#d98a6a", "#8fa08a",
              "#b3282e", "#191316", "#d6c19a", "#456a7a", "#e07b39", "#5a3a5e", "#efe3cf"]  # fmt: skip
    for k, colour in enumerate(cloths):
        x = 210 + k * 98 + s.rng.uniform(-10, 10)
        long = s.rng.choice((520, 600, 690, 450))
        flare = s.rng.uniform(50, 92)
        y = 316
        s.cut(limb([(x, 300), (x + 6, 276), (x, 256), (x - 12, 258)], [3, 3]), "#d8c6a8")
        piece_ = spline(
            [(x - 12, y, 1), (x - 62, y + 40), (x - 74, y + 110), (x - 56, y + 230),
             (x - flare, y + long, 1), (x - flare * 0.3, y + long + 12), (x + flare * 0.4, y + long - 6),
             (x + flare, y + long + 8, 1), (x + 58, y + 230), (x + 72, y + 110), (x + 60, y + 40),
             (x + 12, y, 1)]
        )  # fmt: skip
        s.cut(piece_, Fade([mix(colour, "#ffd9a0", 0.25), colour, mix(colour, "#120808", 0.6)], 90),
              shadow=18, drop=(14, 10), dark=0.6)  # fmt: skip
        s.rim(piece_, mix(colour, "#0c0606", 0.85), 0, depth=46, strength=1)
        inside = s.mask(piece_)
        for j in range(3):
            fx = x - 34 + j * 32
            s.cut(limb([(fx, y + 150), (fx + (j - 1) * 16, y + long)], [1, 9]),
                  mix(colour, "#0c0606", 0.7), alpha=0.7, blur=4, clip=inside)  # fmt: skip
        s.cut(limb([(x - 60, y + 34), (x, y - 8), (x + 60, y + 34)], [3, 4, 3]), "#d8c6a8")
    for k in range(7):
        x = 260 + k * 210
        colour = s.rng.choice(("#e9dcc4", "#c4402f", "#191316", "#e5b64a"))
        for d in (0, 66):
            shoe = spline([(x + d, 1112, 1), (x + d + 4, 1064), (x + d + 20, 1060), (x + d + 40, 1096),
                           (x + d + 88, 1118), (x + d + 86, 1132, 1), (x + d + 44, 1128),
                           (x + d + 16, 1100), (x + d + 10, 1134, 1), (x + d + 2, 1134, 1)])  # fmt: skip
            s.cut(shoe, colour, shadow=9)
            s.rim(shoe, "#1a0c0a", 60, depth=14)


@piece(
    "shoe-on-plinth", PORTRAIT,
    "A cobalt high-heeled shoe stands on a yellow plinth, throwing a hard shadow on a pink wall.",
)  # fmt: skip
def shoe_on_plinth(s: Sheet) -> None:
    """Three planes of colour, one object, one lamp."""
    s.ground(Fade(["#f7b3bf", "#ee8fa6"], 120))
    s.spray(rect(0, 0, s.w, s.h), "#d9587f", 160, start=0.5, strength=0.8)
    s.cut(rect(0, 1290, s.w, 310), Fade(["#e0637f", "#c2466a"], 90))
    # The shoe in a box of 800 by 600 px, toe to the right: side, lining, sole and heel.
    outer = spline(
        [(44, 40, 1), (96, 92), (160, 178), (232, 282), (316, 372), (410, 424), (480, 440, 1), (560, 446), (650, 478), (730, 520),
         (792, 560), (778, 578), (690, 580), (560, 576), (450, 562), (360, 520), (270, 430), (190, 330), (118, 268), (62, 226),
         (34, 150)]
    )  # fmt: skip
    lining = spline([(44, 40, 1), (96, 92), (160, 178), (232, 282), (316, 372), (410, 424), (480, 440, 1), (470, 412), (400, 372),
                     (320, 310), (240, 214), (160, 110), (96, 54)])  # fmt: skip
    heel = spline([(40, 190, 1), (70, 236), (140, 288, 1), (124, 330), (98, 420), (84, 520), (82, 592, 1), (58, 592, 1), (54, 500),
                   (50, 380), (40, 280)])  # fmt: skip
    sole = spline([(136, 284, 1), (200, 344), (270, 438), (350, 526), (440, 574), (560, 588), (700, 590), (782, 580, 1), (760, 596),
                   (560, 600), (436, 592), (340, 548), (256, 462), (180, 362)])  # fmt: skip
    dx, dy = 232, 404
    cast = [[(x * 1.02 + dx + 236, y + dy + 20) for x, y in p] for p in (outer, lining, heel, sole)]
    plinth = [(150, 1030), (1060, 1030), (1060, 1600), (150, 1600)]
    top = [(150, 1030), (290, 950), (1200, 950), (1060, 1030)]
    side = [(1060, 1030), (1200, 950), (1200, 1600), (1060, 1600)]
    shade = [
        *cast,
        [(1200, 950), (1280, 990), (1280, 1600), (1200, 1600)],
        [(760, 950), (1200, 900), (1280, 990), (1200, 960)],
    ]
    s.cut(shade[:-1], "#b5305f", alpha=0.9)
    s.spray(cast, "#e56f93", 300, start=0.45, strength=0.7)
    s.cut(plinth, Fade(["#ffd23a", "#f2b317"], 90))
    s.cut(top, "#ffe98a")
    s.cut(side, Fade(["#c98a12", "#a8690c"], 90))
    s.spray(plinth, "#d98e0e", 60, start=0.35, strength=0.9)
    s.cut([(300, 1006), (560, 992), (1010, 984), (1130, 968), (1090, 1012), (620, 1016)], "#a8660a", alpha=0.7, blur=3,
          clip=s.mask(top))  # fmt: skip
    a, b, c, d = (move(p, dx, dy) for p in (outer, lining, heel, sole))
    s.cut(b, Fade(["#f0703a", "#a8321c"], 20))
    s.rim(b, "#5a120c", 60, depth=40)
    s.cut(c, Fade(["#0a1a6a", "#2448d8", "#0c1e7a"], 0), shadow=5)
    s.cut(d, "#0b0a18")
    s.cut(a, Fade(["#132aa8", "#2049e6", "#3f74ff"], 15), shadow=8)
    s.rim(a, "#050e4a", 100, depth=100, strength=1)
    s.rim(a, "#cfe0ff", -62, depth=15, strength=0.95)
    s.cut(
        limb(move([(590, 484), (660, 506), (728, 544)], dx, dy), [4, 9, 3]),
        "#eaf2ff",
        alpha=0.9,
        blur=4,
    )
    s.cut(
        limb(move([(64, 110), (74, 180), (120, 238)], dx, dy), [3, 9, 3]),
        "#b9d2ff",
        alpha=0.8,
        blur=4,
    )
    for k, (px, py, turn) in enumerate(((520, 400, -32), (470, 430, -150), (540, 452, 30))):
        u = math.radians(turn)
        petal = spline(
            [
                (px - 10, py + 8),
                (px + 70 * math.cos(u - 0.4), py + 70 * math.sin(u - 0.4)),
                (px + 96 * math.cos(u), py + 96 * math.sin(u)),
                (px + 70 * math.cos(u + 0.5), py + 70 * math.sin(u + 0.5)),
            ]
        )
        s.cut(move(petal, dx, dy), ["#f4442e", "#d92c22", "#ff6a4a"][k], shadow=7)
        s.rim(move(petal, dx, dy), "#6a0a10", turn + 150, depth=26)
    s.cut(ellipse(dx + 506, dy + 430, 22, 22), "#ffd23a", shadow=6)


@piece(
    "pleats-study", PORTRAIT,
    "A saffron pleated garment opens like a fan against a deep violet ground.",
)  # fmt: skip
def pleats_study(s: Sheet) -> None:
    """Eighty flanks, lit and shaded in turn, hung from two outstretched arms."""
    s.ground(Glow(["#5a2d96", "#341463", "#190936"], 0.5, 0.42, 0.9))
    n = 46
    left, right = [], []
    for i in range(n * 2 + 1):
        t = i / (n * 2)
        u = 2 * t - 1
        a = math.radians(90 - 82 * u)
        wave = 46 * math.sin(t * 12.6) + 20 * math.sin(t * 31)
        r = 900 + wave - 120 * abs(u) ** 3
        left.append((640 + 180 * u, 452 + 16 * (1 - u * u)))
        right.append(
            (
                640 + r * 0.66 * math.cos(a) * (1.02 + 0.05 * abs(u)),
                520 + r * math.sin(a) - 40 * abs(u) ** 4,
            )
        )
    outer = [*left, *right[::-1]]
    s.cut(outer, "#e08a12", shadow=34, dark=0.6)
    for i in range(n * 2):
        lit = i % 2 == 0
        zig = 13 if lit else -13
        (ax, ay), (bx, by) = left[i], left[i + 1]
        (cx, cy), (ex, ey) = right[i + 1], right[i]
        t = i / (n * 2)
        glow = 0.5 + 0.5 * math.sin(t * 12.6 + 0.8)
        bright = mix("#e9860f", "#ffe06a", glow)
        deep = mix("#8a2f0c", "#d9720e", glow)
        quad = [(ax, ay), (bx, by), (cx, cy + zig), (ex, ey - zig)]
        s.cut(
            quad,
            Fade(
                [bright, mix(bright, "#fff4c0", 0.35)] if lit else [deep, mix(deep, bright, 0.4)],
                90,
            ),
        )
    inside = s.mask(outer)
    for y, depth in ((700, 60), (930, 50), (1160, 46)):
        swell: list[Node] = [
            (0, y - 60),
            (320, y + 24),
            (640, y + 60),
            (960, y + 24),
            (1280, y - 60),
        ]
        s.cut(limb(swell, [depth, depth]), "#7a2208", alpha=0.3, blur=34, clip=inside)
        up: list[Node] = [(n_[0], n_[1] - 84) for n_ in swell]
        s.cut(limb(up, [depth * 0.6, depth * 0.6]), "#fff3b0", alpha=0.26, blur=30, clip=inside)
    s.rim(outer, "#5a1408", 90, depth=80, strength=0.8)
    s.spray(ellipse(640, 560, 420, 420), "#7a2208", 270, start=0.5, strength=0.8, clip=inside)
    for k in (-1, 1):
        hand = limb([(640 + k * 560, 520), (640 + k * 604, 484), (640 + k * 632, 440)], [20, 22, 7])
        s.cut(hand, "#a85a3a", shadow=8)
        s.rim(hand, "#3a1420", 90, depth=12)
    head = bust(540, 120, 250, flip=True, shoulders=False, neck=0.16, tilt=-5)
    s.cut(head, Fade(["#b5653f", "#7a3a2a"], 0), shadow=10)
    s.rim(head, "#2a0e18", 0, depth=60, strength=1)
    s.rim(head, "#ffb070", 190, depth=10, strength=0.9)
    hair = skullcap(540, 120, 250, [
        (0.76, 0.12), (0.5, -0.05), (0.1, -0.0), (-0.07, 0.3), (0.0, 0.68), (0.2, 0.8), (0.36, 0.66),
        (0.46, 0.42), (0.68, 0.3)], flip=True, tilt=-5)  # fmt: skip
    s.cut(hair, "#100618", shadow=8)
    knot = skullcap(
        540,
        120,
        250,
        [(0.02, 0.1), (-0.1, -0.16), (-0.34, -0.2), (-0.46, -0.02), (-0.34, 0.2), (-0.1, 0.28)],
        flip=True,
        tilt=-5,
    )
    s.cut(knot, "#100618", shadow=8)
    s.rim(knot, "#7a4fb0", 250, depth=16, strength=0.8)
    for k in range(5):
        ring = [*arc(640, 436 + k * 17, 66 + k * 22, 22 + k * 3, 0, 360)]
        s.cut(ring, mix("#ffdf6a", "#c4600c", (4 - k) / 6) if k < 4 else "#e9860f", shadow=0)
    for k in range(4, -1, -1):
        ring = ellipse(640, 424 + k * 15, 62 + k * 26, 20 + k * 5)
        s.cut(ring, mix("#fff0a8", "#d9720e", k / 5), shadow=9, drop=(0, 8), dark=0.5)
        s.rim(ring, "#7a2208", 90, depth=10, strength=0.8)
    s.cut(limb([(654, 352), (652, 428)], [40, 46]), Fade(["#8a4630", "#4a1e1e"], 0))
