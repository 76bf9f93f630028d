"""The writing screen: what every kind of story has of it. A kind's own admin adds its fields.

Saving stores what was typed, as a version; the buttons beside it then ask `magazine.publishing`,
which may refuse with a sentence: what was typed is stored by then. What readers see changes by
Update alone: until then the version is a draft beside it, and what the screen opens with.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, quote
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from magazine import checking, publishing, revising
from magazine.admin import (
    asking,
    checklist,
    doubting,
    history,
    keeping,
    preview_links,
    previewing,
    story_list,
    typed,
    verbs,
)
from magazine.admin.credit_rows import CreditRows
from magazine.admin.public_rows import PublicRowAdmin
from magazine.admin.standing import standing
from magazine.admin.story_form import StoryForm
from magazine.models import Article, credits_with_names
from magazine.rendering import completed, render_body
from newsroom.fields import MOMENT
from newsroom.modules import preloads
from press import generation

State = Article.State
MOMENTS = ("publish_at", "withdraw_at")
# Slugs that are made while one types, with their tables of letters.
UNUSED_SCRIPTS = {"xregexp", "urlify", "prepopulate"}
# Those of templates/admin/story/form.html.
SCRIPTS = ("newsroom/writing.js", "newsroom/checklist.js", "newsroom/preview-pane.js")


def _name(address: str) -> str:
    """A script's name without its folder, its hash and its endings."""
    return address.rpartition("/")[2].partition(".")[0]


