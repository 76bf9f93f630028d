"""Mails that come back, as postfix, exim, Exchange, Gmail and qmail write them, and as nobody
should."""

import random
import uuid
from pathlib import Path

import pytest

from newsletter.reports import Report, What, read_report
from newsletter.status_codes import Verdict
from newsletter.verp import verp_address

FOLDER = Path(__file__).parent / "bounces"
KEY = uuid.UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
MESSAGE_ID = f"<{KEY}@magazine.example>"
GONE, SOFT = (What.BOUNCED, Verdict.MAILBOX_GONE), (What.BOUNCED, Verdict.SOFT)


@pytest.fixture(autouse=True)
def bounces(settings):
    settings.MAIL_BOUNCES, settings.MAIL_PROVIDER = "bounces@magazine.example", ""


def sample(name, *, verp=None, message_id=MESSAGE_ID):
    """A mail of the folder about the letter `KEY`."""
    text = (FOLDER / f"{name}.eml").read_text()
    verp = verp_address(KEY) if verp is None else verp
    text = text.replace("{verp}", verp).replace("{message_id}", message_id)
    return text.replace("\n", "\r\n").encode()


MAILS = {
    "postfix_gone": GONE,
    "postfix_full": SOFT,
    "exim_gone": GONE,
    "exim_plain": GONE,
    "exchange_gone": GONE,
    "exchange_full": SOFT,
    "gmail_gone": GONE,
    "gmail_unauthenticated": (What.BOUNCED, Verdict.SENDER),
    "qmail_plain": GONE,
}
OTHERS = {
    "postfix_delayed": What.NOTHING,
    "delivered": What.DELIVERED,
    "complaint": What.COMPLAINED,
    "complaint_by_message_id": What.COMPLAINED,
    "complaint_taken_back": What.NOTHING,
    "complaint_opt_out": What.LEFT,
    "holiday": What.NOTHING,
    "holiday_old": What.UNCLEAR,
    "a_person": What.UNCLEAR,
}


def test_every_sample_is_tested():
    assert {path.stem for path in FOLDER.glob("*.eml")} == {*MAILS, *OTHERS}


@pytest.mark.parametrize("name", MAILS)
def test_a_bounce_is_known_by_the_address_it_came_to(name):
    report = read_report(sample(name))
    assert (report.what, report.verdict) == MAILS[name]
    assert (report.key, report.proven) == (KEY, True)
    assert report.words


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_bounce_is_none(name):
    report = read_report(sample(name))
    assert report.what is OTHERS[name]
    if report.what in {What.DELIVERED, What.COMPLAINED, What.LEFT}:
        assert (report.key, report.proven) == (KEY, True)


@pytest.mark.parametrize("name", [name for name in MAILS if not name.endswith("plain")])
def test_without_that_address_the_letter_inside_names_itself_and_its_reader(name):
    report = read_report(sample(name, verp="bounces@magazine.example"))
    assert (report.what, report.verdict) == MAILS[name]
    assert (report.key, report.proven) == (KEY, False)
    assert set(report.addresses) == {"rhea@readers.example"}


@pytest.mark.parametrize("name", MAILS)
def test_a_forged_token_and_a_foreign_message_id_are_for_a_person(name):
    forged = verp_address(KEY)[:-30] + "aaaaa@magazine.example"
    report = read_report(sample(name, verp=forged, message_id="<1@elsewhere.example>"))
    assert report == Report(What.UNCLEAR)


def test_words_are_kept_as_the_server_said_them():
    words = read_report(sample("gmail_gone")).words
    assert words.startswith("550 5.1.1 The email account that you tried to reach does not exist.")
    assert "550-5.1.1" not in words
    assert read_report(sample("postfix_gone")).words == (
        "550 5.1.1 <rhea@readers.example>: Recipient address rejected: User unknown in virtual "
        "mailbox table"
    )


