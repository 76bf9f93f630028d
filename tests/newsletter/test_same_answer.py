"""Whoever types an address learns nothing about it: not from what is answered, nor from how much
work it made."""

import re

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsletter import links, stamps, subscribing, suppressing
from newsletter.models import SignUpAttempt, Subscriber, Suppression

pytestmark = pytest.mark.django_db
HER = "her@readers.example"
KINDS = [
    "new", "waiting", "subscribed", "paused", "left", "bounced", "complained", "by hand", "erased",
    "refused too often", "suppressed and never known", "over its mails",
]  # fmt: skip


@pytest.fixture
def known(sign_up, weekly, spotlights):
    """Make the address one of a kind, then forget that anybody signed up just now."""

    def confirmed():
        sign_up(HER)
        return subscribing.confirm(links.confirm_token(Subscriber.objects.get(email_key=HER)))

    def known(kind):
        reason = {
            "bounced": "bounced", "complained": "complained", "by hand": "by_hand",
            "erased": "erased", "refused too often": "soft",
        }.get(kind)  # fmt: skip
        if kind == "waiting":
            sign_up(HER)
        elif kind == "suppressed and never known":
            suppressing.suppress(HER, suppressing.Reason.BOUNCED)
        elif kind != "new":
            confirmed()
        if kind == "paused":
            Subscriber.objects.filter(email_key=HER).update(paused_until=timezone.now())
        if kind == "left":
            subscribing.unsubscribe(links.leave_token(Subscriber.objects.get(email_key=HER)))
        if reason:
            suppressing.suppress(HER, suppressing.Reason(reason))
        if kind == "over its mails":
            Subscriber.objects.filter(email_key=HER).update(
                mails_sent=9, mail_sent_at=timezone.now()
            )
        SignUpAttempt.objects.all().delete()
        mail.outbox.clear()

    return known


def statements(asked):
    """What was asked of the database, without the values: kind, table, and shape."""
    shapes = []
    for query in asked:
        sql = re.sub(r"'[^']*'|\b\d[\d.]*\b", "?", query["sql"])
        sql = re.sub(r"::\w+|\bTRUE\b|\bFALSE\b|\bNULL\b", "?", sql, flags=re.IGNORECASE)
        sql = re.sub(r"s\d+_x\d+|\"s\?_x\?\"", "savepoint", sql)
        shapes.append(re.sub(r"[\s?]+", " ", sql)[:400])
    return shapes


def answered(act):
    with CaptureQueriesContext(connection) as asked:
        answer = act()
    headers = {name: value for name, value in answer.items() if name != "ETag"}
    return answer.status_code, headers, answer.content, statements(asked)


@pytest.fixture
def alike(request):
    """Run `act` for every kind of address, each in a world of its own, and compare."""

    def alike(known, act):
        seen = {}
        for kind in KINDS:
            point = transaction.savepoint_create()
            known(kind)
            seen[kind] = answered(act)
            transaction.savepoint_rollback(point)
        return seen

    return alike


def test_signing_up_does_and_answers_the_same_for_every_address(client, known, alike, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    data = {
        "email": HER,
        "stamp": stamps.today(subscribing.WORDING),
        "place": "/",
        "list": ["newsletter", "spotlight"],
    }
    seen = alike(known, lambda: client.post("/newsletter/", data))
    assert seen["new"][0] == 200
    assert len(seen["new"][3]) > 5
    for kind in KINDS:
        assert seen[kind] == seen["new"], kind


def test_a_form_in_a_frame_answers_the_same_for_every_address(client, known, alike):
    data = {"email": HER, "stamp": stamps.today(subscribing.WORDING)}
    seen = alike(known, lambda: client.post("/newsletter/embed/newsletter/", data))
    assert seen["new"][0] == 200
    for kind in KINDS:
        assert seen[kind] == seen["new"], kind


def test_a_form_on_another_site_learns_nothing_and_stores_nothing(client, known, alike):
    seen = alike(known, lambda: client.post("/newsletter/join/newsletter/", {"email": HER}))
    assert seen["new"][0] == 200
    for kind in KINDS:
        assert seen[kind] == seen["new"], kind


def test_changing_to_an_address_does_and_answers_the_same_for_every_address(
    client, subscribed, known, alike
):
    path = f"/newsletter/preferences/{links.preferences_token(subscribed)}/"

    def change():
        Subscriber.objects.filter(pk=subscribed.pk).update(mails_sent=0, mail_due="")
        return client.post(path, {"do": "change", "email": HER})

    seen = alike(known, change)
    assert seen["new"][0] == 303
    for kind in KINDS:
        assert seen[kind] == seen["new"], kind

    # And the page after it.
    def look():
        change()
        return client.get(f"{path}?done=asked")

    seen = alike(known, look)
    for kind in KINDS:
        assert seen[kind] == seen["new"], kind


def test_the_old_address_hears_of_it_whatever_the_new_one_is(
    client, subscribed, known, alike, django_capture_on_commit_callbacks
):
    path = f"/newsletter/preferences/{links.preferences_token(subscribed)}/"
    for kind in ["new", "bounced", "subscribed"]:
        known(kind)
        Subscriber.objects.filter(pk=subscribed.pk).update(mails_sent=0)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(path, {"do": "change", "email": HER})
        assert [m.subject for m in mail.outbox if m.to == [subscribed.email]] == [
            "Your address is about to change: the newsletter of Elucid"
        ]
        Subscriber.objects.filter(email_key=HER).delete()
        Suppression.objects.all().delete()
