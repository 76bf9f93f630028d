from typing import Any

from django.core.management.base import BaseCommand

from library.renditions import make_all


class Command(BaseCommand):
    help = "Makes the renditions that are missing. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = make_all(self._progress)
        self.stdout.write(
            f"{counts['made']} pictures finished, {counts['complete']} were complete, "
            f"{counts['unreadable']} could not be read."
        )

    def _progress(self, done: int, total: int) -> None:
        if done % 50 == 0:
            self.stdout.write(f"{done} of {total}")
