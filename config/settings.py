"""Elucid's settings. Everything that differs between two installations comes from the
environment; `docs/operations.md` lists the variables. Nonsense stops the start with a sentence
that says what to set.
"""

import base64
import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from whitenoise.compress import Compressor

from config import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.text("ELUCID_VAR", str(BASE_DIR / "var"))).resolve()

DEBUG = env.flag("DEBUG")
# The demo: one machine, loopback only, with a sign-in that everybody knows.
DEMO = env.flag("ELUCID_DEMO")
_relaxed = DEBUG or DEMO

# --- Who we are -----------------------------------------------------------------------------

SECRET_KEY = env.text("SECRET_KEY")
if not SECRET_KEY and _relaxed:
    from config.secret import kept_secret

    SECRET_KEY = kept_secret(VAR / "secret_key")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set SECRET_KEY to 50 or more random characters "
        "(python3 -c 'import secrets; print(secrets.token_urlsafe(50))'), "
        "or run the demo with `make run`."
    )
# Keys of earlier, the newest first: what they signed (links in mails) and hashed (suppressed
# addresses) still holds.
SECRET_KEY_FALLBACKS = env.text("SECRET_KEY_FALLBACKS").split()

PORT = env.text("PORT", "8000")
if not PORT.isdigit() or not 0 < int(PORT) < 65536:
    raise ImproperlyConfigured(f"PORT={PORT!r} is not a port. Set PORT to a number up to 65535.")
SITE_URL = env.site_url("SITE_URL", f"http://127.0.0.1:{PORT}" if _relaxed else "")
_site = urlsplit(SITE_URL)
_https = _site.scheme == "https"

ALLOWED_HOSTS = env.names("ALLOWED_HOSTS") or [_site.hostname or ""]
if _relaxed:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
if "*" in ALLOWED_HOSTS and not DEMO:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS=* lets anybody put a host name of theirs into our pages and mails. "
        f"Set ALLOWED_HOSTS={_site.hostname}."
    )

# --- What it is made of -------------------------------------------------------------------

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "newsroom.apps.NewsroomAdminConfig",
    "newsroom.apps.NewsroomConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks_db",
    "django_prose_editor",
    "js_asset",
    "taggit",
    "press",
    "library",
    "magazine",
    "spotlight",
    "newsletter",
    "demo",
]

MIDDLEWARE = [
    # First: what the next two say is for documents, and would make every file half a kilobyte
    # heavier.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "press.middleware.PublicPagesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "magazine.redirecting.RedirectMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "magazine.furniture.furniture",
                "spotlight.furniture.furniture",
                "newsletter.furniture.furniture",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", default_file=VAR / "elucid.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.redis_url("REDIS_URL")
CACHES: dict[str, dict] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# The press: how many bytes of copies a process holds, and a machine; the CDN that turns empty.
PRESS_MEMORY = env.megabytes("PRESS_MEMORY", 48)
PRESS_DISK = env.megabytes("PRESS_DISK", 512)
CDN_URL = env.cdn_url("CDN_URL")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Mail -------------------------------------------------------------------------------------

MAILERS = {"default": env.mailer("MAIL_URL", default_folder=VAR / "mail")}
MAIL_PROVIDER = env.mail_provider("MAIL_URL")
# What becomes of letters: told by a provider's webhooks, or read in the mailbox they come back to.
MAIL_HOOKS = env.mail_hooks("MAIL_HOOKS")
MAIL_BOUNCES = env.bounce_address("MAIL_BOUNCES")
BOUNCES_URL = env.mailbox("BOUNCES_URL")
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"hello@{_site.hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Refuse sign-ups from mailboxes that are thrown away (newsletter/throwaway_domains.txt).
NEWSLETTER_BLOCK_THROWAWAY = env.flag("NEWSLETTER_BLOCK_THROWAWAY")
# A mailbox in which somebody or something reads who wants to leave.
MAIL_UNSUBSCRIBE = env.address("MAIL_UNSUBSCRIBE")
# Letters a minute, over all processes and machines: in all, and to one domain. 0: no limit.
MAIL_RATE = env.number("MAIL_RATE", 0, of="letters a minute")
MAIL_DOMAIN_RATE = env.number("MAIL_DOMAIN_RATE", 0, of="letters a minute to one domain")
# A letter that could not begin within so many minutes of its moment waits for a person.
MAIL_MISSED_AFTER = env.number("MAIL_MISSED_AFTER", 120, of="minutes")
# How often each link of a letter is followed, as a total: it follows no person, so it is on.
NEWSLETTER_CLICKS = env.flag("NEWSLETTER_CLICKS", default=True)
# Which readers' mail programs load a letter's pictures. It follows persons, so it is off.
NEWSLETTER_OPENS = env.flag("NEWSLETTER_OPENS")

# --- Language and time ----------------------------------------------------------------------

LANGUAGE_CODE = env.text("LANGUAGE_CODE", "en-us")
TIME_ZONE = env.text("TIME_ZONE", "America/New_York")
USE_I18N = True
FORMAT_MODULE_PATH = "config.formats"
USE_TZ = True

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
# Building is most of a first start: half of it for names that no page uses, a fifth for maps that
# only a debugger asks for.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")


def as_declared(headers: Any, path: str, url: str) -> None:
    """Have browsers take a static file for what we say that it is."""
    headers["X-Content-Type-Options"] = "nosniff"


WHITENOISE_ADD_HEADERS_FUNCTION = as_declared
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    # Originals stay here, untouched and unserved; readers get renditions from MEDIA_ROOT.
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "originals", "base_url": None},
    },
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.staticfiles.ModuleManifestStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # one long story is under 1 MB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Who may do what --------------------------------------------------------------------------

LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = ["newsroom.permissions.OneQuestion"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_validation = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _validation + "UserAttributeSimilarityValidator"},
    {"NAME": _validation + "MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": _validation + "CommonPasswordValidator"},
]

# --- What a browser may do with our pages ------------------------------------------------------

# Stored pages carry no nonce: their scripts and styles are files, but for the few words that decide
# when those come, which are known by their digest (CSP 3, 8.4). The admin has a policy of its own
# with a nonce (newsroom/site.py).
_first = (BASE_DIR / "templates" / "components" / "first.js").read_bytes()
_first_script = f"'sha256-{base64.b64encode(hashlib.sha256(_first).digest()).decode()}'"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, _first_script],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
if _https:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
# How many reverse proxies stand before us. Their X-Forwarded-* headers are believed, nobody's
# else: with 0, a visitor's address is the one that connected.
PROXIES = int(env.text("PROXIES", "0")) if env.text("PROXIES", "0").isdigit() else -1
if PROXIES < 0:
    raise ImproperlyConfigured("PROXIES is the number of reverse proxies before us: 0, 1 or 2.")
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "troubles": {"class": "logging.StreamHandler", "formatter": "plain", "level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # A 404 or a forged host is the visitor's mistake, not ours to log line by line.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        # The task worker sets these to INFO; a line per task would bury what matters.
        "django.tasks": {"handlers": ["troubles"], "propagate": False},
        "django_tasks_db": {"handlers": ["troubles"], "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
