"""The only writer of a campaign's state: when it goes out, that it pauses, that it ends.

Each verb is one transaction, takes who does it, refuses with a sentence, and sends nothing itself:
senders (`newsletter.delivering`, started by `manage.py send_campaigns`) look at what stands here
between any two letters. Deliveries are written here, in `newsletter.leases` while they are in hand,
and in `newsletter.noting` when something comes back.

    DRAFT ── schedule, send_now ─→ SCHEDULED ── its moment ─→ SENDING ── all ended ─→ SENT
      ↑            │ unschedule        │ missed                │  ↑
      └────────────┴──── OVERDUE ←─────┘            pause      ↓  │ resume
                                                              PAUSED        cancel ─→ CANCELLED
"""

from __future__ import annotations

import datetime
import logging
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from newsletter import archive, audience, composing
from newsletter.letters import Campaign, CampaignLink, Delivery
from press import generation

logger = logging.getLogger(__name__)
State = Campaign.State
TROUBLE_LENGTH = 1000


class Refused(Exception):
    """Why nothing was done: a sentence to show."""


# --- When it goes out -----------------------------------------------------------------------


@transaction.atomic
def schedule(
    campaign: Campaign, *, at: datetime.datetime, by: Any, now: datetime.datetime | None = None
) -> Campaign:
    """Have a campaign sent at a moment to come. `by` is a user who may send campaigns, or None for
    the magazine itself (a digest). Again with another moment moves it."""
    now = now or timezone.now()
    if at <= now:
        raise Refused("This moment has passed. Choose a later one, or send it now.")
    return _schedule(campaign, at=at, by=by)


@transaction.atomic
def send_now(campaign: Campaign, *, by: Any, now: datetime.datetime | None = None) -> Campaign:
    """Have a campaign sent as soon as a sender sees it, within a second or two."""
    return _schedule(campaign, at=now or timezone.now(), by=by)


def _schedule(campaign: Campaign, *, at: datetime.datetime, by: Any) -> Campaign:
    row = _locked(campaign, by, State.DRAFT, State.SCHEDULED, State.OVERDUE)
    if not row.subject.strip():
        raise Refused("A letter needs a subject.")
    if not row.lists.exists():
        raise Refused("Choose at least one list to send to.")
    return _become(campaign, row, State.SCHEDULED, send_at=at, trouble="")


@transaction.atomic
def unschedule(campaign: Campaign, *, by: Any) -> Campaign:
    """Take a campaign back before it has begun."""
    row = _locked(campaign, by, State.SCHEDULED, State.OVERDUE)
    return _become(campaign, row, State.DRAFT, send_at=None, trouble="")


@transaction.atomic
def pause(campaign: Campaign, *, by: Any, trouble: str = "") -> Campaign:
    """Send nothing more for now. The letter that is just being handed over still goes; no other,
    from the moment this is committed. `trouble` says why, where nobody asked for it."""
    row = _locked(campaign, by, State.SENDING)
    return _become(campaign, row, State.PAUSED, trouble=_words(trouble))


@transaction.atomic
def resume(campaign: Campaign, *, by: Any, now: datetime.datetime | None = None) -> Campaign:
    """Go on where it stopped."""
    row = _locked(campaign, by, State.PAUSED)
    if row.frozen_at is None:  # it could not be composed
        return _become(campaign, row, State.SCHEDULED, send_at=now or timezone.now(), trouble="")
    return _become(campaign, row, State.SENDING, trouble="")


@transaction.atomic
def cancel(campaign: Campaign, *, by: Any, now: datetime.datetime | None = None) -> Campaign:
    """Never send what has not been sent yet. What is just being handed over still goes."""
    now = now or timezone.now()
    row = _locked(campaign, by, State.SENDING, State.PAUSED, State.SCHEDULED, State.OVERDUE)
    _become(campaign, row, State.CANCELLED, finished_at=now)
    _cancel_open(row, now)
    return campaign


