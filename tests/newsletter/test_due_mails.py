"""The background task: what is due goes out once, whatever fails."""

import datetime
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from library.tasks import make_renditions
from newsletter import subscribing, tasks
from newsletter.models import SignUpAttempt, Subscriber

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
READERS = ["alva@readers.example", "bob@readers.example", "cleo@readers.example"]


class Server(EmailBackend):
    """A mail server of which it is known beforehand what it will say."""

    says: dict[str, Exception] = {}
    seen: list[str] = []

    def send_messages(self, messages):
        for message in messages:
            Server.seen += message.to
            if failure := Server.says.get(message.to[0]) or Server.says.get("all"):
                raise failure
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def server(settings):
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Server"}}
    Server.says, Server.seen = {}, []
    return Server


@pytest.fixture
def due():
    """Three mails that no worker has seen yet."""
    now = timezone.now()
    for number, email in enumerate(READERS):
        subscribing.sign_up(
            email, network=f"n{number}", place="/", wording="w", at=now + number * MINUTE / 60
        )


def run():
    return tasks.send_due_mails.call()


def recipients():
    return [message.to[0] for message in mail.outbox]


def test_all_that_is_due_goes_out_in_order_and_once(due):
    assert run() == {"sent": 3, "failed": 0, "dropped": 0}
    assert recipients() == READERS
    assert run() == {"sent": 0, "failed": 0, "dropped": 0}
    assert recipients() == READERS
    assert set(Subscriber.objects.values_list("mail_due", "mails_sent", "mail_claimed_at")) == {
        ("", 1, None)
    }


@pytest.mark.parametrize(
    "failure",
    [
        ConnectionRefusedError("refused"),
        TimeoutError("silence"),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPAuthenticationError(535, b"no"),
    ],
)
def test_a_mail_server_that_does_not_answer_is_asked_once_and_all_stays_due(due, server, failure):
    server.says = {"all": failure}
    assert run() == {"sent": 0, "failed": 1, "dropped": 0}
    assert server.seen == READERS[:1]
    server.says = {}
    assert run() == {"sent": 3, "failed": 0, "dropped": 0}
    assert recipients() == READERS


@pytest.mark.parametrize(
    "failure",
    [
        smtplib.SMTPRecipientsRefused({READERS[0]: (450, b"greylisted")}),
        smtplib.SMTPDataError(554, b"no"),
        ValueError("a header that cannot be"),
    ],
)
def test_one_address_that_fails_holds_nobody_up_and_is_tried_again(due, server, failure):
    server.says = {READERS[0]: failure}
    assert run() == {"sent": 2, "failed": 1, "dropped": 0}
    server.says = {}
    assert run() == {"sent": 1, "failed": 0, "dropped": 0}
    assert sorted(recipients()) == READERS


def test_an_address_without_a_mailbox_is_not_tried_again(due, server):
    server.says = {READERS[0]: smtplib.SMTPRecipientsRefused({READERS[0]: (550, b"no such")})}
    assert run() == {"sent": 2, "failed": 0, "dropped": 1}
    server.says = {}
    assert run() == {"sent": 0, "failed": 0, "dropped": 0}


def test_a_mail_that_another_worker_has_is_left_to_it(due):
    Subscriber.objects.filter(email=READERS[0]).update(mail_claimed_at=timezone.now())
    assert run() == {"sent": 2, "failed": 0, "dropped": 0}
    assert recipients() == READERS[1:]


def test_the_mail_of_a_killed_worker_is_taken_on_after_its_lease(due):
    killed = timezone.now() - tasks.LEASE - MINUTE
    Subscriber.objects.filter(email=READERS[0]).update(mail_claimed_at=killed)
    assert run() == {"sent": 3, "failed": 0, "dropped": 0}


def test_a_mail_that_could_not_go_out_for_days_is_dropped(due):
    Subscriber.objects.update(mail_due_since=timezone.now() - tasks.GIVE_UP_AFTER - MINUTE)
    assert run() == {"sent": 0, "failed": 0, "dropped": 3}
    assert mail.outbox == []
    assert Subscriber.objects.filter(mail_due="").count() == 3


def test_a_sign_up_while_the_mail_is_on_its_way_is_answered_by_that_mail(due, server, monkeypatch):
    build = tasks.mails.build

    def build_slowly(subscriber):
        subscribing.sign_up(subscriber.email, network="other", place="/", wording="w")
        return build(subscriber)

    monkeypatch.setattr(tasks.mails, "build", build_slowly)
    run()
    run()
    assert sorted(recipients()) == READERS


def test_somebody_erased_while_the_mail_is_on_its_way_breaks_nothing(due, monkeypatch):
    build = tasks.mails.build

    def build_too_late(subscriber):
        Subscriber.objects.filter(pk=subscriber.pk).delete()
        return build(subscriber)

    monkeypatch.setattr(tasks.mails, "build", build_too_late)
    assert run()["sent"] == 3
    assert Subscriber.objects.count() == 0


def test_attempts_older_than_a_day_are_forgotten(due):
    SignUpAttempt.objects.filter(pk=min(SignUpAttempt.objects.values_list("pk", flat=True))).update(
        at=timezone.now() - datetime.timedelta(days=1, minutes=1)
    )
    run()
    assert SignUpAttempt.objects.count() == 2


def test_a_mail_server_that_fails_breaks_no_sign_up(client, server, post):
    server.says = {"all": ConnectionRefusedError("refused")}
    assert post().status_code == 200
    assert Subscriber.objects.get().mail_due == "confirm"


def test_a_queue_that_fails_breaks_no_sign_up(post, monkeypatch):
    def broken(*args):
        raise RuntimeError("no queue")

    monkeypatch.setattr(type(tasks.send_due_mails.get_backend()), "enqueue", broken)
    assert post().status_code == 200
    assert Subscriber.objects.get().mail_due == "confirm"


class TestWithTheQueueInTheDatabase:
    @pytest.fixture(autouse=True)
    def queue(self, settings):
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def test_a_sign_up_sends_nothing_itself(self, post):
        post()
        assert mail.outbox == []
        assert [task.task_path for task in DBTaskResult.objects.all()] == [
            "newsletter.tasks.send_due_mails"
        ]

    def test_what_failed_is_tried_again_later_by_one_run(self, due, server):
        server.says = {"all": ConnectionRefusedError("refused")}
        run()
        run()
        waiting = DBTaskResult.objects.get()
        assert MINUTE * 4 < waiting.run_after - timezone.now() <= tasks.RETRY_AFTER

    @pytest.mark.django_db(transaction=True)
    def test_the_worker_runs_it(self, post):
        post()
        call_command("db_worker", batch=True, interval=0, max_tasks=1, verbosity=0)
        assert recipients() == ["rhea@readers.example"]


def test_the_command_runs_the_same_and_says_what_it_did(due, capsys):
    call_command("send_due_mails")
    assert capsys.readouterr().out == "3 sent, 0 failed, 0 dropped\n"
    assert recipients() == READERS


def test_a_mail_that_somebody_waits_for_goes_before_pictures(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for number in range(3):
        make_renditions.enqueue(number)
    tasks.send_due_mails.enqueue()
    names = [task.task_path for task in DBTaskResult.objects.ready()]
    assert names[0] == "newsletter.tasks.send_due_mails"
    assert len(names) == 4
