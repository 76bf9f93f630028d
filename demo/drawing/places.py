"""Out of doors: cities, water, roads, roofs."""

import math

from .bodies import body, place, pose
from .catalogue import LANDSCAPE, WIDE, piece
from .curves import Poly, Shape, arc, ellipse, leaf, limb, rect, spline
from .paper import Fade, Glow, Sheet, mix


@piece(
    "city-at-dusk", WIDE,
    "Towers of a city stand in layers against a violet and orange dusk, some windows lit.",
)  # fmt: skip
def city_at_dusk(s: Sheet) -> None:
    """Four planes of towers, from haze to black."""
    s.ground(Fade(["#1c1a4a", "#5a2a78", "#c9446e", "#ff8a4a", "#ffcf7a"], 90))
    s.spray(rect(0, 0, s.w, s.h), "#14103a", 270, start=0.45, strength=0.9)
    s.cut(ellipse(1330, 640, 170, 170), "#fff0b4")
    s.light(1330, 640, 800, "#ff9a4a", 0.55)
    for k in range(6):
        y = 250 + k * 66
        cloud = limb([(200 + k * 190, y), (560 + k * 160, y - 14), (1000 + k * 150, y + 6)],
                     [2, 15 - k, 2])  # fmt: skip
        s.cut(cloud, mix("#e0567a", "#ffb46a", k / 6), alpha=0.8)
    tones = [
        ("#c4486e", "#7a2f6a"),
        ("#7d2f6c", "#4a2060"),
        ("#45205c", "#26143f"),
        ("#190e2e", "#0a0718"),
    ]
    for layer, (top, foot) in enumerate(tones):
        x = -30.0
        blocks: Shape = []
        lit: Shape = []
        while x < s.w:
            w = s.rng.uniform(50, 110) * (0.7 + layer * 0.28)
            peak = math.exp(-(((x - 700 - layer * 90) / 560) ** 2))
            h = (190 + 330 * peak + s.rng.uniform(-70, 110)) * (1.05 - layer * 0.14) + 40
            y = s.h - h
            blocks.append(rect(x, y, w, h + 10))
            style = s.rng.random()
            if style < 0.25:
                blocks.append([(x + w * 0.2, y), (x + w * 0.5, y - w * 0.9), (x + w * 0.8, y)])
                blocks.append(rect(x + w * 0.48, y - w * 1.6, w * 0.05 + 2, w))
            elif style < 0.5:
                blocks.append(rect(x + w * 0.22, y - 34, w * 0.56, 36))
            elif style < 0.62:
                blocks.append(arc(x + w / 2, y + 1, w / 2, w / 2, 180, 360))
            if layer > 0:
                for wy in range(int(y) + 18, s.h - 10, 26):
                    for wx in range(int(x) + 10, int(x + w) - 12, 20):
                        if s.rng.random() < 0.09 + 0.05 * layer:
                            lit.append(rect(wx, wy, 9, 14))
            x += w + s.rng.uniform(-8, 16)
        s.cut(blocks, Fade([top, foot], 90), shadow=12, drop=(0, -6), dark=0.2)
        s.rim(blocks, mix(top, "#ffb070", 0.6), -20, depth=12, strength=0.7)
        if lit:
            s.cut(lit, "#ffd27a", alpha=0.9)


