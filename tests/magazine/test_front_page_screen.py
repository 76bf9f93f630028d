"""The front page's screen in the newsroom, by forms: what it works like without JavaScript, who may
open it, and what it does with nonsense."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from magazine import fronting, publishing
from magazine.models import FrontPage, Section, SiteIdentity
from magazine.slots import IN_SECTION, LATEST, LEAD, RAIL, RUNNING, SECONDS, STRIP, Slot
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)

VERSIONS = "/admin/magazine/frontpage/"
ADD = "/admin/magazine/frontpage/add/"
FILLING = "/admin/magazine/frontpage/filling/"
STORIES = "/admin/magazine/frontpage/stories/"
PREVIEW = "/admin/magazine/frontpage/preview/"


def screen(front):
    return reverse("admin:magazine_frontpage_change", args=[front.pk])


def look(front):
    return reverse("admin:magazine_frontpage_look", args=[front.pk])


def form(**changes):
    """What the screen sends: stories placed nowhere, the usual rules, no strip."""
    return {
        "slot": ["lead", "seconds", "rail"],
        "lead-fill": "latest",
        "lead-places": "1",
        "seconds-fill": "latest",
        "seconds-places": "3",
        "rail-fill": "running",
        "rail-places": "8",
        "note": "",
        **{name.replace("_", "-"): value for name, value in changes.items()},
    }


def of(front):
    return fronting.slots_of(FrontPage.objects.get(pk=front.pk), [])


def typed(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


@pytest.fixture
def front(paula, live_article):
    return fronting.prepare(
        [
            Slot(LEAD, (live_article.pk,), rule=LATEST),
            Slot(SECONDS, rule=LATEST, places=3),
            Slot(RAIL, rule=RUNNING, places=8),
        ],
        by=paula,
        note="For the fair",
    )


@pytest.fixture
def desk(client, paula):
    """Paula's browser."""
    client.force_login(paula)
    return client


def test_the_next_one_begins_as_a_copy_of_what_readers_see(desk, live_article):
    fields = re.findall(r'name="slot" value="([^"]+)"', desk.get(ADD).content.decode())
    assert fields == ["lead", "seconds", "rail", "strip-1"]
    answer = desk.post(
        ADD,
        form(lead_story=live_article.pk, note="For the fair")
        | {"slot": fields, "strip-1-fill": f"section-{live_article.section_id}"}
        | {"strip-1-places": "4", "_save": ""},
    )
    front = FrontPage.objects.get()
    assert answer["Location"] == screen(front)
    assert of(front) == [
        Slot(LEAD, (live_article.pk,), rule=LATEST),
        Slot(SECONDS, rule=LATEST, places=3),
        Slot(RAIL, rule=RUNNING, places=8),
        Slot(STRIP, rule=IN_SECTION, section=live_article.section_id, places=4),
    ]
    assert front.note == "For the fair"


def test_an_older_one_can_be_the_beginning(desk, front, live_article):
    html = desk.get(f"{ADD}?copy={front.pk}").content.decode()
    assert f'name="lead-story" value="{live_article.pk}"' in html
    for nonsense in ["x", "-1", "9" * 40, "404"]:
        assert desk.get(ADD, {"copy": nonsense}).status_code == 200


def test_publishing_saves_and_readers_see_it(desk, front, live_article):
    newer = factories.live_article()
    assert desk.get("/").context["lead"] == newer
    answer = desk.post(
        screen(front), form(seen=1, lead_story=live_article.pk) | {"_publish": ""}, follow=True
    )
    assert "Readers see this front page now." in answer.content.decode()
    assert desk.get("/").context["lead"] == live_article


