"""Accounts and groups: what matters of them, without the long list of single permissions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """What somebody may do, their groups say. Only a superuser makes superusers."""

    drawer = "House"
    place_in_drawer = 10
    list_display = ["username", "full_name", "email", "in_groups", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    filter_horizontal = []
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Who it is", {"fields": [("first_name", "last_name"), "email"]}),
        ("What they may do", {"fields": ["is_active", "is_staff", "groups", "is_superuser"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        ("Who it is", {"fields": [("first_name", "last_name"), "email"]}),
        ("What they may do", {"fields": ["is_staff", "groups"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="Name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description="Groups")
    def in_groups(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if request.user.is_superuser else ("is_superuser", "groups")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A superuser's account is for superusers: who could set its password could do all."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "groups" and hasattr(field.widget, "can_add_related"):
            field.widget = field.widget.widget
            field.widget.choices = field.choices
        return field


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """A group's single permissions, those of the magazine's own parts."""

    drawer = "House"
    place_in_drawer = 20
    filter_horizontal = []

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "permissions":
            machinery = ["admin", "contenttypes", "sessions", "django_tasks_database", "press"]
            field.queryset = field.queryset.exclude(content_type__app_label__in=machinery)
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
            field.help_text = ""
        return field
