"""What may follow what in the life of a campaign, who may decide it, what is only ever noted."""

import datetime
import uuid

import pytest
from django.utils import timezone

from newsletter import composing, delivering, leases, noting, sending
from newsletter.delivering import Sender
from newsletter.models import Campaign, Delivery, Subscriber
from tests.newsletter.sending.readers import begun, letter, many, states, subscribe

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
LATER = datetime.timedelta(days=1)


def in_state(state, **fields):
    campaign = letter(**fields)
    frozen = timezone.now() if state in {"sending", "sent", "paused"} else None
    Campaign.objects.filter(pk=campaign.pk).update(
        state=state, frozen_at=frozen, send_at=timezone.now() + LATER
    )
    campaign.refresh_from_db()
    return campaign


VERBS = {
    "schedule": lambda campaign, by: sending.schedule(campaign, at=timezone.now() + HOUR, by=by),
    "send_now": lambda campaign, by: sending.send_now(campaign, by=by),
    "unschedule": lambda campaign, by: sending.unschedule(campaign, by=by),
    "pause": lambda campaign, by: sending.pause(campaign, by=by),
    "resume": lambda campaign, by: sending.resume(campaign, by=by),
    "cancel": lambda campaign, by: sending.cancel(campaign, by=by),
}
MAY = {
    "schedule": {"draft": "scheduled", "scheduled": "scheduled", "overdue": "scheduled"},
    "send_now": {"draft": "scheduled", "scheduled": "scheduled", "overdue": "scheduled"},
    "unschedule": {"scheduled": "draft", "overdue": "draft"},
    "pause": {"sending": "paused"},
    "resume": {"paused": "sending"},
    "cancel": {
        "sending": "cancelled", "paused": "cancelled", "scheduled": "cancelled",
        "overdue": "cancelled",
    },
}  # fmt: skip


@pytest.mark.parametrize("state", Campaign.State.values)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_does_what_it_may_and_refuses_the_rest_with_a_sentence(verb, state, sender):
    campaign = in_state(state)
    after = MAY[verb].get(state)
    if after is None:
        with pytest.raises(sending.Refused, match=r"^This letter .*\.$"):
            VERBS[verb](campaign, sender)
        after = state
    else:
        VERBS[verb](campaign, sender)
        assert campaign.state == after
    assert Campaign.objects.get().state == after


@pytest.mark.parametrize("verb", VERBS)
def test_who_may_only_write_may_not_send(verb, wanda):
    campaign = in_state(next(iter(MAY[verb])))
    with pytest.raises(sending.Refused, match="not send them"):
        VERBS[verb](campaign, wanda)
    assert Campaign.objects.get().state == campaign.state


def test_a_letter_without_subject_or_list_or_with_a_moment_gone_by_is_not_scheduled(sender):
    now = timezone.now()
    for campaign in [letter(subject="  "), letter()]:
        if campaign.subject.strip():
            campaign.lists.clear()
        with pytest.raises(sending.Refused):
            sending.send_now(campaign, by=sender)
    with pytest.raises(sending.Refused, match="has passed"):
        sending.schedule(letter(), at=now, by=sender, now=now)
    assert set(Campaign.objects.values_list("state", flat=True)) == {"draft"}


def test_a_campaign_that_was_deleted_meanwhile_is_refused(sender):
    campaign = letter()
    Campaign.objects.all().delete()
    with pytest.raises(sending.Refused, match="deleted"):
        sending.send_now(campaign, by=sender)


def test_it_begins_at_its_moment_and_not_before(sender):
    subscribe(*many(3))
    now = timezone.now()
    campaign = sending.schedule(letter(), at=now + HOUR, by=sender, now=now)
    assert sending.begin_due(now + HOUR - datetime.timedelta(seconds=1)) == []
    assert Delivery.objects.count() == 0
    assert sending.begin_due(now + HOUR) == [campaign]
    assert sending.begin_due(now + HOUR) == []
    assert Campaign.objects.get().state == "sending"
    assert Delivery.objects.filter(state="waiting").count() == 3


@pytest.mark.parametrize(("late", "state"), [(119, "sending"), (121, "overdue")])
def test_a_moment_missed_by_more_than_two_hours_waits_for_a_person(late, state, sender):
    subscribe(*many(3))
    now = timezone.now()
    sending.schedule(letter(), at=now + HOUR, by=sender, now=now)
    sending.begin_due(now + HOUR + datetime.timedelta(minutes=late))
    campaign = Campaign.objects.get()
    assert campaign.state == state
    if state == "overdue":
        assert (
            campaign.trouble == "No sender ran at its moment; one found it 2 hours 1 minutes later."
        )
        assert Delivery.objects.count() == 0
        sending.send_now(campaign, by=sender)
        assert campaign.trouble == ""
        assert sending.begin_due() == [campaign]


def test_how_late_is_too_late_is_the_magazines_choice(settings, sender):
    settings.MAIL_MISSED_AFTER = 5
    now = timezone.now()
    sending.schedule(letter(), at=now + HOUR, by=sender, now=now)
    sending.begin_due(now + HOUR + datetime.timedelta(minutes=6))
    assert Campaign.objects.get().state == "overdue"


