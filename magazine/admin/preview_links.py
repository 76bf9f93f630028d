"""Preview links of a story: the page on which they are made, copied and revoked, and the page that
such a link opens, which anybody sees who has it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from magazine import preview_linking, preview_links
from magazine.addresses import absolute
from magazine.admin.as_typed import as_written, story_for
from magazine.models import PreviewLink
from magazine.publishing import Refused
from magazine.views.pages import gone

LISTED = 40


class LinkForm(forms.Form):
    days = forms.TypedChoiceField(
        label="It holds for",
        coerce=int,
        choices=list(preview_linking.LIFETIMES.items()),
        initial=7,
        widget=forms.RadioSelect,
    )
    for_whom = forms.CharField(
        label="For whom (may stay empty)",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, model_admin: Any, object_id: str) -> HttpResponse:
    """GET lists a story's links. POST with `revoke` (a link's number) takes one back, any other
    makes one. For who may change the story; of those who only see it (a writer who has handed it
    in), each may still revoke the links that are theirs."""
    story = story_for(model_admin, request, object_id)
    may_make = model_admin.has_change_permission(request, story)
    here = model_admin.url("preview-links", story.pk)
    form = LinkForm()
    if request.method == "POST" and "revoke" in request.POST:
        _revoke(request, story, may_make)
        model_admin.message_user(request, "The link opens nothing any more.", "success")
        return HttpResponseRedirect(here)
    if request.method == "POST":
        if not may_make:
            raise PermissionDenied
        form = LinkForm(request.POST)
        if form.is_valid():
            try:
                preview_linking.make(story, by=request.user, **form.cleaned_data)
                model_admin.message_user(request, "The link is made. Copy it below.", "success")
                return HttpResponseRedirect(here)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    links = story.preview_links.select_related("made_by")[:LISTED]
    return TemplateResponse(
        request,
        "admin/story/preview_links.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": "Preview links",
            "story": story,
            "form": form if may_make else None,
            "links": [
                {
                    "row": link,
                    "address": absolute(link.get_absolute_url()),
                    "may_revoke": may_make or link.made_by_id == request.user.pk,
                }
                for link in links
            ],
            "back_url": model_admin.url("change", story.pk),
        },
    )


def _revoke(request: HttpRequest, story: Any, may_make: bool) -> None:
    number = request.POST["revoke"]
    sound = number.isascii() and number.isdigit() and len(number) < 19
    link = story.preview_links.filter(pk=int(number)).first() if sound else None
    if link is None:
        raise Http404("There is no such link.")
    if not may_make and link.made_by_id != request.user.pk:
        raise PermissionDenied
    preview_linking.revoke(link)


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """GET: what is stored of the story that a link leads to, as its page. 404 for a link that we
    did not make; 410, always the same, for one that expired, was revoked, or whose story is gone.
    Nobody keeps a copy, and nobody is told where a visitor came from."""
    number = preview_links.find(token)
    if number is None:
        raise Http404("There is no such page.")
    link = PreviewLink.objects.select_related("article").filter(pk=number).first()
    response = gone(request) if link is None or not link.holds else _page(request, link)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response


def _page(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    from magazine.admin.writing import admin_of  # it imports this module

    place = admin_of(link.article.kind)
    if place is None:
        return gone(request)
    return place.page(request, as_written(link.article))
