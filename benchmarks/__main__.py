"""What `make bench` runs: every benchmark, one after the other, whatever the others find.

    python -m benchmarks [PART ...]

Parts: `reading` (Lighthouse on the readers' pages), `press` (requests a second, freshness, memory,
start), `writing` (the writing screen with a long story), `sending` (letters: throughput, kills,
memory, and what the site feels of it), `importing` (subscribers out of a long table). All figures
go to `var/bench.json`.
Ends with 1 if one of them missed a figure, with 2 if one could not measure.
"""

from __future__ import annotations

import subprocess
import sys

PARTS = ["reading", "press", "writing", "sending", "importing"]


def main() -> int:
    asked = sys.argv[1:] or PARTS
    unknown = [part for part in asked if part not in PARTS]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(PARTS)}.")
        return 2
    codes = []
    for part in asked:
        print(f"\n=== {part} ===", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{part}"]
        codes.append(subprocess.run(command, check=False).returncode)
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main())
