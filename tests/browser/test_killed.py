"""A server killed in the middle of a word, a tab that crashes: at most five seconds of typing are
lost. With the server as it runs in production, killed by SIGKILL."""

from __future__ import annotations

import html
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings
from playwright.sync_api import expect

from config.serve import commands
from tests.browser.chromium import crash
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

STORY = "/admin/magazine/article/1/change/"
MOST_LOST = 5.0  # seconds of typing
FILL = f"""
from django.contrib.auth import get_user_model
from tests import factories
users = get_user_model().objects
users.create_superuser("paula", "paula@elucid.example", "{PASSWORD}")
factories.article("At first", body="<p>Once.</p>", slug="at-first")
"""
PREPARE = "from config.serve import prepare; prepare()"


class Server:
    """A magazine's server that can be killed and started again on its data."""

    def __init__(self, var):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{key: os.environ[key] for key in ["PATH", "HOME", "LANG"] if key in os.environ},
            "ELUCID_VAR": str(var),
            "SECRET_KEY": "a-key-that-guards-a-magazine-of-one-minute-0123456789abcdef",
            "SITE_URL": self.url,
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.process = None

    def run(self, *command):
        subprocess.run(
            [sys.executable, *command], cwd=settings.BASE_DIR, env=self.environment, check=True
        )

    def start(self):
        self.process = subprocess.Popen(
            commands("127.0.0.1", self.port)["site"],
            cwd=settings.BASE_DIR,
            env=self.environment,
            start_new_session=True,
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/admin/login/", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert self.process.poll() is None
        raise AssertionError("The server did not start.")

    def kill(self):
        """At once, with all its processes, like a power cut."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("magazine"))
    server.run("-c", PREPARE)
    server.run("manage.py", "shell", "-v0", "-c", FILL)
    yield server
    server.kill()


@pytest.fixture
def server(prepared):
    prepared.kill()
    prepared.start()
    return prepared


@pytest.fixture
def context(chromium, server):
    made = chromium.new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(15_000)
    page = made.new_page()
    page.goto(f"{server.url}/admin/login/")
    page.get_by_label("Username").fill("paula")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{server.url}/admin/")
    page.close()
    yield made
    made.close()


def desk(context, server):
    page = context.new_page()
    page.goto(f"{server.url}{STORY}")
    expect(surface(page)).to_be_visible()
    return page


def surface(page):
    return page.locator(".ProseMirror").first


class Typist:
    """Types numbered words, and knows when it typed each."""

    def __init__(self, page, name):
        self.page, self.name, self.times = page, name, []
        surface(page).click()
        page.keyboard.press("Control+End")

    def type_for(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.page.keyboard.type(f" {self.name}{len(self.times)}", delay=15)
            self.times.append(time.monotonic())

    def lost(self, text):
        """How many seconds of typing are not in `text`; what is there is there without a gap."""
        found = [int(number) for number in re.findall(rf"\b{self.name}(\d+)\b", text)]
        if found and found[-1] != len(found) - 1:
            found.pop()  # stored in the middle of its number
        assert found == list(range(len(found)))
        if len(found) == len(self.times):
            return 0.0
        return self.times[-1] - self.times[max(0, len(found) - 1)]


def arrives(context, server, typist):
    """Wait until the newsroom has the last word, without touching the page that sends it."""
    until = time.monotonic() + 60
    last = f"{typist.name}{len(typist.times) - 1}<"
    while last not in html.unescape(context.request.get(f"{server.url}{STORY}").text()):
        assert time.monotonic() < until
        time.sleep(0.2)


def brought_back(page):
    """The story's text, after taking what the browser offers."""
    offer = page.get_by_role("button", name="Bring them back")
    line = page.locator(".kept__line", has_text="never reached the newsroom")
    page.wait_for_load_state("networkidle")
    if line.count():
        with page.expect_navigation():
            offer.click()
        expect(surface(page)).to_be_visible()
    return surface(page).inner_text()


def test_a_crashed_tab_loses_next_to_nothing(context, server):
    page = desk(context, server)
    typist = Typist(page, "crash")
    typist.type_for(7)
    crash(page)
    lost = typist.lost(brought_back(desk(context, server)))
    print(f"\nA crashed tab lost {lost:.1f} s of {len(typist.times)} words")
    assert lost <= MOST_LOST


def test_a_killed_server_loses_nothing_while_the_tab_lives(context, server):
    page = desk(context, server)
    typist = Typist(page, "killed")
    typist.type_for(3)
    server.kill()
    typist.type_for(4)
    expect(page.locator("[data-kept-words]")).to_have_text(re.compile("In this browser only"))
    server.start()
    arrives(context, server, typist)
    page.close(run_before_unload=False)
    assert typist.lost(surface(desk(context, server)).inner_text()) == 0


def test_server_and_tab_killed_together_lose_at_most_five_seconds(context, server):
    page = desk(context, server)
    typist = Typist(page, "both")
    typist.type_for(5)
    server.kill()
    typist.type_for(6)
    crash(page)
    server.start()
    later = desk(context, server)
    lost = typist.lost(brought_back(later))
    print(f"\nServer and tab killed lost {lost:.1f} s of {len(typist.times)} words")
    assert lost <= MOST_LOST


def test_killing_the_server_while_it_stores_leaves_whole_versions(context, server):
    """Killed again and again in the middle of storing: never half a version, never none."""
    page = desk(context, server)
    typist = Typist(page, "often")
    for _ in range(3):
        with page.expect_request("**/autosave/"):
            typist.type_for(3)
        server.kill()
        server.start()
        typist.type_for(1)
    arrives(context, server, typist)
    page.close(run_before_unload=False)
    assert typist.lost(surface(desk(context, server)).inner_text()) == 0
