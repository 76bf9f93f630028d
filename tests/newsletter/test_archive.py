"""Letters on the web: their list, their pages, their feed."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.utils import timezone

from magazine import publishing
from newsletter import archive, sending
from newsletter.models import Campaign
from press import generation
from tests import factories, magazines
from tests.newsletter.campaigns import sent

pytestmark = pytest.mark.django_db
State = Campaign.State
LIST = "/newsletter/archive/"


def page_of(made):
    return f"{LIST}{made.slug}/"


def test_sent_letters_are_listed_the_newest_first(client):
    for ago, subject in ((3, "First"), (1, "Third"), (2, "Second")):
        sent(subject=subject, ago=ago)
    html = client.get(LIST).content.decode()
    places = [html.index(f">{subject}</a>") for subject in ("Third", "Second", "First")]
    assert places == sorted(places)


@pytest.mark.parametrize("state", [each for each in State if each != State.SENT])
def test_no_other_letter_is_listed_anywhere(client, state):
    made = sent(state=state, subject="Not for all")
    for path in (LIST, f"{LIST}feed/", "/sitemap.xml"):
        assert b"Not for all" not in client.get(path).content
        assert made.slug.encode() not in client.get(path).content


@pytest.mark.parametrize("state", State)
def test_a_page_is_there_from_the_moment_the_first_reader_has_the_letter(client, state):
    answer = client.get(page_of(sent(state=state)))
    there = state in {State.SENDING, State.PAUSED, State.SENT}
    assert answer.status_code == (200 if there else 404)
    if there and state != State.SENT:
        assert answer["Cache-Control"] == "no-store"
        assert b'content="noindex"' in answer.content


def test_a_letter_that_the_archive_is_not_to_show_is_not_there(client):
    made = sent(in_archive=False, subject="Only by mail")
    assert client.get(page_of(made)).status_code == 404
    for path in (LIST, f"{LIST}feed/", "/sitemap.xml"):
        assert b"Only by mail" not in client.get(path).content


def test_a_page_shows_the_letter(client):
    story = factories.live_article("A coat taken apart", lead_picture=magazines.picture())
    film = factories.spotlight("A film of mills")
    issue = factories.print_issue(8, title="Half light")
    made = sent(
        story,
        lines={"A coat taken apart": "Its own line."},
        spotlight=film,
        print_issue=issue,
        sponsor_name="Holm & Daughter",
        sponsor_words="Gloves.",
        sponsor_link="https://gloves.example/",
        closing="<p>Until Friday.</p>",
    )
    answer = client.get(page_of(made))
    html = answer.content.decode()
    for words in [
        "<h1 dir=\"auto\">What a hem weighs</h1>", "It rained on the fair.", "A coat taken apart",
        "Its own line.", "A film of mills", "Half light", "Advertisement", "Holm &amp; Daughter",
        'rel="sponsored nofollow"', "Until Friday.",
    ]:  # fmt: skip
        assert words in html, words
    assert "A sentence that leads in." in html  # the film's
    assert answer.headers["Content-Security-Policy"]
    assert not answer.cookies
    assert "noindex" not in html


def test_a_page_shows_only_what_readers_may_see_now(client, paula):
    gone = factories.live_article("Gone since")
    draft = factories.article("A draft")
    stays = factories.live_article("It stays")
    hidden = factories.print_issue(9, title="Not yet", is_public=False)
    made = sent(gone, draft, stays, print_issue=hidden)
    publishing.withdraw(gone, by=paula)
    html = client.get(page_of(made)).content.decode()
    feed = client.get(f"{LIST}feed/").content.decode()
    for whole in (html, feed):
        assert "It stays" in whole
        for words in ("Gone since", "A draft", "Not yet"):
            assert words not in whole


def test_words_are_cleaned_again_on_the_page_and_in_the_feed(client):
    made = sent(opening="<p onclick=x>a<script>alert(1)</script></p>", subject="<b>x</b>\x0b")
    assert "alert(1)" not in client.get(page_of(made)).content.decode()
    feed = client.get(f"{LIST}feed/").content
    assert b"alert(1)" not in feed
    ElementTree.fromstring(feed)  # noqa: S314 — our own


def test_two_letters_of_a_day_with_one_subject_have_two_addresses(client):
    first, second, third = sent(), sent(), sent()
    day = timezone.localdate().isoformat()
    assert [each.slug for each in (first, second, third)] == [
        f"{day}-what-a-hem-weighs",
        f"{day}-what-a-hem-weighs-2",
        f"{day}-what-a-hem-weighs-3",
    ]


@pytest.mark.parametrize("subject", ["衣服的重量", "🧵", "é" * 150, "-"])
def test_every_subject_makes_an_address(client, subject):
    made = sent(subject=subject)
    assert client.get(page_of(made)).status_code == 200


def test_an_address_stays_when_the_subject_changes():
    made = sent()
    before = made.slug
    made.subject = "Something else"
    archive.give_address(made)
    assert Campaign.objects.get().slug == before


def test_the_feed_holds_letters_with_whole_addresses(client):
    made = sent(opening='<p><a href="/stories/x/">x</a></p>')
    root = ElementTree.fromstring(client.get(f"{LIST}feed/").content)  # noqa: S314
    (item,) = root.findall("./channel/item")
    assert item.findtext("title") == "What a hem weighs"
    assert item.findtext("link") == f"http://testserver{page_of(made)}"
    assert item.findtext("description") == "And five more stories."
    assert item.findtext("guid").endswith(f":letter-{made.pk}")
    content = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    assert 'href="http://testserver/stories/x/"' in content
    assert "A coat taken apart" in content


def test_the_sitemap_names_letters(client):
    assert b"/newsletter/archive/" not in client.get("/sitemap.xml").content
    made = sent()
    xml = client.get("/sitemap.xml").content.decode()
    assert f"<loc>http://testserver{page_of(made)}</loc>" in xml
    assert f"<loc>http://testserver{LIST}</loc>" in xml


def test_the_list_turns_pages(client):
    for number in range(30):
        sent(factories.live_article(f"Story {number}"), subject=f"Letter {number}")
    assert client.get(LIST + "?page=2").status_code == 200
    assert client.get(LIST + "?page=3").status_code == 404
    assert client.get(LIST + "?page=x").status_code == 404


def test_the_press_prints_anew_when_a_letter_has_come_to_its_end():
    made = sent(factories.live_article())
    Campaign.objects.filter(pk=made.pk).update(state="sending", finished_at=None)
    before = generation.counted()
    assert sending.finish() == [made]
    assert generation.counted() == before + 1
    assert sending.finish() == []
    assert generation.counted() == before + 1
