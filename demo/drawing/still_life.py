"""Things on tables, on grounds and in orbit."""

import math

from .catalogue import LANDSCAPE, PORTRAIT, SQUARE, piece
from .curves import Node, Poly, arc, ellipse, leaf, limb, mirror, rect, spin, spline
from .paper import Fade, Glow, Sheet, mix


def vessel(cx: float, foot: float, side: list[Node]) -> Poly:
    """A turned pot: ``side`` is its right half as (distance from the axis, height above the foot)."""
    right: list[Node] = [(cx + n[0], foot - n[1], *n[2:]) for n in side]  # type: ignore[misc]
    return spline([*right, *mirror(right[::-1], cx)])


@piece(
    "perfume-still-life", PORTRAIT,
    "A tall amber perfume bottle glows on a dark ledge beside a pear and a round black stopper.",
    vignette=0.4,
)  # fmt: skip
def perfume_still_life(s: Sheet) -> None:
    """Amber light through glass, everything else in aubergine."""
    s.ground(Glow(["#7a2f4a", "#4a1838", "#1f0a22"], 0.62, 0.4, 0.75))
    s.cut(ellipse(760, 520, 400, 400), Glow(["#ffb25c", "#e2653a", "#a8324a"], 0.45, 0.4))
    s.spray(ellipse(760, 520, 400, 400), "#5a1838", 120, start=0.35, strength=1)
    s.cut(rect(0, 1240, s.w, 360), Fade(["#3a1230", "#16061a"], 90))
    s.cut([(400, 1260), (720, 1240), (230, 1480), (-60, 1600), (-60, 1500)], "#ff9a3c", alpha=0.32,
          blur=26)  # fmt: skip
    s.cut(spline([(390, 1260), (760, 1250), (500, 1400), (60, 1530), (60, 1430)]), "#0c0310",
          alpha=0.5, blur=20)  # fmt: skip
    glass = spline([(430, 620, 1), (470, 570), (740, 570), (780, 620, 1), (800, 900), (790, 1250),
                    (760, 1290), (450, 1290), (420, 1250), (410, 900)])  # fmt: skip
    s.cut(glass, Fade(["#7a2a10", "#d9741f", "#ffb84a", "#e27a1e", "#8a2f10"], 0), shadow=30)
    s.rim(glass, "#3d0f0a", 0, depth=90, strength=0.9)
    s.cut(spline([(470, 800, 1), (740, 800, 1), (746, 1240), (720, 1252), (490, 1252), (464, 1240)]),
          Fade(["#ffd779", "#f08a22", "#b34512"], 90), alpha=0.92)  # fmt: skip
    s.cut(ellipse(605, 800, 135, 15), "#ffe9a8", alpha=0.95)
    s.cut(limb([(448, 660), (440, 900), (450, 1200)], [5, 11, 5]), "#fff2cf", alpha=0.85, blur=3)
    s.cut(limb([(762, 660), (772, 860)], [4, 6]), "#fff2cf", alpha=0.6, blur=3)
    label = rect(508, 930, 194, 190)
    s.cut(label, "#f7ead4", shadow=6)
    s.cut(ellipse(605, 1010, 46, 46), "#4a1838")
    s.cut(ellipse(624, 1000, 40, 40), "#f7ead4")
    s.lines([[(540, 1084), (670, 1084)]], "#4a1838", 4)
    s.cut(rect(540, 500, 130, 74), Fade(["#5a3a12", "#f2cd7a", "#7a5218"], 0), shadow=10)
    stopper = spline([(605, 250), (700, 290), (730, 390), (680, 480), (605, 502), (530, 480),
                      (480, 390), (510, 290)])  # fmt: skip
    s.cut(stopper, Glow(["#5a4a6a", "#1c1226", "#0a0510"], 0.34, 0.3, 0.75), shadow=16)
    s.rim(stopper, "#ff9f5a", 0, depth=16, strength=0.9)
    pear = spline([(980, 860), (1030, 900), (1046, 1000), (1110, 1110), (1100, 1240), (1000, 1310),
                   (880, 1290), (820, 1200), (850, 1080), (920, 990), (930, 900)])  # fmt: skip
    s.cut(spline([(850, 1300), (1060, 1300), (900, 1400), (600, 1490), (640, 1410)]), "#0c0310",
          alpha=0.55, blur=16)  # fmt: skip
    s.cut(pear, Glow(["#f4e07a", "#b9b23a", "#5f6a1f"], 0.42, 0.4, 0.7), shadow=18)
    s.rim(pear, "#26300f", 20, depth=80, strength=1)
    s.cut(limb([(978, 866), (990, 800), (1030, 762)], [9, 6, 9]), "#2a140c")
    s.cut(leaf((992, 806), (1150, 742), 62, -0.12), "#3f5a1f", shadow=8)
    for x, y, r in ((220, 1350, 74), (340, 1420, 50)):
        s.cut(ellipse(x - 70, y + 44, r * 1.2, r * 0.4, -14), "#0c0310", alpha=0.55, blur=12)
        s.cut(ellipse(x, y, r, r), Glow(["#8a5aa8", "#43205e", "#1a0826"], 0.4, 0.35, 0.7))
        s.rim(ellipse(x, y, r, r), "#ffb46a", 0, depth=14, strength=0.9)


