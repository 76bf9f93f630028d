"""A story that readers see is edited beside what they see, its history read and brought back, as an
editor does it."""

import pytest
from playwright.sync_api import expect

from magazine.models import Article
from tests import factories
from tests.browser.test_autosave import STORED, address, lines, opened, state, surface
from tests.browser.test_autosave import type_at_end as type_on
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def story(transactional_db, empty_search_index, paula):
    return factories.live_article("Out", body="<p>As readers see it.</p>", by=paula)


@pytest.fixture
def desk(page, live_server, story, paula, sign_in):
    sign_in(paula.username, PASSWORD)
    opened(page, address(live_server, story))
    return page


@pytest.fixture
def reader(new_page, live_server, story):
    """What a reader's browser shows of the story."""
    page = new_page()

    def reads():
        page.goto(live_server.url + story.get_absolute_url())
        return page.locator("main").inner_text()

    return reads


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()
    expect(surface(page)).to_be_visible()


def test_readers_keep_the_old_one_until_update(desk, reader):
    type_on(desk, " Better.")
    desk.locator("[name=credits-0-who]").fill("Ana Lund")
    expect(state(desk)).to_have_text(STORED, timeout=5000)
    assert "Better." not in reader()
    press(desk, "Save draft")
    expect(desk.locator(".messagelist")).to_contain_text("until you press Update")
    expect(lines(desk).first).to_contain_text("Changes that readers don’t see yet, by you")
    assert "Better." not in reader()
    desk.get_by_label("A word about this version").fill("With Ana's name")
    press(desk, "Update")
    expect(lines(desk)).to_have_count(0)
    text = reader()
    assert "Better." in text
    assert "Ana Lund" in text


def test_a_draft_is_thrown_away(desk, reader):
    type_on(desk, " Worse.")
    expect(state(desk)).to_have_text(STORED, timeout=5000)
    desk.reload()
    press(desk, "Throw away")
    expect(surface(desk)).to_have_text("As readers see it.")
    expect(lines(desk)).to_have_count(0)
    assert "Worse." not in reader()


def test_enter_in_a_field_saves_and_throws_nothing_away(desk):
    type_on(desk, " Kept.")
    expect(state(desk)).to_have_text(STORED, timeout=5000)
    desk.reload()
    expect(lines(desk).first).to_contain_text("Changes that readers")
    with desk.expect_navigation():
        desk.get_by_label("Kicker", exact=True).press("Enter")
    expect(surface(desk)).to_contain_text("Kept.")
    expect(desk.locator(".messagelist")).to_contain_text("until you press Update")


def test_an_earlier_version_is_found_in_the_history_and_brought_back(desk, reader):
    type_on(desk, " Second.")
    press(desk, "Update")
    assert "Second." in reader()
    desk.get_by_role("link", name="History").click()
    desk.get_by_role("link", name="What changed").first.click()
    expect(desk.locator("ins")).to_have_text(" Second.")
    desk.go_back()
    desk.get_by_role("button", name="Compare the two").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Version 1 and version 2")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Restore this version").first.click()
    expect(surface(desk)).to_have_text("As readers see it.")
    assert "Second." in reader()
    press(desk, "Update")
    assert "Second." not in reader()


def test_changes_are_set_for_later_and_called_off(desk, reader):
    type_on(desk, " From January on.")
    desk.get_by_text("Show the changes later").click()
    desk.get_by_label("Readers see them from").fill("2099-01-01T10:00")
    press(desk, "Schedule the changes")
    due = lines(desk).filter(has_text="They go to readers on 1 Jan 2099, 10:00")
    expect(due).to_be_visible()
    assert "January" not in reader()
    type_on(desk, " And more.")
    press(desk, "Call it off")
    expect(due).to_have_count(0)
    expect(surface(desk)).to_have_text("As readers see it. From January on. And more.")
    expect(lines(desk)).to_have_count(1)
    assert Article.objects.get().body == "<p>As readers see it.</p>"


def test_the_history_is_used_on_a_phone(new_page, live_server, story, paula, sign_in, desk):
    for words in [" One.", " Two."]:
        type_on(desk, words)
        press(desk, "Update")
    phone = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    sign_in(paula.username, PASSWORD, on=phone)
    for path in ["history/", "compare/?a=1&b=3"]:
        phone.goto(address(live_server, story).replace("change/", path))
        assert phone.evaluate("document.documentElement.scrollWidth") == 390
