"""Tells a CDN that what it keeps is old. One setting, `CDN_URL`:

    fastly://TOKEN@SERVICE        Fastly, by surrogate key
    cloudflare://TOKEN@ZONE       Cloudflare, by cache tag
    purge://host:port/            PURGE with the key in Surrogate-Key: Varnish and the like; purges://
                                  is the same over TLS

A purge is sent at once, and again when every process of every machine is sure to know of the turn:
between the two, a CDN may have fetched a page from one that did not.
"""

from __future__ import annotations

import http.client
import json
import logging
import threading
import time
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from press.policy import EVERYTHING

logger = logging.getLogger(__name__)

AGAIN_AFTER = 1.5  # seconds; a turn is seen within one
_PATIENCE = 5.0
_TRIES = 4


class Request(NamedTuple):
    """What is sent to purge everything."""

    secure: bool
    host: str
    method: str
    path: str
    headers: dict[str, str]
    body: str = ""


def request_for(address: str) -> Request:
    """The request that empties the CDN behind `address`. Raises `ValueError` with a sentence."""
    parts = urlsplit(address)
    token, name = unquote(parts.username or ""), parts.hostname or ""
    if parts.scheme in {"fastly", "cloudflare"}:
        # The host of a URL is lower-cased; a service's name is not.
        name = parts.netloc.rpartition("@")[2]
        if not token or not name:
            raise ValueError(f"{parts.scheme}:// wants a token and a name: {_example(parts)}")
    if parts.scheme == "fastly":
        path = f"/service/{name}/purge/{EVERYTHING}"
        return Request(True, "api.fastly.com", "POST", path, {"Fastly-Key": token})
    if parts.scheme == "cloudflare":
        return Request(
            True,
            "api.cloudflare.com",
            "POST",
            f"/client/v4/zones/{name}/purge_cache",
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            json.dumps({"tags": [EVERYTHING]}),
        )
    if parts.scheme in {"purge", "purges"} and name:
        headers = {"Surrogate-Key": EVERYTHING, "xkey-purge": EVERYTHING}
        host = parts.netloc.rpartition("@")[2]
        return Request(parts.scheme == "purges", host, "PURGE", parts.path or "/", headers)
    raise ValueError("known are fastly://, cloudflare://, purge:// and purges://")


def purger(address: str) -> Purger | None:
    return Purger(request_for(address)) if address else None


class Purger:
    """Purges in a thread of its own; never more than one purge at a time, and the last turn is
    always followed by one."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self._turned = threading.Event()
        self._thread: threading.Thread | None = None

    def turned(self, edition: str) -> None:
        """Everything that the CDN keeps is old."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._go_on, name="press-purge", daemon=True)
            self._thread.start()
        self._turned.set()

    def _go_on(self) -> None:
        while True:
            self._turned.wait()
            self._turned.clear()
            self.purge()
            time.sleep(AGAIN_AFTER)
            self.purge()

    def purge(self) -> bool:
        """Whether the CDN took it, after a few tries."""
        for attempt in range(_TRIES):
            try:
                status = _send(self.request)
                if status < 300:
                    return True
                trouble = f"it answered {status}"
            except (OSError, http.client.HTTPException) as error:
                trouble = str(error)
            time.sleep(min(2**attempt, 8) * 0.25)
        logger.error("The CDN at %s was not purged: %s", self.request.host, trouble)
        return False


def _send(request: Request) -> int:
    connect = http.client.HTTPSConnection if request.secure else http.client.HTTPConnection
    connection = connect(request.host, timeout=_PATIENCE)
    try:
        connection.request(
            request.method, request.path, body=request.body or None, headers=request.headers
        )
        return connection.getresponse().status
    finally:
        connection.close()


def _example(parts: SplitResult) -> str:
    return f"{parts.scheme}://TOKEN@NAME"
