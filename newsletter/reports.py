"""What a mail that came back says: which letter it is about, and what became of it.

Pure: bytes in, a `Report` out. It reads delivery status notifications (RFC 3464) of postfix, exim,
Exchange, Gmail and all who keep to it, complaints (RFC 5965, ARF), and the plain words of old
servers that keep to nothing, where they came to the address of a letter.

Anybody can write such a mail. It counts only for the letter whose token it bears: the address that
we signed (`newsletter.verp`), or the Message-ID that only its reader knows, and then only if it
speaks of that reader's address. What bears neither is for a person. A notification that a letter is
late is no bounce, and neither is an answer by a machine (RFC 3834).
"""

from __future__ import annotations

import enum
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from email.utils import getaddresses

from newsletter import verp
from newsletter.status_codes import Verdict, classify, read

LARGEST = 1024 * 1024  # bytes of a mail that are looked at: what it says stands at its head
PARTS = 100
WORDS = 100 * 1024  # bytes of plain words


class What(enum.Enum):
    BOUNCED = "bounced"
    DELIVERED = "delivered"
    COMPLAINED = "complained"
    LEFT = "left"  # the reader asked their provider to be taken off
    NOTHING = "nothing"  # late, an answer by a machine, handed on
    UNCLEAR = "unclear"  # for a person


@dataclass(frozen=True, slots=True)
class Report:
    what: What
    key: uuid.UUID | None = None  # of the delivery
    # Whether the key is proof enough, as it is with our signature; without, it stood in a
    # Message-ID, and `addresses`, as the report writes them, must name the reader.
    proven: bool = False
    addresses: tuple[str, ...] = field(default=())
    verdict: Verdict = Verdict.SOFT  # of a bounce
    words: str = ""


UNCLEAR, NOTHING = Report(What.UNCLEAR), Report(What.NOTHING)
# Where servers keep the address that a mail was really sent to.
_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "To")
_COMPLAINTS = {"abuse", "fraud", "virus", "other", "miscategorized"}
_STATUS_LINE = re.compile(r"(?:^|\s)([45]\d\d[ -](?:[45]\.\d{1,3}\.\d{1,3}\s)?.{0,300})", re.DOTALL)
_DIAGNOSTIC_TYPE = re.compile(r"\s*([a-z0-9.-]{1,40})\s*;\s*", re.IGNORECASE)
_SENDERS = re.compile(r"\b(?:mailer-daemon|postmaster|mail-daemon|bounce|mdaemon)", re.IGNORECASE)


def read_report(raw: bytes) -> Report:
    """What a mail says. Never fails: what cannot be read is `UNCLEAR`."""
    try:
        return _read(BytesParser(policy=compat32).parsebytes(raw[:LARGEST]))
    except Exception:  # the email package has a fault for many a broken mail
        return UNCLEAR


def _read(message: Message) -> Report:
    parts = list(_parts(message))
    key, signed = _key_to(message), True
    if key is None:
        key, signed = _key_within(parts)
    for part in parts:
        kind = part.get_content_type()
        if kind in {"message/delivery-status", "message/global-delivery-status"}:
            return _status(_groups(part), key, signed)
        if kind == "message/feedback-report":
            return _complaint(_groups(part), key)
    exim = "X-Failed-Recipients" in message  # which calls its bounces answers by a machine
    if _is_automatic(message) and not exim:
        return NOTHING
    if key and signed and _from_a_server(message):
        return _plain(parts, key)
    return UNCLEAR


def _parts(message: Message) -> Iterator[Message]:
    """Its parts as far as anybody honest has them, without those of a mail inside it."""
    waiting, seen = [message], 0
    while waiting and seen < PARTS:
        part = waiting.pop(0)
        seen += 1
        yield part
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting.extend(part.get_payload())  # type: ignore[arg-type]


def _key_to(message: Message) -> uuid.UUID | None:
    for name in _TO:
        for value in (message.get_all(name) or [])[:20]:
            if key := verp.key_of(str(value)):
                return key
    return None


def _key_within(parts: list[Message]) -> tuple[uuid.UUID | None, bool]:
    """The key that the letter itself bears, as it was returned."""
    for part in parts:
        kind = part.get_content_type()
        if kind in {"message/rfc822", "text/rfc822-headers", "message/global"}:
            letter = _returned(part)
            if letter is None:
                continue
            if key := verp.key_of(str(letter.get("Return-Path", ""))):
                return key, True
            if key := verp.key_in_message_id(str(letter.get("Message-ID", ""))):
                return key, False
    return None, False


def _returned(part: Message) -> Message | None:
    payload = part.get_payload()
    if isinstance(payload, list):
        return payload[0] if payload and isinstance(payload[0], Message) else None
    raw = part.get_payload(decode=True)
    return BytesHeaderParser(policy=compat32).parsebytes(raw) if isinstance(raw, bytes) else None


