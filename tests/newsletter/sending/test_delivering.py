"""A letter goes to everybody once, whatever the mail server says to some of them."""

import datetime

import pytest
from django.utils import timezone

from newsletter import delivering, letter_mail, sending, suppressing
from newsletter.models import Campaign, Delivery, MailingList, Subscriber, Suppression
from tests.newsletter.sending.readers import begun, letter, many, states, subscribe, the_list

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def state(campaign):
    campaign.refresh_from_db()
    return campaign.state


def test_everybody_gets_it_once_and_then_it_is_sent(server, run):
    subscribe(*many(250))
    campaign = begun()
    said: list[str] = []
    assert run(say=said.append).counts == {"sent": 250}
    assert sorted(server.recipients()) == sorted(many(250))
    keys = dict(Delivery.objects.values_list("email", "key"))
    assert {name for _, name, _ in server.accepted()} == {
        letter_mail.message_id(key) for key in keys.values()
    }
    assert state(campaign) == "sent"
    assert campaign.finished_at is not None
    assert said == ["“Autumn, at last” is sent."]
    row = Delivery.objects.get(email=many(1)[0])
    assert (row.state, row.answer, row.attempts) == ("sent", "250 2.0.0 OK, kept", 1)
    assert (row.lease, row.leased_until) == (None, None)
    assert row.handed_at
    assert row.ended_at
    assert row.handed_at <= row.ended_at
    assert run().counts == {}
    assert len(server.recipients()) == 250


def test_a_server_that_takes_one_command_at_a_time_is_talked_to_like_that(server, run):
    rules = {"recipients": {"reader1@readers.example": "550 5.1.1 no such user"}}
    server.says(**{"one by one": True}, **rules)
    subscribe(*many(20))
    campaign = begun()
    run()
    assert sorted(server.recipients()) == sorted(set(many(20)) - {"reader1@readers.example"})
    assert state(campaign) == "sent"


def test_one_connection_serves_many_letters_and_a_new_one_when_the_server_hangs_up(server, run):
    server.says(close_after=7)
    subscribe(*many(60))
    campaign = begun()
    run()
    assert sorted(server.recipients()) == sorted(many(60))
    assert state(campaign) == "sent"


def test_who_is_put_off_is_tried_again_later_and_holds_nobody_up(server, run, clock):
    server.says(recipients={"reader1@readers.example": "450 4.2.0 come again"})
    subscribe(*many(3))
    campaign = begun()
    run()
    assert server.recipients() == ["reader0@readers.example", "reader2@readers.example"]
    assert state(campaign) == "sending"
    row = Delivery.objects.get(email="reader1@readers.example")
    assert (row.state, row.attempts, row.answer) == ("waiting", 1, "450 4.2.0 come again")
    assert row.handed_at is None
    server.says()
    clock.goes(seconds=50)
    run()
    assert state(campaign) == "sending"
    clock.goes(seconds=11)
    run()
    assert server.recipients()[2:] == ["reader1@readers.example"]
    assert state(campaign) == "sent"


def test_after_a_day_of_being_put_off_it_is_given_up(server, run, clock):
    server.says(recipients={"*": "451 4.3.0 not today"})
    subscribe("a@b.example")
    campaign = begun()
    first = clock()
    tries = []
    for _ in range(11):
        before = Delivery.objects.get()
        clock.ahead = before.due_at - timezone.now() + datetime.timedelta(seconds=1)
        tries.append(clock() - first)
        run()
    minutes = [round(each.total_seconds() / 60) for each in tries]
    assert minutes == [0, 1, 6, 21, 81, 321, 561, 801, 1041, 1281, 1440]
    row = Delivery.objects.get()
    assert row.state == "refused"
    assert row.answer == "Given up after a day: 451 4.3.0 not today"
    assert state(campaign) == "sent"
    assert Subscriber.objects.get().state == "confirmed"
    assert not Suppression.objects.exists()


