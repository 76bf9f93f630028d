"""What holds for every page of the site, public or in the newsroom, asked of each of them."""

import base64
import hashlib
import re

import pytest
from django.contrib import admin
from django.urls import reverse

from magazine.models import Article, SiteIdentity
from tests import factories
from tests.newsletter import pages
from tests.newsletter.campaigns import sent

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/?utm_source=x",
    "/sections/fashion/",
    "/sections/empty/",
    "/stories/a-story/",
    "/stories/without-anything/",
    "/spotlight/",
    "/spotlight/a-film/",
    "/tags/denim/",
    "/contributors/",
    "/contributors/ines-valcourt/",
    "/issues/",
    "/issues/issue-7/",
    "/pages/about/",
    "/search/",
    "/search/?q=cloth",
    "/search/?q=nothingatall",
    "/newsletter/",
    "/newsletter/join/newsletter/",
    "/newsletter/archive/",
    "/newsletter/archive/a-letter/",
]
MISSING = [
    "/no-such-page/",
    "/stories/no-such-story/",
    "/sections/fashion/?page=abc",
    "/%00",
    "/%ff",
]
MACHINES = [
    "/newsletter/archive/feed/",
    "/feed/",
    "/sections/fashion/feed/",
    "/sitemap.xml",
    "/robots.txt",
]


@pytest.fixture(scope="module")
def magazine(kept):
    with kept():
        yield one_of_everything()


def one_of_everything():
    """And a story and a section that have as little as possible."""
    identity = SiteIdentity.objects.create(
        name="Elucid",
        tagline="In a clear light",
        about="We look closely.",
        email="hello@elucid.example",
        postal_address="6 Ropewalk Yard\nBristol",
    )
    identity.social_links.create(label="Mastodon", url="https://example.org/@elucid")
    ines = factories.contributor("Ines Valcourt", bio="Writes.")
    issue = factories.print_issue(7)
    issue.print_only.create(page=4, title="Only on paper")
    factories.section("Empty")
    factories.page("About")
    factories.live_article(
        "A story",
        tags=["denim"],
        credits=[("words", ines), ("photography", ines)],
        print_issue=issue,
        print_page=20,
    )
    factories.live_article("Without anything", standfirst="", body="<p>x</p>")
    film = factories.spotlight("A film", see_it_url="https://example.org/film")
    film.facts.create(label="Year", value="2026")
    film.accolades.create(award="Best Short", giver="A festival", year=2026)
    sent(Article.objects.get(title="A story"), slug="a-letter")
    return identity


@pytest.fixture
def root():
    return factories.publisher()


def policy(answer):
    return {
        part.split()[0]: part.split()[1:]
        for part in answer["Content-Security-Policy"].split(";")
        if part.strip()
    }


def digests_of_scripts_within(answer):
    """As a policy names scripts that stand in the page (CSP 3, 8.4)."""
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", answer.content.decode(), re.DOTALL)
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()}'"
        for attributes, words in scripts
        if "src=" not in attributes and "application/ld+json" not in attributes
    ]


