"""Starts the magazine on one machine: site, background worker and sender of letters, stopped
together.

    python -m config.serve

Prepares `var/`, migrates, builds static files if their sources changed, loads the demo magazine on
the demo's first start, then runs granian, the task worker, the sender of letters and, where letters
come back to a mailbox, its reader: until SIGINT, SIGTERM or a closed terminal, or until one of
them ends by itself (exit code 1).
"""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import traceback
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

STOP_SECONDS = 20  # what a request or task in hand gets to finish
READY_SECONDS = 60


def say(sentence: str) -> None:
    with suppress(OSError):  # whoever listened has gone, a closed terminal for one: go on
        print(sentence, flush=True)


def prepare() -> None:
    """Everything that must stand before the first request. Raises `ImproperlyConfigured` if a
    server must not be started on this data."""
    import django

    django.setup()
    from django.core.management import call_command

    from config.checks import refuse_unsafe_start
    from config.tables import analyze
    from press.rack import Rack
    from press.shelf import Shelf

    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    _build_static()
    Rack(Shelf(settings.VAR / "press", settings.PRESS_DISK)).clear()
    loaded = settings.VAR / "demo.loaded"
    if settings.DEMO and not loaded.exists():
        say("First start: drawing and loading the demo magazine, a minute or so …")
        call_command("load_demo")
        loaded.touch()
    analyze()
    refuse_unsafe_start()


def _build_static() -> None:
    """Collect static files unless they are those of the last time."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = os.stat(storage.path(name))
            digest.update(f"{storage.path(name)} {found.st_size} {found.st_mtime_ns}\n".encode())
    stamp = Path(settings.VAR / "static.built")
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest())


def _address() -> tuple[str, int]:
    host = "127.0.0.1" if settings.DEMO else os.environ.get("HOST", "127.0.0.1")
    return host, int(settings.PORT)


def _require_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(
                f"{host}:{port} cannot be used ({error.strerror}). "
                f"Choose another port: make run PORT={port + 1}"
            )


def commands(host: str, port: int) -> dict[str, list[str]]:
    """The processes, by what they are called in messages."""
    site = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", os.environ.get("WORKERS", "1"),
        # Few threads and a bound on what is in hand: more of either only makes readers wait
        # on each other (docs/performance.md). One alone would let a large upload stop everybody.
        "--blocking-threads", "2", "--backpressure", "32",
        "--workers-kill-timeout", str(STOP_SECONDS), "--no-ws", "--log-level", "warning",
        "config.wsgi:application",
    ]  # fmt: skip
    worker = [sys.executable, "manage.py", "db_worker", "--no-reload", "--no-startup-delay"]
    # Readers of the site do not wait, readers of letters may.
    sender = [sys.executable, "manage.py", "send_campaigns", "--quiet", "--nice", "5"]
    processes = {"site": site, "worker": worker, "sender": sender}
    if settings.BOUNCES_URL:
        # On its own: a mailbox that answers slowly keeps no letter waiting.
        processes["bounces"] = [sys.executable, "manage.py", "read_bounces"]
    return processes


def _prepared() -> int:
    """`prepare()`, with its exit code."""
    try:
        prepare()
    except ImproperlyConfigured as error:
        sys.exit(f"Elucid does not start: {error}")
    except KeyboardInterrupt:
        say("\nStopped before the start; the next start goes on from here.")
        return 130
    return 0


def _in_a_child(work: Callable[[], int]) -> int:
    """What `work` answers, done in a process of its own. It loads all of Django; that goes with it,
    and this process, which has nothing to do from then on but wait, stays small."""
    child = os.fork()
    if child == 0:
        code: object = 1
        try:
            code = work()
        except SystemExit as leaving:
            code = leaving.code
        except BaseException:
            traceback.print_exc()
        if isinstance(code, str):
            print(code, file=sys.stderr)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)
    # Ctrl-C reaches the child as well; it says what there is to say.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: os.kill(child, signal.SIGINT))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.signal(signal.SIGINT, before)
    return code if code >= 0 else 128 - code


class Supervisor:
    """Runs processes side by side and ends them together."""

    def __init__(self, wanted: dict[str, list[str]]) -> None:
        self.stopping = False
        signal.signal(signal.SIGINT, self._stop)
        signal.signal(signal.SIGTERM, self._stop)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup's way to go on
            signal.signal(signal.SIGHUP, self._stop)  # the terminal was closed
        # glibc keeps a heap for every thread that ever decoded a picture; two are enough.
        environment = {"MALLOC_ARENA_MAX": "2", **os.environ}
        # A session of its own each: Ctrl-C reaches us alone, and we pass it on once.
        self.running = {
            name: subprocess.Popen(  # noqa: S603
                command, cwd=settings.BASE_DIR, start_new_session=True, env=environment
            )
            for name, command in wanted.items()
        }

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def ended(self) -> list[str]:
        return [name for name, process in self.running.items() if process.poll() is not None]

    def wait(self) -> int:
        """Until told to stop or one of them ended; the exit code to leave with."""
        while not self.stopping and not self.ended():
            time.sleep(0.2)
        if gone := [] if self.stopping else self.ended():
            say(f"{', '.join(gone)} ended unexpectedly; stopping the rest.")
        else:
            say("\nStopping …")
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if not gone:
            say("Stopped.")
        return 1 if gone else 0


def _wait_until_ready(supervisor: Supervisor, host: str, port: int) -> bool:
    name = f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104
    request = urllib.request.Request(
        f"http://{name}:{port}/robots.txt", headers={"Host": settings.ALLOWED_HOSTS[0]}
    )
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and not supervisor.stopping and not supervisor.ended():
        try:
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310
                return True
        except urllib.error.HTTPError:
            return True  # it answers; what it says is not ours to judge
        except OSError:
            time.sleep(0.1)
    return False


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        host, port = _address()
    except ImproperlyConfigured as error:
        sys.exit(f"Elucid does not start: {error}")
    _require_free_port(host, port)
    if code := _in_a_child(_prepared):
        return code
    from config.checks import DEMO_PASSWORD, DEMO_USERNAME

    supervisor = Supervisor(commands(host, port))
    if _wait_until_ready(supervisor, host, port):
        site = f"http://{host}:{port}" if settings.DEMO else settings.SITE_URL
        say(f"\n  The magazine   {site}/\n  The newsroom   {site}/admin/")
        if settings.DEMO:
            say(f"  Sign in as     {DEMO_USERNAME}, password {DEMO_PASSWORD}")
        if settings.MAILERS["default"]["BACKEND"].endswith("FileAndPrintBackend"):
            say(f"  Letters go to  {settings.MAILERS['default']['OPTIONS']['file_path']}/")
        say("  Ctrl-C stops.\n")
    return supervisor.wait()


if __name__ == "__main__":
    sys.exit(main())
