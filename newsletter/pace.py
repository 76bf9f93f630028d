"""How fast letters may go out: over the whole installation and to each recipient domain, whatever
the number of senders and machines.

Places in time are handed out, not counted afterwards: a row for the installation and one for each
domain say from when on the next letter may go (the "virtual scheduling" of the generic cell rate
algorithm, ITU-T I.371). Who claims letters takes places for them in the same transaction and sends
each letter at its place. A place that is not used, because its sender was killed or its reader
left, is lost: letters go out slower for it, never faster.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from django.conf import settings

from newsletter.letters import Pace

# So far ahead places are given away. What a sender that hangs can send late and at once is no more
# than this holds.
AHEAD = datetime.timedelta(seconds=5)
ALL = ""
_MINUTE = datetime.timedelta(minutes=1)


def is_set() -> bool:
    return bool(settings.MAIL_RATE or settings.MAIL_DOMAIN_RATE)


def busy_domains(now: datetime.datetime) -> list[str]:
    """Domains to which no letter may be claimed at present."""
    if not settings.MAIL_DOMAIN_RATE:
        return []
    busy = Pace.objects.filter(next_at__gt=now + AHEAD).exclude(domain=ALL)
    return list(busy.values_list("domain", flat=True))


def places(
    letters: Sequence[tuple[int, str]], now: datetime.datetime
) -> dict[int, datetime.datetime]:
    """When each of `letters` (number of the row, domain) may go out; those that have no place
    within `AHEAD` are missing. To be called in a transaction, which ends the lock on the rows."""
    if not is_set():
        return dict.fromkeys((number for number, _ in letters), now)
    every = _interval(settings.MAIL_RATE)
    every_of_domain = _interval(settings.MAIL_DOMAIN_RATE)
    rows = _locked({ALL} | ({domain for _, domain in letters} if every_of_domain else set()), now)
    until = now + AHEAD
    found: dict[int, datetime.datetime] = {}
    for number, domain in letters:
        of_all = rows[ALL].next_at = max(rows[ALL].next_at, now)
        if of_all > until:
            break
        place = of_all
        if every_of_domain:
            row = rows[domain]
            place = max(of_all, row.next_at)
            if place > until:
                continue
            row.next_at = place + every_of_domain
        rows[ALL].next_at = of_all + every
        found[number] = place
    Pace.objects.bulk_update(rows.values(), ["next_at"])
    return found


def next_round(name: str, every: datetime.timedelta, now: datetime.datetime) -> bool:
    """Whether it is the caller's turn to do what is done once in a while: one of all processes gets
    a yes in each period."""
    mark = f"round: {name}"
    Pace.objects.get_or_create(domain=mark, defaults={"next_at": now})
    mine = Pace.objects.filter(domain=mark, next_at__lte=now).update(next_at=now + every)
    return bool(mine)


def forget(now: datetime.datetime) -> None:
    """Drop the rows of domains that nothing has gone to for an hour."""
    Pace.objects.filter(next_at__lt=now - datetime.timedelta(hours=1)).exclude(domain=ALL).delete()


def _interval(per_minute: int) -> datetime.timedelta:
    return _MINUTE / per_minute if per_minute else datetime.timedelta()


def _locked(domains: Iterable[str], now: datetime.datetime) -> dict[str, Pace]:
    """The rows of domains, in one order, so that two senders never wait on each other."""
    wanted = sorted(domains)
    known = set(Pace.objects.filter(domain__in=wanted).values_list("domain", flat=True))
    Pace.objects.bulk_create(
        [Pace(domain=domain, next_at=now) for domain in wanted if domain not in known],
        ignore_conflicts=True,
    )
    rows = Pace.objects.filter(domain__in=wanted).order_by("domain").select_for_update()
    return {row.domain: row for row in rows}