def _groups(part: Message) -> list[Message]:
    """The groups of fields of a report: the first is about the mail, each other about a reader."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return [group for group in payload[:PARTS] if isinstance(group, Message)]
    raw = part.get_payload(decode=True)
    blocks = re.split(rb"\r?\n\r?\n", raw)[:PARTS] if isinstance(raw, bytes) else []
    return [BytesHeaderParser(policy=compat32).parsebytes(block) for block in blocks]


def _status(groups: list[Message], key: uuid.UUID | None, signed: bool) -> Report:
    """A delivery status notification. It is about one reader, since every letter goes to one."""
    readers = [group for group in groups if group.get("Action") or group.get("Final-Recipient")]
    if not readers:
        return UNCLEAR
    addresses = tuple(
        address
        for group in readers
        for name in ("Original-Recipient", "Final-Recipient")
        if (address := _address(group.get(name)))
    )
    # A letter that a mailbox hands on to two may have reached one of them.
    actions = [str(group.get("Action", "")).split("(")[0].strip().lower() for group in readers]
    if "delivered" in actions and key:
        return Report(What.DELIVERED, key, signed, addresses)
    if "failed" not in actions:
        return NOTHING if set(actions) <= {"delayed", "relayed", "expanded"} else UNCLEAR
    if key is None:
        return UNCLEAR
    failed = readers[actions.index("failed")]
    words, verdict = _judged(failed)
    return Report(What.BOUNCED, key, signed, addresses, verdict, words)


def _judged(group: Message) -> tuple[str, Verdict]:
    """A server's words and what they mean. The Diagnostic-Code is the remote server's own, Status
    what the reporting one made of it; the more exact of their two codes is taken."""
    status = str(group.get("Status", "")).split("(")[0].strip()
    diagnostic = str(group.get("Diagnostic-Code", ""))
    kind = _DIAGNOSTIC_TYPE.match(diagnostic)
    answer = read(diagnostic[kind.end() :] if kind else diagnostic)
    enhanced = answer.enhanced
    if not enhanced or enhanced.endswith(".0.0"):
        enhanced = status if not status.endswith(".0.0") or not enhanced else enhanced
    if status.startswith("4.") and answer.code < 500:
        enhanced = status  # given up after trying for days
    words = " ".join(str(part) for part in (answer.code or "", enhanced, answer.words) if part)
    return words, classify(answer.code, enhanced, answer.words)


def _complaint(groups: list[Message], key: uuid.UUID | None) -> Report:
    """A complaint by a feedback loop (RFC 5965). Readers' addresses are often blacked out."""
    fields = groups[0] if groups else Message()
    kind = str(fields.get("Feedback-Type", "")).strip().lower()
    if key_here := verp.key_of(str(fields.get("Original-Mail-From", ""))):
        key = key_here
    if key is None:
        return UNCLEAR
    # Who complains is not named, so that the letter's own key must do.
    if kind in {"opt-out", "opt-out-list"}:
        return Report(What.LEFT, key, proven=True)
    if kind == "not-spam":
        return NOTHING
    if kind in _COMPLAINTS:
        return Report(What.COMPLAINED, key, proven=True, words=f"feedback: {kind}")
    return UNCLEAR


def _is_automatic(message: Message) -> bool:
    """Whether a machine answered for a person: on holiday, message received (RFC 3834, and what
    came before it)."""
    said = str(message.get("Auto-Submitted", "no")).lower()
    return (
        said.lstrip().startswith(("auto-replied", "auto-notified"))
        or "X-Autoreply" in message
        or "X-Autorespond" in message
        or str(message.get("Precedence", "")).strip().lower() == "auto_reply"
    )


def _from_a_server(message: Message) -> bool:
    senders = getaddresses([str(value) for value in (message.get_all("From") or [])[:5]])
    # An empty Return-Path would not do: notes of holidays have it too.
    return any(_SENDERS.match(address) for _, address in senders)


def _plain(parts: list[Message], key: uuid.UUID) -> Report:
    """A server's plain words to a letter's own address: the first line with a code decides."""
    for part in parts:
        if part.get_content_type() != "text/plain":
            continue
        raw = part.get_payload(decode=True)
        text = raw[:WORDS].decode("ascii", "replace") if isinstance(raw, bytes) else ""
        text = text.replace("\r\n", "\n")
        if found := _STATUS_LINE.search(text):
            answer = read(found[1].split("\n\n")[0])
            words = f"{answer.code} {answer.enhanced} {answer.words}"
            verdict = classify(*answer)
            return Report(What.BOUNCED, key, True, verdict=verdict, words=" ".join(words.split()))
    return UNCLEAR


def _address(value: object) -> str:
    """The address of “rfc822; rhea@readers.example”, in lower case."""
    text = str(value or "")
    return text.partition(";")[2].strip().strip("<>").lower() if ";" in text else ""
