"""Versions of a story: what is kept, what takes whose place, and that nobody's words go missing."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from library.uploading import add_picture
from magazine import publishing, revising, working_copy
from magazine.models import Article, Credit, Revision
from spotlight.models import Accolade, SpotlightFeature, SubjectFact
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(request):
    """`typed(words)`: the story's working copy with other words in it."""

    def made(words, story=None):
        content = working_copy.taken(story or request.getfixturevalue("article"))
        content["fields"]["body"] = f"<p>{words}</p>"
        return content

    return made


def lines(story):
    """The story's versions, oldest first: (number, kind, who, words)."""
    return [
        (row.number, row.kind, row.by and row.by.username, row.content["fields"]["body"][3:-4])
        for row in Revision.objects.filter(article=story).order_by("number")
    ]


def keep(story, content, by, base=0, kind="autosave", **more):
    return revising.keep(story, content, by=by, base=base, kind=kind, **more)


def backdate(revision, **ago):
    moment = timezone.now() - datetime.timedelta(**ago)
    Revision.objects.filter(pk=revision.pk).update(at=moment, began_at=moment)


# --- the working copy -----------------------------------------------------------------------------


def test_a_working_copy_holds_everything_that_may_be_edited(paula):
    picture = add_picture(factories.picture_file(), by=paula)[0]
    feature = factories.spotlight(
        live=False,
        tags=["linen", "a, comma"],
        credits=[("words", factories.contributor())],
        lead_picture=picture,
        publish_at=datetime.datetime(2027, 1, 2, 3, 4, 5, tzinfo=datetime.UTC),
    )
    feature.further_sections.add(factories.section("Film"))
    feature.facts.create(label="Year", value="1971")
    feature.accolades.create(award="Best Short", year=1972)
    Credit.objects.create(article=feature, role="hair", other_name="Somebody", position=1)
    kept = working_copy.taken(feature)
    assert kept == working_copy.taken(Article.objects.get(pk=feature.pk))
    empty = factories.spotlight(live=False)
    working_copy.write(empty, kept | {"fields": kept["fields"] | {"slug": "another"}})
    after = SpotlightFeature.objects.get(pk=empty.pk)
    assert working_copy.taken(after)["fields"] | {"slug": feature.slug} == kept["fields"]
    assert working_copy.taken(after)["rows"] == kept["rows"]
    rows: list[tuple[Any, str]] = [
        (Credit, "article"),
        (SubjectFact, "feature"),
        (Accolade, "feature"),
    ]
    for model, name in rows:
        made = model.objects.filter(**{name: empty.pk})
        assert [row.position for row in made] == list(range(len(made)))
        assert made


def test_what_a_working_copy_names_and_is_gone_is_left_out(paula):
    picture = add_picture(factories.picture_file(), by=paula)[0]
    ines, film = factories.contributor(), factories.section("Film")
    story = factories.article(
        section=film, sharing_picture=picture, credits=[("words", ines)], tags=["linen"]
    )
    Credit.objects.create(article=story, role="hair", other_name="Somebody", position=1)
    story.further_sections.add(film)
    kept = working_copy.taken(story)
    story.credits.all().delete()
    story.section = factories.section("Fashion")
    story.save()
    for gone in (picture, ines, film):
        gone.delete()
    working_copy.write(story, kept)
    story.refresh_from_db()
    assert (story.section.title, story.sharing_picture) == ("Fashion", None)
    assert [(row.role, row.other_name) for row in story.credits.all()] == [("hair", "Somebody")]
    assert story.further_sections.count() == 0


# --- what takes whose place -----------------------------------------------------------------------


def test_before_the_first_version_the_row_becomes_one(article, typed, wanda, edith):
    Article.objects.filter(pk=article.pk).update(created_by=edith)
    before = article.body[3:-4]
    kept = keep(article, typed("New"), wanda)
    assert kept.overtaken_by is None
    assert lines(article) == [(1, "saved", "edith", before), (2, "autosave", "wanda", "New")]


def test_a_sitting_is_one_row_whose_number_counts_up(article, typed, wanda):
    base = 0
    for words in ["O", "On", "One"]:
        base = keep(article, typed(words), wanda, base).revision.number
    assert base == 4
    assert [line[0] for line in lines(article)[1:]] == [4]
    assert lines(article)[-1] == (4, "autosave", "wanda", "One")


def test_after_ten_minutes_another_sitting_begins(article, typed, wanda):
    first = keep(article, typed("One"), wanda).revision
    backdate(first, minutes=11)
    keep(article, typed("Two"), wanda, first.number)
    assert [line[3] for line in lines(article)[1:]] == ["One", "Two"]


def test_a_save_takes_the_place_of_the_typing_that_it_ends(article, typed, wanda):
    first = keep(article, typed("One"), wanda).revision
    keep(article, typed("One, done"), wanda, first.number, "saved", note="Finished")
    assert lines(article)[1:] == [(3, "saved", "wanda", "One, done")]
    assert revising.newest(article).note == "Finished"
    keep(article, typed("Two"), wanda, 3)
    assert [line[3] for line in lines(article)[1:]] == ["One, done", "Two"]


