"""Bodies in motion and at rest: the dance pages."""

import math

from .bodies import body, bust, place, pose, skullcap
from .catalogue import LANDSCAPE, PORTRAIT, WIDE, piece
from .curves import Node, Shape, ellipse, limb, rect, spline
from .paper import Fade, Sheet, mix


@piece(
    "dancer-leap", PORTRAIT,
    "A dancer in mid-leap, drawn three times in yellow, pink and black as if printed out of step.",
)  # fmt: skip
def dancer_leap(s: Sheet) -> None:
    """One pose, three inks, the misregistration is the movement."""
    s.ground("#f6f0e2")
    s.cut(rect(0, 0, s.w, s.h), "#ffd21f", worn=0.35)
    s.spray(rect(0, 0, s.w, s.h), "#ff8a2a", 100, start=0.35, strength=0.9, smooth=0)
    at = pose(
        head=(1.05, 0.25), ls=(0.2, 1.2), rs=(0.95, 1.15), le=(-0.9, 0.75), lw=(-1.95, 0.25),
        lf=(-2.55, -0.1), re=(1.95, 0.45), rw=(2.75, -0.4), rf=(3.15, -0.85), lh=(-0.05, 3.2),
        rh=(0.45, 3.15), lk=(-1.75, 3.95), la=(-3.55, 4.0), lt=(-4.25, 4.25), rk=(2.15, 3.35),
        ra=(4.0, 2.75), rt=(4.7, 2.62),
    )  # fmt: skip
    skirt: list[Node] = [(-0.05, 2.3), (-0.5, 2.9), (-1.6, 3.2), (-2.5, 2.7, 1), (-2.2, 3.6), (-2.6, 4.5, 1),
                         (-1.2, 4.4), (-0.2, 4.9, 1), (0.4, 4.3), (1.4, 4.6, 1), (1.5, 3.9), (2.3, 3.2, 1), (1.2, 2.9),
                         (0.62, 2.3)]  # fmt: skip
    u = 118
    for dx, dy, colour, worn in ((-150, 130, "#ff4f8b", 0.7), (-70, 60, "#f2381f", 0.6)):
        figure = place([*body(at), spline(skirt)], 540 + dx, 480 + dy, u)
        s.cut(figure, colour, blend="multiply", worn=worn, alpha=0.85)
    figure = place(body(at), 540, 480, u)
    s.cut(figure, "#1b1026", worn=0.25)
    s.rim(figure, "#8a3fa8", -90, depth=14, strength=0.9)
    cloth = place([spline(skirt)], 540, 480, u)
    s.cut(cloth, "#1b1026", worn=0.2)
    inside = s.mask(cloth)
    for k in range(10):
        a = math.radians(20 + k * 17)
        s.cut(limb([(590, 780), (590 + 190 * math.cos(a), 800 + 110 * math.sin(a)), (590 + 420 * math.cos(a), 830 + 240 *
              math.sin(a))], [1, 4, 10]), "#ff4f8b", alpha=0.9, clip=inside, worn=0.5)  # fmt: skip
    bun = place([ellipse(0.78, -0.12, 0.2, 0.2)], 540, 480, u)
    s.cut(bun, "#1b1026")
    s.cut(ellipse(560, 1430, 330, 26), "#1b1026", alpha=0.85, worn=0.8)
    s.cut(ellipse(440, 1452, 330, 22), "#ff4f8b", blend="multiply", worn=0.7)


