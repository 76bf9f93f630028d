"""Which stories stand in which slot of the front page at a moment."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from magazine import filling, publishing
from magazine.models import Section
from magazine.slots import (
    IN_SECTION,
    LATEST,
    LEAD,
    NOTHING,
    RAIL,
    RUNNING,
    SECONDS,
    STRIP,
    Slot,
    automatic,
    kept,
    read,
)
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def stories(count, **fields):
    """`count` live stories, the first one the newest."""
    now = timezone.now()
    return [
        factories.live_article(publish_at=now - place * HOUR, **fields)
        for place in range(1, count + 1)
    ]


def pks(*found):
    return tuple(story.pk for story in found)


def fill(*slots, at=None):
    return filling.fill(slots, at=at or timezone.now(), sections=list(Section.objects.all()))


def shown(*slots, at=None):
    """What each slot shows, as lists of ids."""
    return [list(pks(*filled.stories)) for filled in fill(*slots, at=at).slots]


def test_what_is_placed_by_hand_stands_before_what_the_rule_brings():
    one, two, three, four = stories(4)
    assert shown(Slot(LEAD, pks(four)), Slot(SECONDS, pks(three), rule=LATEST, places=3)) == [
        [four.pk],
        [three.pk, one.pk, two.pk],
    ]


def test_a_story_placed_by_hand_further_down_is_not_taken_by_a_rule_above():
    one, two, three = stories(3)
    assert shown(
        Slot(LEAD, rule=LATEST), Slot(SECONDS, rule=LATEST), Slot(STRIP, pks(one), title="Seen")
    ) == [[two.pk], [three.pk], [one.pk]]


def test_a_slot_that_may_repeat_neither_gives_way_nor_makes_others_give_way():
    one, two, three = stories(3)
    assert shown(
        Slot(LEAD, rule=LATEST),
        Slot(SECONDS, rule=LATEST, places=2),
        Slot(STRIP, pks(two), rule=LATEST, places=3, may_repeat=True, title="Again"),
    ) == [[one.pk], [two.pk, three.pk], [two.pk, one.pk, three.pk]]


def test_the_same_story_by_hand_in_two_slots_stands_in_the_first():
    one, two = stories(2)
    assert shown(Slot(LEAD, pks(two)), Slot(SECONDS, pks(two), rule=LATEST, places=2)) == [
        [two.pk],
        [one.pk],
    ]


@pytest.mark.parametrize("rule", [LATEST, IN_SECTION])
def test_a_withdrawn_story_leaves_its_place_to_the_next_by_rule(rule, paula, section):
    one, two, three = stories(3, section=section)
    slot = Slot(SECONDS, pks(two), rule=rule, section=section.pk, places=2)
    assert shown(slot) == [[two.pk, one.pk]]
    publishing.withdraw(two, by=paula)
    assert shown(slot) == [[one.pk, three.pk]]


def test_what_has_no_place_waits_for_one(paula):
    one, two, three = stories(3)
    slot = Slot(SECONDS, pks(three, two, one), places=2)
    assert shown(slot) == [[three.pk, two.pk]]
    publishing.withdraw(three, by=paula)
    assert shown(slot) == [[two.pk, one.pk]]


def test_a_story_that_waits_may_stand_elsewhere():
    one, two = stories(2)
    assert shown(Slot(LEAD, pks(two, one)), Slot(SECONDS, rule=LATEST)) == [[two.pk], [one.pk]]


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn", "expired", "deleted"])
def test_nothing_but_live_stories_is_shown(state, paula):
    now = timezone.now()
    if state == "draft":
        story = factories.article()
    elif state == "scheduled":
        story = factories.live_article(publish_at=now + HOUR)
    else:
        story = factories.live_article(publish_at=now - HOUR)
    placed = pks(story)
    if state == "withdrawn":
        publishing.withdraw(story, by=paula)
    elif state == "expired":
        type(story).objects.filter(pk=story.pk).update(withdraw_at=now - HOUR / 2)
    elif state == "deleted":
        story.delete()
    assert shown(Slot(LEAD, placed, rule=LATEST), at=now) == [[]]


def test_the_page_of_a_moment_to_come_shows_what_is_live_then():
    [one] = stories(1)
    now = timezone.now()
    later = factories.live_article(publish_at=now + HOUR)
    slots = Slot(LEAD, rule=LATEST), Slot(SECONDS, rule=LATEST)
    assert shown(*slots) == [[one.pk], []]
    assert shown(*slots, at=now + 2 * HOUR) == [[later.pk], [one.pk]]


def test_a_rule_takes_articles_and_the_hand_any_kind():
    now = timezone.now()
    [one] = stories(1)
    film = factories.spotlight(publish_at=now)
    assert shown(Slot(LEAD, rule=LATEST)) == [[one.pk]]
    assert shown(Slot(LEAD, pks(film), rule=LATEST)) == [[film.pk]]


def test_a_feature_that_leads_is_not_on_the_rail_as_well():
    leads, other = factories.spotlight(), factories.spotlight()
    assert shown(Slot(LEAD, pks(leads)), Slot(RAIL, rule=RUNNING, places=3)) == [
        [leads.pk],
        [other.pk],
    ]


def test_features_come_to_the_rail_and_go_by_their_dates():
    now = timezone.now()
    early = factories.spotlight(publish_at=now, rail_from=now, rail_until=now + 2 * HOUR)
    late = factories.spotlight(publish_at=now, rail_from=now + HOUR)
    factories.spotlight(publish_at=now, rail_from=None)
    rail = Slot(RAIL, rule=RUNNING, places=8)
    assert shown(rail, at=now) == [[early.pk]]
    assert shown(rail, at=now + HOUR) == [[late.pk, early.pk]]
    assert shown(rail, at=now + 2 * HOUR) == [[late.pk]]


def test_the_dates_hold_on_a_rail_filled_by_hand_too():
    now = timezone.now()
    dated = factories.spotlight(publish_at=now, rail_from=now, rail_until=now + HOUR)
    undated = factories.spotlight(publish_at=now, rail_from=None)
    rail = Slot(RAIL, pks(dated, undated), rule=RUNNING, places=8)
    assert shown(rail, at=now) == [[dated.pk, undated.pk]]
    assert shown(rail, at=now + HOUR) == [[undated.pk]]


def test_an_article_does_not_get_onto_the_rail():
    [one] = stories(1)
    assert shown(Slot(RAIL, pks(one), rule=RUNNING, places=8)) == [[]]


def test_the_rail_holds_features_with_their_subjects_for_no_further_query(
    django_assert_num_queries,
):
    for number in range(3):
        factories.spotlight(subject_name=f"Film {number}")
    sections = list(Section.objects.all())
    slots = [Slot(RAIL, rule=RUNNING, places=8)]
    with django_assert_num_queries(2):
        page = filling.fill(slots, at=timezone.now(), sections=sections)
        rail: list[Any] = page.rail
        seen = [
            (film.subject_name, film.get_subject_kind_display(), film.lead_picture, film.section)
            for film in rail
        ]
    assert seen == [(f"Film {number}", "Film", None, sections[0]) for number in (2, 1, 0)]


def test_when_the_lead_is_empty_the_first_of_the_seconds_moves_up():
    one, two = stories(2)
    page = fill(Slot(LEAD), Slot(SECONDS, rule=LATEST, places=3))
    assert page.lead == one
    assert page.seconds == [two]


def test_a_strip_is_headed_by_its_title_or_its_section(section):
    one, two, three = stories(3, section=section)
    gone = factories.section("Gone")
    slots = [
        Slot(STRIP, rule=IN_SECTION, section=section.pk),
        Slot(STRIP, pks(two), title="For the sea"),
        Slot(STRIP, pks(three), rule=IN_SECTION, section=gone.pk),
        Slot(STRIP, rule=NOTHING, title="Nothing here"),
    ]
    gone.delete()
    assert fill(*slots).strips == [
        filling.Strip(section, "Fashion", [one]),
        filling.Strip(None, "For the sea", [two]),
        filling.Strip(None, "Fashion", [three]),
    ]


def test_however_much_is_taken_elsewhere_every_place_is_filled():
    """The bounds of the query suffice when all slots draw from the same section."""
    section = factories.section("Fashion")
    made = [story.pk for story in stories(40, section=section)]
    slots = [
        Slot(LEAD, rule=IN_SECTION, section=section.pk),
        Slot(SECONDS, tuple(made[:3]), rule=LATEST, places=6),
        Slot(STRIP, tuple(made[5:8]), rule=IN_SECTION, section=section.pk, places=8),
        Slot(STRIP, rule=LATEST, title="More", places=12),
        Slot(STRIP, rule=IN_SECTION, section=section.pk, places=12),
    ]
    page = shown(*slots)
    assert [len(found) for found in page] == [1, 6, 8, 12, 12]
    assert sorted(pk for found in page for pk in found) == sorted(made[:39])


def test_slots_are_kept_and_read_as_they_were(section):
    slots = [*automatic([section]), Slot(STRIP, (3, 1), title="A", may_repeat=True)]
    assert read(kept(slots)) == slots
