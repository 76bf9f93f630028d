"""The addresses behind the picker: who may ask, what is answered, what is taken."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from library import picking
from library.models import Picture
from library.uploading import MAX_BYTES, add_picture
from tests import factories
from tests.conftest import PASSWORD
from tests.library import hostile

pytestmark = pytest.mark.django_db
PICKER, UPLOAD = "/admin/library/picture/picker/", "/admin/library/picture/upload/"


def file(data=None, name="dune-field.jpg"):
    return SimpleUploadedFile(name, factories.picture_file() if data is None else data)


def ids(answer):
    return [card["id"] for card in answer.json()["pictures"]]


@pytest.fixture
def asked(client, edith):
    """Edith at the picker: `asked(q="…")`."""
    client.force_login(edith)
    return lambda **query: client.get(PICKER, query)


@pytest.fixture
def guest(db):
    """Signed in to the newsroom, but in no group."""
    return get_user_model().objects.create_user("gus", password=PASSWORD, is_staff=True)


# --- who may ---


@pytest.mark.parametrize("who", ["wanda", "edith", "paula"])
def test_everybody_of_the_newsroom_finds_and_adds(request, client, who):
    member = request.getfixturevalue(who)
    client.force_login(member)
    sent = client.post(UPLOAD, {"file": file()})
    assert (sent.status_code, sent.json()["title"]) == (201, "dune field")
    assert Picture.objects.get().added_by == member
    answer = client.get(PICKER)
    assert (ids(answer), answer.json()["upload"]) == ([sent.json()["id"]], UPLOAD)
    assert answer.json()["largest"] == MAX_BYTES


def test_who_may_only_look_is_offered_no_upload(client, guest):
    from django.contrib.auth.models import Permission

    guest.user_permissions.add(Permission.objects.get(codename="view_picture"))
    client.force_login(guest)
    assert client.get(PICKER).json()["upload"] is None
    sent = client.post(UPLOAD, {"file": file()})
    assert (sent.status_code, sent.json()) == (
        403,
        {"error": "You may not add pictures to the library."},
    )
    assert not Picture.objects.exists()


def test_who_may_nothing_sees_and_adds_nothing(client, guest):
    picture, _ = add_picture(factories.picture_file())
    client.force_login(guest)
    answers = [
        client.get(PICKER),
        client.get(f"/admin/library/picture/cards/?pictures={picture.pk}"),
        client.post(UPLOAD, {"file": file()}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert all(set(answer.json()) == {"error"} for answer in answers)
    assert Picture.objects.count() == 1


@pytest.mark.parametrize("address", [PICKER, UPLOAD, "/admin/library/picture/cards/?pictures=1"])
def test_strangers_and_readers_are_sent_to_sign_in(client, address):
    reader = get_user_model().objects.create_user("rhea", password=PASSWORD)
    for known in (False, True):
        if known:
            client.force_login(reader)
        answer = (
            client.post(address, {"file": file()}) if address == UPLOAD else client.get(address)
        )
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/admin/login/")
    assert not Picture.objects.exists()


def test_an_upload_without_the_csrf_token_is_refused(edith):
    client = Client(enforce_csrf_checks=True)
    client.force_login(edith)
    assert client.post(UPLOAD, {"file": file()}).status_code == 403
    assert (
        client.post(UPLOAD, {"file": file()}, headers={"X-CSRFToken": "a" * 64}).status_code == 403
    )
    assert not Picture.objects.exists()


def test_an_upload_with_the_token_of_a_page_is_taken(edith):
    client = Client(enforce_csrf_checks=True)
    client.force_login(edith)
    client.get("/admin/library/picture/")
    token = client.cookies["csrftoken"].value
    sent = client.post(UPLOAD, {"file": file()}, headers={"X-CSRFToken": token})
    assert sent.status_code == 201


def test_only_the_methods_that_they_are_made_for(asked, client):
    assert client.post(PICKER).status_code == 405
    assert client.get(UPLOAD).status_code == 405


# --- what is answered ---


def test_a_card_says_what_the_scripts_need(asked):
    picture, _ = add_picture(
        factories.picture_file((3000, 2000)),
        title="Dunes",
        alt="Sand.",
        caption="At noon",
        credit="Ines",
    )
    (card,) = asked().json()["pictures"]
    thumb, preview = card.pop("thumb"), card.pop("preview")
    assert card == {
        "id": picture.pk,
        "title": "Dunes",
        "alt": "Sand.",
        "caption": "At noon",
        "credit": "Ines",
        "width": 3000,
        "height": 2000,
        "focal_x": 0.5,
        "focal_y": 0.5,
        "edit": reverse("admin:library_picture_change", args=[picture.pk]),
    }
    assert [address.split("/")[1] for address in (thumb, preview)] == ["media", "media"]


def test_the_newest_comes_first_and_pages_follow(asked, monkeypatch):
    monkeypatch.setattr(picking, "PER_PAGE", 2)
    brought = [add_picture(factories.picture_file((130, 10)))[0].pk for _ in range(5)][::-1]
    pages = [asked(page=page) for page in (1, 2, 3, 4)]
    assert [ids(page) for page in pages] == [brought[:2], brought[2:4], brought[4:], []]
    assert [page.json()["more"] for page in pages] == [True, True, False, False]


@pytest.mark.parametrize("page", ["", "0", "-1", "abc", "1e9", "²", "१", "\x00", "9" * 400])
def test_a_page_that_is_none_is_the_first(asked, page):
    picture, _ = add_picture(factories.picture_file())
    assert ids(asked(page=page)) == [picture.pk]


def test_a_page_beyond_the_last_is_empty(asked):
    add_picture(factories.picture_file())
    assert ids(asked(page="999999999")) == []


def test_all_words_must_be_there_in_whatever_place(asked):
    dunes, _ = add_picture(factories.picture_file(), title="Dunes", credit="Ines Valcourt")
    add_picture(factories.picture_file(), title="Dunes", credit="Somebody else")
    sea, _ = add_picture(factories.picture_file(), title="Sea", alt="No dunes, VALCOURT.")
    assert ids(asked(q="valcourt dunes")) == [sea.pk, dunes.pk]
    assert ids(asked(q="nothing like it")) == []


@pytest.mark.parametrize(
    "words", ["%", "_", "\\", "'; DROP TABLE library_picture; --", "\x00", "x" * 5000, "a " * 3000]
)
def test_words_are_words_and_nothing_else(asked, words):
    picture, _ = add_picture(factories.picture_file(), title="Plain")
    answer = asked(q=words)
    assert answer.status_code == 200
    expected = [picture.pk] if not words.replace("\x00", "").strip() or words[:2] == "a " else []
    assert ids(answer) == expected


@pytest.mark.parametrize("count", [1, 20])
def test_the_picker_asks_the_database_as_often_for_one_as_for_many(
    asked, count, django_assert_num_queries
):
    for _ in range(count):
        add_picture(factories.picture_file((130, 10)))
    asked()
    # Session, account, two for its permissions, pictures, collections.
    with django_assert_num_queries(5):
        assert len(ids(asked())) == count


def test_a_text_asks_for_all_its_pictures_at_once(asked, client, django_assert_num_queries):
    pictures = [add_picture(factories.picture_file((40 + n, 30)))[0] for n in range(3)]
    numbers = ",".join(str(picture.pk) for picture in pictures)
    with django_assert_num_queries(4):  # session, account, its permissions, pictures
        answer = client.get(f"/admin/library/picture/cards/?pictures={numbers},99999999")
    found = answer.json()
    assert set(found) == {str(picture.pk) for picture in pictures}
    assert found[str(pictures[1].pk)]["width"] == 41


@pytest.mark.parametrize(
    "pictures", ["", "1,", "a", "-1", "1;2", "9" * 19, ",".join("1" * 101), "１"]
)
def test_what_is_no_list_of_numbers_is_refused(asked, client, pictures):
    answer = client.get("/admin/library/picture/cards/", {"pictures": pictures})
    assert (answer.status_code, set(answer.json())) == (400, {"error"})


def test_answers_are_not_kept_and_run_nothing(asked):
    add_picture(factories.picture_file(), title="</script><script>alert(1)</script>")
    answer = asked()
    assert answer.headers["Content-Type"] == "application/json"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]


# --- what is taken ---


def test_a_file_that_is_there_already_is_answered_with_its_card(asked, client):
    picture, _ = add_picture(data := factories.picture_file(), title="Dunes")
    sent = client.post(UPLOAD, {"file": file(data)})
    assert (sent.status_code, sent.json()["id"], sent.json()["title"]) == (200, picture.pk, "Dunes")


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"Dear editors", 400, "not a picture that the library takes"),
        (hostile.SVG, 400, "SVG drawings can carry scripts"),
        (hostile.bomb(), 400, "too many pixels"),
        (factories.picture_file()[:300], 400, "damaged or was cut short"),
        (b"\xff\xd8\xff" + bytes(30 * 1024 * 1024), 413, "larger than 25 MB"),
    ],
    ids=["text", "svg", "bomb", "cut short", "30 MB"],
)
def test_a_refusal_is_a_sentence(asked, client, data, status, words):
    sent = client.post(UPLOAD, {"file": file(data)})
    assert sent.status_code == status
    assert words in sent.json()["error"]
    assert not Picture.objects.exists()


def test_no_file_is_a_sentence_too(asked, client):
    for body in ({}, {"file": "a text where a file should be"}):
        sent = client.post(UPLOAD, body)
        assert sent.status_code == 400
        assert json.loads(sent.content)["error"].startswith("No file arrived.")
    # A file of no bytes is one that arrived.
    assert client.post(UPLOAD, {"file": file(b"")}).json() == {"error": "This file is empty."}


def test_a_broken_multipart_body_is_no_fault_of_ours(asked, client):
    sent = client.post(UPLOAD, b"--x\r\nnonsense", content_type="multipart/form-data; boundary=x")
    assert sent.status_code == 400
