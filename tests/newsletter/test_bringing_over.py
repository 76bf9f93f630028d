"""Readers who said yes elsewhere come along."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail

from newsletter import links, subscribing
from newsletter.models import Consent, Subscriber

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


def test_who_said_yes_before_there_was_a_record_has_one(subscribed, sign_up):
    """What the migration writes of those whom the record does not know."""
    migration = import_module("newsletter.migrations.0004_subscribers_preferences_imports")
    sign_up("bob@readers.example")
    subscribing.unsubscribe(links.leave_token(subscribed))
    Consent.objects.all().delete()
    migration.write_record(apps, None)
    lines = Consent.objects.values_list("subscriber__email", "what", "place", "wording")
    assert sorted(lines) == [
        ("bob@readers.example", "signed_up", "/stories/a-story/", subscribing.WORDING),
        ("rhea@readers.example", "confirmed", "", ""),
        ("rhea@readers.example", "signed_up", "/stories/a-story/", subscribing.WORDING),
        ("rhea@readers.example", "unsubscribed", "", ""),
    ]
    assert Consent.objects.get(what="confirmed").at == subscribed.confirmed_at
