"""What helps with writing: TK, figures, finding, the outline, nothing but the page; on a phone, and
for those who do not see it or use no pointer."""

import re

import pytest
from playwright.sync_api import expect

from tests import checkers, factories, magazines
from tests.browser.desk import put_in, save, start, surface, tool
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def press(desk, name):
    desk.get_by_role("button", name=name, exact=True).click()


def test_what_is_to_come_is_marked_and_counted_and_gone_to(desk):
    start(desk, "The year TK")
    desk.get_by_label("Standfirst").fill("By TKTK, of WTK and TKs.")
    surface(desk).click()
    desk.keyboard.type("Born in TK, he (TK: where?) left.")
    desk.keyboard.press("Enter")
    put_in(desk, "pull")
    desk.get_by_label("Who said this").fill("TK")
    expect(desk.locator(".story-tk")).to_have_text(["TK", "TK"])
    count = desk.get_by_role("button", name="5 TK to come: go to the next")
    expect(count).to_have_text("5 TK")
    count.click()
    assert desk.evaluate("getSelection().toString()") == "TK"
    expect(desk.get_by_label("Title", exact=True)).to_be_focused()
    count.click()
    expect(desk.get_by_label("Standfirst")).to_be_focused()
    count.click()
    expect(surface(desk)).to_be_focused()
    desk.keyboard.type("Lyon, not ")
    expect(surface(desk).locator("p").first).to_have_text(
        "Born in Lyon, not TK, he (TK: where?) left."
    )
    desk.get_by_label("Title", exact=True).fill("The year")
    expect(desk.locator(".bar__tk")).to_have_text("4 TK")
    expect(desk.get_by_label("Title", exact=True)).not_to_have_class(re.compile("has-tk"))


def test_the_bar_counts_words_and_minutes(desk):
    start(desk)
    expect(desk.locator(".bar__words")).to_have_text("")
    desk.keyboard.insert_text("word " * 690)
    expect(desk.locator(".bar__words")).to_have_text("690 words, 3 min")


def test_words_are_found_and_replaced(desk):
    start(desk)
    desk.keyboard.type("The Mill and the **mill**’s wheel. A windmill.")
    desk.keyboard.press("Control+f")
    panel = desk.get_by_role("search", name="Find and replace")
    desk.keyboard.type("mill")
    expect(panel.get_by_role("status")).to_have_text("1 of 3")
    expect(desk.locator(".story-found")).to_have_count(3)
    desk.keyboard.press("Enter")
    expect(panel.get_by_role("status")).to_have_text("2 of 3")
    desk.keyboard.press("Shift+Enter")
    panel.get_by_label("Aa matters").check()
    expect(panel.get_by_role("status")).to_have_text("1 of 2")
    panel.get_by_label("Replace with").fill("loom")
    panel.get_by_role("button", name="Replace", exact=True).click()
    expect(panel.get_by_role("status")).to_have_text("1 of 1")
    panel.get_by_label("Aa matters").uncheck()
    panel.get_by_role("button", name="Replace all").click()
    expect(panel.get_by_role("status")).to_have_text("2 replaced")
    desk.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(desk.locator(".story-found")).to_have_count(0)
    expect(surface(desk)).to_be_focused()
    body = "<p>The loom and the <strong>loom</strong>’s wheel. A windloom.</p>"
    assert save(desk).body == body


def test_finding_what_is_not_there_and_typing_on(desk):
    start(desk)
    desk.keyboard.type("Words.")
    desk.keyboard.press("Control+f")
    desk.keyboard.type("(.*")
    expect(desk.get_by_role("search").get_by_role("status")).to_have_text("Not found")
    desk.keyboard.press("Escape")
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" More.")
    assert save(desk).body == "<p>Words. More.</p>"


