"""Sends letters: claims deliveries, hands each to the mail server, writes down what became of it.

Any number of senders may run, on any number of machines. Whatever happens to one (killed, cut off
from the database, stuck at a slow server), the others go on and nobody gets a letter twice;
`newsletter.leases` says why. One bad address, one letter that cannot be made, one server that is
away hold up nobody else.
"""

from __future__ import annotations

import collections
import contextlib
import datetime
import itertools
import logging
import re
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from django.db.models import Exists, OuterRef
from django.utils import timezone

from newsletter import (
    answers,
    handing,
    leases,
    letter_mail,
    noting,
    rounds,
    sending,
    suppressing,
)
from newsletter.answers import What
from newsletter.handing import Reply, Stage
from newsletter.leases import Ended, InHand
from newsletter.letters import Campaign, Delivery
from newsletter.models import Subscriber

logger = logging.getLogger(__name__)
State = Delivery.State

BATCH = 200
LOOK_EVERY = 2.0  # seconds: for what is due, leases that ended, campaigns that are done
IDLE = 1.0
RENEW_EVERY = 30.0
# What is in hand at a signal gets so long, in seconds; the rest of it waits again.
GRACE = 3.0
# The database may be restarted under us; what became of a letter is kept so long, in seconds.
HOLD_OUTCOME = 90.0
CONNECTION_IDLE = 20.0  # mail servers hang up on those who say nothing

# Refusals without a letter accepted between, after which it is not the letters.
SAME_REFUSALS = 20
SENDER_REFUSALS = 3
UNKNOWN_OUTCOMES = 3
AWAY_ANSWERS = 20
AWAY_WAITS = [1, 2, 4, 8, 15, 30, 60]
AWAY_AT_MOST = datetime.timedelta(days=1)

_VARYING = re.compile(r"<[^>]*>|\S*[@\d]\S*")


