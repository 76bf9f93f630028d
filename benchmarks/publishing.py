"""Readers while an editor publishes: 200 requests a second over many pages, every answer looked at.

The pages have been asked for once before. The editor changes a story's title every two seconds. An
answer that was asked for later than a
second after the change was committed must show it.
"""

from __future__ import annotations

import http.client
import re
import statistics
import threading
import time
from typing import Any, NamedTuple

from benchmarks.figures import at_most

RATE = 200  # requests a second
PUBLISH_EVERY = 2.0
_READERS = 16
_TITLE = re.compile(rb"Edition ([0-9]+) of the benchmark")


class Seen(NamedTuple):
    asked_at: float
    took: float
    status: int
    path: str
    title: int  # 0: none of ours


def _setup() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def turn() -> None:
    """What any change that readers see does."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    _setup()
    from press import generation

    generation.turn()


def measure(port: int, paths: list[str], seconds: int) -> list[Any]:
    turn()
    from django.contrib.auth import get_user_model

    from config.checks import DEMO_USERNAME
    from magazine import publishing, working_copy
    from magazine.models import Article

    editor = get_user_model().objects.get(username=DEMO_USERNAME)
    _ask_once(port, paths)
    seen: list[Seen] = []
    published: list[tuple[float, str, int]] = []
    stop = threading.Event()
    began = time.monotonic() + 0.5
    readers = [
        threading.Thread(target=_read, args=(port, paths, number, began, seconds, seen))
        for number in range(_READERS)
    ]
    for reader in readers:
        reader.start()
    count = 0
    while time.monotonic() < began + seconds - 1.5:
        count += 1
        path = paths[count % len(paths)]
        story = Article.objects.get(slug=path.rstrip("/").rpartition("/")[2])
        content = working_copy.taken(story)
        content["fields"]["title"] = f"Edition {count} of the benchmark"
        publishing.update(story, content, by=editor)
        published.append((time.monotonic(), path, count))
        stop.wait(PUBLISH_EVERY)
    for reader in readers:
        reader.join()
    took = sorted(each.took for each in seen)
    p99 = took[int(len(took) * 0.99)] * 1000
    errors = sum(each.status != 200 for each in seen)
    return [
        at_most("4. p99 while an editor publishes, ms", p99, 50),
        at_most("4. median, ms", statistics.median(took) * 1000, 50),
        at_most("4. errors", errors, 0),
        at_most("4. pages older than a second", _stale(seen, published), 0),
        at_most("4. requests fewer than asked for", RATE * seconds - len(seen), RATE),
    ]


def _ask_once(port: int, paths: list[str]) -> None:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for path in paths:
        client.request("GET", path, headers={"Accept-Encoding": "identity"})
        client.getresponse().read()
    client.close()


def _read(
    port: int, paths: list[str], number: int, began: float, seconds: int, seen: list[Seen]
) -> None:
    """One of the readers: asks at its moments, late ones at once; waiting counts."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for turn in range(number, RATE * seconds, _READERS):
        moment = began + turn / RATE
        time.sleep(max(0.0, moment - time.monotonic()))
        path = paths[(turn * 7919) % len(paths)]
        asked_at = time.monotonic()
        try:
            client.request("GET", path, headers={"Accept-Encoding": "identity"})
            answer = client.getresponse()
            body, status = answer.read(), answer.status
        except (OSError, http.client.HTTPException):
            body, status = b"", 0
            client.close()
        title = _TITLE.search(body.partition(b"</h1>")[0].rpartition(b"<h1")[2])
        seen.append(
            Seen(asked_at, time.monotonic() - moment, status, path, int(title[1]) if title else 0)
        )
    client.close()


def _stale(seen: list[Seen], published: list[tuple[float, str, int]]) -> int:
    wrong = 0
    for each in seen:
        due = [number for at, path, number in published
               if path == each.path and at + 1.0 < each.asked_at]  # fmt: skip
        wrong += bool(due and each.title < max(due))
    return wrong
