"""The address that a letter comes back to, which says which letter it was.

    bounces+<key><signature>@magazine.example

Variable envelope return path (VERP): every letter has an envelope sender of its own, so that a
bounce of whatever form names its letter by the address that it is sent to. The key is the
delivery's, the signature ours: nobody makes up a bounce for another reader. All of it is in base32,
since some servers write addresses in lower case.
"""

from __future__ import annotations

import base64
import re
import uuid

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_SIGNATURE = 10  # bytes: 2^80 guesses, each of which costs a mail
_KEY_LETTERS, _SIGNATURE_LETTERS = 26, 16
# Servers put things of their own before (prvs=…=bounces+…), so it is looked for in the whole.
_TOKEN = re.compile(
    rf"\+([a-z2-7]{{{_KEY_LETTERS}}})([a-z2-7]{{{_SIGNATURE_LETTERS}}})(?![a-z0-9])", re.IGNORECASE
)
_MESSAGE_ID = re.compile(r"<?([0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12})@[a-z0-9.-]{1,253}>?")


def verp_address(key: uuid.UUID) -> str:
    """The envelope sender of a delivery's letter. "" where letters come back to nobody in
    particular (`MAIL_BOUNCES` is not set) or to the provider, which then tells us."""
    if not settings.MAIL_BOUNCES or settings.MAIL_PROVIDER:
        return ""
    local, _, domain = settings.MAIL_BOUNCES.partition("@")
    return f"{local}+{_letters(key.bytes)}{_sign(key, settings.SECRET_KEY)}@{domain}"


def key_of(address: str) -> uuid.UUID | None:
    """Whose letter an address belongs to; None if it bears no token that we signed."""
    found = _TOKEN.search(address[:1000])
    if not found:
        return None
    key = uuid.UUID(bytes=base64.b32decode(found[1].upper() + "======"))
    said = found[2].lower()
    signers = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return key if any(constant_time_compare(said, _sign(key, by)) for by in signers) else None


def key_in_message_id(text: str) -> uuid.UUID | None:
    """The key in the Message-ID of a letter, `<key@host of the site>`. Nobody but who got the
    letter knows it."""
    found = _MESSAGE_ID.fullmatch(text.strip()[:400].lower())
    return uuid.UUID(hex=found[1]) if found else None


def _sign(key: uuid.UUID, secret: str | bytes) -> str:
    digest = salted_hmac("newsletter.verp", key.bytes, secret=secret, algorithm="sha256").digest()
    return _letters(digest[:_SIGNATURE])


def _letters(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()
