"""A story as its own page shows it, read in three quick queries."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from taggit.models import Tag

from magazine.models import Article, Credit
from magazine.prepared import Prepared

_AT = datetime.datetime(1970, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
_ID = 2**31 - 19

_story = Prepared(
    lambda slug, at: Article.objects.live(at).for_page().prefetch_related(None).filter(slug=slug),
    slug="an example of a slug",
    at=_AT,
)
_credits = Prepared(
    lambda story: Credit.objects.filter(article_id=story).select_related("contributor"),
    story=_ID,
)
_tags = Prepared(
    lambda story: Tag.objects.filter(
        magazine_taggedarticle_items__content_object_id=story
    ).order_by("pk"),
    story=_ID,
)


def story_at(slug: str) -> Article | None:
    """The live story of a slug, with all that its page shows (as `for_page()` gives it)."""
    found = _story(slug=slug, at=timezone.now())
    if not found:
        return None
    story = found[0]
    story._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "credits": credits_of(story.pk),
        "tags": as_queryset(Tag, _tags(story=story.pk)),
    }
    return story


def credits_of(story: int) -> QuerySet[Credit]:
    """The credits of a story, by its number, with their contributors."""
    return as_queryset(Credit, _credits(story=story))


def as_queryset(model: type[Model], rows: list[Any]) -> QuerySet[Any]:
    """One that has been asked already, as prefetching leaves it behind."""
    asked = model._default_manager.all()
    asked._result_cache = rows
    asked._prefetch_done = True  # type: ignore[attr-defined]
    return asked
