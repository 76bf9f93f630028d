"""Eight contributors as cut-paper busts."""

from .bodies import bust, skullcap
from .catalogue import BUST, piece
from .curves import Node, Poly, Shape, ellipse, leaf, limb, mirror, rect, spline
from .paper import Fade, Sheet, mix


def facing(
    s: Sheet, skin: str, deep: str, cloth: str, collar: list[Node], *, wide: float = 1.0
) -> Poly:
    """A head from the front, half of it in a shadow whose edge is a nose; answers the face."""
    neck = spline([(430, 560), (424, 700), (400, 790), (600, 790), (576, 700), (570, 560)])
    body_ = spline([(400, 740), (270, 790), (140 - 40 * (wide - 1), 870), (90, 1020, 1), (910, 1020, 1), (860 + 40 * (wide - 1), 870), (730, 790),
                    (600, 740), (500, 800)])  # fmt: skip
    s.cut(body_, cloth, shadow=22)
    s.rim(body_, mix(cloth, "#000000", 0.7), 0, depth=170, strength=1)
    s.cut(neck, mix(skin, deep, 0.45), shadow=6)
    half: Shape = [
        ellipse(500 - 152 * wide, 480, 24, 46, -6),
        ellipse(500 + 152 * wide, 480, 24, 46, 6),
    ]
    s.cut(half, mix(skin, deep, 0.35))
    nodes: list[Node] = [(500, 250), (620, 280), (650, 400), (642, 520), (606, 620), (545, 684), (500, 694), (455, 684), (394, 620), (358, 520),
                         (350, 400), (380, 280)]  # fmt: skip
    face_ = [((x - 500) * wide + 500, y) for x, y in spline(nodes)]
    s.cut(face_, skin, shadow=10)
    shade = spline([(505, 240, 1), (512, 330), (500, 400), (508, 440), (470, 530), (486, 552), (516, 560), (506, 590), (520, 622), (510, 660), (515, 710, 1),
                    (760, 710, 1), (760, 240, 1)])  # fmt: skip
    inside = s.mask(face_)
    s.cut(shade, deep, clip=inside)
    s.spray(face_, mix(deep, "#000000", 0.25), 20, start=0.55, strength=0.7)
    s.cut(spline(collar), mix(cloth, "#000000", 0.35), shadow=8)
    return face_


def side(
    s: Sheet, skin: str, deep: str, light: str, *, flip: bool = False, tilt: float = 0, x: float = 300, y: float = 190, h: float = 400,
    features: tuple[float, ...] = (), neck: float = 0.1,
) -> Poly:  # fmt: skip
    """A head in profile with its modelling; answers the head."""
    head = bust(x, y, h, flip=flip, tilt=tilt, neck=neck, features=features)
    s.cut(head, skin, shadow=16)
    s.rim(head, deep, 0 if flip else 180, depth=96, strength=1)
    s.rim(head, light, 190 if flip else -10, depth=14, strength=0.8)
    return head


@piece(
    "contributor-1",
    BUST,
    "Cut-paper bust of a woman with a round cloud of black hair and a mustard coat, in profile.",
)
def contributor_1(s: Sheet) -> None:
    """Teal, mustard, a halo of hair."""
    s.ground(Fade(["#1f8a86", "#0f5f66"], 60))
    s.spray(rect(0, 0, 1000, 1000), "#063a44", 200, start=0.35)
    hair: Shape = [ellipse(440, 350, 270, 262)]
    for k in range(26):
        u = k * 0.2417
        from math import cos, sin

        hair.append(ellipse(440 + 250 * cos(u), 350 + 244 * sin(u), 44, 44, steps=24))
    s.cut(hair, "#140c10", shadow=18)
    s.rim(hair, "#5a3a4a", 230, depth=50, strength=0.9)
    side(
        s, "#8f4f34", "#3a1418", "#e09a6a", x=310, y=210, h=380, tilt=-4, features=(0.0, 0, 0, 0.03)
    )
    s.cut(
        [
            ellipse(430, 330, 180, 150, 24),
            *limb([(560, 210), (470, 300), (400, 430), (396, 540)], [26, 60, 70, 30]),
        ],
        "#140c10",
    )
    coat = spline(
        [
            (80, 1020, 1),
            (130, 840),
            (280, 760),
            (400, 790),
            (520, 740),
            (640, 800),
            (740, 880),
            (800, 1020, 1),
        ]
    )
    s.cut(coat, "#eaa820", shadow=18)
    s.rim(coat, "#8a4a0c", 180, depth=120)
    s.cut(
        spline([(360, 780, 1), (430, 700), (540, 720), (600, 770, 1), (560, 900), (470, 960, 1)]),
        "#c4801a",
        shadow=10,
    )
    s.cut(ellipse(476, 545, 30, 30), "#f2d06a", shadow=6, holes=ellipse(476, 545, 20, 20))