def _cancel_open(campaign: Campaign, now: datetime.datetime) -> int:
    open_rows = Delivery.objects.filter(campaign=campaign, state__in=Delivery.OPEN, handed_at=None)
    return open_rows.update(
        state=Delivery.State.CANCELLED, ended_at=now, lease=None, leased_until=None
    )


# --- What senders do with it ----------------------------------------------------------------


def begin_due(now: datetime.datetime | None = None) -> list[Campaign]:
    """Freeze and begin the campaigns whose moment has come; those that missed it wait for a person.
    Returns what has begun. Any number of senders may ask at once."""
    now = now or timezone.now()
    begun = []
    due = Campaign.objects.filter(state=State.SCHEDULED, send_at__lte=now).order_by("send_at", "pk")
    for number in list(due.values_list("pk", flat=True)):
        campaign = _begin(number, now)
        if campaign:
            begun.append(campaign)
    return begun


def _begin(number: int, now: datetime.datetime) -> Campaign | None:
    missed_after = datetime.timedelta(minutes=settings.MAIL_MISSED_AFTER)
    try:
        with transaction.atomic():
            row = (
                Campaign.objects.select_for_update(skip_locked=True)
                .filter(pk=number, state=State.SCHEDULED, send_at__lte=now)
                .first()
            )
            if (
                row is None or row.send_at is None
            ):  # another sender has it, or a person took it back
                return None
            if now - row.send_at > missed_after:
                late = _long(now - row.send_at)
                words = f"No sender ran at its moment; one found it {late} later."
                _become(row, row, State.OVERDUE, trouble=words)
                return None
            freeze(row, now=now)
            return _become(row, row, State.SENDING, trouble="")
    except (OperationalError, InterfaceError):  # the database's trouble, not the campaign's
        raise
    except Exception as error:  # whatever it is, the next campaign must go out
        logger.exception("Campaign %s could not be begun.", number)
        words = _words(f"The letter could not be made: {error.__class__.__name__}: {error}")
        Campaign.objects.filter(pk=number, state=State.SCHEDULED).update(
            state=State.PAUSED, trouble=words
        )
        return None


@transaction.atomic
def freeze(campaign: Campaign, *, now: datetime.datetime | None = None) -> int:
    """Store the letter and who gets it; from then on neither changes. One transaction: a kill
    leaves all of it or nothing. Again it does nothing. Returns how many get it."""
    now = now or timezone.now()
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.frozen_at is None:
        archive.give_address(row)
        letter = composing.compose(row)
        row.html, row.text, row.frozen_at = letter.html, letter.text, now
        row.save(update_fields=["html", "text", "frozen_at"])
        CampaignLink.objects.bulk_create(
            [
                CampaignLink(campaign=row, number=number, url=url)
                for number, url in enumerate(letter.links, start=1)
            ],
            ignore_conflicts=True,
        )
        _store_recipients(row, now)
    for name in ["html", "text", "frozen_at"]:
        setattr(campaign, name, getattr(row, name))
    return Delivery.objects.filter(campaign=campaign).count()


def _store_recipients(campaign: Campaign, now: datetime.datetime) -> None:
    """INSERT … SELECT: 100,000 readers never pass through Python."""
    chosen, values = audience.recipients(campaign, at=now).query.sql_with_params()
    table = connection.ops.quote_name(Delivery._meta.db_table)
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (subscriber_id, list_id, key, email, domain, campaign_id, state,"  # noqa: S608
            " attempts, due_at, answer, provider_id)"
            f" SELECT chosen.*, %s, %s, 0, {_moment()}, '', '' FROM ({chosen}) AS chosen"
            " WHERE true ON CONFLICT DO NOTHING",
            [campaign.pk, Delivery.State.WAITING.value, moment, *values],
        )


def _moment() -> str:
    return "%s::timestamptz" if connection.vendor == "postgresql" else "%s"


