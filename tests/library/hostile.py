"""Files that nobody would send in good faith, and a few that only look that way."""

import io
import struct
import zlib

from PIL import Image, ImageDraw


def saved(image, format, **options):
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def quarters(size=(400, 200), mode="RGB"):
    """Red and green above, blue and white below."""
    image = Image.new("RGB", size, "#ffffff")
    draw = ImageDraw.Draw(image)
    across, down = size[0] // 2, size[1] // 2
    draw.rectangle((0, 0, across - 1, down - 1), "#ff0000")
    draw.rectangle((across, 0, size[0], down - 1), "#00ff00")
    draw.rectangle((0, down, across - 1, size[1]), "#0000ff")
    return image.convert(mode)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(size, rows=b"", *further, depth=1, colours=0):
    """A PNG by hand: its header says what it likes."""
    header = struct.pack(">IIBBBBB", *size, depth, colours, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            *further,
            chunk(b"IDAT", zlib.compress(rows)),
        ]
    ) + chunk(b"IEND", b"")


def inflating(name):
    """A note in a PNG that is 50 MB once it is unpacked."""
    return chunk(name, b"a\0\0" + zlib.compress(bytes(50_000_000)))


def bomb():
    """200 megapixels of nothing in 25 kB."""
    size = (20_000, 10_000)
    return png(size, bytes((size[0] // 8 + 1) * size[1]))


def scans(count):
    """A progressive JPEG with the last of its scans once more and once more."""
    data = saved(quarters(), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + data[-2:]


def gif(screen, frame):
    """A GIF whose first frame measures something else than its screen."""
    return b"".join(
        [
            b"GIF89a",
            struct.pack("<HHBBB", *screen, 0x80, 0, 0),
            b"\0\0\0\xff\xff\xff",
            b"\x2c",
            struct.pack("<HHHHB", 0, 0, *frame, 0),
            b"\x02\x02\x44\x01\x00\x3b",
        ]
    )


def webp_canvas(size):
    """A small WebP whose canvas says that it is `size`."""
    data = bytearray(saved(quarters(mode="RGBA"), "WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0"))
    assert data[12:16] == b"VP8X"
    data[24:27] = (size[0] - 1).to_bytes(3, "little")
    data[27:30] = (size[1] - 1).to_bytes(3, "little")
    return bytes(data)


def avif_extent(size):
    """A small AVIF whose container says that it is `size`."""
    data = saved(quarters(), "AVIF")
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", *size) + data[at + 8 :]


SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
