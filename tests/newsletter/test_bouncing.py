"""The mailbox that letters come back to, on Debian's dovecot."""

import os
import signal
import ssl
import subprocess
import sys
import uuid
from io import StringIO

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from config import environment, serve
from newsletter import bouncing, noting
from newsletter.models import Delivery, Subscriber, Suppression
from newsletter.verp import verp_address
from tests.newsletter import dovecot
from tests.newsletter.deliveries import delivery
from tests.newsletter.test_reports import FOLDER, HOSTILE, MAILS, OTHERS, dsn

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not dovecot.DOVECOT, reason="dovecot is not installed"),
]


@pytest.fixture(scope="module")
def server():
    with dovecot.running() as server:
        yield server


@pytest.fixture
def box(server, settings, monkeypatch):
    """An empty mailbox, and the magazine told where it is."""
    settings.MAIL_BOUNCES, settings.MAIL_PROVIDER = "bounces@magazine.example", ""
    server.user = f"bounces-{uuid.uuid4().hex[:8]}"
    use(server.url(), settings, monkeypatch)
    return server


def use(url, settings, monkeypatch):
    monkeypatch.setenv("BOUNCES_URL", url)
    settings.BOUNCES_URL = environment.mailbox("BOUNCES_URL")


def sample(name, letter, *, verp=None, message_id=None):
    text = (FOLDER / f"{name}.eml").read_text()
    text = text.replace("{verp}", verp or verp_address(letter.key))
    text = text.replace("{message_id}", message_id or f"<{letter.key}@magazine.example>")
    return text.replace("\n", "\r\n").encode()


def counts(box):
    return box.count("INBOX", "Done", "For a person")


ENDS = {  # of a sample: the letter's state, the reader's
    "postfix_gone": ("bounced", "suppressed"),
    "exim_gone": ("bounced", "suppressed"),
    "exim_plain": ("bounced", "suppressed"),
    "exchange_gone": ("bounced", "suppressed"),
    "gmail_gone": ("bounced", "suppressed"),
    "qmail_plain": ("bounced", "suppressed"),
    "postfix_full": ("bounced", "confirmed"),
    "exchange_full": ("bounced", "confirmed"),
    "gmail_unauthenticated": ("bounced", "confirmed"),
    "delivered": ("delivered", "confirmed"),
    "complaint": ("complained", "suppressed"),
    "complaint_by_message_id": ("complained", "suppressed"),
    "complaint_opt_out": ("sent", "unsubscribed"),
    "postfix_delayed": ("sent", "confirmed"),
    "complaint_taken_back": ("sent", "confirmed"),
    "holiday": ("sent", "confirmed"),
}
FOR_A_PERSON = {"a_person", "holiday_old"}


@pytest.mark.parametrize("name", ENDS)
def test_a_mail_that_came_back_is_noted_and_put_away(box, name):
    letter, other = delivery(), delivery("other@readers.example")
    raw = sample(name, letter)
    box.put(raw)
    told = name not in {"postfix_delayed", "complaint_taken_back", "holiday"}
    assert bouncing.read_once() == told
    letter.refresh_from_db()
    assert (letter.state, letter.subscriber.state) == ENDS[name]
    assert letter.subscriber.soft_bounces == name.endswith("full")
    other.refresh_from_db()
    assert (other.state, other.subscriber.state) == ("sent", "confirmed")
    assert counts(box) == (0, 1, 0)
    assert box.mails("Done")[0][1] == raw
    assert bouncing.read_once() == 0


def test_every_sample_is_tested():
    assert {*ENDS, *FOR_A_PERSON} == {*MAILS, *OTHERS}


def test_what_a_person_wrote_waits_for_a_person_unread(box):
    letter = delivery()
    for name in sorted(FOR_A_PERSON):
        box.put(sample(name, letter))
    assert bouncing.read_once() == 0
    letter.refresh_from_db()
    assert (letter.state, letter.subscriber.state) == ("sent", "confirmed")
    assert counts(box) == (0, 0, 2)
    assert [was_read for was_read, _ in box.mails("For a person")] == [False, False]


@pytest.mark.parametrize(
    "name", [name for name in MAILS if name not in {"exim_plain", "qmail_plain"}]
)
def test_a_bounce_without_our_address_counts_only_for_the_reader_it_names(box, name):
    letter, other = delivery(), delivery("other@readers.example")
    plain = "bounces@magazine.example"
    # The Message-ID of another's letter, which somebody came by, but the address of Rhea.
    box.put(sample(name, letter, verp=plain, message_id=f"<{other.key}@magazine.example>"))
    assert bouncing.read_once() == 0
    assert counts(box) == (0, 0, 1)
    box.put(sample(name, letter, verp=plain))
    assert bouncing.read_once() == 1
    letter.refresh_from_db()
    other.refresh_from_db()
    assert (letter.state, other.state) == ("bounced", "sent")


