"""Who reads after a change reads the change; what did not change stays as it was."""

import datetime
import threading
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.utils import timezone

from magazine import publishing
from newsletter import subscribing
from press import generation, moments, watching
from press.models import Generation, Turn
from press.watching import Watch
from tests import factories

pytestmark = pytest.mark.usefixtures("on_a_slow_machine")

HIT = "elucid; hit"
MISS = "elucid; fwd=miss; stored"


def test_a_published_change_is_read_after_the_next_look(reader, another):
    story = factories.live_article("Before")
    for each in [reader, another]:
        each.look()
        assert "Before" in each.get(story.get_absolute_url()).text
    story.title = "After"
    story.save()
    publishing.refresh(story)
    for each in [reader, another]:
        each.look()
        assert "After" in each.get(story.get_absolute_url()).text
    publishing.withdraw(story, by=factories.publisher())
    for each in [reader, another]:
        each.look()
        assert each.get(story.get_absolute_url()).status == 410


def test_a_page_that_did_not_change_keeps_its_etag_and_date(reader, another):
    story = factories.live_article(section=factories.section("Film"))
    reader.look()
    path = story.get_absolute_url()
    first = reader.get(path, accept_encoding="br")
    generation.turn()
    for each in [reader, another]:
        each.look()
        again = each.get(path, accept_encoding="br")
        assert (again["ETag"], again["Last-Modified"]) == (first["ETag"], first["Last-Modified"])
        assert each.get(path, accept_encoding="br", if_none_match=first["ETag"]).status == 304
    assert reader.entered == [path, path]  # it was printed anew, and came out the same


def test_a_page_that_changed_within_a_second_has_a_later_date(reader):
    dates = []
    for _ in range(3):
        factories.live_article()
        reader.look()
        dates.append(reader.get("/")["Last-Modified"])
    assert len(set(dates)) == 3
    assert reader.get("/", if_modified_since=dates[0]).status == 200
    assert reader.get("/", if_modified_since=dates[2]).status == 304


def test_a_scheduled_story_appears_at_its_moment_and_goes_at_its_end(reader, another, clock):
    story = factories.live_article(
        publish_at=clock.now + datetime.timedelta(hours=1),
        withdraw_at=clock.now + datetime.timedelta(hours=2),
    )
    path = story.get_absolute_url()
    number = generation.current()
    for each in [reader, another]:
        each.look()
        assert each.get(path).status == 404
        assert story.title not in each.get("/").text
    clock.goes(minutes=60)
    for each in [reader, another]:
        each.look()
        assert each.get(path).status == 200
        assert story.title in each.get("/").text
    clock.goes(minutes=59, seconds=59.999)
    reader.look()
    assert reader.get(path)["Cache-Status"] == HIT
    clock.goes(microseconds=1000)
    for each in [reader, another]:
        each.look()
        assert each.get(path).status == 410
        assert story.title not in each.get("/").text
    assert generation.current() == number


def test_a_run_on_the_rail_begins_and_ends_by_the_clock(db, clock):
    feature = factories.spotlight(
        publish_at=clock.now - datetime.timedelta(days=1),
        rail_from=clock.now + datetime.timedelta(minutes=2),
        rail_until=clock.now + datetime.timedelta(minutes=4),
    )
    assert moments.around(clock.now)[1] == feature.rail_from
    assert moments.around(feature.rail_from) == (feature.rail_from, feature.rail_until)


def test_a_draft_has_no_moments(db, clock):
    factories.article(publish_at=clock.now + datetime.timedelta(minutes=1))
    factories.spotlight(live=False, rail_from=clock.now + datetime.timedelta(minutes=1))
    before, after = moments.around(clock.now)
    assert after - clock.now > datetime.timedelta(hours=1)
    assert clock.now - before > datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "at", "last", "next_"),
    [
        ("UTC", "2026-07-01T12:00+00:00", "2026-07-01T00:00+00:00", "2026-07-02T00:00+00:00"),
        ("UTC", "2026-07-01T00:00+00:00", "2026-07-01T00:00+00:00", "2026-07-02T00:00+00:00"),
        # New York puts its clocks forward and back.
        (
            "America/New_York",
            "2026-03-08T12:00+00:00",
            "2026-03-08T05:00+00:00",
            "2026-03-09T04:00+00:00",
        ),
        (
            "America/New_York",
            "2026-11-01T12:00+00:00",
            "2026-11-01T04:00+00:00",
            "2026-11-02T05:00+00:00",
        ),
        # Beirut did so at midnight: that midnight was one o'clock.
        (
            "Asia/Beirut",
            "2022-03-27T12:00+00:00",
            "2022-03-26T22:00+00:00",
            "2022-03-27T21:00+00:00",
        ),
    ],
)
def test_midnight_is_where_the_newsroom_is(zone, at, last, next_):
    known = moments.midnights(lambda: ZoneInfo(zone))
    at = datetime.datetime.fromisoformat(at)
    assert known.last(at) == datetime.datetime.fromisoformat(last)
    assert known.next(at) == datetime.datetime.fromisoformat(next_)


