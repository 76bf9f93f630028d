"""Lighthouse on the pages of the demo magazine, as a phone on slow 4G finds them.

    python -m benchmarks.reading [--runs N] [--only WORD] [--port PORT] [--bare] [--at ADDRESS]

Starts a magazine of its own under `var/bench/site` in the production set-up, behind nginx with
deploy/nginx.conf, TLS and HTTP/2 (`--bare`: without nginx, which is HTTP/1.1), waits until its
pictures are ready, measures front page, article, photo story, spotlight feature and section, and
stops it. `--at` measures a demo magazine that runs already, whose data is in ELUCID_VAR. Each
figure is the median of the runs, the shift of the layout the worst. Ends with 1 when one of
`LEAST` or `MOST` is missed, with 2 when nothing could be measured.

A busy machine costs points: Lighthouse runs the page's scripts here and takes its time fourfold.
The last column says how fast it found the machine; below 1000 do not believe the rest.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import figures
from benchmarks.front import nginx
from benchmarks.machine import free_port, until_it_answers
from tests import checkers
from tests.browser.chromium import find_chromium
from tests.newsletter import certificates

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "var" / "bench" / "site"
REPORTS = ROOT / "var" / "bench"

CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
LEAST = dict.fromkeys(CATEGORIES, 100)  # points
TRIES = 3
MOST = {"layout shift": 0.0, "largest paint": 1200.0}  # a share; ms
AUDITS = {
    "layout shift": "cumulative-layout-shift",
    "largest paint": "largest-contentful-paint",
    "first paint": "first-contentful-paint",
    "blocked": "total-blocking-time",
}
ADDRESSES = """
import json
from magazine.models import Article
from spotlight.models import SpotlightFeature
live = Article.objects.live().newest_first()
print(json.dumps({
    "front page": "/",
    "article": live.get(slug="a-coat-taken-apart").get_absolute_url(),
    "photo story": live.filter(layout="photo")[0].get_absolute_url(),
    "spotlight feature": SpotlightFeature.objects.live().newest_first()[0].get_absolute_url(),
    "section": "/sections/fashion/",
}))
"""


def manage(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"ELUCID_VAR": str(SITE), "ELUCID_DEMO": "1", **os.environ},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@contextmanager
def magazine(port: int, *, bare: bool) -> Iterator[str]:
    """The address of a demo magazine of our own, while it runs."""
    os.environ["ELUCID_VAR"] = str(SITE)
    address, front = f"http://127.0.0.1:{port}", free_port()
    if not bare:
        address = f"https://127.0.0.1:{front}"
        os.environ |= {"SITE_URL": address, "PROXIES": "1"}
    site = subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port), "ELUCID_DEMO": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for line in site.stdout or []:
            if "Ctrl-C stops" in line:
                break
        else:
            raise SystemExit("The magazine did not start.")
        print("Waiting for its pictures …", flush=True)
        manage("make_renditions")
        with nullcontext() if bare else _nginx(front, port):
            yield address
    finally:
        site.send_signal(signal.SIGINT)
        site.wait()


@contextmanager
def _nginx(front: int, site: int) -> Iterator[None]:
    folder = SITE / "nginx"
    folder.mkdir(parents=True, exist_ok=True)
    certificate, key = certificates.make(folder)
    os.environ["SSL_CERT_FILE"] = str(certificate)  # for whoever asks for the first page
    listen = (
        f"127.0.0.1:{front} ssl http2; ssl_certificate {certificate}; ssl_certificate_key {key}"
    )
    # Here the port is not the one that goes without saying.
    with nginx(folder, listen=listen, site=site, var=SITE, host="$http_host"):
        until_it_answers(f"https://127.0.0.1:{front}/")
        yield


def measure(lighthouse: list[str], chromium: str, url: str, report: Path) -> dict[str, float]:
    """One run over one page; the whole report is left in `report`."""
    with urllib.request.urlopen(url, timeout=30) as answer:
        answer.read()  # the first reader waits for the print, and is not the one we measure
    command = [
        *lighthouse,
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-background-networking "
        "--ignore-certificate-errors",  # ours is signed by nobody
        "--no-enable-error-reporting",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium}
    for _ in range(TRIES):  # now and then a browser starts too slowly for Lighthouse's trace
        if subprocess.run(command, env=environment, check=False).returncode == 0:
            break
    else:
        raise SystemExit(f"{url}: Lighthouse measured nothing.")
    found = json.loads(report.read_text(encoding="utf-8"))
    if "runtimeError" in found:
        raise SystemExit(f"{url}: {found['runtimeError']['message']}")
    return {
        **{name: round(found["categories"][name]["score"] * 100) for name in CATEGORIES},
        **{what: found["audits"][name]["numericValue"] for what, name in AUDITS.items()},
        "machine": found["environment"]["benchmarkIndex"],
    }


def missed(figures: dict[str, float]) -> list[str]:
    below = [name for name, least in LEAST.items() if figures[name] < least]
    return below + [name for name, most in MOST.items() if figures[name] > most]


def show(page: str, found: dict[str, float]) -> None:
    points = " ".join(f"{found[name]:>5.0f}" for name in CATEGORIES)
    paints = f"{found['layout shift']:>7.3f} {found['largest paint']:>8.0f}"
    rest = f"{found['first paint']:>8.0f} {found['blocked']:>8.0f} {found['machine']:>8.0f}"
    print(f"{page:<18} {points} {paints} {rest}   {'missed' if missed(found) else ''}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="pages whose name holds this word")
    parser.add_argument("--port", type=int, default=8098)
    parser.add_argument("--bare", action="store_true", help="without nginx before it")
    parser.add_argument("--at", default="", help="address of a magazine that runs already")
    options = parser.parse_args()
    lighthouse, chromium = checkers.lighthouse(), find_chromium()
    if not lighthouse or not chromium:
        print(f"Skipped: no {'Lighthouse' if chromium else 'Chromium'} (see CONTRIBUTING.md).")
        return 2
    REPORTS.mkdir(parents=True, exist_ok=True)
    if options.at:
        return run(lighthouse, chromium, options.at, options)
    with magazine(options.port, bare=options.bare) as address:
        return run(lighthouse, chromium, address, options)


def run(lighthouse: list[str], chromium: str, address: str, options: Any) -> int:
    pages = json.loads(manage("shell", "-v0", "-c", ADDRESSES).strip().splitlines()[-1])
    result: dict[str, dict[str, float]] = {}
    print(f"{'':<18}  perf  a11y  best   seo   shift  largest    first  blocked  machine")
    for page, path in pages.items():
        if options.only not in page:
            continue
        runs = [
            measure(
                lighthouse,
                chromium,
                address.rstrip("/") + path,
                REPORTS / f"{page.replace(' ', '-')}-{number}.json",
            )
            for number in range(1, options.runs + 1)
        ]
        result[page] = {what: median(one[what] for one in runs) for what in runs[0]}
        result[page]["layout shift"] = max(one["layout shift"] for one in runs)
        show(page, result[page])
    figures.keep("reading", result)
    for page, found in result.items():
        for name in missed(found):
            wanted = LEAST.get(name, MOST.get(name))
            print(f"Missed: {page}, {name}: {found[name]:g} instead of {wanted:g}")
    print(f"Lighthouse's reports are in {REPORTS.relative_to(ROOT)}/")
    return int(any(missed(found) for found in result.values()))


if __name__ == "__main__":
    sys.exit(main())
