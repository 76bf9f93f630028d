"""What follows from a mail server's answer to one letter. Pure; the meaning of codes and words is
`newsletter.status_codes`'."""

from __future__ import annotations

import datetime
import enum

from newsletter.handing import BROKEN, Reply, Stage
from newsletter.status_codes import Verdict, classify


class What(enum.Enum):
    ACCEPTED = "accepted"
    AWAY = "away"  # the server, for everybody: nothing was said about this letter
    LATER = "later"  # this letter, once more
    GONE = "gone"  # no such mailbox: the address gets nothing any more
    SOFT = "soft"  # this letter is refused; the address is, when it happens often
    REFUSED = "refused"  # this letter is refused, and nothing held against the address
    SENDER = "sender"  # we are refused: nothing goes out until somebody has looked
    UNKNOWN = "unknown"  # accepted or not: the connection broke before the answer


# The waits between tries. The last try is a day after the first.
_MINUTES = [1, 5, 15, 60, 240, 240, 240, 240, 240, 159]
WAITS = [datetime.timedelta(minutes=minutes) for minutes in _MINUTES]


def judge(reply: Reply) -> What:
    if reply.accepted:
        return What.ACCEPTED
    if reply.code == BROKEN:
        if reply.stage == Stage.END:
            return What.UNKNOWN
        # Before the address was named it cannot have been the address.
        return What.AWAY if reply.stage <= Stage.SENDER else What.LATER
    if reply.code < 500:
        return What.AWAY if reply.stage <= Stage.SENDER else What.LATER
    verdict = classify(reply.code, reply.enhanced, reply.words)
    if reply.stage == Stage.CONNECT:
        return What.SENDER
    if reply.stage == Stage.SENDER:
        return What.REFUSED if verdict is Verdict.CONTENT else What.SENDER
    if reply.stage == Stage.DATA and verdict is Verdict.MAILBOX_GONE:
        return What.REFUSED  # "no valid recipients" of a server that had just taken one
    return {
        Verdict.MAILBOX_GONE: What.GONE,
        Verdict.SOFT: What.SOFT,
        Verdict.POLICY: What.REFUSED,
        Verdict.CONTENT: What.REFUSED,
        Verdict.SENDER: What.SENDER,
    }[verdict]


def next_try(attempts: int) -> datetime.timedelta | None:
    """How long to wait after so many tries; None when there is none left."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None
