"""Read settings from the environment and refuse nonsense in a full sentence.

Every function raises `ImproperlyConfigured` naming the variable, what was found and
what would be right. Nothing here touches Django's settings.
"""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}
_HOST = re.compile(r"^(\[[0-9a-f:]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$", re.IGNORECASE)


def flag(name: str, *, default: bool = False) -> bool:
    """A yes/no variable: 1/true/yes/on or 0/false/no/off."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in _TRUE:
        return True
    if value.strip().lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no. Set {name}=1 or {name}=0.")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def names(name: str) -> list[str]:
    """A comma-separated list of host names; `[]` when unset."""
    hosts = [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]
    for host in hosts:
        if host != "*" and not _HOST.match(host.removeprefix(".")):
            raise ImproperlyConfigured(
                f"{name} holds {host!r}, which is no host name. "
                f"Give names without scheme or port, separated by commas: {name}=magazine.example"
            )
    return hosts


def site_url(name: str, default: str) -> str:
    """The magazine's own address: scheme and host, no path, no trailing slash."""
    value = text(name, default)
    parts = urlsplit(value)
    try:
        valid = parts.scheme in {"http", "https"} and _HOST.match(parts.hostname or "")
        _ = parts.port
    except ValueError:
        valid = None
    if not valid or parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(
            f"{name}={value!r} is not the address of a site. "
            f"Give scheme and host only: {name}=https://magazine.example"
        )
    return f"{parts.scheme}://{parts.netloc}".lower()


def redis_url(name: str) -> str:
    value = text(name)
    if value and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured(
            f"{name}={value!r} is not a Redis address. Example: {name}=redis://127.0.0.1:6379/0"
        )
    return value


def megabytes(name: str, default: int) -> int:
    """A whole number of megabytes, in bytes."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 1_000_000:
        raise ImproperlyConfigured(
            f"{name}={value!r} is no number of megabytes. Set {name}={default}, or more or less."
        )
    return int(value) * 1024 * 1024


def cdn_url(name: str) -> str:
    """The address by which a CDN is purged, see `press.purging`; "" without one."""
    from press.purging import request_for

    value = text(name)
    try:
        if value:
            request_for(value)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} is not the address of a CDN that can be purged ({error}). "
            f"Examples: {name}=fastly://TOKEN@SERVICE, cloudflare://TOKEN@ZONE, purge://varnish:6081/"
        ) from error
    return value


def database(name: str, *, default_file: Path) -> dict[str, Any]:
    """Django's DATABASES entry for a URL; without one, SQLite in `default_file`."""
    import dj_database_url

    value = text(name)
    try:
        config = dict(
            dj_database_url.parse(
                value or f"sqlite:///{default_file}", conn_max_age=60, conn_health_checks=True
            )
        )
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"{name} could not be read ({error}). "
            f"Example: {name}=postgresql://user:password@127.0.0.1:5432/magazine"
        ) from error
    engine = str(config.get("ENGINE", ""))
    if engine.endswith("sqlite3"):
        config["CONN_MAX_AGE"] = None
        config["CONN_HEALTH_CHECKS"] = False
        config["OPTIONS"] = {
            # Writers queue up to 20 s instead of failing, and take the lock when a
            # transaction begins: a read that turns into a write would fail at once.
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA foreign_keys=ON; PRAGMA mmap_size=134217728; "
            "PRAGMA journal_size_limit=27103364;",
        }
    elif not engine.endswith("postgresql"):
        raise ImproperlyConfigured(
            f"{name} names {engine!r}; Elucid runs on SQLite and on PostgreSQL 15 or newer."
        )
    return config


def mailer(name: str, *, default_folder: Path) -> dict[str, Any]:
    """Django's MAILERS entry for `smtp://user:password@host:port`, `smtps://…`, `file:///folder`
    or `console:`.

    smtp:// uses STARTTLS unless the host is this machine or `?tls=off` is said; smtps:// is TLS
    from the first byte (RFC 8314). Without a URL letters are written to `default_folder`.
    """
    value = text(name)
    if not value:
        return {
            "BACKEND": "config.mail.FileAndPrintBackend",
            "OPTIONS": {"file_path": str(default_folder)},
        }
    parts = urlsplit(value)
    if parts.scheme == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file" and parts.path:
        return {
            "BACKEND": "config.mail.FileAndPrintBackend",
            "OPTIONS": {"file_path": unquote(parts.path)},
        }
    try:
        port = parts.port
    except ValueError:
        port = -1
    tls = parse_qs(parts.query).get("tls", [""])[0]
    if (
        parts.scheme not in {"smtp", "smtps"}
        or not parts.hostname
        or port == -1
        or tls not in {"", "on", "off"}
    ):
        raise ImproperlyConfigured(
            f"{name} is not an address of a mail server. "
            f"Examples: {name}=smtp://user:password@mail.example:587, smtps://…:465, file:///var/mail-out"
        )
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    implicit = parts.scheme == "smtps"
    starttls = not implicit and (tls == "on" or (tls != "off" and not local))
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": port or (465 if implicit else 587 if starttls else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": starttls,
            "use_ssl": implicit,
            "timeout": 30,
        },
    }
