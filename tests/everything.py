"""`make test`: the whole suite on SQLite with the browser tests, then on PostgreSQL what touches
the database, with those browser tests that write.

What this machine lacks is skipped and named at the end; with ELUCID_REQUIRE_ALL=1 (as in CI)
anything that is lacking fails the run instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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


def run(title: str, *arguments: str, **environment: str) -> int:
    print(f"\n=== {title} ===", flush=True)
    began = time.monotonic()
    code = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *arguments, *sys.argv[1:]],
        # Compiled once rather than in each of the hundred processes that tests start.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environment},
        check=False,
    ).returncode
    print(f"({time.monotonic() - began:.0f} s)", flush=True)
    return code


def main() -> int:
    from tests import checkers
    from tests.browser.chromium import find_for_tests
    from tests.newsletter import dovecot, postfix

    required = os.environ.get("ELUCID_REQUIRE_ALL") == "1"
    missing: list[str] = []
    url, why_not = postgresql()
    if not url:
        missing.append(f"everything on PostgreSQL: {why_not}")
    if not find_for_tests():
        missing.append("the browser tests: no Chromium found (set CHROMIUM)")
    if not shutil.which("node"):
        missing.append("the tests of the newsroom's JavaScript: no node found")
    for program, of in {"nginx": "before the press", "redis-server": "of two machines"}.items():
        if not shutil.which(program) and not shutil.which(f"/usr/sbin/{program}"):
            missing.append(f"the tests {of}: no {program} found")
    if not postfix.CAN_RUN:
        missing.append("letters through postfix: no postfix found, or this is not root")
    if not dovecot.DOVECOT:
        missing.append("the mailbox that letters come back to: no dovecot found")
    missing += checkers.missing()
    codes = []
    if not (required and missing):
        parallel = ["-n", "2", "--dist", "loadgroup"]
        codes.append(run("SQLite", *parallel, DATABASE_URL=""))
        if url:
            # What a browser shows does not depend on the database; what it stores does.
            some = ["-m", "database and (not browser or both_databases)"]
            codes.append(run("PostgreSQL", *parallel, *some, DATABASE_URL=url))
    for thing in missing:
        print(f"{'MISSING' if required else 'Skipped'}: {thing}")
    return 1 if any(codes) or (required and missing) else 0


if __name__ == "__main__":
    sys.exit(main())
