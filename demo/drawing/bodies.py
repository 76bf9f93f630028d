"""People as outlines: a head in profile, a bust, and a jointed body that takes any pose.

The measure is the height of a head. Facing right unless flipped.
"""

import math
from collections.abc import Sequence

from .curves import Node, Point, Poly, Shape, ellipse, limb, mirror, move, spin, spline

# From the hairline down to the throat; x grows towards the face, y from the crown (0) to the
# chin (1). The nodes that matter to a likeness are moved by ``face``.
_FACE: list[tuple[float, float]] = [
    (0.60, 0.025),
    (0.745, 0.115),
    (0.805, 0.235),
    (0.818, 0.335),
    (0.800, 0.400),
    (0.842, 0.485),
    (0.900, 0.565),
    (0.922, 0.600),
    (0.912, 0.632),
    (0.868, 0.648),
    (0.832, 0.662),
    (0.846, 0.700),
    (0.872, 0.733),
    (0.866, 0.752),
    (0.838, 0.765),
    (0.862, 0.783),
    (0.858, 0.812),
    (0.822, 0.842),
    (0.834, 0.888),
    (0.832, 0.935),
    (0.795, 0.982),
    (0.735, 0.995),
    (0.640, 0.965),
    (0.540, 0.930),
]
_SKULL: list[tuple[float, float]] = [
    (0.105, 0.93),
    (0.060, 0.80),
    (0.012, 0.64),
    (-0.012, 0.46),
    (0.03, 0.25),
    (0.17, 0.075),
    (0.38, -0.005),
]


def face(
    nose: float = 0.0, chin: float = 0.0, brow: float = 0.0, lips: float = 0.0
) -> list[tuple[float, float]]:
    """The line of a face; each feature is pushed forward by its value (try -0.03 to 0.05)."""
    line = []
    for i, (x, y) in enumerate(_FACE):
        if 5 <= i <= 9:
            x += nose * (0.5 if i in (5, 9) else 1.0)
        elif 11 <= i <= 16 and i != 14:
            x += lips
        elif 17 < i < 22:
            x += chin
        elif 1 < i < 4:
            x += brow
        line.append((x, y))
    return line


def bust(
    x: float,
    y: float,
    h: float,
    *,
    flip: bool = False,
    tilt: float = 0.0,
    neck: float = 0.0,
    slope: float = 0.0,
    features: Sequence[float] = (),
    shoulders: bool = True,
) -> Poly:
    """A head in profile on its neck and shoulders.

    ``x, y`` is where the back of the skull meets the crown line, ``h`` the head's height in
    pixels, ``neck`` lengthens the neck and ``slope`` drops the shoulders (heads); ``tilt`` nods
    the head forward by degrees.
    """
    front = spin(face(*features), tilt, (0.38, 0.95))
    back = spin(_SKULL, tilt, (0.38, 0.95))
    n = neck
    lower: list[Node]
    if shoulders:
        lower = [
            (0.505, 1.05 + n * 0.4),
            (0.50, 1.22 + n),
            (0.60, 1.36 + n + slope * 0.4),
            (0.80, 1.62 + n + slope),
            (0.90, 2.2 + n, 1),
            (-0.62, 2.2 + n, 1),
            (-0.50, 1.72 + n + slope),
            (-0.22, 1.47 + n + slope * 0.6),
            (0.03, 1.30 + n),
            (0.115, 1.10 + n * 0.5),
        ]
    else:
        lower = [
            (0.505, 1.05 + n * 0.4),
            (0.51, 1.45 + n, 1),
            (0.08, 1.45 + n, 1),
            (0.12, 1.12 + n * 0.5),
        ]
    line = move(spline([*front, *lower, *back], steps=6), x, y, h)
    return mirror(line, x + h * 0.45) if flip else line


def skullcap(
    x: float, y: float, h: float, nodes: Sequence[Node], *, flip: bool = False, tilt: float = 0.0
) -> Poly:
    """A shape drawn in the measures of a head (hair, a hat, a collar), placed as ``bust`` is."""
    line = spline(spin(nodes, tilt, (0.38, 0.95)), steps=10)
    line = move(line, x, y, h)
    return mirror(line, x + h * 0.45) if flip else line


