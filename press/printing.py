"""One print per page and edition, however many ask at once, in however many processes."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import ExitStack
from functools import partial
from typing import Any, NamedTuple

from press import policy
from press.asking import Asked, Environ, Reader
from press.clerk import Clerk
from press.copies import PLAIN, Copy, Key, content_digest, now_modified
from press.memory import Memory
from press.rack import Rack
from press.shelf import Shelf
from press.watching import Edition, Watch

logger = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds for somebody else's print; after that everybody is on their own
OLD_IN_TROUBLE = 24 * 3600  # seconds for which an old copy is better than an error

FRESH, PRINTED, WHILE_PRINTING, IN_TROUBLE = "hit", "printed", "printing", "trouble"


class Found(NamedTuple):
    """`copy`, with how it was come by; or `response` (Django's), which is not to be kept; or
    neither: the request goes straight through."""

    copy: Copy | None = None
    how: str = FRESH
    response: Any = None


STRAIGHT = Found()


class Printer:
    def __init__(
        self,
        site: Any,
        *,
        reader: Reader,
        watch: Watch,
        memory: Memory,
        shelf: Shelf,
        rack: Rack,
    ) -> None:
        """`site`: Django's WSGI application."""
        self.site = site
        self.reader = reader
        self.watch = watch
        self.memory = memory
        self.shelf = shelf
        self.rack = rack
        self.clerk = Clerk()
        self._printing: dict[Key, threading.Event] = {}
        self._changing = threading.Lock()

    def find(self, asked: Asked, environ: Environ) -> Found:
        """A copy of the current edition, printed if need be; an old one where that is allowed."""
        old = self.memory.get(asked.key)
        if not self.watch.is_sure():
            return self._in_trouble(asked.key, old)
        for _ in range(2):  # a second time if the edition turned while somebody printed
            edition = self.watch.edition
            if edition is None:
                return STRAIGHT
            if old is not None and self._holds(old):
                self._keep(old, edition)
                self.clerk.do(partial(self._show, old))
                return Found(old)
            with self._changing:
                printing = self._printing.get(asked.key)
                if printing is None:
                    mine = self._printing[asked.key] = threading.Event()
            if printing is None:
                try:
                    return self._alone(asked, environ, edition, old)
                finally:
                    with self._changing:
                        del self._printing[asked.key]
                    mine.set()
            if self._may_be_old(old):
                return Found(old, WHILE_PRINTING)
            printing.wait(PATIENCE)
            copy = self.memory.get(asked.key)
            if copy is not None and copy.edition == edition.name:
                return Found(copy)
            if self.watch.edition is edition:
                break  # it is not to be kept: everybody on their own
        return STRAIGHT

    def _alone(self, asked: Asked, environ: Environ, edition: Edition, old: Copy | None) -> Found:
        """Nobody else in this process prints the page; perhaps another process does."""
        patience = 0.0 if self._may_be_old(old) else PATIENCE
        with ExitStack() as right:
            held = right.enter_context(self.shelf.printing(asked.key, patience))
            if not held and self._may_be_old(old):
                return Found(old, WHILE_PRINTING)
            shared = self.shelf.load(asked.key, old)
            if shared is not None:
                old = shared
                if shared.edition == edition.name or self._holds(shared):
                    self._keep(shared, edition)
                    self.clerk.do(partial(self._file_bodies, shared))
                    return Found(shared)
            return self._print(asked, environ, edition, old, right)

    def _print(
        self, asked: Asked, environ: Environ, edition: Edition, old: Copy | None, right: ExitStack
    ) -> Found:
        """`right`: to print this page; whoever writes its files gives it back."""
        try:
            response = self.site(self.reader.for_everybody(environ, asked, edition), _ignore)
        except Exception:
            logger.exception("A page could not be printed: %s", asked.key.path)
            return self._in_trouble(asked.key, old)
        if response.status_code >= 500:
            found = self._in_trouble(asked.key, old)
            if found.copy is not None:
                response.close()
                return found
        elif policy.may_keep(response):
            copy = self._copy_of(response, asked, edition, old)
            response.close()
            copy.variant(self.reader.encoding(environ))  # so that its files are written in one go
            self._keep(copy, edition)
            self.clerk.do(partial(self._file, copy, old, right.pop_all()))
            return Found(copy, PRINTED)
        else:
            self.memory.forget(asked.key)
            if old is not None:
                self.clerk.do(partial(self._take_away, old, right.pop_all()))
        if asked.exact:
            return Found(response=response)
        # What was dropped from the query may matter to what is not a page: a redirect, say.
        response.close()
        return STRAIGHT

    def encode(self, copy: Copy, encoding: str) -> None:
        """Make an encoding of a copy, unless another process has, and show it to the others."""
        before = set(copy.as_files)
        if encoding not in copy.bodies and (made := self.shelf.load_body(copy, encoding)):
            copy.bodies[encoding] = made
        copy.variant(encoding)
        self.memory.grown(copy)
        if new := copy.as_files - before:
            self.clerk.do(partial(self._file_bodies, copy, *new))

    def _keep(self, copy: Copy, edition: Edition) -> None:
        copy.edition = edition.name  # the very string: requests compare it
        self.memory.put(copy)

    # --- Where other processes and nginx find it: by the clerk ----------------------------------

    def _file(self, copy: Copy, before: Copy | None, right: ExitStack) -> None:
        with right:
            self.shelf.save(copy, before)
        self._show(copy)

    def _file_bodies(self, copy: Copy, *encodings: str) -> None:
        """All that are asked for, or those named; what is there already stays."""
        for encoding in encodings or list(copy.as_files):
            self.shelf.save_body(copy, encoding)
        self._show(copy, *encodings)

    def _take_away(self, copy: Copy, right: ExitStack) -> None:
        with right:
            self.shelf.forget(copy)
            self.rack.take_away(copy)

    def _show(self, copy: Copy, *encodings: str) -> None:
        edition = self.watch.edition
        if edition is not None and edition.name == copy.edition:
            for encoding in encodings or list(copy.as_files):
                self.rack.lay_out(copy, encoding)

    # --- What may be shown ----------------------------------------------------------------------

    def _holds(self, copy: Copy) -> bool:
        """Whether nothing that a copy depends on has changed since it was printed. Ask after the
        edition was read: of a later one it holds all the more for the earlier."""
        return self.watch.past.holds(copy.edition, copy.topics)

    def _may_be_old(self, old: Copy | None) -> bool:
        """Whether an old copy may be shown while its page is printed anew."""
        return old is not None and self.watch.past.may_show(
            old.edition, old.topics, time.monotonic()
        )

    def _copy_of(self, response: Any, asked: Asked, edition: Edition, old: Copy | None) -> Copy:
        headers, body = policy.kept_headers(response), response.content
        about = policy.headers_of(asked.place)
        digest = content_digest(headers, body)
        topics = getattr(response, "press_topics", None)
        if old is not None and old.digest == digest:
            return old.reprinted(edition.name, about, topics)
        return Copy(
            asked.key,
            edition=edition.name,
            headers=headers,
            policy=about,
            modified=now_modified(old),
            bodies={PLAIN: body},
            digest=digest,
            topics=topics,
        )

    def _in_trouble(self, key: Key, old: Copy | None) -> Found:
        """The last good copy instead of an error."""
        self.clerk.settle()  # so that what is to be forgotten is
        # Another process may have seen more than this one before the trouble began.
        shared = self.shelf.load(key)
        if shared is None and self.shelf.is_forgotten(key):
            old = None
        elif shared is not None and (old is None or old.digest != shared.digest):
            old = shared
        if old is None:
            self.memory.forget(key)
            return STRAIGHT
        if self._seconds_old(old) > OLD_IN_TROUBLE:
            return STRAIGHT
        if self.memory.get(key) is not old:
            self.memory.put(old)
        return Found(old, IN_TROUBLE)

    def _seconds_old(self, copy: Copy) -> float:
        """For how long nobody here has known a copy to be right."""
        now, edition = time.monotonic(), self.watch.edition
        if edition is not None and copy.edition == edition.name:
            return now - self.watch.looked_at
        if copy.old_since is None:
            copy.old_since = now
        return now - copy.old_since


def _ignore(status: str, headers: Any, exc_info: Any = None) -> None:
    """start_response of a page that is printed: the response itself says all."""