@piece(
    "jewellery-orbit", SQUARE,
    "Gold rings and pearls circle one another like planets on a black ground.",
)  # fmt: skip
def jewellery_orbit(s: Sheet) -> None:
    """A photogram of jewellery as a small solar system."""
    s.ground(Glow(["#26303c", "#11161e", "#06080c"], 0.5, 0.5, 0.75))
    c = 700.0
    s.lines(
        [arc(c, c, r, r * 0.42, 0, 360, 120) for r in (300, 420, 540, 640)], "#56657a", 1.6, 0.6
    )
    gold = ["#fff3c0", "#f2c14e", "#b57a1c", "#5a3508", "#e6ac38", "#fff0b0"]

    def ring(cx: float, cy: float, rx: float, ry: float, turn: float, thick: float) -> None:
        outer, inner = ellipse(cx, cy, rx, ry, turn, 120), ellipse(cx, cy, rx - thick, ry - thick,
                                                                  turn, 120)  # fmt: skip
        s.cut(outer, Fade(gold, turn + 20), holes=inner, shadow=20, dark=0.8)
        s.rim(outer, "#3a2004", 70, depth=thick * 0.5, holes=inner, strength=0.9)
        s.rim(outer, "#fffbe6", 250, depth=thick * 0.22, holes=inner, strength=1)

    def pearl(x: float, y: float, r: float) -> None:
        s.cut(ellipse(x, y, r, r), Glow(["#ffffff", "#f4e9e4", "#c9b4bb", "#6a5f74"], 0.36, 0.32,
                                        0.78), shadow=r * 0.3, dark=0.8)  # fmt: skip
        s.rim(ellipse(x, y, r, r), "#39304a", 50, depth=r * 0.55, strength=0.8)
        s.cut(
            ellipse(x + r * 0.3, y + r * 0.42, r * 0.3, r * 0.12, -40), "#ffd9c4", alpha=0.5, blur=5
        )

    ring(c, c, 610, 250, -24, 34)
    ring(c, c, 430, 430, 0, 24)
    pearl(c, c, 196)
    s.cut(arc(c, c, 430, 430, 20, 160) + arc(c, c, 406, 406, 160, 20), Fade(gold, 0), shadow=18)
    ring(c, c, 250, 560, 32, 20)
    s.cut(
        ellipse(c, c, 196, 196),
        Glow(["#ffffff", "#f4e9e4", "#c9b4bb", "#6a5f74"], 0.36, 0.32, 0.78),
    )
    s.rim(ellipse(c, c, 196, 196), "#39304a", 50, depth=110, strength=0.85)
    for turn, r, size in ((200, 560, 54), (332, 600, 40), (80, 520, 34), (128, 640, 22),
                          (262, 470, 28), (20, 430, 46)):  # fmt: skip
        a = math.radians(turn)
        pearl(c + r * math.cos(a), c + r * math.sin(a), size)
    gem = [(1080, 250), (1150, 210), (1250, 230), (1290, 300), (1190, 420)]
    facets = ["#0f5f4a", "#1f9a72", "#5fe0b0", "#0c4a3c", "#2fbf8a"]
    for k, colour in enumerate(facets):
        s.cut([gem[k], gem[(k + 1) % 5], (1180, 300)], colour)
    for _ in range(120):
        x, y = s.rng.uniform(0, 1400), s.rng.uniform(0, 1400)
        if math.hypot(x - c, y - c) > 330:
            s.cut(ellipse(x, y, 1.7, 1.7, steps=8), "#e9d9b4", alpha=s.rng.uniform(0.3, 0.9))


