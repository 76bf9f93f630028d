"""Versions of a story, and who is at it, as rows. `magazine.revising` alone writes versions,
`magazine.working_copy` says what stands in their `content`."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class RevisionQuerySet(models.QuerySet["Revision"]):
    def in_line(self) -> RevisionQuerySet:
        """Without those that were typed on top of a version that was no longer the newest."""
        return self.filter(aside=False)

    def waiting(self) -> RevisionQuerySet:
        """Those that were, until somebody has brought them together with the newest."""
        return self.filter(aside=True, settled=False)

    def newest(self) -> Revision | None:
        """The working copy: what the writing screen opens with."""
        return self.in_line().order_by("-number").first()


class Revision(models.Model):
    """The whole working copy of a story as somebody left it: fields, tags, credits, pictures."""

    class Kind(models.TextChoices):
        AUTOSAVE = "autosave", "Typed"
        SAVED = "saved", "Saved"
        PUBLISHED = "published", "Published"
        RESTORED = "restored", "Restored"
        MERGED = "merged", "Brought together"
        DISCARDED = "discarded", "Changes thrown away"

    article = models.ForeignKey(
        "magazine.Article", on_delete=models.CASCADE, related_name="revisions"
    )
    # Counts up with every save, also when a row is written over: it says which words these are.
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    # When the typing began that this row holds the last of.
    began_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    window = models.CharField(max_length=36, blank=True)  # the name of the window it was typed in
    base = models.PositiveIntegerField(null=True, blank=True)  # the number it was typed on top of
    aside = models.BooleanField(default=False)
    settled = models.BooleanField(default=False)  # it lay aside and was brought together
    # Whether it was put onto the story's row. The newest one that was not is a draft beside it.
    on_row = models.BooleanField(default=False)
    # When readers are to see it, if that has been decided and is not done.
    due_at = models.DateTimeField(null=True, blank=True)
    due_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    content = models.JSONField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
        ]
        indexes = [
            models.Index("due_at", condition=Q(due_at__isnull=False), name="revision_due"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.article}"


class Presence(models.Model):
    """That somebody has a story open in a window. Told again every few seconds; what was not told
    lately holds no longer."""

    article = models.ForeignKey("magazine.Article", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    window = models.CharField(max_length=36)
    seen_at = models.DateTimeField()
    # A closed window stays closed: what it said last may arrive after its goodbye.
    closed = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user", "window"], name="a_window_is_at_a_story_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.article}"
