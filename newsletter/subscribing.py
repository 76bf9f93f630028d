"""The only writer of subscribers: signing up, confirming, leaving.

Each verb is one transaction and takes what it needs as plain values. Nobody learns from any
answer whether an address is known here: a sign-up does the same work and ends the same way for a
new, a waiting, a subscribed and a departed address, and whoever owns the mailbox gets the mail
that fits. Rows remember which mail is owed (`mail_due`); `newsletter.tasks` sends it.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import uuid
from collections.abc import Callable, Iterable

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsletter import addresses, links
from newsletter.models import SignUpAttempt, Subscriber, SubscriberQuerySet
from newsletter.tasks import send_due_mails

State = Subscriber.State
Mail = Subscriber.Mail

# Shown beside the button and stored with the consent. Changing it asks nobody again.
WORDING = (
    "By subscribing you ask us to send you our newsletter by e-mail. "
    "You can leave at any time, with one press in any letter."
)
PLACE_LENGTH = 300

DAY = datetime.timedelta(days=1)
# Sign-ups from one network: an office at lunch gets through, a script does not.
NETWORK_LIMITS = [(10, datetime.timedelta(minutes=10)), (30, DAY)]
ADDRESS_LIMIT = 3  # a day
MAIL_LIMIT = 3  # to one address, until it has been left in peace for:
MAIL_LIMIT_FOR = datetime.timedelta(days=7)
# Pressing twice is asking once.
ONE_PRESS = datetime.timedelta(minutes=2)


class Refused(Exception):
    """Why nothing was done: a sentence to show."""


class TooMany(Refused):
    """A network has signed up too many addresses; `wait` is how long to leave it."""

    def __init__(self, wait: datetime.timedelta) -> None:
        when = "tomorrow" if wait >= DAY else f"in {wait // datetime.timedelta(minutes=1)} minutes"
        super().__init__(
            f"Many people have signed up from your network just now. Please try again {when}."
        )
        self.wait = wait


class BadLink(Refused):
    """Not one of our links, or cut short."""


class OldLink(Refused):
    """It was one of our links."""


@transaction.atomic
def sign_up(
    email: str,
    *,
    network: str,
    place: str,
    wording: str,
    at: datetime.datetime | None = None,
) -> None:
    """Somebody asks for the letter.

    `network`: where from (`press.network.network`), kept for a day as a keyed hash. `place`: the
    path of the page that the form stood on. `wording`: the consent as it was shown there. Raises
    `Refused` for an address that cannot be written to and `TooMany` over a network's limit; all
    else, also over the limit of an address, ends in the same silence.
    """
    try:
        address = addresses.parse(email)
    except addresses.BadAddress as error:
        raise Refused(str(error)) from error
    at = at or timezone.now()
    network_hash, email_hash = _hash("network", network), _hash("email", address.key)

    _take_turn("network", network_hash)
    attempts = SignUpAttempt.objects.filter(at__gt=at - DAY)
    moments = list(attempts.filter(network=network_hash).values_list("at", flat=True))
    for limit, period in NETWORK_LIMITS:
        if sum(moment > at - period for moment in moments) >= limit:
            raise TooMany(period)

    _take_turn("email", email_hash)
    over = attempts.filter(email_hash=email_hash).count() >= ADDRESS_LIMIT
    # What is over the limit does not count, or a stranger could keep somebody out for ever.
    SignUpAttempt.objects.create(network=network_hash, email_hash="" if over else email_hash, at=at)
    if not over:
        _ask(address, place=_clean(place), wording=wording, at=at)
    # In every case alike. If it cannot be queued the row still remembers.
    transaction.on_commit(send_due_mails.enqueue, robust=True)


def _ask(address: addresses.Address, *, place: str, wording: str, at: datetime.datetime) -> None:
    """Write down who asked and which mail is owed."""
    subscriber, _ = Subscriber.objects.select_for_update().get_or_create(
        email_key=address.key, defaults={"email": address.email}
    )
    fields = ["mail_due", "mail_due_since", "mails_sent"]
    if subscriber.state != State.CONFIRMED:
        # The consent of somebody subscribed stays as it was given: anybody can type an address.
        subscriber.email, subscriber.state = address.email, State.PENDING
        subscriber.consent_at, subscriber.consent_place = at, place
        subscriber.consent_wording = wording
        fields += ["email", "state", "consent_at", "consent_place", "consent_wording"]
    last = subscriber.mail_sent_at
    if last and last <= at - MAIL_LIMIT_FOR:
        subscriber.mails_sent = 0
    just_now = last is not None and last > at - ONE_PRESS
    if not subscriber.mail_due and not just_now and subscriber.mails_sent < MAIL_LIMIT:
        subscriber.mail_due_since = at
        subscriber.mail_due = Mail.KNOWN if subscriber.state == State.CONFIRMED else Mail.CONFIRM
    subscriber.save(update_fields=fields)


def to_confirm(token: str) -> Subscriber:
    """Whose confirmation a link is. Changes nothing; raises `BadLink` or `OldLink`."""
    return _to_confirm(token, Subscriber.objects.all())


@transaction.atomic
def confirm(token: str, *, at: datetime.datetime | None = None) -> Subscriber:
    """The owner of a mailbox says yes. Twice is once. Raises `BadLink` or `OldLink`."""
    subscriber = _to_confirm(token, Subscriber.objects.select_for_update())
    if subscriber.state == State.PENDING:
        subscriber.state, subscriber.confirmed_at = State.CONFIRMED, at or timezone.now()
        subscriber.unsubscribed_at, subscriber.mail_due, subscriber.mails_sent = None, "", 0
        subscriber.save(
            update_fields=["state", "confirmed_at", "unsubscribed_at", "mail_due", "mails_sent"]
        )
    return subscriber


def to_leave(token: str) -> Subscriber:
    """Who would leave by a link. Changes nothing; raises `BadLink` or `OldLink`."""
    return _to_leave(token, Subscriber.objects.all())


@transaction.atomic
def unsubscribe(token: str, *, at: datetime.datetime | None = None) -> Subscriber:
    """Somebody wants no more letters. Twice is once. Raises `BadLink` or `OldLink`."""
    subscriber = _to_leave(token, Subscriber.objects.select_for_update())
    if subscriber.state != State.UNSUBSCRIBED:
        subscriber.state, subscriber.unsubscribed_at = State.UNSUBSCRIBED, at or timezone.now()
        subscriber.mail_due = ""
        subscriber.save(update_fields=["state", "unsubscribed_at", "mail_due"])
    return subscriber


def _to_confirm(token: str, among: SubscriberQuerySet) -> Subscriber:
    try:
        subscriber = _find(links.key_to_confirm(token), among)
    except links.BadLink as error:
        raise BadLink("This link is not complete. Was it cut off in your mail program?") from error
    except links.OldLink as error:
        raise OldLink("This link has expired: it was good for seven days.") from error
    if subscriber.state == State.UNSUBSCRIBED:
        raise OldLink("You have left our newsletter since this link was sent.")
    return subscriber


def _to_leave(token: str, among: SubscriberQuerySet) -> Subscriber:
    try:
        return _find(links.key_to_leave(token), among)
    except links.BadLink as error:
        raise BadLink("This link is not complete. Was it cut off in your mail program?") from error


def _find(key: uuid.UUID, among: SubscriberQuerySet) -> Subscriber:
    subscriber = among.filter(key=key).first()
    if subscriber is None:
        raise OldLink("This address is not on our list any more.")
    return subscriber


def bring_over(
    emails: Iterable[str],
    *,
    place: str,
    at: datetime.datetime | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Take in readers who said yes elsewhere, without a mail to them; `place` says where that was.

    Somebody known here already stays as they are, above all who has left; what is no address is
    passed over. Returns how many are new. Safe to run again; `progress` hears of every batch.
    """
    at = at or timezone.now()
    created = done = 0
    for batch in itertools.batched(emails, 1000):
        new: dict[str, Subscriber] = {}
        for email in batch:
            with contextlib.suppress(addresses.BadAddress):
                address = addresses.parse(email)
                new[address.key] = Subscriber(
                    email=address.email,
                    email_key=address.key,
                    state=State.CONFIRMED,
                    consent_at=at,
                    consent_place=_clean(place),
                    confirmed_at=at,
                )
        with transaction.atomic():
            for key in Subscriber.objects.filter(email_key__in=new).values_list(
                "email_key", flat=True
            ):
                del new[key]
            # Somebody may sign up at this very moment: their own row is the better one.
            Subscriber.objects.bulk_create(new.values(), ignore_conflicts=True)
        created += len(new)
        done += len(batch)
        progress(done)
    return created


def _hash(purpose: str, value: str) -> str:
    """Enough to count by, useless to identify anybody without our secret key."""
    return salted_hmac(f"newsletter.{purpose}", value, algorithm="sha256").hexdigest()[:32]


def _clean(place: str) -> str:
    """A path that a browser sent, fit to store: no control characters (PostgreSQL refuses NUL)."""
    return "".join(character for character in place if character.isprintable())[:PLACE_LENGTH]


def _take_turn(purpose: str, value: str) -> None:
    """Let one transaction at a time count, so that limits hold to the last sign-up. SQLite has one
    writer at a time anyway; on PostgreSQL it is a lock that ends with the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext(%s), hashtext(%s))",
                [f"newsletter.{purpose}", value],
            )
