"""What a story still lacks before it goes out: the checklist beside it.

`findings` looks a story over as it stands, saved or not, and says what it sees; it changes nothing.
An error holds the story back, a warning asks whether it is meant.

`may_go_out` is the gate. It stands where a person presses a button, not in `publishing.publish`:
what is brought over from elsewhere, or published by a command, has nobody before it who could mend
it. Whoever publishes because a person asks for it calls both.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.formats import date_format

from library.models import Picture
from magazine import kinds
from magazine.manuscript import Block, Link, blocks
from magazine.models import Article, Redirect
from magazine.publishing import Refused

# A placeholder for what is "to come", as newsrooms write it: in capitals, a word of its own.
TK = re.compile(r"(?<!\w)(?:TK)+(?!\w)")
# Search engines cut titles by width, at about 600 px: some sixty letters.
LONGEST_TITLE = 60
_LONGEST_QUOTE = 48
_NOWHERE = {"", "#", "/#", "http:", "http://", "https:", "https://", "mailto:", "tel:"}
_WRITTEN = {  # what readers or machines read, and where it is typed
    "kicker": "kicker",
    "title": "title",
    "standfirst": "standfirst",
    "search_title": "title for search engines",
    "search_description": "description for search engines",
    "sharing_title": "title for sharing",
    "sharing_text": "text for sharing",
}


class Severity(StrEnum):
    ERROR = "error"  # holds the story back
    WARNING = "warning"  # asks


@dataclass(frozen=True)
class Place:
    """Where something is mended. `field`: a field of the form, or "credits". In the body: the
    number of the `block`, and the `nth` of its `kind` of thing ("tk" or "link") or all of it."""

    field: str
    block: int | None = None
    kind: str = ""
    nth: int = 0


@dataclass(frozen=True)
class Finding:
    """`sentence`: for people. `picture`: the library's picture that it is about, if it is one."""

    severity: Severity
    sentence: str
    place: Place
    picture: int | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


class HeldBack(Refused):
    """Errors hold the story back."""


class Doubtful(Exception):
    """There are warnings that nobody has accepted yet."""

    def __init__(self, doubts: Sequence[Finding]) -> None:
        super().__init__(f"{len(doubts)} warnings")
        self.doubts = doubts


def findings(
    story: Article, *, credits: Iterable[str], at: datetime.datetime | None = None
) -> list[Finding]:
    """What `story` lacks, errors first, else in the order in which the screen shows it.

    `story` may be unsaved; its body must have been cleaned. `credits`: the names of all who are
    credited. `at`: when it would go live; None: the moment set on it, else now. At most five
    queries: pictures, stories and redirects that the text leads to.
    """
    names = [name for name in credits if name.strip()]
    starts = at or story.publish_at or timezone.now()
    text = blocks(story.body)
    found = [
        *_opening(story, names),
        *_to_come(story, names, text),
        *_headings(text),
        *_links(text, starts),
        *_linked_stories(text, starts),
        *_pictures(story, text, starts),
        *_searching(story),
    ]
    return sorted(found, key=lambda finding: not finding.is_error)  # stable


def fingerprint(found: Iterable[Finding]) -> str:
    """Names a set of findings: what somebody accepts is what was shown."""
    lines = "\n".join(f"{each.severity} {each.sentence} {each.place}" for each in found)
    return hashlib.blake2b(lines.encode(), digest_size=12).hexdigest()


def may_go_out(found: Sequence[Finding], *, accepted: str = "") -> None:
    """Let a story with these findings pass, or raise: `HeldBack` with a sentence where there are
    errors, `Doubtful` where there are warnings whose `fingerprint` is not `accepted`."""
    errors = [finding for finding in found if finding.is_error]
    if len(errors) == 1:
        raise HeldBack(errors[0].sentence)
    if errors:
        raise HeldBack(f"{len(errors)} things hold this story back; the checklist names them.")
    if found and accepted != fingerprint(found):
        raise Doubtful(found)


def _error(sentence: str, place: Place, picture: int | None = None) -> Finding:
    return Finding(Severity.ERROR, sentence, place, picture)


def _warning(sentence: str, place: Place, picture: int | None = None) -> Finding:
    return Finding(Severity.WARNING, sentence, place, picture)


