"""One way in: what the library takes is kept as it came, what it refuses leaves nothing behind."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import ExifTags, Image

from library import renditions, uploading
from library.decoding import PictureRefused
from library.models import Picture
from library.uploading import MAX_BYTES, add_picture
from tests import factories
from tests.library import hostile

pytestmark = pytest.mark.django_db


def stored_files():
    """Everything that the library has on disk."""
    folders = [settings.VAR / "originals", Path(settings.MEDIA_ROOT) / "renditions"]
    return {file for folder in folders for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def nothing_new():
    """Fails a test that leaves a row or a file."""
    files, rows = stored_files(), Picture.objects.count()
    yield
    assert (stored_files() - files, Picture.objects.count()) == (set(), rows)


def named(name, data=None):
    return SimpleUploadedFile(name, data or factories.picture_file(), "image/jpeg")


def test_the_original_is_kept_as_it_came_under_the_hash_of_its_bytes(edith):
    data = factories.picture_file((600, 400))
    picture, is_new = add_picture(data, by=edith, title="Linen", alt="A sheet.", credit="Ines")
    assert is_new
    with picture.original.open() as kept:
        assert kept.read() == data
    assert picture.original.name == f"{picture.sha256[:2]}/{picture.sha256}.jpeg"
    stored = Picture.objects.get()
    assert (stored.title, stored.alt, stored.credit) == ("Linen", "A sheet.", "Ines")
    assert (stored.format, stored.width, stored.height) == ("jpeg", 600, 400)
    assert (stored.focal_x, stored.focal_y, stored.added_by) == (0.5, 0.5, edith)


def test_a_picture_can_be_shown_from_the_moment_it_is_taken():
    picture, _ = add_picture(factories.picture_file((3000, 1500)))
    with Image.open(renditions.first_of(picture)) as first:
        assert (first.format, first.size) == ("JPEG", (1280, 640))


def test_its_colour_is_its_own():
    picture, _ = add_picture(hostile.saved(Image.new("RGB", (90, 90), "#204060"), "PNG"))
    assert picture.colour == "#204060"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("the_long-way_home.jpg", "the long way home"),
        ("IMG 0042.JPEG", "IMG 0042"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ines\\dunes.png", "dunes"),
        ("ligne\x00\x1b[31m\nrouge.jpg", "ligne [31m rouge"),
        ("<script>alert(1)<%2fscript>.jpg", "<script>alert(1)<%2fscript>"),
        (".jpg", "Untitled"),
        ("_-_.jpg", "Untitled"),
        ("é" * 250 + ".jpg", "é" * 200),
        ("שמלה ارتدت.jpg", "שמלה ارتدت"),
    ],
)
def test_a_title_is_made_of_the_file_s_name_and_never_a_path(name, title):
    file = named("x.jpg")
    file._name = name  # past the cleaning that Django would do
    picture, _ = add_picture(file)
    assert (picture.title, picture.original.name.count("/")) == (title, 1)


def test_the_name_s_ending_decides_nothing():
    picture, _ = add_picture(named("really.gif", factories.picture_file(format="PNG")))
    assert (picture.format, Path(picture.original.name).suffix) == ("png", ".png")


def test_the_same_bytes_are_one_picture(edith):
    data = factories.picture_file()
    first, _ = add_picture(data, by=edith, title="First", alt="Words that were written")
    again, is_new = add_picture(named("other.jpg", data), title="Second", alt="")
    assert (again, is_new) == (first, False)
    assert Picture.objects.get().alt == "Words that were written"


def test_where_a_camera_stood_stays_in_the_original(django_capture_on_commit_callbacks):
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (52.0, 22.0, 12.0)
    data = hostile.saved(hostile.quarters((1400, 700)), "JPEG", exif=exif, comment=b"at home")
    with django_capture_on_commit_callbacks(execute=True):
        picture, _ = add_picture(data)
    made = list(renditions._files(picture))
    assert {file.suffix for file in made} == {".avif", ".webp", ".jpg"}
    for file in made:
        with Image.open(file) as rendition:
            notes = set(rendition.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            assert (dict(rendition.getexif()), notes & {"exif", "comment", "xmp"}) == ({}, set())
        assert b"at home" not in file.read_bytes()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Dear editors", "unknown-format"),
        (hostile.SVG, "unknown-format"),
        (hostile.bomb(), "too-many-pixels"),
        (factories.picture_file()[:400], "damaged"),
        (hostile.scans(300), "damaged"),
        (b"", "empty"),
    ],
    ids=["text", "svg", "bomb", "cut short", "scans", "empty"],
)
def test_what_is_refused_leaves_nothing(nothing_new, data, code):
    file = io.BytesIO(data)
    file.name = "picture.jpg"
    with pytest.raises(PictureRefused) as refused:
        add_picture(file)
    assert refused.value.code == code
    assert refused.value.messages[0].endswith(".")


def test_thirty_megabytes_are_refused_without_being_read(nothing_new):
    class Large:
        size = 30 * 1024 * 1024
        name = "large.jpg"

        def read(self, *_):
            raise AssertionError("it was read")

    with pytest.raises(PictureRefused, match="larger than 25 MB") as refused:
        add_picture(Large())
    assert refused.value.code == "too-large"


def test_a_file_that_lies_about_its_size_is_read_no_further_than_the_limit(nothing_new):
    class Lying(io.BytesIO):
        size = 10
        asked = 0

        def read(self, count=-1):
            self.asked = count
            return super().read(count)

    file = Lying(factories.picture_file() + bytes(MAX_BYTES))
    with pytest.raises(PictureRefused) as refused:
        add_picture(file)
    assert (refused.value.code, file.asked) == ("too-large", MAX_BYTES + 1)


def test_a_disk_that_is_full_leaves_nothing(nothing_new, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploading.renditions, "save", full)
    with pytest.raises(OSError, match="No space"):
        add_picture(factories.picture_file())


# --- leaving ---


def test_deleting_removes_the_files_once_that_is_sure(django_capture_on_commit_callbacks):
    before = stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        picture, _ = add_picture(factories.picture_file())
    with django_capture_on_commit_callbacks() as callbacks:
        picture.delete()
    assert stored_files() - before  # the transaction may still fail
    for callback in callbacks:
        callback()
    assert stored_files() - before == set()


@pytest.mark.django_db(transaction=True)
def test_a_deletion_that_is_taken_back_leaves_the_files():
    picture, _ = add_picture(factories.picture_file())
    files = stored_files()
    with transaction.atomic():
        Picture.objects.get().delete()
        transaction.set_rollback(True)
    assert Picture.objects.get() == picture
    assert stored_files() == files


@pytest.mark.django_db(transaction=True)
def test_deleting_many_at_once_removes_all_their_files():
    before = stored_files()
    for _ in range(3):
        add_picture(factories.picture_file((40, 30)))
    Picture.objects.all().delete()
    assert stored_files() - before == set()
