"""Out of doors: cities, water, roads, roofs."""

import math

from .bodies import body, place, pose
from .catalogue import LANDSCAPE, WIDE, piece
from .curves import Node, Poly, Shape, ellipse, limb, points, rect, spline
from .paper import Fade, Sheet, mix


@piece(
    "arcade-shadows",
    LANDSCAPE,
    "An arcade throws long dark shadows across an empty square; one small figure walks away.",
)
def arcade_shadows(s: Sheet) -> None:
    """Late sun, green sky, an ochre square, a shadow from someone outside the picture."""
    s.ground(Fade(["#123c3e", "#2f7a6a", "#c7cf8a"], 90))
    s.cut(rect(0, 560, s.w, 640), Fade(["#e9a63a", "#d98526"], 90))
    s.spray(rect(0, 560, s.w, 640), "#f7cf6a", 270, start=0.4, strength=0.8)
    s.cut(points("1180 560, 1800 560, 1800 540, 1180 548"), "#7a3a2a")
    s.cut(rect(1300, 380, 120, 176), Fade(["#b5533a", "#5a1f24"], 0))
    s.cut(rect(1320, 250, 22, 140), "#5a1f24")
    front = points("0 40, 1040 360, 1040 640, 0 1130")
    s.cut(front, Fade(["#fbf0d6", "#efdcb4"], 0))
    s.spray(front, "#c9a06a", 180, start=0.5, strength=0.8)
    s.cut(points("0 0, 0 62, 1046 372, 1046 350"), Fade(["#9a4a34", "#c46a44"], 0))
    floor_shadow = points("0 1130, 1040 640, 1800 812, 1800 1200, 0 1200")
    s.cut(floor_shadow, "#3f1c3a", alpha=0.9)
    for k in range(6):
        t0, t1 = 1 - 0.74**k, 1 - 0.74 ** (k + 0.74)
        x0, x1 = t0 * 1330, t1 * 1330
        top0, top1 = 40 + x0 * 0.3077, 40 + x1 * 0.3077
        base0, base1 = 1130 - x0 * 0.4712, 1130 - x1 * 0.4712
        h0, h1 = base0 - top0, base1 - top1
        x0 += 40 * 0.74**k
        mid = (x0 + x1) / 2
        opening = [
            (x0, base0 - 6),
            (x0, top0 + h0 * 0.5),
            *[
                (
                    mid - (mid - x0) * math.cos(u * math.pi / 16),
                    (top0 + h0 * 0.5) * (1 - u / 16)
                    + (top1 + h1 * 0.5) * (u / 16)
                    - (h0 + h1) / 2 * 0.21 * math.sin(u * math.pi / 16),
                )
                for u in range(17)
            ],
            (x1, base1 - 3),
        ]
        s.cut(opening, Fade(["#170d26", "#3a1a34"], 90))
        inner = [
            (x0, base0 - 6),
            (x0, top0 + h0 * 0.5),
            (x0 + (x1 - x0) * 0.16, top0 + h0 * 0.42),
            (x0 + (x1 - x0) * 0.16, base0 - 30),
        ]
        s.cut(inner, "#c98a5a")
        wx, wy = (x0 * 0.6 + x1 * 0.4), top0 + h0 * 0.13
        s.cut(
            [
                (wx, wy),
                (wx + (x1 - x0) * 0.26, wy + 16),
                (wx + (x1 - x0) * 0.26, wy + h0 * 0.11),
                (wx, wy + h0 * 0.105),
            ],
            "#2a1630",
        )
        # The light that falls through the arch onto the square.
        a0, a1 = (x0, base0), (x1, base1)
        reach = 1.25 * h0
        pool = [
            a0,
            a1,
            (a1[0] + reach * 0.95, a1[1] + reach * 0.30),
            (a1[0] + reach * 1.1, a1[1] + reach * 0.42),
            (a0[0] + reach * 1.05, a0[1] + reach * 0.46),
        ]
        s.cut(pool, "#e39a33", alpha=0.96, clip=s.mask(floor_shadow))
    walker = body(
        pose(
            lw=(-1.0, 3.7),
            rw=(0.9, 3.7),
            la=(-0.7, 7.5),
            ra=(0.6, 7.6),
            lt=(-0.8, 7.9),
            rt=(0.8, 7.95),
        )
    )
    fig = [*place(walker, 1350, 640, 20), spline("1335 668!, 1365 668!, 1380 758!, 1322 758!")]
    s.cut(points("1340 796, 1362 796, 1800 900, 1800 950"), "#3f1c3a", alpha=0.9)
    s.cut(fig, "#26101f")
    s.cut(ellipse(1640, 170, 54, 54), "#f6e7a8")


