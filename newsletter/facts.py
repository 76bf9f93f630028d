"""What a provider's event means for a letter and its reader, whichever provider tells it.

anymail reads the five formats; how hard a bounce is each provider says in words of its own, which
stand here. A provider's "for good" is believed unless the mail server's words, where they are told,
say that it may pass, or that it is about us or the letter: then no address is given up at once
(`newsletter.status_codes`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from anymail.signals import AnymailTrackingEvent, EventType
from django.http import HttpRequest

from newsletter.status_codes import Verdict, classify, read


@dataclass(frozen=True, slots=True)
class Fact:
    what: Literal["delivered", "bounced", "complained", "left"]
    words: str = ""
    permanent: bool = False  # for bounces, as in `newsletter.noting.note_bounce`
    counts: bool = True


COMPLAINED, LEFT = Fact("complained"), Fact("left")
_ABOUT_US = {Verdict.POLICY, Verdict.SENDER, Verdict.CONTENT}
_TYPE = re.compile(r"\s*(?:smtp|x-[a-z-]+)\s*;\s*", re.IGNORECASE)


def events_of(provider: str, message: Any, request: HttpRequest) -> list[AnymailTrackingEvent]:
    """The events that a webhook tells, read by anymail. `message` is its JSON. May raise anything
    that wrong types lead to; the caller expects it."""
    # Here, so that only who is told of mail loads what anymail stands on.
    from anymail.webhooks.amazon_ses import AmazonSESTrackingWebhookView
    from anymail.webhooks.mailgun import MailgunTrackingWebhookView
    from anymail.webhooks.postmark import PostmarkTrackingWebhookView
    from anymail.webhooks.resend import ResendTrackingWebhookView
    from anymail.webhooks.sendgrid import SendGridTrackingWebhookView

    # Only their reading is wanted. Their __init__ asks for secrets and packages (boto3, svix) of
    # checks that newsletter.proofs has made.
    if provider == "sendgrid":
        view = SendGridTrackingWebhookView.__new__(SendGridTrackingWebhookView)
        return [view.esp_to_anymail_event(event) for event in message]
    if provider == "ses":
        ses = AmazonSESTrackingWebhookView.__new__(AmazonSESTrackingWebhookView)
        return list(ses.esp_to_anymail_events(_ses_event(message), message))
    if provider == "resend":
        resend = ResendTrackingWebhookView.__new__(ResendTrackingWebhookView)
        return [resend.esp_to_anymail_event(message, request)]
    reader: Any = {"mailgun": MailgunTrackingWebhookView, "postmark": PostmarkTrackingWebhookView}[
        provider
    ]
    return [reader.__new__(reader).esp_to_anymail_event(message)]


def _ses_event(message: Mapping[str, Any]) -> Any:
    return json.loads(message["Message"])


def fact_of(provider: str, event: AnymailTrackingEvent) -> Fact | None:
    """What an event means; None where it means nothing for us: a mail on its way or put off (the
    provider tries again), an opening, a click."""
    if event.event_type == EventType.DELIVERED:
        return Fact("delivered")
    if event.event_type in {EventType.BOUNCED, EventType.REJECTED}:
        return _BOUNCES[provider](event, event.esp_event)
    if event.event_type == EventType.COMPLAINED:
        if provider == "postmark" and event.esp_event.get("Type") == "SpamNotification":
            return _bounced(event, hard=False, counts=False)  # a filter's word, no person's
        return COMPLAINED
    if event.event_type == EventType.UNSUBSCRIBED:
        return LEFT
    return None


def _bounced(
    event: AnymailTrackingEvent, *, hard: bool, counts: bool = True, words: str = ""
) -> Fact:
    words = words or _said(event.mta_response) or _said(event.description)
    answer = read(words)
    verdict = classify(*answer)
    if verdict in _ABOUT_US:
        counts = False
    elif verdict is Verdict.SOFT and (answer.code or answer.enhanced):
        hard = False  # a full mailbox, by the server's own code
    return Fact("bounced", words=words, permanent=hard and counts, counts=counts)


def _ses(event: AnymailTrackingEvent, raw: Any) -> Fact:
    bounce = raw.get("bounce", {})
    kind, detail = bounce.get("bounceType"), bounce.get("bounceSubType")
    about_us = {"ContentRejected", "MessageTooLarge", "AttachmentRejected", "CustomTimeoutExceeded"}
    counts = event.event_type == EventType.BOUNCED and detail not in about_us
    return _bounced(event, hard=kind == "Permanent", counts=counts)


def _mailgun(event: AnymailTrackingEvent, raw: Any) -> Fact:
    data = raw["event-data"]
    reason = data.get("reason")
    if reason == "suppress-complaint":
        return COMPLAINED
    if reason == "suppress-unsubscribe":
        return LEFT
    status = data.get("delivery-status") or {}
    said = _said(status.get("message")) or _said(status.get("description"))
    code = status.get("code")
    code = code if isinstance(code, int) else 0
    verdict = classify(code, _said(status.get("enhanced-code")), read(said).words)
    words = said if re.match(r"\s*\d{3}\b", said) or not code else f"{code} {said}"
    if reason == "suppress-bounce":
        return Fact("bounced", words=words, permanent=True)
    counts = event.event_type == EventType.BOUNCED and verdict not in _ABOUT_US
    return _bounced(event, hard=verdict is Verdict.MAILBOX_GONE, counts=counts, words=words)


def _sendgrid(event: AnymailTrackingEvent, raw: Any) -> Fact:
    reason = _said(raw.get("reason"))
    if raw["event"] == "bounce":
        about_us = {"Content", "Reputation", "Frequency or Volume Too High"}
        counts = raw.get("bounce_classification") not in about_us
        return _bounced(event, hard=raw.get("type") != "blocked", counts=counts, words=reason)
    if reason == "Spam Reporting Address":
        return COMPLAINED
    if reason == "Unsubscribed Address":
        return LEFT
    if reason in {"Bounced Address", "Invalid"}:
        return Fact("bounced", words=reason, permanent=True)
    return Fact("bounced", words=reason, counts=False)


def _postmark(event: AnymailTrackingEvent, raw: Any) -> Fact:
    kind = raw.get("Type") or raw.get("SuppressionReason")
    hard = kind in {"HardBounce", "BadEmailAddress", "ManuallyDeactivated"}
    return _bounced(event, hard=hard, counts=hard or kind == "SoftBounce")


def _resend(event: AnymailTrackingEvent, raw: Any) -> Fact:
    bounce = raw["data"].get("bounce") or {}
    about_us = {"ContentRejected", "MessageTooLarge", "AttachmentRejected"}
    counts = bounce.get("subType") not in about_us
    return _bounced(event, hard=bounce.get("type") == "Permanent", counts=counts)


_BOUNCES: dict[str, Callable[[AnymailTrackingEvent, Any], Fact]] = {
    "mailgun": _mailgun,
    "postmark": _postmark,
    "sendgrid": _sendgrid,
    "resend": _resend,
    "ses": _ses,
}


def _said(words: Any) -> str:
    """A server's words without the type that reports put before them (RFC 3464, 2.1.2)."""
    return _TYPE.sub("", words, count=1).strip() if isinstance(words, str) else ""
