"""A story's own page, and the lists that lead to it."""

import re

import pytest
from django.template.defaultfilters import striptags
from django.test import RequestFactory

from magazine.models import Article
from magazine.views import article_page
from tests import factories

pytestmark = pytest.mark.django_db


def html(client, path):
    page = client.get(path)
    assert page.status_code == 200
    return page.content.decode()


def words(text):
    return " ".join(striptags(text.replace("<", " <")).split())


def test_a_story_names_everybody_who_made_it(client):
    ines, marit = factories.contributor("Ines Valcourt"), factories.contributor("Marit Sandvoll")
    made = factories.live_article(
        "Six days", credits=[("words", ines), ("photography", marit), ("words", marit)]
    )
    made.credits.create(role="hair", other_name="Pim", position=5)
    page = html(client, "/stories/six-days/")
    byline = re.search(r'<p class="story__byline">.*?</p>', page, re.DOTALL)[0]
    assert words(byline).startswith("By Ines Valcourt and Marit Sandvoll")
    credits = re.search(r'<dl class="credits">.*?</dl>', page, re.DOTALL)[0]
    assert words(credits) == (
        "Words Ines Valcourt Marit Sandvoll Photography Marit Sandvoll Hair Pim"
    )
    assert 'href="/contributors/marit-sandvoll/"' in credits


def test_a_story_shows_what_was_written(client):
    factories.live_article(
        "Six days",
        kicker="Diary",
        standfirst="Indigo is alive.",
        body="<h2>The vat</h2><p>It breathes.</p>",
        tags=["indigo"],
        print_issue=factories.print_issue(7),
        print_page=90,
    )
    page = html(client, "/stories/six-days/")
    assert '<h1 class="story__title" dir="auto">Six days</h1>' in page
    assert '<h2 id="the-vat">The vat</h2><p>It breathes.</p>' in page
    assert '<a href="/sections/fashion/" dir="auto">Fashion</a>' in page
    for piece in ["Diary", "Indigo is alive.", "1 min read", ", page 90"]:
        assert piece in page
    assert 'href="/tags/indigo/"' in page
    assert 'href="/issues/issue-7/"' in page


@pytest.mark.parametrize("layout", Article.Layout.values)
def test_every_layout_has_its_mark(client, layout):
    factories.live_article("Six days", layout=layout)
    assert f'class="story story--{layout} story--unpictured"' in html(client, "/stories/six-days/")


def test_an_interview_sets_its_questions_apart(client):
    factories.live_article(
        "Asked",
        layout="interview",
        body="<p><strong>Why <em>silk</em>?</strong></p><p>It is a <strong>liar</strong>.</p>"
        "<p><strong>a</strong> b <strong>c</strong></p>",
    )
    page = html(client, "/stories/asked/")
    assert '<p class="question"><strong>Why <em>silk</em>?</strong></p>' in page
    assert page.count('class="question"') == 1


def test_a_list_sets_its_numbers_apart(client):
    factories.live_article(
        "Listed", layout="list", body="<h2>1. The patch</h2><p>x</p><h2>Others</h2>"
    )
    page = html(client, "/stories/listed/")
    heading = (
        '<h2 id="1-the-patch" class="entry"><span class="entry__number">1</span> The patch</h2>'
    )
    assert heading in page
    assert '<h2 id="others">Others</h2>' in page


def test_a_long_story_of_parts_says_what_is_in_it(client):
    parts = "".join(f"<h2>Part {n}</h2><p>{'word ' * 500}</p>" for n in range(3))
    factories.live_article("Long", body=parts)
    factories.live_article("Short", body="<h2>A</h2><h2>B</h2><h2>C</h2><p>x</p>")
    factories.live_article("Whole", body=f"<h2>Part</h2><p>{'word ' * 1500}</p>")
    links = re.findall(r'<li><a href="#([^"]*)"', html(client, "/stories/long/"))
    assert links == ["part-0", "part-1", "part-2"]
    for slug in ("short", "whole"):
        assert "In this story" not in html(client, f"/stories/{slug}/")


def test_next_come_three_others_of_the_section(client):
    made = [factories.live_article(f"Story {place}") for place in range(5)]
    factories.live_article("Elsewhere", section=factories.section("Culture"))
    context = client.get("/stories/story-3/").context
    assert context["next_stories"] == [made[4], made[2], made[1]]


def test_a_story_that_first_appeared_elsewhere_says_where(client):
    factories.live_article("Six days", canonical_url="https://example.org/six")
    factories.live_article("Seven days")
    assert '<link rel="canonical" href="https://example.org/six">' in html(
        client, "/stories/six-days/"
    )
    assert '<link rel="canonical" href="http://testserver/stories/seven-days/">' in html(
        client, "/stories/seven-days/"
    )


def test_a_story_kept_from_search_engines_says_so_and_is_in_no_sitemap(client):
    factories.live_article("Six days", hide_from_search=True)
    assert '<meta name="robots" content="noindex">' in html(client, "/stories/six-days/")
    assert "six-days" not in client.get("/sitemap.xml").content.decode()


def test_search_and_sharing_have_words_of_their_own(client):
    factories.live_article(
        "Six days",
        search_title="Six days with indigo",
        search_description="How a vat is kept.",
        sharing_title="It breathes",
        sharing_text="A diary.",
    )
    page = html(client, "/stories/six-days/")
    assert "<title>Six days with indigo | Elucid</title>" in page
    assert '<meta name="description" content="How a vat is kept.">' in page
    assert '<meta property="og:title" content="It breathes">' in page
    assert '<meta property="og:description" content="A diary.">' in page
    assert '<meta property="og:url" content="http://testserver/stories/six-days/">' in page


def test_a_slug_in_any_script_is_an_address(client):
    made = factories.live_article("قصة قصيرة")
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.get("/feed/").content.decode().count(made.get_absolute_url()) == 1


def test_a_draft_can_be_previewed_by_whoever_shows_it():
    made = factories.article("Six days", body="<p>Not yet.</p>")
    page = article_page(RequestFactory().get("/"), made, preview=True)
    text = page.content.decode()
    assert page.status_code == 200
    assert "<p>Not yet.</p>" in text
    assert "Preview — not published" in text
    assert '<meta name="robots" content="noindex">' in text
    assert 'rel="canonical"' not in text


def test_a_story_that_was_never_saved_can_be_previewed():
    made = Article(title="New", slug="new", section=factories.section(), body="<p>Fresh.</p>")
    text = article_page(RequestFactory().get("/"), made, preview=True).content.decode()
    assert "<p>Fresh.</p>" in text


def test_nobody_else_sees_the_word_preview(client):
    factories.live_article("Six days")
    assert "Preview" not in html(client, "/stories/six-days/")
