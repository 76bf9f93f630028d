"""Who has opened a letter, where the magazine has chosen to know (`NEWSLETTER_OPENS`; it is off).

A letter then has a picture of one dot with an address of its own. What that is worth: some mail
programs load every picture before anybody has looked, others load none, so the figure compares
letters with each other and counts nobody. It also tells when a reader was last known to read
(`Subscriber.engaged_at`), by which a letter can be sent to some.
"""

from __future__ import annotations

import base64
import contextlib

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsletter import links
from newsletter.models import Delivery, Subscriber

# A transparent GIF of one dot.
_DOT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@require_safe
def seen(request: HttpRequest, token: str) -> HttpResponse:
    """The dot, always and for everybody. What is noted is what `links.seen_url` has signed; nothing
    where it is switched off, also of letters that were sent while it was on."""
    if settings.NEWSLETTER_OPENS and request.method == "GET":
        with contextlib.suppress(links.BadLink, DatabaseError):  # a picture is no place for errors
            _note(token)
    return HttpResponse(_DOT, "image/gif", headers={"Cache-Control": "no-store, private"})


def _note(token: str) -> None:
    now = timezone.now()
    delivery = Delivery.objects.filter(key=links.key_of_seen(token)).first()
    if delivery is None or delivery.subscriber_id is None:
        return
    if delivery.opened_at is None:
        Delivery.objects.filter(pk=delivery.pk, opened_at=None).update(opened_at=now)
    Subscriber.objects.filter(pk=delivery.subscriber_id).update(engaged_at=now)
