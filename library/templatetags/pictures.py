"""`{% load pictures %}`: pictures on pages, without a query."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from library.cropping import Cut, cut_for, offered, wanted
from library.models import Picture
from library.places import PLACES
from library.renditions import path_of

register = template.Library()

_TYPES = {"avif": "image/avif", "webp": "image/webp"}


def _address(picture: Picture, width: int, format: str, cut: Cut | None = None) -> str:
    return f"{settings.MEDIA_URL}{path_of(picture, width, format, cut)}"


def _srcset(picture: Picture, cut: Cut, widths: list[int], format: str) -> str:
    return ", ".join(f"{_address(picture, width, format, cut)} {width}w" for width in widths)


def _step(share: float) -> int:
    """A focal coordinate in the steps of 5 % for which the style sheet has classes."""
    return min(100, max(0, round(share * 20) * 5))


def _colour_classes(picture: Picture) -> list[str]:
    """Three classes, one for each first digit of the picture's colour; see
    docs/decisions/0006-colour-before-the-picture.md."""
    digits = picture.colour[1:6:2].lower()
    return [f"{name}-{digit}" for name, digit in zip("rgb", digits, strict=True)]


@register.simple_tag
def picture(
    picture: Picture | None,
    *,
    place: str,
    alt: str | None = None,
    priority: bool = False,
    sizes: str = "",
    **attributes: str,
) -> SafeString:
    """`<picture>` in AVIF, WebP and JPEG, cut to its place around the focal point, its colour
    behind it; nothing for None.

    `place`: one of `library.places`. `alt`: in place of the picture's own ("" where the text
    beside it says the same). `priority`: for the one picture that a page leads with. `class`: on
    the frame. `sizes`: as in HTML, instead of the place's own.
    """
    if picture is None:
        return SafeString("")
    look = _look(picture)
    before, after = _markup(
        look, place, priority, sizes, attributes.get("class", ""), settings.MEDIA_URL
    )
    return SafeString(f"{before}{escape(picture.alt if alt is None else alt)}{after}")


class _Look(NamedTuple):
    """What of a picture says how it is shown."""

    sha256: str
    width: int
    height: int
    focal_x: float
    focal_y: float
    colour: str


def _look(picture: Picture) -> _Look:
    return _Look(*(getattr(picture, name) for name in _Look._fields))


@lru_cache(maxsize=500)  # the same pictures are printed again and again, on one page or several
def _markup(
    look: Any, place: str, priority: bool, sizes: str, own: str, media: str
) -> tuple[str, str]:
    """What stands before and behind the alternative text. `media`: MEDIA_URL, which it depends
    on."""
    picture, there = look, PLACES[place]
    cut, widths = offered(picture, there)
    classes = ["picture", *_colour_classes(picture)]
    if there.ratio is None:
        # A style sheet may still hold it to a height of its own.
        classes += [f"fx-{_step(picture.focal_x)}", f"fy-{_step(picture.focal_y)}"]
    if own:
        classes.append(own)
    sources = [
        (_TYPES[format], _srcset(picture, cut, widths, format), sizes or there.sizes)
        for format in _TYPES
    ]
    loading: list[tuple[str, str]] = (
        [("fetchpriority", "high")] if priority else [("loading", "lazy"), ("decoding", "async")]
    )
    before = format_html(
        '<picture class="{}">{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="',
        " ".join(classes),
        format_html_join("", '<source type="{}" srcset="{}" sizes="{}">', sources),
        _address(picture, widths[min(1, len(widths) - 1)], "jpeg", cut),
        _srcset(picture, cut, widths, "jpeg"),
        sizes or there.sizes,
        widths[-1],
        cut.height_at(widths[-1]),
    )
    return before, format_html('"{}></picture>', format_html_join("", ' {}="{}"', loading))


@register.simple_tag
def picture_url(picture: Picture | None, width: int, *, absolute: bool = False) -> str:
    """Address of a JPEG of the whole picture about `width` px wide: the narrowest one that is
    wide enough, else the widest. Empty for None. `absolute`: with scheme and host."""
    if picture is None:
        return ""
    address = _address(picture, _whole_width(picture, width), "jpeg")
    return f"{settings.SITE_URL}{address}" if absolute else address


def picture_size(picture: Picture, width: int) -> tuple[int, int]:
    """Width and height in px of what `picture_url` names."""
    found = _whole_width(picture, width)
    return found, cut_for(picture, None).height_at(found)


def _whole_width(picture: Picture, width: int) -> int:
    widths = _whole_widths(_look(picture))
    return next((step for step in widths if step >= width), widths[-1])


@lru_cache(maxsize=500)
def _whole_widths(look: Any) -> list[int]:
    return wanted(look)[cut_for(look, None)]
