"""The copies that one process has at hand, bounded in bytes."""

from __future__ import annotations

import threading

from press.copies import Copy


class Memory:
    """Keeps copies up to `most` bytes; what was used least goes first.

    Reading takes no lock and moves nothing: it marks the copy. When room is needed, the oldest is
    looked at first; one that was used since the last look goes to the end of the queue once more
    (the second-chance algorithm, close to least recently used)."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self.copies: dict[tuple[str, str, str], Copy] = {}
        self._changing = threading.Lock()

    def get(self, key: tuple[str, str, str]) -> Copy | None:
        copy = self.copies.get(key)
        if copy is not None:
            copy.used = True
        return copy

    def put(self, copy: Copy) -> None:
        with self._changing:
            self._drop(copy.key)
            if copy.size > self.most // 4:
                return
            self.copies[copy.key] = copy
            copy.counted = copy.size
            self.size += copy.counted
            self._make_room()

    def grown(self, copy: Copy) -> None:
        """Another encoding was made of `copy`."""
        with self._changing:
            if self.copies.get(copy.key) is copy:
                self.size += copy.size - copy.counted
                copy.counted = copy.size
                self._make_room()

    def forget(self, key: tuple[str, str, str]) -> None:
        with self._changing:
            self._drop(key)

    def _drop(self, key: tuple[str, str, str]) -> None:
        old = self.copies.pop(key, None)
        if old is not None:
            self.size -= old.counted

    def _make_room(self) -> None:
        while self.size > self.most and len(self.copies) > 1:
            key = next(iter(self.copies))
            copy = self.copies.pop(key)
            if copy.used:
                copy.used = False
                self.copies[key] = copy
            else:
                self.size -= copy.counted
