"""`{% load pictures %}`: pictures on pages, without a query."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from library.models import Picture
from library.renditions import path_of

register = template.Library()


def _address(picture: Picture, width: int, format: str) -> str:
    return f"{settings.MEDIA_URL}{path_of(picture, width, format)}"


def _srcset(picture: Picture, format: str) -> str:
    return ", ".join(
        f"{_address(picture, width, format)} {width}w"
        for width in sorted(picture.renditions.get(format, []))
    )


def _step(share: float) -> int:
    """A focal coordinate in the steps of 5 % for which the style sheet has classes."""
    return min(100, max(0, round(share * 20) * 5))


@register.simple_tag
def picture(
    picture: Picture | None,
    *,
    sizes: str,
    ratio: str = "",
    alt: str | None = None,
    priority: bool = False,
    **attributes: str,
) -> SafeString:
    """`<picture>` with what is ready, around its focal point; nothing for None.

    `sizes`: as in HTML. `ratio`: "4/5" or "4-5" crops to one of the style sheet's ratios.
    `alt`: in place of the picture's own ("" where the text beside it says the same).
    `priority`: for the one picture a page leads with. `class`: on the frame.
    """
    if picture is None or not picture.renditions.get("jpeg"):
        return SafeString("")
    classes = ["picture", f"fx-{_step(picture.focal_x)}", f"fy-{_step(picture.focal_y)}"]
    width, height = picture.width, picture.height
    if ratio:
        across, up = (int(part) for part in ratio.replace("-", "/").split("/"))
        classes.append(f"ratio-{across}-{up}")
        height = round(width * up / across)
    if own := attributes.get("class"):
        classes.append(own)
    sources = (
        [("image/avif", _srcset(picture, "avif"), sizes)] if picture.renditions.get("avif") else []
    )
    loading: list[tuple[str, str]] = (
        [("fetchpriority", "high")] if priority else [("loading", "lazy"), ("decoding", "async")]
    )
    return format_html(
        '<picture class="{}">{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" '
        'alt="{}"{}></picture>',
        " ".join(classes),
        format_html_join("", '<source type="{}" srcset="{}" sizes="{}">', sources),
        picture_url(picture, 960),
        _srcset(picture, "jpeg"),
        sizes,
        width,
        height,
        picture.alt if alt is None else alt,
        format_html_join("", ' {}="{}"', loading),
    )


@register.simple_tag
def picture_url(picture: Picture | None, width: int, *, absolute: bool = False) -> str:
    """Address of a JPEG about `width` px wide: the narrowest that is ready and wide enough, else
    the widest. Empty for None. `absolute`: with scheme and host."""
    ready = sorted((picture.renditions.get("jpeg") or []) if picture else [])
    if picture is None or not ready:
        return ""
    chosen: Any = next((found for found in ready if found >= width), ready[-1])
    address = _address(picture, chosen, "jpeg")
    return f"{settings.SITE_URL}{address}" if absolute else address
