"""How addresses of the magazine look: what may stand in them, and what they are from outside."""

import re
from functools import cache
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
_EXAMPLE = "example-of-a-slug"


def path_to(name: str, slug: str) -> str:
    """What `reverse` says of a name and a slug; that takes as long as a query, and a page has ten.
    The magazine stands at the top of its host, and all of it has one URLconf. Raises
    `NoReverseMatch` for what is no slug."""
    if not _SLUG.fullmatch(slug):
        return reverse(name, args=[slug])
    before, after = _around(name)
    return f"{before}{quote(slug)}{after}"


@cache
def _around(name: str) -> tuple[str, str]:
    """What stands before and behind the slug."""
    before, _, after = reverse(name, args=[_EXAMPLE]).partition(_EXAMPLE)
    return before, after


def absolute(path: str) -> str:
    """The whole address, as feeds, sitemaps and other people's pages need it. Takes a path of
    ours, or an address that is whole already."""
    address = path if path.startswith(("https://", "http://")) else f"{settings.SITE_URL}{path}"
    return str(iri_to_uri(address))
