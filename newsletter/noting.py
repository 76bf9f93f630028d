"""What becomes of a letter after it was sent: delivered, bounced, marked as spam.

The facts come from providers' webhooks (`newsletter.hooks`), from the bounce mailbox
(`newsletter.bouncing`) and from the mail server's own refusal (`newsletter.sending`). Whoever calls
has made sure that the fact is true: that the webhook is signed, that the bounce bears our token.

Every function is one transaction and the same when it is called twice. A delivery goes from a
better end to a worse one and never back: *sent*, *delivered*, *bounced*, *complained*.

The rules by which an address is given up:

- **No such mailbox** (`permanent`): at once.
- **Marked as spam**: at once.
- **Refused for a while** (a full mailbox, a server that is down for days): when that was the end of
  `SOFT_LIMIT` letters in a row, none of them arrived between, and the first and the last of them
  were sent `SOFT_PERIOD` apart or more. A week's holiday of a mailbox costs nobody the letter, also
  where one comes every day.
- Refusals that are about us or the letter (policy, content, the sender) never count (`counts`).

What was refused is the address that the letter went to. Who has changed it since keeps the new one.
"""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from newsletter import addresses, suppressing
from newsletter.models import Delivery, Subscriber, Suppression

State = Delivery.State
Reason = Suppression.Reason

SOFT_LIMIT = 5
SOFT_PERIOD = datetime.timedelta(days=14)

# From better to worse. `unknown` is what nobody could tell; a fact settles it.
_RANK = {
    State.WAITING: 0,
    State.SENDING: 0,
    State.UNKNOWN: 0,
    State.SENT: 1,
    State.DELIVERED: 2,
    State.BOUNCED: 3,
    State.COMPLAINED: 4,
}
_ARRIVED = [State.SENT, State.DELIVERED, State.COMPLAINED]

# The key of a delivery, or what its provider calls the mail.
type Reference = uuid.UUID | str


@transaction.atomic
def note_delivered(reference: Reference, *, at: datetime.datetime | None = None) -> bool:
    """The reader's server has taken the letter. Whether it is a letter of ours."""
    delivery = _find(reference)
    if delivery is None:
        return False
    if _worsen(delivery, State.DELIVERED, "", at):
        subscriber = _still_at(delivery)
        if subscriber and subscriber.soft_bounces:
            subscriber.soft_bounces, subscriber.soft_since = 0, None
            subscriber.save(update_fields=["soft_bounces", "soft_since"])
    return True


@transaction.atomic
def note_bounce(
    reference: Reference,
    *,
    permanent: bool,
    words: str,
    counts: bool = True,
    at: datetime.datetime | None = None,
) -> bool:
    """The letter came back. `permanent`: there is no such mailbox; `counts`: whether it tells
    against the mailbox at all; `words`: the server's. Whether it is a letter of ours."""
    delivery = _find(reference)
    if delivery is None:
        return False
    if _worsen(delivery, State.BOUNCED, words, at):
        if permanent:
            _suppress(delivery, Reason.BOUNCED, words, at)
        elif counts:
            _count(delivery, words, at)
    return True


@transaction.atomic
def note_complaint(
    reference: Reference, *, words: str = "", at: datetime.datetime | None = None
) -> bool:
    """The reader pressed “this is spam”. Whether it is a letter of ours."""
    delivery = _find(reference)
    if delivery is None:
        return False
    if _worsen(delivery, State.COMPLAINED, words, at):
        _suppress(delivery, Reason.COMPLAINED, words, at)
    return True


def _find(reference: Reference) -> Delivery | None:
    """The delivery, locked until the transaction ends."""
    if not reference:
        return None
    among = Delivery.objects.select_for_update()
    if isinstance(reference, uuid.UUID):
        return among.filter(key=reference).first()
    return among.filter(provider_id=reference).first() if reference.isprintable() else None


def _worsen(
    delivery: Delivery, state: Delivery.State, words: str, at: datetime.datetime | None
) -> bool:
    """Write down a worse end; whether it was one. A letter that was never handed to a server can
    have no end out there. One still in hand can: a provider may be quicker than our own commit;
    the worker then finds that it is no longer its."""
    now = _RANK.get(State(delivery.state))
    if now is None or now >= _RANK[state] or (now == 0 and delivery.handed_at is None):
        return False
    delivery.state, delivery.ended_at = state, at or timezone.now()
    delivery.lease = delivery.leased_until = None
    fields = ["state", "ended_at", "lease", "leased_until"]
    if words := _one_line(words):
        delivery.answer = words[:500]
        fields.append("answer")
    delivery.save(update_fields=fields)
    return True


def _count(delivery: Delivery, words: str, at: datetime.datetime | None) -> None:
    """One more letter that a mailbox refused for a while."""
    subscriber = _still_at(delivery)
    if subscriber is None:
        return
    sent = delivery.handed_at or at or timezone.now()
    since = min(subscriber.soft_since or sent, sent)
    arrived = Delivery.objects.filter(
        subscriber=subscriber, state__in=_ARRIVED, handed_at__gt=since, handed_at__lt=sent
    )
    if subscriber.soft_bounces and not arrived.exists():
        subscriber.soft_bounces, subscriber.soft_since = subscriber.soft_bounces + 1, since
    else:
        subscriber.soft_bounces, subscriber.soft_since = 1, sent
    subscriber.save(update_fields=["soft_bounces", "soft_since"])
    if subscriber.soft_bounces >= SOFT_LIMIT and sent - subscriber.soft_since >= SOFT_PERIOD:
        _suppress(delivery, Reason.SOFT, words, at)


def _still_at(delivery: Delivery) -> Subscriber | None:
    """The reader, locked, if the address that the letter went to is still theirs."""
    among = Subscriber.objects.select_for_update()
    return among.filter(deliveries=delivery, email_key=_key(delivery)).first()


def _suppress(
    delivery: Delivery, reason: Suppression.Reason, words: str, at: datetime.datetime | None
) -> None:
    if key := _key(delivery):
        suppressing.suppress(key, reason, detail=_one_line(words)[:300], at=at)


def _key(delivery: Delivery) -> str:
    """The key of the address that a letter went to; "" once it was erased."""
    try:
        return addresses.parse(delivery.email).key
    except addresses.BadAddress:
        return ""


def _one_line(words: str) -> str:
    """A server's words, fit to store: PostgreSQL refuses NUL and lone surrogates."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words[:2000]).split())
