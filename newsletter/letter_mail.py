"""The message of one delivery, with all its headers.

A letter is the same for everybody but for a few places: the reader's own links and address. So it
is encoded once (`prepare`) into pieces, and a message is those pieces with what is the reader's own
between them. In quoted-printable a soft line break may stand anywhere between two encoded
characters (RFC 2045, 6.7), so each piece and each value is encoded by itself and the lines are put
together without counting. No line of a body begins with a full stop, so that SMTP has nothing to
double (RFC 5321, 4.5.2).
"""

from __future__ import annotations

import binascii
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cache
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from magazine.models import SiteIdentity
from newsletter import composing, links, providers, verp
from newsletter.letters import Campaign
from newsletter.models import MailingList, Subscriber
from newsletter.whole_headers import WholeMessage, whole

# What may stand between the angle brackets of an envelope: nothing that ends it or begins a line.
_ADDRESS = re.compile(r"[!-;=?A-~]{1,64}@[a-z0-9.-]{1,253}", re.IGNORECASE)
_PLACE = re.compile(r"(\{\{[a-z_]+\}\})")
_ONE_CLICK = "List-Unsubscribe=One-Click"


class CannotBeMade(ValueError):
    """A message that must not be sent as it is; a sentence."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a message goes to, and as which delivery."""

    key: uuid.UUID  # the delivery's
    email: str
    list_id: int | None
    subscriber: Subscriber  # pk and key are enough


@dataclass(slots=True)
class Prepared:
    """A campaign's letter, ready to be filled in."""

    campaign: Campaign
    lists: dict[int | None, MailingList]
    magazine: str
    browser: str
    text: list[bytes]  # pieces and, at every second place, what is to be filled in
    html: list[bytes]
    heads: dict[int | None, bytes] = field(default_factory=dict)

    def message(self, reader: Reader) -> bytes:
        """The whole message as it goes over the wire, with lines ended by CRLF. Raises
        `CannotBeMade`."""
        if reader.list_id not in self.heads:
            self.heads[reader.list_id] = self._head(reader.list_id)
        leave = _leave(self, reader)
        own = "".join(
            f"{name}: {value}\r\n"
            for name, value in {
                "To": _checked(reader.email),
                "Date": format_datetime(timezone.now()),
                "Message-ID": message_id(reader.key),
                **_leaving(leave, reader),
                **providers.marks(reader.key),
            }.items()
        )
        values = self._values(reader, leave)
        boundary = self._boundary()
        return b"".join([
            self.heads[reader.list_id],
            own.encode("ascii"),
            b"MIME-Version: 1.0\r\n"
            b'Content-Type: multipart/alternative; boundary="%s"\r\n\r\n' % boundary,
            b"--%s\r\n%s" % (boundary, _part_head("plain")),
            *_filled(self.text, values, html=False),
            b"\r\n--%s\r\n%s" % (boundary, _part_head("html")),
            *_filled(self.html, values, html=True),
            b"\r\n--%s--\r\n" % boundary,
        ])  # fmt: skip

    def for_backend(self, reader: Reader) -> EmailMultiAlternatives:
        """The same for one of Django's backends other than SMTP."""
        leave = _leave(self, reader)
        values = self._values(reader, leave)
        headers = self._headers(reader.list_id)
        subject, sender = headers.pop("Subject"), headers.pop("From")
        reply_to = headers.pop("Reply-To", "")
        message = WholeMessage(
            subject=subject,
            body=composing.personal(self.campaign.text, values, html=False),
            from_email=sender,
            to=[_checked(reader.email)],
            reply_to=[reply_to] if reply_to else None,
            headers={
                **headers,
                "Message-ID": message_id(reader.key),
                **_leaving(leave, reader),
            },
        )
        html = composing.personal(self.campaign.html, values, html=True)
        message.attach_alternative(html, "text/html")
        providers.mark(message, reader.key)
        message.message()  # what cannot be made shows here, before anything was handed over
        return message

    def _values(self, reader: Reader, leave: str) -> dict[str, str]:
        return {
            "leave": leave,
            "preferences": links.preferences_url(reader.subscriber),
            "browser": self.browser,
            "seen": links.seen_url(reader.key) if settings.NEWSLETTER_OPENS else "",
        }

    def _boundary(self) -> bytes:
        # Begins with what quoted-printable never holds (RFC 2045, 6.7).
        return b"=_elucid_%d" % self.campaign.pk

    def _headers(self, list_id: int | None) -> dict[str, str]:
        """Those that are the same for all who get it through one list."""
        of_list = self.lists.get(list_id)
        name = self.campaign.sender_name or (of_list.sender_name if of_list else "")
        host = _host()
        slug = of_list.slug if of_list else "newsletter"
        headers = {
            "From": sender(name or self.magazine),
            "Subject": one_line(self.campaign.subject),
            # RFC 2919: an identifier below a domain of ours, which stays when the name changes.
            "List-Id": f"<{slug}.{host}>",
            # Gmail's postmaster tools: three names of ours, then the sender's, the same for ever.
            "Feedback-ID": f"{self.campaign.pk}:{slug}:letter:{_sender_id(host)}",
        }
        if self.campaign.reply_to:
            headers["Reply-To"] = _checked(self.campaign.reply_to)
        if self.campaign.digest_id:
            headers["Auto-Submitted"] = "auto-generated"  # RFC 3834: no person wrote it
        return headers

    def _head(self, list_id: int | None) -> bytes:
        message = EmailMessage(policy=whole(SMTP))
        for name, value in self._headers(list_id).items():
            message[name] = value
        return message.as_bytes().removesuffix(b"\r\n")


