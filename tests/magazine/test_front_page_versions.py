"""Versions of the front page: prepared, scheduled, published, and who may."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from magazine import fronting
from magazine.models import FrontPage, Section
from magazine.publishing import Refused
from magazine.slots import (
    IN_SECTION,
    LATEST,
    LEAD,
    MOST_STORIES,
    MOST_STRIPS,
    NOTHING,
    RAIL,
    RUNNING,
    SECONDS,
    STRIP,
    Slot,
    automatic,
)
from press import generation
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def slots_with(lead=(), *, seconds=None, rail=None, strips=()):
    return [
        Slot(LEAD, tuple(lead), rule=LATEST),
        seconds or Slot(SECONDS, rule=LATEST, places=3),
        rail or Slot(RAIL, rule=RUNNING, places=8),
        *strips,
    ]


@pytest.fixture
def front(paula, live_article):
    """A version that is prepared."""
    return fronting.prepare(slots_with([live_article.pk]), by=paula, note="For the fair")


def actions(front):
    return list(front.events.order_by("at", "id").values_list("action", "by__username"))


def test_the_current_one_is_the_one_that_went_live_last(paula, live_article):
    now = timezone.now()
    first, second, third, _prepared = (
        fronting.prepare(slots_with(), by=paula, note=str(number)) for number in range(4)
    )
    for front, moment in [(first, now - 2 * HOUR), (second, now - HOUR), (third, now + HOUR)]:
        FrontPage.objects.filter(pk=front.pk).update(live_from=moment)
    find = FrontPage.objects
    assert find.current(now - 3 * HOUR) is None
    assert find.current(now - 90 * HOUR / 60) == first
    assert find.current(now) == second
    assert find.current(now + HOUR) == third
    assert list(find.past(now)) == [first]
    assert list(find.to_come(now)) == [third]


def test_readers_see_a_prepared_version_only_once_it_is_published(
    front, client, paula, live_article
):
    newer = factories.live_article()
    assert client.get("/").context["lead"] == newer
    fronting.publish(front, by=paula)
    assert client.get("/").context["lead"] == live_article
    assert actions(front) == [("prepared", "paula"), ("published", "paula")]


def test_publishing_turns_the_generation_after_commit(
    front, paula, django_capture_on_commit_callbacks
):
    before = generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        fronting.publish(front, by=paula)
    assert generation.current() == before + 1
    with django_capture_on_commit_callbacks(execute=True):
        fronting.publish(front, by=paula)  # doing it twice changes nothing
    assert generation.current() == before + 1
    assert actions(front) == [("prepared", "paula"), ("published", "paula")]


def test_saving_what_is_prepared_turns_nothing(front, paula, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        fronting.save(front, slots_with(), by=paula, seen=1)
    assert callbacks == []


def test_scheduling_and_calling_off(front, paula, django_capture_on_commit_callbacks):
    at = timezone.now() + HOUR
    with django_capture_on_commit_callbacks() as callbacks:
        fronting.schedule(front, by=paula, at=at)
    assert len(callbacks) == 1
    assert FrontPage.objects.current() is None
    assert FrontPage.objects.current(at) == front
    fronting.call_off(front, by=paula)
    fronting.call_off(front, by=paula)
    assert FrontPage.objects.current(at) is None
    assert [action for action, _ in actions(front)] == ["prepared", "scheduled", "called off"]


def test_a_scheduled_version_moves_to_another_moment_and_can_go_out_at_once(front, paula):
    at = timezone.now() + HOUR
    fronting.schedule(front, by=paula, at=at)
    fronting.schedule(front, by=paula, at=at + HOUR)
    assert FrontPage.objects.get().live_from == at + HOUR
    fronting.publish(front, by=paula)
    assert FrontPage.objects.current() == front


def test_what_readers_have_seen_is_not_changed_any_more(front, paula):
    fronting.publish(front, by=paula)
    later = timezone.now() + HOUR
    verbs: list[tuple[Any, dict[str, Any]]] = [
        (fronting.save, {"slots": slots_with(), "seen": 1}),
        (fronting.schedule, {"at": later}),
        (fronting.call_off, {}),
        (fronting.discard, {}),
    ]
    for verb, more in verbs:
        with pytest.raises(Refused, match="Readers have seen this front page"):
            verb(front, by=paula, **more)
    newer = fronting.prepare(slots_with(), by=paula)
    fronting.publish(newer, by=paula)
    with pytest.raises(Refused, match="Readers have seen this front page"):
        fronting.publish(front, by=paula)


def test_the_moment_must_be_to_come_and_its_own(front, paula, live_article):
    with pytest.raises(Refused, match="That moment is past"):
        fronting.schedule(front, by=paula, at=timezone.now() - HOUR)
    at = timezone.now() + HOUR
    fronting.schedule(front, by=paula, at=at)
    other = fronting.prepare(slots_with(), by=paula)
    with pytest.raises(Refused, match="Another front page goes live at that moment"):
        fronting.schedule(other, by=paula, at=at)
    assert FrontPage.objects.get(pk=other.pk).live_from is None


def test_a_front_page_without_a_story_on_top_does_not_go_out(paula):
    later = factories.live_article(publish_at=timezone.now() + 2 * HOUR)
    headless = [Slot(LEAD, (later.pk,)), Slot(SECONDS, rule=NOTHING), Slot(RAIL, rule=NOTHING)]
    front = fronting.prepare(headless, by=paula)
    with pytest.raises(Refused, match="No story would stand on top"):
        fronting.publish(front, by=paula)
    with pytest.raises(Refused, match="No story would stand on top"):
        fronting.schedule(front, by=paula, at=timezone.now() + HOUR)
    fronting.schedule(front, by=paula, at=timezone.now() + 3 * HOUR)


def test_two_editors_who_save_at_once_notice(front, edith, paula, live_article):
    mine, theirs = FrontPage.objects.get(), FrontPage.objects.get()
    fronting.save(theirs, slots_with(), by=paula, seen=theirs.version, note="Theirs")
    with pytest.raises(fronting.Overtaken, match="Somebody else has saved"):
        fronting.save(mine, slots_with([live_article.pk]), by=edith, seen=mine.version)
    stored = FrontPage.objects.get()
    assert (stored.note, stored.version, stored.updated_by) == ("Theirs", 2, paula)


def test_saving_without_a_change_leaves_the_version_be(front, edith, live_article):
    fronting.save(front, slots_with([live_article.pk]), by=edith, seen=1, note="For the fair")
    assert FrontPage.objects.get().version == 1


def test_a_discarded_version_is_gone_and_a_scheduled_one_is_called_off_first(front, paula):
    fronting.schedule(front, by=paula, at=timezone.now() + HOUR)
    with pytest.raises(Refused, match="Call it off first"):
        fronting.discard(front, by=paula)
    fronting.call_off(front, by=paula)
    fronting.discard(front, by=paula)
    assert not FrontPage.objects.exists()
    with pytest.raises(Refused, match="discarded this front page in the meantime"):
        fronting.publish(FrontPage(pk=front.pk, slots=front.slots), by=paula)


class TestWhoMay:
    def test_a_writer_nothing(self, front, wanda):
        verbs: list[tuple[Any, dict[str, Any]]] = [
            (fronting.save, {"slots": slots_with(), "seen": 1}),
            (fronting.publish, {}),
            (fronting.schedule, {"at": timezone.now() + HOUR}),
            (fronting.call_off, {}),
            (fronting.discard, {}),
        ]
        for verb, more in verbs:
            with pytest.raises(Refused):
                verb(front, by=wanda, **more)
        with pytest.raises(Refused, match="for editors"):
            fronting.prepare(slots_with(), by=wanda)
        assert actions(front) == [("prepared", "paula")]

    def test_an_editor_prepares_and_does_not_publish(self, front, edith):
        fronting.save(front, slots_with(), by=edith, seen=1)
        verbs: list[tuple[Any, dict[str, Any]]] = [
            (fronting.publish, {}),
            (fronting.schedule, {"at": timezone.now() + HOUR}),
            (fronting.call_off, {}),
        ]
        for verb, more in verbs:
            with pytest.raises(Refused, match="for publishers"):
                verb(front, by=edith, **more)
        assert FrontPage.objects.get().live_from is None

    def test_what_is_scheduled_is_changed_by_publishers_alone(self, front, edith, paula):
        fronting.schedule(front, by=paula, at=timezone.now() + HOUR)
        with pytest.raises(Refused, match="only a publisher changes it now"):
            fronting.save(front, slots_with(), by=edith, seen=1)
        fronting.save(front, slots_with(), by=paula, seen=1)
        assert FrontPage.objects.get().version == 2


class TestWhatIsNoFrontPage:
    @pytest.fixture
    def refused(self, paula):
        def ask(slots, sentence):
            with pytest.raises(Refused, match=sentence):
                fronting.prepare(slots, by=paula)
            assert not FrontPage.objects.exists()

        return ask

    @pytest.mark.parametrize("pk", [0, -1, 999_999, 2**63, 10**40])
    def test_an_id_that_is_no_story(self, refused, pk):
        refused(slots_with([pk]), "no story of this magazine")

    def test_ten_thousand_stories(self, refused):
        refused(slots_with(range(1, 10_001)), f"{MOST_STORIES} stories at most")

    def test_ten_thousand_strips(self, refused):
        strips = [Slot(STRIP, title="x")] * 10_000
        refused(slots_with(strips=strips), f"{MOST_STRIPS} strips at most")

    def test_a_story_in_two_slots(self, refused, live_article):
        again = Slot(STRIP, (live_article.pk,), title="Again")
        refused(slots_with([live_article.pk], strips=[again]), "stands twice: Lead and Again")

    def test_an_article_on_the_rail(self, refused, live_article):
        refused(slots_with(rail=Slot(RAIL, (live_article.pk,))), "is no spotlight feature")

    @pytest.mark.parametrize("places", [0, -1, 13, 10**30])
    def test_a_number_of_places_that_no_page_has(self, refused, places):
        refused(slots_with(seconds=Slot(SECONDS, places=places)), "from 1 to 12")

    def test_more_than_one_lead(self, refused):
        refused([*slots_with(), Slot(LEAD)], "one slot “Lead”; here are 2")
        refused(slots_with()[1:], "one slot “Lead”; here are 0")
        refused([Slot(LEAD, places=2), *slots_with()[1:]], "from 1 to 1")

    def test_a_rule_or_a_slot_that_is_not_there(self, refused):
        refused(slots_with(seconds=Slot(SECONDS, rule="random")), "no such rule")
        refused(slots_with(seconds=Slot(SECONDS, rule=RUNNING)), "no such rule")
        refused([*slots_with(), Slot("footer")], "no such slot")

    @pytest.mark.parametrize("section", [None, 0, 404, 2**70])
    def test_a_section_that_is_not_there(self, refused, section):
        strip = Slot(STRIP, rule=IN_SECTION, section=section)
        refused(slots_with(strips=[strip]), "a section that is not there")

    def test_a_strip_without_a_name(self, refused):
        for title in ["", "  ", "\x00"]:
            refused(slots_with(strips=[Slot(STRIP, title=title)]), "A strip needs a heading")
        refused(slots_with(strips=[Slot(STRIP, title="x" * 81)]), "80 characters at most")

    def test_a_note_that_is_a_story(self, paula):
        with pytest.raises(Refused, match="200 characters at most"):
            fronting.prepare(slots_with(), by=paula, note="x" * 201)


def test_what_is_untidy_is_kept_tidily(paula, live_article):
    strip = Slot(STRIP, (live_article.pk,) * 9, title=" By\x00\nthe  sea ", section=3)
    front = fronting.prepare([strip, *slots_with()], by=paula, note=" a\x00 b ")
    stored = fronting.slots_of(FrontPage.objects.get(pk=front.pk), [])
    assert stored[-1] == Slot(STRIP, (live_article.pk,), title="By the sea")
    assert front.note == "a b"


def test_without_a_version_the_slots_are_the_automatic_ones(section):
    sections = list(Section.objects.all())
    assert fronting.slots_of(None, sections) == automatic(sections)
