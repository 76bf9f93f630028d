"""Copies as files, shared by the processes of one machine and kept over a restart.

    copies/a/ab12….head           what is known of a page's copy: a line with a seal and JSON
    copies/a/ab12….DIGEST.html    its bytes, and .html.br, .html.gz: those that somebody asked for
    locks/ab                      who prints
    pages/…, leases/…, last/…     for nginx: see press.rack

A file appears whole, by renaming, and the head names its bytes by their digest: a reader sees the
old copy or the new one. A head that is there is written over in place, by whoever holds the page's
lock: on ext4 to rename over a file takes ten times as long. What a crash left half written does not
match its digest or its seal and counts as missing. If the folder cannot be written (full,
read-only), everything goes on without it.

Pages share folders, 16 of them: to make a folder takes longer than to write a page into a file.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import logging
import os
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

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
            head = _head_of(place)
            if head.get("gone") or tuple(head["key"]) != tuple(key):
                return None
            headers = [(name, value) for name, value in head["headers"]]
            if known is not None and known.digest == head["digest"]:
                bodies, as_files = dict(known.bodies), known.as_files
            else:
                bodies, as_files = _any_body(f"{place}.{head['digest']}")
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
                as_files=as_files,
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

    def save(self, copy: Copy, before: Copy | None = None) -> None:
        """Put a copy in the place of the one before, which is thrown out."""
        place = self.place(copy.key)
        try:
            for encoding in list(copy.as_files):
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
            _put_head(place, head)
            if before is not None and before.digest != copy.digest:
                self._throw_out(before)
        except OSError as error:
            self._complain(error)

    def save_body(self, copy: Copy, encoding: str) -> None:
        """Add an encoding to a copy that is there."""
        try:
            self._save_body(copy, encoding)
        except OSError as error:
            self._complain(error)

    def forget(self, copy: Copy) -> None:
        """Throw out a copy and remember of its page that it is not to be shown any more, whatever
        other processes still have of it."""
        place = self.place(copy.key)
        try:
            if os.path.exists(f"{place}.head"):
                _put_head(place, {"key": copy.key, "gone": True})
                self._throw_out(copy)
        except OSError as error:
            self._complain(error)

    def is_forgotten(self, key: Key) -> bool:
        try:
            return bool(_head_of(self.place(key)).get("gone"))
        except (OSError, ValueError):
            return False

    def _throw_out(self, copy: Copy) -> None:
        """The bytes of a copy. Those of one that nobody remembered go when `tidy` finds them."""
        for encoding in ENDINGS:
            with suppress(FileNotFoundError):
                os.unlink(self.body_file(copy, encoding))

    # Texts, not `Path`s: putting those together takes longer than what is done with them.

    def place(self, key: Key) -> str:
        """What the names of a page's files begin with."""
        name = _name_of(key)
        return f"{self.folder}/copies/{name[0]}/{name}"

    def body_file(self, copy: Copy, encoding: str) -> str:
        return f"{self.place(copy.key)}.{copy.digest}{ENDINGS[encoding]}"

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
        gone = 0
        pages: list[_Page] = []
        for folder in self.folder.glob("copies/*"):
            if len(folder.name) > 1:  # an earlier release's
                shutil.rmtree(folder, ignore_errors=True)
                continue
            for page in _pages_in(folder):
                pages.append(page)
                gone += page.throw_out_leftovers()
        too_much = sum(page.size for page in pages) - self.most
        if too_much > 0:
            too_much += self.most // 10  # not again at once
        for page in sorted(pages, key=lambda page: page.date):
            if too_much <= 0:
                break
            too_much -= page.size
            page.throw_out(page.files)
            gone += 1
        return gone

    def _complain(self, error: OSError) -> None:
        if not self._complained:
            logger.warning("The press goes on without its files in %s: %s", self.folder, error)
        self._complained = True


def _name_of(key: Key) -> str:
    return hashlib.blake2b("\n".join(key).encode(), digest_size=16).hexdigest()


# By the system's own calls: `open` makes twice as many for each file, and at each of them Python
# lets another thread go first.
_AT_ONCE = 1 << 16  # bytes


