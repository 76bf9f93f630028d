"""Letters on their way, for tests of what becomes of them."""

import datetime
from typing import Any

from django.utils import timezone

from newsletter.models import Campaign, Delivery, MailingList, Subscriber
from tests.newsletter.conftest import RHEA

NOW = datetime.datetime(2026, 11, 2, 8, 0, tzinfo=datetime.UTC)
WEEK = datetime.timedelta(days=7)


def reader(email: str = RHEA, **fields: Any) -> Subscriber:
    """Subscribed, confirmed."""
    said = {"state": "confirmed", "confirmed_at": NOW, "email": email, **fields}
    return Subscriber.objects.get_or_create(email_key=email.lower(), defaults=said)[0]


def delivery(email: str = RHEA, **fields: Any) -> Delivery:
    """A letter that the mail server has accepted."""
    campaign = Campaign.objects.create(
        subject="The weekly", state="sending", frozen_at=timezone.now()
    )
    said = {
        "campaign": campaign,
        "subscriber": reader(email),
        "list": MailingList.objects.first(),
        "email": email,
        "domain": email.rpartition("@")[2],
        "state": Delivery.State.SENT,
        "due_at": NOW,
        "handed_at": NOW,
        **fields,
    }
    return Delivery.objects.create(**said)
