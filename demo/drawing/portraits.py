"""Portraits, each reduced to a profile, a nape or a veil."""

import math

from .bodies import bust, skullcap
from .catalogue import PORTRAIT, piece
from .curves import ellipse, leaf, limb, move, nodes, points, rect, spline
from .paper import Fade, Glow, Sheet


@piece(
    "profile-red",
    PORTRAIT,
    "A woman's profile cut from crimson paper, her chin raised, against a burning orange sun.",
)
def profile_red(s: Sheet) -> None:
    """Red on red on red: a sun, a lifted chin, a heavy knot of hair."""
    s.ground(Fade(["#7d0f23", "#b3152a", "#d62c2a"], 80))
    s.spray(rect(0, 0, s.w, s.h), "#4a0618", 270, start=0.35, strength=0.8)
    s.cut(ellipse(820, 560, 430, 430), Fade(["#ffb12e", "#ff6a2a"], 60), shadow=14)
    s.spray(ellipse(820, 560, 430, 430), "#e02f1f", 115, start=0.35, strength=0.9)
    h, x, y, tilt = 720, 250, 330, -8
    head = bust(x, y, h, tilt=tilt, neck=0.18, features=(0.02, 0.0, 0.0, 0.01))
    s.cut(head, "#e9303a", shadow=22)
    s.rim(head, "#7a0a24", 180, depth=120, strength=1.0)
    s.rim(head, "#ff9a5a", -10, depth=26, strength=0.8)
    hair = skullcap(
        x,
        y,
        h,
        nodes(
            "0.72 0.1, 0.62 0, 0.38 -0.055, 0.12 0.03, -0.05 0.25, -0.06 0.5, 0 0.7, "
            "0.1 0.83, 0.22 0.84, 0.33 0.74, 0.4 0.62, 0.46 0.48, 0.57 0.36, 0.69 0.26, "
            "0.745 0.17"
        ),
        tilt=tilt,
    )
    knot = skullcap(
        x,
        y,
        h,
        nodes("-0.02 0.52, -0.16 0.44, -0.31 0.52, -0.35 0.68, -0.25 0.83, -0.08 0.85, 0.04 0.76"),
        tilt=tilt,
    )
    for part in (knot, hair):
        s.cut(part, Fade(["#3a0414", "#1f0210"], 40), shadow=10)
        s.rim(part, "#b01230", -100, depth=40, strength=0.7)
    ear = move(ellipse(0, 0, 0.035, 0.05), x + 0.475 * h, y + 0.79 * h, h)
    s.cut(ear, "#ffc247", shadow=8)
    s.cut(
        limb(
            [(x - 260, 1460), (x + 120, 1330), (x + 420, 1380), (x + 620, 1560)], [60, 74, 80, 66]
        ),
        Fade(["#ff7a2f", "#c41d2e"], 20),
        shadow=16,
    )


@piece(
    "profile-blue",
    PORTRAIT,
    "Two blue profiles overlap like sheets of glass, looking in opposite directions at night.",
)
def profile_blue(s: Sheet) -> None:
    """Two inks, two directions; the overlap is a third person."""
    s.ground(Fade(["#dfe9ee", "#b9d0df", "#93b4cf"], 75))
    s.spray(rect(0, 0, s.w, s.h), "#5b86b3", 100, start=0.5, strength=0.7)
    s.cut(ellipse(640, 520, 90, 90), "#f6f3e4", alpha=0.9)
    one = bust(330, 400, 690, neck=0.1, features=(0.0, 0.0, 0.0, 0.01))
    two = bust(260, 330, 690, flip=True, neck=0.2, features=(0.035, -0.01, 0.02, -0.005))
    s.cut(one, "#2f6fc4", blend="multiply", worn=0.5)
    s.cut(two, "#4aa3d8", blend="multiply", worn=0.5)
    s.rim(one, "#0c1f63", 180, depth=150, strength=1.0)
    s.rim(two, "#123a8c", 0, depth=150, strength=0.9)
    s.cut([move(one, -4, -3)[i : i + 1] * 3 for i in range(0)], "#000000")


