"""Figures, and whether they are held. Told to end, a benchmark stops what it started."""

import signal
import sys

signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
