"""What the writing screen stores: a press of Save, and by itself what is being typed.

The script's requests answer in JSON: 401 without a session, 403 without the right, 404 for a story
that is gone, 422 with a sentence where nothing could be stored. Storing never touches what readers
see; it is `magazine.revising`'s.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from magazine import checking, publishing, renaming, revising, working_copy
from magazine.admin import checklist, typed
from magazine.admin.verbs import moment
from magazine.models import Article, Revision, Section
from newsroom.fields import MomentField

UNTITLED = "Without a title"
_WINDOW = re.compile(r"[0-9a-f-]{8,36}\Z")
State = Article.State


# --- a press of Save ------------------------------------------------------------------------------


def save(request: HttpRequest, form: Any, formsets: list[Any], *, change: bool) -> revising.Kept:
    """Store what a form holds that has been found right: as a version, and on the story's row
    unless readers see that. Inside the admin's transaction; a stored story's row is locked."""
    story, by, note = form.instance, request.user, request.POST.get("version_note", "")
    if not change:
        content = typed.content_of(form, formsets, None)
        working_copy.write(story, content)
        return revising.Kept(revising.record(story, Revision.Kind.SAVED, by=by, note=note))
    content = typed.content_of(form, formsets, _draft(story))
    kept = revising.keep(
        story, content, by=by, base=base_of(request), window=window_of(request), note=note
    )
    if kept.overtaken_by is None and story.state != State.PUBLISHED:
        stored = working_copy.story_of(Article.objects.get(pk=story.pk))
        old = renaming.known_address(stored)
        working_copy.write(stored, content)
        renaming.follow(stored, old)
        revising.record(stored, Revision.Kind.SAVED, by=by)
    return kept


def keep_refused(request: HttpRequest, form: Any, formsets: list[Any]) -> revising.Kept:
    """Store what a form holds that was sent by Save and refused."""
    return revising.keep(
        form.instance,
        typed.content_of(form, formsets, _draft(form.instance)),
        by=request.user,
        base=base_of(request),
        window=window_of(request),
        kind=Revision.Kind.AUTOSAVE,
    )


def _draft(story: Any) -> working_copy.Content | None:
    draft = revising.draft_beside(story)
    return draft.content if draft else None


def base_of(request: HttpRequest) -> int:
    """The version that the form was filled with, 0 for a story without any."""
    return _number(request.POST.get("base", "")) or 0


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


# --- what the script asks for ---------------------------------------------------------------------


def answering(model_admin: Any) -> Callable[..., Any]:
    """For a view that the script calls: no session is said, not redirected."""

    def decorated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not model_admin.admin_site.has_permission(request):
                return JsonResponse({"error": "You are signed out."}, status=401)
            return view(model_admin, request, *args, **kwargs)

        return never_cache(require_POST(answered))

    return decorated


@transaction.atomic
def autosave(model_admin: Any, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
    """POST of the whole form, with `base` and `window`: stores it as a version."""
    if object_id is None:
        return _begin(model_admin, request)
    story = _found(model_admin, request, model_admin.get_object(request, unquote(object_id)))
    if isinstance(story, HttpResponse):
        return story
    form, formsets = typed.forms_of(model_admin, request, story)
    content = typed.content_of(form, formsets, _draft(story))
    kept = revising.keep(
        story,
        content,
        by=request.user,
        base=base_of(request),
        window=window_of(request),
        kind=Revision.Kind.AUTOSAVE,
    )
    if kept.overtaken_by is None:
        _name(story.pk, content)
    return JsonResponse(_answer(model_admin, request, story, kept))


def _begin(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The first words of a new story make a draft. A window that asks once more, because it never
    heard the answer, goes on with the draft that it has made."""
    if not model_admin.has_add_permission(request):
        return _refused("You may not begin a story.", 403)
    section = Section.objects.order_by("position", "title").first()
    if section is None:
        return _refused("There is no section yet for a story to stand in.", 422)
    by, window = request.user, window_of(request) or str(uuid.uuid4())
    form, formsets = typed.forms_of(model_admin, request, None)
    content = typed.content_of(form, formsets, None)
    found, _ = model_admin.model._default_manager.get_or_create(
        slug=typed.fresh_address(by, window),
        defaults={"title": UNTITLED, "section": section, "created_by": by},
    )
    if not model_admin.has_change_permission(request, found):
        return _refused("You may not change this story any more.", 403)
    last = revising.newest(found)
    kept = (
        revising.keep(
            found,
            content,
            by=by,
            base=base_of(request),
            kind=Revision.Kind.AUTOSAVE,
            window=window,
        )
        if last
        else revising.begin(found, content, by=by, window=window)
    )
    _name(found.pk, content)
    return JsonResponse(_answer(model_admin, request, found, kept))


