"""How pictures are found on the wall, beside words."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from library import uses
from library.models import Collection, Picture

RIGHTS_END_SOON = datetime.timedelta(days=60)
MOST_CREDITS = 40


class OrientationFilter(admin.SimpleListFilter):
    title = "orientation"
    parameter_name = "orientation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("portrait", "Upright"), ("landscape", "Wide"), ("square", "Square")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        if self.value() == "portrait":
            return queryset.filter(height__gt=F("width"))
        if self.value() == "landscape":
            return queryset.filter(width__gt=F("height"))
        if self.value() == "square":
            return queryset.filter(width=F("height"))
        return queryset


class AltFilter(admin.SimpleListFilter):
    title = "alternative text"
    parameter_name = "alt"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", "Missing"), ("written", "Written")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        if self.value() == "missing":
            return queryset.filter(alt="")
        if self.value() == "written":
            return queryset.exclude(alt="")
        return queryset


class RightsFilter(admin.SimpleListFilter):
    title = "rights"
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ending", "End within 60 days"), ("ended", "Have ended"), ("open", "No end")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        today = timezone.localdate()
        if self.value() == "ending":
            return queryset.filter(rights_until__range=(today, today + RIGHTS_END_SOON))
        if self.value() == "ended":
            return queryset.filter(rights_until__lt=today)
        if self.value() == "open":
            return queryset.filter(rights_until=None)
        return queryset


class CreditFilter(admin.SimpleListFilter):
    """The names that stand under most pictures; others are found by searching."""

    title = "credit"
    parameter_name = "credit"
    nobody = "-"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        named = Picture.objects.exclude(credit="").order_by().values_list("credit")
        often = named.annotate(count=Count("pk")).order_by("-count", "credit")[:MOST_CREDITS]
        names = sorted((credit for credit, _ in often), key=str.casefold)
        return [(self.nobody, "Nobody"), *((name, name) for name in names)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        asked = self.value()
        if asked is None or "\x00" in asked:
            return queryset
        return queryset.filter(credit="" if asked == self.nobody else asked)


class UseFilter(admin.SimpleListFilter):
    title = "use"
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("unused", "Unused"), ("used", "Used")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        if self.value() == "unused":
            return queryset.exclude(pk__in=uses.used())
        if self.value() == "used":
            return queryset.filter(pk__in=uses.used())
        return queryset


class CollectionFilter(admin.SimpleListFilter):
    title = "collection"
    parameter_name = "collection"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rows = Collection.objects.values_list("pk", "name")
        return [(str(pk), name) for pk, name in rows]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        number = collection_number(self.value())
        if number is None:
            return queryset
        # Not by a join: a picture stands on the wall once.
        within = Picture.collections.through.objects.filter(collection_id=number)
        return queryset.filter(pk__in=within.values("picture_id"))


def collection_number(text: str | None) -> int | None:
    """The number of a collection as an address names it; None for nonsense."""
    if text and text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    return None
