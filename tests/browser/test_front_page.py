"""An editor arranges the front page by mouse and by keys, previews, publishes; a visitor reads."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from magazine import fronting
from magazine.models import FrontPage
from magazine.slots import LATEST, LEAD, RAIL, RUNNING, SECONDS, STRIP, Slot
from tests import factories
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOUR = datetime.timedelta(hours=1)
ADD = "/admin/magazine/frontpage/add/"


@pytest.fixture
def stories(transactional_db, empty_search_index):
    """Six live stories, “Story a” the newest, and a feature on the rail."""
    now = timezone.now()
    factories.spotlight("A film of mills")
    return [
        factories.live_article(f"Story {letter}", publish_at=now - place * HOUR)
        for place, letter in enumerate("abcdef", 1)
    ]


@pytest.fixture
def desk(stories, page, live_server, paula, sign_in):
    """Paula at the front page's screen."""
    sign_in(paula.username, PASSWORD)
    page.goto(live_server.url + ADD)
    expect(page.locator(".found")).to_have_count(7)
    return page


def slot(page, key):
    return page.locator(f"[data-slot='{key}']")


def placed(page, key):
    """The titles that stand in a slot by hand, in order."""
    return slot(page, key).locator(".placed__title").all_inner_texts()


def found(page, title):
    return page.locator(".found__story", has_text=title)


def by_rule(page, key):
    return slot(page, key).locator(".ruled__title")


def drag(page, source, target, *, above=False):
    """Press, move in steps as a hand does, let go."""
    source.scroll_into_view_if_needed()
    start = source.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 30, steps=3)
    end = target.bounding_box()
    y = end["y"] + (2 if above else end["height"] - 2)
    page.mouse.move(end["x"] + end["width"] / 3, y, steps=8)
    page.mouse.up()


def stored(front):
    return [(slot.kind, slot.stories) for slot in fronting.slots_of(front, [])]


def test_by_mouse_looked_at_published_and_read(desk, stories, live_server, new_page):
    a, b, c, *_ = stories
    drag(desk, found(desk, "Story c"), slot(desk, "lead").locator(".slot__add"))
    assert placed(desk, "lead") == ["Story c"]
    drag(desk, found(desk, "Story b"), slot(desk, "seconds").locator(".slot__add"))
    drag(desk, found(desk, "Story a"), slot(desk, "seconds").locator(".placed"), above=True)
    assert placed(desk, "seconds") == ["Story a", "Story b"]
    # From one slot to another, and to another place in it.
    handle = slot(desk, "seconds").locator(".placed__handle")
    drag(desk, handle.first, slot(desk, "seconds").locator(".placed").last)
    assert placed(desk, "seconds") == ["Story b", "Story a"]
    expect(by_rule(desk, "seconds")).to_have_text(["Story d"])
    expect(by_rule(desk, "rail")).to_have_text(["A film of mills"])

    with desk.expect_popup() as opened:
        desk.get_by_role("button", name="Preview").click()
    preview = opened.value
    expect(preview.get_by_role("heading", level=2).first).to_have_text("Story c")
    expect(preview.get_by_text("Preview — not published")).to_be_visible()
    preview.close()
    assert not FrontPage.objects.exists()

    visitor = new_page()
    visitor.goto(live_server.url)
    expect(visitor.get_by_role("heading", level=2).first).to_have_text("Story a")
    desk.get_by_label("What changes").fill("The fair")
    desk.get_by_role("button", name="Publish now").click()
    expect(desk.get_by_text("Readers see this front page now.")).to_be_visible()
    visitor.goto(live_server.url)
    expect(visitor.get_by_role("heading", level=2).first).to_have_text("Story c")
    front = FrontPage.objects.current()
    assert front.note == "The fair"
    assert stored(front)[:3] == [(LEAD, (c.pk,)), (SECONDS, (b.pk, a.pk)), (RAIL, ())]


def test_by_keys_alone(desk, stories):
    a, *_ = stories
    desk.get_by_label("Find a story").focus()
    desk.keyboard.type("story b")
    expect(desk.locator(".found")).to_have_count(1)
    desk.keyboard.press("Tab")  # the slot
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    assert placed(desk, "lead") == ["Story b"]
    expect(desk.locator(".front__said")).to_have_text("“Story b”: 1 of 1 in Lead.")
    desk.get_by_label("Find a story").fill("a story")
    expect(desk.locator(".found__title")).to_have_text([f"Story {letter}" for letter in "abcdef"])
    found(desk, "Story a").press("Enter")
    assert placed(desk, "lead") == ["Story b", "Story a"]
    expect(slot(desk, "lead").locator(".placed__note").nth(1)).to_have_text("Stands in Seconds")
    up = slot(desk, "lead").get_by_role("button", name="Up: Story a")
    up.press("Enter")
    assert placed(desk, "lead") == ["Story a", "Story b"]
    expect(up).to_be_focused()
    slot(desk, "lead").get_by_label("Move to another slot: Story b").select_option("Seconds")
    assert (placed(desk, "lead"), placed(desk, "seconds")) == (["Story a"], ["Story b"])
    slot(desk, "seconds").get_by_role("button", name="Take out: Story b").press("Enter")
    assert placed(desk, "seconds") == []
    expect(slot(desk, "seconds").get_by_role("button", name="add one")).to_be_focused()
    desk.get_by_label("What changes").press("Enter")
    expect(desk.get_by_text("The front page is saved.")).to_be_visible()
    assert stored(FrontPage.objects.get())[:2] == [(LEAD, (a.pk,)), (SECONDS, ())]


