"""Subscribers from a file: brought, looked over, then taken in piece by piece.

A copy of the file lies below `settings.VAR / "imports"` and a row remembers how far it has been
read. Every piece is one transaction: who was taken in, which rows were refused and how far we are
are true together, so that a killed worker costs nothing, and the next one begins with the next row.
Taking the same file in again changes nothing.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import itertools
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Model, Q
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from newsletter import addresses, spreadsheets, subscribing
from newsletter.models import (
    ImportRejection,
    MailingList,
    Subscriber,
    SubscriberImport,
    Subscription,
)
from newsletter.spreadsheets import Unreadable
from newsletter.subscribing import Outcome

State = SubscriberImport.State

MOST_BYTES = 200 * 1024 * 1024
PIECE = 1000  # rows in a transaction
# A worker that has not finished a piece by then is dead. Pieces take a tenth of a second.
LEASE = datetime.timedelta(minutes=1)
# As long as one task may keep others (a confirmation somebody waits for) from their turn.
TURN_SECONDS = 5.0
# A file that nobody said yes to is not kept: addresses stand in it.
LOOKED_OVER_FOR = datetime.timedelta(days=7)

# Columns that say whether somebody is subscribed where the file comes from, and what there means
# that they are not. Other values may be anything: "state" is also where people live.
STATE_HEADINGS = {"status", "state", "subscription status", "subscriber status"}
NOT_SUBSCRIBED = {
    "unsubscribed", "left", "bounced", "cleaned", "complained", "spam", "blocked", "blocklisted",
    "blacklisted", "suppressed", "disabled", "deleted", "inactive", "unconfirmed", "non-subscribed",
    "cannot be written to", "waiting for confirmation", "pending", "no",
}  # fmt: skip

WHY = {
    Outcome.LEFT: "Has left the newsletter; only they themselves can come back.",
    Outcome.LEFT_LIST: "Has left this list; only they themselves can come back.",
    Outcome.PENDING: "Has signed up here and not confirmed; their mail decides.",
    Outcome.SUPPRESSED: "This address is suppressed.",
}
UNREADABLE_ROW = "This row cannot be read: a quotation mark is opened and never closed."
NO_ADDRESS = "There is no address in this row."


def folder() -> Path:
    return Path(settings.VAR) / "imports"


def bring(
    chunks: Iterable[bytes],
    *,
    name: str,
    lists: Sequence[MailingList],
    place: str,
    wording: str = "",
    column: str = "",
    by: Any = None,
) -> SubscriberImport:
    """Keep a copy of a file and look it over; nothing is taken in yet. `name`: what its owner calls
    it. `place`, `wording`: where and to which words its people agreed, for their record. `column`:
    heading or number of the addresses' column, "" to find it. Raises `Unreadable`, keeping
    nothing."""
    _sweep()
    if not place.strip():
        raise Unreadable("Please say where these people agreed to get letters.")
    folder().mkdir(parents=True, exist_ok=True)
    stored = f"{uuid.uuid4().hex}.csv"
    path = folder() / stored
    try:
        digest = _copy(chunks, path)
        layout = spreadsheets.layout_of(path, column)
        with transaction.atomic():
            row = SubscriberImport.objects.create(
                name=_one_line(name)[:200] or "A file",
                stored=stored,
                digest=digest,
                encoding=layout.encoding,
                delimiter=layout.delimiter,
                column=layout.column,
                has_heading=layout.has_heading,
                notes="\n".join(layout.notes),
                rows_in_all=layout.rows,
                place=_one_line(place)[:300],
                wording=wording.replace("\x00", "").strip(),
                created_by=by,
            )
            row.lists.set(lists)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return row


def _copy(chunks: Iterable[bytes], path: Path) -> str:
    """Returns the SHA-256 of what was copied."""
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise Unreadable(
                    f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Please split it."
                )
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def start(row: SubscriberImport) -> None:
    """Somebody has looked at what was found and says that it is right. Twice is once."""
    started = SubscriberImport.objects.filter(pk=row.pk, state=State.LOOKED_OVER)
    if started.update(state=State.WAITING):
        transaction.on_commit(take_in_waiting.enqueue, robust=True)


def discard(row: SubscriberImport) -> None:
    """Forget an import: its file and its report. Whom it brought stays."""
    (folder() / row.stored).unlink(missing_ok=True)
    row.delete()


def unfinished(digest: str) -> SubscriberImport | None:
    """One of the same file that was begun and did not end."""
    begun = SubscriberImport.objects.filter(state__in=[State.WAITING, State.RUNNING])
    return begun.filter(digest=digest).first()


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@task
def take_in_waiting() -> int:
    """Take in what waits, and what a killed worker left; how many imports ended. Run it as often
    as you like: each is one worker's at a time. A long file is read in turns, so that other tasks
    get theirs."""
    later = isinstance(take_in_waiting.get_backend(), DatabaseBackend)
    ended = 0
    for pk in list(_claimable().order_by("pk").values_list("pk", flat=True)):
        if later:
            _look_again_later()
        if run(pk, until=time.monotonic() + TURN_SECONDS if later else None):
            ended += 1
    if later and _claimable().exists():
        take_in_waiting.enqueue()
    return ended


def is_left_alone(row: SubscriberImport) -> bool:
    """Whether an import that was begun has no worker."""
    return _claimable().filter(pk=row.pk).exists()


def _claimable() -> Any:
    abandoned = Q(state=State.RUNNING, leased_until__lt=timezone.now())
    # What lies on another machine is for a worker there.
    here = [path.name for path in folder().glob("*.csv")] if folder().is_dir() else []
    return SubscriberImport.objects.filter(Q(state=State.WAITING) | abandoned, stored__in=here)


def _look_again_later() -> None:
    """Should this worker be killed, the next one finds a task that takes on what it had."""
    at = timezone.now() + LEASE + datetime.timedelta(seconds=10)
    waiting = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY,
        task_path=take_in_waiting.module_path,
        run_after__range=(timezone.now() + LEASE / 2, at),
    )
    if not waiting.exists():
        take_in_waiting.using(run_after=at).enqueue()


def run(
    pk: int,
    *,
    until: float | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> bool:
    """Take an import in, from where it stands, to its end or to the moment `until` (monotonic).
    `progress` hears rows done and rows in all after every piece. Whether it has ended; False also
    when another worker has it."""
    lease = uuid.uuid4()
    claimed = _claimable().filter(pk=pk)
    if not claimed.update(
        state=State.RUNNING, lease=lease, leased_until=timezone.now() + LEASE, trouble=""
    ):
        return False
    row = SubscriberImport.objects.get(pk=pk)
    ours = SubscriberImport.objects.filter(pk=pk, lease=lease)
    try:
        with contextlib.closing(
            spreadsheets.rows_of(folder() / row.stored, row.encoding, row.delimiter)
        ) as rows:
            reader = _Reader(row)
            numbered = enumerate(rows, 1)
            begin = itertools.islice(numbered, row.rows_done)
            for number, cells in begin:
                reader.see_heading(number, cells)
            for piece in itertools.batched(numbered, PIECE):
                if not _take_in_piece(row, lease, reader, piece):
                    return False
                progress(piece[-1][0], row.rows_in_all)
                if until is not None and time.monotonic() > until:
                    ours.update(state=State.WAITING, lease=None, leased_until=None)
                    return False
            _have_counted(Subscriber, Subscription)
    except OSError as error:
        ours.update(
            state=State.FAILED, lease=None, finished_at=timezone.now(),
            trouble=f"The file cannot be read: {error.strerror or error}"[:300],
        )  # fmt: skip
        return True
    except BaseException as error:  # stopped, or the database gone: somebody goes on from here
        ours.update(
            state=State.WAITING, lease=None, leased_until=None,
            trouble=f"It was interrupted ({type(error).__name__}) and goes on.",
        )  # fmt: skip
        raise
    if ours.update(state=State.DONE, lease=None, leased_until=None, finished_at=timezone.now()):
        (folder() / row.stored).unlink(missing_ok=True)
    return True


def _have_counted(*filled: type[Model]) -> None:
    """Have the database look how these tables are filled now. It would choose its ways through them
    as if they were empty: SQLite until the next start, PostgreSQL for a minute."""
    with connection.cursor() as cursor:
        for model in filled:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


class _Reader:
    """Reads addresses out of rows, and what else they say."""

    def __init__(self, row: SubscriberImport) -> None:
        self.column, self.has_heading = row.column, row.has_heading
        self.state_column: int | None = None
        self.heading_seen = False

    def see_heading(self, number: int, cells: list[str] | None) -> bool:
        """Whether a row is no reader's: the heading, or one before it ("sep=;")."""
        if not cells:
            return False
        if number == 1 and cells[0].strip().lower().startswith("sep="):
            return True
        if not self.has_heading or self.heading_seen:
            return False
        self.heading_seen = True
        for place, cell in enumerate(cells):
            if cell.strip().casefold() in STATE_HEADINGS:
                self.state_column = place
        return True

    def address(self, cells: list[str]) -> addresses.Address:
        """Raises `BadAddress` with the reason for which a row is refused."""
        typed = cells[self.column].strip() if self.column < len(cells) else ""
        if not typed:
            raise addresses.BadAddress(NO_ADDRESS)
        found = addresses.parse(spreadsheets.unguarded(typed))
        if self.state_column is not None and self.state_column < len(cells):
            state = cells[self.state_column].strip().casefold()
            if state in NOT_SUBSCRIBED:
                raise addresses.BadAddress(f"The file says of this address: {state}.")
        return found