def test_the_outline_leads_to_a_heading(desk):
    start(desk)
    press(desk, "Outline")
    outline = desk.get_by_role("dialog", name="Outline")
    expect(outline).to_contain_text("No headings yet")
    desk.keyboard.press("Escape")
    surface(desk).click()
    for text in ["## The mill", "Words.", "### The wheel", *["Words."] * 30, "## The end"]:
        desk.keyboard.type(text)
        desk.keyboard.press("Enter")
    press(desk, "Outline")
    expect(outline.get_by_role("button")).to_have_text(["The mill", "The wheel", "The end"])
    outline.get_by_role("button", name="The wheel").click()
    expect(outline).to_be_hidden()
    heading = surface(desk).get_by_role("heading", name="The wheel")
    expect(heading).to_be_in_viewport()
    desk.keyboard.press("End")
    desk.keyboard.type("!")
    expect(surface(desk).get_by_role("heading", level=3)).to_contain_text("!")


def test_nothing_but_the_page_and_back(desk):
    start(desk)
    desk.keyboard.type("Quiet")
    desk.keyboard.press("Control+Shift+f")
    expect(desk.locator("#rail")).to_be_hidden()
    expect(desk.get_by_label("Goes live at")).to_be_hidden()
    desk.keyboard.type(", please")
    desk.keyboard.press("Escape")
    expect(desk.locator("#rail")).to_be_visible()
    expect(surface(desk)).to_have_text("Quiet, please")


AXE = """async () => (await axe.run(document, {
  resultTypes: ["violations"], rules: {"target-size": {enabled: true}},
})).violations.flatMap((rule) =>
  rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} ${node.failureSummary}`))"""


@pytest.fixture
def barriers_in():
    """`barriers_in(page)`: what axe has against it as it stands."""
    script = checkers.axe()
    if script is None:
        pytest.skip("; ".join(checkers.missing()))
    source = script.read_text(encoding="utf-8")

    def found(page):
        page.evaluate(source)
        return page.evaluate(AXE)

    return found


@pytest.fixture
def full_story(paula):
    shown = magazines.picture()
    body = (
        "<h2>TK</h2><p>Words.</p>"
        + magazines.figure(shown, "wide", "A caption")
        + magazines.gallery(shown, magazines.picture())
        + magazines.VIDEO
        + magazines.quote("Said", "Who")
        + magazines.cards("Linen", shown, factories.live_article("Linked"), "Pattern")
    )
    return factories.article("Everything", body=body, created_by=paula)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_desk_with_every_card_fits_and_has_no_barrier(
    new_page,
    live_server,
    paula,
    sign_in,
    full_story,
    barriers_in,
    width,
    scheme,
    empty_search_index,
):
    # axe sets styles to try things out, which our policy would not let it.
    desk = new_page(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        bypass_csp=True,
        reduced_motion="reduce",
    )
    sign_in(paula.username, PASSWORD, on=desk)
    desk.goto(f"{live_server.url}/admin/magazine/article/{full_story.pk}/change/")
    expect(surface(desk)).to_contain_text("Linked")
    assert desk.evaluate("document.documentElement.scrollWidth") == width
    assert "\n".join(barriers_in(desk)) == ""
    tool(desk, "Put something in").click()
    expect(desk.get_by_role("listbox", name="What to put in")).to_be_visible()
    assert "\n".join(barriers_in(desk)) == ""
    desk.keyboard.press("Escape")
    desk.keyboard.press("Control+f")
    assert "\n".join(barriers_in(desk)) == ""
    desk.keyboard.press("Escape")
    desk.keyboard.press("Control+/")
    assert "\n".join(barriers_in(desk)) == ""
    assert desk.evaluate("document.documentElement.scrollWidth") == width


def test_on_a_phone_cards_are_put_in_and_blocks_moved_by_thumb(
    new_page, live_server, paula, sign_in, empty_search_index
):
    factories.section("Fashion")
    phone = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    sign_in(paula.username, PASSWORD, on=phone)
    phone.goto(f"{live_server.url}/admin/magazine/article/add/")
    expect(surface(phone)).to_be_visible()
    start(phone)
    phone.keyboard.type("Words")
    tool(phone, "Put something in").tap()
    phone.get_by_role("option", name="Callout").tap()
    phone.keyboard.type("Mind the gap")
    tool(phone, "Move the block up").tap()
    assert save(phone).body == (
        '<aside data-card="callout"><p>Mind the gap</p></aside><p>Words</p>'
    )
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