def test_a_drag_is_given_up_with_escape_or_where_it_may_not_be(desk):
    story = found(desk, "Story a")
    box = story.bounding_box()
    target = slot(desk, "lead").locator(".slot__add").bounding_box()
    desk.mouse.move(box["x"] + 20, box["y"] + 20)
    desk.mouse.down()
    desk.mouse.move(target["x"] + 40, target["y"] + 10, steps=6)
    expect(slot(desk, "lead").locator(".marker")).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(desk.locator(".marker, .carried")).to_have_count(0)
    desk.mouse.up()
    assert placed(desk, "lead") == []
    drag(desk, story, slot(desk, "rail").locator(".slot__add"))
    assert placed(desk, "rail") == []
    drag(desk, found(desk, "A film of mills"), slot(desk, "rail").locator(".slot__add"))
    assert placed(desk, "rail") == ["A film of mills"]


def test_a_story_stands_once_unless_a_slot_may_repeat(desk):
    found(desk, "Story a").click()
    desk.get_by_label("in", exact=True).select_option("seconds")
    found(desk, "Story a").click()
    assert (placed(desk, "lead"), placed(desk, "seconds")) == ([], ["Story a"])
    slot(desk, "seconds").get_by_label("may repeat").check()
    desk.get_by_label("in", exact=True).select_option("lead")
    found(desk, "Story a").click()
    assert (placed(desk, "lead"), placed(desk, "seconds")) == (["Story a"], ["Story a"])


def test_strips_are_moved_taken_out_and_added(desk, stories):
    culture = factories.section("Culture", position=9)
    desk.reload()
    strips = desk.locator(".slot--strip .slot__name")
    expect(strips).to_have_text(["Fashion", "Culture"])
    desk.get_by_role("button", name="Move the strip Culture up").click()
    expect(strips).to_have_text(["Culture", "Fashion"])
    found(desk, "Story f").click()  # what is arranged stays when the server adds a strip
    desk.get_by_label("Another strip").select_option("With a heading of its own")
    desk.get_by_role("button", name="Add", exact=True).click()
    expect(strips).to_have_text(["Culture", "Fashion", "New strip"])
    assert placed(desk, "lead") == ["Story f"]
    expect(desk.get_by_text("Not saved yet")).to_be_visible()
    slot(desk, "strip-3").get_by_label("Heading").fill("By the sea")
    expect(strips).to_have_text(["Culture", "Fashion", "By the sea"])
    desk.get_by_role("button", name="Take the strip Fashion out").click()
    expect(strips).to_have_text(["Culture", "By the sea"])
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("The front page is saved.")).to_be_visible()
    kept = fronting.slots_of(FrontPage.objects.get(), [])[3:]
    assert [(slot.kind, slot.section, slot.title) for slot in kept] == [
        (STRIP, culture.pk, ""),
        (STRIP, None, "By the sea"),
    ]


def test_leaving_with_something_unsaved_asks_first(desk, live_server):
    asked = []

    def leave(dialog):
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", leave)
    found(desk, "Story a").click()
    desk.goto(f"{live_server.url}/admin/")
    assert asked == ["beforeunload"]


def test_two_editors_at_once(desk, stories, live_server, paula, edith, new_page, sign_in):
    front = fronting.prepare(
        [
            Slot(LEAD, (stories[0].pk,), rule=LATEST),
            Slot(SECONDS, rule=LATEST, places=3),
            Slot(RAIL, rule=RUNNING, places=8),
        ],
        by=paula,
        note="Both",
    )
    address = f"{live_server.url}/admin/magazine/frontpage/{front.pk}/change/"
    desk.goto(address)
    theirs = new_page()
    sign_in(edith.username, PASSWORD, theirs)
    theirs.goto(address)
    theirs.get_by_label("What changes").fill("Edith was here")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.get_by_text("The front page is saved.")).to_be_visible()
    found(desk, "Story d").click()
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("alert")).to_contain_text("Somebody else has saved this front page")
    assert placed(desk, "lead") == ["Story a", "Story d"]
    assert FrontPage.objects.get().note == "Edith was here"
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("The front page is saved.")).to_be_visible()
    assert stored(FrontPage.objects.get())[0] == (LEAD, (stories[0].pk, stories[3].pk))


def test_on_a_phone_stories_come_up_when_a_slot_asks(
    stories, new_page, live_server, paula, sign_in
):
    phone = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    sign_in(paula.username, PASSWORD, phone)
    phone.goto(live_server.url + ADD)
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    slot(phone, "seconds").get_by_role("button", name="add one").tap()
    expect(phone.get_by_label("Find a story")).to_be_focused()
    phone.get_by_label("Find a story").fill("story e")
    expect(phone.locator(".found")).to_have_count(1)
    found(phone, "Story e").tap()
    phone.get_by_role("button", name="Close the stories").tap()
    assert placed(phone, "seconds") == ["Story e"]
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_text("The front page is saved.")).to_be_visible()
    assert stored(FrontPage.objects.get())[1] == (SECONDS, (stories[4].pk,))


def test_without_javascript(stories, new_page, live_server, paula, sign_in):
    page = new_page(java_script_enabled=False)
    sign_in(paula.username, PASSWORD, page)
    page.goto(live_server.url + ADD)
    for title in ["Story d", "Story e"]:
        slot(page, "seconds").get_by_label("Add", exact=True).select_option(title)
        slot(page, "seconds").get_by_role("button", name="Add", exact=True).click()
    assert placed(page, "seconds") == ["Story d", "Story e"]
    slot(page, "seconds").get_by_role("button", name="Up: Story e").click()
    assert placed(page, "seconds") == ["Story e", "Story d"]
    slot(page, "seconds").get_by_label("Move to another slot: Story d").select_option("Lead")
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Readers see this front page now.")).to_be_visible()
    page.goto(live_server.url)
    expect(page.get_by_role("heading", level=2).first).to_have_text("Story d")