@piece(
    "portrait-back",
    PORTRAIT,
    "A woman seen from behind, her hair pinned up, a green dress cut low across her back.",
)
def portrait_back(s: Sheet) -> None:
    """A nape, two shoulder blades and a low-cut dress, in the light of one window."""
    s.ground(Fade(["#0d3b36", "#14544a", "#0a2b2a"], 30))
    s.cut(points("720 0, 1280 0, 1280 980, 880 1600, 560 1600"), "#2f7a63", alpha=0.5)
    s.spray(rect(0, 0, s.w, s.h), "#051c1e", 180, start=0.3, strength=1)
    skin = spline(
        "560 640, 556 800, 520 880, 380 940, 240 1010, 170 1130, 150 1320, 140 1620!, "
        "1130 1620!, 1130 1330, 1105 1130, 1030 1010, 890 940, 760 880, 722 800, "
        "720 640",
    )
    s.cut(skin, Fade(["#a8583c", "#e6a67e", "#f6cba4"], 0), shadow=30)
    s.rim(skin, "#5c2420", 180, depth=150, strength=0.95)
    s.rim(skin, "#fff0d8", 0, depth=30, strength=0.8)
    groove = limb("640 900, 632 1100, 644 1300, 640 1600", [3, 14, 20, 16])
    s.cut(groove, "#8a3f30", alpha=0.55, blur=12)
    for k in (-1, 1):
        blade = limb(
            [(640 + k * 150, 1060), (640 + k * 205, 1180), (640 + k * 165, 1320)], [4, 22, 4]
        )
        s.cut(blade, "#8a3f30", alpha=0.5, blur=14)
    dress = spline(
        "150 1180!, 300 1270, 470 1440, 640 1500, 810 1440, 985 1270, 1118 1180!, "
        "1140 1620!, 130 1620!",
    )
    s.cut(dress, Fade(["#062d1f", "#0f7a4b", "#1fae6b"], 0), shadow=20)
    for k in range(9):
        fold = limb([(250 + k * 100, 1620), (300 + k * 85, 1400 + abs(4 - k) * -30)], [16, 2])
        s.cut(fold, "#04301f", alpha=0.6, blur=3, clip=s.mask(dress))
    head = spline(
        "640 260, 800 300, 858 450, 836 610, 760 720, 640 752, 520 720, 444 610, 422 450, 480 300"
    )
    for ear in (ellipse(436, 560, 26, 56, 10), ellipse(844, 560, 26, 56, -10)):
        s.cut(ear, "#e6a67e")
    s.cut(head, Fade(["#160a0a", "#3a1712", "#7a3420"], 0), shadow=18)
    strands = []
    for k in range(26):
        t = k / 25
        strands.append(
            spline(
                [
                    (450 + 380 * t, 690 - 110 * abs(t - 0.5) - 30),
                    (470 + 340 * t, 480),
                    (640 + (t - 0.5) * 120, 330),
                ],
                closed=False,
            )
        )
    s.lines(strands, "#c0693a", 2.2, 0.5)
    bun = spline("640 130, 750 160, 790 270, 730 370, 640 392, 550 370, 490 270, 530 160")
    s.cut(bun, Fade(["#1d0c0b", "#57231a", "#8f4426"], 0), shadow=16)
    s.lines(
        [
            [
                (
                    640 + r * 1.05 * math.cos(a / 10 + r / 60),
                    262 + r * 0.85 * math.sin(a / 10 + r / 60),
                )
                for a in range(8, 50)
            ]
            for r in range(18, 128, 11)
        ],
        "#d07c46",
        2.2,
        0.5,
    )
    s.cut(limb([(430, 180), (850, 330)], [5, 4]), "#f2c14e", shadow=5)
    s.cut(ellipse(424, 178, 18, 18), "#f6d77a", shadow=5)
    for x in (436, 844):
        s.cut(leaf((x, 612), (x, 720), 26), "#f2c14e", shadow=5)