@piece(
    "arcade-shadows", LANDSCAPE,
    "An arcade throws long dark shadows across an empty square; one small figure walks away.",
)  # fmt: skip
def arcade_shadows(s: Sheet) -> None:
    """Late sun, green sky, an ochre square, a shadow from someone outside the picture."""
    s.ground(Fade(["#123c3e", "#2f7a6a", "#c7cf8a"], 90))
    s.cut(rect(0, 560, s.w, 640), Fade(["#e9a63a", "#d98526"], 90))
    s.spray(rect(0, 560, s.w, 640), "#f7cf6a", 270, start=0.4, strength=0.8)
    s.cut([(1180, 560), (1800, 560), (1800, 540), (1180, 548)], "#7a3a2a")
    s.cut(rect(1300, 380, 120, 176), Fade(["#b5533a", "#5a1f24"], 0))
    s.cut(rect(1320, 250, 22, 140), "#5a1f24")
    front = [(0, 40), (1040, 360), (1040, 640), (0, 1130)]
    s.cut(front, Fade(["#fbf0d6", "#efdcb4"], 0))
    s.spray(front, "#c9a06a", 180, start=0.5, strength=0.8)
    s.cut([(0, 0), (0, 62), (1046, 372), (1046, 350)], Fade(["#9a4a34", "#c46a44"], 0))
    floor_shadow = [(0, 1130), (1040, 640), (1800, 812), (1800, 1200), (0, 1200)]
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
            (x0, base0 - 6), (x0, top0 + h0 * 0.5),
            *[
                (mid - (mid - x0) * math.cos(u * math.pi / 16),
                 (top0 + h0 * 0.5) * (1 - u / 16) + (top1 + h1 * 0.5) * (u / 16)
                 - (h0 + h1) / 2 * 0.21 * math.sin(u * math.pi / 16))
                for u in range(17)
            ],
            (x1, base1 - 3),
        ]  # fmt: skip
        s.cut(opening, Fade(["#170d26", "#3a1a34"], 90))
        inner = [(x0, base0 - 6), (x0, top0 + h0 * 0.5), (x0 + (x1 - x0) * 0.16, top0 + h0 * 0.42),
                 (x0 + (x1 - x0) * 0.16, base0 - 30)]  # fmt: skip
        s.cut(inner, "#c98a5a")
        wx, wy = (x0 * 0.6 + x1 * 0.4), top0 + h0 * 0.13
        s.cut([(wx, wy), (wx + (x1 - x0) * 0.26, wy + 16), (wx + (x1 - x0) * 0.26, wy + h0 * 0.11),
               (wx, wy + h0 * 0.105)], "#2a1630")  # fmt: skip
        # The light that falls through the arch onto the square.
        a0, a1 = (x0, base0), (x1, base1)
        reach = 1.25 * h0
        pool = [a0, a1, (a1[0] + reach * 0.95, a1[1] + reach * 0.30),
                (a1[0] + reach * 1.1, a1[1] + reach * 0.42),
                (a0[0] + reach * 1.05, a0[1] + reach * 0.46)]  # fmt: skip
        s.cut(pool, "#e39a33", alpha=0.96, clip=s.mask(floor_shadow))
    walker = body(pose(lw=(-1.0, 3.7), rw=(0.9, 3.7), la=(-0.7, 7.5), ra=(0.6, 7.6), lt=(-0.8, 7.9),
                       rt=(0.8, 7.95)))  # fmt: skip
    fig = [*place(walker, 1350, 640, 20), spline([(1335, 668, 1), (1365, 668, 1), (1380, 758, 1),
                                               (1322, 758, 1)])]  # fmt: skip
    s.cut([(1340, 796), (1362, 796), (1800, 900), (1800, 950)], "#3f1c3a", alpha=0.9)
    s.cut(fig, "#26101f")
    s.cut(ellipse(1640, 170, 54, 54), "#f6e7a8")


