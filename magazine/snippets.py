"""Words that are kept once and stand in many stories: the address of a fair, a standing note."""

from __future__ import annotations

from django.db import models

from newsroom.prose import SnippetField


class Snippet(models.Model):
    """Stories hold its number alone; a page that is printed asks for its words."""

    name = models.CharField(
        max_length=80, unique=True, help_text="How you will find it again; readers never see it."
    )
    body = SnippetField("words", placeholder="The words that stand in many stories …")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
