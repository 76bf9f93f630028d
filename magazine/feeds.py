"""RSS: the whole magazine, and each section, with the stories' whole texts."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.decorators.http import require_safe

from magazine.addresses import absolute
from magazine.models import Article, ArticleQuerySet, Section, SiteIdentity
from magazine.rendering import plain_bodies
from press.pages import printed

IN_A_FEED = 30
# Harvesters read feeds too, and a feed's reader has no script that puts an address together.
_LINKED = re.compile(r'<a href="mailto:[^"]*">(.*?)</a>', re.DOTALL)
_MAIL = re.compile(r"([\w.+-])@([\w-]+\.)")
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
    feed = FullFeed(
        title=writable(title),
        link=absolute(page),
        description=writable(description),
        feed_url=absolute(address),
        language=settings.LANGUAGE_CODE,
    )
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    newest = stories.for_cards().defer(None).defer("body_html", "plain_text", "admin_note")
    shown = list(newest.newest_first()[:IN_A_FEED])
    texts = plain_bodies((story.body, story.get_absolute_url()) for story in shown)
    for story, text in zip(shown, texts, strict=True):
        names = ", ".join(credit.name for credit in story.byline)
        feed.add_item(
            title=writable(story.title),
            link=absolute(story.get_absolute_url()),
            description=writable(summary(story)),
            author_name=writable(names) or None,
            pubdate=story.publish_at,
            categories=[writable(story.section.title)],
            unique_id=f"tag:{host},2026:story-{story.pk}",
            unique_id_is_permalink=False,
            content=writable(without_addresses(text)),
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8"
    )


class FullFeed(Rss201rev2Feed):
    """With the text of a story where feed readers look for it (RSS 1.0's content module)."""

    def rss_attributes(self) -> dict[str, str]:
        module = "http://purl.org/rss/1.0/modules/content/"
        return {**super().rss_attributes(), "xmlns:content": module}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])


def without_addresses(html: str) -> str:
    return _MAIL.sub(r"\1 at \2", _LINKED.sub(r"\1", html)) if "@" in html else html


def summary(story: Article) -> str:
    """The standfirst, else the story's first words."""
    return story.standfirst or story.search_description or story.title


def writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)
