"""Addresses that get nothing: found by typing one, suppressed and freed by hand. The rows hold no
addresses, so the list can be searched by a whole one only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from newsletter import addresses, suppressing
from newsletter.models import Suppression


class SuppressionForm(forms.ModelForm[Suppression]):
    email = forms.CharField(
        label="E-mail address",
        max_length=addresses.LONGEST * 2,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="It is kept as a hash that nobody can turn back.",
    )

    class Meta:
        model = Suppression
        fields = ["detail"]
        labels = {"detail": "Why"}

    def clean_email(self) -> addresses.Address:
        try:
            address = addresses.parse(self.cleaned_data["email"])
        except addresses.BadAddress as error:
            raise forms.ValidationError(str(error)) from error
        if suppressing.is_suppressed(address.key):
            raise forms.ValidationError("This address is suppressed already.")
        return address


@admin.register(Suppression)
class SuppressionAdmin(admin.ModelAdmin[Suppression]):
    drawer = "Readers"
    place_in_drawer = 40
    form = SuppressionForm
    list_display = ["reason", "detail", "at"]
    list_filter = ["reason"]
    search_fields = ["email_hash"]
    search_help_text = "A whole e-mail address"
    date_hierarchy = "at"
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = ["reason", "at"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["email", "detail"] if obj is None else ["reason", "detail", "at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [] if obj is None else ["reason", "detail", "at"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Suppression], search_term: str
    ) -> tuple[QuerySet[Suppression], bool]:
        if not search_term.strip():
            return queryset, False
        try:
            key = addresses.parse(search_term).key
        except addresses.BadAddress:
            return queryset.none(), False
        return queryset.filter(email_hash__in=suppressing.hashes(key)), False

    def save_model(self, request: HttpRequest, obj: Suppression, form: Any, change: bool) -> None:
        key = form.cleaned_data["email"].key
        suppressing.suppress(key, suppressing.Reason.BY_HAND, detail=form.cleaned_data["detail"])
        found = suppressing.find(key)
        assert found is not None  # noqa: S101 — written just now, in this transaction
        obj.pk, obj.reason, obj.at = found.pk, found.reason, found.at

    # To delete a row is to lift it. Django writes who did so into the log.
    def delete_model(self, request: HttpRequest, obj: Suppression) -> None:
        suppressing.lift(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Suppression]) -> None:
        for suppression in queryset:
            suppressing.lift(suppression)
