"""The list of stories: where each stands, found by words, standing, section, author and issue.

A fixed number of queries, however many stories there are.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet, StringAgg, Subquery, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from library.templatetags.pictures import picture_url
from magazine import searching
from magazine.admin.standing import NAMES, standing, standing_at
from magazine.admin.story_form import BETWEEN_TAGS
from magazine.models import Article, Contributor, Credit, TaggedArticle, credits_with_names

THUMB_WIDTH = 480  # px, the smallest rendition that a picture has


def moment(when: Any) -> str:
    """A moment in few words: this year's without the year."""
    local = timezone.localtime(when)
    this_year = local.year == timezone.localdate().year
    return date_format(local, "j M, H:i" if this_year else "j M Y")


class StandingFilter(admin.SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(NAMES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return standing_at(queryset, self.value() or "")


class AuthorFilter(admin.SimpleListFilter):
    title = "author"
    parameter_name = "author"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        wrote = Credit.objects.filter(contributor=OuterRef("pk"), role__in=Credit.BYLINE_ROLES)
        people = Contributor.objects.filter(Exists(wrote)).order_by("name", "pk")
        return [(str(pk), name) for pk, name in people.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        asked = self.value() or ""
        if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
            return queryset
        theirs = Credit.objects.filter(contributor_id=int(asked), role__in=Credit.BYLINE_ROLES)
        return queryset.filter(pk__in=theirs.values("article_id"))


def _names_of_tags() -> Any:
    """The names of a story's tags in one column, each of which may have spaces and commas."""
    tagged = TaggedArticle.objects.filter(content_object=OuterRef("pk")).order_by()
    grouped = tagged.values("content_object")
    return grouped.annotate(names=StringAgg("tag__name", Value(BETWEEN_TAGS))).values("names")


class StoryList(admin.ModelAdmin[Any]):
    list_display = ["story", "stands", "changed"]
    list_display_links = None
    list_filter = [StandingFilter, "section", AuthorFilter, "print_issue"]
    list_per_page = 40
    search_fields = ["title"]
    search_help_text = "Words of the title; of published stories, of the whole text"
    show_full_result_count = False
    ordering = ["-updated_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> Any:
        stories = super().get_queryset(request)
        match = request.resolver_match
        if match is None or not str(match.url_name).endswith("_changelist"):
            return stories.select_related("lead_picture", "sharing_picture").annotate(
                tag_names=Subquery(_names_of_tags())
            )
        return (
            stories.select_related("section", "lead_picture")
            .prefetch_related(credits_with_names())
            .defer("body", "body_html", "plain_text", "admin_note", "lead_picture__rights")
        )

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        words = search_term.split()[:12]
        if not words:
            return queryset, False
        named = Q()
        for word in words:
            named &= Q(title__icontains=word) | Q(kicker__icontains=word)
        return queryset.filter(named | Q(pk__in=searching.matching_ids(search_term))), False

    @admin.display(description="Story", ordering="title")
    def story(self, story: Any) -> SafeString:
        address = self.url("change", story.pk)  # type: ignore[attr-defined]
        names = ", ".join(credit.name for credit in story.byline)
        around = [self.subject(story), story.section.title, names]
        picture = story.lead_picture
        thumb = (
            format_html(
                '<img src="{}" alt="" width="{}" height="{}" loading="lazy" decoding="async">',
                picture_url(picture, THUMB_WIDTH),
                picture.width,
                picture.height,
            )
            if picture
            else ""
        )
        return format_html(
            '<span class="story-line__picture">{}</span><a class="story-line__title" href="{}" '
            'dir="auto">{}</a><span class="story-line__around">{}</span>',
            thumb,
            address,
            story.title,
            format_html_join("", "<span>{}</span>", ((part,) for part in around if part)),
        )

    def subject(self, story: Any) -> str:
        """What a kind of story says of itself before its section."""
        return ""

    @admin.display(description="Standing", ordering="state")
    def stands(self, story: Any) -> SafeString:
        now = standing(story)
        when = {
            "scheduled": story.publish_at,
            "live": story.publish_at,
            "expired": story.withdraw_at,
            "withdrawn": story.withdraw_at,
        }.get(now.key)
        return format_html(
            '<span class="state state--{}">{}</span>{}',
            now.key,
            now.name,
            format_html('<span class="state__when">{}</span>', moment(when)) if when else "",
        )

    @admin.display(description="Last change", ordering="updated_at")
    def changed(self, story: Any) -> str:
        return moment(story.updated_at)
