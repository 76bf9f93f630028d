"""System checks of the whole installation, and what keeps an unsafe one from starting."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, register
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


def refuse_unsafe_start() -> None:
    """Raise `ImproperlyConfigured` if a server must not be started on this database."""
    if not settings.DEMO and (names := accounts_with_demo_password()):
        raise ImproperlyConfigured(_sentence(names))
