"""The magazine's identity: one row, so its list is its form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from magazine import dressing
from magazine.admin import fitting
from magazine.admin.public_rows import PublicRowAdmin
from magazine.models import SiteIdentity, SocialLink
from newsroom.rows import Rows

_ROWS = {"about": 5, "postal_address": 4}


class SocialLinkRows(Rows):
    model = SocialLink
    fields = ["label", "url", "position"]
    verbose_name_plural = "Elsewhere"
    verbose_name = "link"


@admin.register(SiteIdentity)
class SiteIdentityAdmin(PublicRowAdmin):
    drawer = "Magazine"
    place_in_drawer = 60
    addressed = False
    form = fitting.IdentityForm
    change_form_template = "admin/magazine/siteidentity/change_form.html"
    inlines = [SocialLinkRows]
    fieldsets = [
        (None, {"fields": ["name", "tagline", "about"]}),
        ("How to reach it", {"fields": ["email", "postal_address"]}),
        (
            "Colours",
            {
                "fields": [("paper", "ink", "accent")],
                "description": "The accent is for kickers, marks and the newsletter’s band. "
                "What is left empty is the house’s own.",
            },
        ),
        (
            "Colours in the dark",
            {
                "fields": [("dark_paper", "dark_ink"), ("dark_accent", "night")],
                "classes": ["collapse"],
                "description": "They follow from the day’s. The night is the ground that "
                "spotlights stand on, by day, too.",
            },
        ),
        ("Faces", {"fields": ["display_face", "text_face", "furniture_face"]}),
        (
            "Logo",
            {
                "fields": [("logo", "dark_logo")],
                "description": "It stands in place of the name. Take dark letters on white: white "
                "becomes the paper. In the dark it is turned round, unless there is one with "
                "light letters on black.",
            },
        ),
    ]

    def get_urls(self) -> list[Any]:
        def named(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return self.admin_site.admin_view(never_cache(partial(view, model_admin=self)))

        return [
            path("fitted/", named(fitting.fitted), name="magazine_siteidentity_fitted"),
            path("sample/", named(fitting.sample), name="magazine_siteidentity_sample"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)  # refuses
        row = SiteIdentity.objects.first()
        name = "admin:magazine_siteidentity_"
        if row is None:
            return HttpResponseRedirect(reverse(f"{name}add"))
        return HttpResponseRedirect(reverse(f"{name}change", args=[row.pk]))

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """There is only one: adding a second is changing the first."""
        row = SiteIdentity.objects.first()
        if row is not None and self.has_change_permission(request, row):
            return HttpResponseRedirect(
                reverse("admin:magazine_siteidentity_change", args=[row.pk])
            )
        return super().add_view(request, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self.message_user(request, "Saved. Every page shows it now.", "success")
        return HttpResponseRedirect(request.path)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in dressing.COLOURS:
            return db_field.formfield(form_class=fitting.ColourField)
        if db_field.name in _ROWS:
            kwargs["widget"] = forms.Textarea(attrs={"rows": _ROWS[db_field.name]})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        context |= fitting.context(request, context["adminform"].form)
        return super().render_change_form(request, context, *args, **kwargs)
