"""An import of subscribers as rows: what is to be read, how far it has come, which rows of the file
were refused. `newsletter.importing` is the only writer."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SubscriberImport(models.Model):
    """A file of addresses being taken in, now or later. The row remembers how far it came: whoever
    goes on after a kill begins with the next row of the file."""

    class State(models.TextChoices):
        LOOKED_OVER = "looked_over", "Not begun"  # waits for a person to say that it is right
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Being read"  # by a worker, until its lease ends
        DONE = "done", "Done"
        FAILED = "failed", "Cannot be read"

    state = models.CharField(max_length=12, choices=State, default=State.LOOKED_OVER)
    name = models.CharField("file", max_length=200)  # as whoever brought it called it
    # Its copy below `settings.VAR / "imports"`, deleted once it has been read.
    stored = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)  # SHA-256 of its bytes

    # How it is to be read (`newsletter.spreadsheets`), found when it was brought.
    encoding = models.CharField(max_length=12)
    delimiter = models.CharField(max_length=1)
    column = models.PositiveSmallIntegerField()  # of the addresses, from 0
    has_heading = models.BooleanField()
    notes = models.TextField(blank=True)  # what was guessed: said before and after

    lists = models.ManyToManyField("newsletter.MailingList", related_name="+")
    place = models.CharField("where they said yes", max_length=300)
    wording = models.TextField("the words that they agreed to", blank=True)

    rows_done = models.PositiveIntegerField(default=0)
    rows_in_all = models.PositiveIntegerField(default=0)
    # What became of them; together as many as `rows_done`.
    added = models.PositiveIntegerField(default=0)  # new subscribers
    joined = models.PositiveIntegerField(default=0)  # subscribers already, new on a list
    known = models.PositiveIntegerField(default=0)  # on these lists already
    rejected = models.PositiveIntegerField(default=0)
    empty = models.PositiveIntegerField(default=0)  # rows without any cell

    trouble = models.CharField(max_length=300, blank=True)
    lease = models.UUIDField(null=True)  # whose it is
    leased_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = "import"

    def __str__(self) -> str:
        return self.name


class ImportRejection(models.Model):
    """A row of a file that was not taken in, and why. The address is not kept: the file's owner
    finds it by the number, and who is erased here leaves no trace in old reports."""

    of = models.ForeignKey(SubscriberImport, on_delete=models.CASCADE, related_name="rejections")
    row = models.PositiveIntegerField()  # as a spreadsheet counts: the heading is row 1
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["row"]
        constraints = [
            models.UniqueConstraint(fields=["of", "row"], name="import_rejection_once"),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.reason}"
