"""Two tags that mean one thing become one."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from taggit.models import Tag, TaggedItem

from magazine import redirecting
from press import generation


def address_of(tag: Tag) -> str:
    return reverse("magazine:tag", args=[tag.slug])


@transaction.atomic
def merge(tag: Tag, *, into: Tag) -> int:
    """Let `into` stand wherever `tag` stood and `tag` be gone; its address leads to the other's.
    Returns how many stories carried it."""
    count = 0
    for item in TaggedItem.objects.filter(tag=tag):
        count += 1
        carried = TaggedItem.objects.filter(
            tag=into, content_type_id=item.content_type_id, object_id=item.object_id
        )
        if carried.exists():
            item.delete()
        else:
            item.tag = into
            item.save(update_fields=["tag"])
    before = address_of(tag)
    tag.delete()
    redirecting.moved(before, address_of(into))
    generation.turn()
    return count
