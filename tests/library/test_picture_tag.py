"""`{% picture %}` prints every address at once, whether its file is ready or not."""

import re

import pytest
from django.template import engines

from library.cropping import offered
from library.places import PLACES
from library.templatetags.pictures import picture_url
from library.uploading import add_picture
from tests import factories

pytestmark = pytest.mark.django_db


def draw(code, **context):
    template = engines["django"].from_string("{% load pictures %}" + code)
    return template.render(context)


def bring(size=(1800, 1200), **fields):
    return add_picture(factories.picture_file(size), by=None, **fields)[0]


def attribute(html, element, name):
    return re.search(rf'<{element}[^>]* {name}="([^"]*)"', html)[1]


def test_a_place_gives_formats_sizes_and_the_measure_of_the_cut():
    picture = bring(alt="Two sleeves")
    html = draw('{% picture p place="card-tall" %}', p=picture)
    name = f"/media/renditions/{picture.sha256[:2]}/{picture.sha256[:16]}-4x5-50"
    assert re.findall(r'type="([^"]*)"', html) == ["image/avif", "image/webp"]
    assert re.findall(r'sizes="([^"]*)"', html) == [PLACES["card-tall"].sizes] * 3
    srcsets = re.findall(r'srcset="([^"]*)"', html)
    assert srcsets == [
        f"{name}-480.{ending} 480w, {name}-736.{ending} 736w, {name}-960.{ending} 960w"
        for ending in ["avif", "webp", "jpg"]
    ]
    assert attribute(html, "img", "src") == f"{name}-736.jpg"
    assert attribute(html, "img", "width") == "960"
    assert attribute(html, "img", "height") == "1200"
    assert attribute(html, "img", "alt") == "Two sleeves"
    assert 'loading="lazy" decoding="async"' in html
    assert "fetchpriority" not in html
    assert "style" not in html


def test_the_picture_that_leads_is_not_lazy():
    html = draw('{% picture p place="lead-full" priority=True alt="" %}', p=bring(alt="Sleeves"))
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html
    assert "async" not in html
    assert attribute(html, "img", "alt") == ""


def test_its_own_colour_stands_behind_it_without_a_style():
    picture = bring()
    picture.colour = "#7A22f0"
    html = draw('{% picture p place="square" class="frame" %}', p=picture)
    assert attribute(html, "picture", "class") == "picture r-7 g-2 b-f frame"


def test_words_cannot_leave_their_attribute():
    picture = bring(alt='"><script>alert(1)</script>')
    html = draw("{% picture p place='square' class=c %}", p=picture, c='x"><script>')
    assert "<script" not in html
    assert attribute(html, "img", "alt") == "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"


def test_no_picture_prints_nothing():
    assert draw('{% picture p place="square" %}', p=None) == ""
    assert picture_url(None, 960) == ""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("size", [(40, 30), (300, 900), (1200, 1200), (2600, 1300)])
def test_in_every_place_the_measure_has_the_place_s_shape(place, size):
    picture = bring(size)
    html = draw("{% picture p place=place %}", p=picture, place=place)
    width = int(attribute(html, "img", "width"))
    height = int(attribute(html, "img", "height"))
    across, up = PLACES[place].ratio or size
    assert abs(height - width * up / across) <= 1
    assert width <= size[0]
    _, widths = offered(picture, PLACES[place])
    assert widths == sorted(set(widths))
    assert widths[-1] == width


def test_the_tag_and_the_address_cost_no_query(django_assert_num_queries):
    picture = bring()
    with django_assert_num_queries(0):
        draw('{% picture p place="card-wide" %}{% picture_url p 960 %}', p=picture)


def test_an_address_is_of_the_narrowest_that_is_wide_enough():
    picture = bring((1000, 500))
    name = f"/media/renditions/{picture.sha256[:2]}/{picture.sha256[:16]}"
    assert picture_url(picture, 600) == f"{name}-736.jpg"
    assert picture_url(picture, 5000) == f"{name}-1000.jpg"
    assert picture_url(picture, 600, absolute=True) == f"http://testserver{name}-736.jpg"
