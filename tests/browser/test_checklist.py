"""The checklist beside a story, as a person mends what it names."""

import pytest
from playwright.sync_api import expect

from library.models import Picture
from library.uploading import add_picture
from magazine.models import Article
from tests import factories
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
SELECTED = "words => getSelection().toString() === words"


@pytest.fixture
def story(transactional_db, empty_search_index):
    """With a bit of everything that can be wrong."""
    picture = add_picture(factories.picture_file(), title="Dunes")[0]
    return factories.article(
        "The coat",
        standfirst="",
        body="<p>It opens here.</p>"
        + "<p>A paragraph that takes some room.</p>" * 30
        + "<p>It cost <strong>TK</strong> francs.</p>"
        + f'<figure data-card="picture" data-picture="{picture.pk}"></figure>'
        + '<p>As <a href="/stories/nowhere/">told before</a>.</p><h2>Then</h2><h4>Deeper</h4>',
    )


@pytest.fixture
def desk(story, page, live_server, paula, sign_in):
    sign_in(paula.username, PASSWORD)
    page.goto(f"{live_server.url}/admin/magazine/article/{story.pk}/change/")
    expect(page.locator(".ProseMirror")).to_be_visible()
    return page


def checklist(page):
    return page.get_by_role("region", name="Before publishing")


def line(page, words):
    return checklist(page).get_by_role("link", name=words)


def bar(page):
    return page.locator(".bar__checks")


def test_each_line_leads_to_its_place(desk):
    expect(checklist(desk).get_by_role("status")).to_have_text("2 things to mend, 5 to consider")
    expect(bar(desk)).to_have_text("2 to mend")
    line(desk, "TK is left").click()
    desk.wait_for_function(SELECTED, arg="TK")
    expect(desk.get_by_text("It cost TK francs.", exact=True)).to_be_in_viewport()
    line(desk, "leads to no story of ours").click()
    desk.wait_for_function(SELECTED, arg="told before")
    line(desk, "no alternative text").click()
    expect(desk.locator(".story-card--picture.ProseMirror-selectednode")).to_be_in_viewport()
    line(desk, "A level of headings is skipped").click()
    desk.keyboard.type("!")
    expect(desk.locator(".ProseMirror h4")).to_have_text("Deeper!")
    line(desk, "There is no standfirst").click()
    expect(desk.get_by_label("Standfirst")).to_be_focused()
    line(desk, "There is no lead picture").click()
    expect(desk.get_by_role("button", name="Choose a picture: Lead picture")).to_be_focused()
    line(desk, "Nobody is credited").click()
    expect(desk.locator("[name=credits-0-who]")).to_be_focused()


def test_a_line_in_a_folded_group_opens_it(desk):
    title = "A title that goes on and on, and is longer than anybody reads in a search"
    desk.get_by_label("Title", exact=True).fill(title)
    long = line(desk, "Search engines show about 60 characters")
    expect(long).to_be_visible()
    long.click()
    expect(desk.get_by_label("Search title")).to_be_focused()


def test_what_is_mended_leaves_the_list_and_the_story_goes_out(desk, story, live_server):
    line(desk, "TK is left").click()
    desk.keyboard.type("ninety")
    expect(line(desk, "TK is left")).to_have_count(0)
    expect(bar(desk)).to_have_text("1 to mend")
    # Held back while the picture lacks its words; what was typed is stored.
    desk.get_by_role("button", name="Publish now").click()
    expect(desk.locator(".messagelist")).to_contain_text("“Dunes” has no alternative text.")
    expect(checklist(desk)).to_be_in_viewport()
    assert "<strong>ninety</strong>" in Article.objects.get().body
    with desk.expect_popup() as opened:
        checklist(desk).get_by_role("link", name="Open the picture").click()
    opened.value.get_by_label("Alternative text").fill("Dunes at noon.")
    opened.value.get_by_role("button", name="Save", exact=True).click()
    opened.value.wait_for_url(f"{live_server.url}/admin/library/picture/")
    assert Picture.objects.get().alt == "Dunes at noon."
    opened.value.close()
    desk.bring_to_front()
    desk.evaluate("window.dispatchEvent(new Event('focus'))")  # headless windows have none
    expect(line(desk, "no alternative text")).to_have_count(0)
    expect(bar(desk)).to_have_text("5 to consider")
    desk.get_by_role("button", name="Publish now").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Publish now?")
    desk.get_by_role("link", name="There is no standfirst.").click()
    expect(desk.get_by_label("Standfirst")).to_be_in_viewport()
    desk.get_by_role("button", name="Publish now").click()
    desk.get_by_role("button", name="Publish anyway").click()
    expect(desk.locator(".messagelist")).to_contain_text("is published")
    assert Article.objects.get().is_live()


def test_a_list_that_cannot_be_asked_for_stays_as_it_was(desk):
    desk.context.clear_cookies()
    desk.get_by_label("Standfirst").fill("Typed after the session ended.")
    with desk.expect_response("**/checklist/") as answered:
        desk.get_by_label("Standfirst").press_sequentially(" And on.")
    assert answered.value.status in {302, 403}
    expect(checklist(desk).get_by_role("status")).to_have_text("2 things to mend, 5 to consider")


def test_a_new_story_is_not_scolded_before_a_word_is_written(page, live_server, paula, sign_in):
    factories.section()
    sign_in(paula.username, PASSWORD)
    page.goto(f"{live_server.url}/admin/magazine/article/add/")
    expect(page.locator(".ProseMirror")).to_be_visible()
    expect(checklist(page).get_by_role("link")).to_have_count(0)
    expect(bar(page)).to_be_hidden()
    page.get_by_label("Title", exact=True).fill("New")
    expect(line(page, "There is no standfirst")).to_be_visible()
