"""What becomes of a letter, and when an address is given up for it."""

import datetime
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from newsletter import noting, suppressing
from newsletter.models import Delivery, Subscriber, Suppression
from tests.newsletter.conftest import RHEA
from tests.newsletter.deliveries import NOW, WEEK, delivery, reader

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
FULL = "452 4.2.2 Mailbox full"


def bounce(letter, *, permanent=False, words=FULL, **said):
    return noting.note_bounce(letter.key, permanent=permanent, words=words, **said)


def complain(letter):
    return noting.note_complaint(letter.key)


def deliver(letter):
    return noting.note_delivered(letter.key)


def state(letter):
    letter.refresh_from_db()
    return letter.state


def rhea():
    return Subscriber.objects.get(email_key=RHEA)


def test_a_letter_is_delivered():
    letter = delivery()
    assert noting.note_delivered(letter.key, at=NOW) is True
    assert state(letter) == "delivered"
    assert letter.ended_at == NOW
    assert rhea().state == "confirmed"


def test_no_such_mailbox_gives_the_address_up_at_once():
    letter = delivery()
    assert bounce(letter, permanent=True, words="550 5.1.1 No such user", at=NOW) is True
    assert (state(letter), letter.answer) == ("bounced", "550 5.1.1 No such user")
    assert rhea().state == "suppressed"
    row = Suppression.objects.get()
    assert (row.email_hash, row.reason, row.at) == (suppressing.hashed(RHEA), "bounced", NOW)
    assert row.detail == "550 5.1.1 No such user"


def test_marking_as_spam_gives_the_address_up_at_once():
    letter = delivery()
    assert complain(letter) is True
    assert state(letter) == "complained"
    assert rhea().state == "suppressed"
    assert Suppression.objects.get().reason == "complained"


def test_a_provider_says_it_by_its_own_name_for_the_mail():
    letter = delivery(provider_id="<20261102.1@mg.magazine.example>")
    delivery("other@readers.example", provider_id="another")
    assert noting.note_delivered("<20261102.1@mg.magazine.example>") is True
    assert state(letter) == "delivered"
    assert Delivery.objects.filter(state="sent").count() == 1


@pytest.mark.parametrize("reference", [uuid.uuid4(), "unheard of", "", "a\0b", "\udc80"])
def test_a_letter_that_is_not_ours_changes_nothing(reference):
    letter = delivery(provider_id="")
    assert noting.note_bounce(reference, permanent=True, words="gone") is False
    assert noting.note_complaint(reference) is False
    assert noting.note_delivered(reference) is False
    assert state(letter) == "sent"
    assert not Suppression.objects.exists()


ENDS = {"delivered": deliver, "bounced": bounce, "complained": complain}


@pytest.mark.parametrize("before", ["sent", *ENDS])
@pytest.mark.parametrize("after", ENDS)
def test_an_end_never_gets_better(before, after):
    letter = delivery(state=before)
    ENDS[after](letter)
    order = ["sent", *ENDS]
    assert state(letter) == max(before, after, key=order.index)


@pytest.mark.parametrize("before", ["sending", "unknown", "waiting"])
def test_a_fact_settles_what_was_still_in_hand_or_unknown(before):
    letter = delivery(state=before, lease=uuid.uuid4(), leased_until=NOW)
    deliver(letter)
    assert (state(letter), letter.lease, letter.leased_until) == ("delivered", None, None)


@pytest.mark.parametrize("before", ["waiting", "sending", "left", "cancelled", "refused"])
@pytest.mark.parametrize("event", ENDS)
def test_a_letter_that_was_never_handed_over_has_no_end_out_there(before, event):
    letter = delivery(state=before, handed_at=None)
    ENDS[event](letter)
    assert state(letter) == before
    assert not Suppression.objects.exists()


def test_twice_is_once():
    letter = delivery()
    for _ in range(3):
        bounce(letter)
    assert rhea().soft_bounces == 1
    for _ in range(3):
        complain(letter)
    assert Suppression.objects.count() == 1


