"""What is current, as one process knows it.

A thread looks at the database four times a second and whenever the bell rings. Requests read what
it found without asking anything. If it could not look lately, requests know that they know nothing.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from press import bell, generation, moments
from press.past import Past

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.25  # seconds
# What was looked up is believed for so long. With a page's own time this stays below a second.
SURE_FOR = 0.75
# While a page is printed anew its old copy may be shown, until the change is this old.
OLD_COPY_FOR = 0.8
# Moments are asked for again after so long, should somebody have written past the verbs.
_MOMENTS_FOR = 30.0

_NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)
_NO_MORE = datetime.datetime.max.replace(tzinfo=datetime.UTC)


class Edition:
    """The state of everything that readers see. `name` names it, the same in every process that
    runs the same code on the same database; two editions of one name are one object."""

    __slots__ = ("kept", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.kept: dict[Any, Any] = {}  # see `press.once`


class Watch:
    """Knows the current edition.

    `changed` is called, in whichever thread saw it, with the name of every new edition, and
    `looked` after every look that succeeded with the name of the current one.
    """

    def __init__(self) -> None:
        self.edition: Edition | None = None
        self.past = Past()
        self._counted = -1  # the number of the current edition
        self.looked_at = float("-inf")  # when the last look that succeeded began
        self.changed: list[Callable[[str], None]] = []
        self.looked: list[Callable[[str], None]] = []
        self._build = build(settings.BASE_DIR)
        self._number = -1
        self._last, self._next = _NEVER, _NEVER
        self._moments_at = float("-inf")
        self._tried_at = float("-inf")
        self._one_looks = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def is_sure(self) -> bool:
        """Whether `edition` was right within the last second. Looks if nobody has; never waits for
        somebody else who is looking."""
        now = time.monotonic()
        if now - self.looked_at < SURE_FOR:
            return True
        if now - self._tried_at < LOOK_EVERY or not self._one_looks.acquire(blocking=False):
            return False
        try:
            self._look()
        except (DatabaseError, InterfaceError):
            connection.close()
            return False
        finally:
            self._one_looks.release()
        return True

    def look(self) -> None:
        """Find out what is current. Raises what the database raises."""
        with self._one_looks:
            self._look()

    def start(self) -> None:
        """Look from now on, in a thread."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._go_on, name="press-watch", daemon=True)
            bell.listen(self._wake.set)
            self._thread.start()

    def stop(self) -> None:
        """End the thread, once it has looked."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._wake.set()
            thread.join()

    def _look(self) -> None:
        self._tried_at = began = time.monotonic()
        number = generation.counted()
        now, next_before = timezone.now(), self._next
        if (
            number != self._number
            or not self._last <= now < self._next
            or began - self._moments_at > _MOMENTS_FOR
        ):
            moments.settle(now)
            number = generation.counted()
            last, next_ = moments.around(now)
            self._last, self._next = last or _NEVER, next_ or _NO_MORE
            self._number, self._moments_at = number, began
        name = f"{number}-{_written(self._last)}-{self._build}"
        if self.edition is None or self.edition.name != name:
            # Without a moment that passed and was known, only turns have changed anything.
            narrow = self._counted not in {-1, self._number} and now < next_before
            topics = generation.touched(self._counted, self._number) if narrow else None
            # The change came after the look before this one began, or else that had seen it.
            self.past.goes_on(name, topics, self.looked_at + OLD_COPY_FOR)
            self.edition, self._counted = Edition(name), self._number
            for tell in self.changed:
                tell(name)
        self.looked_at = began
        for tell in self.looked:
            tell(name)

    def _go_on(self) -> None:
        troubled = False
        while self._thread is not None:
            self._wake.clear()
            try:
                self.look()
                troubled = False
            except Exception as error:
                if not troubled:
                    logger.warning("The press cannot see what is current: %s", error)
                troubled = True
                connection.close()
            self._wake.wait(self._until_next_look())
        connection.close()

    def _until_next_look(self) -> float:
        """Seconds; to the next moment and no longer, if that comes first."""
        ahead = (self._next - timezone.now()).total_seconds()
        return max(0.001, min(LOOK_EVERY, ahead))


def build(folder: Path) -> str:
    """A name for the code that prints: pages printed by other code or templates are old, too."""
    digest = hashlib.blake2b(digest_size=5)
    for file in _sources(folder):
        found = file.stat()
        # What is built may lie elsewhere (ELUCID_VAR).
        name = file.relative_to(folder) if file.is_relative_to(folder) else file.name
        digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    # The same code prints another page under another address, language or time zone.
    for setting in ("SITE_URL", "LANGUAGE_CODE", "TIME_ZONE", "SECRET_KEY", "SECURE_CSP"):
        digest.update(repr(getattr(settings, setting, None)).encode())
    return digest.hexdigest()


def _sources(folder: Path) -> Iterable[Path]:
    tops = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    for top in sorted(tops):
        if ((top / "__init__.py").exists() and top.name != "tests") or top.name == "templates":
            for ending in ("*.py", "*.html", "*.xml", "*.txt"):
                yield from sorted(top.rglob(ending))
    manifest = Path(settings.STATIC_ROOT or "") / "staticfiles.json"
    if manifest.is_file():  # pages name static files by their hashes
        yield manifest


def _written(moment: datetime.datetime) -> str:
    return "0" if moment == _NEVER else f"{moment.timestamp():.6f}".replace(".", "")
