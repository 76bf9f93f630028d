"""`manage.py send_campaigns`, many times, without waiting for Django to load every time: this
process has loaded it and forks. Told on stdin `start` or `wait PID`; answers with a line."""

from __future__ import annotations

import os
import sys


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    import newsletter.delivering
    import newsletter.management.commands.send_campaigns  # noqa: F401

    for line in sys.stdin:
        verb, *about = line.split()
        if verb == "wait":
            status = os.waitpid(int(about[0]), 0)[1]
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(2, 1)
                call_command("send_campaigns", quiet=True)
                code = 0
            finally:
                os._exit(code)
        print(child, flush=True)


if __name__ == "__main__":
    main()
