"""What a file is, is decided by its bytes; what comes of it is upright, plain and small."""

import io
import struct

import pytest
from PIL import ExifTags, Image, ImageCms

from library.decoding import PictureRefused, look_at, upright
from tests.library import hostile
from tests.library.hostile import quarters, saved

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def corners(image):
    """The colours in the four quarters, each channel to the nearest of dark and bright."""
    across, down = image.width // 4, image.height // 4
    places = [(across, down), (3 * across, down), (across, 3 * down), (3 * across, 3 * down)]
    return [tuple(255 * (share > 127) for share in image.getpixel(place)) for place in places]


def refusal(data):
    with pytest.raises(PictureRefused) as refused:
        look_at(data)
    return refused.value.code


# --- what is taken ---


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_of_each_format_is_seen_for_what_it_is(format):
    look, small = look_at(saved(quarters(), format))
    assert (look.format, look.width, look.height) == (format.lower(), 400, 200)
    assert (small.mode, small.size, small.info) == ("RGB", (400, 200), {})
    assert corners(small) == [RED, GREEN, BLUE, WHITE]


def test_of_an_animated_gif_the_first_picture_is_taken():
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("#f00", "#0f0", "#00f")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    look, small = look_at(data)
    assert (look.format, look.width, look.height) == ("gif", 60, 40)
    assert small.getpixel((30, 20)) == RED


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
        (99, [RED, GREEN, BLUE, WHITE]),
    ],
)
@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_camera_that_lay_on_its_side_is_turned_upright(format, orientation, expected):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    look, small = look_at(saved(quarters(), format, exif=exif))
    lying = orientation in {5, 6, 7, 8}
    assert (look.width, look.height) == ((200, 400) if lying else (400, 200))
    assert small.size == (look.width, look.height)
    assert corners(small) == expected


def test_cmyk_becomes_colours_that_a_screen_can_show():
    _, small = look_at(saved(quarters(mode="CMYK"), "JPEG", quality=95))
    assert corners(small) == [RED, GREEN, BLUE, WHITE]


def test_sixteen_bits_of_grey_keep_their_range():
    image = Image.frombytes("I;16", (4, 1), struct.pack("<4H", 0xFFFF, 0x8000, 0x4000, 0x0080))
    _, small = look_at(saved(image, "PNG"))
    greys = [small.getpixel((x, 0)) for x in range(4)]
    assert greys == [(255,) * 3, (128,) * 3, (64,) * 3, (0,) * 3]


def test_a_dark_sixteen_bit_picture_stays_dark():
    _, small = look_at(saved(Image.new("I;16", (4, 4), 200), "PNG"))
    assert small.getpixel((2, 2)) == (0, 0, 0)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_paper_shows_through_where_a_picture_is_transparent(mode):
    image = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 20, 20))
    data = saved(image.convert(mode), "PNG")
    _, small = look_at(data)
    assert (small.getpixel((5, 10)), small.getpixel((35, 10))) == ((0, 0, 0), WHITE)


