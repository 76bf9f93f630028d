"""Bringing a long table of subscribers over, measured on SQLite and on PostgreSQL.

    python -m benchmarks.importing [--rows N] [--database URL]

1. A hundred thousand rows, half of them subscribers already, a tenth to be refused: under 30 s,
   from the command's start to its end.
2. What the command holds in memory with a thousand rows and with all: the same.
3. Who looks meanwhile sees how far it is: every two seconds, as the newsroom's page looks.
4. The same file once more changes nothing.

Everything is made under `var/bench/importing` and in a database of its own, and removed again.
Needs PostgreSQL at TEST_DATABASE_URL for its half. Ends with 1 when a figure is missed.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import databases, figures
from benchmarks.figures import Line, at_most, sure
from benchmarks.machine import ROOT, Peak, peak

DATA = ROOT / "var" / "bench" / "importing"
FEW = 1000
SECONDS = 30.0
LOOK_EVERY = 0.2


def main() -> int:
    options = _options()
    if options.database:
        return _on_one(options)
    return databases.on_each("benchmarks.importing", DATA)


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database", default="", help="measure on this one, which is empty")
    return parser.parse_args()


def _on_one(options: Any) -> int:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings",
        DATABASE_URL=options.database,
        ELUCID_VAR=str(DATA),
        ELUCID_DEMO="1",
        SITE_URL="http://127.0.0.1",
    )
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    few = _import(_table(FEW, "few"))
    table = _table(options.rows, "reader")
    first = _import(table)
    before = _stored()
    again = _import(table)
    lines = [
        at_most(f"1. {options.rows} rows, seconds", first.seconds, SECONDS),
        # Says the same on a machine that is busy.
        Line("1. seconds of CPU time, without the database server's", first.cpu, "", True),
        Line(f"2. peak at {FEW} rows, MB", few.held.own, "", True),
        Line(f"2. peak at {options.rows} rows, MB", first.held.own, "", True),
        at_most("2. the one of the other", first.held.own / few.held.own, 1.1),
        at_most("3. longest time without a step, seconds", first.longest, 2.0),
        Line("3. steps seen", first.steps, "> 10", first.steps > 10),
        at_most("4. once more, seconds", again.seconds, SECONDS),
        at_most("4. rows that are not as before", len(before ^ _stored()), 0),
    ]
    for line in lines:
        figures.show(line)
    figures.keep(f"importing, {connection.vendor}", [line._asdict() for line in lines])
    return 0 if all(line.held for line in lines) else 1


def _table(rows: int, name: str) -> Path:
    """A table with a heading, whose people come in no order: of ten of them five are subscribers
    already, four are new, and one is refused, for one of four reasons."""
    from django.db import transaction
    from django.utils import timezone

    from newsletter import subscribing, suppressing
    from newsletter.models import Subscriber

    def address(number: int) -> str:
        return f"{name}{number}@readers.example"

    subscribing.bring_over(
        (address(number) for number in range(rows) if number % 10 < 5), place="Before"
    )
    refused = [address(number) for number in range(9, rows, 10)]
    subscribing.bring_over(refused[0::4], place="Before")
    for some in range(0, len(refused[0::4]), 500):
        keys = refused[0::4][some : some + 500]
        Subscriber.objects.filter(email_key__in=keys).update(
            state=Subscriber.State.UNSUBSCRIBED, unsubscribed_at=timezone.now()
        )
    with transaction.atomic():
        for email in refused[1::4]:
            suppressing.suppress(email, suppressing.Reason.BOUNCED)
    for number, email in enumerate(refused):
        if number % 4 == 2:
            refused[number] = email.replace("@", " at ")
    path = DATA / f"{name}.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("name,e-mail,since,status\n")
        for row in range(rows):
            number = row * 7919 % rows  # a prime: every number once
            email = refused[number // 10] if number % 10 == 9 else address(number)
            status = "unsubscribed" if number % 40 == 39 else "subscribed"
            file.write(f"Reader {number},{email},2019-05-{number % 28 + 1:02},{status}\n")
    return path


class Outcome(NamedTuple):
    seconds: float
    cpu: float  # seconds, the database server's not among them
    held: Peak
    steps: int
    longest: float  # seconds between two steps that somebody saw who looked


def _import(table: Path) -> Outcome:
    seen: list[tuple[float, int]] = []
    ended = threading.Event()
    began, used = time.monotonic(), _cpu_of_children()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_subscribers", str(table), "--place", "The old site"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    looking = threading.Thread(target=_look, args=(seen, ended))
    looking.start()
    held = peak(process)
    took = time.monotonic() - began
    ended.set()
    looking.join()
    said = process.stdout.read() if process.stdout else ""
    sure(process.returncode == 0)
    print(said.splitlines()[-1], flush=True)
    moments = [moment for moment, _ in seen]
    waits = [later - earlier for earlier, later in itertools.pairwise(moments)]
    return Outcome(took, _cpu_of_children() - used, held, len(seen), max(waits, default=0.0))


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _look(seen: list[tuple[float, int]], ended: threading.Event) -> None:
    """Note every step that the row of the import makes, as a page that asks for it would see it."""
    from django.db import connection

    from newsletter.models import SubscriberImport

    while not ended.wait(LOOK_EVERY):
        running = SubscriberImport.objects.filter(state=SubscriberImport.State.RUNNING)
        done = running.values_list("rows_done", flat=True).first()
        if done is not None and (not seen or seen[-1][1] != done):
            seen.append((time.monotonic(), done))
    connection.close()


def _stored() -> set[str]:
    """Everything that is known of subscribers."""
    from newsletter.models import Consent, Subscriber, Subscription, Suppression

    found: set[str] = set()
    for model in (Subscriber, Subscription, Consent, Suppression):
        found |= {f"{model.__name__} {row}" for row in model.objects.values_list()}
    return found


if __name__ == "__main__":
    sys.exit(main())