def _read(file: str) -> bytes:
    opened = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        parts = [os.read(opened, _AT_ONCE)]
        while len(parts[-1]) == _AT_ONCE:
            parts.append(os.read(opened, _AT_ONCE))
        return b"".join(parts)
    finally:
        os.close(opened)


def _head_of(stem: str) -> dict[str, Any]:
    """Raises OSError if there is none, ValueError if it is damaged."""
    line = _read(f"{stem}.head").partition(b"\n")[0]
    seal, _, said = line.partition(b" ")
    if seal != _seal(said):
        raise ValueError(f"A damaged head: {stem}")
    head: dict[str, Any] = json.loads(said)
    return head


def _put_head(stem: str, head: dict[str, Any]) -> None:
    said = json.dumps(head).encode()
    content = b"%s %s\n" % (_seal(said), said)  # what an older, longer one leaves is behind it
    try:
        opened = os.open(f"{stem}.head", os.O_WRONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        _write(f"{stem}.head", content)
        return
    try:
        _write_all(opened, content, stem)
    finally:
        os.close(opened)


def _seal(said: bytes) -> bytes:
    return hashlib.blake2b(said, digest_size=8).hexdigest().encode()


def _any_body(stem: str) -> tuple[dict[str, bytes], set[str]]:
    """The bytes of a copy, plain and in an encoding that is there; and which that is. Raises
    OSError if there is none."""
    for encoding in (BROTLI, GZIP, PLAIN):
        with suppress(FileNotFoundError):
            body = _read(f"{stem}{ENDINGS[encoding]}")
            plain = unpacked(body, encoding)
            if plain is not None:
                return {PLAIN: plain, encoding: body}, {encoding}
    raise FileNotFoundError(stem)


def _write(file: str, content: bytes, *, date: int | None = None) -> None:
    folder, _, name = file.rpartition("/")
    new = f"{folder}/.{os.getpid()}-{threading.get_ident()}-{name}"
    try:
        opened = _opened(new)
        try:
            _write_all(opened, content, new)
            if date is not None:
                os.utime(opened, (date, date))
        finally:
            os.close(opened)
        os.replace(new, file)
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(new)
        raise


def _write_all(opened: int, content: bytes, name: str) -> None:
    if os.write(opened, content) != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)


def _opened(new: str) -> int:
    how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
    try:
        return os.open(new, how, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(new), exist_ok=True)
        return os.open(new, how, 0o666)


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


class _Page:
    """The files of one page, as `tidy` finds them."""

    def __init__(self, stem: str) -> None:
        self.stem = stem  # of their names, with the folder; "" for what was never finished
        self.files: dict[str, os.stat_result] = {}

    @property
    def date(self) -> float:
        """When it was printed."""
        head = self.files.get(f"{self.stem}.head")
        return head.st_mtime if head else 0.0

    @property
    def size(self) -> int:
        return sum(max(found.st_size, found.st_blocks * 512) for found in self.files.values())

    def throw_out(self, files: Iterable[str]) -> None:
        for file in list(files):
            with suppress(OSError):
                os.unlink(file)
            del self.files[file]

    def throw_out_leftovers(self) -> int:
        """What a crash left: files that belong to no head, unless they are being made just now.
        How many they were."""
        old = [name for name, found in self.files.items() if time.time() - found.st_ctime > 60]
        if self.date:
            bodies = {name.partition(".html")[0] for name in self.files if ".html" in name}
            if len(bodies) < 2:
                return 0
            try:
                digest = _head_of(self.stem).get("digest", "")
            except (OSError, ValueError):
                digest = ""
            keep = (f"{self.stem}.head", f"{self.stem}.{digest}.")
            old = [name for name in old if not name.startswith(keep)]
        self.throw_out(old)
        return len(old)


def _pages_in(folder: Path) -> Iterable[_Page]:
    pages: dict[str, _Page] = {}
    with suppress(OSError), os.scandir(folder) as files:
        for file in files:
            name = file.name.partition(".")[0]
            page = pages.setdefault(name, _Page(f"{folder}/{name}" if name else ""))
            with suppress(OSError):
                page.files[file.path] = file.stat()
    return pages.values()
