"""Letters in the newsroom: their list, and the screen on which one is written.

Who may change letters writes them; who may send them (`newsletter.send_campaign`) decides when they
go out, on the pages of `campaign_sending`. A letter that has left its draft is not written on any
more: its page then says what becomes of it.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from library.widgets import ChoosesPictures
from magazine.admin import checklist as story_checklist
from magazine.admin import front_page_rows
from magazine.admin.keeping import window_of
from newsletter import audience, checking, trying
from newsletter.admin import campaign_form, campaign_previewing, campaign_sending
from newsletter.admin.campaign_form import CampaignForm
from newsletter.models import Campaign
from newsletter.sending import Refused
from newsroom.fields import DAY, PLAIN_URL
from newsroom.modules import preloads

State = Campaign.State
SCRIPTS = (
    "newsroom/letter/screen.js",
    "newsroom/letter/pane.js",
    "newsroom/checklist.js",
)
# In the session: names of windows whose words were saved last, so that their browser forgets them.
SAVED, SAVED_KNOWN = "letters_saved", 20
_UNUSED = {"xregexp", "urlify", "prepopulate"}
# Where a finding of the checklist leads to, if not to the field of its name.
_TARGETS = {"opening": "opening-words", "closing": "closing-words", "stories": "stories"}


@admin.register(Campaign)
class CampaignAdmin(ChoosesPictures, admin.ModelAdmin[Campaign]):
    drawer = "Readers"
    place_in_drawer = 10
    form = CampaignForm
    change_form_template = "admin/newsletter/campaign/desk.html"
    formfield_overrides = {models.DateField: DAY, models.URLField: PLAIN_URL}
    list_display = ["subject", "standing", "to_whom", "moment"]
    list_filter = ["state", "lists"]
    search_fields = ["subject", "preview_line"]
    search_help_text = "A part of the subject"
    show_full_result_count = False
    list_per_page = 50
    view_on_site = False
    actions = None  # letters are deleted one by one, and drafts alone
    fieldsets = [
        (None, {"fields": ["subject", "preview_line", "opening"], "classes": ["sheet"]}),
        ("Closing", {"fields": ["closing"], "classes": ["closing"]}),
        ("Design", {"fields": ["design"]}),
        (
            "To whom",
            {"fields": ["lists", "interests", "joined_after", "joined_before", "engaged_within"]},
        ),
        ("Spotlight and print", {"fields": ["spotlight", "print_issue"], "classes": ["collapse"]}),
        (
            "Sponsor",
            {
                "fields": ["sponsor_name", "sponsor_words", "sponsor_link", "sponsor_picture"],
                "classes": ["collapse"],
            },
        ),
        (
            "Sender and archive",
            {"fields": ["sender_name", "reply_to", "in_archive"], "classes": ["collapse"]},
        ),
    ]

    # --- the list ---

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without what nothing is known of."""
        if settings.NEWSLETTER_OPENS:
            return super().get_fieldsets(request, obj)
        return [
            (name, {**shown, "fields": [one for one in shown["fields"] if one != "engaged_within"]})
            for name, shown in super().get_fieldsets(request, obj)
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Campaign]:
        return super().get_queryset(request).defer("html", "text").prefetch_related("lists")

    @admin.display(description="State", ordering="state")
    def standing(self, campaign: Campaign) -> str:
        return format_html(
            '<span class="state state--{}">{}</span>',
            campaign_sending.COLOURS[State(campaign.state)],
            campaign.get_state_display(),
        )

    @admin.display(description="To")
    def to_whom(self, campaign: Campaign) -> str:
        return ", ".join(each.name for each in campaign.lists.all()) or "–"

    @admin.display(description="When", ordering="send_at")
    def moment(self, campaign: Campaign) -> Any:
        return campaign.finished_at or campaign.frozen_at or campaign.send_at

    # --- who may ---

    def has_change_permission(self, request: HttpRequest, obj: Campaign | None = None) -> bool:
        may: bool = super().has_change_permission(request, obj)
        return may and (obj is None or obj.state == State.DRAFT)

    def has_view_permission(self, request: HttpRequest, obj: Campaign | None = None) -> bool:
        # Who writes letters may also see what became of them.
        return super().has_view_permission(request, obj) or super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Campaign | None = None) -> bool:
        """What went to readers is kept."""
        may: bool = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.state == State.DRAFT)

    def may_send(self, request: HttpRequest) -> bool:
        return request.user.has_perm("newsletter.send_campaign")

    # --- the screen ---

    @property
    def media(self) -> Any:
        whole: Any = super().media
        kept: list[Any] = [
            each
            for each in whole._js
            if each.path.rpartition("/")[2].partition(".")[0] not in _UNUSED
        ]
        kept += preloads(*SCRIPTS)
        return forms.Media(js=kept, css=whole._css)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(field, "widget") and hasattr(field.widget, "can_add_related"):
            field.widget = field.widget.widget
            field.widget.choices = field.choices
        return field

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """While a form is being saved nobody can send: what is frozen is what was saved."""
        if request.method == "POST":
            number = _number(object_id)
            Campaign.objects.select_for_update(of=("self",)).filter(pk=number).only("pk").first()
        return super().get_object(request, object_id, from_field)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        campaign = self.campaign_of(request, object_id)
        if campaign.state != State.DRAFT:
            if request.method == "POST":
                self.message_user(
                    request,
                    "Somebody has scheduled or sent this letter meanwhile. What you typed is not "
                    "in it; go back in your browser to copy it.",
                    "error",
                )
            return campaign_sending.report(self, request, campaign)
        return super().change_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        campaign: Campaign | None = kwargs.get("obj")
        may_write = campaign is None or self.has_change_permission(request, campaign)
        if request.method == "POST":
            stories = campaign_form.posted_stories(request.POST)
        else:
            stories = campaign_form.stored_stories(campaign)
        at = timezone.now()
        context |= {
            "rows": campaign_form.story_rows(stories),
            "to_add": front_page_rows.find("", most=100) if may_write else [],
            "may_write": may_write,
            "may_send": self.may_send(request),
            "count": audience.count(campaign, at) if campaign else None,
            "checklist": checklist(checking.findings(campaign)) if campaign else None,
            "urls": self.urls_of(campaign),
            "test_to": request.POST.get("test_to", "") or getattr(request.user, "email", ""),
            "title": campaign.subject if campaign else "New letter",
            "subtitle": None,
            "longest_subject": checking.LONGEST_SUBJECT,
            "arrived": " ".join([*request.session.get(SAVED, []), window_of(request)]).strip(),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def urls_of(self, campaign: Campaign | None) -> dict[str, str]:
        """Where the screen of a campaign, or of a new one, finds what it asks for."""
        pk = campaign.pk if campaign else None
        found = {name: self.url(name, pk) for name in ("preview", "checklist", "count")}
        found["finder"] = self.url("stories")
        if campaign:
            names = ("send", "copy", "delete", "history", "change", "do", "settle", "figures")
            found |= {name: self.url(name, pk) for name in names}
        return found

    # --- saving ---

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user
            obj.save()
            return
        # Only what stands in the form: whoever sends writes the other columns.
        obj.save(update_fields=[name for name in form.cleaned_data if _is_column(name)])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        campaign_form.store_stories(form.instance, campaign_form.posted_stories(request.POST))

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._saved(request, obj)

    def _saved(self, request: HttpRequest, campaign: Campaign) -> HttpResponse:
        if window := window_of(request):
            request.session[SAVED] = [*request.session.get(SAVED, []), window][-SAVED_KNOWN:]
        if "_send" in request.POST:
            return HttpResponseRedirect(self.url("send", campaign.pk))
        if "_test" in request.POST:
            try:
                sent = trying.send_test(campaign, request.POST.get("test_to", ""))
                self.message_user(request, f"A test is on its way to {', '.join(sent)}.", "success")
            except Refused as refusal:
                self.message_user(request, f"{refusal} What you wrote is saved.", "error")
        else:
            self.message_user(request, "Saved.", "success")
        return HttpResponseRedirect(self.url("change", campaign.pk))

    # --- beside the screen ---

    def get_urls(self) -> list[Any]:
        def under(view: Any) -> Any:
            return self.admin_site.admin_view(never_cache(view))

        def named(name: str) -> str:
            return f"newsletter_campaign_{name}"

        return [
            path("stories/", under(self.stories_view), name=named("stories")),
            *(
                path(f"{letter}{name}/", under(getattr(self, f"{name}_view")), name=named(name))
                for name in ("preview", "checklist", "count")
                for letter in ("", "<int:pk>/")
            ),
            *(
                path(
                    f"<int:pk>/{view.__name__}/",
                    under(require_http_methods(methods)(partial(view, self))),
                    name=named(view.__name__),
                )
                for view, methods in [
                    (campaign_sending.send, ["GET", "HEAD", "POST"]),
                    (campaign_sending.copy, ["POST"]),
                    (campaign_sending.do, ["POST"]),
                    (campaign_sending.settle, ["POST"]),
                    (campaign_sending.figures, ["GET", "HEAD"]),
                ]
            ),
            *super().get_urls(),
        ]

    def url(self, name: str, pk: Any = None) -> str:
        return reverse(f"admin:newsletter_campaign_{name}", args=[] if pk is None else [pk])

    def campaign_of(self, request: HttpRequest, pk: Any) -> Campaign:
        """The stored campaign. Raises Http404, or PermissionDenied for who may not see it."""
        campaign = Campaign.objects.filter(pk=_number(pk)).first()
        if campaign is None:
            raise Http404("There is no such letter; somebody may have deleted it.")
        if not self.has_view_or_change_permission(request, campaign):
            raise PermissionDenied
        return campaign

    def _typed(self, request: HttpRequest, pk: int | None) -> CampaignForm:
        """The form with what was posted, for whoever may type it."""
        campaign = self.campaign_of(request, pk) if pk is not None else None
        may = (
            self.has_change_permission(request, campaign)
            if campaign
            else self.has_add_permission(request)
        )
        if not may:
            raise PermissionDenied
        made: Any = self.get_form(request, campaign, change=campaign is not None)
        form: CampaignForm = made(request.POST, request.FILES, instance=campaign)
        return form

    def preview_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The letter: what stands in the form (POST) or what is stored. `?look=`: light, dark or
        text."""
        look = request.GET.get("look", "light")
        look = look if look in campaign_previewing.LOOKS else "light"
        if request.method == "POST":
            campaign, chosen = campaign_form.typed(self._typed(request, pk), request.POST)
            return campaign_previewing.shown(request, campaign, chosen=chosen, look=look)
        if pk is None:
            raise Http404("There is nothing to preview yet.")
        campaign = self.campaign_of(request, pk)
        return campaign_previewing.shown(request, campaign, chosen=None, look=look)

    def checklist_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """POST of the form: the checklist of what stands in it, as a piece of HTML."""
        return _posted_checklist(request, self, pk)

    def count_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """POST of the form: how many readers it would reach now, as JSON."""
        return _posted_count(request, self, pk)

    def stories_view(self, request: HttpRequest) -> HttpResponse:
        """GET ?q=: stories to put in, as JSON."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return _stories(request)


@require_POST
def _posted_checklist(
    request: HttpRequest, model_admin: CampaignAdmin, pk: int | None
) -> HttpResponse:
    campaign, chosen = campaign_form.typed(model_admin._typed(request, pk), request.POST)
    found = checking.findings(campaign, chosen=chosen)
    return render(request, "admin/story/checklist.html", {"checklist": checklist(found)})


@require_POST
def _posted_count(request: HttpRequest, model_admin: CampaignAdmin, pk: int | None) -> HttpResponse:
    form = model_admin._typed(request, pk)
    form.is_valid()
    if "lists" not in form.cleaned_data:
        return JsonResponse({"count": 0})
    asked: Any = campaign_form.Asked(form.instance, form.cleaned_data)
    return JsonResponse({"count": audience.reached_by(asked, at=timezone.now()).count()})


@require_safe
def _stories(request: HttpRequest) -> HttpResponse:
    found = front_page_rows.find(request.GET.get("q", ""))
    return JsonResponse({"stories": front_page_rows.as_json(found)})


def checklist(found: list[checking.Finding]) -> dict[str, Any]:
    """Findings as `admin/story/checklist.html` prints them."""
    context = story_checklist.context(found)
    context["lines"] = [
        story_checklist.Line(
            line.finding,
            _TARGETS.get(line.finding.place.field, f"id_{line.finding.place.field}"),
            line.picture_url,
        )
        for line in context["lines"]
    ]
    return context


def _number(text: Any) -> int:
    text = str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _is_column(name: str) -> bool:
    return not Campaign._meta.get_field(name).many_to_many