@piece(
    "eyewear-poster", LANDSCAPE,
    "Huge round sunglasses on flat yellow reflect a palm beach and a setting sun.",
)  # fmt: skip
def eyewear_poster(s: Sheet) -> None:
    """A poster with one object; the scene is in the lenses."""
    s.ground("#f7c71c")
    s.spray(rect(0, 0, s.w, s.h), "#ef9a10", 60, start=0.35, strength=0.9)
    frame = "#1a1420"
    for k, cx in enumerate((540, 1260)):
        s.cut(ellipse(cx + 40, 690, 350, 350), "#c4610a", alpha=0.65, blend="multiply", blur=4)
        s.cut(ellipse(cx, 620, 350, 350), frame, shadow=8)
        lens = ellipse(cx, 620, 292, 292)
        inside = s.mask(lens)
        s.cut(lens, Fade(["#23285e", "#c2437a", "#ff7f4a", "#ffc861"], 90))
        s.cut(ellipse(cx - 60 + 40 * k, 690, 110, 110), "#fff0b8", clip=inside)
        s.cut(
            rect(cx - 300, 720, 600, 210), Fade(["#ff9a5a", "#8a2a6a", "#1c1744"], 90), clip=inside
        )
        for j in range(7):
            w = 120 - j * 12
            x = cx - 60 + 40 * k
            s.cut(limb([(x - w, 744 + j * 22), (x + w, 744 + j * 22)], [3, 6, 3]), "#ffe39a",
                  clip=inside)  # fmt: skip
        tx = cx + 130 - 30 * k
        s.cut(
            limb([(tx + 40, 930), (tx + 10, 700), (tx - 30, 520)], [20, 13, 9]),
            "#140d24",
            clip=inside,
        )
        for a in (-170, -140, -105, -70, -35, 0, 25, 165):
            u = math.radians(a)
            tip = (tx - 30 + 190 * math.cos(u), 520 + 150 * math.sin(u) + 60)
            s.cut(leaf((tx - 30, 520), tip, 40, 0.22 if math.cos(u) < 0 else -0.22), "#140d24",
                  clip=inside)  # fmt: skip
        shine = [(cx - 210, 300), (cx - 110, 300), (cx - 260, 940), (cx - 360, 940)]
        s.cut(shine, "#ffffff", alpha=0.2, clip=inside)
        s.cut([(x + 130, y) for x, y in shine[:1]] + [(cx - 60, 300), (cx - 210, 940), (cx - 230, 940)],
              "#ffffff", alpha=0.16, clip=inside)  # fmt: skip
        s.rim(ellipse(cx, 620, 350, 350), "#6f6488", 240, depth=14, holes=lens, strength=0.9)
    bridge = [*arc(900, 600, 110, 100, 200, 340), *arc(900, 604, 76, 54, 340, 200)]
    s.cut(bridge, frame, shadow=8)
    for k in (-1, 1):
        s.cut([(900 + k * 660, 520), (900 + k * 900, 470), (900 + k * 900, 540), (900 + k * 690, 610)],
              frame, shadow=8)  # fmt: skip


