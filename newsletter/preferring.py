"""What subscribers choose on their preferences page. The signed link is the permission; it is
asked for again by every verb, and each is one transaction.

As with signing up, nobody learns anything of an address that they type: a change to an address
that is subscribed already, suppressed or new is answered alike, and does the same work.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from newsletter import links, subscribing, suppressing
from newsletter.models import Delivery, MailingList, Subscriber, SubscriberQuerySet
from newsletter.subscribing import BadLink, OldLink, Refused, State, What
from newsletter.tasks import send_due_mails

PLACE = "The preferences page"
PAUSES = (1, 3, 6)  # months that are offered
# Mails about addresses that somebody types here, their notes among them: as many as a few mistakes
# need. Counted anew when they have been left in peace for a week.
ADDRESS_MAILS = 10
MONTH = datetime.timedelta(days=30)
# A pause without an end. Far off, and yet a moment that every time zone can write.
UNTIL_RESUMED = datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)


class StaleLink(OldLink):
    """A link to the preferences that is older than thirty days: its owner may have a fresh one."""

    def __init__(self) -> None:
        super().__init__("This link was good for thirty days, and it is older than that.")


def open_by(token: str) -> Subscriber:
    """Whose preferences a link opens. Changes nothing; raises `BadLink`, `OldLink` for somebody
    who was erased, `StaleLink` after thirty days."""
    return _open(token, Subscriber.objects.all())


def _open(token: str, among: SubscriberQuerySet) -> Subscriber:
    try:
        return subscribing.find(links.key_to_preferences(token), among)
    except links.BadLink as error:
        raise BadLink("This link is not complete. Was it cut off in your mail program?") from error
    except links.OldLink as error:
        subscribing.find(links.key_of_old_preferences(token), among)
        raise StaleLink from error


def _subscribed(token: str, *, lock: bool = True) -> Subscriber:
    """The same, locked. Raises `Refused` for whoever gets no letters: what would be chosen?"""
    among = Subscriber.objects.select_for_update() if lock else Subscriber.objects.all()
    subscriber = _open(token, among)
    if subscriber.state != State.CONFIRMED:
        raise Refused("You get no letters from us at present, so there is nothing to change.")
    return subscriber


def lists_for(subscriber: Subscriber) -> list[MailingList]:
    """What is offered to them: the open lists, and closed ones as long as they are on them."""
    on = subscriber.subscriptions.filter(left_at=None).values("list")
    return list(MailingList.objects.filter(is_open=True) | MailingList.objects.filter(pk__in=on))


@transaction.atomic
def choose(
    token: str,
    *,
    lists: Collection[int],
    interests: Collection[int],
    at: datetime.datetime | None = None,
) -> Subscriber:
    """Be on these lists, by number, and no others; have these sections, none meaning all. Numbers
    that are not offered are passed over. On no list is to leave."""
    from magazine.models import Section

    subscriber, at = _subscribed(token), at or timezone.now()
    offered = lists_for(subscriber)
    wanted = [each for each in offered if each.pk in lists]
    # First on, then off: in between they must not be on none, which would be to leave.
    if subscribing.join(subscriber, wanted, at=at, place=PLACE):
        _owe(subscriber, Subscriber.Mail.WELCOME, at=at)
    unwanted = {each.pk for each in offered} - {each.pk for each in wanted}
    subscribing.leave(subscriber, unwanted, at=at, place=PLACE)
    sections = list(Section.objects.filter(pk__in=interests).order_by("pk"))
    if set(subscriber.interests.all()) != set(sections):
        subscriber.interests.set(sections)
        names = ", ".join(str(each) for each in sections) or "Everything"
        subscribing.record(subscriber, What.INTERESTS, at=at, place=PLACE, detail=names)
    return subscriber


@transaction.atomic
def pause(token: str, months: int | None, *, at: datetime.datetime | None = None) -> Subscriber:
    """No letters for so many months of thirty days; None is until they say otherwise."""
    if months is not None and months not in PAUSES:
        raise Refused("Please choose one of the times.")
    subscriber, at = _subscribed(token), at or timezone.now()
    until = UNTIL_RESUMED if months is None else at + months * MONTH
    subscriber.paused_until = until
    subscriber.save(update_fields=["paused_until"])
    detail = "Until they come back" if months is None else f"Until {until:%Y-%m-%d}"
    subscribing.record(subscriber, What.PAUSED, at=at, place=PLACE, detail=detail)
    return subscriber


@transaction.atomic
def resume(token: str, *, at: datetime.datetime | None = None) -> Subscriber:
    subscriber, at = _subscribed(token), at or timezone.now()
    if subscriber.paused_until is not None:
        subscriber.paused_until = None
        subscriber.save(update_fields=["paused_until"])
        subscribing.record(subscriber, What.RESUMED, at=at, place=PLACE)
    return subscriber


@transaction.atomic
def leave(token: str, *, at: datetime.datetime | None = None) -> Subscriber:
    """Leave everything. Twice is once."""
    subscriber = _open(token, Subscriber.objects.select_for_update())
    subscribing.leave(subscriber, None, at=at or timezone.now(), place=PLACE)
    return subscriber


@transaction.atomic
def erase(token: str, *, at: datetime.datetime | None = None) -> None:
    subscribing.erase(_open(token, Subscriber.objects.select_for_update()), at=at)


@transaction.atomic
def send_link(token: str, *, at: datetime.datetime | None = None) -> None:
    """Owe a fresh link to the address that an old one belongs to, if it is subscribed. Raises
    `BadLink` or `OldLink`; is otherwise silent."""
    try:
        key = links.key_of_old_preferences(token)
    except links.BadLink as error:
        raise BadLink("This link is not complete. Was it cut off in your mail program?") from error
    subscriber = subscribing.find(key, Subscriber.objects.select_for_update())
    if subscriber.state == State.CONFIRMED:
        subscribing.owe(subscriber, Subscriber.Mail.PREFERENCES, at=at or timezone.now())
        subscriber.save(update_fields=["mail_due", "mail_due_since", "mails_sent"])
    transaction.on_commit(send_due_mails.enqueue, robust=True)


@transaction.atomic
def change_address(
    token: str, email: str, *, network: str, at: datetime.datetime | None = None
) -> Subscriber:
    """Want letters at another address: a mail there asks its owner, one to the present address
    says so. Nothing changes before the owner of the new mailbox has confirmed.

    Raises `Refused` for what cannot be written to and `TooMany` over a network's limit. An address
    that is suppressed, or was typed too often, ends in the same silence as any other.
    """
    at = at or timezone.now()
    address = subscribing.written(email)
    if address.key == _subscribed(token, lock=False).email_key:
        raise Refused("This is the address that we write to already.")
    # First the turn, then the row, as a sign-up takes them: else the two could wait for each other.
    may_ask = subscribing.take_attempt(address, network=network, at=at)
    subscriber = _subscribed(token)
    stays_away = not suppressing.ends_by_owner(address.key)
    subscriber.new_email, subscriber.new_email_key = address.email, address.key
    # After the mail to the new address the note to the old one becomes due (newsletter.tasks).
    mail = Subscriber.Mail.ADDRESS_NOTE if stays_away else Subscriber.Mail.NEW_ADDRESS
    changes = ["new_email", "new_email_key", "mails_sent"]
    last = subscriber.mail_sent_at
    if last and last <= at - subscribing.MAIL_LIMIT_FOR:
        subscriber.mails_sent = 0
    if may_ask and subscriber.mails_sent < ADDRESS_MAILS:
        subscriber.mail_due, subscriber.mail_due_since = mail, at
        changes += ["mail_due", "mail_due_since"]
    subscriber.save(update_fields=changes)
    transaction.on_commit(send_due_mails.enqueue, robust=True)
    return subscriber


@transaction.atomic
def keep_address(token: str) -> Subscriber:
    """Take the wish for another address back."""
    subscriber = _subscribed(token)
    subscriber.new_email = subscriber.new_email_key = ""
    if subscriber.mail_due in {Subscriber.Mail.NEW_ADDRESS, Subscriber.Mail.ADDRESS_NOTE}:
        subscriber.mail_due = ""
    subscriber.save(update_fields=["new_email", "new_email_key", "mail_due"])
    return subscriber


def to_change(token: str) -> Subscriber:
    """Who would change to the address that a link was sent to. Changes nothing; raises `BadLink`
    or `OldLink`."""
    return _to_change(token, Subscriber.objects.all())


@transaction.atomic
def confirm_address(token: str, *, at: datetime.datetime | None = None) -> Subscriber:
    """The owner of the new mailbox says yes. Twice is once. If this address had a subscription of
    its own, the two become one. Raises `BadLink` or `OldLink`."""
    subscriber, at = _to_change(token, Subscriber.objects.select_for_update()), at or timezone.now()
    if not subscriber.new_email_key:  # done already
        return subscriber
    key = subscriber.new_email_key
    if not suppressing.ends_by_owner(key):
        raise OldLink(subscribing.COME_BACK)
    suppressing.lift_by_owner(key)
    other = Subscriber.objects.select_for_update().filter(email_key=key).first()
    if other is not None:
        _merge(other, subscriber, at=at)
    subscriber.email, subscriber.email_key = subscriber.new_email, key
    subscriber.new_email = subscriber.new_email_key = ""
    subscriber.soft_bounces = subscriber.mails_sent = 0
    # A note to the old address that has not gone out by now would go to the new one.
    if subscriber.mail_due in {Subscriber.Mail.NEW_ADDRESS, Subscriber.Mail.ADDRESS_NOTE}:
        subscriber.mail_due = ""
    subscriber.save(
        update_fields=[
            "email", "email_key", "new_email", "new_email_key", "soft_bounces", "mails_sent",
            "mail_due",
        ]
    )  # fmt: skip
    subscribing.record(subscriber, What.CHANGED, at=at, place="A link in a mail to the new address")
    return subscriber


def _to_change(token: str, among: SubscriberQuerySet) -> Subscriber:
    try:
        key, mark = links.key_to_new_address(token)
        subscriber = subscribing.find(key, among)
    except links.BadLink as error:
        raise BadLink("This link is not complete. Was it cut off in your mail program?") from error
    except links.OldLink as error:
        raise OldLink("This link has expired: it was good for seven days.") from error
    if subscriber.state != State.CONFIRMED:
        raise OldLink("The newsletter was left since this link was sent.")
    done = not subscriber.new_email_key and links.is_for(mark, subscriber.email_key)
    if not done and not links.is_for(mark, subscriber.new_email_key):
        raise OldLink("This change was taken back, or another address was chosen since.")
    return subscriber


def _merge(other: Subscriber, into: Subscriber, *, at: datetime.datetime) -> None:
    """Make one of two subscribers whose mailbox turned out to be one: the record and the letters
    of `other` are `into`'s, who joins what `other` was on; then `other` is no more."""
    if other.state == State.CONFIRMED:
        theirs = MailingList.objects.filter(
            subscriptions__subscriber=other, subscriptions__left_at=None
        ).exclude(subscriptions__subscriber=into)
        subscribing.join(into, list(theirs), at=at, place="Two subscriptions became one")
    other.consents.update(subscriber=into)
    had = Delivery.objects.filter(subscriber=into).values("campaign")
    Delivery.objects.filter(subscriber=other).exclude(campaign__in=had).update(subscriber=into)
    # Of a letter that both got, or that is on its way to both, one is enough.
    Delivery.objects.filter(subscriber=other, state=Delivery.State.WAITING).update(
        state=Delivery.State.LEFT, ended_at=at
    )
    Delivery.objects.filter(subscriber=other).update(email="", answer="")
    other.delete()


def _owe(subscriber: Subscriber, mail: Subscriber.Mail, *, at: datetime.datetime) -> None:
    """A mail that answers what somebody has just chosen. One that is due already goes out first
    and leads on to this one (newsletter.tasks)."""
    if not subscriber.mail_due:
        subscriber.mail_due, subscriber.mail_due_since = mail, at
        subscriber.save(update_fields=["mail_due", "mail_due_since"])
    transaction.on_commit(send_due_mails.enqueue, robust=True)
