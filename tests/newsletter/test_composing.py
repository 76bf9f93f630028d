"""What a letter is made of, as a mail program gets it."""

import datetime
import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from magazine.models import SiteIdentity
from newsletter import composing, letter_text
from newsletter.composing import MOST_BYTES, compose, personal
from newsletter.models import Campaign
from tests import factories, magazines
from tests.newsletter.campaigns import campaign, mailing_list

pytestmark = pytest.mark.django_db
DESIGNS = list(Campaign.Design.values)


@pytest.fixture
def identity():
    return SiteIdentity.objects.create(
        name="Elucid & Söhne", tagline="In a clear light", postal_address="6 Ropewalk Yard\nBristol"
    )


def full(design="front", count=6, **fields):
    """A letter with everything that one may hold."""
    ines = factories.contributor("Ines Valcourt")
    stories = [
        factories.live_article(
            f"Story {letter}",
            kicker=f"Kicker {letter}",
            credits=[("words", ines)],
            lead_picture=magazines.picture(),
        )
        for letter in "abcdefgh"[:count]
    ]
    film = factories.spotlight("A film of mills", lead_picture=magazines.picture())
    issue = factories.print_issue(
        8,
        title="Half light",
        cover=magazines.picture((320, 480)),
        buy_url="https://shop.example/8",
    )
    return campaign(
        *stories,
        design=design,
        spotlight=film,
        print_issue=issue,
        sponsor_name="Holm & Daughter",
        sponsor_words="Gloves since 1911.",
        sponsor_link="https://www.gloves.example/?from=a&b=c",
        sponsor_picture=magazines.picture(),
        closing="<p>Until Friday.</p>",
        **fields,
    )


def images(html):
    return re.findall(r"<img [^>]*>", html)


def addresses(html):
    return [unescape(each) for each in re.findall(r'href="([^"]*)"', html)]


@pytest.mark.parametrize("design", DESIGNS)
def test_a_letter_holds_all_that_was_chosen(identity, design):
    letter = compose(full(design), counted=False)
    assert letter.subject == "What a hem weighs"
    assert letter.preview == "And five more stories."
    for words in [
        *(f"Story {each}" for each in "abcdef"), "Kicker a", "By Ines Valcourt", "A film of mills",
        "Half light", "Advertisement", "Holm &amp; Daughter", "Gloves since 1911.",
        "It rained on the fair.", "Until Friday.", "Elucid &amp; Söhne", "6 Ropewalk Yard",
        "And five more stories.",
    ]:  # fmt: skip
        assert words in letter.html, words
    text = letter.text.casefold()
    for words in [
        "story a", "story f", "by ines valcourt", "a film of mills", "half light", "advertisement",
        "holm & daughter", "it rained on the fair.", "until friday.", "elucid & söhne",
        "https://www.gloves.example/?from=a&b=c", "https://shop.example/8",
    ]:  # fmt: skip
        assert words in text, words
    assert max(len(line) for line in letter.text.splitlines() if "http" not in line) <= 76


@pytest.mark.parametrize("design", DESIGNS)
def test_stories_stand_in_their_order_each_with_its_own_line(identity, design):
    made = [factories.live_article(f"Story {letter}") for letter in "abc"]
    letter = compose(
        campaign(made[2], made[0], made[1], lines={"Story a": "Its own line."}, design=design)
    )
    places = [letter.html.index(f">Story {each}<") for each in "cab"]
    assert places == sorted(places)
    places = [letter.text.index(f"STORY {each}") for each in "CAB"]
    assert places == sorted(places)
    assert letter.html.count("Its own line.") == 1
    assert letter.html.count("A sentence that leads in.") == 2


@pytest.mark.parametrize("design", DESIGNS)
def test_a_mail_program_can_show_it(identity, design):
    html = compose(full(design)).html
    assert html.startswith("<!DOCTYPE html>")
    assert '<html lang="en-us"' in html
    # Style stands on the elements; what can only stand in a sheet comes once, in the head.
    assert html.count("<style") == 1
    assert html.index("</style>") < html.index("</head>")
    assert "prefers-color-scheme: dark" in html
    assert 'content="light dark"' in html
    assert "<!--[if mso]><table" in html
    assert "class=" in html
    assert "{%" not in html
    assert "{#" not in html
    assert re.findall(r"<(?:script|link|iframe|form|svg|video)\b", html) == []
    tables = re.findall(r"<table[^>]*>", html)
    assert [each for each in tables if 'role="presentation"' not in each] == []
    for image in images(html):
        assert re.search(r' width="\d+"', image)
        assert re.search(r' height="\d+"', image)
        assert ' alt="A length of red cloth over a rail."' in image
        assert "display: block" in image
        assert re.search(r' src="http://testserver/media/renditions/[^"]+\.jpg"', image)
    assert len(images(html)) == {"front": 9, "letter": 9}[design]
    assert len(html.encode()) < MOST_BYTES / 2


