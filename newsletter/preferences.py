"""The preferences page: what one person gets, and when, behind a signed link and without a
password."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils import timezone

from magazine.models import Section
from newsletter import preferring, subscribing
from newsletter.models import Subscriber
from newsletter.views import behind_a_link, link_page, see_here
from press.network import client_address, network
from press.origin import posted_from_here

# What the page says after something was done; named in its address, so that it says nothing that
# somebody else has written.
DONE = {
    "saved": "Your choice is kept.",
    "paused": "No letters come for now.",
    "resumed": "Letters come again.",
    "asked": "A mail to the new address is on its way. Open its link, and letters come there.",
    "kept": "Letters go on coming to the present address.",
    "sent": "A fresh link is on its way to the address that this one belongs to.",
}


@behind_a_link
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows, and changes nothing. A POST names what it does in `do`. The link is the
    permission; that it is our own page which posts is asked besides."""
    if request.method == "POST" and not _ours(request):
        return HttpResponseForbidden(
            "This form was sent from another site. Please open the link in our mail again.",
            content_type="text/plain; charset=utf-8",
        )
    try:
        if request.method == "POST":
            return _done(request, token)
        return _shown(request, preferring.open_by(token))
    except preferring.StaleLink as stale:
        if request.POST.get("do") == "send":
            preferring.send_link(token)
            return see_here(request, "sent")
        sent = request.GET.get("done") == "sent"
        return link_page(request, "stale_link", reason=stale, sent=sent, status=410)


def _ours(request: HttpRequest) -> bool:
    """As for all public forms. But a page that tells nobody its address (`Referrer-Policy:
    no-referrer`) has its origin called "null" by browsers, and of the old ones that do not say
    Sec-Fetch-Site nothing else is known: there the link alone has to do."""
    if "Sec-Fetch-Site" not in request.headers and request.headers.get("Origin") == "null":
        return True
    return posted_from_here(request)


def _done(request: HttpRequest, token: str) -> HttpResponse:
    do, sent = request.POST.get("do", ""), request.POST
    preferring.open_by(token)  # whatever was pressed
    try:
        if do == "choose":
            lists, sections = _numbers(sent.getlist("list")), _numbers(sent.getlist("section"))
            # No section ticked, or all: everything, also what will be founded yet.
            everything = Section.objects.exclude(pk__in=sections).exists()
            preferring.choose(token, lists=lists, interests=sections if everything else [])
            return see_here(request, "saved")
        if do == "pause":
            months = sent.get("months", "")
            preferring.pause(token, int(months) if months in {"1", "3", "6"} else None)
            return see_here(request, "paused")
        if do == "resume":
            preferring.resume(token)
            return see_here(request, "resumed")
        if do == "change":
            preferring.change_address(
                token, sent.get("email", ""), network=network(client_address(request))
            )
            return see_here(request, "asked")
        if do == "keep":
            preferring.keep_address(token)
            return see_here(request, "kept")
        if do == "leave":
            preferring.leave(token)
            return see_here(request)
        if do == "erase":
            preferring.erase(token)
            return link_page(request, "erased")
    except subscribing.OldLink:
        raise
    except subscribing.TooMany as refusal:
        answer = _shown(request, preferring.open_by(token), error=str(refusal), status=429)
        answer.headers["Retry-After"] = str(int(refusal.wait.total_seconds()))
        return answer
    except subscribing.BadLink:
        raise
    except subscribing.Refused as refusal:
        return _shown(request, preferring.open_by(token), error=str(refusal), status=400)
    return see_here(request)


def _shown(
    request: HttpRequest, subscriber: Subscriber, *, error: str = "", status: int = 200
) -> HttpResponse:
    on = set(subscriber.subscriptions.filter(left_at=None).values_list("list", flat=True))
    chosen = {section.pk for section in subscriber.interests.all()}
    sections = Section.objects.all()
    paused = subscriber.paused_until
    if paused is not None and paused <= timezone.now():
        paused = None
    context: dict[str, Any] = {
        "subscriber": subscriber,
        "gets_letters": subscriber.state == Subscriber.State.CONFIRMED,
        "lists": [(each, each.pk in on) for each in preferring.lists_for(subscriber)],
        "interests": [(each, not chosen or each.pk in chosen) for each in sections],
        "paused": paused,
        "until_resumed": paused == preferring.UNTIL_RESUMED,
        "pauses": preferring.PAUSES,
        "done": DONE.get(request.GET.get("done", ""), "") if not error else "",
        "error": error,
        "typed": request.POST.get("email", "").strip()[:254],
    }
    return link_page(request, "preferences", status=status, **context)


def _numbers(typed: list[str]) -> set[int]:
    """What of it can be the number of a row."""
    return {int(each) for each in typed if each.isascii() and each.isdigit() and len(each) < 19}
