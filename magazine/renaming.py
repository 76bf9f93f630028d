"""When something that readers have an address of gets another one, the old address leads there."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from magazine import redirecting
from magazine.models import Article


def known_address(instance: models.Model) -> str | None:
    """The address under which readers know the stored row of `instance`; None if there is no row
    yet or readers never saw it. Ask before saving."""
    stored: Any = type(instance)._default_manager.filter(pk=instance.pk).first()
    if stored is None:
        return None
    if isinstance(stored, Article):
        shown = {Article.State.PUBLISHED, Article.State.WITHDRAWN}
        was_public = stored.state in shown and (
            stored.publish_at is not None and stored.publish_at <= timezone.now()
        )
        if not was_public:
            return None
    return str(stored.get_absolute_url())


def follow(instance: Any, old_address: str | None) -> None:
    """Let `old_address` (what `known_address` said) lead to where `instance` is now. Does nothing
    if it did not move. Call it after saving, in the same transaction."""
    if old_address is not None:
        redirecting.moved(old_address, str(instance.get_absolute_url()))
