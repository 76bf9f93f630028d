"""Versions of the front page, as rows. `magazine.fronting` alone writes them, `magazine.slots` says
what stands in their `slots`, `magazine.filling` turns those into stories."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone


class FrontPageQuerySet(models.QuerySet["FrontPage"]):
    def current(self, at: datetime.datetime | None = None) -> FrontPage | None:
        """The version that readers see at a moment (now, unless told): the one that went live
        last. None: the front page fills itself."""
        at = at or timezone.now()
        return self.filter(live_from__lte=at).order_by("-live_from").first()

    def to_come(self, at: datetime.datetime | None = None) -> FrontPageQuerySet:
        """Scheduled versions, the next one first."""
        return self.filter(live_from__gt=at or timezone.now()).order_by("live_from")

    def prepared(self) -> FrontPageQuerySet:
        """What nobody has given a moment yet, last touched first."""
        return self.filter(live_from=None).order_by("-updated_at", "-id")

    def past(self, at: datetime.datetime | None = None) -> FrontPageQuerySet:
        """What readers saw before the current one, the latest first."""
        at = at or timezone.now()
        current = self.filter(live_from__lte=at).order_by("-live_from").values("pk")[:1]
        return self.filter(live_from__lte=at).exclude(pk__in=current).order_by("-live_from")


class FrontPage(models.Model):
    """One version of the front page. Being current is a matter of moments, not of a flag: the
    version whose `live_from` came last is what readers see. What they have seen is never changed
    again; the next version is prepared from it."""

    note = models.CharField(
        max_length=200, blank=True, help_text="What changes, for the desk. Readers never see it."
    )
    # A list of slots, see `magazine.slots`. The ids in it are no foreign keys: a story that is
    # deleted leaves its place like one that is withdrawn.
    slots = models.JSONField()
    live_from = models.DateTimeField(null=True, blank=True, unique=True, editable=False)
    # Counts the times it was saved: two people who save at once notice each other.
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = FrontPageQuerySet.as_manager()

    class Meta:
        ordering = ["-live_from", "-id"]
        permissions = [("publish_frontpage", "Can publish, schedule and call off front pages")]

    def __str__(self) -> str:
        return self.note or f"Front page {self.pk}"

    def is_seen(self, at: datetime.datetime | None = None) -> bool:
        """Whether readers see it, or have seen it."""
        return self.live_from is not None and self.live_from <= (at or timezone.now())

    @property
    def is_scheduled(self) -> bool:
        return self.live_from is not None and not self.is_seen()


class FrontPageEvent(models.Model):
    """Who did what to a version, and when. `magazine.fronting` writes it; nobody edits."""

    front_page = models.ForeignKey(FrontPage, on_delete=models.CASCADE, related_name="events")
    action = models.CharField(max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.front_page}"
