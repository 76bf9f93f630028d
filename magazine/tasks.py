"""Background work of the magazine. A task that is lost is made good by the first who asks."""

from __future__ import annotations

from django.tasks import task

from magazine import sharing
from magazine.models import Article, SiteIdentity


@task
def make_card(article_id: int) -> str:
    """Make a story's card image; its name. A story that is gone is no fault."""
    story = Article.objects.for_page().filter(pk=article_id).first()
    return sharing.keep_card(story, SiteIdentity.current()) if story else ""
