"""A feature as its own page shows it. What stands beside its text comes in one query: facts,
accolades and tags are short rows of two texts and a number."""

from __future__ import annotations

from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value
from taggit.models import Tag

from magazine.reading import as_queryset, credits_of
from spotlight.models import Accolade, SpotlightFeature, SubjectFact

_FACT, _ACCOLADE, _TAG = range(3)
_NO_NUMBER = Value(None, output_field=IntegerField())


def feature_at(slug: str) -> SpotlightFeature | None:
    """The live feature of a slug, with all that its page shows."""
    features: Any = SpotlightFeature.objects  # the type stubs take it for Article's manager
    found: SpotlightFeature | None = (
        features.live().for_page().prefetch_related(None).filter(slug=slug).first()
    )
    if found is not None:
        _fill(found)
    return found


def _fill(feature: SpotlightFeature) -> None:
    facts: list[SubjectFact] = []
    accolades: list[Accolade] = []
    tags: list[Tag] = []
    for kind, _, pk, name, more, number in sorted(_lines(feature.pk), key=lambda line: line[:3]):
        if kind == _FACT:
            facts.append(SubjectFact(pk=pk, feature=feature, label=name, value=more))
        elif kind == _ACCOLADE:
            accolades.append(Accolade(pk=pk, feature=feature, award=name, giver=more, year=number))
        else:
            tags.append(Tag(pk=pk, name=name, slug=more))
    feature._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "credits": credits_of(feature.pk),
        "facts": as_queryset(SubjectFact, facts),
        "accolades": as_queryset(Accolade, accolades),
        "tags": as_queryset(Tag, tags),
    }


def _lines(feature: int) -> QuerySet[Any, Any]:
    """Of every line: its kind, position, number, two texts, and a year."""

    def of(kind: int, rows: QuerySet[Any], position: Any, *values: Any) -> QuerySet[Any, Any]:
        return rows.order_by().values_list(Value(kind), position, "pk", *values)

    facts = SubjectFact.objects.filter(feature=feature)
    accolades = Accolade.objects.filter(feature=feature)
    tags = Tag.objects.filter(magazine_taggedarticle_items__content_object_id=feature)
    year = F("year")
    return of(_FACT, facts, "position", "label", "value", _NO_NUMBER).union(
        of(_ACCOLADE, accolades, "position", "award", "giver", year),
        of(_TAG, tags, Value(0), "name", "slug", _NO_NUMBER),
        all=True,
    )
