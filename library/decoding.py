"""Opens pictures that strangers sent. What a file is, is decided by its bytes; how large it is,
before a pixel is decoded; and only one is decoded at a time, so that a dozen uploads at once cost
no more memory than the largest of them.

At the limits that is, measured: 40 MB for a JPEG, 250 to 630 MB for a progressive one, 400 to
700 MB for a PNG, 350 MB for an AVIF and 600 MB for a WebP, whose decoders hold a picture several
times and which therefore have a limit of their own."""

from __future__ import annotations

import io
import re
import threading
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from PIL import ExifTags, Image, ImageCms

MAX_PIXELS = 80_000_000
MAX_PIXELS_OF = {"webp": 40_000_000, "avif": 40_000_000}
MAX_SIDE = 30_000  # px; beyond it AVIF and browsers give up
MAX_SCANS = 100  # a progressive JPEG has about ten; each costs a pass over the whole picture

# Whatever has no colour behind it, in a JPEG above all.
PAPER = (255, 255, 255)

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = {5, 6, 7, 8}
_NAMES = {"webp": "WebP", "avif": "AVIF"}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_decoding = threading.Lock()


class PictureRefused(ValidationError):
    """This file does not become a picture; the message says why, to the person who sent it.

    Codes: empty, too-large (bytes), too-many-pixels, unknown-format, damaged."""


@dataclass(frozen=True)
class Look:
    """What a file is. Sizes in px, of the upright picture."""

    format: str
    width: int
    height: int


def _format(data: bytes) -> str | None:
    """The format's name by the first bytes, or None if it is none that we take."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if (data[4:8] == b"ftyp" and b"avif" in data[8:64]) or data[4:12] == b"ftypavis":
        return "avif"
    return None


def _unknown(data: bytes) -> PictureRefused:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start:
        return PictureRefused(
            "SVG drawings can carry scripts, so the library does not take them. "
            "Export the drawing as PNG and add that.",
            code="unknown-format",
        )
    if data[4:8] == b"ftyp" and data[8:11] in {b"hei", b"hev", b"mif"}:
        return PictureRefused(
            "This is an HEIC picture, which browsers cannot show. Export it as JPEG and add that.",
            code="unknown-format",
        )
    return PictureRefused(
        "This file is not a picture that the library takes: JPEG, PNG, WebP, AVIF or GIF.",
        code="unknown-format",
    )


def _damaged() -> PictureRefused:
    return PictureRefused(
        "This picture is damaged or was cut short on its way. Save or export it again, "
        "then add it.",
        code="damaged",
    )


def _too_many_pixels(format: str, width: int = 0, height: int = 0) -> PictureRefused:
    measure = f"measures {width:,} × {height:,} pixels" if width else "has too many pixels"
    most = MAX_PIXELS_OF.get(format, MAX_PIXELS) // 1_000_000
    named = f" as {_NAMES[format]}" if format in MAX_PIXELS_OF else ""
    return PictureRefused(
        f"This picture {measure}. The library takes up to {most} megapixels{named}, "
        f"and {MAX_SIDE:,} pixels a side. Make it smaller, then add it.",
        code="too-many-pixels",
    )


def _check_size(format: str, width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise _damaged()
    if width * height > MAX_PIXELS_OF.get(format, MAX_PIXELS) or max(width, height) > MAX_SIDE:
        raise _too_many_pixels(format, width, height)


def _webp_size(data: bytes) -> tuple[int, int]:
    """From the header: Pillow's decoder takes memory for the whole canvas on opening."""
    kind, head = data[12:16], data[20:30]
    if len(head) < 10:
        raise _damaged()
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return (
        int.from_bytes(head[6:8], "little") & 0x3FFF,
        int.from_bytes(head[8:10], "little") & 0x3FFF,
    )


def _jpeg_scans(data: bytes) -> int:
    """How many scans the (first) picture of a JPEG file has."""
    scans, at = 0, 2
    next_marker = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
    while found := next_marker.search(data, at):
        marker, at = data[found.start() + 1], found.end()
        if marker == 0xD9:  # the end
            break
        scans += marker == 0xDA
        at += int.from_bytes(data[at : at + 2], "big")
    return scans


