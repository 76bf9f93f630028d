"""A mail server that takes letters, somebody who may send them, a clock that can be put on."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from newsletter.delivering import Sender
from tests.newsletter.sending.mail_server import MailServer


@pytest.fixture
def server(tmp_path, settings) -> Iterator[MailServer]:
    server = MailServer(tmp_path)
    settings.MAILERS = server.mailers
    yield server
    server.kill()


@pytest.fixture
def sender(paula) -> Any:
    """Paula, who may send."""
    paula.user_permissions.add(Permission.objects.get(codename="send_campaign"))
    return type(paula).objects.get(pk=paula.pk)


class Clock:
    """Says the time that a test wants it to be."""

    def __init__(self) -> None:
        self.ahead = datetime.timedelta()

    def __call__(self) -> datetime.datetime:
        return timezone.now() + self.ahead

    def goes(self, **time: float) -> None:
        self.ahead += datetime.timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def run(server, clock) -> Callable[..., Sender]:
    """One sender sends what is due now."""

    def run(**settings: Any) -> Sender:
        sender = Sender(clock=clock, **settings)
        sender.run(once=True)
        return sender

    return run
