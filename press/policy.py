"""What is said about keeping: to browsers, to a CDN, and to the press itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.conf import settings

from press.copies import OWN_HEADERS, Headers
from press.pages import Place

# Everything that the press keeps goes by this key, so a turn is one purge.
EVERYTHING = "press"
# A shared cache that nobody purges may keep a page for as long as a turn may take to be seen.
UNPURGED = "public, max-age=0, s-maxage=1, stale-while-revalidate=1"
# One that we purge may keep it until then; the day is for when a purge was lost.
PURGED = "public, max-age=0, s-maxage=86400, stale-while-revalidate=1"
# An old copy is for this visitor, now.
OLD = "public, max-age=0, must-revalidate"

_FORBIDS = re.compile(r"\b(?:no-store|private|no-cache)\b", re.IGNORECASE)
_MOST = 16 * 1024 * 1024  # bytes of one page


def headers_of(place: Place) -> Headers:
    """What a kept page says about being kept."""
    keys = _keys_of(place.name)
    return [
        ("Cache-Control", PURGED if settings.CDN_URL else UNPURGED),
        ("Surrogate-Key", " ".join(keys)),  # Fastly and Varnish
        ("Cache-Tag", ",".join(keys)),  # Cloudflare
    ]


@lru_cache
def _keys_of(name: str) -> list[str]:
    return [EVERYTHING, re.sub(r"[^\w-]+", "-", name, flags=re.ASCII)]


def may_keep(response: Any) -> bool:
    """Whether a response (Django's) is one that everybody may get."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and _varies_by_nothing(response.get("Vary", ""))
        and not _FORBIDS.search(response.get("Cache-Control", ""))
        and not response.has_header("Content-Encoding")
        and len(response.content) <= _MOST
    )


def kept_headers(response: Any) -> Headers:
    return [(name, value) for name, value in response.items() if name.lower() not in OWN_HEADERS]


def _varies_by_nothing(vary: str) -> bool:
    return {name.strip().lower() for name in vary.split(",")} <= {"", "accept-encoding"}
