"""Many people press at the same instant, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection, connections

from newsletter import links, preferring, subscribing, suppressing, tasks
from newsletter.models import Consent, SignUpAttempt, Subscriber, Subscription, Suppression
from tests.newsletter.conftest import RHEA

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 20


def together(work):
    """Do `work(number)` in twenty threads that start as one; what each returned or raised."""
    gate = threading.Barrier(CROWD)

    def one(number):
        try:
            connection.ensure_connection()
            gate.wait(30)
            return work(number)
        except Exception as error:  # the test looks at it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(one, range(CROWD)))


def test_one_address_is_one_row_and_one_mail():
    def press(number):
        subscribing.sign_up(RHEA, network=f"10.0.{number}.0/24", place="/", wording="w")

    assert together(press) == [None] * CROWD
    assert Subscriber.objects.count() == 1
    assert [message.to for message in mail.outbox] == [[RHEA]]
    # Three counted for the address; all counted for their networks.
    assert SignUpAttempt.objects.exclude(email_hash="").count() == subscribing.ADDRESS_LIMIT
    assert SignUpAttempt.objects.count() == CROWD


def test_the_limit_of_a_network_holds_to_the_last_sign_up():
    def press(number):
        subscribing.sign_up(
            f"reader{number}@readers.example", network="10.0.0.0/24", place="/", wording="w"
        )

    outcomes = together(press)
    assert outcomes.count(None) == 10
    assert sum(isinstance(outcome, subscribing.TooMany) for outcome in outcomes) == CROWD - 10
    assert Subscriber.objects.count() == SignUpAttempt.objects.count() == 10


def test_many_workers_send_each_mail_once():
    for number in range(10):
        Subscriber.objects.create(
            email=f"reader{number}@readers.example",
            email_key=f"reader{number}@readers.example",
            mail_due="confirm",
        )
    counts = together(lambda number: tasks.send_due_mails.call())
    assert sum(count["sent"] for count in counts) == 10
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 10


def test_confirming_and_leaving_at_once_end_in_one_of_the_two():
    rhea = Subscriber.objects.create(email=RHEA, email_key=RHEA)
    confirm, leave = links.confirm_token(rhea), links.leave_token(rhea)

    def press(number):
        if number % 2:
            subscribing.unsubscribe(leave)
        else:
            subscribing.confirm(confirm)

    outcomes = together(press)
    assert [
        error for error in outcomes if error and not isinstance(error, subscribing.OldLink)
    ] == []
    assert Subscriber.objects.get().state == "unsubscribed"


def test_confirming_twenty_times_at_once_joins_once(weekly):
    rhea = Subscriber.objects.create(email=RHEA, email_key=RHEA)
    token = links.confirm_token(rhea)
    outcomes = together(lambda number: subscribing.confirm(token))
    assert [error for error in outcomes if isinstance(error, Exception)] == []
    assert list(rhea.consents.values_list("what", flat=True)) == ["confirmed", "joined"]
    assert rhea.subscriptions.count() == 1


def test_the_same_readers_from_twenty_files_at_once_are_taken_in_once(weekly):
    emails = [f"reader{number}@readers.example" for number in range(50)]

    def bring(number):
        mine = emails if number % 2 else emails[::-1]
        return subscribing.bring_over(mine, place=f"File {number}")

    outcomes = together(bring)
    assert [error for error in outcomes if isinstance(error, Exception)] == []
    assert sum(outcomes) == Subscriber.objects.count() == 50
    assert Subscription.objects.count() == Consent.objects.count() == 50


def test_leaving_and_choosing_at_once_end_in_one_of_the_two(weekly):
    rhea = Subscriber.objects.create(email=RHEA, email_key=RHEA)
    subscribing.confirm(links.confirm_token(rhea))
    leave, preferences = links.leave_token(rhea), links.preferences_token(rhea)

    def press(number):
        if number % 2:
            subscribing.unsubscribe(leave)
        else:
            preferring.choose(preferences, lists=[weekly.pk], interests=[])

    outcomes = together(press)
    assert [
        error
        for error in outcomes
        if isinstance(error, Exception) and not isinstance(error, subscribing.Refused)
    ] == []
    assert Subscriber.objects.get().state == "unsubscribed"
    assert rhea.subscriptions.filter(left_at=None).count() == 0


def test_suppressing_and_signing_up_at_once_leave_nobody_reachable(weekly):
    rhea = Subscriber.objects.create(email=RHEA, email_key=RHEA)
    token = links.confirm_token(rhea)

    def press(number):
        if number % 2:
            suppressing.suppress(RHEA, suppressing.Reason.BOUNCED)
        else:
            subscribing.confirm(token)

    outcomes = together(press)
    assert [
        error
        for error in outcomes
        if isinstance(error, Exception) and not isinstance(error, subscribing.OldLink)
    ] == []
    assert list(Subscriber.objects.reachable()) == []
    assert Suppression.objects.count() == 1
