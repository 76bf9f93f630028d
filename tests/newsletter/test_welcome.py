"""The welcome letter of a list: once, in the list's own words."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from newsletter import links, preferring, subscribing, tasks
from newsletter.models import MailingList, Subscriber, Subscription
from tests.newsletter.conftest import RHEA, link_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def welcoming(weekly):
    weekly.welcome_subject = "Welcome to Elucid & friends"
    weekly.welcome_words = (
        '<h2>Good to have you</h2><p>Begin with <a href="/stories/a-story/">a story</a>,'
        " or <strong>another</strong>.</p><script>alert(1)</script><p>Yours, Elucid</p>"
    )
    weekly.sender_name = "Edith of Elucid"
    weekly.save()
    return weekly


@pytest.fixture
def confirm(client, rhea, django_capture_on_commit_callbacks):
    def confirm():
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/newsletter/confirm/{links.confirm_token(rhea)}/")

    return confirm


def test_it_comes_after_the_confirmation_and_not_before(rhea, welcoming, confirm):
    assert mail.outbox == []
    confirm()
    (letter,) = mail.outbox
    assert letter.to == [RHEA]
    assert letter.subject == "Welcome to Elucid & friends"
    assert letter.from_email.startswith("Edith of Elucid <")
    assert "Begin with a story (http://testserver/stories/a-story/), or another." in letter.body
    (html, kind) = letter.alternatives[0]  # type: ignore[attr-defined]
    assert kind == "text/html"
    assert 'href="http://testserver/stories/a-story/"' in html
    assert re.search(r'<p style="[^"]*margin[^"]*">Begin', html)


def test_one_click_leaves_its_list(rhea, welcoming, spotlights, confirm, client):
    confirm()
    (letter,) = mail.outbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = link_in(letter, "leave")
    assert letter.extra_headers["List-Unsubscribe"] == f"<http://testserver{path}>"
    client.post(path, {"List-Unsubscribe": "One-Click"})
    assert Subscription.objects.get().left_at is not None
    assert client.get(link_in(letter, "preferences")).status_code == 200


def test_it_comes_once_in_a_life(rhea, welcoming, confirm, sign_up):
    confirm()
    confirm()
    tasks.send_due_mails.call()
    subscribing.unsubscribe(links.leave_token(rhea))
    Subscriber.objects.update(mail_sent_at=None)
    sign_up()
    confirm()
    subjects = [message.subject for message in mail.outbox]
    assert subjects.count("Welcome to Elucid & friends") == 1


def test_without_a_subject_none_is_sent(rhea, weekly, confirm):
    confirm()
    assert mail.outbox == []
    assert Subscriber.objects.get().mail_due == ""


def test_each_list_has_its_own(rhea, welcoming, spotlights, confirm):
    MailingList.objects.filter(pk=spotlights.pk).update(
        welcome_subject="Welcome to Spotlight", is_default=True
    )
    confirm()
    assert [message.subject for message in mail.outbox] == [
        "Welcome to Elucid & friends",
        "Welcome to Spotlight",
    ]
    assert Subscriber.objects.get().mail_due == ""


def test_a_list_that_is_joined_later_welcomes_too(
    subscribed, spotlights, weekly, django_capture_on_commit_callbacks
):
    MailingList.objects.filter(pk=spotlights.pk).update(welcome_subject="Welcome to Spotlight")
    token = links.preferences_token(subscribed)
    with django_capture_on_commit_callbacks(execute=True):
        preferring.choose(token, lists=[weekly.pk, spotlights.pk], interests=[])
    assert [message.subject for message in mail.outbox] == ["Welcome to Spotlight"]


def test_who_leaves_at_once_is_not_welcomed(rhea, welcoming):
    subscribing.confirm(links.confirm_token(rhea))
    subscribing.unsubscribe(links.leave_token(rhea))
    tasks.send_due_mails.call()
    assert mail.outbox == []


def test_nobody_who_was_brought_over_is_welcomed(welcoming):
    subscribing.bring_over([RHEA], place="old")
    tasks.send_due_mails.call()
    assert mail.outbox == []


def test_a_welcome_that_waits_is_not_lost_to_another_mail(rhea, welcoming):
    subscribing.confirm(links.confirm_token(rhea))
    preferring.change_address(
        links.preferences_token(rhea), "new@elsewhere.example", network="n", at=timezone.now()
    )
    tasks.send_due_mails.call()
    assert sorted(
        message.to[0] + " " + message.subject.split(":")[0] for message in mail.outbox
    ) == [
        "new@elsewhere.example Please confirm your new address",
        "rhea@readers.example Welcome to Elucid & friends",
        "rhea@readers.example Your address is about to change",
    ]


@pytest.mark.parametrize(
    "subject", ["Hello\r\nBcc: all@readers.example", "É" * 150, "<b>&amp;</b>", "\u202e"]
)
def test_what_is_typed_as_its_subject_makes_no_header(rhea, welcoming, confirm, subject):
    MailingList.objects.update(welcome_subject=subject)
    confirm()
    for letter in mail.outbox:
        message = letter.message()
        assert message["Bcc"] is None
        assert [address.addr_spec for address in message["To"].addresses] == [RHEA]
