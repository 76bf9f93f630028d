"""Every card, put in and filled as a person does, and what of it readers see."""

from typing import Any

import pytest
from playwright.sync_api import expect

from library.models import Attachment, Picture
from library.uploading import add_picture
from magazine import publishing
from magazine.models import Article, Snippet
from tests import factories
from tests.browser import scripts
from tests.browser.desk import ADD, paste, put_in, save, start, surface
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
MP3 = b"ID3\x04" + b"\0" * 3000


def read(desk, live_server, paula):
    """The page of the one story that has just been saved, published."""
    story = Article.objects.get(title="A story")
    publishing.publish(story, by=paula)
    desk.goto(live_server.url + story.get_absolute_url())
    return desk.locator(".prose")


def test_cards_of_words_are_typed_by_keys_alone(desk, live_server, paula):
    start(desk)
    put_in(desk, "callout")
    desk.keyboard.type("Mind the gap.")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    put_in(desk, "question")
    desk.keyboard.type("What did you see?")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Coats.")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    put_in(desk, "fact")
    desk.keyboard.type("The coat")
    desk.keyboard.press("Enter")
    desk.keyboard.type("- Wool")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Silk")
    for _ in range(3):  # out of the item, out of the list, out of the card
        desk.keyboard.press("Enter")
    put_in(desk, "credits")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Photography: Marit Sund")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Styling: Ines Valcourt")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    desk.keyboard.type("The end.")
    assert save(desk).body == (
        '<aside data-card="callout"><p>Mind the gap.</p></aside>'
        '<aside data-card="answer" data-question="What did you see?"><p>Coats.</p></aside>'
        '<aside data-card="facts" data-title="The coat"><ul><li><p>Wool</p></li><li><p>Silk</p>'
        "</li></ul></aside>"
        '<aside data-card="credits"><p>Photography: Marit Sund</p><p>Styling: Ines Valcourt</p>'
        "</aside><p>The end.</p>"
    )
    prose = read(desk, live_server, paula)
    expect(prose.locator(".callout")).to_have_text("Mind the gap.")
    expect(prose.locator(".answer .question")).to_have_text("What did you see?")
    expect(prose.locator(".fact-box li")).to_have_text(["Wool", "Silk"])
    expect(prose.locator("dt")).to_have_text(["Photography", "Styling"])


def test_a_button_says_where_it_may_not_lead(desk, live_server, paula):
    start(desk)
    put_in(desk, "button")
    desk.keyboard.type("Tickets")
    desk.keyboard.press("Enter")
    desk.keyboard.type("javascript:alert(1)")
    problem = desk.locator(".story-card--button [role=status]")
    expect(problem).to_have_text("A link cannot begin with “javascript:”.")
    desk.keyboard.press("Control+a")
    desk.keyboard.type("https://tickets.example/")
    expect(problem).to_have_text("")
    save(desk)
    link = read(desk, live_server, paula).get_by_role("link", name="Tickets")
    assert link.get_attribute("href") == "https://tickets.example/"


def test_a_table_is_made_filled_and_grown(desk, live_server, paula):
    start(desk)
    put_in(desk, "table")
    for text in ["Part", "Weight", "Place", "Sleeve"]:
        desk.keyboard.type(text)
        desk.keyboard.press("Tab")
    desk.keyboard.type("120 g")
    table = desk.locator(".story-table")
    table.get_by_role("button", name="Column after").click()
    table.get_by_role("button", name="Remove row").click()
    rows = table.get_by_role("row")
    expect(rows).to_have_count(2)
    expect(rows.first.get_by_role("columnheader")).to_have_count(4)
    body = save(desk).body
    assert body.startswith(
        "<table><tbody><tr><th><p>Part</p></th><th><p>Weight</p></th><th><p></p></th>"
        "<th><p>Place</p></th></tr>"
    )
    prose = read(desk, live_server, paula)
    expect(prose.get_by_role("columnheader", name="Weight")).to_be_visible()


