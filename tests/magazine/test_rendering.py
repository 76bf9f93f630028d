"""Bodies become pages: hostile bodies become harmless ones."""

import re

import pytest

from library.uploading import add_picture
from magazine.cards import video_address
from magazine.rendering import headings, plain_text, render_body
from newsroom.prose import clean_story
from tests import factories

ATTACKS = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>x</p>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVa&#9;Script:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<iframe src=//evil.example></iframe>",
    "<style>body{display:none}</style>",
    '<p style="position:fixed">x</p>',
    "<form action=//evil.example><input name=password></form>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    '<div data-card="video" data-provider="youtube" data-video="x&quot; onload=alert(1) "></div>',
    '<div data-card="video" data-provider="youtube" data-video="../../evil"></div>',
    '<div data-card="../../../etc/passwd"></div>',
    '<figure data-card="picture" data-picture="1&quot;><script>alert(1)</script>"></figure>',
    '<figure data-card="picture" data-picture="99999999999999999999999"></figure>',
    '<aside data-card="pullquote" data-attribution="<script>alert(1)</script>"><p>q</p></aside>',
    "<p>unclosed <em>everything <strong>here",
    "<p>\x00nul</p>",
    "<!-- comment --><p>x</p><![CDATA[<script>]]>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
]


@pytest.mark.django_db
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_harmless(attack):
    page = render_body(clean_story(attack)).lower()
    for forbidden in ["<script", "<style", "<iframe", "<svg", "<form", "onerror=", "onclick=",
                      "onload=alert", "javascript:", "vbscript:", "data:text", "\x00"]:  # fmt: skip
        assert forbidden not in page.replace("&lt;script", "").replace("&quot; onload", "")
    assert clean_story(clean_story(attack)) == clean_story(attack)


@pytest.mark.django_db
def test_prose_passes_through_unchanged():
    body = (
        "<p>Form &amp; cloth</p><p>She said “no” — <em>twice</em>.<br>Then "
        '<a href="https://example.org/?a=1&amp;b=2">left</a>.</p>'
        '<ol start="3"><li><p>Three</p></li></ol><blockquote><p>Quote</p></blockquote><hr>'
    )
    assert clean_story(body) == body
    assert render_body(body) == body


@pytest.mark.django_db
def test_a_card_that_names_nothing_leaves_no_trace():
    body = clean_story(
        '<p>Before</p><figure data-card="picture" data-picture="4711"></figure>'
        '<div data-card="unheard-of"></div><aside data-card="pullquote"></aside><p>After</p>'
    )
    assert render_body(body) == "<p>Before</p><p>After</p>"


@pytest.mark.parametrize(
    ("provider", "video", "address"),
    [
        ("youtube", "aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1"),
        ("vimeo", "1084537", "https://player.vimeo.com/video/1084537?autoplay=1&dnt=1"),
        ("youtube", "short", None),
        ("vimeo", "12345678901234567890", None),
        ("dailymotion", "x", None),
        ("youtube", "aqz-KE-bpKQ\n", None),
    ],
)
def test_only_a_video_of_a_known_provider_has_a_player(provider, video, address):
    assert video_address(provider, video) == address


def test_plain_text_keeps_blocks_apart_and_captions_in():
    body = (
        "<h2>One</h2><p>Two <em>three</em></p><ul><li><p>Four</p></li></ul>"
        '<figure data-card="picture" data-picture="1" data-caption="Five"></figure>'
    )
    assert plain_text(body) == "One\nTwo three\nFour\nFive"


@pytest.mark.django_db
def test_subheadings_get_addresses_that_nothing_else_on_the_page_has():
    body = (
        "<h2>The <em>Vat</em></h2><h2>The vat</h2><h2>Content</h2><h2>Footnote 1</h2>"
        "<h2>“&lt;script&gt;”</h2><h2>“…”</h2><h2>الخياط</h2><h3>Not this</h3>"
    )
    assert [(part.anchor, part.words) for part in headings(render_body(body))] == [
        ("the-vat", "The Vat"),
        ("the-vat-2", "The vat"),
        ("part-content", "Content"),
        ("part-footnote-1", "Footnote 1"),
        ("script", "“<script>”"),
        ("part", "“…”"),
        ("الخياط", "الخياط"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "shown"),
    [("3", "2"), ("344", "233"), ("2434", "2334"), ("4", "2"), ("232", "232"), ("", "")],
)
def test_subheadings_never_skip_a_level(written, shown):
    page = render_body("".join(f"<h{level}>x</h{level}>" for level in written))
    assert "".join(re.findall(r"<h(\d)", page)) == shown
    assert re.findall(r"</h(\d)>", page) == list(shown)


@pytest.mark.django_db
def test_footnotes_are_numbered_and_say_no_more_than_text():
    body = clean_story(
        '<p>One<sup data-card="footnote" data-note="See &lt;b&gt; https://example.org/a"></sup> '
        'two<sup data-card="footnote" data-note="  "></sup> '
        'three<sup data-card="footnote" data-note="Again"></sup> m<sup>2</sup></p>'
    )
    page = render_body(body)
    assert re.findall(r'popovertarget="([^"]*)"', page) == ["footnote-1", "footnote-2"]
    assert 'See &lt;b&gt; <a href="https://example.org/a"' in page
    assert "m<sup>2</sup>" in page
    assert "Again" in plain_text(body)


@pytest.mark.django_db
def test_a_gallery_shows_its_pictures_in_order_and_passes_over_the_rest():
    first, second = (add_picture(factories.picture_file())[0] for _ in range(2))
    asked = f"{second.pk},x,{first.pk},{second.pk},99999999,{'9' * 400}"
    body = clean_story(f'<div data-card="gallery" data-pictures="{asked}"></div>')
    page = render_body(body)
    shown = [page.index(picture.sha256[:16]) for picture in (second, first)]
    assert shown == sorted(shown)
    assert page.count("<picture") == 2
    assert render_body('<div data-card="gallery" data-pictures="4711"></div>') == ""
