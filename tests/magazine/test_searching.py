import pytest

from magazine import publishing, searching
from magazine.searching import search
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def coat():
    return factories.live_article(
        "A coat, taken apart",
        kicker="The long read",
        standfirst="Sixty-one pieces.",
        body="<h2>Inside</h2><p>Canvas, horsehair and a <em>café</em> receipt.</p>"
        '<aside data-card="pullquote" data-attribution="Jean"><p>The lapel remembers.</p></aside>',
        tags=["tailoring"],
        credits=[("words", factories.contributor("Inès Valcourt"))],
    )


@pytest.mark.parametrize(
    "query",
    [
        "coat", "COAT", "coats", "taken apart", "apart coat", "horsehair", "lapel", "Jean",
        "sixty", "long read", "tailoring", "Valcourt", "horseh", "café",
    ],
)  # fmt: skip
def test_every_word_of_a_story_finds_it(coat, query):
    factories.live_article("Another", body="<p>Of other things.</p>")
    assert search(query) == [coat]


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "velvet", "coat velvet", '"', "'", "coat'; DROP TABLE magazine_article; --" * 9,
        "*", "NEAR(", "velvet AND", "\x00", "%", "- -", "(((", ":*", "&|!", "\\", "x" * 10_000,
    ],
)  # fmt: skip
def test_a_query_that_finds_nothing_breaks_nothing(coat, query):
    assert search(query) == []


def test_a_title_weighs_more_than_a_mention():
    mentioned = factories.live_article("Buttons", body="<p>One word on velvet, no more.</p>")
    named = factories.live_article("Velvet", body="<p>Of pile and nap.</p>")
    assert search("velvet") == [named, mentioned]


def test_drafts_are_not_found_even_if_they_were_indexed():
    draft = factories.article("Secret plan", body="<p>Velvet.</p>")
    searching.index(draft)
    assert search("velvet") == []


def test_a_deleted_story_leaves_no_word_behind(coat):
    coat.delete()
    assert list(searching.matching_ids("horsehair")) == []


def test_rebuild_finds_what_was_published(coat):
    publishing.withdraw(factories.live_article("Gone"), by=factories.publisher())
    assert searching.rebuild() == 1
    assert search("horsehair") == [coat]


def test_search_costs_the_same_for_one_and_for_many(coat, django_assert_num_queries):
    with django_assert_num_queries(3):
        search("inside")
    for number in range(12):
        factories.live_article(
            f"Inside {number}", credits=[("words", factories.contributor(f"Person {number}"))]
        )
    with django_assert_num_queries(3):
        assert len(search("inside")) == 13
