"""The generation: a number that turns whenever something that readers can see has changed.

The press prints pages under the current generation, so turning it makes every copy old at once and
needs no list of pages. What the clock changes is no business of the number: see `press.moments`.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, F

from press import bell
from press.models import Generation, Turn


def turn() -> None:
    """Turn the generation once the current transaction has been committed (at once if there is
    none). Call it after any change that readers can see.

    The row that it writes is committed together with the change. A process that is killed between
    the commit and the counting therefore loses nothing: whoever looks next counts for it. To write
    the number itself in the transaction would make everybody who publishes wait for each other.
    """
    Turn.objects.create()
    transaction.on_commit(_count_and_ring, robust=True)


def current() -> int:
    """The number, as far as it has been counted."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def counted() -> int:
    """The number, after counting what has been committed and was not counted yet. One query when
    there is nothing to count."""
    row = (
        Generation.objects.filter(pk=1)
        .annotate(waiting=Exists(Turn.objects.all()))
        .values_list("number", "waiting")
        .first()
    )
    if row is None:
        Generation.objects.get_or_create(pk=1)
        row = (0, True)
    number, waiting = row
    if waiting:
        _count()
        number = current()
    return number


def _count_and_ring() -> None:
    _count()
    bell.ring()


def _count() -> None:
    """Of two who count the same turns one deletes them, waits for nobody, and counts once."""
    with transaction.atomic():
        gone, _ = Turn.objects.all().delete()
        if gone and not Generation.objects.filter(pk=1).update(number=F("number") + 1):
            Generation.objects.get_or_create(pk=1, defaults={"number": 1})
