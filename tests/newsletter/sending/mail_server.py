"""A real mail server on loopback, in a process of its own, that writes down what it accepts.

    python -m tests.newsletter.sending.mail_server PORT LOG [RULES]

Every letter that it accepts is a line in LOG (recipient, Message-ID, envelope sender, by tabs),
which is in the kernel's hands before the server answers: no kill can lose a line of a letter that
somebody was told is accepted. RULES is a JSON file, read anew whenever it changes:

    "sender": "550 ..."          the answer to every MAIL
    "recipients": {"a@b": "550 5.1.1 ..."}   to RCPT; "*" for all others
    "greylist": 2                so many times each recipient is put off with 450
    "letters": {"a@b": "552 ..."}            to the letter itself; "*" for all others
    "hang_up": {"a@b": "DATA"}   at "DATA" before it is read, at "END" after it was accepted and
                                 before that is said, "END, nothing kept" without accepting it
    "keep": "/folder"            keeps the letters themselves, a file for each recipient
    "one by one": true           takes no commands together (RFC 2920)
    "slow": 0.2                  seconds that a letter takes
    "hold": {"a@b": true}        keeps a letter in hand for as long as this is said
    "close_after": 5             letters on one connection; then it hangs up with a 421
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import weakref
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

ROOT = Path(__file__).resolve().parents[3]
_MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Rules:
    def __init__(self, file: Path | None) -> None:
        self.file, self._read_at, self._said = file, 0, {}  # type: ignore[var-annotated]
        self.seen: collections.Counter[str] = collections.Counter()

    def __getitem__(self, name: str) -> Any:
        if self.file is not None:
            with contextlib.suppress(OSError):
                changed_at = self.file.stat().st_mtime_ns
                if changed_at != self._read_at:
                    self._said, self._read_at = json.loads(self.file.read_text()), changed_at
        return self._said.get(name)

    def of(self, name: str, address: str) -> Any:
        said = self[name] or {}
        return said.get(address, said.get("*"))


class Handler:
    def __init__(self, log: Path, rules: Rules) -> None:
        self.log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.rules = rules
        self.on_connection: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        # It reads one command after the other from a stream, so it may as well say so.
        if not self.rules["one by one"]:
            responses.insert(-1, "250-PIPELINING")
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if answer := self.rules["sender"]:
            return str(answer)
        most = self.rules["close_after"]
        if most and self.on_connection.get(session, 0) >= most:
            asyncio.get_running_loop().call_soon(server.transport.close)
            return "421 4.7.0 Enough for one connection"
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if answer := self.rules.of("recipients", address):
            return str(answer)
        self.rules.seen[address] += 1
        if self.rules.seen[address] <= (self.rules["greylist"] or 0):
            return "450 4.2.0 Greylisted, come again"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        if seconds := self.rules["slow"]:
            await asyncio.sleep(seconds)
        while self.rules.of("hold", address):
            await asyncio.sleep(0.02)
        hang_up = self.rules.of("hang_up", address)
        if hang_up == "END, nothing kept":
            server.transport.abort()
            return ""
        if answer := self.rules.of("letters", address):
            return str(answer)
        found = _MESSAGE_ID.search(envelope.content)
        name = found[1].decode() if found else ""
        os.write(self.log, f"{address}\t{name}\t{envelope.mail_from}\n".encode())
        if folder := self.rules["keep"]:
            Path(folder, address).write_bytes(envelope.original_content)
        if hang_up == "END":
            server.transport.abort()
            return ""
        self.on_connection[session] = self.on_connection.get(session, 0) + 1
        return "250 2.0.0 OK, kept"


class Server(SMTP):
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        rules = self.event_handler.rules
        if self.envelope.rcpt_tos and (rules.of("hang_up", self.envelope.rcpt_tos[0]) == "DATA"):
            await self.push("354 go on")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


async def serve(port: int, log: Path, rules: Path | None) -> None:
    handler = Handler(log, Rules(rules))
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: Server(handler, hostname="mail.example", ident="ESMTP", loop=loop),
        "127.0.0.1", port,
    )  # fmt: skip
    async with listening:
        await listening.serve_forever()


class MailServer:
    """The same, for a test: started, told what to say, asked what it has accepted, ended."""

    def __init__(self, folder: Path) -> None:
        self.log, self.rules = folder / "accepted", folder / "rules.json"
        self.log.touch()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def mailers(self) -> dict[str, Any]:
        return {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": self.port, "timeout": 10},
            }
        }

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(self.port), str(self.log), str(self.rules)],
            cwd=ROOT,
        )
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.02)
        raise AssertionError("the mail server did not start")

    def kill(self) -> None:
        """As a power cut does it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def says(self, **rules: Any) -> None:
        new = self.rules.with_suffix(".new")
        new.write_text(json.dumps(rules))
        new.rename(self.rules)

    def accepted(self) -> list[tuple[str, str, str]]:
        """Recipient, Message-ID and envelope sender of each letter, in order."""
        lines = self.log.read_text().splitlines()
        return [tuple(line.split("\t")) for line in lines]  # type: ignore[misc]

    def recipients(self) -> list[str]:
        return [recipient for recipient, _, _ in self.accepted()]


if __name__ == "__main__":
    _, _port, _log, *_rules = sys.argv
    asyncio.run(serve(int(_port), Path(_log), Path(_rules[0]) if _rules else None))
