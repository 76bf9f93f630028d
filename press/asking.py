"""What a request asks for, as far as the press is concerned; and what is left of it when a page is
printed for everybody."""

from __future__ import annotations

import io
import re
import sys
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings

from press.copies import BROTLI, GZIP, PLAIN, Key
from press.pages import Place, place_of
from press.watching import Edition

Environ = dict[str, Any]

# These stand in the environment of a request that the press makes: the edition, and the view.
MARK, MATCH = "press.edition", "press.match"
_LONGEST_QUERY = 2000
_LONGEST_VALUE = 60
_MOST_REMEMBERED = 500  # of what browsers say about encodings


class Asked:
    """A request for a page that the press may keep."""

    __slots__ = ("exact", "key", "place")

    def __init__(self, key: Key, place: Place, *, exact: bool) -> None:
        self.key = key
        self.place = place
        self.exact = exact  # whether nothing of its query was dropped or spelled anew


class Reader:
    """Reads requests. What it refuses goes straight to Django: that is never wrong, only slower."""

    def __init__(self) -> None:
        port = urlsplit(settings.SITE_URL).port
        names = [name.lower() for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))]
        ports = ["", f":{settings.PORT}", *([f":{port}"] if port else [])]
        # By what the Host header says. Any other port of ours would be another page for the same
        # words, and there are 65,535 of them.
        self.hosts = {name + port: name + port for name in names for port in ports}
        # Whoever carries one of these may be somebody. A part of a name is enough.
        self._personal = (settings.SESSION_COOKIE_NAME, "messages")
        self._must_be_secure = bool(settings.SECURE_SSL_REDIRECT)
        header = settings.SECURE_PROXY_SSL_HEADER
        self._secure_header, self._secure_value = header or ("", "")
        self._encodings: dict[str, str] = {}

    def host_of(self, environ: Environ) -> str | None:
        """The host whose public pages a request is about; None for everything else: another
        method, somebody with a session, a host that is not ours, http where only https is
        served."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
            return None
        cookie = environ.get("HTTP_COOKIE")
        if cookie and any(name in cookie for name in self._personal):
            return None
        if self._must_be_secure and not self._is_secure(environ):
            return None
        said = environ.get("HTTP_HOST", "")
        return self.hosts.get(said) or self.hosts.get(said.lower())

    def asked(self, environ: Environ, host: str, place: Place | None = None) -> Asked | None:
        """`place`: what the URLs say about the path, if that is known already."""
        place = place or place_of(environ)
        if place is None:
            return None
        query = environ.get("QUERY_STRING", "")
        kept = declared(query, place.parameters)
        if kept is None:
            return None
        return Asked(Key(host, environ["PATH_INFO"], kept), place, exact=kept == query)

    def encoding(self, environ: Environ) -> str:
        """The best encoding that the visitor takes and we have."""
        said = environ.get("HTTP_ACCEPT_ENCODING", "")
        found = self._encodings.get(said)
        if found is None:
            found = best_encoding(said)
            if len(self._encodings) < _MOST_REMEMBERED:
                self._encodings[said] = found
        return found

    def for_everybody(self, environ: Environ, asked: Asked, edition: Edition) -> Environ:
        """A request for a page that nobody in particular sends, to be printed for an edition."""
        key = asked.key
        request = {
            MARK: edition,
            MATCH: asked.place.match,
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": environ.get("SCRIPT_NAME", ""),
            "PATH_INFO": key.path,
            "QUERY_STRING": key.query,
            "HTTP_HOST": key.host,
            "REMOTE_ADDR": "",
            "SERVER_NAME": environ.get("SERVER_NAME", ""),
            "SERVER_PORT": environ.get("SERVER_PORT", ""),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https" if self._must_be_secure else "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": environ.get("wsgi.errors", sys.stderr),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if self._must_be_secure and self._secure_header:
            request[self._secure_header] = self._secure_value
        return request

    def _is_secure(self, environ: Environ) -> bool:
        """As Django's `request.is_secure()`."""
        if self._secure_header and self._secure_header in environ:
            said = environ[self._secure_header].partition(",")[0].strip()
            return bool(said == self._secure_value)
        return bool(environ.get("wsgi.url_scheme") == "https")


def declared(query: str, parameters: tuple[str, ...]) -> str | None:
    """The query with the declared parameters alone, in the order in which they were declared, the
    last of several of one name: that is the one Django reads. None for what is too long."""
    if not query or not parameters:
        return ""
    if len(query) > _LONGEST_QUERY:
        return None
    try:
        # As WSGI has it: bytes as Latin-1.
        pairs = parse_qsl(query.encode("latin-1").decode(), keep_blank_values=True)
    except ValueError:
        return None
    said = dict(pairs)
    kept = [(name, said[name]) for name in parameters if name in said]
    if any(len(value) > _LONGEST_VALUE for _, value in kept):
        return None
    return urlencode(kept)


_TOKEN = re.compile(r"\s*([\w*.-]+)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?", re.ASCII)


def best_encoding(said: str) -> str:
    """By Accept-Encoding (RFC 9110, 12.5.3): brotli before gzip, whatever the visitor would rather
    have, unless refused with q=0."""
    weights = {}
    for part in said[:500].split(","):
        if match := _TOKEN.fullmatch(part):
            try:
                weights[match[1].lower()] = float(match[2] or 1)
            except ValueError:
                weights[match[1].lower()] = 0.0
    anything = weights.get("*", 0.0)
    for encoding in (BROTLI, GZIP):
        if weights.get(encoding, anything) > 0:
            return encoding
    return PLAIN
