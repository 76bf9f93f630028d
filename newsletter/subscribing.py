"""Signing up, confirming, leaving: the only writer of who is on which list, and of the record of
what they agreed to.

Each verb is one transaction and takes what it needs as plain values. Nobody learns from any
answer whether an address is known here: a sign-up asks the database the same questions and ends
the same way for a new, a waiting, a subscribed, a departed and a suppressed address, and whoever
owns the mailbox gets the mail that fits. Rows remember which mail is owed (`mail_due`);
`newsletter.tasks` sends it. What subscribers choose later is in `newsletter.preferring`, how many
come at once in `newsletter.importing`.
"""

from __future__ import annotations

import datetime
import itertools
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsletter import addresses, links, suppressing, throwaway
from newsletter.models import (
    Consent,
    MailingList,
    SignUpAttempt,
    Subscriber,
    SubscriberQuerySet,
    Subscription,
)
from newsletter.tasks import send_due_mails

State = Subscriber.State
Mail = Subscriber.Mail
What = Consent.What

# Shown beside the button and stored with the consent. Changing it asks nobody again.
WORDING = (
    "By subscribing you ask us to send you our newsletter by e-mail. "
    "You can leave at any time, with one press in any letter."
)
COME_BACK = "Letters to this address have come back since this link was sent."
PLACE_LENGTH = 300
DETAIL_LENGTH = 200

DAY = datetime.timedelta(days=1)
# Sign-ups from one network: an office at lunch gets through, a script does not.
NETWORK_LIMITS = [(10, datetime.timedelta(minutes=10)), (30, DAY)]
ADDRESS_LIMIT = 3  # a day
MAIL_LIMIT = 3  # to one address, until it has been left in peace for:
MAIL_LIMIT_FOR = datetime.timedelta(days=7)
# Pressing twice is asking once.
ONE_PRESS = datetime.timedelta(minutes=2)
# An address that was typed and never confirmed is nobody's consent.
UNCONFIRMED_KEPT = datetime.timedelta(days=30)


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
    lists: Sequence[str] = (),
    at: datetime.datetime | None = None,
) -> None:
    """Somebody asks for the letter.

    `network`: where from (`press.network.network`), kept for a day as a keyed hash. `place`: the
    path of the page that the form stood on, or the address of another site's. `wording`: the
    consent as it was shown there. `lists`: slugs of the lists that the form named; what is closed
    or unknown is passed over, and without any it is the lists that the form joins. Raises
    `Refused` for an address that cannot be written to and `TooMany` over a network's limit; all
    else, also over the limit of an address, ends in the same silence.
    """
    address = written(email)
    at = at or timezone.now()
    may_ask = take_attempt(address, network=network, at=at)
    if may_ask:
        _ask(address, place=_clean(place), wording=wording, lists=lists, at=at)
    # In every case alike. If it cannot be queued the row still remembers.
    transaction.on_commit(send_due_mails.enqueue, robust=True)


def written(email: str) -> addresses.Address:
    """The address that somebody typed; raises `Refused`."""
    try:
        address = addresses.parse(email)
    except addresses.BadAddress as error:
        raise Refused(str(error)) from error
    if settings.NEWSLETTER_BLOCK_THROWAWAY and throwaway.is_throwaway(address):
        raise Refused(
            "Addresses at this domain are thrown away after a while. Please use one that you keep."
        )
    return address


def take_attempt(address: addresses.Address, *, network: str, at: datetime.datetime) -> bool:
    """Count that somebody typed `address`, inside the caller's transaction. Whether a mail to it
    may become due: no more than three times a day. Raises `TooMany` over a network's limit."""
    network_hash, email_hash = _hash("network", network), suppressing.attempt_hash(address.key)

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
    return not over


