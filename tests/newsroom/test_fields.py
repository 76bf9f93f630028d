"""Days and moments as the newsroom's forms take them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from newsroom.fields import MomentField


def test_a_moment_is_typed_by_the_clock_of_the_magazine():
    moment = MomentField().clean("2026-12-03T09:05")
    assert timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") == "2026-12-03 09:05"


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "9999-12-31T23:59", "1899-12-31T12:00"])
def test_a_year_that_nobody_plans_for_is_refused(typed):
    with pytest.raises(ValidationError, match="Choose a year between 1900 and 2200"):
        MomentField().clean(typed)


@pytest.mark.parametrize("typed", ["yesterday", "2026-13-01T00:00", "2026-01-01T25:00", "\x00"])
def test_what_is_no_moment_is_refused(typed):
    with pytest.raises(ValidationError):
        MomentField().clean(typed)


def test_a_minute_that_was_not_touched_is_no_change():
    stored = datetime.datetime(2026, 5, 1, 12, 30, 45, 99, tzinfo=datetime.UTC)
    shown = timezone.localtime(stored).strftime("%Y-%m-%dT%H:%M")
    field = MomentField(required=False)
    assert not field.has_changed(stored, shown)
    assert field.has_changed(stored, "")
    assert field.has_changed(None, shown)
