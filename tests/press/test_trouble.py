"""The database is away, or a page cannot be printed: the last good copy, and it says so."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse

from press.printing import OLD_IN_TROUBLE
from tests import factories
from tests.press.reading import Reader

HIT = "elucid; hit"
OLD = 'elucid; hit; ttl=-1; detail="database away"'


class Site:
    """A site whose pages, and whose database, can be made to fail."""

    def __init__(self, reader, monkeypatch):
        self.failing = None
        self.inner = reader.inner
        reader.inner = self
        from press import generation

        really = generation.counted

        def counted():
            if self.failing == "database":
                raise OperationalError("it is away")
            return really()

        monkeypatch.setattr(generation, "counted", counted)

    def __call__(self, environ, start_response):
        if self.failing == "status":
            answer = HttpResponse("Sorry", status=503)
            start_response("503 Service Unavailable", list(answer.items()))
            return answer
        if self.failing:
            raise OperationalError("it is away")
        return self.inner(environ, start_response)


@pytest.fixture
def site(reader, monkeypatch):
    return Site(reader, monkeypatch)


@pytest.fixture
def clock(monkeypatch):
    import time

    class Clock:
        ahead = 0.0

        def goes(self, seconds):
            self.ahead += seconds

    clock, really = Clock(), time.monotonic
    monkeypatch.setattr("time.monotonic", lambda: really() + clock.ahead)
    return clock


def test_without_a_database_the_last_copy_is_shown_for_a_day(reader, site, clock):
    good = reader.get("/", accept_encoding="br")
    site.failing = "database"
    clock.goes(5)
    old = reader.get("/", accept_encoding="br")
    assert (old.status, old["Cache-Status"], old.text) == (200, OLD, good.text)
    assert old["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert reader.get("/", accept_encoding="br", if_none_match=good["ETag"]).status == 304
    clock.goes(OLD_IN_TROUBLE - 60)
    assert reader.get("/").status == 200
    clock.goes(120)
    with pytest.raises(OperationalError):  # which Django answers with a 500
        reader.get("/")


def test_when_the_database_is_back_so_is_everything(reader, site, clock):
    reader.get("/")
    site.failing = "database"
    clock.goes(5)
    reader.get("/")
    site.failing = None
    clock.goes(5)
    assert reader.get("/")["Cache-Status"] == HIT


@pytest.mark.parametrize("failing", ["status", "error"])
def test_a_page_that_cannot_be_printed_anew_stays_as_it_was(reader, site, clock, failing):
    good = reader.get("/")
    factories.live_article()
    reader.look()
    site.failing = failing
    clock.goes(2)
    reader.look()
    old = reader.get("/")
    assert (old.status, old["Cache-Status"], old.text) == (200, OLD, good.text)
    site.failing = None
    assert reader.get("/")["Cache-Status"] == "elucid; fwd=miss; stored"


def test_an_error_is_not_kept_and_not_hidden_where_there_is_no_copy(reader, site):
    site.failing = "status"
    assert [reader.get("/").status for _ in range(2)] == [503, 503]
    site.failing = None
    assert reader.get("/").status == 200


def test_a_process_that_starts_without_a_database_shows_what_lies_on_disk(reader, site, clock):
    good = reader.get("/", accept_encoding="gzip")
    site.failing = "database"
    late = Reader(reader.press.shelf.folder, site=site)
    old = late.get("/", accept_encoding="gzip")
    assert (old.status, old["Cache-Status"], old.text) == (200, OLD, good.text)


def test_a_withdrawn_story_does_not_come_back_in_trouble(reader, another, site, clock):
    from magazine import publishing

    story = factories.live_article()
    path = story.get_absolute_url()
    for each in [reader, another]:
        each.look()
        assert each.get(path).status == 200
    publishing.withdraw(story, by=factories.publisher())
    reader.look()
    clock.goes(2)
    reader.look()
    assert reader.get(path).status == 410
    another.inner = site
    site.failing = "database"
    clock.goes(5)
    for each in [reader, another]:
        with pytest.raises(OperationalError):
            each.get(path)


def test_a_database_that_is_away_is_not_asked_by_every_request(reader, site, clock, monkeypatch):
    from press import generation

    reader.get("/")
    site.failing = "database"
    clock.goes(5)
    asked, refuses = [], generation.counted

    def counted():
        asked.append(True)
        return refuses()

    monkeypatch.setattr(generation, "counted", counted)
    for _ in range(50):
        assert reader.get("/")["Cache-Status"] == OLD
    assert len(asked) <= 3