def _ask(
    address: addresses.Address,
    *,
    place: str,
    wording: str,
    lists: Sequence[str],
    at: datetime.datetime,
) -> None:
    """Write down who asked and which mail is owed. The same statements in every case: how many
    there are, and of which kind, would show in the time that an answer takes."""
    stays_away = not suppressing.ends_by_owner(address.key)
    asked = _open_lists(lists)
    Subscriber.objects.bulk_create(
        [Subscriber(email=address.email, email_key=address.key)], ignore_conflicts=True
    )
    subscriber = Subscriber.objects.select_for_update().get(email_key=address.key)
    subscribed = subscriber.state == State.CONFIRMED
    if not subscribed:
        # The consent of somebody subscribed stays as it was given: anybody can type an address.
        # A suppressed address is kept like any that was never confirmed, so that the newsroom
        # sees who asked in vain; it goes after the same time (`forget_the_unconfirmed`).
        subscriber.email = address.email
        subscriber.state = State.SUPPRESSED if stays_away else State.PENDING
        subscriber.consent_at, subscriber.consent_place = at, place
        subscriber.consent_wording = wording
        subscriber.lists_asked = asked
    if stays_away:
        subscriber.mail_due = ""
    else:
        owe(subscriber, Mail.KNOWN if subscribed else Mail.CONFIRM, at=at)
    subscriber.save(
        update_fields=[
            "mail_due", "mail_due_since", "mails_sent", "email", "state",
            "consent_at", "consent_place", "consent_wording", "lists_asked",
        ]
    )  # fmt: skip
    record(
        subscriber, What.SIGNED_UP, at=at, place=place, wording=wording,
        detail="Was subscribed; nothing changed." if subscribed else "",
    )  # fmt: skip


def owe(subscriber: Subscriber, mail: Subscriber.Mail, *, at: datetime.datetime) -> None:
    """Note on a locked subscriber, not yet saved, that a mail is due; in silence not, when one is
    due already, has just gone out, or they have had as many as a stranger may send them. Fields
    that change: mail_due, mail_due_since, mails_sent."""
    last = subscriber.mail_sent_at
    if last and last <= at - MAIL_LIMIT_FOR:
        subscriber.mails_sent = 0
    just_now = last is not None and last > at - ONE_PRESS
    if not subscriber.mail_due and not just_now and subscriber.mails_sent < MAIL_LIMIT:
        subscriber.mail_due_since = at
        subscriber.mail_due = mail


def _open_lists(slugs: Sequence[str]) -> list[int]:
    """The numbers of those that readers may join by themselves."""
    wanted = set(slugs)
    offered = MailingList.objects.filter(is_open=True).values_list("pk", "slug")
    return sorted(number for number, slug in offered if slug in wanted)


def record(
    subscriber: Subscriber,
    what: Consent.What,
    *,
    at: datetime.datetime,
    place: str = "",
    wording: str = "",
    detail: str = "",
) -> None:
    """Add a line to what a subscriber did and agreed to."""
    subscriber.consents.create(
        what=what, at=at, place=place, wording=wording, detail=detail[:DETAIL_LENGTH]
    )


def join(
    subscriber: Subscriber,
    lists: Iterable[MailingList],
    *,
    at: datetime.datetime,
    place: str,
    wording: str = "",
) -> bool:
    """Put a locked subscriber on lists, inside the caller's transaction. Whether a welcome letter
    is owed for one of them, as it is to whoever joins a list that has one for the first time."""
    before = {each.list_id: each for each in subscriber.subscriptions.all()}
    owed = False
    for each in lists:
        row = before.get(each.pk)
        if row is not None and row.left_at is None:
            continue
        if row is None:
            row = Subscription(subscriber=subscriber, list=each)
            row.welcome_due = bool(each.welcome_subject.strip())
        row.joined_at, row.left_at = at, None
        row.save()
        owed |= row.welcome_due
        record(subscriber, What.JOINED, at=at, place=place, wording=wording, detail=each.name)
    return owed


