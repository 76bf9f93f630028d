"""Dance seen from the flies, and two heads that talk."""

import math

from .bodies import bust
from .catalogue import LANDSCAPE, PORTRAIT, WIDE, piece
from .curves import Point, Poly, Shape, ellipse, limb, points, rect, spin, spline
from .paper import Fade, Glow, Sheet, mix, tint
from .relief import Lamp, heights, lit, model


@piece(
    "dancer-from-above",
    PORTRAIT,
    "A dancer seen from straight above, her coral skirt open in a full wheel over bare boards.",
    grain=0.8,
)
def dancer_from_above(s: Sheet) -> None:
    """A circle about to come down."""
    s.ground(Fade(["#c9ab86", "#b8966d"], 20))
    for k in range(9):
        x = k * 152.0 - 30
        s.cut(rect(x, 0, 150, s.h), mix("#c4a47c", "#a8855a", s.rng.random()), alpha=0.7)
        s.cut(rect(x - 2, 0, 4, s.h), "#5a3f26", alpha=0.7)
        y = s.rng.uniform(200, 1400)
        s.cut(rect(x, y, 150, 4), "#5a3f26", alpha=0.6)
    for _ in range(16):
        x, y = s.rng.uniform(0, s.w), s.rng.uniform(0, s.h)
        r, a = s.rng.uniform(90, 300), s.rng.uniform(0, 6.28)
        s.cut(
            limb(
                [
                    (x, y),
                    (x + r * math.cos(a), y + r * math.sin(a)),
                    (x + r * math.cos(a + 0.9), y + r * math.sin(a + 0.9)),
                ],
                [0.6, 2.4, 0.6],
            ),
            "#f2e2c4",
            alpha=0.35,
        )
    cx, cy, reach = 600.0, 830.0, 500.0

    def wheel(scale: float, waves: int, deep: float, off: float) -> Poly:
        line: list[Point] = []
        for k in range(240):
            u = 2 * math.pi * k / 240
            r = (
                reach
                * scale
                * (1 + deep * math.sin(waves * u + off) + deep * 0.4 * math.sin(5 * u))
            )
            line.append((cx + r * math.cos(u), cy + r * math.sin(u)))
        return line

    skirt, under = wheel(1.0, 17, 0.03, 0.4), wheel(1.075, 19, 0.028, 1.2)
    s.cut([(x + 150, y + 190) for x, y in under], "#2a1810", alpha=0.55, blur=26)

    def pleat(x: float, y: float) -> float:
        r, u = math.hypot(x - cx, y - cy), math.atan2(y - cy, x - cx)
        t = min(1.0, r / reach)
        turn = u + 1.1 * (1 - t) ** 1.4
        return t * (30 * math.sin(turn * 17 + 0.4) + 11 * math.sin(turn * 39 + t * 4)) - 40 * t * t

    lamp = Lamp(228, 40, 0.05, 0.85, 0.12, 8)
    tone = lit(s, heights(s, pleat, 420, fine=True, over=under), lamp)
    s.cut(under, tint(tone, ["#8a6a62", "#f2e2d4", "#fffaf2"]), shadow=16, dark=0.5)
    s.cut(
        skirt,
        tint(tone, ["#4a0812", "#c92a34", "#f4604a", "#ff9a72", "#ffd9b4"]),
        shadow=16,
        dark=0.5,
    )
    skin = ["#5a2a20", "#c4825c", "#efc39c", "#fff0dc"]
    arms = (
        points("640 806, 760 742, 880 640, 992 590, 1076 486"),
        points("560 860, 470 930, 330 990, 206 1012, 96 1100"),
    )
    for line in arms:
        arm = limb(line, [36, 31, 23, 24, 17, 13])
        (ax, ay), (bx, by) = line[-2], line[-1]
        u = math.atan2(by - ay, bx - ax)
        for turn, far in ((-0.5, 52), (-0.16, 70), (0.1, 70), (0.36, 58), (1.0, 40)):
            tip = (bx + far * math.cos(u + turn), by + far * math.sin(u + turn))
            arm += limb([(bx - 10 * math.cos(u), by - 10 * math.sin(u)), tip], [11, 9, 4])
        model(s, arm, skin, rise=36, round_=16, lamp=lamp, shadow=26, drop=(40, 50), dark=0.45)
    back = spin(
        spline("494 830, 520 786, 600 772, 682 790, 704 832, 680 876, 600 892, 520 878"),
        -26,
        (600, 832),
    )
    model(
        s,
        back,
        ["#3a0610", "#a01c28", "#d9443a"],
        rise=50,
        round_=36,
        lamp=lamp,
        shadow=16,
        dark=0.5,
    )
    model(
        s,
        ellipse(606, 822, 66, 74, -20),
        ["#060507", "#1c171b", "#54484f"],
        rise=70,
        round_=40,
        lamp=lamp,
        shadow=20,
        drop=(20, 26),
        dark=0.5,
    )
    model(
        s,
        ellipse(594, 838, 34, 34),
        ["#060507", "#241c20", "#6f6068"],
        rise=34,
        round_=20,
        lamp=lamp,
        shadow=8,
    )
    s.lines([[(604, 750), (610, 800)]], "#8a7078", 2.4, 0.7)
    for k in range(5):
        a = math.radians(-160 + k * 22)
        model(
            s,
            ellipse(594 + 46 * math.cos(a), 838 + 46 * math.sin(a), 9, 9),
            ["#8a1420", "#f4604a", "#ffd9c4"],
            rise=9,
            round_=5,
            lamp=lamp,
        )


