"""What we know of subscribers, to take away: all of them as a table, row by row, and one of them
whole, as they may ask for (GDPR, articles 15 and 20)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from newsletter.models import Consent, Subscriber, Subscription

AT_ONCE = 1000  # subscribers in memory


def subscribers(among: Any = None) -> Iterator[Iterable[object]]:
    """A table of subscribers (a queryset, or all), its heading first. A fixed number of queries for
    every thousand. What it says of the state is understood by an import."""
    yield [
        "email", "state", "lists", "interests", "signed_up_at", "confirmed_at", "unsubscribed_at",
        "paused_until", "consent_at", "consent_place", "consent_wording",
    ]  # fmt: skip
    rows = Subscriber.objects.all() if among is None else among
    rows = rows.prefetch_related("subscriptions__list", "interests").order_by("pk")
    for row in rows.iterator(chunk_size=AT_ONCE):
        on = [each.list.slug for each in row.subscriptions.all() if each.left_at is None]
        yield [
            row.email, row.get_state_display(), " ".join(sorted(on)),
            " ".join(sorted(section.slug for section in row.interests.all())),
            *map(_moment, [row.signed_up_at, row.confirmed_at, row.unsubscribed_at]),
            _moment(row.paused_until), _moment(row.consent_at),
            row.consent_place, row.consent_wording,
        ]  # fmt: skip


def consents(among: Any = None) -> Iterator[Iterable[object]]:
    """The record of what subscribers did and agreed to (a queryset of consents, or all)."""
    yield ["email", "what", "at", "place", "wording", "detail"]
    rows = Consent.objects.all() if among is None else among
    rows = rows.select_related("subscriber").order_by("pk")
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield [
            row.subscriber.email, row.get_what_display(), _moment(row.at),
            row.place, row.wording, row.detail,
        ]  # fmt: skip


def whole(subscriber: Subscriber) -> dict[str, Any]:
    """All that is stored of one subscriber, as JSON takes it. Moments in ISO 8601, UTC."""
    fields = [
        "email", "state", "signed_up_at", "consent_at", "consent_place", "consent_wording",
        "confirmed_at", "unsubscribed_at", "paused_until", "new_email", "soft_bounces",
        "engaged_at", "mails_sent", "mail_sent_at",
    ]  # fmt: skip
    return {
        **{name: _plain(getattr(subscriber, name)) for name in fields},
        "lists": [
            {
                "list": row.list.name, "joined_at": _moment(row.joined_at),
                "left_at": _moment(row.left_at),
            }
            for row in Subscription.objects.filter(subscriber=subscriber).select_related("list")
        ],
        "interests": [str(section) for section in subscriber.interests.all()],
        "record": [
            {
                "what": row.get_what_display(), "at": _moment(row.at), "place": row.place,
                "wording": row.wording, "detail": row.detail,
            }
            for row in subscriber.consents.all()
        ],
        "letters": [
            {
                "subject": row.campaign.subject, "state": row.get_state_display(),
                "handed_at": _moment(row.handed_at), "ended_at": _moment(row.ended_at),
                "answer": row.answer, "opened_at": _moment(row.opened_at),
            }
            for row in subscriber.deliveries.select_related("campaign").order_by("pk")
        ],
    }  # fmt: skip


def _plain(value: Any) -> Any:
    return _moment(value) if hasattr(value, "isoformat") else value


def _moment(value: Any) -> str:
    return value.isoformat(timespec="seconds") if value else ""
