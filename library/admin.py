"""The picture library in the newsroom: a wall of pictures, a form with the focal point, and the
addresses that the picker asks."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from js_asset import Script

from library import attachment_admin, originals, picking  # noqa: F401
from library.forms import PictureAddForm, PictureForm
from library.models import Picture
from library.templatetags.pictures import picture_url
from library.uploading import MAX_BYTES

RIGHTS_END_SOON = datetime.timedelta(days=60)
SHOWN_RATIOS = ("4:5", "16:9", "1:1", "3:2")


class OrientationFilter(admin.SimpleListFilter):
    title = "orientation"
    parameter_name = "orientation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("portrait", "Upright"), ("landscape", "Wide"), ("square", "Square")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        if self.value() == "portrait":
            return queryset.filter(height__gt=F("width"))
        if self.value() == "landscape":
            return queryset.filter(width__gt=F("height"))
        if self.value() == "square":
            return queryset.filter(width=F("height"))
        return queryset


class AltFilter(admin.SimpleListFilter):
    title = "alternative text"
    parameter_name = "alt"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", "Missing"), ("written", "Written")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        if self.value() == "missing":
            return queryset.filter(alt="")
        if self.value() == "written":
            return queryset.exclude(alt="")
        return queryset


class RightsFilter(admin.SimpleListFilter):
    title = "rights"
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ending", "End within 60 days"), ("ended", "Have ended"), ("open", "No end")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        today = timezone.localdate()
        if self.value() == "ending":
            return queryset.filter(rights_until__range=(today, today + RIGHTS_END_SOON))
        if self.value() == "ended":
            return queryset.filter(rights_until__lt=today)
        if self.value() == "open":
            return queryset.filter(rights_until=None)
        return queryset


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin[Picture]):
    """Needs view for the picker, add for uploads, change for words and the focal point. File, size
    and format are `library.uploading`'s alone and never change here."""

    drawer = "Magazine"
    place_in_drawer = 10
    form = PictureForm
    list_display = ["tile", "words"]
    list_display_links = None
    list_filter = [OrientationFilter, AltFilter, RightsFilter]
    search_fields = ["title", "alt", "caption", "credit"]
    search_help_text = "Title, alternative text, caption or credit"
    list_per_page = 48
    show_full_result_count = False
    save_on_top = False

    class Media:
        css = {"all": ["newsroom/library/library.css", "newsroom/library/picker.css"]}
        js = [Script("newsroom/library/library.js", type="module")]

    def get_urls(self) -> list[Any]:
        def under_admin(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path("picker/", under_admin(picking.picker), name="library_picture_picker"),
            path("upload/", under_admin(picking.upload), name="library_picture_upload"),
            path("<int:picture_id>/card/", under_admin(picking.card), name="library_picture_card"),
            path(
                "<int:picture_id>/original/",
                under_admin(originals.original),
                name="library_picture_original",
            ),
            *super().get_urls(),
        ]

    # --- the wall ---

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context: dict[str, Any] = {"title": "Pictures", **(extra_context or {})}
        if picking.may_add(request.user):
            context["upload_url"] = reverse("admin:library_picture_upload")
            context["largest"] = MAX_BYTES
        return super().changelist_view(request, context)

    @admin.display(description="Picture", ordering="added_at")
    def tile(self, picture: Picture) -> SafeString:
        return format_html(
            # The title below is the same link, for those who hear the page.
            '<a class="tile__picture" href="{}" tabindex="-1" aria-hidden="true"><img src="{}" '
            'alt="" width="{}" height="{}" loading="lazy" decoding="async"></a>',
            reverse("admin:library_picture_change", args=[picture.pk]),
            picture_url(picture, picking.THUMB_WIDTH),
            picture.width,
            picture.height,
        )

    @admin.display(description="Title", ordering="title")
    def words(self, picture: Picture) -> SafeString:
        return format_html(
            '<div class="tile__words"><a class="tile__title" href="{}">{}</a>{}{}{}</div>',
            reverse("admin:library_picture_change", args=[picture.pk]),
            picture.title,
            _line("tile__credit", picture.credit),
            _line("tile__lack", "" if picture.alt else "No alternative text"),
            _line("tile__lack", rights_notice(picture)),
        )

    # --- the forms ---

    def get_form(
        self, request: HttpRequest, obj: Picture | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is None:
            kwargs["form"] = PictureAddForm
        made: Any = super().get_form(request, obj, change=change, **kwargs)
        made.added_by = request.user  # the class was made for this request
        return made

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        words = ["title", "alt", "caption", "credit"]
        rights = ("Rights", {"fields": ["rights", "rights_until"]})
        if obj is None:
            return [(None, {"fields": ["file", *words]}), rights]
        focal = ("Focal point", {"fields": [("focal_x", "focal_y")], "classes": ["focal-fields"]})
        return [(None, {"fields": words}), focal, rights]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        picture: Picture | None = kwargs.get("obj")
        if picture is not None:
            context["title"], context["subtitle"] = picture.title, None
            context["show_save_and_add_another"] = False
            context["preview"] = picture_url(picture, 1600)
            context["facts"] = facts(picture)
            context["ratios"] = SHOWN_RATIOS
            if originals.may_download(request.user):
                context["original_url"] = reverse(
                    "admin:library_picture_original", args=[picture.pk]
                )
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        """A new picture is stored already. Of one that stood here before, only what was changed
        is written: words alone then ask for no new renditions."""
        if change and form.changed_data:
            obj.save(update_fields=form.changed_data)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if obj.was_known else super().log_addition(request, obj, message)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        if obj.was_known and "_popup" not in request.POST:
            self.message_user(
                request,
                f"The library has this picture already, as “{obj}”. Here it is; the words that "
                "you typed for the new one were not taken over.",
                messages.WARNING,
            )
            return HttpResponseRedirect(reverse("admin:library_picture_change", args=[obj.pk]))
        return super().response_add(request, obj, post_url_continue)


def _line(style: str, text: str) -> SafeString:
    return format_html('<span class="{}">{}</span>', style, text) if text else SafeString("")


def rights_notice(picture: Picture) -> str:
    """A few words where the right to show a picture has ended or soon will; else empty."""
    if picture.rights_until is None:
        return ""
    today, last = timezone.localdate(), picture.rights_until
    if last < today:
        return "Rights have ended"
    return f"Rights end {last:%d %b %Y}" if last <= today + RIGHTS_END_SOON else ""


def facts(picture: Picture) -> list[str]:
    """What is known of a picture's file, for people."""
    megapixels = picture.width * picture.height / 1_000_000
    return [
        f"{picture.width:,} × {picture.height:,} px",
        f"{megapixels:.1f} megapixels",
        picture.format.upper(),
        f"added {timezone.localtime(picture.added_at):%d %b %Y}",
    ]
