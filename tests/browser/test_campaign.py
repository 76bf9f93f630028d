"""A publisher writes a weekly letter, looks at it, tests it and schedules it."""

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from magazine.models import SiteIdentity
from newsletter.models import Campaign
from tests import factories, magazines
from tests.browser.test_front_page import drag, found
from tests.conftest import PASSWORD
from tests.newsletter.campaigns import mailing_list, reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOUR = datetime.timedelta(hours=1)
ADD = "/admin/newsletter/campaign/add/"


@pytest.fixture
def letter_desk(transactional_db, empty_search_index, page, live_server, paula, sign_in):
    """Paula at an empty letter, with four stories to take and three readers on the weekly."""
    now = timezone.now()
    SiteIdentity.objects.create(name="Elucid", postal_address="6 Ropewalk Yard")
    for place, letter in enumerate("abcd", 1):
        factories.live_article(
            f"Story {letter}", publish_at=now - place * HOUR, lead_picture=magazines.picture()
        )
    # A new letter begins with the list that readers join, which nobody is on.
    mailing_list("The newsletter", slug="newsletter", is_default=True)
    for _ in range(3):
        reader(mailing_list())
    sign_in(paula.username, PASSWORD)
    page.goto(live_server.url + ADD)
    expect(page.locator(".found")).to_have_count(4)
    return page


def chosen(page):
    return page.locator("[data-slot=stories] .placed__title").all_inner_texts()


def expect_chosen(page, titles):
    """A press is answered at once, a drag when its last frame was drawn."""
    for _ in range(30):
        if chosen(page) == titles:
            return
        page.wait_for_timeout(100)
    assert chosen(page) == titles


def letter(page):
    """The letter in the pane."""
    return page.frame_locator(".pane__page:not(.is-coming)")


def words(page, name):
    return page.locator(f"#{name}-words .ProseMirror")


def test_a_weekly_letter_from_nothing_to_scheduled(letter_desk, paula):
    page = letter_desk
    page.get_by_label("Subject").fill("What a hem weighs")
    page.get_by_label("Subject").press("Enter")
    expect(page.get_by_label("Preview line")).to_be_focused()
    page.keyboard.type("And three more.")
    words(page, "opening").click()
    page.keyboard.type("It rained on the fair.")

    # Stories: by a press, by dragging, into another order, with a line of their own.
    found(page, "Story b").click()
    found(page, "Story a").click()
    drag(
        page, found(page, "Story d"), page.locator("[data-slot=stories] .placed").first, above=True
    )
    expect_chosen(page, ["Story d", "Story b", "Story a"])
    handles = page.locator("[data-slot=stories] .placed__handle")
    drag(page, handles.first, page.locator("[data-slot=stories] .placed").last)
    expect_chosen(page, ["Story b", "Story a", "Story d"])
    page.get_by_role("button", name="Up: Story d").press("Enter")
    expect_chosen(page, ["Story b", "Story d", "Story a"])
    page.get_by_role("button", name="Take out: Story d").click()
    page.get_by_label("Line of text: Story a").fill("Its own line.")

    # To whom.
    expect(page.locator("[data-reach]")).to_have_text("0")
    page.get_by_label("The weekly").check()
    expect(page.locator("[data-reach]")).to_have_text("3")
    expect(page.locator(".checklist__sum")).to_have_text("Nothing is missing.")

    # How it looks.
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(letter(page).get_by_text("It rained on the fair.")).to_be_visible()
    expect(letter(page).get_by_role("heading", level=2)).to_have_text(["Story b", "Story a"])
    expect(letter(page).get_by_text("Its own line.")).to_be_visible()
    page.get_by_role("button", name="Phone").click()
    assert page.locator(".pane__page").evaluate("frame => frame.clientWidth") == 360
    ground = "body => getComputedStyle(body).backgroundColor"
    assert letter(page).locator("body").evaluate(ground) == "rgb(252, 252, 251)"
    page.get_by_role("button", name="Dark").click()
    expect(letter(page).locator("body")).to_have_css("background-color", "rgb(19, 19, 18)")
    page.get_by_role("button", name="Text", exact=True).click()
    expect(letter(page).locator("pre")).to_contain_text("STORY B")
    page.get_by_label("Subject").fill("What a hem weighs, and why")
    page.get_by_role("button", name="Text", exact=True).click()
    expect(letter(page).get_by_text("Its own line.")).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).last.click()

    # A test.
    page.get_by_label("To, 10 addresses at most").fill("desk@elucid.example")
    page.get_by_role("button", name="Save and send a test").click()
    expect(page.get_by_text("A test is on its way to desk@elucid.example.")).to_be_visible()
    message: Any = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert message.subject == "[Test] What a hem weighs, and why"
    assert "Its own line." in message.alternatives[0].content

    # And off.
    page.get_by_role("button", name="Send…").click()
    expect(page.locator(".letter-page__count")).to_contain_text("3 readers get it")
    page.get_by_label("Day and time").fill("2099-07-10T08:00")
    expect(page.get_by_label("On (America/New_York)")).to_be_checked()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text(re.compile(r"goes out on Friday, 10 July, 08:00"))).to_be_visible()
    made = Campaign.objects.get()
    assert made.state == Campaign.State.SCHEDULED
    assert list(made.stories.values_list("article__title", "words")) == [
        ("Story b", ""),
        ("Story a", "Its own line."),
    ]
    assert made.opening == "<p>It rained on the fair.</p>"


def test_what_is_typed_is_not_left_by_mistake_and_control_s_saves(letter_desk):
    page = letter_desk
    page.get_by_label("Subject").fill("A draft")
    expect(page.locator("[data-unsaved]")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    expect(page.locator("[data-unsaved]")).to_be_hidden()
    assert Campaign.objects.get().subject == "A draft"
    # Searching is no change, and Enter there sends nothing.
    page.get_by_label("Find a story by its title").fill("story c")
    expect(page.locator(".found")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("[data-unsaved]")).to_be_hidden()
    assert Campaign.objects.count() == 1


def test_the_subject_says_when_it_is_too_long(letter_desk):
    page = letter_desk
    page.get_by_label("Subject").fill("S" * 61)
    expect(page.get_by_text("61 characters: phones cut it after about 60.")).to_be_visible()
    page.get_by_label("Subject").fill("S" * 60)
    expect(page.get_by_text("phones cut it")).to_have_count(0)


def test_on_a_phone_stories_come_up_from_below(letter_desk, new_page, live_server, sign_in, paula):
    phone = new_page(viewport={"width": 390, "height": 800}, has_touch=True)
    sign_in(paula.username, PASSWORD, phone)
    phone.goto(live_server.url + ADD)
    expect(phone.locator(".tray")).to_be_hidden()
    phone.get_by_role("button", name="add one to the letter").click()
    expect(phone.locator(".tray")).to_be_visible()
    found(phone, "Story c").tap()
    phone.get_by_role("button", name="Close the stories").click()
    expect(phone.locator(".tray")).to_be_hidden()
    assert chosen(phone) == ["Story c"]
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width == 390
