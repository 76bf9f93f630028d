"""The eight contributors: one series of cut-paper profiles, told apart by paper alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .bodies import bust, skullcap
from .catalogue import BUST, piece
from .curves import Line, Poly, Shape, ellipse, leaf, limb, nodes, points, rect
from .paper import Sheet, mix

# Everyone is cut to the same measure: a head of 560 units on the same eye line.
X, Y, HEAD = 235.0, 190.0, 560.0
# How far collars and coats ride up on the neck, in heads.
RISE = 0.15


@dataclass(frozen=True)
class Sitter:
    """A head in profile on its sheet; shapes are written in heads, as ``bodies`` measures them."""

    s: Sheet
    skin: str
    shade: str
    flip: bool = False
    tilt: float = 0.0
    features: Sequence[float] = ()

    def shape(self, line: Line) -> Poly:
        way = nodes(line) if isinstance(line, str) else line
        return skullcap(X, Y, HEAD, way, flip=self.flip, tilt=self.tilt)

    def strokes(self, line: Line, radii: Sequence[float]) -> Shape:
        way = nodes(line) if isinstance(line, str) else line
        swelling = limb(way, radii)
        return [skullcap_points(poly, self.flip) for poly in swelling]

    def head(self) -> None:
        """The head in two papers: the skin, and its shade laid over the jaw, neck and nape."""
        head = bust(X, Y, HEAD, flip=self.flip, tilt=self.tilt, neck=-0.08, features=self.features)
        self.s.cut(head, self.skin, shadow=16)
        inside = self.s.mask(head)
        shade = self.shape(
            "0.56 -0.1, 0.47 0.24, 0.44 0.44, 0.47 0.62, "
            "0.56 0.80, 0.70 0.93, 0.83 0.99!, 0.90 1.06!, 0.9 2.4!,"
            "-0.8 2.4!, -0.3 0.2!"
        )
        self.s.cut(shade, self.shade, clip=inside, shadow=7, dark=0.25)
        self.s.cut(
            self.shape("0.30 0.46, 0.38 0.44, 0.42 0.52, 0.39 0.63, 0.33 0.66, 0.30 0.58"),
            mix(self.skin, self.shade, 0.25),
            shadow=5,
        )

    def eye(self, ink: str, brow: str) -> None:
        """A lowered lid and a brow: two snips."""
        self.s.cut(
            self.strokes("0.665 0.425, 0.715 0.445, 0.765 0.425", [0.004, 0.011, 0.005]), ink
        )
        self.s.cut(self.strokes("0.62 0.345, 0.69 0.315, 0.775 0.338", [0.008, 0.019, 0.007]), brow)

    def lips(self, colour: str) -> None:
        self.s.cut(
            self.shape("0.79 0.765, 0.845 0.735, 0.885 0.745, 0.862 0.768, 0.872 0.80,0.83 0.805"),
            colour,
            clip=self.s.mask(self._face()),
        )

    def _face(self) -> Poly:
        return bust(X, Y, HEAD, flip=self.flip, tilt=self.tilt, neck=-0.08, features=self.features)

    def coat(self, line: str, colour: str, shadow: float = 16) -> Poly:
        """Lay a paper on the sitter. What starts below the chin is clothing and rides up."""
        way = nodes(line)
        if min(node[1] for node in way) > 1.0:
            way = [(node[0], node[1] - RISE, *node[2:]) for node in way]
        shape = self.shape(way)
        self.s.cut(shape, colour, shadow=shadow)
        return shape


def skullcap_points(poly: Poly, flip: bool) -> Poly:
    """Outline points in heads, brought onto the sheet as ``skullcap`` does with nodes."""
    line = [(x * HEAD + X, y * HEAD + Y) for x, y in poly]
    return [(2 * (X + HEAD * 0.45) - x, y) for x, y in line] if flip else line


def ground(s: Sheet, colour: str, second: str, shape: Poly) -> None:
    """Two sheets of paper behind everybody, the upper one throwing a thin shadow."""
    s.ground(colour)
    s.cut(shape, second, shadow=10, dark=0.25)


COLLAR_COAT = (
    "0.62 1.22!, 0.74 1.40, 0.98 1.62, 1.3 2.0!, -0.7 2.0!, -0.52 1.62, -0.24 1.40, -0.02 1.20!,"
    "0.10 1.42, 0.40 1.52"
)


@piece(
    "contributor-1",
    BUST,
    "Cut-paper profile of a woman with a blunt black bob and a high white collar, on vermilion.",
)
def contributor_1(s: Sheet) -> None:
    ground(s, "#e2432a", "#f4b7ae", ellipse(760, 330, 330, 330))
    a = Sitter(s, "#f1c9a8", "#d79676", features=(0.012, 0, 0, 0))
    a.head()
    a.eye("#2a1418", "#1b1418")
    a.lips("#b3202a")
    a.coat("0.78 1.62!, 1.3 2.1!, -0.8 2.1!, -0.5 1.66, -0.12 1.42!, 0.3 1.9!", "#17151b")
    a.coat("0.60 1.12!, 0.76 1.62!, 0.36 1.86!, -0.14 1.46!, 0.00 1.08!, 0.26 1.24", "#fbf4e6", 12)
    a.coat(
        "0.865 0.335!, 0.83 0.15, 0.62 -0.06, 0.3 -0.09, -0.04 0.07, -0.14 0.4, -0.16 0.98!,"
        "0.43 1.03!, 0.47 0.7, 0.52 0.37!",
        "#17151b",
        12,
    )
    s.cut(a.shape("0.0 0.12, 0.3 -0.02, 0.58 0.02, 0.3 0.05, 0.04 0.24"), "#3a3442")


@piece(
    "contributor-2",
    BUST,
    "Cut-paper profile of a bearded man with cropped hair and wire glasses, on mustard.",
)
def contributor_2(s: Sheet) -> None:
    ground(s, "#e9b233", "#1f3fa3", rect(-20, 640, 1040, 400))
    a = Sitter(s, "#7a4630", "#54291f", flip=True, features=(0.018, 0.01, 0.005, 0.02))
    a.head()
    a.coat(COLLAR_COAT, "#f2e6d0")
    a.coat("0.62 1.22!, 0.80 1.46!, 0.52 1.74!, 0.30 1.5!", "#fffaf0", 10)
    a.coat(
        "0.78 0.16, 0.70 0.02, 0.52 -0.06, 0.3 -0.06, 0.08 0.03, -0.035 0.25, -0.03 0.55,"
        "0.06 0.76, 0.20 0.74, 0.28 0.58, 0.31 0.44, 0.42 0.40!, 0.46 0.30, 0.58 0.28,"
        "0.70 0.24",
        "#15100f",
        9,
    )
    a.coat(
        "0.40 0.42!, 0.46 0.42!, 0.50 0.60, 0.62 0.71, 0.74 0.67, 0.865 0.665!, 0.85 0.725!,"
        "0.79 0.75, 0.80 0.81, 0.87 0.84, 0.885 0.93, 0.83 1.06, 0.70 1.10, 0.54 1.02,"
        "0.42 0.84, 0.37 0.62",
        "#15100f",
        9,
    )
    a.eye("#140a08", "#15100f")
    lens = a.shape("0.64 0.38, 0.73 0.36, 0.80 0.40, 0.80 0.48, 0.73 0.53, 0.65 0.50, 0.62 0.44")
    s.lines([[*lens, lens[0]]], "#f0c869", 7)
    s.lines([a.shape("0.63 0.42!, 0.36 0.46!, 0.362 0.462!")[:2]], "#f0c869", 7)


@piece(
    "contributor-3",
    BUST,
    "Cut-paper profile of a fair woman in a ribbed teal cap and a yellow raincoat, on pale grey.",
)
def contributor_3(s: Sheet) -> None:
    ground(s, "#cfd6d8", "#8fa6b3", points("-20 560, 1020 380, 1020 1020, -20 1020"))
    a = Sitter(s, "#f6d6c0", "#dca48c", features=(-0.012, 0, -0.005, 0))
    a.coat(
        "0.16 0.62, 0.02 0.80, -0.10 1.10, -0.26 1.42, -0.22 1.74, -0.02 1.62, 0.12 1.30,"
        "0.30 1.05, 0.36 0.78",
        "#ead9a4",
        10,
    )
    a.head()
    a.eye("#3a2a28", "#c9ab6a")
    a.lips("#c4605a")
    a.coat(COLLAR_COAT, "#f4c51f")
    a.coat(
        "0.62 1.14!, 0.78 1.44, 0.60 1.66!, 0.2 1.56, -0.12 1.28!, 0.0 1.12!, 0.3 1.34",
        "#d9a40f",
        10,
    )
    a.coat(
        "0.56 0.24, 0.52 0.40, 0.38 0.44, 0.30 0.58, 0.24 0.80, 0.06 0.94, 0.0 0.70, 0.06 0.3",
        "#ead9a4",
        7,
    )
    cap = a.coat(
        "0.84 0.22!, 0.83 0.05, 0.66 -0.16, 0.36 -0.22, 0.06 -0.12, -0.09 0.14,-0.10 0.46!",
        "#14696b",
        12,
    )
    inside = s.mask(cap)
    for k in range(13):
        t = k / 12
        rib = a.strokes(
            [
                (0.36 + (t - 0.5) * 0.26, -0.26),
                (0.37 + (t - 0.5) * 1.0, 0.0),
                (-0.1 + t * 0.96, 0.5),
            ],
            [0.004, 0.009, 0.009],
        )
        s.cut(rib, "#0a4a50", clip=inside)
    a.coat("0.87 0.30!, 0.85 0.15!, 0.4 0.24, -0.12 0.36!, -0.13 0.56!, 0.4 0.42", "#1d8686", 8)


@piece(
    "contributor-4",
    BUST,
    "Cut-paper profile of a woman with a black topknot held by a pencil, on bottle green.",
)
def contributor_4(s: Sheet) -> None:
    ground(s, "#0f5a43", "#f08f7d", ellipse(250, 800, 520, 520))
    a = Sitter(s, "#efc39c", "#c98a66", flip=True, features=(-0.02, 0, -0.008, 0.008))
    a.coat("0.36 0.02, 0.22 -0.08, 0.20 -0.24, 0.34 -0.30, 0.48 -0.24, 0.50 -0.08", "#141118", 10)
    a.head()
    a.eye("#1c1012", "#141118")
    a.lips("#c4342f")
    a.coat(
        "0.76 0.16, 0.62 -0.01, 0.36 -0.04, 0.08 0.04, -0.035 0.28, -0.02 0.62, 0.10 0.92,"
        "0.18 0.84, 0.24 0.66, 0.30 0.46, 0.42 0.40, 0.52 0.36, 0.68 0.24",
        "#141118",
        9,
    )
    s.cut(a.strokes("0.02 -0.02, 0.70 -0.26", [0.016, 0.016]), "#f6c22d", shadow=7)
    s.cut(a.strokes("0.67 -0.25, 0.735 -0.272", [0.016, 0.003]), "#f4e6cc")
    a.coat(COLLAR_COAT, "#f7efe0")
    tape = a.strokes("-0.04 1.12, 0.08 1.36, 0.16 1.66, 0.14 2.05", [0.036, 0.036])
    s.cut(tape, "#f6c22d", shadow=9)
    s.cut(
        a.strokes("0.55 1.16, 0.60 1.40, 0.56 1.66, 0.58 2.05", [0.036, 0.036]), "#f6c22d", shadow=9
    )
    for k in range(12):
        y = 1.24 + k * 0.055
        s.cut(a.strokes([(0.555, y), (0.59, y)], [0.004, 0.004]), "#4a3208")


@piece(
    "contributor-5",
    BUST,
    "Cut-paper profile of a man with a shaved head, a moustache and a red scarf, on lilac.",
)
def contributor_5(s: Sheet) -> None:
    ground(s, "#b9a8dd", "#4b3a8c", points("-20 -20, 480 -20, 150 1020, -20 1020"))
    a = Sitter(s, "#5c3324", "#3a1b17", features=(0.026, 0.014, 0.012, 0.024), tilt=-3)
    a.head()
    a.eye("#12070a", "#12070a")
    s.cut(
        a.shape("0.74 0.70, 0.82 0.655, 0.905 0.665, 0.93 0.71, 0.86 0.705, 0.80 0.715"), "#12070a"
    )
    s.cut(a.strokes("0.18 0.40, 0.74 0.24", [0.017, 0.017]), "#f2b632", shadow=7)
    s.cut(a.strokes("0.72 0.246, 0.785 0.226", [0.017, 0.003]), "#f7e6cc")
    a.coat("0.7 1.5!, 1.3 2.1!, -0.8 2.1!, -0.54 1.66, -0.16 1.40!", "#1d2433")
    a.coat(
        "0.64 1.10, 0.72 1.24, 0.60 1.44, 0.24 1.52, -0.10 1.40, -0.08 1.18, 0.06 1.10,0.32 1.22",
        "#d9291f",
        14,
    )
    a.coat("0.46 1.36!, 0.68 1.30!, 0.86 1.96!, 0.62 2.02!", "#d9291f", 12)
    for k in range(4):
        s.cut(
            a.strokes(
                [(0.55 + k * 0.035, 1.47 + k * 0.1), (0.75 + k * 0.03, 1.41 + k * 0.1)],
                [0.012, 0.012],
            ),
            "#f6d9cf",
        )


@piece(
    "contributor-6",
    BUST,
    "Cut-paper profile of an older woman with a cloud of silver curls and round red glasses.",
)
def contributor_6(s: Sheet) -> None:
    ground(s, "#f6cf45", "#f29a2e", rect(500, -20, 540, 1060))
    a = Sitter(s, "#dca27c", "#b26c50", flip=True, features=(0.03, 0.008, 0.0, -0.008))
    curls = [
        skullcap_points(
            ellipse(0.30 + r * math.cos(u), 0.34 + 1.04 * r * math.sin(u), q, q, steps=28), True
        )
        for r, q, n in ((0.40, 0.12, 15), (0.25, 0.13, 9), (0.11, 0.13, 5))
        for u in (k * 2 * math.pi / n + r * 7 for k in range(n))
        if not (r > 0.25 and 0.65 < u % math.tau < 1.45)
    ]
    back = [poly for poly in curls if sum(p[0] for p in poly) / len(poly) > 470]
    for poly in back:
        s.cut(poly, "#d9d5d6", shadow=8, dark=0.3)
    a.head()
    a.eye("#2a1616", "#b9b3b6")
    a.lips("#c4284a")
    for k, poly in enumerate(curls):
        x, y = sum(p[0] for p in poly) / len(poly), sum(p[1] for p in poly) / len(poly)
        if x > 440 or y < 300:
            s.cut(poly, ("#f4f1ef", "#e4dfdf", "#cfc9cc")[k % 3], shadow=9, dark=0.35)
    lens = ellipse(*skullcap_points([(0.735, 0.445)], True)[0], 66, 66)
    s.cut(
        lens,
        "#d8261f",
        holes=ellipse(*skullcap_points([(0.735, 0.445)], True)[0], 52, 52),
        shadow=5,
    )
    s.cut(a.strokes("0.63 0.43, 0.42 0.45", [0.012, 0.012]), "#d8261f", shadow=4)
    a.coat(COLLAR_COAT, "#2b2a6b")
    for k in range(7):
        bead = skullcap_points([(0.06 + k * 0.09, 1.20 + 0.09 * math.sin(k * 0.52))], True)[0]
        s.cut(ellipse(*bead, 30, 30), ("#f2563a", "#f4f1ef")[k % 2], shadow=8)


@piece(
    "contributor-7",
    BUST,
    "Cut-paper profile of a man with a ginger beard and a flat cap, on a deep teal ground.",
)
def contributor_7(s: Sheet) -> None:
    ground(s, "#0e4a54", "#d9c9a3", [(-20, 470), (480, -20), (-20, -20)])
    a = Sitter(s, "#f0c4a6", "#cf8d70", features=(0.022, 0.0, 0.01, -0.005), tilt=3)
    a.head()
    a.eye("#2a1810", "#b5501f")
    coat = a.coat(COLLAR_COAT, "#6f6a45")
    inside = s.mask(coat)
    for k in range(40):
        x = -40 + k * 28
        s.cut(limb([(x, 700), (x + 160, 1020)], [2.4, 2.4]), "#4a4630", clip=inside)
        s.cut(limb([(x + 160, 700), (x, 1020)], [1.8, 1.8]), "#938c5c", clip=inside)
    a.coat("0.60 1.20!, 0.72 1.36!, 0.46 1.74!, 0.18 1.52!, 0.36 1.42!", "#f2ead8", 9)
    a.coat(
        "-0.03 0.30, 0.36 0.26, 0.45 0.36, 0.44 0.50, 0.50 0.62, 0.64 0.70, 0.76 0.66,"
        "0.89 0.66!, 0.86 0.73!, 0.80 0.75, 0.80 0.80, 0.88 0.83, 0.92 0.98, 0.84 1.18,"
        "0.66 1.24, 0.50 1.10, 0.42 0.88, 0.40 0.66, "
        "0.35 0.50, 0.28 0.46, 0.24 0.66, 0.14 0.84, 0.0 0.72, -0.05 0.5",
        "#c75a22",
        10,
    )
    a.coat(
        "1.02 0.335!, 0.92 0.20, 0.72 0.0, 0.42 -0.16, 0.08 -0.14, -0.12 0.06, -0.14 0.28,"
        "0.06 0.40, 0.5 0.30, 0.76 0.27",
        "#38404c",
        13,
    )
    a.coat("1.03 0.345!, 0.90 0.22, 0.72 0.19, 0.56 0.25, 0.76 0.30", "#232932", 7)


@piece(
    "contributor-8",
    BUST,
    "Cut-paper profile of a woman with long dark hair and an orange headscarf, on ultramarine.",
)
def contributor_8(s: Sheet) -> None:
    ground(s, "#2444b4", "#f3a9b8", ellipse(160, 200, 400, 400))
    a = Sitter(s, "#d9a07a", "#ad6a4e", flip=True, features=(0.024, 0.0, 0.004, 0.004))
    a.coat(
        "0.5 0.0, 0.2 -0.06, -0.08 0.12, -0.16 0.45, -0.20 0.9, -0.36 1.3, -0.34 1.86, -0.1 2.1!,"
        "0.3 2.1!, 0.3 1.2, 0.5 0.6",
        "#2a1420",
        12,
    )
    a.head()
    a.eye("#1c0c10", "#22101a")
    a.lips("#a8283a")
    a.coat(COLLAR_COAT, "#f4ead4")
    a.coat(
        "0.74 0.24, 0.6 0.12, 0.3 0.08, -0.06 0.3, -0.14 0.9, -0.2 1.4, -0.12 1.9, 0.16 1.96,"
        "0.24 1.5, 0.18 1.16, 0.30 0.86, 0.40 0.60, 0.50 0.42, 0.62 0.32",
        "#2a1420",
        10,
    )
    for k in range(5):
        strand = [
            (0.5 - k * 0.08, 0.36 + k * 0.03),
            (0.22 - k * 0.05, 0.8),
            (0.08 - k * 0.05, 1.4),
            (0.06 - k * 0.04, 1.85),
        ]
        s.cut(a.strokes(strand, [0.002, 0.007, 0.004]), "#5a3044")
    a.coat(
        "0.81 0.20!, 0.76 0.04, 0.56 -0.10, 0.28 -0.12, 0.0 0.0, -0.13 0.26, -0.12 0.44!,"
        "0.1 0.32, 0.4 0.26, 0.66 0.22",
        "#f2702a",
        12,
    )
    s.cut(
        leaf(
            skullcap_points([(-0.08, 0.36)], True)[0],
            skullcap_points([(-0.36, 0.72)], True)[0],
            90,
            0.2,
        ),
        "#f2702a",
        shadow=10,
    )
    s.cut(
        leaf(
            skullcap_points([(-0.08, 0.34)], True)[0],
            skullcap_points([(-0.42, 0.42)], True)[0],
            80,
            -0.2,
        ),
        "#d9551a",
        shadow=10,
    )
    s.cut(ellipse(*skullcap_points([(0.35, 0.74)], True)[0], 24, 24), "#f6d24a", shadow=6)
