"""Sound and files that stand in stories: taken in by content, kept unserved under the hash of their
bytes, handed out by `library.handing_out`."""

from __future__ import annotations

import hashlib
import os
import zipfile
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, models, transaction
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import slugify

from library.models import originals_storage

MAX_BYTES = 50 * 1024 * 1024
# What we take. Nothing that a browser would run or show in our name: no HTML, no SVG.
AUDIO = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "wav": "audio/wav"}
FILES = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "zip": "application/zip",
}
_HEAD = 4096  # bytes that are looked at
_MOST_IN_A_ZIP = 10_000


class AttachmentRefused(ValidationError):
    """Why a file was not taken in: a sentence to show."""


def attachment_name(attachment: Attachment, filename: str) -> str:
    """Where a file is kept: by content, never by the name that its sender gave it."""
    digest = attachment.sha256
    return f"files/{digest[:2]}/{digest}.{attachment.format}"


class Attachment(models.Model):
    """A file that a story plays or offers. Written by `add_attachment` alone but for its title."""

    title = models.CharField(max_length=160, help_text="What readers see, and save it as.")
    file = models.FileField(storage=originals_storage, upload_to=attachment_name, max_length=200)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    format = models.CharField(max_length=8, editable=False)
    size = models.PositiveBigIntegerField(editable=False, help_text="bytes")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL
    )

    class Meta:
        verbose_name = "file"
        ordering = ["-added_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_audio(self) -> bool:
        return self.format in AUDIO

    @property
    def content_type(self) -> str:
        return {**AUDIO, **FILES}[self.format]

    @property
    def facts(self) -> str:
        """Format and size, for people."""
        return f"{self.format.upper()}, {filesizeformat(self.size)}"

    @property
    def filename(self) -> str:
        return f"{slugify(self.title)[:80] or 'file'}.{self.format}"

    def get_absolute_url(self) -> str:
        return reverse("library:attachment", args=[self.sha256[:16], self.filename])


def add_attachment(file: Any, *, by: Any = None) -> tuple[Attachment, bool]:
    """Take a file in; returns it and whether it is new (the same bytes are one attachment).

    `file`: with `name`, `size`, `read()` and `seek()`, as Django uploads them. Raises
    `AttachmentRefused` with a sentence for people; then nothing is stored.
    """
    if file.size > MAX_BYTES:
        raise AttachmentRefused(
            f"This file is larger than {MAX_BYTES // 1024**2} MB.", code="too-large"
        )
    if not file.size:
        raise AttachmentRefused("This file is empty.")
    format = format_of(file)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    known = Attachment.objects.filter(sha256=digest).first()
    if known:
        return known, False
    attachment = Attachment(
        title=_title(file.name or ""), sha256=digest, format=format, size=file.size, added_by=by
    )
    attachment.file.name = attachment_name(attachment, "")
    storage = attachment.file.storage
    try:
        with transaction.atomic():
            # The row first: of two who bring the same file at once, one is told by the database.
            attachment.save()
            file.seek(0)
            if not storage.exists(attachment.file.name):
                storage.save(attachment.file.name, File(file))
    except IntegrityError:
        return Attachment.objects.get(sha256=digest), False
    return attachment, True


def format_of(file: BinaryIO) -> str:
    """The format of what a file holds, whatever it is called; raises `AttachmentRefused` for one
    that we do not take."""
    file.seek(0)
    head = file.read(_HEAD)
    for format, fits in [
        ("pdf", head.startswith(b"%PDF-")),
        ("mp3", head.startswith(b"ID3") or _is_mpeg_frame(head)),
        ("m4a", head[4:8] == b"ftyp" and head[8:12] in {b"M4A ", b"M4B ", b"mp42", b"isom"}),
        ("ogg", head.startswith(b"OggS") and (b"OpusHead" in head or b"\x01vorbis" in head)),
        ("wav", head.startswith(b"RIFF") and head[8:12] == b"WAVE"),
    ]:
        if fits:
            return format
    if head.startswith(b"PK\x03\x04"):
        return _format_of_zip(file)
    raise AttachmentRefused(
        "This is no file that we take. Sound: MP3, M4A, Ogg, WAV. Files: PDF, EPUB, ZIP, Word, "
        "Excel, PowerPoint."
    )


def _is_mpeg_frame(head: bytes) -> bool:
    """A frame of MPEG audio, layer III (ISO 11172-3, 2.4.1.3), with a possible rate."""
    return (
        len(head) > 4
        and head[0] == 0xFF
        and head[1] & 0xE6 == 0xE2
        and head[2] >> 4 not in {0, 15}
        and head[2] >> 2 & 3 != 3
    )


def _format_of_zip(file: BinaryIO) -> str:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if len(names) > _MOST_IN_A_ZIP:
                raise AttachmentRefused("This archive holds too many files.")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise AttachmentRefused("This document holds macros. Save it without, then add it.")
            if names[:1] == ["mimetype"] and archive.getinfo("mimetype").file_size < 64:
                kind = archive.read("mimetype").strip()
                return "epub" if kind == b"application/epub+zip" else "zip"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise AttachmentRefused("This archive is damaged.") from error
    if "[Content_Types].xml" in names:
        for folder, format in [("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")]:
            if any(name.startswith(folder) for name in names):
                return format
    return "zip"


def _title(name: str) -> str:
    """A title from a file's name: the last part, without its ending."""
    stem = os.path.splitext(name.replace("\\", "/").rsplit("/", 1)[-1])[0]
    words = "".join(letter if letter.isprintable() else " " for letter in stem)
    return " ".join(words.replace("_", " ").split())[:160] or "Untitled"
