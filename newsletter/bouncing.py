"""Reads the mailbox that letters come back to, for whom a plain SMTP server sends.

Over IMAP: each mail is read (`newsletter.reports`), noted (`newsletter.noting`) and moved, to
*Done* or, unread, to *For a person*. Noting is the same when it is done twice, so that being killed
between the two costs nothing: the mail is still there and is read again. Any number of readers may
run.
"""

from __future__ import annotations

import contextlib
import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from newsletter import addresses, links, noting, subscribing
from newsletter.models import Delivery
from newsletter.reports import LARGEST, Report, What, read_report
from newsletter.status_codes import Verdict

logger = logging.getLogger(__name__)

DONE, FOR_A_PERSON = "Done", "For a person"
AT_ONCE = 500  # mails in one run
TIMEOUT = 30  # seconds, for whatever the server is asked


class MailboxTrouble(Exception):
    """Why the mailbox could not be read: the server's own words. Later it may be."""


def read_once() -> int:
    """Read what has come, at most `AT_ONCE` mails. Returns how many were about a letter of ours.
    Raises `MailboxTrouble`; what was read until then stays noted. 0 without a mailbox."""
    if not settings.BOUNCES_URL:
        return 0
    try:
        with _mailbox(settings.BOUNCES_URL) as mailbox:
            return sum(_read_one(mailbox, uid) for uid in mailbox.uids()[:AT_ONCE])
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        raise MailboxTrouble(_words(error)) from error


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__


def _read_one(mailbox: Mailbox, uid: str) -> bool:
    raw = mailbox.fetch(uid)
    if raw is None:  # another reader has it
        return False
    report = read_report(raw)
    try:
        ours = note(report)
    except Exception:  # one mail never stops the others
        logger.exception("A mail that came back could not be noted; it stays for the next run.")
        return False
    if ours is None:
        mailbox.move(uid, FOR_A_PERSON)
        return False
    mailbox.move(uid, DONE)
    return ours


def note(report: Report) -> bool | None:
    """Note what a mail says. Whether it is about a letter of ours; None if a person must look."""
    if report.what is What.NOTHING:
        return False
    delivery = Delivery.objects.filter(key=report.key).first() if report.key else None
    if report.what is What.UNCLEAR or delivery is None or not _is_about(report, delivery):
        return None
    if report.what is What.DELIVERED:
        return noting.note_delivered(delivery.key)
    if report.what is What.COMPLAINED:
        return noting.note_complaint(delivery.key, words=report.words)
    if report.what is What.LEFT:
        if delivery.subscriber:
            subscribing.unsubscribe(links.leave_token(delivery.subscriber))
        return True
    return noting.note_bounce(
        delivery.key,
        permanent=report.verdict is Verdict.MAILBOX_GONE,
        counts=report.verdict in {Verdict.MAILBOX_GONE, Verdict.SOFT},
        words=report.words,
    )


def _is_about(report: Report, delivery: Delivery) -> bool:
    return report.proven or _key(delivery.email) in {_key(said) for said in report.addresses} - {""}


def _key(address: str) -> str:
    try:
        return addresses.parse(address).key
    except addresses.BadAddress:
        return ""


# --- IMAP (RFC 3501, RFC 6851) ------------------------------------------------------------------

_LITERAL = re.compile(rb"BODY\[\]", re.IGNORECASE)


@dataclass
class Mailbox:
    """A folder that is open, and those that mails are moved to, by the server's names for them."""

    imap: imaplib.IMAP4
    folders: dict[str, str]

    def uids(self) -> list[str]:
        found = _asked(self.imap.uid("SEARCH", "UNDELETED"))
        return found[0].decode("ascii").split() if found and found[0] else []

    def fetch(self, uid: str) -> bytes | None:
        """The head of a mail, as far as it is looked at; not marked as read. None if it is gone."""
        for item in _asked(self.imap.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST}>)")):
            if isinstance(item, tuple) and _LITERAL.search(item[0]):
                return item[1]
        return None

    def move(self, uid: str, folder: str) -> None:
        """In one step where the server can; else a copy first, so that nothing is lost between."""
        name = self.folders[folder]
        if "MOVE" in self.imap.capabilities:
            _asked(self.imap.uid("MOVE", uid, name))
            return
        _asked(self.imap.uid("COPY", uid, name))
        _asked(self.imap.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
        if "UIDPLUS" in self.imap.capabilities:
            _asked(self.imap.uid("EXPUNGE", uid))
        else:
            _asked(self.imap.expunge())


@contextlib.contextmanager
def _mailbox(address: dict[str, Any]) -> Iterator[Mailbox]:
    context = ssl.create_default_context()
    imap: imaplib.IMAP4
    if address["tls"]:
        imap = imaplib.IMAP4_SSL(
            address["host"], address["port"], ssl_context=context, timeout=TIMEOUT
        )
    else:
        imap = imaplib.IMAP4(address["host"], address["port"], timeout=TIMEOUT)
    try:
        if address["starttls"]:
            imap.starttls(context)
        _sign_in(imap, address["username"], address["password"])
        # Servers tell after signing in what they can do for whom.
        imap.capabilities = tuple(_asked(imap.capability())[0].decode("ascii").upper().split())
        folders = {name: _folder(imap, name) for name in (DONE, FOR_A_PERSON)}
        _asked(imap.select(_quoted(address["folder"])))
        yield Mailbox(imap, folders)
    finally:
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            imap.logout()


def _sign_in(imap: imaplib.IMAP4, username: str, password: str) -> None:
    if "AUTH=PLAIN" in imap.capabilities:  # RFC 4616: takes passwords in any script
        imap.authenticate("PLAIN", lambda _: f"\0{username}\0{password}".encode())
    else:
        imap.login(username, password)


def _folder(imap: imaplib.IMAP4, name: str) -> str:
    """The server's name of a folder, which is made if need be: some keep all below INBOX."""
    delimiter = "/"
    if listed := _asked(imap.list('""', '""')):
        told = re.search(rb'\) "(.)" ', listed[0] if isinstance(listed[0], bytes) else b"")
        delimiter = told[1].decode("ascii") if told else delimiter
    names = [_quoted(name), _quoted(f"INBOX{delimiter}{name}")]
    for here in names:
        if imap.status(here, "(MESSAGES)")[0] == "OK":
            return here
    for here in names:
        if imap.create(here)[0] == "OK":
            return here
    raise imaplib.IMAP4.error(f"The folder “{name}” cannot be made.")


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _asked(answer: tuple[str, list[Any]]) -> list[Any]:
    status, data = answer
    if status != "OK":
        words = b" ".join(part for part in data if isinstance(part, bytes))
        raise imaplib.IMAP4.error(words.decode("utf-8", "replace") or status)
    return data
