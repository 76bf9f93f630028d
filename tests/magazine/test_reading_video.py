"""Video: a still of ours until somebody presses it."""

import re

import pytest

from magazine.cards import video_watch_address
from magazine.rendering import render_body
from tests import factories

CARD = '<div data-card="video" data-provider="{}" data-video="{}" data-caption="Mill &amp; sea">'


@pytest.mark.parametrize(
    ("provider", "video", "address"),
    [
        ("youtube", "dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("vimeo", "76979871", "https://vimeo.com/76979871"),
        ("youtube", "short", None),
        ("vimeo", "javascript:1", None),
        ("elsewhere", "76979871", None),
    ],
)
def test_a_video_has_a_page_at_its_provider(provider, video, address):
    assert video_watch_address(provider, video) == address


@pytest.mark.django_db
def test_a_still_asks_nothing_of_the_provider_and_works_without_javascript(client):
    factories.live_article("Film", body=CARD.format("vimeo", "76979871") + "</div><p>x</p>")
    html = client.get("/stories/film/").content.decode()
    still = re.search(r'<figure class="video">.*?</figure>', html, re.DOTALL)[0]
    assert 'href="https://vimeo.com/76979871"' in still
    assert 'data-player="https://player.vimeo.com/video/76979871?autoplay=1&amp;dnt=1"' in still
    assert "Watch on Vimeo" in still
    assert "Mill &amp; sea" in still
    assert re.findall(r"<(?:iframe|img|script)|preconnect|prefetch", still) == []


def test_a_video_that_is_none_leaves_no_trace():
    assert render_body(CARD.format("youtube", "x") + "</div>") == ""
