"""RSS: the whole magazine, and each section."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.decorators.http import require_safe

from magazine.addresses import absolute
from magazine.models import Article, ArticleQuerySet, Section, SiteIdentity
from press.pages import printed

IN_A_FEED = 30
# What XML 1.0 cannot hold in any form (section 2.2).
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@printed
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    identity = SiteIdentity.current()
    return _feed(
        Article.objects.live(),
        title=identity.name,
        description=identity.tagline or identity.name,
        page=reverse("magazine:front"),
        address=reverse("magazine:feed"),
    )


@printed
@require_safe
def section_feed(request: HttpRequest, slug: str) -> HttpResponse:
    section = get_object_or_404(Section, slug=slug)
    identity = SiteIdentity.current()
    return _feed(
        Article.objects.live().in_section(section),
        title=f"{identity.name}: {section}",
        description=section.description or f"{identity.name}: {section}",
        page=section.get_absolute_url(),
        address=reverse("magazine:section_feed", args=[section.slug]),
    )


def _feed(
    stories: ArticleQuerySet, *, title: str, description: str, page: str, address: str
) -> HttpResponse:
    """The newest of `stories`. An entry keeps its identity when its address changes."""
    feed = Rss201rev2Feed(
        title=_writable(title),
        link=absolute(page),
        description=_writable(description),
        feed_url=absolute(address),
        language=settings.LANGUAGE_CODE,
    )
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    newest = stories.for_cards().defer("body", "body_html", "admin_note").newest_first()
    for story in newest[:IN_A_FEED]:
        names = ", ".join(credit.name for credit in story.byline)
        feed.add_item(
            title=_writable(story.title),
            link=absolute(story.get_absolute_url()),
            description=_writable(summary(story)),
            author_name=_writable(names) or None,
            pubdate=story.publish_at,
            categories=[_writable(story.section.title)],
            unique_id=f"tag:{host},2026:story-{story.pk}",
            unique_id_is_permalink=False,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8"
    )


def summary(story: Article) -> str:
    """The standfirst, else the story's first words."""
    return story.standfirst or story.search_description or story.title


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)
