"""Feeds, sitemap and robots.txt."""

import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from magazine.models import Article, SiteIdentity
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
DC = "{http://purl.org/dc/elements/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def channel(client, path="/feed/"):
    answer = client.get(path)
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content).find("channel")  # noqa: S314


def test_the_feed_names_the_magazine_with_whole_addresses(client):
    SiteIdentity.objects.create(name="Elucid", tagline="In a clear light")
    feed = channel(client)
    assert feed.findtext("title") == "Elucid"
    assert feed.findtext("description") == "In a clear light"
    assert feed.findtext("link") == "http://testserver/"
    assert feed.find(f"{ATOM}link").get("href") == "http://testserver/feed/"


def test_an_entry_says_who_what_where_and_when(client):
    ines, marit = factories.contributor("Ines Valcourt"), factories.contributor("Marit Sandvoll")
    at = timezone.now().replace(microsecond=0) - HOUR
    made = factories.live_article(
        "Six & seven",
        standfirst="A <vat> that breathes.",
        credits=[("words", ines), ("words", marit), ("hair", ines)],
        publish_at=at,
    )
    (item,) = channel(client).findall("item")
    assert item.findtext("title") == "Six & seven"
    assert item.findtext("description") == "A <vat> that breathes."
    assert item.findtext("link") == "http://testserver/stories/six-seven/"
    assert item.findtext(f"{DC}creator") == "Ines Valcourt, Marit Sandvoll"
    assert item.findtext("category") == "Fashion"
    assert parsedate_to_datetime(item.findtext("pubDate")) == at
    guid = item.find("guid")
    assert (guid.text, guid.get("isPermaLink")) == (f"tag:testserver,2026:story-{made.pk}", "false")


def test_features_are_in_the_feed_at_their_own_address(client):
    factories.spotlight("A film")
    (item,) = channel(client).findall("item")
    assert item.findtext("link") == "http://testserver/spotlight/a-film/"


def test_a_feed_holds_thirty_newest_first(client):
    now = timezone.now()
    for place in range(33):
        factories.live_article(f"Story {place}", publish_at=now - place * HOUR)
    titles = [item.findtext("title") for item in channel(client).findall("item")]
    assert titles == [f"Story {place}" for place in range(30)]


def test_a_section_has_a_feed_of_its_own(client):
    factories.live_article("Coat")
    factories.live_article("Film", section=factories.section("Culture", description="Films."))
    feed = channel(client, "/sections/culture/feed/")
    assert feed.findtext("title") == "Elucid: Culture"
    assert feed.findtext("description") == "Films."
    assert [item.findtext("title") for item in feed.findall("item")] == ["Film"]


def test_an_empty_magazine_has_a_feed(client):
    assert channel(client).findall("item") == []


def addresses(client):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    return {
        url.findtext(f"{MAP}loc"): url.findtext(f"{MAP}lastmod")
        for url in tree.findall(f"{MAP}url")
    }


def test_the_sitemap_lists_every_kind_of_page(client):
    ines = factories.contributor("Ines Valcourt")
    factories.contributor("Nobody Yet")
    factories.print_issue(7)
    factories.page("About")
    factories.live_article("Coat", credits=[("words", ines)])
    factories.live_article("From elsewhere", canonical_url="https://example.org/x")
    factories.spotlight("A film")
    assert addresses(client).keys() == {
        f"http://testserver{path}"
        for path in [
            "/",
            "/spotlight/",
            "/sections/fashion/",
            "/issues/",
            "/issues/issue-7/",
            "/contributors/",
            "/contributors/ines-valcourt/",
            "/pages/about/",
            "/stories/coat/",
            "/spotlight/a-film/",
        ]
    }


def test_a_story_that_waited_changed_when_it_came(client):
    at = timezone.now().replace(microsecond=0) - HOUR
    made = factories.live_article("Coat", publish_at=at)
    Article.objects.filter(pk=made.pk).update(updated_at=at - 5 * HOUR)
    changed = addresses(client)["http://testserver/stories/coat/"]
    assert datetime.datetime.fromisoformat(changed) == at


def test_robots_are_told_what_to_read(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]
