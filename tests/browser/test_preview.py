"""The story as it will look: live beside the text, and by a link for people without an account."""

import re

import pytest
from playwright.sync_api import expect

from magazine.models import Article
from tests import factories
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def story(transactional_db, empty_search_index):
    return factories.article("The coat", body="<p>Cloth.</p>" + "<p>More of it.</p>" * 60)


@pytest.fixture
def desk(story, page, live_server, paula, sign_in):
    sign_in(paula.username, PASSWORD)
    page.goto(f"{live_server.url}/admin/magazine/article/{story.pk}/change/")
    expect(page.locator(".ProseMirror")).to_be_visible()
    return page


def pane(page):
    return page.get_by_role("region", name="Preview")


def shown(page):
    return page.frame_locator(".pane__page:not(.is-coming)")


def toggle(page):
    return page.locator(".bar").get_by_role("button", name="Preview")


def inner_width(page):
    expect(page.locator(".pane__page")).to_have_count(1)
    return shown(page).locator("html").evaluate("() => innerWidth")


def test_what_is_typed_is_seen_beside_it_and_not_on_the_storys_row(desk, story):
    toggle(desk).click()
    expect(shown(desk).get_by_role("heading", level=1)).to_have_text("The coat")
    expect(toggle(desk)).to_have_attribute("aria-expanded", "true")
    desk.get_by_label("Title", exact=True).fill("The coat, taken apart")
    expect(shown(desk).get_by_role("heading", level=1)).to_have_text("The coat, taken apart")
    desk.locator(".ProseMirror").click()
    desk.keyboard.press("Control+Home")
    desk.keyboard.type("Typed just now. ")
    expect(shown(desk).get_by_text("Typed just now.")).to_be_visible()
    expect(desk.locator(".ProseMirror")).to_be_focused()
    assert "Typed just now" not in Article.objects.get().body
    toggle(desk).click()
    expect(pane(desk)).to_be_hidden()
    expect(toggle(desk)).to_be_focused()


def test_it_is_as_wide_as_a_phone_or_a_desktop(desk):
    toggle(desk).click()
    assert inner_width(desk) == 1280
    pane(desk).get_by_role("button", name="Phone").click()
    assert inner_width(desk) == 390
    desk.set_viewport_size({"width": 1000, "height": 700})
    pane(desk).get_by_role("button", name="Desktop").click()
    assert inner_width(desk) == 1280
    box = desk.locator(".pane__page").bounding_box()
    assert box["x"] + box["width"] <= 1000


def test_it_stays_where_it_was_scrolled_and_leaves_no_trace_in_the_history(desk):
    toggle(desk).click()
    expect(shown(desk).get_by_text("Cloth.")).to_be_visible()
    before = desk.evaluate("history.length")
    shown(desk).locator("html").evaluate("() => scrollTo(0, 700)")
    desk.get_by_label("Standfirst").fill("Another standfirst.")
    expect(shown(desk).get_by_text("Another standfirst.")).to_be_attached()
    assert shown(desk).locator("html").evaluate("() => scrollY") == 700
    assert desk.evaluate("history.length") == before


def test_its_links_lead_nowhere_and_its_forms_send_nothing(desk):
    toggle(desk).click()
    pane(desk).get_by_role("button", name="Phone").click()
    shown(desk).locator(".story__kicker a").click()
    email = shown(desk).get_by_label("E-mail")
    email.fill("rhea@readers.example")
    email.press("Enter")
    expect(shown(desk).get_by_role("heading", level=1)).to_have_text("The coat")


def test_it_is_open_again_after_saving(desk):
    toggle(desk).click()
    pane(desk).get_by_role("button", name="Phone").click()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("Saved.")
    expect(shown(desk).get_by_role("heading", level=1)).to_have_text("The coat")
    assert inner_width(desk) == 390
    pane(desk).get_by_role("button", name="Close").click()
    desk.reload()
    expect(desk.locator(".ProseMirror")).to_be_visible()
    expect(pane(desk)).to_be_hidden()


def test_a_preview_that_cannot_be_made_leaves_the_last_one(desk, troubles):
    toggle(desk).click()
    expect(shown(desk).get_by_role("heading", level=1)).to_have_text("The coat")
    desk.context.clear_cookies()
    desk.get_by_label("Title", exact=True).fill("Typed after the session ended")
    expect(pane(desk).get_by_role("status")).to_contain_text("Are you still signed in?")
    expect(shown(desk).get_by_role("heading", level=1)).to_have_text("The coat")
    troubles[:] = [trouble for trouble in troubles if "Framing" not in trouble]


def test_on_a_phone_it_takes_the_whole_window(new_page, story, live_server, paula, sign_in):
    phone = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    sign_in(paula.username, PASSWORD, on=phone)
    phone.goto(f"{live_server.url}/admin/magazine/article/{story.pk}/change/")
    expect(phone.locator(".ProseMirror")).to_be_visible()
    toggle(phone).click()
    expect(shown(phone).get_by_role("heading", level=1)).to_be_visible()
    assert pane(phone).bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    pane(phone).get_by_role("button", name="Close").click()
    expect(phone.get_by_label("Title", exact=True)).to_be_visible()


def test_it_opens_in_a_window_too(desk):
    toggle(desk).click()
    desk.get_by_label("Title", exact=True).fill("In its own window")
    with desk.expect_popup() as opened:
        pane(desk).get_by_role("button", name="In a window").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("In its own window")


def test_a_link_is_made_copied_opened_by_a_stranger_and_revoked(desk, new_page, story):
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.get_by_role("link", name="Preview links").click()
    desk.get_by_label("For whom").fill("Ines, for her quotes")
    desk.get_by_label("One day").check()
    desk.get_by_role("button", name="Make a link").click()
    expect(desk.get_by_text("Ines, for her quotes")).to_be_visible()
    desk.get_by_role("button", name="Copy").click()
    expect(desk.get_by_role("status").last).to_have_text("Copied.")
    address = desk.evaluate("navigator.clipboard.readText()")
    assert re.search(r"/preview/\d+:[\w-]{43}/$", address)
    path = address.removeprefix("http://testserver")
    stranger = new_page()
    stranger.goto(desk.url.split("/admin/")[0] + path)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("The coat")
    desk.get_by_role("button", name="Revoke").click()
    expect(desk.locator(".messagelist")).to_contain_text("opens nothing any more")
    answer = stranger.reload()
    assert answer.status == 410
    assert "The coat" not in stranger.content()
