"""Readers who said yes elsewhere come along."""

import pytest
from django.core import mail

from newsletter import links, subscribing
from newsletter.models import Subscriber

pytestmark = pytest.mark.django_db


def test_addresses_are_taken_in_confirmed_once_and_without_a_mail():
    emails = ["Alva@Readers.example", "alva@readers.example", "nonsense", "bob@readers.example"]
    assert subscribing.bring_over(emails, place="the old site") == 2
    assert sorted(Subscriber.objects.reachable().values_list("email_key", "consent_place")) == [
        ("alva@readers.example", "the old site"),
        ("bob@readers.example", "the old site"),
    ]
    assert mail.outbox == []
    assert subscribing.bring_over(emails, place="again") == 0


def test_who_has_left_here_stays_away(subscribed):
    subscribing.unsubscribe(links.leave_token(subscribed))
    assert subscribing.bring_over([subscribed.email], place="the old site") == 0
    assert Subscriber.objects.get().state == "unsubscribed"


def test_progress_is_told_batch_by_batch():
    heard: list[int] = []
    emails = (f"reader{number}@readers.example" for number in range(1200))
    assert subscribing.bring_over(emails, place="x", progress=heard.append) == 1200
    assert heard == [1000, 1200]