def test_scheduling_asks_for_a_moment_to_come(desk, front, live_article):
    def with_moment(text):
        return form(seen=1, lead_story=live_article.pk) | {"live_at": text}

    assert (
        "Choose the day and the time"
        in desk.post(screen(front), with_moment("") | {"_schedule": ""}).content.decode()
    )
    for nonsense in ["soon", "2026-13-45T99:99", "0001-01-01T00:00", "9999-12-31T23:59", "\x00"]:
        answer = desk.post(screen(front), with_moment(nonsense) | {"_schedule": ""})
        assert "That is no day and time" in answer.content.decode()
    past, later = timezone.now() - HOUR, timezone.now() + HOUR
    answer = desk.post(screen(front), with_moment(typed(past)) | {"_schedule": ""})
    assert "That moment is past" in answer.content.decode()
    assert FrontPage.objects.get().live_from is None
    answer = desk.post(screen(front), with_moment(typed(later)) | {"_schedule": ""}, follow=True)
    assert "Readers see this front page from" in answer.content.decode()
    assert FrontPage.objects.get().live_from == later.replace(second=0, microsecond=0)
    answer = desk.post(screen(front), form(seen=1) | {"_call_off": ""}, follow=True)
    assert "called off" in answer.content.decode()
    assert FrontPage.objects.get().live_from is None


def test_what_is_refused_is_shown_again_as_it_was_arranged(desk, front, live_article):
    other = factories.live_article("Another one")
    before = of(front)
    html = desk.post(
        screen(front),
        form(seen=1, lead_story=other.pk, seconds_places="99", note="Mine") | {"_save": ""},
    ).content.decode()
    assert "the number of places is from 1 to 12" in html
    assert f'name="lead-story" value="{other.pk}"' in html
    assert 'name="note" value="Mine"' in html
    assert of(front) == before


def test_two_editors_do_not_overwrite_each_other_unasked(desk, front, edith, live_article):
    other = factories.live_article("Another one")
    fronting.save(front, of(front), by=edith, seen=1, note="Edith’s")
    sent = form(seen=1, lead_story=other.pk, note="Paula’s") | {"_save": ""}
    html = desk.post(screen(front), sent).content.decode()
    assert "Somebody else has saved this front page" in html
    assert FrontPage.objects.get().note == "Edith’s"
    assert f'name="lead-story" value="{other.pk}"' in html  # nothing that was arranged is lost
    [seen] = re.findall(r'name="seen" value="([0-9]+)"', html)
    desk.post(screen(front), sent | {"seen": seen})  # sent once more, it is meant
    assert FrontPage.objects.get().note == "Paula’s"


def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(desk, front):
    for seen in ["", "x", "0", "-1", "9" * 30]:
        html = desk.post(screen(front), form(note="x", seen=seen) | {"_save": ""})
        assert "Somebody else has saved" in html.content.decode()
    assert FrontPage.objects.get().note == "For the fair"


def test_what_somebody_else_has_discarded_can_be_saved_anew(desk, front, edith, live_article):
    fronting.discard(front, by=edith)
    sent = form(seen=1, lead_story=live_article.pk) | {"_save": ""}
    html = desk.post(screen(front), sent).content.decode()
    assert "Somebody has discarded this front page." in html
    assert f'name="lead-story" value="{live_article.pk}"' in html
    assert not FrontPage.objects.exists()
    [seen] = re.findall(r'name="seen" value="([0-9]+)"', html)
    desk.post(screen(front), sent | {"seen": seen})
    assert of(FrontPage.objects.get())[0] == Slot(LEAD, (live_article.pk,), rule=LATEST)


def test_discarding(desk, front):
    answer = desk.post(screen(front), form(seen=1) | {"_discard": ""}, follow=True)
    assert "The front page is discarded." in answer.content.decode()
    assert not FrontPage.objects.exists()


def test_what_readers_have_seen_has_no_form_and_takes_none(desk, front, paula, live_article):
    fronting.publish(front, by=paula)
    html = desk.get(screen(front)).content.decode()
    assert "What readers have seen stays as it was." in html
    assert 'name="_save"' not in html
    html = desk.post(screen(front), form(seen=1, note="x") | {"_save": ""}).content.decode()
    assert "Readers have seen this front page." in html
    assert FrontPage.objects.get().note == "For the fair"


