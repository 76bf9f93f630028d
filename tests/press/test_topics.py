"""A change makes old what it can touch and nothing else, and leaves no old page standing."""

import datetime
import random

import pytest
from django.db import DatabaseError
from django.utils import timezone

from magazine import publishing, working_copy
from magazine.models import Article
from press import generation
from press.models import Touched
from press.past import Past
from tests import factories
from tests.press.reading import Reader

pytestmark = pytest.mark.usefixtures("on_a_slow_machine")


def card(story: Article) -> str:
    return f'<p>Before.</p><div data-card="story" data-story="{story.pk}"></div><p>After.</p>'


def update(story: Article, *, by, **fields) -> None:
    """What the Update button does."""
    content = working_copy.taken(Article.objects.get(pk=story.pk))
    content["fields"] |= fields
    publishing.update(story, content, by=by)


@pytest.fixture
def film(db):
    return factories.section("Film")


@pytest.fixture
def music(db):
    return factories.section("Music")


def test_a_story_of_another_section_leaves_a_storys_page_alone(reader, film, music):
    story = factories.live_article(section=film)
    reader.look()
    path = story.get_absolute_url()
    first = reader.get(path)
    reader.entered.clear()
    factories.live_article("Elsewhere", section=music)
    reader.look()
    again = reader.get(path)
    assert (again["Cache-Status"], again["ETag"]) == ("elucid; hit", first["ETag"])
    assert reader.entered == []
    # Nginx finds it under the new edition as well.
    edition = reader.press.watch.edition.name
    assert list((reader.press.shelf.folder / "pages" / edition).rglob("*.html"))


def test_lists_change_with_every_story(reader, film, music):
    factories.live_article(section=film)
    reader.look()
    reader.get(film.get_absolute_url())
    reader.get("/")
    factories.live_article("Elsewhere", section=music)
    reader.look()
    assert "Elsewhere" in reader.get("/").text
    assert reader.get(film.get_absolute_url())["Cache-Status"] == "elucid; fwd=miss; stored"


def test_a_story_of_the_section_stands_below_the_others(reader, film):
    story = factories.live_article(section=film)
    reader.look()
    reader.get(story.get_absolute_url())
    factories.live_article("Just out", section=film)
    reader.look()
    assert "Just out" in reader.get(story.get_absolute_url()).text


def test_a_story_that_moves_changes_the_pages_of_both_sections(reader, film, music, paula):
    stays, host = factories.live_article(section=film), factories.live_article(section=music)
    moves = factories.live_article("The mover", section=film)
    reader.look()
    for story in [stays, host, moves]:
        reader.get(story.get_absolute_url())
    update(moves, by=paula, section=music.pk)
    reader.look()
    assert "The mover" not in reader.get(stays.get_absolute_url()).text
    assert "The mover" in reader.get(host.get_absolute_url()).text
    assert "Music" in reader.get(moves.get_absolute_url()).text


def test_a_page_follows_the_stories_that_its_text_shows(reader, film, music, paula):
    shown = factories.live_article("Shown", section=music)
    host = factories.live_article(section=film, body=card(shown))
    reader.look()
    path = host.get_absolute_url()
    assert "Shown" in reader.get(path).text
    update(shown, by=paula, title="Renamed")
    reader.look()
    assert "Renamed" in reader.get(path).text
    publishing.withdraw(shown, by=paula)
    reader.look()
    assert "Renamed" not in reader.get(path).text
    publishing.publish(shown, by=paula)
    reader.look()
    assert "Renamed" in reader.get(path).text


def test_a_spotlight_feature_stands_at_the_foot_of_every_page(reader, film):
    story = factories.live_article(section=film)
    reader.look()
    reader.get(story.get_absolute_url())
    factories.spotlight("Low Water, reviewed")
    reader.look()
    assert "Low Water, reviewed" in reader.get(story.get_absolute_url()).text


def test_two_changes_between_two_looks_are_both_seen(reader, film, music, paula):
    stories = [factories.live_article(f"No. {n}", section=[film, music][n]) for n in range(2)]
    reader.look()
    for story in stories:
        reader.get(story.get_absolute_url())
    for story in stories:
        update(story, by=paula, title=f"{story.title} again")
    reader.look()
    for story in stories:
        assert f"{story.title} again" in reader.get(story.get_absolute_url()).text


def test_a_moment_that_passes_counts_whatever_else_was_changed(reader, film, music, paula, clock):
    story, other = (factories.live_article(section=each) for each in [film, music])
    factories.live_article(
        "At its hour", section=film, publish_at=clock.now + datetime.timedelta(hours=1)
    )
    reader.look()
    path = story.get_absolute_url()
    assert "At its hour" not in reader.get(path).text
    clock.goes(minutes=61)
    update(other, by=paula, title="Something else")
    reader.look()
    assert "At its hour" in reader.get(path).text


