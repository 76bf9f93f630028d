"""The page to write on, by its keys: the "/" menu, shortcuts, Markdown, blocks that move."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import menu, put_in, save, start, surface, tool

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def chosen(desk):
    """The option that the text points at, as who hears the page is told."""
    return desk.locator(f"#{surface(desk).get_attribute('aria-activedescendant')}")


def lines(desk, *texts):
    for number, text in enumerate(texts):
        if number:
            desk.keyboard.press("Enter")
        desk.keyboard.type(text)


def test_the_menu_offers_every_block_and_card_and_is_walked_by_keys(desk):
    start(desk)
    desk.keyboard.type("/")
    offered = menu(desk).get_by_role("option").all_inner_texts()
    assert [line.split("\n")[0] for line in offered] == [
        "Text", "Heading", "Smaller heading", "Smallest heading", "List", "Numbered list",
        "Quote", "Divider", "Table",
        "Picture", "Gallery", "Video", "Audio",
        "Pull quote", "Callout", "Question and answer", "Fact box", "Credits", "Button", "Product",
        "Footnote",
        "Story of ours", "File", "Newsletter sign-up", "Snippet",
    ]  # fmt: skip
    assert surface(desk).get_attribute("aria-controls") == menu(desk).get_attribute("id")
    expect(chosen(desk)).to_have_attribute("aria-selected", "true")
    expect(chosen(desk)).to_contain_text("Text")
    desk.keyboard.press("ArrowDown")
    expect(chosen(desk)).to_contain_text("Heading")
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("ArrowUp")
    expect(chosen(desk)).to_contain_text("Snippet")
    expect(chosen(desk)).to_be_in_viewport()
    desk.keyboard.type("box")
    assert menu(desk).get_by_role("option").count() == 2  # a fact box; a callout is one as well
    expect(chosen(desk)).to_contain_text("Fact box")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Title of this fact box")).to_be_focused()
    assert surface(desk).get_attribute("aria-activedescendant") is None
    assert 'data-card="facts"' in save(desk).body


def test_a_block_is_chosen_with_the_pointer(desk):
    start(desk)
    lines(desk, "One", "/")
    menu(desk).get_by_role("option", name="Heading ##", exact=True).click()
    desk.keyboard.type("Two")
    assert save(desk).body == "<p>One</p><h2>Two</h2>"


def test_escape_and_a_press_elsewhere_leave_what_was_typed(desk):
    start(desk)
    desk.keyboard.type("/head")
    desk.keyboard.press("Escape")
    expect(menu(desk)).to_be_hidden()
    desk.keyboard.type("ings")
    expect(menu(desk)).to_be_hidden()
    lines(desk, "", "/")
    expect(menu(desk)).to_be_visible()
    desk.get_by_label("Standfirst").click()
    expect(menu(desk)).to_be_hidden()
    assert save(desk).body == "<p>/headings</p><p>/</p>"


@pytest.mark.parametrize("text", ["and/or", "1/2", "https://x", "a / b", "/zzz and so on"])
def test_a_stroke_in_running_text_asks_nothing(desk, text):
    start(desk)
    desk.keyboard.type(text)
    expect(menu(desk)).to_be_hidden()
    assert save(desk).body == f"<p>{text}</p>"


def test_the_plus_opens_the_menu_where_the_words_end(desk):
    start(desk)
    desk.keyboard.type("Words")
    tool(desk, "Put something in").click()
    desk.keyboard.type("divi")
    desk.keyboard.press("Enter")
    desk.keyboard.type("More")
    assert save(desk).body == "<p>Words</p><hr><p>More</p>"


def test_the_keys_are_listed_where_one_asks(desk):
    start(desk)
    desk.keyboard.press("Control+/")
    help = desk.get_by_role("dialog", name="Keys and signs")
    expect(help).to_contain_text("Move the block up")
    expect(help).to_contain_text("[^note]")
    desk.keyboard.press("Escape")
    expect(help).to_be_hidden()
    desk.keyboard.type("?")
    expect(help).to_be_hidden()
    desk.get_by_role("button", name="Keys and signs").focus()
    desk.keyboard.type("?")
    expect(help).to_be_visible()
    help.get_by_role("button", name="Close").click()
    assert save(desk).body == "<p>?</p>"


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("# Head", "<h2>Head</h2>"),
        ("### Small", "<h3>Small</h3>"),
        ("> Said", "<blockquote><p>Said</p></blockquote>"),
        ("* one", "<ul><li><p>one</p></li></ul>"),
        ("a **bold** b", "<p>a <strong>bold</strong> b</p>"),
        ("an *italic* b", "<p>an <em>italic</em> b</p>"),
        ("a ~~struck~~ b", "<p>a <s>struck</s> b</p>"),
        ("[our words](elucid.example/x) on", None),
        ("see [this](/stories/x/) on", '<p>see <a href="/stories/x/">this</a> on</p>'),
        ("[x](javascript:alert) on", "<p>[x](javascript:alert) on</p>"),
        ("so[^Says who.] it is", None),
        ("---after", "<hr><p>after</p>"),
    ],
)
def test_markdown_becomes_what_it_means(desk, typed, body):
    start(desk)
    desk.keyboard.type(typed)
    expected = {
        "[our words](elucid.example/x) on": (
            '<p><a href="https://elucid.example/x">our words</a> on</p>'
        ),
        "so[^Says who.] it is": (
            '<p>so<sup data-card="footnote" data-note="Says who."></sup> it is</p>'
        ),
    }.get(typed, body)
    assert save(desk).body == expected


def test_the_keys_do_what_the_list_says(desk):
    start(desk)
    for keys, text in [
        ("Control+Alt+2", "Head"), ("Control+Alt+4", "Small"), ("Control+Shift+7", "First"),
    ]:  # fmt: skip
        desk.keyboard.press(keys)
        desk.keyboard.type(text)
        desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+Shift+8")
    desk.keyboard.type("Item")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+Shift+b")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("Bold")
    desk.keyboard.press("Shift+Enter")
    desk.keyboard.press("Control+b")
    desk.keyboard.press("Control+i")
    desk.keyboard.type("Italic")
    assert save(desk).body == (
        "<h2>Head</h2><h4>Small</h4><ol><li><p>First</p></li></ol><ul><li><p>Item</p></li></ul>"
        "<blockquote><p><strong>Bold</strong><br><em>Italic</em></p></blockquote>"
    )


def test_a_block_moves_by_keys_and_back_by_undo(desk):
    start(desk)
    lines(desk, "One", "Two", "Three")
    desk.keyboard.press("Alt+ArrowUp")
    desk.keyboard.press("Alt+ArrowUp")
    desk.keyboard.press("Alt+ArrowUp")  # no further
    desk.keyboard.type("!")
    expect(surface(desk).locator("p").first).to_have_text("Three!")
    desk.keyboard.press("Alt+ArrowDown")
    assert save(desk).body == "<p>One</p><p>Three!</p><p>Two</p>"
    surface(desk).locator("p").first.click()
    desk.keyboard.press("Alt+ArrowDown")
    desk.keyboard.press("Control+z")
    assert save(desk).body == "<p>One</p><p>Three!</p><p>Two</p>"


def test_a_block_is_pulled_to_its_place_by_its_handle(desk):
    start(desk)
    lines(desk, "One", "Two", "Three")
    blocks = surface(desk).locator(":scope > p")
    handle = desk.get_by_role("button", name=re.compile("^Move this block"))
    blocks.nth(2).hover()
    expect(handle).to_be_visible()
    grip, first = handle.bounding_box(), blocks.nth(0).bounding_box()
    desk.mouse.move(grip["x"] + 8, grip["y"] + 8)
    desk.mouse.down()
    desk.mouse.move(first["x"] + 40, first["y"] + 20, steps=4)
    desk.mouse.move(first["x"] + 40, first["y"] + 3, steps=4)
    expect(desk.locator(".story-dropline")).to_be_visible()
    desk.mouse.up()
    expect(blocks.first).to_have_text("Three")
    # Let go outside of everything by Escape, it stays.
    blocks.nth(0).hover()
    grip = handle.bounding_box()
    desk.mouse.move(grip["x"] + 8, grip["y"] + 8)
    desk.mouse.down()
    desk.mouse.move(first["x"], first["y"] + 200, steps=4)
    desk.keyboard.press("Escape")
    desk.mouse.up()
    # And by the arrow keys.
    blocks.nth(0).hover()
    handle.focus()
    desk.keyboard.press("ArrowDown")
    expect(blocks.nth(1)).to_have_text("Three")
    expect(handle).to_be_focused()
    assert save(desk).body == "<p>One</p><p>Three</p><p>Two</p>"


def test_cards_are_left_and_taken_away_by_keys(desk):
    start(desk)
    put_in(desk, "callout")
    lines(desk, "Mind the gap.", "", "After.", "")
    put_in(desk, "pull")
    expect(desk.locator(".story-card--pullquote")).to_be_visible()
    desk.keyboard.press("Backspace")
    expect(desk.locator(".story-card--pullquote")).to_have_count(0)
    assert save(desk).body == (
        '<aside data-card="callout"><p>Mind the gap.</p></aside><p>After.</p>'
    )


def test_what_was_typed_last_is_saved_however_soon(desk):
    start(desk)
    desk.keyboard.type("To the last letter")
    desk.keyboard.press("Control+s")
    expect(desk.locator(".messagelist")).to_contain_text("Saved.")
    expect(surface(desk)).to_have_text("To the last letter")
