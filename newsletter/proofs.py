"""Proofs that a webhook comes from the provider that it says it comes from, and from lately.

Each provider has a scheme of its own. A proof takes the body as it came, the headers, the secret
that `MAIL_HOOKS` holds, and the time; it raises `Forged` and changes nothing. What can be told
twice within its age is told apart by the events themselves (`newsletter.hooks`).
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import json
import re
import urllib.request
from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_datetime

# How old what a provider signed may be. Resend signs anew whenever it tries again, within the five
# minutes of its scheme; the others repeat what they signed first, for 8 hours to a day.
AGES = {
    "mailgun": datetime.timedelta(days=1),
    "sendgrid": datetime.timedelta(days=2),
    "resend": datetime.timedelta(minutes=5),
    "ses": datetime.timedelta(days=2),
}
# Another machine's clock.
AHEAD = datetime.timedelta(minutes=5)


class Forged(Exception):
    """Not proven to come from the provider, or not to come from lately: why, for our log."""


def prove(
    provider: str,
    body: bytes,
    headers: Mapping[str, str],
    secret: str,
    *,
    at: datetime.datetime,
) -> None:
    """Raises `Forged` unless a webhook is the provider's own. Never fails otherwise, whatever the
    body holds."""
    try:
        _PROOFS[provider](body, headers, secret, at)
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as error:
        raise Forged(f"not of the form that the provider signs ({type(error).__name__})") from error


def _mailgun(body: bytes, headers: Mapping[str, str], secret: str, at: datetime.datetime) -> None:
    """HMAC-SHA256 over timestamp and token, in the body. It does not cover the event itself, as
    Mailgun designed it: who can read one of its requests on the way could alter it, so it comes by
    https alone; a second use of a token is another event's and refused in `newsletter.hooks`."""
    signature = json.loads(body)["signature"]
    timestamp, token, said = signature["timestamp"], signature["token"], signature["signature"]
    if not all(isinstance(part, str) and part.isascii() for part in (token, said)):
        raise Forged("no signature")
    signed = f"{timestamp}{token}".encode("ascii")
    _same(said.encode(), hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode())
    _lately("mailgun", int(timestamp), at)


def _postmark(body: bytes, headers: Mapping[str, str], secret: str, at: datetime.datetime) -> None:
    """Postmark signs nothing: user and password of HTTP are all that it offers."""
    scheme, _, credentials = headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        raise Forged("no user and password")
    _same(base64.b64decode(credentials, validate=True), secret.encode())


def _sendgrid(body: bytes, headers: Mapping[str, str], secret: str, at: datetime.datetime) -> None:
    """ECDSA on P-256 with SHA-256 over timestamp and body."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    timestamp = headers.get("X-Twilio-Email-Event-Webhook-Timestamp", "")
    signature = headers.get("X-Twilio-Email-Event-Webhook-Signature", "")
    key = serialization.load_der_public_key(base64.b64decode(secret))
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise Forged("our verification key is of another kind")
    try:
        key.verify(
            base64.b64decode(signature, validate=True),
            timestamp.encode("ascii") + body,
            ec.ECDSA(hashes.SHA256()),
        )
    except InvalidSignature as error:
        raise Forged("another signature") from error
    _lately("sendgrid", int(timestamp), at)


def _resend(body: bytes, headers: Mapping[str, str], secret: str, at: datetime.datetime) -> None:
    """Standard Webhooks, as Svix sends them: HMAC-SHA256 over id, time and body; while a secret is
    changed there are signatures by both."""
    name, timestamp = headers.get("Svix-Id", ""), headers.get("Svix-Timestamp", "")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{name}.{timestamp}.".encode("ascii") + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    said = [
        signature.encode("ascii")
        for version, _, signature in (
            part.partition(",") for part in headers.get("Svix-Signature", "").split()[:10]
        )
        if version == "v1"
    ]
    if not name or not any(hmac.compare_digest(signature, expected) for signature in said):
        raise Forged("another signature")
    _lately("resend", int(timestamp), at)


# The parts that Amazon SNS signs, in their order.
_NOTIFICATION = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
_CONFIRMATION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
_CERTIFICATE = re.compile(
    r"https://sns\.[a-z0-9-]{3,30}\.amazonaws\.com(\.cn)?"
    r"/SimpleNotificationService-[0-9a-f]{16,64}\.pem"
)
_SUBSCRIBE = re.compile(
    r"https://sns\.[a-z0-9-]{3,30}\.amazonaws\.com(\.cn)?/\?[\x21-\x7e]{1,2000}"
)
_certificates: dict[str, bytes] = {}  # by address, as far as this process has met them


def _ses(body: bytes, headers: Mapping[str, str], secret: str, at: datetime.datetime) -> None:
    """Amazon SNS: RSA with SHA-1 (version 1) or SHA-256 (version 2) over named parts, by a
    certificate at an address of Amazon's. The topic must be ours: everybody's topics are signed."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    said = json.loads(body)
    _same(str(said["TopicArn"]).encode(), secret.encode())
    address = said["SigningCertURL"]
    if not _CERTIFICATE.fullmatch(address):
        raise Forged("a certificate from elsewhere")
    parts = _NOTIFICATION if said["Type"] == "Notification" else _CONFIRMATION
    signed = "".join(f"{part}\n{said[part]}\n" for part in parts if part in said).encode()
    hashing: Any = {"1": hashes.SHA1, "2": hashes.SHA256}[said["SignatureVersion"]]
    certificate = x509.load_pem_x509_certificate(_certificate(address))
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise Forged("a certificate of another kind")
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise Forged("a certificate out of its time")
    try:
        signature = base64.b64decode(said["Signature"], validate=True)
        key.verify(signature, signed, padding.PKCS1v15(), hashing())
    except InvalidSignature as error:
        raise Forged("another signature") from error
    moment = parse_datetime(said["Timestamp"])
    _lately("ses", moment.timestamp() if moment else 0, at)


def _certificate(address: str) -> bytes:
    if address not in _certificates:
        if len(_certificates) >= 20:
            _certificates.clear()
        _certificates[address] = fetch(address)
    return _certificates[address]


def confirm_topic(message: Mapping[str, Any]) -> None:
    """Tell Amazon that we want what a topic says. Only for a message whose proof held. Raises
    `Forged` if the address is not Amazon's."""
    address = message.get("SubscribeURL")
    if not isinstance(address, str) or not _SUBSCRIBE.fullmatch(address):
        raise Forged("an address to confirm that is not Amazon's")
    fetch(address)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def fetch(address: str) -> bytes:
    """What stands at an https address, up to 64 KB, within five seconds. Raises `Forged`."""
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(address, timeout=5) as answer:
            return answer.read(64 * 1024)
    except OSError as error:
        raise Forged(f"Amazon could not be asked: {error}") from error


def _same(said: bytes, expected: bytes) -> None:
    if not hmac.compare_digest(said, expected):
        raise Forged("another signature")


def _lately(provider: str, timestamp: float, at: datetime.datetime) -> None:
    moment = datetime.datetime.fromtimestamp(timestamp, datetime.UTC)
    if not -AHEAD <= at - moment <= AGES[provider]:
        raise Forged(f"signed at {moment:%Y-%m-%d %H:%M}, too long ago or in the future")


_PROOFS = {
    "mailgun": _mailgun,
    "postmark": _postmark,
    "sendgrid": _sendgrid,
    "resend": _resend,
    "ses": _ses,
}
