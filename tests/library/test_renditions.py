"""Readers get pictures in three formats, cut around the focal point, and never a hole."""

import io
import itertools
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from PIL import Image

from library import renditions
from library.cropping import cut_for, wanted
from library.models import Picture
from library.uploading import add_picture
from tests import factories

pytestmark = pytest.mark.django_db
_number = itertools.count()


def halves(size=(1000, 500), left="#c00000", right="#0000c0"):
    """A picture whose left half has one colour and whose right half another; never the same
    bytes twice."""
    image = Image.new("RGB", size, left)
    image.paste(right, (size[0] // 2, 0, *size))
    image.putpixel((0, 0), (0, *divmod(next(_number), 256)))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def bring(data, **fields):
    """A picture in the library whose task has not run yet."""
    picture, _ = add_picture(data, by=None, **fields)
    return picture


def files(picture):
    return {file.name for file in renditions._files(picture)}


def answer_bytes(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def look(answer):
    return Image.open(io.BytesIO(answer_bytes(answer))).convert("RGB")


def address(picture, width, format, ratio=None):
    return f"/media/{renditions.path_of(picture, width, format, cut_for(picture, ratio))}"


def is_red(pixel):
    return pixel[0] > 150 and pixel[2] < 60


def is_blue(pixel):
    return pixel[2] > 150 and pixel[0] < 60


def test_after_upload_every_shape_and_width_is_made_in_three_formats(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        picture = bring(factories.picture_file((1000, 500)))
    assert renditions.missing(picture) == []
    made = {
        Path(renditions.path_of(picture, width, format, cut)).name
        for cut, widths in wanted(picture).items()
        for width in widths
        for format in renditions.FORMATS
    }
    assert files(picture) == made | {renditions.first_of(picture).name}
    for cut, widths in wanted(picture).items():
        for width in widths:
            for format in renditions.FORMATS:
                file = Path(settings.MEDIA_ROOT) / renditions.path_of(picture, width, format, cut)
                with Image.open(file) as image:
                    assert image.format == format.upper()
                    assert image.size == (width, cut.height_at(width))


def test_no_rendition_is_wider_than_its_picture():
    picture = bring(factories.picture_file((300, 200)))
    renditions.make(picture)
    assert max(width for widths in wanted(picture).values() for width in widths) == 300


@pytest.mark.parametrize(
    ("focal_x", "shift", "middle"), [(0.1, 0, is_red), (0.9, 100, is_blue), (1.0, 100, is_blue)]
)
def test_a_cut_keeps_its_focal_point_in_view(focal_x, shift, middle):
    picture = bring(halves((1000, 400)), focal_x=focal_x)
    cut = cut_for(picture, (1, 1))
    assert (cut.shift, cut.width, cut.height) == (shift, 400, 400)
    renditions.make(picture)
    file = Path(settings.MEDIA_ROOT) / renditions.path_of(picture, 240, "jpeg", cut)
    with Image.open(file) as image:
        assert image.size == (240, 240)
        assert middle(image.getpixel((120, 120)))


def test_a_picture_that_has_the_shape_already_is_not_cut():
    picture = bring(factories.picture_file((900, 600)), focal_x=0.0)
    assert cut_for(picture, (3, 2)) == cut_for(picture, None)


def test_moving_the_focal_point_renames_the_cuts_and_removes_the_old_ones(
    django_capture_on_commit_callbacks,
):
    picture = bring(halves((1000, 400)), focal_x=0.1)
    renditions.make(picture)
    before = files(picture)
    with django_capture_on_commit_callbacks(execute=True):
        picture.focal_x = 0.9
        picture.save(update_fields=["focal_x"])
    after = files(picture)
    assert renditions.missing(picture) == []
    assert {name for name in before if name.count("-") == 1} == {
        name for name in after if name.count("-") == 1
    }
    assert not {name for name in before & after if name.count("-") > 1}


def test_moving_it_along_the_edge_that_is_kept_changes_nothing(
    django_capture_on_commit_callbacks,
):
    picture = bring(halves((1000, 400)))
    renditions.make(picture)
    before = files(picture)
    with django_capture_on_commit_callbacks(execute=True):
        picture.focal_y = 0.9
        picture.save(update_fields=["focal_y"])
    assert files(picture) == before


def test_words_that_change_ask_for_no_work(django_capture_on_commit_callbacks):
    picture = bring(factories.picture_file())
    with django_capture_on_commit_callbacks(execute=True):
        picture.alt = "A red field"
        picture.save(update_fields=["alt"])
    assert files(picture) == {renditions.first_of(picture).name}


def test_a_focal_point_that_moves_while_its_cuts_are_made_is_followed(monkeypatch):
    picture = bring(halves((1000, 400)), focal_x=0.1)
    real = renditions.upright

    def moved_meanwhile(*arguments, **options):
        Picture.objects.update(focal_x=0.9)
        return real(*arguments, **options)

    monkeypatch.setattr(renditions, "upright", moved_meanwhile)
    renditions.make(Picture.objects.get())
    picture.refresh_from_db()
    assert renditions.missing(picture) == []


def test_a_picture_deleted_while_its_renditions_are_made_leaves_no_file(monkeypatch):
    picture = bring(factories.picture_file())
    real = renditions.upright

    def deleted_meanwhile(*arguments, **options):
        image = real(*arguments, **options)
        Picture.objects.filter(pk=picture.pk).delete()
        return image

    monkeypatch.setattr(renditions, "upright", deleted_meanwhile)
    renditions.make(Picture.objects.get())
    assert files(picture) == set()


class TestAReaderWhoAsks:
    def test_gets_a_rendition_to_keep_for_ever(self, client):
        picture = bring(factories.picture_file())
        renditions.make(picture)
        answer = client.get(address(picture, 480, "avif"))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/avif"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert look(answer).size == (480, 320)
        again = client.get(address(picture, 480, "avif"), headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304

    @pytest.mark.parametrize("format", renditions.FORMATS)
    def test_sees_the_cut_before_it_is_made_and_does_not_keep_it(self, client, format):
        picture = bring(halves((1000, 400)), focal_x=0.9)
        answer = client.get(address(picture, 240, format, (4, 5)))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "no-cache"
        image = look(answer)
        assert image.size == (240, 300)
        assert is_blue(image.getpixel((120, 150)))
        assert len(files(picture)) == 1  # nothing was written for a stranger

    def test_of_a_wide_one_not_made_yet_sees_what_there_is(self, client):
        picture = bring(factories.picture_file((2600, 1300)))
        answer = client.get(address(picture, 2400, "webp"))
        assert look(answer).size == (1280, 640)

    def test_is_led_from_an_earlier_cut_to_the_present_one(self, client):
        picture = bring(halves((1000, 400)), focal_x=0.1)
        renditions.make(picture)
        old = address(picture, 240, "avif", (1, 1))
        picture.focal_x = 0.9
        picture.save()
        renditions.make(picture)
        answer = client.get(old)
        assert answer.status_code == 302
        assert answer["Location"] == address(picture, 240, "avif", (1, 1)) != old
        assert answer["Cache-Control"] == "no-cache"

    def test_is_led_from_a_width_that_is_not_made_to_the_next(self, client):
        picture = bring(factories.picture_file((1000, 500)))
        name = f"/media/renditions/{picture.sha256[:2]}/{picture.sha256[:16]}"
        for asked, given in [("700", "736"), ("99999", "1000"), ("1", "120")]:
            answer = client.get(f"{name}-{asked}.jpg")
            expected = next(
                width
                for width in wanted(picture)[cut_for(picture, None)]
                if width >= min(int(asked), 1000)
            )
            assert answer["Location"] == f"{name}-{expected}.jpg"
            assert given == str(expected) or asked == "1"

    def test_is_led_from_a_shape_that_no_place_has_to_the_whole(self, client):
        picture = bring(factories.picture_file((1000, 500)))
        name = f"/media/renditions/{picture.sha256[:2]}/{picture.sha256[:16]}"
        assert client.get(f"{name}-97x1-50-480.jpg")["Location"] == f"{name}-480.jpg"
        assert client.get(f"{name}-0x0-50-480.jpg")["Location"] == f"{name}-480.jpg"

    @pytest.mark.parametrize(
        "path",
        [
            "renditions/ab/abcdef0123456789-480.jpg",
            "renditions/ab/abcdef0123456789-480.png",
            "renditions/ab/../../secret_key",
            "renditions/ab/%2e%2e%2f%2e%2e%2fsecret_key",
            "renditions/ab/abcdef0123456789-480.jpg%0a",
            "renditions/AB/abcdef0123456789-480.jpg",
            "renditions/ab/abcdef0123456789-4x5-480.jpg",
            "renditions/ab/abcdef0123456789-４80.jpg",
            "renditions/",
        ],
    )
    def test_for_what_is_no_rendition_gets_a_404(self, client, path):
        assert client.get(f"/media/{path}").status_code == 404

    def test_of_a_picture_in_another_folder_gets_a_404(self, client):
        picture = bring(factories.picture_file())
        wrong = "00" if picture.sha256[:2] != "00" else "11"
        assert (
            client.get(f"/media/renditions/{wrong}/{picture.sha256[:16]}-480.jpg").status_code
            == 404
        )

    def test_of_a_picture_whose_files_are_lost_gets_a_404(self, client):
        picture = bring(factories.picture_file())
        renditions.first_of(picture).unlink()
        assert client.get(address(picture, 480, "jpeg")).status_code == 404


class TestTheCommand:
    def run(self):
        out = io.StringIO()
        call_command("make_renditions", stdout=out)
        return re.findall(r"\d+", out.getvalue())

    def test_finishes_what_is_missing_and_is_safe_to_run_again(self):
        first, second = bring(factories.picture_file()), bring(factories.picture_file())
        assert self.run() == ["2", "0", "0"]
        assert renditions.missing(first) == renditions.missing(second) == []
        (Path(settings.MEDIA_ROOT) / renditions.path_of(first, 480, "avif")).unlink()
        assert self.run() == ["1", "1", "0"]
        assert self.run() == ["0", "2", "0"]

    def test_goes_on_past_an_original_that_is_lost(self):
        lost, sound = bring(factories.picture_file()), bring(factories.picture_file())
        lost.original.storage.delete(lost.original.name)
        assert self.run() == ["1", "0", "1"]
        assert renditions.missing(sound) == []

    def test_stops_between_two_pictures_when_it_is_told_to(self):
        bring(factories.picture_file())
        second = bring(factories.picture_file())
        seen = []
        counts = renditions.make_all(
            progress=lambda done, total: seen.append((done, total)), stop=lambda: bool(seen)
        )
        assert counts == {"complete": 0, "made": 1, "unreadable": 0}
        assert seen == [(1, 2)]
        assert renditions.missing(second) != []
