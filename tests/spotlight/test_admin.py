"""Spotlight features are written on the same screen, with their subject beside it."""

import datetime

import pytest
from django.utils import timezone

from spotlight.models import SpotlightFeature
from tests import factories
from tests.newsroom.forms import errors_of, fields_of, press

pytestmark = pytest.mark.django_db
LIST = "/admin/spotlight/spotlightfeature/"


@pytest.fixture
def paulas(client, paula):
    client.force_login(paula)
    return client


def form_of(feature):
    return f"{LIST}{feature.pk}/change/"


def test_a_feature_is_made_whole_in_one_go(paulas, section):
    now = timezone.localtime()
    press(
        paulas,
        f"{LIST}add/",
        "_publish",
        title="Leaving the Mill",
        body="<p>A film.</p>",
        section=section.pk,
        subject_kind="film",
        subject_name="Leaving the Mill",
        see_it_url="https://example.org/film",
        see_it_label="Watch it",
        rail_from=now.strftime("%Y-%m-%dT%H:%M"),
        **{
            "facts-0-label": "Year",
            "facts-0-value": "2026",
            "accolades-0-award": "Best Short",
            "accolades-0-year": "2026",
            "accolades-1-award": "A second",
            "credits-0-role": "words",
            "credits-0-who": "Somebody",
        },
    )
    feature = SpotlightFeature.objects.get()
    assert (feature.kind, feature.is_live()) == ("spotlight", True)
    assert [str(fact) for fact in feature.facts.all()] == ["Year: 2026"]
    assert [row.award for row in feature.accolades.all()] == ["Best Short", "A second"]
    assert [row.position for row in feature.accolades.all()] == [0, 1]
    assert list(SpotlightFeature.objects.on_rail()) == [feature]
    html = paulas.get(feature.get_absolute_url()).content.decode()
    assert "Best Short" in html


def test_rows_are_moved_and_removed(paulas):
    feature = factories.spotlight(live=False)
    for position, label in enumerate(["Year", "Director", "Length"]):
        feature.facts.create(label=label, value="x", position=position)
    press(
        paulas,
        form_of(feature),
        **{"facts-0-position": "2", "facts-2-position": "0", "facts-1-DELETE": "on"},
    )
    assert [fact.label for fact in feature.facts.all()] == ["Length", "Year"]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"subject_name": ""}, "This field is required."),
        ({"subject_kind": "planet"}, "Select a valid choice. planet is not one of the available"),
        ({"see_it_url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"see_it_label": "Watch", "see_it_url": ""}, "Words for a link need the link's address."),
        (
            {"rail_from": "2026-05-02T10:00", "rail_until": "2026-05-01T10:00"},
            "The run on the rail cannot end before it began.",
        ),
        ({"accolades-0-award": "x" * 161}, "Ensure this value has at most 160 characters"),
        ({"accolades-0-award": "A", "accolades-0-year": "9999"}, "Ensure this value is less than"),
        ({"accolades-0-giver": "Nobody"}, "This field is required."),
        ({"facts-0-label": "Year", "facts-0-value": "a\x00"}, "Null characters are not allowed."),
    ],
)
def test_nonsense_is_refused_with_a_reason(paulas, fields, error):
    feature = factories.spotlight("Before", live=False)
    answer = press(paulas, form_of(feature), title="After", **fields)
    assert [found[: len(error)] for found in errors_of(answer)] == [error]
    assert SpotlightFeature.objects.get().title == "Before"


def test_a_slug_of_an_article_is_taken_for_a_feature_too(paulas):
    factories.article("Taken", slug="taken")
    feature = factories.spotlight(live=False)
    answer = press(paulas, form_of(feature), slug="taken")
    assert len(errors_of(answer)) == 1
    assert SpotlightFeature.objects.get().slug == feature.slug


def test_a_minute_of_the_run_that_was_not_touched_keeps_its_seconds(paulas):
    began = timezone.now() - datetime.timedelta(seconds=30)
    feature = factories.spotlight(live=False, rail_from=began)
    press(paulas, form_of(feature), title="Only the title")
    assert SpotlightFeature.objects.get().rail_from == began


def test_a_writer_meets_only_her_own(client, wanda):
    feature = factories.spotlight("Not hers", live=False)
    client.force_login(wanda)
    assert "Not hers" not in client.get(LIST).content.decode()
    assert client.get(form_of(feature)).status_code == 302
    assert client.post(form_of(feature), {"title": "Hers"}).status_code == 302
    assert SpotlightFeature.objects.get().title == "Not hers"


def test_it_is_withdrawn_like_any_story(paulas, client):
    feature = factories.spotlight("Out")
    assert "_withdraw" in paulas.get(form_of(feature)).content.decode()
    paulas.post(f"{LIST}{feature.pk}/withdraw/", {"note": "Rights."})
    assert client.get(feature.get_absolute_url()).status_code == 410
    fields = fields_of(paulas.get(form_of(feature)))
    assert "publish_at" not in fields  # its moments are what they were
