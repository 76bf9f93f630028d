"""A story that readers see is edited beside what they see, until somebody says otherwise."""

import pytest

from magazine import revising
from magazine.models import Article
from tests import factories
from tests.newsroom.forms import fields_of, messages_of, press

pytestmark = pytest.mark.django_db
LIST = "/admin/magazine/article/"


def form_of(story):
    return f"{LIST}{story.pk}/change/"


@pytest.fixture
def desk(ediths, live_article):
    """What Edith changes of a story that readers see."""

    class Desk:
        path = form_of(live_article)

        @staticmethod
        def press(button="_save", **typed):
            return press(ediths, form_of(live_article), button, **typed)

    return Desk


def seen_by_readers(client, story):
    return client.get(story.get_absolute_url()).content.decode()


def test_saving_changes_nothing_for_readers(desk, live_article, client):
    ines, film = factories.contributor("Ines Valcourt"), factories.section("Film")
    before = seen_by_readers(client, live_article)
    answer = desk.press(
        title="New title",
        body="<p>New text.</p>",
        tags="linen",
        section=film.pk,
        **{"credits-0-role": "words", "credits-0-who": ines.name},
    )
    assert messages_of(answer) == ["Saved. Readers see it as it was, until you press Update."]
    assert seen_by_readers(client, live_article) == before
    assert Article.objects.get().title == live_article.title
    assert (live_article.tags.count(), live_article.credits.count()) == (0, 0)


def test_the_screen_opens_with_the_draft_and_says_so(desk, live_article, ediths, paulas):
    film = factories.section("Film")
    desk.press(
        title="New title",
        body="<p>New text.</p>",
        tags='linen, "a, comma"',
        section=film.pk,
        further_sections=[film.pk],
        publish_at="",
        **{"credits-0-role": "hair", "credits-0-who": "Somebody Else"},
    )
    page = paulas.get(desk.path)
    fields = fields_of(page)
    assert fields["title"] == "New title"
    assert fields["body"] == "<p>New text.</p>"
    assert fields["tags"] == '"a, comma", linen'
    assert fields["section"] == str(film.pk)
    assert fields["further_sections"] == str(film.pk)
    assert (fields["credits-0-role"], fields["credits-0-who"]) == ("hair", "Somebody Else")
    html = page.content.decode()
    assert "Changes that readers don’t see yet" in html
    assert "by edith" in html
    assert "by you" in ediths.get(desk.path).content.decode()


def test_update_shows_readers_all_of_it(desk, live_article, client):
    old = live_article.get_absolute_url()
    film = factories.section("Film")
    rows = {"credits-0-role": "words", "credits-0-who": "Ana Lund"}
    desk.press(title="New title", tags="linen", **rows)
    answer = desk.press("_update", section=film.pk, slug="new-title")
    assert messages_of(answer) == ["Readers see your changes."]
    page = client.get(old, follow=True).content.decode()
    for shown in ["New title", "linen", "Film", "Ana Lund"]:
        assert shown in page
    assert revising.draft_beside(live_article) is None
    assert "Changes that readers" not in answer.content.decode()
    assert live_article.events.first().action == "updated"


def test_discarding_shows_the_story_as_readers_see_it(desk, live_article, ediths):
    desk.press(title="New title", **{"credits-0-role": "words", "credits-0-who": "Ana"})
    answer = ediths.post(f"{LIST}{live_article.pk}/discard/", follow=True)
    fields = fields_of(answer)
    assert (fields["title"], fields["credits-0-who"]) == (live_article.title, "")
    assert [row.kind for row in live_article.revisions.all()] == [
        "discarded",
        "saved",
        "published",
    ]


def test_a_draft_of_a_story_that_readers_never_saw_is_on_its_row(paulas, article):
    press(paulas, form_of(article), title="Saved", tags="linen")
    assert Article.objects.get().title == "Saved"
    assert revising.draft_beside(article) is None


def test_a_scheduled_story_goes_out_as_it_was_until_updated(paulas, article, paula):
    press(paulas, form_of(article), "_publish", publish_at="2099-01-01T10:00")
    answer = press(paulas, form_of(article), title="Too early")
    assert messages_of(answer) == ["Saved beside what will go live. Press Update to put it in."]
    assert Article.objects.get().title == article.title
    press(paulas, form_of(article), "_publish_now", title="Right now")
    story = Article.objects.get()
    assert (story.title, story.is_live()) == ("Right now", True)


def test_withdrawing_and_publishing_again_takes_the_draft_along(paulas, live_article):
    press(paulas, form_of(live_article), title="Draft")
    paulas.post(f"{LIST}{live_article.pk}/withdraw/", {"note": ""})
    assert Article.objects.get().title == live_article.title
    press(paulas, form_of(live_article), "_publish")
    story = Article.objects.get()
    assert (story.title, story.is_live()) == ("Draft", True)


def test_an_editors_draft_keeps_the_moments_that_a_publisher_drafted(paulas, ediths, live_article):
    press(paulas, form_of(live_article), withdraw_at="2099-01-01T10:00")
    press(ediths, form_of(live_article), title="Only the title")
    draft = revising.draft_beside(live_article).content["fields"]
    assert draft["title"] == "Only the title"
    assert draft["withdraw_at"].startswith("2099-01-01")


