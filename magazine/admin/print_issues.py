"""The magazine on paper: its issues, and what stands in them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from magazine.admin.public_rows import PublicRowAdmin
from magazine.models import ContentsLine, PrintIssue
from magazine.views.issues import contents


class PrintOnlyRows(admin.TabularInline[ContentsLine, PrintIssue]):
    model = ContentsLine
    template = "admin/rows.html"
    fields = ["page", "title", "byline"]
    extra = 1
    max_num = 200


@admin.register(PrintIssue)
class PrintIssueAdmin(PublicRowAdmin):
    drawer = "Magazine"
    place_in_drawer = 40
    change_form_template = "admin/magazine/printissue/form.html"
    list_display = ["name", "season", "title", "on_sale", "is_public"]
    search_fields = ["number", "season", "title"]
    inlines = [PrintOnlyRows]
    fieldsets = [
        (None, {"fields": [("number", "season"), "title", "introduction", "cover"]}),
        ("Sale", {"fields": [("on_sale", "price"), "buy_url"]}),
        ("Address", {"fields": ["is_public", "slug"]}),
    ]

    @admin.display(description="Issue", ordering="number")
    def name(self, issue: PrintIssue) -> str:
        return issue.name

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "introduction":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 5})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        issue: PrintIssue | None = kwargs.get("obj")
        context["contents"] = contents(issue) if issue else []
        return super().render_change_form(request, context, *args, **kwargs)
