"""Where a Chromium is to be had."""

from __future__ import annotations

import os
from pathlib import Path


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
