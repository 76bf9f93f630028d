import datetime
from typing import Any

import pytest
from django.utils import timezone

from tests.press.reading import Reader


@pytest.fixture
def on_a_slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked up is believed for a minute, so that a pause between two lines of a test
    does not make the press look again."""
    monkeypatch.setattr("press.watching.SURE_FOR", 60.0)


@pytest.fixture
def reader(transactional_db: None, tmp_path: Any) -> Reader:
    """A press over a folder of its own that has looked once."""
    reader = Reader(tmp_path / "press")
    reader.look()
    return reader


@pytest.fixture
def another(reader: Reader) -> Reader:
    """Another process of the same machine."""
    other = Reader(reader.press.shelf.folder)
    other.look()
    return other


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of day, as Django and the press know it."""

    class Clock:
        now = datetime.datetime(2031, 5, 5, 15, tzinfo=datetime.UTC)  # far from any midnight

        def __call__(self):
            return self.now

        def goes(self, **by):
            self.now += datetime.timedelta(**by)

    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock
