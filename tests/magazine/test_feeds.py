"""Feeds, sitemap and robots.txt."""

import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from magazine.models import Article, SiteIdentity
from tests import factories, magazines

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
DC = "{http://purl.org/dc/elements/1.1/}"
TEXT = "{http://purl.org/rss/1.0/modules/content/}encoded"
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


def test_an_entry_holds_the_whole_text_with_its_cards(client):
    linked = factories.live_article("Linked", publish_at=timezone.now() - 2 * HOUR)
    shown = magazines.picture()
    factories.live_article(
        body=f'<h2>One</h2><p>See <a href="/pages/about/">us</a>.</p>{magazines.figure(shown)}'
        f'<div data-card="story" data-story="{linked.pk}"></div>'
        '<aside data-card="callout"><p>Mind the gap.</p></aside>',
        publish_at=timezone.now() - HOUR,
    )
    newest, _ = channel(client).findall("item")
    text = newest.findtext(TEXT)
    assert text.startswith(
        '<h2>One</h2><p>See <a href="http://testserver/pages/about/">us</a>.</p><figure>'
    )
    assert f'alt="{shown.alt}"' in text
    assert '<a href="http://testserver/stories/linked/">Linked</a>' in text
    assert text.endswith("<blockquote><p>Mind the gap.</p></blockquote>")


def test_no_address_is_given_to_harvesters(client):
    factories.live_article(
        body='<p>Write to a.b@c.example or <a href="mailto:d@e.example">d@e.example</a>, '
        '<a href="mailto:f@g.example?subject=x">Fay</a>.</p>'
    )
    (item,) = channel(client).findall("item")
    assert item.findtext(TEXT) == "<p>Write to a.b at c.example or d at e.example, Fay.</p>"


@pytest.mark.parametrize("stories", [1, 5])
def test_a_feed_costs_the_same_whatever_its_stories_hold(
    client, django_assert_num_queries, stories
):
    shown, linked = magazines.picture(), factories.live_article("Linked")
    for number in range(stories):
        name = f"n{number}"
        factories.live_article(body=magazines.cards(name, shown, linked, name))
    client.get("/robots.txt")
    with django_assert_num_queries(7):  # one each for pictures, files, stories and snippets
        client.get("/feed/")


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
