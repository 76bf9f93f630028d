"""The sign-up form and the pages behind the links of its mails."""

from functools import wraps
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from magazine.describing import page
from magazine.furniture import identity_of
from magazine.linked_data import breadcrumbs
from newsletter import addresses, stamps, subscribing
from newsletter.models import Subscriber
from press.network import client_address, network
from press.origin import same_origin
from press.pages import printed

_read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@printed
@same_origin
@_read_or_post
def sign_up(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        path = reverse("newsletter:sign_up")
        trail = breadcrumbs(("Newsletter", path))
        description = page(identity_of(request), title="Newsletter", path=path, nodes=[trail])
        return render(request, "newsletter/sign_up.html", {"description": description})
    typed = request.POST.get("email", "")
    if request.POST.get("website"):  # people don't see this field
        return _check_your_mail(request, typed)
    if not stamps.holds(request.POST.get("stamp", ""), subscribing.WORDING):
        return _again(
            request,
            typed,
            "This page was an old copy, so we brought you a fresh one. Please press once more.",
        )
    try:
        subscribing.sign_up(
            typed,
            network=network(client_address(request)),
            place=request.POST.get("place", "") or _path(request.headers.get("Referer", "")),
            wording=subscribing.WORDING,
        )
    except subscribing.TooMany as refusal:
        response = render(request, "newsletter/too_many.html", {"reason": refusal}, status=429)
        response.headers["Retry-After"] = str(int(refusal.wait.total_seconds()))
        return response
    except subscribing.Refused as refusal:
        return _again(request, typed, str(refusal))
    return _check_your_mail(request, typed)


def _check_your_mail(request: HttpRequest, typed: str) -> HttpResponse:
    return render(request, "newsletter/check_mail.html", {"typed": _shown(typed)})


def _again(request: HttpRequest, typed: str, error: str) -> HttpResponse:
    context = {"typed": _shown(typed), "error": error}
    return render(request, "newsletter/sign_up.html", context, status=400)


def _shown(typed: str) -> str:
    return typed.strip()[: addresses.LONGEST]


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


class _TokenView(Protocol):
    def __call__(self, request: HttpRequest, token: str) -> HttpResponse: ...


def _behind_a_link(view: _TokenView) -> Any:
    """What holds for the pages behind the links of our mails. The link itself is the permission: a
    stranger who knew it could press the button too, so where the POST comes from is not asked
    (mail providers post from their own servers and pages). Nobody is to keep or pass on the page.
    """

    @csrf_exempt
    @_read_or_post
    @wraps(view)
    def behind_a_link(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except subscribing.BadLink as refusal:
            response = _page(request, "bad_link", reason=refusal, status=404)
        except subscribing.OldLink as refusal:
            response = _page(request, "bad_link", reason=refusal, status=410)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return behind_a_link


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    # A form on such a page says that it stands on the newsletter's: the link is not to be stored.
    context |= {"noindex": True, "place": reverse("newsletter:sign_up")}
    return render(request, f"newsletter/{name}.html", context, status=status)


@_behind_a_link
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Reading confirms nothing: mail scanners read every link. After the POST the same address
    shows the thanks, so that reloading and going back send nothing again."""
    if request.method == "POST":
        subscribing.confirm(token)
        return _see_here(request)
    known = subscribing.to_confirm(token).state == Subscriber.State.CONFIRMED
    return _page(request, "confirmed" if known else "confirm")


@_behind_a_link
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        subscribing.unsubscribe(token)
        if request.POST.get("List-Unsubscribe") == "One-Click":  # RFC 8058: a machine, no redirect
            return HttpResponse("You have left the newsletter.\n", content_type="text/plain")
        return _see_here(request)
    gone = subscribing.to_leave(token).state == Subscriber.State.UNSUBSCRIBED
    return _page(request, "left" if gone else "leave")


def _see_here(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(request.path, status=303)