def test_a_transparent_colour_of_a_palette_is_paper():
    image = Image.new("P", (40, 20), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.paste(1, (0, 0, 20, 20))
    _, small = look_at(saved(image, "PNG", transparency=0))
    assert (small.getpixel((5, 10)), small.getpixel((35, 10))) == (RED, WHITE)


def test_a_profile_is_applied_and_left_out():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    _, small = look_at(saved(quarters(), "JPEG", icc_profile=profile, quality=95))
    assert small.info == {}
    assert corners(small) == [RED, GREEN, BLUE, WHITE]


def test_a_broken_profile_does_not_spoil_a_picture():
    _, small = look_at(saved(quarters(), "PNG", icc_profile=b"nonsense" * 40))
    assert corners(small) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_broken_notes_do_not_spoil_a_picture():
    _, small = look_at(
        saved(quarters(), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\xff" * 90)
    )
    assert corners(small) == [RED, GREEN, BLUE, WHITE]


def test_a_large_picture_is_shrunk_and_a_ribbon_keeps_a_pixel():
    assert look_at(saved(Image.new("L", (3000, 1000)), "PNG"))[1].size == (1280, 427)
    assert look_at(saved(Image.new("L", (30_000, 1)), "PNG"))[1].size == (1280, 1)


def test_where_a_camera_stood_does_not_leave_the_original():
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (52.0, 22.0, 12.0)
    exif[ExifTags.Base.Artist] = "Ines Valcourt"
    data = saved(quarters(), "JPEG", exif=exif, comment=b"taken at home")
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    plain = upright(data, max_width=200)
    assert (plain.size, plain.info, dict(plain.getexif())) == ((200, 100), {}, {})


# --- what is not ---


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"Dear editors, the picture is attached.", "unknown-format"),
        (b"\0" * 5000, "unknown-format"),
        (hostile.SVG, "unknown-format"),
        (b"\xef\xbb\xbf\n" + hostile.SVG, "unknown-format"),
        (b"<!doctype html><script>alert(1)</script>", "unknown-format"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200, "unknown-format"),
        (saved(quarters(), "TIFF"), "unknown-format"),
        (saved(quarters(), "BMP"), "unknown-format"),
        (saved(quarters(), "ICO"), "unknown-format"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", "unknown-format"),
        (b"\xff\xd8\xff", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"GIF89a", "damaged"),
        (b"RIFF\0\0\0\0WEBP", "damaged"),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 14, "damaged"),
        (b"\0\0\0\x1cftypavif" + b"\0" * 200, "damaged"),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, bytes) else value,
)
def test_what_is_no_picture_is_told_so(data, code):
    assert refusal(data) == code


def test_an_svg_is_told_why_and_what_to_do():
    with pytest.raises(PictureRefused, match=r"can carry scripts.*Export the drawing as PNG"):
        look_at(hostile.SVG)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_a_picture_that_was_cut_short_is_damaged(format, share):
    noise = Image.effect_noise((200, 200), 80)
    data = saved(noise.convert("RGB"), format)
    assert refusal(data[: int(len(data) * share)]) == "damaged"


def test_a_bomb_is_refused_by_what_its_header_says():
    data = hostile.bomb()
    assert len(data) < 30_000
    with pytest.raises(PictureRefused, match="has too many pixels") as refused:
        look_at(data)
    assert refused.value.code == "too-many-pixels"


@pytest.mark.parametrize(
    "data",
    [
        hostile.png((8000, 8000), b"\0" * 100, depth=8),  # promises what it does not hold
        hostile.png((0, 100), b"\0" * 100),
        hostile.png((100, 100), bytes(14 * 100), depth=3),  # no such depth
        hostile.png((10, 10), bytes(30), hostile.inflating(b"zTXt")),
        hostile.png((10, 10), bytes(30), hostile.inflating(b"iCCP")),
        hostile.webp_canvas((10, 10)),
        hostile.gif((10, 10), (8000, 8000)),
    ],
    ids=["short", "flat", "depth", "words", "profile", "webp", "gif"],
)
def test_a_lying_header_is_damage(data):
    assert refusal(data) == "damaged"


@pytest.mark.parametrize(
    "data",
    [
        hostile.png((31_000, 10), b""),
        hostile.gif((60_000, 60_000), (1, 1)),
        hostile.gif((10, 10), (30_000, 30_000)),
        hostile.webp_canvas((16_000, 16_000)),
        hostile.avif_extent((16_000, 16_000)),
    ],
    ids=["ribbon", "gif screen", "gif frame", "webp", "avif"],
)
def test_more_than_a_machine_should_hold_is_too_much(data):
    assert refusal(data) == "too-many-pixels"


def test_webp_has_a_limit_of_its_own_and_says_so():
    with pytest.raises(PictureRefused, match="40 megapixels as WebP"):
        look_at(hostile.webp_canvas((8000, 8000)))


@pytest.mark.parametrize(
    "data",
    [hostile.png((10, 10), bytes(1000 * 1000)), hostile.avif_extent((10, 10))],
    ids=["png", "avif"],
)
def test_a_header_that_says_less_than_is_there_gets_what_it_says(data):
    look, small = look_at(data)
    assert (look.width, look.height, small.size) == (10, 10, (10, 10))


def test_a_jpeg_of_hundreds_of_scans_is_damage():
    assert look_at(hostile.scans(1))[0].format == "jpeg"
    assert refusal(hostile.scans(300)) == "damaged"