def test_the_typing_of_another_is_never_written_over(article, typed, wanda, edith):
    first = keep(article, typed("Wanda's"), wanda).revision
    keep(article, typed("Edith's"), edith, first.number)
    assert [line[2:] for line in lines(article)[1:]] == [
        ("wanda", "Wanda's"),
        ("edith", "Edith's"),
    ]


def test_the_same_words_again_are_no_new_version(article, typed, wanda, edith):
    first = keep(article, typed("One"), wanda).revision
    assert keep(article, typed("One"), edith, 0).revision == first
    assert keep(article, typed("One"), wanda, first.number, "saved").revision.number == first.number
    assert lines(article)[1:] == [(2, "saved", "wanda", "One")]


# --- two at once ----------------------------------------------------------------------------------


def test_words_on_top_of_an_older_version_lie_aside(article, typed, wanda, edith):
    keep(article, typed("Edith's"), edith, 0, "saved")
    mine, theirs = keep(article, typed("Wanda's"), wanda, 1)
    assert (mine.aside, mine.base, theirs.number) == (True, 1, 2)
    assert revising.newest(article) == theirs
    assert revising.lies_aside(article, wanda) == mine
    assert revising.lies_aside(article, edith) is None


def test_typing_that_lies_aside_goes_on_in_its_own_row(article, typed, wanda, edith):
    keep(article, typed("Edith's"), edith, 0, "saved")
    first = keep(article, typed("W"), wanda, 1, window="one").revision
    second = keep(article, typed("Wa"), wanda, 1, window="one").revision
    assert (second.pk, second.number, second.aside) == (first.pk, 4, True)
    other_window = keep(article, typed("Other"), wanda, 1, window="two").revision
    assert other_window.pk != first.pk
    forged = keep(article, typed("Forged"), edith, 1, window="one").revision
    assert forged.pk != first.pk


def test_a_window_that_never_heard_the_answer_goes_on(article, typed, wanda, edith):
    keep(article, typed("O"), wanda, 1, window="one")
    kept = keep(article, typed("One"), wanda, 1, window="one")
    assert kept.overtaken_by is None
    assert keep(article, typed("One, saved"), wanda, 1, "saved", window="one").overtaken_by is None
    assert lines(article)[1:] == [(4, "saved", "wanda", "One, saved")]
    assert keep(article, typed("Forged"), edith, 1, window="one").overtaken_by is not None
    assert keep(article, typed("No name"), wanda, 1).overtaken_by is not None


def test_two_windows_of_one_person_are_two(article, typed, wanda):
    opened = keep(article, typed("Opened"), wanda).revision.number
    one = keep(article, typed("One"), wanda, opened)
    other = keep(article, typed("Other"), wanda, opened)
    assert one.overtaken_by is None
    assert other.overtaken_by == one.revision
    assert {"One", "Other"} <= {line[3] for line in lines(article)}


def test_bringing_together_settles_it(article, typed, wanda, edith):
    keep(article, typed("Edith's"), edith, 0, "saved")
    mine, theirs = keep(article, typed("Wanda's"), wanda, 1)
    kept = revising.bring_together(
        article, typed("Both"), mine=mine, theirs=theirs.number, by=wanda
    )
    assert kept.overtaken_by is None
    assert (kept.revision.kind, kept.revision.base) == ("merged", theirs.number)
    assert revising.newest(article) == kept.revision
    assert revising.lies_aside(article, wanda) is None
    assert {"Edith's", "Wanda's", "Both"} <= {line[3] for line in lines(article)}


def test_bringing_together_with_what_is_old_by_now_stores_nothing(article, typed, wanda, edith):
    keep(article, typed("Edith's"), edith, 0, "saved")
    mine, theirs = keep(article, typed("Wanda's"), wanda, 1)
    keep(article, typed("Edith's second"), edith, theirs.number, "saved")
    before = lines(article)
    kept = revising.bring_together(
        article, typed("Both"), mine=mine, theirs=theirs.number, by=wanda
    )
    assert kept.overtaken_by.content["fields"]["body"] == "<p>Edith's second</p>"
    assert lines(article) == before


# --- a draft beside what readers see --------------------------------------------------------------


def test_a_draft_beside_a_live_story_touches_no_row(live_article, typed, edith):
    before = Article.objects.values().get()
    keep(live_article, typed("Draft", live_article), edith, 1, "saved")
    assert Article.objects.values().get() == before
    assert revising.draft_beside(live_article).content["fields"]["body"] == "<p>Draft</p>"


