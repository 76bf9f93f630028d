"""Files are written behind the answers."""

import threading

import pytest

from press.clerk import MOST, Clerk
from press.shelf import Shelf
from tests.press.reading import Reader


def test_jobs_are_done_in_order_and_one_that_fails_stops_none(caplog):
    clerk, done = Clerk(), []

    def fails():
        raise OSError("the disk is gone")

    clerk.do(lambda: done.append(1))
    clerk.do(fails)
    clerk.do(lambda: done.append(2))
    clerk.settle()
    assert done == [1, 2]
    assert "A copy could not be filed." in caplog.text


def test_who_brings_more_than_the_clerk_can_do_waits():
    clerk, may_go, brought = Clerk(), threading.Event(), []

    def bring():
        for number in range(MOST + 2):
            clerk.do(may_go.wait)
            brought.append(number)

    bringing = threading.Thread(target=bring, daemon=True)
    bringing.start()
    bringing.join(0.3)
    assert len(brought) == MOST + 1  # one in hand, so many in line
    may_go.set()
    bringing.join(5)
    clerk.settle()
    assert len(brought) == MOST + 2


@pytest.mark.django_db(transaction=True)
def test_a_reader_does_not_wait_for_the_disk(tmp_path, monkeypatch):
    may_write, written = threading.Event(), threading.Event()
    save = Shelf.save

    def slowly(shelf, copy, before=None):
        may_write.wait(10)
        save(shelf, copy, before)
        written.set()

    reader = Reader(tmp_path / "press")
    reader.look()
    monkeypatch.setattr(Shelf, "save", slowly)
    monkeypatch.setattr(reader.press.printer.clerk, "settle", lambda: None)
    assert reader.get("/contributors/")["Cache-Status"] == "elucid; fwd=miss; stored"
    assert reader.get("/contributors/")["Cache-Status"] == "elucid; hit"
    assert not written.is_set()
    may_write.set()
    assert written.wait(10)


@pytest.mark.django_db(transaction=True)
def test_another_process_waits_for_the_files_and_prints_nothing(tmp_path, monkeypatch):
    may_write = threading.Event()
    save = Shelf.save

    def slowly(shelf, copy, before=None):
        may_write.wait(10)
        save(shelf, copy, before)

    one, other = Reader(tmp_path / "press"), Reader(tmp_path / "press")
    for reader in one, other:
        reader.look()
        monkeypatch.setattr(reader.press.printer.clerk, "settle", lambda: None)
    monkeypatch.setattr(Shelf, "save", slowly)
    one.get("/contributors/")
    threading.Timer(0.3, may_write.set).start()
    assert other.get("/contributors/")["Cache-Status"] == "elucid; hit"
    assert other.entered == []
