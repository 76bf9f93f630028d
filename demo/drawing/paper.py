"""The sheet a picture is made on: cut shapes, shadows, sprayed grain, halftone, paper tooth.

Colours are ``"#rrggbb"`` strings, lengths are units of the design, angles degrees (0 points right,
90 points down), strengths run from 0 to 1. How many pixels a unit is, the sheet's scale says; masks
and other pictures that are handed about have the sheet's pixels.
"""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from .curves import Outline, Point, Shape

type Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Fade:
    """A gradient over the box of whatever it fills: from the first colour to the last."""

    colours: Sequence[str]
    angle: float = 90.0


@dataclass(frozen=True)
class Glow:
    """A round gradient, the first colour in the middle; centre and radius in parts of the box."""

    colours: Sequence[str]
    cx: float = 0.5
    cy: float = 0.5
    radius: float = 0.7


type Fill = str | Fade | Glow | Image.Image


def mix(a: str, b: str, t: float) -> str:
    """The colour ``t`` of the way from ``a`` to ``b``."""
    one, two = ImageColor.getrgb(a), ImageColor.getrgb(b)
    r, g, b_ = (round(p + (q - p) * t) for p, q in zip(one[:3], two[:3], strict=True))
    return f"#{r:02x}{g:02x}{b_:02x}"


def palette(colours: Sequence[str]) -> list[int]:
    """256 RGB entries that run evenly through the colours."""
    stops = [ImageColor.getrgb(c)[:3] for c in colours]
    if len(stops) == 1:
        stops = stops * 2
    table: list[int] = []
    for i in range(256):
        place = i / 255 * (len(stops) - 1)
        k = min(int(place), len(stops) - 2)
        t = place - k
        table += [round(p + (q - p) * t) for p, q in zip(stops[k], stops[k + 1], strict=True)]
    return table


def ramp(size: tuple[int, int], angle: float) -> Image.Image:
    """A grey ramp from 0 to 255 across ``size`` in the direction of ``angle``."""
    w, h = size
    ca, sa = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    k = 126.5 / max((w * abs(ca) + h * abs(sa)) / 2, 1)
    data = (0, 0, 128, ca * k, sa * k, 128 - (w / 2 * ca + h / 2 * sa) * k)
    return Image.linear_gradient("L").transform(
        size, Image.Transform.AFFINE, data, Image.Resampling.BILINEAR
    )


def disc(size: tuple[int, int], cx: float, cy: float, radius: float) -> Image.Image:
    """A grey ramp from 0 in the centre to 255 at ``radius``, in pixels, and beyond it."""
    k = 127 / max(radius, 1)
    # Pillow's gradient reaches 255 in its corners, so it stands at 180 on the inscribed circle.
    return (
        Image.radial_gradient("L")
        .transform(
            size,
            Image.Transform.AFFINE,
            (k, 0, 128 - cx * k, 0, k, 128 - cy * k),
            Image.Resampling.BILINEAR,
            fillcolor=255,
        )
        .point([min(255, round(v * 255 / 179)) for v in range(256)])
    )


def tint(grey: Image.Image, colours: Sequence[str]) -> Image.Image:
    """Colour a grey picture: black becomes the first colour, white the last."""
    toned = grey.copy()
    toned.putpalette(palette(colours))
    return toned.convert("RGB")


def soften(mask: Image.Image, radius: float) -> Image.Image:
    """Blur a grey picture; wide blurs are worked out on a smaller copy."""
    if radius <= 0:
        return mask
    if radius < 8:
        return mask.filter(ImageFilter.GaussianBlur(radius))
    small = mask.reduce(4)
    return small.filter(ImageFilter.GaussianBlur(radius / 4)).resize(
        mask.size, Image.Resampling.BILINEAR
    )


def polys(shape: Outline, scale: float = 1.0) -> Shape:
    """Take a single polygon for a shape of one, and bring it to the scale of the pixels."""
    several = shape if not shape or isinstance(shape[0][0], tuple) else [shape]
    return [[(x * scale, y * scale) for x, y in cast("Sequence[Point]", poly)] for poly in several]


