"""What stands on every page."""

import re

import pytest
from django.template.defaultfilters import striptags

from magazine.cloaking import cloak, cloak_all
from magazine.models import SiteIdentity
from magazine.templatetags.stories import fill
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def identity():
    made = SiteIdentity.objects.create(
        name="Elucid",
        tagline="In a clear light",
        about="We look.\n\nClosely.",
        email="hello@elucid.example",
        postal_address="6 Ropewalk Yard\nBristol",
    )
    made.social_links.create(label="Mastodon", url="https://example.org/@elucid")
    return made


def test_the_foot_says_who_where_and_how(client, identity):
    factories.page("Imprint")
    factories.page("Hidden", in_footer=False)
    html = client.get("/").content.decode()
    assert re.search(
        r'<address class="colophon__address">\s*<p dir="auto">6 Ropewalk Yard<br>Bristol</p>', html
    )
    for piece in [
        "<p>We look.</p>",
        "<p>Closely.</p>",
        '<a rel="me" href="https://example.org/@elucid">Mastodon</a>',
        '<a href="/pages/imprint/" dir="auto">Imprint</a>',
        '<a href="/feed/">RSS feed</a>',
    ]:
        assert piece in html
    assert "Hidden" not in html


def test_the_masthead_names_issue_sections_and_search(client, identity):
    factories.print_issue(8, season="Autumn 2026")
    factories.section("Culture")
    html = client.get("/sections/culture/").content.decode()
    head = re.search(r'<header class="masthead">.*?</header>', html, re.DOTALL)[0]
    assert '<a href="/issues/issue-8/">Issue 8, Autumn 2026</a>' in head
    assert '<a href="/sections/culture/" aria-current="page">Culture</a>' in head
    assert '<a href="/search/">Search</a>' in head
    assert '<a href="/spotlight/">Spotlight</a>' in head


def test_without_an_identity_every_page_still_stands(client):
    html = client.get("/").content.decode()
    assert "<h1" in html
    assert "Elucid" in html


def test_the_latest_four_features_stand_at_the_foot_without_the_one_being_read(client):
    made = [factories.spotlight(f"Feature {place}") for place in range(6)]
    factories.page("About")

    def shown(path):
        html = client.get(path).content.decode()
        aside = re.search(r'<aside class="latest-spotlights".*?</aside>', html, re.DOTALL)[0]
        return re.findall(r'href="/spotlight/(feature-\d)/"', aside)

    assert shown("/pages/about/") == ["feature-5", "feature-4", "feature-3", "feature-2"]
    assert shown(made[4].get_absolute_url()) == ["feature-5", "feature-3", "feature-2", "feature-1"]


def test_a_cloaked_address_reads_right_without_its_decoy_and_holds_nothing_to_harvest():
    html = cloak("hello.there@elucid.example")
    assert "@" not in html
    assert "." not in html
    shown = re.sub(r"<span[^>]*hidden>.*?</span>", "", html)
    shown = shown.replace('<span class="email-at"></span>', "@")
    shown = shown.replace('<span class="email-dot"></span>', ".")
    assert striptags(shown) == "hello.there@elucid.example"
    assert "nobody" in striptags(html)


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ('<p><a href="mailto:a@b.example">a@b.example</a></p>', 1),
        ('<p><a href="mailto:a@b.example?subject=Hi">write <em>us</em></a></p>', 1),
        ("<p>Write to a@b.example, please.</p>", 1),
        ('<p><a href="MAILTO:a@b.example">A@B.example</a> c@d.example</p>', 2),
        ('<p><a href="https://example.org/@name">@name</a></p>', 0),
        ("<p>5 @ 3</p>", 0),
    ],
)
def test_every_address_in_a_body_is_cloaked(body, left):
    html = cloak_all(body)
    assert html.count('<span class="email"') == left
    assert "mailto:" not in html.lower()
    assert "@b.example" not in html.lower()
    if not left:
        assert html == body


@pytest.mark.parametrize("address", ["", "nobody", "@", "a@", "@b.example"])
def test_what_is_no_address_leaves_only_its_words(address):
    assert cloak(address, "write us") == "write us"


def test_a_page_with_an_address_in_its_text_gives_it_to_people_alone(client):
    factories.page(
        "Contact", body='<p><a href="mailto:hello@elucid.example">hello@elucid.example</a></p>'
    )
    html = client.get("/pages/contact/").content.decode()
    assert "mailto:" not in html
    assert "hello@elucid.example" not in html
    assert 'class="email"' in html


@pytest.mark.parametrize(
    ("name", "size"),
    [("i-D", 46), ("Elucid", 36), ("The Gentlewoman", 11), ("A name of very many words indeed", 7)],
)
def test_a_nameplate_is_as_large_as_its_letters_allow(name, size):
    assert fill(name) == size
