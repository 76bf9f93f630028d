"""Debian's dovecot with a configuration, folders and ports of its own, for as long as a test."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.newsletter import certificates

# Debian keeps it where only root's PATH leads.
DOVECOT = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
PASSWORD = "pass/wörd@"
_CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%n
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail} gid={mail_group} home={folder}/mail/%n
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
protocol imap {{
  {more}
}}
"""


@dataclass
class Dovecot:
    port: int
    tls_port: int
    certificate: Path
    process: subprocess.Popen[bytes]
    user: str = "bounces"

    def url(self, *, tls: bool = False, query: str = "") -> str:
        scheme, port = ("imaps", self.tls_port) if tls else ("imap", self.port)
        return f"{scheme}://{self.user}:pass%2Fw%C3%B6rd%40@127.0.0.1:{port}/INBOX{query}"

    def open(self) -> imaplib.IMAP4:
        imap = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        imap.authenticate("PLAIN", lambda _: f"\0{self.user}\0{PASSWORD}".encode())
        return imap

    def put(self, raw: bytes, folder: str = "INBOX") -> None:
        """A mail arrives, unread."""
        with self.open() as imap:
            status, data = imap.append(folder, "", "", raw)
            assert status == "OK", data

    def mails(self, folder: str = "INBOX") -> list[tuple[bool, bytes]]:
        """Of each mail in a folder: whether it was read, and its bytes. [] without that folder."""
        with self.open() as imap:
            if imap.select(f'"{folder}"', readonly=True)[0] != "OK":
                return []
            found = imap.uid("SEARCH", "ALL")[1][0].decode().split()
            mails = []
            for uid in found:
                data = imap.uid("FETCH", uid, "(FLAGS BODY.PEEK[])")[1]
                mails.append((rb"\Seen" in data[0][0], data[0][1]))
            return mails

    def count(self, *folders: str) -> tuple[int, ...]:
        """How many mails are in each folder; 0 without that folder."""
        with self.open() as imap:
            found = [imap.status(f'"{name}"', "(MESSAGES)")[1][0] or b"" for name in folders]
        told = [re.search(rb"MESSAGES (\d+)", answer) for answer in found]
        return tuple(int(match[1]) if match else 0 for match in told)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*, separator: str = "/", prefix: str = "", more: str = "") -> Iterator[Dovecot]:
    """A dovecot that answers. `more` stands in its configuration of IMAP."""
    assert DOVECOT
    folder = Path(tempfile.mkdtemp(prefix="elucid-dovecot-"))
    me = pwd.getpwuid(os.getuid()).pw_name
    mine = grp.getgrgid(os.getgid()).gr_name
    root = me == "root"  # who drops to the users of Debian's package
    certificate, key = certificates.make(folder)
    port, tls_port = _free_port(), _free_port()
    (folder / "mail").mkdir()
    if root:
        folder.chmod(0o755)
        shutil.chown(folder / "mail", "nobody", "nogroup")
    configuration = folder / "dovecot.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            folder=folder, certificate=certificate, key=key, port=port, tls_port=tls_port,
            password=PASSWORD, separator=separator, prefix=prefix, more=more,
            internal="dovecot" if root else me, internal_group="dovecot" if root else mine,
            login="dovenull" if root else me, mail="nobody" if root else me,
            mail_group="nogroup" if root else mine,
        )
    )  # fmt: skip
    process = subprocess.Popen(
        [DOVECOT, "-F", "-c", str(configuration)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        _wait(process, port, folder)
        yield Dovecot(port, tls_port, certificate, process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as probe:
                probe.settimeout(10)
                if probe.recv(4) == b"* OK":
                    return
        except OSError:
            time.sleep(0.1)
    process.kill()
    said = (process.communicate()[0] or b"").decode()
    log = folder / "log"
    raise AssertionError(
        f"dovecot does not answer: {said}{log.read_text() if log.exists() else ''}"
    )
