"""What a reviewer would otherwise have to look for by hand."""

import re
import subprocess

import pytest
from django.conf import settings

TEMPLATES = sorted(
    file
    for folder in [
        "templates",
        *["press", "library", "newsroom", "magazine", "spotlight", "newsletter"],
    ]
    for file in (settings.BASE_DIR / folder).rglob("*.html")
)
MAIL = settings.BASE_DIR / "templates" / "emails"


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda file: str(file.relative_to(settings.BASE_DIR))
)
def test_a_template_has_no_inline_style_or_script(template):
    if template.is_relative_to(MAIL):
        return  # mail programs read no style sheets
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text) == []
    # What base.html includes is a file, known to the policy by its digest.
    known = r'[^>]*>{% include "components/first\.js" %}</script>'
    rule = rf"<style(?![^>]*nonce)|<script(?![^>]*(?:src=|nonce|ld\+json)|{known})"
    assert re.findall(rule, text) == []


def test_no_secret_and_no_large_file_is_kept_in_the_repository():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=settings.BASE_DIR, capture_output=True, check=True, text=True
    )
    files = [settings.BASE_DIR / name for name in listed.stdout.split("\0") if name]
    assert files
    large = [file for file in files if file.exists() and file.stat().st_size > 1_500_000]
    assert large == []
    assert [file for file in files if file.suffix in {".sqlite3", ".pem", ".key"}] == []


def test_no_script_finds_files_beside_itself():
    """Files are served under names with their hash in them, which a script cannot know: what it
    needs it imports, or is told by its page."""
    scripts = [
        file
        for folder in ["static", "newsroom", "library"]
        for file in (settings.BASE_DIR / folder).rglob("*.js")
    ]
    assert len(scripts) > 20
    assert [file.name for file in scripts if "import.meta" in file.read_text("utf-8")] == []
