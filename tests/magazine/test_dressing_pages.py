"""What readers get of the identity's colours, faces and logo."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from library.uploading import add_picture
from magazine.models import SiteIdentity
from tests import factories

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<link rel="stylesheet" href="(/identity-[0-9a-f]{16}\.css)">')


@pytest.fixture
def dressed():
    """An identity in green, set in Cormorant."""
    return SiteIdentity.objects.create(name="Halftone", accent="#0f6b3c", display_face="cormorant")


def link_of(client, path="/"):
    found = LINK.findall(client.get(path).content.decode())
    assert len(found) == 1
    return found[0]


def picture(size=(900, 300), colour="#ffffff"):
    data = factories.picture_file(size, colour=colour)
    return add_picture(ContentFile(data, "logo.jpg"), by=factories.publisher())[0]


def test_a_magazine_in_the_house_dress_asks_for_no_further_sheet(client):
    assert LINK.findall(client.get("/").content.decode()) == []
    SiteIdentity.objects.create(name="Plain")
    assert LINK.findall(client.get("/").content.decode()) == []


def test_every_page_wears_what_the_identity_says(client, dressed, live_article):
    paths = ["/", live_article.get_absolute_url(), "/search/", "/nothing-here/"]
    assert {link_of(client, path) for path in paths} == {f"/identity-{dressed.sheet_digest}.css"}


def test_the_sheet_may_be_kept_for_ever_and_brings_no_cookie(client, dressed):
    response = client.get(link_of(client))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    assert "--accent:light-dark(#0f6b3c," in response.content.decode()


def test_a_page_that_was_kept_too_long_is_led_to_the_present_sheet(client, dressed):
    old = link_of(client)
    dressed.accent = "#0b57d0"
    dressed.save()
    new = link_of(client)
    assert new != old
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (302, new)
    dressed.accent = dressed.display_face = ""
    dressed.save()
    assert client.get(old).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/identity-.css", "/identity-0.css", "/identity-zzzzzzzzzzzzzzzz.css", "/identity.css"],
)
def test_an_invented_address_is_none(client, dressed, address):
    assert client.get(address).status_code == 404


def test_a_hostile_row_puts_nothing_into_the_sheet(client):
    SiteIdentity.objects.create(
        name="</style><script>alert(1)</script>", accent="red;}*{", night="#0f6b3c"
    )
    SiteIdentity.objects.update(display_face='x";}body{display:none}', paper="url(/e)")
    css = client.get(link_of(client)).content.decode()
    assert re.fullmatch(
        r":root\{(--[a-z-]+:[#0-9a-f]+(?:;)|--[a-z-]+:light-dark\([#0-9a-f,]+\);)+\}\n", css
    )


def test_the_browser_s_own_bars_and_the_preloaded_faces_follow(dressed):
    dressed.paper, dressed.ink = "#f4ead5", "#2b1a10"
    html = render_to_string("components/dress.html", {"identity": dressed})
    colours = re.findall(r'media="\(prefers-color-scheme: (\w+)\)" content="(#\w+)"', html)
    assert colours == [("light", "#f4ead5"), ("dark", dressed.dress.dark.paper)]
    files = re.findall(r'rel="preload" as="font" type="font/woff2" crossorigin href="(.+?)"', html)
    assert files == [
        "/static/fonts/cormorant-latin.woff2",
        "/static/fonts/newsreader-latin.woff2",
    ]


def test_without_a_logo_the_name_is_set(client, dressed):
    html = client.get("/").content.decode()
    assert re.search(r'<h1 class="nameplate fill-\d+" dir="auto">Halftone</h1>', html)


def test_the_logo_stands_for_the_name_and_is_read_as_it(client, dressed, live_article):
    dressed.logo = picture()
    dressed.save()
    for path in ("/", live_article.get_absolute_url()):
        html = client.get(path).content.decode()
        plate = re.search(r'class="nameplate.+?</(?:h1|p)>', html, re.DOTALL)[0]
        assert re.findall(r'alt="(.*?)"', plate) == ["Halftone"]
        assert plate.count('<source media="all"') == 2
        assert "prefers-color-scheme" not in plate
    css = client.get(link_of(client)).content.decode()
    assert css.endswith(
        "@media screen and (prefers-color-scheme:dark){\n"
        ".logo img{mix-blend-mode:screen}\n"
        ".logo:not(.logo--dark) img{filter:invert(1) hue-rotate(180deg)}\n"
        "}\n"
    )


def test_a_magazine_that_is_dark_by_day_turns_its_logo_by_day_too(client, dressed):
    dressed.paper, dressed.ink, dressed.accent = "#101418", "#f0f0e8", "#d7ff3e"
    dressed.logo = picture()
    dressed.save()
    css = client.get(link_of(client)).content.decode()
    assert "prefers-color-scheme" not in css
    assert ".logo img{mix-blend-mode:screen}" in css


def test_a_logo_for_the_dark_is_shown_in_the_dark_only(client, dressed):
    dressed.logo, dressed.dark_logo = picture(), picture(colour="#000000")
    dressed.save()
    plate = re.search(r"<h1.+?</h1>", client.get("/").content.decode(), re.DOTALL)[0]
    dark = re.findall(r'<source media="\(prefers-color-scheme: dark\)" .*?srcset="(.+?)"', plate)
    assert len(dark) == 3
    assert all(dressed.dark_logo.sha256[:8] in srcset for srcset in dark)
    assert '<picture class="logo logo--dark">' in plate


def test_a_logo_costs_no_query(client, dressed):
    with CaptureQueriesContext(
        connection,
    ) as without:
        client.get("/search/")
    dressed.logo = picture()
    dressed.save()
    with CaptureQueriesContext(connection) as with_logo:
        client.get("/search/")
    assert len(with_logo) == len(without)


def test_a_picture_that_is_deleted_leaves_the_name(client, dressed):
    dressed.logo = picture()
    dressed.save()
    dressed.logo.delete()
    html = client.get("/").content.decode()
    assert re.search(r'<h1 class="nameplate fill-\d+" dir="auto">Halftone</h1>', html)
