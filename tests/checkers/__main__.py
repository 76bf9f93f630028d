"""Brings the checkers; see the package."""

import sys

from tests.checkers import install, missing

if __name__ == "__main__":
    if not install():
        for sentence in missing():
            sys.stderr.write(f"Going on without {sentence}.\n")