@piece(
    "contributor-2",
    BUST,
    "Cut-paper bust of a bearded man facing front, half his face in shadow, on rust red.",
)
def contributor_2(s: Sheet) -> None:
    """Rust, charcoal, a beard."""
    s.ground(Fade(["#c4502f", "#a83a26"], 90))
    s.spray(rect(0, 0, 1000, 1000), "#6a1a18", 30, start=0.4)
    facing(s, "#e3b08c", "#9a5a48", "#2c3440", [(370, 760, 1), (430, 740), (500, 820, 1), (570, 740), (630, 760, 1), (560, 900, 1), (500, 840, 1), (440, 900, 1)],
           wide=1.08)  # fmt: skip
    beard = spline([(342, 470, 1), (380, 560), (430, 590), (500, 576), (570, 590), (620, 560), (658, 470, 1), (654, 640), (600, 740), (500, 790), (400, 740),
                    (346, 640)])  # fmt: skip
    s.cut(beard, "#3a2420", shadow=8)
    s.rim(beard, "#120a0a", 10, depth=70)
    hair = spline(
        [
            (338, 420, 1),
            (336, 300),
            (400, 215),
            (520, 200),
            (620, 240),
            (668, 330),
            (662, 430, 1),
            (630, 340),
            (540, 300),
            (440, 330),
            (370, 340),
        ]
    )
    s.cut(hair, "#3a2420", shadow=8)
    s.rim(hair, "#8a5a44", 230, depth=18)


@piece(
    "contributor-3",
    BUST,
    "Cut-paper bust of a woman with a sharp black bob and a green polo neck, looking left.",
)
def contributor_3(s: Sheet) -> None:
    """Pink, green, a fringe like a blade."""
    s.ground(Fade(["#f4a3b5", "#ec8aa3"], 60))
    s.cut(ellipse(760, 260, 150, 150), "#f9d2cf")
    side(
        s,
        "#f6d3b8",
        "#c07a6a",
        "#fff2e2",
        flip=True,
        x=320,
        y=220,
        h=380,
        features=(-0.015, 0, -0.01, 0.012),
        tilt=2,
    )
    jumper = spline(
        [
            (150, 1020, 1),
            (230, 880),
            (380, 800),
            (420, 690),
            (520, 680),
            (620, 700),
            (650, 800),
            (780, 870),
            (880, 1020, 1),
        ]
    )
    s.cut(jumper, "#0f7a55", shadow=16)
    s.rim(jumper, "#04382c", 0, depth=110)
    for k in range(5):
        s.lines([[(438 + k * 42, 700), (430 + k * 46, 790)]], "#0a5a40", 4, 0.8)
    bob = skullcap(320, 220, 380, [(0.86, 0.34, 1), (0.80, 0.16), (0.6, -0.04), (0.3, -0.07), (-0.02, 0.08), (-0.12, 0.4), (-0.13, 0.9, 1), (0.42, 0.98, 1),
                                   (0.5, 0.66), (0.54, 0.38, 1)], flip=True, tilt=2)  # fmt: skip
    s.cut(bob, "#17121f", shadow=12)
    s.rim(bob, "#5f527f", 220, depth=30)


