"""What the templates of letters need beyond Django's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from magazine.models import SiteIdentity

register = template.Library()

# Invisible and not to be broken: mailboxes would show the letter's first words behind the preview
# line if it is shorter than their line.
_FILLER = mark_safe("&#847;&zwnj;&nbsp;" * 60)


@register.simple_tag
def filler() -> SafeString:
    return _FILLER


@register.filter
def after_lead(stories: Sequence[Any]) -> list[Sequence[Any]]:
    """The stories behind the first one, in pairs; the last may be alone. One empty pair where
    there is only a lead, none without any story."""
    if not stories:
        return []
    rest = stories[1:]
    return [rest[at : at + 2] for at in range(0, len(rest), 2)] or [[]]


@register.filter
def together(title: str) -> str:
    """A title whose last word, if it is short, does not stand alone in a line."""
    before, space, last = title.rpartition(" ")
    return f"{before}\u00a0{last}" if space and len(last) < 5 and len(before) > 12 else title


@register.filter
def for_comment(words: str) -> SafeString:
    """Words that may stand in a conditional comment, which ends at the first `-->`."""
    return mark_safe(escape(words).replace("--", "&#45;&#45;").replace("[", "&#91;"))


@register.simple_tag(takes_context=True)
def letter_faces(context: Context) -> SafeString:
    """The display face from our own files, for the programs that load one (Apple Mail,
    Thunderbird). Within a query, because Outlook takes Times for every word once it has read a
    rule that it does not understand."""
    identity: SiteIdentity = context["identity"]
    face = identity.dress.display
    address = static(face.file)
    if not address.startswith(("https://", "http://")):
        address = f"{settings.SITE_URL}{address}"
    return mark_safe(
        f"@media screen {{ @font-face {{ font-family: '{face.family}'; font-weight: 400 700; "
        f"src: url('{address}') format('woff2'); }} }}"
    )