class TestWithoutJavaScript:
    @pytest.fixture
    def three(self):
        return [factories.live_article(f"Story {name}") for name in "abc"]

    def arranged(self, desk, front, data):
        """The stories by hand in each slot, as the screen shows them after `data`; unsaved."""
        before = FrontPage.objects.get().slots
        html = desk.post(screen(front), form(seen=1) | data).content.decode()
        assert FrontPage.objects.get().slots == before
        found = re.findall(r'name="((?:lead|seconds|rail|strip-\d+)-story)" value="(\d+)"', html)
        return [(name, int(pk)) for name, pk in found]

    def test_a_story_moves_up_and_down_and_out(self, desk, front, three):
        a, b, c = (story.pk for story in three)
        placed = {"seconds-story": [a, b, c]}
        for asked, left in [
            (f"seconds:{b}:up", [b, a, c]),
            (f"seconds:{b}:down", [a, c, b]),
            (f"seconds:{b}:out", [a, c]),
            (f"seconds:{a}:up", [a, b, c]),
            (f"seconds:{c}:down", [a, b, c]),
            ("seconds:999:up", [a, b, c]),
            ("nowhere:1:up", [a, b, c]),
            ("\x00:::", [a, b, c]),
        ]:
            found = self.arranged(desk, front, placed | {"_do": asked})
            assert found == [("seconds-story", pk) for pk in left]

    def test_a_story_moves_to_another_slot_and_is_added_from_a_list(self, desk, front, three):
        a, b, c = (story.pk for story in three)
        found = self.arranged(
            desk,
            front,
            {"seconds-story": [a, b], f"seconds-to-{a}": "lead", "lead-add": c, "_do": ""},
        )
        assert found == [("lead-story", c), ("lead-story", a), ("seconds-story", b)]

    def test_strips_are_added_moved_and_taken_out(self, desk, front, live_article):
        section = live_article.section
        html = desk.post(
            screen(front), form(seen=1) | {"_do": "", "new-strip": f"section-{section.pk}"}
        ).content.decode()
        assert 'data-slot="strip-1"' in html
        strips = {
            "slot": ["lead", "seconds", "rail", "strip-1", "strip-2"],
            "strip-1-title": "First",
            "strip-2-title": "Second",
        }
        for asked, left in [
            ("strip-2::up", ["Second", "First"]),
            ("strip-1::down", ["Second", "First"]),
            ("strip-1::out", ["Second"]),
            ("strip-1::up", ["First", "Second"]),
            ("lead::out", ["First", "Second"]),
        ]:
            html = desk.post(screen(front), form(seen=1) | strips | {"_do": asked})
            titles = re.findall(r'-title" value="([^"]+)"', html.content.decode())
            assert titles == left


class TestPreview:
    def test_shows_a_version_as_readers_will_see_it_and_changes_nothing(
        self, desk, front, live_article
    ):
        newer = factories.live_article()
        answer = desk.get(look(front))
        assert answer.context["lead"] == live_article
        assert answer.templates[0].name == "magazine/front.html"
        assert "noindex" in answer.content.decode()
        assert desk.get("/").context["lead"] == newer

    def test_shows_what_is_arranged_and_not_saved(self, desk, front):
        other = factories.live_article()
        answer = desk.post(look(front), form(lead_story=other.pk))
        assert answer.context["lead"] == other
        assert desk.post(PREVIEW, form(lead_story=other.pk)).context["lead"] == other

    def test_of_a_moment_to_come(self, desk, front, paula, live_article):
        at = timezone.now() + 2 * HOUR
        scheduled = factories.live_article(publish_at=at - HOUR)
        fronting.save(
            front, [Slot(LEAD, (scheduled.pk, live_article.pk)), *of(front)[1:]], by=paula, seen=1
        )
        assert desk.get(look(front)).context["lead"] == live_article
        assert desk.get(look(front), {"at": typed(at)}).context["lead"] == scheduled
        # A version that is scheduled is shown as on the moment at which it goes live.
        fronting.schedule(front, by=paula, at=at)
        assert desk.get(look(front)).context["lead"] == scheduled
        # Without a version: what is current then.
        assert desk.get(PREVIEW).context["lead"] == live_article
        assert desk.get(PREVIEW, {"at": typed(at + HOUR)}).context["lead"] == scheduled

    @pytest.mark.parametrize("at", ["soon", "\x00", "0001-01-01T00:00", "x" * 10_000])
    def test_of_no_moment_is_of_now(self, desk, front, at, live_article):
        assert desk.get(look(front), {"at": at}).context["lead"] == live_article
        assert desk.post(look(front), form(at=at)).status_code == 200

    def test_costs_what_the_page_costs(self, desk, front, django_assert_max_num_queries):
        SiteIdentity.objects.create()
        with django_assert_max_num_queries(8 + 4):  # session, user, permissions twice
            desk.get(look(front))

    def test_of_a_version_that_is_not_there(self, desk):
        assert desk.get(f"{VERSIONS}404/preview/").status_code == 404
        assert desk.get(f"{VERSIONS}{10**30}/preview/").status_code == 404


