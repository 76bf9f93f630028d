"""What the writing screen asks for by typing: stories to link to, snippets to put in; who may."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from magazine import publishing
from magazine.models import Snippet
from tests import factories

pytestmark = pytest.mark.django_db
LINKABLE, CHOICE = "/admin/magazine/article/linkable/", "/admin/magazine/snippet/choice/"


def linked(story):
    return f"/admin/magazine/article/{story.pk}/linked/"


def titles(answer):
    return {story["title"]: story["standing"] for story in answer.json()["stories"]}


@pytest.fixture
def stories(wanda, edith, paula):
    later = timezone.now() + datetime.timedelta(days=1)
    factories.live_article("Live mill", created_by=edith)
    factories.spotlight("Live mill on film", created_by=edith)
    factories.article("Her mill", created_by=wanda)
    factories.article("His mill", created_by=edith)
    publishing.publish(factories.article("Later mill", created_by=edith), by=paula, at=later)
    gone = factories.live_article("Gone mill", created_by=edith)
    publishing.withdraw(gone, by=paula)


def test_a_writer_finds_what_is_live_and_what_is_hers(client, wanda, stories):
    client.force_login(wanda)
    assert titles(client.get(LINKABLE, {"q": "mill"})) == {
        "Live mill": "Live",
        "Live mill on film": "Live",
        "Her mill": "Draft",
    }


@pytest.mark.parametrize("who", ["edith", "paula"])
def test_an_editor_finds_them_all_and_is_told_how_they_stand(request, client, stories, who):
    client.force_login(request.getfixturevalue(who))
    assert titles(client.get(LINKABLE, {"q": "MILL"})) == {
        "Live mill": "Live",
        "Live mill on film": "Live",
        "Her mill": "Draft",
        "His mill": "Draft",
        "Later mill": "Scheduled",
        "Gone mill": "Withdrawn",
    }
    assert titles(client.get(LINKABLE, {"q": "mill later"})) == {"Later mill": "Scheduled"}


@pytest.mark.parametrize("query", ["\x00", "%", "_", "'", "x" * 5000, "mill " * 500])
def test_no_words_break_the_search(client, edith, stories, query):
    client.force_login(edith)
    assert client.get(LINKABLE, {"q": query}).status_code == 200


def test_one_story_is_told_to_who_may_see_it(client, wanda, edith):
    hers, his = factories.article("Hers", created_by=wanda), factories.article(created_by=edith)
    live = factories.live_article("Live", created_by=edith)
    client.force_login(wanda)
    assert client.get(linked(hers)).json() == {
        "id": hers.pk,
        "title": "Hers",
        "section": "Fashion",
        "standing": "Draft",
        "live": False,
    }
    assert client.get(linked(live)).json()["live"] is True
    assert client.get(linked(his)).status_code == 404
    assert client.get("/admin/magazine/article/4711/linked/").status_code == 404


def test_visitors_and_guests_learn_nothing(client):
    story, kept = factories.live_article(), factories.snippet()
    for path in [LINKABLE, linked(story), CHOICE]:
        assert client.get(path)["Location"].startswith("/admin/login/")
    client.force_login(get_user_model().objects.create_user("gus", is_staff=True))
    for path in [LINKABLE, linked(story), f"{CHOICE}?id={kept.pk}"]:
        answer = client.get(path)
        assert (answer.status_code, list(answer.json())) == (403, ["error"])
        assert client.post(path).status_code == 405


def test_snippets_are_found_by_name_and_told_by_number(client, wanda):
    fair, other = factories.snippet("The fair"), factories.snippet("Other", "<p>x &amp; y</p>")
    client.force_login(wanda)
    told = {"id": other.pk, "name": "Other", "words": "x & y"}
    assert [each["id"] for each in client.get(CHOICE).json()["snippets"]] == [other.pk, fair.pk]
    assert client.get(CHOICE, {"q": "oth"}).json() == {"snippets": [told]}
    assert client.get(CHOICE, {"id": other.pk}).json() == {"snippets": [told]}
    for nonsense in ["x", "-1", "9" * 40, "\x00", "²"]:
        assert client.get(CHOICE, {"id": nonsense}).json() == {"snippets": []}


def test_editors_keep_snippets_and_writers_use_them(client, wanda, edith):
    form = {"name": "Fair", "body": '<p onclick="x">Open</p><h2>Head</h2><script>x</script>'}
    client.force_login(wanda)
    assert client.post("/admin/magazine/snippet/add/", form).status_code == 403
    client.force_login(edith)
    client.post("/admin/magazine/snippet/add/", form)
    assert Snippet.objects.get().body == "<p>Open</p>Head"
