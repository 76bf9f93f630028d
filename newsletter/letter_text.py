"""A letter as plain text: for programs that show no HTML and for readers who want none."""

from __future__ import annotations

import re
import textwrap
from html.parser import HTMLParser
from typing import Any

ACROSS = 76  # characters in a line; RFC 3676 advises fewer than 78
_BLOCKS = {"p", "blockquote", "ul", "ol", "li", "hr", "figure"}
_URL = re.compile(r"https?://[^\s<>]+")


def written(context: dict[str, Any]) -> str:
    """The text of a letter from what its templates get. An address has a line of its own, so that
    nothing breaks it."""
    parts: list[str] = []
    identity = context["identity"]
    parts.append(f"{identity.name.upper()}\n{context['name']}, {context['day']}")
    if context["opening"]:
        parts.append(of_html(context["opening"]))
    parts += [_story(story) for story in context["stories"]]
    if context["spotlight"]:
        parts.append(_headed("Spotlight", _story(context["spotlight"])))
    if issue := context["issue"]:
        parts.append(_headed("In print", _issue(issue)))
    if sponsor := context["sponsor"]:
        parts.append(_headed("Advertisement", _sponsor(sponsor)))
    if context["closing"]:
        parts.append(of_html(context["closing"]))
    rule = "\n\n" + "-" * 24 + "\n\n"
    return rule.join([*parts, _foot(context)]) + "\n"


def led(text: str, ours: dict[str, str]) -> str:
    """`text` with addresses replaced by those that lead there through us."""
    return _URL.sub(lambda found: ours.get(found[0], found[0]), text)


def _headed(head: str, words: str) -> str:
    return f"{head.upper()}\n\n{words}"


def _story(story: Any) -> str:
    lines = [wrapped(story.title.upper())]
    if story.byline:
        lines.append(wrapped(f"By {story.byline}"))
    if story.words:
        lines += ["", wrapped(story.words)]
    return "\n".join([*lines, "", story.url])


def _issue(issue: dict[str, Any]) -> str:
    lines = [wrapped(": ".join(filter(None, [issue["name"], issue["title"]])).upper())]
    lines.append(wrapped(", ".join(filter(None, [issue["season"], issue["price"]]))))
    if issue["words"]:
        lines += ["", wrapped(issue["words"])]
    lines += ["", issue["url"]]
    if issue["buy_url"]:
        lines += [f"Buy {issue['name']}:", issue["buy_url"]]
    return "\n".join(lines)


def _sponsor(sponsor: dict[str, Any]) -> str:
    paragraphs = [sponsor["name"], *sponsor["paragraphs"]]
    words = "\n\n".join(wrapped(each) for each in paragraphs if each)
    return f"{words}\n\n{sponsor['url']}" if sponsor["url"] else words


def _foot(context: dict[str, Any]) -> str:
    place = context["place"]
    lines = [
        wrapped(f"You get this because you signed up for it at {context['site_host']}."),
        "",
        "Choose what comes, pause or change your address:",
        place["preferences"],
        "Leave:",
        place["leave"],
    ]
    if context["in_archive"]:
        lines += ["Read this letter in the browser:", place["browser"]]
    lines += ["", *context["address"], f"{context['site_url']}/"]
    return "\n".join(lines)


def wrapped(words: str, *, indent: str = "", first: str | None = None) -> str:
    return textwrap.fill(
        words,
        ACROSS,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def of_html(html: str) -> str:
    """The words of a piece of our own HTML, its links as addresses behind them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.ends()
    return "\n\n".join(reader.blocks)


class _Reader(HTMLParser):
    """Collects blocks. The input is well-formed: a sanitizer wrote it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.words = ""
        self.addresses: list[str] = []  # of the open links
        self.lists: list[int | None] = []  # of the open lists: the number of the last entry
        self.first = ""  # what stands before the block's first line
        self.quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and not (tag == "p" and self.first):
            self.ends()
        if tag == "a":
            self.addresses.append(dict(attrs).get("href") or "")
        elif tag == "br":
            self.words += "\n"
        elif tag == "ul":
            self.lists.append(None)
        elif tag == "ol":
            start = dict(attrs).get("start") or "1"
            self.lists.append(int(start) - 1 if start.isdecimal() else 0)
        elif tag == "li":
            number = self.lists[-1] if self.lists else None
            if number is not None:
                self.lists[-1] = number + 1
            self.first = "- " if number is None else f"{number + 1}. "
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "hr":
            self.blocks.append("* * *")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.addresses:
            address = self.addresses.pop()
            shown = address.removeprefix("mailto:").removeprefix("tel:")
            if shown and shown not in self.words:
                self.words += f" <{shown}>"  # as RFC 3986, appendix C, has it
        if tag in _BLOCKS:
            self.ends()
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)

    def handle_data(self, data: str) -> None:
        self.words += re.sub(r"\s+", " ", data)

    def ends(self) -> None:
        """The block that is open comes to its end."""
        indent = "> " * self.quotes + " " * len(self.first)
        first = "> " * self.quotes + self.first
        lines: list[str] = []
        for line in self.words.split("\n"):
            if not (words := line.strip()):
                continue
            lines.append(wrapped(words, indent=indent, first=first))
            first = indent
        if lines:
            self.blocks.append("\n".join(lines))
        self.words = ""
        self.first = ""
