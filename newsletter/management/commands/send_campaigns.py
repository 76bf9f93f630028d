import collections
import os
import signal
import threading
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from django.db.models import Count

from newsletter.delivering import Sender
from newsletter.letters import Campaign, Delivery

SHOW_EVERY = 5.0  # seconds


class Command(BaseCommand):
    help = (
        "Send campaigns whose moment has come, until told to stop (Ctrl-C or SIGTERM: what is in "
        "hand is ended; twice: at once). Any number may run, on any number of machines."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Send what is due now, then end.")
        parser.add_argument("--quiet", action="store_true", help="Show no progress.")

        parser.add_argument(
            "--nice",
            type=int,
            default=0,
            help="How far to step back for other processes.",
        )

    def handle(self, *args: Any, once: bool, quiet: bool, nice: int = 0, **options: Any) -> None:
        if nice:
            os.nice(nice)
        sender = Sender(say=self._say)
        asked_before = False

        def stop(number: int, frame: FrameType | None) -> None:
            nonlocal asked_before
            if asked_before:
                os._exit(128 + number)  # like a kill, which harms nothing
            asked_before = True
            sender.stop()

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
        shown = threading.Event()
        progress = threading.Thread(target=self._show, args=[sender, shown], daemon=True)
        # By hand one wants to see it go; beside the site it would bury what matters.
        if not quiet and self.stdout.isatty():
            progress.start()
        try:
            sender.run(once=once)
        finally:
            shown.set()
        if once or asked_before:
            self._say(_summary(sender.counts))

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _show(self, sender: Sender, over: threading.Event) -> None:
        before, at = sender.counts["sent"], time.monotonic()
        while not over.wait(SHOW_EVERY):
            sent, now = sender.counts["sent"], time.monotonic()
            rate = (sent - before) / (now - at)
            before, at = sent, now
            for campaign in Campaign.objects.filter(state=Campaign.State.SENDING).only("subject"):
                self._say(f"{progress_of(campaign)}, here {rate:.0f} a second")
        connections.close_all()


def progress_of(campaign: Campaign) -> str:
    """How far a campaign is, in one line."""
    states = Delivery.objects.filter(campaign=campaign).values_list("state")
    count: dict[str, int] = dict(states.annotate(Count("pk")).order_by())
    total = sum(count.values())
    still = sum(count.get(state, 0) for state in Delivery.OPEN)
    parts = [f"“{campaign}”: {total - still:,} of {total:,}"]
    for state in [Delivery.State.REFUSED, Delivery.State.BOUNCED, Delivery.State.UNKNOWN]:
        if count.get(state):
            parts.append(f"{count[state]:,} {state.label.lower()}")
    return ", ".join(parts)


def _summary(counts: collections.Counter[str]) -> str:
    kinds = ["sent", "put off", "refused", "left", "unknown"]
    return ", ".join(f"{counts[kind]:,} {kind}" for kind in kinds)
