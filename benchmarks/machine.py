"""Processes, wrk and memory, for benchmarks: everything on loopback, everything ended again."""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 16


def needed(*programs: str) -> None:
    """Leave with a sentence unless every program is there."""
    missing = [name for name in programs if which(name) is None]
    if missing:
        raise SystemExit(f"Missing: {', '.join(missing)}. On Debian: apt-get install wrk nginx")


def which(name: str) -> str | None:
    return shutil.which(name) or shutil.which(f"/usr/sbin/{name}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of ours while the block runs."""
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, start_new_session=True
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until_it_answers(address: str, host: str = "", seconds: float = 120) -> float:
    """Seconds until `address` answered at all."""
    began = time.monotonic()
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                answer.read()
            return time.monotonic() - began
        except urllib.error.HTTPError:
            return time.monotonic() - began
        except OSError:
            if time.monotonic() - began > seconds:
                raise
            time.sleep(0.02)


class Run(NamedTuple):
    per_second: float
    p99: float  # milliseconds
    errors: int
    # Requests a second of the server's own CPU time: says the same on a machine that is busy.
    per_cpu_second: float


_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


def wrk(
    address: str, *, seconds: int = 3, pid: int = 0, headers: dict[str, str] | None = None,
    script: Path | None = None,
) -> Run:  # fmt: skip
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    if script:
        command += ["-s", str(script)]
    before = cpu_seconds(pid) if pid else 0.0
    said = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    used = cpu_seconds(pid) - before if pid else 0.0
    total = int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", said)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return Run(
        per_second=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),  # type: ignore[index]
        p99=float(slow[1]) * _UNITS[slow[2]] if slow else 0.0,
        errors=int(wrong[1] if wrong else 0) + sum(map(int, broken.groups() if broken else ())),
        per_cpu_second=total / used if used else 0.0,
    )


def medians(times: int, runs: dict[str, Callable[[], Run]]) -> dict[str, Run]:
    """Every run several times, in turns, so that a busy moment hits all of them alike."""
    seen: dict[str, list[Run]] = {name: [] for name in runs}
    for _ in range(times):
        for name, run in runs.items():
            seen[name].append(run())
    return {
        name: Run(
            statistics.median(run.per_second for run in of_one),
            statistics.median(run.p99 for run in of_one),
            sum(run.errors for run in of_one),
            statistics.median(run.per_cpu_second for run in of_one),
        )
        for name, of_one in seen.items()
    }


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    found = [pid]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after[1]) == pid:
            found += family(int(stat.parent.name))
    return found


def cpu_seconds(pid: int) -> float:
    ticks = 0
    for each in family(pid):
        try:
            after = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(after[11]) + int(after[12])
    return ticks / os.sysconf("SC_CLK_TCK")


class Peak(NamedTuple):
    """Megabytes that a process held at most: its own, and of files mapped, which the system shares
    and takes back at need."""

    own: float
    mapped: float


def peak(process: subprocess.Popen[Any]) -> Peak:
    """Watch a process to its end."""
    own = mapped = 0.0
    while process.poll() is None:
        try:
            said = Path(f"/proc/{process.pid}/status").read_text()
            held = {name: int(size) / 1024 for name, size in re.findall(r"(Rss\w+):\s+(\d+)", said)}
            own, mapped = max(own, held["RssAnon"]), max(mapped, held["RssFile"])
        except (OSError, KeyError):
            pass
        time.sleep(0.05)
    return Peak(own, mapped)


def megabytes(pid: int) -> float:
    """What a process and its family hold, shared pages counted once (PSS)."""
    total = 0
    for each in family(pid):
        try:
            said = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"^Pss:\s+(\d+) kB", said, re.MULTILINE)[1])  # type: ignore[index]
    return total / 1024
