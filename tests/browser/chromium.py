"""Where a Chromium is to be had, and how a tab of it dies."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def find_chromium() -> str | None:
    """Path of a Chromium: CHROMIUM, then Debian's, then Playwright's own; None without one."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    if Path("/usr/bin/chromium").exists():
        return "/usr/bin/chromium"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def find_for_tests() -> str | None:
    """The same browser without its window, where Debian's package of that is there: a page opens in
    half the time. Pictures and measurements are made with the whole one."""
    bare = Path("/usr/bin/chromium-headless-shell")
    return str(bare) if bare.exists() and not os.environ.get("CHROMIUM") else find_chromium()


def crash(page: Page) -> None:
    """Kill the tab's own process (and that of every tab beside it): nothing of it says goodbye."""
    line = page.context.browser.new_browser_cdp_session()
    with page.expect_event("crash"):
        for process in line.send("SystemInfo.getProcessInfo")["processInfo"]:
            if process["type"] == "renderer":
                os.kill(process["id"], signal.SIGKILL)
    line.detach()
