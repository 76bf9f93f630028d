"""Bodies become pages: hostile bodies become harmless ones."""

import pytest

from magazine.rendering import plain_text, render_body, video_address
from newsroom.prose import clean_story

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
        "<h2>Form &amp; cloth</h2><p>She said “no” — <em>twice</em>.<br>Then "
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
