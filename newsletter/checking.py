"""What a letter still lacks before it goes out: the checklist beside it.

As `magazine.checking` is for a story: it says what it sees and changes nothing. An error holds the
letter back, a warning asks whether it is meant. More holds back here than there, because nobody
can mend a letter that has been sent.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format

from library.models import Picture
from magazine.checking import (
    TK,
    Doubtful,
    Finding,
    HeldBack,
    Place,
    Severity,
    fingerprint,
    own_path,
    wrong_paths,
)
from magazine.manuscript import blocks
from magazine.models import Article, SiteIdentity
from newsletter import audience, composing
from newsletter.models import Campaign

# Phones show about so many characters of a subject before they cut it.
LONGEST_SUBJECT = 60
_LONGEST_QUOTE = 48
_NOWHERE = {"", "#", "/#", "http:", "http://", "https:", "https://", "mailto:", "tel:"}
_TYPED = {
    "subject": "subject",
    "preview_line": "preview line",
    "sponsor_name": "sponsor’s name",
    "sponsor_words": "sponsor’s words",
}


def findings(
    campaign: Campaign,
    *,
    at: datetime.datetime | None = None,
    chosen: composing.Chosen | None = None,
) -> list[Finding]:
    """What a letter lacks, errors first, else in the order of the screen. `at`: when it would go
    out; None: the moment set on it, else now. `chosen`: what stands in it, where a form holds it;
    then nobody is counted, because who gets it is told by stored rows."""
    at = at or campaign.send_at or timezone.now()
    inside = chosen or composing.chosen_of(campaign)
    found = [
        *_head(campaign),
        *_words(campaign, inside, at),
        *_stories(campaign, inside, at),
        *_pictures(campaign, inside, at),
        *_whole(campaign, inside),
        *_readers(campaign, inside, at, counted=chosen is None and campaign.pk is not None),
    ]
    return sorted(found, key=lambda finding: not finding.is_error)  # stable


def may_go_out(found: Sequence[Finding], *, accepted: str = "") -> None:
    """Let a letter with these findings pass, or raise: `HeldBack` where there are errors,
    `Doubtful` where there are warnings whose `fingerprint` is not `accepted`."""
    errors = [finding for finding in found if finding.is_error]
    if errors:
        sentence = f"{len(errors)} things hold this letter back; the checklist names them."
        raise HeldBack(errors[0].sentence if len(errors) == 1 else sentence)
    if found and accepted != fingerprint(found):
        raise Doubtful(found)


def _error(sentence: str, field: str, picture: int | None = None) -> Finding:
    return Finding(Severity.ERROR, sentence, Place(field), picture)


def _warning(sentence: str, field: str, picture: int | None = None) -> Finding:
    return Finding(Severity.WARNING, sentence, Place(field), picture)


def _quote(words: str) -> str:
    words = " ".join(words.split())
    cut = f"{words[:_LONGEST_QUOTE].rstrip()}…" if len(words) > _LONGEST_QUOTE else words
    return f"“{cut}”"


# --- words ----------------------------------------------------------------------------------------


def _head(campaign: Campaign) -> Iterator[Finding]:
    subject = composing.one_line(campaign.subject)
    if not subject:
        yield _error("There is no subject.", "subject")
    elif len(subject) > LONGEST_SUBJECT:
        yield _warning(
            f"Phones show about {LONGEST_SUBJECT} characters of a subject; this one has "
            f"{len(subject)}.",
            "subject",
        )
    if not campaign.preview_line.strip():
        yield _warning(
            "There is no preview line: mailboxes show whatever comes first.", "preview_line"
        )
    for field, called in _TYPED.items():
        if TK.search(getattr(campaign, field)):
            yield _error(f"TK is left in the {called}.", field)


class _Led(NamedTuple):
    address: str
    words: str
    field: str


def _words(
    campaign: Campaign, inside: composing.Chosen, at: datetime.datetime
) -> Iterator[Finding]:
    led: list[_Led] = []
    for field, called in (("opening", "opening words"), ("closing", "closing words")):
        for block in blocks(getattr(campaign, field)):
            if TK.search(block.words):
                yield _error(f"TK is left in the {called}.", field)
            led += [_Led(link.address, link.words.strip(), field) for link in block.links]
    for article, words in inside.stories:
        if TK.search(words):
            yield _error(f"TK is left in the line of {_quote(article.title)}.", "stories")
    if campaign.sponsor_link:
        led.append(_Led(campaign.sponsor_link, campaign.sponsor_name, "sponsor_link"))
    elif campaign.sponsor_name or campaign.sponsor_words:
        yield _warning("The sponsor’s block leads nowhere.", "sponsor_link")
    own = {each.address: own_path(each.address) for each in led}
    wrong = wrong_paths({path for path in own.values() if path}, at)
    for each in led:
        called = _quote(each.words or each.address)
        if each.address in _NOWHERE:
            yield _error(f"The link {called} leads nowhere.", each.field)
        elif own[each.address] in wrong:
            yield _error(f"The link {called} {wrong[own[each.address]]}.", each.field)


# --- what it shows --------------------------------------------------------------------------------


def _stories(
    campaign: Campaign, inside: composing.Chosen, at: datetime.datetime
) -> Iterator[Finding]:
    if not inside.stories and not campaign.opening.strip() and not campaign.spotlight_id:
        yield _error("There is nothing in it yet: no story and no words.", "stories")
    for article, _ in inside.stories:
        if not article.is_live(at):
            yield _error(f"{_quote(article.title)} {_why_not(article, at)}.", "stories")
    spotlight = campaign.spotlight
    if spotlight and not spotlight.is_live(at):
        yield _error(f"{_quote(spotlight.title)} {_why_not(spotlight, at)}.", "spotlight")
    if spotlight and spotlight.pk in {article.pk for article, _ in inside.stories}:
        yield _warning(f"{_quote(spotlight.title)} stands in it twice.", "spotlight")
    if campaign.print_issue and not campaign.print_issue.is_public:
        yield _error(f"{campaign.print_issue.name} is not shown to readers yet.", "print_issue")


def _why_not(article: Article, at: datetime.datetime) -> str:
    if article.state == Article.State.WITHDRAWN:
        return "is withdrawn"
    if article.state != Article.State.PUBLISHED or article.publish_at is None:
        return "is not published"
    if article.publish_at > at:
        when = date_format(timezone.localtime(article.publish_at), "j M, H:i")
        return f"goes live only after the letter, on {when}"
    return "is withdrawn by then"


def _pictures(
    campaign: Campaign, inside: composing.Chosen, at: datetime.datetime
) -> Iterator[Finding]:
    shown: dict[int, tuple[Picture, str]] = {}
    for article, _ in inside.stories:
        if article.lead_picture:
            shown.setdefault(article.lead_picture.pk, (article.lead_picture, "stories"))
    if campaign.spotlight and campaign.spotlight.lead_picture:
        picture = campaign.spotlight.lead_picture
        shown.setdefault(picture.pk, (picture, "spotlight"))
    if campaign.print_issue and campaign.print_issue.cover:
        shown.setdefault(campaign.print_issue.cover.pk, (campaign.print_issue.cover, "print_issue"))
    if campaign.sponsor_picture:
        shown.setdefault(campaign.sponsor_picture.pk, (campaign.sponsor_picture, "sponsor_picture"))
    day = timezone.localdate(at)
    for number, (picture, field) in shown.items():
        if not picture.alt.strip():
            yield _error(f"{_quote(picture.title)} has no alternative text.", field, number)
        if picture.rights_until and picture.rights_until < day:
            ended = date_format(picture.rights_until, "j M Y")
            yield _error(
                f"The right to show {_quote(picture.title)} ends on {ended}.", field, number
            )


# --- the whole ------------------------------------------------------------------------------------


def _whole(campaign: Campaign, inside: composing.Chosen) -> Iterator[Finding]:
    made = composing.compose(campaign, chosen=inside)
    if "{{leave}}" not in made.html or "{{leave}}" not in made.text:
        yield _error("The letter has no link to unsubscribe.", "design")
    if made.size > composing.MOST_BYTES:
        yield _warning(
            f"The letter has {made.size // 1024} KB. Gmail cuts letters after 102 KB and hides the "
            "end, with the link to unsubscribe.",
            "stories",
        )
    if not SiteIdentity.current().postal_address.strip():
        yield _warning(
            "The magazine has no postal address. Many countries want one in every letter; it is "
            "set in the site identity.",
            "design",
        )


def _readers(
    campaign: Campaign, inside: composing.Chosen, at: datetime.datetime, *, counted: bool
) -> Iterator[Finding]:
    if not inside.lists:
        yield _error("No list is chosen: nobody would get it.", "lists")
    elif counted and not audience.reached_by(campaign, at=at).exists():
        yield _error("Nobody would get it: nobody is on its lists and in its segment.", "lists")


def counts(found: Iterable[Finding]) -> tuple[int, int]:
    """How many errors and how many warnings."""
    given = list(found)
    errors = sum(finding.is_error for finding in given)
    return errors, len(given) - errors