def dsn(fields, more=b""):
    return (
        b"From: MAILER-DAEMON@mx.example\r\nTo: " + verp_address(KEY).encode() + b"\r\n" + more
        + b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; mx.example\r\n\r\n" + fields + b"\r\n--b--\r\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "what", "verdict"),
    [
        (b"Action: failed\r\nStatus: 5.1.1\r\n", What.BOUNCED, Verdict.MAILBOX_GONE),
        (b"Action: FAILED (final)\r\nStatus: 5.1.1 (gone)\r\n", What.BOUNCED, Verdict.MAILBOX_GONE),
        (b"Action: failed\r\nStatus: 4.4.7\r\n", What.BOUNCED, Verdict.SOFT),
        (b"Action: failed\r\nStatus: 4.4.7\r\nDiagnostic-Code: smtp; 550 5.1.1 gone\r\n",
         What.BOUNCED, Verdict.MAILBOX_GONE),
        (b"Action: failed\r\nStatus: 5.0.0\r\n", What.BOUNCED, Verdict.SOFT),
        (b"Action: failed\r\n", What.BOUNCED, Verdict.SOFT),
        (b"Action: failed\r\nStatus: 5.7.1\r\nDiagnostic-Code: smtp; 550 5.7.1 spam\r\n",
         What.BOUNCED, Verdict.POLICY),
        (b"Action: failed\r\nDiagnostic-Code: x-unix; user unknown\r\n",
         What.BOUNCED, Verdict.MAILBOX_GONE),
        (b"Action: delayed\r\nStatus: 4.4.1\r\n", What.NOTHING, None),
        (b"Action: relayed\r\nStatus: 2.0.0\r\n", What.NOTHING, None),
        (b"Action: expanded\r\n", What.NOTHING, None),
        (b"Action: delayed\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n",
         What.BOUNCED, Verdict.MAILBOX_GONE),
        (b"Action: failed\r\nStatus: 5.1.1\r\n\r\nAction: delivered\r\n", What.DELIVERED, None),
        (b"Action: teleported\r\n", What.UNCLEAR, None),
        (b"Final-Recipient: rfc822; x@y.example\r\n", What.UNCLEAR, None),
        (b"", What.UNCLEAR, None),
    ],
)  # fmt: skip
def test_the_fields_decide(fields, what, verdict):
    report = read_report(dsn(fields))
    assert report.what is what
    assert verdict is None or report.verdict is verdict


def test_a_report_in_a_forwarded_mail_is_not_read():
    inside = sample("postfix_gone")
    raw = (
        b"From: rhea@readers.example\r\nTo: " + verp_address(KEY).encode()
        + b'\r\nContent-Type: multipart/mixed; boundary="f"\r\n\r\n--f\r\n'
        b"Content-Type: message/rfc822\r\n\r\n" + inside + b"\r\n--f--\r\n"
    )  # fmt: skip
    assert read_report(raw).what is What.UNCLEAR


def many_parts():
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + part * 20_000 + b"--b--\r\n"


def nested(depth):
    head = b""
    for number in range(depth):
        boundary = b"b%d" % number
        head += b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\r\n\r\n--' + boundary
        head += b"\r\n"
    return head + b"Content-Type: text/plain\r\n\r\nx"


HOSTILE = {
    "nothing": b"",
    "no headers": b"\r\n\r\n550 5.1.1 User unknown",
    "no body": b"From: MAILER-DAEMON@mx.example",
    "zeros": b"\0" * 1000,
    "bytes": bytes(range(256)) * 10,
    "bad charset": dsn(b"").replace(b"message/delivery-status", b'text/plain; charset="\xff'),
    "a boundary that is none": b"Content-Type: multipart/report\r\n\r\n--\r\n--\r\n",
    "headers without end": b"X: " + b"y" * 2_000_000,
    "a header many times": b"To: a@b.example\r\n" * 50_000 + b"\r\n",
    "20,000 parts": many_parts(),
    "nested 500 deep": nested(500),
    "nested 5,000 deep": nested(5000),
    "a bad transfer encoding": b"Content-Transfer-Encoding: base64\r\n"
    b"Content-Type: text/rfc822-headers\r\n\r\n!!!=====",
    "a letter inside that is none": b"Content-Type: message/rfc822\r\n\r\n",
    "delivery-status alone": b"Content-Type: message/delivery-status\r\n\r\n",
    "base64 of nothing": b"Content-Type: message/feedback-report\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n=",
    "a header encoded wrongly": b"To: =?utf-99?q?=ff?=\r\nFrom: =?utf-8?b?!!?=\r\n\r\nx",
    "surrogates": b"From: \xed\xa0\x80@x.example\r\nTo: \xff\xfe\r\n\r\n\xed\xa0\x80",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_mail_may_be_anything(name):
    assert read_report(HOSTILE[name]).what in {What.UNCLEAR, What.NOTHING}


@pytest.mark.parametrize("name", [*MAILS, *OTHERS])
def test_a_mail_may_be_cut_off_anywhere_or_have_any_byte_changed(name):
    """Nothing that is left of it is ever about another letter."""
    draw = random.Random(7)
    whole = sample(name)
    for cut in range(0, len(whole), max(len(whole) // 40, 1)):
        assert read_report(whole[:cut]).key in {None, KEY}
    for _ in range(100):
        changed = bytearray(whole)
        for _ in range(draw.randrange(1, 5)):
            changed[draw.randrange(len(changed))] = draw.randrange(256)
        report = read_report(bytes(changed))
        # A Message-ID has no signature; it leads to a letter only if there is one of that name.
        assert report.key in {None, KEY} or not report.proven or name.startswith("complaint")