@pytest.mark.parametrize(
    "answer",
    [
        "550 5.1.1 no such user",
        "550 5.1.10 null MX",
        "551 5.1.6 moved away",
        "550 5.2.1 mailbox disabled",
        "550 No such user here",
    ],
)
def test_an_address_without_a_mailbox_gets_nothing_more(server, run, answer):
    server.says(recipients={"reader1@readers.example": answer})
    subscribe(*many(3))
    campaign = begun()
    run()
    assert states(campaign) == {
        "reader0@readers.example": "sent",
        "reader1@readers.example": "bounced",
        "reader2@readers.example": "sent",
    }
    assert Delivery.objects.get(state="bounced").answer == answer
    assert Subscriber.objects.get(email="reader1@readers.example").state == "suppressed"
    assert Suppression.objects.get().reason == "bounced"
    assert state(campaign) == "sent"


@pytest.mark.parametrize(
    "answer", ["550 5.7.1 your mail looks like spam", "554 5.7.0 blocked by policy"]
)
def test_a_refusal_by_policy_is_not_held_against_the_address(server, run, answer):
    server.says(recipients={"reader1@readers.example": answer})
    subscribe(*many(3))
    campaign = begun()
    run()
    assert states(campaign)["reader1@readers.example"] == "refused"
    assert server.recipients() == ["reader0@readers.example", "reader2@readers.example"]
    assert Subscriber.objects.filter(state="confirmed").count() == 3
    assert state(campaign) == "sent"


def test_a_full_mailbox_counts_and_does_not_suppress(server, run):
    server.says(recipients={"reader1@readers.example": "552 5.2.2 mailbox full"})
    subscribe(*many(2))
    campaign = begun()
    run()
    assert states(campaign)["reader1@readers.example"] == "bounced"
    reader = Subscriber.objects.get(email="reader1@readers.example")
    assert (reader.state, reader.soft_bounces) == ("confirmed", 1)


@pytest.mark.parametrize("answer", ["552 5.3.4 message too big", "554 5.6.0 content not wanted"])
def test_a_letter_that_is_refused_stops_no_other(server, run, answer):
    server.says(letters={"reader1@readers.example": answer})
    subscribe(*many(3))
    campaign = begun()
    run()
    assert states(campaign)["reader1@readers.example"] == "refused"
    assert len(server.recipients()) == 2
    assert state(campaign) == "sent"


def test_the_same_refusal_again_and_again_pauses_and_nobody_is_skipped(server, run):
    server.says(letters={"*": "554 5.7.1 <abc123> content filter says no"})
    subscribe(*many(60))
    campaign = begun()
    said: list[str] = []
    run(say=said.append)
    assert state(campaign) == "paused"
    assert campaign.trouble == (
        "The mail server refused 20 letters in a row: 554 5.7.1 <abc123> content filter says no"
    )
    assert said == [f"“Autumn, at last” is paused. {campaign.trouble}"]
    assert set(states(campaign).values()) == {"waiting"}
    server.says()
    sending.resume(campaign, by=None)
    run()
    assert sorted(server.recipients()) == sorted(many(60))
    assert state(campaign) == "sent"


def test_a_list_that_is_nothing_but_dead_addresses_pauses(server, run):
    server.says(recipients={"*": "550 5.1.1 no such user"})
    subscribe(*many(60))
    campaign = begun()
    run()
    assert state(campaign) == "paused"
    assert Suppression.objects.count() == delivering.SAME_REFUSALS
    assert sorted(set(states(campaign).values())) == ["bounced", "waiting"]


@pytest.mark.parametrize(
    ("rules", "trouble"),
    [
        ({"sender": "550 5.7.1 sender not allowed"}, "550 5.7.1 sender not allowed"),
        ({"sender": "530 5.7.0 authentication required"}, "530 5.7.0 authentication required"),
        ({"recipients": {"*": "554 5.7.1 Relay access denied"}}, "554 5.7.1 Relay access denied"),
    ],
)
def test_a_server_that_refuses_us_pauses_the_campaign_in_its_words(server, run, rules, trouble):
    server.says(**rules)
    subscribe(*many(10))
    campaign = begun()
    run()
    assert state(campaign) == "paused"
    assert campaign.trouble.endswith(trouble)
    assert set(states(campaign).values()) == {"waiting"}
    assert Delivery.objects.filter(handed_at=None, attempts=0, lease=None).count() in {8, 10}
    server.says()
    sending.resume(campaign, by=None)
    run()
    assert sorted(server.recipients()) == sorted(many(10))
    assert (state(campaign), campaign.trouble) == ("sent", "")


