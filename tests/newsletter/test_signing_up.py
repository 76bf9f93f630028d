"""A visitor presses Subscribe."""

import datetime
import time

import pytest
from django.core import mail
from django.utils import timezone

from newsletter import links, stamps, subscribing
from newsletter.models import SignUpAttempt, Subscriber
from tests.newsletter.conftest import RHEA, link_in

DAY = datetime.timedelta(days=1)


@pytest.mark.django_db
def test_the_page_shows_the_form_and_the_wording_of_the_consent(client):
    answer = client.get("/newsletter/")
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert subscribing.WORDING in answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_one_press_leads_to_one_mail_with_one_link(post):
    answer = post("Rhea@Readers.example")
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert "Check your mail" in answer.content.decode()
    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.email_key) == ("Rhea@readers.example", RHEA)
    assert subscriber.state == "pending"
    assert (subscriber.mail_due, subscriber.mails_sent) == ("", 1)
    assert [message.to for message in mail.outbox] == [["Rhea@readers.example"]]
    assert link_in(mail.outbox[0])


def test_the_consent_is_kept_with_moment_place_and_words(post):
    before = timezone.now()
    post(place="/stories/a-story/")
    subscriber = Subscriber.objects.get()
    assert subscriber.consent_at is not None
    assert before <= subscriber.consent_at <= timezone.now()
    assert subscriber.consent_place == "/stories/a-story/"
    assert subscriber.consent_wording == subscribing.WORDING
    assert subscriber.confirmed_at is None


@pytest.mark.parametrize(
    ("fields", "referer", "kept"),
    [
        ({"place": "/" + "x" * 5000}, "", "/" + "x" * 299),
        ({"place": "/a\x00b\nc"}, "", "/abc"),
        ({"place": ""}, "http://testserver/issues/?x=1", "/issues/"),
        ({"place": ""}, "http://[nonsense", ""),
        ({"place": ""}, "", ""),
    ],
)
def test_the_place_is_stored_clean_and_short(post, fields, referer, kept):
    assert post(**fields, headers={"Referer": referer}).status_code == 200
    assert Subscriber.objects.get().consent_place == kept


def test_the_network_is_kept_as_a_hash_and_for_a_day_only(post, sign_up):
    post()
    attempt = SignUpAttempt.objects.get()
    assert "127.0.0" not in attempt.network
    assert RHEA not in attempt.email_hash
    SignUpAttempt.objects.update(at=timezone.now() - DAY)
    sign_up("bob@readers.example")
    assert list(SignUpAttempt.objects.filter(pk=attempt.pk)) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Please type your e-mail address."),
        ("rhea", "one whole address"),
        ("a" * 288 + "@example.com", "254 characters"),
        ("rhea@readers.example\nBcc: x@y.example", "line break"),
        ("rhea\x00@readers.example", "line break"),
        ("🎈@readers.example", "plain letters"),
        ('"<script>alert(1)</script>"@x.example', "quotation marks"),
        ("x" * 1_000_000, "254 characters"),
    ],
)
def test_a_bad_address_brings_the_form_back_with_what_was_typed(post, typed, says):
    answer = post(typed)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert says in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="newsletter-answer-page newsletter-consent-page"' in html
    assert "<script>alert" not in html
    assert len(html) < 100_000
    assert Subscriber.objects.count() == SignUpAttempt.objects.count() == 0
    assert mail.outbox == []


def test_what_was_typed_stands_in_the_field_again(post):
    assert 'value="rhea@readers"' in post("rhea@readers").content.decode()


def test_a_typing_mistake_does_not_use_up_the_limit(post):
    for _ in range(20):
        assert post("rhea@").status_code == 400
    assert post().status_code == 200