@piece(
    "portrait-veil",
    PORTRAIT,
    "A pale profile behind a dotted black veil that falls from a small tilted hat.",
)
def portrait_veil(s: Sheet) -> None:
    """Nearly black and white: the net is the only drawing on the face."""
    s.ground(Fade(["#b9b2b0", "#8d8688", "#5c565e"], 60))
    s.spray(rect(0, 0, s.w, s.h), "#2a262e", 60, start=0.35, strength=0.9)
    h, x, y = 800, 300, 380
    head = bust(x, y, h, flip=True, tilt=6, neck=0.14, features=(0.01, 0.0, -0.005, 0.012))
    s.cut(head, Fade(["#fbf6f0", "#e7ded8", "#a89ea0"], 0), shadow=30)
    s.rim(head, "#3a3440", 0, depth=170, strength=1.0)
    lips = skullcap(
        x,
        y,
        h,
        nodes("0.88 0.725, 0.8 0.748, 0.75 0.768, 0.8 0.792, 0.87 0.797, 0.845 0.765"),
        flip=True,
        tilt=6,
    )
    s.cut(lips, "#c3122f", clip=s.mask(head))
    hair = skullcap(
        x,
        y,
        h,
        nodes(
            "0.7 0.1, 0.5 0, 0.2 0, -0.03 0.22, -0.07 0.5, -0.02 0.76, 0.08 0.98, 0.22 1, "
            "0.3 0.86, 0.36 0.7, 0.47 0.52, 0.6 0.38, 0.72 0.27, 0.77 0.18"
        ),
        flip=True,
        tilt=6,
    )
    s.cut(hair, "#121017", shadow=10)
    s.rim(hair, "#6f6877", 190, depth=34, strength=0.8)
    dress = spline("150 1620!, 230 1500, 420 1440, 640 1520, 860 1420, 1050 1470, 1180 1620!")
    s.cut(dress, "#0c0b10", shadow=20)
    veil = skullcap(
        x,
        y,
        h,
        nodes(
            "0.98 0.02, 1.06 0.3, 1.1 0.62, 1.04 0.86, 0.86 1.02, 0.6 0.98, 0.34 0.84, "
            "0.18 0.5, 0.2 0.1!, 0.6 -0.1"
        ),
        flip=True,
        tilt=6,
    )
    net = s.mask(veil)
    s.cut(veil, "#17141c", alpha=0.16)
    mesh = []
    for k in range(-40, 60):
        mesh.append([(k * 40 + 14 * math.sin(j / 2.6 + k), j * 40) for j in range(34)])
    grid = []
    for k in range(-34, 60):
        grid.append([(k * 34 + j * 24, j * 40) for j in range(40)])
        grid.append([(k * 34 - j * 24 + 900, j * 40) for j in range(40)])
    shape = [p for line in grid for p in limb([line[0], line[-1]], [1.1, 1.1])[:1]]
    s.cut(shape, "#0d0b12", clip=net, alpha=0.8)
    dots = [
        ellipse(i * 102 + (51 if j % 2 else 0), j * 74 + 20, 8.5, 8.5, steps=16)
        for i in range(13)
        for j in range(20)
    ]
    s.cut(dots, "#0d0b12", clip=net)
    hat = skullcap(
        x,
        y,
        h,
        nodes(
            "1.02 0.05, 0.9 -0.12, 0.6 -0.25, 0.28 -0.2, 0.1 -0.02, 0.12 0.12, 0.5 0.04, 0.85 0.1"
        ),
        flip=True,
        tilt=2,
    )
    s.cut(hat, Glow(["#3a3542", "#0a090d"], 0.3, 0.2), shadow=20)
    s.rim(hat, "#8d8696", -110, depth=30, strength=0.8)
    for k, (dx, dy) in enumerate(((0, -250), (70, -230), (-60, -180))):
        s.cut(leaf((760, 330), (860 + dx, 330 + dy), 64, 0.2 - k * 0.1), "#121017", shadow=8)
