"""A copy: a page that was printed once, in the encodings that readers asked for."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
import time
import zlib
from collections.abc import Iterable
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from typing import Any, NamedTuple

import brotli

Headers = list[tuple[str, str]]


class Key(NamedTuple):
    """What a page depends on. Nothing else of a request reaches the view that makes it."""

    host: str  # as in the Host header, lower case: one that is ours
    path: str  # as WSGI has it: decoded, bytes as Latin-1
    query: str  # the declared parameters alone, in one spelling


PLAIN, GZIP, BROTLI = "", "gzip", "br"
ENCODINGS = (PLAIN, GZIP, BROTLI)
_GZIP_LEVEL = 6
# 11 would save another tenth and take a hundred times as long.
_BROTLI_QUALITY = 5
_TOO_SHORT = 256  # bytes; compressed it would hardly be shorter
_COMPRESSIBLE = re.compile(r"text/|application/(?:[a-z.-]+\+)?(?:xml|json)|image/svg", re.ASCII)

# What the press says itself, or what belongs to one connection or one visitor.
OWN_HEADERS = frozenset(
    {
        "age", "cache-control", "cache-status", "connection", "content-encoding",
        "content-length", "date", "etag", "expires", "keep-alive", "last-modified", "pragma",
        "set-cookie", "transfer-encoding", "vary",
    }
)  # fmt: skip


class Variant:
    """The bytes of one encoding and the headers that go with them."""

    __slots__ = ("body", "etag", "found", "not_modified", "seconds")

    def __init__(self, body: bytes, seconds: int, found: Headers, not_modified: Headers) -> None:
        self.body = body
        self.seconds = seconds
        self.etag = etag(seconds, len(body))
        self.found = found
        self.not_modified = not_modified


class Copy:
    """A printed page. Encodings are made when somebody first asks for them, once."""

    __slots__ = ("_making", "as_files", "bodies", "counted", "digest", "edition", "headers", "key",
                 "modified", "old_since", "policy", "topics", "used", "variants")  # fmt: skip

    def __init__(
        self,
        key: Key,
        *,
        edition: str,
        headers: Headers,
        policy: Headers,
        modified: int,
        bodies: dict[str, bytes],
        digest: str = "",
        topics: frozenset[str] | None = None,
        as_files: Iterable[str] = (),
    ) -> None:
        """`headers`: the view's, without those that the press says itself. `policy`: those that
        say who may keep it. `modified`: seconds since 1970. `bodies`: by encoding, PLAIN at
        least. `topics`: what it depends on, None for everything. `as_files`: the encodings that
        somebody asked for."""
        self.key = key
        self.edition = edition
        self.headers = headers
        self.policy = policy
        self.modified = modified
        self.bodies = bodies
        self.digest = digest or content_digest(headers, bodies[PLAIN])
        self.topics = topics
        self.as_files = set(as_files)
        self.variants: dict[str, Variant] = {}
        self.used = False  # since the memory last looked for something to throw out
        self.counted = 0  # bytes, by the memory that holds it
        self.old_since: float | None = None  # when somebody found it to be old (monotonic clock)
        self._making = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return 2048 + sum(len(body) for body in self.bodies.values())

    def variant(self, encoding: str) -> Variant:
        """In `encoding`, or plain if that would be no shorter."""
        made = self.variants.get(encoding)
        if made is None:
            with self._making:
                made = self.variants.get(encoding) or self._make(encoding)
        return made

    def _make(self, encoding: str) -> Variant:
        plain = self.bodies[PLAIN]
        body = self.bodies.get(encoding)
        if body is None:
            body = compressed(plain, encoding) if self._may_be_compressed() else plain
            if len(body) < len(plain):
                self.bodies[encoding] = body
        if encoding and len(body) >= len(plain):
            made = self.variants.get(PLAIN) or self._make(PLAIN)
        else:
            made = self._put_together(encoding, body)
            self.as_files.add(encoding)
        self.variants[encoding] = made
        return made

    def _put_together(self, encoding: str, body: bytes) -> Variant:
        seconds = stamp(self.digest, encoding)
        validators = [
            ("ETag", etag(seconds, len(body))),
            ("Last-Modified", _http_date(self.modified)),
            ("Vary", "Accept-Encoding"),
            *self.policy,
        ]
        found = [*self.headers, *validators, ("Content-Length", str(len(body)))]
        if encoding:
            found.append(("Content-Encoding", encoding))
        return Variant(body, seconds, found, validators)

    def _may_be_compressed(self) -> bool:
        kind = next((value for name, value in self.headers if name.lower() == "content-type"), "")
        return len(self.bodies[PLAIN]) >= _TOO_SHORT and bool(_COMPRESSIBLE.match(kind))

    def reprinted(self, edition: str, policy: Headers, topics: frozenset[str] | None) -> Copy:
        """The same page in a later edition: it keeps its bytes, ETag and Last-Modified."""
        return Copy(
            self.key,
            edition=edition,
            headers=self.headers,
            policy=policy,
            modified=self.modified,
            bodies=dict(self.bodies),
            digest=self.digest,
            topics=topics,
            as_files=self.as_files,
        )


@lru_cache(maxsize=64)
def _http_date(seconds: int) -> str:
    """IMF-fixdate (RFC 9110, 5.6.7)."""
    return formatdate(seconds, usegmt=True)


def compressed(plain: bytes, encoding: str) -> bytes:
    if encoding == BROTLI:
        # A window no larger than the page: a fifth less work.
        window = min(22, max(16, len(plain).bit_length()))
        return bytes(
            brotli.compress(plain, quality=_BROTLI_QUALITY, mode=brotli.MODE_TEXT, lgwin=window)
        )
    if encoding == GZIP:
        return gzip.compress(plain, compresslevel=_GZIP_LEVEL, mtime=0)
    return plain


def unpacked(body: bytes, encoding: str) -> bytes | None:
    """What `compressed` was given; None if `body` is damaged."""
    try:
        if encoding == BROTLI:
            return bytes(brotli.decompress(body))
        return gzip.decompress(body) if encoding == GZIP else body
    except (brotli.error, OSError, EOFError, zlib.error):
        return None


def content_digest(headers: Headers, body: bytes) -> str:
    """The same for the same page on every machine."""
    digest = hashlib.blake2b(body, digest_size=16)
    for name, value in sorted(headers):
        digest.update(f"{name}: {value}\n".encode())
    return digest.hexdigest()


def stamp(digest: str, encoding: str) -> int:
    """31 bits of what a page and its encoding are, as a moment a file can bear: see `etag`."""
    own = hashlib.blake2b(f"{digest} {encoding}".encode(), digest_size=4).digest()
    return int.from_bytes(own) >> 1


def etag(seconds: int, size: int) -> str:
    """The ETag that nginx gives a file of `size` bytes, last modified at `seconds`.

    Files of ours bear a part of their digest for a date, so that nginx, the press and every other
    machine say the same ETag of the same bytes and a different one of others, which real dates
    would not: two versions of one second may be equally long (docs/decisions).
    """
    return f'"{seconds:x}-{size:x}"'


def now_modified(before: Copy | None) -> int:
    """Last-Modified for a page that is printed now and differs from `before`: a later second, so
    that nobody who has `before` is told that nothing has changed."""
    now = int(time.time())
    return now if before is None else max(now, before.modified + 1)


def is_known(variant: Variant, modified: int, environ: dict[str, Any]) -> bool:
    """Whether the visitor says to have this very variant (RFC 9110, 13.1.2 and 13.1.3)."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        # Our ETags hold no comma, so a list may be cut at them.
        return known == variant.etag or any(
            tag.strip().removeprefix("W/") in {variant.etag, "*"} for tag in known.split(",")
        )
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None:
        return False
    try:
        return parsedate_to_datetime(since).timestamp() >= modified
    except (ValueError, TypeError, OverflowError):
        return False
