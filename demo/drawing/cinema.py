"""The cinema: an old film, the seats, the beam."""

import math

from .catalogue import LANDSCAPE, piece
from .curves import Poly, Shape, arc, ellipse, limb, points, rect, spline
from .paper import Fade, Sheet, mix


@piece(
    "film-factory",
    LANDSCAPE,
    "Three frames of an old film: a crowd comes out of a mill gate, scratched and grey-green.",
    grain=1.3,
)
def film_factory(s: Sheet) -> None:
    """Three frames of a Friday."""
    s.ground("#14110e")
    for k in range(3):
        left = 66 + k * 580
        frame = rect(left, 170, 508, 860)
        inside = s.mask(frame)
        s.cut(frame, Fade(["#dfe2cf", "#b9c2ae", "#8f9a88"], 90))
        roof: Poly = [(left, 470)]
        for j in range(5):
            roof += [
                (left + j * 118 - 20, 300),
                (left + j * 118 - 20, 300),
                (left + j * 118 + 98, 440),
            ]
        roof += [(left + 520, 620), (left, 620)]
        s.cut(roof, "#6f7a6c", clip=inside)
        s.cut(rect(left + 372, 196, 46, 260), "#5f6a5e", clip=inside)
        for j in range(7):
            t = j / 6
            s.cut(
                ellipse(
                    left + 400 + 90 * t + k * 10, 190 - 8 * t + k * 3, 26 + 40 * t, 16 + 18 * t
                ),
                "#8f998a",
                alpha=0.5,
                blur=10,
                clip=inside,
            )
        s.cut(rect(left, 440, 520, 250), Fade(["#56614f", "#465143"], 0), clip=inside)
        for j in range(9):
            s.cut(rect(left + 14 + j * 58, 476, 34, 74), "#aab39d", clip=inside, alpha=0.8)
        gate: Poly = [
            *arc(left + 254, 560, 108, 108, 180, 360),
            (left + 362, 720),
            (left + 146, 720),
        ]
        s.cut(gate, "#0f130f", clip=inside)
        s.cut(rect(left, 690, 520, 360), Fade(["#a9b29c", "#7f8a78"], 90), clip=inside)
        crowd = 46
        for j in range(crowd):
            t = (j / crowd + k * 0.006) % 1
            deep = t**1.5
            y = 700 + 330 * deep
            size = 34 + 150 * deep
            side = math.sin(j * 2.399 + 1) * (0.18 + 0.95 * deep)
            x = left + 254 + side * 270 + k * 6 * math.sin(j * 5.1)
            ink = mix("#242a22", "#0a0d0a", deep)
            woman = j % 3
            figure: Shape = [ellipse(x, y - size * 0.90, size * 0.085, size * 0.105, steps=20)]
            if woman:
                figure.append(
                    spline(
                        [
                            (x - size * 0.05, y - size * 0.8),
                            (x + size * 0.06, y - size * 0.8),
                            (x + size * 0.15, y - size * 0.62),
                            (x + size * 0.10, y - size * 0.46),
                            (x + size * 0.22, y, 1),
                            (x - size * 0.22, y, 1),
                            (x - size * 0.1, y - size * 0.46),
                            (x - size * 0.16, y - size * 0.62),
                        ],
                        steps=6,
                    )
                )
                figure.append(ellipse(x, y - size * 0.95, size * 0.13, size * 0.06, steps=16))
            else:
                stride = size * 0.1 * math.sin(j * 1.7 + k * 0.9)
                figure.append(
                    spline(
                        [
                            (x - size * 0.12, y - size * 0.76),
                            (x + size * 0.12, y - size * 0.76),
                            (x + size * 0.15, y - size * 0.3, 1),
                            (x - size * 0.15, y - size * 0.3, 1),
                        ],
                        steps=6,
                    )
                )
                figure += limb(
                    [(x - size * 0.07, y - size * 0.34), (x - size * 0.07 - stride, y)],
                    [size * 0.06, size * 0.045],
                )
                figure += limb(
                    [(x + size * 0.07, y - size * 0.34), (x + size * 0.07 + stride, y)],
                    [size * 0.06, size * 0.045],
                )
                figure.append(
                    spline(
                        [
                            (x - size * 0.12, y - size * 0.93),
                            (x, y - size * 1.03),
                            (x + size * 0.13, y - size * 0.94),
                            (x + size * 0.16, y - size * 0.91),
                        ],
                        steps=5,
                    )
                )
            s.cut(
                ellipse(x + size * 0.1, y, size * 0.3, size * 0.04),
                "#3a4236",
                alpha=0.5,
                blur=3,
                clip=inside,
            )
            s.cut(figure, ink, clip=inside)
        s.spray(frame, "#0f140e", 40 + k * 120, start=0.5, strength=0.8, smooth=0.6)
        s.rim(frame, "#0f140e", 0, depth=60, strength=0.7)
        s.rim(frame, "#0f140e", 180, depth=60, strength=0.7)
    tone = s.field(lambda x, y: 0.22 + 0.14 * math.sin(x * 9) * math.sin(y * 7), 60)
    s.halftone(tone, "#4a5a48", 7)
    for y in (52, 1078):
        for k in range(15):
            s.cut(
                spline(
                    [
                        (30 + k * 122, y),
                        (96 + k * 122, y),
                        (102 + k * 122, y + 6),
                        (102 + k * 122, y + 64),
                        (96 + k * 122, y + 70),
                        (30 + k * 122, y + 70),
                        (24 + k * 122, y + 64),
                        (24 + k * 122, y + 6),
                    ]
                ),
                "#efe9d8",
            )
    for _ in range(16):
        x = s.rng.uniform(60, 1740)
        s.lines(
            [
                spline(
                    [
                        (x, s.rng.uniform(150, 500)),
                        (x + s.rng.uniform(-5, 5), 700),
                        (x + s.rng.uniform(-9, 9), s.rng.uniform(760, 1040)),
                    ],
                    closed=False,
                )
            ],
            "#f4f2e2",
            s.rng.uniform(1, 2.2),
            0.6,
        )
    for _ in range(60):
        r = s.rng.uniform(1, 5)
        s.cut(
            ellipse(s.rng.uniform(60, 1740), s.rng.uniform(170, 1030), r, r * 0.7, steps=10),
            s.rng.choice(("#f4f2e2", "#0f140e")),
            alpha=0.8,
        )