def test_a_letter_that_cannot_be_composed_pauses_and_holds_no_other_up(monkeypatch, sender):
    subscribe(*many(2))
    bad, good = letter(subject="Bad"), letter(subject="Good")
    for campaign in [bad, good]:
        sending.send_now(campaign, by=sender)
    compose = composing.compose

    def compose_or_not(campaign):
        if campaign.subject == "Bad":
            raise RuntimeError("a story\x00 without a body")
        return compose(campaign)

    monkeypatch.setattr(composing, "compose", compose_or_not)
    assert sending.begin_due() == [good]
    bad.refresh_from_db()
    assert (bad.state, bad.frozen_at) == ("paused", None)
    assert bad.trouble == "The letter could not be made: RuntimeError: a story without a body"
    assert bad.deliveries.count() == 0
    monkeypatch.undo()
    sending.resume(bad, by=sender)
    assert bad.state == "scheduled"
    assert sending.begin_due() == [bad]


def test_sent_is_said_only_when_every_delivery_has_an_end():
    subscribe(*many(3))
    campaign = begun()
    rows = Delivery.objects.order_by("pk")
    rows.filter(pk=rows[0].pk).update(state="sent")
    rows.filter(pk=rows[1].pk).update(state="sending")
    assert sending.finish() == []
    rows.filter(pk=rows[1].pk).update(state="unknown")
    assert sending.finish() == []
    rows.filter(pk=rows[2].pk).update(state="refused")
    assert sending.finish() == [campaign]
    campaign.refresh_from_db()
    assert (campaign.state, campaign.finished_at is None) == ("sent", False)
    assert sending.finish() == []


def test_an_outcome_that_is_unknown_is_closed_or_sent_again_by_a_person(sender, wanda):
    subscribe(*many(2))
    campaign = begun()
    Delivery.objects.update(state="unknown", handed_at=timezone.now(), ended_at=timezone.now())
    sending.finish()
    one, two = Delivery.objects.order_by("pk")
    with pytest.raises(sending.Refused):
        sending.resend_unknown(one, by=wanda)
    assert sending.close_unknown(one, by=sender).state == "sent"
    assert sending.resend_unknown(two, by=sender).state == "waiting"
    assert (two.handed_at, two.ended_at, two.attempts) == (None, None, 0)
    for delivery in [one, two]:
        with pytest.raises(sending.Refused, match="is known"):
            sending.close_unknown(delivery, by=sender)
        with pytest.raises(sending.Refused, match="is known"):
            sending.resend_unknown(delivery, by=sender)
    campaign.refresh_from_db()
    assert campaign.state == "sending"


def test_what_comes_back_while_a_letter_is_in_hand_is_not_written_over():
    """A provider's webhook may be quicker than the sender's own commit."""
    subscribe("a@b.example")
    campaign = begun()
    now, lease = timezone.now(), uuid.uuid4()
    (row,) = leases.claim([campaign.pk], lease=lease, most=5, now=now)
    assert leases.step(lease, None, row, now)
    noting.note_bounce(row.key, permanent=True, words="550 5.1.1 no such user")
    leases.step(lease, leases.Ended(row, Delivery.State.SENT, "250 ok", 1), None, now)
    assert states(campaign) == {"a@b.example": "bounced"}
    assert Subscriber.objects.get().state == "suppressed"


@pytest.mark.parametrize("moved", [False, True])
def test_an_address_that_was_erased_while_its_letter_was_in_hand_does_not_come_back(moved):
    (reader,) = subscribe("a@b.example")
    campaign = begun()
    now, lease = timezone.now(), uuid.uuid4()
    (row,) = leases.claim([campaign.pk], lease=lease, most=5, now=now)
    row.moved = moved
    assert leases.step(lease, None, row, now)
    reader.delete()
    Delivery.objects.update(email="", domain="")
    leases.step(lease, leases.Ended(row, Delivery.State.SENT, "250 ok", 1), None, now)
    assert Delivery.objects.values_list("email", "domain", "state").get() == ("", "", "sent")


def test_leases_that_end_leave_what_was_handed_over_unknown_and_the_rest_waiting():
    subscribe(*many(5))
    campaign = begun()
    now, lease = timezone.now(), uuid.uuid4()
    rows = leases.claim([campaign.pk], lease=lease, most=4, now=now)
    assert [row.email for row in rows] == many(4)
    assert leases.step(lease, None, rows[0], now)
    assert leases.step(lease, leases.Ended(rows[0], Delivery.State.SENT, "", 1), rows[1], now)
    # Asked once more, as when the database had not answered: the same.
    assert leases.step(lease, leases.Ended(rows[0], Delivery.State.SENT, "", 1), rows[1], now)
    assert leases.expire(now + leases.LEASE - datetime.timedelta(seconds=1)) == (0, 0)
    leases.renew(lease, now + leases.LEASE / 2)
    assert leases.expire(now + leases.LEASE) == (0, 0)
    assert leases.expire(now + 2 * leases.LEASE) == (2, 1)
    assert list(states(campaign).values()) == ["sent", "unknown", "waiting", "waiting", "waiting"]
    # Nothing more goes out under that lease, and what was in hand may still be told.
    assert not leases.step(lease, None, rows[2], now)
    with pytest.raises(leases.Lost):
        leases.why_not(lease, rows[2])
    leases.step(lease, leases.Ended(rows[1], Delivery.State.SENT, "250 ok", 1), None, now)
    assert list(states(campaign).values())[:2] == ["sent", "sent"]


def test_an_idle_sender_asks_the_database_little(
    server, django_assert_max_num_queries, monkeypatch
):
    subscribe(*many(50))
    begun()
    idle = Sender()
    while idle.turn(once=True):
        pass
    monkeypatch.setattr(delivering, "LOOK_EVERY", 0)
    with django_assert_max_num_queries(7):  # one of them: is the digests' round due?
        idle.turn(once=True)
