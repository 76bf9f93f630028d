"""The writing screen with a story of 10,000 words and 60 pictures, measured in a browser.

    python -m benchmarks.writing [--keys N]

Starts a magazine of its own in the production set-up, in a folder that is gone afterwards, signs in
and measures three things against `MOST`: how long the screen takes from the press on its link until
the text can be typed in, nothing kept from an earlier visit; how long a key takes until its letter
is painted, typed in the middle of the text; how many bytes the desk of a new story brings along.
Ends with 1 when a figure is missed, with 2 when nothing could be measured.
"""

from __future__ import annotations

import argparse
import collections
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import figures
from benchmarks.machine import free_port
from tests.browser.chromium import find_chromium

ROOT = Path(__file__).resolve().parents[1]
MOST = {"opening, ms": 1500.0, "key to paint, p95, ms": 50.0, "desk, KB": 450.0}
OPENINGS = 5
PACE = 60  # ms between two keys
NAME, PASSWORD = "paula", "a password of one minute"

FILL = f"""
import random
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from tests import factories, magazines
user = get_user_model().objects.create_user("{NAME}", password="{PASSWORD}", is_staff=True)
user.groups.add(Group.objects.get(name="Publisher"))
draw = random.Random(7)
words = "cloth the of a loom that was woven twice and then by hand once more before it left".split()
shown = [magazines.picture((600 + 8 * n, 400)) for n in range(60)]
body = ""
for n in range(60):
    if n % 6 == 0:
        body += f"<h2>Part {{n // 6 + 1}} of the long story</h2>"
    for _ in range(3):
        body += "<p>" + " ".join(draw.choice(words) for _ in range(56)).capitalize() + ".</p>"
    width = draw.choice(["column", "wide", "full"])
    body += magazines.figure(shown[n], width, f"Picture {{n + 1}}")
story = factories.article("The long story", body=body, created_by=user)
print(story.pk)
"""
# Told by the page itself: when its text could be typed in and had been painted, and, for every key,
# when what it changed had been.
WATCH = """
const painted = (then) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => then(performance.now());
  channel.port2.postMessage(null);
});
window.keys = [];
document.addEventListener("prose-editor:ready", () => painted((now) => { window.opened = now; }));
document.addEventListener("keydown", (event) => {
  painted((now) => window.keys.push(now - event.timeStamp));
}, true);
"""


@contextmanager
def magazine(folder: str) -> Iterator[tuple[str, str]]:
    """The address of a magazine with the long story, and the story's number, while it runs."""
    port = free_port()
    environment = {
        **{key: os.environ[key] for key in ["PATH", "HOME", "LANG"] if key in os.environ},
        "ELUCID_VAR": folder,
        "SECRET_KEY": "a-key-that-guards-a-magazine-of-one-minute-0123456789abcdef",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
    }
    said = []
    # The pictures are made ready before: an upload's work is not what is measured.
    for command in [
        ["migrate", "-v0"],
        ["shell", "-v0", "-c", FILL],
        ["db_worker", "--batch", "--no-reload", "--no-startup-delay"],
    ]:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        said += done.stdout.split()
    site = subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for line in site.stdout or []:
            if "Ctrl-C stops" in line:
                break
        else:
            raise SystemExit("The magazine did not start.")
        yield f"http://127.0.0.1:{port}", said[-1]
    finally:
        site.send_signal(signal.SIGINT)
        site.wait()


def sign_in(page: Any, address: str) -> None:
    page.goto(f"{address}/admin/login/")
    page.get_by_label("Username").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/admin/")


def fresh(browser: Any, address: str) -> Any:
    """A page of somebody who is signed in and whose browser has kept nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    context.add_init_script(WATCH)
    page = context.new_page()
    sign_in(page, address)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    return page


def opening(browser: Any, address: str, path: str) -> float:
    """Milliseconds until the text can be typed in."""
    page = fresh(browser, address)
    page.goto(address + path)
    page.wait_for_function("() => window.opened")
    took = float(page.evaluate("window.opened"))
    page.context.close()
    return took


def typing(browser: Any, address: str, path: str, keys: int) -> list[float]:
    """Milliseconds from each key to its paint."""
    page = fresh(browser, address)
    page.goto(address + path)
    page.wait_for_function("() => window.opened")
    page.wait_for_load_state("networkidle")
    page.locator(".ProseMirror > p").nth(90).click()
    page.keyboard.press("End")
    page.evaluate("window.keys.length = 0")
    sentence = "the weaver came back to the loom and sat down. "
    for number in range(keys):
        page.keyboard.press(sentence[number % len(sentence)].replace(" ", "Space"), delay=PACE // 2)
        page.wait_for_timeout(PACE // 2)
    page.wait_for_function("(keys) => window.keys.length >= keys", arg=keys)
    found: list[float] = page.evaluate("window.keys")
    page.context.close()
    return sorted(found)


def weight(browser: Any, address: str) -> dict[str, float]:
    """Kilobytes on the line by kind, headers included, that a new story's desk brings along."""
    page = fresh(browser, address)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    kinds: dict[str, str] = {}
    found: collections.Counter[str] = collections.Counter()
    line.on(
        "Network.responseReceived",
        lambda event: kinds.setdefault(event["requestId"], event["type"]),
    )
    line.on(
        "Network.loadingFinished",
        lambda event: found.update(
            {kinds.get(event["requestId"], "Other"): event["encodedDataLength"]}
        ),
    )
    page.goto(f"{address}/admin/magazine/article/add/")
    page.wait_for_function("() => window.opened")
    page.wait_for_load_state("networkidle")
    page.context.close()
    return {kind: size / 1000 for kind, size in sorted(found.items())}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", type=int, default=300)
    options = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        print("Skipped: no Chromium (set CHROMIUM to one).")
        return 2
    from playwright.sync_api import sync_playwright

    with (
        tempfile.TemporaryDirectory() as folder,
        magazine(folder) as (address, story),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        path = f"/admin/magazine/article/{story}/change/"
        openings = [opening(browser, address, path) for _ in range(OPENINGS)]
        keys = typing(browser, address, path, options.keys)
        brought = weight(browser, address)
        browser.close()
    found = {
        "opening, ms": median(openings),
        "key to paint, p95, ms": keys[int(len(keys) * 0.95)],
        "desk, KB": sum(brought.values()),
    }
    print("Writing: 10,000 words, 60 pictures")
    for name, most in MOST.items():
        print(f"{name:<24} {found[name]:>8.0f}   at most {most:g}{missed(name, found)}")
    print(f"{'key to paint, median, ms':<24} {median(keys):>8.0f}   worst {keys[-1]:.0f}")
    print("The desk in KB: " + ", ".join(f"{kind} {size:.0f}" for kind, size in brought.items()))
    figures.keep("writing", {**found, "key to paint, median, ms": median(keys)})
    return int(any(missed(name, found) for name in MOST))


def missed(name: str, found: dict[str, float]) -> str:
    return "   missed" if found[name] > MOST[name] else ""


if __name__ == "__main__":
    sys.exit(main())