def leave(
    subscriber: Subscriber,
    lists: Collection[int] | None,
    *,
    at: datetime.datetime,
    place: str,
) -> None:
    """Take a locked subscriber off lists (by number; None is all), inside the caller's
    transaction. Who is on none any more has left: no letter can come, and only they themselves
    can ask for one again."""
    on = list(subscriber.subscriptions.filter(left_at=None).select_related("list"))
    leaving = [row for row in on if lists is None or row.list_id in lists]
    Subscription.objects.filter(pk__in=[row.pk for row in leaving]).update(
        left_at=at, welcome_due=False
    )
    for row in leaving:
        record(subscriber, What.LEFT, at=at, place=place, detail=row.list.name)
    if len(leaving) < len(on) or subscriber.state == State.UNSUBSCRIBED:
        return
    subscriber.unsubscribed_at = at
    subscriber.mail_due = subscriber.new_email = subscriber.new_email_key = ""
    subscriber.paused_until = None
    if subscriber.state != State.SUPPRESSED:
        subscriber.state = State.UNSUBSCRIBED
    subscriber.save(
        update_fields=[
            "state", "unsubscribed_at", "mail_due", "new_email", "new_email_key", "paused_until",
        ]
    )  # fmt: skip
    record(subscriber, What.UNSUBSCRIBED, at=at, place=place)


def to_confirm(token: str) -> Subscriber:
    """Whose confirmation a link is. Changes nothing; raises `BadLink` or `OldLink`."""
    return _to_confirm(token, Subscriber.objects.all())


@transaction.atomic
def confirm(token: str, *, at: datetime.datetime | None = None) -> Subscriber:
    """The owner of a mailbox says yes. Twice is once. Raises `BadLink` or `OldLink`."""
    subscriber = _to_confirm(token, Subscriber.objects.select_for_update())
    if subscriber.state == State.PENDING:
        at = at or timezone.now()
        # Suppressed at the very moment in which they signed up.
        if not suppressing.ends_by_owner(subscriber.email_key):
            raise OldLink(COME_BACK)
        suppressing.lift_by_owner(subscriber.email_key)
        said = {"place": subscriber.consent_place, "wording": subscriber.consent_wording}
        record(subscriber, What.CONFIRMED, at=at, **said)
        owed = join(subscriber, lists_to_join(subscriber), at=at, **said)
        subscriber.state, subscriber.confirmed_at = State.CONFIRMED, at
        subscriber.unsubscribed_at = subscriber.paused_until = None
        subscriber.mails_sent = subscriber.soft_bounces = 0
        subscriber.lists_asked = []
        # It answers what they have just done: the pause between two mails is not for it.
        subscriber.mail_due = Mail.WELCOME if owed else ""
        subscriber.mail_due_since = at
        subscriber.save(
            update_fields=[
                "state", "confirmed_at", "unsubscribed_at", "paused_until", "mails_sent",
                "soft_bounces", "lists_asked", "mail_due", "mail_due_since",
            ]
        )  # fmt: skip
        if owed:
            transaction.on_commit(send_due_mails.enqueue, robust=True)
    return subscriber


