"""How addresses of the magazine look: what may stand in them, and what they are from outside."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, register_converter, reverse
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


def path_to(name: str, *arguments: str | int) -> str:
    """`reverse`, which takes as long as a query, once for what is asked for again and again."""
    return _path_to(name, arguments, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=2000)
def _path_to(name: str, arguments: tuple[str | int, ...], prefix: str, urlconf: Any) -> str:
    return reverse(name, args=arguments)


def absolute(path: str) -> str:
    """The whole address, as feeds, sitemaps and other people's pages need it. Takes a path of
    ours, or an address that is whole already."""
    address = path if path.startswith(("https://", "http://")) else f"{settings.SITE_URL}{path}"
    return str(iri_to_uri(address))
