"""What every test may ask for. The cast: Wanda is a writer, Edith an editor, Paula a publisher,
Rhea reads. Data comes from `tests.factories`."""

import shutil
from collections.abc import Iterator
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection

from tests import factories

PASSWORD = "a long enough password"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database: the rest need not run once for each."""
    for item in items:
        asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            item.add_marker("database")


def pytest_sessionfinish(session: Any, exitstatus: int) -> None:
    shutil.rmtree(settings.TEST_SCRATCH, ignore_errors=True)


def _make_groups() -> None:
    """Make the newsroom's groups again: a test that emptied the tables took them along."""
    for migration in sorted((settings.BASE_DIR / "config" / "migrations").glob("0*.py")):
        made = import_module(f"config.migrations.{migration.stem}")
        made.forwards(apps, SimpleNamespace(connection=connection))


def _member(username: str, group: str) -> Any:
    if not Group.objects.filter(name=group).exists():
        _make_groups()
    user = get_user_model().objects.create_user(
        username, f"{username}@elucid.example", PASSWORD, is_staff=True
    )
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def wanda(db: None) -> Any:
    """A writer."""
    return _member("wanda", "Writer")


@pytest.fixture
def edith(db: None) -> Any:
    """An editor."""
    return _member("edith", "Editor")


@pytest.fixture
def paula(db: None) -> Any:
    """A publisher."""
    return _member("paula", "Publisher")


@pytest.fixture
def section(db: None) -> Any:
    return factories.section()


@pytest.fixture
def article(db: None) -> Any:
    """A draft."""
    return factories.article()


@pytest.fixture
def live_article(db: None, paula: Any) -> Any:
    """A story that readers see."""
    return factories.live_article(by=paula)


@pytest.fixture
def empty_search_index(db: None) -> Iterator[None]:
    """The search table is not Django's, so emptying tables between tests leaves it be."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM magazine_search")
