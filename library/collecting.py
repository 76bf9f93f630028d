"""Collections in the newsroom: made and named, filled from the wall. Who may change a picture may
say what it belongs to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from library.models import Collection, Picture


class CollectionActionForm(ActionForm):
    """The bar over the wall: what to do, and with which collection."""

    collection = forms.ModelChoiceField(
        Collection.objects.all(), required=False, empty_label="Choose one", label="Collection"
    )


def _chosen(model_admin: Any, request: HttpRequest) -> Collection | None:
    field = forms.ModelChoiceField(Collection.objects.all())
    try:
        return field.clean(request.POST.get("collection", ""))
    except forms.ValidationError:
        model_admin.message_user(request, "Choose a collection beside the action.", "warning")
        return None


def _said(count: int) -> str:
    return f"{count} picture{'' if count == 1 else 's'}"


@admin.action(description="Put into the collection", permissions=["change"])
def put_in(model_admin: Any, request: HttpRequest, pictures: QuerySet[Picture]) -> None:
    if collection := _chosen(model_admin, request):
        collection.pictures.add(*pictures)
        sentence = f"{_said(len(pictures))} put into “{collection}”."
        model_admin.message_user(request, sentence, "success")


@admin.action(description="Take out of the collection", permissions=["change"])
def take_out(model_admin: Any, request: HttpRequest, pictures: QuerySet[Picture]) -> None:
    if collection := _chosen(model_admin, request):
        collection.pictures.remove(*pictures)
        sentence = f"{_said(len(pictures))} taken out of “{collection}”."
        model_admin.message_user(request, sentence, "success")


@admin.register(Collection)
class CollectionAdmin(admin.ModelAdmin[Collection]):
    """Of those who may see, change or delete pictures; it takes no permissions of its own."""

    drawer = "Magazine"
    place_in_drawer = 11
    list_display = ["name", "shown"]
    search_fields = ["name"]

    class Media:
        css = {"all": ["newsroom/library/library.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collection]:
        return super().get_queryset(request).annotate(count=Count("pictures"))

    @admin.display(description="Pictures", ordering="count")
    def shown(self, collection: Any) -> SafeString:
        address = f"{reverse('admin:library_picture_changelist')}?collection={collection.pk}"
        return format_html('<a href="{}">{}</a>', address, _said(collection.count))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("library.view_picture") or self.has_change_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("library.change_picture")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("library.change_picture")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("library.delete_picture")
