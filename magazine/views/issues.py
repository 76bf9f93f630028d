"""The magazine on paper."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from magazine import describing
from magazine.furniture import identity_of
from magazine.models import Article, PrintIssue
from magazine.paging import page_of
from press.pages import printed


@dataclass(frozen=True)
class ContentsEntry:
    """A line of an issue's contents; `story` is there if it can be read here."""

    page: int | None
    title: str
    byline: str
    story: Article | None = None


@printed("page")
@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    found = PrintIssue.objects.live().select_related("cover")
    page = page_of(request, found)
    description = describing.issues_page(identity_of(request), page)
    return render(request, "magazine/issues.html", {"page_obj": page, "description": description})


@printed
@require_safe
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(PrintIssue.objects.live().select_related("cover"), slug=slug)
    entries = contents(found)
    description = describing.issue_page(found, identity_of(request), entries)
    context = {"issue": found, "contents": entries, "description": description}
    return render(request, "magazine/issue.html", context)


def contents(issue: PrintIssue) -> list[ContentsEntry]:
    """What stands in an issue, by page: its live stories and those in print only. Stories whose
    page nobody has told come last."""
    stories = Article.objects.live().filter(print_issue=issue).for_cards().newest_first()
    entries = [
        ContentsEntry(
            story.print_page,
            story.title,
            ", ".join(credit.name for credit in story.byline),
            story,
        )
        for story in stories
    ]
    entries += [
        ContentsEntry(line.page, line.title, line.byline) for line in issue.print_only.all()
    ]
    return sorted(entries, key=lambda entry: (entry.page is None, entry.page or 0))
