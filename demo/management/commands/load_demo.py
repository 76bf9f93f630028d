import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.tables import analyze
from demo.loading import Loader


class Command(BaseCommand):
    help = "Loads the demo magazine. Safe to run again: what is there is left as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--articles", type=int, help="at least so many stories in all")
        parser.add_argument(
            "--subscribers", type=int, default=24, help="so many made-up readers; 24 unless told"
        )
        parser.add_argument("--seed", type=int, default=1, help="another seed, other pictures")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        loader = Loader(seed=options["seed"], progress=self._progress)
        loader.load(articles=options["articles"], subscribers=options["subscribers"])
        analyze()
        if sys.stdout.isatty():
            self.stdout.write("\r\033[K", ending="")
        made = ", ".join(f"{count} {what}" for what, count in loader.created.items() if count)
        kept = sum(loader.kept.values())
        self.stdout.write(
            f"The demo magazine is loaded: {made or 'nothing new'}; {kept} left as they were "
            f"({time.monotonic() - began:.0f} s)."
        )

    def _progress(self, what: str, done: int, total: int) -> None:
        if sys.stdout.isatty():
            self.stdout.write(f"\r\033[KLoading {what}: {done} of {total}", ending="")
            self.stdout.flush()
        elif done == total or done % 1000 == 0:
            self.stdout.write(f"Loading {what}: {done} of {total}")