def _quote(words: str) -> str:
    words = " ".join(words.split())
    cut = f"{words[:_LONGEST_QUOTE].rstrip()}…" if len(words) > _LONGEST_QUOTE else words
    return f"“{cut}”"


# --- words ----------------------------------------------------------------------------------------


def _opening(story: Article, names: list[str]) -> Iterator[Finding]:
    if not story.body.strip() and not story.lead_picture_id:
        yield _error("There is nothing to publish yet: no text and no picture.", Place("body"))
    elif not story.lead_picture_id:
        yield _warning("There is no lead picture.", Place("lead_picture"))
    if not story.standfirst.strip():
        yield _warning("There is no standfirst.", Place("standfirst"))
    if not names:
        yield _warning("Nobody is credited.", Place("credits"))


def _to_come(story: Article, names: list[str], text: list[Block]) -> Iterator[Finding]:
    for field, called in _WRITTEN.items():
        if TK.search(getattr(story, field)):
            yield _error(f"TK is left in the {called}.", Place(field))
    if any(TK.search(name) for name in names):
        yield _error("TK is left in the credits.", Place("credits"))
    for block in text:
        for nth, match in enumerate(TK.finditer(block.words)):
            spot = Place("body", block.number, "tk", nth)
            yield _error(f"TK is left: {_around(block.words, match)}", spot)


def _around(words: str, match: re.Match[str]) -> str:
    """A placeholder with the words beside it."""
    before = re.search(r"(?:^|(?<=\s)).{0,20}\Z", words[: match.start()], re.DOTALL)
    after = re.match(r".{0,20}(?=\s|\Z)", words[match.end() :], re.DOTALL)
    return _quote(f"{before[0] if before else ''}{match[0]}{after[0] if after else ''}")


def _headings(text: list[Block]) -> Iterator[Finding]:
    """As readers get them: the highest level that is used becomes the second (the title is the
    first), see `magazine.rendering`."""
    headings = [block for block in text if block.level]
    lift = min((block.level for block in headings), default=2) - 2
    above = 1
    for block in headings:
        level = block.level - lift
        place = Place("body", block.number)
        if not block.words.strip():
            yield _warning("A heading has no words.", place)
        elif level > above + 1:
            yield _warning(f"A level of headings is skipped before {_quote(block.words)}.", place)
        above = level


def _searching(story: Article) -> Iterator[Finding]:
    title = story.search_title or story.title
    if len(title) > LONGEST_TITLE and not story.hide_from_search:
        yield _warning(
            f"Search engines show about {LONGEST_TITLE} characters of a title; this one has "
            f"{len(title)}.",
            Place("search_title"),
        )


# --- links ----------------------------------------------------------------------------------------


def _links(text: list[Block], at: datetime.datetime) -> Iterator[Finding]:
    links = [(block, link) for block in text for link in block.links]
    own = {link.address: own_path(link.address) for _, link in links}
    wrong = wrong_paths({path for path in own.values() if path}, at)
    for block, link in links:
        in_text = link.nth is not None
        place = Place("body", block.number, "link" if in_text else "", link.nth or 0)
        words = _quote(link.words) if link.words.strip() else ""
        path = own[link.address]
        if link.address in _NOWHERE:
            yield _error(f"The link {words} leads nowhere." if words else "A link is empty.", place)
        elif not words and not block.pictures:
            yield _error(f"The link to {_shown(link)} has no words.", place)
        elif path and path in wrong:
            # No error: two stories that lead to each other would hold each other back.
            yield _warning(f"The link {words or _shown(link)} {wrong[path]}.", place)


def _linked_stories(text: list[Block], at: datetime.datetime) -> Iterator[Finding]:
    """Cards that lead to a story of ours show nothing while it is not public."""
    linked = [(block, number) for block in text for number in block.stories]
    if not linked:
        return
    live = Article.objects.live(at).filter(pk__in={number for _, number in linked})
    there = set(live.values_list("pk", flat=True))
    for block, number in linked:
        if number not in there:
            sentence = "A card leads to a story that is not public then."
            yield _warning(sentence, Place("body", block.number))


def _shown(link: Link) -> str:
    return _quote(link.address)