@piece(
    "pool-noon", LANDSCAPE,
    "A swimmer crosses a turquoise pool under a white diving board, seen from above at noon.",
)  # fmt: skip
def pool_noon(s: Sheet) -> None:
    """Pink tiles, a blue rectangle, a net of light on the bottom."""
    s.ground(Fade(["#f6b8a0", "#ef9f8c"], 30))
    tiles = [rect(x, 0, 3, s.h) for x in range(40, 1800, 96)]
    tiles += [rect(0, y, s.w, 3) for y in range(30, 1200, 96)]
    s.cut(tiles, "#fbd9c6")
    pool: Poly = [(250, 180), (1600, 180), (1600, 1220), (250, 1220)]
    s.cut(rect(222, 152, 1406, 1080), "#fdf3e6", shadow=10)
    s.cut(pool, Fade(["#1fb5c9", "#0f8fc0", "#0a6aa8"], 70))
    inside = s.mask(pool)
    s.cut([(250, 180), (1600, 180), (1600, 250), (320, 250), (320, 1220), (250, 1220)], "#0a4f86",
          alpha=0.55, clip=inside)  # fmt: skip
    a = s.rng.uniform(0, 6)

    def caustic(x: float, y: float) -> float:
        u = x * 15 + 1.1 * math.sin(y * 11 + a)
        v = y * 10 + 1.1 * math.sin(x * 13 - a)
        k = math.sin(u + math.sin(v * 1.3)) + math.sin(v + math.sin(u * 0.9 + 1.0))
        return max(0.0, 1 - abs(k) * 2.6) ** 1.4

    net = s.field(caustic, 260).point([min(255, round(v * 1.3)) for v in range(256)])
    from PIL import ImageChops

    s.wash(ImageChops.multiply(net, inside), "#d9fbf6", 0.62)
    for x in (680, 1140):
        lane = [(x + 7 * math.sin(y / 60), y) for y in range(180, 1221, 20)]
        s.lines([lane], "#073f73", 20, 0.75)
    swim = pose(
        head=(0.1, 0.3), ls=(-0.62, 1.15), rs=(0.74, 1.3), le=(-1.0, 0.1), lw=(-0.72, -1.15),
        lf=(-0.5, -1.75), re=(1.35, 2.2), rw=(1.5, 3.3), rf=(1.45, 3.9), lh=(-0.24, 3.5),
        rh=(0.4, 3.55), lk=(-0.28, 5.3), rk=(0.62, 5.2), la=(-0.2, 7.0), ra=(0.55, 6.9),
        lt=(-0.3, 7.7), rt=(0.62, 7.6),
    )  # fmt: skip
    u = 76
    from .curves import spin

    fig = [spin(p, 62, (1010, 640)) for p in place(body(swim), 1240, 470, u)]
    s.cut([[(x + 46, y + 74) for x, y in p] for p in fig], "#05355f", alpha=0.7, blur=9)
    s.cut(fig, Fade(["#b5654a", "#8a4434"], 90))
    s.rim(fig, "#f5c19a", 250, depth=16, strength=0.9)
    suit = [
        spin(p, 62, (1010, 640))
        for p in place(
            [
                spline(
                    [
                        (-0.5, 1.5),
                        (-0.42, 2.5),
                        (-0.6, 3.5),
                        (-0.3, 4.0),
                        (0.1, 3.9),
                        (0.5, 4.05),
                        (0.76, 3.5),
                        (0.52, 2.5),
                        (0.62, 1.6),
                        (0.2, 1.9),
                        (0.0, 1.9),
                    ]
                )
            ],
            1240,
            470,
            u,
        )
    ]
    s.cut(suit, "#f2322f")
    cap = [spin(p, 62, (1010, 640)) for p in place([ellipse(0.1, 0.24, 0.38, 0.44)], 1240, 470, u)]
    s.cut(cap, "#fff6e0")
    for k in range(5):
        ring = arc(1340, 690, 150 + k * 44, 60 + k * 22, 195 + k * 6, 330 - k * 6)
        s.lines([ring], "#e8fffb", 5 - k * 0.7, 0.8 - k * 0.12)
    board = [(0, 560), (560, 520), (560, 640), (0, 690)]
    s.cut([(60, 690), (620, 640), (620, 780), (60, 830)], "#063a66", alpha=0.5, clip=inside)
    s.cut([(0, 740), (250, 720), (250, 850), (0, 870)], "#b5564e", alpha=0.6)
    s.cut(board, Fade(["#ffffff", "#e9e2d6"], 90), shadow=8)
    s.cut([(470, 527), (560, 520), (560, 640), (470, 648)], "#f2c230")
    chair = [rect(1660, 250, 110, 330, 6)]
    s.cut([[(x + 26, y + 40) for x, y in chair[0]]], "#b5564e", alpha=0.7)
    s.cut(chair, "#1d7a66")
    s.cut([rect(1662, 262 + k * 54, 106, 26, 6) for k in range(6)], "#f4ead0")
    s.cut(spline([(1700, 880), (1790, 840), (1820, 960), (1760, 1040), (1680, 980)]), "#f2c230",
          shadow=16)  # fmt: skip


@piece(
    "sea-horizon", WIDE,
    "A calm night sea under a hidden moon, its light a path of small strokes to the horizon.",
)  # fmt: skip
def sea_horizon(s: Sheet) -> None:
    """Two halves of one blue; the drawing is only in the light on the water."""
    s.ground(Fade(["#0e1822", "#1f3444", "#5f7a86", "#a9b8b8"], 90))
    s.spray(rect(0, 0, s.w, 470), "#0a121a", 270, start=0.3, strength=0.9)
    s.cut(rect(0, 470, s.w, 530), Fade(["#5d7886", "#1f3a4a", "#08141d"], 90))
    s.light(1300, 440, 620, "#f4ecd4", 0.5)
    for k in range(5):
        y = 110 + k * 74
        s.cut(limb([(300 + 220 * k, y), (900 + 150 * k, y + 12), (1500 + 110 * k, y - 8)],
                   [3, 30 - k * 4, 3]), "#16232e", alpha=0.55, blur=12)  # fmt: skip
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
    sail = [(620, 468), (620, 388), (668, 462)]
    s.cut([sail, [(614, 462), (614, 406), (584, 460)], spline([(580, 468), (676, 466), (660, 482),
                                                              (594, 482)])], "#0a141c")  # fmt: skip


