"""Imports point one way: what stands below knows nothing of what stands on it."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

BELOW = {
    "press": set(),
    "library": set(),
    "newsroom": set(),
    "magazine": {"press", "library", "newsroom"},
    "spotlight": {"press", "library", "newsroom", "magazine"},
    "newsletter": {"press", "library", "newsroom", "magazine"},
}
OURS = {*BELOW, "config", "demo", "tests"}


def imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names & OURS


@pytest.mark.parametrize("app", BELOW)
def test_an_app_imports_only_what_it_stands_on(app):
    wrong = {
        f"{file.relative_to(settings.BASE_DIR)} imports {name}"
        for file in (settings.BASE_DIR / app).rglob("*.py")
        for name in imported(file) - BELOW[app] - {app}
    }
    assert wrong == set()
