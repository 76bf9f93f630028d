"""Deliveries in hand. A sender takes some under a lease, and of each it is written down, before the
mail server sees it, that it is being handed over.

The rule from which everything follows: what became of one letter and that the next is being handed
over is one transaction (`step`). So whatever is killed, and whenever, at most one row of a sender
says `handed_at`. When its lease ends, that row's outcome is unknown, and every other row of the
lease waits again: nobody can have got those.

A sender that was slow rather than dead finds its lease gone: `step` then refuses to hand over, and
what is known of the one letter that it had in hand is still written, over `unknown`.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from newsletter import pace
from newsletter.letters import Campaign, Delivery
from newsletter.models import Subscriber, Subscription

State = Delivery.State
# Longer than one letter takes at a server that answers; a sender renews it while it has a batch.
LEASE = datetime.timedelta(minutes=2)
ANSWER_LENGTH = 500
STOPPED = "The sender was stopped while it handed this letter over."


@dataclass(slots=True)
class InHand:
    """A delivery that a sender has claimed."""

    pk: int
    campaign_id: int
    key: uuid.UUID
    email: str
    domain: str
    list_id: int | None
    attempts: int
    subscriber_id: int | None
    subscriber_key: uuid.UUID | None
    subscriber_email: str
    subscriber_email_key: str | None
    not_before: datetime.datetime  # its place under the rates
    moved: bool = False  # to another address than the one that was frozen


@dataclass(slots=True)
class Ended:
    """What became of a delivery: one of the ends, or WAITING to be tried again at `due_at`."""

    row: InHand
    state: str
    answer: str = ""
    attempts: int = 0
    due_at: datetime.datetime | None = None
    provider_id: str = ""


def claim(
    campaigns: Iterable[int], *, lease: uuid.UUID, most: int, now: datetime.datetime
) -> list[InHand]:
    """Take up to `most` deliveries of `campaigns` that are due, for one sender, until `LEASE` from
    now. The first campaign's come first."""
    with transaction.atomic():
        found: list[tuple[int, str]] = []
        busy = pace.busy_domains(now)
        for campaign in campaigns:
            if len(found) >= most:
                break
            waiting = Delivery.objects.filter(
                campaign=campaign, state=State.WAITING, due_at__lte=now
            ).exclude(domain__in=busy)
            rows = waiting.order_by("due_at", "pk").select_for_update(skip_locked=True)
            found += rows.values_list("pk", "domain")[: most - len(found)]
        places = pace.places(found, now) if found else {}
        if not places:
            return []
        Delivery.objects.filter(pk__in=list(places)).update(
            state=State.SENDING, lease=lease, leased_until=now + LEASE, handed_at=None
        )
    taken = Delivery.objects.filter(pk__in=list(places)).values_list(
        "pk", "campaign_id", "key", "email", "domain", "list_id", "attempts", "subscriber_id",
        "subscriber__key", "subscriber__email", "subscriber__email_key",
    )  # fmt: skip
    in_hand = [InHand(*values, not_before=places[values[0]]) for values in taken]
    order = {number: position for position, number in enumerate(places)}
    return sorted(in_hand, key=lambda row: (row.not_before, order[row.pk]))


def step(
    lease: uuid.UUID, ended: Ended | None, following: InHand | None, now: datetime.datetime
) -> bool:
    """Write down, in one transaction, what became of the last letter and that `following` is being
    handed over now. Returns whether it may be: not when the lease is gone, the campaign does not go
    out any more, or its reader left since. May be called again with the same values when the
    database did not answer."""
    if ended is None and following is None:
        return False
    statements = []
    if ended is not None:
        statements.append(_end(lease, ended, now))
    if following is not None:
        statements.append(_hand(lease, following, now))
    return _in_one(statements) == 1 and following is not None


def _in_one(statements: list[tuple[str, list[Any]]]) -> int:
    """Run statements as one transaction; how many rows the last of them changed."""
    if connection.vendor == "postgresql" and len(statements) == 2:
        # One statement, one way to the server and back: this is done for every letter.
        (first, values), (second, more) = statements
        statements = [(f"WITH ended AS ({first}) {second}", [*values, *more])]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        return _in_one_on_sqlite(statements)
    together = transaction.atomic() if len(statements) > 1 else nullcontext()
    with together, connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)
        return int(cursor.rowcount)


