"""What a mail provider is told of a letter, and what it calls it."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

LONGEST_ID = 200


def mark(message: EmailMessage, key: uuid.UUID) -> None:
    """Have the provider say in its webhooks which delivery a letter is: it may tell what became of
    one before its own name for it is stored. Changes the message; nothing where no webhooks are
    taken. Mailgun, Postmark, SendGrid and Resend have a place for such things, which anymail fills;
    SES hands a header on."""
    if settings.MAIL_PROVIDER in {"", "ses"}:
        message.extra_headers |= marks(key)
    else:
        message.metadata = {"delivery": key.hex}  # type: ignore[attr-defined]


def marks(key: uuid.UUID) -> dict[str, str]:
    """The headers by which `mark` tells a provider that is reached by SMTP."""
    by_smtp = settings.MAIL_PROVIDER in {"", "ses"}
    told = by_smtp and settings.MAIL_HOOKS
    return {"X-Metadata": json.dumps({"delivery": key.hex})} if told else {}


def key_in(metadata: Any) -> uuid.UUID | None:
    """The delivery that `mark` has told a provider of, out of what its webhook says."""
    try:
        return uuid.UUID(hex=metadata["delivery"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def provider_id(message: EmailMessage) -> str:
    """What the provider called a message that was just sent, for `Delivery.provider_id`; "" where
    it was sent by SMTP or to nobody."""
    name = getattr(getattr(message, "anymail_status", None), "message_id", None)
    return name[:LONGEST_ID] if isinstance(name, str) and name.isprintable() else ""


def was_accepted(message: EmailMessage) -> bool:
    """Whether a message that was sent without an error was really taken. By SMTP it was; a provider
    may answer so that anymail cannot tell what became of the only reader, and raises nothing."""
    status = getattr(getattr(message, "anymail_status", None), "status", None)
    return status is None or status <= {"sent", "queued"}


def words_of(error: Exception) -> str:
    """A provider's words of refusal on one line, behind its status. Of anymail's error only the
    first line: what follows repeats the request, with the reader's address in it."""
    response = getattr(error, "response", None)
    said = getattr(response, "text", "") or (str(error).splitlines() or [""])[0]
    status = f"{response.status_code} " if response is not None else ""
    words = "".join(sign if sign.isprintable() else " " for sign in f"{status}{said}"[:1000])
    return " ".join(words.split())[:500]
