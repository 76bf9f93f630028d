"""A query that is put together once gives what the queryset would."""

import datetime

import pytest
from django.utils import timezone

from magazine.models import Article, Credit, Section
from magazine.prepared import Prepared
from magazine.reading import story_at
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_story_is_read_as_its_queryset_reads_it(django_assert_num_queries):
    people = [factories.contributor(f"Person {place}") for place in range(2)]
    credits = [("words", people[0]), ("photography", people[1])]
    for number in range(3):
        factories.live_article(f"Story {number}", credits=credits, tags=["cloth", "river"])
    for number in [1, 2, 1]:
        slug = f"story-{number}"
        expected = Article.objects.live().for_page().get(slug=slug)
        with django_assert_num_queries(1):
            story = story_at(slug)
            names = [credit.name for credit in story.byline]
            tags = [tag.name for tag in story.tags.all()]
            section = story.section.title
        assert story == expected
        assert {
            field.attname: getattr(story, field.attname) for field in Article._meta.concrete_fields
        } == {
            field.attname: getattr(expected, field.attname)
            for field in Article._meta.concrete_fields
        }
        assert names == [credit.name for credit in expected.byline] == ["Person 0"]
        assert sorted(tags) == sorted(tag.name for tag in expected.tags.all())
        assert section == expected.section.title


def test_what_is_not_live_is_not_found():
    now = timezone.now()
    factories.article("A draft")
    factories.live_article("To come", publish_at=now + datetime.timedelta(hours=1))
    gone = factories.live_article("Gone")
    gone.withdraw_at = timezone.now()
    gone.save()
    for slug in [
        "a-draft",
        "to-come",
        "gone",
        "never",
        "' OR 1=1 --",
        "%s",
        "an example of a slug",
    ]:
        assert story_at(slug) is None


def test_the_time_is_the_callers_and_not_that_of_the_first_call():
    at = timezone.now() + datetime.timedelta(milliseconds=300)
    factories.live_article("Soon", publish_at=at)
    assert story_at("soon") is None
    while timezone.now() < at:
        pass
    assert story_at("soon") is not None


def test_an_example_must_be_found_in_the_query_and_every_value_given():
    of_title = Prepared(lambda title: Section.objects.filter(title=title), title="an example")
    factories.section("Film")
    assert [section.title for section in of_title(title="Film")] == ["Film"]
    assert of_title(title="Music") == []
    with pytest.raises(TypeError, match="title"):
        of_title(name="Film")
    lost = Prepared(lambda title: Credit.objects.filter(role="words"), title="an example")
    with pytest.raises(ValueError, match="not among"):
        lost(title="Film")
