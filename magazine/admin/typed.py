"""Between what stands in the writing screen's form and a working copy (`magazine.working_copy`).

A form that holds nonsense makes a working copy as well: what its fields refuse is kept as it was
typed and shown again.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from taggit.managers import TaggableManager
from taggit.models import Tag
from taggit.utils import edit_string_for_tags

from magazine import kinds, working_copy
from magazine.working_copy import Content
from newsroom.prose import clean_story

# The address of a row that was made for a story's first words. Nobody sees it: the story gets one
# from its title when it is saved.
_FRESH = re.compile(r"draft-\d+-[0-9a-f-]{8,36}\Z")
_LAST = 32768  # behind every position that a row can have


def forms_of(model_admin: Any, request: HttpRequest, story: Any) -> tuple[Any, list[Any]]:
    """The writing screen's form and its rows' formsets, filled by a POST and looked through. None:
    of a new story."""
    fields = model_admin.typed_fields(request, story)
    form_class = model_admin.get_form(request, story, change=story is not None, fields=fields)
    form = form_class(request.POST, request.FILES, instance=story)
    form.is_valid()
    formsets, _ = model_admin._create_formsets(request, form.instance, change=story is not None)
    for formset in formsets:
        formset.is_valid()
    return form, formsets


def fresh_address(by: Any, window: str) -> str:
    """Of the row that `by`'s typing in a window makes, the same whenever it is asked for."""
    return f"draft-{by.pk}-{window}"


def content_of(form: Any, formsets: list[Any], before: Content | None) -> Content:
    """The working copy that a filled form and its rows make. `before`: that of which what the form
    does not show is taken over; None: as the story's row has it."""
    story = form.instance
    model = type(story)
    fields = working_copy.values(story, working_copy.columns(model))
    for field in working_copy.many(model):
        fields[field.name] = _named(form, field, story)
    if before is not None:
        fields |= {
            name: kept
            for name, kept in before["fields"].items()
            if name in fields and name not in form.fields
        }
    rows = {formset.prefix: _rows(formset, before) for formset in formsets}
    return {"fields": fields, "rows": rows, "unfinished": _unfinished(form)}


def _named(form: Any, field: Any, story: Any) -> list[Any]:
    typed = form.cleaned_data.get(field.name)
    if isinstance(field, TaggableManager):
        if typed is None:
            typed = getattr(story, field.name).names() if story.pk else []
        return sorted(typed)
    if typed is None:
        typed = getattr(story, field.name).all() if story.pk else []
    return sorted(one.pk for one in typed)


def _rows(formset: Any, before: Content | None) -> list[dict[str, Any]]:
    name = formset.prefix
    if not formset.management_form.is_valid():
        return list(before["rows"].get(name, [])) if before else kept_rows(formset.instance, name)
    columns = working_copy.row_columns(type(formset.instance), name)
    placed = []
    for form in formset.forms:
        cleaned = getattr(form, "cleaned_data", {})
        if cleaned.get("DELETE") or not form.has_changed():
            continue
        row = working_copy.values(form.instance, columns)
        if unfinished := _unfinished(form):
            row["unfinished"] = unfinished
        position = cleaned.get("position")
        placed.append((_LAST if position is None else position, row))
    return [row for _, row in sorted(placed, key=lambda pair: pair[0])]


def _unfinished(form: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in form.fields.items():
        if name in form.errors:
            raw = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
            found[name] = [_text(one) for one in raw] if isinstance(raw, list) else _text(raw)
    if "body" in found:
        found["body"] = clean_story(found["body"])
    return found


def _text(raw: Any) -> str:
    return "" if raw is None else str(raw).replace("\x00", "")


# --- and back -------------------------------------------------------------------------------------


def initial_of(model: Any, content: Content) -> dict[str, Any]:
    """What the form of a working copy starts with, by field."""
    initial: dict[str, Any] = {}
    for field in working_copy.columns(model):
        if field.name in content["fields"]:
            kept = content["fields"][field.name]
            initial[field.name] = kept if field.is_relation else working_copy.value(field, kept)
    for field in working_copy.many(model):
        named = content["fields"].get(field.name, [])
        if isinstance(field, TaggableManager):
            named = edit_string_for_tags([Tag(name=name) for name in named])
        initial[field.name] = named
    return initial | content["unfinished"]


def shown_address(slug: Any) -> str:
    """What the form shows of a story's address."""
    return "" if _FRESH.match(slug or "") else slug or ""


def kept_rows(story: Any, name: str) -> list[dict[str, Any]]:
    """The rows that the story itself has under `name`."""
    if story.pk is None or name not in kinds.rows_of(story.kind):
        return []
    columns = working_copy.row_columns(type(story), name)
    return [working_copy.values(row, columns) for row in getattr(story, name).all()]


def initial_rows(model: Any, name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the forms of rows start with."""
    columns = working_copy.row_columns(model, name)
    return [
        {field.name: row.get(field.name) for field in columns}
        | {"position": place}
        | row.get("unfinished", {})
        for place, row in enumerate(rows)
    ]
