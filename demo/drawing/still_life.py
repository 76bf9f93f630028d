"""Things on tables and on dark grounds."""

import math

from .catalogue import LANDSCAPE, PORTRAIT, SQUARE, piece
from .curves import (
    Node,
    Poly,
    arc,
    arch,
    ellipse,
    leaf,
    limb,
    mirror,
    nodes,
    points,
    rect,
    spin,
    spline,
)
from .paper import Fade, Glow, Sheet, mix
from .relief import Lamp, model


def vessel(cx: float, foot: float, side: list[Node]) -> Poly:
    """A turned pot: ``side`` is its right half, as (distance from axis, height above foot)."""
    right: list[Node] = [(cx + n[0], foot - n[1], *n[2:]) for n in side]
    return spline([*right, *mirror(right[::-1], cx)])


@piece(
    "perfume-still-life",
    PORTRAIT,
    "A square glass bottle of amber scent throws a long orange light across a lilac table.",
    grain=0.8,
)
def perfume_still_life(s: Sheet) -> None:
    """The shadow is the scent."""
    s.ground(Fade(["#d9c6e6", "#c3aed9"], 90))
    s.cut(rect(0, 980, s.w, 640), Fade(["#efe2f2", "#d6c2e2"], 90))
    s.cut(
        points("-20 -20, 420 -20, 1300 760, 1300 990, 1100 990, -20 60"),
        "#f7eef8",
        alpha=0.4,
        blur=10,
    )
    # What the glass throws on the table: a shade, and in it the light that came through.
    s.cut(
        points("470 1250, 850 1250, 1420 1540, 1420 1640, 980 1640"), "#7a5a9a", alpha=0.62, blur=9
    )
    s.cut(
        points("520 1262, 806 1262, 1300 1560, 1240 1640, 1010 1640"),
        Fade(["#ff9a2a", "#ffc35a", "#ffd98a"], 40),
        alpha=0.95,
        blur=7,
    )
    for line in (
        "560 1270, 820 1420, 1120 1600",
        "640 1268, 900 1390, 1260 1580",
        "720 1266, 980 1390, 1290 1500",
    ):
        s.cut(limb(line, [3, 13, 4]), "#fff3c9", alpha=0.9, blur=5)
    body: Poly = points("440 560, 840 560, 840 1250, 440 1250")
    s.cut(body, Fade(["#f2e9f6", "#cdbddb", "#efe6f4"], 0), alpha=0.85)
    liquid = points("476 690, 804 690, 804 1206, 476 1206")
    s.cut(liquid, Fade(["#ffc65a", "#f58a1f", "#c4501a"], 90))
    s.cut(
        points("476 690, 600 690, 600 1206, 476 1206"),
        Fade(["#ffe0a0", "#ff9f3a", "#e2701c"], 90),
        alpha=0.85,
    )
    s.cut(points("742 690, 804 690, 804 1206, 742 1206"), "#8a2f14", alpha=0.55)
    s.cut(rect(476, 1150, 328, 56), Fade(["#ff9f3a", "#ffe3a0"], 90), alpha=0.8)
    s.cut(rect(476, 684, 328, 14), "#fff3d4")
    s.cut(rect(440, 560, 36, 690), Fade(["#ffffff", "#d9cbe6"], 90), alpha=0.9)
    s.cut(rect(804, 560, 36, 690), Fade(["#9a86b4", "#c9b8dc"], 90), alpha=0.9)
    s.cut(rect(440, 1206, 400, 44), Fade(["#ffffff", "#b7a3cc"], 90), alpha=0.85)
    s.cut(points("500 580, 560 580, 560 1230, 500 1230"), "#ffffff", alpha=0.55, blur=2)
    s.cut(rect(440, 556, 400, 8), "#ffffff")
    s.cut(
        rect(576, 500, 128, 64),
        Fade(["#6a4a12", "#f4d27a", "#fff3c4", "#a87a22", "#5a3c0c"], 0),
        shadow=6,
    )
    s.cut(rect(576, 520, 128, 5), "#6a4a12", alpha=0.6)
    ball = ellipse(640, 366, 152, 152, steps=120)
    model(
        s,
        ball,
        ["#0c0612", "#24152e", "#54406a", "#b5a3cc", "#ffffff"],
        rise=230,
        round_=110,
        lamp=Lamp(225, 44, 0.04, 0.6, 0.7, 26),
    )
    s.cut(ellipse(640, 476, 90, 30), "#ff9a3a", alpha=0.45, blur=16, clip=s.mask(ball))
    s.spray(rect(0, 0, s.w, s.h), "#6a4a8a", 20, start=0.6, strength=0.5, smooth=0.7)


