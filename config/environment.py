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

_ADDRESS = re.compile(r"^[a-z0-9.+_-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$", re.IGNORECASE)


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


def number(name: str, default: int, *, of: str) -> int:
    """A whole number of `of`, up to a million. 0 says that there is none."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) > 1_000_000:
        raise ImproperlyConfigured(
            f"{name}={value!r} is no number of {of}. Set {name}={default}, or more or less."
        )
    return int(value)


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
    """Django's MAILERS entry for `smtp://user:password@host:port`, `smtps://…`, `file:///folder`,
    `console:`, or a provider: see `config.providers`.

    smtp:// uses STARTTLS unless the host is this machine or `?tls=off` is said; smtps:// is TLS
    from the first byte (RFC 8314). Without a URL letters are written to `default_folder`.
    """
    from config import providers

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
    if parts.scheme in providers.NAMES:
        try:
            return providers.mailer(parts)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} cannot be used: {error}") from error
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
            f"Examples: {name}=smtp://user:password@mail.example:587, smtps://…:465, "
            f"file:///var/mail-out; for a provider {', '.join(providers.NAMES)}, see "
            "docs/operations.md"
        )
    username, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (username + password).isascii():
        raise ImproperlyConfigured(
            f"{name} has a user or password with letters beyond ASCII, which Python cannot sign in "
            "with by SMTP. Please give the account a password without them."
        )
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    implicit = parts.scheme == "smtps"
    starttls = not implicit and (tls == "on" or (tls != "off" and not local))
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": port or (465 if implicit else 587 if starttls else 25),
            "username": username,
            "password": password,
            "use_tls": starttls,
            "use_ssl": implicit,
            "timeout": 30,
        },
    }


def mail_provider(name: str) -> str:
    """Which provider a mail URL names; "" where it is a mail server of one's own."""
    from config import providers

    scheme = urlsplit(text(name)).scheme
    return scheme if scheme in providers.NAMES else ""


def mail_hooks(name: str) -> dict[str, str]:
    """Whose webhooks are taken and what proves them: `provider:secret`, several with spaces
    between. What a secret looks like is in `config.providers`."""
    from config import providers

    hooks: dict[str, str] = {}
    for hook in text(name).split():
        provider, _, secret = hook.partition(":")
        try:
            hooks[provider] = providers.hook_secret(provider, secret)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} cannot be used: {error}") from error
    return hooks


_LOCAL_PART = re.compile(r"[a-z0-9][a-z0-9._-]{0,18}", re.IGNORECASE)


def bounce_address(name: str) -> str:
    """The address that letters come back to; "" without one. What is before the @ is short and has
    no plus: behind one stands which letter it was, and 64 characters are all there is room for."""
    value = text(name)
    local, _, domain = value.rpartition("@")
    if value and not (_LOCAL_PART.fullmatch(local) and "." in domain and _HOST.match(domain)):
        raise ImproperlyConfigured(
            f"{name}={value!r} is not an address that letters can come back to. "
            f"Give one with at most 19 letters or digits before the @: "
            f"{name}=bounces@magazine.example"
        )
    return value.lower()


def mailbox(name: str) -> dict[str, Any]:
    """Where letters that come back are read: `imaps://user:password@host/INBOX`, or `imap://…`,
    which uses STARTTLS unless the host is this machine or `?tls=off` is said. {} without one."""
    value = text(name)
    if not value:
        return {}
    parts = urlsplit(value)
    try:
        port = parts.port
    except ValueError:
        port = -1
    tls = parse_qs(parts.query).get("tls", [""])[0]
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if (
        parts.scheme not in {"imap", "imaps"}
        or not parts.hostname
        or not parts.username
        or not parts.password
        or port == -1
        or tls not in {"", "on", "off"}
        or not (folder.isascii() and folder.isprintable())
    ):
        raise ImproperlyConfigured(
            f"{name} is not the address of a mailbox. "
            f"Example: {name}=imaps://user:password@mail.example/INBOX "
            "(signs like / and @ in a password as %2F and %40)"
        )
    implicit = parts.scheme == "imaps"
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return {
        "host": parts.hostname,
        "port": port or (993 if implicit else 143),
        "username": unquote(parts.username),
        "password": unquote(parts.password),
        "folder": folder,
        "tls": implicit,
        "starttls": not implicit and (tls == "on" or (tls != "off" and not local)),
    }


def address(name: str) -> str:
    """One e-mail address; "" when unset."""
    value = text(name)
    if value and not _ADDRESS.match(value):
        raise ImproperlyConfigured(
            f"{name}={value!r} is no e-mail address. Example: {name}=leave@magazine.example"
        )
    return value
