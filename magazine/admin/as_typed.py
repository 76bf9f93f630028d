"""A story as it stands in the form of the writing screen, stored or not. Nothing here stores it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.text import slugify
from taggit.models import Tag

from magazine import revising, working_copy
from magazine.models import Credit, Section

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


def typed_story(model_admin: Any, request: HttpRequest, story: Any) -> Any:
    """The story with what the posted form holds; where that is wrong, with what it was before.
    What cannot be missing on a page (title, slug, section) is made up. Its credits, tags and other
    rows are those typed as well, but for a story that was never saved: it has none yet."""
    fields = flatten_fieldsets(model_admin.get_fieldsets(request, story))
    form_class = model_admin.get_form(request, story, change=story is not None, fields=fields)
    form = form_class(request.POST, request.FILES, instance=story)
    form.is_valid()
    made = form.instance
    if story is not None:
        made._prefetched_objects_cache = _typed_rows(model_admin, request, story)
        if "tags" in form.cleaned_data:
            made._prefetched_objects_cache["tags"] = _tags(form.cleaned_data["tags"])
    made.title = made.title or UNTITLED
    made.slug = made.slug or "preview"
    if made.section_id is None:
        made.section = Section(title="Section", slug="section")
    return made


def _typed_rows(model_admin: Any, request: HttpRequest, story: Any) -> dict[str, list[Any]]:
    """The rows of each inline as they stand in the form, by the name under which the story has
    them. A row that is wrong or being removed is left out."""
    found = {}
    for rows, _ in model_admin.get_formsets_with_inlines(request, story):
        typed = rows(request.POST, instance=story, prefix=rows.get_default_prefix())
        made = [
            form.instance
            for form in typed.forms
            if form.is_valid()
            and (form.has_changed() or form.instance.pk)
            and form.add_prefix("DELETE") not in request.POST
        ]
        name = rows.fk.remote_field.get_accessor_name()
        found[name] = sorted(made, key=lambda row: getattr(row, "position", 0))
    return found


def _tags(names: list[str]) -> list[Tag]:
    """Tags by their names, in their order; what is not known yet is not made."""
    known = {tag.name.casefold(): tag for tag in Tag.objects.filter(name__in=names)}
    return [
        known.get(name.casefold()) or Tag(name=name, slug=slugify(name) or "tag") for name in names
    ]


def typed_names(model_admin: Any, request: HttpRequest, story: Any) -> list[str]:
    """Who is credited in the posted form."""
    names = []
    for rows, _ in model_admin.get_formsets_with_inlines(request, story):
        if rows.model is not Credit:
            continue
        typed = rows(request.POST, instance=story, prefix=rows.get_default_prefix())
        for form in typed.forms:
            name = str(form["who"].value() or "").strip()
            if name and form.add_prefix("DELETE") not in request.POST:
                names.append(name)
    return names