@pytest.mark.parametrize("name", [*MAILS, "complaint", "delivered"])
def test_a_forged_bounce_changes_nothing(box, name):
    """The address of another letter, and a token and a Message-ID that are made up."""
    letter = delivery()
    true = verp_address(letter.key)
    forged = true[: true.index("@") - 16] + "a" * 16 + true[true.index("@") :]
    box.put(sample(name, letter, verp=forged, message_id=f"<{uuid.uuid4()}@magazine.example>"))
    assert bouncing.read_once() == 0
    letter.refresh_from_db()
    assert (letter.state, letter.subscriber.state) == ("sent", "confirmed")
    assert not Suppression.objects.exists()
    assert counts(box) == (0, 0, 1)


def test_a_token_of_a_letter_that_is_gone_is_for_a_person(box):
    letter = delivery()
    raw = sample("postfix_gone", letter)
    letter.delete()
    box.put(raw)
    assert bouncing.read_once() == 0
    assert counts(box) == (0, 0, 1)


def test_broken_mails_stop_nothing(box):
    letter = delivery()
    for raw in HOSTILE.values():
        if raw.strip(b"\0"):
            box.put(raw.replace(b"\0", b" "))  # IMAP itself holds no zeros
    box.put(sample("postfix_gone", letter))
    (before,) = box.count("INBOX")
    assert bouncing.read_once() == 1
    letter.refresh_from_db()
    assert letter.state == "bounced"
    inbox, done, for_a_person = counts(box)
    assert (inbox, done + for_a_person) == (0, before)


def test_of_fifty_megabytes_only_the_head_is_fetched(box, monkeypatch):
    letter = delivery()
    large = dsn(b"Action: failed\r\nStatus: 5.1.1\r\n").replace(
        verp_address(uuid.UUID("0f8fad5b-d9cb-469f-a165-70867728950e")).encode(),
        verp_address(letter.key).encode(),
    )
    box.put(large + (b"x" * 76 + b"\r\n") * 670_000)
    fetched: list[int] = []
    read = bouncing.read_report

    def measured(raw):
        fetched.append(len(raw))
        return read(raw)

    monkeypatch.setattr(bouncing, "read_report", measured)
    assert bouncing.read_once() == 1
    assert fetched == [bouncing.LARGEST]
    letter.refresh_from_db()
    assert letter.state == "bounced"
    assert counts(box)[0] == 0


def test_being_killed_between_noting_and_moving_counts_once(box, monkeypatch):
    letter = delivery()
    box.put(sample("postfix_full", letter))

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(bouncing.Mailbox, "move", killed)
        with pytest.raises(KeyboardInterrupt):
            bouncing.read_once()
    assert counts(box)[0] == 1
    assert bouncing.read_once() == 1
    assert counts(box) == (0, 1, 0)
    assert Subscriber.objects.get().soft_bounces == 1


def test_a_fault_in_one_mail_leaves_it_and_goes_on(box, monkeypatch):
    first, second = delivery(), delivery("other@readers.example")
    for letter in (first, second):
        box.put(sample("delivered", letter))
    true = noting.note_delivered

    def fails_once(reference):
        if reference == first.key:
            raise RuntimeError("a fault of ours")
        return true(reference)

    with monkeypatch.context() as patch:
        patch.setattr(noting, "note_delivered", fails_once)
        assert bouncing.read_once() == 1
    assert counts(box) == (1, 1, 0)
    assert bouncing.read_once() == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}


def test_many_mails_are_read_in_turns(box, monkeypatch):
    monkeypatch.setattr(bouncing, "AT_ONCE", 3)
    letters = [delivery(f"reader{number}@readers.example") for number in range(5)]
    for letter in letters:
        box.put(sample("qmail_plain", letter))
    assert [bouncing.read_once() for _ in range(3)] == [3, 2, 0]
    assert counts(box) == (0, 5, 0)
    assert Suppression.objects.count() == 5