@piece(
    "cinema-seats",
    LANDSCAPE,
    "Rows of burgundy cinema seats face a glowing screen; one woman sits alone among them.",
)
def cinema_seats(s: Sheet) -> None:
    """Scallops of velvet, row upon row, one head."""
    s.ground(Fade(["#12060e", "#2a0a18"], 90))
    screen = points("330 90, 1470 90, 1440 500, 360 500")
    s.cut(points("0 0, 330 60, 360 520, 0 700"), Fade(["#3a0a1c", "#7a1a2c"], 0))
    s.cut(points("1800 0, 1470 60, 1440 520, 1800 700"), Fade(["#7a1a2c", "#3a0a1c"], 0))
    for k in range(7):
        for side in (0, 1):
            x = 20 + k * 50
            x = s.w - x if side else x
            s.cut(limb([(x, -10), (x, 720)], [5, 11]), "#1a0510", alpha=0.6, blur=6)
    s.cut(screen, Fade(["#bfe3e6", "#f4f1dc", "#f2c98a"], 90))
    s.light(900, 320, 1000, "#a9d0d0", 0.35)
    s.cut(
        spline("360 440, 620 350, 860 410, 1120 300, 1450 420, 1440 500!, 360 500!"),
        "#3f7a86",
        clip=s.mask(screen),
    )
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
                s.cut(
                    [
                        ellipse(cx, y - h * 0.32, h * 0.27, h * 0.34),
                        ellipse(cx + h * 0.02, y - h * 0.68, h * 0.15, h * 0.13),
                        *limb([(cx, y - h * 0.1), (cx, y + h * 0.3)], [h * 0.12, h * 0.2]),
                        spline(
                            [
                                (cx - h * 0.52, y + h * 0.9, 1),
                                (cx - h * 0.44, y + h * 0.3),
                                (cx, y + h * 0.14),
                                (cx + h * 0.44, y + h * 0.3),
                                (cx + h * 0.52, y + h * 0.9, 1),
                            ]
                        ),
                    ],
                    "#14070f",
                )
                s.rim(ellipse(cx, y - h * 0.32, h * 0.27, h * 0.34), "#f6e7c2", 270, depth=h * 0.06)
            seat = spline(
                [
                    (cx - w * 0.46, y + w * 1.3, 1),
                    (cx - w * 0.46, y + w * 0.36),
                    (cx - w * 0.36, y + w * 0.06),
                    (cx, y),
                    (cx + w * 0.36, y + w * 0.06),
                    (cx + w * 0.46, y + w * 0.36),
                    (cx + w * 0.46, y + w * 1.3, 1),
                ],
                steps=8,
            )
            s.cut(seat, Fade([mix(tone, "#ff9a7a", 0.2), tone, mix(tone, "#0c0208", 0.7)], 90))
            s.rim(seat, "#ffc9a0", 270, depth=w * 0.08, strength=0.75)


