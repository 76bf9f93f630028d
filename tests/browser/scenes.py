"""What the editors' guide shows: screens of the newsroom in the midst of some work. Nothing is
saved but one preview link."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page

SIZE = {"width": 1280, "height": 860}
KEPT = (1080, 726)  # px, as they stand in the guide
STORY = "A Coat, Taken Apart"


def _story(page: Page, base: str) -> str:
    """Open the story, and say where it is."""
    page.goto(f"{base}/admin/magazine/article/?q=coat")
    page.get_by_role("link", name=STORY).click()
    page.locator(".ProseMirror").wait_for()
    return page.url


def _checklist(page: Page, base: str) -> None:
    _story(page, base)
    page.get_by_label("Standfirst").fill("")
    page.locator(".ProseMirror").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Halifax, TK. ")
    page.locator(".checklist").get_by_text("TK is left").wait_for()


def _preview(page: Page, base: str) -> None:
    _story(page, base)
    page.locator("[data-opens-pane]").click()
    page.locator("[data-device=phone]").click()
    page.locator(".pane__page:not(.is-coming)").wait_for()
    page.frame_locator(".pane__page").locator(".story__lead img").first.wait_for()
    page.wait_for_load_state("networkidle")


def _links(page: Page, base: str) -> None:
    page.goto(_story(page, base).replace("/change/", "/preview-links/"))
    if not page.locator(".preview-link").count():
        page.get_by_label("For whom").fill("Inès Valcourt, to check her quotes")
        page.get_by_role("button", name="Make a link").click()


def _wall(page: Page, base: str) -> None:
    page.goto(f"{base}/admin/library/picture/")
    page.wait_for_load_state("networkidle")


def _picture(page: Page, base: str) -> None:
    page.goto(f"{base}/admin/library/picture/?q=vessels")
    page.locator(".tile__title").first.click()
    picture = page.locator(".focus__picture")
    picture.wait_for()
    box = picture.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.37, box["y"] + box["height"] * 0.6)
    page.wait_for_load_state("networkidle")


def _letter(page: Page, base: str) -> None:
    page.goto(f"{base}/admin/newsletter/campaign/?q=shade")
    page.get_by_role("link", name="Twelve kilometres of shade").click()
    page.locator("#opening-words .ProseMirror").wait_for()
    page.locator("[data-opens-pane]").click()
    page.locator(".pane__page:not(.is-coming)").wait_for()
    letter = page.frame_locator(".pane__page:not(.is-coming)").locator("body")
    for shown in (page.locator("body"), letter):
        shown.evaluate(
            "body => Promise.all([...body.querySelectorAll('img:not([loading=lazy])')]"
            ".map((image) => image.decode().catch(() => {})))"
        )


SCENES: dict[str, Callable[[Page, str], None]] = {
    "editing-checklist": _checklist,
    "editing-preview": _preview,
    "editing-links": _links,
    "editing-pictures": _wall,
    "editing-picture": _picture,
    "newsletter-letter": _letter,
}


def take(browser: Browser, base: str, state: Any, folder: Path, scratch: Path) -> None:
    """Photograph every scene, by light and on a desktop, into `folder`."""
    for name, arrange in SCENES.items():
        context = browser.new_context(
            viewport=SIZE,
            color_scheme="light",
            reduced_motion="reduce",
            storage_state=state,
        )
        page = context.new_page()
        arrange(page, base)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=scratch / f"{name}.png")
        context.close()
        image = Image.open(scratch / f"{name}.png").convert("RGB")
        image.resize(KEPT, Image.Resampling.LANCZOS).save(
            folder / f"{name}.webp", quality=72, method=6
        )
