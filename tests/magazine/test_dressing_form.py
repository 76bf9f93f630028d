"""Choosing colours, faces and logo in the newsroom: who may, what is refused, what the preview
says."""

import re

import pytest
from django.urls import reverse

from magazine.models import SiteIdentity
from press import generation
from tests import factories

pytestmark = pytest.mark.django_db

CHANGE = "/admin/magazine/siteidentity/1/change/"
ADD = "/admin/magazine/siteidentity/add/"
FITTED = "/admin/magazine/siteidentity/fitted/"
SAMPLE = "/admin/magazine/siteidentity/sample/"
NONSENSE = "Write a colour as # and six hexadecimal digits, such as #c8200d."


def form(**changes):
    return {
        "name": "Elucid",
        "social_links-TOTAL_FORMS": "0",
        "social_links-INITIAL_FORMS": "0",
        **changes,
    }


@pytest.fixture
def identity():
    return SiteIdentity.objects.create(name="Elucid")


@pytest.fixture
def desk(client, paula):
    """Paula's browser."""
    client.force_login(paula)
    return client


def errors(response):
    return {
        name: [str(error) for error in found]
        for name, found in response.context["adminform"].form.errors.items()
    }


def test_a_publisher_dresses_the_magazine_and_the_press_turns(
    desk, identity, django_capture_on_commit_callbacks
):
    before = generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(CHANGE, form(accent=" 0F6B3C", night="#123", display_face="cormorant"))
    assert response.status_code == 302
    identity.refresh_from_db()
    assert (identity.accent, identity.night) == ("#0f6b3c", "#112233")
    assert identity.display_face == "cormorant"
    assert generation.current() > before


def test_the_first_identity_can_be_dressed_at_once(desk):
    assert desk.get(ADD).status_code == 200
    assert desk.post(ADD, form(accent="#0f6b3c")).status_code == 302
    assert SiteIdentity.current().accent == "#0f6b3c"


def test_a_colour_that_cannot_be_read_is_refused_at_its_field_and_nothing_typed_is_lost(
    desk, identity
):
    response = desk.post(CHANGE, form(tagline="Kept", accent="#ff9980", night="#cfd8c0"))
    assert response.status_code == 200
    refused = errors(response)
    assert list(refused) == ["accent", "night"]
    assert refused["accent"][0].startswith(
        "Accent on paper (#ff9980 on #fcfcfb, in daylight) has a contrast of 2.02:1. "
        "WCAG AA asks for 4.5:1. The nearest colour that would do is #"
    )
    html = response.content.decode()
    assert re.search(r'<input[^>]* name="accent"[^>]* value="#ff9980"', html) or re.search(
        r'<input[^>]* value="#ff9980"[^>]* name="accent"', html
    )
    assert 'value="Kept"' in html
    assert SiteIdentity.current().accent == ""


@pytest.mark.parametrize(
    "value",
    [
        "url(https://evil.example/x)",
        "expression(alert(1))",
        "red",
        "#12345",
        "#fff;}*{",
        "#" + "f" * 10_000,
        "#ff\x00fff",
        "<script>alert(1)</script>",
    ],
)
def test_what_is_no_colour_is_refused(desk, identity, value):
    response = desk.post(CHANGE, form(paper=value))
    assert errors(response) == {"paper": [NONSENSE]}
    assert "<script>alert(1)" not in response.content.decode()
    assert SiteIdentity.current().paper == ""


@pytest.mark.parametrize("value", ["comic-sans", 'x";}body{', "\x00", "f" * 10_000])
def test_a_face_that_we_do_not_have_is_refused(desk, identity, value):
    assert list(errors(desk.post(CHANGE, form(text_face=value)))) == ["text_face"]


@pytest.mark.parametrize("value", ["999999", "abc", "-1", "9" * 40, "\x00"])
def test_a_logo_that_is_no_picture_is_refused(desk, identity, value):
    assert list(errors(desk.post(CHANGE, form(logo=value)))) == ["logo"]


