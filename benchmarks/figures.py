"""What was measured: lines with what they must be, and `var/bench.json`, one part of it for each
benchmark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).resolve().parents[1] / "var" / "bench.json"


class Line(NamedTuple):
    what: str
    measured: float
    wanted: str
    held: bool


def at_most(what: str, measured: float, wanted: float) -> Line:
    return Line(what, measured, f"≤ {wanted:g}", measured <= wanted)


def show(line: Line) -> None:
    missed = "" if line.held else "  missed"
    print(f"{line.what:58}{line.measured:10.2f}{line.wanted:>10}{missed}", flush=True)


def sure(so: bool) -> None:
    """What is measured must have been done."""
    if not so:
        raise RuntimeError("this is not what was to be measured")


def keep(part: str, figures: Any) -> None:
    """Write `figures` under the name of `part`; the other parts stay as they are."""
    try:
        kept = json.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    FILE.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**kept, part: figures}, indent=2, sort_keys=True)
    FILE.write_text(text + "\n", encoding="utf-8")
