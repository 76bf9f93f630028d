"""Makes letters, lists and readers for the tests of what becomes of them."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from django.utils import timezone

from newsletter import archive
from newsletter.models import Campaign, MailingList, Subscriber, Subscription
from tests import factories

_number = itertools.count(1)


def mailing_list(name: str = "The weekly", **fields: Any) -> MailingList:
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return MailingList.objects.get_or_create(slug=slug, defaults={"name": name, **fields})[0]


def reader(*lists: MailingList, email: str = "", **fields: Any) -> Subscriber:
    """Confirmed, on these lists (or the weekly)."""
    email = email or f"reader{next(_number)}@readers.example"
    now = timezone.now()
    made = Subscriber.objects.create(
        email=email,
        email_key=email.lower(),
        **{"state": Subscriber.State.CONFIRMED, "confirmed_at": now, **fields},
    )
    for each in lists or (mailing_list(),):
        Subscription.objects.create(subscriber=made, list=each, joined_at=now)
    return made


def campaign(*stories: Any, lists: Any = None, lines: Any = (), **fields: Any) -> Campaign:
    """A draft with these stories (one, if none is named), to the weekly."""
    fields = {
        "subject": "What a hem weighs",
        "preview_line": "And five more stories.",
        "opening": "<p>It rained on the fair.</p>",
        **fields,
    }
    made = Campaign.objects.create(**fields)
    made.lists.set([mailing_list()] if lists is None else lists)
    given = stories or (factories.live_article("A coat taken apart"),)
    words = dict(lines)
    for position, story in enumerate(given):
        made.stories.create(article=story, position=position, words=words.get(story.title, ""))
    return made


def sent(
    *stories: Any, state: str = Campaign.State.SENT, ago: float = 0, **fields: Any
) -> Campaign:
    """A letter that went out `ago` hours before now, with an address in the archive."""
    moment = timezone.now() - datetime.timedelta(hours=ago)
    made = campaign(*stories, **fields)
    made.frozen_at = made.send_at = moment
    made.finished_at = moment if state == Campaign.State.SENT else None
    made.state = state
    made.save()
    archive.give_address(made)
    return made
