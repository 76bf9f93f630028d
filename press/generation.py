"""The generation: a number that turns whenever something that readers can see has changed.

The page store prints pages under the current generation; today it names the state of the whole
magazine in one number that any process can read with one query.
"""

from django.db import transaction
from django.db.models import F

from press.models import Generation


def turn() -> None:
    """Turn the generation once the current transaction has been committed (at once if there is
    none). Call it after any change that readers can see."""
    transaction.on_commit(_turn)


def _turn() -> None:
    if not Generation.objects.filter(pk=1).update(number=F("number") + 1):
        Generation.objects.get_or_create(pk=1, defaults={"number": 1})


def current() -> int:
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0
