"""Sound and files for stories: what is taken, who may, how it is handed out."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from library import attachments
from library.attachments import Attachment, AttachmentRefused, add_attachment, format_of
from tests import factories

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/library/attachment/upload/"


def archive(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in files.items():
            made.writestr(name.replace("__", "/"), text)
    return out.getvalue()


TAKEN = {
    "mp3": b"ID3\x04\x00" + b"\0" * 40,
    "mp3 without a tag": b"\xff\xfb\x90\x64" + b"\0" * 40,
    "m4a": b"\0\0\0\x20ftypM4A \0\0\0\0" + b"\0" * 40,
    "ogg": b"OggS\0\x02" + b"\0" * 22 + b"OpusHead" + b"\0" * 20,
    "wav": b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 30,
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "zip": archive(**{"a.txt": "a"}),
    "epub": archive(mimetype="application/epub+zip"),
    "docx": archive(**{"[Content_Types].xml": "<x/>", "word__document.xml": "<x/>"}),
    "xlsx": archive(**{"[Content_Types].xml": "<x/>", "xl__workbook.xml": "<x/>"}),
}


@pytest.mark.parametrize("what", TAKEN)
def test_a_file_is_taken_for_what_it_holds_whatever_it_is_called(what):
    for name in ["x.html", "x.exe", "x"]:
        assert format_of(SimpleUploadedFile(name, TAKEN[what])) == what.split()[0]


REFUSED = {
    "html": b"<!DOCTYPE html><script>alert(1)</script>",
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "text": b"just words",
    "program": b"MZ\x90\0" + b"\0" * 60,
    "picture": factories.picture_file(),
    "film": b"\0\0\0\x20ftypqt  \0\0\0\0" + b"\0" * 40,
    "nothing": b"",
    "half an archive": archive(**{"a.txt": "a"})[:30],
    "macros": archive(**{"[Content_Types].xml": "<x/>", "word__vbaProject.bin": "x"}),
    "a byte order mark": b"\xff\xfe<\0s\0c\0r\0i\0p\0t\0",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_browser_could_run_or_nobody_can_play_is_refused(what):
    with pytest.raises(AttachmentRefused):
        add_attachment(SimpleUploadedFile("song.mp3", REFUSED[what], "audio/mpeg"))
    assert Attachment.objects.count() == 0


def test_the_same_bytes_are_one_file():
    one, is_new = add_attachment(SimpleUploadedFile("Tailor_speaks.mp3", TAKEN["mp3"]))
    two, again = add_attachment(SimpleUploadedFile("other.mp3", TAKEN["mp3"]))
    assert (one.pk, is_new, again, one.title) == (two.pk, True, False, "Tailor speaks")


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch):
    monkeypatch.setattr(attachments, "MAX_BYTES", 10)
    with pytest.raises(AttachmentRefused, match="larger than"):
        add_attachment(SimpleUploadedFile("a.pdf", TAKEN["pdf"]))


# --- handing out ---


def body_of(answer):
    return b"".join(answer.streaming_content)


def test_a_file_is_saved_and_a_sound_is_played(client):
    file = factories.attachment('A "pattern"\r\nX: y.pdf')
    answer = client.get(file.get_absolute_url())
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="a-pattern-x-y.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert len(body_of(answer)) == file.size
    sound = factories.attachment("voice.mp3")
    answer = client.get(sound.get_absolute_url())
    assert answer["Content-Type"] == "audio/mpeg"
    assert answer["Content-Disposition"] == 'inline; filename="voice.mp3"'
    assert answer.cookies == {}
    again = client.get(sound.get_absolute_url(), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-3", 206, b"ID3\x04"),
        ("bytes=1-", 206, None),
        ("bytes=-4", 206, b"\0\0\0\0"),
        ("bytes=0-99999999", 206, None),
        ("bytes=99999999-", 416, b""),
        ("bytes=5-2", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=-", 200, None),
        ("bytes=0-1,3-4", 200, None),
        ("pages=1-2", 200, None),
        ("bytes=" + "9" * 40 + "-", 200, None),
    ],
)
def test_a_part_of_a_sound_is_what_was_asked_for(client, asked, status, part):
    sound = factories.attachment("voice.mp3")
    answer = client.get(sound.get_absolute_url(), headers={"Range": asked})
    assert answer.status_code == status
    body = body_of(answer) if answer.streaming else answer.content
    if part is not None:
        assert body == part
    if status == 206:
        first, last, whole = map(int, re.findall(r"\d+", answer["Content-Range"]))
        assert (len(body), whole) == (last - first + 1, sound.size)
        assert int(answer["Content-Length"]) == len(body)


def test_a_part_of_what_has_changed_is_the_whole(client):
    sound = factories.attachment("voice.mp3")
    headers = {"Range": "bytes=0-3", "If-Range": '"another"'}
    assert client.get(sound.get_absolute_url(), headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/media/files/{digest}/x.html",
        "/media/files/{digest}/x.mp3",
        "/media/files/{digest}/../../../etc/passwd",
        "/media/files/0000000000000000/x.pdf",
        "/media/files/{whole}/x.pdf",
        "/media/files/{digest}/",
    ],
)
def test_no_other_name_leads_to_a_file(client, path):
    file = factories.attachment()
    path = path.format(digest=file.sha256[:16], whole=file.sha256)
    assert client.get(path).status_code == 404
    assert client.post(file.get_absolute_url()).status_code == 405


def test_a_deleted_file_leaves_nothing_behind(client, django_capture_on_commit_callbacks):
    file = factories.attachment()
    storage, name = file.file.storage, file.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        file.delete()
    assert not storage.exists(name)
    assert client.get(f"/media/files/{file.sha256[:16]}/pattern.pdf").status_code == 404


# --- who may ---


@pytest.mark.parametrize("who", ["wanda", "edith", "paula"])
def test_everybody_who_writes_sends_files(request, client, who):
    member = request.getfixturevalue(who)
    client.force_login(member)
    sent = client.post(UPLOAD, {"file": SimpleUploadedFile("a.pdf", TAKEN["pdf"])})
    assert (sent.status_code, sent.json()["kind"], sent.json()["title"]) == (201, "file", "a")
    assert Attachment.objects.get().added_by == member
    again = client.post(UPLOAD, {"file": SimpleUploadedFile("b.pdf", TAKEN["pdf"])})
    assert (again.status_code, again.json()["id"]) == (200, sent.json()["id"])
    card = client.get(f"/admin/library/attachment/{sent.json()['id']}/card/")
    assert card.json() == sent.json()


def test_visitors_and_guests_send_and_see_nothing(client, django_user_model):
    file = factories.attachment()
    card = f"/admin/library/attachment/{file.pk}/card/"
    sent = {"file": SimpleUploadedFile("a.pdf", TAKEN["pdf"])}
    assert client.post(UPLOAD, sent)["Location"].startswith("/admin/login/")
    assert client.get(card)["Location"].startswith("/admin/login/")
    client.force_login(django_user_model.objects.create_user("gus", is_staff=True))
    sent = {"file": SimpleUploadedFile("a.pdf", TAKEN["pdf"])}
    assert client.post(UPLOAD, sent).json() == {"error": "You may not add files to the library."}
    assert client.get(card).status_code == 403
    assert Attachment.objects.count() == 1


def test_what_is_wrong_with_a_file_is_said(client, wanda):
    client.force_login(wanda)
    assert client.post(UPLOAD).json()["error"].startswith("No file arrived.")
    sent = client.post(UPLOAD, {"file": SimpleUploadedFile("a.mp3", REFUSED["html"])})
    assert (sent.status_code, sent.json()["error"][:30]) == (400, "This is no file that we take. ")
    assert client.get(UPLOAD).status_code == 405
    assert client.get("/admin/library/attachment/4711/card/").status_code == 404


def test_writers_do_not_rename_or_delete_files_and_editors_do(client, wanda, edith):
    file = factories.attachment()
    change = f"/admin/library/attachment/{file.pk}/change/"
    client.force_login(wanda)
    client.post(change, {"title": "Hers"})
    client.post(f"/admin/library/attachment/{file.pk}/delete/", {"post": "yes"})
    assert Attachment.objects.get().title == "pattern"
    client.force_login(edith)
    client.post(change, {"title": "The pattern"})
    assert Attachment.objects.get().title == "The pattern"
