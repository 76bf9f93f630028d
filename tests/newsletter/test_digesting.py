"""Letters that write themselves: when, of what, and once."""

import datetime
import threading
import zoneinfo

import pytest
from django.db import connection, connections
from django.utils import timezone

from newsletter import digesting, sending
from newsletter.models import Campaign, Digest
from tests import factories
from tests.newsletter.campaigns import mailing_list, reader

NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(settings):
    settings.TIME_ZONE = "America/New_York"


def digest(**fields):
    fields = {"list": mailing_list(), "every": "week", "weekday": 4, "least": 1, **fields}
    sections = fields.pop("sections", ())
    made = Digest.objects.create(**fields)
    made.sections.set(sections)
    return made


def local(year, month, day, hour=0, minute=0):
    return datetime.datetime(year, month, day, hour, minute, tzinfo=NEW_YORK)


def unsaved(**fields):
    return Digest(**{"time": datetime.time(8, 0), **fields})


# --- when -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "now", "before", "after"),
    [
        ({"every": "day"}, (2026, 7, 8, 7, 59), (2026, 7, 7, 8), (2026, 7, 8, 8)),
        ({"every": "day"}, (2026, 7, 8, 8, 0), (2026, 7, 8, 8), (2026, 7, 9, 8)),
        # 10 July 2026 is a Friday.
        ({"every": "week", "weekday": 4}, (2026, 7, 10, 7), (2026, 7, 3, 8), (2026, 7, 10, 8)),
        ({"every": "week", "weekday": 4}, (2026, 7, 10, 9), (2026, 7, 10, 8), (2026, 7, 17, 8)),
        ({"every": "week", "weekday": 6}, (2026, 7, 10, 9), (2026, 7, 5, 8), (2026, 7, 12, 8)),
        ({"every": "month", "day": 1}, (2026, 3, 1, 7), (2026, 2, 1, 8), (2026, 3, 1, 8)),
        ({"every": "month", "day": 28}, (2026, 3, 1, 9), (2026, 2, 28, 8), (2026, 3, 28, 8)),
        ({"every": "month", "day": 1}, (2026, 1, 1, 8), (2026, 1, 1, 8), (2026, 2, 1, 8)),
        # A year that turns.
        ({"every": "month", "day": 15}, (2027, 1, 2, 8), (2026, 12, 15, 8), (2027, 1, 15, 8)),
    ],
)
def test_a_plan_has_a_last_and_a_next_moment(fields, now, before, after):
    made = unsaved(**fields)
    assert digesting.moment_before(made, local(*now)) == local(*before)
    assert digesting.moment_after(made, local(*now)) == local(*after)


def test_eight_in_the_morning_stays_eight_when_clocks_change():
    made = unsaved(every="day")
    # Clocks went forward on 8 March 2026 and back on 1 November.
    for day, utc in [((2026, 3, 7), 13), ((2026, 3, 8), 12), ((2026, 11, 1), 13)]:
        moment = digesting.moment_before(made, local(*day, 20))
        assert moment == datetime.datetime(*day, utc, tzinfo=datetime.UTC)


def test_a_time_that_the_clock_skips_or_tells_twice_comes_once():
    made = unsaved(every="day", time=datetime.time(2, 30))
    skipped = digesting.moment_before(made, local(2026, 3, 8, 12))
    assert skipped == datetime.datetime(2026, 3, 8, 7, 30, tzinfo=datetime.UTC)  # 3:30 there
    made.time = datetime.time(1, 30)
    twice = {
        digesting.moment_before(
            made, datetime.datetime(2026, 11, 1, 5, 30, tzinfo=datetime.UTC) + step * HOUR / 2
        )
        for step in range(8)
    }
    assert twice == {datetime.datetime(2026, 11, 1, 5, 30, tzinfo=datetime.UTC)}


def test_over_two_years_every_day_has_one_moment():
    made = unsaved(every="day", time=datetime.time(2, 30))
    now = local(2026, 1, 1, 0)
    seen = {digesting.moment_before(made, now + step * HOUR) for step in range(1, 24 * 730)}
    assert len(seen) == 731


# --- of what --------------------------------------------------------------------------------------


@pytest.fixture
def friday(db):
    """A digest of Fridays at eight, begun on the Friday before; answers the moment to come."""
    made = digest()
    digesting.begin(made, now=local(2026, 7, 3, 9))
    return made


FRIDAY = local(2026, 7, 10, 8)


def live(title, at, **fields):
    return factories.live_article(title, publish_at=at, **fields)


def titles(campaign):
    return [row.article.title for row in campaign.stories.select_related("article")]


def test_a_digest_holds_what_has_gone_live_since_the_last_the_newest_first(friday):
    live("Older", local(2026, 7, 2, 9))
    live("First", local(2026, 7, 3, 9))
    live("Second", local(2026, 7, 9, 9))
    live("After it", local(2026, 7, 10, 9))
    factories.article("A draft")
    assert digesting.write_due(FRIDAY + HOUR / 60) == 1
    made = Campaign.objects.get()
    assert titles(made) == ["Second", "First"]
    assert (made.subject, made.preview_line, made.state) == ("Second", "First", "draft")
    assert list(made.lists.all()) == [friday.list]
    assert made.digest == friday
    assert made.created_by is None


def test_each_moment_has_one_digest(friday):
    live("First", local(2026, 7, 9, 9))
    assert [digesting.write_due(FRIDAY + step * HOUR) for step in range(4)] == [1, 0, 0, 0]
    live("Later", local(2026, 7, 11, 9))
    assert digesting.write_due(FRIDAY + 7 * DAY) == 1
    assert titles(Campaign.objects.order_by("-pk")[0]) == ["Later"]


