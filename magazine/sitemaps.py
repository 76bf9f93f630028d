"""What search engines are told: the sitemap and robots.txt."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from magazine.addresses import absolute
from magazine.crediting import credited
from magazine.kinds import url_name_of
from magazine.models import Article, Page, PrintIssue, Section
from magazine.templatetags.stories import moment
from press.pages import printed

# sitemaps.org allows 50,000 addresses in a file; lists and pages take some.
MOST_STORIES = 45_000


@dataclass(frozen=True)
class Entry:
    address: str
    changed: datetime.datetime | None = None


_further: list[Callable[[], Iterable[Entry]]] = []


def register(entries: Callable[[], Iterable[Entry]]) -> None:
    """Have the sitemap name what an app that stands on this one has for readers."""
    if entries not in _further:
        _further.append(entries)


@printed
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    stories = Article.objects.live().order_by()
    findable = stories.filter(hide_from_search=False, canonical_url="")
    of_section = stories.filter(section=OuterRef("pk")).newest_first().values("publish_at")[:1]
    sections = list(Section.objects.annotate(newest=Subquery(of_section)))
    newest = max((section.newest for section in sections if section.newest), default=None)
    address_of = _Addresses()
    entries = [
        Entry(absolute(reverse("magazine:front")), newest),
        *(Entry(absolute(section.get_absolute_url()), section.newest) for section in sections),
        Entry(absolute(reverse("magazine:issues"))),
        *(Entry(absolute(issue.get_absolute_url())) for issue in PrintIssue.objects.live()),
        Entry(absolute(reverse("magazine:contributors"))),
        *(Entry(absolute(person.get_absolute_url())) for person in credited()),
        *(
            Entry(absolute(page.get_absolute_url()), page.updated_at)
            for page in Page.objects.live().defer("body", "body_html")
        ),
        *(entry for entries in _further for entry in entries()),
        *(
            Entry(
                address_of(kind, slug),
                # A story that waited for its moment changed for readers when that came.
                max(publish_at or updated_at, updated_at),
            )
            for kind, slug, publish_at, updated_at in findable.order_by(
                "-publish_at", "-id"
            ).values_list("kind", "slug", "publish_at", "updated_at")[:MOST_STORIES]
        ),
    ]
    # Tens of thousands of lines: a template's loop would take seconds.
    written = mark_safe("\n".join(_line(entry) for entry in entries))
    return render(
        request, "magazine/sitemap.xml", {"written": written}, content_type="application/xml"
    )


class _Addresses:
    """Stories' whole addresses; asks the URLs once for every kind."""

    def __init__(self) -> None:
        self._around: dict[str, tuple[str, str]] = {}

    def __call__(self, kind: str, slug: str) -> str:
        if kind not in self._around:
            before, _, after = absolute(reverse(url_name_of(kind), args=["slug"])).rpartition(
                "slug"
            )
            self._around[kind] = before, after
        before, after = self._around[kind]
        return f"{before}{quote(slug)}{after}"


def _line(entry: Entry) -> str:
    changed = f"<lastmod>{moment(entry.changed)}</lastmod>" if entry.changed else ""
    return f"<url><loc>{escape(entry.address)}</loc>{changed}</url>"


@printed
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('magazine:search')}",
        "",
        f"Sitemap: {absolute(reverse('magazine:sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