@piece(
    "desert-road", LANDSCAPE,
    "A straight black road runs to a notch between red mesas under a pink and yellow sky.",
)  # fmt: skip
def desert_road(s: Sheet) -> None:
    """Perspective as a poster: one triangle and two horizons."""
    s.ground(Fade(["#2f6f8f", "#f2b6a0", "#ffe0a0"], 90))
    s.cut(ellipse(1180, 520, 130, 130), "#fff4cf")
    s.spray(rect(0, 0, s.w, 560), "#e86a6a", 90, start=0.5, strength=0.8)
    for top, colour, edge in (
        (
            [
                (0, 420),
                (210, 410),
                (260, 330),
                (520, 326),
                (560, 420),
                (700, 470),
                (820, 560),
                (0, 560),
            ],
            "#c4574a",
            "#7a2f4a",
        ),
        (
            [
                (1800, 360),
                (1620, 350),
                (1570, 300),
                (1400, 296),
                (1350, 400),
                (1210, 430),
                (1080, 560),
                (1800, 560),
            ],
            "#b5443a",
            "#6a2444",
        ),
    ):
        s.cut(top, Fade([colour, mix(colour, "#f5a06a", 0.4)], 90))
        s.spray(top, edge, 180, start=0.35, strength=1)
        inside = s.mask(top)
        for k in range(14):
            x = min(p[0] for p in top) + k * 62 + s.rng.uniform(-16, 16)
            s.cut(limb([(x, 290), (x - 10, 420), (x + 22, 570)], [4, 10, 22]), edge, alpha=0.5, blur=3,
                  clip=inside)  # fmt: skip
        for y in (360, 392, 430):
            s.cut(rect(0, y, s.w, 7), "#f5a06a", alpha=0.4, clip=inside)
    s.cut(rect(0, 556, s.w, 644), Fade(["#f0905a", "#d8563a", "#8a2434"], 90))
    s.spray(rect(0, 556, s.w, 644), "#ffc07a", 270, start=0.55)
    for k in range(12):
        t = (k / 12) ** 2
        y = 575 + 600 * t
        x = s.rng.uniform(0, 700) if k % 2 else s.rng.uniform(1150, 1800)
        r = 10 + 66 * t
        s.cut(ellipse(x + r * 1.6, y + r * 0.2, r * 2, r * 0.24), "#5a1630", alpha=0.6, blur=2)
        for a in range(-80, 90, 22):
            u = math.radians(a - 90)
            s.cut(leaf((x, y), (x + r * 1.2 * math.cos(u), y + r * 1.2 * math.sin(u)), r * 0.26),
                  mix("#3f5a4a", "#1a2a30", t))  # fmt: skip
    road = [(930, 556), (950, 556), (1500, 1200), (330, 1200)]
    s.cut(road, Fade(["#5a3a4e", "#1d1622"], 90))
    s.spray(road, "#7a566a", 250, start=0.4, strength=0.7)
    dashes = []
    for k in range(14):
        t0, t1 = (k / 14) ** 2.2, ((k + 0.5) / 14) ** 2.2
        y0, y1 = 558 + 642 * t0, 558 + 642 * t1
        w0, w1 = 1 + 13 * t0, 1 + 13 * t1
        c0, c1 = 940 - 25 * t0, 940 - 25 * t1
        dashes.append([(c0 - w0, y0), (c0 + w0, y0), (c1 + w1, y1), (c1 - w1, y1)])
    s.cut(dashes, "#ffd23f")
    for side in (-1, 1):
        edge_ = [(940 + side * 9, 556), (940 + side * 10, 556), (915 + side * 560, 1200),
                 (915 + side * 530, 1200)]  # fmt: skip
        s.cut(edge_, "#f6e2cf", alpha=0.8)
    for k in range(6):
        t = (k / 6) ** 1.8 + 0.01
        x, y, h = 985 + 700 * t, 560 + 380 * t, 30 + 560 * t
        s.cut(rect(x, y - h, 3 + 16 * t, h), "#2a1424")
        s.cut(rect(x - 40 * t - 6, y - h * 0.93, 12 + 96 * t, 2 + 9 * t), "#2a1424")