@piece(
    "vase-and-branch", PORTRAIT,
    "A flowering plum branch leans out of a round indigo vase against a celadon wall.",
)  # fmt: skip
def vase_and_branch(s: Sheet) -> None:
    """One vase, one branch, a great deal of wall."""
    s.ground(Fade(["#a9c9b4", "#8fb8a4", "#76a391"], 100))
    s.cut(
        [(0, 0), (520, 0), (1280, 1000), (1280, 1280), (900, 1280), (0, 260)], "#d8e8cf", alpha=0.4
    )
    s.spray(rect(0, 0, s.w, s.h), "#4f7f72", 200, start=0.5, strength=0.8)
    s.cut(rect(0, 1310, s.w, 290), Fade(["#d9764a", "#b8532f"], 90))
    s.spray(rect(0, 1310, s.w, 290), "#7a2a1c", 180, start=0.5)
    s.cut(spline([(520, 1440), (760, 1440), (1130, 1500), (1180, 1540), (800, 1520), (560, 1480)]),
          "#5a1c1a", alpha=0.7, blur=9)  # fmt: skip
    branch: list[Node] = [(600, 960), (570, 820), (640, 690), (560, 540), (700, 390), (860, 260),
                          (1020, 200)]  # fmt: skip
    twigs: list[list[Node]] = [
        [(640, 690), (780, 640), (900, 560), (1040, 540)],
        [(560, 540), (420, 460), (330, 330)],
        [(700, 390), (660, 260), (690, 140)],
        [(900, 560), (960, 480)],
        [(420, 460), (300, 470)],
    ]
    dark = "#3a1c22"
    for nodes, radii in [(branch, [17, 15, 12, 9, 4]), *[(t, [8, 6, 3]) for t in twigs]]:
        s.cut(limb(nodes, radii), dark, shadow=10, drop=(20, 16), dark=0.25)
        s.rim(limb(nodes, radii), "#a0646a", 225, depth=4)

    def blossom(x: float, y: float, r: float, colour: str) -> None:
        turn = s.rng.uniform(0, 72)
        for k in range(5):
            a = math.radians(turn + 72 * k)
            petal = ellipse(x + r * 0.58 * math.cos(a), y + r * 0.58 * math.sin(a), r * 0.55, r * 0.5,
                            turn + 72 * k, 24)  # fmt: skip
            s.cut(petal, colour, shadow=4, dark=0.3)
            s.rim(petal, "#d23a5e", turn + 72 * k + 180, depth=r * 0.3, strength=0.7)
        s.cut(ellipse(x, y, r * 0.16, r * 0.16, steps=12), "#f2b632")

    for line in (spline(branch[2:], False, 8), *[spline(t, False, 6) for t in twigs]):
        for x, y in line[2::3]:
            if s.rng.random() < 0.72:
                blossom(x + s.rng.uniform(-24, 24), y + s.rng.uniform(-24, 24), s.rng.uniform(26, 46),
                        s.rng.choice(("#fdeef0", "#f9c9d2", "#ffffff")))  # fmt: skip
            else:
                s.cut(ellipse(x, y - 10, 11, 13), "#d23a5e", shadow=4)
    body = vessel(600, 1470, [(110, 0, 1), (130, 14), (262, 190), (250, 350), (130, 450), (72, 490),
                              (66, 540), (88, 570, 1)])  # fmt: skip
    s.cut(ellipse(600, 900, 88, 20), "#0b1436")
    s.cut(limb([(600, 905), (590, 860)], [15, 16]), dark)
    s.cut(body, Fade(["#2f4fa8", "#1c2f7a", "#0d1747"], 10), shadow=24)
    s.rim(body, "#050a2a", 20, depth=130, strength=1)
    s.rim(body, "#a9c0f2", 215, depth=26, strength=0.8)
    inside = s.mask(body)
    s.cut(
        limb([(330, 1240), (600, 1284), (870, 1240)], [8, 8]),
        "#e9e4d0",
        clip=inside,
        alpha=0.9,
        worn=0.6,
    )
    s.cut(limb([(330, 1270), (600, 1316), (870, 1270)], [3, 3]), "#e9e4d0", clip=inside, alpha=0.9)
    for x, y in ((300, 1440), (240, 1520), (860, 1400), (960, 1450)):
        s.cut(ellipse(x, y, 24, 14, s.rng.uniform(0, 180)), "#fdeef0", shadow=5)


