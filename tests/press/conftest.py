from typing import Any

import pytest

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
