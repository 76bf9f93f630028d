"""Addresses made from titles."""

import pytest

from magazine.models import Section
from newsroom.slugs import free_slug

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("How a Button Is Made", "how-a-button-is-made"),
        ("Été à Paris", "été-à-paris"),
        ("ملف", "ملف"),
        ("…", "section"),
        ("", "section"),
        ("<script>alert(1)</script>", "scriptalert1script"),
    ],
)
def test_a_title_becomes_an_address(title, slug):
    assert free_slug(Section, title) == slug


def test_a_long_title_is_cut_and_ends_in_no_dash():
    slug = free_slug(Section, "a-" * 200)
    assert len(slug) <= 100
    assert not slug.endswith("-")


def test_what_is_taken_gets_a_number_and_ones_own_stays():
    first = Section.objects.create(title="Film")
    assert free_slug(Section, "Film") == "film-2"
    assert free_slug(Section, "Film", first.pk) == "film"