@piece(
    "citrus-table", LANDSCAPE,
    "Lemons, oranges and a halved grapefruit on a turquoise table with strong noon shadows.",
)  # fmt: skip
def citrus_table(s: Sheet) -> None:
    """Saturated fruit seen from above, in one direction of light."""
    s.ground(Fade(["#0fa3a3", "#0b8a92"], 40))
    for k in range(9):
        s.cut(rect(k * 220 - 20, 0, 106, s.h), "#13b8b0", alpha=0.65)
    cloth = [(-20, 700), (1120, -20), (1820, -20), (1820, 480), (640, 1220), (-20, 1220)]
    s.cut(cloth, "#ff6f91", shadow=20)
    s.spray(cloth, "#e23a6e", 120, start=0.5)
    stripes = [[(k * 130 - 300, 1220 - 0), (k * 130 - 250, 1220), (k * 130 + 1550, -20),
                (k * 130 + 1500, -20)] for k in range(-8, 14)]  # fmt: skip
    s.cut(stripes, "#ffb3c2", alpha=0.6, clip=s.mask(cloth))
    plate = ellipse(1000, 620, 420, 420)
    s.cut(plate, "#fbf6ea", shadow=36, drop=(40, 44))
    s.rim(plate, "#c9b8c2", 45, depth=60)
    s.cut(ellipse(1000, 620, 320, 320), "#f1e9da")
    s.rim(ellipse(1000, 620, 320, 320), "#a89ab0", 225, depth=40)

    def cast(x: float, y: float, r: float) -> None:
        s.cut(
            limb([(x, y), (x + r * 0.9, y + r * 0.75)], [r, r * 0.86]), "#4a1048", alpha=0.5, blur=6
        )

    def orange(x: float, y: float, r: float, colours: list[str]) -> None:
        cast(x, y, r)
        s.cut(ellipse(x, y, r, r), Glow(colours, 0.36, 0.34, 0.72))
        s.rim(ellipse(x, y, r, r), colours[-1], 40, depth=r * 0.5, strength=0.9)
        pores = [ellipse(x + s.rng.gauss(0, r * 0.4), y + s.rng.gauss(0, r * 0.4), 2.2, 2.2, steps=8)
                 for _ in range(50)]  # fmt: skip
        s.cut(pores, colours[-1], alpha=0.35, clip=s.mask(ellipse(x, y, r * 0.95, r * 0.95)))
        s.cut(ellipse(x - r * 0.3, y - r * 0.36, r * 0.1, r * 0.1), "#3f5a1a")

    def lemon(x: float, y: float, r: float, turn: float) -> None:
        cast(x, y, r * 0.9)
        shape = spin(
            spline(
                [
                    (x - r * 1.42, y),
                    (x - r * 1.1, y - r * 0.3),
                    (x - r * 0.4, y - r * 0.86),
                    (x + r * 0.5, y - r * 0.82),
                    (x + r * 1.12, y - r * 0.26),
                    (x + r * 1.4, y),
                    (x + r * 1.1, y + r * 0.3),
                    (x + r * 0.4, y + r * 0.86),
                    (x - r * 0.5, y + r * 0.82),
                    (x - r * 1.12, y + r * 0.26),
                ]
            ),
            turn,
            (x, y),
        )
        s.cut(shape, Glow(["#fff3a0", "#ffd91f", "#e6a50c"], 0.38, 0.34, 0.7))
        s.rim(shape, "#a8700a", 45, depth=r * 0.45)

    def half(x: float, y: float, r: float, flesh: list[str], rind: str) -> None:
        cast(x, y, r)
        s.cut(ellipse(x, y, r, r), rind)
        s.cut(ellipse(x, y, r * 0.92, r * 0.92), "#fff6e4")
        n = 11
        for k in range(n):
            a = math.radians(k * 360 / n)
            w = math.pi / n * 0.82
            wedge = spline([(x + r * 0.1 * math.cos(a), y + r * 0.1 * math.sin(a), 1),
                            (x + r * 0.76 * math.cos(a - w), y + r * 0.76 * math.sin(a - w)),
                            (x + r * 0.83 * math.cos(a), y + r * 0.83 * math.sin(a)),
                            (x + r * 0.76 * math.cos(a + w), y + r * 0.76 * math.sin(a + w))])  # fmt: skip
            s.cut(wedge, Fade(flesh, k * 360 / n))
            s.rim(wedge, flesh[0], k * 360 / n + 180, depth=r * 0.2, strength=0.7)
        s.spray(ellipse(x, y, r, r), "#7a1030", 45, start=0.62, strength=0.7)

    orange(860, 500, 150, ["#ffc04a", "#ff8a1a", "#c4480c"])
    half(1140, 560, 176, ["#ffb08a", "#f2484f", "#d92a48"], "#ff9a3c")
    lemon(960, 790, 110, -28)
    orange(430, 860, 165, ["#ffc04a", "#ff8a1a", "#c4480c"])
    half(640, 1040, 130, ["#fff0a0", "#ffd83a", "#f2b40c"], "#f6c21a")
    lemon(330, 330, 120, 36)
    lemon(1540, 960, 116, 60)
    half(1590, 250, 150, ["#ffd08a", "#ff9420", "#ff7a0c"], "#ff8a1a")
    s.cut(leaf((300, 260), (130, 110), 110, 0.15), Fade(["#2f7a3a", "#0f4a2a"], 40), shadow=14)
    s.cut(leaf((560, 760), (720, 640), 90, 0.15), Fade(["#3a8a3f", "#145a2f"], 40), shadow=14)
    s.cut(leaf((1500, 860), (1440, 700), 84, -0.15), Fade(["#3a8a3f", "#145a2f"], 40), shadow=14)
    knife = [(120, 1120), (470, 600), (494, 612), (180, 1150)]
    s.cut([(x + 900, y + 40) for x, y in knife], Fade(["#ffffff", "#a9b8c4"], 30), shadow=14)


