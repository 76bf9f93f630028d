"""The checklist beside a story: what `magazine.checking` finds, as lines that lead to their places.

The writing screen shows it of what is stored; its script asks `refreshed` for what stands in the
form. `gate` is what a pressed Publish passes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from magazine import checking
from magazine.admin.as_typed import may_type, story_for, typed_names, typed_story
from magazine.checking import Finding
from magazine.models import Article

# Fields that are not where their name says.
_TARGETS = {"credits": "credits-group", "body": "id_body"}


@dataclass(frozen=True)
class Line:
    """A finding as the screen prints it. `target`: the id of what it leads to."""

    finding: Finding
    target: str
    picture_url: str


def lines(found: Iterable[Finding]) -> list[Line]:
    return [
        Line(
            finding,
            _TARGETS.get(finding.place.field, f"id_{finding.place.field}"),
            reverse("admin:library_picture_change", args=[finding.picture])
            if finding.picture
            else "",
        )
        for finding in found
    ]


def stored_findings(story: Article, *, now: bool = False) -> list[Finding]:
    """What is found in a story as it is stored. `now`: if it went live at once, whatever moment is
    set on it."""
    names = [credit.name for credit in story.credits.select_related("contributor")]
    return checking.findings(story, credits=names, at=timezone.now() if now else None)


def gate(story: Article, *, by: Any, accepted: str = "", now: bool = False) -> None:
    """Raise `checking.HeldBack` or `checking.Doubtful` where the stored story should not go out
    as it is. Who may not publish is refused by publishing, not told what is missing."""
    if by.has_perm("magazine.publish_article"):
        checking.may_go_out(stored_findings(story, now=now), accepted=accepted)


def context(found: list[Finding]) -> dict[str, Any]:
    errors = sum(finding.is_error for finding in found)
    return {"lines": lines(found), "errors": errors, "warnings": len(found) - errors}


def stored(story: Any) -> dict[str, Any]:
    """The checklist of a stored story, as the writing screen shows it at first."""
    return context(stored_findings(story))


@require_POST
def refreshed(request: HttpRequest, model_admin: Any, object_id: str | None) -> HttpResponse:
    """POST of the writing screen's form: the checklist of what stands in it, as a piece of HTML.
    Stores nothing."""
    story = story_for(model_admin, request, object_id)
    if not may_type(model_admin, request, story):
        return HttpResponse(status=403)
    names = typed_names(model_admin, request, story)
    found = checking.findings(typed_story(model_admin, request, story), credits=names)
    return render(request, "admin/story/checklist.html", {"checklist": context(found)})
