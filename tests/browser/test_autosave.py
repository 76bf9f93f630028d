"""Typed words are stored by themselves, whatever becomes of the page, the connection, the session
or the server."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from magazine import revising
from magazine.models import Article, Revision
from tests import factories
from tests.browser.chromium import crash
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]
ADD = "/admin/magazine/article/add/"
STORED = re.compile(r"^Stored \d\d:\d\d$")


@pytest.fixture
def desk(transactional_db, empty_search_index, page, live_server, paula, sign_in):
    """Paula at her desk."""
    factories.section("Fashion")
    sign_in(paula.username, PASSWORD)
    return page


@pytest.fixture
def story(desk, paula):
    return factories.article("At first", body="<p>Once.</p>", created_by=paula)


def address(live_server, story):
    return f"{live_server.url}/admin/magazine/article/{story.pk}/change/"


def surface(page):
    return page.locator(".ProseMirror").first


def opened(page, url):
    page.goto(url)
    expect(surface(page)).to_be_visible()


def type_at_end(page, words):
    surface(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def body_of(story):
    newest = revising.newest(story)
    return newest.content["fields"]["body"] if newest else ""


def state(page):
    return page.locator("[data-kept-words]")


def wait_for_words(page, story, words):
    """Until the newest version holds them."""
    for _ in range(60):
        if words in body_of(story):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{words!r} is not in {body_of(story)!r}")


def lines(page):
    """What the desk has to say beside the story."""
    return page.locator(".kept__line")


def left_over(page):
    return lines(page).filter(has_text="that never reached the newsroom")


def cut_off(page):
    page.context.set_offline(True)


def close_and_reconnect(page):
    """End the tab while nothing gets through; another tab, in which it does.

    A tab that is closed sends its last words on the way out, and by then the line may be back: it
    is killed.
    """
    context = page.context
    crash(page)
    page.close()
    context.set_offline(False)
    return context.new_page()


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    expect(surface(page)).to_be_visible()


def test_words_are_stored_within_three_seconds_of_a_pause(desk, live_server, story):
    opened(desk, address(live_server, story))
    type_at_end(desk, " And again.")
    expect(state(desk)).to_have_text(STORED, timeout=3000)
    assert body_of(story) == "<p>Once. And again.</p>"
    assert Article.objects.get().body == "<p>Once.</p>"


def test_who_goes_on_typing_is_stored_meanwhile(desk, live_server, story):
    opened(desk, address(live_server, story))
    surface(desk).click()
    with desk.expect_response("**/autosave/", timeout=5000):
        desk.keyboard.type("word " * 60, delay=15)
    assert Revision.objects.filter(kind="autosave").count() == 1


def test_a_closed_tab_has_lost_nothing_that_rested_for_a_moment(desk, live_server, story):
    opened(desk, address(live_server, story))
    type_at_end(desk, " Closed at once.")
    expect(state(desk)).to_have_text(STORED, timeout=3000)
    desk.close(run_before_unload=False)
    assert "Closed at once." in body_of(story)


def test_the_first_words_of_a_story_make_its_draft(desk, live_server):
    opened(desk, live_server.url + ADD)
    desk.get_by_label("Title", exact=True).fill("From nothing")
    surface(desk).click()
    desk.keyboard.type("It begins.")
    expect(state(desk)).to_have_text(STORED, timeout=4000)
    story = Article.objects.get()
    assert desk.url == address(live_server, story)
    desk.reload()
    expect(surface(desk)).to_have_text("It begins.")
    expect(lines(desk)).to_contain_text("What was typed and not saved yet, by you")
    desk.get_by_label("Section", exact=True).select_option(label="Fashion")
    save(desk)
    story.refresh_from_db()
    assert (story.slug, story.body) == ("from-nothing", "<p>It begins.</p>")
    assert Article.objects.count() == 1
    expect(lines(desk)).to_have_text([])


def test_save_right_after_typing_is_no_conflict_with_oneself(desk, live_server, story):
    opened(desk, address(live_server, story))
    for words in [" One", " two", " three"]:
        type_at_end(desk, words)
        desk.wait_for_timeout(1150)  # about when the words are on their way
        save(desk)
    assert Article.objects.get().body == "<p>Once. One two three</p>"
    expect(lines(desk)).to_have_text([])


def test_a_half_typed_field_does_not_keep_the_text_from_being_stored(desk, live_server, story):
    opened(desk, address(live_server, story))
    desk.get_by_text("In print", exact=True).click()
    desk.locator("[name=print_page]").fill("7")
    desk.get_by_label("Title", exact=True).fill("")
    type_at_end(desk, " Kept.")
    expect(state(desk)).to_have_text(STORED, timeout=4000)
    desk.reload()
    expect(surface(desk)).to_have_text("Once. Kept.")
    expect(desk.locator("[name=print_page]")).to_have_value("7")
    expect(desk.get_by_label("Title", exact=True)).to_have_value("")


def test_without_a_connection_words_stay_in_the_browser_and_are_offered(desk, live_server, story):
    opened(desk, address(live_server, story))
    cut_off(desk)
    type_at_end(desk, " Written on a train.")
    expect(state(desk)).to_have_text(re.compile("In this browser only"))
    expect(lines(desk)).to_contain_text("The newsroom does not answer.")
    later = close_and_reconnect(desk)
    assert Revision.objects.count() == 0
    opened(later, address(live_server, story))
    expect(surface(later)).to_have_text("Once.")
    expect(left_over(later)).to_be_visible()
    later.get_by_role("button", name="Bring them back").click()
    expect(surface(later)).to_have_text("Once. Written on a train.")
    expect(left_over(later)).to_have_count(0)
    assert body_of(story) == "<p>Once. Written on a train.</p>"


def test_what_the_browser_has_can_be_thrown_away(desk, live_server, story):
    opened(desk, address(live_server, story))
    cut_off(desk)
    type_at_end(desk, " Nonsense.")
    expect(state(desk)).to_have_text(re.compile("In this browser only"))
    later = close_and_reconnect(desk)
    opened(later, address(live_server, story))
    later.get_by_role("button", name="Throw away").click()
    expect(left_over(later)).to_have_count(0)
    later.reload()
    expect(surface(later)).to_be_visible()
    expect(left_over(later)).to_have_count(0)
    assert Revision.objects.count() == 0


def test_when_the_connection_is_back_words_go_on_by_themselves(desk, live_server, story):
    opened(desk, address(live_server, story))
    cut_off(desk)
    type_at_end(desk, " Through a tunnel.")
    expect(state(desk)).to_have_text(re.compile("In this browser only"))
    desk.context.set_offline(False)
    expect(state(desk)).to_have_text(STORED, timeout=6000)
    assert "Through a tunnel." in body_of(story)
    expect(lines(desk)).to_have_text([])


def test_a_new_story_without_a_connection_is_offered_where_one_begins(desk, live_server):
    opened(desk, live_server.url + ADD)
    cut_off(desk)
    desk.get_by_label("Title", exact=True).fill("Unheard")
    expect(state(desk)).to_have_text(re.compile("In this browser only"))
    later = close_and_reconnect(desk)
    opened(later, live_server.url + ADD)
    later.get_by_role("button", name="Bring them back").click()
    later.wait_for_url(re.compile(r"/\d+/change/"))
    expect(later.get_by_label("Title", exact=True)).to_have_value("Unheard")
    assert Article.objects.count() == 1


def test_a_session_that_ran_out_is_renewed_in_place(desk, live_server, story):
    opened(desk, address(live_server, story))
    type_at_end(desk, " Before.")
    expect(state(desk)).to_have_text(STORED, timeout=4000)
    Session.objects.all().delete()
    type_at_end(desk, " After.")
    dialog = desk.get_by_role("dialog", name="You were signed out")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Password").fill("wrong")
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog.get_by_role("alert")).to_have_text("That is not the password.")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_be_hidden()
    wait_for_words(desk, story, "Once. Before. After.")
    expect(surface(desk)).to_have_text("Once. Before. After.")
    save(desk)
    assert Article.objects.get().body == "<p>Once. Before. After.</p>"


def test_nobody_is_asked_for_a_password_in_the_middle_of_a_word(desk, live_server, story):
    opened(desk, address(live_server, story))
    type_at_end(desk, " Nine")
    Session.objects.all().delete()
    desk.keyboard.type(" seconds of typing that goes on and on.", delay=200)
    expect(surface(desk)).to_have_text("Once. Nine seconds of typing that goes on and on.")
    dialog = desk.get_by_role("dialog", name="You were signed out")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    wait_for_words(desk, story, "that goes on and on.")


def test_save_without_a_session_asks_for_sign_in_first(desk, live_server, story):
    opened(desk, address(live_server, story))
    type_at_end(desk, " Pressed.")
    Session.objects.all().delete()
    dialog = desk.get_by_role("dialog", name="You were signed out")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Later").click()
    desk.get_by_role("button", name="Save", exact=True).click()
    dialog.get_by_label("Password").fill(PASSWORD)
    with desk.expect_navigation():
        dialog.get_by_role("button", name="Sign in").click()
    expect(desk.locator(".messagelist")).to_contain_text("Saved.")
    assert Article.objects.get().body == "<p>Once. Pressed.</p>"


def test_a_new_story_that_was_refused_is_stored_all_the_same(desk, live_server):
    opened(desk, live_server.url + ADD)
    surface(desk).click()
    desk.keyboard.type("No title yet.")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".errornote")).to_be_visible()
    expect(state(desk)).to_have_text(STORED, timeout=5000)
    story = Article.objects.get()
    assert body_of(story) == "<p>No title yet.</p>"


def test_whoever_signs_in_later_finds_the_words_in_the_browser(desk, live_server, story):
    opened(desk, address(live_server, story))
    Session.objects.all().delete()
    type_at_end(desk, " Not yet.")
    dialog = desk.get_by_role("dialog", name="You were signed out")
    dialog.get_by_role("button", name="Later").click()
    expect(lines(desk)).to_contain_text("You are signed out.")
    type_at_end(desk, " Still not.")
    desk.get_by_role("button", name="Sign in").click()
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_label("Password").press("Enter")
    wait_for_words(desk, story, "Once. Not yet. Still not.")


def test_signing_in_in_another_tab_is_enough(desk, live_server, story, paula, sign_in):
    opened(desk, address(live_server, story))
    Session.objects.all().delete()
    other = desk.context.new_page()
    sign_in(paula.username, PASSWORD, on=other)
    type_at_end(desk, " Both.")
    wait_for_words(desk, story, "Both.")
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_the_words_of_one_are_not_offered_to_another(
    desk, live_server, story, paula, edith, sign_in
):
    opened(desk, address(live_server, story))
    cut_off(desk)
    type_at_end(desk, " Paula's own.")
    expect(state(desk)).to_have_text(re.compile("In this browser only"))
    later = close_and_reconnect(desk)
    later.context.clear_cookies()
    sign_in(edith.username, PASSWORD, on=later)
    opened(later, address(live_server, story))
    expect(left_over(later)).to_have_count(0)


def test_rows_and_pictures_are_kept_like_the_text(desk, live_server, story):
    opened(desk, address(live_server, story))
    desk.locator("[name=credits-0-role]").select_option(label="Hair")
    desk.locator("[name=credits-0-who]").fill("Ana Lund")
    desk.locator("[name=tags]").fill("linen, wool")
    expect(state(desk)).to_have_text(STORED, timeout=4000)
    desk.reload()
    expect(desk.locator("[name=credits-0-who]")).to_have_value("Ana Lund")
    expect(desk.locator("[name=tags]")).to_have_value("linen, wool")
    assert story.credits.count() == 0
    desk.get_by_role("button", name="Publish now").click()
    desk.get_by_role("button", name="Publish anyway").click()
    expect(desk.locator(".messagelist")).to_contain_text("is published")
    assert [credit.name for credit in story.credits.all()] == ["Ana Lund"]
