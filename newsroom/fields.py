"""Fields that the newsroom's forms share: days and moments by the browser's own inputs."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

EARLIEST, LATEST = 1900, 2200


def _plausible(day: datetime.date) -> None:
    if not EARLIEST <= day.year <= LATEST:
        raise ValidationError(f"Choose a year between {EARLIEST} and {LATEST}.")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and a time, in the magazine's time zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment to the minute. Years that no magazine plans for are refused, because the database's
    own time zone arithmetic overflows at both ends of the calendar."""

    widget = MomentInput

    def clean(self, value: Any) -> datetime.datetime | None:
        try:
            moment = super().clean(value)
        except OverflowError:
            raise ValidationError(f"Choose a year between {EARLIEST} and {LATEST}.") from None
        if moment is not None:
            _plausible(moment)
        return moment

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A minute that was not touched is no change, whatever seconds are stored with it."""
        if isinstance(initial, datetime.datetime):
            initial = initial.replace(second=0, microsecond=0)
        return super().has_changed(initial, data)


# For `formfield_overrides` of a ModelAdmin.
DAY: dict[str, Any] = {"widget": DayInput}
PLAIN_URL: dict[str, Any] = {"widget": forms.URLInput}
MOMENT: dict[str, Any] = {"form_class": MomentField, "widget": MomentInput}
