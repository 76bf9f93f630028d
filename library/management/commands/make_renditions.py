import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from library.renditions import make_all


class Command(BaseCommand):
    help = "Makes the renditions that are missing. Safe to run again, and to stop at any time."

    stopping = False

    def handle(self, *args: Any, **options: Any) -> None:
        before = {number: signal.signal(number, self._stop) for number in _STOPPING}
        try:
            counts = make_all(self._progress, stop=lambda: self.stopping)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        self.stdout.write(
            f"{counts['made']} pictures finished, {counts['complete']} were complete, "
            f"{counts['unreadable']} could not be read."
            + (" Stopped before the end; run it again to go on." if self.stopping else "")
        )

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """The picture in hand is finished first; a second or two."""
        self.stopping = True

    def _progress(self, done: int, total: int) -> None:
        if done % 50 == 0:
            self.stdout.write(f"{done} of {total}")


_STOPPING = (signal.SIGTERM, signal.SIGINT)