@piece(
    "contributor-4",
    BUST,
    "Cut-paper bust of a woman in a violet headscarf, facing front, half in shadow.",
)
def contributor_4(s: Sheet) -> None:
    """Violet folds round a still face, on saffron."""
    s.ground(Fade(["#f5b52e", "#ee9a1f"], 90))
    s.spray(rect(0, 0, 1000, 1000), "#c4601a", 150, start=0.45)
    back = spline(
        [
            (500, 150),
            (690, 190),
            (770, 380),
            (760, 600),
            (800, 780),
            (900, 1020, 1),
            (100, 1020, 1),
            (200, 780),
            (240, 600),
            (230, 380),
            (310, 190),
        ]
    )
    s.cut(back, "#5a3a9a", shadow=22)
    s.rim(back, "#1f0f4a", 0, depth=150)
    facing(
        s,
        "#d99a6c",
        "#8a4a3a",
        "#5a3a9a",
        [(420, 690), (500, 740), (580, 690), (560, 760), (500, 800), (440, 760)],
        wide=0.98,
    )
    nodes: list[Node] = [
        (500, 160),
        (690, 210),
        (740, 400),
        (720, 600),
        (650, 760),
        (500, 830),
        (350, 760),
        (280, 600),
        (260, 400),
        (310, 210),
    ]
    opening = spline(
        [
            (500, 268),
            (600, 300),
            (634, 420),
            (620, 560),
            (570, 650),
            (500, 690),
            (430, 650),
            (380, 560),
            (366, 420),
            (400, 300),
        ]
    )
    scarf = spline(nodes)
    s.cut(scarf, Fade(["#8a63d0", "#6a45b0", "#3a2280"], 20), holes=opening, shadow=0)
    s.rim(scarf, "#241060", 20, depth=90, holes=opening)
    clip = s.mask(scarf, opening)
    for line in ([(300, 330), (340, 560), (480, 780), (700, 800)], [(270, 420), (320, 640), (430, 790)], [(700, 330), (690, 560), (560, 740), (420, 800)],
                 [(360, 220), (500, 190), (650, 230)]):  # fmt: skip
        s.cut(limb(line, [2, 13, 5]), "#2a1470", alpha=0.6, blur=4, clip=clip)
    s.cut(
        spline([(420, 740), (600, 770), (820, 840), (880, 1020, 1), (520, 1020, 1), (380, 860)]),
        Fade(["#7a55c0", "#3f2690"], 30),
        shadow=16,
    )


@piece(
    "contributor-5",
    BUST,
    "Cut-paper bust of an older woman with a white chignon and round glasses, in profile.",
)
def contributor_5(s: Sheet) -> None:
    """White hair, black polo, one acid ground."""
    s.ground(Fade(["#d9dd3a", "#b9c42a"], 60))
    s.spray(rect(0, 0, 1000, 1000), "#6f8a1a", 120, start=0.45)
    side(
        s,
        "#f0cbb0",
        "#b5705a",
        "#fff4e4",
        x=330,
        y=220,
        h=380,
        features=(0.03, 0.012, 0.0, -0.012),
        tilt=2,
    )
    polo = spline(
        [
            (70, 1020, 1),
            (150, 870),
            (300, 800),
            (370, 690),
            (470, 670),
            (545, 690),
            (560, 790),
            (680, 860),
            (770, 1020, 1),
        ]
    )
    s.cut(polo, "#17151c", shadow=16)
    s.rim(polo, "#4f4a5a", 0, depth=60)
    hair = skullcap(330, 220, 380, [(0.79, 0.15), (0.66, -0.05), (0.3, -0.12), (-0.02, 0.05), (-0.10, 0.36), (-0.02, 0.68), (0.14, 0.84), (0.30, 0.72),
                                    (0.40, 0.52), (0.56, 0.38), (0.73, 0.28)], tilt=2)  # fmt: skip
    knot = skullcap(
        330,
        220,
        380,
        [(0.0, 0.5), (-0.18, 0.42), (-0.32, 0.55), (-0.30, 0.74), (-0.14, 0.84), (0.04, 0.76)],
        tilt=2,
    )
    for part in (knot, hair):
        s.cut(part, "#fdfbf4", shadow=10)
        s.rim(part, "#9a98a4", 120, depth=50)
    s.lines([[(650, 372), (500, 392)]], "#17151c", 8)
    s.cut(ellipse(626, 392, 42, 50), "#17151c", holes=ellipse(626, 392, 31, 39))
    s.cut(ellipse(505, 540, 17, 17), "#d8322c", shadow=5)