def body(pose: dict[str, Point], build: float = 1.0, tilt: float = 0.0) -> Shape:
    """A whole body from its joints, in heads.

    Joints: head, and l/r pairs of shoulder (ls, rs), elbow (le), wrist (lw), fingertips (lf),
    hip (lh), knee (lk), ankle (la), toe (lt). ``build`` widens the limbs.
    """
    b = build
    ls, rs, lh, rh = pose["ls"], pose["rs"], pose["lh"], pose["rh"]
    ms = ((ls[0] + rs[0]) / 2, (ls[1] + rs[1]) / 2)
    mh = ((lh[0] + rh[0]) / 2, (lh[1] + rh[1]) / 2)
    ax, ay = mh[0] - ms[0], mh[1] - ms[1]
    length = math.hypot(ax, ay) or 1e-6
    nx, ny = -ay / length, ax / length
    if (ls[0] - rs[0]) * nx + (ls[1] - rs[1]) * ny < 0:
        nx, ny = -nx, -ny

    def side(t: float, half: float) -> Point:
        return ms[0] + ax * t + nx * half * b, ms[1] + ay * t + ny * half * b

    wide = max(0.42, math.dist(ls, rs) / 2)
    torso = spline(
        [
            (ls[0] + nx * 0.08, ls[1] + ny * 0.08),
            side(0.35, wide * 0.86),
            side(0.66, 0.40),
            side(0.98, 0.56),
            side(1.16, 0.50),
            side(1.22, 0.0),
            side(1.16, -0.50),
            side(0.98, -0.56),
            side(0.66, -0.40),
            side(0.35, -wide * 0.86),
            (rs[0] - nx * 0.08, rs[1] - ny * 0.08),
            side(-0.06, -0.30),
            side(-0.12, 0.0),
            side(-0.06, 0.30),
        ]
    )
    head = pose["head"]
    shape: Shape = [torso, ellipse(*head, 0.36, 0.48, tilt)]
    chin = (head[0] + (ms[0] - head[0]) * 0.3, head[1] + (ms[1] - head[1]) * 0.3)
    shape += limb([chin, ms], [0.2, 0.27])
    for s in "lr":
        shoulder, elbow, wrist = pose[s + "s"], pose[s + "e"], pose[s + "w"]
        shape += limb([shoulder, elbow, wrist], [0.2 * b, 0.17 * b, 0.14 * b, 0.15 * b, 0.095 * b])
        shape += limb([wrist, pose[s + "f"]], [0.095, 0.13, 0.03])
        hip, knee, ankle = pose[s + "h"], pose[s + "k"], pose[s + "a"]
        calf = (knee[0] * 0.65 + ankle[0] * 0.35, knee[1] * 0.65 + ankle[1] * 0.35)
        shape += limb([hip, knee], [0.40 * b, 0.36 * b, 0.24 * b])
        shape += limb([knee, calf, ankle], [0.235 * b, 0.235 * b, 0.115 * b])
        shape += limb([ankle, pose[s + "t"]], [0.125, 0.13, 0.05])
    return shape


def place(shape: Shape, x: float, y: float, scale: float, flip: bool = False) -> Shape:
    """Bring a shape in heads onto the sheet: its origin to (x, y), a head ``scale`` px high."""
    out = [move(poly, x, y, scale) for poly in shape]
    return [mirror(poly, x) for poly in out] if flip else out


STANDING: dict[str, Point] = {
    "head": (0, 0.5),
    "ls": (-0.72, 1.5),
    "rs": (0.72, 1.5),
    "le": (-0.95, 2.75),
    "re": (0.95, 2.75),
    "lw": (-0.9, 3.85),
    "rw": (0.9, 3.85),
    "lf": (-0.85, 4.5),
    "rf": (0.85, 4.5),
    "lh": (-0.36, 3.7),
    "rh": (0.36, 3.7),
    "lk": (-0.36, 5.7),
    "rk": (0.36, 5.7),
    "la": (-0.34, 7.6),
    "ra": (0.34, 7.6),
    "lt": (-0.5, 7.95),
    "rt": (0.5, 7.95),
}


def pose(**joints: Point) -> dict[str, Point]:
    """The standing pose with some joints moved."""
    return {**STANDING, **joints}
