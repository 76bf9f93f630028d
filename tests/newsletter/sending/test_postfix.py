"""A whole campaign through the real postfix (Debian's package `postfix`), where there is one."""

import time

import pytest

from newsletter.delivering import Sender
from tests.newsletter import postfix
from tests.newsletter.sending.readers import begun, many, states, subscribe

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not postfix.CAN_RUN, reason="postfix is not installed, or we are not root"),
]
READERS = 200


@pytest.fixture
def log(settings):
    """What a postfix wrote down that took mail for readers.example and threw it away."""
    with postfix.running({"readers.example": None}, refused="gone@readers.example") as running:
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": running.port, "timeout": 20},
            }
        }
        yield running.log


def test_everybody_gets_it_once_and_what_postfix_refuses_is_understood(log):
    subscribe(*many(READERS))
    subscribe("gone@readers.example")
    subscribe("far@elsewhere.example")
    campaign = begun()
    Sender().run(once=True)

    became = states(campaign)
    assert became.pop("gone@readers.example") == "bounced"
    assert became.pop("far@elsewhere.example") == "refused"  # “relay access denied”
    assert set(became.values()) == {"sent"}
    refused = campaign.deliveries.get(state="refused").answer
    assert refused.startswith("554 5.7.1 ")
    assert "Relay access denied" in refused
    sent = campaign.deliveries.filter(state="sent")
    assert all(answer.startswith("250 2.0.0 Ok: queued as ") for answer in
               sent.values_list("answer", flat=True))  # fmt: skip
    wanted = {f"<{key}@testserver>" for key in sent.values_list("key", flat=True)}
    until = time.monotonic() + 30
    while time.monotonic() < until:
        written = log.read_text()
        if written.count("relay=none") >= READERS:
            break
        time.sleep(0.2)
    took = [line.partition("message-id=")[2].strip() for line in written.splitlines()
            if "/cleanup[" in line and "message-id=" in line]  # fmt: skip
    assert sorted(took) == sorted(wanted)
    for email in many(READERS):
        assert written.count(f"to=<{email}>") == 1
