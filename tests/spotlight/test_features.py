"""Spotlight features, as readers see them."""

import datetime
import re
from html import unescape

import pytest
from django.template.defaultfilters import striptags
from django.test import RequestFactory
from django.utils import timezone

from spotlight.models import SpotlightFeature
from spotlight.views import feature_page
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def words(text):
    return " ".join(striptags(text.replace("<", " <")).split()).replace(" ,", ",")


def test_a_feature_tells_of_its_subject(client):
    film = factories.spotlight(
        "Out of the gate",
        subject_name="Leaving the Factory",
        see_it_url="https://example.org/film",
        see_it_label="Watch the film",
    )
    film.facts.create(label="Director", value="A. Person", position=0)
    film.facts.create(label="Year", value="2026", position=1)
    film.accolades.create(award="Best Short", giver="A festival", year=2025)
    film.accolades.create(award="Audience prize")
    html = client.get("/spotlight/out-of-the-gate/").content.decode()
    kicker = re.search(r'<p class="story__kicker">.*?</p>', html, re.DOTALL)[0]
    # The name is isolated from the words before it, whichever way it is written (UAX 9, FSI).
    assert words(unescape(kicker)) == "Spotlight Film: \u2068Leaving the Factory\u2069"
    facts = re.search(r'<dl class="facts".*?</dl>', html, re.DOTALL)[0]
    assert words(facts) == "Director A. Person Year 2026"
    accolades = re.search(r'<div class="accolades">.*?</div>', html, re.DOTALL)[0]
    assert words(accolades) == "Accolades Best Short A festival, 2025 Audience prize"
    assert '<a class="call call--large" href="https://example.org/film">Watch the film</a>' in html


def test_a_feature_with_nothing_but_a_subject_has_a_page(client):
    factories.spotlight("Bare")
    html = client.get("/spotlight/bare/").content.decode()
    assert html.count("<h1") == 1
    assert 'class="facts"' not in html
    assert 'class="accolades"' not in html
    assert 'class="see-it"' not in html


def test_the_link_has_words_even_if_nobody_wrote_some(client):
    factories.spotlight("Bare", see_it_url="https://example.org/film")
    assert ">See it for yourself</a>" in client.get("/spotlight/bare/").content.decode()


def test_the_index_lists_features_newest_first_and_no_other_story(client):
    now = timezone.now()
    older = factories.spotlight("Older", publish_at=now - 2 * HOUR)
    newer = factories.spotlight("Newer", publish_at=now - HOUR)
    factories.live_article("A story")
    page = client.get("/spotlight/")
    assert list(page.context["page_obj"]) == [newer, older]


def test_an_index_without_features_says_so(client):
    assert "Nothing is in the spotlight yet." in client.get("/spotlight/").content.decode()


def test_the_rail_shows_those_whose_run_is_on(client):
    now = timezone.now()
    factories.spotlight("Runs", rail_from=now - HOUR)
    factories.spotlight("Runs still", rail_from=now - 2 * HOUR, rail_until=now + HOUR)
    factories.spotlight("Over", rail_from=now - 2 * HOUR, rail_until=now - HOUR)
    factories.spotlight("To come", rail_from=now + HOUR)
    factories.spotlight("Never", rail_from=None)
    html = client.get("/").content.decode()
    rail = re.search(r'<section class="rail".*?</section>', html, re.DOTALL)[0]
    assert re.findall(r'href="/spotlight/([a-z-]+)/"', rail) == ["runs", "runs-still"]


def test_a_draft_feature_can_be_previewed():
    made = factories.spotlight("Draft", live=False, body="<p>Not yet.</p>")
    made.facts.create(label="Year", value="2026")
    text = feature_page(RequestFactory().get("/"), made, preview=True).content.decode()
    for piece in ["<p>Not yet.</p>", "Preview — not published", "2026"]:
        assert piece in text


def test_a_feature_that_was_never_saved_can_be_previewed():
    made = SpotlightFeature(
        title="New", slug="new", section=factories.section(), subject_kind="book", subject_name="B"
    )
    assert feature_page(RequestFactory().get("/"), made, preview=True).status_code == 200


def test_a_feature_takes_no_address_that_a_story_has():
    assert factories.article("Wind").slug == "wind"
    assert factories.spotlight("Wind").slug == "wind-2"
    assert factories.article("Wind").slug == "wind-3"
