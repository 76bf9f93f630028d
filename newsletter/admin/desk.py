"""What the newsroom's first page shows of letters: those that wait for somebody, and those on their
way. Nothing where there are none."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from newsletter.admin.campaign_sending import COLOURS
from newsletter.models import Campaign
from newsroom import dashboard

SHOWN = 6
State = Campaign.State
_NOTES = {
    State.OVERDUE: "missed its moment; send it or choose another",
    State.PAUSED: "paused",
    State.SENDING: "on its way",
    State.DRAFT: "written by a digest",
}


def letters(request: HttpRequest) -> dashboard.Panel | None:
    if not request.user.has_perm("newsletter.change_campaign"):
        return None
    shown = Campaign.objects.filter(
        Q(state__in=[State.OVERDUE, State.PAUSED, State.SENDING, State.SCHEDULED])
        | Q(state=State.DRAFT, digest__isnull=False)
    ).only("subject", "state", "send_at", "created_at")
    rows = [
        dashboard.Row(
            title=campaign.subject,
            url=reverse("admin:newsletter_campaign_change", args=[campaign.pk]),
            note=_note(campaign),
            state=COLOURS[State(campaign.state)],
            state_name=campaign.get_state_display(),
        )
        for campaign in shown.order_by("-created_at", "-pk")[:SHOWN]
    ]
    if not rows:
        return None
    return dashboard.Panel(
        title="Letters", rows=rows, more_url=reverse("admin:newsletter_campaign_changelist")
    )


def _note(campaign: Campaign) -> str:
    if campaign.state == State.SCHEDULED and campaign.send_at:
        return date_format(timezone.localtime(campaign.send_at), "j M, H:i")
    return _NOTES.get(State(campaign.state), "")


def write_a_letter(request: HttpRequest) -> dashboard.Shortcut | None:
    if not request.user.has_perm("newsletter.add_campaign"):
        return None
    return dashboard.Shortcut("Write a letter", reverse("admin:newsletter_campaign_add"))


dashboard.register(letters)
dashboard.register_shortcut(write_a_letter)
