"""Somebody wants to be forgotten: nothing stays but a hash."""

import datetime

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from newsletter import exporting, links, preferring, subscribing, suppressing
from newsletter.letters import Campaign, Delivery
from newsletter.models import Consent, SignUpAttempt, Subscriber, Subscription, Suppression
from tests import factories
from tests.newsletter.conftest import RHEA

pytestmark = pytest.mark.django_db


def everywhere(needle: str) -> list[str]:
    """Every column of every table in which a text stands."""
    found = []
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608 — our own tables' names
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, memoryview | bytes):
                        value = bytes(value).decode("utf-8", "replace")
                    if needle.lower() in str(value).lower():
                        found.append(f"{table}.{column}")
    return sorted(set(found))


@pytest.fixture
def traces(subscribed, weekly, paula):
    """Rhea has left traces wherever one can."""
    film = factories.section("Film")
    preferring.choose(links.preferences_token(subscribed), lists=[weekly.pk], interests=[film.pk])
    preferring.change_address(
        links.preferences_token(subscribed), "rhea@elsewhere.example", network="n"
    )
    letters = [Campaign.objects.create(subject=f"Letter {number}") for number in range(3)]
    now = timezone.now()
    for letter, state, subscriber, email, answer in [
        (letters[0], "bounced", subscribed, RHEA, "550 <Rhea@readers.example>: no such user"),
        (letters[1], "waiting", subscribed, RHEA, ""),
        (letters[2], "sent", None, "RHEA@readers.example", "250 ok"),
    ]:
        Delivery.objects.create(
            campaign=letter, subscriber=subscriber, email=email, domain="readers.example",
            state=state, due_at=now, answer=answer, opened_at=now,
        )  # fmt: skip
    LogEntry.objects.create(
        user=paula,
        content_type=ContentType.objects.get_for_model(Subscriber),
        object_id=str(subscribed.pk),
        object_repr=RHEA,
        action_flag=CHANGE,
        change_message=f"Took {RHEA} off all lists",
    )
    # Somebody else wants to change to her address.
    Subscriber.objects.create(
        email="bob@readers.example", email_key="bob@readers.example",
        new_email="Rhea@readers.example", new_email_key=RHEA,
    )  # fmt: skip
    assert everywhere(RHEA)
    return subscribed


@pytest.mark.parametrize("by", ["herself", "the newsroom", "the newsroom's list"])
def test_nothing_is_left_but_the_hash(client, traces, paula, by):
    if by == "herself":
        path = f"/newsletter/preferences/{links.preferences_token(traces)}/"
        assert client.post(path, {"do": "erase"}).status_code == 200
    else:
        client.force_login(paula)
        if by == "the newsroom":
            page = reverse("admin:newsletter_subscriber_delete", args=[traces.pk])
            answer = client.post(page, {"post": "yes"})
        else:
            data = {"action": "delete_selected", "_selected_action": traces.pk, "post": "yes"}
            answer = client.post("/admin/newsletter/subscriber/", data)
        assert answer.status_code == 302
    assert everywhere(RHEA) == []
    assert everywhere("rhea@") == []
    assert everywhere(traces.key.hex) == everywhere(str(traces.key)) == []
    hashed = suppressing.hashed(RHEA)
    assert everywhere(hashed) == ["newsletter_suppression.email_hash"]
    assert everywhere(suppressing.attempt_hash(RHEA)) == []
    assert Suppression.objects.get().reason == "erased"
    assert Subscription.objects.count() == Consent.objects.count() == 0
    assert Delivery.objects.count() == 3  # how many were sent stays known
    assert set(Delivery.objects.values_list("subscriber", "email", "answer")) == {(None, "", "")}
    assert not Delivery.objects.filter(state="waiting").exists()


def test_the_search_would_find_her(traces):
    assert everywhere(RHEA) == [
        "django_admin_log.change_message",
        "django_admin_log.object_repr",
        "newsletter_delivery.answer",
        "newsletter_delivery.email",
        "newsletter_subscriber.email",
        "newsletter_subscriber.email_key",
        "newsletter_subscriber.new_email",
        "newsletter_subscriber.new_email_key",
    ]


def test_an_import_does_not_bring_her_back(traces, weekly):
    subscribing.erase(traces)
    assert subscribing.bring_over([RHEA], place="the old site") == 0
    assert everywhere(RHEA) == []


