"""Making preview links and taking them back; the only writer of their rows."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from magazine.models import Article, PreviewLink
from magazine.publishing import Refused

# In days, as they are offered.
LIFETIMES = {1: "One day", 7: "One week", 30: "One month"}
MOST = 20  # that hold at once, of one story


@transaction.atomic
def make(article: Any, *, by: Any, days: int, for_whom: str = "") -> PreviewLink:
    """A link to `article` that holds for one of `LIFETIMES`. Who may is the caller's question.
    Raises `Refused` with a sentence."""
    if days not in LIFETIMES:
        raise Refused("Choose for how long the link holds: a day, a week or a month.")
    Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if PreviewLink.objects.filter(article_id=article.pk).holding().count() >= MOST:
        raise Refused(f"{MOST} links to this story hold already. Revoke one of them first.")
    return PreviewLink.objects.create(
        article_id=article.pk,
        made_by=by,
        for_whom=" ".join(for_whom.split())[:80],
        expires_at=timezone.now() + datetime.timedelta(days=days),
    )


def revoke(link: PreviewLink) -> None:
    """From now on the link opens nothing. Doing it twice changes nothing."""
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())
