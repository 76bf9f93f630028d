"""Mailing lists in the newsroom: what is offered, who is on it, the welcome letter, and the line
that puts a list's form on another site. Its digest stands below it (`digests`)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from magazine.addresses import absolute
from magazine.admin.public_rows import PublicRowAdmin
from newsletter.admin.digests import KeepsDigests
from newsletter.models import MailingList, Subscriber


@admin.register(MailingList)
class MailingListAdmin(KeepsDigests, PublicRowAdmin):
    """Forms on public pages name lists, so saving one turns the press."""

    drawer = "Readers"
    place_in_drawer = 20
    addressed = False
    change_form_template = "admin/newsletter/mailinglist/change_form.html"
    list_display = [
        "name", "description", "is_open", "is_default", "readers", "left", "digest_of", "position",
    ]  # fmt: skip
    list_editable = ["position"]
    actions = None  # many are not deleted at once: one with readers must not be
    search_fields = ["name", "description"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "description", "position", "sender_name"]}),
        ("Who gets it", {"fields": ["is_open", "is_default"]}),
        (
            "Welcome letter",
            {
                "fields": ["welcome_subject", "welcome_words"],
                "description": "The first letter after somebody confirmed, once. Without a subject "
                "none is sent.",
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        subscriptions = "subscriptions"
        return (
            super()
            .get_queryset(request)
            .select_related("digest")
            .annotate(
                readers=Count(
                    subscriptions,
                    filter=Q(
                        subscriptions__left_at=None,
                        subscriptions__subscriber__state=Subscriber.State.CONFIRMED,
                    ),
                ),
                left=Count(subscriptions, filter=Q(subscriptions__left_at__isnull=False)),
            )
        )

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        from magazine.admin.sections import PlaceForm

        return super().get_changelist_form(request, form=PlaceForm, **kwargs)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        context = {"embedding": embedding(found) if found else None, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A list with readers, or with readers who left it, is closed, not deleted: an import must
        not bring them back."""
        if obj is not None and obj.subscriptions.exists():
            return False
        return super().has_delete_permission(request, obj)

    @admin.display(ordering="readers", description="readers")
    def readers(self, row: Any) -> int:
        return int(row.readers)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # Mail programs sort letters by it (List-Id).
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else self.prepopulated_fields

    @admin.display(ordering="left", description="left")
    def left(self, row: Any) -> int:
        return int(row.left)


def embedding(row: MailingList) -> dict[str, str]:
    """Lines to paste into other sites. Names are slugs and addresses ours: nothing to escape."""
    frame = absolute(reverse("newsletter:embed", args=[row.slug]))
    page = absolute(reverse("newsletter:join", args=[row.slug]))
    title = "".join(sign for sign in row.name if sign not in "<>&\"'")
    return {
        "page": page,
        "frame": f'<iframe src="{frame}" title="{title}" width="100%" height="300" '
        'loading="lazy"></iframe>',
        "form": f'<form method="post" action="{page}">'
        '<label>E-mail address <input type="email" name="email" required></label> '
        "<button>Subscribe</button></form>",
    }
