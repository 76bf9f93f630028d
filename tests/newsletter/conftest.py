"""Rhea reads. What she does with the newsletter's form, her mail and its links."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from newsletter import links, preferring, stamps, subscribing
from newsletter.models import MailingList, Subscriber

RHEA = "rhea@readers.example"


@pytest.fixture
def post(client, db, django_capture_on_commit_callbacks) -> Callable[..., Any]:
    """Press the button of the form, as a browser sends it; then the worker runs."""

    def post(email: str = RHEA, *, headers: dict[str, str] | None = None, **fields: str) -> Any:
        data = {
            "email": email,
            "stamp": stamps.today(subscribing.WORDING),
            "place": "/stories/a-story/",
            "website": "",
            **fields,
        }
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(
                "/newsletter/", data, headers={"Sec-Fetch-Site": "same-origin", **(headers or {})}
            )

    return post


@pytest.fixture
def sign_up(db, django_capture_on_commit_callbacks) -> Callable[..., None]:
    """The same without a browser; every call from a network of its own."""
    count = iter(range(10_000))

    def sign_up(email: str = RHEA, **said: Any) -> None:
        said = {
            "network": f"10.0.{next(count)}.0/24",
            "place": "/stories/a-story/",
            "wording": subscribing.WORDING,
            **said,
        }
        with django_capture_on_commit_callbacks(execute=True):
            subscribing.sign_up(email, **said)

    return sign_up


@pytest.fixture
def rhea(sign_up) -> Subscriber:
    """Signed up, not confirmed, her mail taken out of the box."""
    sign_up()
    mail.outbox.clear()
    return Subscriber.objects.get()


@pytest.fixture
def subscribed(weekly, rhea) -> Subscriber:
    """Rhea, confirmed."""
    return subscribing.confirm(links.confirm_token(rhea))


@pytest.fixture
def weekly(db) -> MailingList:
    """The list that the form joins. Tests that commit find the table empty."""
    first = MailingList.objects.filter(is_default=True).first()
    return first or MailingList.objects.create(
        name="The newsletter", slug="newsletter", is_default=True
    )


@pytest.fixture
def spotlights(weekly) -> MailingList:
    """A list that is joined by choice."""
    return MailingList.objects.create(name="Spotlight", slug="spotlight", position=1)


@pytest.fixture
def on_both(subscribed, weekly, spotlights) -> Subscriber:
    """Rhea, on both lists."""
    preferring.choose(
        links.preferences_token(subscribed), lists=[weekly.pk, spotlights.pk], interests=[]
    )
    return subscribed


def lists_of(subscriber: Subscriber) -> list[str]:
    """The slugs of the lists that somebody is on."""
    on = subscriber.subscriptions.filter(left_at=None)
    return sorted(on.values_list("list__slug", flat=True))


def link_in(message: Any, kind: str = "confirm") -> str:
    """The path of the one link of that kind in a mail's text."""
    found = re.findall(rf"http://testserver(/newsletter/{kind}/\S+)", message.body)
    assert len(found) == 1
    return found[0]
