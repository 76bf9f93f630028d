"""`make test`: the whole suite on SQLite with the browser tests, and beside it on PostgreSQL what
touches the database, with those browser tests that write.

What this machine lacks is skipped and named at the end; with ELUCID_REQUIRE_ALL=1 (as in CI)
anything that is lacking fails the run instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time

DEFAULT_POSTGRESQL = "postgresql://root@127.0.0.1:5432/root"


def postgresql() -> tuple[str, str]:
    """(URL of a server that answers, "") or ("", why not)."""
    import psycopg2

    url = os.environ.get("TEST_DATABASE_URL", DEFAULT_POSTGRESQL)
    try:
        connection = psycopg2.connect(url, connect_timeout=3)
    except psycopg2.OperationalError as error:
        return "", f"no PostgreSQL answers at TEST_DATABASE_URL ({str(error).splitlines()[0]})"
    try:
        if connection.server_version < 150000:
            return "", "the PostgreSQL at TEST_DATABASE_URL is older than 15"
        return url, ""
    finally:
        connection.close()


class Run:
    """The suite on one database, in processes of its own."""

    def __init__(self, title: str, *arguments: str, quietly: bool = False, **environment: str):
        self.title, self.began = title, time.monotonic()
        # Kept until the other is done.
        self.said = tempfile.TemporaryFile() if quietly else None  # noqa: SIM115
        if not quietly:
            print(f"\n=== {title} ===", flush=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", *arguments, *sys.argv[1:]],
            env={**os.environ, **environment},
            stdout=self.said,
            stderr=subprocess.STDOUT if quietly else None,
        )

    def end(self) -> int:
        """Its exit code, once it has ended and what it said is printed."""
        code = self.process.wait()
        if self.said is not None:
            self.said.seek(0)
            words = self.said.read().decode(errors="replace")
            print(f"\n=== {self.title} ===\n{words}", end="")
        print(f"({self.title}: {time.monotonic() - self.began:.0f} s)", flush=True)
        return code


def main() -> int:
    from tests import checkers
    from tests.browser.chromium import find_chromium

    required = os.environ.get("ELUCID_REQUIRE_ALL") == "1"
    missing: list[str] = []
    url, why_not = postgresql()
    if not url:
        missing.append(f"everything on PostgreSQL: {why_not}")
    if not find_chromium():
        missing.append("the browser tests: no Chromium found (set CHROMIUM)")
    if not shutil.which("node"):
        missing.append("the tests of the newsroom's JavaScript: no node found")
    missing += checkers.missing()
    codes = []
    if not (required and missing):
        # Two processes each and both databases at once: half of the time goes by in waiting, for
        # pages to settle and for moments to come.
        parallel = ["-n", "2", "--dist", "loadgroup"]
        runs = [Run("SQLite", *parallel, DATABASE_URL="")]
        if url:
            # What a browser shows does not depend on the database; what it stores does.
            some = ["-m", "database and (not browser or both_databases)"]
            runs.append(Run("PostgreSQL", *parallel, *some, quietly=True, DATABASE_URL=url))
        codes = [each.end() for each in runs]
    for thing in missing:
        print(f"{'MISSING' if required else 'Skipped'}: {thing}")
    return 1 if any(codes) or (required and missing) else 0


if __name__ == "__main__":
    sys.exit(main())
