"""`make pictures`: photographs every kind of page of the demo magazine, for a person to judge.

    python -m tests.browser.photographs [--only WORD] [--docs]

Starts a magazine of its own under `var/pictures/site`, takes each page at three widths, light and
dark, into `var/pictures/`, and stops it. `--only` takes pages whose name holds a word; `--docs`
also makes the pictures of the README and of the editors' guide in `docs/pictures/`.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from config.checks import DEMO_PASSWORD, DEMO_USERNAME
from tests.browser import scenes
from tests.browser.chromium import find_chromium

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "pictures"
DOCS = ROOT / "docs" / "pictures"
WIDTHS = {"phone": 390, "tablet": 820, "desktop": 1280}

READERS = {
    "front": "/",
    "section": "/sections/fashion/",
    "article": "/stories/a-coat-taken-apart/",
    "interview": "layout:interview",
    "photo-story": "layout:photo",
    "list": "layout:list",
    "spotlight-index": "/spotlight/",
    "spotlight": "first:/spotlight/:/spotlight/[^/]+/",
    "tag": "first:/stories/a-coat-taken-apart/:/tags/[^/]+/",
    "contributors": "/contributors/",
    "contributor": "/contributors/ines-valcourt/",
    "issues": "/issues/",
    "issue": "first:/issues/:/issues/[^/]+/",
    "page": "/pages/about/",
    "search": "/search/?q=coat",
    "search-nothing": "/search/?q=zeppelin",
    "newsletter": "/newsletter/",
    "not-found": "/no-such-page/",
}
NEWSROOM = {
    "desk": "/admin/",
    "stories": "/admin/magazine/article/",
    "write-new": "/admin/magazine/article/add/",
    "write": "first:/admin/magazine/article/?q=coat:/admin/magazine/article/[0-9]+/change/",
    "write-spotlight": "first:/admin/spotlight/spotlightfeature/:"
    "/admin/spotlight/spotlightfeature/[0-9]+/change/",
    "pictures": "/admin/library/picture/",
    "picture": "first:/admin/library/picture/:/admin/library/picture/[0-9]+/change/",
    "identity": "/admin/magazine/siteidentity/",
    "subscribers": "/admin/newsletter/subscriber/",
    "print-issue": "first:/admin/magazine/printissue/:/admin/magazine/printissue/[0-9]+/change/",
}


def serve(port: int) -> subprocess.Popen[str]:
    site = subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=ROOT,
        env={
            **os.environ,
            "ELUCID_VAR": str(FOLDER / "site"),
            "PORT": str(port),
            "ELUCID_DEMO": "1",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    assert site.stdout
    for line in site.stdout:
        print(line, end="")
        if "Ctrl-C stops" in line:
            return site
    raise SystemExit("The magazine did not start.")


def resolve(page: Page, base: str, where: str) -> str:
    """An address, found by following a link where it depends on the demo."""
    if where.startswith("layout:"):
        code = (
            "from magazine.models import Article; "
            f"print(Article.objects.live().filter(layout={where[7:]!r})"
            ".newest_first()[0].get_absolute_url())"
        )
        environment = {**os.environ, "ELUCID_VAR": str(FOLDER / "site"), "ELUCID_DEMO": "1"}
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip().splitlines()[-1]
    if where.startswith("first:"):
        _, start, pattern = where.split(":", 2)
        page.goto(base + start)
        for link in page.locator("a[href]").all():
            path = (link.get_attribute("href") or "").split("?")[0]
            if re.fullmatch(pattern, path):
                return path
        raise SystemExit(f"{start} has no link like {pattern}")
    return where


def settle(page: Page) -> None:
    """Scroll through, so that what loads late is there; then back up."""
    page.evaluate(
        """async () => {
            for (let y = 0; y < document.body.scrollHeight; y += 700) {
                scrollTo(0, y);
                await new Promise((done) => setTimeout(done, 30));
            }
            scrollTo(0, 0);
            await document.fonts.ready;
        }"""
    )
    page.wait_for_load_state("networkidle")


def photograph(
    browser: Browser, base: str, pages: dict[str, str], state: Any, *, whole: bool
) -> None:
    finder = browser.new_context(storage_state=state).new_page()
    addresses = {name: resolve(finder, base, where) for name, where in pages.items()}
    for device, width in WIDTHS.items():
        schemes: list[Literal["light", "dark"]] = ["light", "dark"]
        for scheme in schemes:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                reduced_motion="reduce",
                storage_state=state,
            )
            page = context.new_page()
            page.goto(base)  # so that every face is there, as on anybody's second page
            for name, path in addresses.items():
                page.goto(base + path)
                settle(page)
                page.screenshot(path=FOLDER / f"{name}-{device}-{scheme}.png", full_page=whole)
            context.close()
            print(f"{len(addresses)} pages, {device}, {scheme}", flush=True)


def sign_in(browser: Browser, base: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/admin/login/")
    page.get_by_label("Username").fill(DEMO_USERNAME)
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/admin/")
    return context.storage_state()


def for_the_readme() -> None:
    for taken, kept in [("front", "front"), ("write", "writing")]:
        image = Image.open(FOLDER / f"{taken}-desktop-light.png").convert("RGB")
        image.crop((0, 0, image.width, min(image.height, 1100))).save(
            DOCS / f"{kept}.webp", quality=82
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--docs", action="store_true")
    options = parser.parse_args()
    chromium = find_chromium()
    if not chromium:
        raise SystemExit("No Chromium found: set CHROMIUM to one.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    base = f"http://127.0.0.1:{options.port}"
    site = serve(options.port)
    try:
        with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
            browser = playwright.chromium.launch(
                executable_path=chromium,
                args=["--no-sandbox", "--disable-background-networking"],
                env={**os.environ, "HOME": profile},
            )
            wanted = [
                {name: path for name, path in pages.items() if options.only in name}
                for pages in [READERS, NEWSROOM]
            ]
            photograph(browser, base, wanted[0], None, whole=True)
            state = sign_in(browser, base)
            photograph(browser, base, wanted[1], state, whole=True)
            if options.docs:
                scenes.take(browser, base, state, DOCS, FOLDER)
            browser.close()
    finally:
        site.send_signal(signal.SIGINT)
        site.wait()
    if options.docs and not options.only:
        for_the_readme()
    print(f"The pictures are in {FOLDER}")


if __name__ == "__main__":
    main()
