"""Addresses that get nothing, whatever a form, an import or a person says."""

import pytest
from django.core import mail

from newsletter import links, subscribing, suppressing
from newsletter.models import MailingList, Subscriber, Suppression
from newsletter.suppressing import Reason
from tests.newsletter.conftest import RHEA, lists_of

pytestmark = pytest.mark.django_db
STAY = [Reason.BOUNCED, Reason.COMPLAINED, Reason.BY_HAND]


def test_the_row_holds_no_address(subscribed):
    suppressing.suppress(
        RHEA, Reason.BOUNCED, detail="550 5.1.1 <rhea@readers.example>: no such user\r\n"
    )
    row = Suppression.objects.get()
    assert RHEA not in str(vars(row))
    assert row.email_hash == suppressing.hashed(RHEA)
    assert len(row.email_hash) == 64
    assert row.detail == "550 5.1.1 <…>: no such user  "


def test_a_subscriber_who_is_suppressed_is_not_reachable_and_gets_no_mail_that_was_due(subscribed):
    Subscriber.objects.update(mail_due="known")
    suppressing.suppress(RHEA, Reason.BOUNCED)
    subscribed.refresh_from_db()
    assert (subscribed.state, subscribed.mail_due) == ("suppressed", "")
    assert list(Subscriber.objects.reachable()) == []


def test_twice_is_once_and_the_first_reason_stays(subscribed):
    suppressing.suppress(RHEA, Reason.COMPLAINED, detail="first")
    suppressing.suppress(RHEA, Reason.BOUNCED, detail="second")
    assert list(Suppression.objects.values_list("reason", "detail")) == [("complained", "first")]


def test_all_spellings_of_a_mailbox_are_suppressed(sign_up, weekly):
    suppressing.suppress("rhea@xn--bcher-kva.example", Reason.BOUNCED)
    for spelling in ["Rhea@Bücher.example", "rhea@BÜCHER.example.", " rhea@xn--bcher-kva.example"]:
        sign_up(spelling)
    assert mail.outbox == []


def test_a_new_secret_key_frees_nobody(settings):
    suppressing.suppress(RHEA, Reason.BOUNCED)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" * 6
    assert suppressing.is_suppressed(RHEA)
    assert suppressing.suppressed_among([RHEA, "bob@readers.example"]) == {RHEA}
    suppressing.suppress(RHEA, Reason.BOUNCED)
    assert Suppression.objects.count() == 1


@pytest.mark.parametrize("reason", STAY)
@pytest.mark.parametrize("known", [True, False])
def test_a_sign_up_cannot_override(request, sign_up, weekly, reason, known):
    if known:
        request.getfixturevalue("subscribed")
    suppressing.suppress(RHEA, reason)
    sign_up()
    assert mail.outbox == []
    subscriber = Subscriber.objects.get()
    assert subscriber.state == "suppressed"
    with pytest.raises(subscribing.OldLink):
        subscribing.confirm(links.confirm_token(subscriber))
    assert Suppression.objects.count() == 1


@pytest.mark.parametrize("reason", [Reason.SOFT, Reason.ERASED])
def test_the_owner_of_the_mailbox_can_end_it_by_confirming_anew(subscribed, sign_up, reason):
    suppressing.suppress(RHEA, reason)
    Subscriber.objects.update(mail_sent_at=None)
    sign_up()
    assert len(mail.outbox) == 1
    again = Subscriber.objects.get()
    assert again.state == "pending"
    assert suppressing.is_suppressed(RHEA)  # until they confirm: anybody can type an address
    subscribing.confirm(links.confirm_token(again))
    assert not suppressing.is_suppressed(RHEA)
    assert lists_of(again) == ["newsletter"]


@pytest.mark.parametrize("reason", Reason)
def test_an_import_cannot_override(weekly, reason):
    suppressing.suppress(RHEA, reason)
    assert subscribing.bring_over([RHEA, "Rhea@READERS.example"], place="old") == 0
    assert Subscriber.objects.count() == 0