def test_rows_of_a_draft_are_removed_without_a_script(ediths, live_article):
    rows = {"credits-TOTAL_FORMS": "2"}
    for number, name in enumerate(["Ana", "Ben"]):
        rows |= {f"credits-{number}-role": "words", f"credits-{number}-who": name}
    press(ediths, form_of(live_article), **rows)
    press(ediths, form_of(live_article), **{"credits-0-DELETE": "on"})
    kept = revising.draft_beside(live_article).content["rows"]["credits"]
    assert [row["other_name"] for row in kept] == ["Ben"]


def test_a_word_about_a_version_stands_in_its_history(ediths, live_article):
    press(ediths, form_of(live_article), title="New", version_note="After the fact check")
    assert revising.newest(live_article).note == "After the fact check"


def test_what_save_refuses_is_kept_as_it_was_typed(ediths, article):
    answer = press(ediths, form_of(article), title="x" * 300, print_page="12x", body="<p>Kept.</p>")
    assert "Your words are kept." in answer.content.decode()
    assert Article.objects.get().body == article.body
    fields = fields_of(ediths.get(form_of(article)))
    assert fields["title"] == "x" * 300
    assert fields["body"] == "<p>Kept.</p>"
    again = press(ediths, form_of(article), title="Short", print_page="")
    assert messages_of(again) == ["Saved."]
    assert Article.objects.get().body == "<p>Kept.</p>"


def test_changes_are_scheduled_and_called_off(desk, live_article, ediths):
    answer = desk.press("_update_later", title="From January on", update_at="2099-01-01T10:00")
    assert messages_of(answer) == ["Readers see the changes from 1 Jan 2099, 10:00 on."]
    assert Article.objects.get().title == live_article.title
    draft = revising.draft_beside(live_article)
    assert (draft.due_at.year, draft.due_by.username) == (2099, "edith")
    html = answer.content.decode()
    assert "They go to readers on 1 Jan 2099, 10:00, as you decided." in html
    answer = desk.press(title="Something else")
    assert "An earlier version of them goes to readers" in answer.content.decode()
    ediths.post(f"{LIST}{live_article.pk}/call-off/")
    assert revising.due(live_article) is None
    assert revising.draft_beside(live_article).content["fields"]["title"] == "Something else"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"update_at": ""}, "When shall readers see them? This field is required."),
        ({"update_at": "soon"}, "When shall readers see them? Enter a valid date/time."),
        (
            {"update_at": "2020-01-01T10:00"},
            "That moment is past. Choose a later one, or press Update.",
        ),
        (
            {"update_at": "9999-12-31T10:00"},
            "When shall readers see them? Choose a year between 1900 and 2200.",
        ),
    ],
)
def test_a_moment_that_is_none_is_refused_and_the_words_kept(desk, live_article, typed, sentence):
    answer = desk.press("_update_later", title="Kept", **typed)
    assert messages_of(answer) == [f"{sentence} What you wrote is saved."]
    assert revising.draft_beside(live_article).content["fields"]["title"] == "Kept"
    assert revising.due(live_article) is None


def test_without_changes_there_is_nothing_to_schedule(desk, live_article):
    answer = desk.press("_update_later", update_at="2099-01-01T10:00")
    assert "There are no changes that readers do not see already." in messages_of(answer)[0]


def test_a_feature_has_its_facts_in_its_draft(ediths, client):
    feature = factories.spotlight("A film")
    path = f"/admin/spotlight/spotlightfeature/{feature.pk}/change/"
    before = seen_by_readers(client, feature)
    rows = {
        "facts-0-label": "Director",
        "facts-0-value": "M. Aguirre",
        "accolades-0-award": "Best Short",
        "accolades-0-year": "1972",
    }
    press(ediths, path, subject_name="Another film", see_it_url="https://example.org/", **rows)
    assert seen_by_readers(client, feature) == before
    fields = fields_of(ediths.get(path))
    assert fields["subject_name"] == "Another film"
    assert fields["facts-0-value"] == "M. Aguirre"
    assert fields["accolades-0-award"] == "Best Short"
    press(ediths, path, "_update")
    page = seen_by_readers(client, feature)
    for shown in ["Another film", "M. Aguirre", "Best Short", "https://example.org/"]:
        assert shown in page


def test_every_field_and_row_of_the_screen_is_part_of_the_working_copy(paulas, section):
    """A field that a kind's admin adds is kept without anybody thinking of it."""
    from django.contrib import admin

    from magazine import kinds, working_copy
    from magazine.admin.writing import StoryAdmin

    writing = [one for one in admin.site._registry.values() if isinstance(one, StoryAdmin)]
    assert {one.kind for one in writing} == {"article", "spotlight"}
    for model_admin in writing:
        kept = {
            field.name
            for field in [
                *working_copy.columns(model_admin.model),
                *working_copy.many(model_admin.model),
            ]
        }
        page = paulas.get(model_admin.url("add"))
        assert set(page.context["adminform"].form.fields) <= kept
        prefixes = {one.formset.prefix for one in page.context["inline_admin_formsets"]}
        assert prefixes == set(kinds.rows_of(model_admin.kind))


def test_the_preview_shows_the_draft_with_its_rows_and_tags(desk, live_article, ediths):
    desk.press(
        title="New title",
        body="<p>New text.</p>",
        tags="linen, wool",
        **{"credits-TOTAL_FORMS": "1", "credits-0-role": "words", "credits-0-who": "Ines V."},
    )
    shown = ediths.get(f"{LIST}{live_article.pk}/preview/").content.decode()
    for words in ["New title", "New text.", "linen", "wool", "Ines V."]:
        assert words in shown
