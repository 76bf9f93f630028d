"""Mail providers as an address in the environment, and the secrets that prove their webhooks.

    MAIL_URL                                     MAIL_HOOKS
    mailgun://KEY@mg.magazine.example?region=eu  mailgun:SIGNING-KEY
    postmark://TOKEN@?stream=broadcast           postmark:user:password
    sendgrid://KEY@?region=eu                    sendgrid:VERIFICATION-KEY
    resend://KEY@                                resend:whsec_…
    ses://ACCESS-KEY:SECRET@eu-west-1            ses:arn:aws:sns:eu-west-1:123456789012:letters

`?api=` names another address of the provider's API, for a proxy. Everything here is pure and raises
`ValueError` with the end of a sentence that says what would be right, never with a secret in it.
"""

import base64
import binascii
import hashlib
import hmac
import re
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

NAMES = ("mailgun", "postmark", "sendgrid", "resend", "ses")

_EXAMPLES = {
    "mailgun": "mailgun://KEY@mg.magazine.example (?region=eu for Europe)",
    "postmark": "postmark://TOKEN@ (?stream=broadcast for a stream)",
    "sendgrid": "sendgrid://KEY@ (?region=eu for Europe)",
    "resend": "resend://KEY@",
    "ses": "ses://ACCESS-KEY:SECRET@eu-west-1 (a / in the secret as %2F)",
}
_KEY = re.compile(r"[\x21-\x7e]+")
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d{1,2}")
_STREAM = re.compile(r"[a-z0-9][a-z0-9_-]{0,29}")
_TOPIC = re.compile(r"arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}")
# The head of every public key on the curve P-256, and its length (RFC 5480).
_P256, _P256_LENGTH = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200"), 91


def mailer(parts: SplitResult) -> dict[str, Any]:
    """Django's MAILERS entry for a provider."""
    name = parts.scheme
    example = f"the form is {_EXAMPLES[name]}."
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", -1
    key, secret = unquote(parts.username or ""), unquote(parts.password or "")
    said = parse_qs(parts.query, keep_blank_values=True)
    options = {option: values[0] for option, values in said.items()}
    allowed = {"postmark": {"stream", "api"}, "resend": {"api"}, "ses": set()}
    if (
        parts.path.strip("/")
        or parts.fragment
        or port is not None
        or options.keys() - allowed.get(name, {"region", "api"})
        or not _KEY.fullmatch(key)
    ):
        raise ValueError(example)
    if name == "ses":
        if not _REGION.fullmatch(host) or not _KEY.fullmatch(secret):
            raise ValueError(example)
        return _ses(key, secret, host)
    if secret or (name == "mailgun") != bool(host) or (host and not _DOMAIN.fullmatch(host)):
        raise ValueError(example)
    region = options.get("region", "us")
    if region not in {"us", "eu"}:
        raise ValueError(f"the region is eu or us; {example}")
    return {
        "BACKEND": f"anymail.backends.{name}.EmailBackend",
        "OPTIONS": {
            **_options(name, key, host, region),
            **_stream(options.get("stream"), example),
            **_api(options.get("api"), example),
            "timeout": 30,
        },
    }


def _options(name: str, key: str, domain: str, region: str) -> dict[str, Any]:
    # Nobody is followed unless the magazine chooses so, whatever the account is set to.
    untracked = {"send_defaults": {"track_opens": False, "track_clicks": False}}
    if name == "mailgun":
        api = "https://api.eu.mailgun.net/v3" if region == "eu" else "https://api.mailgun.net/v3"
        return {"api_key": key, "sender_domain": domain, "api_url": api, **untracked}
    if name == "postmark":
        return {"server_token": key, **untracked}
    if name == "sendgrid":
        api = (
            "https://api.eu.sendgrid.com/v3/" if region == "eu" else "https://api.sendgrid.com/v3/"
        )
        return {"api_key": key, "api_url": api, **untracked}
    return {"api_key": key}  # Resend follows nobody unless its domain is set to


def _stream(stream: str | None, example: str) -> dict[str, str]:
    if stream is None:
        return {}
    if not _STREAM.fullmatch(stream):
        raise ValueError(example)
    return {"message_stream": stream}


def _api(address: str | None, example: str) -> dict[str, str]:
    if address is None:
        return {}
    parts = urlsplit(address)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if not parts.hostname or parts.scheme not in ({"http", "https"} if local else {"https"}):
        raise ValueError(f"?api= is an address that begins with https://; {example}")
    return {"api_url": address}


def _ses(key: str, secret: str, region: str) -> dict[str, Any]:
    """Amazon SES by its SMTP endpoint, which wants nothing of Amazon's own library."""
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": f"email-smtp.{region}.amazonaws.com",
            "port": 587,
            "username": key,
            "password": ses_password(secret, region),
            "use_tls": True,
            "use_ssl": False,
            "timeout": 30,
        },
    }


def ses_password(secret: str, region: str) -> str:
    """The SMTP password that belongs to a secret access key: a chain of HMACs over fixed words, as
    Amazon publishes it ("Obtaining Amazon SES SMTP credentials")."""
    signature = f"AWS4{secret}".encode()
    for word in ("11111111", region, "ses", "aws4_request", "SendRawEmail"):
        signature = hmac.new(signature, word.encode(), hashlib.sha256).digest()
    return base64.b64encode(b"\x04" + signature).decode()


def hook_secret(name: str, secret: str) -> str:
    """A secret as `MAIL_HOOKS` may hold it, unchanged."""
    if name not in NAMES:
        raise ValueError(
            f"{name!r} is none of {', '.join(NAMES)}. Give provider:secret, several with spaces "
            "between."
        )
    if name == "mailgun" and len(secret) < 16:
        raise ValueError("mailgun: is followed by the HTTP webhook signing key.")
    if name == "postmark":
        user, _, password = secret.partition(":")
        if not user or len(password) < 16:
            raise ValueError("postmark: is followed by user:password, the password of 16 or more.")
    if name == "sendgrid" and not (
        _decoded(secret).startswith(_P256) and len(_decoded(secret)) == _P256_LENGTH
    ):
        raise ValueError("sendgrid: is followed by the verification key of the signed webhook.")
    if name == "resend" and not (
        secret.startswith("whsec_") and len(_decoded(secret.removeprefix("whsec_"))) >= 16
    ):
        raise ValueError("resend: is followed by the signing secret, which begins with whsec_.")
    if name == "ses" and not _TOPIC.fullmatch(secret):
        raise ValueError(
            "ses: is followed by the topic, like arn:aws:sns:eu-west-1:123456789012:letters."
        )
    return secret


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