def test_a_bounce_between_the_mail_and_the_confirmation_has_the_last_word(rhea):
    token = links.confirm_token(rhea)
    suppressing.suppress(RHEA, Reason.BOUNCED)
    with pytest.raises(subscribing.OldLink):
        subscribing.confirm(token)


def test_one_who_was_suppressed_while_signing_up_cannot_confirm(rhea):
    suppressing.suppress(RHEA, Reason.BOUNCED)
    Subscriber.objects.update(state="pending")  # what the sign-up wrote that did not know yet
    with pytest.raises(subscribing.OldLink):
        subscribing.confirm(links.confirm_token(rhea))
    assert list(Subscriber.objects.reachable()) == []


class TestByHand:
    @pytest.fixture
    def desk(self, client, paula):
        client.force_login(paula)
        return client

    LIST = "/admin/newsletter/suppression/"

    def test_a_publisher_suppresses_an_address(self, desk, subscribed):
        answer = desk.post(f"{self.LIST}add/", {"email": "RHEA@readers.example", "detail": "Asked"})
        assert answer.status_code == 302
        assert list(Suppression.objects.values_list("reason", "detail")) == [("by_hand", "Asked")]
        subscribed.refresh_from_db()
        assert subscribed.state == "suppressed"

    @pytest.mark.parametrize(
        ("typed", "says"), [("nonsense", "one whole address"), (RHEA, "suppressed already")]
    )
    def test_what_is_no_address_or_is_there_is_said(self, desk, typed, says):
        suppressing.suppress(RHEA, Reason.BOUNCED)
        answer = desk.post(f"{self.LIST}add/", {"email": typed, "detail": ""})
        assert says in answer.content.decode()
        assert Suppression.objects.count() == 1

    @pytest.mark.parametrize(
        ("typed", "found"),
        [("Rhea@Readers.EXAMPLE", 1), ("bob@readers.example", 0), ("rhea", 0), ("%", 0)],
    )
    def test_one_is_found_by_typing_its_address(self, desk, typed, found):
        suppressing.suppress(RHEA, Reason.BOUNCED, detail="a mark")
        html = desk.get(self.LIST, {"q": typed}).content.decode()
        assert html.count("a mark") == found

    @pytest.mark.parametrize(
        ("reason", "state"), [(Reason.BOUNCED, "confirmed"), (Reason.COMPLAINED, "unsubscribed")]
    )
    def test_lifting_is_logged_and_brings_back_who_may_come(
        self, desk, subscribed, reason, state, paula
    ):
        from django.contrib.admin.models import LogEntry

        suppressing.suppress(RHEA, reason)
        row = Suppression.objects.get()
        assert desk.post(f"{self.LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 302
        assert Suppression.objects.count() == 0
        subscribed.refresh_from_db()
        assert subscribed.state == state
        assert LogEntry.objects.get().user == paula

    def test_who_had_left_stays_away_when_it_is_lifted(self, desk, subscribed):
        subscribing.unsubscribe(links.leave_token(subscribed))
        suppressing.suppress(RHEA, Reason.BOUNCED)
        suppressing.lift(Suppression.objects.get())
        subscribed.refresh_from_db()
        assert subscribed.state == "unsubscribed"

    @pytest.mark.parametrize("who", ["wanda", "edith"])
    def test_writers_and_editors_have_no_part_in_it(self, client, request, who):
        client.force_login(request.getfixturevalue(who))
        for model in ["suppression", "subscriberimport", "mailinglist"]:
            # Editors write letters, so they see which lists there are.
            sees = who == "edith" and model == "mailinglist"
            assert client.get(f"/admin/newsletter/{model}/").status_code == (200 if sees else 403)
            assert client.get(f"/admin/newsletter/{model}/add/").status_code == 403


def test_a_closed_list_and_a_suppression_have_nothing_to_do_with_each_other(subscribed, weekly):
    MailingList.objects.update(is_open=False)
    assert lists_of(subscribed) == ["newsletter"]
