from django.db import models


class Generation(models.Model):
    """One row: see `press.generation`."""

    number = models.PositiveBigIntegerField(default=0)
    turned_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(name="one_generation", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.number)


class Turn(models.Model):
    """Something that readers can see was changed in the transaction that wrote this row, and the
    generation does not count it yet: see `press.generation`."""

    at = models.DateTimeField(auto_now_add=True)
    topics = models.TextField(blank=True)  # names with blanks between; empty: everything

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class Touched(models.Model):
    """What a generation changed against the one before."""

    number = models.PositiveBigIntegerField(primary_key=True)
    topics = models.TextField(blank=True)  # as a turn's

    def __str__(self) -> str:
        return f"{self.number}: {self.topics or 'everything'}"
