"""What every test may ask for. The cast: Wanda is a writer, Edith an editor, Paula a publisher,
Rhea reads. Data comes from `tests.factories`."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.commands import flush
from django.db import connection, transaction

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


# What migrations put there and no test changes: emptying it would mean to make it again, each time.
STANDING = {
    "django_content_type", "auth_permission", "auth_group", "auth_group_permissions",
}  # fmt: skip


@pytest.fixture(autouse=True, scope="session")
def what_stands_is_left() -> Iterator[None]:
    """Tests that commit have the tables emptied after them, all but what stands."""

    def emptying(style: Any, connection: Any, **how: Any) -> list[str]:
        tables = connection.introspection.django_table_names(only_existing=True)
        emptied = sorted(set(tables) - STANDING)
        if connection.vendor != "postgresql":
            return list(connection.ops.sql_flush(style, emptied, **how))
        # TRUNCATE makes new files for a few hundred relations and waits for the disk, for rows that
        # one can count. It would wait for whoever still writes as well, and so does this.
        names = [connection.ops.quote_name(table) for table in emptied]
        return [
            f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE",
            "; ".join(f"DELETE FROM {name}" for name in names),  # noqa: S608
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "sql_flush", emptying)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *args, **kwargs: None)
        yield


@pytest.fixture(scope="session")
def kept(django_db_setup: None, django_db_blocker: Any) -> Any:
    """For a fixture of a class or a file that makes what its tests only read: what is stored within
    `with kept(): ...; yield` stands for all of them, and each has a savepoint of its own. A test
    that commits must not be among them."""

    @contextmanager
    def kept() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return kept


def _member(username: str, group: str) -> Any:
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