def test_somebody_else_with_a_like_address_stays(traces, sign_up):
    sign_up("arhea@readers.example")
    subscribing.erase(traces)
    assert everywhere("arhea@readers.example") != []
    assert Subscriber.objects.filter(email="bob@readers.example").exists()


def test_a_mail_that_was_due_is_not_sent(traces, django_capture_on_commit_callbacks):
    from newsletter import tasks

    subscribing.erase(traces)
    assert tasks.send_due_mails.call()["sent"] == 0
    assert mail.outbox == []


def test_suppressing_as_erased_deletes_the_subscriber(subscribed):
    suppressing.suppress(RHEA, suppressing.Reason.ERASED)
    assert Subscriber.objects.count() == 0
    assert SignUpAttempt.objects.exclude(email_hash="").count() == 0


class TestTakingAlong:
    """What we know of somebody, for themselves; and of all, for the magazine."""

    def test_one_is_exported_whole(self, client, traces, paula):
        client.force_login(paula)
        answer = client.get(f"/admin/newsletter/subscriber/{traces.pk}/export.json")
        assert (
            answer["Content-Disposition"] == f'attachment; filename="subscriber-{traces.pk}.json"'
        )
        assert "no-store, private" in answer["Cache-Control"]
        told = answer.json()
        assert told["email"] == RHEA
        assert told["interests"] == ["Film"]
        assert [each["list"] for each in told["lists"]] == ["The newsletter"]
        assert [each["what"] for each in told["record"]] == [
            "Signed up", "Confirmed", "Joined a list", "Chose interests",
        ]  # fmt: skip
        assert told["record"][0]["wording"] == subscribing.WORDING
        assert [each["subject"] for each in told["letters"]] == ["Letter 0", "Letter 1"]

    def test_the_record_of_one_is_a_table(self, client, traces, paula):
        client.force_login(paula)
        answer = client.get(f"/admin/newsletter/subscriber/{traces.pk}/export.csv")
        rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert rows[0] == "email,what,at,place,wording,detail"
        assert len(rows) == 5

    @pytest.mark.parametrize("path", ["export/", "record/", "{}/export.json", "{}/export.csv"])
    def test_only_publishers_take_addresses_out(self, client, traces, edith, path):
        client.force_login(edith)
        where = f"/admin/newsletter/subscriber/{path.format(traces.pk)}"
        assert client.get(where).status_code == 403

    def test_that_it_was_done_is_logged(self, client, traces, paula):
        client.force_login(paula)
        b"".join(client.get("/admin/newsletter/subscriber/export/").streaming_content)
        newest = LogEntry.objects.order_by("-pk").first()
        assert (newest.user, newest.change_message) == (paula, "Exported subscribers.")

    def test_all_are_exported_in_a_fixed_number_of_questions(
        self, weekly, django_assert_num_queries
    ):
        for count in [1, 40]:
            subscribing.bring_over(
                (f"reader{number}@readers.example" for number in range(count)), place="x"
            )
            with django_assert_num_queries(4):
                rows = list(exporting.subscribers())
            assert len(rows) == count + 1

    def test_the_export_keeps_to_the_lists_filters(self, client, traces, paula):
        client.force_login(paula)
        answer = client.get("/admin/newsletter/subscriber/export/?state__exact=pending")
        table = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert "bob@readers.example" in table
        assert RHEA not in table
        bad = client.get("/admin/newsletter/subscriber/export/?nonsense__exact=1")
        assert bad.status_code == 404

    def test_no_cell_is_a_formula(self, weekly):
        for email in ["=cmd@x.example", "+44@x.example", "-1@x.example"]:
            subscribing.bring_over([email], place="@SUM(A1:A9)")
        from newsletter import spreadsheets

        table = "".join(spreadsheets.lines(exporting.subscribers()))
        assert "'=cmd@x.example" in table
        assert "'@SUM(A1:A9)" in table
        for line in table.removeprefix("\ufeff").splitlines():
            assert [cell for cell in line.split(",") if cell[:1] in "=+-@\t" and cell] == []


def test_the_moment_of_a_pause_and_all_else_is_in_iso_8601(subscribed):
    preferring.pause(links.preferences_token(subscribed), 1)
    told = exporting.whole(Subscriber.objects.get())
    assert datetime.datetime.fromisoformat(told["paused_until"]) > timezone.now()