def test_a_product_has_a_maker_a_price_and_a_picture(desk, live_server, paula):
    add_picture(factories.picture_file(), title="A glove", alt="A red glove")
    start(desk)
    put_in(desk, "product")
    for text in ["Glove no. 7", "Valcourt", "€ 420", "https://shop.example/7"]:
        desk.keyboard.type(text)
        desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Choose a picture", exact=True).click()
    desk.get_by_role("dialog").get_by_role("button", name="A glove").first.click()
    expect(desk.locator(".story-card--product img")).to_be_visible()
    assert save(desk).body == (
        '<div data-card="product" data-name="Glove no. 7" data-maker="Valcourt" '
        'data-price="€ 420" data-href="https://shop.example/7" '
        f'data-picture="{Picture.objects.get().pk}"></div>'
    )
    product = read(desk, live_server, paula).locator(".product")
    expect(product.get_by_role("img", name="A red glove")).to_be_visible()
    expect(product.get_by_role("link")).to_have_attribute("href", "https://shop.example/7")


def test_a_story_of_ours_is_found_by_its_title_and_followed(desk, live_server, paula):
    live = factories.live_article("The mill by the river", by=paula)
    draft = factories.article("The mill in winter", created_by=paula)
    start(desk)
    for words, shown in [("river", live.title), ("winter", draft.title)]:
        put_in(desk, "story")
        found = desk.get_by_role("dialog", name="Link to a story of ours")
        expect(found.get_by_role("option").first).to_be_visible()
        found.get_by_label("Its title").fill(words)
        expect(found.get_by_role("option")).to_have_count(1)
        desk.keyboard.press("Enter")
        expect(desk.locator(".story-card--story").last).to_contain_text(shown)
    cards = desk.locator(".story-card--story")
    expect(cards.first).to_contain_text("Fashion, live")
    expect(cards.last).to_contain_text("Draft. Readers see nothing here until it is public.")
    desk.keyboard.type("The end.")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("Saved.")
    Article.objects.filter(pk=live.pk).update(slug="renamed")
    prose = read(desk, live_server, paula)
    link = prose.get_by_role("link", name="The mill by the river")
    expect(link).to_have_attribute("href", "/stories/renamed/")
    expect(prose).not_to_contain_text("winter")
    link.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("The mill by the river")


def test_choosing_a_story_may_be_called_off(desk):
    start(desk)
    desk.keyboard.type("Words")
    desk.keyboard.press("Enter")
    put_in(desk, "story")
    expect(desk.get_by_role("dialog").get_by_role("status")).to_contain_text("No story")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    desk.keyboard.type("on")
    assert save(desk).body == "<p>Words</p><p>on</p>"


def test_a_snippet_stands_in_a_story_and_is_changed_where_it_is_kept(desk, live_server, paula):
    desk.goto(f"{live_server.url}/admin/magazine/snippet/add/")
    desk.get_by_label("Name").fill("The fair")
    surface(desk).click()
    desk.keyboard.type("Open till **six** o’clock")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist")).to_be_visible()
    assert Snippet.objects.get().body == "<p>Open till <strong>six</strong> o’clock</p>"
    desk.goto(live_server.url + ADD)
    start(desk)
    put_in(desk, "snippet")
    desk.get_by_role("dialog", name="Snippet").get_by_role("option", name="The fair").click()
    expect(desk.locator(".story-card--snippet")).to_contain_text("Open till six o’clock")
    save(desk)
    expect(read(desk, live_server, paula).locator(".snippet")).to_have_text("Open till six o’clock")
    kept: Any = Snippet.objects.get()
    kept.body = "<p>Open till eight</p>"
    kept.save()
    desk.reload()
    expect(desk.locator(".snippet")).to_have_text("Open till eight")