def _take_in_piece(
    row: SubscriberImport,
    lease: uuid.UUID,
    reader: _Reader,
    piece: Sequence[tuple[int, list[str] | None]],
) -> bool:
    """Take in some rows and note how far we are. False if another worker has taken this over."""
    count: Counter[str] = Counter()
    why: dict[int, str] = {}
    found: list[tuple[int, addresses.Address]] = []
    for number, cells in piece:
        if reader.see_heading(number, cells):
            count["heading"] += 1
        elif cells is None:
            why[number] = UNREADABLE_ROW
        elif not any(cell.strip() for cell in cells):
            count["empty"] += 1
        else:
            try:
                found.append((number, reader.address(cells)))
            except addresses.BadAddress as error:
                why[number] = str(error)
    with transaction.atomic():
        now = timezone.now()
        ours = SubscriberImport.objects.select_for_update().filter(pk=row.pk, lease=lease)
        current = ours.first()
        if current is None:
            return False
        outcomes = subscribing.take_in(
            [address for _, address in found],
            list(current.lists.all()),
            place=current.place,
            wording=current.wording,
            at=now,
        )
        for (number, _), outcome in zip(found, outcomes, strict=True):
            if outcome in WHY:
                why[number] = WHY[outcome]
            count[outcome] += 1
        ImportRejection.objects.bulk_create(
            [ImportRejection(of=current, row=number, reason=why[number]) for number in sorted(why)]
        )
        ours.update(
            rows_done=piece[-1][0],
            added=F("added") + count[Outcome.ADDED],
            joined=F("joined") + count[Outcome.JOINED],
            known=F("known") + count[Outcome.KNOWN],
            rejected=F("rejected") + len(why),
            empty=F("empty") + count["empty"],
            leased_until=now + LEASE,
        )
    return True


def report(row: SubscriberImport) -> Iterable[Iterable[object]]:
    """The rows that were refused, as a table: number, as a spreadsheet counts, and reason."""
    yield ["row", "reason"]
    yield from row.rejections.values_list("row", "reason").iterator(chunk_size=2000)


def _sweep() -> None:
    """Forget files that were looked over and never begun."""
    old = timezone.now() - LOOKED_OVER_FOR
    for row in SubscriberImport.objects.filter(state=State.LOOKED_OVER, created_at__lt=old):
        discard(row)


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
