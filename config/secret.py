"""The secret key of an installation that did not bring one."""

import os
import secrets
from pathlib import Path


def kept_secret(file: Path) -> str:
    """The key in `file`, made on the first call (mode 0600). Safe when two processes start at
    once: the one that loses the race reads what the other wrote."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.{os.getpid()}")
    if not file.exists():
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
        try:
            os.link(new, file)  # atomic, and refuses to replace
        except FileExistsError:
            pass
        finally:
            new.unlink()
    return file.read_text().strip()
