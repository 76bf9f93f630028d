"""Whatever is killed, and whenever: nobody is skipped, nobody gets it twice."""

import os

import pytest
from django.db import connection

from tests.newsletter.sending.killing import kill_over_and_over
from tests.newsletter.sending.readers import begun, many, subscribe

pytestmark = pytest.mark.django_db(transaction=True)
READERS = int(os.environ.get("KILL_READERS", "2000"))
KILLS, RESTARTS = 5, 2


def test_killed_over_and_over_every_address_gets_it_once(server):
    """All senders are killed five times and the mail server twice, always in the middle of letters.
    By the server's own log every address has it exactly once; only of rows that are named unknown,
    one for each sender and kill at most, it may have been none."""
    workers = 2 if connection.vendor == "sqlite" else 4
    subscribe(*many(READERS))
    campaign = begun()

    outcome = kill_over_and_over(
        campaign, server, workers=workers, kills=KILLS, restarts=RESTARTS, seed=READERS, seconds=300
    )

    assert [email for email, times in outcome.accepted.items() if times > 1] == []
    missing = set(many(READERS)) - set(outcome.accepted)
    assert missing <= outcome.unknown
    assert set(outcome.states) <= {"sent", "unknown"}
    assert sum(outcome.states.values()) == READERS
    # A kill of the mail server is one, too: it may die between keeping a letter and saying so.
    assert len(outcome.unknown) <= (KILLS + RESTARTS) * workers
