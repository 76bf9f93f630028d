"""A story's working copy: everything that the writing screen holds, as plain JSON.

    {"fields": {"title": "…", "section": 3, "tags": ["linen"], "publish_at": "2026-12-03T14:00Z"},
     "rows": {"credits": [{"role": "words", "contributor": 7, "other_name": ""}], …},
     "unfinished": {"publish_at": "2026-13-"}}

Which fields: all that may be edited of the story's model and those it extends, so that a new one is
kept without being named here. Which rows: those that the story's kind registers (`magazine.kinds`),
in their order. `unfinished` holds what somebody has typed that is none yet, as it was typed; a row
may have one of its own.
"""

from __future__ import annotations

import copy
import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify
from taggit.managers import TaggableManager
from taggit.models import Tag

from magazine import kinds
from magazine.models import Article, Contributor

Content = dict[str, Any]
There = dict[Any, dict[int, Any]]  # rows by their model and number


def columns(model: Any) -> list[Any]:
    """The fields of a story's model that stand in its row and may be edited."""
    return [
        field
        for field in model._meta.fields
        if field.editable and not field.primary_key and not field.auto_created
    ]


def many(model: Any) -> list[Any]:
    """Its fields that name several things: further sections, tags."""
    return [field for field in model._meta.many_to_many if field.editable]


def row_columns(model: Any, name: str) -> list[Any]:
    """The fields of the rows that a story has under `name`, without their place in it."""
    relation = model._meta.get_field(name)
    return [
        field
        for field in columns(relation.related_model)
        if field is not relation.field and field.name != "position"
    ]


def plain(value: Any) -> Any:
    """A field's value as JSON has it."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def value(field: Any, kept: Any) -> Any:
    """What `plain` made JSON of."""
    if isinstance(field, models.DateTimeField):
        return parse_datetime(kept) if kept else None
    return field.to_python(kept)


def values(instance: Any, fields: Iterable[Any]) -> dict[str, Any]:
    return {field.name: plain(getattr(instance, field.attname)) for field in fields}


def story_of(article: Article) -> Any:
    """The whole story: of a spotlight feature the feature, not the article that it extends."""
    model = kinds.model_of(article.kind)
    return article if isinstance(article, model) else model._default_manager.get(pk=article.pk)


def taken(article: Article) -> Content:
    """The working copy of a story as its row stands."""
    story = story_of(article)
    fields = values(story, columns(type(story)))
    for field in many(type(story)):
        named = getattr(story, field.name)
        if isinstance(field, TaggableManager):
            fields[field.name] = sorted(named.names())
        else:
            fields[field.name] = sorted(named.values_list("pk", flat=True))
    rows = {}
    for name in kinds.rows_of(story.kind):
        kept = row_columns(type(story), name)
        rows[name] = [values(row, kept) for row in getattr(story, name).all()]
    return {"fields": fields, "rows": rows, "unfinished": {}}


def is_finished(content: Content) -> bool:
    """Whether nothing in it is half typed."""
    rows = [row for rows in content["rows"].values() for row in rows]
    return not content["unfinished"] and not any(row.get("unfinished") for row in rows)


def write(story: Any, content: Content) -> None:
    """Put a finished working copy onto the row of a story and save it, inside the caller's
    transaction and lock. What it names and is gone by now (a picture, a contributor) is left out;
    a section stays what it was."""
    model = type(story)
    there = _named(model, content)
    for field in columns(model):
        if field.name in content["fields"]:
            _put(story, field, content["fields"][field.name], there)
    story.save()
    for field in many(model):
        if field.name not in content["fields"]:
            continue
        named = content["fields"][field.name]
        if isinstance(field, TaggableManager):
            getattr(story, field.name).set(named)
        else:
            chosen = field.related_model._default_manager.filter(pk__in=named)
            getattr(story, field.name).set(chosen)
    for name, rows in content["rows"].items():
        _write_rows(story, name, rows, there)


def shown(article: Article, content: Content) -> Any:
    """The story as a working copy has it, half typed or not, with its rows and tags: to be looked
    at, never to be saved. `article` stays as it is."""
    story = copy.copy(story_of(article))
    own = values(story, columns(type(story)))
    changed = {name: kept for name, kept in content["fields"].items() if own.get(name) != kept}
    there = _named(type(story), content | {"fields": changed})
    for field in columns(type(story)):
        if field.name in changed:
            _put(story, field, changed[field.name], there)
    prefetched: dict[str, list[Any]] = {}
    for name, rows in content["rows"].items():
        manager, kept = getattr(story, name), row_columns(type(story), name)
        made = [(manager.model(**{manager.field.name: story}), row) for row in rows]
        prefetched[name] = [
            one for one, row in made if all(_put(one, f, row.get(f.name), there) for f in kept)
        ]
    named = content["fields"].get("tags", [])
    known = {tag.name: tag for tag in Tag.objects.filter(name__in=named)}
    prefetched["tags"] = [
        known.get(name) or Tag(name=name, slug=slugify(name) or "tag") for name in named
    ]
    story._prefetched_objects_cache = prefetched
    return story


def credited(content: Content) -> list[str]:
    """The names of all who are credited in a working copy."""
    rows = content["rows"].get("credits", [])
    people = Contributor.objects.in_bulk([row.get("contributor") for row in rows])
    return [
        people[row["contributor"]].name
        if row.get("contributor") in people
        else row.get("other_name") or ""
        for row in rows
    ]


def _named(model: Any, content: Content) -> There:
    """What a working copy names by number (sections, pictures, contributors) and is there: a query
    a model."""
    numbers: dict[Any, set[Any]] = defaultdict(set)
    for field in _foreign(columns(model)):
        numbers[field.related_model].add(content["fields"].get(field.name))
    for name, rows in content["rows"].items():
        for field in _foreign(row_columns(model, name)):
            numbers[field.related_model] |= {row.get(field.name) for row in rows}
    return {
        named: named._default_manager.in_bulk(those - {None}) for named, those in numbers.items()
    }


def _foreign(fields: list[Any]) -> list[Any]:
    return [field for field in fields if isinstance(field, models.ForeignKey)]


def _put(instance: Any, field: Any, kept: Any, there: There) -> bool:
    """Set a field; whether what it names is there."""
    if not isinstance(field, models.ForeignKey) or kept is None:
        setattr(instance, field.attname, value(field, kept))
        return True
    found = there[field.related_model].get(kept)
    if found is not None or field.null:
        setattr(instance, field.name, found)
    return found is not None


def _write_rows(story: Any, name: str, rows: list[dict[str, Any]], named: There) -> None:
    manager, kept = getattr(story, name), row_columns(type(story), name)
    there = [values(row, kept) for row in manager.all()]
    if there == [{field.name: row.get(field.name) for field in kept} for row in rows]:
        return
    manager.all().delete()
    position = 0
    for row in rows:
        made = manager.model(position=position, **{manager.field.name: story})
        if all(_put(made, field, row.get(field.name), named) for field in kept):
            made.save()
            position += 1
