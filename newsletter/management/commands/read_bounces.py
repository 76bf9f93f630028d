import signal
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from newsletter import bouncing

LONGEST_WAIT = 600  # seconds between two attempts at a mailbox that does not answer


class Command(BaseCommand):
    help = (
        "Read the mailbox that letters come back to (BOUNCES_URL): what bounced and who complained "
        "is noted, the mails are moved to Done or For a person. Goes on until it is stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Read what is there, and end.")
        parser.add_argument("--every", type=int, default=60, help="Seconds between two readings.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.BOUNCES_URL:
            raise CommandError(
                "There is no mailbox to read. Set BOUNCES_URL=imaps://user:password@host/INBOX."
            )
        if options["once"]:
            try:
                self.stdout.write(f"{bouncing.read_once()} letters came back.")
            except bouncing.MailboxTrouble as trouble:
                raise CommandError(f"The mailbox cannot be read: {trouble}") from trouble
            return
        self.stopped = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        every = wait = max(options["every"], 1)
        while not self.stopped:
            close_old_connections()
            try:
                noted = bouncing.read_once()
            except bouncing.MailboxTrouble as trouble:
                wait = min(wait * 2, LONGEST_WAIT)
                self.stderr.write(f"The mailbox cannot be read: {trouble}. Again in {wait} s.")
            except Exception as error:  # a database that is away for a moment
                wait = min(wait * 2, LONGEST_WAIT)
                self.stderr.write(f"Bounces could not be read: {error}. Again in {wait} s.")
            else:
                wait = every
                if noted:
                    self.stdout.write(f"{noted} letters came back.")
            until = time.monotonic() + wait
            while not self.stopped and time.monotonic() < until:
                time.sleep(0.2)

    def stop(self, *signal: Any) -> None:
        """After the mail in hand: what it says is noted before it is moved."""
        self.stopped = True
