"""Subscribers, for reading and erasing. Nobody is added or changed by hand: consent is the reader's
own to give, and `newsletter.subscribing` the only one to write it down."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest

from newsletter.models import Subscriber


@admin.register(Subscriber)
class SubscriberAdmin(admin.ModelAdmin[Subscriber]):
    list_display = ["email", "state", "signed_up_at", "confirmed_at"]
    list_filter = ["state"]
    search_fields = ["email", "email_key"]
    search_help_text = "E-mail address, or a part of one"
    date_hierarchy = "signed_up_at"
    list_per_page = 50
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["email", "state", "signed_up_at", "confirmed_at", "unsubscribed_at"]}),
        ("Consent", {"fields": ["consent_at", "consent_place", "consent_wording"]}),
        ("Mail", {"fields": ["mail_due", "mail_due_since", "mails_sent", "mail_sent_at"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Subscriber | None = None) -> bool:
        return False

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
