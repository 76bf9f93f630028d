"""A feature as its own page shows it. Facts and accolades, which stand beside its text, come in one
query: they are short rows of two texts and a number."""

from __future__ import annotations

from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value

from magazine.reading import as_queryset, fill, with_rows
from spotlight.models import Accolade, SpotlightFeature, SubjectFact

_FACT, _ACCOLADE = range(2)
_NO_NUMBER = Value(None, output_field=IntegerField())


def feature_at(slug: str) -> SpotlightFeature | None:
    """The live feature of a slug, with all that its page shows."""
    features: Any = SpotlightFeature.objects  # the type stubs take it for Article's manager
    found: SpotlightFeature | None = with_rows(features.live().for_page()).filter(slug=slug).first()
    if found is not None:
        _fill(found)
    return found


def _fill(feature: SpotlightFeature) -> None:
    facts: list[SubjectFact] = []
    accolades: list[Accolade] = []
    for kind, _, pk, name, more, number in sorted(_lines(feature.pk), key=lambda line: line[:3]):
        if kind == _FACT:
            facts.append(SubjectFact(pk=pk, feature=feature, label=name, value=more))
        else:
            accolades.append(Accolade(pk=pk, feature=feature, award=name, giver=more, year=number))
    fill(
        feature,
        facts=as_queryset(SubjectFact, facts),
        accolades=as_queryset(Accolade, accolades),
    )


def _lines(feature: int) -> QuerySet[Any, Any]:
    """Of every line: its kind, position, number, two texts, and a year."""

    def of(kind: int, rows: QuerySet[Any], *values: Any) -> QuerySet[Any, Any]:
        return rows.order_by().values_list(Value(kind), "position", "pk", *values)

    facts = SubjectFact.objects.filter(feature=feature)
    accolades = Accolade.objects.filter(feature=feature)
    return of(_FACT, facts, "label", "value", _NO_NUMBER).union(
        of(_ACCOLADE, accolades, "award", "giver", F("year")),
        all=True,
    )
