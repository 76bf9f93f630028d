"""The links of our mails. A link carries a subscriber's key and our signature, never the address;
each purpose has a signature of its own, so that a link to leave confirms nothing."""

import datetime
import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

from newsletter.models import Subscriber

CONFIRM_WITHIN = datetime.timedelta(days=7)
# A dot, because mail programs cut addresses at a colon.
_CONFIRM = signing.TimestampSigner(salt="newsletter.confirm", sep=".")
_LEAVE = signing.Signer(salt="newsletter.leave", sep=".")


class BadLink(Exception):
    """Not a link that we signed."""


class OldLink(Exception):
    """A link of ours that holds no longer."""


def confirm_token(subscriber: Subscriber) -> str:
    return _CONFIRM.sign(signing.b64_encode(subscriber.key.bytes).decode())


def leave_token(subscriber: Subscriber) -> str:
    return _LEAVE.sign(signing.b64_encode(subscriber.key.bytes).decode())


def confirm_url(subscriber: Subscriber) -> str:
    return settings.SITE_URL + reverse("newsletter:confirm", args=[confirm_token(subscriber)])


def leave_url(subscriber: Subscriber) -> str:
    return settings.SITE_URL + reverse("newsletter:unsubscribe", args=[leave_token(subscriber)])


def key_to_confirm(token: str) -> uuid.UUID:
    """Raises `BadLink`, or `OldLink` after seven days."""
    try:
        return _key(_CONFIRM.unsign(token, max_age=CONFIRM_WITHIN))
    except signing.SignatureExpired as error:
        raise OldLink from error
    except signing.BadSignature as error:
        raise BadLink from error


def key_to_leave(token: str) -> uuid.UUID:
    """Raises `BadLink`. Who wants to leave may use a mail of any age."""
    try:
        return _key(_LEAVE.unsign(token))
    except signing.BadSignature as error:
        raise BadLink from error


def _key(signed: str) -> uuid.UUID:
    return uuid.UUID(bytes=signing.b64_decode(signed.encode()))