def own_path(address: str) -> str:
    """The path of an address of ours; empty for others' and for a place on the same page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    home = urlsplit(settings.SITE_URL).netloc
    if parts.scheme not in {"", "http", "https"} or parts.netloc not in {"", home}:
        return ""
    return unquote(parts.path) or ("/" if parts.netloc else "")


def wrong_paths(paths: set[str], at: datetime.datetime) -> dict[str, str]:
    """What is wrong with those of our own `paths` that readers will not find at a moment."""
    slugs: dict[str, str] = {}  # of stories, by path
    wrong: dict[str, str] = {}
    for path in paths:
        found = _resolved(path)
        if found is None:
            wrong[path] = "leads to no page of ours"
        elif found.view_name in kinds.url_names():
            slugs[path] = found.kwargs["slug"]
    if slugs:
        live = Article.objects.live(at).filter(slug__in=slugs.values())
        there = set(live.values_list("slug", flat=True))
        missing = {path: slug for path, slug in slugs.items() if slug not in there}
        states = dict(
            Article.objects.filter(slug__in=missing.values()).values_list("slug", "state")
        )
        for path, slug in missing.items():
            if slug not in states:
                wrong[path] = "leads to no story of ours"
            elif states[slug] == Article.State.WITHDRAWN:
                wrong[path] = "leads to a story that is withdrawn"
            else:
                wrong[path] = "leads to a story that is not public then"
    if wrong:
        known = [path for path in wrong if "\x00" not in path]  # PostgreSQL takes none
        moved = Redirect.objects.filter(old_path__in=known)
        for path in moved.values_list("old_path", flat=True):
            del wrong[path]
    return wrong


def _resolved(path: str) -> Any:
    """What answers at a path, also where only the slash at its end is missing."""
    for tried in (path, f"{path}/"):
        try:
            return resolve(tried)
        except (Resolver404, UnicodeError, ValueError):
            continue
    return None


# --- pictures -------------------------------------------------------------------------------------


def _pictures(story: Article, text: list[Block], starts: datetime.datetime) -> Iterator[Finding]:
    """Each picture once, at the first place that shows it."""
    shown: dict[int, Place] = {}
    if story.lead_picture_id:
        shown[story.lead_picture_id] = Place("lead_picture")
    for block in text:
        for number in block.pictures:
            shown.setdefault(number, Place("body", block.number))
    if story.sharing_picture_id:
        shown.setdefault(story.sharing_picture_id, Place("sharing_picture"))
    pictures = _already_read(story)
    pictures |= Picture.objects.in_bulk(shown.keys() - pictures.keys())
    for number, place in shown.items():
        picture = pictures.get(number)
        if picture is None:
            yield _warning("A picture in the text is no longer in the library.", place)
            continue
        if not picture.alt.strip():
            yield _error(f"{_quote(picture.title)} has no alternative text.", place, number)
        yield from _rights(picture, story, starts, place)


def _already_read(story: Article) -> dict[int, Picture]:
    """The pictures that stand in fields of a story, as far as it comes with them."""
    columns: list[Any] = [Article._meta.get_field(n) for n in ("lead_picture", "sharing_picture")]
    read = [getattr(story, column.name) for column in columns if column.is_cached(story)]
    return {picture.pk: picture for picture in read if picture is not None}


def _rights(
    picture: Picture, story: Article, starts: datetime.datetime, place: Place
) -> Iterator[Finding]:
    last = picture.rights_until
    if last is None:
        return
    day = date_format(last, "j M Y")
    if last < timezone.localdate(starts):
        sentence = f"The right to show {_quote(picture.title)} ended on {day}."
        if last >= timezone.localdate():
            sentence = f"The right to show {_quote(picture.title)} ends on {day}, before that."
        yield _error(sentence, place, picture.pk)
        return
    ends = story.withdraw_at
    # A story that is withdrawn at midnight is not shown on the day that begins.
    if ends is None or last < timezone.localdate(ends - datetime.timedelta(seconds=1)):
        yield _warning(
            f"The right to show {_quote(picture.title)} ends on {day}; the story stays"
            f"{f' until {date_format(timezone.localtime(ends), "j M Y")}' if ends else ''}.",
            place,
            picture.pk,
        )
