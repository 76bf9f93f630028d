"""The picture library in the newsroom: a wall of pictures, a form with the focal point, and the
addresses that the picker asks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST
from js_asset import Script

from library import attachment_admin, looks, originals, picking, replacing, uses  # noqa: F401
from library.collecting import CollectionActionForm, put_in, take_out
from library.decoding import PictureRefused
from library.filters import (
    RIGHTS_END_SOON,
    AltFilter,
    CollectionFilter,
    CreditFilter,
    OrientationFilter,
    RightsFilter,
    UseFilter,
    collection_number,
)
from library.forms import ACCEPT, PictureAddForm, PictureForm
from library.models import Collection, Picture
from library.templatetags.pictures import picture_url
from library.uploading import MAX_BYTES

SHOWN_RATIOS = ("4:5", "16:9", "1:1", "3:2")


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin[Picture]):
    """Needs view for the picker, add for uploads, change for words and the focal point. File, size
    and format are `library.uploading`'s alone and never change here."""

    drawer = "Magazine"
    place_in_drawer = 10
    form = PictureForm
    list_display = ["tile", "words"]
    list_display_links = None
    list_filter = [
        CollectionFilter,
        CreditFilter,
        OrientationFilter,
        UseFilter,
        AltFilter,
        RightsFilter,
    ]
    action_form = CollectionActionForm
    actions = [put_in, take_out]
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
            path("cards/", under_admin(picking.cards), name="library_picture_cards"),
            path(
                "<int:picture_id>/replace/",
                under_admin(self.replace_view),
                name="library_picture_replace",
            ),
            path(
                "<int:picture_id>/original/<int:earlier_id>/",
                under_admin(originals.earlier),
                name="library_picture_earlier",
            ),
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
            number = collection_number(request.GET.get("collection"))
            within = f"?collection={number}" if number is not None else ""
            context["upload_url"] = reverse("admin:library_picture_upload") + within
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

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(getattr(field, "widget", None), "can_add_related"):
            # A new collection has a field beside the boxes; no window need open for it.
            choices = field.choices
            field.widget = field.widget.widget
            field.widget.choices = choices
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        words = ["title", "alt", "caption", "credit"]
        rights = ("Rights", {"fields": ["rights", "rights_until"]})
        if obj is None:
            return [(None, {"fields": ["file", *words]}), rights]
        focal = ("Focal point", {"fields": [("focal_x", "focal_y")], "classes": ["focal-fields"]})
        together = ("Collections", {"fields": ["collections", "new_collection"]})
        return [(None, {"fields": words}), focal, rights, together]

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
            context["uses"] = uses.uses_of(picture, request.user)
            context["alike"] = [picking.card_of(other) for other in looks.alike(picture)]
            context["earlier"] = picture.earlier_files.select_related("replaced_by")
            if may_replace(request.user, context["uses"]):
                context["replace_url"] = reverse("admin:library_picture_replace", args=[picture.pk])
                context["accept"] = ACCEPT
            if originals.may_download(request.user):
                context["original_url"] = reverse(
                    "admin:library_picture_original", args=[picture.pk]
                )
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        """A new picture is stored already. Of one that stood here before, only what was changed
        is written: words alone then ask for no new renditions."""
        columns = [name for name in form.changed_data if name in PictureForm.COLUMNS]
        if change and columns:
            obj.save(update_fields=columns)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if name := form.cleaned_data.get("new_collection"):
            form.instance.collections.add(Collection.objects.get_or_create(name=name)[0])

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What is in use is not deleted: a text would have a hole."""
        gone, counts, lacking, protected = super().get_deleted_objects(objs, request)
        used = uses.used()
        protected = [*protected, *(str(obj) for obj in objs if obj.pk in used)]
        return gone, counts, lacking, list(dict.fromkeys(map(str, protected)))

    @method_decorator(require_POST)
    def replace_view(self, request: HttpRequest, picture_id: int) -> HttpResponse:
        """POST multipart `file`: another file for a picture that stays what it is."""
        picture = get_object_or_404(Picture, pk=picture_id)
        if not may_replace(request.user, uses.uses_of(picture, request.user)):
            raise PermissionDenied
        file = request.FILES.get("file")
        try:
            if file is None:
                raise PictureRefused("Choose the file that takes its place.", code="empty")
            replacing.replace_picture(picture, file, by=request.user)
        except PictureRefused as refusal:
            self.message_user(request, refusal.messages[0], messages.ERROR)
        else:
            self.log_change(request, picture, "Replaced the file.")
            self.message_user(
                request,
                "The file is replaced. Look whether the focal point still fits, and the words.",
                messages.SUCCESS,
            )
        return HttpResponseRedirect(reverse("admin:library_picture_change", args=[picture.pk]))

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


def may_replace(user: Any, used: list[uses.Use]) -> bool:
    """Whoever may change a picture may replace its file, but what stands in stories is replaced by
    those alone who might delete it: readers see the new one at once."""
    return user.has_perm("library.change_picture") and (
        not used or user.has_perm("library.delete_picture")
    )


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
