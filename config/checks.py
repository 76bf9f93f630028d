"""System checks of the whole installation, and what keeps an unsafe one from starting."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

# The sign-in that `make run` prints. Known to everybody, hence refused outside the demo.
DEMO_USERNAME = "editor"
DEMO_PASSWORD = "elucid-demo"  # noqa: S105


def accounts_with_demo_password() -> list[str]:
    """Names of the staff who can still sign in with the demo's password. One hash a person."""
    staff = get_user_model().objects.filter(is_staff=True, is_active=True)
    try:
        return [user.get_username() for user in staff if user.check_password(DEMO_PASSWORD)]
    except DatabaseError:
        return []  # not migrated yet: nobody can sign in


def _sentence(names: list[str]) -> str:
    return (
        f"{', '.join(names)} can sign in with the demo's password, which everybody knows. "
        "Set another with `manage.py changepassword NAME`, or start with ELUCID_DEMO=1 to stay "
        "on this machine."
    )


@register("security", deploy=True)
def demo_password(app_configs, **kwargs) -> list[CheckMessage]:
    names = [] if settings.DEMO else accounts_with_demo_password()
    return [Error(_sentence(names), id="elucid.E001")] if names else []


@register("mail", deploy=True)
def what_comes_back(app_configs, **kwargs) -> list[CheckMessage]:
    """Whether anybody hears of letters that come back."""
    provider = settings.MAIL_PROVIDER
    if provider and provider not in settings.MAIL_HOOKS:
        return [
            Warning(
                f"Mail goes out through {provider}, but its webhooks are not taken: addresses that "
                "are gone go on being written to.",
                hint=f"Set MAIL_HOOKS={provider}:SECRET, see docs/operations.md.",
                id="elucid.W001",
            )
        ]
    if settings.MAIL_BOUNCES and not provider and not settings.BOUNCES_URL:
        return [
            Warning(
                f"Letters come back to {settings.MAIL_BOUNCES}, but nobody reads them there.",
                hint="Set BOUNCES_URL=imaps://user:password@host/INBOX, see docs/operations.md.",
                id="elucid.W002",
            )
        ]
    return []


def refuse_unsafe_start() -> None:
    """Raise `ImproperlyConfigured` if a server must not be started on this database."""
    if not settings.DEMO and (names := accounts_with_demo_password()):
        raise ImproperlyConfigured(_sentence(names))
