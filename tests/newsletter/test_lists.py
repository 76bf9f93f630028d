"""Lists: who joins which, and leaves which."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from newsletter import links, preferring, subscribing
from newsletter.models import Consent, MailingList, Subscriber, Subscription
from tests.newsletter.conftest import RHEA, lists_of

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def record_of(subscriber):
    return list(subscriber.consents.values_list("what", "detail"))


def test_nobody_is_on_a_list_before_they_confirm(rhea, weekly):
    assert lists_of(rhea) == []
    subscribing.confirm(links.confirm_token(rhea))
    assert lists_of(rhea) == ["newsletter"]


def test_what_was_agreed_to_is_on_record_with_place_and_words(subscribed):
    said = subscribed.consents.values_list("what", "place", "wording")
    assert list(said) == [
        ("signed_up", "/stories/a-story/", subscribing.WORDING),
        ("confirmed", "/stories/a-story/", subscribing.WORDING),
        ("joined", "/stories/a-story/", subscribing.WORDING),
    ]


def test_a_form_names_the_list_that_is_joined(post, weekly, spotlights, client):
    post(list="spotlight")
    rhea = Subscriber.objects.get()
    client.post(f"/newsletter/confirm/{links.confirm_token(rhea)}/")
    assert lists_of(rhea) == ["spotlight"]


def test_a_page_with_more_than_one_list_lets_choose(client, weekly, spotlights):
    html = client.get("/newsletter/").content.decode()
    assert 'name="list" value="newsletter" checked' in html
    assert 'name="list" value="spotlight"> ' in html
    answer = client.post("/newsletter/", {"email": "rhea@", "list": "spotlight"})
    assert 'name="list" value="spotlight" checked' in answer.content.decode()


@pytest.mark.parametrize("named", ["closed", "nonsense", "'; --", "\x00", "x" * 5000])
def test_a_list_that_is_not_offered_is_not_joined(post, client, weekly, named):
    MailingList.objects.create(name="Closed", slug="closed", is_open=False)
    assert post(list=named).status_code == 200
    rhea = Subscriber.objects.get()
    client.post(f"/newsletter/confirm/{links.confirm_token(rhea)}/")
    assert lists_of(rhea) == ["newsletter"]


def test_a_list_that_closes_before_the_confirmation_is_not_joined(
    sign_up, weekly, spotlights, client
):
    sign_up(lists=["spotlight"])
    MailingList.objects.filter(slug="spotlight").update(is_open=False)
    rhea = subscribing.confirm(links.confirm_token(Subscriber.objects.get()))
    assert lists_of(rhea) == ["newsletter"]


def test_the_page_of_the_confirmation_says_what_will_come(sign_up, weekly, spotlights, client):
    sign_up(lists=["spotlight", "newsletter"])
    path = f"/newsletter/confirm/{links.confirm_token(Subscriber.objects.get())}/"
    assert "“The newsletter”, “Spotlight”" in client.get(path).content.decode()


def test_without_a_list_that_the_form_joins_it_is_the_first(rhea, weekly, spotlights):
    MailingList.objects.update(is_default=False)
    subscribing.confirm(links.confirm_token(rhea))
    assert lists_of(rhea) == ["newsletter"]


def test_a_stranger_who_types_an_address_joins_its_owner_to_nothing(
    subscribed, sign_up, spotlights
):
    sign_up(lists=["spotlight"])
    assert lists_of(subscribed) == ["newsletter"]


class TestLeavingOneList:
    @pytest.fixture
    def path(self, on_both, spotlights):
        return f"/newsletter/leave/{links.leave_token(on_both, spotlights)}/"

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_reading_the_link_changes_nothing(self, client, path, method):
        before = list(Subscription.objects.values()), list(Subscriber.objects.values())
        assert getattr(client, method)(path).status_code == 200
        after = list(Subscription.objects.values()), list(Subscriber.objects.values())
        assert before == after

    def test_one_click_leaves_that_list_and_no_other(self, client, path, on_both):
        assert client.post(path, ONE_CLICK).status_code == 200
        assert lists_of(on_both) == ["newsletter"]
        on_both.refresh_from_db()
        assert on_both.state == "confirmed"
        assert record_of(on_both)[-1] == ("left", "Spotlight")

    def test_the_page_leaves_that_list_and_offers_to_leave_everything(self, client, path, on_both):
        html = client.get(path).content.decode()
        assert "Leave “Spotlight”?" in html
        assert client.post(path)["Location"] == path
        html = client.get(path).content.decode()
        assert "You have left “Spotlight”" in html
        client.post(path, {"everything": "1"})
        on_both.refresh_from_db()
        assert (lists_of(on_both), on_both.state) == ([], "unsubscribed")
        assert "sends you no more letters" in client.get(path).content.decode()

    def test_leaving_the_last_list_is_leaving(self, client, path, on_both, weekly):
        client.post(path)
        client.post(f"/newsletter/leave/{links.leave_token(on_both, weekly)}/", ONE_CLICK)
        on_both.refresh_from_db()
        assert on_both.state == "unsubscribed"
        assert record_of(on_both)[-1] == ("unsubscribed", "")

    def test_twice_is_once(self, client, path, on_both):
        client.post(path)
        before = list(Subscription.objects.values()), record_of(on_both)
        client.post(path, ONE_CLICK)
        assert (list(Subscription.objects.values()), record_of(on_both)) == before

    def test_a_link_from_a_list_that_they_are_not_on_changes_nothing(
        self, client, on_both, path, spotlights
    ):
        other = MailingList.objects.create(name="Issues", slug="issues")
        answer = client.post(f"/newsletter/leave/{links.leave_token(on_both, other)}/", ONE_CLICK)
        assert answer.status_code == 200
        assert lists_of(on_both) == ["newsletter", "spotlight"]

    def test_a_link_with_the_number_of_another_list_is_refused(
        self, client, on_both, weekly, spotlights
    ):
        mine = links.leave_token(on_both, weekly)
        theirs = links.leave_token(on_both, spotlights)
        spliced = theirs.partition(".")[0] + "." + mine.partition(".")[2]
        answer = client.post(f"/newsletter/leave/{spliced}/", ONE_CLICK)
        assert answer.status_code == 404
        assert lists_of(on_both) == ["newsletter", "spotlight"]

    @pytest.mark.parametrize("where", range(0, 60, 7))
    def test_an_altered_link_is_refused_in_a_sentence(self, client, on_both, spotlights, where):
        token = links.leave_token(on_both, spotlights)
        altered = token[:where] + ("A" if token[where] != "A" else "B") + token[where + 1 :]
        answer = client.post(f"/newsletter/leave/{altered}/", ONE_CLICK)
        assert answer.status_code == 404
        assert "This link is not complete." in answer.content.decode()
        assert lists_of(on_both) == ["newsletter", "spotlight"]

    def test_a_link_of_two_years_ago_still_works(self, client, path, on_both, monkeypatch):
        later = timezone.now().timestamp() + 2 * 365 * 24 * 3600
        monkeypatch.setattr("time.time", lambda: later)
        assert client.post(path, ONE_CLICK).status_code == 200
        assert lists_of(on_both) == ["newsletter"]

    def test_a_link_to_a_list_that_is_no_more_still_leaves_everything(
        self, client, on_both, spotlights, path
    ):
        Subscription.objects.filter(list=spotlights).delete()
        spotlights.delete()
        assert client.get(path).status_code == 200
        assert client.post(path, {"everything": "1"}).status_code == 303
        on_both.refresh_from_db()
        assert on_both.state == "unsubscribed"


def test_a_link_of_the_time_before_lists_leaves_everything(client, on_both):
    """Its token holds the sixteen bytes of the key and nothing else."""
    client.post(f"/newsletter/leave/{links.leave_token(on_both)}/", ONE_CLICK)
    on_both.refresh_from_db()
    assert (lists_of(on_both), on_both.state) == ([], "unsubscribed")


def test_links_hold_when_the_secret_key_has_changed(client, on_both, settings):
    token = links.leave_token(on_both)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" * 6
    # Signers take the keys when they are made, at the start of a process.
    from django.core import signing

    fresh = signing.Signer(salt="newsletter.leave", sep=".")
    assert fresh.unsign(token)


def test_who_comes_back_joins_anew_and_keeps_the_record(subscribed, sign_up):
    subscribing.unsubscribe(links.leave_token(subscribed))
    Subscriber.objects.update(mail_sent_at=None)
    sign_up()
    again = subscribing.confirm(links.confirm_token(subscribed))
    assert lists_of(again) == ["newsletter"]
    assert [what for what, _ in record_of(again)] == [
        "signed_up", "confirmed", "joined", "left", "unsubscribed",
        "signed_up", "confirmed", "joined",
    ]  # fmt: skip
    assert Subscription.objects.count() == 1


def test_brought_over_readers_are_on_the_list_with_a_record(weekly):
    subscribing.bring_over([RHEA], place="the old site")
    rhea = Subscriber.objects.get()
    assert lists_of(rhea) == ["newsletter"]
    assert list(rhea.consents.values_list("what", "place", "detail")) == [
        ("imported", "the old site", "The newsletter")
    ]


def test_bringing_over_asks_the_same_number_of_questions_for_one_and_for_many(
    weekly, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def questions(count, start):
        emails = [f"reader{number}@readers.example" for number in range(start, start + count)]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            subscribing.bring_over(emails, place="x")
        return len(asked)

    assert questions(1, 0) == questions(500, 1)


def test_a_confirmation_that_cannot_be_written_whole_is_not_written_at_all(
    rhea, weekly, monkeypatch
):
    def broken(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(subscribing, "join", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        subscribing.confirm(links.confirm_token(rhea))
    rhea.refresh_from_db()
    assert rhea.state == "pending"
    assert Consent.objects.filter(what="confirmed").count() == 0


def test_who_never_confirmed_is_forgotten_after_thirty_days(sign_up, subscribed):
    sign_up("bob@readers.example")
    sign_up("cleo@readers.example")
    Subscriber.objects.filter(email__startswith="bob").update(
        consent_at=timezone.now() - datetime.timedelta(days=31)
    )
    assert subscribing.forget_the_unconfirmed(timezone.now()) == 1
    assert sorted(Subscriber.objects.values_list("email", flat=True)) == [
        "cleo@readers.example",
        RHEA,
    ]


def test_who_had_been_subscribed_is_not_forgotten(subscribed, sign_up):
    subscribing.unsubscribe(links.leave_token(subscribed))
    sign_up()
    Subscriber.objects.update(consent_at=timezone.now() - datetime.timedelta(days=400), mail_due="")
    assert subscribing.forget_the_unconfirmed(timezone.now()) == 0


def test_preferences_and_leaving_are_links_of_different_kinds(client, on_both):
    leave, preferences = links.leave_token(on_both), links.preferences_token(on_both)
    assert client.get(f"/newsletter/preferences/{leave}/").status_code == 404
    assert client.get(f"/newsletter/leave/{preferences}/").status_code == 404
    assert client.get(f"/newsletter/address/{preferences}/").status_code == 404
    with pytest.raises(preferring.BadLink):
        preferring.open_by(leave)
