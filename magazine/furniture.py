"""What stands on every public page: the magazine's identity, its sections, its pages.

A context processor whose values cost a query each, and only when a template asks; for pages that
the press prints, once an edition."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from magazine.models import Page, PrintIssue, Section, SiteIdentity
from press.asking import MARK
from press.once import once


def identity_of(request: HttpRequest) -> SiteIdentity:
    """The magazine's identity, read once a request and only when it is asked for. For pages that
    the press prints it is at hand, and not behind something that waits to be asked."""
    if MARK in request.META:
        return once(request, "magazine.identity", SiteIdentity.current)
    kept: Any = request
    if not hasattr(kept, "magazine_identity"):
        kept.magazine_identity = SimpleLazyObject(SiteIdentity.current)
    identity: SiteIdentity = kept.magazine_identity
    return identity


def furniture(request: HttpRequest) -> dict[str, Any]:
    return {
        "identity": identity_of(request),
        "sections": SimpleLazyObject(lambda: once(request, "magazine.sections", _sections)),
        "footer_pages": SimpleLazyObject(
            lambda: once(request, "magazine.footer_pages", _footer_pages)
        ),
        "current_issue": SimpleLazyObject(
            lambda: once(request, "magazine.current_issue", _current_issue)
        ),
        "today": timezone.localdate(),
    }


def _sections() -> list[Section]:
    return list(Section.objects.all())


def _footer_pages() -> list[Page]:
    shown = Page.objects.live().filter(in_footer=True)
    return list(shown.only("title", "slug", "position"))


def _current_issue() -> PrintIssue | None:
    return PrintIssue.objects.live().select_related("cover").first()
