"""Copies as files, shared by the processes of one machine and kept over a restart.

    copies/ab/ab12…/head          what is known of a copy, as JSON
    copies/ab/ab12…/DIGEST.html   its bytes; .html.br and .html.gz beside it once they were made
    locks/ab                      who prints
    pages/…, leases/…, last/…     for nginx: see press.rack

A file appears whole, by renaming, and the head names its bytes by their digest: a reader sees the
old copy or the new one. What a crash left half written does not match its digest and counts as
missing. If the folder cannot be written (full, read-only), everything goes on without it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from press.copies import BROTLI, GZIP, PLAIN, Copy, Key, content_digest, stamp, unpacked

logger = logging.getLogger(__name__)

ENDINGS = {PLAIN: ".html", GZIP: ".html.gz", BROTLI: ".html.br"}
_STRIPES = 256  # of locks; two pages rarely share one, and then only wait a little
_POLL = 0.003  # seconds between two tries for a lock


class Shelf:
    """`folder` holds at most about `most` bytes; what was printed longest ago goes first."""

    def __init__(self, folder: Path, most: int) -> None:
        self.folder = folder
        self.most = most
        self._complained = False

    # --- Reading and writing -------------------------------------------------------------

    def load(self, key: Key, known: Copy | None = None) -> Copy | None:
        """The last copy that any process printed of a page, of whatever edition. None if there is
        none, or if the page was not to be kept when it was last asked for. `known`: a copy of the
        page that is at hand; if it says the same, its bytes are not read again."""
        place = self.place(key)
        try:
            head = json.loads(_read(f"{place}/head"))
            if head.get("gone") or tuple(head["key"]) != tuple(key):
                return None
            headers = [(name, value) for name, value in head["headers"]]
            if known is not None and known.digest == head["digest"]:
                bodies = dict(known.bodies)
            else:
                bodies = {PLAIN: _read(f"{place}/{head['digest']}{ENDINGS[PLAIN]}")}
                if content_digest(headers, bodies[PLAIN]) != head["digest"]:
                    return None
            return Copy(
                key,
                edition=head["edition"],
                headers=headers,
                policy=[(name, value) for name, value in head["policy"]],
                modified=head["modified"],
                bodies=bodies,
                digest=head["digest"],
                topics=None if head["topics"] is None else frozenset(head["topics"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def load_body(self, copy: Copy, encoding: str) -> bytes | None:
        """The bytes of a copy in an encoding that somebody has made already."""
        try:
            body = _read(self.body_file(copy, encoding))
        except OSError:
            return None
        return body if unpacked(body, encoding) == copy.bodies[PLAIN] else None

    def save(self, copy: Copy) -> None:
        """Put a copy in the place of the one before."""
        place = self.place(copy.key)
        try:
            os.makedirs(place, exist_ok=True)
            for encoding in list(copy.bodies):
                self._save_body(copy, encoding)
            head = {
                "key": copy.key,
                "edition": copy.edition,
                "headers": copy.headers,
                "policy": copy.policy,
                "modified": copy.modified,
                "digest": copy.digest,
                "topics": None if copy.topics is None else sorted(copy.topics),
            }
            _write(f"{place}/head", json.dumps(head).encode())
            for name in os.listdir(place):
                if name != "head" and not name.startswith(copy.digest):
                    with suppress(FileNotFoundError):
                        os.unlink(f"{place}/{name}")
        except OSError as error:
            self._complain(error)

    def save_body(self, copy: Copy, encoding: str) -> None:
        """Add an encoding to a copy that is there."""
        try:
            self._save_body(copy, encoding)
        except OSError as error:
            self._complain(error)

    def forget(self, key: Key) -> None:
        """Remember of a page that was kept once that it is not to be shown any more, whatever
        other processes still have of it."""
        place = self.place(key)
        try:
            if os.path.exists(place):
                _write(f"{place}/head", json.dumps({"key": key, "gone": True}).encode())
        except OSError as error:
            self._complain(error)

    def is_forgotten(self, key: Key) -> bool:
        try:
            return bool(json.loads(_read(f"{self.place(key)}/head")).get("gone"))
        except (OSError, ValueError, AttributeError):
            return False

    # Texts, not `Path`s: putting those together takes longer than what is done with them.

    def place(self, key: Key) -> str:
        name = _name_of(key)
        return f"{self.folder}/copies/{name[:2]}/{name}"

    def body_file(self, copy: Copy, encoding: str) -> str:
        return f"{self.place(copy.key)}/{copy.digest}{ENDINGS[encoding]}"

    def _save_body(self, copy: Copy, encoding: str) -> None:
        file = self.body_file(copy, encoding)
        if not os.path.exists(file):
            _write(file, copy.bodies[encoding], date=stamp(copy.digest, encoding))

    # --- One at a time -------------------------------------------------------------------

    @contextmanager
    def printing(self, key: Key, patience: float) -> Iterator[bool]:
        """Hold the right to print a page, on this machine. Waits for it up to `patience` seconds;
        yields whether it is held. A process that is killed gives it back."""
        stripe = int(_name_of(key)[:2], 16) % _STRIPES
        try:
            lock = self._lock(f"{stripe:02x}")
        except OSError as error:
            self._complain(error)
            yield True  # nobody to agree with: better to print twice than not at all
            return
        try:
            yield _taken(lock, patience)
        finally:
            os.close(lock)

    def _lock(self, name: str) -> int:
        file = f"{self.folder}/locks/{name}"
        try:
            return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:
            os.makedirs(f"{self.folder}/locks", exist_ok=True)
            return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)

    # --- Bounds --------------------------------------------------------------------------

    def tidy(self) -> int:
        """Throw out what was printed longest ago until what is left fits. How many went. One
        process does it, the others have nothing to do meanwhile."""
        try:
            lock = self._lock("tidy")
        except OSError as error:
            self._complain(error)
            return 0
        try:
            return self._tidy() if _taken(lock, 0) else 0
        finally:
            os.close(lock)

    def _tidy(self) -> int:
        found = []
        for place in self.folder.glob("copies/??/*"):
            try:
                size = sum(_on_disk(file.stat()) for file in place.iterdir())
                found.append((place.joinpath("head").stat().st_mtime, size, place))
            except OSError:
                # Without a head it is being made just now, or it is what a crash left.
                if time.time() - _date_of(place) > 60:
                    found.append((0.0, 0, place))
        too_much = sum(size for _, size, _ in found) - self.most
        gone = 0
        if too_much > 0:
            too_much += self.most // 10  # not again at once
        for date, size, place in sorted(found):
            if date and too_much <= 0:
                break
            shutil.rmtree(place, ignore_errors=True)
            too_much -= size
            gone += 1
        return gone

    def _complain(self, error: OSError) -> None:
        if not self._complained:
            logger.warning("The press goes on without its files in %s: %s", self.folder, error)
        self._complained = True


def _name_of(key: Key) -> str:
    return hashlib.blake2b("\n".join(key).encode(), digest_size=16).hexdigest()


def _read(file: str) -> bytes:
    with open(file, "rb", buffering=0) as opened:
        return opened.read()


def _write(file: str, content: bytes, *, date: int | None = None) -> None:
    folder, _, name = file.rpartition("/")
    new = f"{folder}/.{os.getpid()}-{threading.get_ident()}-{name}"
    try:
        with open(new, "wb") as opened:
            opened.write(content)
        if date is not None:
            os.utime(new, (date, date))
        os.replace(new, file)
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(new)
        raise


def _taken(lock: int, patience: float) -> bool:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= until:
                return False
            time.sleep(_POLL)
        else:
            return True


def _on_disk(found: os.stat_result) -> int:
    return max(found.st_size, found.st_blocks * 512)


def _date_of(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except OSError:
        return time.time()
