"""Elucid's settings as the tests want them: quick password hashes, mail kept in memory, tasks run
at once, every file below a folder that is thrown away."""

import os
import tempfile
from pathlib import Path

_scratch = Path(tempfile.mkdtemp(prefix="elucid-test-"))
(_scratch / "static").mkdir()  # WhiteNoise says in every test that it is not there
os.environ.setdefault("SECRET_KEY", "a-key-for-tests-that-guards-nothing-at-all-0123456789abcdef")
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ["ELUCID_VAR"] = str(_scratch)
os.environ.pop("ELUCID_DEMO", None)
os.environ.pop("DEBUG", None)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
TEST_SCRATCH = _scratch
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = False
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # What a test commits need not outlive the machine.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the browser tests' server has connections of its own.
    DATABASES["default"]["TEST"] = {"NAME": str(_scratch / "test.sqlite3")}
