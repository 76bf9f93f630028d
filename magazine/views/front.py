"""The front page."""

from __future__ import annotations

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from magazine.models import Article, Section

SECONDS = 3
IN_A_STRIP = 4


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The newest story large, the next ones under it, then every section's latest; no story
    twice. Stories of other kinds than articles have a place of their own here (the spotlight
    rail)."""
    stories = _latest()
    top = stories[: 1 + SECONDS]
    return render(
        request,
        "magazine/front.html",
        {
            "lead": top[0] if top else None,
            "seconds": top[1:],
            "strips": _strips(stories[1 + SECONDS :]),
        },
    )


def _latest() -> list[Article]:
    """Newest first, as many of each section as can stand on the page, in one query (and the
    cards')."""
    by_section = Window(
        RowNumber(),
        partition_by=F("section_id"),
        order_by=[F("publish_at").desc(), F("id").desc()],
    )
    return list(
        Article.objects.live()
        .filter(kind="article")
        .annotate(place=by_section)
        .filter(place__lte=1 + SECONDS + IN_A_STRIP)
        .for_cards()
        .newest_first()
    )


def _strips(stories: list[Article]) -> list[tuple[Section, list[Article]]]:
    """The first of `stories` in each section, in the navigation's order."""
    strips: dict[Section, list[Article]] = {}
    for story in stories:
        strip = strips.setdefault(story.section, [])
        if len(strip) < IN_A_STRIP:
            strip.append(story)
    return sorted(strips.items(), key=lambda strip: (strip[0].position, strip[0].title))
