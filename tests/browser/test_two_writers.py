"""Two people at one story, each in a browser of their own: they see each other, nobody's words are
written over, and two versions are made one by choosing."""

import pytest
from playwright.sync_api import expect

from magazine import revising
from magazine.models import Article
from tests import factories
from tests.browser.test_autosave import STORED, address, lines, opened, state, surface, type_at_end
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def story(transactional_db, empty_search_index):
    return factories.article(
        "At first", body="<p>The first paragraph.</p><p>The second paragraph.</p>"
    )


@pytest.fixture
def two(new_page, live_server, story, paula, edith, sign_in):
    """Paula and Edith, each before the story."""
    pages = []
    for user in (paula, edith):
        page = new_page(viewport={"width": 1280, "height": 900})
        sign_in(user.username, PASSWORD, on=page)
        opened(page, address(live_server, story))
        pages.append(page)
    return pages


def said(page, words):
    return lines(page).filter(has_text=words)


def test_they_see_each_other_within_five_seconds_and_no_longer_than_they_are_there(two):
    paulas, ediths = two
    expect(said(paulas, "Edith has this story open as well.")).to_be_visible(timeout=5000)
    expect(said(ediths, "Paula has this story open as well.")).to_be_visible(timeout=5000)
    ediths.close(run_before_unload=False)
    expect(said(paulas, "has this story open")).to_have_count(0, timeout=15000)


def test_who_only_looks_on_is_told_of_a_newer_version(two):
    paulas, ediths = two
    type_at_end(ediths, " Edith's.")
    expect(said(paulas, "Edith stored a newer version")).to_be_visible(timeout=9000)
    paulas.get_by_role("button", name="Show it").click()
    expect(surface(paulas)).to_contain_text("Edith's.")


def test_words_of_both_are_brought_together_paragraph_by_paragraph(two, story):
    paulas, ediths = two
    type_at_end(ediths, " Edith's end.")
    ediths.get_by_label("Title", exact=True).fill("Edith's title")
    type_at_end(paulas, " Paula's end.")
    paulas.get_by_label("Kicker", exact=True).fill("Paula's kicker")
    for page in two:
        expect(state(page)).to_have_text(STORED, timeout=5000)
    later, first = (
        (page, other)
        for page, other in [(paulas, ediths), (ediths, paulas)]
        if said(page, "Yours is kept beside it.").count()
    ).__next__()
    expect(said(first, "Yours is kept beside it.")).to_have_count(0)
    bodies = {row.content["fields"]["body"] for row in story.revisions.all()}
    for words in ["Edith's end.", "Paula's end."]:
        assert [body for body in bodies if words in body]
    later.get_by_role("link", name="Bring the two together").first.click()
    clash = later.get_by_role("group").filter(has_text="The two differ here")
    clash = clash.or_(later.get_by_role("group").filter(has_text="You both changed this"))
    clash.get_by_label("Both, one after the other").check()
    for field, whose in [("Title", "Edith's title"), ("Kicker", "Paula's kicker")]:
        side = later.get_by_role("region", name=field).locator(".compare__side")
        side.filter(has_text=whose).get_by_role("radio").check()
    later.get_by_role("button", name="Keep what is chosen").click()
    expect(later.get_by_label("Title", exact=True)).to_have_value("Edith's title")
    expect(later.get_by_label("Kicker", exact=True)).to_have_value("Paula's kicker")
    with later.expect_navigation():
        later.get_by_role("button", name="Save", exact=True).click()
    body = Article.objects.get().body
    for words in ["Edith's end.", "Paula's end."]:
        assert words in body
    assert body.count("<p>") == 3


def test_a_save_on_top_of_another_shows_both_first(two, story):
    paulas, ediths = two
    ediths.get_by_label("Title", exact=True).fill("Edith's title")
    ediths.get_by_role("button", name="Save", exact=True).click()
    expect(ediths.locator(".messagelist")).to_contain_text("Saved.")
    paulas.get_by_label("Title", exact=True).fill("Paula's title")
    paulas.get_by_role("button", name="Save", exact=True).click()
    expect(paulas.get_by_role("heading", level=1)).to_have_text("Two versions of one story")
    assert Article.objects.get().title == "Edith's title"
    paulas.get_by_role("button", name="Take this one whole").last.click()
    expect(paulas.get_by_label("Title", exact=True)).to_have_value("Paula's title")
    assert revising.lies_aside(story, story.revisions.newest().by) is None


def test_two_tabs_of_one_person_do_not_overwrite_each_other(two, live_server, story):
    paulas, _ = two
    other = paulas.context.new_page()
    opened(other, address(live_server, story))
    type_at_end(other, " In the other tab.")
    expect(state(other)).to_have_text(STORED, timeout=5000)
    type_at_end(paulas, " In this tab.")
    expect(said(paulas, "You stored a newer version")).to_be_visible(timeout=6000)
    wait = paulas.locator(".kept__line a[href*='mine=']")
    first = wait.get_attribute("href")
    type_at_end(paulas, " Still going on.")
    expect(wait).not_to_have_attribute("href", first, timeout=6000)
    bodies = " ".join(row.content["fields"]["body"] for row in story.revisions.all())
    assert "In the other tab." in bodies
    assert "In this tab. Still going on." in bodies
    said(paulas, "You stored a newer version").get_by_role("link").click()
    expect(paulas.get_by_text("Still going on.")).to_be_visible()
