"""What a mail server's refusal says, and about whom: the reader's mailbox, the letter, or us.

Pure. The rules, in the order in which they are asked:

1. A reply of 4xx (or, without one, a status of class 4) may pass: `SOFT`. So may what cannot be
   read at all. The reply code decides over the class of the status, because servers act by it
   (RFC 2034, 4: the two must agree).
2. A status whose subject and detail say whom it is about (RFC 3463, RFC 7372, RFC 7505, and those
   of Exchange with three digits) is believed.
3. Otherwise the words are searched, most harmless reading first: a refused sender, policy, a full
   mailbox, the letter itself, and only then a mailbox that does not exist.
4. Otherwise the status's subject: mailbox, system and network (5.2, 5.3, 5.4) may pass, however
   the server puts it; protocol (5.5) is the server's policy.
5. Otherwise the bare reply code speaks (RFC 5321, 4.2.3). 550, 551, 553 and 556 are about the
   mailbox; 552 is a full one; 530 to 538 ask who we are; all others are the server's policy.

Everything of 5.7 is about policy and never about the mailbox, whatever its words say: an address
is not given up because a filter dislikes a letter.
"""

import enum
import re
from typing import NamedTuple

LONGEST = 2000  # characters of an answer that are looked at; no honest one is longer


class Verdict(enum.Enum):
    MAILBOX_GONE = "mailbox_gone"  # no such mailbox or domain, for good: suppress the address
    SOFT = "soft"  # may pass: a full mailbox, a slow server. Try again, and count
    POLICY = "policy"  # this letter to this reader is not wanted there; others may be
    SENDER = "sender"  # we are refused: every other letter would be as well
    CONTENT = "content"  # the letter itself is refused: too large, not readable


class Answer(NamedTuple):
    """A server's answer: `code` 0 and `enhanced` "" where it says none; `words` on one line."""

    code: int
    enhanced: str
    words: str


# An enhanced status, and no part of an IP address or a version.
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d]|\.\d)")
_QMAIL = re.compile(r"\(#([245])\.(\d{1,3})\.(\d{1,3})\)")  # it says the status last
_BEGINNING = re.compile(
    r"\s*(?:(\d{3})(?=[\s-]|$)[\s-]?)?[\s#(]*(?:([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d))?"
)
_CONTINUED = re.compile(r"[\r\n]+[ \t]*(?:\d{3}[- ])?(?:[245]\.\d{1,3}\.\d{1,3}(?=\s))?")


def read(text: str | bytes) -> Answer:
    """Takes an answer apart, as smtplib hands it on or as a Diagnostic-Code holds it behind its
    type. Lines of one answer become one. Never fails."""
    if isinstance(text, bytes):
        text = text[: LONGEST * 4].decode("utf-8", "replace")
    text = _CONTINUED.sub(" ", text[:LONGEST].strip())
    start = _BEGINNING.match(text)
    code, enhanced, end = 0, "", 0
    if start:
        code, enhanced, end = int(start[1] or 0), start[2] or "", start.end()
    words = "".join(sign if sign.isprintable() else " " for sign in text[end:])
    return Answer(code, enhanced, " ".join(words.split()))


# By subject and detail. Where a subject alone decides, its detail is None.
_BY_STATUS: dict[tuple[int, int | None], Verdict] = {
    (1, 1): Verdict.MAILBOX_GONE,  # bad destination mailbox
    (1, 2): Verdict.MAILBOX_GONE,  # bad destination system
    (1, 3): Verdict.MAILBOX_GONE,  # bad destination syntax
    (1, 4): Verdict.MAILBOX_GONE,  # ambiguous mailbox
    (1, 6): Verdict.MAILBOX_GONE,  # moved, nothing forwarded
    (1, 7): Verdict.SENDER,  # bad sender's syntax
    (1, 8): Verdict.SENDER,  # bad sender's system
    (1, 10): Verdict.MAILBOX_GONE,  # the domain takes no mail (RFC 7505); Exchange: no recipient
    (2, 1): Verdict.MAILBOX_GONE,  # disabled
    (2, 2): Verdict.SOFT,  # full
    (2, 3): Verdict.CONTENT,  # longer than the mailbox takes
    (3, 4): Verdict.CONTENT,  # longer than the server takes
    (4, 310): Verdict.MAILBOX_GONE,  # Exchange: the domain does not exist
    (6, None): Verdict.CONTENT,
    (7, 8): Verdict.SENDER,  # credentials
    (7, 9): Verdict.SENDER,  # credentials too weak
    (7, 11): Verdict.SENDER,  # not without encryption
    (7, 20): Verdict.SENDER,  # 20 to 26 and 29: DKIM, SPF, reverse DNS, ARC (RFC 7372, RFC 8617)
    (7, 21): Verdict.SENDER,
    (7, 22): Verdict.SENDER,
    (7, 23): Verdict.SENDER,
    (7, 24): Verdict.SENDER,
    (7, 25): Verdict.SENDER,
    (7, 26): Verdict.SENDER,
    (7, 27): Verdict.SENDER,  # the sender's domain takes no mail (RFC 7505)
    (7, 29): Verdict.SENDER,
}

# Where neither the detail nor the words tell more.
_BY_SUBJECT = {2: Verdict.SOFT, 3: Verdict.SOFT, 4: Verdict.SOFT, 5: Verdict.POLICY}

