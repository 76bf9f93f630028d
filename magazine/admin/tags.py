"""Tags: named, found, and merged where two mean one thing."""

from __future__ import annotations

from typing import Any

# Registers an admin of its own, which ours replaces.
import taggit.admin  # noqa: F401
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from taggit.models import Tag

from magazine import redirecting, tagging
from magazine.admin.public_rows import PublicRowAdmin

admin.site.unregister(Tag)


class TagForm(forms.ModelForm[Tag]):
    merge_into = forms.CharField(
        required=False,
        max_length=100,
        help_text="The name of another tag, to put in this one’s place everywhere.",
    )

    class Meta:
        model = Tag
        fields = ["name", "slug"]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].strip("-_")
        if not slug:
            raise ValidationError("The address needs at least one letter or digit.")
        return slug

    def clean_merge_into(self) -> Tag | None:
        name: str = self.cleaned_data["merge_into"].strip()
        if not name:
            return None
        other = Tag.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).first()
        if other is None:
            raise ValidationError(f"There is no other tag called “{name}”.")
        return other


@admin.register(Tag)
class TagAdmin(PublicRowAdmin):
    drawer = "Stories"
    place_in_drawer = 30
    addressed = False
    form = TagForm
    list_display = ["name", "stories"]
    search_fields = ["name"]
    ordering = ["name"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(stories=Count("magazine_taggedarticle_items"))

    @admin.display(ordering="stories")
    def stories(self, tag: Any) -> int:
        return int(tag.stories)

    def get_fieldsets(self, request: HttpRequest, obj: Tag | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["name"]})]
        merging = ("Merge", {"fields": ["merge_into"]})
        own = (None, {"fields": ["name", "slug"]})
        return [own, merging] if self.has_delete_permission(request, obj) else [own]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        stored = Tag.objects.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        if stored is not None:
            redirecting.moved(tagging.address_of(stored), tagging.address_of(obj))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        name = request.POST.get("merge_into", "").strip()
        other = Tag.objects.filter(name__iexact=name).exclude(pk=obj.pk).first() if name else None
        if other is None or not self.has_delete_permission(request, obj):
            return super().response_change(request, obj)
        count = tagging.merge(obj, into=other)
        stories = f"{count} {'story' if count == 1 else 'stories'}"
        self.message_user(request, f"Merged: “{other}” stands in its place on {stories}.")
        return HttpResponseRedirect(reverse("admin:taggit_tag_changelist"))