class Sheet:
    """A picture in the making: a canvas, its size and the one source of chance.

    ``w`` and ``h`` are the size in units, ``size`` is the size in pixels. The paper's grain draws
    on chance of its own, so that what is drawn is the same at every scale.
    """

    def __init__(self, size: tuple[int, int], rng: random.Random, scale: float = 1.0) -> None:
        self.w, self.h = size
        self.scale = scale
        self.size = (round(self.w * scale), round(self.h * scale))
        self.rng = rng
        self.grit = random.Random(rng.getrandbits(64))
        self.image = Image.new("RGB", self.size, "#ffffff")

    @cached_property
    def noise(self) -> Image.Image:
        """Soft grey noise over the whole sheet, spread from 0 to 255."""
        w, h = (max(2, int(side / 1.35)) for side in self.size)
        raw = Image.frombytes("L", (w, h), self.grit.randbytes(w * h))
        return raw.resize(self.size, Image.Resampling.BICUBIC)

    # -- masks ---------------------------------------------------------------------------------

    def _box(self, shape: Shape, pad: float = 0) -> Box | None:
        xs = [p[0] for poly in shape for p in poly]
        ys = [p[1] for poly in shape for p in poly]
        if not xs:
            return None
        box = (
            max(0, int(min(xs) - pad) - 1),
            max(0, int(min(ys) - pad) - 1),
            min(self.size[0], int(max(xs) + pad) + 2),
            min(self.size[1], int(max(ys) + pad) + 2),
        )
        return box if box[0] < box[2] and box[1] < box[3] else None

    def raster(self, shape: Shape, holes: Shape, box: Box) -> Image.Image:
        x, y = box[0], box[1]
        w, h = box[2] - x, box[3] - y
        k = 3 if w * h < 250_000 else 2
        mask = Image.new("L", (w * k, h * k))
        pen = ImageDraw.Draw(mask)
        for group, value in ((shape, 255), (holes, 0)):
            for poly in group:
                if len(poly) > 2:
                    pen.polygon([((p[0] - x) * k, (p[1] - y) * k) for p in poly], fill=value)
        return mask.reduce(k)

    def mask(self, shape: Outline, holes: Outline = (), blur: float = 0) -> Image.Image:
        """The shape as a grey mask of the whole sheet: white inside."""
        k = self.scale
        return soften(self.raster(polys(shape, k), polys(holes, k), self._all), blur * k)

    @property
    def _all(self) -> Box:
        return (0, 0, *self.size)

    def _paint(self, fill: Fill, box: Box) -> Image.Image:
        size = (box[2] - box[0], box[3] - box[1])
        if isinstance(fill, str):
            return Image.new("RGB", size, fill)
        if isinstance(fill, Fade):
            return tint(ramp(size, fill.angle), fill.colours)
        if isinstance(fill, Glow):
            w, h = size
            reach = fill.radius * max(w, h)
            return tint(disc(size, fill.cx * w, fill.cy * h, reach), fill.colours)
        return fill.crop(box)

    def _lay(self, paint: Image.Image, mask: Image.Image, box: Box, blend: str) -> None:
        if blend != "normal":
            under = self.image.crop(box)
            paint = getattr(ImageChops, blend)(under, paint)
        self.image.paste(paint, box[:2], mask)

    # -- laying things down --------------------------------------------------------------------

    def ground(self, fill: Fill) -> None:
        """Cover the whole sheet."""
        box = self._all
        self.image.paste(self._paint(fill, box), (0, 0))

    def cut(
        self,
        shape: Outline,
        fill: Fill,
        *,
        holes: Outline = (),
        shadow: float = 0,
        drop: Point | None = None,
        dark: float = 0.38,
        alpha: float = 1.0,
        blur: float = 0,
        blend: str = "normal",
        clip: Image.Image | None = None,
        worn: float = 0,
    ) -> None:
        """Lay a shape of ``fill`` down.

        ``shadow`` lifts it: the radius of the soft shadow it throws, ``drop`` px away. ``blend``
        is "normal", "multiply" (an ink over others), "screen" (light), "overlay" or any other
        two-picture function of ``ImageChops``. ``clip`` keeps it inside a mask of the sheet.
        ``worn`` is how much of the ink the paper's tooth refuses.
        """
        k = self.scale
        form, gaps = polys(shape, k), polys(holes, k)
        blur, shadow = blur * k, shadow * k
        box = self._box(form, blur * 2.5)
        if shadow:
            dx, dy = (drop[0] * k, drop[1] * k) if drop else (shadow * 0.6, shadow * 0.8)
            moved = [[(p[0] + dx, p[1] + dy) for p in poly] for poly in form]
            inner = [[(p[0] + dx, p[1] + dy) for p in poly] for poly in gaps]
            under = self._box(moved, shadow * 2.5)
            if under:
                soft = soften(self.raster(moved, inner, under), shadow)
                soft = soft.point([round(v * dark) for v in range(256)])
                if clip:
                    soft = ImageChops.multiply(soft, clip.crop(under))
                self._lay(Image.new("RGB", soft.size, "#0d0a10"), soft, under, "normal")
        if not box:
            return
        mask = soften(self.raster(form, gaps, box), blur)
        if clip:
            mask = ImageChops.multiply(mask, clip.crop(box))
        if worn:
            tooth = self.noise.crop(box).point(
                [min(255, max(0, int(255 - (v - 168) * 6 * worn))) for v in range(256)]
            )
            mask = ImageChops.multiply(mask, tooth)
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        self._lay(self._paint(fill, box), mask, box, blend)

    def wash(
        self, mask: Image.Image, fill: Fill, alpha: float = 1.0, blend: str = "normal"
    ) -> None:
        """Lay ``fill`` through a mask of the whole sheet."""
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        box = self._all
        self._lay(self._paint(fill, box), mask, box, blend)

    def _dissolve(self, tone: Image.Image, box: Box, smooth: float) -> Image.Image:
        """Break a grey tone into grains; ``smooth`` mixes some of the unbroken tone back in."""
        summed = ImageChops.add(tone, self.noise.crop(box), 1, -190)
        grains = summed.point([min(255, v * 5) for v in range(256)])
        grains = ImageChops.multiply(grains, tone.point([min(255, v * 3) for v in range(256)]))
        return Image.blend(grains, tone, smooth) if smooth else grains

    def spray(
        self,
        shape: Outline,
        colour: str,
        angle: float = 90.0,
        *,
        start: float = 0.3,
        strength: float = 1.0,
        smooth: float = 0.25,
        clip: Image.Image | None = None,
        holes: Outline = (),
    ) -> None:
        """Shade a shape with grain that grows denser towards ``angle``, from ``start`` on."""
        form = polys(shape, self.scale)
        box = self._box(form)
        if not box:
            return
        mask = self.raster(form, polys(holes, self.scale), box)
        if clip:
            mask = ImageChops.multiply(mask, clip.crop(box))
        span = max(1e-3, 1 - start)
        curve = [
            round(255 * strength * min(1.0, max(0.0, (v / 255 - start) / span)) ** 1.3)
            for v in range(256)
        ]
        tone = ramp(mask.size, angle).point(curve)
        grains = ImageChops.multiply(self._dissolve(tone, box, smooth), mask)
        self._lay(Image.new("RGB", mask.size, colour), grains, box, "normal")

    def rim(
        self,
        shape: Outline,
        colour: str,
        angle: float = 0.0,
        *,
        depth: float = 40.0,
        strength: float = 0.9,
        smooth: float = 0.3,
        clip: Image.Image | None = None,
        holes: Outline = (),
    ) -> None:
        """Model a shape: grainy shade (or light) along its edge on the side of ``angle``."""
        form, gaps = polys(shape, self.scale), polys(holes, self.scale)
        depth = depth * self.scale
        box = self._box(form, 2)
        if not box:
            return
        mask = self.raster(form, gaps, box)
        dx, dy = math.cos(math.radians(angle)) * depth, math.sin(math.radians(angle)) * depth
        moved = [[(p[0] - dx, p[1] - dy) for p in poly] for poly in form]
        inner = [[(p[0] - dx, p[1] - dy) for p in poly] for poly in gaps]
        core = soften(self.raster(moved, inner, box), depth * 0.62)
        tone = ImageChops.subtract(mask, core).point([round(v * strength) for v in range(256)])
        grains = ImageChops.multiply(self._dissolve(tone, box, smooth), mask)
        if clip:
            grains = ImageChops.multiply(grains, clip.crop(box))
        self._lay(Image.new("RGB", mask.size, colour), grains, box, "normal")

    def light(
        self, cx: float, cy: float, radius: float, colour: str, strength: float = 0.8
    ) -> None:
        """Let a round light glow."""
        curve = [round(255 * strength * (1 - v / 255) ** 2) for v in range(256)]
        k = self.scale
        mask = disc(self.size, cx * k, cy * k, radius * k).point(curve)
        box = self._all
        self._lay(Image.new("RGB", self.size, colour), mask, box, "screen")

    def halftone(
        self, tone: Image.Image, colour: str, cell: int = 12, blend: str = "multiply"
    ) -> None:
        """Print a grey tone of the whole sheet (white is full ink) as dots on a slanted screen."""
        cell = max(2, round(cell * self.scale))
        side = cell * 2
        tile = Image.new("L", (side, side))
        tile.putdata(
            [
                round(
                    127.5
                    + 63 * (math.cos(math.pi * (x + y) / cell) + math.cos(math.pi * (x - y) / cell))
                )
                for y in range(side)
                for x in range(side)
            ]
        )
        screen = Image.new("L", self.size)
        screen.paste(tile, (0, 0))
        width = side
        while width < self.size[0]:
            screen.paste(screen.crop((0, 0, width, side)), (width, 0))
            width *= 2
        height = side
        while height < self.size[1]:
            screen.paste(screen.crop((0, 0, self.size[0], height)), (0, height))
            height *= 2
        dots = ImageChops.add(screen, tone, 1, -255).point([min(255, v * 6) for v in range(256)])
        box = self._all
        self._lay(Image.new("RGB", self.size, colour), dots, box, blend)

    def field(self, value: Callable[[float, float], float], columns: int = 180) -> Image.Image:
        """A smooth grey picture of a function of (x, y), each 0 to 1 across the sheet.

        The function answers 0 to 1 and is sampled on a coarse grid ``columns`` wide.
        """
        columns = max(8, min(columns, self.size[0]))
        rows = max(8, round(columns * self.h / self.w))
        coarse = Image.new("F", (columns, rows))
        coarse.putdata(
            [
                255 * value((i + 0.5) / columns, (j + 0.5) / rows)
                for j in range(rows)
                for i in range(columns)
            ]
        )
        return coarse.resize(self.size, Image.Resampling.BICUBIC).convert("L")

    def lines(
        self, paths: Sequence[Sequence[Point]], colour: str, width: float = 3, alpha: float = 1.0
    ) -> None:
        """Draw open lines of an even width."""
        k = self.scale
        form, width = polys(paths, k), width * k
        box = self._box(form, width + 2)
        if not box:
            return
        x, y = box[0], box[1]
        mask = Image.new("L", ((box[2] - x) * 2, (box[3] - y) * 2))
        pen = ImageDraw.Draw(mask)
        for path in form:
            pen.line(
                [((p[0] - x) * 2, (p[1] - y) * 2) for p in path], 255, round(width * 2), "curve"
            )
        mask = mask.reduce(2)
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        self._lay(Image.new("RGB", mask.size, colour), mask, box, "normal")

    def finish(self, grain: float = 1.0, vignette: float = 0.0) -> Image.Image:
        """Give the whole sheet its tooth: fine grain, cloudy pulp and a few fibres."""
        width, height = self.size
        raw = Image.frombytes("L", self.size, self.grit.randbytes(width * height))
        fine = raw.filter(ImageFilter.BoxBlur(0.5)).point(
            [round(128 + (v - 128) * 0.16 * grain) for v in range(256)]
        )
        w, h = max(2, width // 40), max(2, height // 40)
        cloud = Image.frombytes("L", (w, h), self.grit.randbytes(w * h)).resize(
            self.size, Image.Resampling.BICUBIC
        )
        cloud = cloud.point([round(128 + (v - 128) * 0.03 * grain) for v in range(256)])
        pen = ImageDraw.Draw(cloud)
        for _ in range(round(width * height / 16000 * grain)):
            x, y = self.grit.uniform(0, width), self.grit.uniform(0, height)
            u, length = self.grit.uniform(0, 6.3), self.grit.uniform(6, 22)
            v = u + self.grit.uniform(-0.8, 0.8)
            mid = (x + math.cos(u) * length, y + math.sin(u) * length)
            end = (mid[0] + math.cos(v) * length, mid[1] + math.sin(v) * length)
            pen.line([(x, y), mid, end], fill=128 + round(self.grit.choice((-7, 6, 8))))
        plate = ImageChops.add(fine, cloud, 1, -128)
        toothed = ImageChops.add(self.image, Image.merge("RGB", [plate] * 3), 1, -128)
        if vignette:
            far = disc(self.size, width / 2, height / 2, math.hypot(width, height) * 0.66)
            far = far.point([round(255 * vignette * (v / 255) ** 3) for v in range(256)])
            toothed.paste(Image.new("RGB", self.size, "#060509"), (0, 0), far)
        return toothed
