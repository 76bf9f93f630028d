"""Debian's postfix with a configuration and a queue of its own, for as long as a test.

Every domain goes where the test says; nothing leaves this machine. Only root can run it: it drops
to the user of Debian's package by itself."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

POSTFIX = shutil.which("postfix", path=os.environ.get("PATH", "") + ":/usr/sbin")
CAN_RUN = POSTFIX is not None and os.getuid() == 0
_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.magazine.example
mydestination =
local_recipient_maps =
mynetworks =
relay_domains = {domains}
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{{ {refused} }}
recipient_delimiter = +
transport_maps = inline:{{ {transports} }}
smtp_tls_security_level = none
smtp_dns_support_level = disabled
smtp_host_lookup = native
notify_classes =
maillog_file = {folder}/maillog
maillog_file_prefixes = {folder}
alias_maps =
alias_database =
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
delay_warning_time = {delay_warning}
"""
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postfix(NamedTuple):
    port: int  # where it takes mail
    log: Path


@contextmanager
def running(
    transports: dict[str, int | None], *, refused: str = "", delay_warning: str = "0h"
) -> Iterator[Postfix]:
    """A postfix that takes mail for each of the domains and hands it on to the server at its port
    here, or, where there is none, throws it away. It knows nobody of the address `refused`."""
    assert POSTFIX
    folder = Path(tempfile.mkdtemp(prefix="elucid-postfix-"))
    folder.chmod(0o755)
    port = _free_port()
    configuration = folder / "etc"
    configuration.mkdir()
    for name in ("queue", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    ways = ", ".join(
        f"{{ {domain} = {f'smtp:[127.0.0.1]:{port}' if port else 'discard:'} }}"
        for domain, port in transports.items()
    )
    (configuration / "main.cf").write_text(
        _MAIN.format(
            folder=folder,
            domains=", ".join(transports),
            transports=ways,
            refused=f"{{ {refused or 'nobody@invalid'} = 550 5.1.1 No such reader here }}",
            delay_warning=delay_warning,
        )
    )
    (configuration / "master.cf").write_text(_MASTER.format(port=port))
    command = [POSTFIX, "-c", str(configuration)]
    started = subprocess.run([*command, "start"], capture_output=True, text=True, check=False)
    try:
        _wait(port, folder, started.stdout + started.stderr)
        yield Postfix(port, folder / "maillog")
    finally:
        subprocess.run([*command, "stop"], capture_output=True, check=False)
        until = time.monotonic() + 20
        while (folder / "queue/pid/master.pid").exists() and time.monotonic() < until:
            if subprocess.run([*command, "status"], capture_output=True, check=False).returncode:
                break
            time.sleep(0.2)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, folder: Path, said: str) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as probe:
                if probe.recv(3) == b"220":
                    return
        except OSError:
            time.sleep(0.2)
    log = folder / "maillog"
    raise AssertionError(
        f"postfix does not answer: {said}{log.read_text() if log.exists() else ''}"
    )
