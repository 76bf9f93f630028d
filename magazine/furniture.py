"""What stands on every public page: the magazine's identity, its sections, its pages.

A context processor whose values cost a query each, and only when a template asks."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from magazine.models import Page, PrintIssue, Section, SiteIdentity


def identity_of(request: HttpRequest) -> SiteIdentity:
    """The magazine's identity, read once a request and only when it is asked for."""
    kept: Any = request
    if not hasattr(kept, "magazine_identity"):
        kept.magazine_identity = SimpleLazyObject(SiteIdentity.current)
    identity: SiteIdentity = kept.magazine_identity
    return identity


def furniture(request: HttpRequest) -> dict[str, Any]:
    return {
        "identity": identity_of(request),
        "sections": SimpleLazyObject(lambda: list(Section.objects.all())),
        "footer_pages": SimpleLazyObject(
            lambda: list(
                Page.objects.live().filter(in_footer=True).only("title", "slug", "position")
            )
        ),
        "current_issue": SimpleLazyObject(
            lambda: PrintIssue.objects.live().select_related("cover").first()
        ),
        "today": timezone.localdate(),
    }
