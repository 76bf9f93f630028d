"""Writing a story as a person does: typing, pasting, pressing."""

import re

import pytest
from playwright.sync_api import expect

from library.uploading import add_picture
from magazine import publishing
from magazine.models import Article
from spotlight.models import SpotlightFeature
from tests import factories
from tests.browser.desk import paste, save, start, surface, tool
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]


def test_headings_and_lists_are_typed_as_markdown(desk):
    start(desk)
    for line in ["## A heading", "A line of text.", "- one", "two", "", "3. three", "four"]:
        desk.keyboard.type(line)
        desk.keyboard.press("Enter")
    body = save(desk).body
    assert body.startswith("<h2>A heading</h2><p>A line of text.</p>")
    assert "<ul><li><p>one</p></li><li><p>two</p></li></ul>" in body
    assert '<ol start="3"><li><p>three</p></li><li><p>four</p></li>' in body
    assert "\xa0" not in body
    assert "&nbsp;" not in body


def test_enter_leads_from_the_title_on(desk):
    desk.get_by_label("Title", exact=True).click()
    desk.keyboard.type("One line")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Standfirst")).to_be_focused()
    assert desk.get_by_label("Title", exact=True).input_value() == "One line"


def test_a_link_is_asked_for_and_a_wrong_one_refused(desk):
    start(desk)
    desk.keyboard.type("Read on")
    desk.keyboard.press("Control+A")
    desk.keyboard.press("Control+K")
    dialog = desk.get_by_role("dialog", name="Link")
    address = dialog.get_by_label("Address")
    address.fill("javascript:alert(1)")
    address.press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text("A link cannot begin with “javascript:”.")
    address.fill("elucid.example/about")
    address.press("Enter")
    expect(dialog).to_be_hidden()
    assert save(desk).body == '<p><a href="https://elucid.example/about">Read on</a></p>'


def test_a_pull_quote_takes_the_marked_words(desk):
    start(desk)
    desk.keyboard.type("Nobody here is brave alone.")
    desk.keyboard.press("Control+A")
    tool(desk, "Pull quote").click()
    desk.get_by_label("Who said this").fill("Marina")
    body = save(desk).body
    assert body == (
        "<p>Nobody here is brave alone.</p>"
        '<aside data-card="pullquote" data-attribution="Marina">'
        "<p>Nobody here is brave alone.</p></aside>"
    )


@pytest.mark.parametrize(
    ("address", "provider", "video"),
    [
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ", "youtube", "aqz-KE-bpKQ"),
        ("https://youtu.be/aqz-KE-bpKQ?t=10", "youtube", "aqz-KE-bpKQ"),
        ("https://vimeo.com/76979871", "vimeo", "76979871"),
    ],
)
def test_a_pasted_address_of_a_video_becomes_the_video(desk, address, provider, video):
    start(desk)
    paste(desk, address)
    expect(desk.locator(".story-card--video")).to_be_visible()
    expect(desk.locator("iframe")).to_have_count(0)  # nothing is loaded from elsewhere
    desk.get_by_label("Caption of this video").fill("In full")
    card = f'data-card="video" data-caption="In full" data-provider="{provider}"'
    body = save(desk).body
    assert f'data-video="{video}"' in body
    assert all(part in body for part in card.split('" '))


def test_in_a_sentence_the_address_stays_an_address(desk):
    start(desk)
    desk.keyboard.type("See ")
    paste(desk, "https://vimeo.com/76979871")
    assert "data-card" not in save(desk).body


def test_what_is_pasted_from_elsewhere_loses_what_has_no_place_here(desk):
    start(desk)
    word = (
        "<h1 style='color:red'>Too large</h1><p class='MsoNormal' onclick='alert(1)'><b>Bold</b> "
        "<font face='Comic Sans'>text</font></p><script>alert(1)</script>"
        "<img src='/never.png' onerror='alert(1)'><table><tr><td>Cell</td></tr></table>"
    )
    paste(desk, word, "text/html")
    body = save(desk).body
    for gone in ["style", "class", "onclick", "font", "script", "<img", "<h1"]:
        assert gone not in body
    assert "<strong>Bold</strong>" in body
    assert "<td><p>Cell</p></td>" in body


def test_a_picture_from_the_library_stands_in_the_text(desk, paula, live_server):
    picture, _ = add_picture(factories.picture_file(), by=paula, title="A glove", alt="A red glove")
    start(desk)
    tool(desk, "Picture").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name=re.compile("A glove")).first.click()
    card = desk.locator(".story-card--picture")
    expect(card.get_by_role("img", name="A red glove")).to_be_visible()
    card.hover()
    card.get_by_role("button", name="Full width").click()
    card.get_by_label("Caption of this picture in this story").fill("The right one")
    body = save(desk).body
    assert f'data-picture="{picture.pk}"' in body
    assert 'data-width="full"' in body
    assert 'data-caption="The right one"' in body
    desk.get_by_role("button", name="Publish now").click()
    desk.get_by_role("button", name="Publish anyway").click()
    expect(desk.locator(".messagelist")).to_contain_text("is published")
    desk.goto(live_server.url + Article.objects.get().get_absolute_url())
    expect(desk.locator(".prose").get_by_role("img", name="A red glove")).to_be_visible()
    expect(desk.get_by_text("The right one")).to_be_visible()