@piece(
    "projector-beam",
    LANDSCAPE,
    "A projector's beam cuts through the dark and the smoke above the heads of an audience.",
)
def projector_beam(s: Sheet) -> None:
    """A wedge of light; everything else is only what it touches."""
    s.ground(Fade(["#07090f", "#0d1520", "#080a10"], 20))
    apex = (210, 210)
    for k, (top, foot, alpha) in enumerate(((60, 880, 0.22), (150, 760, 0.28), (260, 660, 0.3))):
        s.cut(
            [apex, (1840, top), (1840, foot)],
            Fade(["#fff4d0", "#8fc0d0", "#2a5a78"], 0),
            alpha=alpha,
            blur=10 + k * 4,
            blend="screen",
        )
    a = s.rng.uniform(0, 6)
    smoke = s.field(
        lambda x, y: (
            max(0.0, math.sin(7 * x + 3 * math.sin(5 * y + a) + 2.4 * math.sin(9 * x - 4 * y)))
            * max(0.0, 1 - abs(y - 0.17 - 0.2 * x) / (0.04 + 0.32 * x))
        ),
        140,
    )
    s.wash(smoke, "#d9f0f0", 0.34, blend="screen")
    s.spray([apex, (1840, 60), (1840, 880)], "#dff2f0", 0, start=0.3, strength=0.35, smooth=0)
    for k in range(9):
        t = 0.2 + k * 0.1
        s.cut(
            [apex, (1840, 130 + k * 84), (1840, 150 + k * 84)],
            "#fff6d8",
            alpha=0.10 * t + 0.04,
            blur=4,
            blend="screen",
        )
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
            person: Shape = [
                ellipse(x, yy, r * 0.72, r * 0.92),
                *limb([(x, yy + r * 0.5), (x, yy + r * 1.3)], [r * 0.34, r * 0.5]),
                spline(
                    [
                        (x - r * 1.7, yy + r * 4, 1),
                        (x - r * 1.45, yy + r * 1.6),
                        (x - r * 0.4, yy + r * 1.12),
                        (x + r * 0.4, yy + r * 1.12),
                        (x + r * 1.45, yy + r * 1.6),
                        (x + r * 1.7, yy + r * 4, 1),
                    ]
                ),
            ]
            style = (k * 7 + row * 3) % 5
            if style == 0:
                person.append(ellipse(x, yy - r * 0.98, r * 0.34, r * 0.3))
            elif style == 1:
                person += [
                    ellipse(x, yy - r * 0.55, r * 1.25, r * 0.2, -4),
                    spline(
                        [
                            (x - r * 0.7, yy - r * 0.5),
                            (x - r * 0.55, yy - r * 1.15),
                            (x, yy - r * 1.05),
                            (x + r * 0.55, yy - r * 1.15),
                            (x + r * 0.7, yy - r * 0.5),
                        ]
                    ),
                ]
            elif style == 2:
                person.append(
                    spline(
                        [
                            (x - r * 0.86, yy + r * 0.9),
                            (x - r * 0.95, yy - r * 0.1),
                            (x - r * 0.5, yy - r),
                            (x + r * 0.5, yy - r),
                            (x + r * 0.95, yy - r * 0.1),
                            (x + r * 0.86, yy + r * 0.9),
                        ]
                    )
                )
            s.cut(person, tone)
            s.rim(person, "#cfe6e4" if x > 700 else "#f0cf94", -70, depth=r * 0.16, strength=0.85)
            x += size * s.rng.uniform(2.7, 3.4)
            k += 1