class Sender:
    """One process's work. `clock` says what time it is; `say` hears a line for a person."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime.datetime] = timezone.now,
        say: Callable[[str], None] = lambda line: None,
        batch: int = BATCH,
    ) -> None:
        self.clock, self.say, self.batch = clock, say, batch
        self.post = handing.post()
        self.counts: collections.Counter[str] = collections.Counter()
        self._stop = threading.Event()
        self._grace_ends = float("inf")
        self._made: dict[int, Any] = {}  # the next letter, ready before its turn
        self._suppressed: set[str] = set()  # of the batch in hand, by their keys
        self._someone = Subscriber()  # the reader of one letter after the other
        self._letters: dict[int, letter_mail.Prepared] = {}
        self._looked = self._used = -float("inf")
        self._turns = 0
        self._aside = rounds.Aside()
        self._busy = self._batch_is_over = False
        # What went wrong since the last letter that was accepted.
        self._aways = self._unknowns = 0
        self._away_since: datetime.datetime | None = None
        self._away_until: datetime.datetime | None = None
        self._run_of: tuple[int, What, str] | None = None
        self._run: list[InHand] = []

    # --- From outside -----------------------------------------------------------------------

    def stop(self) -> None:
        """End what is in hand and leave `run`. May be called from a signal."""
        self._grace_ends = time.monotonic() + GRACE
        self._stop.set()

    def run(self, *, once: bool = False) -> None:
        """Send until `stop`, or, `once`, until nothing is due."""
        try:
            while not self._stop.is_set():
                try:
                    worked = self.turn(once=once)
                except (OperationalError, InterfaceError) as error:
                    # Nothing is lost: what was in hand is under a lease.
                    if once:
                        raise
                    logger.error("The database does not answer: %s", error)
                    connections.close_all()
                    self._stop.wait(2 * IDLE)
                    continue
                if worked:
                    continue
                if once:
                    break
                if time.monotonic() - self._used > CONNECTION_IDLE:
                    self.post.close()
                self._stop.wait(IDLE)
        finally:
            self.post.close()
            self._aside.end(GRACE)

    def turn(self, *, once: bool = False) -> bool:
        """Look after what is due and send one batch. Whether there may be more to send at once."""
        now = self.clock()
        if time.monotonic() - self._looked >= LOOK_EVERY:
            self._look(now, once=once)
        if self._away_until and now < self._away_until:
            return False
        campaigns = self._with_letters(now)
        if not campaigns:
            if self._busy:
                self._busy = False
                self._finish()
            return False
        if not self.post.is_open and (failed := self.post.open()):
            self._not_let_in(failed, campaigns)
            return False
        lease = uuid.uuid4()
        rows = leases.claim(campaigns, lease=lease, most=self.batch, now=now)
        if not rows:
            return False
        # Suppressing ends the subscriber, but an import may bring the same address at that instant.
        keys = [row.subscriber_email_key for row in rows if row.subscriber_email_key]
        self._suppressed = suppressing.suppressed_among(keys)
        self._busy = True
        self._deliver(lease, rows)
        self._used = time.monotonic()
        return True

    # --- Beside the letters -----------------------------------------------------------------

    def _look(self, now: datetime.datetime, *, once: bool) -> None:
        self._looked = time.monotonic()
        if once:
            rounds.make(now)
        else:
            self._aside.make(now)
        waiting, unknown = leases.expire(now)
        if waiting or unknown:
            self.counts["unknown"] += unknown
            self.say(
                f"A sender is gone: {waiting} letters wait again, the outcome of {unknown} is open."
            )
        for campaign in sending.begin_due(now):
            self.say(f"“{campaign}” begins.")
        self._finish()

    def _finish(self) -> None:
        for campaign in sending.finish(self.clock()):
            self._letters.pop(campaign.pk, None)
            self.say(f"“{campaign}” is sent.")

    def _with_letters(self, now: datetime.datetime) -> list[int]:
        """The campaigns with something to send now, another one first every time."""
        due = Delivery.objects.filter(campaign=OuterRef("pk"), state=State.WAITING, due_at__lte=now)
        sends = Campaign.objects.filter(Exists(due), state=Campaign.State.SENDING)
        found = list(sends.order_by("pk").values_list("pk", flat=True))
        self._turns += 1
        first = self._turns % len(found) if found else 0
        return found[first:] + found[:first]

    # --- A batch ----------------------------------------------------------------------------

    def _deliver(self, lease: uuid.UUID, rows: list[InHand]) -> None:
        ended: Ended | None = None
        halted: set[int] = set()
        renewed = time.monotonic()
        self._batch_is_over = False
        try:
            for row, upcoming in itertools.zip_longest(rows, rows[1:]):
                if self._batch_is_over or time.monotonic() > self._grace_ends:
                    break
                if row.campaign_id in halted:
                    continue
                letter = self._made.pop(row.pk, None) or self._letter(row)
                if isinstance(letter, Ended):
                    self._noted(lease, ended)
                    self._noted(lease, letter)
                    ended = None
                    continue
                if row.not_before > self.clock():
                    self._noted(lease, ended)
                    ended = None
                    if not self._waited_for(row):
                        break
                if not self.post.is_open:
                    self._noted(lease, ended)
                    ended = None
                    if failed := self.post.open():
                        self._not_let_in(failed, [row.campaign_id])
                        break
                if time.monotonic() - renewed > RENEW_EVERY:
                    renewed = time.monotonic()
                    self._surely(lambda: leases.renew(lease, self.clock()))
                try:
                    ended = self._one(lease, ended, row, letter, upcoming)
                except leases.Halted:
                    ended = None
                    halted.add(row.campaign_id)
        finally:
            self._made.clear()
            self._noted(lease, ended)
            self._surely(lambda: leases.give_back(lease))

    def _letter(self, row: InHand) -> Any:
        """What is to be handed over, or what became of a row for which there is nothing."""
        try:
            prepared = self._letters.get(row.campaign_id)
            if prepared is None:
                if len(self._letters) > 3:
                    self._letters.clear()
                campaign = Campaign.objects.get(pk=row.campaign_id)
                prepared = self._letters[row.campaign_id] = letter_mail.prepare(campaign)
            if row.subscriber_id is None or row.subscriber_key is None:  # erased
                return Ended(row, State.LEFT, attempts=row.attempts)
            if row.subscriber_email_key in self._suppressed:
                return Ended(row, State.LEFT, attempts=row.attempts)
            if row.email != row.subscriber_email:  # changed since the audience was frozen
                row.email, row.moved = row.subscriber_email, True
                row.domain = row.email.rpartition("@")[2].lower()
            someone = self._someone
            someone.pk, someone.key = row.subscriber_id, row.subscriber_key
            reader = letter_mail.Reader(row.key, row.email, row.list_id, someone)
            if self.post.takes_bytes:
                return prepared.message(reader)
            return prepared.for_backend(reader)
        except (OperationalError, InterfaceError):
            raise
        except letter_mail.CannotBeMade as error:
            self.counts["refused"] += 1
            return Ended(row, State.REFUSED, str(error), row.attempts + 1)
        except Exception as error:  # whatever it is, the next in line must get their letter
            logger.exception("The letter of delivery %s could not be made.", row.pk)
            return self._put_off(row, f"{error.__class__.__name__}: {error}")

    def _waited_for(self, row: InHand) -> bool:
        """Wait until a row's place has come. False when told to stop meanwhile."""
        while (seconds := (row.not_before - self.clock()).total_seconds()) > 0:
            if self._stop.wait(min(seconds, 1.0)):
                return False
        return True

    def _one(
        self, lease: uuid.UUID, before: Ended | None, row: InHand, letter: Any, upcoming: Any
    ) -> Ended | None:
        """Write down what became of the letter before, hand this one over, and make the next while
        the server works. What became of it, or None where that is written down already. Raises
        `Halted`."""
        handed = False

        def may_go() -> bool:
            nonlocal before, handed
            if handed:  # asked once more on another connection
                return True
            handed = self._step(lease, before, row)
            before = None
            return handed

        def meanwhile() -> None:
            if upcoming is not None:
                with contextlib.suppress(Exception):  # then it is made, and fails, at its turn
                    self._made[upcoming.pk] = self._letter(upcoming)

        sender, carried = letter_mail.envelope_sender(row.key), self.post.carried
        try:
            reply = self.post.hand_over(sender, row.email, letter, may_go, meanwhile)
            if reply and reply.stage == Stage.SENDER and not self.post.is_open and carried:
                # The server hung up between two letters, as it may.
                reply = self.post.open() or self.post.hand_over(
                    sender, row.email, letter, may_go, meanwhile
                )
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            logger.exception("Delivery %s could not be handed over.", row.pk)
            self.post.close()
            if not handed:
                return self._put_off(row, f"{error.__class__.__name__}: {error}")
            # Nobody knows how far it got; sending it again could make it two.
            reply = Reply(Stage.END, handing.BROKEN, "", f"{error.__class__.__name__}: {error}")
        finally:
            self._noted(lease, before)
        if reply is None:
            self._another_way(lease, row)
            return None
        return self._ended(row, reply)

    def _another_way(self, lease: uuid.UUID, row: InHand) -> None:
        """For a row that may not be handed over: its reader left, or left only the list that it
        names, or it is not ours any more. Raises `Halted`."""
        try:
            other = self._surely(lambda: leases.why_not(lease, row))
        except leases.Lost:
            return
        if other is None:
            self.counts["left"] += 1
            self._noted(lease, Ended(row, State.LEFT, attempts=row.attempts))
        elif other != row.list_id:
            # Its links name the list, so it is made anew: in the next batch.
            self._surely(lambda: leases.move(lease, row, other))

    # --- What follows from an answer ----------------------------------------------------------

    def _ended(self, row: InHand, reply: Reply) -> Ended | None:
        """What became of a row; None where that has been written down already."""
        what = answers.judge(reply)
        said = _fit(reply.sentence)
        tries = row.attempts + 1
        if what is What.ACCEPTED:
            self._forget_troubles()
            self.counts["sent"] += 1
            return Ended(row, State.SENT, said, tries, provider_id=reply.provider_id)
        if what is What.AWAY:
            self._away(reply, [row.campaign_id])
            return Ended(row, State.WAITING, said, row.attempts, self.clock())
        if reply.code != 421:
            self._aways, self._away_since = 0, None
        if what is What.LATER:
            if reply.code == 421:  # it closes, after this letter
                self._away(reply, [row.campaign_id])
            return self._put_off(row, said)
        if what is What.UNKNOWN:
            self.counts["unknown"] += 1
            self._unknowns += 1
            if self._unknowns >= UNKNOWN_OUTCOMES:
                self._pause(
                    row.campaign_id, f"The mail server takes letters and breaks off: {said}"
                )
            return Ended(row, State.UNKNOWN, said or "No answer came.", tries)
        if what is What.SENDER and reply.stage <= Stage.SENDER:
            self._pause(row.campaign_id, f"The mail server refuses us: {said}")
            return Ended(row, State.WAITING, said, row.attempts, self.clock())
        self.counts["refused"] += 1
        if self._refused_too_often(row, what, said):
            return Ended(row, State.WAITING, said, row.attempts, self.clock())
        if what in {What.GONE, What.SOFT}:
            gone = what is What.GONE
            self._surely(
                lambda: noting.note_bounce(row.key, permanent=gone, words=said, at=self.clock())
            )
            return None
        return Ended(row, State.REFUSED, said, tries)

    def _put_off(self, row: InHand, said: str) -> Ended:
        """Once more later, up to a day after the first try."""
        tries = row.attempts + 1
        wait = answers.next_try(tries)
        if wait is None:
            self.counts["refused"] += 1
            return Ended(row, State.REFUSED, _fit(f"Given up after a day: {said}"), tries)
        self.counts["put off"] += 1
        return Ended(row, State.WAITING, _fit(said), tries, self.clock() + wait)

    def _refused_too_often(self, row: InHand, what: What, said: str) -> bool:
        """The same refusal again and again is not about the letters: it pauses the campaign.
        Whether this letter and those before it wait again; addresses without a mailbox stay what
        they are."""
        of = (row.campaign_id, what, "" if what is What.GONE else _VARYING.sub("", said))
        if of != self._run_of:
            self._run_of, self._run = of, []
        self._run.append(row)
        if len(self._run) < (SENDER_REFUSALS if what is What.SENDER else SAME_REFUSALS):
            return False
        run = self._run
        self._pause(row.campaign_id, f"The mail server refused {len(run)} letters in a row: {said}")
        if what is What.GONE or what is What.SOFT:
            return False
        self._surely(lambda: leases.take_back(run[:-1], self.clock()))
        return True

    def _not_let_in(self, reply: Reply, campaigns: list[int]) -> None:
        if answers.judge(reply) is What.AWAY:
            self._away(reply, campaigns)
        else:
            for campaign in campaigns:
                self._pause(campaign, f"The mail server does not let us in: {_fit(reply.sentence)}")

    def _away(self, reply: Reply, campaigns: list[int]) -> None:
        """Leave the server in peace for a while, longer every time."""
        now = self.clock()
        self._batch_is_over = True
        self._away_since = self._away_since or now
        wait = AWAY_WAITS[min(self._aways, len(AWAY_WAITS) - 1)]
        self._aways += 1
        self._away_until = now + datetime.timedelta(seconds=wait)
        said = _fit(reply.sentence)
        logger.warning("The mail server is away for %s s: %s", wait, said)
        # Its own words, again and again, or a whole day without any: somebody has to look.
        answered_often = bool(reply.code) and self._aways >= AWAY_ANSWERS
        if answered_often or now - self._away_since > AWAY_AT_MOST:
            for campaign in campaigns:
                self._pause(campaign, f"The mail server puts us off: {said}")

    def _pause(self, number: int, words: str) -> None:
        self._batch_is_over = True
        try:
            campaign = Campaign.objects.defer("html", "text").get(pk=number)
            self._surely(lambda: sending.pause(campaign, by=None, trouble=words))
        except (sending.Refused, Campaign.DoesNotExist):
            return  # a person or another sender was quicker
        logger.error("Campaign %s is paused: %s", number, words)
        self.say(f"“{campaign}” is paused. {words}")
        self._forget_troubles()

    def _forget_troubles(self) -> None:
        """A letter was accepted, or somebody looks after it now."""
        self._aways = self._unknowns = 0
        self._away_since = self._away_until = None
        self._run_of, self._run = None, []

    # --- Writing down -------------------------------------------------------------------------

    def _step(self, lease: uuid.UUID, ended: Ended | None, following: InHand | None) -> bool:
        now = self.clock()
        return bool(self._surely(lambda: leases.step(lease, ended, following, now)))

    def _noted(self, lease: uuid.UUID, ended: Ended | None) -> None:
        if ended is not None:
            self._step(lease, ended, None)

    def _surely(self, write: Callable[[], Any]) -> Any:
        """Do it, also when the database is restarted meanwhile. What is written may be written
        twice; what could not be, is settled when the lease ends."""
        until = time.monotonic() + HOLD_OUTCOME
        while True:
            try:
                return write()
            except (OperationalError, InterfaceError) as error:
                if time.monotonic() > until or self._stop.is_set():
                    raise
                logger.error("The database does not answer, trying again: %s", error)
                connections.close_all()
                time.sleep(IDLE)


def _fit(said: str) -> str:
    """Fit to store: one line of characters that can be seen."""
    return "".join(c if c.isprintable() else " " for c in said)[: leases.ANSWER_LENGTH]
