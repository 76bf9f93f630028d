"""What a story costs its reader, measured where it is paid: in a browser, with nothing kept from
an earlier visit, on the magazine as `config.serve` serves it in production."""

from __future__ import annotations

import collections
import os
import signal
import socket
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.browser

# Bytes on the line, headers included.
MOST = 120_000
MOST_SCRIPT = 12_000
# A magazine of everything, and in it a story of the demo at its full length.
FILL = """
from demo.manuscripts import manuscripts
from tests import factories, magazines
magazines.ordinary()
shown = magazines.picture((1200, 800))
text = next(one for one in manuscripts("stories") if one.slug == "a-coat-taken-apart")
body = text.body({name: shown.pk for name in text.pictures()})
story = factories.live_article("The whole story", body=body, lead_picture=shown)
assert story.word_count > 600
"""


@pytest.fixture(scope="module")
def magazine(tmp_path_factory):
    """The address of a magazine in the production set-up."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **{key: os.environ[key] for key in ["PATH", "HOME", "LANG"] if key in os.environ},
        "ELUCID_VAR": str(tmp_path_factory.mktemp("magazine")),
        "SECRET_KEY": "a-key-that-guards-a-magazine-of-one-minute-0123456789abcdef",
        "SITE_URL": address,
        "PORT": str(port),
    }
    for command in [["migrate", "-v0"], ["shell", "-v0", "-c", FILL]]:
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=environment,
            check=True,
        )
    site = subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    said = ""
    for line in site.stdout:
        said += line
        if "Ctrl-C stops" in line:
            break
    else:
        raise AssertionError(f"The magazine did not start: {said}")
    yield address
    site.send_signal(signal.SIGINT)
    site.communicate()


@pytest.fixture
def visit(chromium, magazine):
    """`visit(path)`: what a new reader's browser has fetched after reading to the end, as
    [(kind, address, bytes)], and the cookies that it was given."""
    contexts = []

    def visited(path):
        context = chromium.new_context(viewport={"width": 390, "height": 844})
        contexts.append(context)
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        kinds: dict[str, tuple[str, str]] = {}
        sizes: dict[str, int] = {}
        line.on(
            "Network.responseReceived",
            lambda event: kinds.__setitem__(
                event["requestId"], (event["type"], event["response"]["url"])
            ),
        )
        line.on(
            "Network.loadingFinished",
            lambda event: sizes.__setitem__(event["requestId"], event["encodedDataLength"]),
        )
        page.goto(magazine + path)
        page.evaluate(
            """async () => {
                for (let y = 0; y < document.body.scrollHeight; y += 600) {
                    scrollTo(0, y);
                    await new Promise(requestAnimationFrame);
                }
                await document.fonts.ready;
            }"""
        )
        page.wait_for_load_state("networkidle")
        fetched = [(*kinds[request], size) for request, size in sizes.items()]
        return fetched, context.cookies()

    yield visited
    for context in contexts:
        context.close()


def weighed(fetched):
    """Bytes by kind."""
    weights: collections.Counter[str] = collections.Counter()
    for kind, _, size in fetched:
        weights[kind] += size
    return weights


def test_a_story_is_light_and_comes_from_one_place(visit, magazine):
    fetched, cookies = visit("/stories/the-whole-story/")
    elsewhere = [row for row in fetched if not row[1].startswith((magazine, "data:"))]
    assert elsewhere == []
    assert cookies == []
    weights = weighed(fetched)
    assert weights.keys() >= {"Document", "Stylesheet", "Script", "Font", "Image"}
    words = weights["Document"] + weights["Stylesheet"] + weights["Script"] + weights["Font"]
    listing = "\n".join(f"{size:>8} {kind} {address}" for kind, address, size in fetched)
    assert words < MOST, f"{words} bytes: {dict(weights)}\n{listing}"
    assert weights["Script"] < MOST_SCRIPT


@pytest.mark.parametrize("path", ["/", "/sections/fashion/", "/stories/wind/", "/spotlight/"])
def test_other_pages_keep_to_what_a_story_may_weigh(visit, path):
    fetched, cookies = visit(path)
    weights = weighed(fetched)
    assert weights["Document"] + weights["Stylesheet"] + weights["Script"] + weights["Font"] < MOST
    assert weights["Script"] < MOST_SCRIPT
    assert cookies == []