_SENDER_WORDS = re.compile(
    r"sender (?:address |verify |domain |id )?"
    r"(?:rejected|failed|refused|denied|blocked|unknown|not )|invalid sender|bad sender"
    r"|from address|return[- ]path|envelope sender"
    r"|relay(?:ing)? (?:access )?(?:is )?(?:denied|prohibited|not )|unable to relay"
    r"|authenticat|credentials|log ?in (?:first|required)"
    r"|not (?:authori[sz]ed|allowed|permitted) to send"
    r"|(?:daily|hourly|sending) (?:user )?(?:quota|limit)|account (?:is )?suspended for sending"
    r"|client host .{0,120}(?:blocked|rejected)|helo command rejected"
    r"|reverse (?:dns|hostname)|ptr record"
)
_POLICY_WORDS = re.compile(
    r"spam|blocked|block ?list|black ?list|deny ?list|\brbl\b|dnsbl|spamhaus|barracuda|spamcop"
    r"|polic(?:y|ies)|reputation|\bspf\b|\bdkim\b|\bdmarc\b|unsolicited|bulk mail|virus|malware"
    r"|suspicious|not (?:wanted|accepted from)|administrative(?:ly)? (?:prohibit|denied)"
    r"|will not accept delivery|content (?:rejected|filter)|rate limit|too many|greylist|banned"
)
_FULL_WORDS = re.compile(
    r"(?:mail ?box|inbox|account|user|recipient|storage|disk).{0,40}(?:\bfull\b|quota|exceed)"
    r"|over ?quota|quota exceeded|insufficient (?:system )?storage|out of storage|no space left"
    r"|try again|temporar|timed? ?out|delivery time expired|message expired|too old"
    r"|could not connect|connection (?:refused|reset|dropped|lost)|retry time(?:out)?"
    r"|no route to host"
)
_CONTENT_WORDS = re.compile(
    r"(?:message|mail|size|content).{0,40}(?:too (?:large|big|long)|exceeds?\b)"
    r"|malformed|invalid (?:message|header|mime)|line too long|8bit|not rfc ?\d* compliant"
)
_GONE_WORDS = re.compile(
    r"(?:user|mail ?box|recipient|account|address|alias|addressee)"
    r".{0,80}(?:unknown|not (?:be )?found|not exist|n't exist|n't have|no longer|disabled"
    r"|inactive|invalid|unavailable|not (?:a )?(?:valid|known|listed|here|local)|does not have"
    r"|cancel+ed|closed)"
    r"|(?:no|unknown|invalid|bad|non-?existent|undeliverable) "
    r"(?:such )?(?:local )?(?:user|mail ?box|recipient|account|address|person|destination|alias)"
    r"|no such|nobody here|not our customer|does not exist|doesn't exist|is not (?:on|at) this"
    r"|recipient (?:address )?rejected|recipientnotfound|\bunrouteable address|unrouteable domain"
    r"|(?:host|domain)(?: or domain name)? (?:name )?not found|nxdomain|null mx|no mx"
    r"|no mailbox|user (?:is )?unknown"
)

_ABOUT_THE_MAILBOX = {550, 551, 553}


def classify(code: int, enhanced: str, words: str) -> Verdict:
    """What a refusal means. `code` is the SMTP reply code, 0 where there was none; `enhanced` the
    status of RFC 3463, "" where none was said (it is then looked for at the head of the words).
    Never fails: what cannot be understood is `SOFT`, which harms nobody."""
    words = words[:LONGEST].lower()
    if enhanced:
        found = _STATUS.fullmatch(enhanced.strip())
    else:
        found = _STATUS.match(words.lstrip(" #(")) or _QMAIL.search(words)
    kind, subject, detail = (int(part) for part in found.groups()) if found else (0, 0, 0)
    if not 400 <= code <= 599:
        code = 0
    if code < 500 and (code or kind != 5):
        # Nothing but words: only the clearest of them are enough to give up an address.
        if not code and not kind and _says_gone(words):
            return Verdict.MAILBOX_GONE
        return Verdict.SOFT

    if subject == 2 and "will not accept delivery" in words:
        return Verdict.POLICY  # AOL and Yahoo say 5.2.1 of letters that they do not like
    if (verdict := _BY_STATUS.get((subject, detail), _BY_STATUS.get((subject, None)))) is not None:
        return verdict
    if subject == 7:
        if code in range(530, 540) or _SENDER_WORDS.search(words):
            return Verdict.SENDER
        return Verdict.POLICY
    return _by_words(words) or _BY_SUBJECT.get(subject) or _by_code(code)


def _by_words(words: str) -> Verdict | None:
    for pattern, verdict in (
        (_SENDER_WORDS, Verdict.SENDER),
        (_POLICY_WORDS, Verdict.POLICY),
        (_CONTENT_WORDS, Verdict.CONTENT),
        (_FULL_WORDS, Verdict.SOFT),
        (_GONE_WORDS, Verdict.MAILBOX_GONE),
    ):
        if pattern.search(words):
            return verdict
    return None


def _says_gone(words: str) -> bool:
    return _by_words(words) is Verdict.MAILBOX_GONE


def _by_code(code: int) -> Verdict:
    if code in _ABOUT_THE_MAILBOX or code == 556:  # 556: the domain takes no mail (RFC 7504)
        return Verdict.MAILBOX_GONE
    if code in {0, 552}:
        return Verdict.SOFT
    if 530 <= code <= 538:
        return Verdict.SENDER
    return Verdict.POLICY
