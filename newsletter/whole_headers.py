"""Headers that mail providers read as they stand: never folded, never encoded."""

from __future__ import annotations

from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import Policy
from email.policy import default as default_policy
from typing import Any

from django.core.mail import EmailMultiAlternatives

NAMES = ("list-unsubscribe", "list-id", "feedback-id")


class _WholeHeader(BaseHeader):
    """Python's mail package writes a long word without spaces as RFC 2047 encoded words, which no
    mail provider reads as the address that it is."""

    max_count = 1

    @staticmethod
    def parse(value: str, kwds: dict[str, Any]) -> None:
        kwds["decoded"], kwds["parse_tree"] = value, None

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def whole(policy: Any) -> Any:
    """A policy of the `email` package that leaves those headers as they are."""
    headers = HeaderRegistry()
    for name in NAMES:
        headers.map_to_type(name, _WholeHeader)
    return policy.clone(header_factory=headers)


class WholeMessage(EmailMultiAlternatives):
    """A message of Django's with such headers."""

    def message(self, *, policy: Any = default_policy) -> EmailMessage:
        return super().message(policy=whole(policy))