def _open(data: bytes, format: str) -> Image.Image:
    """The picture, opened and of a bearable size, nothing decoded. Raises `PictureRefused`."""
    if format == "webp":
        _check_size(format, *_webp_size(data))
    if format == "jpeg" and _jpeg_scans(data) > MAX_SCANS:
        raise _damaged()
    try:
        image = Image.open(io.BytesIO(data), formats=[format.upper()])
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(format) from error
    except Exception as error:  # Pillow's readers raise nearly anything on nonsense
        raise _damaged() from error
    _check_size(format, *image.size)
    return image


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        return 1  # unreadable notes about a readable picture


def look_at(data: bytes) -> tuple[Look, Image.Image]:
    """What `data` is, and a small upright sRGB copy at most 1280 px wide.

    Decodes the whole file once, so that what comes back is known to be sound. Raises
    `PictureRefused` with a sentence for people.
    """
    if not data:
        raise PictureRefused("This file is empty.", code="empty")
    format = _format(data)
    if format is None:
        raise _unknown(data)
    with _decoding:
        try:
            _open(data, format).verify()  # checksums; the object is spent afterwards
        except PictureRefused:
            raise
        except Exception as error:
            raise _damaged() from error
        (width, height), small = _decoded(data, format, max_width=1280)
    return Look(format, width, height), small


def upright(source: bytes | Path, *, max_width: int) -> Image.Image:
    """An upright sRGB copy (mode RGB, no metadata) of a picture that was accepted before, at most
    `max_width` px wide. Raises `PictureRefused` if it can no longer be read."""
    data = source.read_bytes() if isinstance(source, Path) else source
    format = _format(data)
    if format is None:
        raise _damaged()
    with _decoding:
        return _decoded(data, format, max_width=max_width)[1]


def _decoded(data: bytes, format: str, *, max_width: int) -> tuple[tuple[int, int], Image.Image]:
    try:
        return _small_copy(data, format, max_width)
    except PictureRefused:
        raise
    except Exception as error:  # Pillow's decoders raise nearly anything on nonsense
        raise _damaged() from error


def _small_copy(data: bytes, format: str, max_width: int) -> tuple[tuple[int, int], Image.Image]:
    """The upright size of a picture and a small copy of it.

    Shrinks first and does everything else on the little that is left. Nothing but this function
    holds the picture, so that each step frees the one before."""
    image = _open(data, format)
    width, height = image.size
    if image.format in {"JPEG", "MPO"}:
        # libjpeg decodes straight to a half, a quarter or an eighth where that is enough.
        across = image.size[_orientation(image) in _SIDEWAYS]
        if across > max_width:
            image.draft(None, _scaled(image.size, max_width / across))
    image.load()
    orientation = _orientation(image)
    icc = image.info.get("icc_profile")
    if image.mode in {"P", "PA", "1", "LA", "La", "RGBa"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.mode.startswith("I"):
        image = _eight_bit(image)
    elif image.mode in {"L", "RGB"} and "transparency" in image.info:
        image = image.convert("RGBA")

    across = image.size[orientation in _SIDEWAYS]
    if across > max_width:
        # Shrunk roughly first: a filter over every pixel of a large picture takes seconds.
        size = _scaled(image.size, max_width / across)
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    image = _in_srgb(image, icc)
    if orientation in _UPRIGHT:
        image = image.transpose(_UPRIGHT[orientation])
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    return (height, width) if orientation in _SIDEWAYS else (width, height), clean


def _scaled(size: tuple[int, int], scale: float) -> tuple[int, int]:
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _eight_bit(image: Image.Image) -> Image.Image:
    """Grey of 16 bits, its range kept (converting alone would clip it to white)."""
    return image.convert("I").point([value >> 8 for value in range(65536)], "L")


def _in_srgb(image: Image.Image, icc: bytes | None) -> Image.Image:
    """Mode RGB in sRGB; what shows through is paper."""
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, PAPER)
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    if icc and image.mode in {"RGB", "CMYK", "L", "LAB"}:
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
            converted = ImageCms.profileToProfile(image, profile, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, ValueError, OSError):
            converted = None  # a broken profile, or one for other colours: take them as they are
        if converted is not None:
            return converted
    return image.convert("RGB")
