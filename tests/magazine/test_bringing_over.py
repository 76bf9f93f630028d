"""Stories from elsewhere arrive in bulk and are then as if they had been published here."""

import datetime

import pytest
from django.utils import timezone
from taggit.models import Tag

from magazine import publishing, searching
from magazine.models import Article, Credit
from press.models import Turn
from tests import factories

pytestmark = pytest.mark.django_db

LONG_AGO = datetime.datetime(2019, 3, 1, tzinfo=datetime.UTC)


def brought(number, **fields):
    fields = {
        "title": f"Old story {number}",
        "slug": f"old-story-{number}",
        "section": factories.section(),
        "body": "<p>A loom stood in the attic.</p>",
        "publish_at": LONG_AGO,
        **fields,
    }
    tag = Tag.objects.get_or_create(name="cloth", slug="cloth")[0]
    credit = Credit(role=Credit.Role.WORDS, contributor=factories.contributor())
    return publishing.Brought(Article(**fields), [tag], [credit])


def test_they_are_live_rendered_found_and_on_record(paula):
    assert publishing.bring_over([brought(1), brought(2)], by=paula) == 2
    story = Article.objects.live().get(slug="old-story-1")
    assert (story.body_html, story.word_count) == ("<p>A loom stood in the attic.</p>", 6)
    assert [credit.name for credit in story.byline] == ["Ines Valcourt"]
    assert [tag.name for tag in story.tags.all()] == ["cloth"]
    assert [(event.action, event.by) for event in story.events.all()] == [("brought over", paula)]
    for words in ["attic", "Valcourt", "cloth", "old story"]:
        assert {found.slug for found in searching.search(words)} == {"old-story-1", "old-story-2"}


def test_they_turn_the_press_once(paula):
    publishing.bring_over([brought(number) for number in range(5)], by=paula)
    assert Turn.objects.count() == 1


def test_many_cost_as_many_queries_as_few(paula, django_assert_num_queries):
    for first, count in [(0, 1), (100, 30)]:
        stories = [brought(number) for number in range(first, first + count)]
        with django_assert_num_queries(9 if first == 0 else 8):
            publishing.bring_over(stories, by=paula)


def test_all_or_nothing_and_only_by_publishers(edith, paula):
    ahead = timezone.now() + datetime.timedelta(days=1)
    for refused in [{"publish_at": ahead}, {"publish_at": None}, {"slug": ""}]:
        with pytest.raises(publishing.Refused):
            publishing.bring_over([brought(1), brought(2, **refused)], by=paula)
    with pytest.raises(publishing.Refused):
        publishing.bring_over([brought(1)], by=edith)
    assert Article.objects.count() == 0
