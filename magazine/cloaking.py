"""E-mail addresses that people read and harvesters do not.

Harvesters look for `mailto:`, for something@something.tld and for "at" and "dot" between words.
None of it stands in our pages: an address is split into spans, its signs come from the style
sheet (`components/newsletter.css`, content read out by screen readers as well), and a hidden decoy
spoils what is left. `static/js/email.js` puts the pieces together to a link.
"""

import re

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_SIGNS = {"@": "at", ".": "dot"}
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+"
_ADDRESS = rf"{_LOCAL}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
# In this order: a link to an address, any other tag (left alone), an address in the text.
_FINDINGS = re.compile(
    r'<a href="mailto:(?P<to>[^"?]*)[^"]*">(?P<words>.*?)</a>|<[^>]*>|(?P<bare>' + _ADDRESS + ")",
    re.DOTALL | re.IGNORECASE,
)


def cloak(address: str, words: str = "") -> SafeString:
    """HTML that shows `address`, behind `words` if there are some. Empty if it is no address."""
    local, at, host = address.strip().partition("@")
    if not (local and at and host):
        return conditional_escape(words)
    pieces = [piece for piece in re.split(r"([@.])", f"{local}@{host}") if piece]
    half = max(pieces.index("@"), 1)
    spans = [
        format_html('<span class="email-{}"></span>', _SIGNS[piece])
        if piece in _SIGNS
        else format_html('<span class="email-part">{}</span>', piece)
        for piece in pieces
    ]
    spans.insert(half, mark_safe('<span class="email-decoy" hidden>nobody</span>'))
    shown = format_html(
        '<span class="email"{}>{}</span>',
        format_html(' data-words="{}"', words) if words else "",
        format_html_join("", "{}", ((span,) for span in spans)),
    )
    return format_html("{} {}", words, shown) if words else shown


def cloak_all(html: str) -> SafeString:
    """`html` (cleaned and rendered: see `newsroom.prose`, `magazine.rendering`) with every
    address in it cloaked, linked or not."""
    if "@" not in html and "mailto:" not in html:
        return mark_safe(html)  # a long story is searched in a millisecond, and most have none

    def cloaked(match: re.Match[str]) -> str:
        if (address := match["to"]) is not None:
            words = re.sub(r"<[^>]*>", "", match["words"]).strip()
            if words.lower() == address.lower():
                return cloak(address)
            # The words are HTML already.
            return cloak(address, mark_safe(words)) or words
        if match["bare"]:
            return cloak(match["bare"])
        return match[0]

    return mark_safe(_FINDINGS.sub(cloaked, html))
