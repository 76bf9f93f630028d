"""Links that show a story before it is public, to people without an account.

A link is a row and a signature over its number: the row says until when it holds and whether it was
revoked, the signature (HMAC, by SECRET_KEY) is what nobody can guess. The row alone, in a copy of
the database say, opens nothing.
"""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone

_signer = Signer(salt="magazine.preview_links")


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def holding(self) -> PreviewLinkQuerySet:
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PreviewLink(models.Model):
    """That somebody may look at a story for a while. `magazine.preview_linking` alone writes it."""

    article = models.ForeignKey(
        "magazine.Article", on_delete=models.CASCADE, related_name="preview_links"
    )
    for_whom = models.CharField(max_length=80, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"Preview of {self.article}"

    @property
    def holds(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    def get_absolute_url(self) -> str:
        return reverse("magazine:shared_preview", args=[_signer.sign(str(self.pk))])


def find(token: str) -> int | None:
    """The number of the link that a token was signed for, whether there still is one or not; None
    for a token that we did not make."""
    try:
        return int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
