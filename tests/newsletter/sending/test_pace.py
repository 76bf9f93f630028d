"""Rates a minute, over all senders: in all, and to one domain."""

import datetime
import itertools
import uuid
from collections import Counter

import pytest
from django.utils import timezone

from newsletter import delivering, leases, pace, rounds
from newsletter.models import Delivery, Pace
from tests.newsletter.sending.readers import begun, many, subscribe

pytestmark = pytest.mark.django_db
SECOND = datetime.timedelta(seconds=1)


def sent_in(campaign, seconds, *, start, senders=3, most=40):
    """The places that senders get who ask again and again, in a time that passes by itself here."""
    places = []
    for second in range(seconds):
        now = start + second * SECOND
        for _ in range(senders):
            lease = uuid.uuid4()
            rows = leases.claim([campaign.pk], lease=lease, most=most, now=now)
            places += [(row.not_before, row.domain) for row in rows]
            Delivery.objects.filter(lease=lease).update(state="sent")
    return sorted(place for place in places if place[0] < start + seconds * SECOND)


def fullest_minute(moments):
    return max(
        sum(moment <= other < moment + 60 * SECOND for other in moments) for moment in moments
    )


def test_no_minute_has_more_letters_than_the_rate(settings):
    settings.MAIL_RATE = 120
    subscribe(*many(600))
    start = timezone.now()
    moments = [moment for moment, _ in sent_in(begun(), 150, start=start)]
    assert 298 <= len(moments) <= 300
    assert fullest_minute(moments) == 120
    steps = {after - before for before, after in itertools.pairwise(moments)}
    assert steps == {SECOND / 2}


def test_no_domain_gets_more_than_its_rate_and_holds_up_no_other(settings):
    settings.MAIL_DOMAIN_RATE = 60
    big = [f"reader{number}@big.example" for number in range(300)]
    small = [f"reader{number}@small{number}.example" for number in range(40)]
    subscribe(*big, *small)
    start = timezone.now()
    sent = sent_in(begun(), 120, start=start)
    by_domain = Counter(domain for _, domain in sent)
    assert 118 <= by_domain["big.example"] <= 120
    assert fullest_minute([moment for moment, domain in sent if domain == "big.example"]) == 60
    assert sum(by_domain.values()) - by_domain["big.example"] == 40
    assert max(moment for moment, domain in sent if domain != "big.example") < start + 10 * SECOND


def test_both_rates_at_once(settings):
    settings.MAIL_RATE, settings.MAIL_DOMAIN_RATE = 120, 30
    subscribe(*[f"reader{number}@d{number % 8}.example" for number in range(400)])
    sent = sent_in(begun(), 90, start=timezone.now())
    assert fullest_minute([moment for moment, _ in sent]) <= 125
    for number in range(8):
        of_one = [moment for moment, domain in sent if domain == f"d{number}.example"]
        assert fullest_minute(of_one) <= 30
    assert len(sent) >= 170


def test_without_rates_nothing_is_counted():
    subscribe(*many(30))
    sent = sent_in(begun(), 1, start=timezone.now())
    assert len(sent) == 30
    assert Pace.objects.count() == 0


def test_a_sender_waits_for_the_place_of_each_letter(settings, server):
    settings.MAIL_RATE = 1200
    subscribe(*many(20))
    campaign = begun()
    start = timezone.now()
    delivering.Sender().run(once=True)
    sent = campaign.deliveries.filter(state="sent").order_by("handed_at")
    assert len(sent) == 20
    for number, row in enumerate(sent):
        assert row.handed_at
        assert row.handed_at >= start + number * SECOND / 20


def test_rows_of_quiet_domains_are_forgotten(settings):
    now = timezone.now()
    for domain, age in [("", 2), ("old.example", 2), ("new.example", 0)]:
        Pace.objects.create(domain=domain, next_at=now - age * datetime.timedelta(hours=1))
    pace.forget(now)
    assert sorted(Pace.objects.values_list("domain", flat=True)) == ["", "new.example"]


def test_rounds_are_made_by_one_of_all_in_each_period(monkeypatch, caplog):
    monkeypatch.setattr(rounds, "_rounds", {})
    made: list[datetime.datetime] = []
    rounds.register("digests", 60 * SECOND, made.append)

    def fails(now):
        raise OSError("the mailbox is away")

    rounds.register("bounces", 60 * SECOND, fails)
    now = timezone.now()
    assert rounds.make(now) == 2
    assert rounds.make(now + 59 * SECOND) == 0
    assert rounds.make(now + 60 * SECOND) == 2
    assert made == [now, now + 60 * SECOND]
    assert caplog.text.count("The round bounces failed") == 2
