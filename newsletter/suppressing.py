"""Addresses that get nothing, whatever a form or an import says. The only writer of suppressions.

Which of them the owner of the mailbox can end alone, by signing up and confirming again:
*refused too often* (a mailbox that was full takes mail now, or the confirmation would not have
arrived) and *asked to be forgotten* (whoever asks anew, from the mailbox itself, has the later
word; it keeps imports from bringing them back). *No such mailbox*, *marked as spam* and *by hand*
stay until somebody in the newsroom lifts them: mails to dead mailboxes and to people who press
"spam" cost every other reader, and a stranger can type any address into a form.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsletter.models import (
    Delivery,
    SignUpAttempt,
    Subscriber,
    SubscriberQuerySet,
    Subscription,
    Suppression,
)

Reason = Suppression.Reason
ENDED_BY_OWNER = {Reason.SOFT, Reason.ERASED}
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:]+@[^\s<>()\[\]\"',;:]+")
DETAIL_LENGTH = 300


def hashed(email_key: str) -> str:
    """What is kept of an address (`Address.key`): 64 characters that nobody without our secret key
    can make, or turn back."""
    return _hashed(email_key, settings.SECRET_KEY)


def hashes(email_key: str) -> list[str]:
    """The same under every secret key that we ever had, the present one first: a new key must not
    free anybody (SECRET_KEY_FALLBACKS)."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_hashed(email_key, key) for key in keys]


def _hashed(email_key: str, secret: str) -> str:
    purpose = "newsletter.suppression"
    return salted_hmac(purpose, email_key, secret=secret, algorithm="sha256").hexdigest()


def find(email_key: str) -> Suppression | None:
    return Suppression.objects.filter(email_hash__in=hashes(email_key)).first()


def is_suppressed(email_key: str) -> bool:
    return Suppression.objects.filter(email_hash__in=hashes(email_key)).exists()


def ends_by_owner(email_key: str) -> bool:
    """Whether the owner of the mailbox may have letters again by confirming; True as well for an
    address that is not suppressed."""
    found = find(email_key)
    return found is None or found.reason in ENDED_BY_OWNER


def suppressed_among(email_keys: Iterable[str]) -> set[str]:
    """Those of many keys that are suppressed, in one query."""
    by_hash = {each: key for key in email_keys for each in hashes(key)}
    found = Suppression.objects.filter(email_hash__in=by_hash).values_list("email_hash", flat=True)
    return {by_hash[each] for each in found}


@transaction.atomic
def suppress(
    email_key: str, reason: Reason, *, detail: str = "", at: datetime.datetime | None = None
) -> None:
    """Write to this address no more. Twice is once, and the first reason stays. A subscriber with
    this address can no longer be written to; one who asked to be forgotten is deleted, and with
    them all that we know of them.

    `detail` is why, in a server's or a person's words; addresses in it are not kept.
    """
    if find(email_key) is None:
        row = Suppression(
            email_hash=hashed(email_key),
            reason=reason,
            detail=_without_addresses(detail),
            at=at or timezone.now(),
        )
        # Another worker may write the same at this instant.
        Suppression.objects.bulk_create([row], ignore_conflicts=True)
    if reason == Reason.ERASED:
        _forget(email_key)
        return
    Subscriber.objects.filter(email_key=email_key).update(
        state=Subscriber.State.SUPPRESSED, mail_due="", new_email="", new_email_key=""
    )


@transaction.atomic
def lift(suppression: Suppression) -> None:
    """Let an address be written to again, by hand. A subscriber whom it ended is subscribed once
    more, unless they had left, never confirmed or marked a letter as spam: they must ask anew."""
    for subscriber in Subscriber.objects.filter(state=Subscriber.State.SUPPRESSED).iterator():
        if suppression.email_hash in hashes(subscriber.email_key):
            may_get_letters = (
                suppression.reason != Reason.COMPLAINED
                and subscriber.confirmed_at is not None
                and subscriber.unsubscribed_at is None
            )
            subscriber.state = (
                Subscriber.State.CONFIRMED if may_get_letters else Subscriber.State.UNSUBSCRIBED
            )
            subscriber.soft_bounces = 0
            subscriber.save(update_fields=["state", "soft_bounces"])
    suppression.delete()


def lift_by_owner(email_key: str) -> None:
    """The owner of the mailbox has confirmed: what they can end alone ends."""
    Suppression.objects.filter(email_hash__in=hashes(email_key), reason__in=ENDED_BY_OWNER).delete()


def _forget(email_key: str) -> None:
    """Take away whatever names this address or its owner."""
    among: SubscriberQuerySet = Subscriber.objects.select_for_update()
    subscriber = among.filter(email_key=email_key).first()
    theirs = Q(email__iexact=email_key)
    if subscriber is not None:
        theirs |= Q(subscriber=subscriber)
        # The newsroom's log calls rows by their names.
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Subscriber),
            object_id=str(subscriber.pk),
        ).update(object_repr="a subscriber, erased", change_message="")
    # Letters that wait for them are not sent; of those that were, only the number stays.
    Delivery.objects.filter(theirs, state=Delivery.State.WAITING).update(
        state=Delivery.State.LEFT, ended_at=timezone.now()
    )
    Delivery.objects.filter(theirs).update(email="", domain="", answer="", opened_at=None)
    SignUpAttempt.objects.filter(email_hash=attempt_hash(email_key)).update(email_hash="")
    # Somebody who wants to change to this address has their wish forgotten, not themselves.
    Subscriber.objects.filter(new_email_key=email_key).update(new_email="", new_email_key="")
    if subscriber is not None:
        Subscription.objects.filter(subscriber=subscriber).delete()
        subscriber.delete()


def attempt_hash(email_key: str) -> str:
    """How sign-ups are counted by address, for a day: enough to count by, useless to identify
    anybody without our secret key."""
    return salted_hmac("newsletter.email", email_key, algorithm="sha256").hexdigest()[:32]


def _without_addresses(words: str) -> str:
    printable = "".join(sign if sign.isprintable() else " " for sign in words)
    return _ADDRESS.sub("…", printable)[:DETAIL_LENGTH]
