"""Pictures dropped on the text and pasted into it: they arrive or say why not; no word is lost."""

import base64

import pytest
from playwright.sync_api import expect

from library.models import Picture
from magazine.models import Article
from tests import factories
from tests.browser.desk import save, start, surface

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]

# What a browser tells a page when files are pasted or let go over it.
GIVE = """(surface, { kind, files, html, at }) => {
  const data = new DataTransfer();
  for (const { name, type, bytes } of files) {
    const content = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
    data.items.add(new File([content], name, { type }));
  }
  if (html) data.setData("text/html", html);
  const box = surface.children[at]?.getBoundingClientRect();
  surface.dispatchEvent(kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent("drop", {
        dataTransfer: data, bubbles: true, cancelable: true,
        clientX: box.left + 5, clientY: box.top + box.height / 2,
      }));
}"""


def give(desk, *files, kind="paste", html="", at=0):
    sent = [
        {"name": name, "type": type_, "bytes": base64.b64encode(data).decode()}
        for name, type_, data in files
    ]
    surface(desk).evaluate(GIVE, {"kind": kind, "files": sent, "html": html, "at": at})


def picture(name="glove.jpg"):
    return (name, "image/jpeg", factories.picture_file())


def card(number):
    return f'<figure data-card="picture" data-picture="{number}" data-width="column"></figure>'


def test_a_pasted_picture_becomes_a_card_while_one_writes_on(desk):
    start(desk)
    desk.keyboard.type("Before")
    desk.keyboard.press("Enter")
    desk.keyboard.type("After")
    surface(desk).locator("p").first.click()
    give(desk, picture())
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" all")
    expect(desk.locator(".story-card--picture img")).to_be_visible()
    expect(desk.locator(".story-sending")).to_have_count(0)
    shown = Picture.objects.get()
    assert shown.title == "glove"
    assert save(desk).body == f"<p>Before</p>{card(shown.pk)}<p>After all</p>"


def test_pictures_are_dropped_where_they_shall_stand(desk):
    start(desk)
    for text in ["One", "Two", "Three"]:
        desk.keyboard.type(text)
        desk.keyboard.press("Enter")
    give(desk, picture("a.jpg"), picture("b.jpg"), kind="drop", at=1)
    expect(desk.locator(".story-card--picture img")).to_have_count(2)
    first, second = Picture.objects.order_by("pk")
    body = save(desk).body
    assert sorted([body.index(card(first.pk)), body.index(card(second.pk))])[0] > body.index("One")
    assert body.index("Three") > max(body.index(card(first.pk)), body.index(card(second.pk)))


def test_one_that_is_refused_says_why_and_the_words_stay(desk):
    start(desk)
    desk.keyboard.type("Not a word is lost")
    give(desk, ("shot.png", "image/png", b"no picture at all"), picture())
    said = desk.locator(".story-sending .is-refused")
    expect(said).to_contain_text("shot.png")
    expect(desk.locator(".story-card--picture img")).to_be_visible()
    desk.keyboard.type("!")
    said.get_by_role("button", name="Dismiss: shot.png").click()
    expect(desk.locator(".story-sending")).to_have_count(0)
    body = save(desk).body
    assert body == f"<p>Not a word is lost!</p>{card(Picture.objects.get().pk)}"


def test_without_a_connection_it_says_so(desk, troubles):
    start(desk)
    desk.keyboard.type("Words")
    desk.route("**/admin/library/picture/upload/", lambda route: route.abort())
    give(desk, picture())
    expect(desk.locator(".story-sending .is-refused")).to_contain_text("connection broke")
    desk.unroute("**/admin/library/picture/upload/")
    assert save(desk).body == "<p>Words</p>"
    assert Picture.objects.count() == 0


def test_who_is_signed_out_is_told_and_keeps_the_text(desk):
    start(desk)
    desk.keyboard.type("Words")
    desk.context.clear_cookies()
    give(desk, picture())
    expect(desk.locator(".story-sending .is-refused")).to_contain_text("signed out")
    expect(surface(desk)).to_contain_text("Words")
    assert Article.objects.count() == 0


def test_text_with_a_picture_of_itself_is_text(desk):
    start(desk)
    give(desk, picture(), html="<p>Copied <b>words</b></p>")
    assert save(desk).body == "<p>Copied <strong>words</strong></p>"
    assert Picture.objects.count() == 0


def test_a_file_of_another_kind_does_not_take_the_stories_place(desk, live_server):
    start(desk)
    desk.keyboard.type("Words")
    give(desk, ("a.pdf", "application/pdf", b"%PDF-1.7"), kind="drop")
    assert desk.url == f"{live_server.url}/admin/magazine/article/add/"
    assert save(desk).body == "<p>Words</p>"
