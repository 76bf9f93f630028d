"""A page costs as many queries with thirty stories as with one."""

import pytest
from django.contrib.contenttypes.models import ContentType

from magazine.models import Article, SiteIdentity
from spotlight.models import SpotlightFeature
from tests import factories
from tests.press.reading import Reader

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
    "/stories/story-0/": 8,
    "/spotlight/film-0/": 9,
    "/sections/fashion/": 10,
    "/spotlight/": 8,
    "/tags/cloth/": 10,
    "/contributors/": 8,
    "/contributors/person-0/": 10,
    "/issues/": 8,
    "/issues/issue-7/": 10,
    "/pages/about/": 7,
    "/search/?q=woven": 9,
    "/feed/": 3,
    "/sections/fashion/feed/": 4,
    "/sitemap.xml": 6,
    "/robots.txt": 0,
}


# What the press pays, once it has printed the first page of an edition: the furniture of every page
# is read once an edition.
PRINTED = {
    "/": 4,
    "/stories/story-0/": 2,
    "/spotlight/film-0/": 3,
    "/sections/fashion/": 4,
    "/spotlight/": 3,
    "/tags/cloth/": 4,
    "/contributors/person-0/": 4,
    "/feed/": 3,
}


@pytest.mark.parametrize("stories", [1, 30])
@pytest.mark.parametrize(("path", "queries"), PRINTED.items())
def test_a_page_of_an_edition_that_has_begun_costs_a_handful(
    transactional_db, tmp_path, django_assert_num_queries, stories, path, queries
):
    fill_magazine(stories)
    reader = Reader(tmp_path / "press")
    reader.look()
    reader.get("/pages/about/")
    reader.get("/stories/story-1/" if stories > 1 else "/issues/")
    with django_assert_num_queries(queries):
        answer = reader.get(path)
    assert answer.status == 200


@pytest.fixture(scope="class", params=[1, 30])
def magazine(kept, request):
    """With so many stories."""
    with kept():
        fill_magazine(request.param)
        yield


class TestEveryPage:
    @pytest.mark.parametrize(("path", "queries"), QUERIES.items())
    def test_costs_the_same_whatever_it_lists(
        self, client, django_assert_num_queries, magazine, path, queries
    ):
        client.get("/robots.txt")  # imports what a first request imports
        with django_assert_num_queries(queries):
            answer = client.get(path)
        assert answer.status_code == 200