@piece(
    "chorus-line", WIDE,
    "Seven dancers in top hats kick in unison in front of a fan of pink and midnight rays.",
)  # fmt: skip
def chorus_line(s: Sheet) -> None:
    """Rhythm: the same dancer seven times, told apart by nothing."""
    s.ground("#1a1240")
    for k in range(26):
        a0, a1 = math.radians(180 + k * 7.2), math.radians(180 + k * 7.2 + 3.6)
        ray = [(1000, 940), (1000 + 1500 * math.cos(a0), 940 + 1500 * math.sin(a0)),
               (1000 + 1500 * math.cos(a1), 940 + 1500 * math.sin(a1))]  # fmt: skip
        s.cut(ray, "#f27aa8" if k % 2 else "#7a2f8f")
    s.spray(rect(0, 0, s.w, s.h), "#14093a", 270, start=0.3, strength=1)
    s.cut(ellipse(1000, 1120, 980, 280), Fade(["#ffd9a0", "#f2a05a"], 90))
    s.spray(ellipse(1000, 1120, 980, 280), "#b5406a", 90, start=0.3)
    u = 76
    for k in range(7):
        x = 262 + k * 238
        y = 250 + 8 * abs(k - 3)
        at = pose(
            head=(0.05, 0.42), ls=(-0.58, 1.4), rs=(0.58, 1.4), le=(-1.3, 1.75), lw=(-2.1, 1.55), lf=(-2.5, 1.5),
            re=(1.3, 1.75), rw=(2.1, 1.55), rf=(2.5, 1.5), lh=(-0.26, 3.5), rh=(0.32, 3.45), lk=(-0.28, 5.6), la=(-0.2, 7.6),
            lt=(0.15, 8.05), rk=(1.5, 2.55), ra=(2.5, 0.85), rt=(2.75, 0.25),
        )  # fmt: skip
        s.cut(ellipse(x - 20, y + 8.0 * u, 84, 15), "#5a1a4a", alpha=0.7, blur=4)
        figure = place(body(at, 0.96), x, y, u)
        s.cut(figure, "#f6cfae", shadow=8)
        s.rim(figure, "#b5486a", 20, depth=18, strength=1)
        suit = place([spline([(-0.5, 1.5), (-0.3, 1.75), (0, 1.85), (0.3, 1.75), (0.5, 1.5), (0.46, 2.4), (0.62, 3.2), (0.74, 3.75, 1),
                              (0.2, 3.75), (0, 3.95), (-0.2, 3.9), (-0.66, 3.9, 1), (-0.6, 3.2), (-0.46, 2.4)])], x, y, u)  # fmt: skip
        s.cut(suit, Fade(["#fff2d9", "#e8b4c4"], 0))
        s.rim(suit, "#8a2f6a", 0, depth=26)
        s.cut(place([[(-0.06, 1.85), (0.06, 1.85), (0.1, 3.9), (-0.1, 3.9)]], x, y, u), "#1a1240")
        hair = place([ellipse(0.05, 0.4, 0.39, 0.44)], x, y, u)
        s.cut(hair, "#2a0f2a")
        s.cut(
            place(
                [
                    spline(
                        [
                            (-0.2, 0.4),
                            (0.05, 0.2),
                            (0.36, 0.4),
                            (0.3, 0.8),
                            (0.08, 0.92),
                            (-0.14, 0.78),
                        ]
                    )
                ],
                x,
                y,
                u,
            ),
            "#f6cfae",
        )
        hat = place(
            [ellipse(0.06, 0.12, 0.62, 0.13, -8), rect(-0.32, -0.78, 0.76, 0.86, -8)], x, y, u
        )
        s.cut(hat, "#0d0826", shadow=5)
        s.cut(place([rect(-0.3, -0.1, 0.78, 0.16, -8)], x, y, u), "#f2a05a")
        s.rim(hat, "#f27aa8", 225, depth=7)
        shoes = place([*limb([(-0.2, 7.5), (-0.15, 7.75), (0.18, 8.08)], [0.12, 0.14, 0.05]),
                       *limb([(2.48, 0.9), (2.6, 0.62), (2.75, 0.22)], [0.11, 0.13, 0.05])], x, y, u)  # fmt: skip
        s.cut(shoes, "#d81e4a")
        gloves = place(
            [
                *limb([(-1.8, 1.65), (-2.4, 1.5)], [0.13, 0.1]),
                *limb([(1.8, 1.65), (2.4, 1.5)], [0.13, 0.1]),
            ],
            x,
            y,
            u,
        )
        s.cut(gloves, "#fff8ec")


