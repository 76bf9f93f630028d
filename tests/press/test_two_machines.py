"""Two machines' worth: two sites with folders of their own, one PostgreSQL, one Redis, and nginx
with deploy/nginx.conf before them. While readers read and an editor publishes, each of them is
killed or restarted. Nobody gets an error or a page that is older than a second, but for old copies
that say so while the database is away."""

import http.client
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings as django_settings

from benchmarks.machine import free_port, until_it_answers, which

ROOT = django_settings.BASE_DIR
STORIES = 6
READERS = 4
PAUSE = 0.03  # seconds between two requests of a reader
PUBLISH_EVERY = 0.7
STALE_AFTER = 1.0  # seconds after a change was committed
TITLE = re.compile(rb"<h1[^>]*>Number ([0-9]+)</h1>")

# Reads "story number" from its input, publishes, and says when that was committed.
EDITOR = """
import sys, time
from django.contrib.auth import get_user_model
from django.db import close_old_connections, connection
from magazine import publishing, working_copy
from magazine.models import Article
editor = get_user_model().objects.get(username="editor")
for line in sys.stdin:
    pk, number = line.split()
    try:
        story = Article.objects.get(pk=pk)
        content = working_copy.taken(story)
        content["fields"]["title"] = f"Number {number}"
        publishing.update(story, content, by=editor)
        print("done", flush=True)
    except Exception as error:
        connection.close()
        print("failed", type(error).__name__, flush=True)
"""
FILL = f"""
from tests import factories
from django.contrib.auth import get_user_model
get_user_model().objects.create_user("editor")
sections = [factories.section(name) for name in ["Film", "Music"]]
for n in range({STORIES}):
    story = factories.live_article("Number 0", section=sections[n % 2])
    print(story.pk, story.get_absolute_url())
"""


class Seen(NamedTuple):
    asked_at: float
    path: str
    status: int
    number: int
    said: str  # Cache-Status


