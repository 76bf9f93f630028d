"""What is worn with clothes: a glove, a hat, a buckle, rings."""

import math

from .catalogue import PORTRAIT, SQUARE, piece
from .curves import Poly, Shape, arc, ellipse, limb, move, points, rect, spin, spline
from .paper import Fade, Sheet, tint
from .relief import Lamp, heights, highest, lit, model, swell, together


@piece(
    "red-glove",
    PORTRAIT,
    "A long oxblood leather glove lies on pale pink, its fingers almost closed, in hard light.",
    grain=0.7,
)
def red_glove(s: Sheet) -> None:
    """One glove, right hand, no hand."""
    s.ground(Fade(["#f7d3d3", "#eebcc0"], 70))
    s.cut(points("0 0, 640 0, 0 980"), "#f9e2de", alpha=0.8)

    def at(shape: Shape) -> Shape:
        return [spin(poly, 17, (640, 900)) for poly in shape]

    palm = at(
        [
            spline(
                "474 1760!, 516 1300, 532 1060, 512 900, 524 760, 546 664, 640 640, 730 668,"
                "762 780, 748 900, 716 1050, 742 1300, 790 1760!"
            )
        ]
    )
    fingers = [
        at(limb([(573, 740), (556, 560), (552, 392)], [50, 43, 38, 30])),
        at(limb([(624, 720), (618, 500), (620, 306)], [50, 44, 39, 31])),
        at(limb([(674, 724), (680, 530), (690, 350)], [48, 42, 37, 30])),
        at(limb([(718, 760), (736, 610), (754, 478)], [43, 36, 32, 25])),
        at(limb("560 940, 500 830, 468 720, 462 610", [70, 54, 44, 34])),
    ]
    whole = [*palm, *(poly for finger in fingers for poly in finger)]
    s.cut([[(x + 96, y + 70) for x, y in poly] for poly in whole], "#b5626e", alpha=0.85, blur=3)

    def creases(x: float, y: float) -> float:
        ((px, py),) = spin([(x, y)], -17, (640, 900))
        near = math.exp(-(((py - 1060) / 150) ** 2))
        arm = math.exp(-(((py - 1420) / 190) ** 2))
        return (
            15 * near * math.sin(py * 0.105 + 0.9 * math.sin(px * 0.02) + px * 0.012)
            + 12 * arm * math.sin(py * 0.05 + px * 0.03)
            + 2.0 * math.sin(px * 0.14 + 2.2 * math.sin(py * 0.06)) * math.sin(py * 0.12)
        )

    field = highest(swell(s, palm, 88, 66), *(swell(s, f, 60, 26) for f in fingers))
    field = together(field, heights(s, creases, 320, over=whole))
    tone = lit(s, field, Lamp(215, 40, 0.05, 0.72, 0.5, 18), whole)
    s.cut(
        whole,
        tint(tone, ["#1c0206", "#5a0812", "#a3101f", "#d9303a", "#ffb9ae"]),
        shadow=8,
        dark=0.5,
    )
    for a, b in (((585, 800), (600, 960)), ((640, 790), (640, 980)), ((694, 800), (682, 960))):
        line = at([[a, b]])[0]
        s.cut(limb(line, [2, 5, 2]), "#3a040a", alpha=0.8)
        s.cut(limb([(x - 6, y - 1) for x, y in line], [1, 2.4, 1]), "#ff9a94", alpha=0.6)
    for k in range(3):
        ((bx, by),) = spin([(724 + k * 3, 1118 + k * 66)], 17, (640, 900))
        model(
            s,
            ellipse(bx, by, 17, 17),
            ["#8a6a5a", "#f4e6da", "#ffffff"],
            rise=14,
            round_=8,
            lamp=Lamp(215, 40, 0.2, 0.7, 0.6, 30),
            shadow=7,
        )


