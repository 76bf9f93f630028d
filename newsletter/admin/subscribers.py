"""Subscribers, for reading, exporting and erasing. Nobody is added or changed by hand: consent is
the reader's own to give, and `newsletter.subscribing` the only one to write it down."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from magazine.models import Section
from newsletter import exporting, spreadsheets, subscribing
from newsletter.models import MailingList, Subscriber, Subscription


class RowFilter(admin.SimpleListFilter):
    """One choice for each row of a small table, by its number; nonsense filters nothing."""

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def of(self, number: int) -> QuerySet[Any, Any]:
        """The numbers of the subscribers that go with a row."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(row.pk), str(row)) for row in self.rows()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Subscriber]
    ) -> QuerySet[Subscriber]:
        number = self.value() or ""
        if not re.fullmatch(r"[0-9]{1,18}", number):
            return queryset
        return queryset.filter(pk__in=self.of(int(number)))


class OnListFilter(RowFilter):
    title = "list"
    parameter_name = "list"

    def rows(self) -> QuerySet[Any]:
        return MailingList.objects.all()

    def of(self, number: int) -> QuerySet[Any, Any]:
        return Subscription.objects.filter(list=number, left_at=None).values("subscriber")


class InterestFilter(RowFilter):
    title = "interest"
    parameter_name = "interest"

    def rows(self) -> QuerySet[Any]:
        return Section.objects.all()

    def of(self, number: int) -> QuerySet[Any, Any]:
        return Subscriber.interests.through.objects.filter(section=number).values("subscriber")


class PausedFilter(admin.SimpleListFilter):
    title = "pause"
    parameter_name = "pause"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("on", "Pausing now")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Subscriber]
    ) -> QuerySet[Subscriber]:
        if self.value() == "on":
            return queryset.filter(paused_until__gt=timezone.now())
        return queryset