def test_an_empty_field_says_what_follows_from_the_others(desk, identity):
    identity.accent = "#0b57d0"
    identity.save()
    html = desk.get(CHANGE).content.decode()
    placeholders = dict(re.findall(r'name="(\w+)"[^>]* placeholder="(#[0-9a-f]{6})"', html))
    assert placeholders["paper"] == "#fcfcfb"
    assert placeholders["dark_accent"] == identity.dress.dark.accent


# --- the preview ----------------------------------------------------------------------------------


def test_the_fitting_answers_with_colours_faces_and_contrasts(desk, identity):
    answer = desk.get(FITTED, {"accent": "#ff9980", "text_face": "literata", "name": "Elucid"})
    assert answer["Cache-Control"] == ("max-age=0, no-cache, no-store, must-revalidate, private")
    said = answer.json()
    assert (said["light"]["--accent"], said["light"]["--on-spot"]) == ("#ff9980", "#000000")
    assert said["light"]["--text"].startswith('"Literata"')
    assert said["nameplate"] == {"font-size": "36cqi", "padding-block-start": "0"}
    assert len(said["pairs"]) == 14
    assert said["pairs"][3] == {
        "words": "#ff9980",
        "ground": "#fcfcfb",
        "ratio": "2.02",
        "passes": False,
    }
    assert list(said["refused"]) == ["accent"]
    assert said["follows"]["accent"] == "#c8200d"
    assert SiteIdentity.current().accent == ""


def test_the_fitting_begins_with_what_is_stored(desk, identity):
    identity.accent = "#0f6b3c"
    identity.save()
    assert desk.get(FITTED).json()["light"]["--accent"] == "#0f6b3c"
    assert desk.get(FITTED, {"accent": ""}).json()["light"]["--accent"] == "#c8200d"


def test_the_fitting_survives_nonsense(desk, identity):
    said = desk.get(
        FITTED,
        {
            "paper": "url(x)",
            "ink": "\x00" * 5000,
            "display_face": "comic",
            "logo": "9" * 40,
            "dark_logo": "7",
            "name": "\x00<b>" * 4000,
        },
    ).json()
    assert {name: each["sentence"] for name, each in said["refused"].items()} == {
        "paper": NONSENSE,
        "ink": NONSENSE,
    }
    assert said["light"]["--paper"] == "#fcfcfb"
    assert (said["logo"], said["dark_logo"]) == ("", "")


def test_the_sample_shows_a_live_story_and_may_be_framed_by_the_newsroom_only(
    desk, identity, live_article
):
    factories.article("A secret draft")
    response = desk.get(SAMPLE, {"scheme": "dark"})
    html = response.content.decode()
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert '<html lang="en" class="is-dark is-dim">' in html
    assert live_article.title in html
    assert "A secret draft" not in html
    assert 'class="is-light"' in desk.get(SAMPLE, {"scheme": "<x>"}).content.decode()


def test_the_sample_stands_without_any_story(desk):
    assert "A title stands here" in desk.get(SAMPLE).content.decode()


@pytest.mark.parametrize("address", [FITTED, SAMPLE])
def test_only_get_is_answered(desk, identity, address):
    assert desk.post(address).status_code == 405


@pytest.mark.parametrize("who", ["wanda", "edith"])
@pytest.mark.parametrize("address", [CHANGE, FITTED, SAMPLE])
def test_writers_and_editors_keep_their_hands_off(client, request, identity, who, address):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address).status_code == 403
    assert client.post(CHANGE, form(accent="#0f6b3c")).status_code == 403
    assert SiteIdentity.current().accent == ""


@pytest.mark.parametrize("address", [CHANGE, FITTED, SAMPLE])
def test_visitors_are_asked_who_they_are(client, identity, address):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('admin:login')}?next={address}",
    )