class TestBesideTheScreen:
    def test_says_what_the_rules_bring_and_why_a_story_waits(self, desk, live_article):
        draft = factories.article("A draft")
        later = factories.live_article(
            "Later", publish_at=timezone.now().replace(microsecond=0) + HOUR
        )
        gone = factories.live_article("Gone")
        publishing.withdraw(gone, by=factories.publisher())
        placed = [draft.pk, later.pk, gone.pk]
        answer = desk.post(FILLING, form(lead_story=placed, lead_fill="latest")).json()
        notes = answer["lead"]["notes"]
        assert notes[str(draft.pk)] == "Draft"
        assert notes[str(gone.pk)] == "Withdrawn"
        assert notes[str(later.pk)].startswith("Goes live ")
        assert [story["id"] for story in answer["lead"]["by_rule"]] == [live_article.pk]

    def test_a_story_with_no_place_waits_and_one_that_stands_elsewhere_says_so(self, desk):
        one, two = factories.live_article(), factories.live_article()
        answer = desk.post(
            FILLING, form(lead_story=[one.pk, two.pk], seconds_story=[one.pk, two.pk])
        ).json()
        assert answer["lead"]["notes"] == {str(one.pk): "", str(two.pk): "Stands in Seconds"}
        assert answer["seconds"]["notes"] == {
            str(one.pk): "Stands in Lead",
            str(two.pk): "",
        }
        answer = desk.post(FILLING, form(lead_story=[one.pk, two.pk], seconds_fill="none")).json()
        assert answer["lead"]["notes"][str(two.pk)] == "Waits for a place"

    def test_stories_are_found_by_what_is_typed(self, desk):
        factories.live_article("Wool in winter")
        factories.article("Wool, being written")
        gone = factories.live_article("Wool that is gone")
        publishing.withdraw(gone, by=factories.publisher())
        film = factories.spotlight("A film of wool")
        factories.live_article("Silk")

        def titles(**query):
            return [story["title"] for story in desk.get(STORIES, query).json()["stories"]]

        assert titles(q="wool") == ["A film of wool", "Wool in winter", "Wool, being written"]
        assert titles(q="WOOL winter") == ["Wool in winter"]
        assert titles(q="wool", kind="rail") == [film.title]
        assert titles(q="zeppelin") == []
        assert titles(q="win\x00ter") == ["Wool in winter"]

    @pytest.mark.parametrize("words", ["\x00", "%", "_", "'\"--", "x" * 5000, "a " * 3000, "🧵"])
    def test_no_words_break_the_finder(self, desk, words):
        assert desk.get(STORIES, {"q": words}).status_code == 200


class TestWhoMay:
    @pytest.mark.parametrize("path", [VERSIONS, ADD, PREVIEW, FILLING, STORIES])
    def test_a_visitor_is_asked_to_sign_in(self, client, path):
        for answer in [client.get(path), client.post(path, form())]:
            assert answer.status_code == 302
            assert answer["Location"].startswith("/admin/login/")

    def test_a_writer_opens_nothing(self, client, wanda, front):
        client.force_login(wanda)
        for path in [VERSIONS, ADD, PREVIEW, FILLING, STORIES, screen(front), look(front)]:
            assert client.get(path).status_code == 403
            assert client.post(path, form(seen=1) | {"_publish": ""}).status_code == 403
        assert FrontPage.objects.current() is None

    def test_an_editor_saves_and_does_not_publish(self, client, edith, front, live_article):
        client.force_login(edith)
        html = client.get(screen(front)).content.decode()
        assert 'name="_save"' in html
        assert 'name="_publish"' not in html
        sent = form(seen=1, lead_story=live_article.pk, note="Edith’s")
        for button in ["_publish", "_schedule", "_call_off"]:
            later = typed(timezone.now() + HOUR)
            client.post(screen(front), sent | {button: "", "live_at": later})
        stored = FrontPage.objects.get()
        assert (stored.live_from, stored.version, stored.note) == (None, 1, "For the fair")
        client.post(screen(front), sent | {"_save": ""})
        assert FrontPage.objects.get().note == "Edith’s"

    def test_an_editor_looks_at_what_is_scheduled(self, client, edith, paula, front):
        fronting.schedule(front, by=paula, at=timezone.now() + HOUR)
        client.force_login(edith)
        html = client.get(screen(front)).content.decode()
        assert "You may look at this front page, and not change it." in html
        assert 'name="_save"' not in html
        client.post(screen(front), form(seen=1, note="x") | {"_save": ""})
        assert FrontPage.objects.get().note == "For the fair"

    def test_another_site_cannot_send_the_form(self, paula, front):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(paula)
        for path in [screen(front), ADD, FILLING, look(front)]:
            assert strict.post(path, form(seen=1) | {"_publish": ""}).status_code == 403