@piece(
    "ceramic-group", LANDSCAPE,
    "Seven quiet vessels stand shoulder to shoulder on a shelf in chalk, slate and terracotta.",
)  # fmt: skip
def ceramic_group(s: Sheet) -> None:
    """After the Bolognese manner: pots as a skyline."""
    s.ground(Fade(["#b8b3a8", "#c9c2b2", "#a39d92"], 10))
    s.spray(rect(0, 0, s.w, s.h), "#7f7a74", 200, start=0.45, strength=0.9)
    s.cut(rect(0, 930, s.w, 270), Fade(["#d8cdb8", "#a89a86"], 90))
    s.cut(rect(0, 922, s.w, 10), "#efe6d4", alpha=0.8)
    pots: list[tuple[float, float, list[Node], list[str]]] = [
        (380, 1000, [(90, 0, 1), (130, 120), (120, 330), (52, 430), (44, 620), (62, 650, 1)],
         ["#f4efe4", "#d9d2c4", "#9b948c"]),
        (1330, 1000, [(120, 0, 1), (170, 200), (160, 460), (150, 560, 1)],
         ["#8fa3a8", "#5f757d", "#33454d"]),
        (640, 1010, [(120, 0, 1), (210, 160), (190, 330), (90, 410), (84, 470), (110, 490, 1)],
         ["#d98a63", "#b55d3c", "#6f2f20"]),
        (1060, 1010, [(60, 0, 1), (70, 40), (84, 260), (70, 420), (36, 500), (32, 720), (50, 744, 1)],
         ["#45505f", "#2a3340", "#141a24"]),
        (860, 1050, [(100, 0, 1), (150, 60), (190, 190), (200, 230, 1)], ["#f7f1e2", "#e2d8c2", "#a59a88"]),
        (1530, 1050, [(80, 0, 1), (130, 80), (134, 180), (90, 250), (60, 262, 1)],
         ["#e6c46a", "#c2943a", "#7a5518"]),
        (200, 1060, [(70, 0, 1), (100, 60), (104, 150), (92, 190, 1)], ["#3f6b62", "#28504a", "#12302d"]),
    ]  # fmt: skip
    for cx, foot, side, colours in pots:
        pot = vessel(cx, foot, side)
        w = max(n[0] for n in side)
        s.cut(spline([(cx - w * 0.6, foot - 8), (cx + w * 0.8, foot - 14), (cx + w * 2.6, foot + 30),
                      (cx + w * 2.4, foot + 54), (cx, foot + 20)]), "#4a4038", alpha=0.5, blur=10)  # fmt: skip
        s.cut(pot, Fade(colours, 8), shadow=14, drop=(26, 6), dark=0.3)
        s.rim(pot, mix(colours[2], "#0a0808", 0.4), 0, depth=w * 0.9, strength=1)
        s.rim(pot, "#fffaf0", 190, depth=w * 0.16, strength=0.7)
        mouth = side[-1]
        s.cut(
            ellipse(cx, foot - mouth[1], mouth[0], mouth[0] * 0.17),
            mix(colours[2], "#000000", 0.45),
        )
        s.lines([arc(cx, foot - mouth[1], mouth[0], mouth[0] * 0.17, 0, 180)], colours[0], 3, 0.8)
    glaze = vessel(640, 1010, pots[2][2])
    s.cut(spline([(400, 700), (470, 760), (540, 740), (600, 800), (680, 760), (760, 810), (880, 740),
                  (880, 500), (400, 500)]), "#f2e2c8", alpha=0.92, clip=s.mask(glaze))  # fmt: skip
    s.rim(glaze, "#6f2f20", 0, depth=150, strength=0.8)


