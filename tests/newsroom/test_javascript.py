"""The newsroom's scripts that need no page, tested by node."""

import shutil
import subprocess

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "tests" / "newsroom" / "javascript"


@pytest.mark.skipif(not shutil.which("node"), reason="no node found")
@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.test.mjs")), ids=lambda file: file.name)
def test_a_script_does_as_its_tests_say(file):
    done = subprocess.run(["node", "--test", str(file)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
