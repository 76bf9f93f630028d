"""The press measured: what a reader waits for, beside nginx and the least that Django can do.

    python -m benchmarks.press [--articles N] [--subscribers N] [--seconds N] [--runs N]

Loads a demo magazine of N stories under `var/bench/press` (once; it is used again), runs it in the
production set-up on loopback, measures, prints the table and writes it to `var/bench.json`. Every
process that it starts it ends. Needs wrk and nginx (Debian: apt-get install wrk nginx).

The requests a second of two servers compare only on a machine that does nothing else. The last
column does not mind: requests a second of the server's own CPU time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import figures, publishing
from benchmarks.figures import Line, at_most
from benchmarks.front import nginx
from benchmarks.machine import (
    ROOT,
    Run,
    free_port,
    medians,
    megabytes,
    needed,
    running,
    until_it_answers,
    wrk,
)
from config.serve import commands

DATA = ROOT / "var" / "bench" / "press"
ENCODINGS = {"plain": "identity", "brotli": "br"}


def main() -> int:
    options = _options()
    needed("wrk", "nginx")
    port = free_port()
    environment = {
        "ELUCID_VAR": str(DATA),
        "ELUCID_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}",
    }
    os.environ.update(environment)
    _load(options.articles, options.subscribers)
    before = _set_aside(DATA / "press")
    lines: list[Line] = []
    runs: dict[str, dict[str, Run]] = {}
    with running([sys.executable, "-m", "config.serve"]):
        until_it_answers(f"http://127.0.0.1:{port}/")  # builds what a first start builds
    began = time.monotonic()
    with running([sys.executable, "-m", "config.serve"]) as site:
        until_it_answers(f"http://127.0.0.1:{port}/")
        lines.append(at_most("6. second start, seconds", time.monotonic() - began, 3.0))
        site_pid = _site_pid(site.pid)
        articles = _articles()
        with _nginx(port) as (nginx_pid, files, front):
            for kind, said in ENCODINGS.items():
                runs[kind] = _kept(kind, said, port, site_pid, nginx_pid, files, front,
                                   articles[0], options)  # fmt: skip
                lines += _compare(kind, runs[kind])
        runs["not in the store"] = _not_kept(port, site_pid, articles, options)
        lines += _compare_misses(runs["not in the store"])
        lines += publishing.measure(port, articles[:500], options.seconds * 4)
        lines.append(at_most("5. memory of site and worker, MB", megabytes(site.pid), 300))
    shutil.rmtree(before, ignore_errors=True)
    _print(lines, runs)
    figures.keep(
        "press",
        {
            "articles": options.articles,
            "figures": [line._asdict() for line in lines],
            "runs": {
                part: {name: run._asdict() for name, run in of_part.items()}
                for part, of_part in runs.items()
            },
        },
    )
    return 0 if all(line.held for line in lines) else 1


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--subscribers", type=int, default=0)
    parser.add_argument("--seconds", type=int, default=3, help="for each run of wrk")
    parser.add_argument("--runs", type=int, default=3, help="the median of so many")
    return parser.parse_args()


def _load(articles: int, subscribers: int) -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], cwd=ROOT, check=True)
    # The demo's letters name faces.
    collect = [*manage, "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, check=True)
    command = [*manage, "load_demo", "--articles", str(articles), "--subscribers", str(subscribers)]
    subprocess.run(command, cwd=ROOT, check=True)
    # Or the worker would make pictures beside what is measured.
    renditions = [*manage, "make_renditions"]
    subprocess.run(renditions, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (DATA / "demo.loaded").touch()


def _set_aside(folder: Path) -> Path:
    """Where a folder went. To delete it at once would be measured as well: for half a minute after
    thousands of files went, ext4 looks at each of their numbers before it makes another file."""
    aside = folder.with_name(f"{folder.name}.before")
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        folder.rename(aside)
    return aside


def _articles() -> list[str]:
    """The addresses of live stories, the newest first."""
    script = (
        "import json; from magazine.models import Article; "
        "live = Article.objects.live().filter(kind='article').newest_first().only('kind', 'slug'); "
        "print(json.dumps([story.get_absolute_url() for story in live[:20000]]))"
    )
    said = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", script],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    found: list[str] = json.loads(said.splitlines()[-1])
    return found


def _site_pid(supervisor: int) -> int:
    """Of granian, without the worker beside it."""
    for stat in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = stat.read_bytes()
            parent = (stat.parent / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == supervisor and b"granian" in command:
            return int(stat.parent.name)
    raise SystemExit("The site did not start.")


@contextmanager
def _nginx(port: int) -> Iterator[tuple[int, str, str]]:
    """One worker. Its process id, the address of bare files, and that of deploy/nginx.conf."""
    folder, bare, front = DATA / "nginx", free_port(), free_port()
    (folder / "files").mkdir(parents=True, exist_ok=True)
    files = f"server {{ listen 127.0.0.1:{bare}; root {folder}/files; }}"
    listen = f"127.0.0.1:{front}"
    with nginx(folder, listen=listen, site=port, var=DATA, also=files) as process:
        until_it_answers(f"http://127.0.0.1:{bare}/")
        yield process.pid, f"http://127.0.0.1:{bare}", f"http://127.0.0.1:{front}"


def _kept(
    kind: str, said: str, port: int, site: int, nginx: int, files: str, front: str, path: str,
    options: Any,
) -> dict[str, Run]:  # fmt: skip
    """An article that is in the store: from nginx as a bare file, from the press, and from nginx
    with deploy/nginx.conf before the press."""
    headers = {"Accept-Encoding": said}
    address = f"http://127.0.0.1:{port}{path}"
    for _ in range(2):
        for each in [address, front + path]:
            with urllib.request.urlopen(urllib.request.Request(each, headers=headers)) as answer:
                body = answer.read()
    (DATA / "nginx" / "files" / f"article.{kind}").write_bytes(body)

    def run(where: str, pid: int) -> Any:
        return lambda: wrk(where, pid=pid, headers=headers, seconds=options.seconds)

    return medians(
        options.runs,
        {
            f"nginx, the file itself, {len(body)} bytes": run(f"{files}/article.{kind}", nginx),
            "the press, one granian worker": run(address, site),
            "nginx with deploy/nginx.conf": run(front + path, nginx),
        },
    )


def _not_kept(port: int, site: int, articles: list[str], options: Any) -> dict[str, Run]:
    """Articles that are not in the store, another one every time: first those that nobody has asked
    for yet, then the same after a turn; and the least of Django."""
    script = DATA / "articles.lua"
    share = len(articles) // options.runs
    unread = [articles[first * share : (first + 1) * share] for first in range(options.runs)]
    read: list[list[str]] = []
    seconds = min(2, options.seconds)  # or 5,000 articles are too few
    least = free_port()
    # The same server as the site's, to the last option.
    *granian, _ = commands("127.0.0.1", least)["site"]
    granian.append("benchmarks.trivial_wsgi:application")

    def article(paths: list[str]) -> Run:
        listed = ",".join(f'"{path}"' for path in paths)
        script.write_text(
            f"local paths = {{{listed}}}\nlocal place = 0\n"
            'request = function() place = place + 1\n'
            'return wrk.format("GET", paths[(place - 1) % #paths + 1]) end\n'
        )  # fmt: skip
        run = wrk(
            f"http://127.0.0.1:{port}/", pid=site, script=script, seconds=seconds,
            headers={"Accept-Encoding": "br"},
        )  # fmt: skip
        if run.per_second * seconds > len(paths):
            raise SystemExit("Too few articles: some were asked for twice, and were in the store.")
        return run

    def new() -> Run:
        read.append(unread.pop())
        return article(read[-1])

    def after_a_turn() -> Run:
        publishing.turn()
        time.sleep(1.2)
        return article(read[-1])

    with running(granian) as process:
        where = f"http://127.0.0.1:{least}/"
        until_it_answers(where, host=f"127.0.0.1:{port}")
        host = {"Host": f"127.0.0.1:{port}"}
        return medians(
            options.runs,
            {
                "a trivial view": lambda: wrk(
                    where, pid=process.pid, seconds=options.seconds, headers=host
                ),
                "an article, printed for the first time": new,
                "an article, printed anew after a turn": after_a_turn,
            },
        )


def _compare(kind: str, runs: dict[str, Run]) -> list[Line]:
    bare, press, front = runs.values()
    return [
        *_share(f"1. press of bare nginx, {kind}", press, bare, 0.55),
        *_share(f"1. deploy/nginx.conf of bare nginx, {kind}", front, bare, 0.95),
        at_most(f"1. p99 of the press, {kind}, ms", press.p99, 5.0),
        at_most(f"1. errors, {kind}", press.errors + front.errors, 0),
    ]


def _compare_misses(runs: dict[str, Run]) -> list[Line]:
    least, first, again = runs.values()
    return [
        *_share("2. article not in the store of a trivial view: new", first, least, 0.12),
        *_share("2. … after a turn", again, least, 0.12),
        at_most("2. errors", first.errors + again.errors, 0),
    ]


def _share(what: str, one: Run, of: Run, wanted: float) -> list[Line]:
    measured = one.per_second / of.per_second
    by_cpu = one.per_cpu_second / of.per_cpu_second if of.per_cpu_second else 0.0
    return [
        Line(what, measured, f"≥ {wanted:g}", measured >= wanted),
        Line("   by the CPU time of the servers", by_cpu, "", True),
    ]


def _print(lines: list[Line], runs: dict[str, dict[str, Run]]) -> None:
    for part, of_part in runs.items():
        print(f"\n{part:46}{'a second':>10}{'p99 ms':>9}{'errors':>8}{'a CPU second':>14}")
        for name, run in of_part.items():
            print(
                f"  {name:44}{run.per_second:10.0f}{run.p99:9.1f}{run.errors:8d}"
                f"{run.per_cpu_second:14.0f}"
            )
    print(f"\n{'figure':56}{'measured':>10}{'wanted':>10}")
    for line in lines:
        print(
            f"{line.what:56}{line.measured:10.2f}{line.wanted:>10}{'' if line.held else '  missed'}"
        )


if __name__ == "__main__":
    sys.exit(main())
