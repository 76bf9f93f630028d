"""Spotlight features: a story about one film, person, label, exhibition, book or show."""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from magazine.models import Article, ArticleQuerySet

KIND = "spotlight"


class SpotlightQuerySet(ArticleQuerySet):
    def on_rail(self, at: datetime.datetime | None = None) -> Self:
        """Live features whose run on the front page's rail is on at a moment, newest first."""
        at = at or timezone.now()
        on: Any = Q(rail_from__lte=at) & (Q(rail_until=None) | Q(rail_until__gt=at))
        return self.live(at).filter(on).order_by("-rail_from", "-publish_at", "-id")


class SpotlightFeature(Article):
    class Subject(models.TextChoices):
        FILM = "film", "Film"
        PERSON = "person", "Person"
        LABEL = "label", "Label"
        EXHIBITION = "exhibition", "Exhibition"
        BOOK = "book", "Book"
        SHOW = "show", "Show"

    subject_kind = models.CharField("what it is about", max_length=12, choices=Subject)
    subject_name = models.CharField("its name", max_length=200)
    see_it_url = models.URLField("link to see it", blank=True)
    see_it_label = models.CharField("the link's words", max_length=80, blank=True)
    rail_from = models.DateTimeField(
        "on the spotlight rail from", null=True, blank=True, help_text="Empty: not on the rail."
    )
    rail_until = models.DateTimeField("until", null=True, blank=True, help_text="Empty: stays.")

    objects = SpotlightQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "spotlight feature"
        constraints = [
            models.CheckConstraint(
                name="spotlight_rail_ends_after_it_began",
                condition=Q(rail_from=None) | Q(rail_until=None) | Q(rail_until__gt=F("rail_from")),
                violation_error_message="The run on the rail cannot end before it began.",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = KIND
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.rail_from and self.rail_until and self.rail_until <= self.rail_from:
            raise ValidationError({"rail_until": "The run on the rail cannot end before it began."})
        if self.see_it_label and not self.see_it_url:
            raise ValidationError({"see_it_url": "Words for a link need the link's address."})


class SubjectFact(models.Model):
    """A line of the fact table: Director, Year, Running time…"""

    feature = models.ForeignKey(SpotlightFeature, on_delete=models.CASCADE, related_name="facts")
    label = models.CharField(max_length=60)
    value = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class Accolade(models.Model):
    feature = models.ForeignKey(
        SpotlightFeature, on_delete=models.CASCADE, related_name="accolades"
    )
    award = models.CharField(max_length=160)
    giver = models.CharField("given by", max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1800), MaxValueValidator(2200)]
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.award