def _name(pk: int, content: working_copy.Content) -> None:
    """The desk's lists call a story that readers never saw as its writer does."""
    fields = content["fields"]
    stories = Article.objects.filter(pk=pk).exclude(state__in=[State.PUBLISHED, State.WITHDRAWN])
    if fields["title"] and "title" not in content["unfinished"]:
        stories.exclude(title=fields["title"]).update(
            title=fields["title"], updated_at=timezone.now()
        )


@transaction.atomic
def here(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """POST with `window`, every few seconds: who else has the story open, and whether there is a
    newer version than `base`. With `leaving` the window says that it is closed."""
    story = _found(model_admin, request, model_admin.look_up(request, unquote(object_id)))
    if isinstance(story, HttpResponse):
        return story
    window = window_of(request)
    if window and request.POST.get("leaving"):
        revising.leave(story, by=request.user, window=window)
        return JsonResponse({})
    last = Revision.objects.filter(article=story).in_line().defer("content").first()
    newer = last if last and last.number != base_of(request) else None
    return JsonResponse(
        {
            "others": _others(request, story, window),
            "newer": _said(model_admin, request, story, newer),
        }
    )


@transaction.atomic
def discard(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """POST: throw away what is not out yet, and show the story as its row has it."""
    story = model_admin.get_object(request, object_id)
    if story is None or not model_admin.has_change_permission(request, story):
        return HttpResponseRedirect(model_admin.url("changelist"))
    publishing.discard_changes(story, by=request.user)
    model_admin.message_user(
        request, "The changes are thrown away. The versions stay in the history.", "success"
    )
    return HttpResponseRedirect(model_admin.url("change", story.pk))


@transaction.atomic
def call_off(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """POST: let no changes go out by themselves."""
    story = model_admin.get_object(request, object_id)
    if story is None or not model_admin.has_change_permission(request, story):
        return HttpResponseRedirect(model_admin.url("changelist"))
    publishing.call_off_changes(story, by=request.user)
    model_admin.message_user(
        request, "The changes stay a draft until somebody presses Update.", "success"
    )
    return HttpResponseRedirect(model_admin.url("change", story.pk))


def update_later(request: HttpRequest, story: Any) -> str:
    """Have the newest version shown to readers at the moment that was typed; a sentence that says
    so. Raises `publishing.Refused`."""
    try:
        at = MomentField().clean(request.POST.get("update_at", ""))
    except ValidationError as error:
        raise publishing.Refused(f"When shall readers see them? {error.messages[0]}") from None
    draft = revising.draft_beside(story)
    if at is None or draft is None:
        raise publishing.Refused("There are no changes that readers do not see already.")
    # Warnings are for who is there when it happens.
    found = checklist.asked_about("_update", story)
    checking.may_go_out([finding for finding in found if finding.is_error])
    publishing.update_later(story, draft, by=request.user, at=at)
    return f"Readers see the changes from {moment(at)} on."


# --- in words -------------------------------------------------------------------------------------


def window_of(request: HttpRequest) -> str:
    window = request.POST.get("window", "")
    return window if _WINDOW.match(window) else ""


def name_of(user: Any, reader: Any) -> str:
    """How the desk calls somebody before `reader`."""
    if user is None:
        return "somebody"
    return "you" if user == reader else user.get_full_name() or user.get_username()


def clock(when: Any) -> str:
    """A moment of today by the clock, an earlier one with its day."""
    local = timezone.localtime(when)
    return date_format(local, "H:i" if local.date() == timezone.localdate() else "j M, H:i")


def _found(model_admin: Any, request: HttpRequest, story: Any) -> Any:
    """A story that somebody may change, or the answer that says why not."""
    if story is None:
        return _refused("This story is gone.", 404)
    if not model_admin.has_change_permission(request, story):
        return _refused("You may not change this story any more.", 403)
    return story


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def _others(request: HttpRequest, story: Any, window: str) -> list[str]:
    if not window:
        return []
    found = revising.present(story, by=request.user, window=window)
    return [name_of(presence.user, request.user) for presence in found]


def _said(
    model_admin: Any, request: HttpRequest, story: Any, revision: Revision | None
) -> dict[str, Any] | None:
    if revision is None:
        return None
    return {
        "number": revision.number,
        "by": name_of(revision.by, request.user),
        "at": clock(revision.at),
    }


def _answer(
    model_admin: Any, request: HttpRequest, story: Any, kept: revising.Kept
) -> dict[str, Any]:
    overtaken = _said(model_admin, request, story, kept.overtaken_by)
    if overtaken:
        overtaken["compare"] = model_admin.compare_url(
            story.pk, mine=kept.revision.number, theirs=overtaken["number"]
        )
    return {
        "number": kept.revision.number,
        "at": clock(kept.revision.at),
        "overtaken": overtaken,
        "others": _others(request, story, window_of(request)),
        "urls": {
            name: model_admin.url(name, story.pk)
            for name in ("change", "preview", "autosave", "here")
        },
    }