def found(name: str) -> str:
    """Where a program is; skips the test where it is not."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    place = which(name) or (str(places[-1]) if places else None)
    if place is None:
        pytest.skip(f"{name} is not installed")
    return place


class Postgres:
    """A cluster of its own. PostgreSQL does not run as root: then it is given to `postgres`."""

    def __init__(self) -> None:
        self.ctl, initdb = found("pg_ctl"), found("initdb")
        self.folder = tempfile.mkdtemp(prefix="elucid-pg-")
        self.port = free_port()
        self.user = None
        if os.geteuid() == 0:
            self.user = "postgres"
            os.chown(self.folder, pwd.getpwnam(self.user).pw_uid, -1)
        self._run(initdb, "-D", f"{self.folder}/data", "-U", "root", "--auth=trust", "-N")
        self._ctl("start")
        self.url = f"postgresql://root@127.0.0.1:{self.port}/postgres"

    def _run(self, *command: str) -> None:
        subprocess.run(
            command, check=True, user=self.user, cwd=self.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _ctl(self, verb: str, *more: str) -> None:
        said = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run(self.ctl, "-D", f"{self.folder}/data", "-w", "-o", said, *more, verb)

    def restart(self) -> None:
        self._ctl("stop", "-m", "immediate")
        time.sleep(1.5)
        self._ctl("start")

    def end(self) -> None:
        self._ctl("stop", "-m", "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


class Program:
    """A process that can be killed and started again."""

    def __init__(self, command: list[str], answers: str, **how: Any) -> None:
        self.command, self.answers, self.how = command, answers, how
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command, start_new_session=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, **self.how,
        )  # fmt: skip
        if self.answers:
            until_it_answers(self.answers, host="magazine.test")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def ended(program: Program):
    try:
        yield program
    finally:
        program.kill()


def nginx_conf(folder: Path, front: int, sites: list[int]) -> str:
    conf = (ROOT / "deploy" / "nginx.conf").read_text()
    servers = "".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;" for port in sites)
    for said, meant in {
        "server 127.0.0.1:8000;": servers,
        "127.0.0.1:8080": f"127.0.0.1:{front}",
        "magazine.example": "magazine.test",
        "/srv/elucid/var": str(folder),
    }.items():
        assert said in conf
        conf = conf.replace(said, meant)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    )
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;"
        f"events {{}} http {{ access_log off; {temporary} {conf} }}"
    )


class Magazine:
    """All of it, while the block runs."""

    def __init__(self, tmp: Path, stack: ExitStack) -> None:
        nginx, redis = found("nginx"), found("redis-server")
        self.postgres = Postgres()
        stack.callback(self.postgres.end)
        redis_port, self.front = free_port(), free_port()
        self.redis = stack.enter_context(
            ended(Program([redis, "--port", str(redis_port), "--save", "", "--bind", "127.0.0.1"],
                          "", cwd=tmp))
        )  # fmt: skip
        self.environment = {
            **{key: os.environ[key] for key in ["PATH", "HOME", "LANG"] if key in os.environ},
            "SECRET_KEY": "two machines know the same key, " * 2,
            "SITE_URL": "http://magazine.test",
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
            "PROXIES": "1",
        }
        self._manage(tmp / "a", "migrate", "-v0")
        self._manage(tmp / "a", "collectstatic", "-v0", "--no-input")
        shutil.copytree(tmp / "a", tmp / "b")
        lines = self._manage(tmp / "a", "shell", "-v0", "-c", FILL).splitlines()
        self.stories: dict[str, str] = {path: pk for pk, path in (line.split() for line in lines)}
        self.sites = []
        ports = [free_port(), free_port()]
        for name, port in zip("ab", ports, strict=True):
            command = [
                sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
                "--port", str(port), "--workers", "1", "--blocking-threads", "2",
                "--backpressure", "32", "--no-ws", "--log-level", "error",
                "config.wsgi:application",
            ]  # fmt: skip
            env = self.environment | {"ELUCID_VAR": str(tmp / name)}
            answers = f"http://127.0.0.1:{port}/robots.txt"
            self.sites.append(
                stack.enter_context(ended(Program(command, answers, cwd=ROOT, env=env)))
            )
        folder = tmp / "nginx"
        folder.mkdir()
        (folder / "nginx.conf").write_text(nginx_conf(folder, self.front, ports))
        command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]
        stack.enter_context(
            ended(Program(command, f"http://127.0.0.1:{self.front}/robots.txt", cwd=folder))
        )
        self.editor = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "-c", EDITOR],
            cwd=ROOT, env=self.environment | {"ELUCID_VAR": str(tmp / "a")}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        stack.callback(self.editor.kill)

    def _manage(self, folder: Path, *command: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, check=True, text=True,
            stdout=subprocess.PIPE, env=self.environment | {"ELUCID_VAR": str(folder)},
        ).stdout  # fmt: skip

    def publish(self, path: str, number: int) -> bool:
        self.editor.stdin.write(f"{self.stories[path]} {number}\n")
        self.editor.stdin.flush()
        return self.editor.stdout.readline().strip() == "done"


class Watching:
    """Readers and an editor at work; what they saw and did."""

    def __init__(self, magazine: Magazine) -> None:
        self.magazine = magazine
        self.paths = list(magazine.stories)
        self.seen: list[Seen] = []
        self.published: list[tuple[float, str, int]] = []
        self.stop = threading.Event()
        self.quiet = threading.Event()  # while set, the editor rests
        self.threads = [
            *(threading.Thread(target=self._read, args=(n,)) for n in range(READERS)),
            threading.Thread(target=self._edit),
        ]

    def __enter__(self):
        for path in self.paths:  # both machines have every page
            for _ in range(4):
                self._ask(path)
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def _ask(self, path: str) -> Seen:
        asked_at = time.monotonic()
        try:
            client = http.client.HTTPConnection("127.0.0.1", self.magazine.front, timeout=20)
            client.request("GET", path, headers={"Host": "magazine.test"})
            answer = client.getresponse()
            body, status = answer.read(), answer.status
            said = answer.headers["Cache-Status"] or ""
            client.close()
        except (OSError, http.client.HTTPException) as error:
            body, status, said = b"", 0, repr(error)
        title = TITLE.search(body)
        return Seen(asked_at, path, status, int(title[1]) if title else -1, said)

    def _read(self, turn: int) -> None:
        while not self.stop.wait(PAUSE):
            turn += 1
            self.seen.append(self._ask(self.paths[turn % len(self.paths)]))

    def _edit(self) -> None:
        number = 0
        while not self.stop.wait(PUBLISH_EVERY):
            if self.quiet.is_set():
                continue
            number += 1
            path = self.paths[number % len(self.paths)]
            if self.magazine.publish(path, number):
                self.published.append((time.monotonic(), path, number))

    def wrong(self) -> list[tuple[Seen, int]]:
        """Answers that were errors, or older than a second without saying so."""
        found = []
        for each in self.seen:
            due = max(
                (number for at, path, number in self.published
                 if path == each.path and at + STALE_AFTER < each.asked_at),
                default=0,
            )  # fmt: skip
            if each.status != 200 or (each.number < due and "database away" not in each.said):
                found.append((each, due))
        return found


def test_whichever_of_them_is_killed_readers_notice_nothing(tmp_path):
    with ExitStack() as stack:
        magazine = Magazine(tmp_path, stack)
        with Watching(magazine) as watching:
            time.sleep(3)
            for site in magazine.sites:
                site.kill()
                time.sleep(1.5)
                site.start()
                # nginx counts in whole seconds, and asks again a second after it was refused last:
                # until then the other machine is the only one that it knows of.
                time.sleep(2.5)
            magazine.redis.kill()
            time.sleep(3)
            magazine.redis.start()
            time.sleep(1)
            before = len(watching.seen)
            watching.quiet.set()
            time.sleep(STALE_AFTER)
            magazine.postgres.restart()
            while_away = watching.seen[before:]
            watching.quiet.clear()
            time.sleep(3)
    assert watching.wrong() == []
    assert any("database away" in each.said for each in while_away)
    assert len(watching.published) > 12
    numbers = {each.number for each in watching.seen}
    assert len(numbers) > 12
    # After all of it the last words of every story are what is read.
    last = {path: number for _, path, number in watching.published}
    late = [each for each in watching.seen if each.asked_at > watching.published[-1][0] + 1.0]
    assert all(each.number == last.get(each.path, 0) for each in late)
