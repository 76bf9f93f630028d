"""Figures, printed and compared with what they must be. One that is told to end stops what it started."""

import signal
import sys

signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