@piece(
    "hat-and-shadow",
    PORTRAIT,
    "A wide black brim hides a face down to the red mouth; its shadow shares an ochre wall.",
    grain=0.8,
)
def hat_and_shadow(s: Sheet) -> None:
    """All hat."""
    s.ground(Fade(["#eda62c", "#df8f1d"], 60))
    s.spray(rect(0, 0, s.w, s.h), "#b5600f", 30, start=0.5, strength=0.7, smooth=0.6)
    brim = [(x, y + 0.0002 * (x - 590) ** 2) for x, y in ellipse(590, 500, 560, 128, -10, 120)]
    crown = spline("306 520!, 318 340, 392 214, 540 226, 690 176, 812 240, 866 410!, 600 500")
    face = spline(
        "420 480!, 424 700, 468 850, 540 946, 612 968, 690 930, 760 820, 790 660, 792 440!"
    )
    neck = spline("476 820!, 490 1010, 470 1200!, 800 1200!, 742 1000, 752 780!")
    coat = spline(
        "612 1250!, 540 1180, 452 1020!, 372 1130, 170 1260, 20 1420, -40 1640!, 1290 1640!,"
        "1230 1440, 1060 1240, 850 1120, 776 1000!, 700 1160"
    )
    cast = [move(poly, 250, 96) for poly in (brim, crown, neck, face, coat)]
    s.cut(cast, "#7a3408", alpha=0.85, blur=5)
    lamp = Lamp(215, 42, 0.1, 0.85, 0.1, 8)
    model(s, neck, ["#2a1210", "#6a3626", "#8f5236"], rise=60, round_=60, lamp=lamp)
    s.cut(spline("470 860!, 600 1000, 760 880!, 760 780!, 470 780!"), "#2a1210", alpha=0.6, blur=12)
    model(s, face, ["#3a1a14", "#8a4a32", "#bf7a52", "#e0a274"], rise=110, round_=110, lamp=lamp)
    inside = s.mask(face)
    s.cut(
        spline("380 400!, 800 400!, 800 640, 690 720, 560 744, 440 716, 400 660"),
        "#1c0a0c",
        alpha=0.78,
        blur=9,
        clip=inside,
    )
    s.cut(
        spline("560 690, 590 738, 570 770, 598 782, 630 778, 650 748, 636 690"),
        "#7a3c28",
        alpha=0.5,
        blur=7,
        clip=inside,
    )
    upper = spline(
        "524 846!, 566 822, 592 816, 610 824, 630 815, 658 822, 704 842!, 640 850, 612 848, 570 850"
    )
    lower = spline("524 846!, 570 852, 612 850, 650 852, 704 842!, 672 886, 616 902, 560 888")
    model(
        s,
        lower,
        ["#5a0410", "#c4162a", "#f2525a"],
        rise=26,
        round_=16,
        lamp=Lamp(220, 46, 0.1, 0.8, 0.5, 24),
    )
    model(s, upper, ["#4a040e", "#a8101f", "#d9303c"], rise=14, round_=10, lamp=lamp)
    model(
        s,
        coat,
        ["#08070a", "#141218", "#2e2a34", "#5a5562"],
        rise=60,
        round_=50,
        lamp=lamp,
        shadow=14,
    )
    for line in ("452 1040, 520 1240, 616 1640", "776 1020, 730 1180, 616 1330"):
        s.cut(limb(line, [2, 6, 3]), "#000000", alpha=0.7, blur=3)
    felt = ["#070609", "#17151b", "#35313b", "#6f6977"]
    model(s, crown, felt, rise=110, round_=70, lamp=lamp)
    model(s, brim, felt, rise=26, round_=26, lamp=lamp, shadow=20, drop=(6, 20))
    band = spline(
        "296 452, 430 516, 600 506, 760 470, 868 386, 872 442, 770 528, 600 566, 430 572, 298 516"
    )
    upper_crown = [*crown]
    model(
        s,
        upper_crown,
        felt,
        rise=110,
        round_=70,
        lamp=lamp,
        clip=s.mask(
            points("0 0, 1280 0, 1280 420, 868 420, 760 500, 600 530, 430 536, 296 480, 0 480")
        ),
    )
    model(s, band, ["#5a0a12", "#b5202a", "#e2484a"], rise=16, round_=16, lamp=lamp)


