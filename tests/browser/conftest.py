"""A real Chromium for tests that do what a person does.

Whatever goes wrong behind what the test looks at fails it too: an error in the console, a
violation of the Content Security Policy, an exception in a script, a file of ours that does not
load, a 500, a request to another host.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.signals import request_finished, request_started
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import factories
from tests.browser.chromium import find_for_tests
from tests.browser.desk import ADD, surface
from tests.conftest import PASSWORD

# Playwright's event loop runs in the thread of the tests, which is where they use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

PATIENCE = 10_000  # ms
FILES = {"script", "stylesheet", "font", "image", "media", "manifest"}
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
  `policy violated: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`,
));
"""


@pytest.fixture(scope="session", autouse=True)
def static_files_at_hand() -> Iterator[None]:
    """The live server looks for every file in a dozen folders, and a writing screen has a hundred:
    that would be most of what a test waits for. As from a real server, a browser may keep them."""
    kept: dict[str, tuple[bytes, str]] = {}
    found = StaticFilesHandler.serve

    def serve(handler: Any, request: Any) -> Any:
        if request.path not in kept:
            response = found(handler, request)
            content = b"".join(response.streaming_content)
            kept[request.path] = (content, response["Content-Type"])
        content, kind = kept[request.path]
        return HttpResponse(content, kind, headers={"Cache-Control": "max-age=3600"})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_for_tests()
    if path is None:
        pytest.skip("no Chromium found (set CHROMIUM to one)")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-background-networking"],
            env={**os.environ, "HOME": home},
        )
        yield browser
        browser.close()


@pytest.fixture
def troubles() -> list[str]:
    """What went wrong so far. A test that provokes something takes it out again."""
    return []


class Traffic:
    """Counts what the live server has in hand. A page that is closed says so to the newsroom, and
    the tables are emptied behind a test: not before that has been answered."""

    QUIET = 0.25  # seconds without a request
    PATIENCE = 10.0

    def __init__(self) -> None:
        self.in_hand = 0
        self.last = time.monotonic()
        self.lock = threading.Lock()

    def begins(self, **kwargs: Any) -> None:
        self._count(1)

    def ends(self, **kwargs: Any) -> None:
        self._count(-1)

    def _count(self, by: int) -> None:
        with self.lock:
            self.in_hand += by
            self.last = time.monotonic()

    def wait_for_quiet(self) -> None:
        until = time.monotonic() + self.PATIENCE
        while self.in_hand or time.monotonic() - self.last < self.QUIET:
            if time.monotonic() > until:
                return
            time.sleep(0.02)


@pytest.fixture
def traffic() -> Iterator[Traffic]:
    counted = Traffic()
    request_started.connect(counted.begins)
    request_finished.connect(counted.ends)
    yield counted
    request_started.disconnect(counted.begins)
    request_finished.disconnect(counted.ends)


@pytest.fixture
def new_page(
    chromium: Browser, live_server: Any, troubles: list[str], traffic: Traffic
) -> Iterator[Callable[..., Page]]:
    """`new_page(**options)` opens a page in a window of its own, as if by another person; the
    options are those of Playwright's `new_context`."""
    contexts = []

    def opened(**options: Any) -> Page:
        context = chromium.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(TELL_VIOLATIONS)
        page = context.new_page()
        context.on("request", lambda request: _watch_request(request, live_server.url, troubles))
        context.on("response", lambda response: _watch_response(response, troubles))
        context.on("console", lambda message: _watch_console(message, troubles))
        context.on("weberror", lambda error: _watch_exception(error, troubles))
        return page

    yield opened
    for context in contexts:
        context.close()
    traffic.wait_for_quiet()
    assert troubles == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def sign_in(page: Page, live_server: Any) -> Callable[[str, str], None]:
    """`sign_in(username, password)`: `page` has a session from now on, as if by the newsroom's own
    form, which has tests of its own (test_killed, test_accessibility) and takes two pages."""

    def signed_in(username: str, password: str, on: Page = page) -> None:
        client = Client()
        assert client.login(username=username, password=password)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        on.context.add_cookies(
            [
                {
                    "name": cookie.key,
                    "value": cookie.value,
                    "url": live_server.url,
                    "httpOnly": True,
                    "sameSite": "Lax",
                }
            ]
        )

    return signed_in


@pytest.fixture
def desk(
    transactional_db: None,
    empty_search_index: None,
    page: Page,
    live_server: Any,
    paula: Any,
    sign_in: Callable[..., None],
) -> Page:
    """Paula before an empty page."""
    factories.section("Fashion")
    sign_in(paula.username, PASSWORD)
    page.goto(live_server.url + ADD)
    expect(surface(page)).to_be_visible()
    return page


def _watch_request(request: Any, home: str, troubles: list[str]) -> None:
    if not request.url.startswith((f"{home}/", "data:", "blob:", "about:")):
        troubles.append(f"request to another host: {request.url}")


def _watch_response(response: Any, troubles: list[str]) -> None:
    refused = response.status >= 400 and response.request.resource_type in FILES
    if refused or response.status >= 500:
        troubles.append(f"{response.status}: {response.url}")


def _watch_exception(error: Any, troubles: list[str]) -> None:
    # Chromium's own word when the next page (a picture's file) takes part in no transition.
    if "Transition was aborted" not in str(error.error):
        troubles.append(f"exception: {error.error}")


def _watch_console(message: Any, troubles: list[str]) -> None:
    # A refused form or a page that is gone is an answer; `_watch_response` looks at the others.
    if message.type == "error" and not message.text.startswith("Failed to load resource"):
        troubles.append(f"console: {message.text}")