class TestNonsense:
    @pytest.mark.parametrize(
        "change",
        [
            {"slot": []},
            {"slot": ["lead"]},
            {"slot": ["lead", "lead", "seconds", "footer", "\x00", "strip-99999"]},
            {"lead-story": ["abc"]},
            {"lead-story": ["-1"]},
            {"lead-story": ["999999"]},
            {"lead-story": ["9" * 100]},
            {"lead-story": ["\x00"]},
            {"lead-story": ["１２"]},
            {"lead-fill": "running"},
            {"lead-fill": "section-"},
            {"lead-fill": "section-99999999999999999999"},
            {"lead-fill": "\x00"},
            {"lead-places": "2"},
            {"seconds-places": ""},
            {"seconds-places": "1e9"},
            {"seconds-places": "999999999999999999"},
            {"note": "x" * 5000},
            {"slot": ["lead", "seconds", "rail", *[f"strip-{n}" for n in range(1000)]]},
        ],
    )
    def test_is_refused_with_a_sentence_and_nothing_is_stored(self, desk, front, change):
        before = FrontPage.objects.values().get()
        answer = desk.post(screen(front), form(seen=1) | change | {"_save": ""})
        assert answer.status_code == 200
        assert 'class="errornote"' in answer.content.decode()
        assert FrontPage.objects.values().get() == before
        for path in [FILLING, look(front)]:
            assert desk.post(path, form() | change).status_code == 200

    def test_ten_thousand_stories_do_not_get_in(self, desk, front):
        sent = form(seen=1, lead_story=list(range(1, 10_001))) | {"_save": ""}
        assert desk.post(screen(front), sent).status_code == 400
        sent = form(seen=1, lead_story=list(range(1, 1000))) | {"_save": ""}
        assert "24 stories at most" in desk.post(screen(front), sent).content.decode()

    def test_markup_in_a_heading_is_text(self, desk, front, live_article):
        factories.live_article()
        bad = '"><script>alert(1)</script>'
        strip = {
            "slot": ["lead", "seconds", "rail", "strip-1"],
            "strip-1-title": bad,
            "strip-1-story": live_article.pk,
        }
        desk.post(screen(front), form(seen=1, note=bad) | strip | {"_publish": ""})
        assert FrontPage.objects.current() == front
        for path in ["/", screen(front), VERSIONS]:
            assert "<script>alert" not in desk.get(path).content.decode()


def test_the_versions_stand_in_order(desk, paula, live_article):
    now = timezone.now()

    def version(note, live_from):
        front = fronting.prepare(
            [Slot(LEAD, rule=LATEST), Slot(SECONDS), Slot(RAIL)], by=paula, note=note
        )
        FrontPage.objects.filter(pk=front.pk).update(live_from=live_from)

    assert "It fills itself" in desk.get(VERSIONS).content.decode()
    version("Past", now - 2 * HOUR)
    version("Current", now - HOUR)
    version("To come", now + HOUR)
    version("In the making", None)
    html = desk.get(VERSIONS).content.decode()
    names = re.findall(r'class="version__name"[^>]*>([^<]+)<', html)
    assert names == ["Current", "To come", "In the making", "Past"]


def test_the_screen_costs_the_same_with_many_stories(desk, front, django_assert_max_num_queries):
    section = Section.objects.get()
    for _ in range(24):
        factories.live_article(section=section)
    desk.get(screen(front))
    with django_assert_max_num_queries(20):
        desk.get(screen(front))