@piece(
    "two-mirrors",
    LANDSCAPE,
    "Two tall arched mirrors lean on a plum wall and hold nothing but the morning, pink and blue.",
    grain=0.8,
)
def two_mirrors(s: Sheet) -> None:
    """Portraits of nobody."""
    s.ground(Fade(["#5a2238", "#7a3048", "#4a1a30"], 20))
    s.spray(rect(0, 0, s.w, 900), "#2a0a1c", 0, start=0.4, strength=0.8, smooth=0.6)
    s.cut(rect(0, 960, s.w, 260), Fade(["#c98a72", "#8f5548"], 90))
    s.cut(rect(0, 944, s.w, 20), "#e2a58a")
    for x, w, top, foot, turn, inks, low in (
        (330, 440, 150, 1086, -1.6, ["#fbd2c4", "#f6aeb0", "#c58bb8", "#7f7fc0"], 0.62),
        (960, 520, 60, 1110, 1.8, ["#cfe3f0", "#f4dfd0", "#f9b79a", "#e2786a"], 0.7),
    ):

        def tilt(poly: Poly, turn: float = turn, x: float = x, foot: float = foot) -> Poly:
            return spin(poly, turn, (x, foot))

        frame = tilt(arch(x, top, w, foot - top))
        s.cut(
            [(px + (foot - py) * 0.34 + 12, foot - (foot - py) * -0.06) for px, py in frame],
            "#1c0614",
            alpha=0.5,
            blur=14,
        )
        s.cut([(px + 46, py) for px, py in frame], "#1c0614", alpha=0.55, blur=16)
        model(
            s,
            frame,
            ["#2a1206", "#8a5a1c", "#e2b04a", "#fff0b8"],
            rise=26,
            round_=14,
            lamp=Lamp(230, 40, 0.1, 0.65, 0.6, 16),
        )
        inner = arch(x + 22, top + 22, w - 44, foot - top - 40)
        glass = tilt(inner)
        clip = s.mask(glass)
        s.cut(glass, Fade(inks, 90))
        s.spray(glass, inks[-1], 90, start=0.3, strength=0.7, smooth=0.6)
        level = top + (foot - top) * low
        s.cut(
            tilt(
                points(
                    f"{x - 40} {level}, {x + w + 40} {level - 30}, "
                    f"{x + w + 40} {foot}, {x - 40} {foot}"
                )
            ),
            Fade([mix(inks[2], "#ffffff", 0.3), mix(inks[3], "#3a1a3a", 0.3)], 90),
            clip=clip,
        )
        s.cut(
            tilt(
                points(
                    f"{x + w * 0.2} {top - 20}, {x + w * 0.42} {top - 20}, "
                    f"{x - w * 0.1} {foot}, {x - w * 0.4} {foot}"
                )
            ),
            "#ffffff",
            alpha=0.34,
            clip=clip,
            blur=2,
        )
        s.rim(glass, "#2a0a1c", 0, depth=22, strength=0.6)
    s.light(1240, 460, 700, "#ffb59a", 0.18)


