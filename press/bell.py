"""Tells those who watch the generation to look at once.

It makes a turn quick and never makes it right: everybody looks at the database four times a second
anyway (`press.watching`). So whatever goes wrong here is not worth more than a line in the log.
Within a process a watcher is woken directly; where `REDIS_URL` is set, every process of every
machine hears of it over Redis or Valkey.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)

# Publishing waits this long for a Redis that does not answer, then goes on without.
PATIENCE = 0.3
_AGAIN_AFTER = 1.0

_listeners: list[Callable[[], None]] = []


def listen(heard: Callable[[], None]) -> None:
    """Have `heard` called at every ring, from whichever thread or machine it comes."""
    if not _listeners and settings.REDIS_URL:
        threading.Thread(target=_listen_to_redis, name="press-bell", daemon=True).start()
    _listeners.append(heard)


def ring() -> None:
    """Say that the generation has turned."""
    for heard in _listeners:
        heard()
    if settings.REDIS_URL:
        try:
            _client().publish(channel(), "turned")
        except Exception as error:
            logger.warning("Redis was not told of a change; others see it by themselves: %s", error)


def channel() -> str:
    """One of its own for every magazine that shares a Redis."""
    return "press:" + hashlib.sha256(settings.SITE_URL.encode()).hexdigest()[:16]


@cache
def _client() -> Any:
    import redis

    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
    )


def _listen_to_redis() -> None:
    import redis

    troubled = False
    while True:
        try:
            client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=PATIENCE)
            hearing = client.pubsub(ignore_subscribe_messages=True)
            hearing.subscribe(channel())
            troubled = False
            for _ in hearing.listen():
                for heard in _listeners:
                    heard()
        except Exception as error:
            if not troubled:
                logger.warning("Redis does not answer; the press looks by itself: %s", error)
            troubled = True
            time.sleep(_AGAIN_AFTER)
