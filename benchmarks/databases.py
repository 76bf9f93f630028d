"""Empty databases for the benchmarks that write."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.machine import ROOT
from tests.everything import postgresql


def on_each(module: str, folder: Path) -> int:
    """Run a benchmark once for each database, with `--database` and its own arguments; the worst
    exit code, 2 if there was none."""
    codes = []
    for name, url in _all_here():
        print(f"\n--- {name} ---", flush=True)
        with _fresh(url, folder) as fresh:
            command = [sys.executable, "-m", module, *sys.argv[1:], "--database", fresh]
            codes.append(subprocess.run(command, cwd=ROOT, check=False).returncode)
    return max(codes, default=2)


def _all_here() -> list[tuple[str, str]]:
    """Names and URLs of the servers that can be measured; SQLite needs none."""
    url, why_not = postgresql()
    if not url:
        print(f"Left out, PostgreSQL: {why_not}")
    return [("SQLite", ""), *([("PostgreSQL", url)] if url else [])]


@contextmanager
def _fresh(url: str, folder: Path) -> Iterator[str]:
    """An empty database, and `folder` empty, while the block runs."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        if url:
            yield from _of_server(url, f"elucid_bench_{folder.name}")
        else:
            yield f"sqlite:///{folder / 'bench.sqlite3'}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _of_server(url: str, name: str) -> Iterator[str]:
    import psycopg2

    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{url.rpartition('/')[0]}/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            connection.close()
