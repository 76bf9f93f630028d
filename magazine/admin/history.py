"""A story's versions in the newsroom: what the writing screen says of them, the list, two of them
side by side, an earlier one brought back, two people's brought together."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from magazine import comparing, revising
from magazine.admin import keeping
from magazine.models import Article, Revision

MOST = 100  # versions on a page
OVERWRITTEN = "That version is not there: it was written over or thinned in the meantime."


def beside(
    model_admin: Any, request: HttpRequest, story: Any, context: dict[str, Any]
) -> dict[str, Any]:
    """What the writing screen says of the versions of the story it shows. What was sent and
    refused is stored as a version first."""
    if story is None or story.pk is None:
        return {"base": 0, "autosave_url": model_admin.url("autosave")}
    said: dict[str, Any] = {
        "autosave_url": model_admin.url("autosave", story.pk),
        "here_url": model_admin.url("here", story.pk),
        "discard_url": model_admin.url("discard", story.pk),
        "call_off_url": model_admin.url("call-off", story.pk),
    }
    if request.method == "POST":
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        kept = keeping.keep_refused(request, context["adminform"].form, formsets)
        versions = revising.beside(story, request.user)
        newest = versions.newest
        said["base"] = keeping.base_of(request) if kept.overtaken_by else kept.revision.number
    else:
        versions = story.versions
        newest = versions.newest
        said["base"] = newest.number if newest else 0
    if newest is not None and versions.draft:
        said["draft"] = {
            "by": keeping.name_of(newest.by, request.user),
            "at": keeping.clock(newest.at),
            "typed": newest.kind == Revision.Kind.AUTOSAVE,
            "readers": story.state == Article.State.PUBLISHED,
        }
    due = versions.due
    if due is not None:
        said["due"] = {
            "at": due.due_at,
            "by": keeping.name_of(due.due_by, request.user),
            "is_older": newest is not None and due.number != newest.number,
        }
    said["arrived"] = " ".join(versions.arrived)
    mine = versions.aside
    if mine is not None and newest is not None:
        said["aside"] = {
            "at": keeping.clock(mine.at),
            "url": model_admin.compare_url(story.pk, mine=mine.number, theirs=newest.number),
        }
    return said


# --- the list -------------------------------------------------------------------------------------


def listed(model_admin: Any, request: HttpRequest, object_id: str) -> dict[str, Any]:
    """The versions of a story, newest first, a page of them from `?before=` on."""
    story = _story(model_admin, request, object_id)
    if story is None:
        return {}
    versions = Revision.objects.filter(article=story).select_related("by").defer("content")
    before = _number(request.GET.get("before", ""))
    shown = list((versions.filter(number__lt=before) if before else versions)[: MOST + 1])
    rows = [_version(request, revision) for revision in shown[:MOST]]
    for row, older in zip(rows, shown[1:], strict=False):
        row["older"] = older.number
    newest = versions.in_line().first()
    return {
        "versions": rows,
        "newest": newest.number if newest else None,
        "next_before": shown[MOST - 1].number if len(shown) > MOST else None,
        "events": story.events.select_related("by"),
        "compare_url": model_admin.url("compare", story.pk),
        "restore_url": model_admin.url("restore", story.pk),
        "may_write": model_admin.has_change_permission(request, story),
        "title": f"History of “{story}”",
    }


def _version(request: HttpRequest, revision: Revision) -> dict[str, Any]:
    return {
        "number": revision.number,
        "kind": revision.get_kind_display(),
        "by": keeping.name_of(revision.by, request.user),
        "at": revision.at,
        "note": revision.note,
        "waits": revision.aside and not revision.settled,
        "due_at": revision.due_at,
        "on_row": revision.on_row,
    }


@transaction.atomic  # `get_object` takes the row's lock for a POST
def restore(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """POST with `number`: make that version the working copy again."""
    story = _story(model_admin, request, object_id)
    if story is None:
        return HttpResponseRedirect(model_admin.url("changelist"))
    _require_change(model_admin, request, story)
    revision = _revision(story, request.POST.get("number", ""))
    if revision is None:
        model_admin.message_user(request, OVERWRITTEN, "error")
        return HttpResponseRedirect(model_admin.url("history", story.pk))
    made = revising.restore(story, revision, by=request.user)
    sentence = f"This is version {revision.number} again, as version {made.number}."
    model_admin.message_user(request, f"{sentence} {_go_on(story)}", "success")
    return HttpResponseRedirect(model_admin.url("change", story.pk))


# --- two side by side -----------------------------------------------------------------------------


@transaction.atomic  # `get_object` takes the row's lock for a POST
def compare(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """GET ?a=&b=: two versions side by side. GET and POST ?mine=&theirs=: a version that lies aside
    and the newest one, brought together by the choices that are sent."""
    story = _story(model_admin, request, object_id)
    if story is None:
        return HttpResponseRedirect(model_admin.url("changelist"))
    if "mine" in request.GET:
        _require_change(model_admin, request, story)
        return _together(model_admin, request, story)
    if request.method == "POST":
        raise PermissionDenied
    found = [_revision(story, request.GET.get(name, "")) for name in ("a", "b")]
    if found[0] is None or found[1] is None:
        model_admin.message_user(request, OVERWRITTEN, "error")
        return HttpResponseRedirect(model_admin.url("history", story.pk))
    left, right = sorted((one for one in found if one), key=lambda one: one.number)
    compared = comparing.compare(type(story), left.content, right.content)
    shown = {"left": _version(request, left), "right": _version(request, right)}
    title = f"Version {left.number} and version {right.number}"
    return _page(model_admin, request, story, compared, title, **shown)


def _together(model_admin: Any, request: HttpRequest, story: Any) -> HttpResponse:
    mine = _revision(story, request.GET.get("mine", ""))
    if mine is None:  # typing that goes on takes another number
        mine = revising.lies_aside(story, request.user)
    theirs = revising.newest(story)
    back = HttpResponseRedirect(model_admin.url("change", story.pk))
    if mine is None or not mine.aside or mine.settled or theirs is None:
        model_admin.message_user(request, "There is nothing left to bring together.")
        return back
    known = _revision(story, str(mine.base))
    base = known.content if known else None
    ours = (type(story), theirs.content, mine.content)
    if request.method == "POST":
        taken = request.POST.get("take", "")
        if taken == comparing.THEIRS:
            content = theirs.content
        elif taken == comparing.MINE:
            content = mine.content
        else:
            choices = {
                name.removeprefix("choice-"): str(value) for name, value in request.POST.items()
            }
            content = comparing.bring_together(*ours, choices, base)
        seen = _number(request.GET.get("theirs", "")) or 0
        kept = revising.bring_together(story, content, mine=mine, theirs=seen, by=request.user)
        if kept.overtaken_by is None:
            model_admin.message_user(
                request, f"This is version {kept.revision.number} now. {_go_on(story)}", "success"
            )
            return back
        who = keeping.name_of(theirs.by, request.user)
        model_admin.message_user(
            request, f"{capfirst(who)} went on writing meanwhile. Please look again.", "warning"
        )
        return HttpResponseRedirect(
            model_admin.compare_url(story.pk, mine=mine.number, theirs=theirs.number)
        )
    compared = comparing.compare(*ours, base)
    return _page(
        model_admin,
        request,
        story,
        compared,
        "Two versions of one story",
        left=_version(request, theirs),
        right=_version(request, mine),
        base_known=base is not None,
        together=model_admin.compare_url(story.pk, mine=mine.number, theirs=theirs.number),
    )


def _page(
    model_admin: Any,
    request: HttpRequest,
    story: Any,
    compared: comparing.Comparison,
    title: str,
    **shown: Any,
) -> HttpResponse:
    return TemplateResponse(
        request,
        "admin/story/compare.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "story": story,
            "title": title,
            "compared": compared,
            "back_url": model_admin.url("change", story.pk),
            "history_url": model_admin.url("history", story.pk),
            "restore_url": model_admin.url("restore", story.pk),
            "may_write": model_admin.has_change_permission(request, story),
            **shown,
        },
    )


def _story(model_admin: Any, request: HttpRequest, object_id: str) -> Any:
    """The story, if there is one and somebody may look at it."""
    story = model_admin.get_object(request, unquote(object_id))
    if story is not None and not model_admin.has_view_or_change_permission(request, story):
        raise PermissionDenied
    return story


def _require_change(model_admin: Any, request: HttpRequest, story: Any) -> None:
    if not model_admin.has_change_permission(request, story):
        raise PermissionDenied


def _revision(story: Any, number: str) -> Revision | None:
    found = Revision.objects.filter(article=story, number=_number(number) or 0)
    return found.select_related("by").first()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _is_out(story: Any) -> bool:
    return bool(story.state == Article.State.PUBLISHED)


def _go_on(story: Any) -> str:
    return "Press Update to show it to readers." if _is_out(story) else "Save it to go on with it."
