"""Who gets a campaign: one definition for the count before sending and for the sending itself."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Lower, StrIndex, Substr
from django.utils import timezone

from newsletter.letters import Campaign
from newsletter.models import Subscriber, Subscription


def reached_by(campaign: Campaign, *, at: datetime.datetime) -> QuerySet[Subscriber]:
    """The subscribers that a campaign, stored with its lists, goes to at a moment: those who may be
    written to then, are on one of its lists, and are in its segment. Each once."""
    return _reached(campaign, _lists(campaign), at).order_by()


def _reached(campaign: Campaign, lists: list[int], at: datetime.datetime) -> QuerySet[Subscriber]:
    on_one = _is_on(OuterRef("pk")).filter(list__in=lists)
    found = Subscriber.objects.reachable(at).filter(Exists(on_one))
    if wanted := list(campaign.interests.order_by().values_list("pk", flat=True)):
        chosen = Subscriber.interests.through.objects.filter(subscriber=OuterRef("pk"))
        # Who chose nothing gets everything.
        found = found.filter(Exists(chosen.filter(section__in=wanted)) | ~Exists(chosen))
    if campaign.joined_after:
        found = found.filter(signed_up_at__gte=_midnight(campaign.joined_after))
    if campaign.joined_before:
        found = found.filter(signed_up_at__lt=_midnight(campaign.joined_before))
    if campaign.engaged_within is not None:
        found = found.filter(engaged_at__gte=at - datetime.timedelta(days=campaign.engaged_within))
    return found


def count(campaign: Campaign, at: datetime.datetime) -> int:
    """How many a campaign would reach at a moment."""
    return reached_by(campaign, at=at).count()


def recipients(campaign: Campaign, *, at: datetime.datetime) -> QuerySet[Subscriber, Any]:
    """The same, as the rows that freezing stores, in the order of the sign-ups: subscriber, list
    (the first of the campaign's lists that they are on), a new key, address, domain."""
    lists = _lists(campaign)
    # A look-up by list and reader together for each: quick also right after an import, when the
    # database has not counted its rows yet and would choose to walk a whole list for every reader.
    first = Case(
        *(
            When(Exists(_is_on(OuterRef("pk")).filter(list=number)), then=Value(number))
            for number in lists
        ),
        output_field=BigIntegerField(),
    )
    return (
        _reached(campaign, lists, at)
        .order_by("pk")
        .values_list(
            "pk",
            first,
            _NewKey(),
            "email",
            Lower(Substr("email", StrIndex(F("email"), Value("@")) + 1)),
        )
    )


def _lists(campaign: Campaign) -> list[int]:
    ordered = campaign.lists.order_by("position", "name", "pk")
    return list(ordered.values_list("pk", flat=True))


def _is_on(subscriber: Any) -> QuerySet[Subscription]:
    return Subscription.objects.filter(subscriber=subscriber, left_at=None)


class _NewKey(Func):
    """A key that nobody can guess, made by the database for each row."""

    function = ""
    output_field = UUIDField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        return "gen_random_uuid()", []

    def as_sqlite(
        self, compiler: Any, connection: Any, **extra: Any
    ) -> tuple[str, tuple[Any, ...]]:
        return "lower(hex(randomblob(16)))", ()  # as Django stores them there


def _midnight(day: datetime.date) -> datetime.datetime:
    """When a day begins at the magazine's."""
    return timezone.make_aware(
        datetime.datetime.combine(day, datetime.time()),
        timezone.get_default_timezone(),
    )
