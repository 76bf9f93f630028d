"""Search, as a reader uses it and as nobody should."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("woven", '1 story with “<span dir="auto">woven</span>”'),
        ("WOVEN cloth", "1 story with"),
        ("zeppelin", 'No story with “<span dir="auto">zeppelin</span>”'),
        ("", "Every word of every story"),
        ("   ", "Every word of every story"),
    ],
)
def test_a_search_says_what_it_looked_for_and_how_much_it_found(client, query, answer):
    factories.live_article()
    assert answer in client.get("/search/", {"q": query}).content.decode()


def test_a_result_tells_where_and_when(client):
    made = factories.live_article("Indigo", kicker="Diary")
    html = client.get("/search/?q=indigo").content.decode()
    assert 'Fashion, <span dir="auto">Diary</span>' in html
    assert made.publish_at.astimezone().strftime("%Y") in html
    assert 'href="/stories/indigo/"' in html


@pytest.mark.parametrize(
    "query",
    [
        "%00", "%ff", "%ED%A0%80", "'", '"', "*", "(", "woven AND", "NEAR(", "a:b", "-", "\\", "%",
        "woven'; DROP TABLE magazine_article", "&|!", "<->", ":*", "๙", "🦩", "%0b", "%F0%9F",
        "x" * 100_000, "woven+" * 10_000, "%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)  # fmt: skip
def test_an_odd_query_gets_a_clear_page(client, query):
    factories.live_article()
    answer = client.get(f"/search/?q={query}")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert html.count("<h1") == 1
    assert "<script>alert" not in html
    assert "\x00" not in html
    assert len(html) < 60_000


def test_a_hundred_kilobytes_of_another_query_do_no_harm(client):
    assert client.get(f"/?{'y' * 100_000}").status_code == 200


def test_search_results_are_kept_out_of_search_engines(client):
    assert '<meta name="robots" content="noindex">' in client.get("/search/?q=x").content.decode()


def test_the_last_word_may_be_cut_short(client):
    factories.live_article("Photography")
    assert client.get("/search/?q=photogr").context["page_obj"].paginator.count == 1
