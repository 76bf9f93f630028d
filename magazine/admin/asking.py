"""The page that asks before a story is withdrawn or sent back, with room for a word about why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from magazine import publishing
from magazine.admin import verbs
from magazine.admin.standing import standing


class NoteForm(forms.Form):
    note = forms.CharField(
        max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3, "cols": 60})
    )


@transaction.atomic  # `get_object` takes the row's lock for a POST
def ask(model_admin: Any, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
    story = model_admin.get_object(request, object_id)
    if story is None:
        return HttpResponseRedirect(model_admin.url("changelist"))
    if not model_admin.has_change_permission(request, story):
        raise PermissionDenied
    back = model_admin.url("change", story.pk)
    button = next((made for made in verbs.offered(story, request.user) if made.name == verb), None)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sentence = verbs.do(verb, story, by=request.user, note=form.cleaned_data["note"])
            model_admin.message_user(request, sentence, "success")
        except publishing.Refused as refusal:
            model_admin.message_user(request, str(refusal), "error")
        return HttpResponseRedirect(back)
    if button is None:
        model_admin.message_user(
            request, f"“{story}” is {standing(story).name.lower()}: that is not to be done now."
        )
        return HttpResponseRedirect(back)
    return TemplateResponse(
        request,
        "admin/story/ask.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": verbs.QUESTIONS[verb](story),
            "explanation": verbs.EXPLANATIONS[verb](story),
            "story": story,
            "button": button,
            "form": form,
            "back_url": back,
        },
    )
