"""Changes to a live story that wait for their moment: read from then on, written once, by whichever
process looks first."""

import datetime
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from magazine import publishing, revising, working_copy
from magazine.models import Article, Revision
from press import watching
from tests import factories

pytestmark = pytest.mark.usefixtures("on_a_slow_machine")


@pytest.fixture
def changed_later(clock):
    """`changed_later(story, words, **ahead)`: changes to a live story that wait."""

    def made(story, words, **ahead):
        content = working_copy.taken(story)
        content["fields"]["body"] = f"<p>{words}</p>"
        base = revising.newest(story).number
        kept = revising.keep(story, content, by=factories.publisher(), base=base)
        at = clock.now + datetime.timedelta(**ahead)
        publishing.update_later(story, kept.revision, by=factories.publisher(), at=at)
        return kept.revision

    return made


def test_changes_that_were_scheduled_are_read_from_their_moment_on(
    reader, another, clock, changed_later
):
    story = factories.live_article(body="<p>The old cloth.</p>")
    changed_later(story, "The new cloth.", hours=1)
    path = story.get_absolute_url()
    for each in [reader, another]:
        each.look()
        assert "The old cloth." in each.get(path).text
    clock.goes(minutes=59, seconds=59.999)
    reader.look()
    assert "The old cloth." in reader.get(path).text
    clock.goes(microseconds=1000)
    for each in [reader, another]:
        each.look()
        assert "The new cloth." in each.get(path).text
    assert revising.draft_beside(story) is None
    assert [event.action for event in story.events.all()] == ["updated", "changes set", "published"]


def test_what_was_written_on_top_meanwhile_stays_a_draft(reader, clock, changed_later, edith):
    story = factories.live_article()
    due = changed_later(story, "Due.", minutes=1)
    content = due.content | {"fields": due.content["fields"] | {"title": "Not due"}}
    draft = revising.keep(story, content, by=edith, base=due.number).revision
    clock.goes(minutes=1)
    reader.look()
    assert "Due." in reader.get(story.get_absolute_url()).text
    assert revising.draft_beside(story) == draft
    due.refresh_from_db()
    assert (due.kind, due.on_row, due.due_at) == ("published", True, None)


@pytest.mark.parametrize(
    "stop",
    [
        lambda story, by: publishing.call_off_changes(story, by=by),
        lambda story, by: publishing.discard_changes(story, by=by),
        lambda story, by: publishing.update(story, working_copy.taken(story), by=by),
        lambda story, by: publishing.withdraw(story, by=by),
    ],
)
def test_changes_that_were_stopped_do_not_go_out(reader, clock, changed_later, stop):
    story = factories.live_article(body="<p>Stays.</p>")
    changed_later(story, "Never.", minutes=1)
    stop(story, factories.publisher())
    clock.goes(minutes=2)
    reader.look()
    story.refresh_from_db()
    assert story.body == "<p>Stays.</p>"
    assert Revision.objects.filter(due_at__isnull=False).count() == 0
    assert "Never." in str([row.content for row in story.revisions.all()])


def test_changes_that_cannot_go_out_any_more_do_not_stop_the_press(reader, clock, changed_later):
    story, other = factories.live_article(body="<p>Stays.</p>"), factories.live_article()
    due = changed_later(story, "Never.", minutes=1)
    due.content["fields"]["slug"] = other.slug
    due.save()
    clock.goes(minutes=2)
    reader.look()
    assert "Stays." in reader.get(story.get_absolute_url()).text
    assert story.events.first().action == "changes kept"
    assert revising.draft_beside(story) == due


def test_twenty_processes_show_due_changes_once(transactional_db, clock, changed_later):
    story = factories.live_article()
    changed_later(story, "Once.", minutes=1)
    clock.goes(minutes=1)
    gate = threading.Barrier(20)

    def show(number):
        try:
            gate.wait(30)
            return publishing.show_due(clock.now)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert sorted(pool.map(show, range(20)))[-2:] == [0, 1]
    assert story.events.filter(action="updated").count() == 1


def test_the_watching_thread_shows_changes_within_half_a_second(transactional_db):
    story, by = factories.live_article(), factories.publisher()
    content = working_copy.taken(story)
    content["fields"]["body"] = "<p>Now.</p>"
    kept = revising.keep(story, content, by=by, base=1)
    at = timezone.now() + datetime.timedelta(seconds=1.2)
    publishing.update_later(story, kept.revision, by=by, at=at)
    watch = watching.Watch()
    watch.start()
    try:
        until = time.monotonic() + 10
        while Article.objects.get().body != "<p>Now.</p>":
            assert time.monotonic() < until
            time.sleep(0.01)
        late = (timezone.now() - at).total_seconds()
    finally:
        watch.stop()
    assert 0 <= late < 1
