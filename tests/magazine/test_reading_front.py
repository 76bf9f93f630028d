"""The front page."""

import datetime
import re

import pytest
from django.utils import timezone

from magazine.filling import Strip
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def stories(count, **fields):
    """`count` live stories, the first one the newest."""
    now = timezone.now()
    return [
        factories.live_article(
            f"{fields.get('section') or 'Fashion'} story {place}",
            publish_at=now - place * HOUR,
            **fields,
        )
        for place in range(1, count + 1)
    ]


def test_an_empty_magazine_has_a_front_page(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "The first issue is being made" in page.content.decode()


def test_the_newest_story_leads_and_three_follow(client):
    made = stories(5)
    context = client.get("/").context
    assert context["lead"] == made[0]
    assert context["seconds"] == made[1:4]


def test_no_story_stands_twice_and_a_strip_has_four(client):
    fashion, culture = factories.section("Fashion"), factories.section("Culture", position=1)
    in_fashion, in_culture = stories(9, section=fashion), stories(6, section=culture)
    page = client.get("/")
    top = [page.context["lead"], *page.context["seconds"]]
    assert page.context["strips"] == [
        Strip(fashion, "Fashion", [story for story in in_fashion if story not in top][:4]),
        Strip(culture, "Culture", [story for story in in_culture if story not in top][:4]),
    ]
    html = page.content.decode()
    addresses = re.findall(r'href="(/stories/[^"]+)"', html)
    assert len(addresses) == len(set(addresses)) == 12


def test_the_strips_stand_in_the_order_of_the_navigation(client):
    later = factories.section("Alpha", position=2)
    sooner = factories.section("Zeta", position=1)
    stories(8, section=later)
    stories(8, section=sooner)
    assert [strip.section for strip in client.get("/").context["strips"]] == [sooner, later]


def test_a_feature_stands_on_the_rail_and_nowhere_else(client):
    stories(2)
    factories.spotlight("A film of mills")
    html = client.get("/").content.decode()
    assert html.count('href="/spotlight/a-film-of-mills/"') == 1


def test_a_feature_whose_run_is_over_still_is_among_the_latest(client):
    now = timezone.now()
    factories.spotlight("A film of mills", rail_from=now - 2 * HOUR, rail_until=now - HOUR)
    html = client.get("/").content.decode()
    assert 'class="rail"' not in html
    assert html.count('href="/spotlight/a-film-of-mills/"') == 1


def test_the_issue_on_sale_is_the_one_with_the_highest_number(client):
    factories.print_issue(7, title="Seams", buy_url="https://example.org/buy")
    factories.print_issue(6, title="Older")
    factories.print_issue(8, title="Not yet", is_public=False)
    html = client.get("/").content.decode()
    assert "Seams" in html
    assert 'href="https://example.org/buy"' in html
    assert "Older" not in html
    assert "Not yet" not in html
