from typing import Any

import pytest

from tests.press.reading import Reader


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
