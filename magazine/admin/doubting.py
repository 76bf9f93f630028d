"""The page that asks whether a story is to go out although the checklist warns about it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from magazine import checking, publishing
from magazine.admin import checklist, verbs


@transaction.atomic  # `get_object` takes the row's lock for a POST
def ask(model_admin: Any, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
    """GET shows the warnings; POST with their fingerprint does what `verb` says. Where there are
    others by then it asks again, where there is nothing to ask it leads back to the story."""
    story = model_admin.get_object(request, object_id)
    if story is None:
        return HttpResponseRedirect(model_admin.url("changelist"))
    if not model_admin.has_change_permission(request, story):
        raise PermissionDenied
    back = HttpResponseRedirect(f"{model_admin.url('change', story.pk)}#checklist")
    button = next((made for made in verbs.offered(story, request.user) if made.name == verb), None)
    if request.method == "POST":
        try:
            accepted = request.POST.get("accepted", "")
            sentence = verbs.do(verb, story, by=request.user, accepted=accepted)
            model_admin.message_user(request, sentence, "success")
            return HttpResponseRedirect(model_admin.url("change", story.pk))
        except checking.Doubtful as doubtful:
            doubts = list(doubtful.doubts)
        except publishing.Refused as refusal:
            model_admin.message_user(request, str(refusal), "error")
            return back
    else:
        doubts = checklist.asked_about(verb, story)
    if button is None or not doubts or any(doubt.is_error for doubt in doubts):
        return back
    return TemplateResponse(
        request,
        "admin/story/doubt.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": f"{button.label}?",
            "story": story,
            "button": button,
            "doubts": checklist.lines(doubts),
            "fingerprint": checking.fingerprint(doubts),
            "back_url": model_admin.url("change", story.pk),
        },
    )
