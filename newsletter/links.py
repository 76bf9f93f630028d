"""The links of our mails. A link carries a subscriber's key and our signature, never the address;
each purpose has a signature of its own, so that a link to leave confirms nothing.

How long they hold. To leave: for ever, from a mail of any age. To confirm: seven days. To the
preferences: thirty days, because letters are forwarded and kept for years and whoever holds that
link can delete; a person with an older one has a fresh one sent to the address it belongs to.
Tokens signed with a key in SECRET_KEY_FALLBACKS hold as well.
"""

from __future__ import annotations

import datetime
import hashlib
import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

from newsletter.models import MailingList, Subscriber

CONFIRM_WITHIN = datetime.timedelta(days=7)
PREFERENCES_FOR = datetime.timedelta(days=30)
# A dot, because mail programs cut addresses at a colon.
_CONFIRM = signing.TimestampSigner(salt="newsletter.confirm", sep=".")
_LEAVE = signing.Signer(salt="newsletter.leave", sep=".")
_PREFERENCES = signing.TimestampSigner(salt="newsletter.preferences", sep=".")
_NEW_ADDRESS = signing.TimestampSigner(salt="newsletter.new-address", sep=".")
_SEEN = signing.Signer(salt="newsletter.seen", sep=".")
_KEY = 16  # bytes of a subscriber's key
_LIST = 8  # bytes of a list's number behind it
_MARK = 12  # bytes that tell one new address from another


class BadLink(Exception):
    """Not a link that we signed."""


class OldLink(Exception):
    """A link of ours that holds no longer."""


def confirm_token(subscriber: Subscriber) -> str:
    return _CONFIRM.sign(_packed(subscriber.key.bytes))


def leave_token(subscriber: Subscriber, mailing_list: MailingList | int | None = None) -> str:
    """For one list (the row or its number), or for everything."""
    value = subscriber.key.bytes
    if mailing_list is not None:
        number = mailing_list if isinstance(mailing_list, int) else mailing_list.pk
        value += number.to_bytes(_LIST)
    return _LEAVE.sign(_packed(value))


def preferences_token(subscriber: Subscriber) -> str:
    return _PREFERENCES.sign(_packed(subscriber.key.bytes))


def new_address_token(subscriber: Subscriber) -> str:
    """For the address that they want to change to now, no other."""
    return _NEW_ADDRESS.sign(_packed(subscriber.key.bytes + _mark(subscriber.new_email_key)))


def confirm_url(subscriber: Subscriber) -> str:
    return _url("confirm", confirm_token(subscriber))


def leave_url(subscriber: Subscriber, mailing_list: MailingList | int | None = None) -> str:
    return _url("unsubscribe", leave_token(subscriber, mailing_list))


def preferences_url(subscriber: Subscriber) -> str:
    return _url("preferences", preferences_token(subscriber))


def new_address_url(subscriber: Subscriber) -> str:
    return _url("new_address", new_address_token(subscriber))


def seen_url(delivery: uuid.UUID) -> str:
    """The picture by which a letter says that it was opened; `delivery`: its key."""
    return _url("seen", _SEEN.sign(_packed(delivery.bytes)))


def key_of_seen(token: str) -> uuid.UUID:
    """The delivery whose letter was opened. Raises `BadLink`."""
    return _key(_unsigned(_SEEN, token))


def key_to_confirm(token: str) -> uuid.UUID:
    """Raises `BadLink`, or `OldLink` after seven days."""
    return _key(_unsigned(_CONFIRM, token, CONFIRM_WITHIN))


def key_to_leave(token: str) -> tuple[uuid.UUID, int | None]:
    """Whose link it is and which list it leaves; None is all of them. Raises `BadLink`."""
    value = _unsigned(_LEAVE, token)
    if len(value) == _KEY + _LIST:
        return _key(value[:_KEY]), int.from_bytes(value[_KEY:])
    return _key(value), None


def key_to_preferences(token: str) -> uuid.UUID:
    """Raises `BadLink`, or `OldLink` after thirty days."""
    return _key(_unsigned(_PREFERENCES, token, PREFERENCES_FOR))


def key_of_old_preferences(token: str) -> uuid.UUID:
    """Of a link of any age: enough to send its owner a fresh one. Raises `BadLink`."""
    return _key(_unsigned(_PREFERENCES, token))


def key_to_new_address(token: str) -> tuple[uuid.UUID, bytes]:
    """Whose link it is and the mark of the address (`is_for`). Raises `BadLink` or, after seven
    days, `OldLink`."""
    value = _unsigned(_NEW_ADDRESS, token, CONFIRM_WITHIN)
    return _key(value[:_KEY]), value[_KEY:]


def is_for(mark: bytes, email_key: str) -> bool:
    return bool(email_key) and mark == _mark(email_key)


def _mark(email_key: str) -> bytes:
    return hashlib.sha256(email_key.encode()).digest()[:_MARK]


def _url(name: str, token: str) -> str:
    return settings.SITE_URL + reverse(f"newsletter:{name}", args=[token])


def _packed(value: bytes) -> str:
    return signing.b64_encode(value).decode()


def _unsigned(
    signer: signing.Signer, token: str, within: datetime.timedelta | None = None
) -> bytes:
    try:
        if isinstance(signer, signing.TimestampSigner):
            return signing.b64_decode(signer.unsign(token, max_age=within).encode())
        return signing.b64_decode(signer.unsign(token).encode())
    except signing.SignatureExpired as error:
        raise OldLink from error
    except (signing.BadSignature, ValueError) as error:
        raise BadLink from error


def _key(value: bytes) -> uuid.UUID:
    if len(value) != _KEY:
        raise BadLink
    return uuid.UUID(bytes=value)
