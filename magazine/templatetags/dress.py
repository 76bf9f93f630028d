"""The identity in templates: its logo, or its name where it has none."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from library.cropping import Cut, offered
from library.models import Picture
from library.places import PLACES
from library.renditions import path_of
from magazine.models import SiteIdentity

register = template.Library()

_WHERE = PLACES["card-own"]  # a shape and widths that every picture has
_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
_DARK = "(prefers-color-scheme: dark)"


@register.simple_tag(takes_context=True)
def nameplate(context: Context) -> SafeString | str:
    """What stands for the magazine in the masthead. Makes no query if the identity came with its
    logos."""
    identity: SiteIdentity = context["identity"]
    sizes = "90vw" if context.get("front") else "20rem"
    return logo(identity.logo, identity.dark_logo, identity.name, sizes) or identity.name


def logo(
    light: Picture | None, dark: Picture | None, name: str, sizes: str, scheme: str = ""
) -> SafeString | str:
    """`<picture>` that follows the reader's colour scheme, or shows one `scheme` ("light" or
    "dark"); "" without a logo."""
    shown = dark if dark and scheme == "dark" else light
    if shown is None:
        return ""
    sources = []
    if dark and not scheme:
        sources += [(_DARK, *source, sizes) for source in _sources(dark)]
    sources += [("all", *source, sizes) for source in _sources(shown)[:-1]]
    cut, widths = offered(shown, _WHERE)
    own = " logo--dark" if dark and scheme != "light" else ""
    return format_html(
        '<picture class="logo{}">{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" '
        'alt="{}"></picture>',
        own,
        format_html_join(
            "", '<source media="{}" type="{}" srcset="{}" sizes="{}">', sources
        ),
        _address(shown, widths[min(1, len(widths) - 1)], "jpeg", cut),
        _sources(shown)[-1][1],
        sizes,
        widths[-1],
        cut.height_at(widths[-1]),
        name,
    )  # fmt: skip


def _sources(picture: Picture) -> list[tuple[str, str]]:
    """Type and srcset of each format, the best one first."""
    cut, widths = offered(picture, _WHERE)
    return [
        (type, ", ".join(f"{_address(picture, width, format, cut)} {width}w" for width in widths))
        for format, type in _TYPES.items()
    ]


def _address(picture: Picture, width: int, format: str, cut: Cut) -> str:
    return f"{settings.MEDIA_URL}{path_of(picture, width, format, cut)}"
