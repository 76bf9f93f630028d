"""The checklist beside a story: what `magazine.checking` finds, as lines that lead to their places.

The writing screen shows it of what is stored; its script asks `refreshed` for what stands in the
form. `gate` is what a pressed Publish passes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from magazine import checking, revising, working_copy
from magazine.admin.as_typed import may_type, story_for, typed_story
from magazine.checking import Finding
from magazine.models import Article, credits_with_names

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
    """What is found in a story as its row stands. `now`: if it went live at once, whatever moment
    is set on it."""
    prefetch_related_objects([story], credits_with_names())
    return _findings(story, now=now)


def draft_findings(story: Article, *, now: bool = False) -> list[Finding]:
    """What is found in the newest version of a story, whether it is on the row or beside it."""
    return _newest_findings(story, revising.draft_beside(story), now=now)


def _newest_findings(story: Article, draft: Any, *, now: bool = False) -> list[Finding]:
    if draft is None:
        return stored_findings(story, now=now)
    return _findings(working_copy.shown(story, draft.content), now=now)


def _findings(story: Article, *, now: bool) -> list[Finding]:
    names = [credit.name for credit in story.credits.all()]
    return checking.findings(story, credits=names, at=timezone.now() if now else None)


def asked_about(verb: str, story: Article) -> list[Finding]:
    """What is found where somebody presses the button `verb`. Of changes to a story that is out,
    what is not true of it already: that was answered when it went out."""
    if verb == "_publish":
        return stored_findings(story)
    if verb == "_publish_now":
        return draft_findings(story, now=True)
    known = {finding.sentence for finding in stored_findings(story)}
    return [finding for finding in draft_findings(story) if finding.sentence not in known]


def gate(verb: str, story: Article, *, by: Any, accepted: str = "") -> None:
    """Raise `checking.HeldBack` or `checking.Doubtful` where a story should not go out as it is.
    Who may not publish is refused by publishing, not told what is missing."""
    if verb == "_update" or by.has_perm("magazine.publish_article"):
        checking.may_go_out(asked_about(verb, story), accepted=accepted)


def context(found: list[Finding]) -> dict[str, Any]:
    errors = sum(finding.is_error for finding in found)
    return {"lines": lines(found), "errors": errors, "warnings": len(found) - errors}


def stored(story: Any) -> dict[str, Any]:
    """The checklist of a stored story, as the writing screen shows it at first. The screen has
    looked for its draft already, unless what was sent has just been refused."""
    draft = story.draft if hasattr(story, "draft") else revising.draft_beside(story)
    return context(_newest_findings(story, draft))


@require_POST
def refreshed(request: HttpRequest, model_admin: Any, object_id: str | None) -> HttpResponse:
    """POST of the writing screen's form: the checklist of what stands in it, as a piece of HTML.
    Stores nothing."""
    story = story_for(model_admin, request, object_id)
    if not may_type(model_admin, request, story):
        return HttpResponse(status=403)
    made, names = typed_story(model_admin, request, story)
    found = checking.findings(made, credits=names)
    return render(request, "admin/story/checklist.html", {"checklist": context(found)})
