"""Light on relief: cloth, leather, metal and stone as heights over the sheet.

Heights are pictures of mode "F", in units, of the sheet's proportions but with fewer pixels: light
on soft things changes slowly, only outlines have to be sharp. They are made by ``heights`` (from a
function) or ``swell`` (from an outline), and ``lit`` turns them into a grey tone in the sheet's own
pixels, which ``tint`` colours.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter, ImageMath

from .curves import Outline
from .paper import Box, Sheet, polys, tint


@dataclass(frozen=True)
class Lamp:
    """Where light comes from and how a stuff takes it.

    ``angle`` is the direction of the lamp in degrees as the sheet counts them, ``height`` its
    degrees above the sheet. ``ambient`` light is everywhere, ``gloss`` is the strength of the
    highlight and ``sharp`` how small it is (satin 8, leather 20, metal 60).
    """

    angle: float = 225.0
    height: float = 40.0
    ambient: float = 0.12
    diffuse: float = 0.75
    gloss: float = 0.3
    sharp: float = 14.0


def _worked(s: Sheet, fine: bool = False) -> tuple[int, int]:
    k = min(1.0, (1600 if fine else 800) / max(s.size))
    return (max(8, round(s.size[0] * k)), max(8, round(s.size[1] * k)))


def heights(
    s: Sheet,
    height: Callable[[float, float], float],
    columns: int = 200,
    fine: bool = False,
    over: Outline | None = None,
) -> Image.Image:
    """The height, in units, at each point of the sheet; the function takes units and is asked at
    so many ``columns``. ``fine`` keeps creases sharp, at four times the cost; ``over`` leaves out
    what is not near that outline."""
    columns = max(16, min(columns, s.size[0]))
    rows = max(16, round(columns * s.h / s.w))
    cell = s.w / columns
    left, top, right, low = _extent(over, cell, columns, rows)
    grid = Image.new("F", (columns, rows))
    part = Image.new("F", (right - left, low - top))
    part.putdata(
        [
            height((i + 0.5) * cell, (j + 0.5) / rows * s.h)
            for j in range(top, low)
            for i in range(left, right)
        ]
    )
    grid.paste(part, (left, top))
    return grid.resize(_worked(s, fine), Image.Resampling.BICUBIC)


def _extent(over: Outline | None, cell: float, columns: int, rows: int) -> Box:
    """The cells of a grid that an outline lies in, with some to spare; all, without an outline."""
    if not over:
        return (0, 0, columns, rows)
    spots = [point for poly in polys(over, 1 / cell) for point in poly]
    xs, ys = [point[0] for point in spots], [point[1] for point in spots]
    # An outline off the sheet still has a corner of the grid, so that nobody has to ask.
    left = min(max(0, int(min(xs)) - 4), columns - 6)
    top = min(max(0, int(min(ys)) - 4), rows - 6)
    return (
        left,
        top,
        max(left + 6, min(columns, int(max(xs)) + 5)),
        max(top + 6, min(rows, int(max(ys)) + 5)),
    )


def _shifted(field: Image.Image, dx: float, dy: float) -> Image.Image:
    return field.transform(field.size, Image.Transform.AFFINE, (1, 0, dx, 0, 1, dy))


def smooth(field: Image.Image, reach: int) -> Image.Image:
    """Blur heights without rounding them to 256 steps: a chain of ever wider averages."""
    step = 1
    while step <= reach:
        for dx, dy in ((step, 0), (0, step)):
            field = ImageMath.lambda_eval(
                lambda a: (a["f"] * 2 + a["p"] + a["n"]) / 4,
                f=field,
                p=_shifted(field, -dx, -dy),
                n=_shifted(field, dx, dy),
            )
        step *= 2
    return field


def swell(s: Sheet, shape: Outline, rise: float, round_: float, holes: Outline = ()) -> Image.Image:
    """Heights of a cushion with the outline of ``shape``: ``rise`` units high in the middle, its
    shoulder ``round_`` units wide. Outlines may run over the edge of the sheet."""
    grain = max(s.w, s.h) / 420  # units in a cell of the coarse grid that this is worked out on
    pad = 40
    box: Box = (-pad, -pad, math.ceil(s.w / grain) + pad, math.ceil(s.h / grain) + pad)
    mask = s.raster(polys(shape, 1 / grain), polys(holes, 1 / grain), box)
    soft = smooth(mask.convert("F"), max(1, round(round_ / grain)))
    cushion = ImageMath.lambda_eval(
        lambda a: a["max"](a["m"] / 178.5 - 0.43, a["m"] * 0) ** 0.6 * rise, m=soft
    )
    cushion = smooth(cushion, 2)
    edge = (pad, pad, pad + s.w / grain, pad + s.h / grain)
    return cushion.resize(_worked(s), Image.Resampling.BICUBIC, box=edge)


def together(*fields: Image.Image) -> Image.Image:
    """The sum of heights."""
    total = fields[0]
    for field in fields[1:]:
        total = ImageMath.lambda_eval(lambda a: a["x"] + a["y"], x=total, y=field)
    return total


def highest(*fields: Image.Image) -> Image.Image:
    """The higher of several heights at each point: things that lie on one another."""
    top = fields[0]
    for field in fields[1:]:
        top = ImageMath.lambda_eval(lambda a: a["max"](a["x"], a["y"]), x=top, y=field)
    return top


DAYLIGHT = Lamp()


def lit(
    s: Sheet, field: Image.Image, lamp: Lamp = DAYLIGHT, over: Outline | None = None
) -> Image.Image:
    """The grey tone of a relief under a lamp, for the whole sheet, or for what lies ``over``."""
    a, e = math.radians(lamp.angle), math.radians(lamp.height)
    lx, ly, lz = math.cos(a) * math.cos(e), math.sin(a) * math.cos(e), math.sin(e)
    half = math.sqrt(2 + 2 * lz)
    hx, hy, hz = lx / half, ly / half, (lz + 1) / half
    w, h = field.size
    k = w / s.w / 2
    box = _extent(over, s.w / w, w, h)
    field = field.crop(box)

    def tone(v: dict) -> Image.Image:
        gx, gy = (v["e"] - v["w"]) * k, (v["s"] - v["n"]) * k
        length = (gx * gx + gy * gy + 1) ** 0.5
        zero = gx * 0
        diffuse = v["max"]((lz - gx * lx - gy * ly) / length, zero)
        gloss = v["max"]((hz - gx * hx - gy * hy) / length, zero) ** lamp.sharp
        grey = (diffuse * lamp.diffuse + gloss * lamp.gloss + lamp.ambient) * 255
        return v["min"](v["max"](grey, zero), zero + 255)

    grey = ImageMath.lambda_eval(
        tone,
        e=_shifted(field, 1, 0),
        w=_shifted(field, -1, 0),
        s=_shifted(field, 0, 1),
        n=_shifted(field, 0, -1),
    )
    # Beyond the edge there is no height, so that the outermost pixels would be cliffs.
    rw, rh = s.size[0] / w, s.size[1] / h
    spread = (round(box[0] * rw), round(box[1] * rh), round(box[2] * rw), round(box[3] * rh))
    size = (max(1, spread[2] - spread[0]), max(1, spread[3] - spread[1]))
    inner = (2, 2, max(3, field.size[0] - 2), max(3, field.size[1] - 2))
    part = grey.convert("L").resize(size, Image.Resampling.BICUBIC, box=inner)
    if size == s.size:
        return part
    whole = Image.new("L", s.size)
    whole.paste(part, spread[:2])
    return whole


def model(
    s: Sheet,
    shape: Outline,
    colours: Sequence[str],
    *,
    rise: float = 60,
    round_: float = 40,
    lamp: Lamp = DAYLIGHT,
    holes: Outline = (),
    shadow: float = 0,
    drop: tuple[float, float] | None = None,
    dark: float = 0.4,
    clip: Image.Image | None = None,
) -> None:
    """Lay a cushioned shape down, coloured from its shade to its light."""
    tone = lit(s, swell(s, shape, rise, round_, holes), lamp, shape)
    s.cut(shape, tint(tone, colours), holes=holes, shadow=shadow, drop=drop, dark=dark, clip=clip)


def weave(s: Sheet, tone: Image.Image, strength: float = 0.1, twill: int = 4) -> Image.Image:
    """Give a lit cloth its threads: fine diagonal ribs, broken by chance."""
    w, h = s.size
    side = twill * 2
    tile = Image.new("L", (side, side))
    tile.putdata(
        [
            round(127.5 + 127.5 * math.sin(math.pi * (x + y) / twill))
            for y in range(side)
            for x in range(side)
        ]
    )
    ribs = Image.new("L", (w, h))
    for x in range(0, w, side):
        ribs.paste(tile, (x, 0))
    for y in range(side, h, side):
        ribs.paste(ribs.crop((0, 0, w, side)), (0, y))
    ribs = Image.blend(ribs, s.noise, 0.5).filter(ImageFilter.BoxBlur(0.6))
    threads = ribs.point([round(255 * (1 + (v / 128 - 1) * strength) / (1 + strength))
                          for v in range(256)])  # fmt: skip
    woven = ImageChops.multiply(tone, threads)
    return woven.point([min(255, round(v * (1 + strength))) for v in range(256)])
