"""Webhooks as the five providers send them, signed as each of them signs.

`payload(provider, what)` is the JSON of an event; `signed(provider, payload)` the body and headers
of a request that bears it. The keys are made for the tests; `SECRETS` is what `MAIL_HOOKS` holds.
"""

import base64
import datetime
import functools
import hashlib
import hmac
import json
import time
import uuid
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

PROVIDERS = ["mailgun", "postmark", "sendgrid", "resend", "ses"]
RHEA = "rhea@readers.example"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:letters"
CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
_RESEND_KEY = b"a-key-of-24-bytes-or-so."
_EC_KEY = ec.generate_private_key(ec.SECP256R1())


@functools.cache
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


SECRETS = {
    "mailgun": "key-0123456789abcdef0123456789abcdef",
    "postmark": "elucid:a-long-enough-password",
    "sendgrid": base64.b64encode(
        _EC_KEY.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    ).decode(),
    "resend": "whsec_" + base64.b64encode(_RESEND_KEY).decode(),
    "ses": TOPIC,
}


@functools.cache
def certificate(days: int = 30) -> bytes:
    """What stands at `CERTIFICATE`."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sns.amazonaws.com")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(rsa_key().public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=40))
        .not_valid_after(now + datetime.timedelta(days=days))
        .sign(rsa_key(), hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)


GONE = "550 5.1.1 The email account that you tried to reach does not exist."
FULL = "552 5.2.2 The mailbox is full."
SPAM = "554 5.7.1 This message looks like spam."


def payload(provider: str, what: str, *, key: uuid.UUID | None = None, name: str = "") -> Any:
    """`what`: delivered, gone, full, spam (refused by a filter), complained, left, opened, later
    (the provider goes on trying). `key` is the delivery's as we had it told, `name` the provider's
    own for the mail."""
    return _PAYLOADS[provider](what, {"delivery": key.hex} if key else {}, name)


def _mailgun(what: str, metadata: dict[str, str], name: str) -> Any:
    events: dict[str, dict[str, Any]] = {
        "delivered": {"event": "delivered", "delivery-status": {"code": 250, "message": "OK"}},
        "gone": {
            "event": "failed", "severity": "permanent", "reason": "bounce",
            "delivery-status": {
                "attempt-no": 1, "bounce-type": "hard", "code": 550, "enhanced-code": "5.1.1",
                "message": GONE.partition(" ")[2], "description": "", "mx-host": "mx.example",
            },
        },
        "full": {
            "event": "failed", "severity": "permanent", "reason": "bounce",
            "delivery-status": {"code": 552, "message": FULL, "description": ""},
        },
        "spam": {
            "event": "failed", "severity": "permanent", "reason": "bounce",
            "delivery-status": {"code": 554, "message": SPAM, "description": ""},
        },
        "later": {
            "event": "failed", "severity": "temporary", "reason": "generic",
            "delivery-status": {"code": 451, "message": "4.7.1 Greylisted", "retry-seconds": 600},
        },
        "complained": {"event": "complained"},
        "left": {"event": "unsubscribed"},
        "opened": {"event": "opened", "client-info": {"user-agent": "x"}},
    }  # fmt: skip
    return {
        "event-data": {
            "id": str(uuid.uuid4()),
            "timestamp": time.time(),
            "recipient": RHEA,
            "message": {"headers": {"message-id": name.strip("<>"), "to": RHEA}},
            "user-variables": metadata,
            "tags": [],
            **events[what],
        },
    }


def _postmark(what: str, metadata: dict[str, str], name: str) -> Any:
    said: dict[str, Any] = {
        "MessageID": name,
        "MessageStream": "broadcast",
        "Metadata": metadata,
        "Tag": "weekly",
    }
    bounce: dict[str, Any] = {
        "RecordType": "Bounce", "ID": uuid.uuid4().int % 10**12, "ServerID": 1, "Email": RHEA,
        "From": "hello@magazine.example", "BouncedAt": "2026-11-02T08:00:00Z", "Inactive": True,
        "DumpAvailable": True, "CanActivate": True, "Subject": "The weekly",
    }  # fmt: skip
    return said | {
        "delivered": {
            "RecordType": "Delivery", "Recipient": RHEA, "Details": "smtp;250 OK",
            "DeliveredAt": "2026-11-02T08:00:00.0000000-05:00",
        },
        "gone": bounce | {"Type": "HardBounce", "TypeCode": 1, "Details": f"smtp;{GONE}"},
        "full": bounce | {"Type": "SoftBounce", "TypeCode": 4096, "Details": f"smtp;{FULL}"},
        "spam": bounce | {"Type": "SpamNotification", "TypeCode": 512, "Details": f"smtp;{SPAM}"},
        "later": bounce | {"Type": "Transient", "TypeCode": 2, "Details": "smtp;451 try again"},
        "complained": bounce | {"RecordType": "SpamComplaint", "Type": "SpamComplaint"},
        "left": {
            "RecordType": "SubscriptionChange", "Recipient": RHEA, "SuppressSending": True,
            "SuppressionReason": "ManualSuppression", "Origin": "Recipient",
            "ChangedAt": "2026-11-02T08:00:00Z",
        },
        "opened": {"RecordType": "Open", "Recipient": RHEA, "ReceivedAt": "2026-11-02T08:00:00Z"},
    }[what]  # fmt: skip


def _sendgrid(what: str, metadata: dict[str, str], name: str) -> Any:
    event: dict[str, Any] = {
        "delivered": {"event": "delivered", "response": "250 OK"},
        "gone": {"event": "bounce", "type": "bounce", "status": "5.1.1", "reason": GONE},
        "full": {"event": "bounce", "type": "blocked", "status": "5.2.2", "reason": FULL},
        "spam": {"event": "bounce", "type": "bounce", "status": "5.7.1", "reason": SPAM},
        "later": {"event": "deferred", "response": "451 4.7.1 Greylisted", "attempt": "1"},
        "complained": {"event": "spamreport"},
        "left": {"event": "unsubscribe"},
        "opened": {"event": "open", "useragent": "x", "ip": "192.0.2.1"},
    }[what]
    return [
        {
            "email": RHEA,
            "timestamp": int(time.time()),
            "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
            "sg_event_id": uuid.uuid4().hex,
            "sg_message_id": "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
            "anymail_id": name,
            **metadata,
            **event,
        }
    ]


def _resend(what: str, metadata: dict[str, str], name: str) -> Any:
    kind, more = {
        "delivered": ("delivered", {}),
        "gone": ("bounced", {"bounce": {"type": "Permanent", "subType": "General", "message": (
            "The recipient's email provider sent a hard bounce message.")}}),
        "full": ("bounced", {"bounce": {"type": "Transient", "subType": "MailboxFull", "message": (
            "The recipient's email provider sent a bounce message because the inbox was full.")}}),
        "spam": ("bounced", {"bounce": {"type": "Transient", "subType": "ContentRejected",
            "message": "The recipient's email provider rejected the content."}}),
        "later": ("delivery_delayed", {}),
        "complained": ("complained", {}),
        "left": ("unsubscribed", {}),  # Resend has none
        "opened": ("opened", {}),
    }[what]  # fmt: skip
    headers = [{"name": "X-Metadata", "value": json.dumps(metadata)}]
    return {
        "type": f"email.{kind}",
        "created_at": "2026-11-02T08:00:00.000Z",
        "data": {
            "email_id": name, "from": "hello@magazine.example", "to": [RHEA], "headers": headers,
            "subject": "The weekly", "created_at": "2026-11-02T07:59:00.000Z", **more,
        },
    }  # fmt: skip


def _ses(what: str, metadata: dict[str, str], name: str) -> Any:
    def bounce(kind: str, detail: str, words: str) -> dict[str, Any]:
        recipient = {
            "emailAddress": RHEA, "action": "failed", "status": "5.0.0",
            "diagnosticCode": f"smtp; {words}",
        }  # fmt: skip
        told = {"bounceType": kind, "bounceSubType": detail, "bouncedRecipients": [recipient]}
        return {"eventType": "Bounce", "bounce": told}

    event = {
        "delivered": {
            "eventType": "Delivery",
            "delivery": {"recipients": [RHEA], "smtpResponse": "250 OK"},
        },
        "gone": bounce("Permanent", "General", GONE),
        "full": bounce("Transient", "MailboxFull", FULL),
        "spam": bounce("Permanent", "General", SPAM),
        "later": {"eventType": "DeliveryDelay", "deliveryDelay": {"delayType": "TransientFailure"}},
        "complained": {
            "eventType": "Complaint",
            "complaint": {
                "complainedRecipients": [{"emailAddress": RHEA}],
                "complaintFeedbackType": "abuse",
            },
        },
        "left": {"eventType": "Subscription", "subscription": {"contactList": "x"}},
        "opened": {"eventType": "Open", "open": {"userAgent": "x"}},
    }[what]
    mail = {
        "messageId": name, "destination": [RHEA], "source": "hello@magazine.example",
        "headers": [{"name": "X-Metadata", "value": json.dumps(metadata)}],
        "commonHeaders": {"subject": "The weekly"},
    }  # fmt: skip
    return {
        "Type": "Notification",
        "MessageId": str(uuid.uuid4()),
        "TopicArn": TOPIC,
        "Message": json.dumps({**event, "mail": mail}),
        "SignatureVersion": "2",
        "SigningCertURL": CERTIFICATE,
    }


_PAYLOADS = {
    "mailgun": _mailgun,
    "postmark": _postmark,
    "sendgrid": _sendgrid,
    "resend": _resend,
    "ses": _ses,
}


def signed(
    provider: str, payload: Any, *, age: float = 0, name: str = ""
) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a request, signed `age` seconds ago. A payload may be bytes, as they
    are, where the signature is not within them."""
    moment = int(time.time() - age)
    if provider == "mailgun":
        token = name or uuid.uuid4().hex
        proof = hmac.new(
            SECRETS["mailgun"].encode(), f"{moment}{token}".encode(), hashlib.sha256
        ).hexdigest()
        signature = {"timestamp": str(moment), "token": token, "signature": proof}
        return json.dumps({**payload, "signature": signature}).encode(), {}
    if provider == "ses":
        at = datetime.datetime.fromtimestamp(moment, datetime.UTC)
        said = {"Timestamp": f"{at:%Y-%m-%dT%H:%M:%S}.000Z", **payload}
        parts = (
            ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            if said["Type"] == "Notification"
            else ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        )
        text = "".join(f"{part}\n{said[part]}\n" for part in parts if part in said).encode()
        hashing = (hashes.SHA1 if said["SignatureVersion"] == "1" else hashes.SHA256)()
        proof = base64.b64encode(rsa_key().sign(text, padding.PKCS1v15(), hashing)).decode()
        return json.dumps({**said, "Signature": proof}).encode(), {}
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    if provider == "postmark":
        credentials = base64.b64encode(SECRETS["postmark"].encode()).decode()
        return body, {"Authorization": f"Basic {credentials}"}
    if provider == "sendgrid":
        proof = base64.b64encode(
            _EC_KEY.sign(str(moment).encode() + body, ec.ECDSA(hashes.SHA256()))
        ).decode()
        return body, {
            "X-Twilio-Email-Event-Webhook-Signature": proof,
            "X-Twilio-Email-Event-Webhook-Timestamp": str(moment),
        }
    name = name or f"msg_{uuid.uuid4().hex}"
    text = f"{name}.{moment}.".encode() + body
    proof = base64.b64encode(hmac.new(_RESEND_KEY, text, hashlib.sha256).digest()).decode()
    return body, {
        "Svix-Id": name,
        "Svix-Timestamp": str(moment),
        "Svix-Signature": f"v1,{'A' * 44} v1,{proof}",
    }
