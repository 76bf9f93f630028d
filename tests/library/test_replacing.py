"""Another file for a picture: everything that shows it shows the new one, nothing is lost."""

import hashlib
import re
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from library import replacing
from library.decoding import PictureRefused
from library.models import EarlierFile, Picture
from library.renditions import first_of, missing, path_of
from library.uploading import add_picture
from magazine.models import Article
from tests import factories
from tests.library import hostile

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return factories.picture_file((900, 600))


@pytest.fixture
def picture(first):
    words = {"title": "Dunes", "alt": "Sand.", "focal_x": 0.2, "focal_y": 0.9}
    return add_picture(first, **words)[0]


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """`with commit():` what is asked for after a commit is done at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def replace(picture, data, **more):
    replacing.replace_picture(picture, data, by=factories.publisher(), **more)


def files_of(sha256):
    folder = Path(settings.MEDIA_ROOT) / "renditions" / sha256[:2]
    return sorted(folder.glob(f"{sha256[:16]}-*"))


def test_number_words_and_focal_point_stay_and_the_rest_is_the_new_files(picture, first, commit):
    second = factories.picture_file((400, 500), format="PNG")
    with commit():
        replace(picture, second)
    stored = Picture.objects.get()
    assert (stored.pk, stored.title, stored.alt) == (picture.pk, "Dunes", "Sand.")
    assert (stored.focal_x, stored.focal_y) == (0.2, 0.9)
    assert (stored.format, stored.width, stored.height) == ("png", 400, 500)
    assert stored.sha256 == hashlib.sha256(second).hexdigest()
    assert stored.original.open().read() == second
    assert missing(stored) == []  # made anew
    assert picture.width == 400  # the caller's copy as well


def test_the_old_original_is_kept_as_it_came_and_its_renditions_go(picture, first, commit):
    before = picture.sha256
    assert files_of(before)
    with commit():
        replace(picture, factories.picture_file())
    earlier = EarlierFile.objects.get()
    assert (earlier.picture, earlier.sha256, earlier.width) == (picture, before, 900)
    assert earlier.original.open().read() == first
    assert files_of(before) == []


def test_there_is_no_moment_without_a_picture(picture):
    replace(picture, factories.picture_file())
    assert first_of(picture).exists()  # before any task has run


def test_addresses_of_the_old_file_lead_on_to_the_new_one(picture, client, commit):
    whole = f"/media/{path_of(picture, 480, 'avif')}"
    assert client.get(whole).status_code == 200
    cut = f"{whole.rpartition('-')[0]}-4x5-10-240.webp"
    with commit():
        replace(picture, factories.picture_file((900, 600)))
    for address, width in [(whole, "480.avif"), (cut, "240.webp")]:
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Cache-Control"] == "no-cache"
        assert picture.sha256[:16] in answer["Location"]
        assert answer["Location"].endswith(width)
        assert client.get(answer["Location"]).status_code == 200
    elsewhere = whole.replace(f"renditions/{whole.split('/')[3]}/", "renditions/zz/")
    assert client.get(elsewhere).status_code == 404


def test_readers_see_the_new_file_in_texts_that_are_out_already(picture, client, commit):
    body = f'<p>x</p><figure data-card="picture" data-picture="{picture.pk}"></figure>'
    story = factories.live_article("Story", body=body, lead_picture=picture)
    page = factories.page(body=body)
    before = picture.sha256[:16]
    with commit():
        replace(picture, factories.picture_file())
    for address in [story.get_absolute_url(), page.get_absolute_url()]:
        html = client.get(address).content.decode()
        assert before not in html
        assert picture.sha256[:16] in html


def test_an_earlier_file_comes_back(picture, first, commit):
    before = picture.sha256
    second = factories.picture_file()
    with commit():
        replace(picture, second)
    with commit():
        replace(picture, first)
    assert Picture.objects.get().sha256 == before
    assert Picture.objects.get().original.open().read() == first
    assert missing(Picture.objects.get()) == []
    kept = EarlierFile.objects.get()
    assert kept.original.open().read() == second


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (hostile.SVG, "unknown-format"),
        (hostile.bomb(), "too-many-pixels"),
        (factories.picture_file()[:300], "damaged"),
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(26 * 1024 * 1024), "too-large"),
    ],
    ids=["svg", "bomb", "cut short", "empty", "26 MB"],
)
def test_what_is_refused_changes_nothing(picture, data, code, commit):
    with commit(), pytest.raises(PictureRefused) as refused:
        replace(picture, data)
    assert refused.value.code == code
    assert Picture.objects.get().sha256 == picture.sha256
    assert not EarlierFile.objects.exists()
    assert first_of(picture).exists()


def test_the_same_file_and_one_of_another_picture_are_refused(picture, first):
    other = factories.picture_file()
    add_picture(other, title="Sea")
    with pytest.raises(PictureRefused, match="has already"):
        replace(picture, first)
    with pytest.raises(PictureRefused, match="“Sea”"):
        replace(picture, other)


def test_files_go_with_the_last_picture_that_needs_them(picture, first, commit):
    with commit():
        replace(picture, factories.picture_file())
    earlier = EarlierFile.objects.get().original
    again, is_new = add_picture(first, title="The old one, once more")
    assert is_new
    with commit():
        picture.delete()
    assert again.original.open().read() == first
    assert first_of(again).exists()
    with commit():
        again.delete()
    assert not earlier.storage.exists(earlier.name)
    assert files_of(again.sha256) == []


def test_deleting_a_picture_takes_its_earlier_files_along(picture, commit):
    with commit():
        replace(picture, factories.picture_file())
    earlier = EarlierFile.objects.get().original
    assert earlier.storage.exists(earlier.name)
    with commit():
        picture.delete()
    assert not earlier.storage.exists(earlier.name)


@pytest.mark.django_db(transaction=True)
def test_two_who_replace_at_once_both_leave_their_file(picture):
    files = [factories.picture_file(), factories.picture_file()]
    begin, wrong = threading.Barrier(2), []

    def work(data):
        try:
            begin.wait(10)
            replacing.replace_picture(Picture.objects.get(), data, by=None)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    both = [threading.Thread(target=work, args=[data]) for data in files]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert wrong == []
    digests = {hashlib.sha256(data).hexdigest() for data in files} | {picture.sha256}
    kept = set(EarlierFile.objects.values_list("sha256", flat=True))
    assert kept | {Picture.objects.get().sha256} == digests


# --- in the newsroom ------------------------------------------------------------------------------


def post(client, picture, data=None):
    data = factories.picture_file() if data is None else data
    address = f"/admin/library/picture/{picture.pk}/replace/"
    return client.post(address, {"file": SimpleUploadedFile("x.jpg", data)}, follow=True)


def test_an_editor_replaces_and_finds_the_earlier_file(client, edith, picture, first):
    client.force_login(edith)
    page = post(client, picture).content.decode()
    assert "The file is replaced." in page
    [address] = re.findall(r'href="(/admin/library/picture/\d+/original/\d+/)"', page)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == first
    assert answer["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer["Content-Disposition"]


def test_a_refusal_is_a_sentence_on_the_form(client, edith, picture):
    client.force_login(edith)
    assert "SVG drawings can carry scripts" in post(client, picture, hostile.SVG).content.decode()
    address = f"/admin/library/picture/{picture.pk}/replace/"
    assert (
        "Choose the file that takes its place."
        in client.post(address, follow=True).content.decode()
    )
    assert client.get(address).status_code == 405
    assert client.post("/admin/library/picture/999/replace/").status_code == 404


def test_what_stands_in_stories_is_replaced_by_editors_alone(client, wanda, edith, picture):
    client.force_login(wanda)
    assert post(client, picture).status_code == 200  # nobody uses it
    factories.article(lead_picture=picture)
    before = Picture.objects.get().sha256
    assert post(client, picture).status_code == 403
    page = client.get(f"/admin/library/picture/{picture.pk}/change/").content.decode()
    assert 'id="replace-form"' not in page
    assert Picture.objects.get().sha256 == before
    client.force_login(edith)
    assert post(client, picture).status_code == 200
    assert Picture.objects.get().sha256 != before


def test_a_visitor_replaces_and_downloads_nothing(client, picture, edith):
    assert post(client, picture).redirect_chain[0][0].startswith("/admin/login/")
    replace(picture, factories.picture_file())
    earlier = EarlierFile.objects.get()
    address = f"/admin/library/picture/{picture.pk}/original/{earlier.pk}/"
    assert client.get(address).status_code == 302
    other = add_picture(factories.picture_file())[0]
    client.force_login(edith)
    wrong = f"/admin/library/picture/{other.pk}/original/{earlier.pk}/"
    assert client.get(wrong).status_code == 404
    assert Article.objects.count() == 0
