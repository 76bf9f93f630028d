"""The sending of letters measured, on SQLite and on PostgreSQL, against a mail server on loopback.

    python -m benchmarks.sending [--letters N] [--many N] [--kill N] [--only WORD] [--database URL]

1. One sender beside a bare smtplib loop that sends the same ready messages over one connection to
   the same server, in turns: at least 0.7 of it.
2. A hundred thousand deliveries frozen: under 10 seconds.
3. What a sender holds in memory with a thousand and with a hundred thousand letters: the same.
4. Twenty thousand readers, all senders killed five times, the mail server twice: everybody once.
5. The site's pages while a hundred thousand letters go out: as fast as before, within a fifth.

Everything is made under `var/bench/sending` and in a database of its own, and removed again. Needs
PostgreSQL at TEST_DATABASE_URL for its half. Ends with 1 when a figure is missed.
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import smtplib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from benchmarks import databases, figures
from benchmarks.figures import Line, at_most, sure
from benchmarks.machine import ROOT, cpu_seconds, free_port, peak, running, until_it_answers

DATA = ROOT / "var" / "bench" / "sending"
WORKERS = {"sqlite": 2, "postgresql": 4}
RUNS = 3


def main() -> int:
    options = _options()
    if options.database:
        return _on_one(options)
    return databases.on_each("benchmarks.sending", DATA)


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=5_000, help="for the throughput")
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--kill", type=int, default=20_000)
    parser.add_argument("--only", default="", help="parts, by their numbers: 124")
    parser.add_argument("--database", default="", help="measure on this one, which is empty")
    return parser.parse_args()


def _on_one(options: Any) -> int:
    port = free_port()
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings",
        DATABASE_URL=options.database,
        ELUCID_VAR=str(DATA),
        ELUCID_DEMO="1",
        PORT=str(port),
        SITE_URL=f"http://127.0.0.1:{port}",
    )
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)  # letters name their faces
    parts: dict[str, Callable[[], list[Line]]] = {
        "1": lambda: _throughput(options.letters),
        "2": lambda: _freezing(options.many),
        "3": lambda: _memory(options.many),
        "4": lambda: _killing(options.kill, WORKERS[connection.vendor]),
        "5": lambda: _site(options.many, port),
    }
    lines: list[Line] = []
    for number, part in parts.items():
        if not options.only or number in options.only:
            for line in part():
                lines.append(line)
                figures.show(line)
            _empty()
    figures.keep(f"sending, {connection.vendor}", [line._asdict() for line in lines])
    return 0 if all(line.held for line in lines) else 1


def _empty() -> None:
    from newsletter.models import Campaign, Delivery, Subscriber, Subscription

    Delivery.objects.all()._raw_delete("default")
    Campaign.objects.all().delete()
    Subscription.objects.all()._raw_delete("default")
    Subscriber.objects.all()._raw_delete("default")


@contextmanager
def _mail_server() -> Iterator[Any]:
    """Niced: on a real magazine it stands on another machine."""
    from django.conf import settings

    from tests.newsletter.sending.mail_server import MailServer

    folder = DATA / "mail-server"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    server = MailServer(folder)
    settings.MAILERS = server.mailers
    try:
        yield server
    finally:
        server.kill()


# As long as a weekly letter of a dozen stories: HTML and text, some 30 KB. The shorter a letter is,
# the more our own work weighs beside the mail server's.
OPENING = "<p>" + "Dear reader, the season turns and so do we. " * 300 + "</p>"


def _begun() -> Any:
    from tests.newsletter.sending.readers import begun

    return begun(subject="Autumn, at last", opening=OPENING)


def _throughput(letters: int) -> list[Line]:
    from newsletter import delivering
    from tests.newsletter.sending.readers import many, subscribe

    subscribe(*many(letters))
    bare: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    with _mail_server() as server:
        for _ in range(RUNS):
            campaign = _begun()
            ready = _ready(campaign)

            def loop(ready: Any = ready) -> None:
                with smtplib.SMTP("127.0.0.1", server.port) as smtp:
                    for sender, recipient, message in ready:
                        smtp.sendmail(sender, [recipient], message)

            bare.append(_timed(loop, letters, server.process.pid))
            once = partial(delivering.Sender().run, once=True)
            ours.append(_timed(once, letters, server.process.pid))
            sure(campaign.deliveries.filter(state="sent").count() == letters)
            campaign.delete()
    share, by_cpu = (
        statistics.median(
            mine[kind] / theirs[kind] for mine, theirs in zip(ours, bare, strict=True)
        )
        for kind in (0, 1)
    )
    return [
        Line("1. size of a letter, KB", len(ready[0][2]) / 1024, "", True),
        Line("1. a bare smtplib loop, letters a second", _median(bare, 0), "", True),
        Line("1. one sender, letters a second", _median(ours, 0), "", True),
        Line("1. one sender of the bare loop", share, "≥ 0.7", share >= 0.7),
        # Says the same on a machine that is busy: of the CPU time of both ends.
        Line("   a bare loop, letters in a second of CPU time", _median(bare, 1), "", True),
        Line("   one sender, letters in a second of CPU time", _median(ours, 1), "", True),
        Line("   the one of the other", by_cpu, "", True),
    ]


def _median(runs: list[tuple[float, float]], kind: int) -> float:
    return statistics.median(run[kind] for run in runs)


def _timed(work: Callable[[], None], letters: int, server: int) -> tuple[float, float]:
    """Letters a second, and letters a second of the CPU time of this process and the server."""
    began, used = time.perf_counter(), time.process_time() + cpu_seconds(server)
    work()
    took = time.perf_counter() - began
    return letters / took, letters / (time.process_time() + cpu_seconds(server) - used)


def _ready(campaign: Any) -> list[tuple[str, str, bytes]]:
    """Envelope sender, recipient and message of every letter."""
    from newsletter import letter_mail

    prepared = letter_mail.prepare(campaign)
    return [
        (
            letter_mail.envelope_sender(row.key),
            row.email,
            prepared.message(letter_mail.Reader(row.key, row.email, row.list_id, row.subscriber)),
        )
        for row in campaign.deliveries.select_related("subscriber")
    ]


def _freezing(many_letters: int) -> list[Line]:
    from tests.newsletter.sending.readers import many, subscribe

    subscribe(*many(many_letters))
    began = time.perf_counter()
    campaign = _begun()
    took = time.perf_counter() - began
    sure(campaign.deliveries.count() == many_letters)
    return [at_most(f"2. {many_letters} deliveries frozen, seconds", took, 10.0)]


def _memory(many_letters: int) -> list[Line]:
    from tests.newsletter.sending.readers import many, subscribe

    few_letters = max(many_letters // 100, 100)
    peaks = []
    with _mail_server() as server:
        for count in [few_letters, many_letters]:
            _empty()
            subscribe(*many(count))
            campaign = _begun()
            peaks.append(_peak_of_a_sender(server))
            sure(campaign.deliveries.filter(state="sent").count() == count)
    (few, few_mapped), (more, more_mapped) = peaks
    return [
        Line(f"3. peak of a sender at {few_letters} letters, MB", few, "", True),
        Line(f"3. peak of a sender at {many_letters} letters, MB", more, "", True),
        at_most("3. the one of the other", more / few, 1.1),
        # Pages of the database's own file, which the system shares and takes back at need.
        Line(f"   and of files mapped, at {few_letters}, MB", few_mapped, "", True),
        Line(f"   and of files mapped, at {many_letters}, MB", more_mapped, "", True),
    ]


def _peak_of_a_sender(server: Any) -> tuple[float, float]:
    """Megabytes that a sender held at most until all was sent, its own and of mapped files."""
    from tests.newsletter.sending.killing import environment

    process = subprocess.Popen(
        [sys.executable, "manage.py", "send_campaigns", "--once", "--quiet"],
        cwd=ROOT, env=environment(server), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    held = peak(process)
    sure(process.returncode == 0)
    return held


def _killing(readers: int, workers: int) -> list[Line]:
    from tests.newsletter.sending.killing import kill_over_and_over
    from tests.newsletter.sending.readers import many, subscribe

    subscribe(*many(readers))
    with _mail_server() as server:
        campaign = _begun()
        kills, restarts = 5, 2
        outcome = kill_over_and_over(
            campaign, server, workers=workers, kills=kills, restarts=restarts,
            seed=readers, seconds=1800,
        )  # fmt: skip
    twice = sum(times > 1 for times in outcome.accepted.values())
    never = set(many(readers)) - set(outcome.accepted) - outcome.unknown
    return [
        at_most(f"4. {readers} readers, {workers} senders killed 5 times: twice", twice, 0),
        at_most("4. skipped", len(never), 0),
        at_most("4. outcome unknown", len(outcome.unknown), (kills + restarts) * workers),
        Line("4. seconds", outcome.seconds, "", True),
    ]


RATE = 60  # requests a second, like many readers at once and far from what the site can do
SECONDS = 15


def _site(many_letters: int, port: int) -> list[Line]:
    """Pages out of the store, and pages printed anew, asked for at a steady rate."""
    from django.core.management import call_command

    from tests.newsletter.sending.killing import environment
    from tests.newsletter.sending.readers import many, subscribe

    call_command("load_demo", verbosity=0)
    (DATA / "demo.loaded").touch()
    with _mail_server() as server:
        subprocess.run(["renice", "-n", "15", str(server.process.pid)], capture_output=True)
        site = [sys.executable, "-m", "config.serve"]
        with running(site, **environment(server, PORT=str(port), ELUCID_DEMO="1")):
            until_it_answers(f"http://127.0.0.1:{port}/")
            _ask(port, 3)
            before = [_ask(port, SECONDS) for _ in range(RUNS)]
            subscribe(*many(many_letters))
            campaign = _begun()
            time.sleep(3)
            during = [_ask(port, SECONDS) for _ in range(RUNS)]
            through = campaign.deliveries.filter(state="sent").count()
            campaign.refresh_from_db()
            held = campaign.state == "sending"
            campaign.deliveries.filter(state="waiting").update(state="cancelled")
    lines = [
        Line("5. letters sent meanwhile", through, "> 0", through > 0),
        Line("5. still being sent at the end", held, "1", held),
    ]
    for number, name in enumerate(["kept", "printed anew"]):
        was, now = (
            statistics.median(run[number] for run in runs) * 1000 for runs in [before, during]
        )
        lines += [
            Line(f"5. a page, {name}, before, ms", was, "", True),
            Line(f"5. a page, {name}, while letters go out, ms", now, "", True),
            at_most(f"5. a page, {name}, the one of the other", now / was, 1.2),
        ]
    return lines


def _ask(port: int, seconds: int) -> tuple[float, float]:
    """Medians, in seconds, of pages out of the store and of such as are printed anew."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    took: tuple[list[float], list[float]] = ([], [])
    began = time.monotonic()
    for number in range(RATE * seconds):
        time.sleep(max(0.0, began + number / RATE - time.monotonic()))
        # A search for what nobody asked before is in no store.
        anew = number % 4 == 0
        path = f"/search/?q=word{number}x{int(began)}" if anew else "/"
        asked = time.perf_counter()
        client.request("GET", path)
        answer = client.getresponse()
        answer.read()
        took[anew].append(time.perf_counter() - asked)
        sure(answer.status == 200)
    client.close()
    return statistics.median(took[0]), statistics.median(took[1])


if __name__ == "__main__":
    sys.exit(main())
