"""The library's own pages in the newsroom: the wall and the form of a picture."""

import datetime
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from library.models import Picture
from library.uploading import add_picture
from tests import factories
from tests.library import hostile

pytestmark = pytest.mark.django_db
WALL, ADD = "/admin/library/picture/", "/admin/library/picture/add/"
WORDS = {"title": "Dunes", "alt": "", "caption": "", "credit": "", "rights": "", "rights_until": ""}


@pytest.fixture
def desk(client, edith):
    """Edith's browser."""
    client.force_login(edith)
    return client


@pytest.fixture
def picture(db):
    return add_picture(factories.picture_file((600, 400)), title="Dunes")[0]


def form_of(picture):
    return f"/admin/library/picture/{picture.pk}/change/"


def sent(**fields):
    return {**WORDS, "focal_x": "0.5", "focal_y": "0.5", **fields}


def titles(answer):
    return re.findall(r'class="tile__title"[^>]*>([^<]*)<', answer.content.decode())


def errors(answer):
    return {name: list(found) for name, found in answer.context["adminform"].form.errors.items()}


# --- the wall ---


def test_the_wall_says_what_a_picture_lacks(desk):
    today = timezone.localdate()
    fields = [
        {"title": "Bare"},
        {"title": "Fine", "alt": "Sand.", "credit": "Ines"},
        {"title": "Ended", "alt": "Sand.", "rights_until": today - datetime.timedelta(1)},
        {"title": "Last day", "alt": "Sand.", "rights_until": today},
        {"title": "Far", "alt": "Sand.", "rights_until": today + datetime.timedelta(61)},
    ]
    for words in fields:
        add_picture(factories.picture_file(), **words)
    answer = desk.get(WALL)
    assert titles(answer) == ["Far", "Last day", "Ended", "Fine", "Bare"]
    lacks = re.findall(r'class="tile__lack">([^<]*)<', answer.content.decode())
    assert lacks == [f"Rights end {today:%d %b %Y}", "Rights have ended", "No alternative text"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("orientation=portrait", ["Upright"]),
        ("orientation=landscape", ["Wide"]),
        ("orientation=square", ["Square"]),
        ("alt=missing", ["Square", "Wide"]),
        ("alt=written", ["Upright"]),
        ("rights=ended", ["Wide"]),
        ("rights=ending", ["Upright"]),
        ("rights=open", ["Square"]),
        ("q=valcourt", ["Wide"]),
        ("q=valcourt+nobody", []),
        ("q=%25", []),
        ("q=" + "x" * 5000, []),
        ("alt=nonsense", ["Square", "Wide", "Upright"]),
        ("p=999999", None),
    ],
)
def test_pictures_are_found_on_the_wall(desk, query, expected):
    today = timezone.localdate()
    add_picture(factories.picture_file((200, 300)), title="Upright", alt="A.", rights_until=today)
    add_picture(
        factories.picture_file((300, 200)),
        title="Wide",
        credit="Ines Valcourt",
        rights_until=today - datetime.timedelta(days=3),
    )
    add_picture(factories.picture_file((200, 200)), title="Square")
    answer = desk.get(f"{WALL}?{query}", follow=True)
    assert answer.status_code == 200
    if expected is not None:
        assert titles(answer) == expected


@pytest.mark.parametrize("count", [1, 30])
def test_the_wall_asks_as_often_for_one_picture_as_for_many(desk, count, django_assert_num_queries):
    for _ in range(count):
        add_picture(factories.picture_file((130, 10)))
    desk.get(WALL)
    # Session, account, two for permissions, two counts, pictures, credits, collections (of the
    # filter and of the actions).
    with django_assert_num_queries(9):
        assert len(titles(desk.get(WALL))) == count


def test_words_of_a_picture_stay_words(desk):
    hostile_words = '"><script>alert(1)</script>'
    picture, _ = add_picture(
        factories.picture_file(), title=hostile_words, credit=hostile_words, alt=hostile_words
    )
    for address in (WALL, form_of(picture)):
        assert b"<script>alert(1)" not in desk.get(address).content


def test_only_who_may_add_is_asked_to_drop_files(client, django_user_model, edith, picture):
    from django.contrib.auth.models import Permission

    client.force_login(edith)
    assert b'data-upload="/admin/library/picture/upload/"' in client.get(WALL).content
    guest = django_user_model.objects.create_user("gus", is_staff=True)
    guest.user_permissions.add(Permission.objects.get(codename="view_picture"))
    client.force_login(guest)
    assert b"data-upload" not in client.get(WALL).content
    assert client.get(ADD).status_code == 403
    assert client.post(form_of(picture), sent(title="Mine")).status_code == 403
    page = client.get(form_of(picture))
    assert (page.status_code, b"Download the original" in page.content) == (200, False)


# --- the form of a picture ---