@piece(
    "moon-over-roofs", LANDSCAPE,
    "An enormous moon rises behind crooked chimneys; a cat sits on the ridge of a roof.",
)  # fmt: skip
def moon_over_roofs(s: Sheet) -> None:
    """Teal night, one round light, roofs as cut paper."""
    s.ground(Fade(["#062430", "#0e4a54", "#2a7a78"], 90))
    s.spray(rect(0, 0, s.w, s.h), "#03121c", 270, start=0.35, strength=1)
    for _ in range(110):
        r = s.rng.uniform(0.9, 2.8)
        s.cut(ellipse(s.rng.uniform(0, 1800), s.rng.uniform(0, 760), r, r, steps=8), "#f6eccb",
              alpha=s.rng.uniform(0.4, 1))  # fmt: skip
    moon = ellipse(1100, 560, 410, 410)
    s.light(1100, 560, 900, "#e9c98a", 0.5)
    s.cut(moon, Glow(["#fff4cf", "#f9dd98", "#eab765"], 0.4, 0.4, 0.65))
    s.spray(moon, "#c97f3f", 60, start=0.45, strength=0.8)
    for x, y, r in (
        (980, 420, 70),
        (1190, 500, 104),
        (1010, 640, 60),
        (1260, 690, 54),
        (900, 560, 36),
    ):
        s.cut(ellipse(x, y, r, r * 0.86), "#d99f55", alpha=0.35, blur=6)
    rows: list[tuple[float, str, str]] = [(760, "#1a5560", "#0e3a46"), (900, "#10404c", "#0a2733"),
                                          (1040, "#0b2a36", "#05141d")]  # fmt: skip
    for k, (base, top, foot) in enumerate(rows):
        x = -120.0 - k * 60
        while x < s.w:
            w = s.rng.uniform(260, 380)
            h = s.rng.uniform(110, 190)
            ridge = x + w * s.rng.uniform(0.35, 0.65)
            peak = base - h
            cx = ridge + w * s.rng.choice((-0.24, 0.2))
            stack = rect(cx - 24, peak - 40, 48, 130)
            pots = [rect(cx - 20, peak - 66, 14, 28), rect(cx + 4, peak - 62, 14, 24)]
            s.cut([stack, *pots, rect(cx - 30, peak - 44, 60, 14)], mix(top, "#a85a3a", 0.55))
            s.rim(stack, "#f2c27a", 0 if cx < 1100 else 180, depth=12, strength=0.8)
            house = [(x, base), (ridge, peak), (x + w, base), (x + w, 1210), (x, 1210)]
            s.cut(house, Fade([top, foot], 90), shadow=14, drop=(0, -5), dark=0.4)
            side = [(ridge, peak), (x + w, base), (x + w - 16, base + 16), (ridge - 4, peak + 22)]
            lit = [(ridge, peak), (x, base), (x + 16, base + 14), (ridge + 4, peak + 22)]
            s.cut(lit if ridge > 1100 else side, "#f2c27a", alpha=0.5)
            inside = s.mask(house)
            for row in range(6):
                yy = peak + 40 + row * 22
                scallops = [arc(x + j * 26 + (13 if row % 2 else 0), yy, 13, 10, 0, 180)
                            for j in range(int(w / 26) + 1)]  # fmt: skip
                s.lines(
                    [p for p in scallops], mix(top, "#7ac0b4", 0.3), 1.6, 0.5
                ) if k == 9 else None
            if s.rng.random() < 0.75:
                wx = x + w * s.rng.uniform(0.3, 0.6)
                s.cut([rect(wx, base + 36, 40, 58)], "#ffcf6a", clip=inside)
                s.cut([rect(wx + 18, base + 36, 4, 58), rect(wx, base + 62, 40, 4)], foot)
            x += w * s.rng.uniform(0.82, 1.0)
    ridge_line = [(560, 790), (980, 770), (1300, 800), (1300, 860), (560, 860)]
    del ridge_line
    roof = [(240, 1210), (760, 812), (1120, 806), (1560, 1210)]
    s.cut(roof, Fade(["#0a1c26", "#040b12"], 90), shadow=20, drop=(0, -8))
    s.cut([(760, 812), (1120, 806), (1128, 818), (752, 826)], "#f2c27a", alpha=0.75)
    cat: Shape = [
        spline([(880, 812, 1), (872, 760), (884, 706), (920, 676), (958, 690), (976, 740), (984, 812, 1)]),
        ellipse(916, 650, 36, 32),
        [(886, 640), (888, 598), (914, 622)], [(922, 622), (944, 598), (948, 642)],
        *limb([(976, 800), (1030, 812), (1050, 860), (1030, 910), (1050, 940)], [11, 10, 9, 8, 5]),
    ]  # fmt: skip
    s.cut(cat, "#040a10")
    s.rim(cat, "#f7d998", 0, depth=7, strength=0.9)