@piece(
    "contributor-6",
    BUST,
    "Cut-paper bust of a man with locks tied high on his head, in a lilac room, looking left.",
)
def contributor_6(s: Sheet) -> None:
    """Lilac and brick, locks like a fountain."""
    s.ground(Fade(["#b9a3e0", "#9a84cc"], 90))
    s.spray(rect(0, 0, 1000, 1000), "#5f4a9a", 0, start=0.45)
    locks: list[list[Node]] = [
        [(540, 270), (600, 120), (740, 90), (820, 220), (830, 400)], [(540, 270), (560, 90), (680, 40), (790, 110), (880, 270)],
        [(540, 270), (640, 170), (760, 190), (780, 340), (760, 520)], [(540, 270), (500, 90), (560, 20), (660, 30)],
        [(540, 270), (650, 220), (700, 330), (710, 470)], [(540, 270), (450, 130), (380, 110), (330, 170)],
    ]  # fmt: skip
    for line in locks:
        lock = limb(line, [30, 27, 25, 22, 14])
        s.cut(lock, "#1c1018", shadow=9)
        s.rim(lock, "#7a5060", 230, depth=10)
    side(
        s,
        "#6f3a2a",
        "#260c14",
        "#c4805a",
        flip=True,
        x=330,
        y=230,
        h=380,
        features=(0.025, 0.015, 0.02, 0.02),
        tilt=-3,
        neck=0.02,
    )
    cap = skullcap(330, 230, 380, [(0.78, 0.16), (0.62, 0.0), (0.36, -0.05), (0.08, 0.04), (-0.03, 0.3), (0.02, 0.6), (0.14, 0.74), (0.26, 0.66), (0.36, 0.5),
                                   (0.46, 0.36), (0.72, 0.28)], flip=True, tilt=-3)  # fmt: skip
    s.cut(cap, "#1c1018", shadow=6)
    beard = skullcap(330, 230, 380, [(0.84, 0.87), (0.85, 0.95), (0.79, 1.03), (0.64, 1.02), (0.48, 0.9), (0.40, 0.7), (0.44, 0.6), (0.54, 0.78), (0.7, 0.86)],
                     flip=True, tilt=-3)  # fmt: skip
    s.cut(beard, "#1c1018")
    s.cut(limb([(500, 250), (590, 262)], [26, 26]), "#f2c230", shadow=6)
    shirt = spline(
        [(130, 1020, 1), (220, 860), (400, 780), (500, 830), (610, 760), (790, 840), (900, 1020, 1)]
    )
    s.cut(shirt, "#c8452f", shadow=16)
    s.rim(shirt, "#5a1218", 0, depth=120)
    s.cut(
        spline(
            [
                (400, 780, 1),
                (450, 740),
                (520, 830, 1),
                (600, 735),
                (660, 775, 1),
                (570, 930, 1),
                (520, 850, 1),
                (440, 900, 1),
            ]
        ),
        "#f4e2cc",
        shadow=10,
    )