def test_updating_shows_it_to_readers_and_keeps_what_they_saw(live_article, typed, edith, client):
    before = live_article.body[3:-4]
    content = typed("Better", live_article)
    content["fields"]["tags"] = ["linen"]
    content["rows"]["credits"] = [{"role": "words", "contributor": None, "other_name": "Ana"}]
    revising.keep(live_article, content, by=edith, base=1)
    publishing.update(live_article, content, by=edith)
    page = client.get(live_article.get_absolute_url()).content.decode()
    assert [word in page for word in ["Better", "linen", "Ana"]] == [True] * 3
    assert revising.draft_beside(live_article) is None
    assert [line[1:] for line in lines(live_article)] == [
        ("published", "paula", before),
        ("published", "edith", "Better"),
    ]


def test_discarding_leaves_readers_and_history_as_they_are(live_article, typed, edith):
    before = Article.objects.values().get()
    keep(live_article, typed("Draft", live_article), edith, 1, "saved")
    publishing.discard_changes(live_article, by=edith)
    assert Article.objects.values().get() == before
    assert revising.draft_beside(live_article) is None
    kinds = [line[1] for line in lines(live_article)]
    assert kinds == ["published", "saved", "discarded"]
    publishing.discard_changes(live_article, by=edith)
    assert len(lines(live_article)) == 3


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"body": ""}, "Readers see this story: it needs a text or a picture."),
        ({"publish_at": None}, "A published story needs the moment at which it goes live."),
        (
            {"withdraw_at": "2020-01-01T00:00:00Z", "publish_at": "2019-01-01T00:00:00Z"},
            "The moment of withdrawal is past: readers would never see the story.",
        ),
    ],
)
def test_an_update_that_is_not_fit_for_readers_is_refused(live_article, paula, changed, sentence):
    before = Article.objects.values().get()
    content = working_copy.taken(live_article)
    content["fields"] |= changed
    with pytest.raises(publishing.Refused) as refusal:
        publishing.update(live_article, content, by=paula)
    assert str(refusal.value) == sentence
    assert Article.objects.values().get() == before


def test_what_is_half_typed_does_not_go_out(live_article, paula):
    content = working_copy.taken(live_article) | {"unfinished": {"print_page": "12x"}}
    with pytest.raises(publishing.Refused):
        publishing.update(live_article, content, by=paula)


def test_restoring_makes_a_new_version_and_touches_no_row(article, typed, wanda, edith):
    first = keep(article, typed("First"), wanda, 0, "saved").revision
    keep(article, typed("Second"), wanda, first.number, "saved")
    row = Article.objects.values().get()
    made = revising.restore(article, first, by=edith)
    assert (made.kind, made.note[:9]) == ("restored", "Version 2")
    assert lines(article)[1:] == [
        (2, "saved", "wanda", "First"),
        (3, "saved", "wanda", "Second"),
        (4, "restored", "edith", "First"),
    ]
    assert Article.objects.values().get() == row


# --- the rule of what is kept ---------------------------------------------------------------------


def test_old_typing_is_thinned_and_nothing_else(article, typed, wanda, edith):
    """One a sitting for a day, then one an hour, then one a day; what was saved or lies aside
    stays."""
    now = timezone.now().replace(minute=50)
    hour, day = datetime.timedelta(hours=1), datetime.timedelta(days=1)
    noon = now.replace(hour=12) - 40 * day
    kept = [now - hour, now - 2 * hour, now - 30 * hour, now - 33 * hour, noon, noon - day]
    thinned = [now - 30.2 * hour, now - 30.4 * hour, noon - hour]
    number = keep(article, typed("first"), wanda, 0, "saved").revision.number
    for moment in sorted([*kept, *thinned]):
        for kind, aside in [("autosave", False), ("saved", False), ("autosave", True)]:
            number += 1
            Revision.objects.create(
                article=article,
                number=number,
                kind=kind,
                aside=aside,
                by=wanda,
                at=moment,
                began_at=moment,
                content=typed(f"Version {number}"),
            )
    keep(article, typed("now"), edith, revising.newest(article).number)
    rows = Revision.objects.filter(article=article)
    left = rows.filter(kind="autosave", aside=False).exclude(by=edith)
    assert [row.at for row in left.order_by("-at")] == kept
    assert rows.filter(kind="autosave", aside=True).count() == 9
    assert rows.filter(kind="saved").count() == 9 + 2


# --- who is here ----------------------------------------------------------------------------------


def test_who_is_here_is_seen_by_others_until_they_leave_or_fall_silent(article, wanda, edith):
    def here(user, window="w"):
        found = revising.present(article, by=user, window=window)
        return sorted(str(one.user) for one in found)

    assert here(wanda) == []
    assert here(edith) == ["wanda"]
    assert here(wanda) == ["edith"]
    assert here(wanda, "second") == ["edith", "wanda"]
    revising.leave(article, by=edith, window="w")
    assert here(wanda) == ["wanda"]
    later = timezone.now() - revising.PRESENT_FOR - datetime.timedelta(seconds=1)
    revising.Presence.objects.filter(window="second").update(seen_at=later)
    assert here(wanda) == []
