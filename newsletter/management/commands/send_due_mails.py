from typing import Any

from django.core.management.base import BaseCommand

from newsletter.tasks import send_due_mails


class Command(BaseCommand):
    help = "Send the confirmation mails that are due now. The background worker does it by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        count = send_due_mails.call()
        self.stdout.write("{sent} sent, {failed} failed, {dropped} dropped".format(**count))
