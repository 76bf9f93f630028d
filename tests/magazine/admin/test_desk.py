"""The newsroom's first page: what waits for whom."""

import datetime

import pytest
from django.utils import timezone

from magazine import publishing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(wanda, paula):
    factories.article("Wanda's draft", created_by=wanda)
    factories.article("Paula's draft", created_by=paula)
    publishing.submit(factories.article("Handed in", created_by=wanda), by=wanda)
    publishing.submit(factories.article("Edith's piece"), by=paula)
    ahead = timezone.now() + datetime.timedelta(days=2)
    factories.live_article("Coming", by=paula, publish_at=ahead)
    factories.live_article("Out", by=paula, created_by=wanda)
    factories.spotlight("A film")


def panels(client):
    return {
        panel.title: [row.title for row in panel.rows]
        for panel in client.get("/admin/").context["panels"]
    }


def test_a_publisher_sees_the_whole_house(stories, paulas):
    assert panels(paulas) == {
        "Your drafts": ["Paula's draft"],
        "In review": ["Handed in", "Edith's piece"],
        "Goes live next": ["Coming"],
        "Went live": ["A film", "Out"],
    }


def test_a_writer_sees_her_own(stories, wandas):
    assert panels(wandas) == {
        "Your drafts": ["Wanda's draft"],
        "In review": ["Handed in"],
        "Goes live next": [],
        "Went live": ["Out"],
    }


def test_every_row_opens_the_story_whatever_its_kind(stories, paulas):
    answer = paulas.get("/admin/")
    urls = [row.url for panel in answer.context["panels"] for row in panel.rows]
    assert any("/spotlightfeature/" in url for url in urls)
    for url in urls:
        assert paulas.get(url).status_code == 200


def test_one_may_begin_at_once(wandas):
    links = [shortcut.label for shortcut in wandas.get("/admin/").context["shortcuts"]]
    assert links == ["Write a story", "New spotlight feature"]


def test_the_desk_asks_the_same_number_of_questions_however_much_lies_on_it(
    stories, paulas, paula, django_assert_num_queries
):
    paulas.get("/admin/")
    with django_assert_num_queries(9):
        paulas.get("/admin/")
    for _ in range(10):
        factories.article(created_by=paula)
        factories.live_article(by=paula)
    with django_assert_num_queries(9):
        paulas.get("/admin/")
