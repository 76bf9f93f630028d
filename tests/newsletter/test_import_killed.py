"""The import, killed for real: a process of its own, SIGKILL, and the same command once more."""

import datetime
import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from newsletter.models import Consent, MailingList, Subscriber, SubscriberImport, Subscription

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 12_000
KILLS = 3


def database_url():
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    place = f"{known['HOST'] or '127.0.0.1'}:{known['PORT'] or 5432}"
    secret = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    return f"postgresql://{known['USER']}{secret}@{place}/{known['NAME']}"


@pytest.fixture
def begin(tmp_path, weekly):
    """Start the command in a process of its own."""
    path = tmp_path / "readers.csv"
    lines = [f"reader{number}@readers.example" for number in range(ROWS)]
    lines[ROWS // 2] = "nonsense"
    path.write_text("email\n" + "\n".join(lines) + "\n", encoding="utf-8")
    started = []

    def begin():
        process = subprocess.Popen(
            [
                sys.executable,
                "manage.py",
                "import_subscribers",
                str(path),
                "--place",
                "The old site",
            ],
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "DATABASE_URL": database_url(),
                "SECRET_KEY": settings.SECRET_KEY,
                "SITE_URL": settings.SITE_URL,
                "ELUCID_VAR": str(tmp_path / "var"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def rows_done():
    return SubscriberImport.objects.values_list("rows_done", flat=True).first() or 0


def test_every_row_is_taken_in_once_however_often_it_is_killed(begin):
    kills = 0
    for _ in range(KILLS):
        before = rows_done()
        process = begin()
        deadline = time.monotonic() + 120
        while process.poll() is None and rows_done() < before + 1000:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        if process.poll() is not None:
            assert process.returncode == 0, process.stderr.read()
            break
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        kills += 1
        # Whatever is said to be done is done, and nothing else.
        done = rows_done()
        expected = max(0, done - 1) - (1 if done > ROWS // 2 + 1 else 0)
        assert Subscriber.objects.count() == expected
        # Its lease runs out.
        SubscriberImport.objects.filter(state="running").update(
            leased_until=timezone.now() - datetime.timedelta(seconds=1)
        )
    assert kills > 0
    process = begin()
    out, err = process.communicate(timeout=240)
    assert (process.returncode, err) == (0, "")
    assert out.endswith("1 refused.\n")
    row = SubscriberImport.objects.filter(added=ROWS - 1).get()
    assert (row.state, row.rejected, row.rows_done) == ("done", 1, ROWS + 1)
    assert Subscriber.objects.count() == ROWS - 1
    assert Subscription.objects.count() == Consent.objects.count() == ROWS - 1
    assert MailingList.objects.get().subscriptions.filter(left_at=None).count() == ROWS - 1