def _fan(s: Sheet, x: float, y: float, r: float, turn: float, inks: tuple[str, str, str]) -> None:
    """A dancer from above as a folded paper fan: skirt, shoulders and head."""
    s.cut(
        [(px + r * 0.16, py + r * 0.2) for px, py in ellipse(x, y, r, r)],
        "#04040c",
        alpha=0.7,
        blur=9,
    )
    n = 22
    for k in range(n * 2):
        a, b = (math.radians(turn + 180 * j / n) for j in (k, k + 1))
        out = r * (1.0 if k % 2 else 0.955)
        wedge = [
            (x, y),
            (x + out * math.cos(a), y + out * math.sin(a)),
            (x + r * math.cos(b), y + r * math.sin(b)),
        ]
        facing = 0.5 + 0.5 * math.cos((a + b) / 2 - math.radians(225))
        s.cut(wedge, mix(inks[k % 2], "#0a0a1e", 0.34 * (1 - facing)))
    s.cut(ellipse(x, y, r * 0.36, r * 0.36), inks[2], shadow=5)
    s.cut(ellipse(x, y, r * 0.19, r * 0.21), "#120c14", shadow=5)
    s.cut(ellipse(x - r * 0.04, y - r * 0.05, r * 0.09, r * 0.09), "#3a2e3c")


@piece(
    "chorus-line",
    WIDE,
    "From above, two rings of dancers in folded skirts, "
    "gold round white, turn on a midnight floor.",
)
def chorus_line(s: Sheet) -> None:
    """Twenty-two skirts and nobody falls."""
    s.ground(Glow(["#2f3f9a", "#141d5a", "#090c2c"], 0.5, 0.5, 0.62))
    for r in (150, 320, 560, 860):
        ring = ellipse(1000, 500, r, r, steps=160)
        s.lines([[*ring, ring[0]]], "#5f74d6", 2, 0.6)
    for k in range(44):
        a = math.radians(k * 360 / 44)
        s.lines(
            [
                [
                    (1000 + 150 * math.cos(a), 500 + 150 * math.sin(a)),
                    (1000 + 1180 * math.cos(a), 500 + 1180 * math.sin(a)),
                ]
            ],
            "#4a5cc4",
            1.6,
            0.35,
        )
    skin = "#c98a62"
    rings = (
        (14, 610.0, 142.0, 6.0, ("#f6b52e", "#c9761c", "#8a2a34")),
        (7, 330.0, 134.0, 14.0, ("#fff6e8", "#d9c4c9", "#e2484f")),
    )
    for count, far, size, start, inks in rings:
        spots = [
            (
                1000 + far * math.cos(math.radians(start + k * 360 / count)),
                500 + far * math.sin(math.radians(start + k * 360 / count)),
            )
            for k in range(count)
        ]
        for k, (x, y) in enumerate(spots):
            _fan(s, x, y, size, k * 31, inks)
        for (ax, ay), (bx, by) in zip(spots, [*spots[1:], spots[0]], strict=True):
            mx, my = (ax + bx) / 2, (ay + by) / 2
            push = 1 + 16 / far
            mid = (1000 + (mx - 1000) * push, 500 + (my - 500) * push)
            arm: Shape = limb(
                [
                    (ax + (mx - ax) * 0.26, ay + (my - ay) * 0.26),
                    mid,
                    (bx + (mx - bx) * 0.26, by + (my - by) * 0.26),
                ],
                [12, 8, 12],
            )
            s.cut(arm, skin, shadow=8, drop=(7, 9), dark=0.6)
            s.cut(ellipse(*mid, 12, 12, steps=20), "#fff4e2")
    _fan(s, 1000, 500, 150, 0, ("#e2484f", "#a01f34", "#fff6e8"))
    s.spray(rect(0, 0, s.w, s.h), "#05061c", 40, start=0.55, strength=0.8, smooth=0.5)


@piece(
    "two-figures",
    LANDSCAPE,
    "Two profiles, one ochre and one blue, come so close that their papers overlap.",
)
def two_figures(s: Sheet) -> None:
    """The picture is the gap between them."""
    s.ground(Fade(["#f2e8d6", "#e6d8bf"], 90))
    h = 960.0
    left = bust(20, 200, h, tilt=4, neck=0.0, features=(0.0, 0.0, 0.0, 0.016))
    right = bust(905, 150, h, flip=True, tilt=-2, neck=0.0, features=(0.026, 0.012, 0.008, -0.004))
    s.cut(left, Fade(["#f2a93a", "#e2761f"], 60), shadow=22, dark=0.3)
    s.rim(left, "#8a2f10", 180, depth=230, strength=1, smooth=0.4)
    s.cut(right, Fade(["#3a62c8", "#16307f"], 120))
    s.rim(right, "#050f3a", 0, depth=230, strength=1, smooth=0.4)
    s.cut(right, "#6a1a24", clip=s.mask(left), alpha=0.85)
    s.cut(ellipse(290, 690, 26, 26), "#fff4dc", shadow=8)
