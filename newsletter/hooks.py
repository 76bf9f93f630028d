"""The address that mail providers tell what became of letters: `/newsletter/hooks/<provider>/`.

A request is weighed, proven (`newsletter.proofs`), read (`newsletter.facts`) and noted
(`newsletter.noting`), in that order, and nothing is stored before it is proven. Each event is one
transaction with the note that it was seen, so that one that comes twice, or again after we were
killed in the middle, counts once. Only a database that fails answers 500: then the provider tells
us later. Whatever cannot be read answers 4xx, however it is made.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from anymail.signals import AnymailTrackingEvent
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from newsletter import addresses, facts, links, noting, providers, subscribing, suppressing, verp
from newsletter.facts import Fact
from newsletter.models import Delivery, Subscriber, Suppression, WebhookEvent
from newsletter.proofs import Forged, confirm_topic, prove
from press.network import client_address, network

logger = logging.getLogger(__name__)

LARGEST = 1024 * 1024  # bytes; SendGrid's batches, the largest there are, are 768 KB at most
# Longer than any provider's signature holds (`newsletter.proofs.AGES`).
REMEMBERED = datetime.timedelta(days=7)
# Requests of one network that proved nothing, a minute; whoever sends more is not looked at.
REFUSALS = 60


@csrf_exempt
@require_POST
def hook(request: HttpRequest, provider: str) -> HttpResponse:
    secret = settings.MAIL_HOOKS.get(provider)
    if secret is None:
        return _answer(404, "No webhooks of this provider are taken here.")
    visitor = f"hooks.refused.{network(client_address(request))}"
    if cache.get(visitor, 0) >= REFUSALS:
        return _answer(429, "Too many requests without proof.")
    if _length(request) > LARGEST:
        return _answer(413, "This is too much.")
    body = request.body
    try:
        prove(provider, body, request.headers, secret, at=timezone.now())
    except Forged as reason:
        logger.warning("A webhook that says it is of %s was refused: %s.", provider, reason)
        cache.add(visitor, 0, timeout=60)
        _one_more(visitor)
        return _refused(provider)
    try:
        read = list(_read(provider, body, request))
    except Forged as reason:
        logger.warning("A webhook of %s was refused: %s.", provider, reason)
        return _refused(provider)
    except Exception:  # proven, but of a form that nobody has thought of
        logger.exception("A webhook of %s could not be read.", provider)
        return _answer(400, "This could not be read.")
    WebhookEvent.objects.filter(at__lt=timezone.now() - REMEMBERED).delete()
    for digest, note in read:
        _once(digest, note)
    return _answer(200, "Noted.")


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return (
        int(length) if length.isascii() and length.isdigit() and len(length) < 15 else LARGEST + 1
    )


def _one_more(visitor: str) -> None:
    try:
        cache.incr(visitor)
    except ValueError:  # its minute ended just now
        cache.add(visitor, 1, timeout=60)


def _refused(provider: str) -> HttpResponse:
    if provider != "postmark":
        return _answer(403, "Not proven to come from the provider.")
    response = _answer(401, "Not proven to come from the provider.")
    response.headers["WWW-Authenticate"] = 'Basic realm="webhooks"'
    return response


def _answer(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(sentence + "\n", status=status, content_type="text/plain")


type Step = Callable[[], object]


def _read(provider: str, body: bytes, request: HttpRequest) -> Iterator[tuple[str, Step]]:
    """What a proven webhook wants noted, each with the digest by which it is known again. Changes
    nothing yet."""
    message = json.loads(body)
    if provider == "ses" and message["Type"] != "Notification":
        if message["Type"] == "SubscriptionConfirmation":
            confirm_topic(message)
        return
    if provider == "ses" and not message["Message"].startswith("{"):
        return  # Amazon's word that it has our topic right
    for event in facts.events_of(provider, message, request):
        if fact := facts.fact_of(provider, event):
            yield _digest(provider, message, event), partial(note, provider, event, fact)


def _digest(provider: str, message: Any, event: AnymailTrackingEvent) -> str:
    """What makes two events the same. Mailgun's signature covers its token and nothing else, so
    that a token is good for one event, whatever stands in it; others have a name for an event, or
    else it is known by all that it says."""
    if provider == "mailgun":
        known: Any = message["signature"]["token"]
    elif event.event_id:
        known = [event.event_id, event.event_type, event.recipient]
    else:
        known = event.esp_event
    text = json.dumps([provider, known], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def _once(digest: str, note: Step) -> None:
    _, new = WebhookEvent.objects.get_or_create(digest=digest, defaults={"at": timezone.now()})
    if new:
        note()


def note(provider: str, event: AnymailTrackingEvent, fact: Fact) -> None:
    """Note what a proven event says of a letter, or, where it is of another mail of ours (please
    confirm, welcome), of the subscriber whom it went to."""
    for reference in _references(event):
        if _of_a_letter(reference, fact):
            return
    key = _key(event.recipient)
    subscriber = Subscriber.objects.filter(email_key=key).first() if key else None
    if subscriber is None:
        return
    if fact.what == "left":
        subscribing.unsubscribe(links.leave_token(subscriber))
    elif fact.what == "complained":
        suppressing.suppress(key, Suppression.Reason.COMPLAINED, detail=fact.words)
    elif fact.what == "bounced" and fact.permanent:
        suppressing.suppress(key, Suppression.Reason.BOUNCED, detail=fact.words)


def _references(event: AnymailTrackingEvent) -> Iterator[noting.Reference]:
    if key := providers.key_in(event.metadata):
        yield key
    # SendGrid tells the Message-ID of a mail that came by SMTP beside its own name for it.
    smtp_id = event.esp_event.get("smtp-id") if isinstance(event.esp_event, dict) else None
    for name in (event.message_id, smtp_id):
        if isinstance(name, str) and name:
            yield name[: providers.LONGEST_ID]
            if key := verp.key_in_message_id(name):
                yield key


def _of_a_letter(reference: noting.Reference, fact: Fact) -> bool:
    if fact.what == "delivered":
        return noting.note_delivered(reference)
    if fact.what == "bounced":
        return noting.note_bounce(
            reference, permanent=fact.permanent, counts=fact.counts, words=fact.words
        )
    if fact.what == "complained":
        return noting.note_complaint(reference, words=fact.words)
    delivery = _delivery(reference)
    if delivery is None:
        return False
    if delivery.subscriber:
        subscribing.unsubscribe(links.leave_token(delivery.subscriber))
    return True


def _delivery(reference: noting.Reference) -> Delivery | None:
    if not reference:
        return None
    among = Delivery.objects.select_related("subscriber")
    if isinstance(reference, uuid.UUID):
        return among.filter(key=reference).first()
    return among.filter(provider_id=reference).first() if reference.isprintable() else None


def _key(recipient: Any) -> str:
    try:
        return addresses.parse(recipient).key if isinstance(recipient, str) else ""
    except addresses.BadAddress:
        return ""
