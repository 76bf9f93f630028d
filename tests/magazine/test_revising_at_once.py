"""Many people save one story at the same instant, on both databases: no version is lost, none is
written over, and readers see what they saw."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections

from magazine import publishing, revising, working_copy
from magazine.models import Article, Presence, Revision
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 20


@pytest.fixture
def people(transactional_db):
    users = get_user_model().objects
    return [users.create_user(f"writer{number}") for number in range(CROWD)]


def together(work):
    """Do `work(number)` in twenty threads that start as one; what each returned or raised."""
    gate = threading.Barrier(CROWD)

    def one(number):
        try:
            connection.ensure_connection()
            gate.wait(30)
            return work(number)
        except Exception as error:  # the test looks at it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(one, range(CROWD)))


def content(story, words):
    made = working_copy.taken(story)
    made["fields"]["body"] = f"<p>{words}</p>"
    return made


def bodies(story):
    return sorted(row.content["fields"]["body"] for row in story.revisions.all())


@pytest.mark.parametrize("kind", ["autosave", "saved"])
def test_twenty_save_on_top_of_one_version(people, kind, empty_search_index):
    story = factories.live_article(body="<p>As readers see it</p>")
    before = Article.objects.values().get()
    copies = [content(story, f"By {number}") for number in range(CROWD)]

    def save(number):
        return revising.keep(story, copies[number], by=people[number], base=1, kind=kind)

    outcomes = together(save)
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    first = [one for one in outcomes if one.overtaken_by is None]
    assert len(first) == 1
    assert {one.overtaken_by for one in outcomes if one.overtaken_by} == {first[0].revision}
    assert bodies(story) == sorted(
        ["<p>As readers see it</p>", *(f"<p>By {number}</p>" for number in range(CROWD))]
    )
    numbers = sorted(story.revisions.values_list("number", flat=True))
    assert numbers == list(range(1, CROWD + 2))
    assert Article.objects.values().get() == before


def test_twenty_windows_of_one_person_lose_nothing(people):
    story = factories.article(body="<p>First</p>")
    copies = [content(story, f"In window {number}") for number in range(CROWD)]
    outcomes = together(
        lambda number: revising.keep(story, copies[number], by=people[0], base=0, kind="autosave")
    )
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert len(set(bodies(story))) == CROWD + 1


def test_twenty_publish_and_save_at_once(people, empty_search_index):
    story, root = factories.live_article(body="<p>First</p>"), factories.publisher()
    copies = [content(story, f"By {number}") for number in range(CROWD)]

    def work(number):
        if number % 2:
            return publishing.update(story, copies[number], by=root)
        return revising.keep(story, copies[number], by=people[number], base=1)

    outcomes = together(work)
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert len(set(bodies(story))) == CROWD + 1
    out = Revision.objects.filter(article=story, kind="published").newest()
    assert out.content == working_copy.taken(Article.objects.get())


def test_twenty_say_that_they_are_here(people):
    story = factories.article()
    outcomes = together(
        lambda number: revising.present(story, by=people[number], window=f"w-{number}")
    )
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert Presence.objects.count() == CROWD
    assert len(revising.present(story, by=people[0], window="w-0")) == CROWD - 1