@piece(
    "market-umbrellas", LANDSCAPE,
    "A street market from above: striped umbrellas, crates of fruit and the shadows of shoppers.",
)  # fmt: skip
def market_umbrellas(s: Sheet) -> None:
    """Wheels of stripes on warm stone; people are their shadows."""
    s.ground(Fade(["#e9d2ae", "#dcbc92"], 45))
    stones = [[(x + (36 if (y // 48) % 2 else 0), y), (x + 66 + (36 if (y // 48) % 2 else 0), y),
               (x + 66 + (36 if (y // 48) % 2 else 0), y + 42), (x + (36 if (y // 48) % 2 else 0), y + 42)]
              for x in range(-40, 1840, 72) for y in range(0, 1210, 48)]  # fmt: skip
    s.cut(stones, "#d3ae80", alpha=0.55, worn=0.8)
    fruit = [["#e6392e", "#c21f2a"], ["#f7a01f", "#e07a12"], ["#7fae3a", "#4f7f2a"], ["#6a2a6e", "#43184c"],
             ["#f4d23a", "#d9a91a"]]  # fmt: skip
    for k, (x, y) in enumerate(
        ((360, 470), (1010, 300), (820, 960), (1500, 760), (1360, 190), (240, 930))
    ):
        for j in range(3):
            bx, by = x + 20 + j * 130, y + 120 + (j % 2) * 16
            s.cut(rect(bx, by, 120, 86), "#8a4f2a", shadow=10, drop=(14, 16))
            pair = fruit[(k + j) % 5]
            for _ in range(26):
                fx, fy = bx + s.rng.uniform(14, 106), by + s.rng.uniform(14, 72)
                s.cut(ellipse(fx, fy, 14, 14, steps=18), mix(pair[0], pair[1], s.rng.random()),
                      shadow=2, dark=0.5)  # fmt: skip
    tops = [
        (330, 330, 270, "#d8322c", "#fbf1dd"), (900, 210, 220, "#14606a", "#f7e6c2"),
        (700, 800, 300, "#f2a51f", "#fff6e2"), (1420, 620, 310, "#1d2f6f", "#f4e3c4"),
        (1600, 130, 200, "#e56a8d", "#fff2e8"), (120, 1010, 200, "#3f7a3a", "#f7efd6"),
        (1180, 1080, 190, "#b5262e", "#f2c230"),
    ]  # fmt: skip
    for x, y, r, one, two in tops:
        n = 16
        turn = s.rng.uniform(0, 0.4)
        edge = [(x + r * math.cos(turn + k * 2 * math.pi / n), y + r * math.sin(turn + k * 2 * math.pi / n))
                for k in range(n)]  # fmt: skip
        s.cut([(px + 84, py + 96) for px, py in edge], "#4a2038", alpha=0.55, blur=7)
        for k in range(n):
            a, b = edge[k], edge[(k + 1) % n]
            facing = math.cos(turn + (k + 0.5) * 2 * math.pi / n - math.radians(225))
            colour = one if k % 2 else two
            shade = mix(colour, "#ffffff" if facing > 0 else "#240a24", abs(facing) * (0.22 if facing > 0
                                                                                     else 0.42))  # fmt: skip
            mid = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            dip = (mid[0] + (x - mid[0]) * 0.035, mid[1] + (y - mid[1]) * 0.035)
            s.cut([(x, y), *spline([a, dip, b], False, 6)], shade)
        s.rim(edge, "#2a0c24", 45, depth=r * 0.3, strength=0.7)
        s.cut(ellipse(x, y, 11, 11), "#f6e7c8", shadow=6)
    for x, y, colour in ((600, 420, "#f4ead6"), (1130, 620, "#c4402f"), (1090, 720, "#1c2a44"),
                         (430, 690, "#2d8076"), (1000, 1010, "#f4ead6"), (1280, 380, "#6d2441"),
                         (1700, 980, "#e5b64a"), (600, 1130, "#1c2a44")):  # fmt: skip
        s.cut(limb([(x, y), (x + 60, y + 70), (x + 120, y + 140)], [26, 24, 15]), "#4a2038", alpha=0.6,
              blur=4)  # fmt: skip
        turn = s.rng.uniform(0, 180)
        s.cut(ellipse(x, y, 40, 22, turn), colour, shadow=5)
        s.cut(ellipse(x, y, 17, 17), "#2a1714", shadow=3)
