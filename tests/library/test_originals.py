"""Originals stay in the house: the newsroom may save one, readers get none."""

import pytest

from library.uploading import add_picture
from tests import factories

pytestmark = pytest.mark.django_db
DATA = factories.picture_file()


@pytest.fixture
def picture(db):
    return add_picture(DATA, title='Dunes "at"\r\nnoon/../x')[0]


def test_who_may_change_a_picture_may_save_its_original(client, wanda, picture):
    client.force_login(wanda)
    answer = client.get(f"/admin/library/picture/{picture.pk}/original/")
    assert b"".join(answer.streaming_content) == DATA
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dunes-at-noonx.jpeg"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_else_may(client, django_user_model, picture):
    address = f"/admin/library/picture/{picture.pk}/original/"
    assert client.get(address).headers["Location"].startswith("/admin/login/")
    client.force_login(django_user_model.objects.create_user("gus", is_staff=True))
    assert client.get(address).status_code == 403


def test_one_that_is_gone_is_not_found(client, edith, picture):
    client.force_login(edith)
    assert client.get("/admin/library/picture/404/original/").status_code == 404
    picture.original.storage.delete(picture.original.name)
    assert client.get(f"/admin/library/picture/{picture.pk}/original/").status_code == 404


@pytest.mark.parametrize(
    "way",
    [
        "/media/{name}",
        "/media/originals/{name}",
        "/media/renditions/{name}",
        "/media/renditions/../../originals/{name}",
        "/media/renditions/%2e%2e/%2e%2e/originals/{name}",
        "/media/renditions/..%2f..%2foriginals/{name}",
        "/media/renditions/{folder}/..\\..\\..\\originals\\{name}",
        "/media/renditions/{folder}/{digest}.jpg",
        "/media/renditions/{folder}/{short}-480.jpg/../../../originals/{name}",
        "/media/renditions/{folder}/{short}-480.jpg%00",
        "/media/renditions/{folder}/{short}-480.jpg%0a",
        "/media/renditions/{folder}/{short}-480.jpeg",
        "/media/renditions/{folder}/{short}-480.php",
        "/media/renditions/{folder}/{short}-999999.jpg",
        "/media/renditions/{folder}/{short}--1.jpg",
        "/media/renditions//etc/passwd",
        "/media/../elucid.sqlite3",
        "/media/%2e%2e/secret_key",
        "/originals/{name}",
        "/static/../originals/{name}",
    ],
)
def test_no_way_through_the_renditions_leads_to_one(client, picture, way):
    address = way.format(
        name=picture.original.name,
        folder=picture.sha256[:2],
        digest=picture.sha256,
        short=picture.sha256[:16],
    )
    assert client.get(address).status_code == 404
