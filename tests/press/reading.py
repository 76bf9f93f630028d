"""A reader who asks the press, as a server would ask it."""

import gzip
import io
from typing import Any
from urllib.parse import unquote_to_bytes

import brotli

from press.site import Site
from press.wsgi import Press


class Answer:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = int(status.split()[0])
        self.headers = headers
        self.raw = body

    def __getitem__(self, name: str) -> str:
        return ", ".join(value for known, value in self.headers if known.lower() == name.lower())

    @property
    def text(self) -> str:
        packed = {"br": brotli.decompress, "gzip": gzip.decompress}
        return packed.get(self["Content-Encoding"], bytes)(self.raw).decode()


class Reader:
    """Asks `press`; counts how often Django was entered."""

    def __init__(self, folder: Any, *, site: Any = None, memory: int = 64_000_000) -> None:
        self.entered: list[str] = []
        self.inner = site or Site()
        self.press = Press(self._enter, folder, memory=memory, disk=64_000_000, watch=False)

    def _enter(self, environ: dict, start_response: Any) -> Any:
        self.entered.append(environ["PATH_INFO"])
        return self.inner(environ, start_response)

    def look(self) -> None:
        """What the watching thread does four times a second."""
        self.press.watch.look()

    def get(self, address: str = "/", *, method: str = "GET", **headers: str) -> Answer:
        """`headers`: If_None_Match="…" for If-None-Match. None takes one away."""
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "HTTP_HOST": "testserver",
            "REMOTE_ADDR": "203.0.113.7",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        for name, value in headers.items():
            environ[f"HTTP_{name.upper()}"] = value
        said: list[Any] = []
        chunks = self.press(
            environ, lambda status, headers, exc_info=None: said.append((status, headers))
        )
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        self.press.printer.clerk.settle()  # files are written behind the answer
        status, sent = said[-1]
        return Answer(status, sent, body)