@piece(
    "vase-and-branch",
    PORTRAIT,
    "A branch of hard red berries leans out of a round black jar; its shadow is larger than it is.",
    grain=0.8,
)
def vase_and_branch(s: Sheet) -> None:
    """One jar, one branch, a wall that remembers both."""
    s.ground(Fade(["#e6dccb", "#d9cbb4"], 60))
    s.cut(rect(0, 1316, s.w, 300), Fade(["#c9b597", "#a38d6f"], 90))
    lamp = Lamp(222, 40, 0.05, 0.75, 0.45, 18)
    stems = [
        "560 980, 536 800, 600 640, 520 470, 610 300, 780 190",
        "600 640, 760 560, 900 540, 1020 440",
        "536 800, 430 720, 330 560, 300 400",
        "520 470, 430 370, 440 240",
        "760 560, 860 660, 960 680",
    ]
    widths = [[15, 13, 11, 9, 7, 3], [8, 6, 5, 2], [8, 6, 4, 2], [6, 4, 2], [5, 4, 2]]
    berries: list[tuple[float, float, float]] = []
    for k, stem in enumerate(stems):
        for x, y in spline(stem, closed=False, steps=5)[(8 if k == 0 else 3) :: 2]:
            berries += [
                (x + s.rng.uniform(-34, 34), y + s.rng.uniform(-34, 34), s.rng.uniform(13, 23))
                for _ in range(s.rng.choice((1, 2, 2)))
            ]
    jar = vessel(
        580, 1452, nodes("120 0!, 150 8, 270 170, 264 320, 150 440, 84 476, 80 506, 100 524!")
    )

    def thrown(poly: Poly) -> Poly:
        return [(x * 1.06 + 190, y * 1.05 - 40) for x, y in poly]

    for stem, width in zip(stems, widths, strict=True):
        s.cut([thrown(p) for p in limb(stem, width)], "#a38d78", alpha=0.8, blur=3)
    s.cut(
        [thrown(ellipse(x, y, r, r, steps=24)) for x, y, r in berries], "#a38d78", alpha=0.8, blur=3
    )
    s.cut(thrown(jar), "#a38d78", alpha=0.8, blur=4, clip=s.mask(rect(0, 0, s.w, 1316)))
    s.cut(
        points("470 1440, 700 1440, 1300 1560, 1300 1640, 760 1560"), "#6a5844", alpha=0.6, blur=8
    )
    for stem, width in zip(stems, widths, strict=True):
        s.cut(limb(stem, width), "#3a2218")
        s.rim(limb(stem, width), "#a87a58", 225, depth=5)
    fruit = [ellipse(x, y, r, r, steps=28) for x, y, r in berries]
    for (x, y, r), poly in zip(berries, fruit, strict=True):
        s.cut(
            poly,
            Glow(["#ffb0a0", "#e2352a", "#a3101c", "#4a060e"], 0.36, 0.34, 0.72),
            shadow=5,
            drop=(5, 7),
        )
        s.cut(ellipse(x + r * 0.4, y + r * 0.5, r * 0.13, r * 0.13, steps=10), "#2a0408")
    s.cut(ellipse(580, 928, 92, 18), "#0a0809")
    model(
        s,
        jar,
        ["#050406", "#131116", "#35313c", "#8f8a98", "#ffffff"],
        rise=330,
        round_=230,
        lamp=lamp,
    )
    s.cut(ellipse(580, 928, 84, 13), "#08070a")
    for k in range(4):
        x, y = 760 + k * 96 + s.rng.uniform(-20, 20), 1420 + 40 * math.sin(k * 2)
        s.cut(ellipse(x + 16, y + 14, 24, 9), "#5a4836", alpha=0.5, blur=4)
        s.cut(
            ellipse(x, y, 19, 19),
            Glow(["#ffb0a0", "#e2352a", "#a3101c", "#4a060e"], 0.36, 0.34, 0.72),
        )


@piece(
    "citrus-table",
    LANDSCAPE,
    "Lemons, oranges and a halved grapefruit on a turquoise table with strong noon shadows.",
)
def citrus_table(s: Sheet) -> None:
    """Saturated fruit seen from above, in one direction of light."""
    s.ground(Fade(["#0fa3a3", "#0b8a92"], 40))
    for k in range(9):
        s.cut(rect(k * 220 - 20, 0, 106, s.h), "#13b8b0", alpha=0.65)
    cloth = points("-20 700, 1120 -20, 1820 -20, 1820 480, 640 1220, -20 1220")
    s.cut(cloth, "#ff6f91", shadow=20)
    s.spray(cloth, "#e23a6e", 120, start=0.5)
    stripes = [
        [
            (k * 130 - 300, 1220 - 0),
            (k * 130 - 250, 1220),
            (k * 130 + 1550, -20),
            (k * 130 + 1500, -20),
        ]
        for k in range(-8, 14)
    ]
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
        pores = [
            ellipse(x + s.rng.gauss(0, r * 0.4), y + s.rng.gauss(0, r * 0.4), 2.2, 2.2, steps=8)
            for _ in range(50)
        ]
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
            wedge = spline(
                [
                    (x + r * 0.1 * math.cos(a), y + r * 0.1 * math.sin(a), 1),
                    (x + r * 0.76 * math.cos(a - w), y + r * 0.76 * math.sin(a - w)),
                    (x + r * 0.83 * math.cos(a), y + r * 0.83 * math.sin(a)),
                    (x + r * 0.76 * math.cos(a + w), y + r * 0.76 * math.sin(a + w)),
                ]
            )
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
    knife = points("120 1120, 470 600, 494 612, 180 1150")
    s.cut([(x + 900, y + 40) for x, y in knife], Fade(["#ffffff", "#a9b8c4"], 30), shadow=14)


