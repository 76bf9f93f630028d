"""A picture of the library as a field of a form."""

import re

import pytest
from django import forms
from django.contrib import admin

from library.models import Picture
from library.uploading import add_picture
from library.widgets import ChoosesPictures, PictureChoice
from magazine.models import Article
from tests import factories

pytestmark = pytest.mark.django_db


class Chooses(forms.Form):
    lead = forms.ModelChoiceField(Picture.objects, required=False, widget=PictureChoice())
    cover = forms.ModelChoiceField(Picture.objects, widget=PictureChoice())


@pytest.fixture
def picture(db):
    return add_picture(factories.picture_file(), title='Dunes "at" noon')[0]


def field(form, name):
    return str(form[name])


def test_a_chosen_picture_is_shown_with_its_title_and_what_it_lacks(picture):
    html = field(Chooses(initial={"lead": picture.pk}), "lead")
    assert re.search(rf'<input type="number" name="lead" value="{picture.pk}"[^>]*>', html)
    assert f'href="/admin/library/picture/{picture.pk}/change/"' in html
    assert '<span class="picture-choice__title">Dunes &quot;at&quot; noon</span>' in html
    assert "No alternative text" in html
    assert 'data-picker="/admin/library/picture/picker/"' in html
    assert "<select" not in html  # a library may hold thousands


def test_without_one_it_asks_for_one(picture):
    html = field(Chooses(), "lead")
    assert "<img" not in html
    assert ">Choose a picture</button>" in html


def test_a_field_that_must_be_filled_cannot_be_emptied(picture):
    form = Chooses(initial={"lead": picture.pk, "cover": picture.pk})
    assert [">Remove<" in field(form, name) for name in ("lead", "cover")] == [True, False]


def test_the_number_chooses_and_nothing_chooses_none(picture):
    form = Chooses({"lead": "", "cover": str(picture.pk)})
    assert form.is_valid()
    assert form.cleaned_data == {"lead": None, "cover": picture}


@pytest.mark.parametrize(
    "number",
    [
        "0",
        "-1",
        "404",
        "1.5",
        "1e3",
        "abc",
        "9" * 30,
        "9" * 5000,
        "1; DROP TABLE library_picture",
        '"><script>alert(1)</script>',
    ],
)
def test_a_number_that_is_no_picture_is_the_field_s_own_error(number):
    form = Chooses({"lead": number, "cover": number})
    assert not form.is_valid()
    sentence = "Select a valid choice. That choice is not one of the available choices."
    assert form.errors == {"lead": [sentence], "cover": [sentence]}
    assert "<img" not in field(form, "lead")
    assert "<script>" not in field(form, "lead")


def test_a_nul_is_refused_too():
    assert Chooses({"cover": "1\x00"}).errors == {"cover": ["Null characters are not allowed."]}


def test_a_chosen_picture_costs_one_query(picture, django_assert_num_queries):
    form = Chooses(initial={"lead": picture.pk})
    with django_assert_num_queries(1):
        field(form, "lead")
    with django_assert_num_queries(0):
        field(form, "cover")


def test_every_picture_of_a_model_admin_is_chosen_so(rf, edith):
    class Desk(ChoosesPictures, admin.ModelAdmin):
        fields = ["title", "lead_picture", "section"]

    request = rf.get("/")
    request.user = edith
    form = Desk(Article, admin.site).get_form(request)()
    assert type(form.fields["lead_picture"].widget) is PictureChoice
    assert type(form.fields["section"].widget) is not PictureChoice
