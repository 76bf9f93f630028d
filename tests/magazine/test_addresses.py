"""Addresses of the magazine's own pages, put together without asking the URLconf each time."""

import pytest
from django.urls import NoReverseMatch, reverse

from magazine.addresses import path_to


@pytest.mark.parametrize("slug", ["cloth", "größe", "布", "a_b-1", "example-of-a-slug"])
@pytest.mark.parametrize("name", ["article", "section", "tag", "contributor", "issue", "page"])
def test_an_address_is_what_the_urlconf_says(name, slug):
    assert path_to(f"magazine:{name}", slug) == reverse(f"magazine:{name}", args=[slug])


@pytest.mark.parametrize("slug", ["", "../admin", "a b", "a/b", '"><script>', "a\n"])
def test_what_is_no_slug_has_no_address(slug):
    with pytest.raises(NoReverseMatch):
        path_to("magazine:article", slug)
