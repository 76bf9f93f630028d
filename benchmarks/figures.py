"""Keeps what was measured in `var/bench.json`, one part of it for each benchmark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[1] / "var" / "bench.json"


def keep(part: str, figures: Any) -> None:
    """Write `figures` under the name of `part`; the other parts stay as they are."""
    try:
        kept = json.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    FILE.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**kept, part: figures}, indent=2, sort_keys=True)
    FILE.write_text(text + "\n", encoding="utf-8")
