"""The buttons beside a story: which of them somebody may press, and what pressing one does. All of
it is `magazine.publishing`'s; here it only gets names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from magazine import publishing, revising
from magazine.admin import checklist
from magazine.admin.standing import Standing, standing
from magazine.models import Article

NEW = Standing("draft", "Not saved yet")


@dataclass(frozen=True)
class Button:
    name: str  # of the submit button; the verb
    label: str
    main: bool = False  # stands in the bar, the thing to do next
    danger: bool = False
    # Text that the page's script puts together with the moment in "goes live at".
    now: str = ""
    later: str = ""


def moment(when: Any) -> str:
    return date_format(timezone.localtime(when), "j M Y, H:i")


def offered(story: Article | None, user: Any) -> list[Button]:
    """What `user`, who may change `story` (None: a new one), may do with it beyond saving it."""
    key = standing(story).key if story else "draft"
    may_approve = user.has_perm("magazine.approve_article")
    may_publish = user.has_perm("magazine.publish_article")
    buttons: list[Button] = []
    if may_publish and key in {"draft", "submitted", "approved", "withdrawn"}:
        planned = story.publish_at if story else None
        ahead = planned is not None and planned > timezone.now()
        now = "Publish again" if key == "withdrawn" else "Publish now"
        label = f"Schedule for {moment(planned)}" if ahead else now
        buttons.append(Button("_publish", label, main=True, now=now, later="Schedule for "))
    if key in {"scheduled", "live", "expired"}:
        buttons.append(Button("_update", "Update", main=True))
    if key == "draft" and story and not may_publish:
        buttons.append(Button("_submit", "Submit for review", main=not may_approve))
    elif key == "draft" and story:
        buttons.append(Button("_submit", "Submit for review"))
    if key in {"draft", "submitted"} and may_approve and story:
        buttons.append(Button("_approve", "Approve", main=not may_publish and key == "submitted"))
    if key in {"submitted", "approved"} and may_approve:
        buttons.append(Button("_send_back", "Send back"))
    if may_publish and key == "scheduled":
        buttons.append(Button("_publish_now", "Publish now"))
        buttons.append(Button("_withdraw", "Call off", danger=True))
    if may_publish and key in {"live", "expired"}:
        buttons.append(Button("_withdraw", "Withdraw", danger=True))
    return buttons


def _submit(story: Article, by: Any, note: str) -> str:
    publishing.submit(story, by=by, note=note)
    return f"“{story}” is with the editors now."


def _approve(story: Article, by: Any, note: str) -> str:
    publishing.approve(story, by=by, note=note)
    return f"“{story}” is approved."


def _send_back(story: Article, by: Any, note: str) -> str:
    publishing.send_back(story, by=by, note=note)
    return f"“{story}” is with its writer again."


def _publish(story: Article, by: Any, note: str) -> str:
    publishing.publish(story, by=by)
    if story.is_scheduled:
        return f"“{story}” goes live on {moment(story.publish_at)}."
    return f"“{story}” is published."


def _update(story: Article, by: Any, note: str) -> str:
    draft = revising.newest(story)
    if draft is not None:
        publishing.update(story, draft.content, by=by)
    if story.is_scheduled:
        return f"“{story}” goes live on {moment(story.publish_at)}, with your changes."
    return "Readers see your changes."


def _publish_now(story: Article, by: Any, note: str) -> str:
    if story.is_scheduled:
        _update(story, by, note)
    publishing.publish(story, by=by, at=timezone.now())
    return f"“{story}” is published."


def _withdraw(story: Article, by: Any, note: str) -> str:
    publishing.withdraw(story, by=by, note=note)
    if story.state == Article.State.DRAFT:
        return f"“{story}” is called off and a draft again."
    return f"“{story}” is withdrawn. Readers no longer see it."


# These ask first, on a page of their own: what they do, and a word to whom it concerns.
ASK = {"_withdraw": "withdraw", "_send_back": "send-back"}
QUESTIONS: dict[str, Callable[[Article], str]] = {
    "_withdraw": lambda story: (
        f"Call off “{story}”?" if story.is_scheduled else f"Withdraw “{story}”?"
    ),
    "_send_back": lambda story: f"Send “{story}” back?",
}
EXPLANATIONS: dict[str, Callable[[Article], str]] = {
    "_withdraw": lambda story: (
        "It will not go live, and is a draft again."
        if story.is_scheduled
        else "Readers no longer see it from this moment, and its address says that it is gone. "
        "It stays here and can be published again."
    ),
    "_send_back": lambda story: (
        "It is a draft again, and with its writer, who reads your note in the story’s history."
    ),
}

# These pass the checklist, which asks, on a page of its own, where it only warns.
CHECKED = {"_publish": "publish", "_update": "update", "_publish_now": "publish-now"}

_DO: dict[str, Callable[[Article, Any, str], str]] = {
    "_submit": _submit,
    "_approve": _approve,
    "_send_back": _send_back,
    "_publish": _publish,
    "_update": _update,
    "_publish_now": _publish_now,
    "_withdraw": _withdraw,
}
NAMES = tuple(_DO)


def saved(story: Article) -> str:
    """What a press of Save alone has done."""
    return {
        "live": "Saved. Readers see it as it was, until you press Update.",
        "scheduled": "Saved beside what will go live. Press Update to put it in.",
        "expired": "Saved beside what readers saw. Press Update to put it in.",
    }.get(standing(story).key, "Saved.")


def do(name: str, story: Article, *, by: Any, note: str = "", accepted: str = "") -> str:
    """Do what button `name` says and return a sentence that says it is done. Raises
    `publishing.Refused`; nothing but publishing's own rules decides whether `by` may. What goes
    out passes the checklist first: `checking.HeldBack` (a `Refused`) or `checking.Doubtful` where
    there are warnings beyond those `accepted`."""
    if name in CHECKED:
        checklist.gate(name, story, by=by, accepted=accepted)
    return _DO[name](story, by, note)
