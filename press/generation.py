"""The generation: a number that turns whenever something that readers can see has changed.

The press prints pages under the current generation, so turning it makes every copy old at once and
needs no list of pages. Who knows what a change can touch names it, in *topics* ("story:12"): then
copies of pages that said to depend on other topics alone stay right (`press.pages.depends_on`).
What the clock changes is no business of the number: see `press.moments`.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, F

from press import bell
from press.models import Generation, Touched, Turn

# What was touched is remembered for so many generations; who comes later takes it for everything.
REMEMBERED = 1000


def turn(*topics: str) -> None:
    """Turn the generation once the current transaction has been committed (at once if there is
    none). Call it after any change that readers can see.

    `topics`: all that the change can touch, names without blanks; none of them means everything,
    and is right whenever one is not sure.

    The row that it writes is committed together with the change. A process that is killed between
    the commit and the counting therefore loses nothing: whoever looks next counts for it. To write
    the number itself in the transaction would make everybody who publishes wait for each other.
    """
    Turn.objects.create(topics=" ".join(sorted(topics)))
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


def touched(after: int, number: int) -> frozenset[str] | None:
    """The topics that the generations from `after` (without it) to `number` changed; None for
    everything, also where it is not remembered any more. One query."""
    lines = Touched.objects.filter(number__gt=after, number__lte=number)
    found = list(lines.values_list("topics", flat=True))
    if len(found) < number - after or not all(found):
        return None
    return frozenset(" ".join(found).split())


def _count() -> None:
    """Of two who count the same turns one deletes them and counts once; the other finds none."""
    with transaction.atomic():
        turns = dict(Turn.objects.select_for_update().order_by("pk").values_list("pk", "topics"))
        if not turns:
            return
        Turn.objects.filter(pk__in=turns).delete()
        Generation.objects.get_or_create(pk=1)
        Generation.objects.filter(pk=1).update(number=F("number") + 1)
        number = current()
        everything = not all(turns.values())
        Touched.objects.create(number=number, topics="" if everything else _together(turns))
        Touched.objects.filter(number__lte=number - REMEMBERED).delete()


def _together(turns: dict[int, str]) -> str:
    return " ".join(sorted({topic for topics in turns.values() for topic in topics.split()}))
