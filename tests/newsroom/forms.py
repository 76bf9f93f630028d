"""Sends a form of the newsroom as a browser does: with everything that stands in it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    """The successful controls (HTML, 4.10.21.4) of one form of a page."""

    def __init__(self, form_id: str) -> None:
        super().__init__(convert_charrefs=True)
        self.form_id = form_id
        self.inside = False
        self.fields: dict[str, Any] = {}
        self.select: str | None = None
        self.first: str | None = None
        self.chosen: list[str] = []
        self.textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        name = has.get("name")
        if tag == "form":
            self.inside = (has.get("id") or "").endswith(self.form_id)
        elif not self.inside:
            return
        elif tag == "input" and name and has.get("type") not in {"submit", "button", "file"}:
            if has.get("type") not in {"checkbox", "radio"}:
                self.fields[name] = has.get("value") or ""
            elif "checked" in has:
                value = has.get("value") or "on"
                if has.get("type") == "checkbox" and name in self.fields:
                    self.fields[name] = [*_list(self.fields[name]), value]
                else:
                    self.fields[name] = value
        elif tag == "select":
            self.select, self.first, self.chosen = name, None, []
        elif tag == "option" and self.select:
            value = has.get("value") or ""
            self.first = value if self.first is None else self.first
            if "selected" in has:
                self.chosen.append(value)
        elif tag == "textarea" and name:
            self.textarea, self.fields[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select" and self.select:
            if self.chosen:
                self.fields[self.select] = self.chosen if len(self.chosen) > 1 else self.chosen[0]
            elif self.first is not None:
                self.fields[self.select] = self.first
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def handle_data(self, data: str) -> None:
        if self.textarea:
            text = self.fields[self.textarea] + data
            # The parser of HTML drops one line break right behind the tag.
            self.fields[self.textarea] = text.removeprefix("\r\n").removeprefix("\n")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def fields_of(answer: Any, form_id: str = "_form") -> dict[str, Any]:
    """Names and values of the form whose id ends in `form_id`, as a press of no button sends it."""
    parser = _Fields(form_id)
    parser.feed(answer.content.decode())
    return {name: value for name, value in parser.fields.items() if "__prefix__" not in name}


def press(
    client: Any, path: str, button: str = "_save", *, anyway: bool = True, **typed: Any
) -> Any:
    """Open the form at `path`, type `typed` over what stands there (None takes a field out), press
    `button`, and follow where it leads; where the checklist then asks, publish `anyway`."""
    fields = fields_of(client.get(path)) | typed | {button: "1"}
    kept = {name: value for name, value in fields.items() if value is not None}
    answer = client.post(path, kept, follow=True)
    if anyway and "doubts" in (answer.context or {}):
        question = answer.request["PATH_INFO"]
        return client.post(question, fields_of(answer, "doubt_form"), follow=True)
    return answer


def errors_of(answer: Any) -> list[str]:
    """What the page says is wrong, field by field."""

    class Errors(HTMLParser):
        depth = 0
        found: list[str]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "ul" and "errorlist" in (dict(attrs).get("class") or ""):
                self.depth = 1
            elif tag == "li" and self.depth:
                self.found.append("")

        def handle_endtag(self, tag: str) -> None:
            if tag == "ul":
                self.depth = 0

        def handle_data(self, data: str) -> None:
            if self.depth and self.found:
                self.found[-1] += data

    parser = Errors()
    parser.found = []
    parser.feed(answer.content.decode())
    return [error.strip() for error in parser.found if error.strip()]


def messages_of(answer: Any) -> list[str]:
    """What the newsroom says happened."""
    return [str(message) for message in answer.context["messages"]]
