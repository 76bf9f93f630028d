"""The sign-up forms and the pages behind the links of our mails, but for the preferences
(`newsletter.preferences`)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from magazine.describing import page
from magazine.furniture import identity_of
from magazine.linked_data import breadcrumbs
from newsletter import addresses, archive, links, preferring, stamps, subscribing
from newsletter.models import MailingList, Subscriber
from press.network import client_address, network
from press.origin import same_origin
from press.pages import printed

MOST_LISTS = 50  # that one form may name
LATEST = 3  # letters that are shown to who thinks about subscribing, and to who just has
_read_or_post = require_http_methods(["GET", "HEAD", "POST"])


class _Again(Exception):
    """Why a form comes back: a sentence to show beside the field."""


@printed
@same_origin
@_read_or_post
def sign_up(request: HttpRequest) -> HttpResponse:
    """The form on a page of its own, and where the forms of all pages are sent. `list`, as often as
    need be: the slug of a list to join; none of them are those that the form joins by itself."""
    if request.method != "POST":
        path = reverse("newsletter:sign_up")
        trail = breadcrumbs(("Newsletter", path))
        description = page(identity_of(request), title="Newsletter", path=path, nodes=[trail])
        return _form(request, description=description)
    typed = request.POST.get("email", "")
    try:
        _take(request, typed, request.POST.getlist("list"), _place(request))
    except subscribing.TooMany as refusal:
        return _too_many(request, refusal, "newsletter/too_many.html")
    except _Again as refusal:
        return _form(request, typed=_shown(typed), error=str(refusal), status=400)
    return render(request, "newsletter/check_mail.html", {"typed": _shown(typed)})


@printed
@csrf_exempt
@_read_or_post
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for one list, to link to. A POST comes from a form on another site, as `email`, and
    stores nothing: it brings our form filled in, for one press more. So no site can sign up its
    visitors behind their backs, and their consent is given to the words that we show."""
    mailing_list = get_object_or_404(MailingList, slug=slug, is_open=True)
    if request.method != "POST":
        path = reverse("newsletter:join", args=[slug])
        trail = breadcrumbs(
            ("Newsletter", reverse("newsletter:sign_up")), (str(mailing_list), path)
        )
        description = page(
            identity_of(request),
            title=mailing_list.name,
            text=mailing_list.description,
            path=path,
            nodes=[trail],
        )
        return _form(request, only=mailing_list, description=description)
    typed = _shown(request.POST.get("email", ""))
    return _form(request, only=mailing_list, typed=typed, place=_elsewhere(request))


def framable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let other sites show a page in a frame. Nothing of the visitor's stands in it, no cookie
    comes with it, and what it sends needs an address typed by hand."""
    policy = {**settings.SECURE_CSP, "frame-ancestors": ["*"]}

    @wraps(view)
    def framed(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response.xframe_options_exempt = True
        response._csp_config = policy  # type: ignore[attr-defined]
        return response

    return framed


@printed
@framable
@same_origin
@_read_or_post
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for one list, for a frame on another site. Its answers stay in the frame."""
    mailing_list = get_object_or_404(MailingList, slug=slug, is_open=True)
    context: dict[str, Any] = {"list": mailing_list, "noindex": True}
    if request.method != "POST":
        return render(request, EMBED, context)
    typed = request.POST.get("email", "")
    context["typed"] = _shown(typed)
    try:
        _take(request, typed, [slug], _place(request))
    except subscribing.TooMany as refusal:
        return _too_many(request, refusal, EMBED, **context)
    except _Again as refusal:
        return render(request, EMBED, {**context, "error": str(refusal)}, status=400)
    return render(request, EMBED, {**context, "answered": True})


EMBED = "newsletter/embed.html"


def _take(request: HttpRequest, typed: str, lists: list[str], place: str) -> None:
    """What a form has sent. Raises `_Again` or `TooMany`; all else is silence."""
    if request.POST.get("website"):  # people don't see this field
        return
    if not stamps.holds(request.POST.get("stamp", ""), subscribing.WORDING):
        raise _Again(
            "This page was an old copy, so we brought you a fresh one. Please press once more."
        )
    try:
        subscribing.sign_up(
            typed,
            network=network(client_address(request)),
            place=place,
            wording=subscribing.WORDING,
            lists=lists[:MOST_LISTS],
        )
    except subscribing.TooMany:
        raise
    except subscribing.Refused as refusal:
        raise _Again(str(refusal)) from refusal


