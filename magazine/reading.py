"""A story as its own page shows it, read in one quick query."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import JSONField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONArray
from django.utils import timezone
from taggit.models import Tag

from magazine.models import Article, Contributor, Credit
from magazine.prepared import Prepared

_AT = datetime.datetime(1970, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def _columns(model: type[Model], *shown: str) -> list[str]:
    """All of a model's, or those that are shown and the rest deferred; in the order in which
    `Model.from_db` takes their values."""
    names = [field.attname for field in model._meta.concrete_fields]
    return [name for name in names if not shown or name in shown]


_CREDIT = _columns(Credit)
_CONTRIBUTOR = _columns(Contributor, "id", "name", "slug", "role", "website")
_TAG = _columns(Tag)


class _Rows(Subquery):
    """The rows of a queryset of one column, `row`, as one JSON array. A query for the credits and
    one for the tags cost more than the whole story, on PostgreSQL a round trip each."""

    output_field = JSONField()
    template = '(SELECT json_group_array(json("row")) FROM (%(subquery)s))'

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = """(SELECT COALESCE(jsonb_agg("row"), '[]') FROM (%(subquery)s) AS found)"""
        return self.as_sql(compiler, connection, template=template, **extra)


def with_rows[Stories: QuerySet[Any]](stories: Stories) -> Stories:
    """Stories together with their credits and tags, for `fill`."""
    credits = Credit.objects.filter(article_id=OuterRef("pk"))
    tags = Tag.objects.filter(magazine_taggedarticle_items__content_object_id=OuterRef("pk"))
    people = (f"contributor__{name}" for name in _CONTRIBUTOR)
    return stories.prefetch_related(None).annotate(
        credit_rows=_Rows(_as_rows(credits, *_CREDIT, *people)),
        tag_rows=_Rows(_as_rows(tags, *_TAG)),
    )


def _as_rows(found: QuerySet[Any], *names: str) -> QuerySet[Any, Any]:
    return found.order_by().annotate(row=JSONArray(*names)).values("row")


_story = Prepared(
    lambda slug, at: with_rows(Article.objects.live(at).for_page()).filter(slug=slug),
    slug="an example of a slug",
    at=_AT,
)


def story_at(slug: str) -> Article | None:
    """The live story of a slug, with all that its page shows (as `for_page()` gives it)."""
    found = _story(slug=slug, at=timezone.now())
    if not found:
        return None
    fill(found[0])
    return found[0]


def fill(story: Any, **further: QuerySet[Any]) -> None:
    """Make of a story that came by `with_rows` one whose credits and tags were prefetched.
    `further`: what else was, by the names of its relations."""
    of_database = story._state.db
    credits = [_credit(of_database, row) for row in story.__dict__.pop("credit_rows")]
    tags = [Tag.from_db(of_database, _TAG, row) for row in story.__dict__.pop("tag_rows")]
    story._prefetched_objects_cache = {
        "credits": as_queryset(Credit, sorted(credits, key=lambda one: (one.position, one.pk))),
        "tags": as_queryset(Tag, sorted(tags, key=lambda one: one.pk)),
        **further,
    }


def _credit(of_database: str, row: list[Any]) -> Credit:
    own, whose = row[: len(_CREDIT)], row[len(_CREDIT) :]
    credit = Credit.from_db(of_database, _CREDIT, own)
    if credit.contributor_id is not None:
        credit.contributor = Contributor.from_db(of_database, _CONTRIBUTOR, whose)
    return credit


def as_queryset(model: type[Model], rows: list[Any]) -> QuerySet[Any]:
    """One that has been asked already, as prefetching leaves it behind."""
    asked = model._default_manager.all()
    asked._result_cache = rows
    asked._prefetch_done = True  # type: ignore[attr-defined]
    return asked
