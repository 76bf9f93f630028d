"""A letter as it will look: in a phone, at a desk, in the dark, as text.

GET shows what is stored, POST what stands in the form; nothing is stored. A letter wears its style
on its elements, as mail needs it, so the answer has a policy of its own: styles within, pictures
and faces of ours, no script at all, and a sandbox even where somebody opens it by itself.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_sameorigin

from newsletter import composing
from newsletter.composing import Chosen
from newsletter.models import Campaign

POLICY: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    # No scripts, no forms. Links open in a window of their own; the newsroom may look where its
    # frame stands.
    "sandbox": ["allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"],
}
_DARK = "@media (prefers-color-scheme: dark)"
LOOKS = {"light", "dark", "text"}


@xframe_options_sameorigin
def shown(
    request: HttpRequest, campaign: Campaign, *, chosen: Chosen | None, look: str
) -> HttpResponse:
    """`look`: "light", "dark" or "text". A browser cannot be told to be dark for one frame, so the
    letter's own rules for the dark are made to hold always, or never."""
    letter = composing.compose(campaign, chosen=chosen, counted=False)
    if look == "text":
        html = (
            "<!doctype html><html lang=en><head><meta charset=utf-8><title>Text</title><style>"
            ":root{color-scheme:light dark}main{max-width:78ch;margin:auto}"
            "h1{margin:1rem;font:12px sans-serif}pre{margin:1.5rem auto;padding:0 1rem;"
            "white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.5 monospace}</style></head>"
            f"<body><main><h1>As text</h1><pre>{escape(letter.text)}</pre></main></body></html>"
        )
    else:
        html = letter.html.replace(_DARK, "@media all" if look == "dark" else "@media not all")
        scheme = "dark" if look == "dark" else "light"
        html = html.replace("color-scheme: light dark", f"color-scheme: {scheme}")
        html = html.replace("<head>", '<head><base target="_blank">', 1)
    values = dict.fromkeys(composing.PLACES_OF_A_READER, "#")
    html = composing.personal(html, values, html=True)
    # Pictures and faces come from wherever somebody opened the newsroom.
    html = re.sub(rf"(src=\"|url\('){re.escape(settings.SITE_URL)}/", r"\1/", html)
    response = HttpResponse(html)
    response._csp_config = POLICY  # type: ignore[attr-defined]
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
