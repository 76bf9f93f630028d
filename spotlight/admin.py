"""Spotlight features in the newsroom: the writing screen, and what their subject is."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from magazine.admin.writing import StoryAdmin
from newsroom import dashboard
from newsroom.rows import Rows
from spotlight.models import KIND, Accolade, SpotlightFeature, SubjectFact
from spotlight.views import feature_page


class FactRows(Rows):
    model = SubjectFact
    fields = ["label", "value", "position"]
    verbose_name = "fact"
    verbose_name_plural = "Facts about it"


class AccoladeRows(Rows):
    model = Accolade
    fields = ["award", "giver", "year", "position"]
    extra = 2
    verbose_name_plural = "Accolades"


@admin.register(SpotlightFeature)
class SpotlightFeatureAdmin(StoryAdmin):
    kind = KIND
    place_in_drawer = 20
    inlines = [FactRows, AccoladeRows, *StoryAdmin.inlines]
    list_filter = ["subject_kind", *StoryAdmin.list_filter]
    groups = [
        ("Subject", ["subject_kind", "subject_name", "see_it_url", "see_it_label"]),
        ("Spotlight rail", ["rail_from", "rail_until"]),
        *StoryAdmin.groups,
    ]
    open_groups = ("Subject", "Spotlight rail", *StoryAdmin.open_groups)

    def page(self, request: HttpRequest, story: Any) -> HttpResponse:
        return feature_page(request, story, preview=True)

    def subject(self, story: Any) -> str:
        return f"{story.get_subject_kind_display()}: {story.subject_name}"


def new_feature(request: HttpRequest) -> dashboard.Shortcut | None:
    if not request.user.has_perm("spotlight.add_spotlightfeature"):
        return None
    return dashboard.Shortcut(
        "New spotlight feature", reverse("admin:spotlight_spotlightfeature_add")
    )


dashboard.register_shortcut(new_feature)