def finish(now: datetime.datetime | None = None) -> list[Campaign]:
    """Say of campaigns that they are sent: of those, and only those, in which every delivery has an
    end. Of cancelled ones nothing stays open either. Returns what has been finished."""
    now = now or timezone.now()
    finished = []
    for campaign in Campaign.objects.filter(state=State.SENDING).defer("html", "text"):
        open_rows = Delivery.objects.filter(campaign=campaign, state__in=Delivery.OPEN)
        if open_rows.exists():
            continue
        with transaction.atomic():
            row = Campaign.objects.select_for_update().defer("html", "text").get(pk=campaign.pk)
            if row.state == State.SENDING and not open_rows.exists():
                finished.append(_become(row, row, State.SENT, finished_at=row.finished_at or now))
                generation.turn()  # the archive has another letter
    stray = Delivery.objects.filter(campaign__state=State.CANCELLED, state=Delivery.State.WAITING)
    if stray.exists():  # put off by the mail server while somebody cancelled
        stray.update(state=Delivery.State.CANCELLED, ended_at=now, lease=None, leased_until=None)
    return finished


# --- What a person decides ------------------------------------------------------------------


@transaction.atomic
def resend_unknown(
    delivery: Delivery, *, by: Any, now: datetime.datetime | None = None
) -> Delivery:
    """Send a letter once more of which nobody knows whether it arrived. That may make it two."""
    now = now or timezone.now()
    campaign = _locked(delivery.campaign, by, State.SENDING, State.PAUSED, State.SENT)
    changed = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.UNKNOWN).update(
        state=Delivery.State.WAITING, due_at=now, attempts=0, handed_at=None, ended_at=None,
        lease=None, leased_until=None, answer="",
    )  # fmt: skip
    if not changed:
        raise Refused("The outcome of this letter is known.")
    if campaign.state == State.SENT:
        # All the others have ended, so nothing but this one goes out.
        _become(campaign, campaign, State.SENDING)
        generation.turn()  # until then the archive has one letter less
    delivery.refresh_from_db()
    return delivery


@transaction.atomic
def close_unknown(delivery: Delivery, *, by: Any, now: datetime.datetime | None = None) -> Delivery:
    """Leave it at that: the letter counts as sent."""
    _allowed(by)
    changed = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.UNKNOWN).update(
        state=Delivery.State.SENT, ended_at=now or timezone.now(), lease=None
    )
    if not changed:
        raise Refused("The outcome of this letter is known.")
    delivery.refresh_from_db()
    return delivery


# --- One by one -----------------------------------------------------------------------------

_WHY_NOT = {
    State.DRAFT: "This letter is a draft.",
    State.SCHEDULED: "This letter is scheduled and has not begun.",
    State.OVERDUE: "This letter missed its moment and has not begun.",
    State.SENDING: "This letter is being sent.",
    State.PAUSED: "This letter is paused.",
    State.CANCELLED: "This letter was cancelled.",
    State.SENT: "This letter has been sent.",
}


def _allowed(by: Any) -> None:
    if by is not None and not by.has_perm("newsletter.send_campaign"):
        raise Refused("You may write letters, but not send them. Ask a publisher.")


def _locked(campaign: Campaign, by: Any, *states: str) -> Campaign:
    """The campaign's row, locked and fresh. Raises `Refused` unless it is in one of `states` and
    `by` may send."""
    _allowed(by)
    row = Campaign.objects.select_for_update().filter(pk=campaign.pk).first()
    if row is None:
        raise Refused("This letter has been deleted.")
    if row.state not in states:
        raise Refused(_WHY_NOT[State(row.state)])
    return row


def _become(shown: Campaign, row: Campaign, state: str, **changes: Any) -> Campaign:
    """Write it to the row, and to the object that the caller holds."""
    changes["state"] = state
    for name, value in changes.items():
        setattr(row, name, value)
        setattr(shown, name, value)
    row.save(update_fields=list(changes))
    return shown


def _words(text: str) -> str:
    """A server's words, fit to store and to show (PostgreSQL refuses NUL)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:TROUBLE_LENGTH]


def _long(time: datetime.timedelta) -> str:
    hours, minutes = divmod(int(time.total_seconds()) // 60, 60)
    return f"{hours} hours {minutes} minutes" if hours else f"{minutes} minutes"