@admin.register(Subscriber)
class SubscriberAdmin(admin.ModelAdmin[Subscriber]):
    drawer = "Readers"
    place_in_drawer = 10
    change_list_template = "admin/newsletter/subscriber/change_list.html"
    change_form_template = "admin/newsletter/subscriber/change_form.html"
    list_display = ["email", "state", "signed_up_at", "confirmed_at"]
    list_filter = ["state", OnListFilter, InterestFilter, PausedFilter]
    search_fields = ["email", "email_key"]
    search_help_text = "E-mail address, or a part of one"
    date_hierarchy = "signed_up_at"
    list_per_page = 50
    show_full_result_count = False
    actions = ["take_off"]
    readonly_fields = ["on_lists", "chosen", "did_and_agreed"]
    fieldsets = [
        (None, {"fields": ["email", "state", "signed_up_at", "confirmed_at", "unsubscribed_at"]}),
        ("What they chose", {"fields": ["on_lists", "chosen", "paused_until", "new_email"]}),
        ("Consent", {"fields": ["consent_at", "consent_place", "consent_wording"]}),
        ("Record", {"fields": ["did_and_agreed"]}),
        (
            "Mail",
            {
                "fields": [
                    "mail_due", "mail_due_since", "mails_sent", "mail_sent_at", "soft_bounces",
                ]
            },
        ),
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Subscriber | None = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        under_admin = self.admin_site.admin_view
        return [
            path("export/", under_admin(self.export), name="newsletter_subscriber_export"),
            path("record/", under_admin(self.record), name="newsletter_subscriber_record"),
            path(
                "<int:subscriber_id>/export.<str:kind>",
                under_admin(self.export_one),
                name="newsletter_subscriber_export_one",
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        # What is exported is what the list shows.
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        context = {
            "export_url": reverse("admin:newsletter_subscriber_export") + asked,
            "record_url": reverse("admin:newsletter_subscriber_record"),
            "import_url": reverse("admin:newsletter_subscriberimport_add")
            if request.user.has_perm("newsletter.add_subscriberimport")
            else "",
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    def _may_export(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """GET: the subscribers that the list shows with these filters, as a table."""
        _only_reads(request)
        self._may_export(request)
        self._note_export(request, "Exported subscribers.")
        try:
            found = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters as error:
            raise Http404("There is no such filter.") from error
        chosen = Subscriber.objects.filter(pk__in=found.order_by().values("pk"))
        return table(exporting.subscribers(chosen), "subscribers")

    def record(self, request: HttpRequest) -> StreamingHttpResponse:
        """GET: what all subscribers did and agreed to, as a table."""
        _only_reads(request)
        self._may_export(request)
        self._note_export(request, "Exported the record of consents.")
        return table(exporting.consents(), "consents")

    def export_one(self, request: HttpRequest, subscriber_id: int, kind: str) -> Any:
        """GET: all that is stored of one subscriber, as JSON, or their record as a table."""
        _only_reads(request)
        self._may_export(request)
        subscriber = Subscriber.objects.filter(pk=subscriber_id).first()
        if subscriber is None or kind not in {"json", "csv"}:
            raise Http404("There is no such export.")
        if kind == "csv":
            return table(exporting.consents(subscriber.consents.all()), f"record-{subscriber_id}")
        response = JsonResponse(exporting.whole(subscriber), json_dumps_params={"indent": 2})
        return _to_save(response, f"subscriber-{subscriber_id}.json")

    def _note_export(self, request: HttpRequest, words: str) -> None:
        """Who took addresses out of the house, and when."""
        LogEntry.objects.create(
            user_id=request.user.pk,  # type: ignore[misc]
            action_flag=CHANGE,
            object_repr="subscribers",
            change_message=words,
        )

    @admin.action(description="Take off all lists", permissions=["delete"])
    def take_off(self, request: HttpRequest, queryset: QuerySet[Subscriber]) -> None:
        """Somebody has written to us that they want no more letters."""
        count = 0
        for pk in queryset.values_list("pk", flat=True):
            count += subscribing.take_off(pk, by=request.user.get_username())
        self.message_user(request, f"{count} get no more letters.", "success")

    def delete_model(self, request: HttpRequest, obj: Subscriber) -> None:
        """Forget them wholly: letters, record, and an import that would bring them back."""
        subscribing.erase(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Subscriber]) -> None:
        for subscriber in queryset:
            subscribing.erase(subscriber)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Subscriber]) -> list[LogEntry]:
        """That somebody was erased is kept, who is not: the log would remember the address."""
        entries: list[Any] = LogEntry.objects.log_actions(
            user_id=request.user.pk,  # type: ignore[arg-type]
            queryset=queryset,
            action_flag=DELETION,
        )
        LogEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(
            object_repr="a subscriber, erased"
        )
        return entries

    @admin.display(description="lists")
    def on_lists(self, subscriber: Subscriber) -> Any:
        rows = subscriber.subscriptions.select_related("list").order_by("list__position", "list")
        said = (
            (
                row.list.name,
                "left" if row.left_at else "since",
                f"{timezone.localtime(row.left_at or row.joined_at):%Y-%m-%d}",
            )
            for row in rows
        )
        return format_html_join(", ", "{} ({} {})", said) or "–"

    @admin.display(description="what they did and agreed to")
    def did_and_agreed(self, subscriber: Subscriber) -> Any:
        rows = (
            (
                row.get_what_display(),
                row.at.isoformat(timespec="seconds"),
                date_format(timezone.localtime(row.at), "j M Y, H:i"),
                row.place,
                row.wording,
                row.detail,
            )
            for row in subscriber.consents.all()
        )
        cells = (
            '<tr><td>{}</td><td><time datetime="{}">{}</time></td>'
            "<td>{}</td><td>{}</td><td>{}</td></tr>"
        )
        return format_html(
            '<table class="record"><thead><tr><th scope="col">What</th><th scope="col">When</th>'
            '<th scope="col">Where</th><th scope="col">Words</th><th scope="col">More</th></tr>'
            "</thead><tbody>{}</tbody></table>",
            format_html_join("", cells, rows),
        )

    @admin.display(description="interests")
    def chosen(self, subscriber: Subscriber) -> str:
        return ", ".join(str(each) for each in subscriber.interests.all()) or "Everything"


def _only_reads(request: HttpRequest) -> None:
    if request.method not in {"GET", "HEAD"}:
        raise PermissionDenied


def table(rows: Iterable[Iterable[object]], name: str) -> StreamingHttpResponse:
    """A table to save, sent row by row, however many there are."""
    response = StreamingHttpResponse(
        (line.encode() for line in spreadsheets.lines(rows)), content_type="text/csv; charset=utf-8"
    )
    return _to_save(response, f"{name}-{timezone.localdate():%Y-%m-%d}.csv")


def _to_save(response: Any, name: str) -> Any:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
