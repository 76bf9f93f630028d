"""What a person does at the writing screen, for the tests that write (the fixture `desk` is an
empty page before somebody who may publish)."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from magazine.models import Article

ADD = "/admin/magazine/article/add/"

# What a browser tells a page when somebody pastes.
PASTE = """(surface, { kind, text }) => {
  const data = new DataTransfer();
  data.setData(kind, text);
  surface.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
  );
}"""


def surface(page: Page) -> Locator:
    return page.locator(".ProseMirror").first


def paste(page: Page, text: str, kind: str = "text/plain") -> None:
    surface(page).evaluate(PASTE, {"kind": kind, "text": text})


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar", name="Formatting").get_by_role(
        "button", name=name, exact=True
    )


def start(page: Page, title: str = "A story") -> None:
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Section", exact=True).select_option(label="Fashion")
    surface(page).click()


def save(page: Page) -> Article:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    return Article.objects.get()


def put_in(page: Page, name: str) -> None:
    """Take something out of the "/" menu: by its name, at the cursor."""
    page.keyboard.type(f"/{name}")
    expect(menu(page).get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(menu(page)).to_be_hidden()


def menu(page: Page) -> Locator:
    return page.get_by_role("listbox", name="What to put in")
