"""What senders look after beside letters, once in a while: digests that are due, a mailbox with
bounces. Each round is made by one of all processes."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable
from typing import NamedTuple

from django.db import connections

from newsletter import pace

logger = logging.getLogger(__name__)


class Round(NamedTuple):
    name: str
    every: datetime.timedelta
    work: Callable[[datetime.datetime], object]


_rounds: dict[str, Round] = {}


def register(
    name: str, every: datetime.timedelta, work: Callable[[datetime.datetime], object]
) -> None:
    """Have `work(now)` called every so often while a sender runs."""
    _rounds[name] = Round(name, every, work)


def make(now: datetime.datetime) -> int:
    """Make the rounds that are due, one after the other; how many. One that fails is logged."""
    made = 0
    for each in _rounds.values():
        if pace.next_round(each.name, each.every, now):
            made += 1
            try:
                each.work(now)
            except Exception:
                logger.exception("The round %s failed; it comes again.", each.name)
    return made


class Aside:
    """Makes rounds beside the letters, so that a mailbox that does not answer holds up none."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def make(self, now: datetime.datetime) -> None:
        if not _rounds or (self._thread is not None and self._thread.is_alive()):
            return
        self._thread = threading.Thread(target=self._make, args=[now], daemon=True)
        self._thread.start()

    @staticmethod
    def _make(now: datetime.datetime) -> None:
        try:
            make(now)
        except Exception:
            logger.exception("The rounds could not be made; they come again.")
        finally:
            connections.close_all()

    def end(self, seconds: float) -> None:
        if self._thread is not None:
            self._thread.join(seconds)
