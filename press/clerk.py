"""Files are written behind the answers, not before them."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

logger = logging.getLogger(__name__)

MOST = 64  # jobs that wait; who brings another waits too, so that a slow disk slows printing down


class Clerk:
    """Does what it is given in that order, in a thread of its own. The thread begins with the first
    job, so that it lives in the process that serves; it ends with the process, and what it had not
    done by then is done anew when somebody asks for the page."""

    def __init__(self) -> None:
        self._jobs: queue.Queue[Callable[[], None]] = queue.Queue(MOST)
        self._beginning = threading.Lock()
        self._thread: threading.Thread | None = None

    def do(self, job: Callable[[], None]) -> None:
        if self._thread is None:
            self._begin()
        self._jobs.put(job)

    def settle(self, seconds: float = 5.0) -> None:
        """Wait, so long at most, until what was given so far is done."""
        done = threading.Event()
        self.do(done.set)
        done.wait(seconds)

    def _begin(self) -> None:
        with self._beginning:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="press-clerk", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            job = self._jobs.get()
            try:
                job()
            except Exception:  # the next one must be done all the same
                logger.exception("A copy could not be filed.")