def test_the_button_says_what_it_will_do(desk):
    start(desk)
    button = desk.locator("button[name=_publish]")
    expect(button).to_have_text("Publish now")
    desk.get_by_label("Goes live at").fill("2099-12-03T09:00")
    expect(button).to_have_text("Schedule for 3 Dec 2099, 09:00")
    desk.keyboard.press("Tab")
    surface(desk).click()
    desk.keyboard.type("Later.")
    button.click()
    desk.get_by_role("button", name="Publish anyway").click()
    expect(desk.locator(".messagelist")).to_contain_text("goes live on 3 Dec 2099, 09:00")
    assert Article.objects.get().is_scheduled


def test_credits_are_added_and_moved(desk):
    factories.contributor("Ines Valcourt")
    start(desk)
    for number, (role, who) in enumerate([("Words", "Ines Valcourt"), ("Hair", "Someone New")]):
        if number:
            desk.locator("#credits-group .add-row a").click()
        desk.locator(f"[name=credits-{number}-role]").select_option(label=role)
        desk.locator(f"[name=credits-{number}-who]").fill(who)
    desk.locator("#credits-1").get_by_role("button", name="Move up").click()
    story = save(desk)
    assert [(credit.get_role_display(), credit.name) for credit in story.credits.all()] == [
        ("Hair", "Someone New"),
        ("Words", "Ines Valcourt"),
    ]
    assert story.credits.last().contributor is not None


def test_withdrawing_asks_first(desk, paula, live_server):
    story = factories.live_article("Out", by=paula)
    desk.goto(f"{live_server.url}/admin/magazine/article/{story.pk}/change/")
    desk.get_by_role("button", name="Withdraw").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Withdraw “Out”?")
    desk.get_by_role("link", name="Leave it as it is").click()
    assert Article.objects.get().is_live()
    desk.get_by_role("button", name="Withdraw").click()
    desk.get_by_label("A note for the record").fill("Rights.")
    desk.get_by_role("button", name="Withdraw").click()
    expect(desk.locator(".messagelist")).to_contain_text("is withdrawn")
    assert Article.objects.get().state == "withdrawn"


def test_leaving_typed_work_asks(desk, live_server):
    start(desk)
    desk.keyboard.type("Not saved")
    with desk.expect_event("dialog") as asked:
        desk.on("dialog", lambda dialog: dialog.dismiss())
        desk.get_by_role("link", name="Articles").first.click()
    assert asked.value.type == "beforeunload"
    assert desk.url.startswith(f"{live_server.url}/admin/magazine/article/")
    expect(surface(desk)).to_have_text("Not saved")


def test_it_is_written_on_a_phone_as_well(
    new_page, live_server, paula, empty_search_index, sign_in
):
    factories.section("Fashion")
    phone = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    sign_in(paula.username, PASSWORD, on=phone)
    phone.goto(f"{live_server.url}/admin/spotlight/spotlightfeature/add/")
    expect(surface(phone)).to_be_visible()
    start(phone, "By thumb")
    phone.keyboard.type("Short.")
    phone.get_by_label("What it is about").select_option(label="Book")
    phone.get_by_label("Its name").fill("A book")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.locator("button[name=_publish]").click()
    phone.get_by_role("button", name="Publish anyway").click()
    expect(phone.locator(".messagelist")).to_contain_text("is published")
    assert SpotlightFeature.objects.get().is_live()


def test_a_writer_hands_in_and_then_only_reads(page, live_server, wanda, sign_in):
    story = factories.article("Hers", created_by=wanda)
    sign_in(wanda.username, PASSWORD)
    page.goto(f"{live_server.url}/admin/magazine/article/{story.pk}/change/")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.locator(".messagelist")).to_contain_text("is with the editors now")
    expect(page.get_by_text("woven twice")).to_be_visible()
    expect(page.locator(".ProseMirror")).to_have_count(0)
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    publishing.send_back(Article.objects.get(), by=factories.publisher(), note="Shorter, please.")
    page.reload()
    expect(page.get_by_text("Shorter, please.")).to_be_visible()
    expect(surface(page)).to_be_visible()


def test_a_gallery_and_a_footnote_are_written_and_kept(desk):
    first, second = (
        add_picture(factories.picture_file(), title=f"Picture {n}", alt=f"Picture {n}")[0]
        for n in (1, 2)
    )
    start(desk)
    desk.keyboard.type("A claim")
    tool(desk, "Footnote").click()
    desk.get_by_role("dialog").get_by_label("Note", exact=True).fill("Says who.")
    desk.keyboard.press("Enter")
    desk.keyboard.type(" is made.")
    desk.keyboard.press("Enter")
    tool(desk, "Gallery").click()
    desk.get_by_role("dialog").get_by_role("button", name="Picture 1").click()
    desk.get_by_role("button", name="Add a picture").click()
    desk.get_by_role("dialog").get_by_role("button", name="Picture 2").click()
    gallery = desk.locator(".story-card--gallery")
    expect(gallery.get_by_role("img")).to_have_count(2)
    gallery.get_by_role("button", name="Later").first.click()
    save(desk)
    story = Article.objects.get(title="A story")
    assert story.body == (
        '<p>A claim<sup data-card="footnote" data-note="Says who."></sup> is made.</p>'
        f'<div data-card="gallery" data-pictures="{second.pk},{first.pk}"></div>'
    )
    # Opened and saved again, nothing is lost.
    surface(desk).click()
    save(desk)
    story.refresh_from_db()
    assert 'data-note="Says who."' in story.body
    assert f'data-pictures="{second.pk},{first.pk}"' in story.body
