"""`make run` as a person uses it: start, read, Ctrl-C, start again."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request

import pytest
from django.conf import settings


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """config.serve in a process of its own, in demo dress, over `folder`."""

    def __init__(self, folder, port):
        kept = {key: os.environ[key] for key in ["PATH", "HOME", "LANG"] if key in os.environ}
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.serve"],
            cwd=settings.BASE_DIR,
            env={**kept, "ELUCID_VAR": str(folder), "PORT": str(port), "ELUCID_DEMO": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def read_until(self, words):
        said = ""
        for line in self.process.stdout:
            said += line
            if words in line:
                return said
        raise AssertionError(f"ended without saying {words!r}: {said}")

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()

    def children(self):
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(pid) for pid in listed.stdout.split()]

    def stop(self, number=signal.SIGINT):
        self.process.send_signal(number)
        said = self.process.communicate(timeout=30)[0]
        return self.process.returncode, said


@pytest.fixture
def var(tmp_path):
    """As after a first start, but with an empty magazine: drawing the demo takes its time."""
    (tmp_path / "demo.loaded").touch()
    return tmp_path


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_starts_serves_and_stops_and_starts_again_with_the_same_data(var):
    port = free_port()
    site = Site(var, port)
    said = site.read_until("Ctrl-C stops")
    assert f"http://127.0.0.1:{port}/" in said
    assert "Sign in as     editor, password elucid-demo" in said
    assert site.get("/")[0] == 200
    style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', site.get("/")[1])
    assert style
    assert site.get(style[1])[0] == 200
    children = site.children()
    assert len(children) == 3
    code, said = site.stop()
    assert (code, "Stopped." in said) == (0, True)
    assert [pid for pid in children if alive(pid)] == []
    secret = (var / "secret_key").read_text()

    site = Site(var, port)
    site.read_until("Ctrl-C stops")
    assert (var / "secret_key").read_text() == secret
    assert site.stop(signal.SIGTERM)[0] == 0
    with sqlite3.connect(var / "elucid.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_when_its_terminal_is_closed_nothing_goes_on(var):
    site = Site(var, free_port())
    site.read_until("Ctrl-C stops")
    children = site.children()
    site.process.stdout.close()  # nobody listens any more
    site.process.send_signal(signal.SIGHUP)
    site.process.wait(timeout=30)
    assert [pid for pid in children if alive(pid)] == []


def test_when_the_worker_dies_the_site_stops_and_says_so(var):
    site = Site(var, free_port())
    site.read_until("Ctrl-C stops")
    worker = site.children()[1]
    os.kill(worker, signal.SIGKILL)
    said = site.process.communicate(timeout=30)[0]
    assert site.process.returncode == 1
    assert "worker ended unexpectedly" in said
    assert site.children() == []


def test_a_port_in_use_is_said_plainly(var):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        site = Site(var, port)
        said = site.process.communicate(timeout=30)[0]
    assert site.process.returncode == 1
    assert f"make run PORT={port + 1}" in said


def test_a_query_of_a_megabyte_is_refused_and_the_site_goes_on(var):
    site = Site(var, free_port())
    site.read_until("Ctrl-C stops")
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as line:
        line.sendall(b"GET /?q=" + b"x" * 1_000_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        answer = line.recv(200)
    assert re.match(rb"HTTP/1.1 (414|431|400) ", answer)
    time.sleep(0.1)
    assert site.get("/")[0] == 200
    assert site.stop()[0] == 0
