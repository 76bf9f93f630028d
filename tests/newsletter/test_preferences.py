"""The preferences page, by its link: what Rhea does there, and whoever comes upon the link."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from newsletter import addresses, links, preferring, subscribing, suppressing
from newsletter.letters import Campaign, Delivery
from newsletter.models import MailingList, SignUpAttempt, Subscriber, Suppression
from tests import factories
from tests.newsletter.conftest import RHEA, link_in, lists_of

pytestmark = pytest.mark.django_db
NEW = "rhea@elsewhere.example"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def path(subscribed):
    return f"/newsletter/preferences/{links.preferences_token(subscribed)}/"


@pytest.fixture
def do(client, path, django_capture_on_commit_callbacks):
    """Press a button of the page, as a browser sends it; then the worker runs."""

    def do(what, headers=None, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(
                path,
                {"do": what, **fields},
                headers={"Sec-Fetch-Site": "same-origin", **(headers or {})},
            )

    return do


def rhea():
    return Subscriber.objects.get(email_key__in=[RHEA, NEW])


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_page_changes_nothing_and_nobody_keeps_it(client, path, method):
    before = list(Subscriber.objects.values())
    answer = getattr(client, method)(path)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer.cookies == {}
    assert list(Subscriber.objects.values()) == before


def test_the_link_stands_nowhere_in_its_page(client, path):
    assert path not in client.get(path).content.decode()


def test_lists_are_joined_and_left(do, subscribed, weekly, spotlights):
    answer = do("choose", list=[str(spotlights.pk)])
    assert (answer.status_code, answer["Location"][-11:]) == (303, "?done=saved")
    assert lists_of(subscribed) == ["spotlight"]
    assert rhea().state == "confirmed"
    assert list(subscribed.consents.values_list("what", "place", "detail"))[-2:] == [
        ("joined", "The preferences page", "Spotlight"),
        ("left", "The preferences page", "The newsletter"),
    ]


def test_the_page_shows_what_is_chosen_and_what_was_done(
    client, path, do, weekly, spotlights, section
):
    do("choose", list=[str(weekly.pk)], section=[])
    html = client.get(f"{path}?done=saved").content.decode()
    assert f'name="list" value="{weekly.pk}" checked' in html
    assert f'name="list" value="{spotlights.pk}">' in html
    assert "Your choice is kept." in html
    assert "<script>" not in client.get(f"{path}?done=<script>").content.decode()


def test_no_list_is_to_leave(do, subscribed):
    do("choose")
    assert (rhea().state, lists_of(subscribed)) == ("unsubscribed", [])


def test_a_closed_list_can_be_left_and_not_joined(do, client, path, subscribed, weekly):
    closed = MailingList.objects.create(name="Closed", slug="closed", is_open=False)
    do("choose", list=[str(weekly.pk), str(closed.pk)])
    assert lists_of(subscribed) == ["newsletter"]
    MailingList.objects.filter(pk=weekly.pk).update(is_open=False)
    assert "The newsletter" in client.get(path).content.decode()
    do("choose", list=[str(weekly.pk)])
    assert lists_of(subscribed) == ["newsletter"]


def test_interests_are_sections_and_all_of_them_is_everything(do, weekly):
    film, cloth = factories.section("Film"), factories.section("Cloth")
    do("choose", list=[str(weekly.pk)], section=[str(film.pk)])
    assert list(rhea().interests.all()) == [film]
    do("choose", list=[str(weekly.pk)], section=[str(film.pk), str(cloth.pk)])
    assert list(rhea().interests.all()) == []
    assert list(rhea().consents.filter(what="interests").values_list("detail", flat=True)) == [
        "Film",
        "Everything",
    ]


@pytest.mark.parametrize("number", ["-1", "x", "", "9" * 40, "²", "1; DROP", "\x00", "999999"])
def test_numbers_of_nothing_are_passed_over(do, subscribed, weekly, number):
    answer = do("choose", list=[str(weekly.pk), number], section=[number])
    assert answer.status_code == 303
    assert lists_of(subscribed) == ["newsletter"]


@pytest.mark.parametrize(("months", "days"), [("1", 30), ("3", 90), ("6", 180)])
def test_a_pause_ends_by_itself(do, client, path, months, days):
    before = timezone.now()
    do("pause", months=months)
    until = rhea().paused_until
    assert before + days * DAY <= until <= timezone.now() + days * DAY
    assert list(Subscriber.objects.reachable()) == []
    assert Subscriber.objects.reachable(until).count() == 1
    assert "You have paused our letters" in client.get(path).content.decode()
    do("resume")
    assert Subscriber.objects.reachable().count() == 1
    assert [row.what for row in rhea().consents.all()][-2:] == ["paused", "resumed"]


def test_a_pause_without_an_end(do, client, path):
    do("pause", months="")
    assert "again when you say so" in client.get(path).content.decode()
    assert Subscriber.objects.reachable(timezone.now() + 3000 * DAY).count() == 0


@pytest.mark.parametrize("months", ["2", "-1", "999999999999", "x"])
def test_a_pause_that_is_not_offered_is_one_without_end_not_an_error(do, months):
    assert do("pause", months=months).status_code == 303
    assert rhea().paused_until == preferring.UNTIL_RESUMED


def test_leaving_is_one_press(do, client, path, subscribed):
    do("leave")
    assert (rhea().state, lists_of(subscribed)) == ("unsubscribed", [])
    html = client.get(path).content.decode()
    assert "You have left" in html
    assert 'value="choose"' not in html


@pytest.mark.parametrize("what", ["choose", "pause", "resume", "change", "keep"])
def test_who_has_left_cannot_choose_and_must_confirm_anew(do, what):
    do("leave")
    before = list(Subscriber.objects.values())
    assert do(what, email=NEW, months="1").status_code == 400
    assert list(Subscriber.objects.values()) == before


def test_delete_me(do, client, path):
    answer = do("erase")
    assert "You are forgotten" in answer.content.decode()
    assert Subscriber.objects.count() == 0
    assert Suppression.objects.get().reason == "erased"
    assert client.get(path).status_code == 410
    assert do("erase").status_code == 410


@pytest.mark.parametrize("what", ["", "nonsense", "\x00", "x" * 10_000])
def test_a_button_that_is_not_there_does_nothing(do, what):
    before = list(Subscriber.objects.values())
    assert do(what).status_code == 303
    assert list(Subscriber.objects.values()) == before


class TestAnotherAddress:
    def test_nothing_changes_before_the_new_mailbox_confirms(self, do, client, path):
        answer = do("change", email="Rhea@Elsewhere.example")
        assert answer["Location"].endswith("?done=asked")
        assert rhea().email == RHEA
        assert [message.to for message in mail.outbox] == [["Rhea@elsewhere.example"], [RHEA]]
        confirm, note = mail.outbox
        assert "confirm your new address" in confirm.subject
        assert "about to change" in note.subject
        assert "elsewhere" not in note.body
        assert "Rhea@elsewhere.example" in client.get(path).content.decode()
        link = link_in(confirm, "address")
        assert client.get(link).status_code == 200
        assert rhea().email == RHEA  # a scanner that reads the link changes nothing
        assert client.post(link).status_code == 303
        assert "Your address is changed" in client.get(link).content.decode()
        changed = rhea()
        assert (changed.email, changed.email_key) == ("Rhea@elsewhere.example", NEW)
        assert (changed.new_email, changed.new_email_key, changed.mail_due) == ("", "", "")
        assert changed.consents.last().what == "changed"

    def test_pressing_twice_is_pressing_once(self, do, client):
        do("change", email=NEW)
        link = link_in(mail.outbox[0], "address")
        assert client.post(link).status_code == client.post(link).status_code == 303
        assert rhea().consents.filter(what="changed").count() == 1

    def test_the_link_to_leave_still_works_after_the_change(self, do, client, subscribed):
        leave = links.leave_token(subscribed)
        do("change", email=NEW)
        client.post(link_in(mail.outbox[0], "address"))
        client.post(f"/newsletter/leave/{leave}/", {"List-Unsubscribe": "One-Click"})
        assert rhea().state == "unsubscribed"

    def test_the_old_mailbox_can_take_it_back(self, do, client, subscribed):
        do("change", email=NEW)
        link = link_in(mail.outbox[0], "address")
        do("keep")
        assert client.get(link).status_code == client.post(link).status_code == 410
        assert rhea().email == RHEA

    def test_a_second_wish_makes_the_first_link_void(self, do, client):
        do("change", email="typo@elsewhere.example")
        do("change", email=NEW)
        first, second = [m for m in mail.outbox if "confirm your new" in m.subject]
        assert client.post(link_in(first, "address")).status_code == 410
        assert client.post(link_in(second, "address")).status_code == 303
        assert rhea().email == NEW

    def test_the_link_is_good_for_seven_days(self, do, client, monkeypatch):
        do("change", email=NEW)
        link = link_in(mail.outbox[0], "address")
        later = timezone.now().timestamp() + 8 * 24 * 3600
        monkeypatch.setattr("time.time", lambda: later)
        assert client.post(link).status_code == 410
        assert rhea().email == RHEA

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("", "Please type"),
            ("rhea", "one whole address"),
            ("a\nBcc: x@y.example", "line break"),
            (RHEA, "write to already"),
            ("RHEA@Readers.example", "write to already"),
            ("🎈@x.example", "plain letters"),
        ],
    )
    def test_a_bad_address_brings_the_page_back(self, do, typed, says):
        answer = do("change", email=typed)
        assert (answer.status_code, answer["Cache-Control"]) == (400, "no-store")
        assert says in answer.content.decode()
        assert rhea().new_email == ""
        assert mail.outbox == []

    def test_a_mailbox_that_had_a_subscription_of_its_own_becomes_one_with_it(
        self, do, client, sign_up, spotlights, weekly
    ):
        sign_up(NEW, lists=["spotlight"])
        other = subscribing.confirm(links.confirm_token(Subscriber.objects.get(email_key=NEW)))
        letters = [Campaign.objects.create(subject=f"Letter {number}") for number in range(2)]
        for letter, to in [(letters[0], other), (letters[1], other), (letters[1], rhea_row())]:
            Delivery.objects.create(
                campaign=letter, subscriber=to, email=to.email, domain="x", due_at=timezone.now()
            )
        mail.outbox.clear()
        do("change", email=NEW)
        client.post(link_in(mail.outbox[0], "address"))
        (one,) = Subscriber.objects.all()
        assert one.email == NEW
        assert lists_of(one) == ["newsletter", "spotlight"]
        assert one.consents.filter(place="/stories/a-story/", what="confirmed").count() == 2
        states = Delivery.objects.order_by("pk").values_list("state", "email", "subscriber")
        assert list(states) == [
            ("waiting", NEW, one.pk),
            ("left", "", None),  # the other letter comes by the first row
            ("waiting", RHEA, one.pk),
        ]

    def test_whoever_owns_a_suppressed_mailbox_is_not_written_to(self, do, client, path):
        suppressing.suppress(NEW, suppressing.Reason.BOUNCED)
        answer = do("change", email=NEW)
        assert answer["Location"].endswith("?done=asked")
        assert [message.to for message in mail.outbox] == [[RHEA]]  # the note alone
        forged = links.new_address_token(rhea())
        assert client.post(f"/newsletter/address/{forged}/").status_code == 410
        assert rhea().email == RHEA

    def test_strangers_are_not_flooded_through_the_page(self, do):
        for number in range(30):
            do("change", email=f"stranger{number}@elsewhere.example")
            SignUpAttempt.objects.update(network="other")
        assert len(mail.outbox) <= preferring.ADDRESS_MAILS + 1
        mail.outbox.clear()
        for _ in range(6):
            do("change", email=NEW)
        assert mail.outbox == []

    def test_the_limit_of_a_network_holds_here_too(self, do):
        statuses = [do("change", email=f"a{n}@elsewhere.example").status_code for n in range(12)]
        assert statuses == [303] * 10 + [429] * 2

    def test_a_new_mailbox_that_refuses_still_lets_the_old_one_know(
        self, do, settings, monkeypatch
    ):
        import smtplib

        from django.core.mail.backends.locmem import EmailBackend

        send = EmailBackend.send_messages

        def refuses(self, messages):
            if messages[0].to == [NEW]:
                raise smtplib.SMTPRecipientsRefused({NEW: (550, b"no such")})
            return send(self, messages)

        monkeypatch.setattr(EmailBackend, "send_messages", refuses)
        do("change", email=NEW)
        assert [message.to for message in mail.outbox] == [[RHEA]]
        assert rhea().mail_due == ""


def rhea_row():
    return Subscriber.objects.get(email_key=RHEA)


class TestTheLink:
    def later(self, monkeypatch, days):
        Subscriber.objects.update(mail_sent_at=None)  # nothing has gone out just now
        later = timezone.now().timestamp() + days * 24 * 3600
        monkeypatch.setattr("time.time", lambda: later)

    def test_holds_for_thirty_days(self, client, path, monkeypatch):
        self.later(monkeypatch, 29)
        assert client.get(path).status_code == 200

    def test_an_old_one_leads_to_a_fresh_one_in_the_mailbox(self, client, path, do, monkeypatch):
        self.later(monkeypatch, 800)
        before = list(Subscriber.objects.values())
        answer = client.get(path)
        assert answer.status_code == 410
        assert "Send a fresh link" in answer.content.decode()
        assert RHEA not in answer.content.decode()
        assert list(Subscriber.objects.values()) == before
        for what in ["choose", "leave", "erase", "change", "pause"]:
            assert do(what, email=NEW).status_code == 410
        assert list(Subscriber.objects.values()) == before
        assert do("send").status_code == 303
        assert [message.to for message in mail.outbox] == [[RHEA]]
        fresh = link_in(mail.outbox[0], "preferences")
        assert client.get(fresh).status_code == 200

    def test_nobody_has_more_than_three_fresh_links_sent(self, do, monkeypatch):
        self.later(monkeypatch, 800)
        for _ in range(8):
            do("send")
            Subscriber.objects.update(mail_sent_at=timezone.now() - DAY)
        assert len(mail.outbox) == 3

    def test_who_has_left_gets_no_mail_for_an_old_link(self, do, monkeypatch):
        do("leave")
        self.later(monkeypatch, 800)
        assert do("send").status_code == 303
        assert mail.outbox == []

    @pytest.mark.parametrize("where", range(0, 55, 6))
    def test_an_altered_one_opens_nothing(self, client, path, where):
        token = path.split("/")[3]
        altered = token[:where] + ("A" if token[where] != "A" else "B") + token[where + 1 :]
        answer = client.get(f"/newsletter/preferences/{altered}/")
        assert answer.status_code == 404
        assert RHEA not in answer.content.decode()
        assert (
            client.post(f"/newsletter/preferences/{altered}/", {"do": "erase"}).status_code == 404
        )
        assert Subscriber.objects.count() == 1

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"Sec-Fetch-Site": "cross-site"}, 403),
            ({"Sec-Fetch-Site": "same-site"}, 403),
            ({"Origin": "https://evil.example"}, 403),
            ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 403),
            # An old browser on a page that tells nobody where it is.
            ({"Origin": "null"}, 303),
            ({"Origin": "http://testserver"}, 303),
        ],
    )
    def test_another_site_cannot_press_for_its_visitors(self, client, path, headers, status):
        assert client.post(path, {"do": "leave"}, headers=headers).status_code == status
        assert rhea().state == ("confirmed" if status == 403 else "unsubscribed")


def test_an_address_is_shown_as_text(client, path):
    Subscriber.objects.update(email="o'neil&co@readers.example")
    html = client.get(path).content.decode()
    assert "o&#x27;neil&amp;co@readers.example" in html


def test_what_was_typed_is_parsed_like_any_address():
    assert addresses.parse("Rhea@Elsewhere.example").key == NEW
