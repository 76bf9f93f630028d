"""nginx with deploy/nginx.conf before a site, as a magazine in production has it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.machine import ROOT, running, which


@contextmanager
def nginx(
    folder: Path, *, listen: str, site: int, var: Path, host: str = "$host", also: str = ""
) -> Iterator[subprocess.Popen[bytes]]:
    """One worker while the block runs. `listen`: what its `listen` says; `site`: the port that the
    site listens at, with its data under `var`; `host`: as what the site is asked; `also`: further
    servers."""
    conf = (ROOT / "deploy" / "nginx.conf").read_text()
    for said, meant in {
        "127.0.0.1:8000": f"127.0.0.1:{site}",
        "127.0.0.1:8080": listen,
        "magazine.example": "127.0.0.1",
        "/srv/elucid/var": str(var),
        "Host $host;": f"Host {host};",
    }.items():
        conf = conf.replace(said, meant)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    )
    user = "user root;" if os.geteuid() == 0 else ""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;"
        f"events {{}} http {{ access_log off; sendfile on; keepalive_requests 10000000; {temporary}"
        f"{also} {conf} }}"
    )
    program = which("nginx") or "nginx"
    with running([program, "-p", str(folder), "-c", str(folder / "nginx.conf")]) as process:
        yield process