class TestTheSameAnswer:
    """Whoever types an address learns nothing about it."""

    @pytest.fixture
    def stages(self, post):
        def answer():
            response = post()
            Subscriber.objects.update(mail_sent_at=timezone.now() - DAY)
            return response.status_code, dict(response.headers), response.content

        answers = {"new": answer(), "pending": answer()}
        rhea = Subscriber.objects.get()
        subscribing.confirm(links.confirm_token(rhea))
        answers["confirmed"] = answer()
        answers["over the limit"] = answer()
        subscribing.unsubscribe(links.leave_token(rhea))
        SignUpAttempt.objects.all().delete()
        answers["left"] = answer()
        return answers

    def test_for_a_new_a_waiting_a_subscribed_a_departed_and_an_annoyed_address(self, stages):
        assert [name for name, answer in stages.items() if answer != stages["new"]] == []
        assert stages["new"][0] == 200

    def test_the_mailbox_gets_the_mail_that_fits(self, stages):
        assert ["subscribed already" in message.subject for message in mail.outbox] == [
            False,
            False,
            True,
            False,
        ]


def test_the_queue_is_asked_to_run_in_every_case_alike(
    subscribed, sign_up, django_capture_on_commit_callbacks
):
    def callbacks(email):
        with django_capture_on_commit_callbacks() as caught:
            subscribing.sign_up(email, network="n", place="/", wording="w")
        return len(caught)

    assert [callbacks(email) for email in [RHEA] * 5 + ["bob@readers.example"]] == [1] * 6


def test_a_subscriber_who_signs_up_again_keeps_state_and_consent(subscribed, sign_up):
    kept = ["state", "email", "consent_at", "consent_place", "consent_wording", "confirmed_at"]
    before = Subscriber.objects.values_list(*kept).get()
    sign_up("RHEA@readers.example", place="/elsewhere/", wording="other words")
    assert Subscriber.objects.values_list(*kept).get() == before


def test_who_has_left_must_confirm_anew(subscribed, sign_up):
    subscribing.unsubscribe(links.leave_token(subscribed))
    Subscriber.objects.update(mail_sent_at=None)
    sign_up(wording="new words")
    again = Subscriber.objects.get()
    assert (again.state, again.consent_wording) == ("pending", "new words")
    assert list(Subscriber.objects.reachable()) == []
    assert len(mail.outbox) == 1
    assert "Please confirm" in mail.outbox[0].subject


def test_pressing_twice_is_asking_once(sign_up):
    sign_up()
    sign_up()
    assert len(mail.outbox) == 1


def test_an_address_gets_three_mails_and_then_peace_for_seven_days(sign_up):
    start = timezone.now()
    for day in range(6):
        sign_up(at=start + day * DAY)
        Subscriber.objects.update(mail_sent_at=start + day * DAY)
    assert len(mail.outbox) == 3
    sign_up(at=start + 13 * DAY)
    assert len(mail.outbox) == 4
    assert Subscriber.objects.get().mails_sent == 1


class TestTheStamp:
    def test_a_page_stays_the_same_to_the_byte(self, client, db):
        first, second = client.get("/newsletter/"), client.get("/newsletter/")
        assert first["ETag"] == second["ETag"]

    @pytest.mark.parametrize(
        ("days", "holds"), [(0, True), (1, True), (30, True), (31, False), (-1, True), (-2, False)]
    )
    def test_holds_for_thirty_days(self, monkeypatch, days, holds):
        stamp = stamps.today("words")
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + days * 24 * 3600)
        assert stamps.holds(stamp, "words") is holds

    @pytest.mark.parametrize("stamp", ["", "20000", "20000.x", "x" * 10_000, "\x00", "é.é", "."])
    def test_without_it_nothing_is_stored_and_the_form_comes_back_filled_in(self, post, stamp):
        answer = post(stamp=stamp)
        html = answer.content.decode()
        assert answer.status_code == 400
        assert "press once more" in html
        assert f'value="{RHEA}"' in html
        assert f'value="{stamps.today(subscribing.WORDING)}"' in html
        assert Subscriber.objects.count() == 0

    def test_the_words_on_the_page_are_signed_along(self, post):
        assert post(stamp=stamps.today("other words")).status_code == 400
