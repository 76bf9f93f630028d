"""The press: a WSGI layer that hands out copies of public pages without entering Django.

What it answers itself: GET and HEAD, by people without a session, of pages whose view says
`@printed`. Everything else goes straight through to Django, untouched. The response header
Cache-Status (RFC 9211) says what was done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from press import policy, purging
from press.asking import Asked, Environ, Reader
from press.copies import Copy, is_known
from press.memory import Memory
from press.printing import FRESH, IN_TROUBLE, PRINTED, STRAIGHT, Found, Printer
from press.rack import Rack
from press.shelf import Shelf
from press.watching import SURE_FOR, Watch

StartResponse = Callable[..., Any]

NAME = "elucid"
_HIT = ("Cache-Status", f"{NAME}; hit")
_STATUS = {
    FRESH: _HIT,
    PRINTED: ("Cache-Status", f"{NAME}; fwd=miss; stored"),
}
_TIDY_AFTER = 60.0  # seconds


class Press:
    """`site`: Django's WSGI application. `folder`: for the copies' files. `memory` and `disk`:
    bounds in bytes, of this process and of the machine. With `watch`, looks for turns by itself;
    without, somebody calls `press.watch.look()`."""

    def __init__(
        self, site: Any, folder: Path, *, memory: int, disk: int, watch: bool = True
    ) -> None:
        self.site = site
        self.reader = Reader()
        self.watch = Watch()
        self.memory = Memory(memory)
        self.shelf = Shelf(folder, disk)
        self.rack = Rack(self.shelf)
        self.printer = Printer(
            site,
            reader=self.reader,
            watch=self.watch,
            memory=self.memory,
            shelf=self.shelf,
            rack=self.rack,
        )
        self._watches = watch
        self._tidied_at = time.monotonic()
        self.watch.changed += [self.rack.renew, self.rack.turned]
        self.watch.looked += [self.rack.renew, self._tidy]
        if purger := purging.purger(settings.CDN_URL):
            self.watch.changed.append(purger.turned)

    def start(self) -> None:
        """Begin to watch. Servers fork after loading us, so the first request does it."""
        self._watches = False
        self.watch.start()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self._watches:
            self.start()
        host = self.reader.host_of(environ)
        if host is None:
            return self.site(environ, start_response)
        copy = self._at_hand((host, environ["PATH_INFO"], environ.get("QUERY_STRING") or ""))
        if copy is not None:
            return self._answer(copy, FRESH, environ, start_response)
        asked = self.reader.asked(environ, host)
        found = STRAIGHT if asked is None else self._find(asked, environ)
        if found.copy is not None:
            return self._answer(found.copy, found.how, environ, start_response)
        if found.response is not None:
            return _passed_on(found.response, environ, start_response)
        return self.site(environ, start_response)

    def _find(self, asked: Asked, environ: Environ) -> Found:
        if not asked.exact and (copy := self._at_hand(asked.key)):
            return Found(copy)  # the page without what was dropped
        return self.printer.find(asked, environ)

    def _at_hand(self, key: tuple[str, str, str]) -> Copy | None:
        """A copy that is known to be right."""
        copy, edition = self.memory.get(key), self.watch.edition
        if (
            copy is not None
            and edition is not None
            and copy.edition == edition.name
            and time.monotonic() - self.watch.looked_at < SURE_FOR
        ):
            return copy
        return None

    def _answer(
        self, copy: Copy, how: str, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        encoding = self.reader.encoding(environ)
        variant = copy.variants.get(encoding)
        if variant is None:
            self.printer.encode(copy, encoding)
            variant = copy.variant(encoding)
        known = is_known(variant, copy.modified, environ)
        headers = [*(variant.not_modified if known else variant.found)]
        if how is FRESH or how is PRINTED:
            headers.append(_STATUS[how])
        else:
            headers = _as_old(headers, copy, how)
        if known:
            start_response("304 Not Modified", headers)
            return []
        start_response("200 OK", headers)
        return [variant.body] if environ["REQUEST_METHOD"] == "GET" else []

    def _tidy(self, edition: str) -> None:
        if time.monotonic() - self._tidied_at > _TIDY_AFTER:
            self._tidied_at = time.monotonic()
            self.shelf.tidy()


def _as_old(headers: list[tuple[str, str]], copy: Copy, how: str) -> list[tuple[str, str]]:
    """What goes with a copy that may be out of date, and says so."""
    why = "database away" if how is IN_TROUBLE else "being printed anew"
    kept = [pair for pair in headers if pair[0] != "Cache-Control"]
    return [
        *kept,
        ("Cache-Control", policy.OLD),
        ("Cache-Status", f'{NAME}; hit; ttl=-1; detail="{why}"'),
    ]


def _passed_on(response: Any, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """A response of Django's that was made for everybody and is given to one."""
    response.headers.setdefault("Cache-Control", "private, no-cache")
    cookies = [("Set-Cookie", cookie.output(header="")) for cookie in response.cookies.values()]
    start_response(
        f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies]
    )
    if environ["REQUEST_METHOD"] == "HEAD":
        response.close()
        return []
    return response