def prepare(campaign: Campaign) -> Prepared:
    """Encode the letter that was frozen with a campaign, once for all who get it."""
    return Prepared(
        campaign=campaign,
        lists={each.pk: each for each in MailingList.objects.filter(campaigns=campaign)},
        magazine=SiteIdentity.current().name,
        browser=composing.browser_url(campaign),
        text=_pieces(campaign.text),
        html=_pieces(campaign.html),
    )


def message_id(key: uuid.UUID) -> str:
    """The same at every attempt, so that a mailbox can tell a repetition."""
    return f"<{key}@{_host()}>"


def envelope_sender(key: uuid.UUID) -> str:
    """Where bounces go: to an address of the delivery's own if there is a mailbox for them."""
    return verp.verp_address(key) or _bare(settings.DEFAULT_FROM_EMAIL)


@cache
def _bare(address: str) -> str:
    return parseaddr(address)[1]


def one_line(text: str) -> str:
    """Without line breaks and other characters that would begin a header of their own."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def sender(name: str) -> str:
    """“The Magazine <hello@magazine.example>”, whatever somebody typed as the name."""
    address = _bare(settings.DEFAULT_FROM_EMAIL)
    return str(Address(display_name=one_line(name), addr_spec=address))


def _leave(prepared: Prepared, reader: Reader) -> str:
    return links.leave_url(reader.subscriber, prepared.lists.get(reader.list_id))


def _leaving(leave: str, reader: Reader) -> dict[str, str]:
    """RFC 8058: one press in the mail program. By mail as well where a mailbox is read for it."""
    ways = f"<{leave}>"
    if mailbox := settings.MAIL_UNSUBSCRIBE:
        token = leave.rstrip("/").rpartition("/")[2]
        ways += f", <mailto:{mailbox}?subject={quote('unsubscribe ' + token)}>"
    return {"List-Unsubscribe": ways, "List-Unsubscribe-Post": _ONE_CLICK}


def _checked(email: str) -> str:
    if not _ADDRESS.fullmatch(email):
        raise CannotBeMade("This is no address that a letter can be sent to.")
    return email


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _sender_id(host: str) -> str:
    """5 to 15 letters and digits."""
    return re.sub(r"[^a-z0-9]", "", host.lower())[:15].ljust(5, "0")


def _part_head(kind: str) -> bytes:
    return (
        f"Content-Type: text/{kind}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    ).encode("ascii")


def _pieces(text: str) -> list[bytes]:
    """Every second one is a place, as it stands in the text."""
    found = _PLACE.split(re.sub(r"\r\n?", "\n", text).rstrip("\n") + "\n")
    return [
        piece.encode() if number % 2 else _quoted(piece) + _SOFT * (number + 1 < len(found))
        for number, piece in enumerate(found)
    ]


_SOFT = b"=\r\n"


def _quoted(text: str) -> bytes:
    """Quoted-printable, lines ended by CRLF."""
    encoded = binascii.b2a_qp(text.encode("utf-8", "replace"), istext=True)
    # What ends a piece is not the end of a line there, where spaces would be cut off.
    if encoded[-1:] in {b" ", b"\t"}:
        encoded = encoded[:-1] + (b"=20" if encoded.endswith(b" ") else b"=09")
    return re.sub(rb"^\.", b"=2E", encoded, flags=re.MULTILINE).replace(b"\n", b"\r\n")


def _filled(pieces: list[bytes], values: Mapping[str, str], *, html: bool) -> list[bytes]:
    own: dict[bytes, bytes] = {}
    filled = []
    for number, piece in enumerate(pieces):
        if number % 2:
            if piece not in own:
                value = composing.personal(piece.decode(), dict(values), html=html)
                own[piece] = _quoted(one_line(value)) + _SOFT
            filled.append(own[piece])
        else:
            filled.append(piece)
    return filled
