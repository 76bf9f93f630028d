"""Who the magazine is: one row with its name, what it wears, and what stands on every page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from library.models import Picture
from magazine import dressing, faces
from magazine.colouring import colour


def is_colour(value: str) -> None:
    try:
        colour(value)
    except ValueError:
        raise ValidationError(
            "Write a colour as # and six hexadecimal digits, such as #c8200d.", code="colour"
        ) from None


def _colour_field(name: str) -> Any:
    """Empty for the house's own, or for what follows from the others (`magazine.dressing`)."""
    return models.CharField(name, max_length=7, blank=True, validators=[is_colour])


def _face_field(name: str, choices: Any) -> Any:
    return models.CharField(name, max_length=40, blank=True, choices=choices)


class SiteIdentity(models.Model):
    """The magazine's name, what it wears, and what stands on every page: one row."""

    name = models.CharField(max_length=80, default="Elucid")
    tagline = models.CharField(max_length=160, blank=True)
    about = models.TextField("about text", max_length=1200, blank=True)
    email = models.EmailField(blank=True)
    postal_address = models.TextField(max_length=400, blank=True)

    paper = _colour_field("paper")
    ink = _colour_field("ink")
    accent = _colour_field("accent")
    dark_paper = _colour_field("paper in the dark")
    dark_ink = _colour_field("ink in the dark")
    dark_accent = _colour_field("accent in the dark")
    night = _colour_field("night")
    display_face = _face_field("titles", faces.display_choices)
    text_face = _face_field("text", faces.text_choices)
    furniture_face = _face_field("furniture", faces.furniture_choices)
    logo = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    dark_logo = models.ForeignKey(
        Picture,
        verbose_name="logo in the dark",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = verbose_name_plural = "site identity"
        constraints = [
            models.CheckConstraint(name="one_site_identity", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        for name in dressing.COLOURS:
            if value := getattr(self, name):
                try:
                    setattr(self, name, colour(value))
                except ValueError:
                    return  # its own field says so
        if refused := dressing.refusals(dressing.chosen_of(self)):
            raise ValidationError({name: each.sentence for name, each in refused.items()})

    @classmethod
    def current(cls) -> SiteIdentity:
        """The one identity; an unsaved one with its defaults before anybody set it."""
        return cls.objects.select_related("logo", "dark_logo").first() or cls(pk=1)

    @cached_property
    def links(self) -> list[SocialLink]:
        """Where else the magazine is to be found. Asked for once."""
        return list(self.social_links.all()) if self.pk else []

    @property
    def dress(self) -> dressing.Dress:
        """Its colours and faces, complete and fit to be read."""
        return dressing.worn_by(self)

    @property
    def sheet_digest(self) -> str:
        """Names the style sheet that the dress needs; "" where it needs none."""
        sheet = dressing.sheet_of(self)
        return dressing.digest(sheet) if sheet else ""


class SocialLink(models.Model):
    identity = models.ForeignKey(
        SiteIdentity, on_delete=models.CASCADE, related_name="social_links", default=1
    )
    label = models.CharField(max_length=40)
    url = models.URLField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label