def test_sound_is_sent_and_played_and_a_file_offered(desk, live_server, paula):
    start(desk)
    with desk.expect_file_chooser() as choosing:
        put_in(desk, "audio")
    choosing.value.set_files({"name": "Tailor speaks.mp3", "mimeType": "audio/mpeg", "buffer": MP3})
    expect(desk.locator(".story-card--audio audio")).to_be_visible()
    desk.get_by_label("Caption of this sound").fill("In his own words")
    desk.keyboard.press("Enter")
    with desk.expect_file_chooser() as choosing:
        put_in(desk, "file")
    pdf = {"name": "Pattern.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + MP3}
    choosing.value.set_files(pdf)
    expect(desk.locator(".story-card--file").get_by_role("link", name="Pattern")).to_be_visible()
    save(desk)
    prose = read(desk, live_server, paula)
    expect(prose.get_by_label("In his own words")).to_be_visible()
    link = prose.get_by_role("link", name="Pattern")
    with desk.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == "pattern.pdf"


def test_a_file_that_is_refused_says_why_and_can_be_chosen_again(desk):
    start(desk)
    desk.keyboard.type("Words")
    desk.keyboard.press("Enter")
    with desk.expect_file_chooser() as choosing:
        put_in(desk, "audio")
    page = {"name": "song.mp3", "mimeType": "audio/mpeg", "buffer": b"<script>alert(1)</script>"}
    choosing.value.set_files(page)
    card = desk.locator(".story-card--audio")
    expect(card).to_contain_text("This is no file that we take.")
    with desk.expect_file_chooser() as choosing:
        card.get_by_role("button", name="Choose a file").click()
    choosing.value.set_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1."})
    expect(card).to_contain_text("That is no sound.")
    with desk.expect_file_chooser() as choosing:
        card.get_by_role("button", name="Choose a file").click()
    choosing.value.set_files({"name": "a.mp3", "mimeType": "audio/mpeg", "buffer": MP3})
    expect(card.locator("audio")).to_be_visible()
    sound = Attachment.objects.get(format="mp3")
    assert save(desk).body == (f'<p>Words</p><div data-card="audio" data-file="{sound.pk}"></div>')


def test_the_sign_up_form_stands_in_a_story(desk, live_server, paula):
    start(desk)
    put_in(desk, "newsletter")
    desk.keyboard.type("Letters from the loom")
    save(desk)
    prose = read(desk, live_server, paula)
    expect(prose.get_by_text("Letters from the loom")).to_be_visible()
    scripts.until_they_are_here(desk)
    prose.get_by_label("E-mail address").fill("rhea@readers.example")
    prose.get_by_role("button", name="Subscribe").click()
    expect(prose.locator("[aria-live]")).not_to_be_empty()


def test_what_a_card_names_may_be_gone(desk, live_server, paula):
    file = factories.attachment()
    kept = factories.snippet()
    body = (
        f'<div data-card="file" data-file="{file.pk}"></div><div data-card="story" '
        f'data-story="4711"></div><div data-card="snippet" data-snippet="{kept.pk}"></div>'
    )
    story = factories.article("A story", body=body, created_by=paula)
    file.delete()
    kept.delete()
    desk.goto(f"{live_server.url}/admin/magazine/article/{story.pk}/change/")
    expect(desk.locator(".story-card--file")).to_contain_text("no longer in the library")
    expect(desk.locator(".story-card--story")).to_contain_text("A story that is not there")
    expect(desk.locator(".story-card--snippet")).to_contain_text("not there any more")
    assert save(desk).body == body


def test_a_copied_card_is_pasted_whole(desk):
    start(desk)
    copied = (
        '<aside data-card="facts" data-title="The coat" data-pm-slice="0 0 []"><p>Wool</p></aside>'
    )
    paste(desk, copied, "text/html")
    assert '<aside data-card="facts" data-title="The coat"><p>Wool</p></aside>' in save(desk).body


def test_a_writer_may_send_a_file_but_keeps_no_snippets(page, live_server, wanda, sign_in):
    factories.section("Fashion")
    factories.snippet("Kept")
    sign_in(wanda.username, PASSWORD)
    page.goto(live_server.url + ADD)
    expect(surface(page)).to_be_visible()
    start(page)
    with page.expect_file_chooser() as choosing:
        put_in(page, "audio")
    choosing.value.set_files({"name": "a.mp3", "mimeType": "audio/mpeg", "buffer": MP3})
    expect(page.locator(".story-card--audio audio")).to_be_visible()
    put_in(page, "snippet")
    expect(page.get_by_role("dialog").get_by_role("option", name="Kept")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".story-card--snippet")).to_contain_text("Kept")
    page.goto(f"{live_server.url}/admin/magazine/snippet/add/")
    expect(page.locator("#content")).not_to_contain_text("Name")
