"""Many ask at once: one prints."""

import multiprocessing
import os
import signal
import threading
import time

import pytest
from django.db import connection, connections

from press.site import Site
from tests import factories
from tests.press.reading import Reader

pytestmark = pytest.mark.usefixtures("on_a_slow_machine")

OLD = 'elucid; hit; ttl=-1; detail="being printed anew"'


class Slow:
    """Django, taking a while; counts how many are in it."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.inner = Site()
        self.begun = threading.Event()

    def __call__(self, environ, start_response):
        self.begun.set()
        time.sleep(self.seconds)
        return self.inner(environ, start_response)


def at_once(count, call):
    answers, start = [], threading.Barrier(count)

    def one():
        start.wait()
        try:
            answers.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_hundred_at_once_are_one_print(tmp_path, transactional_db):
    reader = Reader(tmp_path / "press", site=Slow(0.3))
    reader.look()
    answers = at_once(100, lambda: reader.get("/"))
    assert {(answer.status, answer.text) for answer in answers} == {(200, answers[0].text)}
    assert len(answers) == 100
    assert reader.entered == ["/"]


def test_two_processes_at_once_are_one_print(tmp_path, transactional_db):
    """Two presses over one folder share nothing but its files, as two processes do."""
    readers = [Reader(tmp_path / "press", site=Slow(0.3)) for _ in range(2)]
    for reader in readers:
        reader.look()
    both = iter(readers * 10)
    answers = at_once(20, lambda: next(both).get("/"))
    assert {answer.status for answer in answers} == {200}
    assert sorted(reader.entered for reader in readers) == [[], ["/"]]


def test_while_one_prints_the_others_get_the_old_copy_that_says_so(tmp_path, transactional_db):
    slow = Slow(0)
    reader = Reader(tmp_path / "press", site=slow)
    reader.look()
    old = reader.get("/")
    factories.live_article("Brand new")
    reader.look()
    slow.seconds = 0.5
    slow.begun.clear()
    answers = []

    def prints():
        answers.append(reader.get("/"))
        connection.close()

    first = threading.Thread(target=prints)
    reader.press.watch.past._until[-1] = time.monotonic() + 60
    first.start()
    assert slow.begun.wait(5)
    meanwhile = reader.get("/")
    first.join()
    assert (meanwhile["Cache-Status"], meanwhile.text) == (OLD, old.text)
    assert meanwhile["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Brand new" in answers[0].text
    assert reader.get("/")["Cache-Status"] == "elucid; hit"


def test_once_the_change_is_a_second_old_everybody_waits_for_the_new_page(
    tmp_path, transactional_db
):
    slow = Slow(0)
    reader = Reader(tmp_path / "press", site=slow)
    reader.look()
    reader.get("/")
    factories.live_article("Brand new")
    reader.look()
    reader.press.watch.past._until[-1] = time.monotonic()
    slow.seconds = 0.3
    answers = at_once(10, lambda: reader.get("/"))
    assert ["Brand new" in answer.text for answer in answers] == [True] * 10
    assert reader.entered == ["/", "/"]


def test_what_is_not_kept_makes_nobody_wait_for_it_twice(tmp_path, transactional_db):
    reader = Reader(tmp_path / "press", site=Slow(0.1))
    reader.look()
    answers = at_once(10, lambda: reader.get("/stories/nothing/"))
    assert [answer.status for answer in answers] == [404] * 10
    assert len(reader.entered) == 10


def _hold(folder, key, held):
    from press.shelf import Shelf

    with Shelf(folder, 10**9).printing(key, 1):
        held.set()
        time.sleep(60)


def test_a_process_that_is_killed_while_it_prints_holds_nobody_up(reader):
    key = ("testserver", "/", "")
    for alias in connections:
        connections[alias].close()
    context = multiprocessing.get_context("fork")
    held = context.Event()
    other = context.Process(target=_hold, args=(reader.press.shelf.folder, key, held))
    other.start()
    assert held.wait(20)
    with reader.press.shelf.printing(key, 0) as mine:
        assert mine is False
    threading.Timer(0.3, os.kill, [other.pid, signal.SIGKILL]).start()
    assert reader.get("/").status == 200
    assert reader.entered == ["/"]
    other.join()


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_an_encoding_is_made_once(tmp_path, transactional_db, monkeypatch, encoding):
    from press import copies

    made, really = [], copies.compressed

    def counting(plain, encoding):
        made.append(encoding)
        time.sleep(0.1)
        return really(plain, encoding)

    monkeypatch.setattr(copies, "compressed", counting)
    readers = [Reader(tmp_path / "press") for _ in range(2)]
    for reader in readers:
        reader.look()
    readers[0].get("/", accept_encoding=encoding)
    at_once(10, lambda: readers[0].get("/", accept_encoding=encoding))
    readers[1].get("/", accept_encoding=encoding)
    assert made == [encoding]
