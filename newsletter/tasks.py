"""Sends the mails that sign-ups and preferences have made due. Rows remember, the task only pumps:
run it as often and in as many processes as you like."""

import datetime
import logging
import smtplib
from collections import deque
from typing import Any

from django.db.models import F, Q
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from newsletter import answers, handing, mails
from newsletter.models import SignUpAttempt, Subscriber, SubscriberQuerySet, Subscription

logger = logging.getLogger(__name__)

# Longer than any mail takes. When a worker is killed, another takes its mail on after this time.
LEASE = datetime.timedelta(minutes=10)
# A mail that could not be delivered by then is not worth sending.
GIVE_UP_AFTER = datetime.timedelta(days=3)
RETRY_AFTER = datetime.timedelta(minutes=5)
ATTEMPTS_KEPT = datetime.timedelta(days=1)


@task(priority=10)  # somebody waits for it; pictures may
def send_due_mails() -> dict[str, int]:
    """Send all that is due. Counts what was `sent`, what `failed` and is tried again by the next
    run, and what was `dropped` because it can never be delivered.

    No mail goes out twice, but for one that was accepted in the instant in which its worker was
    killed. A mail server that does not answer ends the run; one bad address does not.
    """
    now = timezone.now()
    SignUpAttempt.objects.filter(at__lt=now - ATTEMPTS_KEPT).delete()
    count = {"sent": 0, "failed": 0, "dropped": 0}
    _forget_the_unconfirmed(now)
    too_old = list(
        _due().filter(mail_due_since__lt=now - GIVE_UP_AFTER).values_list("pk", flat=True)
    )
    if too_old:
        Subscription.objects.filter(subscriber__in=too_old).update(welcome_due=False)
        count["dropped"] = _due().filter(pk__in=too_old).update(mail_due="")
    waiting = deque(_due().order_by("mail_due_since", "pk").values_list("pk", flat=True))
    while waiting:
        pk = waiting.popleft()
        claim = timezone.now()
        if not _due().filter(pk=pk).update(mail_claimed_at=claim):
            continue  # another worker has it
        outcome, server_answers, more = _deliver(pk, claim)
        count[outcome] += 1
        if more:
            waiting.append(pk)
        if not server_answers:
            break
    if count["failed"]:
        _try_again_later()
    return count


def _due() -> SubscriberQuerySet:
    return Subscriber.objects.filter(
        ~Q(mail_due=""),
        Q(mail_claimed_at=None) | Q(mail_claimed_at__lt=timezone.now() - LEASE),
    )


def _deliver(pk: int, claim: datetime.datetime) -> tuple[str, bool, bool]:
    """Send the mail that this worker has claimed, note the outcome and give the claim back.
    Returns the outcome, whether the mail server is worth asking again at once, and whether another
    mail to them is due now."""
    claimed = Subscriber.objects.filter(pk=pk, mail_claimed_at=claim)
    subscriber = claimed.exclude(mail_due="").first()
    if subscriber is None:  # confirmed, left or erased since
        claimed.update(mail_claimed_at=None)
        return "dropped", True, False
    owed_welcome = mails.owed_welcome(subscriber)
    try:
        mails.build(subscriber).send()
    except mails.NothingToSay:
        return "dropped", True, _over(claimed, subscriber, owed_welcome)
    except smtplib.SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _ in error.recipients.values()):
            logger.warning("No mailbox behind the address of subscriber %s.", pk)
            return "dropped", True, _over(claimed, subscriber, owed_welcome)
        logger.warning("The mail server put off subscriber %s.", pk)
    except smtplib.SMTPDataError:
        logger.exception("The mail server refused the mail to subscriber %s.", pk)
    except OSError as error:  # not reached, not let in, cut off
        reply = handing.reply_of(error)
        if reply and answers.judge(reply) is answers.What.REFUSED:  # this mail alone
            logger.warning("The provider refused the mail to subscriber %s: %s", pk, reply.words)
            claimed.update(mail_claimed_at=None)
            return "failed", True, False
        logger.error("The mail server does not answer: %s. Mails stay due.", error)
        claimed.update(mail_claimed_at=None)
        return "failed", False, False
    except Exception as error:  # whatever it is, the next in line must get their mail
        reply = handing.reply_of(error)
        if reply and reply.stage is handing.Stage.RECIPIENT:
            logger.warning("The provider writes no more to subscriber %s: %s", pk, reply.words)
            return "dropped", True, _over(claimed, subscriber, owed_welcome)
        logger.exception("The mail to subscriber %s could not be made.", pk)
    else:
        sent: dict[str, Any] = {}
        if subscriber.mail_due != Subscriber.Mail.WELCOME:  # which no stranger can cause
            sent = {"mail_sent_at": timezone.now(), "mails_sent": F("mails_sent") + 1}
        return "sent", True, _over(claimed, subscriber, owed_welcome, **sent)
    claimed.update(mail_claimed_at=None)
    return "failed", True, False


def _over(
    claimed: SubscriberQuerySet,
    subscriber: Subscriber,
    owed_welcome: Subscription | None,
    **changes: Any,
) -> bool:
    """Note that the mail which was due is no longer, give the claim back, and say whether another
    one is due now: the one that follows it, or one that became due while it was on its way."""
    if subscriber.mail_due == Subscriber.Mail.WELCOME and owed_welcome is not None:
        Subscription.objects.filter(pk=owed_welcome.pk).update(welcome_due=False)
    following = ""
    if subscriber.mail_due == Subscriber.Mail.NEW_ADDRESS:
        following = Subscriber.Mail.ADDRESS_NOTE
    elif mails.owed_welcome(subscriber) is not None:
        following = Subscriber.Mail.WELCOME
    if claimed.filter(
        mail_due=subscriber.mail_due, mail_due_since=subscriber.mail_due_since
    ).update(mail_due=following, mail_claimed_at=None, **changes):
        return bool(following)
    claimed.update(mail_claimed_at=None, **changes)
    return Subscriber.objects.filter(pk=subscriber.pk).exclude(mail_due="").exists()


def _forget_the_unconfirmed(now: datetime.datetime) -> None:
    from newsletter.subscribing import forget_the_unconfirmed  # it imports this module

    forget_the_unconfirmed(now)


def _try_again_later() -> None:
    """Queue one more run for later, unless one waits already. A backend that runs tasks at once
    cannot wait: there the next sign-up or `manage.py send_due_mails` is the next run."""
    if not isinstance(send_due_mails.get_backend(), DatabaseBackend):
        return
    at = timezone.now() + RETRY_AFTER
    waiting = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY,
        task_path=send_due_mails.module_path,
        run_after__range=(timezone.now(), at),
    )
    if not waiting.exists():
        send_due_mails.using(run_after=at).enqueue()