def test_a_password_that_the_server_does_not_take_pauses(server, run, settings):
    options = {"username": "elucid", "password": "wrong"}
    settings.MAILERS["default"]["OPTIONS"] |= options
    subscribe(*many(3))
    campaign = begun()
    run()
    assert state(campaign) == "paused"
    assert campaign.trouble.startswith("The mail server does not let us in: ")
    assert set(states(campaign).values()) == {"waiting"}


def test_a_server_that_is_away_costs_no_letter_a_try(server, run, clock):
    subscribe(*many(5))
    campaign = begun()
    server.kill()
    for _ in range(3):
        run()
        clock.goes(minutes=2)
    assert state(campaign) == "sending"
    assert set(Delivery.objects.values_list("state", "attempts")) == {("waiting", 0)}
    server.start()
    run()
    assert sorted(server.recipients()) == sorted(many(5))
    assert state(campaign) == "sent"


def test_a_server_that_is_away_for_a_day_pauses(server, clock):
    subscribe(*many(5))
    campaign = begun()
    server.kill()
    sender = delivering.Sender(clock=clock)
    sender.run(once=True)
    clock.goes(hours=23)
    sender.run(once=True)
    assert state(campaign) == "sending"
    clock.goes(hours=2)
    sender.run(once=True)
    assert state(campaign) == "paused"
    assert "Connection refused" in campaign.trouble


def test_a_letter_cut_off_before_it_had_left_is_tried_again(server, run, clock):
    server.says(hang_up={"reader1@readers.example": "DATA"})
    subscribe(*many(3))
    begun()
    run()
    # Too short to tell from here whether the last line had left: then nobody knows.
    assert sorted(server.recipients()) == ["reader0@readers.example", "reader2@readers.example"]
    assert Delivery.objects.exclude(state="sent").get().state in {"waiting", "unknown"}


@pytest.mark.parametrize(("hang_up", "arrived"), [("END", 1), ("END, nothing kept", 0)])
def test_a_letter_without_an_answer_is_unknown_and_never_sent_again_by_itself(
    server, run, clock, sender, hang_up, arrived
):
    server.says(hang_up={"reader1@readers.example": hang_up})
    subscribe(*many(3))
    campaign = begun()
    run()
    assert states(campaign)["reader1@readers.example"] == "unknown"
    assert server.recipients().count("reader1@readers.example") == arrived
    assert state(campaign) == "sent"  # every row has an end; this one is for a person to look at
    server.says()
    clock.goes(days=2)
    run()
    assert server.recipients().count("reader1@readers.example") == arrived

    sending.resend_unknown(Delivery.objects.get(state="unknown"), by=sender)
    assert state(campaign) == "sending"
    run()
    assert server.recipients().count("reader1@readers.example") == arrived + 1
    assert len(server.recipients()) == 3 + arrived
    assert state(campaign) == "sent"


def test_a_server_that_never_answers_a_letter_pauses_before_many_are_unknown(server, run):
    server.says(hang_up={"*": "END, nothing kept"})
    subscribe(*many(30))
    campaign = begun()
    run()
    assert state(campaign) == "paused"
    assert list(states(campaign).values()).count("unknown") == delivering.UNKNOWN_OUTCOMES


def test_a_letter_that_cannot_be_made_holds_nobody_up(server, run, clock, monkeypatch):
    subscribe(*many(3))
    campaign = begun()
    make = letter_mail.Prepared.message

    def make_or_not(prepared, reader):
        if reader.email == "reader1@readers.example":
            raise RuntimeError("no such thing\x00")
        return make(prepared, reader)

    monkeypatch.setattr(letter_mail.Prepared, "message", make_or_not)
    run()
    assert server.recipients() == ["reader0@readers.example", "reader2@readers.example"]
    row = Delivery.objects.get(email="reader1@readers.example")
    assert (row.state, row.answer, row.attempts) == ("waiting", "RuntimeError: no such thing ", 1)
    monkeypatch.undo()
    clock.goes(minutes=2)
    run()
    assert state(campaign) == "sent"


