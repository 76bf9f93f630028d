"""No link of ours leads nowhere: a walk from the front page over every page that it reaches."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.utils import timezone
from PIL import Image

from demo import drawing
from demo.loading import Loader
from magazine.models import Article, Redirect
from tests import factories, magazines

pytestmark = pytest.mark.django_db

MOST_PAGES = 400
# Attributes that name something of ours to fetch or to go to.
_NAMED = re.compile(r'\b(?:href|src|action|data-player)="([^"]*)"')
_SETS = re.compile(r'\b(?:srcset|imagesrcset)="([^"]*)"')
_IDS = re.compile(r'\bid="([^"]+)"')


def addresses(html, base):
    """Every address of ours in a page, whole but without the host; fragments stay."""
    named = [unescape(found) for found in _NAMED.findall(html)]
    for found in _SETS.findall(html):
        named += [part.split()[0] for part in unescape(found).split(", ")]
    for address in named:
        parts = urlsplit(urljoin(f"http://testserver{base}", address))
        if parts.scheme in {"http", "https"} and parts.netloc == "testserver":
            yield parts._replace(scheme="", netloc="").geturl()


def walk(client, start="/"):
    """{address: status} of everything that `start` leads to, and the fragments that are not
    there as [(page, fragment)]."""
    statuses: dict[str, int] = {}
    lost, waiting, ids = [], [start], {}
    fragments: list[tuple[str, str, str]] = []
    while waiting and len(statuses) < MOST_PAGES:
        path = waiting.pop(0)
        if path in statuses:
            continue
        answer = client.get(path)
        statuses[path] = answer.status_code
        if answer.status_code in {301, 302, 303}:
            waiting.append(answer["Location"].removeprefix("http://testserver"))
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        ids[path] = set(map(unescape, _IDS.findall(html)))
        for address in addresses(html, path):
            page, _, fragment = address.partition("#")
            if fragment:
                fragments.append((path, page or path, fragment))
            # The newsroom is for others; static files are looked for by the browser tests.
            if page and not page.startswith(("/admin/", "/static/")):
                waiting.append(page)
    for path, page, fragment in fragments:
        if page in ids and unquote(fragment) not in ids[page]:
            lost.append((path, f"{page}#{fragment}"))
    return statuses, lost


def quickly_drawn(name, *rest):
    """A small picture of one colour, a different one for each name."""
    return Image.new("RGB", (48, 60), f"#{hashlib.sha256(name.encode()).hexdigest()[:6]}")


@pytest.mark.parametrize("make", [magazines.ordinary, magazines.hostile, magazines.bare])
def test_every_link_leads_somewhere(client, make):
    pages = make()
    statuses, lost = walk(client)
    assert {path: status for path, status in statuses.items() if status != 200} == {}
    assert lost == []
    reached = {unquote(path) for path in statuses}
    typed = ("search,", "not found")  # what nothing links to, because somebody types it
    unlinked = {unquote(path) for what, path in pages.items() if not what.startswith(typed)}
    assert {path for path in unlinked - reached if not path.startswith("/search/?")} == set()


def test_every_link_of_the_demo_leads_somewhere(client, monkeypatch):
    """The demo as it is, but for its pictures, which take long to draw."""
    monkeypatch.setattr(drawing, "draw", quickly_drawn)
    Loader().load()
    statuses, lost = walk(client)
    assert {path: status for path, status in statuses.items() if status != 200} == {}
    assert lost == []
    assert len([path for path in statuses if path.startswith("/stories/")]) >= 24
    assert len(statuses) < MOST_PAGES


def test_links_to_what_moved_and_what_went_answer_as_meant(client):
    here = factories.live_article("Here")
    gone = factories.live_article("Gone")
    Redirect.objects.create(old_path="/old-address/", new_path=here.get_absolute_url())
    factories.live_article(
        "A guide",
        body=f'<p><a href="/old-address/">One</a> <a href="{gone.get_absolute_url()}">two</a></p>',
    )
    Article.objects.filter(pk=gone.pk).update(withdraw_at=timezone.now())
    statuses, _ = walk(client)
    unusual = {path: status for path, status in statuses.items() if status != 200}
    assert unusual == {"/old-address/": 301, "/stories/gone/": 410}
