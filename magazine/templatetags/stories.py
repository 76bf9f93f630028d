"""Stories in templates."""

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from taggit.models import Tag

from magazine.addresses import path_to
from magazine.models import Article, Credit

register = template.Library()

_QUESTION = re.compile(r"<p>(<strong>(?:(?!</?(?:p|strong)>).)*</strong>)</p>", re.DOTALL)
_ENTRY = re.compile(r'<h2( id="[^"]*")?>(\d{1,3})[.:)]?\s+')


ON_EVERY_PAGE = 4


@register.simple_tag(takes_context=True)
def other_spotlights(context: Context) -> list[Article]:
    """The latest spotlight features without the one that this page shows."""
    read = context.get("article")
    features = context.get("latest_spotlights") or []
    return [story for story in features if not read or story.pk != read.pk][:ON_EVERY_PAGE]


@register.filter
def keys(stories: Iterable[Article]) -> tuple[int, ...]:
    """Which stories they are: what a part of a page that lists them depends on."""
    return tuple(story.pk for story in stories)


@register.filter
def moment(at: datetime.datetime | None) -> str:
    """As HTML's `datetime` and a sitemap want it, 2026-11-25T16:30:48-05:00: with all six digits
    of a microsecond it would be neither."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


@register.filter
def dateline(at: datetime.datetime | None) -> SafeString:
    """The day as a `<time>`, 28 January 2026, as the magazine's language and time zone have it."""
    if at is None:
        return mark_safe("")
    here = timezone.localtime(at)
    day = _written(here.date(), get_language())
    return mark_safe(f'<time datetime="{here.isoformat(timespec="seconds")}">{day}</time>')


@lru_cache(maxsize=500)
def _written(day: datetime.date, language: str | None) -> str:
    return escape(date_format(day, "DATE_FORMAT"))


@register.filter
def names(credits: Iterable[Credit]) -> str:
    """The people of some credits as one would say them: A, B and C."""
    return _one_after_another([credit.name for credit in credits])


def _one_after_another(who: list[str]) -> str:
    return " and ".join([", ".join(who[:-1]), who[-1]] if len(who) > 1 else who)


# These three are written here and not in the page's template: they are on every story, and there
# took a tenth of its time.


@register.filter
def authors(credits: Iterable[Credit]) -> SafeString:
    """The people of some credits as one would say them, each with a link to their page if they
    have one."""
    who = [f'<span dir="auto">{_linked(credit, author=True)}</span>' for credit in credits]
    return mark_safe(_one_after_another(who))


@register.filter
def people(credits: Iterable[Credit]) -> SafeString:
    """The same as the descriptions of a role."""
    return mark_safe("".join(f'<dd dir="auto">{_linked(credit)}</dd>' for credit in credits))


def _linked(credit: Credit, *, author: bool = False) -> str:
    rel, name = ' rel="author"' if author else "", escape(credit.name)
    if credit.contributor is None:
        return name
    return f'<a{rel} href="{escape(credit.contributor.get_absolute_url())}">{name}</a>'


@register.filter
def tag_links(tags: Iterable[Tag]) -> SafeString:
    """Tags as the items of a list."""
    return mark_safe(
        "\n      ".join(
            f'<li><a rel="tag" href="{escape(path_to("magazine:tag", tag.slug))}" dir="auto">'
            f"{escape(tag.name)}</a></li>"
            for tag in tags
        )
    )


@register.filter
def questions(body_html: str) -> SafeString:
    """An interview's body with its questions, the paragraphs that are bold throughout, named
    as such for the style sheet."""
    return mark_safe(_QUESTION.sub(r'<p class="question">\1</p>', body_html))


@register.filter
def entries(body_html: str) -> SafeString:
    """A list's body with the numbers that begin its sub-headings set apart for the style sheet.
    Headings without a number stay as they are."""
    return mark_safe(
        _ENTRY.sub(r'<h2\1 class="entry"><span class="entry__number">\2</span> ', body_html)
    )


# Widths of the display face's letters in em, measured and rounded up by kind; tighter setting in.
_WIDTHS = [
    ("iljI.,'’:; ", 0.32),
    ("frtJ-·", 0.43),
    ("acesz", 0.53),
    ("mwMWÆŒ&", 0.95),
    ("bdghknopquvxyñéèêëáàâäçßóòôöúùûüíìBEFLPSZ", 0.61),
]
_TRACKING = -0.02
_STEPS = (46, 41, 36, 32, 28, 24, 20, 17, 14, 11, 9, 7)


@register.filter
def fill(text: Any) -> int:
    """The largest type size, in hundredths of the line's length, at which `text` stays on one
    line; of a few steps, for which `components/masthead.css` has a class each. The smallest one
    for a text that needs two lines."""
    width = sum(
        next((width for kind, width in _WIDTHS if letter in kind), 0.76) + _TRACKING
        for letter in str(text)
    )
    # The estimate is about 4 % too wide.
    return next((step for step in _STEPS if step * width <= 104), _STEPS[-1])