def test_pictures_are_twice_as_wide_as_they_are_shown():
    story = factories.live_article(lead_picture=magazines.picture((2400, 1600)))
    (image,) = images(compose(campaign(story)).html)
    assert 'width="600" height="400"' in image
    assert "-1080.jpg" in image


def test_dark_words_wear_the_dark_dress(identity):
    identity.accent = "#0b5d3b"
    identity.dark_accent = "#7fd8ae"
    identity.save()
    html = compose(full()).html
    head, _, body = html.partition("</head>")
    assert "#7fd8ae" in head
    assert "#0b5d3b" in body


@pytest.mark.parametrize("design", DESIGNS)
def test_addresses_are_whole_and_lead_only_where_somebody_meant(identity, design):
    html = compose(
        full(design, opening='<p><a href="/stories/story-a/">a</a></p>'), counted=False
    ).html
    hosts = {urlsplit(each).netloc for each in addresses(html) if "{{" not in each}
    assert hosts == {"testserver", "shop.example", "www.gloves.example"}
    assert 'href="/' not in html
    assert 'src="/' not in html


def test_what_is_a_readers_own_is_left_open_and_filled_in_by_text_alone(identity):
    letter = compose(full())
    for whole in (letter.html, letter.text):
        assert sorted(set(re.findall(r"\{\{(\w+)\}\}", whole))) == [
            "browser",
            "leave",
            "preferences",
        ]
    values = {
        "leave": "https://x.example/?a=1&b=2",
        "preferences": "https://x.example/p/",
        "browser": "https://x.example/b/",
    }
    html = personal(letter.html, values, html=True)
    assert 'href="https://x.example/?a=1&amp;b=2"' in html
    assert "{{" not in html
    assert "\nhttps://x.example/?a=1&b=2\n" in personal(letter.text, values, html=False)


def test_a_letter_that_is_not_in_the_archive_does_not_lead_there():
    letter = compose(campaign(in_archive=False))
    assert "{{browser}}" not in letter.html + letter.text
    assert "{{leave}}" in letter.html


@pytest.mark.parametrize("place", ["{{leave}}", "{{ leave }}", "{{preferences}}", "{{x}}"])
def test_words_that_look_like_a_place_are_words(place):
    story = factories.live_article(f"All {place}")
    made = campaign(
        story,
        subject=f"A {place}",
        preview_line=place,
        opening=f'<p>{place} <a href="https://a.example/{place}">x</a></p>',
        sponsor_name=place,
        sponsor_words=place,
        lines={story.title: place},
    )
    letter = compose(made, counted=False)
    values = {"leave": "a-way-out", "preferences": "a-choice", "browser": "a-page"}
    html = personal(letter.html, values, html=True)
    assert html.count("a-way-out") == 1
    assert html.count("a-choice") == 1
    text = personal(letter.text, values, html=False)
    assert text.count("a-way-out") == 1
    assert text.count("a-choice") == 1
    shown = unescape(re.sub(r"<[^>]*>", "", html.partition("<body")[2]))
    assert place in shown


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)> --><!--[if mso]><b> \u202e\x0bé'


@pytest.mark.parametrize("design", DESIGNS)
def test_nothing_that_is_typed_becomes_markup(identity, design):
    identity.name = HOSTILE[:80]
    identity.postal_address = HOSTILE
    identity.save()
    story = factories.live_article(HOSTILE[:200], kicker=HOSTILE[:80], standfirst=HOSTILE)
    made = campaign(
        story, design=design, subject=HOSTILE, preview_line=HOSTILE, sponsor_name=HOSTILE,
        sponsor_words=HOSTILE, sponsor_link="https://a.example/", lines={story.title: HOSTILE},
        lists=[mailing_list(HOSTILE[:80], slug="hostile")],
        opening=f"<p>{HOSTILE}</p><script>alert(2)</script><p style='x' onclick='y'>ok</p>",
    )  # fmt: skip
    html = compose(made).html
    assert re.findall(r"<(script|img|b)\b", html) == []
    assert " onclick" not in html
    assert html.count("<!--[if mso]>") == 3  # our own
    assert html.count("<body") == 1