@piece(
    "record-sleeve", SQUARE,
    "A black record slides out of a sleeve printed with rising orange and violet half circles.",
)  # fmt: skip
def record_sleeve(s: Sheet) -> None:
    """Half circles climbing like a scale."""
    s.ground(Fade(["#1b1d4f", "#131338"], 60))
    s.cut(
        ellipse(960, 700, 520, 520), Glow(["#3a3640", "#121016", "#08070b"], 0.4, 0.35), shadow=36
    )
    s.lines([arc(960, 700, r, r, 0, 360, 140) for r in range(210, 516, 11)], "#4a4654", 1.4, 0.8)
    for a in (-38, 142):
        u = math.radians(a)
        fan = [(960, 700)] + [(960 + 515 * math.cos(u + d / 60), 700 + 515 * math.sin(u + d / 60))
                              for d in range(-9, 10)]  # fmt: skip
        s.cut(fan, "#ffffff", alpha=0.16, blur=8)
    s.cut(ellipse(960, 700, 176, 176), "#f25a2a")
    s.cut(ellipse(960, 700, 14, 14), "#131338")
    s.lines([[(1010, 620), (1090, 620)], [(1010, 640), (1070, 640)]], "#ffd9a0", 4)
    sleeve = rect(110, 170, 1000, 1060)
    s.cut(sleeve, "#f4e3c4", shadow=40, dark=0.6)
    inside = s.mask(sleeve)
    colours = ["#f25a2a", "#7a3fa8", "#f7a928", "#1b1d4f", "#e8356a"]
    for row in range(4):
        for col in range(4):
            x, y = 110 + col * 250, 170 + row * 265
            k = (row * 3 + col * 2 + row * col) % 5
            up = (row + col) % 2
            s.cut(rect(x, y, 251, 266), mix(colours[(k + 2) % 5], "#f4e3c4", 0.82), clip=inside)
            r = 125
            for j in range(4):
                rr = r * (1 - j * 0.25)
                half = arc(x + r, y + (240 if up else 26), rr, rr * 1.7, 180, 360) if up else arc(
                    x + r, y + 26, rr, rr * 1.7, 0, 180)  # fmt: skip
                s.cut(half, colours[(k + j) % 5], blend="multiply" if j == 0 else "normal", worn=0.7,
                      clip=inside)  # fmt: skip
    s.spray(sleeve, "#5a2a1a", 40, start=0.6, strength=0.5)
    s.cut([arc(560, 700, 385, 385, 0, 360, 90)], "#5a2a1a", alpha=0.0)
    ring = ellipse(560, 700, 470, 470)
    s.cut(ring, "#2a1408", alpha=0.16, holes=ellipse(560, 700, 458, 458), blur=3, worn=1)
    s.rim(sleeve, "#fff8e6", 180, depth=8, strength=0.9)
