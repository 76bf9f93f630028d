"""What a page tells the browser ahead of its scripts."""

import re
from pathlib import Path

import pytest

from newsroom import modules
from newsroom.widgets import SURFACE

STORY = Path(modules.__file__).parent / "static" / "newsroom" / "story"


def test_all_that_the_writing_surface_imports_is_told_once():
    told = [each.path.removeprefix("/static/") for each in modules.preloads(SURFACE, SURFACE)]
    assert told[0] == SURFACE
    assert len(told) == len(set(told))
    # Read by another rule than the one that is tested: whatever a script of the surface names.
    named = {
        f"newsroom/story/{name}"
        for file in STORY.glob("*.js")
        for name in re.findall(r'from "\./([\w-]+\.js)"', file.read_text(encoding="utf-8"))
    }
    assert named <= set(told)
    assert len(named) > 40


def test_a_name_that_is_no_file_is_an_error():
    with pytest.raises(LookupError, match=r"newsroom/none\.js"):
        modules.preloads("newsroom/none.js")


def test_the_writing_screen_tells_before_it_runs(client, edith):
    client.force_login(edith)
    page = client.get("/admin/magazine/article/add/").content.decode()
    told = re.findall(r'<link href="([^"]+)"[^>]* rel="modulepreload"', page)
    assert len(told) > 60
    for script in ["newsroom/writing.js", "newsroom/checklist.js", "newsroom/preview-pane.js"]:
        assert any(script.rpartition("/")[2] in address for address in told)
    # Before Chromium 133 a module that is told ahead of the import map switches the map off.
    assert page.index('type="importmap"') < page.index('rel="modulepreload"')