def _form(
    request: HttpRequest,
    *,
    only: MailingList | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The page of the form: for `only` one list, or for all that are offered, to choose from."""
    chosen = set(request.POST.getlist("list")) if request.method == "POST" else set()
    offered = MailingList.objects.filter(is_open=True) if only is None else []
    choices = [
        {"list": each, "ticked": each.slug in chosen if chosen else each.is_default}
        for each in offered
    ]
    context |= {
        "only": only,
        "choices": choices if len(choices) > 1 else [],
        "letters": archive.archived()[:LATEST],
    }
    return render(request, "newsletter/sign_up.html", context, status=status)


def _too_many(
    request: HttpRequest, refusal: subscribing.TooMany, template: str, **context: Any
) -> HttpResponse:
    response = render(request, template, {**context, "reason": refusal}, status=429)
    response.headers["Retry-After"] = str(int(refusal.wait.total_seconds()))
    return response


def _place(request: HttpRequest) -> str:
    return request.POST.get("place", "") or _path(request.headers.get("Referer", ""))


def _elsewhere(request: HttpRequest) -> str:
    """The site that a form was sent from, as far as its browser says."""
    origin = request.headers.get("Origin", "")
    return origin if origin.startswith(("https://", "http://")) else "Another site"


def _shown(typed: str) -> str:
    return typed.strip()[: addresses.LONGEST]


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


class TokenView(Protocol):
    def __call__(self, request: HttpRequest, token: str) -> HttpResponse: ...


def behind_a_link(view: TokenView) -> Any:
    """What holds for the pages behind the links of our mails. The link itself is the permission: a
    stranger who knew it could press the button too, so where the POST comes from is not asked
    (mail providers post from their own servers and pages). Nobody is to keep or pass on the page.
    """

    @csrf_exempt
    @_read_or_post
    @wraps(view)
    def behind(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except subscribing.BadLink as refusal:
            response = link_page(request, "bad_link", reason=refusal, status=404)
        except subscribing.OldLink as refusal:
            response = link_page(request, "bad_link", reason=refusal, status=410)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return behind


def link_page(
    request: HttpRequest, name: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    # A form on such a page says that it stands on the newsletter's: the link is not to be stored.
    context |= {"noindex": True, "place": reverse("newsletter:sign_up")}
    return render(request, f"newsletter/{name}.html", context, status=status)


@behind_a_link
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Reading confirms nothing: mail scanners read every link. After the POST the same address
    shows the thanks, so that reloading and going back send nothing again."""
    if request.method == "POST":
        subscribing.confirm(token)
        return see_here(request)
    subscriber = subscribing.to_confirm(token)
    if subscriber.state != Subscriber.State.CONFIRMED:
        return link_page(request, "confirm", lists=subscribing.lists_to_join(subscriber))
    # This link goes to the mailbox and holds for a week: whoever has it may choose as well.
    return link_page(
        request,
        "confirmed",
        lists=MailingList.objects.filter(
            subscriptions__subscriber=subscriber, subscriptions__left_at=None
        ),
        preferences=reverse("newsletter:preferences", args=[links.preferences_token(subscriber)]),
        letters=archive.archived()[:LATEST],
    )


@behind_a_link
def confirm_new_address(request: HttpRequest, token: str) -> HttpResponse:
    """As `confirm`, for an address that a subscriber wants to change to."""
    if request.method == "POST":
        preferring.confirm_address(token)
        return see_here(request)
    done = not preferring.to_change(token).new_email_key
    return link_page(request, "address_changed" if done else "confirm_address")


@behind_a_link
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Leave what the link is about: one list, or everything. `everything` in the POST of our own
    page leaves everything with any link."""
    if request.method == "POST":
        subscribing.unsubscribe(token, everything="everything" in request.POST)
        if request.POST.get("List-Unsubscribe") == "One-Click":  # RFC 8058: a machine, no redirect
            return HttpResponse("You have left the newsletter.\n", content_type="text/plain")
        return see_here(request)
    leaving = subscribing.to_leave(token)
    gets_others = leaving.list is not None and leaving.subscriber.unsubscribed_at is None
    return link_page(
        request,
        "left" if leaving.has_left else "leave",
        list=leaving.list,
        gets_others=gets_others,
    )


def see_here(request: HttpRequest, done: str = "") -> HttpResponse:
    """To the page of this link, which says what was `done`."""
    return HttpResponseRedirect(request.path + (f"?done={done}" if done else ""), status=303)