def letters(*moments):
    return [delivery(handed_at=NOW + moment) for moment in moments]


def test_five_full_mailboxes_in_a_row_over_two_weeks_give_the_address_up():
    row = letters(*(number * WEEK for number in range(5)))
    for letter in row[:4]:
        bounce(letter)
    assert (rhea().soft_bounces, rhea().soft_since, rhea().state) == (4, NOW, "confirmed")
    bounce(row[4])
    assert rhea().state == "suppressed"
    assert Suppression.objects.get().reason == "soft"


def test_a_daily_letter_forgives_a_weeks_holiday():
    row = letters(*(number * DAY for number in range(15)))
    for letter in row[:14]:
        bounce(letter)
    assert (rhea().soft_bounces, rhea().state) == (14, "confirmed")
    bounce(row[14])
    assert rhea().state == "suppressed"


def test_a_letter_that_arrived_between_begins_the_count_anew():
    row = letters(*(number * WEEK for number in range(8)))
    for letter in [*row[:3], *row[4:]]:
        bounce(letter)  # the fourth was accepted and never came back
    assert (rhea().soft_bounces, rhea().soft_since) == (4, NOW + 4 * WEEK)
    assert rhea().state == "confirmed"


def test_a_delivery_that_is_told_of_ends_the_count():
    row = letters(*(number * WEEK for number in range(5)))
    for letter in row[:4]:
        bounce(letter)
    deliver(row[4])
    assert (rhea().soft_bounces, rhea().soft_since) == (0, None)


def test_what_is_about_us_or_the_letter_never_counts():
    for letter in letters(*(number * WEEK for number in range(10))):
        bounce(letter, counts=False, words="550 5.7.1 Looks like spam")
        assert state(letter) == "bounced"
    assert (rhea().soft_bounces, rhea().state) == (0, "confirmed")


def test_who_has_changed_the_address_keeps_the_new_one():
    letter = delivery("old@readers.example")
    Subscriber.objects.update(email="new@readers.example", email_key="new@readers.example")
    bounce(letter, permanent=True)
    assert Subscriber.objects.get().state == "confirmed"
    assert suppressing.is_suppressed("old@readers.example")
    assert not suppressing.is_suppressed("new@readers.example")


def test_who_has_changed_the_address_is_not_counted_for_the_old_one():
    letter = delivery("old@readers.example")
    Subscriber.objects.update(email="new@readers.example", email_key="new@readers.example")
    bounce(letter)
    assert Subscriber.objects.get().soft_bounces == 0


def test_who_was_erased_leaves_nothing_to_suppress():
    letter = delivery()
    Subscriber.objects.all().delete()
    Delivery.objects.update(email="", domain="")
    assert bounce(letter, permanent=True) is True
    assert state(letter) == "bounced"
    assert not Suppression.objects.exists()


def test_a_servers_words_are_stored_on_one_line_and_not_for_ever():
    letter = delivery()
    bounce(letter, permanent=True, words="550 \0gone\r\nBcc: x\u2028\udc80 " + "x" * 10_000)
    assert state(letter) == "bounced"
    assert letter.answer.startswith("550 gone Bcc: x xxx")
    assert len(letter.answer) == 500
    assert len(Suppression.objects.get().detail) == 300


@pytest.mark.django_db(transaction=True)
def test_the_same_bounce_by_many_roads_at_once_counts_once():
    letter = delivery()
    gate = threading.Barrier(8)

    def note(number):
        try:
            connection.ensure_connection()
            gate.wait(30)
            return bounce(letter)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(note, range(8))) == [True] * 8
    assert rhea().soft_bounces == 1


def test_a_reader_who_waits_for_confirmation_can_be_given_up_too():
    letter = delivery("pending@readers.example")
    Subscriber.objects.update(state="pending", confirmed_at=None, mail_due="confirm")
    complain(letter)
    row = Subscriber.objects.get()
    assert (row.state, row.mail_due) == ("suppressed", "")
    assert reader("pending@readers.example") == row
