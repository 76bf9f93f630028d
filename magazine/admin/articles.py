"""Articles in the newsroom."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from magazine.admin import linking
from magazine.admin.writing import StoryAdmin, admin_of
from magazine.models import Article
from magazine.views import article_page


@admin.register(Article)
class ArticleAdmin(StoryAdmin):
    """Stories of other kinds extend `Article` and have an admin of their own."""

    place_in_drawer = 10

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(kind=self.kind)

    def get_urls(self) -> list[Any]:
        under_admin = self.admin_site.admin_view
        return [
            path("linkable/", under_admin(linking.linkable), name="magazine_article_linkable"),
            path(
                "<int:story_id>/linked/",
                under_admin(linking.linked),
                name="magazine_article_linked",
            ),
            *super().get_urls(),
        ]

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """A story of another kind is written at its own place."""
        other = self._other_kind(unquote(object_id))
        return other or super()._get_obj_does_not_exist_redirect(  # type: ignore[misc]
            request, opts, object_id
        )

    def _other_kind(self, object_id: str) -> HttpResponse | None:
        if not (object_id.isascii() and object_id.isdigit() and len(object_id) < 19):
            return None
        story = Article.objects.exclude(kind=self.kind).filter(pk=object_id).first()
        place = admin_of(story.kind) if story else None
        return HttpResponseRedirect(place.url("change", object_id)) if place else None

    def page(self, request: HttpRequest, story: Any) -> HttpResponse:
        return article_page(request, story, preview=True)
