import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsletter import importing, spreadsheets
from newsletter.models import MailingList, SubscriberImport


class Command(BaseCommand):
    help = (
        "Take subscribers in from a table (CSV) of people who agreed elsewhere. No mail goes to "
        "them. Safe to repeat: nobody is taken in twice, nobody comes back who has left or is "
        "suppressed. Stopped or killed, the same command goes on where it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--list", action="append", default=[], dest="lists", metavar="SLUG",
            help="a list to put them on; more than one may be named (default: those of the form)",
        )  # fmt: skip
        parser.add_argument(
            "--place", required=True, help="where they agreed: “the old site's form, 2019 to 2026”"
        )
        parser.add_argument("--wording", default="", help="the words that they agreed to")
        parser.add_argument(
            "--column", default="", help="the addresses' column: its heading, or its number from 1"
        )
        parser.add_argument("--report", type=Path, help="write refused rows and why to this file")
        parser.add_argument(
            "--dry-run", action="store_true", help="say how the file would be read, and stop"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        lists = self._lists(options["lists"])
        try:
            row = importing.unfinished(importing.digest_of(options["file"]))
            if row is not None and not options["dry_run"]:
                self.stdout.write(f"Going on after row {row.rows_done} of {row.rows_in_all}.")
            else:
                row = importing.bring(
                    _chunks(options["file"]),
                    name=options["file"].name,
                    lists=lists,
                    place=options["place"],
                    wording=options["wording"],
                    column=options["column"],
                )
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror or error}") from error
        except importing.Unreadable as error:
            raise CommandError(str(error)) from error
        for note in row.notes.splitlines():
            self.stdout.write(note)
        if options["dry_run"]:
            self.stdout.write(f"{row.rows_in_all} rows, in {row.encoding}. Nothing was taken in.")
            importing.discard(row)
            return
        SubscriberImport.objects.filter(pk=row.pk, state=SubscriberImport.State.LOOKED_OVER).update(
            state=SubscriberImport.State.WAITING
        )
        ended = importing.run(row.pk, progress=self._progress)
        if sys.stdout.isatty():
            self.stdout.write("\r\033[K", ending="")
        if not ended:
            raise CommandError(
                "Another worker is at this file. If it was killed, try again in a minute."
            )
        row.refresh_from_db()
        if options["report"]:
            with options["report"].open("w", encoding="utf-8", newline="") as file:
                file.writelines(spreadsheets.lines(importing.report(row)))
        if row.state == SubscriberImport.State.FAILED:
            raise CommandError(row.trouble)
        self.stdout.write(
            f"{row.added} new, {row.joined} more on these lists, {row.known} on them already, "
            f"{row.rejected} refused."
        )

    def _lists(self, slugs: list[str]) -> list[MailingList]:
        if not slugs:
            lists = list(MailingList.objects.filter(is_default=True))
            if not lists:
                raise CommandError("No list is joined by the sign-up form: name one with --list.")
            return lists
        found = {each.slug: each for each in MailingList.objects.filter(slug__in=slugs)}
        if missing := [slug for slug in slugs if slug not in found]:
            known = ", ".join(MailingList.objects.values_list("slug", flat=True))
            raise CommandError(f"There is no list {missing[0]!r}. There are: {known}.")
        return list(found.values())

    def _progress(self, done: int, of: int) -> None:
        if sys.stdout.isatty():
            self.stdout.write(f"\r\033[KRow {done} of {of}", ending="")
            self.stdout.flush()
        elif done == of or done % 10_000 == 0:
            self.stdout.write(f"Row {done} of {of}")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk
