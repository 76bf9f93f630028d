"""From a draft to a letter that is sent: the page that asks before it goes out, the page that says
what becomes of it, and what a person decides meanwhile. All of it is `newsletter.sending`'s; here
it only gets names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from magazine.checking import Doubtful, HeldBack, fingerprint
from newsletter import archive, audience, checking, composing, copying, sending
from newsletter.models import Campaign, Delivery, Subscriber
from newsroom.fields import MomentField
from press import generation

if TYPE_CHECKING:
    from newsletter.admin.campaigns import CampaignAdmin

State = Campaign.State
Ended = Delivery.State
FOLDER = "admin/newsletter/campaign"
SHOWN = 50  # addresses that did not get it, at once
# Each state in the colour that the newsroom has for one like it.
COLOURS = {
    State.DRAFT: "draft",
    State.SCHEDULED: "scheduled",
    State.OVERDUE: "expired",
    State.SENDING: "submitted",
    State.PAUSED: "expired",
    State.CANCELLED: "withdrawn",
    State.SENT: "live",
}


def told(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "l, j F, H:i")


# --- before ---------------------------------------------------------------------------------------


def send(model_admin: CampaignAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Asks before a letter goes out: to how many, when, and what the checklist finds. The press of
    its button is the yes to the warnings that it shows."""
    campaign = model_admin.campaign_of(request, pk)
    if not model_admin.may_send(request):
        raise PermissionDenied
    if campaign.state not in {State.DRAFT, State.SCHEDULED, State.OVERDUE}:
        return HttpResponseRedirect(model_admin.url("change", pk))
    error = ""
    if request.method == "POST":
        try:
            sentence = _gone(request, campaign)
            _keep(model_admin, request, campaign, sentence)
            model_admin.message_user(request, sentence, "success")
            return HttpResponseRedirect(model_admin.url("change", pk))
        except Doubtful:
            error = "Something has changed meanwhile. Please look once more."
        except (HeldBack, sending.Refused) as refusal:
            error = str(refusal)
        campaign = model_admin.campaign_of(request, pk)
    found = checking.findings(campaign, at=_asked_moment(request))
    from newsletter.admin.campaigns import checklist

    errors, warnings = checking.counts(found)
    return render(
        request,
        f"{FOLDER}/send.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": "Send this letter?",
            "campaign": campaign,
            "count": audience.count(campaign, timezone.now()),
            "lists": campaign.lists.all(),
            "interests": campaign.interests.all(),
            "letter": composing.compose(campaign),
            "checklist": checklist(found),
            "errors": errors,
            "warnings": warnings,
            "fingerprint": fingerprint(found),
            "error": error,
            "when": request.POST.get("when", "later" if campaign.send_at else "now"),
            "at": request.POST.get("at", "") or _typed(campaign.send_at),
            "clock": timezone.get_current_timezone_name(),
            "urls": model_admin.urls_of(campaign),
        },
    )


def _keep(
    model_admin: CampaignAdmin, request: HttpRequest, campaign: Campaign, sentence: str
) -> None:
    """Write into the letter's history who did what."""
    model_admin.log_change(request, campaign, sentence[:500])


def _typed(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}" if moment else ""


def _asked_moment(request: HttpRequest) -> Any:
    """The moment that the posted form names; None for now, and for none that can be read."""
    if request.POST.get("when") != "later":
        return timezone.now()
    try:
        return MomentField(required=False).clean(request.POST.get("at", "")) or timezone.now()
    except ValidationError:
        return timezone.now()


def _gone(request: HttpRequest, campaign: Campaign) -> str:
    """Send or schedule as the form says; returns a sentence that says it is done."""
    later = request.POST.get("when") == "later"
    at = None
    if later:
        try:
            at = MomentField(required=False).clean(request.POST.get("at", ""))
        except ValidationError as error:
            raise sending.Refused(f"That is no day and time: {' '.join(error.messages)}") from error
        if at is None:
            raise sending.Refused("Choose the day and the time.")
        if at <= timezone.now():
            raise sending.Refused("This moment has passed. Choose a later one, or send it now.")
    with transaction.atomic():
        # Nobody changes the letter between our look and the sender's.
        Campaign.objects.select_for_update().filter(pk=campaign.pk).only("pk").first()
        campaign.refresh_from_db()
        found = checking.findings(campaign, at=at or timezone.now())
        checking.may_go_out(found, accepted=request.POST.get("accepted", ""))
        archive.give_address(campaign)
        if at is not None:
            sending.schedule(campaign, at=at, by=request.user)
            return f"“{campaign}” goes out on {told(at)}."
        sending.send_now(campaign, by=request.user)
        return f"“{campaign}” is on its way."


# --- meanwhile and after --------------------------------------------------------------------------


def report(model_admin: CampaignAdmin, request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """What becomes of a letter that is a draft no longer."""
    return render(
        request,
        f"{FOLDER}/report.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": campaign.subject,
            **_standing(model_admin, request, campaign),
        },
    )


def figures(model_admin: CampaignAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes while a letter is being sent, as a piece of HTML."""
    campaign = model_admin.campaign_of(request, pk)
    return render(request, f"{FOLDER}/figures.html", _standing(model_admin, request, campaign))


def _standing(
    model_admin: CampaignAdmin, request: HttpRequest, campaign: Campaign
) -> dict[str, Any]:
    deliveries = Delivery.objects.filter(campaign=campaign)
    states = dict(deliveries.values_list("state").annotate(Count("pk")).order_by())
    total = sum(states.values())
    ended = total - sum(states.get(state, 0) for state in Delivery.OPEN)
    lost = deliveries.filter(state__in=[Ended.BOUNCED, Ended.REFUSED, Ended.COMPLAINED]).order_by(
        "-ended_at"
    )
    shares = {
        "Accepted": sum(
            states.get(state, 0) for state in (Ended.SENT, Ended.DELIVERED, Ended.COMPLAINED)
        ),
        "Delivered": states.get(Ended.DELIVERED, 0),
        "Bounced": states.get(Ended.BOUNCED, 0),
        "Refused": states.get(Ended.REFUSED, 0),
        "Marked as spam": states.get(Ended.COMPLAINED, 0),
        "Left after it": _left(campaign),
        "Left before it": states.get(Ended.LEFT, 0),
        "Cancelled": states.get(Ended.CANCELLED, 0),
        "Outcome unknown": states.get(Ended.UNKNOWN, 0),
    }
    # "Delivered" only where a provider says so; what never happened is not worth a line.
    always = {"Accepted", "Bounced", "Marked as spam", "Left after it"}
    lines = [
        (name, number, f"{100 * number / total:.1f} %" if total else "")
        for name, number in shares.items()
        if number or name in always
    ]
    links = list(campaign.links.order_by("-clicks", "number"))
    most = max((link.clicks for link in links), default=0)
    return {
        "campaign": campaign,
        "colour": COLOURS[State(campaign.state)],
        "may_send": model_admin.may_send(request),
        "may_copy": model_admin.has_add_permission(request),
        "urls": model_admin.urls_of(campaign),
        "total": total,
        "ended": ended,
        "share": 100 * ended // total if total else 0,
        "lines": lines,
        "lost": list(lost[:SHOWN]),
        "lost_more": max(0, lost.count() - SHOWN),
        "unknown": list(_unknown(campaign)[:SHOWN]),
        "links": [
            (link, _short(link.url), round(100 * link.clicks / most) if most else 0)
            for link in links
        ],
        "opened": campaign.deliveries.filter(opened_at__isnull=False).count()
        if settings.NEWSLETTER_OPENS
        else None,
        "verbs": _verbs(campaign) if model_admin.may_send(request) else [],
        "lists": campaign.lists.all(),
        "count": audience.count(campaign, timezone.now()) if campaign.frozen_at is None else None,
        "archive_url": composing.browser_url(campaign)
        if campaign.state == State.SENT and campaign.in_archive and campaign.slug
        else "",
    }


def _short(url: str) -> str:
    """An address as people know it: one of ours without the site, others without the scheme."""
    own = url.removeprefix(settings.SITE_URL)
    return own if own != url else url.partition("://")[2].rstrip("/")


def _left(campaign: Campaign) -> int:
    """How many who got it have unsubscribed since, for whatever reason."""
    if campaign.frozen_at is None:
        return 0
    return Subscriber.objects.filter(
        deliveries__campaign=campaign,
        state=Subscriber.State.UNSUBSCRIBED,
        unsubscribed_at__gte=campaign.frozen_at,
    ).count()


def _unknown(campaign: Campaign) -> QuerySet[Delivery]:
    return Delivery.objects.filter(campaign=campaign, state=Delivery.State.UNKNOWN).order_by("pk")


# The verbs of each state: name, label, whether it is grave.
_OFFERED: dict[str, list[tuple[str, str, bool]]] = {
    State.SCHEDULED: [("unschedule", "Back to the draft", False)],
    State.OVERDUE: [("unschedule", "Back to the draft", False), ("cancel", "Cancel it", True)],
    State.SENDING: [("pause", "Pause", False), ("cancel", "Cancel the rest", True)],
    State.PAUSED: [("resume", "Go on", False), ("cancel", "Cancel the rest", True)],
}
_DONE = {
    "unschedule": "It is a draft again. Nobody gets it until somebody sends it.",
    "pause": "It is paused. Nothing more goes out until somebody presses “Go on”.",
    "resume": "It goes on.",
    "cancel": "It is cancelled. Who has it keeps it; nobody else gets it.",
}


def _verbs(campaign: Campaign) -> list[tuple[str, str, bool]]:
    return _OFFERED.get(campaign.state, [])


def do(model_admin: CampaignAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, go on, cancel, take back: the field `verb` says which. Also whether the archive shows
    it (`archive`: yes or no), for whoever may change letters."""
    campaign = model_admin.campaign_of(request, pk)
    verb = request.POST.get("verb", "")
    back = HttpResponseRedirect(model_admin.url("change", pk))
    if verb in {"show", "hide"}:
        if not model_admin.has_change_permission(request):
            raise PermissionDenied
        Campaign.objects.filter(pk=pk).update(in_archive=verb == "show")
        generation.turn()
        done = "The archive shows it." if verb == "show" else "The archive shows it no longer."
        _keep(model_admin, request, campaign, done)
        model_admin.message_user(request, done, "success")
        return back
    if not model_admin.may_send(request):
        raise PermissionDenied
    if verb not in {name for name, _, _ in _verbs(campaign)}:
        model_admin.message_user(
            request,
            f"This letter is {campaign.get_state_display().lower()}: that is not to be done now.",
            "error",
        )
        return back
    if verb == "cancel" and request.POST.get("sure") != "yes":
        return render(
            request,
            f"{FOLDER}/cancel.html",
            {
                **model_admin.admin_site.each_context(request),
                "opts": model_admin.opts,
                "title": "Cancel this letter?",
                "campaign": campaign,
                "open": Delivery.objects.filter(campaign=campaign, state__in=Delivery.OPEN).count(),
                "urls": model_admin.urls_of(campaign),
            },
        )
    try:
        getattr(sending, verb)(campaign, by=request.user)
        _keep(model_admin, request, campaign, _DONE[verb])
        model_admin.message_user(request, _DONE[verb], "success")
    except sending.Refused as refusal:
        model_admin.message_user(request, str(refusal), "error")
    return back


def settle(model_admin: CampaignAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """What a person decides of one delivery whose outcome nobody knows: `again` or `leave`."""
    campaign = model_admin.campaign_of(request, pk)
    if not model_admin.may_send(request):
        raise PermissionDenied
    number = request.POST.get("delivery", "")
    sound = number.isascii() and number.isdigit() and len(number) < 19
    delivery = _unknown(campaign).filter(pk=int(number)).first() if sound else None
    try:
        if delivery is None:
            raise sending.Refused("The outcome of this letter is known by now.")
        if request.POST.get("what") == "again":
            sending.resend_unknown(delivery, by=request.user)
            done = f"It goes to {delivery.email} once more."
        else:
            sending.close_unknown(delivery, by=request.user)
            done = f"The letter to {delivery.email} is left at that."
        # The log outlives readers: it does not name one.
        _keep(model_admin, request, campaign, f"Delivery {delivery.pk}: {request.POST.get('what')}")
        model_admin.message_user(request, done, "success")
    except sending.Refused as refusal:
        model_admin.message_user(request, str(refusal), "error")
    return HttpResponseRedirect(model_admin.url("change", pk))


def copy(model_admin: CampaignAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The letter once more, as a new draft."""
    campaign = model_admin.campaign_of(request, pk)
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    made = copying.copied(campaign, by=request.user)
    model_admin.message_user(request, "This is a copy, a draft of its own.", "success")
    return HttpResponseRedirect(model_admin.url("change", made.pk))
