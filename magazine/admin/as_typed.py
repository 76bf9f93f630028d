"""A story as it stands in the form of the writing screen, stored or not. Nothing here stores it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from magazine import revising, working_copy
from magazine.admin import typed
from magazine.models import Section

UNTITLED = "Without a title"


def story_for(model_admin: Any, request: HttpRequest, object_id: str | None) -> Any:
    """The stored story that a page beside the form is about; None for one that is new. Raises
    Http404 or PermissionDenied for who may not see it, or may not begin one."""
    if object_id is None:
        if not model_admin.has_add_permission(request):
            raise PermissionDenied
        return None
    story = model_admin.get_queryset(request).filter(pk=_key(object_id)).first()
    if story is None:
        raise Http404("There is no such story.")
    if not model_admin.has_view_or_change_permission(request, story):
        raise PermissionDenied
    return story


def may_type(model_admin: Any, request: HttpRequest, story: Any) -> bool:
    return story is None or model_admin.has_change_permission(request, story)


def _key(object_id: str) -> int:
    text = unquote(object_id)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def as_written(article: Any) -> Any:
    """A stored story as its newest version has it: with the draft beside it, if there is one."""
    draft = revising.draft_beside(article)
    if draft is None:
        return working_copy.story_of(article)
    return working_copy.shown(article, draft.content)


def typed_story(model_admin: Any, request: HttpRequest, story: Any) -> tuple[Any, list[str]]:
    """The story with what the posted form holds, and the names of all who are credited in it. Where
    the form is wrong, what was there before. What cannot be missing on a page (title, slug,
    section) is made up. A story that was never saved comes without rows and tags."""
    form, formsets = typed.forms_of(model_admin, request, story)
    content = typed.content_of(form, formsets, None)
    if story is None:
        made, names = form.instance, working_copy.credited(content)
    else:
        made = working_copy.shown(story, content)
        names = [credit.name for credit in made.credits.all()]
    made.title = made.title or UNTITLED
    made.slug = made.slug or "preview"
    if made.section_id is None:
        made.section = Section(title="Section", slug="section")
    return made, names
