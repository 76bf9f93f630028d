"""What other programs copy is pasted: the surface makes of it what a story is made of, and it is
stored so. `tests/newsroom/clipboard/` holds each program's HTML."""

import re

import pytest
from django.conf import settings

from newsroom.prose import TAGS
from tests.browser.desk import paste, save, start

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
CLIPBOARD = settings.BASE_DIR / "tests" / "newsroom" / "clipboard"
LINK = '<a href="https://example.org/mill?a=1&amp;b=2">mill</a>'
LIST = "<ul><li><p>Wool</p><ul><li><p>Carded</p></li></ul></li><li><p>Silk</p></li></ul>"
TABLE = "<tr><td><p>Cloth</p></td><td><p>620 g</p></td></tr>"


def plain(body):
    return body.replace("\xa0", " ").replace("&nbsp;", " ")


@pytest.mark.parametrize("source", ["word", "docs", "pages", "notes", "web"])
def test_a_text_from_elsewhere_is_a_story_of_ours(desk, source):
    start(desk)
    paste(desk, (CLIPBOARD / f"{source}.html").read_text(encoding="utf-8"), "text/html")
    body = plain(save(desk).body)
    assert "<h2>A mill by the river</h2>" in body
    assert "<p>The cloth is <strong>heavy</strong>, the work <em>slow</em>, and the " in body
    assert LINK in body
    assert "<h3>What they make</h3>" in body
    assert LIST in body
    assert TABLE in body or "<tr><td><p>Weight</p></td><td><p>620 g</p></td></tr>" in body
    assert [tag for tag in re.findall(r"<(\w+)", body) if tag not in TAGS] == []
    assert re.findall(r"class=|style=|dir=|id=|mso|<p></p>", body) == []


def test_footnotes_of_word_of_a_document_and_of_a_page_become_footnotes(desk):
    start(desk)
    for source in ["word", "docs-exported", "web"]:
        paste(desk, (CLIPBOARD / f"{source}.html").read_text(encoding="utf-8"), "text/html")
    body = plain(save(desk).body)
    assert re.findall(r'data-note="([^"]*)"', body) == [
        "Town archive, Looms &amp; weavers, p. 12.",
        "Town archive, p. 12.",
        "“Looms” &amp; weavers.",
        "Town archive, Looms, p. 12.",
    ]
    assert "[1]" not in body


def test_numbers_go_on_where_they_began(desk):
    start(desk)
    paste(desk, (CLIPBOARD / "docs.html").read_text(encoding="utf-8"), "text/html")
    assert '<ol start="3"><li><p>Weave</p></li></ol>' in save(desk).body


def test_signs_in_plain_text_stay_signs(desk):
    start(desk)
    paste(desk, "1 < 2 & <b>3</b>\n\nNext")
    assert save(desk).body == "<p>1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt;</p><p>Next</p>"