@piece(
    "sea-horizon",
    WIDE,
    "A calm night sea under a hidden moon, its light a path of small strokes to the horizon.",
)
def sea_horizon(s: Sheet) -> None:
    """Two halves of one blue; the drawing is only in the light on the water."""
    s.ground(Fade(["#0e1822", "#1f3444", "#5f7a86", "#a9b8b8"], 90))
    s.spray(rect(0, 0, s.w, 470), "#0a121a", 270, start=0.3, strength=0.9)
    s.cut(rect(0, 470, s.w, 530), Fade(["#5d7886", "#1f3a4a", "#08141d"], 90))
    s.light(1300, 440, 620, "#f4ecd4", 0.5)
    for k in range(5):
        y = 110 + k * 74
        s.cut(
            limb(
                [(300 + 220 * k, y), (900 + 150 * k, y + 12), (1500 + 110 * k, y - 8)],
                [3, 30 - k * 4, 3],
            ),
            "#16232e",
            alpha=0.55,
            blur=12,
        )
    strokes: Shape = []
    dark: Shape = []
    for _ in range(1500):
        t = s.rng.random() ** 0.72
        y = 474 + 520 * t
        spread = 40 + 260 * t
        x = s.rng.gauss(1300, spread)
        w = (6 + 44 * t) * s.rng.uniform(0.4, 1.4)
        h = 0.8 + 3.6 * t
        strokes.append([(x - w, y), (x, y - h), (x + w, y), (x, y + h)])
    for _ in range(900):
        t = s.rng.random() ** 0.7
        y = 476 + 520 * t
        x = s.rng.uniform(0, s.w)
        w = 20 + 90 * t
        h = 0.8 + 4 * t
        dark.append([(x - w, y), (x, y - h), (x + w, y), (x, y + h)])
    s.cut(dark, "#071019", alpha=0.4)
    s.cut(strokes, "#f6efd9", alpha=0.75)
    boat: Shape = [
        points("620 468, 620 388, 668 462"),
        points("614 462, 614 406, 584 460"),
        spline("580 468, 676 466, 660 482, 594 482"),
    ]
    s.cut(
        boat,
        "#0a141c",
    )


