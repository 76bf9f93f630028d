"""A feature is a story among stories: its tags lead to it, and search knows them."""

import pytest
from taggit.models import Tag

from magazine import tagging
from magazine.models import Article
from magazine.searching import search
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    return factories.spotlight("A film", tags=["silent cinema"])


def test_the_page_of_a_tag_shows_features_and_articles_alike(client, film):
    story = factories.live_article("A story", tags=["silent cinema"])
    page = client.get("/tags/silent-cinema/")
    assert [row.pk for row in page.context["page_obj"]] == [story.pk, film.pk]


def test_a_features_tag_finds_it_in_search(film):
    assert [row.pk for row in search("silent")] == [film.pk]


def test_a_feature_has_the_same_tags_seen_as_an_article(film):
    assert [tag.name for tag in Article.objects.get(pk=film.pk).tags.all()] == ["silent cinema"]


def test_merged_tags_stand_once_on_stories_of_every_kind(film):
    story = factories.live_article("A story", tags=["silent cinema", "Cinema"])
    silent, cinema = (Tag.objects.get(name=name) for name in ("silent cinema", "Cinema"))
    assert tagging.merge(silent, into=cinema) == 2
    for row in (film, story):
        assert [tag.name for tag in row.tags.all()] == ["Cinema"]
