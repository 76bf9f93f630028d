"""Dressing the magazine in the newsroom: what is typed shows at once, what cannot be read is
refused with a colour to take, and a visitor sees what was saved."""

import re

import pytest
from playwright.sync_api import expect

from magazine.models import SiteIdentity
from tests import factories
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True)]

CHANGE = "/admin/magazine/siteidentity/1/change/"


@pytest.fixture
def identity(paula):
    factories.live_article("A Coat Turned Inside Out", by=paula)
    return SiteIdentity.objects.create(name="Elucid", tagline="In a clear light")


@pytest.fixture
def room(page, live_server, sign_in, paula, identity):
    """The identity's form, its samples dressed."""
    sign_in("paula", PASSWORD)
    page.goto(f"{live_server.url}{CHANGE}")
    expect(page.locator("[data-pair=light] .contrasts__letters").first).to_have_css(
        "background-color", "rgb(252, 252, 251)"
    )
    return page


def sample(room, scheme):
    return room.frame_locator(f"iframe[data-scheme={scheme}]")


def ratio_of(room, name, scheme):
    return room.get_by_role("row", name=re.compile(f"^{name} ")).locator(f"[data-pair={scheme}]")


def test_what_is_typed_and_chosen_shows_in_both_samples_at_once(room):
    room.get_by_label("Accent", exact=True).fill("#0f6b3c")
    for scheme in ("light", "dark"):
        expect(sample(room, scheme).locator(".newsletter")).to_have_css(
            "background-color", "rgb(15, 107, 60)"
        )
    room.get_by_label("Paper", exact=True).fill("#f4ead5")
    expect(sample(room, "light").locator("body")).to_have_css(
        "background-color", "rgb(244, 234, 213)"
    )
    room.get_by_label("Titles").select_option("cormorant")
    expect(sample(room, "dark").locator(".nameplate")).to_have_css(
        "font-family", re.compile("^Cormorant")
    )
    room.get_by_label("Name").fill("Halftone")
    expect(sample(room, "light").locator(".nameplate")).to_have_text("Halftone")
    room.get_by_label("Tagline").fill("By the dot")
    expect(sample(room, "dark").locator(".masthead__tagline")).to_have_text("By the dot")


def test_the_colour_well_writes_into_its_field(room):
    room.get_by_label("Pick: Accent", exact=True).fill("#0b57d0")
    expect(room.get_by_label("Accent", exact=True)).to_have_value("#0b57d0")
    expect(sample(room, "light").locator(".newsletter")).to_have_css(
        "background-color", "rgb(11, 87, 208)"
    )


def test_a_colour_that_cannot_be_read_is_refused_while_typing_and_its_neighbour_taken(room):
    room.get_by_label("Accent", exact=True).fill("#ff9980")
    said = room.locator(".errorlist")
    expect(said).to_contain_text("has a contrast of 2.02:1. WCAG AA asks for 4.5:1.")
    expect(ratio_of(room, "Accent on paper", "light")).to_have_text(re.compile("2.02 too little"))
    room.get_by_role("button", name=re.compile("^Take #")).click()
    expect(said).to_have_count(0)
    expect(ratio_of(room, "Accent on paper", "light")).not_to_have_class("falls-short")


def test_nothing_is_saved_that_cannot_be_read_and_what_is_saved_a_visitor_sees(
    room, new_page, live_server
):
    room.get_by_label("Ink", exact=True).fill("#bbbbbb")
    room.get_by_role("button", name="Save").click()
    expect(room.locator(".errornote")).to_be_visible()
    expect(room.get_by_label("Ink", exact=True)).to_have_value("#bbbbbb")
    assert SiteIdentity.current().ink == ""

    room.get_by_label("Ink", exact=True).fill("#2b1a10")
    room.get_by_label("Paper", exact=True).fill("#f4ead5")
    room.get_by_label("Titles").select_option("bricolage-grotesque")
    room.get_by_role("button", name="Save").click()
    expect(room.get_by_text("Saved. Every page shows it now.")).to_be_visible()

    visitor = new_page(viewport={"width": 390, "height": 844}, color_scheme="light")
    visitor.goto(f"{live_server.url}/")
    expect(visitor.locator("body")).to_have_css("background-color", "rgb(244, 234, 213)")
    expect(visitor.locator("h1")).to_have_css("font-family", re.compile("^.?Bricolage Grotesque"))
    assert visitor.evaluate("document.fonts.ready.then(() => innerWidth)") == 390
    assert visitor.evaluate("document.documentElement.scrollWidth") <= 390
    visitor.emulate_media(color_scheme="dark")
    dark = SiteIdentity.current().dress.dark.paper
    red, green, blue = (int(dark[at : at + 2], 16) for at in (1, 3, 5))
    expect(visitor.locator("body")).to_have_css("background-color", f"rgb({red}, {green}, {blue})")


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_the_form_fits_every_screen(room, width):
    room.set_viewport_size({"width": width, "height": 900})
    assert room.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_the_form_works_and_shows_what_is_stored(
    new_page, live_server, sign_in, paula, identity
):
    identity.accent = "#0f6b3c"
    identity.save()
    plain = new_page(java_script_enabled=False)
    sign_in("paula", PASSWORD, plain)
    plain.goto(f"{live_server.url}{CHANGE}")
    expect(sample(plain, "light").locator(".newsletter")).to_have_css(
        "background-color", "rgb(15, 107, 60)"
    )
    plain.get_by_label("Accent", exact=True).fill("0b57d0")
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_text("Saved. Every page shows it now.")).to_be_visible()
    assert SiteIdentity.current().accent == "#0b57d0"
