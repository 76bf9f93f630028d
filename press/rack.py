"""Copies laid out so that nginx can hand them out itself (deploy/nginx.conf).

    pages/EDITION/HOST/stories/a-story.html, .html.br, .html.gz    links to the shelf's files
    leases/1764103531.2  →  ../pages/EDITION    for a tenth of a second
    last/176410          →  ../pages/EDITION    for ten thousand seconds, should the site be away

nginx looks only below the lease of the tenth of a second that it is in. Whoever watches the
generation gives the leases for most of a second ahead, every quarter of a second. So a turn changes
what nginx sees at once, without a signal, and what nginx keeps open it keeps for a tenth of a
second; and when nobody watches any more, because the site is stopped, killed or cut off from its
database, the leases run out and nginx asks the site, or says that it shows an old copy.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.csp import build_policy

from press.copies import Copy, Headers
from press.shelf import ENDINGS, Shelf

logger = logging.getLogger(__name__)

# nginx.conf cuts $msec to the same.
LEASES_A_SECOND = 10
LEASES_AHEAD = 8
LAST = 10_000  # seconds
# What cannot surprise a file system or nginx: no dots, nothing empty, nothing hidden.
_PATH = re.compile(r"/(?:[\w-]{1,60}/){0,6}")
_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}")


def common_headers() -> Headers:
    """What nginx says of every page that it hands out. A page with other headers is not for it."""
    policy: Any = settings.SECURE_CSP
    return sorted(
        {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": build_policy(policy),
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY or "",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY or "",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
        }.items()
    )


class Rack:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.folder = shelf.folder
        self._common = common_headers()
        self._tidying = threading.Lock()

    def lay_out(self, copy: Copy, encoding: str) -> None:
        """Let nginx hand out a copy in an encoding for as long as its edition is current."""
        try:
            target = self._target(copy)
            if target is None:
                return
            file = f"{target}{ENDINGS[encoding]}"
            source = self.shelf.body_file(copy, encoding)
            try:
                os.link(source, file)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(file), exist_ok=True)
                os.link(source, file)
            except FileExistsError:
                if os.path.samefile(source, file):
                    return
                folder, _, name = file.rpartition("/")
                new = f"{folder}/.{os.getpid()}-{threading.get_ident()}-{name}"
                os.link(source, new)
                os.replace(new, file)
        except OSError as error:
            logger.debug("A copy is not laid out for nginx: %s", error)

    def take_away(self, copy: Copy) -> None:
        """Nginx is to ask the site for this page."""
        target = self._target(copy)
        if target is not None:
            for ending in ENDINGS.values():
                with suppress(FileNotFoundError):
                    os.unlink(f"{target}{ending}")

    def renew(self, edition: str) -> None:
        """Give the leases of the moments ahead to an edition."""
        now = time.time()
        present = int(now * LEASES_A_SECOND)
        ahead = range(present, present + LEASES_AHEAD + 1)
        tenths = {f"{each // LEASES_A_SECOND}.{each % LEASES_A_SECOND}" for each in ahead}
        try:
            self._give("leases", tenths, edition)
            self._give("last", {str(int(now // LAST)), str(int(now // LAST) + 1)}, edition)
        except OSError as error:
            logger.debug("No lease for nginx: %s", error)

    def _give(self, name: str, leases: set[str], edition: str) -> None:
        place = self.folder / name
        place.mkdir(parents=True, exist_ok=True)
        for lease in leases:
            _link(place / lease, f"../pages/{edition}")
        for old in os.listdir(place):
            if not old.startswith(".") and old < min(leases):
                (place / old).unlink(missing_ok=True)

    def turned(self, edition: str) -> None:
        """Forget all editions but this one and the one before, which somebody may be reading."""
        if not self._tidying.acquire(blocking=False):
            return
        try:
            pages = self.folder / "pages"
            pages.mkdir(parents=True, exist_ok=True)
            (pages / edition).mkdir(exist_ok=True)
            others = [place for place in pages.iterdir() if place.name != edition]
            others.sort(key=lambda place: place.stat().st_mtime, reverse=True)
            for place in others[1:]:
                shutil.rmtree(place, ignore_errors=True)
        except OSError as error:
            logger.debug("Old editions stay: %s", error)
        finally:
            self._tidying.release()

    def clear(self) -> None:
        """After a start of the machine hand out nothing until it was read again: it may have
        stopped halfway through writing. For the start, before anybody serves."""
        try:
            boot = Path("/proc/sys/kernel/random/boot_id").read_text()
        except OSError:
            boot = ""
        seen = self.folder / "boot"
        try:
            if boot and seen.is_file() and seen.read_text() == boot:
                return
            for name in ("pages", "leases", "last"):
                shutil.rmtree(self.folder / name, ignore_errors=True)
            self.folder.mkdir(parents=True, exist_ok=True)
            seen.write_text(boot)
        except OSError as error:
            logger.warning("The press's files in %s cannot be written: %s", self.folder, error)

    def _target(self, copy: Copy) -> str | None:
        host, path, query = copy.key
        if query or sorted(copy.headers) != self._common or not _HOST.fullmatch(host):
            return None
        readable = path.encode("latin-1").decode("utf-8", "replace")
        if not _PATH.fullmatch(readable):
            return None
        # The front page becomes a file without a name, which no other path does.
        return f"{self.folder}/pages/{copy.edition}/{host}/{readable[1:-1]}"


def _link(link: Path, target: str) -> None:
    try:
        if os.readlink(link) == target:
            return
    except FileNotFoundError:
        pass
    new = link.with_name(f".{os.getpid()}-{threading.get_ident()}-{link.name}")
    new.unlink(missing_ok=True)
    os.symlink(target, new)
    os.replace(new, link)