def _in_one_on_sqlite(statements: list[tuple[str, list[Any]]]) -> int:
    """The same without Django between: there it costs more than the database does."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        database = connection.connection
        database.execute("BEGIN IMMEDIATE")
        try:
            for sql, values in statements:
                changed = database.execute(sql.replace("%s", "?"), values).rowcount
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise
    return int(changed)


_TABLE = Delivery._meta.db_table


def _end(lease: uuid.UUID, ended: Ended, now: datetime.datetime) -> tuple[str, list[Any]]:
    again = ended.state == State.WAITING
    changes: dict[str, Any] = {
        "state": ended.state,
        "answer": ended.answer,
        "attempts": ended.attempts,
        "lease": None,
        "leased_until": None,
    }
    changes |= {"handed_at": None, "due_at": ended.due_at or now} if again else {"ended_at": now}
    if ended.provider_id:
        changes["provider_id"] = ended.provider_id
    assignments = ", ".join(f"{name} = %s" for name in changes)
    if ended.row.moved:  # say where it went, unless its reader was erased since, and the address
        changes |= {"email": ended.row.email, "domain": ended.row.domain}
        for name in ["email", "domain"]:
            assignments += f", {name} = CASE WHEN subscriber_id IS NULL THEN {name} ELSE %s END"
    return (
        f"UPDATE {_TABLE} SET {assignments} WHERE id = %s AND lease = %s AND state IN (%s, %s)",  # noqa: S608
        [
            *map(_stored, changes.values()),
            ended.row.pk,
            _stored(lease),
            State.SENDING.value,
            State.UNKNOWN.value,
        ],
    )


_HAND = f"""
UPDATE {_TABLE} SET handed_at = %s
WHERE id = %s AND lease = %s AND state = %s AND (handed_at IS NULL OR handed_at = %s)
AND leased_until > %s
AND EXISTS (SELECT 1 FROM {Campaign._meta.db_table} c WHERE c.id = %s AND c.state = %s)
AND EXISTS (SELECT 1 FROM {Subscriber._meta.db_table} s WHERE s.id = %s AND s.state = %s
    AND (s.paused_until IS NULL OR s.paused_until <= %s))
AND EXISTS (SELECT 1 FROM {Subscription._meta.db_table} o
    WHERE o.subscriber_id = %s AND o.list_id = %s AND o.left_at IS NULL)
"""  # noqa: S608


def _hand(lease: uuid.UUID, row: InHand, now: datetime.datetime) -> tuple[str, list[Any]]:
    moment = _stored(now)
    return _HAND, [
        moment, row.pk, _stored(lease), State.SENDING.value, moment, moment,
        row.campaign_id, Campaign.State.SENDING.value,
        row.subscriber_id, Subscriber.State.CONFIRMED.value, moment,
        row.subscriber_id, row.list_id,
    ]  # fmt: skip


def _stored(value: Any) -> Any:
    """As the database keeps it."""
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return str(value) if isinstance(value, str) else value


class Lost(Exception):
    """The lease of a row is gone: another sender has it, or a person cancelled it."""


class Halted(Exception):
    """The campaign of a row does not go out at present."""


def why_not(lease: uuid.UUID, row: InHand) -> int | None:
    """Why `step` refused a row: raises `Lost` or `Halted`; otherwise it is the reader. Returns
    another of the campaign's lists, that they are on, when they only left the one that the row
    names; None when they are not to be written to."""
    state = Delivery.objects.filter(pk=row.pk, lease=lease).values_list("state", flat=True).first()
    if state != State.SENDING:
        raise Lost
    if not Campaign.objects.filter(pk=row.campaign_id, state=Campaign.State.SENDING).exists():
        raise Halted
    reader = row.subscriber_id
    if reader is None or not Subscriber.objects.reachable().filter(pk=reader).exists():
        return None
    on = Subscription.objects.filter(
        subscriber=reader, list__campaigns=row.campaign_id, left_at=None
    )
    still = on.order_by("list__position", "list__name", "list_id").values_list("list_id", flat=True)
    return still.first()


def move(lease: uuid.UUID, row: InHand, list_id: int) -> None:
    """Let a delivery go out through another list."""
    Delivery.objects.filter(pk=row.pk, lease=lease).update(list=list_id)
    row.list_id = list_id


def renew(lease: uuid.UUID, now: datetime.datetime) -> None:
    Delivery.objects.filter(lease=lease, state=State.SENDING, leased_until__gt=now).update(
        leased_until=now + LEASE
    )


def give_back(lease: uuid.UUID) -> int:
    """Let what has not been handed over wait again, at once."""
    rest = Delivery.objects.filter(lease=lease, state=State.SENDING, handed_at=None)
    return rest.update(state=State.WAITING, lease=None, leased_until=None)


def take_back(rows: Sequence[InHand], now: datetime.datetime) -> int:
    """Let letters wait again that were refused for what turned out to be the sender's fault."""
    refused = Delivery.objects.filter(pk__in=[row.pk for row in rows], state=State.REFUSED)
    return refused.update(state=State.WAITING, due_at=now, ended_at=None, handed_at=None)


def expire(now: datetime.datetime) -> tuple[int, int]:
    """End the leases of senders that are gone. Returns how many letters wait again and of how many
    nobody knows the outcome."""
    gone = Delivery.objects.filter(state=State.SENDING, leased_until__lte=now)
    if not gone.exists():
        return 0, 0
    with transaction.atomic():
        waiting = gone.filter(handed_at=None).update(
            state=State.WAITING, lease=None, leased_until=None
        )
        # The lease stays: should its sender only have been slow, it may still say what happened.
        unknown = gone.filter(~Q(handed_at=None)).update(
            state=State.UNKNOWN, ended_at=now, answer=STOPPED, attempts=F("attempts") + 1
        )
    return waiting, unknown
