"""The picture library: one row per picture, its original kept untouched."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


def originals_storage() -> Any:
    return storages["originals"]


def original_name(picture: Picture, filename: str) -> str:
    """Where an original is kept: by content, never by the name that its sender gave it."""
    return f"{picture.sha256[:2]}/{picture.sha256}.{picture.format}"


class Collection(models.Model):
    """Pictures that belong together: a shoot, a maker's, whatever an editor wants to find again."""

    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PictureQuerySet(models.QuerySet["Picture"]):
    def find(self, words: str) -> PictureQuerySet:
        """Pictures whose title, alt text, caption or credit hold every word."""
        found = self
        for word in words.replace("\x00", " ").split()[:8]:
            found = found.filter(
                models.Q(title__icontains=word)
                | models.Q(alt__icontains=word)
                | models.Q(caption__icontains=word)
                | models.Q(credit__icontains=word)
            )
        return found


class Picture(models.Model):
    """A picture and what a magazine must know of it. Written by `library.uploading` and
    `library.replacing` alone as far as file, size and format go; the words and the focal point are
    the editors'."""

    title = models.CharField(max_length=200, help_text="How you will find it again.")
    original = models.FileField(storage=originals_storage, upload_to=original_name, max_length=200)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    format = models.CharField(max_length=8, editable=False)
    width = models.PositiveIntegerField(editable=False, help_text="px, upright")
    height = models.PositiveIntegerField(editable=False, help_text="px, upright")
    colour = models.CharField(
        max_length=7, editable=False, default="#888888", help_text="stands in while loading"
    )
    # What it looks like, see `library.looks`; empty until that was looked at.
    look = models.CharField(max_length=32, blank=True, editable=False)

    focal_x = models.FloatField(
        "focal point, from the left",
        default=0.5,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
    )
    focal_y = models.FloatField(
        "focal point, from the top",
        default=0.5,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
    )
    alt = models.CharField(
        "alternative text",
        max_length=300,
        blank=True,
        help_text="What the picture shows, for people who do not see it.",
    )
    caption = models.CharField(max_length=400, blank=True)
    credit = models.CharField(max_length=200, blank=True, help_text="Photograph by…")
    rights = models.CharField(
        max_length=300, blank=True, help_text="Who gave which rights, and where that is written."
    )
    rights_until = models.DateField(
        null=True, blank=True, help_text="The last day on which we may show it; empty: for ever."
    )
    collections = models.ManyToManyField(Collection, blank=True, related_name="pictures")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="picture_focal_point_inside",
                condition=models.Q(focal_x__range=(0.0, 1.0), focal_y__range=(0.0, 1.0)),
            ),
            models.CheckConstraint(
                name="picture_has_size", condition=models.Q(width__gt=0, height__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_portrait(self) -> bool:
        return self.height > self.width


class EarlierFile(models.Model):
    """The file that a picture had before it was replaced, untouched. `library.replacing` alone
    writes these."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="earlier_files")
    original = models.FileField(storage=originals_storage, max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    format = models.CharField(max_length=8)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    replaced_at = models.DateTimeField(auto_now_add=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-replaced_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["picture", "sha256"], name="a_picture_keeps_an_earlier_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Earlier file of {self.picture}"


# Attachments have a module of their own; Django looks for models here.
from library.attachments import Attachment  # noqa: E402, F401