def test_what_is_remembered_no_more_counts_as_everything(reader, film, music, paula):
    story, other = (factories.live_article(section=each) for each in [film, music])
    reader.look()
    reader.get(story.get_absolute_url())
    update(story, by=paula, title="Changed")
    update(other, by=paula, title="Changed as well")
    Touched.objects.filter(number=generation.current() - 1).delete()
    reader.look()
    assert "Changed" in reader.get(story.get_absolute_url()).text


def test_a_database_that_fails_in_the_middle_of_a_look_hides_nothing(
    reader, film, paula, monkeypatch
):
    story = factories.live_article(section=film)
    reader.look()
    reader.get(story.get_absolute_url())
    update(story, by=paula, title="Changed")

    def fails(*args):
        raise DatabaseError("The connection was cut.")

    with monkeypatch.context() as patch:
        patch.setattr(generation, "touched", fails)
        with pytest.raises(DatabaseError):
            reader.look()
    reader.look()
    assert "Changed" in reader.get(story.get_absolute_url()).text


def test_a_copy_that_is_still_right_is_taken_from_another_process(reader, another, film, music):
    story = factories.live_article(section=film)
    for each in [reader, another]:
        each.look()
    reader.get(story.get_absolute_url())
    factories.live_article(section=music)
    another.look()
    assert another.get(story.get_absolute_url())["Cache-Status"] == "elucid; hit"
    assert another.entered == []


def test_the_log_of_changes_stays_short(db, monkeypatch):
    monkeypatch.setattr(generation, "REMEMBERED", 5)
    generation.counted()
    for _ in range(9):
        generation.turn("story:1")
        generation.counted()
    number = generation.current()
    assert sorted(Touched.objects.values_list("number", flat=True)) == [
        number - n for n in reversed(range(5))
    ]
    assert generation.touched(number - 5, number) == {"story:1"}
    assert generation.touched(number - 6, number) is None


def test_how_long_an_old_copy_may_be_shown_counts_from_the_change_that_made_it_old():
    past = Past()
    film, music = frozenset({"section:1"}), frozenset({"section:2"})
    past.goes_on("a", None, 0.0)
    past.goes_on("b", film, 10.0)
    past.goes_on("c", music, 20.0)
    assert past.holds("c", film)
    assert not past.holds("a", film)
    assert past.may_show("a", film, 9.0)
    assert not past.may_show("a", film, 15.0)  # although another change was seen since
    assert past.may_show("a", music, 15.0)
    assert not past.holds("a", None)
    assert not past.may_show("a", None, 15.0)
    assert not past.may_show("never seen", film, 0.0)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_editors_do_every_page_is_as_it_would_be_printed_now(
    reader, tmp_path, paula, seed
):
    draw = random.Random(seed)
    sections = [factories.section(name) for name in ["Film", "Music", "Fashion"]]
    stories = [
        factories.live_article(f"Story {n}", section=sections[n % 3], by=paula) for n in range(8)
    ]
    for host, shown in [(0, 1), (2, 0), (3, 7)]:
        update(stories[host], by=paula, body=card(stories[shown]))

    def rename(story):
        update(story, by=paula, title=f"{story.title[:40]}, {draw.randrange(1000)}")

    def move(story):
        update(story, by=paula, section=draw.choice(sections).pk)

    def link(story):
        update(story, by=paula, body=card(draw.choice(stories)))

    def withdraw(story):
        publishing.withdraw(story, by=paula)

    def new(story):
        stories.append(factories.live_article(f"New {len(stories)}", section=story.section))

    def later(story):
        moment = timezone.now() + datetime.timedelta(hours=1)
        update(story, by=paula, publish_at=moment.isoformat())

    def feature(story):
        factories.spotlight(f"Feature {draw.randrange(1000)}")

    reader.look()
    kept = 0
    for step in range(25):
        for story in stories:
            reader.get(story.get_absolute_url())
        story = Article.objects.get(pk=draw.choice(stories).pk)
        act = draw.choice([rename, rename, move, link, withdraw, new, later, feature])
        if story.state != Article.State.PUBLISHED:
            publishing.publish(story, by=paula, at=timezone.now())
        else:
            act(story)
        reader.look()
        fresh = Reader(tmp_path / f"fresh-{step}")
        fresh.look()
        for each in stories:
            path = Article.objects.get(pk=each.pk).get_absolute_url()
            got, wanted = reader.get(path), fresh.get(path)
            assert (got.status, got.text) == (wanted.status, wanted.text), (step, act.__name__)
            kept += got["Cache-Status"] == "elucid; hit"
    assert kept > 40