def test_stories_that_are_too_few_wait_for_the_next(friday):
    Digest.objects.update(least=2)
    live("First", local(2026, 7, 9, 9))
    assert digesting.write_due(FRIDAY) == 0
    assert digesting.write_due(FRIDAY + HOUR) == 0
    live("Second", local(2026, 7, 16, 9))
    assert digesting.write_due(FRIDAY + 7 * DAY) == 1
    assert titles(Campaign.objects.get()) == ["Second", "First"]


def test_a_digest_holds_no_more_than_it_may(friday):
    Digest.objects.update(most=2)
    for day in (4, 5, 6):
        live(f"Of day {day}", local(2026, 7, day, 9))
    digesting.write_due(FRIDAY)
    assert titles(Campaign.objects.get()) == ["Of day 6", "Of day 5"]


def test_a_digest_keeps_to_its_sections_also_further_ones(friday):
    fashion, ideas = factories.section("Fashion"), factories.section("Ideas")
    friday.sections.set([ideas])
    live("Fashion alone", local(2026, 7, 9, 9), section=fashion)
    live("Ideas", local(2026, 7, 9, 10), section=ideas)
    both = live("Both", local(2026, 7, 9, 11), section=fashion)
    both.further_sections.add(ideas)
    digesting.write_due(FRIDAY)
    assert titles(Campaign.objects.get()) == ["Both", "Ideas"]


def test_a_story_that_was_committed_after_its_moment_is_told_by_the_next_and_only_once(friday):
    live("First", local(2026, 7, 9, 9))
    assert digesting.write_due(FRIDAY) == 1
    live("On the stroke", FRIDAY - datetime.timedelta(milliseconds=20))
    assert digesting.write_due(FRIDAY + 7 * DAY) == 1
    assert titles(Campaign.objects.order_by("-pk")[0]) == ["On the stroke"]
    assert digesting.write_due(FRIDAY + 14 * DAY) == 0


def test_several_moments_that_were_missed_are_one_letter(friday):
    live("First", local(2026, 7, 9, 9))
    live("Second", local(2026, 7, 16, 9))
    assert digesting.write_due(FRIDAY + 15 * DAY) == 1
    assert titles(Campaign.objects.get()) == ["Second", "First"]


def test_a_digest_that_is_off_writes_nothing(friday):
    live("First", local(2026, 7, 9, 9))
    Digest.objects.update(is_on=False)
    assert digesting.write_due(FRIDAY) == 0


def test_a_digest_that_nobody_has_begun_waits_for_its_next_moment(db):
    digest()
    live("First", local(2026, 7, 8, 9))
    assert digesting.write_due(local(2026, 7, 9, 12)) == 0
    assert digesting.write_due(FRIDAY) == 1


def test_planned_anew_it_does_not_write_for_a_day_that_has_passed(friday):
    live("First", local(2026, 7, 7, 9))
    friday.weekday = 0
    friday.save()
    digesting.begin(friday, now=local(2026, 7, 8, 12))
    assert digesting.write_due(local(2026, 7, 8, 12)) == 0
    assert digesting.write_due(local(2026, 7, 13, 8)) == 1
    assert titles(Campaign.objects.get()) == ["First"]


# --- by itself ------------------------------------------------------------------------------------


@pytest.fixture
def by_itself(friday):
    friday.then = Digest.Then.SEND
    friday.save()
    return friday


@pytest.mark.django_db
def test_sent_by_itself_it_is_on_its_way_with_an_address_of_its_own(by_itself):
    reader(by_itself.list)
    live("First", local(2026, 7, 9, 9))
    assert digesting.write_due(FRIDAY + HOUR) == 1
    made = Campaign.objects.get()
    assert made.state == Campaign.State.SCHEDULED
    assert made.slug
    (begun,) = sending.begin_due(timezone.now())
    assert begun.deliveries.count() == 1


@pytest.mark.django_db
def test_what_holds_a_letter_back_leaves_it_a_draft(by_itself):
    live("First", local(2026, 7, 9, 9))  # and nobody on the list
    assert digesting.write_due(FRIDAY) == 1
    assert Campaign.objects.get().state == Campaign.State.DRAFT


@pytest.mark.django_db
def test_hours_late_it_waits_for_a_person(by_itself):
    reader(by_itself.list)
    live("First", local(2026, 7, 9, 9))
    assert digesting.write_due(FRIDAY + 3 * HOUR) == 1
    assert Campaign.objects.get().state == Campaign.State.DRAFT


@pytest.mark.django_db
def test_one_that_fails_stops_no_other_and_is_tried_again(friday, monkeypatch):
    other = digest(list=mailing_list("Another"))
    digesting.begin(other, now=local(2026, 7, 3, 9))
    live("First", local(2026, 7, 9, 9))
    write = digesting.write

    def broken(one, *args, **kwargs):
        if one.pk == friday.pk:
            raise RuntimeError("a fault")
        return write(one, *args, **kwargs)

    monkeypatch.setattr(digesting, "write", broken)
    assert digesting.write_due(FRIDAY) == 1
    monkeypatch.setattr(digesting, "write", write)
    assert digesting.write_due(FRIDAY) == 1
    assert {row.digest_id for row in Campaign.objects.all()} == {friday.pk, other.pk}


@pytest.mark.django_db(transaction=True)
def test_four_at_once_write_one(empty_search_index):
    made = digest()
    digesting.begin(made, now=local(2026, 7, 3, 9))
    live("First", local(2026, 7, 9, 9))
    gate = threading.Barrier(4)
    written = []

    def work():
        try:
            gate.wait(timeout=20)
            written.append(digesting.write_due(FRIDAY))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(written) == [0, 0, 0, 1]
    assert Campaign.objects.count() == 1
    assert connection.is_usable()