def test_the_date_on_a_page_is_todays_and_so_is_the_stamp_of_its_form(
    reader, clock, monkeypatch, settings
):
    clock.now = datetime.datetime(2027, 3, 3, 23, 59, 59, tzinfo=ZoneInfo(settings.TIME_ZONE))
    monkeypatch.setattr("time.time", lambda: clock.now.timestamp())
    reader.look()
    assert "Wednesday, 3 March 2027" in reader.get("/").text
    clock.goes(seconds=1)
    reader.look()
    assert "Thursday, 4 March 2027" in reader.get("/").text
    stamp = reader.get("/newsletter/").text.partition('name="stamp"')[2].partition(">")[0]
    while clock.now.astimezone(datetime.UTC).day == 4:
        clock.goes(hours=1)
    reader.look()
    assert stamp not in reader.get("/newsletter/").text


def test_what_readers_cannot_see_turns_nothing(reader, client):
    edith = factories.publisher()
    path = factories.live_article().get_absolute_url()
    reader.look()
    reader.get(path)
    draft = factories.article()
    draft.title = "Another title"
    draft.save()
    publishing.submit(draft, by=edith)
    publishing.approve(draft, by=edith)
    publishing.send_back(draft, by=edith)
    subscribing.sign_up("rhea@reader.example", network="", place="/", wording="")
    client.force_login(edith)
    assert client.get("/admin/").status_code == 200
    reader.look()
    assert reader.get(path)["Cache-Status"] == HIT
    assert reader.entered == [path]


def test_a_change_that_is_taken_back_turns_nothing(reader):
    name = reader.press.watch.edition.name
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        generation.turn()
        raise ZeroDivisionError
    reader.look()
    assert reader.press.watch.edition.name == name
    assert Turn.objects.count() == 0


def test_a_process_killed_between_commit_and_counting_loses_no_change(reader):
    before = reader.press.watch.edition.name
    Turn.objects.create()  # what its transaction committed
    reader.look()
    assert reader.press.watch.edition.name != before
    assert Turn.objects.count() == 0
    after = reader.press.watch.edition.name
    reader.look()
    assert reader.press.watch.edition.name == after


def test_turns_that_come_together_are_each_counted_once_at_most(transactional_db):
    Generation.objects.create(pk=1)
    start = threading.Barrier(6)

    def publishes():
        start.wait()
        generation.turn()
        connection.close()

    threads = [threading.Thread(target=publishes) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= generation.counted() <= 6
    assert Turn.objects.count() == 0


def test_a_page_begun_before_a_change_is_not_taken_for_one_of_after_it(reader):
    """The change comes while the page is being printed from what was read before."""
    live_article = factories.live_article()
    path = live_article.get_absolute_url()
    reader.look()
    whole = reader.inner
    changed: list[bool] = []

    def slow(environ, start_response):
        response = whole(environ, start_response)
        if not changed:
            changed.append(True)
            live_article.title = "Afterwards"
            live_article.save()
            publishing.refresh(live_article)
            reader.look()
        return response

    reader.inner = slow
    assert "Afterwards" not in reader.get(path).text
    assert "Afterwards" in reader.get(path).text


def test_nobody_is_believed_for_long_without_a_look(reader, monkeypatch):
    import time

    reader.get("/")
    factories.live_article("Brand new")
    begun = time.monotonic()
    monkeypatch.setattr("time.monotonic", lambda: begun + watching.SURE_FOR + 1)
    assert "Brand new" in reader.get("/").text


def test_the_watching_thread_sees_a_turn_and_a_moment(transactional_db):
    watch, seen = Watch(), threading.Event()
    watch.changed.append(lambda name: seen.set())
    watch.start()
    assert seen.wait(5)
    seen.clear()
    generation.turn()
    assert seen.wait(5)
    name = watch.edition.name
    factories.live_article(publish_at=timezone.now() + datetime.timedelta(seconds=1))
    deadline = threading.Event()
    for _ in range(100):
        if watch.edition.name.split("-")[1] != name.split("-")[1]:
            break
        deadline.wait(0.1)
    assert watch.edition.name.split("-")[1] != name.split("-")[1]
    watch.stop()


def test_other_code_makes_other_editions(tmp_path):
    from press.watching import build

    (tmp_path / "templates").mkdir()
    page = tmp_path / "templates" / "page.html"
    page.write_text("one")
    first = build(tmp_path)
    assert build(tmp_path) == first
    page.write_text("another")
    assert build(tmp_path) != first