def lists_to_join(subscriber: Subscriber) -> list[MailingList]:
    """Those that a sign-up asked for and that are still open; else what the form joins; else, in
    a magazine whose lists are all joined by choice, the first: who asks for letters gets some."""
    offered = MailingList.objects.filter(is_open=True)
    return (
        list(offered.filter(pk__in=subscriber.lists_asked))
        or list(offered.filter(is_default=True))
        or list(offered[:1])
    )


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a link to leave is about: `list` None is everything. `has_left`: it has been used."""

    subscriber: Subscriber
    list: MailingList | None
    has_left: bool


def to_leave(token: str) -> Leaving:
    """Who would leave what by a link. Changes nothing; raises `BadLink` or `OldLink`."""
    subscriber, number = _to_leave(token, Subscriber.objects.all())
    gone = subscriber.unsubscribed_at is not None and subscriber.state != State.PENDING
    if number is None:
        return Leaving(subscriber, None, gone)
    mailing_list = MailingList.objects.filter(pk=number).first()
    on = subscriber.subscriptions.filter(list=number, left_at=None).exists()
    return Leaving(subscriber, mailing_list, gone or not on)


@transaction.atomic
def unsubscribe(
    token: str, *, everything: bool = False, at: datetime.datetime | None = None
) -> Subscriber:
    """Somebody wants no more letters: of the link's list, or at all. Twice is once. Raises
    `BadLink` or `OldLink`."""
    subscriber, number = _to_leave(token, Subscriber.objects.select_for_update())
    place = "A link to leave"
    only = None if everything or number is None else {number}
    leave(subscriber, only, at=at or timezone.now(), place=place)
    return subscriber


def _to_confirm(token: str, among: SubscriberQuerySet) -> Subscriber:
    try:
        subscriber = find(links.key_to_confirm(token), among)
    except links.BadLink as error:
        raise BadLink("This link is not complete. Was it cut off in your mail program?") from error
    except links.OldLink as error:
        raise OldLink("This link has expired: it was good for seven days.") from error
    if subscriber.state == State.UNSUBSCRIBED:
        raise OldLink("You have left our newsletter since this link was sent.")
    if subscriber.state == State.SUPPRESSED:
        raise OldLink(COME_BACK)
    return subscriber


def _to_leave(token: str, among: SubscriberQuerySet) -> tuple[Subscriber, int | None]:
    try:
        key, number = links.key_to_leave(token)
    except links.BadLink as error:
        raise BadLink("This link is not complete. Was it cut off in your mail program?") from error
    return find(key, among), number


def find(key: uuid.UUID, among: SubscriberQuerySet) -> Subscriber:
    """Whose link it is. Raises `OldLink` for somebody who was erased."""
    subscriber = among.filter(key=key).first()
    if subscriber is None:
        raise OldLink("This address is not on our list any more.")
    return subscriber


@transaction.atomic
def take_off(number: int, *, by: str, at: datetime.datetime | None = None) -> bool:
    """Somebody in the newsroom (`by`) was asked to send them no more. Whether they got letters."""
    among: SubscriberQuerySet = Subscriber.objects.select_for_update()
    subscriber = among.filter(pk=number).first()
    if subscriber is None or subscriber.state not in {State.CONFIRMED, State.PENDING}:
        return False
    leave(subscriber, None, at=at or timezone.now(), place=f"By {by}, who was asked to")
    return True


@transaction.atomic
def erase(subscriber: Subscriber, *, at: datetime.datetime | None = None) -> None:
    """Somebody wants to be forgotten. Nothing stays but a hash that keeps imports from bringing
    them back."""
    suppressing.suppress(subscriber.email_key, suppressing.Reason.ERASED, at=at)


def forget_the_unconfirmed(now: datetime.datetime) -> int:
    """Delete those who never confirmed and have not asked for thirty days: we have no reason to
    know their addresses. How many."""
    old = Subscriber.objects.filter(
        state__in=[State.PENDING, State.SUPPRESSED],
        confirmed_at=None,
        mail_due="",
        consent_at__lt=now - UNCONFIRMED_KEPT,
    )
    _, by_kind = old.delete()
    return by_kind.get("newsletter.Subscriber", 0)


class _Known(NamedTuple):
    """What is asked of a subscriber's row when an address is brought over."""

    pk: int
    key: uuid.UUID
    email_key: str
    state: str
    confirmed_at: datetime.datetime | None


class Outcome(StrEnum):
    """What became of an address that was to be brought over."""

    ADDED = "added"
    JOINED = "joined"  # a subscriber already, new on a list
    KNOWN = "known"  # on these lists already
    LEFT = "left"
    LEFT_LIST = "left_list"
    PENDING = "pending"
    SUPPRESSED = "suppressed"


