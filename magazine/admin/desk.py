"""What the newsroom's first page shows of the magazine: one's own drafts, what waits for review,
what goes live next, what went live. One query a panel."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from magazine.admin.standing import standing
from magazine.admin.story_list import moment
from magazine.admin.writing import admin_of
from magazine.models import Article
from newsroom import dashboard

SHOWN = 6
STORIES = "admin:magazine_article_changelist"


def _rows(stories: Any, when: str) -> list[dashboard.Row]:
    rows = []
    for story in stories.select_related("section").only(
        "title", "kind", "state", "publish_at", "withdraw_at", "updated_at", "section__title"
    )[:SHOWN]:
        model_admin = admin_of(story.kind)
        if model_admin is None:
            continue
        key, name = standing(story)
        rows.append(
            dashboard.Row(
                title=story.title,
                url=model_admin.url("change", story.pk),
                note=f"{story.section.title}, {moment(getattr(story, when))}",
                state=key,
                state_name=name,
            )
        )
    return rows


def _seen_by(request: HttpRequest) -> Any:
    """Stories of every kind that somebody may see in the newsroom."""
    if request.user.has_perm("magazine.edit_any_article"):
        return Article.objects.all()
    return Article.objects.filter(created_by=request.user)  # type: ignore[misc]


def _may_see(request: HttpRequest) -> bool:
    return request.user.has_perm("magazine.view_article")


def my_drafts(request: HttpRequest) -> dashboard.Panel | None:
    if not _may_see(request):
        return None
    mine = Article.objects.filter(created_by=request.user, state=Article.State.DRAFT)  # type: ignore[misc]
    return dashboard.Panel(
        title="Your drafts",
        rows=_rows(mine.order_by("-updated_at", "-pk"), "updated_at"),
        empty="No draft of yours. The page is white.",
        more_url=f"{reverse(STORIES)}?standing=draft",
    )


def in_review(request: HttpRequest) -> dashboard.Panel | None:
    if not _may_see(request):
        return None
    waiting = _seen_by(request).filter(state__in=[Article.State.SUBMITTED, Article.State.APPROVED])
    return dashboard.Panel(
        title="In review",
        rows=_rows(waiting.order_by("updated_at", "pk"), "updated_at"),
        empty="Nothing waits for an editor.",
        more_url=f"{reverse(STORIES)}?standing=submitted",
    )


def scheduled(request: HttpRequest) -> dashboard.Panel | None:
    if not _may_see(request):
        return None
    coming = _seen_by(request).filter(state=Article.State.PUBLISHED, publish_at__gt=timezone.now())
    return dashboard.Panel(
        title="Goes live next",
        rows=_rows(coming.order_by("publish_at", "pk"), "publish_at"),
        empty="Nothing is scheduled.",
        more_url=f"{reverse(STORIES)}?standing=scheduled",
    )


def recently_live(request: HttpRequest) -> dashboard.Panel | None:
    if not _may_see(request):
        return None
    return dashboard.Panel(
        title="Went live",
        rows=_rows(_seen_by(request).live().newest_first(), "publish_at"),
        empty="Nothing is live yet.",
        more_url=f"{reverse(STORIES)}?standing=live",
    )


def write_a_story(request: HttpRequest) -> dashboard.Shortcut | None:
    if not request.user.has_perm("magazine.add_article"):
        return None
    return dashboard.Shortcut("Write a story", reverse("admin:magazine_article_add"), main=True)


for _panel in (my_drafts, in_review, scheduled, recently_live):
    dashboard.register(_panel)
dashboard.register_shortcut(write_a_story)
