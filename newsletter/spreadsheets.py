"""Tables of addresses as people save them: which encoding, which delimiter, in which column the
addresses stand, and their rows one by one, however long the file.

Nothing is believed of a file's name. What had to be guessed is said (`Layout.notes`), so that a
wrong guess is seen before anything is taken in.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from newsletter import addresses

DELIMITERS = ",;\t"
LOOKED_AT = 200  # rows in which the columns are looked for
HEADINGS = {
    "email", "e-mail", "mail", "email address", "e-mail address", "emailaddress", "email_address",
    "e-mail-adresse", "adresse e-mail", "courriel", "subscriber", "subscriber email",
}  # fmt: skip
# With which a cell would be a formula. Our own exports put an apostrophe before them, which is
# taken off when such a table comes back.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


class Unreadable(Exception):
    """Why a file is no table of addresses: a sentence to show."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is to be read. `column`: of the addresses, from 0."""

    encoding: str
    delimiter: str
    column: int
    has_heading: bool
    rows: int  # in all, the heading among them
    notes: tuple[str, ...]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (CWE-1236)."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def unguarded(cell: str) -> str:
    """What stood in a cell before it was guarded."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_SIGNS) else cell


def layout_of(path: Path, column: str = "") -> Layout:
    """Look a file over. `column` names the addresses' column by its heading, in any case, or by its
    number from 1; without it, it is found. Raises `Unreadable`."""
    encoding, notes = _encoding(path)
    with _open(path, encoding) as file:
        beginning = list(itertools.islice(file, LOOKED_AT))
    delimiter, said = _delimiter(beginning)
    rows = [row for row in _records(iter(beginning), delimiter) if row]
    first = [cell.strip() for cell in rows[said]] if len(rows) > said else []
    found = _named(column, first) if column.strip() else _found(rows[said:])
    if found is None:
        raise Unreadable(
            "No column with e-mail addresses was found. Is it a table with one address a row? "
            "Name the column by its heading, or by its number."
        )
    has_heading = not _is_address(first, found)
    if not column.strip():
        heading = f"“{first[found]}”" if has_heading and found < len(first) else f"{found + 1}"
        notes.append(f"The addresses were found in column {heading}.")
    if not has_heading:
        notes.append("The first row holds an address already: there are no headings.")
    with _open(path, encoding) as file:
        count = sum(1 for _ in _records(file, delimiter))
    return Layout(encoding, delimiter, found, has_heading, count, tuple(notes))


def rows_of(path: Path, encoding: str, delimiter: str) -> Generator[list[str] | None]:
    """The rows of a file, as it was found to be, from the first on; None for one that cannot be
    read. Rows are what a spreadsheet shows as rows: a quoted cell may hold line breaks."""
    with _open(path, encoding) as file:
        yield from _records(file, delimiter)


def headings(path: Path, layout: Layout) -> list[str]:
    """The headings, [] without."""
    if not layout.has_heading:
        return []
    for row in rows_of(path, layout.encoding, layout.delimiter):
        if row and not _says_delimiter(row):
            return row
    return []


def _open(path: Path, encoding: str) -> IO[str]:
    # What is not valid becomes a sign that no address may hold: that row is refused, not the file.
    return path.open(encoding=encoding, errors="replace", newline="")


def _records(lines: Iterator[str] | IO[str], delimiter: str) -> Iterator[list[str] | None]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell of more than 131,072 characters: its quotation mark never closes
            yield None


def _encoding(path: Path) -> tuple[str, list[str]]:
    with path.open("rb") as file:
        head = file.read(4096)
        if not head.strip():
            raise Unreadable("The file is empty.")
        if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            raise Unreadable(
                "This is a workbook, not a table in text. In the spreadsheet program, save it as "
                "CSV, and bring that file."
            )
        for mark, encoding in _BYTE_ORDER_MARKS:
            if head.startswith(mark):
                return encoding, []
        if head.count(0) > len(head) // 8:  # a single one is a bad cell
            raise Unreadable(
                "This is no text, or text in UTF-16 without its mark. Save it as CSV in UTF-8."
            )
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "latin-1", [
                "The file is not in UTF-8; it was read as Latin-1. Letters with accents may be "
                "wrong, addresses are not."
            ]
    return "utf-8", []


def _delimiter(lines: list[str]) -> tuple[str, int]:
    """The sign between cells, and how many rows at the beginning only say so ("sep=;", as some
    spreadsheet programs write)."""
    first = lines[0].strip().lower() if lines else ""
    if first.startswith("sep=") and len(first) == 5 and first[4] in DELIMITERS:
        return first[4], 1
    if lines and lines[0].strip("\r\n").lower() == "sep=\t":
        return "\t", 1

    def fits(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in _records(iter(lines), delimiter) if row]
        most = max(set(widths), key=widths.count, default=1)
        # As many rows as possible of one width, and that a wide one.
        return (widths.count(most) if most > 1 else 0, most)

    return max(DELIMITERS, key=fits), 0


def _says_delimiter(row: list[str]) -> bool:
    return row[0].strip().lower().startswith("sep=")


def _named(name: str, first: list[str]) -> int | None:
    wanted = name.strip().casefold()
    for number, heading in enumerate(first):
        if heading.casefold() == wanted:
            return number
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted) <= max(len(first), 1):
        return int(wanted) - 1
    raise Unreadable(
        f"There is no column “{name.strip()[:80]}”. The first row has: "
        + ", ".join(f"“{heading[:40]}”" for heading in first[:12])
        + ("…" if len(first) > 12 else ".")
    )


def _found(rows: list[list[str]]) -> int | None:
    first = [cell.strip().casefold() for cell in rows[0]] if rows else []
    for number, heading in enumerate(first):
        if heading in HEADINGS:
            return number
    width = max((len(row) for row in rows), default=0)
    count = {number: sum(_is_address(row, number) for row in rows) for number in range(width)}
    best = max(count, key=lambda number: (count[number], -number), default=None)
    return best if best is not None and count[best] else None


def _is_address(row: list[str], column: int) -> bool:
    if column >= len(row):
        return False
    try:
        addresses.parse(unguarded(row[column].strip()))
    except addresses.BadAddress:
        return False
    return True


def lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Rows as a table that every spreadsheet program opens rightly: in UTF-8 with its mark, every
    cell guarded."""
    yield "\ufeff"
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([guarded("" if cell is None else str(cell)) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
