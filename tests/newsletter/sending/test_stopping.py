"""A person pauses, resumes, cancels; a supervisor stops a sender: at once, and nothing is lost."""

import signal
import subprocess
import sys
import threading
import time

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from newsletter import delivering, sending
from newsletter.models import Delivery
from tests.newsletter.sending.killing import environment, hours_pass, until
from tests.newsletter.sending.mail_server import ROOT
from tests.newsletter.sending.readers import begun, many, states, subscribe

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sender(server):
    """`manage.py send_campaigns` in a process of its own, at a server that takes a while."""
    server.says(slow=0.1)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "send_campaigns"],
        cwd=ROOT, env=environment(server), text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    yield process
    process.kill()
    process.communicate()


def at_least(server, count):
    until(lambda: len(server.recipients()) >= count, seconds=30, what=f"{count} letters")


def is_quiet(server):
    """Whether no letter arrives for a second."""
    before = len(server.recipients())
    time.sleep(1)
    return len(server.recipients()) == before


def test_pause_resume_and_cancel_take_effect_at_once(server, sender):
    subscribe(*many(300))
    campaign = begun()
    at_least(server, 5)

    sending.pause(campaign, by=None)
    paused_at = len(server.recipients())
    time.sleep(1)
    assert len(server.recipients()) - paused_at <= 1  # the one in hand
    assert is_quiet(server)
    assert set(states(campaign).values()) == {"sent", "waiting"}

    sending.resume(campaign, by=None)
    resumed = time.monotonic()
    at_least(server, paused_at + 5)
    assert time.monotonic() - resumed < 5

    sending.cancel(campaign, by=None)
    cancelled_at = len(server.recipients())
    time.sleep(1)
    assert len(server.recipients()) - cancelled_at <= 1
    until(lambda: set(states(campaign).values()) == {"sent", "cancelled"}, seconds=5, what="ends")
    assert is_quiet(server)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.finished_at is None) == ("cancelled", False)
    assert sorted(server.recipients()) == sorted(
        email for email, state in states(campaign).items() if state == "sent"
    )


def test_a_signal_ends_what_is_in_hand_and_gives_back_the_rest(server, sender):
    subscribe(*many(300))
    campaign = begun()
    at_least(server, 3)
    sender.send_signal(signal.SIGTERM)
    said, _ = sender.communicate(timeout=30)
    assert sender.returncode == 0
    assert set(states(campaign).values()) == {"sent", "waiting"}
    assert not Delivery.objects.exclude(lease=None).exists()
    sent = list(states(campaign).values()).count("sent")
    assert said.splitlines()[-1].startswith(f"{sent} sent, 0 put off, 0 refused")
    assert len(server.recipients()) == sent


def test_a_second_signal_ends_it_at_once_and_leaves_one_row_in_doubt(server, sender):
    server.says(slow=3)
    subscribe(*many(20))
    campaign = begun()
    until(lambda: Delivery.objects.exclude(handed_at=None).exists(), seconds=30, what="one in hand")
    sender.send_signal(signal.SIGINT)
    time.sleep(0.3)
    sender.send_signal(signal.SIGTERM)
    sender.communicate(timeout=2)
    assert sender.returncode == 128 + signal.SIGTERM
    server.says()
    hours_pass()
    delivering.Sender().run(once=True)
    assert sorted(states(campaign).values()) == ["sent"] * 19 + ["unknown"]
    assert len(server.recipients()) - len(set(server.recipients())) == 0


def test_once_sends_what_is_due_and_ends(server, capsys):
    subscribe(*many(30))
    campaign = begun()
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        call_command("send_campaigns", once=True)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert capsys.readouterr().out == (
        "“Autumn, at last” is sent.\n30 sent, 0 put off, 0 refused, 0 left, 0 unknown\n"
    )
    assert set(states(campaign).values()) == {"sent"}


def test_a_slow_sender_that_lost_its_lease_still_says_what_happened_and_goes_no_further(server):
    """It hung in one letter for longer than its lease; others have taken over meanwhile."""
    subscribe(*many(5))
    campaign = begun()
    server.says(hold={"*": True})
    slow = delivering.Sender()

    def work():
        try:
            slow.turn(once=True)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    until(lambda: Delivery.objects.exclude(handed_at=None).exists(), seconds=30, what="in hand")
    hours_pass()
    in_hand = Delivery.objects.exclude(handed_at=None).get().email
    server.says(hold={in_hand: True})
    delivering.Sender().run(once=True)
    assert sorted(states(campaign).values()) == ["sent"] * 4 + ["unknown"]
    server.says()
    thread.join(30)
    assert sorted(states(campaign).values()) == ["sent"] * 5
    assert sorted(server.recipients()) == sorted(many(5))


def test_senders_side_by_side_never_take_the_same_letter(server):
    subscribe(*many(300))
    campaign = begun()

    def work():
        try:
            delivering.Sender(batch=7).run(once=True)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    delivering.Sender().run(once=True)
    assert sorted(server.recipients()) == sorted(many(300))
    assert set(states(campaign).values()) == {"sent"}


def disturb():
    """Cut every other connection to the database, or, where there are none, hold it up."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        else:
            with transaction.atomic():
                time.sleep(1.5)


def test_a_database_that_goes_away_for_a_moment_costs_nobody_anything(server, sender):
    subscribe(*many(40))
    campaign = begun()
    for count in [3, 12, 25]:
        at_least(server, count)
        disturb()
    until(lambda: set(states(campaign).values()) == {"sent"}, seconds=60, what="all are sent")
    assert sorted(server.recipients()) == sorted(many(40))
    assert sender.poll() is None