@transaction.atomic
def take_in(
    batch: Sequence[addresses.Address],
    lists: Sequence[MailingList],
    *,
    place: str,
    wording: str = "",
    at: datetime.datetime,
) -> list[Outcome]:
    """Put readers who said yes elsewhere on lists, without a mail to them. An outcome for each of
    `batch`, in its order; an address that stands twice is `KNOWN` the second time.

    Nobody comes back who has left, here or on one of the lists; nobody who was suppressed; and
    who has not confirmed here does not become subscribed by somebody else's file. A fixed number
    of queries.
    """
    place = _clean(place)
    keys = {address.key for address in batch}
    keys -= suppressing.suppressed_among(keys)
    theirs = Subscriber.objects.filter(email_key__in=keys)
    unknown = keys.difference(theirs.values_list("email_key", flat=True))
    new = {
        address.key: Subscriber(
            email=address.email, email_key=address.key, state=State.CONFIRMED,
            consent_at=at, consent_place=place, consent_wording=wording, confirmed_at=at,
        )
        # In one order, so that two imports at once wait for each other in one direction only.
        for address in sorted(batch, key=lambda address: address.key)
        if address.key in unknown
    }  # fmt: skip
    # Somebody may sign up at this very moment: their own row is the better one.
    Subscriber.objects.bulk_create(new.values(), ignore_conflicts=True)
    locked = theirs.select_for_update().order_by("pk").values_list(*_Known._fields)
    rows = {row.email_key: row for row in map(_Known._make, locked)}
    added = {key for key, it in new.items() if key in rows and rows[key].key == it.key}
    on = {
        (subscriber, number): left_at
        for subscriber, number, left_at in Subscription.objects.filter(
            subscriber__in=[row.pk for row in rows.values()], list__in=lists
        ).values_list("subscriber", "list", "left_at")
    }
    outcomes: list[Outcome] = []
    seen: set[str] = set()
    joining: list[Subscription] = []
    consents: list[Consent] = []
    for address in batch:
        row = rows.get(address.key)
        if row is None:  # or erased at this very moment
            outcomes.append(Outcome.SUPPRESSED)
            continue
        missing = [each for each in lists if (row.pk, each.pk) not in on]
        if address.key in seen:
            outcome = Outcome.KNOWN
        elif row.state == State.SUPPRESSED:
            outcome = Outcome.SUPPRESSED
        elif row.state == State.UNSUBSCRIBED or (row.state == State.PENDING and row.confirmed_at):
            outcome = Outcome.LEFT
        elif row.state == State.PENDING:
            outcome = Outcome.PENDING
        elif address.key in added:
            outcome = Outcome.ADDED
        elif missing:
            outcome = Outcome.JOINED
        elif any(on[row.pk, each.pk] for each in lists):
            outcome = Outcome.LEFT_LIST
        else:
            outcome = Outcome.KNOWN
        if outcome in {Outcome.ADDED, Outcome.JOINED}:
            joining += [
                Subscription(subscriber_id=row.pk, list=each, joined_at=at) for each in missing
            ]
            detail = ", ".join(each.name for each in missing)[:DETAIL_LENGTH]
            consents.append(
                Consent(
                    subscriber_id=row.pk, what=What.IMPORTED, at=at,
                    place=place, wording=wording, detail=detail,
                )
            )  # fmt: skip
        seen.add(address.key)
        outcomes.append(outcome)
    Subscription.objects.bulk_create(joining, ignore_conflicts=True)
    Consent.objects.bulk_create(consents)
    return outcomes


def bring_over(
    emails: Iterable[str],
    *,
    place: str,
    at: datetime.datetime | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Take in readers who said yes elsewhere, on the lists that the sign-up form joins; `place`
    says where that was. As `take_in`; what is no address is passed over.

    Returns how many are new. Safe to run again; `progress` hears of every batch.
    """
    at = at or timezone.now()
    lists = list(MailingList.objects.filter(is_default=True))
    created = done = 0
    for batch in itertools.batched(emails, 1000):
        outcomes = take_in(list(_addresses_among(batch)), lists, place=place, at=at)
        created += outcomes.count(Outcome.ADDED)
        done += len(batch)
        progress(done)
    return created


def _addresses_among(emails: Iterable[str]) -> Iterable[addresses.Address]:
    for email in emails:
        try:
            yield addresses.parse(email)
        except addresses.BadAddress:
            continue


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
