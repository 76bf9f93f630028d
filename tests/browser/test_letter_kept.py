"""What is typed into a letter is kept in the browser until it is saved, and offered to whoever
typed it; a session that ran out is renewed in place."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from newsletter.models import Campaign
from tests import factories
from tests.browser.chromium import crash
from tests.conftest import PASSWORD
from tests.newsletter.campaigns import campaign, mailing_list

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADD = "/admin/newsletter/campaign/add/"
KEPT = re.compile(r"^In this browser, \d\d:\d\d$")
IN_STORE = """
() => new Promise((resolve) => {
  const opening = indexedDB.open("newsroom", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("words").objectStore("words").count();
    asked.onsuccess = () => resolve(asked.result);
  };
})
"""


@pytest.fixture
def desk(transactional_db, empty_search_index, page, paula, sign_in):
    """Paula at her desk."""
    factories.live_article("Story a")
    mailing_list(is_default=True)
    sign_in(paula.username, PASSWORD)
    return page


@pytest.fixture
def letter(desk):
    return campaign(subject="At first", opening="<p>Once.</p>")


def address(live_server, letter):
    return f"{live_server.url}/admin/newsletter/campaign/{letter.pk}/change/"


def opening(page):
    return page.locator("#opening-words .ProseMirror")


def opened(page, url):
    page.goto(url)
    expect(opening(page)).to_be_visible()


def typed(page, words):
    """Type at the end, until the browser has it."""
    opening(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    expect(page.locator("[data-kept-words]")).to_have_text(KEPT, timeout=2000)


def left_over(page):
    return page.locator(".kept__line").filter(has_text="that never reached the newsroom")


def killed(page):
    """Another tab, after this one has died."""
    context = page.context
    crash(page)
    page.close()
    return context.new_page()


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    expect(opening(page)).to_be_visible()


def test_words_of_a_killed_tab_are_offered_and_come_back(desk, live_server, letter):
    opened(desk, address(live_server, letter))
    desk.get_by_label("Subject").fill("A better subject")
    desk.locator("[data-slot=stories] .placed__line").fill("A line of its own.")
    typed(desk, " And again.")
    later = killed(desk)
    assert Campaign.objects.get().opening == "<p>Once.</p>"
    opened(later, address(live_server, letter))
    expect(opening(later)).to_have_text("Once.")
    later.get_by_role("button", name="Bring them back").click()
    expect(opening(later)).to_have_text("Once. And again.")
    expect(later.locator(".errornote")).to_contain_text("They are not saved yet.")
    expect(later.get_by_label("Subject")).to_have_value("A better subject")
    expect(later.locator("[data-slot=stories] .placed__line")).to_have_value("A line of its own.")
    assert Campaign.objects.get().subject == "At first"
    # They are as safe as before.
    expect(later.locator("[data-kept-words]")).to_have_text(KEPT)
    again = killed(later)
    opened(again, address(live_server, letter))
    again.get_by_role("button", name="Bring them back").click()
    expect(opening(again)).to_have_text("Once. And again.")
    save(again)
    stored = Campaign.objects.get()
    assert (stored.subject, stored.opening) == ("A better subject", "<p>Once. And again.</p>")
    expect(left_over(again)).to_have_count(0)
    assert again.evaluate(IN_STORE) == 0


def test_a_new_letter_is_offered_where_one_begins(desk, live_server):
    opened(desk, live_server.url + ADD)
    desk.get_by_label("Subject").fill("Unheard")
    typed(desk, "It begins.")
    later = killed(desk)
    opened(later, live_server.url + ADD)
    later.get_by_role("button", name="Bring them back").click()
    expect(later.get_by_label("Subject")).to_have_value("Unheard")
    assert Campaign.objects.count() == 0
    save(later)
    assert Campaign.objects.get().opening == "<p>It begins.</p>"
    assert later.evaluate(IN_STORE) == 0


def test_what_the_browser_has_can_be_thrown_away(desk, live_server, letter):
    opened(desk, address(live_server, letter))
    typed(desk, " Nonsense.")
    later = killed(desk)
    opened(later, address(live_server, letter))
    later.get_by_role("button", name="Throw away").click()
    expect(left_over(later)).to_have_count(0)
    assert later.evaluate(IN_STORE) == 0
    assert Campaign.objects.get().opening == "<p>Once.</p>"


def test_words_are_forgotten_once_they_are_saved(desk, live_server, letter):
    opened(desk, address(live_server, letter))
    typed(desk, " Saved.")
    assert desk.evaluate(IN_STORE) == 1
    save(desk)
    assert Campaign.objects.get().opening == "<p>Once. Saved.</p>"
    for _ in range(20):
        if desk.evaluate(IN_STORE) == 0:
            break
        desk.wait_for_timeout(100)
    assert desk.evaluate(IN_STORE) == 0


def test_a_refused_letter_stays_in_the_browser(desk, live_server, letter):
    opened(desk, address(live_server, letter))
    typed(desk, " Kept.")
    desk.get_by_label("Subject").fill("x" * 300)
    with desk.expect_navigation():
        desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".errornote")).to_be_visible()
    expect(desk.locator("[data-kept-words]")).to_have_text(KEPT)
    later = killed(desk)
    opened(later, address(live_server, letter))
    later.get_by_role("button", name="Bring them back").click()
    expect(opening(later)).to_have_text("Once. Kept.")


def test_save_without_a_session_asks_for_sign_in_in_place(desk, live_server, letter):
    opened(desk, address(live_server, letter))
    typed(desk, " Pressed.")
    Session.objects.all().delete()
    desk.get_by_role("button", name="Save", exact=True).click()
    dialog = desk.get_by_role("dialog", name="You were signed out")
    dialog.get_by_label("Password").fill("wrong")
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog.get_by_role("alert")).to_have_text("That is not the password.")
    dialog.get_by_label("Password").fill(PASSWORD)
    with desk.expect_navigation():
        dialog.get_by_role("button", name="Sign in").click()
    expect(desk.locator(".messagelist")).to_contain_text("Saved.")
    assert Campaign.objects.get().opening == "<p>Once. Pressed.</p>"


def test_who_signs_in_later_saves_later(desk, live_server, letter):
    opened(desk, address(live_server, letter))
    typed(desk, " Later.")
    Session.objects.all().delete()
    save_button = desk.get_by_role("button", name="Save", exact=True)
    save_button.click()
    dialog = desk.get_by_role("dialog", name="You were signed out")
    dialog.get_by_role("button", name="Later").click()
    expect(desk.locator(".kept__line")).to_contain_text("You are signed out.")
    save_button.click()
    dialog.get_by_label("Password").fill(PASSWORD)
    with desk.expect_navigation():
        dialog.get_by_role("button", name="Sign in").click()
    expect(desk.locator(".messagelist")).to_contain_text("Saved.")
    assert Campaign.objects.get().opening == "<p>Once. Later.</p>"


def test_without_a_connection_save_keeps_the_page(desk, live_server, letter):
    opened(desk, address(live_server, letter))
    typed(desk, " On a train.")
    desk.context.set_offline(True)
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".kept__line")).to_contain_text("The newsroom does not answer.")
    expect(opening(desk)).to_have_text("Once. On a train.")
    desk.context.set_offline(False)
    save(desk)
    assert Campaign.objects.get().opening == "<p>Once. On a train.</p>"


def test_the_words_of_one_are_not_offered_to_another(desk, live_server, letter, edith, sign_in):
    opened(desk, address(live_server, letter))
    typed(desk, " Paula's own.")
    later = killed(desk)
    later.context.clear_cookies()
    sign_in(edith.username, PASSWORD, on=later)
    opened(later, address(live_server, letter))
    expect(opening(later)).to_have_text("Once.")
    expect(later.locator(".kept__line")).to_have_count(0)
    # They wait for their own.
    assert later.evaluate(IN_STORE) == 1
