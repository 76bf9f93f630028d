import pytest

from magazine.models import Redirect
from magazine.redirecting import moved

pytestmark = pytest.mark.django_db


def table():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_an_old_address_leads_to_the_new_one(client):
    moved("/stories/old/", "/stories/new/")
    answer = client.get("/stories/old/")
    assert (answer.status_code, answer["Location"]) == (301, "/stories/new/")


def test_a_story_renamed_twice_sends_nobody_twice():
    moved("/a/", "/b/")
    moved("/b/", "/c/")
    assert table() == {"/a/": "/c/", "/b/": "/c/"}


def test_a_story_renamed_back_makes_no_loop():
    moved("/a/", "/b/")
    moved("/b/", "/a/")
    assert table() == {"/b/": "/a/"}


def test_an_address_of_the_old_site_with_its_query_is_known(client):
    Redirect.objects.create(old_path="/index.php?id=5", new_path="/stories/five/")
    assert client.get("/index.php?id=5")["Location"] == "/stories/five/"
    assert client.get("/index.php?id=6").status_code == 404


@pytest.mark.parametrize("path", ["/%00", "/" + "x" * 5000, "/%ff%fe", "/a?" + "q=1&" * 2000])
def test_a_hostile_address_is_just_not_found(client, path):
    assert client.get(path).status_code == 404
