"""Figures, printed and compared with what they must be; told to end, they stop what they started."""

import signal
import sys

signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
