"""Smooth shapes as lists of points: splines, limbs, leaves, and the ways to move them about.

A ``Poly`` is a closed polygon, a list of ``(x, y)`` points in pixels (y grows downwards). A
``Shape`` is a list of polygons that are painted as their union.
"""

import math
import random
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

type Point = tuple[float, float]
type Poly = list[Point]
type Shape = list[Poly]
# What may be painted: a polygon or several.
type Outline = Sequence[Point] | Sequence[Sequence[Point]]
# A node is a point of a drawn line: (x, y) is passed smoothly, (x, y, 1) is a corner.
type Node = tuple[float, ...]
# A drawn line: its nodes, or the same written out for ``nodes``.
type Line = str | Sequence[Node]


def nodes(text: str) -> list[Node]:
    """Read nodes written as "x y, x y, x y!": commas part them, a mark makes a corner."""
    line: list[Node] = []
    for part in text.split(","):
        x, y = part.rstrip("! ").split()
        line.append((float(x), float(y), 1) if "!" in part else (float(x), float(y)))
    return line


def points(text: str) -> Poly:
    """Read a polygon written as "x y, x y, x y"."""
    return [(node[0], node[1]) for node in nodes(text)]


def spline(line: Line, closed: bool = True, steps: int = 14) -> Poly:
    """Pass a smooth line through nodes; each gap between two nodes gets ``steps`` points.

    A segment between two corners is straight. Tangents are weighed by the lengths of the chords,
    so unevenly spaced nodes do not overshoot.
    """
    way = nodes(line) if isinstance(line, str) else line
    spots = [(float(n[0]), float(n[1])) for n in way]
    corners = [len(n) > 2 and bool(n[2]) for n in way]
    count = len(spots)
    tangents: list[Point | None] = []
    for i, (x, y) in enumerate(spots):
        if corners[i] or (not closed and i in (0, count - 1)):
            tangents.append(None)
            continue
        (px, py), (nx, ny) = spots[i - 1], spots[(i + 1) % count]
        before = math.hypot(x - px, y - py) or 1e-6
        after = math.hypot(nx - x, ny - y) or 1e-6
        tx = (x - px) / before * after + (nx - x) / after * before
        ty = (y - py) / before * after + (ny - y) / after * before
        length = math.hypot(tx, ty) or 1e-6
        tangents.append((tx / length, ty / length))
    drawn: Poly = []
    for i in range(count if closed else count - 1):
        j = (i + 1) % count
        (ax, ay), (bx, by) = spots[i], spots[j]
        span = math.hypot(bx - ax, by - ay)
        start, end = tangents[i], tangents[j]
        if start is None and end is None:
            drawn.append((ax, ay))
            continue
        chord = (bx - ax, by - ay)
        sx, sy = (start[0] * span, start[1] * span) if start else chord
        ex, ey = (end[0] * span, end[1] * span) if end else chord
        for k in range(steps):
            t = k / steps
            a, b = (1 + 2 * t) * (1 - t) ** 2, t * (1 - t) ** 2
            c, d = t * t * (3 - 2 * t), t * t * (t - 1)
            drawn.append((a * ax + b * sx + c * bx + d * ex, a * ay + b * sy + c * by + d * ey))
    if not closed:
        drawn.append(spots[-1])
    return drawn


def outline(path: str, steps: int = 18) -> Poly:
    """Read one closed contour written with the commands M, L and C of an SVG path."""
    tokens = re.findall(r"[MLCZ]|-?\d+(?:\.\d+)?", path)
    line: Poly = []
    command = "M"
    i = 0
    while i < len(tokens):
        if tokens[i].isalpha():
            command = tokens[i]
            i += 1
            continue
        if command == "C":
            v = [float(t) for t in tokens[i : i + 6]]
            (x, y), (x1, y1, x2, y2, x3, y3) = line[-1], v
            for k in range(1, steps + 1):
                t = k / steps
                u = 1 - t
                a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
                line.append((a * x + b * x1 + c * x2 + d * x3, a * y + b * y1 + c * y2 + d * y3))
            i += 6
        else:
            line.append((float(tokens[i]), float(tokens[i + 1])))
            i += 2
    return line


def limb(way: Line, radii: Sequence[float], steps: int = 14) -> Shape:
    """Draw a line that swells and thins: an arm, a stem, a brush stroke. Round at both ends."""
    line = spline(way, closed=False, steps=steps)
    count = len(line) - 1
    left: Poly = []
    right: Poly = []
    for i, (x, y) in enumerate(line):
        place = i / count * (len(radii) - 1)
        k = min(int(place), len(radii) - 2)
        t = place - k
        t = t * t * (3 - 2 * t)
        r = radii[k] * (1 - t) + radii[k + 1] * t
        (ax, ay), (bx, by) = line[max(i - 1, 0)], line[min(i + 1, count)]
        length = math.hypot(bx - ax, by - ay) or 1e-6
        ox, oy = (by - ay) / length * r, -(bx - ax) / length * r
        left.append((x + ox, y + oy))
        right.append((x - ox, y - oy))
    shape = [left + right[::-1]]
    for (x, y), r in ((line[0], radii[0]), (line[-1], radii[-1])):
        if r > 0.3:
            shape.append(ellipse(x, y, r, r, steps=20))
    return shape


