"""How addresses of the magazine look: what may stand in them, and what they are from outside."""

from django.conf import settings
from django.urls import register_converter
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


def absolute(path: str) -> str:
    """The whole address, as feeds, sitemaps and other people's pages need it. Takes a path of
    ours, or an address that is whole already."""
    address = path if path.startswith(("https://", "http://")) else f"{settings.SITE_URL}{path}"
    return str(iri_to_uri(address))