@piece(
    "two-figures", LANDSCAPE,
    "Two figures lean their foreheads together, one in a striped blue robe and one in ochre.",
)  # fmt: skip
def two_figures(s: Sheet) -> None:
    """An arch made of two people."""
    s.ground(Fade(["#e8e4d4", "#cfd8cc"], 60))
    s.cut(ellipse(900, 640, 520, 520), Fade(["#f2705a", "#e2483f"], 90), worn=0.3)
    s.spray(ellipse(900, 640, 520, 520), "#a01f3a", 90, start=0.4, strength=0.9)
    h = 470
    for k, (flip, skin, deep, cloth, tilt) in enumerate((
        (False, "#8a4a34", "#3f1620", "#1f4fa0", 17), (True, "#e8ae84", "#9a4a3a", "#e8a42a", 12),
    )):  # fmt: skip
        x = 430 if not flip else 930
        y = 220 if not flip else 250
        head = bust(x, y, h, flip=flip, tilt=tilt, neck=0.05, shoulders=False,
                    features=(0.0, 0, 0, 0.02) if k else (0.02, 0, 0.01, 0))  # fmt: skip
        s.cut(head, skin, shadow=12)
        s.rim(head, deep, 0 if flip else 180, depth=110, strength=1)
        if not flip:
            hair = skullcap(x, y, h, [(0.76, 0.14), (0.6, -0.06), (0.3, -0.12), (-0.02, 0.06), (-0.12, 0.36), (-0.06, 0.66), (0.1, 0.86),
                                      (0.24, 0.86), (0.34, 0.62), (0.5, 0.4), (0.72, 0.27)], tilt=tilt)  # fmt: skip
        else:
            hair = skullcap(x, y, h, [(0.78, 0.16), (0.62, -0.03), (0.3, -0.06), (-0.06, 0.16), (-0.12, 0.6), (-0.3, 1.1), (-0.62, 1.6),
                                      (-0.3, 1.9), (0.1, 1.6), (0.22, 1.1), (0.3, 0.76), (0.46, 0.46), (0.7, 0.3)],
                            flip=True, tilt=tilt)  # fmt: skip
        nodes: list[Node] = [(0.60, 1.12), (0.72, 1.5), (0.66, 1.9), (0.74, 2.4, 1), (-1.2, 2.4, 1), (-0.86, 1.8), (-0.44, 1.42),
                             (0.0, 1.16), (0.3, 1.2)]  # fmt: skip
        robe = skullcap(x, y, h, nodes, flip=flip)
        if flip:
            s.cut(robe, cloth, shadow=20)
        else:
            s.cut(robe, cloth, shadow=20)
        inside = s.mask(robe)
        if not flip:
            for j in range(16):
                s.cut(limb([(-120 + j * 62, 1240), (60 + j * 44, 960), (330 + j * 26, 700)], [15, 12, 6]), "#f2ead4", clip=inside,
                      worn=0.6)  # fmt: skip
        else:
            for j in range(90):
                px, py = 980 + (j % 12) * 70 + (35 if (j // 12) % 2 else 0), 720 + (j // 12) * 66
                s.cut(ellipse(px, py, 15, 19, 20), "#8a2f1f", clip=inside, worn=0.6)
        s.rim(robe, mix(cloth, "#0c0818", 0.8), 0 if flip else 180, depth=130, strength=1)
        s.cut(hair, "#16101c" if not flip else "#5a1f14", shadow=8)
        s.rim(hair, "#5a4a8a" if not flip else "#e2703a", 250, depth=18, strength=0.8)
    arm: Shape = limb([(1330, 1010), (1130, 1040), (900, 960), (740, 900)], [104, 96, 74, 50])
    s.cut(arm, "#e8a42a", shadow=20)
    s.rim(arm, "#6a2a10", 95, depth=60, strength=1)
    hand = limb([(750, 905), (670, 868), (604, 850)], [42, 48, 18])
    hand += limb([(690, 862), (640, 812), (612, 790)], [20, 16, 10])
    s.cut(hand, "#e8ae84", shadow=8)
    s.rim(hand, "#9a4a3a", 95, depth=26)
