"""A page costs as many queries with thirty stories as with one."""

import pytest
from django.contrib.contenttypes.models import ContentType

from magazine.models import Article, SiteIdentity
from spotlight.models import SpotlightFeature
from tests import factories

pytestmark = pytest.mark.django_db


def fill_magazine(count):
    """`count` stories and features that have everything, in two sections."""
    SiteIdentity.objects.create().social_links.create(label="Mastodon", url="https://example.org/")
    people = [factories.contributor(f"Person {place}") for place in range(3)]
    issue = factories.print_issue(7)
    issue.print_only.create(page=1, title="On paper")
    factories.page("About")
    for place in range(count):
        fields = {
            "section": factories.section(["Fashion", "Culture"][place % 2]),
            "tags": ["cloth"],
            "credits": [("words", people[place % 3]), ("photography", people[0])],
            "print_issue": issue,
            "print_page": place + 2,
            "body": "<p>A woven thing.</p>",
        }
        factories.live_article(f"Story {place}", **fields)
        film = factories.spotlight(f"Film {place}", **fields)
        film.facts.create(label="Year", value="2026")
        film.accolades.create(award="Best")
    # Django asks for these once in the life of a process.
    ContentType.objects.get_for_models(Article, SpotlightFeature)


QUERIES = {
    "/": 8,
    "/stories/story-0/": 11,
    "/spotlight/film-0/": 13,
    "/sections/fashion/": 11,
    "/spotlight/": 9,
    "/tags/cloth/": 11,
    "/contributors/": 8,
    "/contributors/person-0/": 11,
    "/issues/": 8,
    "/issues/issue-7/": 11,
    "/pages/about/": 7,
    "/search/?q=woven": 10,
    "/feed/": 5,
    "/sections/fashion/feed/": 6,
    "/sitemap.xml": 6,
    "/robots.txt": 0,
}


@pytest.mark.parametrize("stories", [1, 30])
@pytest.mark.parametrize(("path", "queries"), QUERIES.items())
def test_a_page_costs_the_same_whatever_it_lists(
    client, django_assert_num_queries, stories, path, queries
):
    fill_magazine(stories)
    client.get("/robots.txt")  # imports what a first request imports
    with django_assert_num_queries(queries):
        answer = client.get(path)
    assert answer.status_code == 200