@piece(
    "buckle",
    SQUARE,
    "A heavy gold buckle, close up, holds a strap of pale pink satin.",
    grain=0.6,
)
def buckle(s: Sheet) -> None:
    """Jewellery that does a job."""
    s.ground(Fade(["#1c2b2a", "#0f1a1a"], 60))
    lamp = Lamp(220, 36, 0.08, 0.6, 0.5, 9)

    def turn(poly: Poly) -> Poly:
        return spin(poly, -24, (700, 700))

    strap = turn(spline("-500 430!, 1900 430!, 1900 970!, -500 970!"))

    def satin(x: float, y: float) -> float:
        ((u, v),) = spin([(x, y)], 24, (700, 700))
        pull = math.exp(-(((u - 700) / 300) ** 2))
        away = 1 - 0.7 * pull
        return (
            (20 + 20 * pull) * math.sin(v * 0.021 + 0.5 * math.sin(u * 0.004))
            + 13 * away * math.sin(v * 0.034 + u * 0.0042)
            + 4 * math.sin(v * 0.075 - u * 0.003)
        )

    field = together(heights(s, satin, 260), swell(s, strap, 40, 40))
    s.cut(
        strap,
        tint(lit(s, field, lamp), ["#4a1c2a", "#b5657a", "#f0b0b4", "#fbdcd6", "#ffffff"]),
        shadow=40,
        dark=0.7,
    )
    gold = ["#1c0e02", "#6a4208", "#c98f1c", "#f4cc58", "#fffbe0"]
    metal = Lamp(220, 44, 0.06, 0.55, 0.75, 12)

    def frame(x: float, y: float, w: float, h: float, r: float) -> Poly:
        return turn(
            [
                *arc(x + r, y + r, r, r, 180, 270, 12),
                *arc(x + w - r, y + r, r, r, 270, 360, 12),
                *arc(x + w - r, y + h - r, r, r, 0, 90, 12),
                *arc(x + r, y + h - r, r, r, 90, 180, 12),
            ]
        )

    outer, hole = frame(395, 250, 610, 900, 150), frame(500, 355, 400, 690, 80)
    model(
        s,
        outer,
        gold,
        rise=64,
        round_=34,
        lamp=metal,
        holes=hole,
        shadow=34,
        drop=(26, 34),
        dark=0.75,
    )
    keeper = turn(rect(150, 405, 90, 590))
    model(s, keeper, gold, rise=46, round_=26, lamp=metal, shadow=24, drop=(18, 24), dark=0.7)
    bar = frame(560, 300, 74, 800, 37)
    band = turn(rect(470, 415, 250, 570))
    model(s, bar, gold, rise=44, round_=24, lamp=metal, shadow=16, dark=0.6)
    s.cut(
        band,
        tint(
            lit(s, together(field, swell(s, band, 34, 26)), lamp),
            ["#4a1c2a", "#b5657a", "#f0b0b4", "#fbdcd6", "#ffffff"],
        ),
        shadow=18,
        dark=0.5,
    )
    prong = [turn(poly) for poly in limb([(600, 700), (800, 692), (985, 706)], [34, 29, 24])]
    model(s, prong, gold, rise=44, round_=18, lamp=metal, shadow=18, drop=(14, 18), dark=0.7)
    for k in range(3):
        ((hx, hy),) = turn([(1180 + k * 190, 700)])
        s.cut(ellipse(hx, hy, 24, 24), "#2a0c16")
        model(
            s,
            ellipse(hx, hy, 36, 36),
            gold,
            rise=20,
            round_=8,
            lamp=metal,
            holes=ellipse(hx, hy, 22, 22),
        )


@piece(
    "jewellery-orbit",
    SQUARE,
    "Three steel rings, each with a gap, lie on pale stone; a garnet sits in the smallest gap.",
    grain=0.7,
)
def jewellery_orbit(s: Sheet) -> None:
    """What is not there is the stone."""

    def slate(x: float, y: float) -> float:
        return (
            7 * math.sin(x * 0.004 + 2 * math.sin(y * 0.0031))
            + 3 * math.sin(y * 0.013 + x * 0.006)
            + 1.6 * math.sin(x * 0.041 + 1.5 * math.sin(y * 0.027))
            + 0.8 * math.sin(y * 0.09 + x * 0.05)
        )

    tone = lit(s, heights(s, slate, 300), Lamp(222, 30, 0.1, 0.75, 0.0))
    s.ground(tint(tone, ["#8f7f6b", "#c9baa4", "#e4d9c6", "#f6efe1"]))
    steel = ["#0a0c10", "#2c333b", "#77838d", "#c2ccd2", "#f6fafb", "#ffffff"]
    lamp = Lamp(222, 40, 0.05, 0.6, 0.6, 16)

    def ring(cx: float, cy: float, r: float, thick: float, gap: float, wide: float) -> None:
        """A round bar bent from one side of the gap to the other; ends are balls."""
        bar = limb(
            [
                (cx + r * math.cos(math.radians(a)), cy + r * math.sin(math.radians(a)))
                for a in [gap + wide + k * (360 - 2 * wide) / 36 for k in range(37)]
            ],
            [thick * 0.8, thick, thick * 1.1, thick, thick * 0.8],
        )
        ends = [
            ellipse(
                cx + r * math.cos(math.radians(gap + d)),
                cy + r * math.sin(math.radians(gap + d)),
                thick * 1.25,
                thick * 1.25,
            )
            for d in (wide, -wide)
        ]
        whole = [*bar, *ends]
        field = highest(
            swell(s, bar, thick * 1.6, thick * 0.8),
            *(swell(s, [e], thick * 1.9, thick) for e in ends),
        )
        s.cut(whole, tint(lit(s, field, lamp, whole), steel), shadow=26, drop=(26, 32), dark=0.5)

    ring(620, 640, 420, 34, -38, 9)
    ring(900, 900, 300, 24, 150, 12)
    ring(330, 1010, 190, 40, 250, 24)
    for px, py, r in ((343, 800, 58), (1130, 300, 30)):
        model(
            s,
            ellipse(px, py, r, r),
            ["#14020a", "#5a0618", "#b0142f", "#f4606a", "#ffe0da"],
            rise=r * 1.5,
            round_=r * 0.7,
            lamp=Lamp(222, 46, 0.16, 0.7, 0.5, 30),
            shadow=r * 0.4,
            dark=0.7,
        )
        s.cut(
            ellipse(px + r * 0.3, py + r * 0.4, r * 0.34, r * 0.14, -40),
            "#ff5a5a",
            alpha=0.5,
            blur=6,
        )