@pytest.mark.parametrize("path", PUBLIC)
class TestEveryPublicPage:
    def test_answers_without_a_cookie_under_a_strict_policy(self, magazine, client, path):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.cookies == {}
        assert "Cookie" not in answer.get("Vary", "")
        assert policy(answer)["default-src"] == ["'none'"]
        assert policy(answer)["script-src"] == ["'self'", *digests_of_scripts_within(answer)]
        assert policy(answer)["style-src"] == ["'self'"]
        assert "unsafe" not in answer["Content-Security-Policy"]

    def test_has_one_h1_a_title_and_a_language(self, magazine, client, path):
        html = client.get(path).content.decode()
        assert len(re.findall(r"<h1[\s>]", html)) == 1
        assert len(re.findall(r"<title>[^<]*\S[^<]*</title>", html)) == 1
        assert re.search(r'<html[^>]* lang="en', html)

    def test_loads_nothing_from_elsewhere(self, magazine, client, path):
        html = client.get(path).content.decode()
        loaded = re.findall(r'<(?:script|img|source|iframe|video|audio)[^>]* src="([^"]*)"', html)
        for link in re.findall(r"<link[^>]*>", html):
            if re.search(r'rel="(stylesheet|preload|modulepreload|icon|manifest)"', link):
                loaded += re.findall(r'href="([^"]*)"', link)
        assert loaded
        assert [address for address in loaded if not re.match(r"/(?!/)", address)] == []

    def test_carries_the_furniture_of_the_house(self, magazine, client, path):
        html = client.get(path).content.decode()
        if path != "/spotlight/a-film/":
            assert "/spotlight/a-film/" in html  # the latest spotlight features
        assert re.search(r'<form[^>]*action="/newsletter/"', html)
        assert "We look closely." in html
        assert "6 Ropewalk Yard" in html
        assert "/pages/about/" in html

    def test_gives_the_address_to_people_and_not_to_harvesters(self, magazine, client, path):
        html = client.get(path).content.decode()
        assert "hello@elucid.example" not in html
        assert "mailto:" not in html
        assert "csrfmiddlewaretoken" not in html

    def test_answers_head_and_not_modified(self, magazine, client, path):
        whole = client.get(path)
        assert client.head(path).status_code == 200
        again = client.get(path, headers={"If-None-Match": whole["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


class TestEveryPageOfASubscriber:
    """The newsletter's answers and what stands behind its links."""

    def test_answers_without_a_cookie_under_a_strict_policy(self, magazine, client):
        for step in pages.of_readers():
            answer = pages.answer(client, step)
            rules = policy(answer)
            assert (step.what, answer.cookies) == (step.what, {})
            assert rules["default-src"] == ["'none'"]
            framed = "the frame" in step.what
            if not framed:
                assert rules["script-src"] == ["'self'", *digests_of_scripts_within(answer)]
            assert "unsafe" not in answer["Content-Security-Policy"]
            assert (rules["frame-ancestors"] == ["*"]) == framed

    def test_is_a_page_of_the_house(self, magazine, client):
        for step in pages.of_readers():
            html = pages.answer(client, step).content.decode()
            found = [
                len(re.findall(r"<h1[\s>]", html)),
                len(re.findall(r"<title>[^<]*\S[^<]*</title>", html)),
                re.findall(r'<a href=""[^>]*>', html),
                re.findall(r'<(?:script|img)[^>]* src="(?!/)[^"]*"', html),
                'href="/sections/fashion/"' in html,
            ]
            assert (step.what, found) == (step.what, [1, 1, [], [], "the frame" not in step.what])


@pytest.mark.parametrize("path", MISSING)
def test_a_page_that_is_not_there_says_so_like_the_rest_of_the_house(magazine, client, path):
    answer = client.get(path)
    html = answer.content.decode()
    assert answer.status_code == 404
    assert answer.cookies == {}
    assert len(re.findall(r"<h1[\s>]", html)) == 1
    assert "/sections/fashion/" in html


@pytest.mark.parametrize("path", MACHINES)
def test_what_machines_read_answers(magazine, client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.cookies == {}


@pytest.mark.parametrize("path", ["/", "/search/", "/sections/fashion/", "/stories/a-story/"])
@pytest.mark.parametrize(
    "query",
    ["page=abc", "page=-1", "page=999999", "page=%00", "q=%00", "q=%ff", "x=" + "y" * 100_000],
)
def test_no_query_breaks_a_page(magazine, client, path, query):
    assert client.get(f"{path}?{query}").status_code in {200, 404}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("path", ["/", "/stories/a-story/", "/search/"])
def test_no_method_breaks_a_page(magazine, client, path, method):
    assert getattr(client, method)(path).status_code in {200, 403, 405}


def newsroom_pages():
    """Addresses of every list and every empty form in the newsroom."""
    pages = ["admin:index", "admin:password_change"]
    for model, model_admin in sorted(admin.site._registry.items(), key=lambda row: str(row[0])):
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages += [f"{name}_changelist"]
        if type(model_admin).has_add_permission is admin.ModelAdmin.has_add_permission:
            pages += [f"{name}_add"]
    return pages


@pytest.mark.parametrize("name", newsroom_pages())
def test_every_page_of_the_newsroom_answers_under_its_policy(magazine, root, client, name):
    client.force_login(root)
    answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200
    rules = policy(answer)
    assert rules["default-src"] == ["'none'"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert any(source.startswith("'nonce-") for source in rules["script-src"])
    assert len(re.findall(r"<h1[\s>]", answer.content.decode())) == 1


def test_every_form_of_the_newsroom_opens_on_what_is_stored(magazine, root, client):
    client.force_login(root)
    opened = 0
    for model in admin.site._registry:
        row = model._default_manager.first()
        if row is not None:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
            answer = client.get(reverse(name, args=[row.pk]), follow=True)
            assert answer.status_code == 200
            assert answer.resolver_match.url_name.endswith("_change")
            opened += 1
    assert opened >= 8


@pytest.mark.parametrize("name", newsroom_pages())
def test_the_newsroom_is_closed_to_visitors(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
