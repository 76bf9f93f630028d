"""A story's own page, and the lists of stories by section and by tag."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from taggit.models import Tag

from magazine import describing, topics
from magazine.crediting import credit_lines
from magazine.furniture import identity_of
from magazine.models import Article, Section, TaggedArticle
from magazine.paging import page_of
from magazine.reading import story_at
from magazine.rendering import completed, headings, plain_text, render_body
from magazine.views.pages import gone
from press.once import once
from press.pages import depends_on, printed

NEXT = 3
# From here on a story is long enough to say what is in it.
LONG_MINUTES, LONG_PARTS = 6, 3


@printed
@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    story = story_at(slug)
    if story is None:
        return missing_story(request, slug)
    if story.kind != "article":
        return HttpResponsePermanentRedirect(story.get_absolute_url())
    return depends_on(article_page(request, story), *topics.of_page(story))


def missing_story(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands at a story's address when it is not live: 410 if it was once, else a 404."""
    if Article.objects.gone().filter(slug=slug).exists():
        return gone(request)
    raise Http404("There is no such story.")


def article_page(request: HttpRequest, article: Article, *, preview: bool = False) -> HttpResponse:
    """The page of `article`, whether it is live or not: who may see it is the caller's question.
    With `preview` the body is rendered as it stands, the page says that it is not published, and
    search engines are told to leave it."""
    context = story_context(article, request, preview=preview)
    context["description"] = describing.story_page(
        article, identity_of(request), tags=[tag.name for tag in context["tags"]]
    )
    return render(request, "magazine/article.html", context)


def story_context(
    article: Article, request: HttpRequest, *, preview: bool = False
) -> dict[str, Any]:
    """What the page of a story of any kind shows. A story that was never saved has no credits,
    tags or neighbours yet."""
    body, minutes = article.body_html, article.reading_minutes
    if preview:
        body = render_body(article.body)
        minutes = max(1, round(len(plain_text(article.body).split()) / 230))
    saved, issue = article.pk is not None, article.print_issue
    parts = headings(body) if minutes >= LONG_MINUTES else []
    return {
        "article": article,
        "lead": article.lead_picture,
        "body_html": completed(body, path=article.get_absolute_url() if saved else ""),
        "reading_minutes": str(minutes),  # a number would be put into the language's form
        "parts": parts if len(parts) >= LONG_PARTS else [],
        "byline": article.byline if saved else [],
        "credits": credit_lines(article.credits.all()) if saved else [],
        "tags": list(article.tags.all()) if saved else [],
        "print_issue": issue if issue and issue.is_public else None,
        "next_stories": _next_stories(article, request),
        "preview": preview,
        "noindex": preview or article.hide_from_search,
    }


def _next_stories(article: Article, request: HttpRequest) -> list[Article]:
    """The latest of the same section but for this one. Their cards go without a byline."""
    section_id = article.section_id
    if section_id is None:
        return []

    def latest() -> list[Article]:
        stories = Article.objects.live().filter(section_id=section_id)
        return list(stories.for_cards().prefetch_related(None).newest_first()[: NEXT + 1])

    stories = once(request, ("magazine.latest_in", section_id), latest)
    return [story for story in stories if story.pk != article.pk][:NEXT]


@printed("page")
@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Section, slug=slug)
    page = page_of(request, Article.objects.live().in_section(found).for_cards().newest_first())
    return render(
        request,
        "magazine/section.html",
        {
            "section": found,
            "page_obj": page,
            "description": describing.section_page(found, identity_of(request), page),
        },
    )


@printed("page")
@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """A tag that stands on no live story is a 404: drafts must not be told by their tags."""
    found = get_object_or_404(Tag, slug=slug)
    # Not by a join: then the newest would be looked for among all that carry it.
    carry = TaggedArticle.objects.filter(tag=found).values("content_object_id")
    stories = Article.objects.live().filter(pk__in=carry).for_cards().newest_first()
    page = page_of(request, stories)
    if not page.paginator.count:
        raise Http404("Nothing carries this tag.")
    path = reverse("magazine:tag", args=[found.slug])
    description = describing.tag_page(found.name, path, identity_of(request), page)
    context = {"tag": found, "page_obj": page, "description": description}
    return render(request, "magazine/tag.html", context)