@piece(
    "contributor-7",
    BUST,
    "Cut-paper bust of a woman from behind, a long copper braid down her striped back.",
)
def contributor_7(s: Sheet) -> None:
    """A braid on stripes: the one who looks away."""
    s.ground(Fade(["#163a34", "#0c2624"], 60))
    s.spray(rect(0, 0, 1000, 1000), "#3f7a5f", 300, start=0.55)
    s.cut(
        spline([(430, 560), (424, 720), (380, 800), (620, 800), (576, 720), (570, 560)]),
        "#e9b894",
        shadow=8,
    )
    s.cut([ellipse(358, 470, 22, 44, 8), ellipse(642, 470, 22, 44, -8)], "#e9b894")
    back = spline(
        [
            (410, 740),
            (280, 780),
            (140, 860),
            (90, 1020, 1),
            (910, 1020, 1),
            (860, 860),
            (720, 780),
            (590, 740),
            (500, 765),
        ]
    )
    s.cut(back, "#f4ead6", shadow=20)
    clip = s.mask(back)
    for k in range(8):
        s.cut(
            limb([(60, 850 + k * 44), (500, 770 + k * 44), (940, 850 + k * 44)], [10, 10]),
            "#1f3f8a",
            clip=clip,
            worn=0.3,
        )
    s.rim(back, "#4a3a4a", 0, depth=140)
    head = spline(
        [
            (500, 190),
            (610, 215),
            (660, 330),
            (656, 470),
            (610, 590),
            (500, 650),
            (390, 590),
            (344, 470),
            (340, 330),
            (390, 215),
        ]
    )
    s.cut(head, Fade(["#e2743a", "#b5481f", "#6a2010"], 15), shadow=16)
    strands = [
        spline(
            [(500 + (k - 7) * 8, 205), (500 + (k - 7) * 21, 380), (500 + (k - 7) * 7, 620)],
            closed=False,
        )
        for k in range(15)
    ]
    s.lines(strands, "#f7a86a", 2, 0.5)
    s.lines([[(500, 192), (498, 420)]], "#f0c8a0", 3, 0.8)
    for k in range(9):
        y, r = 610 + k * 45, 62 - k * 3
        for d in (-1, 1):
            knot = leaf((500 + d * r * 0.95, y - 26), (500 - d * 12, y + 48), r * 0.9, 0.16 * d)
            s.cut(knot, "#c4562a" if d < 0 else "#d9682f", shadow=6)
            s.rim(knot, "#5a1a0c", 60, depth=16)
    s.cut(rect(474, 985, 52, 26), "#f2c230", shadow=6)


@piece(
    "contributor-8",
    BUST,
    "Cut-paper bust of a young man with dark curls, facing front, an orange shirt on ultramarine.",
)
def contributor_8(s: Sheet) -> None:
    """Curls, ultramarine, orange."""
    from math import cos, sin

    s.ground(Fade(["#2336a8", "#16217a"], 60))
    s.spray(rect(0, 0, 1000, 1000), "#0a0f4a", 40, start=0.4)
    curls = [(500 + 175 * cos(u), 320 + 135 * sin(u)) for u in (3.0 + k * 0.36 for k in range(10))]
    for x, y in curls:
        s.cut(ellipse(x, y, 62, 62), "#241018", shadow=8)
    facing(
        s,
        "#c98558",
        "#7a3a30",
        "#f07a2a",
        [(392, 770, 1), (440, 745), (500, 850, 1), (560, 745), (608, 770, 1), (500, 930, 1)],
        wide=0.94,
    )
    top = [(500 + 130 * cos(u), 290 + 90 * sin(u)) for u in (2.9 + k * 0.42 for k in range(9))]
    for k, (x, y) in enumerate(
        [*curls, *top, (450, 262), (540, 256), (400, 300), (600, 300), (500, 220)]
    ):
        r = 52 if k < 10 else 46
        s.cut(ellipse(x, y, r, r), "#241018", shadow=5)
        s.rim(ellipse(x, y, r, r), "#8a5064", 225, depth=12, strength=0.8)
    s.cut(ellipse(364, 545, 13, 13), "#f6d77a", shadow=4)


del mirror