class StoryAdmin(story_list.StoryList, PublicRowAdmin):
    """Who may what, beyond the permissions of the model: without `edit_any_article` one works on
    stories of one's own, and on those only until they are handed in. What is out is not deleted
    but withdrawn first. Its moments are for those who may publish."""

    kind = "article"
    drawer = "Stories"
    form = StoryForm
    change_form_template = "admin/story/form.html"
    object_history_template = "admin/story/history.html"
    formfield_overrides = {
        **PublicRowAdmin.formfield_overrides,
        models.DateTimeField: MOMENT,
    }
    inlines = [CreditRows]
    view_on_site = False  # the form has a link of its own, to what is live
    save_on_top = False
    sheet = ["kicker", "title", "standfirst", "body"]
    groups = [
        ("Place", ["section", "further_sections", "tags", "layout"]),
        ("Lead picture", ["lead_picture"]),
        ("In print", ["print_issue", "print_page"]),
        (
            "Search and sharing",
            [
                "slug",
                "search_title",
                "search_description",
                "hide_from_search",
                "sharing_title",
                "sharing_text",
                "sharing_picture",
                "canonical_url",
            ],
        ),
        ("Note for the desk", ["admin_note"]),
    ]
    open_groups: tuple[str, ...] = ("Place", "Lead picture")

    # --- who may ---

    def get_queryset(self, request: HttpRequest) -> Any:
        stories = super().get_queryset(request)
        if request.user.has_perm("magazine.edit_any_article"):
            return stories
        return stories.filter(created_by=request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and self._theirs(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or request.user.has_perm("magazine.edit_any_article"):
            return True
        return self._theirs(request, obj) and obj.state == State.DRAFT

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or (self._theirs(request, obj) and obj.state != State.PUBLISHED)

    @staticmethod
    def _theirs(request: HttpRequest, obj: Any) -> bool:
        if obj is None or request.user.has_perm("magazine.edit_any_article"):
            return True
        return bool(obj.created_by_id == request.user.pk)

    # --- the form ---

    @property
    def media(self) -> Any:
        """Without those of Django's scripts that stories have no use for: a tenth of the weight."""
        whole: Any = super().media
        kept: list[Any] = [each for each in whole._js if _name(each.path) not in UNUSED_SCRIPTS]
        kept += preloads(*SCRIPTS)
        return forms.Media(js=kept, css=whole._css)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            (None, {"fields": self.sheet, "classes": ["sheet"]}),
            ("Publishing", {"fields": [*MOMENTS], "classes": ["publishing"]}),
            *(
                (name, {"fields": fields, "classes": self._foldable(name)})
                for name, fields in self.groups
            ),
        ]

    def _foldable(self, group: str) -> list[str]:
        return [] if group in self.open_groups else ["collapse"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or obj.state not in {State.PUBLISHED, State.WITHDRAWN}:
            return ()
        may = request.user.has_perm("magazine.publish_article")
        return () if may and obj.state == State.PUBLISHED else MOMENTS

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(field, "widget") and hasattr(field.widget, "can_add_related"):
            # The screen is for writing; sections and issues are made at their own place.
            field.widget = field.widget.widget
            field.widget.choices = field.choices
        return field

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """While a form is being saved nobody else can: its question whether somebody has must
        hold until it is answered. To be shown, a story comes with its draft."""
        obj = super().get_object(request, object_id, from_field)
        if obj is None:
            return None
        if request.method == "POST":
            Article.objects.select_for_update(of=("self",)).filter(pk=obj.pk).first()
            return super().get_object(request, object_id, from_field)
        if self.has_change_permission(request, obj):
            obj.versions = revising.beside(obj, request.user)
            obj.draft = obj.versions.draft
            if obj.draft is None:
                models.prefetch_related_objects([obj], credits_with_names())
        return obj

    def look_up(self, request: HttpRequest, object_id: str) -> Any:
        """The story, neither locked nor with its draft."""
        return super().get_object(request, object_id)

    def typed_fields(self, request: HttpRequest, story: Any) -> list[str]:
        return flatten_fieldsets(self.get_fieldsets(request, story))

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Rows are values of the working copy: none is the stored row that it may become."""
        given: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if obj.pk is not None and not self.has_change_permission(request, obj):
            return given
        given["queryset"] = inline.model._default_manager.none()
        if request.method != "POST":
            draft = getattr(obj, "draft", None)
            rows = draft.content["rows"].get(prefix, []) if draft else typed.kept_rows(obj, prefix)
            given["initial"] = typed.initial_rows(type(obj), prefix, rows)
        return given

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        story: Any = kwargs.get("obj")
        may_change = self.has_change_permission(request, story) if story else True
        buttons = verbs.offered(story, request.user) if may_change else []
        context |= history.beside(self, request, story, context) if may_change else {}
        context |= {
            "buttons": buttons,
            "main_button": any(button.main for button in buttons),
            "may_write": may_change,
            "standing": standing(story) if story else verbs.NEW,
            "events": list(story.events.select_related("by")[:6]) if story else [],
            "text": "" if may_change else completed(render_body(story.body)),
            "checklist": checklist.stored(story) if story else None,
            "checklist_url": self.url("checklist", story.pk if story else None),
            "preview_url": self.url("preview", story.pk if story else None),
            "links_url": self.url("preview-links", story.pk) if story else "",
            "live_url": story.get_absolute_url() if story and story.is_live() else "",
            "title": story.title if story else f"New {self.opts.verbose_name}",
            "subtitle": None,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().history_view(
            request, object_id, history.listed(self, request, object_id) | (extra_context or {})
        )

    # --- saving ---

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing is stored yet: fields and rows are one working copy, see `save_related`."""
        if not change:
            obj.created_by = request.user

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        form.instance.kept = keeping.save(request, form, formsets, change=change)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return super().construct_change_message(request, form, [], add)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Without a line for every version: they are many, and counted all the same."""
        lines, *counts = super().get_deleted_objects(objs, request)
        return _without_versions(lines), *counts

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        was_shown = obj.state == State.PUBLISHED
        obj.delete()
        if was_shown:
            generation.turn()

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._do_what_was_pressed(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._do_what_was_pressed(request, obj)

    def _do_what_was_pressed(self, request: HttpRequest, story: Any) -> HttpResponse:
        mine, theirs = story.kept
        if theirs is not None:
            return HttpResponseRedirect(
                self.compare_url(story.pk, mine=mine.number, theirs=theirs.number)
            )
        pressed = next((name for name in verbs.NAMES if name in request.POST), None)
        if pressed in verbs.ASK:
            return HttpResponseRedirect(self.url(verbs.ASK[pressed], story.pk))
        try:
            story = Article.objects.get(pk=story.pk)
            if "_update_later" in request.POST:
                sentence = keeping.update_later(request, story)
            elif pressed:
                sentence = verbs.do(pressed, story, by=request.user)
            else:
                sentence = verbs.saved(story)
            self.message_user(request, sentence, "success")
        except checking.Doubtful:
            return HttpResponseRedirect(self.url(verbs.CHECKED[pressed or ""], story.pk))
        except publishing.Refused as refusal:
            self.message_user(request, f"{refusal} What you wrote is saved.", "error")
            if isinstance(refusal, checking.HeldBack):
                return HttpResponseRedirect(f"{self.url('change', story.pk)}#checklist")
        return HttpResponseRedirect(self.url("change", story.pk))

    # --- addresses ---

    def url(self, name: str, pk: Any = None) -> str:
        """Address of a page of this admin, of a story where `pk` names one."""
        full = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{name}"
        return reverse(full, args=[] if pk is None else [quote(pk)])

    def compare_url(self, pk: Any, *, mine: int, theirs: int) -> str:
        """Where somebody brings their version together with a newer one."""
        return f"{self.url('compare', pk)}?{urlencode({'mine': mine, 'theirs': theirs})}"

    def get_urls(self) -> list[Any]:
        def named(name: str) -> str:
            return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

        under_admin = self.admin_site.admin_view
        return [
            *(
                path(f"{story}{name}/", under_admin(getattr(self, name)), name=named(name))
                for name in ("preview", "checklist")
                for story in ("", "<path:object_id>/")
            ),
            path(
                "<path:object_id>/preview-links/",
                under_admin(self.preview_links),
                name=named("preview-links"),
            ),
            path("autosave/", self._answering(keeping.autosave), name=named("autosave")),
            path(
                "<path:object_id>/autosave/",
                self._answering(keeping.autosave),
                name=named("autosave"),
            ),
            path("<path:object_id>/here/", self._answering(keeping.here), name=named("here")),
            *(
                path(
                    f"<path:object_id>/{name}/",
                    under_admin(require_http_methods(methods)(partial(view, self))),
                    name=named(name),
                )
                for name, methods, view in [
                    ("compare", ["GET", "POST"], history.compare),
                    ("restore", ["POST"], history.restore),
                    ("discard", ["POST"], keeping.discard),
                    ("call-off", ["POST"], keeping.call_off),
                ]
            ),
            *(
                path(
                    f"<path:object_id>/{name}/",
                    under_admin(self.ask),
                    {"verb": verb},
                    name=named(name),
                )
                for verb, name in (verbs.ASK | verbs.CHECKED).items()
            ),
            *super().get_urls(),
        ]

    def _answering(self, view: Any) -> Any:
        return keeping.answering(self)(view)

    def preview(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        return previewing.preview(request, self, object_id)

    def preview_links(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return preview_links.page(request, self, object_id)

    def checklist(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        return checklist.refreshed(request, self, object_id)

    def ask(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        page = doubting if verb in verbs.CHECKED else asking
        return page.ask(self, request, object_id, verb)

    def page(self, request: HttpRequest, story: Any) -> HttpResponse:
        """What readers would see of `story`: each kind has a page of its own."""
        raise NotImplementedError


def _without_versions(lines: list[Any]) -> list[Any]:
    return [
        _without_versions(line) if isinstance(line, list) else line
        for line in lines
        if not str(line).startswith(("Revision: ", "Presence: "))
    ]


def admin_of(kind: str) -> StoryAdmin | None:
    """The admin that a kind of story is written in."""
    for model_admin in admin.site._registry.values():
        if isinstance(model_admin, StoryAdmin) and model_admin.kind == kind:
            return model_admin
    return None
