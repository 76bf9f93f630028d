"""Cards: what readers see of each, what leaves no trace, and that what depends on other rows is
true on the next page that is printed."""

import datetime
import re
from typing import Any

import pytest
from django.utils import timezone

from library.uploading import add_picture
from magazine import publishing
from magazine.cards import DRAWERS
from magazine.models import Article, Snippet
from magazine.rendering import completed, plain_bodies, plain_text, render_body
from newsroom.cards import CARDS
from newsroom.prose import clean_snippet, clean_story
from press.models import Turn
from tests import factories, magazines

pytestmark = pytest.mark.django_db


def drawn(body, **options):
    return completed(render_body(clean_story(body)), **options)


def plain_body(body):
    return plain_bodies([(body, "/")])[0]


def words_of(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_every_kind_of_card_has_a_drawer_and_every_drawer_a_kind():
    assert DRAWERS.keys() == CARDS.keys()


def test_a_card_keeps_all_that_it_holds_when_it_is_cleaned():
    shown = magazines.picture()
    body = magazines.cards("Linen & “silk”", shown, factories.live_article(), "Name")
    once = clean_story(body)
    assert clean_story(once) == once
    kept = [sorted(re.findall(r'data-[a-z]+="[^"]*"', html)) for html in (body, once)]
    assert kept[0] == [part.replace("&amp;", "&") for part in kept[1]]


CALLED = {
    "callout": ("<aside {}><p>Mind the <em>gap</em>.</p></aside>", "Mind the gap ."),
    "answer": ('<aside {} data-question="Why?"><p>Because.</p></aside>', "Why? Because."),
    "facts": (
        '<aside {} data-title="The coat"><p>Of 1962.</p><ul><li><p>Wool</p></li></ul></aside>',
        "The coat Of 1962. Wool",
    ),
    "credits": (
        "<aside {}><p>All by hand</p><p>Hair: Bo</p><p>Ida</p><p>Light: <a href='/x/'>Al</a></p>"
        "</aside>",
        "All by hand Hair Bo Ida Light Al",
    ),
    "button": ('<div {} data-label="Go" data-href="https://a.example/?x=1&y=2"></div>', "Go"),
    "product": (
        '<div {} data-name="Coat" data-maker="Valcourt" data-price="€ 420" data-href="/x/"></div>',
        "Valcourt Coat € 420 Where to find it",
    ),
}


@pytest.mark.parametrize("card", CALLED)
def test_a_card_says_what_it_holds(card):
    body, said = CALLED[card]
    body = body.format(f'data-card="{card}"')
    assert words_of(drawn(body)) == said
    assert words_of(plain_body(clean_story(body))).replace(":", "").replace(",", "") != ""


NOTHING = [
    '<aside data-card="callout"><p> </p></aside>',
    '<aside data-card="answer"><p></p></aside>',
    '<aside data-card="facts" data-title="Only a title"><p></p></aside>',
    '<aside data-card="credits"><p>&nbsp;</p></aside>',
    '<div data-card="button" data-label="Go" data-href="javascript:alert(1)"></div>',
    '<div data-card="button" data-label="Go" data-href="java&#9;script:alert(1)"></div>',
    '<div data-card="button" data-label="Go" data-href="data:text/html,x"></div>',
    '<div data-card="button" data-label="" data-href="https://a.example/"></div>',
    '<div data-card="product" data-maker="Nobody"></div>',
    '<div data-card="audio" data-file="4711"></div>',
    '<div data-card="file" data-file="x"></div>',
    '<div data-card="story" data-story="99999999999999999999"></div>',
    '<div data-card="snippet" data-snippet="0"></div>',
    '<aside data-card="button" data-label="Go"></aside>',
    '<div data-card="callout"><p>In the wrong element</p></div>',
]


@pytest.mark.parametrize("body", NOTHING)
def test_what_names_nothing_or_leads_where_no_link_may_leaves_no_trace(body):
    assert drawn(f"<p>a</p>{body}<p>b</p>") == "<p>a</p><p>b</p>"
    assert plain_body(clean_story(f"<p>a</p>{body}<p>b</p>")) == "<p>a</p><p>b</p>"


def test_a_product_may_have_a_picture():
    shown = add_picture(factories.picture_file())[0]
    page = drawn(f'<div data-card="product" data-name="C" data-picture="{shown.pk}"></div>')
    assert shown.sha256[:16] in page
    assert "<picture" not in drawn(
        '<div data-card="product" data-name="C" data-picture="1x"></div>'
    )


def test_a_footnote_within_a_card_is_one_like_all_others():
    one, two = magazines.note("One"), magazines.note("Two")
    page = drawn(f'<aside data-card="callout"><p>x{one}</p></aside><p>y{two}</p>')
    assert re.findall(r'popovertarget="([^"]*)"', page) == ["footnote-1", "footnote-2"]


def test_a_table_scrolls_in_a_frame_and_says_what_its_heads_are_over():
    page = drawn(
        "<table><tbody><tr><th><p>a</p></th><th colspan='2'><p>b</p></th></tr>"
        "<tr><th><p>c</p></th><td rowspan='99'><p>d</p></td></tr></tbody></table>"
    )
    assert page.startswith('<div class="table" role="group" aria-label="Table 1" tabindex="0">')
    assert re.findall(r"<th[^>]*>", page) == [
        '<th scope="col">',
        '<th colspan="2" scope="col">',
        '<th scope="row">',
    ]
    assert "rowspan" not in page
    assert page.endswith("</table></div>")
    assert plain_body("<table><tbody><tr><td><p>a</p></td></tr></tbody></table>") == (
        "<table><tbody><tr><td><p>a</p></td></tr></tbody></table>"
    )


def test_search_and_word_count_know_what_cards_say():
    body = magazines.cards("Linen", magazines.picture(), factories.live_article(), "x")
    assert plain_text(clean_story(body)).count("Linen") == 27


# --- what depends on other rows -------------------------------------------------------------------


@pytest.fixture
def linking(client):
    """A live story, and `page()`: what readers see of the text of another that links to it."""
    linked = factories.live_article("The mill", standfirst="It stands.")
    body = f'<p>Read.</p><div data-card="story" data-story="{linked.pk}"></div>'
    story = factories.live_article("Linking", body=body)

    def page():
        html = client.get(story.get_absolute_url()).content.decode()
        return html.partition('<div class="prose"')[2].partition("story__share")[0]

    return linked, page


def test_a_link_to_a_story_follows_its_title_and_its_slug(linking):
    linked, page = linking
    assert 'href="/stories/the-mill/"' in page()
    Article.objects.filter(pk=linked.pk).update(title="The other mill", slug="other-mill")
    assert 'href="/stories/other-mill/"' in page()
    assert "The other mill" in page()
    assert "/stories/the-mill/" not in page()


def test_a_link_to_a_story_is_there_only_as_long_as_readers_may_see_it(linking, paula):
    linked, page = linking
    publishing.withdraw(linked, by=paula)
    assert "mill" not in page()
    publishing.publish(linked, by=paula, at=timezone.now() + datetime.timedelta(hours=1))
    assert "mill" not in page()
    hour_ago = timezone.now() - datetime.timedelta(hours=1)
    Article.objects.filter(pk=linked.pk).update(publish_at=hour_ago)
    assert "The mill" in page()
    Article.objects.filter(pk=linked.pk).update(withdraw_at=timezone.now())
    assert "mill" not in page()
    linked.delete()
    assert "mill" not in page()


def test_a_link_to_a_draft_says_nothing_of_it():
    draft = factories.article("Secret")
    body = f'<div data-card="story" data-story="{draft.pk}"></div>'
    assert drawn(body) == plain_body(body) == ""


def test_a_snippet_is_changed_in_one_place(client):
    kept: Any = factories.snippet(body="<p>Open till six.</p>")
    card = f'<div data-card="snippet" data-snippet="{kept.pk}"></div>'
    paths = [factories.live_article(body=card).get_absolute_url() for _ in range(2)]
    paths.append(factories.page(body=card).get_absolute_url())
    Turn.objects.all().delete()
    kept.body = "<p>Open till <strong>eight</strong>.</p>"
    kept.save()
    assert Turn.objects.count() == 1
    for path in paths:
        assert "Open till <strong>eight</strong>." in client.get(path).content.decode()
    Snippet.objects.all().delete()
    assert Turn.objects.count() == 2
    for path in paths:
        assert "Open till" not in client.get(path).content.decode()


def test_a_snippet_holds_nothing_that_would_look_up_number_or_repeat():
    own = factories.snippet("own")
    body = (
        f"<h2>Head</h2><p>x{magazines.note('n')}</p>"
        f'<div data-card="snippet" data-snippet="{own.pk}"></div>'
        '<div data-card="newsletter"></div><aside data-card="callout"><p>Kept</p></aside>'
        '<figure data-card="picture" data-picture="1"></figure><table><tr><td>t</td></tr></table>'
    )
    cleaned = clean_snippet(body)
    assert re.findall(r'data-card="([a-z]+)"', cleaned) == ["callout"]
    assert re.findall(r"<(h2|table)", cleaned) == []
    # What was put in past the form is held back when it is drawn.
    Snippet.objects.filter(pk=own.pk).update(body=body)
    page = drawn(f'<div data-card="snippet" data-snippet="{own.pk}"></div>')
    assert re.findall(r'data-card|popover|<form|class="callout"', page) == ['class="callout"']


def test_a_file_that_is_deleted_is_gone_from_the_page():
    sound, file = factories.attachment("voice.mp3"), factories.attachment("pattern.pdf")
    body = (
        f'<div data-card="audio" data-file="{sound.pk}"></div>'
        f'<div data-card="file" data-file="{file.pk}" data-label="The pattern"></div>'
        f'<div data-card="audio" data-file="{file.pk}"></div>'
    )
    page = drawn(body)
    assert f'src="{sound.get_absolute_url()}"' in page
    assert f'href="{file.get_absolute_url()}"' in page
    assert page.count("<audio") == 1
    Turn.objects.all().delete()
    sound.delete()
    file.delete()
    assert Turn.objects.count() == 2
    assert drawn(body) == ""


def test_the_sign_up_form_stands_in_a_text_and_says_where(client):
    story = factories.live_article(
        body='<div data-card="newsletter" data-title="Letters"></div>' * 2
    )
    html = client.get(story.get_absolute_url()).content.decode()
    ids = re.findall(r'<input class="newsletter-form__input" id="([^"]*)"', html)
    assert ids == ["newsletter-email-in-text-1", "newsletter-email-in-text-2", "newsletter-email"]
    places = re.findall(r'name="place" value="([^"]*)"', html)
    assert places == [story.get_absolute_url()] * 3
    assert plain_body('<div data-card="newsletter" data-title="Letters"></div>') == (
        '<p><a href="http://testserver/newsletter/">Letters</a></p>'
    ).replace(
        "http://testserver", plain_body('<p><a href="/">x</a></p>')[len('<p><a href="') : -12]
    )


def test_cards_cost_a_query_a_kind_and_nothing_where_there_are_none(django_assert_num_queries):
    shown, story = magazines.picture(), factories.live_article()
    some = [clean_story(magazines.cards(f"w{n}", shown, story, f"n{n}")) for n in range(3)]
    one, many = render_body(some[0]), render_body("".join(some))
    for html in [one, many]:
        with django_assert_num_queries(3):  # files, stories, snippets
            completed(html)
    with django_assert_num_queries(0):
        completed(render_body("<p>x</p>"))


def test_feed_and_mail_get_whole_addresses_and_nothing_that_runs():
    shown, story = magazines.picture(), factories.live_article("Linked")
    body = clean_story(
        magazines.cards("Linen", shown, story, "x")
        + magazines.figure(shown, "full", "Cap")
        + magazines.gallery(shown, caption="All")
        + magazines.VIDEO
        + magazines.quote("Said", "Who")
        + f"<h2>Head</h2><p>x{magazines.note('Noted')} <a href='/stories/linked/'>y</a></p>"
    )
    html = plain_body(body)
    assert re.findall(r"<(script|form|input|button|svg|audio|iframe|div|section)\b", html) == []
    assert re.findall(r'\s(class|id|style|data-[a-z]+)="', html) == []
    addresses = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert len(addresses) >= 10
    assert [
        address for address in addresses if not address.startswith(("http://", "https://"))
    ] == []
    for words in ["Linked", "Noted", "Said", "Who", "Cap", "All", "Head", "The loom"]:
        assert words in html
