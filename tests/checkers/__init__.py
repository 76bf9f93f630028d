"""The programs that Elucid's pages are checked with: axe-core, the Nu HTML checker, Lighthouse.

    python -m tests.checkers

brings what `package.json` pins into `.tools/checkers/` by npm, and does nothing when it is there
already. Nothing of it reaches a reader. Each function below answers None while its
program cannot be had on this machine; `missing()` says why.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Not here, where everybody who searches the tests would find 200 MB of other people's code.
TOOLS = HERE.parents[1] / ".tools" / "checkers"
MODULES = TOOLS / "node_modules"
_STAMP = MODULES / ".elucid"


def install() -> bool:
    """Whether the pinned programs are there now; npm's output is shown only when it fails."""
    if _is_current():
        return True
    npm = shutil.which("npm")
    if not npm:
        return False
    print("Installing the checkers of tests/checkers/package.json …", flush=True)
    TOOLS.mkdir(parents=True, exist_ok=True)
    for name in ["package.json", "package-lock.json", ".npmrc"]:
        shutil.copy(HERE / name, TOOLS / name)
    done = subprocess.run(
        [npm, "ci", "--silent"],
        cwd=TOOLS,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
        return False
    _STAMP.write_text(_wanted())
    return True


def axe() -> Path | None:
    """The script that looks for barriers in a page."""
    return _existing(MODULES / "axe-core" / "axe.min.js")


def html_checker() -> list[str] | None:
    """The command that checks HTML, to which options and files are added."""
    java, jar = shutil.which("java"), _existing(MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar")
    # It runs for seconds: compiling its code well would take longer than it runs. Code that is not
    # compiled well wants a larger stack.
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m"]
    return [java, *quick, "-jar", str(jar)] if java and jar else None


def lighthouse() -> list[str] | None:
    """The command that measures a page. It needs a newer node than Debian has, so one is pinned."""
    script = _existing(MODULES / "lighthouse" / "cli" / "index.js")
    own = sorted(MODULES.glob("node-*/bin/node"))
    node = str(own[0]) if own else shutil.which("node")
    return [node, str(script)] if node and script else None


def missing() -> list[str]:
    """What cannot be checked on this machine, and why, one sentence each."""
    why = "npm could not install" if shutil.which("npm") else "no npm found to install"
    sentences = []
    if axe() is None:
        sentences.append(f"the accessibility tests: {why} axe-core")
    if html_checker() is None:
        needs = f"{why} vnu-jar" if shutil.which("java") else "no java found"
        sentences.append(f"the HTML checker: {needs}")
    return sentences


def _existing(path: Path) -> Path | None:
    return path if path.exists() else None


def _wanted() -> str:
    lock = (HERE / "package-lock.json").read_bytes()
    # node_modules holds programs of one kind of machine.
    return f"{hashlib.sha256(lock).hexdigest()} {os.uname().sysname} {os.uname().machine}"


def _is_current() -> bool:
    return _STAMP.exists() and _STAMP.read_text() == _wanted()
