"""Imports of subscribers in the newsroom: a file is brought, looked over, begun; its page shows how
far it is and what was refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from newsletter import importing, spreadsheets
from newsletter.admin.subscribers import table
from newsletter.models import MailingList, SubscriberImport

State = SubscriberImport.State
LARGEST = 50 * 1024 * 1024  # bytes; deploy/nginx.conf lets a little more through
SHOWN = 5  # addresses of the beginning
REFUSED_SHOWN = 20


class ImportForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text="A table (CSV) with one address a row, in any encoding. Nothing is taken in "
        "before you have seen how it is read.",
    )
    column = forms.CharField(
        label="Column of the addresses",
        max_length=80,
        required=False,
        help_text="Its heading, or its number. Empty: it is found.",
    )
    lists = forms.ModelMultipleChoiceField(
        MailingList.objects.all(), label="Lists", widget=forms.CheckboxSelectMultiple()
    )
    place = forms.CharField(
        label="Where they said yes",
        max_length=300,
        help_text="“The form of the old site, 2019 to 2026”. Kept with each of them.",
    )
    wording = forms.CharField(
        label="The words that they agreed to",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    agreed = forms.BooleanField(
        label="These people have asked for this letter, and I can show it.",
        error_messages={"required": "Without their consent nobody may be written to."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                f"The file is larger than {LARGEST // 1024 // 1024} MB. Split it, or have it taken "
                "in on the server: manage.py import_subscribers."
            )
        return file


@admin.register(SubscriberImport)
class SubscriberImportAdmin(admin.ModelAdmin[SubscriberImport]):
    drawer = "Readers"
    place_in_drawer = 30
    list_display = ["name", "state", "created_at", "added", "joined", "known", "rejected"]
    list_filter = ["state"]
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        under_admin = self.admin_site.admin_view
        name = "newsletter_subscriberimport"
        return [
            path("<int:number>/start/", under_admin(self.start), name=f"{name}_start"),
            path("<int:number>/report.csv", under_admin(self.report), name=f"{name}_report"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImportForm(
            request.POST or None,
            request.FILES or None,
            initial={"lists": MailingList.objects.filter(is_default=True)},
        )
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            try:
                row = importing.bring(
                    said["file"].chunks(),
                    name=said["file"].name,
                    lists=list(said["lists"]),
                    place=said["place"],
                    wording=said["wording"],
                    column=said["column"],
                    by=request.user,
                )
            except importing.Unreadable as error:
                form.add_error("file", str(error))
            else:
                return HttpResponseRedirect(self._address(row))
        return self._page(request, "add.html", title="Bring subscribers over", form=form)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """How an import stands. While it runs, the page asks for itself again every two seconds;
        looking also wakes a worker, should the one before have been killed."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404("There is no such import.")
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        runs = row.state in {State.WAITING, State.RUNNING}
        response = self._page(
            request,
            "change.html",
            title=row.name,
            row=row,
            runs=runs,
            new=row.state == State.LOOKED_OVER,
            beginning=_beginning(row) if row.state == State.LOOKED_OVER else [],
            refused=row.rejections.all()[:REFUSED_SHOWN],
            may_start=self.has_add_permission(request),
        )
        if runs:
            if importing.is_left_alone(row):
                importing.take_in_waiting.enqueue()
            response.headers["Refresh"] = "2"
        return response

    def start(self, request: HttpRequest, number: int) -> HttpResponse:
        return require_POST(self._start)(request, number)

    def _start(self, request: HttpRequest, number: int) -> HttpResponse:
        row = self.get_object(request, str(number))
        if row is None or not self.has_add_permission(request):
            raise PermissionDenied
        importing.start(row)
        LogEntry.objects.log_actions(
            user_id=request.user.pk,  # type: ignore[arg-type]
            queryset=[row],
            action_flag=ADDITION,
            change_message="Began to take it in.",
        )
        return HttpResponseRedirect(self._address(row))

    def report(self, request: HttpRequest, number: int) -> HttpResponse:
        """GET: every refused row and why, as a table."""
        row = self.get_object(request, str(number))
        if row is None or not self.has_view_permission(request, row):
            raise PermissionDenied
        return table(importing.report(row), f"refused-{row.pk}")  # type: ignore[return-value]

    def delete_model(self, request: HttpRequest, obj: SubscriberImport) -> None:
        importing.discard(obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            importing.discard(row)

    def _address(self, row: SubscriberImport) -> str:
        return reverse("admin:newsletter_subscriberimport_change", args=[row.pk])

    def _page(self, request: HttpRequest, name: str, **context: Any) -> TemplateResponse:
        return TemplateResponse(
            request,
            f"admin/newsletter/subscriberimport/{name}",
            {**self.admin_site.each_context(request), "opts": self.opts, **context},
        )


def _beginning(row: SubscriberImport) -> list[str]:
    """The first addresses as they would be read, to be looked at by a person."""
    found: list[str] = []
    try:
        rows = spreadsheets.rows_of(importing.folder() / row.stored, row.encoding, row.delimiter)
        for number, cells in enumerate(rows):
            if number > SHOWN + 2 or len(found) == SHOWN:
                break
            if cells and row.column < len(cells) and (number or not row.has_heading):
                found.append(cells[row.column][:254])
    except OSError:
        return []
    return found
