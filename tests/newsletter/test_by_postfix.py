"""A letter's whole way back: out through Debian's postfix, refused by the reader's server, and what
postfix makes of that read as any bounce."""

import queue
import smtplib

import pytest
from aiosmtpd.controller import Controller

from newsletter import bouncing
from newsletter.models import Suppression
from newsletter.reports import read_report
from newsletter.verp import verp_address
from tests.newsletter import postfix
from tests.newsletter.deliveries import delivery
from tests.newsletter.test_by_smtp import free_port

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not postfix.CAN_RUN, reason="postfix is not installed, or we are not root"),
]


class Reader:
    """The readers' server: answers RCPT as it is told."""

    answer = ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.answer


class Magazine:
    """The magazine's own server, where letters come back to."""

    def __init__(self) -> None:
        self.mails: queue.Queue[bytes] = queue.Queue()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        # As a server that delivers writes down whom a mail was for.
        head = f"Delivered-To: {envelope.rcpt_tos[0]}\r\n".encode()
        self.mails.put(head + envelope.content)
        return "250 OK"


@pytest.fixture(scope="module")
def world():
    """Readers' server, the magazine's, and postfix between them."""
    reader, magazine = Reader(), Magazine()
    controllers = [Controller(end, "127.0.0.1", free_port()) for end in (reader, magazine)]
    for controller in controllers:
        controller.start()
    ways: dict[str, int | None] = {
        "readers.example": controllers[0].port,
        "magazine.example": controllers[1].port,
    }
    try:
        with postfix.running(ways, delay_warning="2s") as running:
            yield reader, magazine, running.port
    finally:
        for controller in controllers:
            controller.stop()


@pytest.fixture
def send(world, settings):
    settings.MAIL_BOUNCES, settings.MAIL_PROVIDER = "bounces@magazine.example", ""
    reader, magazine, port = world

    def send(letter, answer):
        """Send a letter; what comes back."""
        reader.answer = answer
        with smtplib.SMTP("127.0.0.1", port, timeout=30) as smtp:
            smtp.sendmail(
                verp_address(letter.key),
                [letter.email],
                "From: Elucid <hello@magazine.example>\r\nTo: rhea@readers.example\r\n"
                f"Subject: The weekly\r\nMessage-ID: <{letter.key}@magazine.example>\r\n\r\nWords.",
            )
        return magazine.mails.get(timeout=60)

    return send


@pytest.mark.parametrize(
    ("answer", "reader"),
    [
        ("550 5.1.1 No such user here", "suppressed"),
        ("550 no mailbox by that name", "suppressed"),
        ("554 5.7.1 This looks like spam", "confirmed"),
        ("552 5.2.2 Mailbox full", "confirmed"),
    ],
)
def test_what_the_readers_server_refuses_comes_back_to_its_letter(send, answer, reader):
    letter = delivery()
    raw = send(letter, answer)
    report = read_report(raw)
    assert report.key == letter.key
    assert report.proven
    assert bouncing.note(report) is True
    letter.refresh_from_db()
    assert (letter.state, letter.subscriber.state) == ("bounced", reader)
    assert letter.answer.startswith(answer[:3])
    assert letter.subscriber.soft_bounces == (answer.startswith("552"))
    assert Suppression.objects.count() == (reader == "suppressed")


def test_that_a_letter_is_late_is_no_bounce(send):
    letter = delivery()
    raw = send(letter, "451 4.3.0 Come back later")
    assert b"Action: delayed" in raw
    assert bouncing.note(read_report(raw)) is False
    letter.refresh_from_db()
    assert (letter.state, letter.subscriber.state) == ("sent", "confirmed")
