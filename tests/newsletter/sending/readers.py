"""A list with readers, and letters to them."""

import datetime
from typing import Any

from django.utils import timezone

from newsletter import sending
from newsletter.models import Campaign, Delivery, MailingList, Subscriber, Subscription


def the_list() -> MailingList:
    found, _ = MailingList.objects.get_or_create(
        slug="weekly", defaults={"name": "The weekly", "position": 1}
    )
    return found


def subscribe(*emails: str, to: MailingList | None = None, **fields: Any) -> list[Subscriber]:
    """Readers who confirmed, on one list."""
    now = timezone.now()
    fields = {"state": "confirmed", "confirmed_at": now, **fields}
    readers = Subscriber.objects.bulk_create(
        (Subscriber(email=email, email_key=email.lower(), **fields) for email in emails),
        batch_size=2000,
    )
    on = to or the_list()
    Subscription.objects.bulk_create(
        (Subscription(subscriber=reader, list=on, joined_at=now) for reader in readers),
        batch_size=2000,
    )
    return readers


def many(count: int) -> list[str]:
    return [f"reader{number}@readers.example" for number in range(count)]


def letter(*lists: MailingList, **fields: Any) -> Campaign:
    """A campaign to the weekly's readers, unless to others."""
    fields = {"subject": "Autumn, at last", "opening": "<p>Dear reader,</p>", **fields}
    campaign = Campaign.objects.create(**fields)
    campaign.lists.set(lists or [the_list()])
    return campaign


def begun(*lists: MailingList, now: datetime.datetime | None = None, **fields: Any) -> Campaign:
    """A campaign whose audience is frozen."""
    campaign = sending.send_now(letter(*lists, **fields), by=None, now=now)
    assert sending.begin_due(now) == [campaign]
    campaign.refresh_from_db()
    return campaign


def states(campaign: Campaign) -> dict[str, str]:
    """What became of it, by address."""
    rows = Delivery.objects.filter(campaign=campaign).order_by("pk")
    return dict(rows.values_list("email", "state"))
