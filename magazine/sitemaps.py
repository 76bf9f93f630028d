"""What search engines are told: the sitemap and robots.txt."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from magazine.addresses import absolute
from magazine.kinds import url_name_of
from magazine.models import Article, Contributor, Credit, Page, PrintIssue, Section
from press.pages import printed

# sitemaps.org allows 50,000 addresses in a file; lists and pages take some.
MOST_STORIES = 45_000


@dataclass(frozen=True)
class Entry:
    address: str
    changed: datetime.datetime | None = None


@printed
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    stories = Article.objects.live().order_by()
    findable = stories.filter(hide_from_search=False, canonical_url="")
    by_section = dict(stories.values_list("section").annotate(newest=Max("publish_at")))
    credited = Credit.objects.filter(article__in=stories.values("pk"))
    people = Contributor.objects.filter(pk__in=credited.values("contributor_id"))
    newest = max((at for at in by_section.values() if at), default=None)
    entries = [
        Entry(absolute(reverse("magazine:front")), newest),
        *(
            Entry(absolute(section.get_absolute_url()), by_section.get(section.pk))
            for section in Section.objects.all()
        ),
        Entry(absolute(reverse("magazine:issues"))),
        *(Entry(absolute(issue.get_absolute_url())) for issue in PrintIssue.objects.live()),
        Entry(absolute(reverse("magazine:contributors"))),
        *(Entry(absolute(person.get_absolute_url())) for person in people),
        *(
            Entry(absolute(page.get_absolute_url()), page.updated_at)
            for page in Page.objects.live().defer("body", "body_html")
        ),
        *(
            Entry(
                absolute(reverse(url_name_of(kind), args=[slug])),
                # A story that waited for its moment changed for readers when that came.
                max(publish_at or updated_at, updated_at),
            )
            for kind, slug, publish_at, updated_at in findable.order_by(
                "-publish_at", "-id"
            ).values_list("kind", "slug", "publish_at", "updated_at")[:MOST_STORIES]
        ),
    ]
    return render(
        request, "magazine/sitemap.xml", {"entries": entries}, content_type="application/xml"
    )


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
