"""Stories of ours that somebody may link to from another: those that are live, and those that they
may see in the newsroom."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from magazine.admin.standing import standing
from magazine.models import Article

AT_ONCE = 20
MOST_WORDS, LONGEST_QUERY = 8, 200


def _may(request: HttpRequest) -> bool:
    user = request.user
    return user.has_perm("magazine.view_article") or user.has_perm("magazine.change_article")


def _seen_by(user: Any) -> Any:
    stories = Article.objects.select_related("section").defer(
        "body", "body_html", "plain_text", "admin_note"
    )
    if user.has_perm("magazine.edit_any_article"):
        return stories
    live = Article.objects.live().order_by().values("pk")
    return stories.filter(Q(created_by=user) | Q(pk__in=live))


def _told(story: Article) -> dict[str, Any]:
    return {
        "id": story.pk,
        "title": story.title,
        "section": story.section.title,
        "standing": standing(story).name,
        "live": story.is_live(),
    }


@never_cache
@require_GET
def linkable(request: HttpRequest) -> JsonResponse:
    """GET ?q=: stories whose title holds every word, the newest first."""
    if not _may(request):
        return JsonResponse({"error": "You may not see stories."}, status=403)
    found = _seen_by(request.user)
    for word in request.GET.get("q", "")[:LONGEST_QUERY].replace("\x00", " ").split()[:MOST_WORDS]:
        found = found.filter(title__icontains=word)
    newest = found.order_by(F("publish_at").desc(nulls_last=True), "-updated_at", "-id")
    return JsonResponse({"stories": [_told(story) for story in newest[:AT_ONCE]]})


@never_cache
@require_GET
def linked(request: HttpRequest, story_id: int) -> JsonResponse:
    """GET: what the newsroom says of one story; 404 for one that is not there or not to be seen."""
    if not _may(request):
        return JsonResponse({"error": "You may not see stories."}, status=403)
    story = _seen_by(request.user).filter(pk=story_id).first()
    if story is None:
        return JsonResponse({"error": "This story is gone, or not yours to see."}, status=404)
    return JsonResponse(_told(story))