# --- Servers of other kinds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        {"separator": ".", "prefix": "INBOX."},  # as Courier and Cyrus keep folders
        {"more": "imap_capability = IMAP4rev1"},  # that can neither MOVE nor UIDPLUS
        {"more": "imap_capability = IMAP4rev1 UIDPLUS"},
    ],
    ids=["below INBOX", "nothing but IMAP4rev1", "without MOVE"],
)
def test_servers_that_can_less_or_keep_folders_elsewhere(kind, settings, monkeypatch):
    settings.MAIL_BOUNCES, settings.MAIL_PROVIDER = "bounces@magazine.example", ""
    with dovecot.running(**kind) as server:
        use(server.url(), settings, monkeypatch)
        letter = delivery()
        server.put(sample("postfix_gone", letter))
        server.put(sample("a_person", letter))
        assert bouncing.read_once() == 1
        prefix = kind.get("prefix", "")
        found = server.count("INBOX", f"{prefix}Done", f"{prefix}For a person")
        assert found == (0, 1, 1)
        assert bouncing.read_once() == 0
    letter.refresh_from_db()
    assert letter.state == "bounced"


@pytest.mark.parametrize("how", ["imaps", "starttls"])
def test_a_certificate_that_is_trusted_lets_in(box, settings, monkeypatch, how):
    letter = delivery()
    box.put(sample("postfix_gone", letter))
    url = box.url(tls=True) if how == "imaps" else box.url(query="?tls=on")
    use(url, settings, monkeypatch)
    monkeypatch.setenv("SSL_CERT_FILE", str(box.certificate))
    assert bouncing.read_once() == 1


@pytest.mark.parametrize("how", ["imaps", "starttls"])
def test_a_certificate_that_is_not_trusted_is_loud(box, settings, monkeypatch, how):
    delivery()
    url = box.url(tls=True) if how == "imaps" else box.url(query="?tls=on")
    use(url, settings, monkeypatch)
    with pytest.raises(bouncing.MailboxTrouble, match="certificate verify failed") as trouble:
        bouncing.read_once()
    assert isinstance(trouble.value.__cause__, ssl.SSLError)


def test_a_wrong_password_a_lost_folder_and_a_dead_server_are_told(box, settings, monkeypatch):
    use(box.url().replace("pass", "word"), settings, monkeypatch)
    with pytest.raises(bouncing.MailboxTrouble, match=r"(?i)authenticat"):
        bouncing.read_once()
    use(box.url().replace("INBOX", "Nowhere"), settings, monkeypatch)
    with pytest.raises(bouncing.MailboxTrouble, match="Nowhere"):
        bouncing.read_once()
    use(box.url().replace(f":{box.port}/", ":1/"), settings, monkeypatch)
    with pytest.raises(bouncing.MailboxTrouble, match=r"(?i)refused"):
        bouncing.read_once()


# --- The command ------------------------------------------------------------------------------


def test_the_command_reads_once_and_tells(box):
    box.put(sample("postfix_gone", delivery()))
    out = StringIO()
    call_command("read_bounces", "--once", stdout=out)
    assert out.getvalue() == "1 letters came back.\n"


def test_the_command_without_a_mailbox_says_what_to_set(settings):
    settings.BOUNCES_URL = {}
    assert bouncing.read_once() == 0
    with pytest.raises(CommandError, match="Set BOUNCES_URL=imaps://user"):
        call_command("read_bounces", "--once")


def test_what_runs_the_magazine_reads_the_mailbox_where_there_is_one(box, settings):
    assert serve.commands("127.0.0.1", 8000)["bounces"][1:] == ["manage.py", "read_bounces"]
    settings.BOUNCES_URL = {}
    assert "bounces" not in serve.commands("127.0.0.1", 8000)


def test_the_command_tells_what_is_wrong(box, settings, monkeypatch):
    use(box.url().replace("pass", "word"), settings, monkeypatch)
    with pytest.raises(CommandError, match="The mailbox cannot be read"):
        call_command("read_bounces", "--once")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_goes_on_while_the_mailbox_is_away_and_ends_when_told(tmp_path, number):
    kept = {key: os.environ[key] for key in ["PATH", "HOME", "LANG"] if key in os.environ}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "read_bounces", "--every", "250"],
        cwd=project.BASE_DIR,
        env={
            **kept, "ELUCID_VAR": str(tmp_path), "ELUCID_DEMO": "1",
            "BOUNCES_URL": "imap://u:p@127.0.0.1:1/INBOX",
        },
        stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stderr
        line = process.stderr.readline().decode()
        assert line.startswith("The mailbox cannot be read: ")
        assert line.endswith("Again in 500 s.\n")
        process.send_signal(number)
        assert process.wait(60) == 0  # not only when its wait is over
    finally:
        process.kill()
        process.wait(20)
