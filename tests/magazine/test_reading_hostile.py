"""Words that would be code, addresses that would be anything."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>\"'&amp;"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;amp;"


@pytest.fixture
def hostile():
    """A magazine all of whose names are code."""
    section = factories.section(SCRIPT[:80], slug="s", description=SCRIPT)
    who = factories.contributor(SCRIPT, slug="c", role=SCRIPT, bio=SCRIPT)
    issue = factories.print_issue(1, title=SCRIPT, season=SCRIPT, introduction=SCRIPT)
    issue.print_only.create(page=1, title=SCRIPT, byline=SCRIPT)
    factories.page(SCRIPT, slug="p", standfirst=SCRIPT)
    fields = {
        "section": section,
        "kicker": SCRIPT,
        "standfirst": SCRIPT,
        "tags": [SCRIPT],
        "credits": [("words", who)],
        "print_issue": issue,
        "print_page": 3,
    }
    factories.live_article(SCRIPT, slug="a", **fields)
    film = factories.spotlight(
        SCRIPT, slug="f", subject_name=SCRIPT, see_it_url="https://example.org/", **fields
    )
    film.see_it_label = SCRIPT
    film.save()
    film.facts.create(label=SCRIPT, value=SCRIPT)
    film.accolades.create(award=SCRIPT, giver=SCRIPT)


@pytest.mark.parametrize(
    "path",
    [
        "/", "/stories/a/", "/spotlight/f/", "/spotlight/", "/sections/s/", "/contributors/",
        "/contributors/c/", "/issues/", "/issues/issue-1/", "/pages/p/", "/search/?q=alert",
        "/feed/", "/sections/s/feed/",
    ],
)  # fmt: skip
def test_a_name_that_is_code_is_shown_as_it_was_typed(client, hostile, path):
    html = client.get(path).content.decode()
    assert "alert(1)" in html
    assert "<script>alert" not in html
    assert "<SCRIPT>alert" not in html


def test_an_attribute_cannot_be_left(client, hostile):
    html = client.get("/stories/a/").content.decode()
    assert f'<meta property="og:title" content="{ESCAPED}">' in html


@pytest.mark.parametrize(
    "path",
    [
        "/stories/%00/", "/stories/a%00b/", "/stories/%ff/", "/stories/../admin/", "/stories/a'b/",
        "/stories/a/b/", "/stories/", "/sections/", "/tags/", "/tags/nothing/", "/pages/",
        "/issues/issue-99/", "/contributors/nobody/", "/spotlight/nothing/", "/%F0%28%8C%28/",
        "/" + "x" * 8000 + "/", "/stories/" + "é" * 3000 + "/", "/stories/%E2%80%AE/",
        "/sections/nothing/feed/", "/.env", "/wp-login.php",
    ],
)  # fmt: skip
def test_an_address_that_is_none_gets_a_page_that_says_so(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    html = answer.content.decode()
    assert "This page is not in the magazine." in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html


def test_a_control_character_in_a_title_breaks_no_feed(client):
    factories.live_article("Bell\x07 and \x0btab", standfirst="\x01\ufffe")
    answer = client.get("/feed/")
    assert answer.status_code == 200
    assert "<title>Bell and tab</title>" in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_for_reading(client, method):
    factories.live_article("Read me")
    for name, args in [("front", []), ("article", ["read-me"]), ("search", []), ("feed", [])]:
        answer = getattr(client, method)(reverse(f"magazine:{name}", args=args))
        assert answer.status_code in {403, 405}


def test_the_page_of_a_broken_site_needs_no_database(django_assert_num_queries):
    from django.test import RequestFactory
    from django.views.defaults import server_error

    with django_assert_num_queries(0):
        answer = server_error(RequestFactory().get("/"))
    html = answer.content.decode()
    assert answer.status_code == 500
    assert html.count("<h1") == 1
    assert "Something broke on our side." in html