def test_words_and_focal_point_are_kept(desk, picture):
    answer = desk.post(
        form_of(picture),
        sent(
            title="Dunes at noon",
            alt="Sand\r\nand  sky",
            focal_x="0.25",
            focal_y="0.75",
            rights_until="2030-01-31",
        ),
    )
    assert answer.headers["Location"] == WALL
    picture.refresh_from_db()
    assert (picture.title, picture.alt) == ("Dunes at noon", "Sand and sky")
    assert (picture.focal_x, picture.focal_y) == (0.25, 0.75)
    assert picture.rights_until == datetime.date(2030, 1, 31)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("focal_x", "1.01", "Ensure this value is less than or equal to 1.0."),
        ("focal_y", "-1", "Ensure this value is greater than or equal to 0.0."),
        ("focal_x", "nan", "Enter a number."),
        ("focal_x", "1e400", "Enter a number."),
        ("focal_x", "left", "Enter a number."),
        ("title", "", "This field is required."),
        ("title", "a\x00b", "Null characters are not allowed."),
        ("rights_until", "31.02.2026", "Enter a valid date."),
    ],
)
def test_nonsense_is_refused_at_its_field_and_nothing_is_lost(
    desk, picture, field, value, sentence
):
    answer = desk.post(form_of(picture), sent(**{"caption": "Kept in the form", field: value}))
    assert errors(answer) == {field: [sentence]}
    assert b"Kept in the form" in answer.content
    picture.refresh_from_db()
    assert (picture.title, picture.focal_x, picture.focal_y) == ("Dunes", 0.5, 0.5)


@pytest.mark.parametrize("field", ["title", "alt", "caption", "credit", "rights"])
def test_ten_thousand_characters_are_too_many(desk, picture, field):
    answer = desk.post(form_of(picture), sent(**{field: "x" * 10_000}))
    assert list(errors(answer)) == [field]


def test_size_format_and_file_cannot_be_posted(desk, picture):
    desk.post(
        form_of(picture),
        sent(width="1", sha256="0" * 64, format="svg", original="../../x", colour="red"),
    )
    stored = Picture.objects.get()
    assert (stored.width, stored.sha256, stored.format) == (600, picture.sha256, "jpeg")
    assert (stored.original.name, stored.colour) == (picture.original.name, picture.colour)


def test_the_form_shows_the_picture_its_facts_and_its_crops(desk, picture):
    page = desk.get(form_of(picture)).content.decode()
    assert re.findall(r"<h1[^>]*>([^<]*)</h1>", page) == ["Dunes"]
    assert re.findall(r'data-ratio="([^"]*)"', page) == ["4:5", "16:9", "1:1", "3:2"]
    assert "600 × 400 px" in page
    assert f'href="/admin/library/picture/{picture.pk}/original/"' in page


def test_a_writer_may_not_delete_and_an_editor_may(client, wanda, edith, picture):
    address = f"/admin/library/picture/{picture.pk}/delete/"
    client.force_login(wanda)
    assert client.post(address, {"post": "yes"}).status_code == 403
    client.force_login(edith)
    assert client.post(address, {"post": "yes"}).status_code == 302
    assert not Picture.objects.exists()


# --- adding by the form ---


def upload(data=None, **words):
    file = SimpleUploadedFile("dune-field.jpg", data or factories.picture_file())
    return {**WORDS, "title": "", "file": file, **words}


def test_a_picture_is_added_with_its_words(desk, edith):
    answer = desk.post(ADD, upload(alt="Sand.", credit="Ines"))
    assert answer.headers["Location"] == WALL
    picture = Picture.objects.get()
    assert (picture.title, picture.alt, picture.credit) == ("dune field", "Sand.", "Ines")
    assert picture.added_by == edith
    assert [entry.object_id for entry in LogEntry.objects.all()] == [str(picture.pk)]


def test_one_that_is_known_is_shown_instead_and_keeps_its_words(desk):
    picture, _ = add_picture(data := factories.picture_file(), title="Dunes", alt="Written.")
    answer = desk.post(ADD, upload(data, alt="Other words"), follow=True)
    assert answer.redirect_chain == [(form_of(picture), 302)]
    assert "The library has this picture already, as “Dunes”." in answer.content.decode()
    assert Picture.objects.get().alt == "Written."
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (hostile.SVG, "SVG drawings can carry scripts"),
        (hostile.bomb(), "too many pixels"),
        (factories.picture_file()[:300], "damaged"),
        (b"\xff\xd8\xff" + bytes(30 * 1024 * 1024), "larger than 25 MB"),
    ],
    ids=["svg", "bomb", "cut short", "30 MB"],
)
def test_a_refused_file_is_an_error_at_its_field_and_the_words_stay(desk, data, words):
    answer = desk.post(ADD, upload(data, alt="Words that took a while"))
    assert list(errors(answer)) == ["file"]
    assert words in errors(answer)["file"][0]
    assert b"Words that took a while" in answer.content
    assert not Picture.objects.exists()


def test_a_form_with_another_mistake_takes_nothing_in(desk):
    answer = desk.post(ADD, upload(rights_until="yesterday"))
    assert list(errors(answer)) == ["rights_until"]
    assert not Picture.objects.exists()
