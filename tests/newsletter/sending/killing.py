"""Senders that are killed, over and over, and a mail server that is as well: what the test does at
2,000 readers and `make bench` at 20,000."""

from __future__ import annotations

import datetime
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from newsletter.letters import Campaign, Delivery
from tests.newsletter.sending.mail_server import ROOT, MailServer


class Outcome(NamedTuple):
    accepted: Counter[str]  # how often each address, by the server's own log
    unknown: set[str]
    states: Counter[str]
    seconds: float


def database_url() -> str:
    """Of the very database that this process uses."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    said = connection.settings_dict
    return f"postgresql://{said['USER']}:{said['PASSWORD']}@{said['HOST']}:{said['PORT']}/{name}"


def environment(server: MailServer, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database_url(),
        "MAIL_URL": server.url,
        "SECRET_KEY": settings.SECRET_KEY,
        "SITE_URL": settings.SITE_URL,
        "ELUCID_VAR": str(settings.VAR),
        **more,
    }


class Senders:
    """`manage.py send_campaigns`, several at once."""

    def __init__(self, server: MailServer, count: int, **more: str) -> None:
        self.count, self.running = count, list[int]()
        self._fleet = subprocess.Popen(
            [sys.executable, "-m", "tests.newsletter.sending.fleet"],
            cwd=ROOT, env=environment(server, **more), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _ask(self, line: str) -> int:
        assert self._fleet.stdin
        assert self._fleet.stdout
        self._fleet.stdin.write(line + "\n")
        self._fleet.stdin.flush()
        return int(self._fleet.stdout.readline())

    def start(self) -> None:
        self.running = [self._ask("start") for _ in range(self.count)]

    def kill(self) -> None:
        """All of them, in the middle of whatever they do."""
        self._signal(signal.SIGKILL)

    def end(self) -> list[int]:
        """As a supervisor does it; their exit codes."""
        return self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> list[int]:
        for pid in self.running:
            os.kill(pid, number)
        codes = [self._ask(f"wait {pid}") for pid in self.running]
        self.running = []
        return codes

    def close(self) -> None:
        self.kill()
        self._fleet.communicate(timeout=30)


@contextmanager
def senders(server: MailServer, count: int, **more: str) -> Iterator[Senders]:
    """So many of them while the block runs."""
    those = Senders(server, count, **more)
    try:
        those.start()
        yield those
    finally:
        those.close()


def until(true: Callable[[], Any], *, seconds: float, what: str) -> None:
    over = time.monotonic() + seconds
    while not true():
        if time.monotonic() > over:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.02)


def hours_pass() -> None:
    """Let leases end and waits be over, without waiting for them."""
    now = timezone.now()
    Delivery.objects.filter(state="sending").update(leased_until=now - datetime.timedelta(hours=1))
    Delivery.objects.filter(state="waiting", due_at__gt=now).update(due_at=now)


def kill_over_and_over(
    campaign: Campaign,
    server: MailServer,
    *,
    workers: int,
    kills: int = 5,
    restarts: int = 2,
    seed: int,
    seconds: float,
) -> Outcome:
    """Send a frozen campaign while all `workers` are killed `kills` times, and the mail server
    `restarts` times, at moments spread by chance over the whole of it. Ends when the campaign is
    sent, or fails after `seconds`."""
    chance = random.Random(seed)
    total = campaign.deliveries.count()
    # By how many letters are through, so that every kill hits senders at work.
    hits = sorted(chance.sample(range(total // 20, total * 9 // 10), kills + restarts))
    who = ["sender"] * kills + ["server"] * restarts
    chance.shuffle(who)
    began = time.monotonic()
    with senders(server, workers) as those:
        for after, victim in zip(hits, who, strict=True):
            left = seconds - (time.monotonic() - began)
            until(partial(_has, server, after), seconds=left, what=f"{after} letters")
            time.sleep(chance.random() * 0.01)
            if victim == "sender":
                those.kill()
                hours_pass()
                those.start()
            else:
                server.kill()
                time.sleep(0.3)
                server.start()

        def done() -> bool:
            hours_pass_for_waiting()
            campaign.refresh_from_db(fields=["state", "trouble"])
            assert campaign.state in {"sending", "sent"}, campaign.trouble
            return campaign.state == "sent"

        until(done, seconds=seconds - (time.monotonic() - began), what="the campaign is sent")
        codes = those.end()
        assert codes == [0] * workers
    rows = campaign.deliveries.values_list("email", "state")
    return Outcome(
        accepted=Counter(server.recipients()),
        unknown={email for email, state in rows if state == "unknown"},
        states=Counter(state for _, state in rows),
        seconds=time.monotonic() - began,
    )


def hours_pass_for_waiting() -> None:
    now = timezone.now()
    Delivery.objects.filter(state="waiting", due_at__gt=now).update(due_at=now)


def _has(server: MailServer, letters: int) -> bool:
    with server.log.open("rb") as log:
        return sum(block.count(b"\n") for block in iter(lambda: log.read(1 << 16), b"")) >= letters
