"""What may stand in a story: everything the surface makes, and nothing else."""

import re

import pytest

from newsroom.prose import clean_story

OWN = [
    "<h2>A</h2><h3>B</h3><h4>C</h4><p>D<br>E</p>",
    "<p><strong>a</strong> <em>b</em> <s>c</s> <sub>d</sub> <sup>e</sup></p>",
    '<ul><li><p>a</p></li></ul><ol start="3"><li><p>b</p></li></ol>',
    "<blockquote><p>a</p></blockquote><hr>",
    '<p><a href="https://elucid.example/?a=1&amp;b=2">a</a> <a href="/stories/x/">b</a></p>',
    '<p><a href="mailto:a@b.example">a</a> <a href="tel:+49123">b</a> <a href="#c">c</a></p>',
    '<aside data-card="pullquote" data-attribution="She"><p>Quote</p></aside>',
]


@pytest.mark.parametrize("html", OWN)
def test_what_the_surface_makes_stays_as_it_is(html):
    assert clean_story(html) == html


@pytest.mark.parametrize(
    "card",
    [
        {"data-card": "picture", "data-picture": "12", "data-width": "full", "data-caption": "C"},
        {"data-card": "video", "data-provider": "vimeo", "data-video": "76979871"},
    ],
)
def test_cards_keep_all_that_they_hold(card):
    tag = "figure" if card["data-card"] == "picture" else "div"
    written = " ".join(f'{name}="{value}"' for name, value in card.items())
    cleaned = clean_story(f"<{tag} {written}></{tag}>")
    assert set(re.findall(r'([\w-]+)="([^"]*)"', cleaned)) == set(card.items())


@pytest.mark.parametrize("empty", ["", "<p></p>", "<p><br></p>", " <p></p> ", "<script>x</script>"])
def test_nothing_is_nothing(empty):
    assert clean_story(empty) == ""


def test_cleaning_twice_changes_nothing_more():
    messy = "<div><h1 class=x>A</h1><p style='x'>b<script>c</script><b>d</b></div>"
    once = clean_story(messy)
    assert clean_story(once) == once


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ("<p>a<style>p{}</style></p>", "<p>a</p>"),
        ("<p onclick='x' style='y' class='z' id='w'>a</p>", "<p>a</p>"),
        ("<p><a href='javascript:alert(1)'>a</a></p>", "<p><a>a</a></p>"),
        ("<p><a href='data:text/html,x'>a</a></p>", "<p><a>a</a></p>"),
        ("<p><a href='/x' target='_blank' rel='opener'>a</a></p>", '<p><a href="/x">a</a></p>'),
        ("<p>a<img src='x' onerror='y'></p>", "<p>a</p>"),
        ("<iframe src='https://evil.example'>x</iframe><p>a</p>", "<p>a</p>"),
        ("<section><p>a</p></section>", "<p>a</p>"),
        ("<p>a\x00b</p>", "<p>ab</p>"),
        ("<p>1 < 2 & 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_what_has_no_place_goes_and_its_words_stay(html, kept):
    assert clean_story(html) == kept