def ellipse(cx: float, cy: float, rx: float, ry: float, turn: float = 0.0, steps: int = 64) -> Poly:
    """An ellipse, turned by ``turn`` degrees."""
    a = math.radians(turn)
    ca, sa = math.cos(a), math.sin(a)
    line = []
    for i in range(steps):
        u = 2 * math.pi * i / steps
        x, y = rx * math.cos(u), ry * math.sin(u)
        line.append((cx + x * ca - y * sa, cy + x * sa + y * ca))
    return line


def arc(
    cx: float, cy: float, rx: float, ry: float, start: float, end: float, steps: int = 40
) -> Poly:
    """The points of an elliptic arc from ``start`` to ``end`` degrees, clockwise from the east."""
    return [
        (
            cx + rx * math.cos(math.radians(start + (end - start) * i / steps)),
            cy + ry * math.sin(math.radians(start + (end - start) * i / steps)),
        )
        for i in range(steps + 1)
    ]


def rect(x: float, y: float, w: float, h: float, turn: float = 0.0) -> Poly:
    """A rectangle by its upper left corner and size, turned by degrees about its centre."""
    box: Poly = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    return spin(box, turn, (x + w / 2, y + h / 2)) if turn else box


def arch(x: float, y: float, w: float, h: float) -> Poly:
    """A doorway with a round head: upper left corner of its box, width and height."""
    r = w / 2
    return [*arc(x + r, y + r, r, r, 180, 360), (x + w, y + h), (x, y + h)]


def leaf(base: Point, tip: Point, width: float, bend: float = 0.0) -> Poly:
    """A pointed leaf from base to tip; ``bend`` (in parts of the length) bows it sideways."""
    (ax, ay), (bx, by) = base, tip
    dx, dy = bx - ax, by - ay
    length = math.hypot(dx, dy) or 1e-6
    nx, ny = -dy / length, dx / length

    def at(t: float, side: float) -> Point:
        bow = bend * length * math.sin(math.pi * t)
        return ax + dx * t + nx * (bow + side), ay + dy * t + ny * (bow + side)

    half = width / 2
    return spline(
        [
            (ax, ay, 1),
            at(0.18, half * 0.62),
            at(0.42, half),
            at(0.72, half * 0.66),
            (bx, by, 1),
            at(0.72, -half * 0.66),
            at(0.42, -half),
            at(0.18, -half * 0.62),
        ],
        steps=8,
    )


def move(poly: Iterable[Sequence[float]], dx: float, dy: float, scale: float = 1.0) -> list:
    """Scale about the origin, then move. Corner marks of nodes are kept."""
    return [(p[0] * scale + dx, p[1] * scale + dy, *p[2:]) for p in poly]


def spin(poly: Iterable[Sequence[float]], degrees: float, about: Point) -> list:
    """Turn clockwise about a point. Corner marks of nodes are kept."""
    a = math.radians(degrees)
    ca, sa = math.cos(a), math.sin(a)
    cx, cy = about
    return [
        (cx + (p[0] - cx) * ca - (p[1] - cy) * sa, cy + (p[0] - cx) * sa + (p[1] - cy) * ca, *p[2:])
        for p in poly
    ]


def mirror(poly: Iterable[Sequence[float]], x: float) -> list:
    """Flip left and right about the vertical at ``x``."""
    return [(2 * x - p[0], p[1], *p[2:]) for p in poly]


def snip(poly: Sequence[Point], rng: random.Random, step: float = 60.0, slip: float = 3.0) -> Poly:
    """Cut a smooth outline again as scissors would: in short strokes that slip by some pixels."""
    line: Poly = [poly[0]]
    gone = 0.0
    stop = step * rng.uniform(0.5, 1.5)
    for (ax, ay), (bx, by) in pairwise(poly):
        gone += math.hypot(bx - ax, by - ay)
        if gone >= stop:
            line.append((bx + rng.uniform(-slip, slip), by + rng.uniform(-slip, slip)))
            gone = 0.0
            stop = step * rng.uniform(0.5, 1.5)
    return line


def blob(
    cx: float, cy: float, rx: float, ry: float, rng: random.Random, wobble: float = 0.12, n: int = 9
) -> Poly:
    """A loose round shape with ``n`` nodes, each off by up to ``wobble`` parts of the radius."""
    turn = rng.uniform(0, 6.28)
    ring: list[Node] = []
    for i in range(n):
        u = turn + 2 * math.pi * i / n
        k = 1 + rng.uniform(-wobble, wobble)
        ring.append((cx + rx * k * math.cos(u), cy + ry * k * math.sin(u)))
    return spline(ring, steps=8)