def test_links_are_numbered_and_lead_through_us_where_clicks_are_counted(identity, settings):
    made = full()
    letter = compose(made)
    assert letter.links[0] == "http://testserver/"
    assert letter.links == list(dict.fromkeys(letter.links))
    assert "https://www.gloves.example/?from=a&b=c" in letter.links
    assert [each for each in letter.links if "{{" in each or "/l/" in each] == []
    ours = {
        f"http://testserver/newsletter/l/{made.pk}/{number}/"
        for number in range(1, len(letter.links) + 1)
    }
    assert {each for each in addresses(letter.html) if "{{" not in each} == ours
    assert "gloves.example" not in letter.text
    assert f"/newsletter/l/{made.pk}/{len(letter.links)}/" in letter.html
    settings.NEWSLETTER_CLICKS = False
    plain = compose(made)
    assert plain.links == letter.links
    assert {each for each in addresses(plain.html) if "{{" not in each} == set(letter.links)


def test_composing_asks_the_database_as_often_for_six_stories_as_for_two(identity):
    made = full(count=2)
    counts = []
    for further in (0, 4):
        for letter in range(further):
            story = factories.live_article(f"More {letter}", lead_picture=magazines.picture())
            made.stories.create(article=story, position=9)
        stored = Campaign.objects.get(pk=made.pk)
        with CaptureQueriesContext(connection) as queries:
            compose(stored)
        counts.append(len(queries))
    assert counts == [counts[0]] * 2
    assert counts[0] <= 14


def test_composing_changes_nothing(identity):
    made = full()
    before = Campaign.objects.filter(pk=made.pk).values().get()
    with CaptureQueriesContext(connection) as queries:
        first, second = compose(made), compose(made)
    assert first == second
    assert [each["sql"] for each in queries if not each["sql"].startswith("SELECT")] == []
    assert Campaign.objects.filter(pk=made.pk).values().get() == before


def test_a_letter_with_next_to_nothing_is_a_letter():
    letter = compose(Campaign())
    assert letter.subject == ""
    assert "{{leave}}" in letter.html
    assert letter.links == ["http://testserver/"]
    lead_only = compose(campaign(factories.live_article("Alone", standfirst="")))
    assert lead_only.html.count(">Alone<") == 1


def test_a_subject_is_one_line():
    assert compose(campaign(subject="A\r\nBcc: x@y.example\u2028b")).subject == (
        "A Bcc: x@y.example b"
    )


def test_a_letter_bears_the_day_on_which_it_goes_out(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    at = datetime.datetime(2026, 6, 30, 22, 30, tzinfo=datetime.UTC)
    with timezone.override("Europe/Berlin"):
        assert "1 July 2026" in compose(campaign(send_at=at)).html


def test_where_the_logo_stands_the_name_stands_for_it(identity):
    identity.logo = magazines.picture((300, 100))
    identity.dark_logo = magazines.picture((300, 100))
    identity.save()
    html = compose(campaign()).html
    assert len(re.findall(r"<img[^>]*logo-(?:day|dark)[^>]*\.webp", html)) == 2
    assert html.count('alt="Elucid &amp; Söhne"') == 2
    assert "<!--[if mso]>Elucid &amp; Söhne<![endif]-->" in html


def test_words_become_text_with_their_links_behind_them():
    html = (
        '<p>One <strong>two</strong> <a href="https://a.example/x">three</a>, four.</p>'
        "<blockquote><p>A seam.</p></blockquote>"
        "<ul><li><p>first</p></li><li><p>second</p></li></ul>"
        '<ol start="3"><li><p>third</p></li></ol><hr>'
        '<p><a href="mailto:desk@a.example">desk@a.example</a><br>below</p>'
    )
    assert letter_text.of_html(html) == (
        "One two three <https://a.example/x>, four."
        "\n\n> A seam.\n\n- first\n\n- second\n\n3. third\n\n* * *\n\ndesk@a.example\nbelow"
    )


def test_the_archive_stands_for_a_letter_without_a_page():
    made = campaign()
    assert composing.browser_url(made) == "http://testserver/newsletter/archive/"
    made.slug = "2026-11-26-a-hem"
    assert composing.browser_url(made) == ("http://testserver/newsletter/archive/2026-11-26-a-hem/")
