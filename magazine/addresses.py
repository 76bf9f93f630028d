"""How addresses of the magazine look: what may stand in them, and what they are from outside."""

import re
from functools import cache, lru_cache
from urllib.parse import quote

from django.conf import settings
from django.urls import register_converter, reverse
from django.utils.encoding import iri_to_uri


class UnicodeSlug:
    """A slug in any script. Whatever else stands in an address leads to a 404, not to the
    database."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(UnicodeSlug, "uslug")


_SLUG = re.compile(UnicodeSlug.regex)


def path_to(name: str, slug: str = "") -> str:
    """What `reverse` says of a name that takes a slug or nothing; it takes as long as a query, and
    a page has a dozen. The magazine stands at the top of its host, and all of it has one URLconf.
    """
    if not _SLUG.fullmatch(slug):
        return _reversed(name, slug)
    before, after = _around(name)
    return f"{before}{quote(slug)}{after}"


@lru_cache(maxsize=100)
def _reversed(name: str, slug: str) -> str:
    return reverse(name, args=[slug] if slug else None)


@cache
def _around(name: str) -> tuple[str, str]:
    """What stands before and behind the slug."""
    before, _, after = _reversed(name, _EXAMPLE).partition(_EXAMPLE)
    return before, after


_EXAMPLE = "example-of-a-slug"


def absolute(path: str) -> str:
    """The whole address, as feeds, sitemaps and other people's pages need it. Takes a path of
    ours, or an address that is whole already."""
    address = path if path.startswith(("https://", "http://")) else f"{settings.SITE_URL}{path}"
    return str(iri_to_uri(address))