@piece(
    "market-umbrellas",
    LANDSCAPE,
    "A street market from above: striped umbrellas, crates of fruit and the shadows of shoppers.",
)
def market_umbrellas(s: Sheet) -> None:
    """Wheels of stripes on warm stone; people are their shadows."""
    s.ground(Fade(["#e9d2ae", "#dcbc92"], 45))
    stones = [
        [
            (x + (36 if (y // 48) % 2 else 0), y),
            (x + 66 + (36 if (y // 48) % 2 else 0), y),
            (x + 66 + (36 if (y // 48) % 2 else 0), y + 42),
            (x + (36 if (y // 48) % 2 else 0), y + 42),
        ]
        for x in range(-40, 1840, 72)
        for y in range(0, 1210, 48)
    ]
    s.cut(stones, "#d3ae80", alpha=0.55, worn=0.8)
    fruit = [
        ["#e6392e", "#c21f2a"],
        ["#f7a01f", "#e07a12"],
        ["#7fae3a", "#4f7f2a"],
        ["#6a2a6e", "#43184c"],
        ["#f4d23a", "#d9a91a"],
    ]
    for k, (x, y) in enumerate(
        ((360, 470), (1010, 300), (820, 960), (1500, 760), (1360, 190), (240, 930))
    ):
        for j in range(3):
            bx, by = x + 20 + j * 130, y + 120 + (j % 2) * 16
            s.cut(rect(bx, by, 120, 86), "#8a4f2a", shadow=10, drop=(14, 16))
            pair = fruit[(k + j) % 5]
            for _ in range(26):
                fx, fy = bx + s.rng.uniform(14, 106), by + s.rng.uniform(14, 72)
                s.cut(
                    ellipse(fx, fy, 14, 14, steps=18),
                    mix(pair[0], pair[1], s.rng.random()),
                    shadow=2,
                    dark=0.5,
                )
    tops = [
        (330, 330, 270, "#d8322c", "#fbf1dd"),
        (900, 210, 220, "#14606a", "#f7e6c2"),
        (700, 800, 300, "#f2a51f", "#fff6e2"),
        (1420, 620, 310, "#1d2f6f", "#f4e3c4"),
        (1600, 130, 200, "#e56a8d", "#fff2e8"),
        (120, 1010, 200, "#3f7a3a", "#f7efd6"),
        (1180, 1080, 190, "#b5262e", "#f2c230"),
    ]
    for x, y, r, one, two in tops:
        n = 16
        turn = s.rng.uniform(0, 0.4)
        edge = [
            (
                x + r * math.cos(turn + k * 2 * math.pi / n),
                y + r * math.sin(turn + k * 2 * math.pi / n),
            )
            for k in range(n)
        ]
        s.cut([(px + 84, py + 96) for px, py in edge], "#4a2038", alpha=0.55, blur=7)
        for k in range(n):
            a, b = edge[k], edge[(k + 1) % n]
            facing = math.cos(turn + (k + 0.5) * 2 * math.pi / n - math.radians(225))
            colour = one if k % 2 else two
            shade = mix(
                colour,
                "#ffffff" if facing > 0 else "#240a24",
                abs(facing) * (0.22 if facing > 0 else 0.42),
            )
            mid = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            dip = (mid[0] + (x - mid[0]) * 0.035, mid[1] + (y - mid[1]) * 0.035)
            s.cut([(x, y), *spline([a, dip, b], False, 6)], shade)
        s.rim(edge, "#2a0c24", 45, depth=r * 0.3, strength=0.7)
        s.cut(ellipse(x, y, 11, 11), "#f6e7c8", shadow=6)
    for x, y, colour in (
        (600, 420, "#f4ead6"),
        (1130, 620, "#c4402f"),
        (1090, 720, "#1c2a44"),
        (430, 690, "#2d8076"),
        (1000, 1010, "#f4ead6"),
        (1280, 380, "#6d2441"),
        (1700, 980, "#e5b64a"),
        (600, 1130, "#1c2a44"),
    ):
        s.cut(
            limb([(x, y), (x + 60, y + 70), (x + 120, y + 140)], [26, 24, 15]),
            "#4a2038",
            alpha=0.6,
            blur=4,
        )
        turn = s.rng.uniform(0, 180)
        s.cut(ellipse(x, y, 40, 22, turn), colour, shadow=5)
        s.cut(ellipse(x, y, 17, 17), "#2a1714", shadow=3)


@piece(
    "crested-sea",
    WIDE,
    "Rows of steep grey-green waves, each with a torn white crest, come on under a pale sky.",
)
def crested_sea(s: Sheet) -> None:
    """A five, going on six."""
    s.ground(Fade(["#aeb8ba", "#cfd3cf", "#e9e4d9"], 90))
    s.spray(rect(0, 0, s.w, 420), "#7d8d93", 270, start=0.3, strength=0.8, smooth=0.6)
    rows = 10
    for k in range(rows):
        t = k / (rows - 1)
        base = 316 + 640 * t**1.35
        high = 8 + 62 * t
        span = 60 + 420 * t
        start = s.rng.uniform(0, span)
        ink = mix("#8fa3a2", "#0d2c33", t**0.8)
        line: list[tuple[float, float, float]] = []
        for i in range(int((s.w + 3 * span) / 6)):
            u = i * 6 / span * 2 * math.pi
            swell = 0.72 + 0.28 * math.sin(u * 0.37 + k * 1.7)
            x = -span + start + i * 6 - span * 0.12 * math.sin(u) - span * 0.07 * (1 + math.cos(u))
            line.append((x, base - high * swell * math.cos(u), math.cos(u) * swell))
        body = [*((x, y) for x, y, _ in line), (s.w + 60.0, 1060.0), (-60.0, 1060.0)]
        s.cut(body, ink, shadow=16 * t + 3, drop=(0, -10 * t - 1), dark=0.4)
        s.rim(body, mix(ink, "#04141a", 0.8), 90, depth=40 * t + 10, strength=0.3)
        s.rim(body, mix(ink, "#e9f2ea", 0.45), 270, depth=60 * t + 6, strength=0.6, smooth=0.5)
        foam: Shape = []
        crest: Poly = []
        for x, y, top in [*line, (0.0, 0.0, -1.0)]:
            if top > 0.5:
                crest.append((x, y))
                continue
            if len(crest) > 3 and s.rng.random() < 0.85:
                foam.append(_foam(s, crest, high))
            crest = []
        s.cut(foam, "#f7f5ec", shadow=5 * t, dark=0.3, worn=0.3)
        spray: Shape = []
        for shape in foam:
            for _ in range(int(4 + 12 * t)):
                x, y = s.rng.choice(shape[: len(shape) // 2])
                r = s.rng.uniform(0.8, 1.2 + 3.0 * t)
                away = s.rng.uniform(0, 90 * t + 8)
                y -= away * s.rng.uniform(0, 0.4)
                spray.append(ellipse(x - away, y, r * 1.6, r, steps=8))
        s.cut(spray, "#fbfaf2", alpha=0.8)


def _foam(s: Sheet, crest: Poly, high: float) -> Poly:
    """A torn strip along the top of a wave that runs out down its back."""
    n = len(crest) - 1
    under: list[Node] = []
    for i in range(8):
        x, y = crest[round(n * i / 7)]
        deep = high * s.rng.uniform(0.10, 0.34) * math.sin(math.pi * (i + 0.6) / 8.2)
        under.append((x - high * 0.16, y + deep + 1))
    tail: list[Node] = [(crest[0][0] - high * s.rng.uniform(0.5, 1.4), crest[0][1] + high * 0.42)]
    return [*((x, y - 1.5) for x, y in crest), *spline(under[::-1] + tail, closed=False, steps=5)]
