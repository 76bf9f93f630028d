"""Reading a story as a person does: looking at its pictures, opening a note, sharing it."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from library.uploading import add_picture
from tests import factories
from tests.browser import scripts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(transactional_db, empty_search_index):
    pictures = [
        add_picture(
            factories.picture_file((900, 600 + 50 * number)),
            alt=f"Picture {number}",
            caption=f"Caption {number}",
        )[0]
        for number in range(4)
    ]
    rest = ",".join(str(picture.pk) for picture in pictures[1:])
    parts = "".join(f"<h2>Part {number}</h2><p>{'word ' * 600}</p>" for number in range(3))
    return factories.live_article(
        "A story",
        body='<p>A claim<sup data-card="footnote" data-note="Says who."></sup> is made.</p>'
        f'<figure data-card="picture" data-picture="{pictures[0].pk}"></figure>'
        f'<div data-card="gallery" data-pictures="{rest}"></div>{parts}',
        publish_at=datetime.datetime(2026, 3, 18, 23, 30, tzinfo=timezone.get_current_timezone()),
    )


def viewer(page):
    return page.get_by_role("dialog", name="Pictures of this story")


def test_a_picture_opens_large_among_the_others_and_keys_turn_them(page, live_server, story):
    page.goto(live_server.url + story.get_absolute_url())
    scripts.until_they_are_here(page)
    second = page.get_by_role("link", name="Enlarge: Picture 1")
    second.click()
    expect(viewer(page).get_by_role("status")).to_have_text("2 / 4")
    page.keyboard.press("ArrowRight")
    expect(viewer(page).get_by_role("status")).to_have_text("3 / 4")
    expect(viewer(page).get_by_text("Caption 2")).to_be_in_viewport()
    page.keyboard.press("End")
    expect(viewer(page).get_by_role("status")).to_have_text("4 / 4")
    expect(viewer(page).get_by_role("button", name="Next picture")).to_be_disabled()
    page.keyboard.press("Home")
    expect(viewer(page).get_by_role("status")).to_have_text("1 / 4")
    page.keyboard.press("Escape")
    expect(viewer(page)).to_have_count(0)
    expect(page.get_by_role("link", name="Enlarge: Picture 0")).to_be_focused()


def test_swiping_turns_the_pictures(new_page, live_server, story):
    page = new_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto(live_server.url + story.get_absolute_url())
    scripts.until_they_are_here(page)
    page.get_by_role("link", name="Enlarge: Picture 0").tap()
    expect(viewer(page).get_by_role("status")).to_have_text("1 / 4")
    # A finger moves the strip; it snaps to the next picture.
    page.locator(".viewer__strip").evaluate("strip => strip.scrollBy({ left: 300 })")
    expect(viewer(page).get_by_role("status")).to_have_text("2 / 4")


def test_without_javascript_a_press_leads_to_the_pictures_file(new_page, live_server, story):
    page = new_page(java_script_enabled=False)
    page.goto(live_server.url + story.get_absolute_url())
    page.get_by_role("link", name="Enlarge: Picture 0").click()
    page.wait_for_url("**/media/renditions/**.jpg")


@pytest.mark.parametrize("script", [True, False])
def test_a_footnote_opens_where_it_stands(new_page, live_server, story, script):
    page = new_page(java_script_enabled=script)
    page.goto(live_server.url + story.get_absolute_url())
    note = page.get_by_text("Says who.")
    expect(note).to_be_hidden()
    mark = page.get_by_role("button", name="Footnote 1")
    mark.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()


def test_a_long_story_leads_to_its_parts(page, live_server, story):
    page.goto(live_server.url + story.get_absolute_url())
    page.get_by_role("navigation", name="In this story").get_by_role("link", name="Part 2").click()
    expect(page.get_by_role("heading", name="Part 2")).to_be_in_viewport()
    assert page.url.endswith("#part-2")


def test_the_address_is_copied_where_the_system_has_no_sheet(new_page, live_server, story):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(live_server.url + story.get_absolute_url())
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text("The address is on your clipboard.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"http://testserver{story.get_absolute_url()}"


def test_the_systems_own_sheet_is_used_where_there_is_one(page, live_server, story):
    page.add_init_script(
        "window.shared = []; Navigator.prototype.share = async (what) => { shared.push(what); }"
    )
    page.goto(live_server.url + story.get_absolute_url())
    page.get_by_role("button", name="Share this story").click()
    assert [what["url"] for what in page.evaluate("shared")] == [
        f"http://testserver{story.get_absolute_url()}"
    ]


@pytest.mark.parametrize(
    ("locale", "date"),
    [("fr-FR", "18 mars 2026"), ("de-DE", "18. März 2026"), ("en-US", "18 March 2026")],
)
def test_dates_are_written_as_the_reader_writes_them(new_page, live_server, story, locale, date):
    # In Tokyo it is the next day already; the page's day is meant.
    page = new_page(locale=locale, timezone_id="Asia/Tokyo")
    page.goto(live_server.url + story.get_absolute_url())
    expect(page.locator(".story__byline time")).to_have_text(date)


def test_on_paper_stands_the_story_alone(page, live_server, story):
    page.goto(live_server.url + story.get_absolute_url())
    page.emulate_media(media="print")
    expect(page.get_by_text("Says who.")).to_be_visible()
    for furniture in [".masthead__nav", ".newsletter", ".next", ".story__share", ".story__parts"]:
        for part in page.locator(furniture).all():
            expect(part).to_be_hidden()


LATER = ["later.css", "viewer.js", "share.js", "newsletter.js"]
WHEN = """() => Object.fromEntries(performance.getEntriesByType('resource')
    .map((entry) => [entry.name.split('/').pop(), entry.startTime]))"""


def test_what_no_page_opens_with_comes_after_the_first_paint(page, live_server, story):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_server.url + story.get_absolute_url())
    page.wait_for_function(f"names => names.every(name => name in ({WHEN})())", arg=LATER)
    painted = page.evaluate("performance.getEntriesByName('first-paint')[0].startTime")
    began = page.evaluate(WHEN)
    assert [name for name in LATER if began[name] < painted] == []
    assert not [url for url in asked if url.endswith(("video.js", "dates.js"))]


def test_who_goes_on_from_one_of_our_pages_sees_no_face_change(page, live_server, story):
    page.goto(live_server.url)
    page.wait_for_function(f"names => names.every(name => name in ({WHEN})())", arg=LATER[:1])
    page.get_by_role("link", name=story.title).first.click()
    page.wait_for_url(live_server.url + story.get_absolute_url())
    page.wait_for_function("() => performance.getEntriesByName('first-paint').length > 0")
    painted, came = page.evaluate(
        """() => [performance.getEntriesByName('first-paint')[0].startTime,
            performance.getEntriesByType('resource').find(
                (entry) => entry.name.endsWith('later.css')).responseEnd]"""
    )
    assert came < painted


def test_without_javascript_every_face_is_there(new_page, live_server, story):
    page = new_page(java_script_enabled=False)
    with page.expect_response("**/css/later.css"):
        page.goto(live_server.url + story.get_absolute_url())


def test_a_press_that_comes_before_its_script_waits_for_it(page, live_server, story):
    held = []
    page.route("**/js/viewer.js", lambda route: held.append(route))
    with page.expect_request("**/js/viewer.js"):
        page.goto(live_server.url + story.get_absolute_url())
    page.get_by_role("link", name="Enlarge: Picture 1").click()
    assert viewer(page).count() == 0
    held[0].continue_()
    expect(viewer(page).get_by_role("status")).to_have_text("2 / 4")
    assert page.url == live_server.url + story.get_absolute_url()


@pytest.mark.parametrize("script", [True, False])
def test_what_the_first_layout_leaves_out_is_there_when_one_comes_to_it(
    new_page, live_server, transactional_db, empty_search_index, script
):
    body = "".join(f"<p>Paragraph {number}. {'word ' * 60}</p>" for number in range(60))
    story = factories.live_article("A long story", body=body + "<h2>The end of it</h2>")
    page = new_page(java_script_enabled=script)
    page.goto(live_server.url + story.get_absolute_url())
    if script:
        scripts.until_all_is_laid_out(page)
    end = page.get_by_role("heading", name="The end of it")
    end.scroll_into_view_if_needed()
    expect(end).to_be_in_viewport()
    last = page.get_by_text("Paragraph 59.")
    expect(last).to_be_in_viewport()
    assert last.bounding_box()["height"] > 60  # laid out, and not the guess at it