@piece(
    "ceramic-group",
    LANDSCAPE,
    "Seven quiet vessels stand shoulder to shoulder on a shelf in chalk, slate and terracotta.",
)
def ceramic_group(s: Sheet) -> None:
    """After the Bolognese manner: pots as a skyline."""
    s.ground(Fade(["#b8b3a8", "#c9c2b2", "#a39d92"], 10))
    s.spray(rect(0, 0, s.w, s.h), "#7f7a74", 200, start=0.45, strength=0.9)
    s.cut(rect(0, 930, s.w, 270), Fade(["#d8cdb8", "#a89a86"], 90))
    s.cut(rect(0, 922, s.w, 10), "#efe6d4", alpha=0.8)
    pots: list[tuple[float, float, list[Node], list[str]]] = [
        (
            380,
            1000,
            nodes("90 0!, 130 120, 120 330, 52 430, 44 620, 62 650!"),
            ["#f4efe4", "#d9d2c4", "#9b948c"],
        ),
        (
            1330,
            1000,
            nodes("120 0!, 170 200, 160 460, 150 560!"),
            ["#8fa3a8", "#5f757d", "#33454d"],
        ),
        (
            640,
            1010,
            nodes("120 0!, 210 160, 190 330, 90 410, 84 470, 110 490!"),
            ["#d98a63", "#b55d3c", "#6f2f20"],
        ),
        (
            1060,
            1010,
            nodes("60 0!, 70 40, 84 260, 70 420, 36 500, 32 720, 50 744!"),
            ["#45505f", "#2a3340", "#141a24"],
        ),
        (860, 1050, nodes("100 0!, 150 60, 190 190, 200 230!"), ["#f7f1e2", "#e2d8c2", "#a59a88"]),
        (
            1530,
            1050,
            nodes("80 0!, 130 80, 134 180, 90 250, 60 262!"),
            ["#e6c46a", "#c2943a", "#7a5518"],
        ),
        (200, 1060, nodes("70 0!, 100 60, 104 150, 92 190!"), ["#3f6b62", "#28504a", "#12302d"]),
    ]
    for cx, foot, side, colours in pots:
        pot = vessel(cx, foot, side)
        w = max(n[0] for n in side)
        s.cut(
            spline(
                [
                    (cx - w * 0.6, foot - 8),
                    (cx + w * 0.8, foot - 14),
                    (cx + w * 2.6, foot + 30),
                    (cx + w * 2.4, foot + 54),
                    (cx, foot + 20),
                ]
            ),
            "#4a4038",
            alpha=0.5,
            blur=10,
        )
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
    s.cut(
        spline("400 700, 470 760, 540 740, 600 800, 680 760, 760 810, 880 740, 880 500, 400 500"),
        "#f2e2c8",
        alpha=0.92,
        clip=s.mask(glaze),
    )
    s.rim(glaze, "#6f2f20", 0, depth=150, strength=0.8)


@piece(
    "record-sleeve",
    SQUARE,
    "A black record slides out of a sleeve printed with rising orange and violet half circles.",
)
def record_sleeve(s: Sheet) -> None:
    """Half circles climbing like a scale."""
    s.ground(Fade(["#1b1d4f", "#131338"], 60))
    s.cut(
        ellipse(960, 700, 520, 520), Glow(["#3a3640", "#121016", "#08070b"], 0.4, 0.35), shadow=36
    )
    s.lines([arc(960, 700, r, r, 0, 360, 140) for r in range(210, 516, 11)], "#4a4654", 1.4, 0.8)
    for a in (-38, 142):
        u = math.radians(a)
        fan = [(960, 700)] + [
            (960 + 515 * math.cos(u + d / 60), 700 + 515 * math.sin(u + d / 60))
            for d in range(-9, 10)
        ]
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
                half = (
                    arc(x + r, y + (240 if up else 26), rr, rr * 1.7, 180, 360)
                    if up
                    else arc(x + r, y + 26, rr, rr * 1.7, 0, 180)
                )
                s.cut(
                    half,
                    colours[(k + j) % 5],
                    blend="multiply" if j == 0 else "normal",
                    worn=0.7,
                    clip=inside,
                )
    s.spray(sleeve, "#5a2a1a", 40, start=0.6, strength=0.5)
    s.cut([arc(560, 700, 385, 385, 0, 360, 90)], "#5a2a1a", alpha=0.0)
    ring = ellipse(560, 700, 470, 470)
    s.cut(ring, "#2a1408", alpha=0.16, holes=ellipse(560, 700, 458, 458), blur=3, worn=1)
    s.rim(sleeve, "#fff8e6", 180, depth=8, strength=0.9)