@pytest.mark.parametrize(
    "address", ["a@b.example\r\nRCPT TO:<eve@evil.example>", "a b@c.example", "<a@b.example>", ""]
)
def test_an_address_that_would_break_out_is_refused(server, run, address):
    subscribe(*many(2))
    subscribe(address)
    campaign = begun()
    run()
    assert sorted(server.recipients()) == sorted(many(2))
    assert states(campaign)[address] == "refused"
    assert state(campaign) == "sent"


def test_who_left_meanwhile_gets_nothing(server, run):
    readers = subscribe(*many(6))
    other = MailingList.objects.create(name="Other", slug="other")
    campaign = begun(the_list(), other)
    Subscriber.objects.filter(pk=readers[0].pk).update(state="unsubscribed")
    Subscriber.objects.filter(pk=readers[1].pk).update(state="suppressed")
    Subscriber.objects.filter(pk=readers[2].pk).update(paused_until=timezone.now() + DAY)
    readers[3].subscriptions.update(left_at=timezone.now())
    readers[4].delete()
    run()
    assert server.recipients() == ["reader5@readers.example"]
    assert sorted(states(campaign).values()) == ["left"] * 5 + ["sent"]
    assert state(campaign) == "sent"


def test_a_suppressed_address_gets_nothing_even_if_its_subscriber_does_not_say_so(server, run):
    subscribe(*many(3))
    campaign = begun()
    Suppression.objects.create(
        email_hash=suppressing.hashed("reader1@readers.example"),
        reason="complained",
        at=timezone.now(),
    )
    run()
    assert sorted(server.recipients()) == ["reader0@readers.example", "reader2@readers.example"]
    assert states(campaign)["reader1@readers.example"] == "left"


def test_who_left_one_list_gets_it_through_another(server, run):
    (reader,) = subscribe("a@b.example")
    other = MailingList.objects.create(name="Other", slug="other", position=9)
    reader.subscriptions.create(list=other, joined_at=timezone.now())
    begun(the_list(), other)
    assert Delivery.objects.get().list == the_list()
    reader.subscriptions.filter(list=the_list()).update(left_at=timezone.now())
    run()
    assert server.recipients() == ["a@b.example"]
    assert Delivery.objects.get().list == other


def test_who_changed_the_address_meanwhile_gets_it_there(server, run):
    (reader,) = subscribe("old@b.example")
    begun()
    Subscriber.objects.filter(pk=reader.pk).update(email="new@c.example", email_key="new@c.example")
    run()
    assert server.recipients() == ["new@c.example"]
    assert Delivery.objects.values_list("email", "domain").get() == ("new@c.example", "c.example")


def test_two_campaigns_take_turns(server, run):
    subscribe(*many(20))
    one, two = begun(), begun(subject="The other")
    run(batch=5)
    of_two = {letter_mail.message_id(each.key) for each in two.deliveries.all()}
    order = "".join("2" if name in of_two else "1" for _, name, _ in server.accepted())
    assert sorted(order) == sorted("1" * 20 + "2" * 20)
    assert "2" in order[:10]
    assert "1" in order[:10]
    assert (state(one), state(two)) == ("sent", "sent")


def test_other_backends_get_the_same_letters(settings, clock, mailoutbox):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    subscribe(*many(3))
    campaign = begun()
    delivering.Sender(clock=clock).run(once=True)
    assert [message.to for message in mailoutbox] == [[email] for email in many(3)]
    assert state(campaign) == "sent"


def test_a_campaign_to_nobody_ends_at_once(server, run):
    campaign = letter()
    sending.send_now(campaign, by=None)
    run()
    assert state(campaign) == "sent"
    assert Campaign.objects.get().deliveries.count() == 0
