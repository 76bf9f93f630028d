"""Two tags that mean one thing become one."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from taggit.models import Tag

from magazine import redirecting
from magazine.models import TaggedArticle
from press import generation


def address_of(tag: Tag) -> str:
    return reverse("magazine:tag", args=[tag.slug])


@transaction.atomic
def merge(tag: Tag, *, into: Tag) -> int:
    """Let `into` stand wherever `tag` stood and `tag` be gone; its address leads to the other's.
    Returns how many stories carried it."""
    carrying = TaggedArticle.objects.filter(tag=tag)
    count = carrying.count()
    both = TaggedArticle.objects.filter(tag=into).values("content_object_id")
    carrying.exclude(content_object_id__in=both).update(tag=into)
    before = address_of(tag)
    tag.delete()
    redirecting.moved(before, address_of(into))
    generation.turn()
    return count
