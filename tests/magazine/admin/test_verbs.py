"""The buttons beside a story: offered to whom they are for, done by publishing's rules, and nothing
that was typed is lost when they refuse."""

import datetime

import pytest
from django.utils import timezone

from magazine import publishing, revising
from magazine.models import Article
from tests import factories
from tests.newsroom.forms import errors_of, fields_of, messages_of, press

pytestmark = pytest.mark.django_db
LIST = "/admin/magazine/article/"
ADD = f"{LIST}add/"


def form_of(story):
    return f"{LIST}{story.pk}/change/"


def buttons(answer):
    return [button.name for button in answer.context["buttons"]]


def typed(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_each_is_offered_what_is_theirs_at_each_standing(wandas, ediths, paulas, wanda):
    story = factories.article(created_by=wanda)
    path = form_of(story)

    def offered():
        return [buttons(client.get(path)) for client in (wandas, ediths, paulas)]

    assert offered() == [["_submit"], ["_submit", "_approve"], ["_publish", "_submit", "_approve"]]
    publishing.submit(story, by=wanda)
    assert offered() == [[], ["_approve", "_send_back"], ["_publish", "_approve", "_send_back"]]
    press(ediths, path, "_approve")
    assert offered() == [[], ["_send_back"], ["_publish", "_send_back"]]
    press(paulas, path, "_publish")
    assert offered() == [[], ["_update"], ["_update", "_withdraw"]]
    paulas.post(f"{LIST}{story.pk}/withdraw/", {"note": ""})
    assert offered() == [[], [], ["_publish"]]


def test_a_new_story_is_published_by_one_press(paulas, section, client):
    answer = press(
        paulas, ADD, "_publish", title="At once", body="<p>News.</p>", section=section.pk
    )
    story = Article.objects.get()
    assert story.is_live()
    assert messages_of(answer) == ["“At once” is published."]
    assert client.get(story.get_absolute_url()).status_code == 200


def test_a_new_story_that_is_refused_is_kept_as_a_draft(paulas, section):
    answer = press(paulas, ADD, "_publish", title="No text yet", body="", section=section.pk)
    story = Article.objects.get()
    assert (story.title, story.state) == ("No text yet", "draft")
    assert messages_of(answer) == [
        "There is nothing to publish yet: no text and no picture. What you wrote is saved."
    ]
    assert answer.request["PATH_INFO"] == form_of(story)


def test_a_moment_ahead_schedules(paulas, article):
    ahead = timezone.now() + datetime.timedelta(days=3)
    answer = press(paulas, form_of(article), "_publish", publish_at=typed(ahead))
    story = Article.objects.get()
    assert story.is_scheduled
    assert typed(story.publish_at) == typed(ahead)
    assert messages_of(answer)[0].startswith(f"“{article}” goes live on ")
    assert buttons(answer) == ["_update", "_publish_now", "_withdraw"]


def test_a_scheduled_story_is_moved_called_off_or_brought_forward(paulas, article, paula):
    ahead = timezone.now() + datetime.timedelta(days=3)
    publishing.publish(article, by=paula, at=ahead)
    later = ahead + datetime.timedelta(days=1)
    press(paulas, form_of(article), "_update", publish_at=typed(later))
    assert typed(Article.objects.get().publish_at) == typed(later)
    assert article.events.count() == 2  # moving it is on record
    press(paulas, form_of(article), "_publish_now")
    assert Article.objects.get().is_live()


def test_withdrawing_asks_first_and_keeps_a_note(paulas, live_article, client):
    answer = press(paulas, form_of(live_article), "_withdraw", title="Typed before pressing")
    assert answer.request["PATH_INFO"] == f"{LIST}{live_article.pk}/withdraw/"
    assert Article.objects.get().is_live()  # asked, not done
    assert Article.objects.get().title == live_article.title  # readers keep the old one
    assert revising.draft_beside(live_article).content["fields"]["title"] == (
        "Typed before pressing"
    )
    answer = paulas.post(
        f"{LIST}{live_article.pk}/withdraw/", {"note": "The label objects."}, follow=True
    )
    assert client.get(live_article.get_absolute_url()).status_code == 410
    last = live_article.events.all()[0]
    assert (last.action, last.note) == ("withdrawn", "The label objects.")
    assert "The label objects." in answer.content.decode()


def test_a_note_is_not_cut_without_a_word(paulas, live_article):
    path = f"{LIST}{live_article.pk}/withdraw/"
    for note in ["x" * 301, "a\x00b"]:
        answer = paulas.post(path, {"note": note})
        assert answer.status_code == 200
        assert len(errors_of(answer)) == 1
    assert Article.objects.get().is_live()


def test_sending_back_gives_the_writer_a_word(ediths, wandas, wanda):
    story = factories.article(created_by=wanda)
    publishing.submit(story, by=wanda)
    press(ediths, form_of(story), "_send_back")
    ediths.post(f"{LIST}{story.pk}/send-back/", {"note": "Who says so?"})
    assert Article.objects.get().state == "draft"
    assert "Who says so?" in wandas.get(form_of(story)).content.decode()
    assert "Who says so?" in wandas.get(f"{LIST}{story.pk}/history/").content.decode()


@pytest.mark.parametrize("name", ["withdraw", "send-back"])
def test_a_question_that_has_no_sense_now_leads_back(paulas, article, name):
    answer = paulas.get(f"{LIST}{article.pk}/{name}/", follow=True)
    assert answer.request["PATH_INFO"] == form_of(article)
    assert messages_of(answer) == [f"“{article}” is draft: that is not to be done now."]


def test_a_published_story_stays_fit_for_readers(paulas, live_article):
    before = Article.objects.get()
    for fields, error in [
        ({"body": ""}, "Readers see this story: it needs a text or a picture."),
        ({"publish_at": ""}, "A published story needs the moment at which it goes live."),
        (
            {"withdraw_at": typed(timezone.now() - datetime.timedelta(minutes=2))},
            "That moment is past. Press Withdraw to take the story away now.",
        ),
    ]:
        answer = press(paulas, form_of(live_article), **fields)
        assert error in errors_of(answer)
    after = Article.objects.get()
    assert (after.body, after.publish_at, after.withdraw_at) == (
        before.body,
        before.publish_at,
        before.withdraw_at,
    )


def test_saving_a_minute_that_was_not_touched_keeps_its_seconds(paulas, live_article):
    before = Article.objects.get().publish_at
    press(paulas, form_of(live_article), "_update", title="Only the title")
    assert (Article.objects.get().title, Article.objects.get().publish_at) == (
        "Only the title",
        before,
    )
    assert live_article.events.count() == 2


def test_a_live_story_that_gets_an_end_is_on_record_with_it(paulas, live_article):
    ends = timezone.now() + datetime.timedelta(days=30)
    press(paulas, form_of(live_article), "_update", withdraw_at=typed(ends))
    assert typed(Article.objects.get().withdraw_at) == typed(ends)
    press(paulas, form_of(live_article), "_update", withdraw_at="")
    assert Article.objects.get().withdraw_at is None


def test_a_new_slug_leads_on_from_the_old_one(paulas, live_article, client):
    old = live_article.get_absolute_url()
    press(paulas, form_of(live_article), "_update", slug="somewhere-else")
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, "/stories/somewhere-else/")


def test_a_draft_that_moves_tells_nobody(paulas, article, client):
    old = article.get_absolute_url()
    press(paulas, form_of(article), slug="still-secret")
    assert client.get(old).status_code == 404


def test_credits_are_typed_as_names(paulas, article):
    ines = factories.contributor("Ines Valcourt")
    row = {"credits-TOTAL_FORMS": "3"}
    row |= {"credits-0-role": "words", "credits-0-who": " ines  valcourt"}
    row |= {"credits-1-role": "hair", "credits-1-who": "Somebody Else", "credits-1-position": ""}
    row |= {"credits-2-role": "words", "credits-2-who": "", "credits-2-position": ""}
    press(paulas, form_of(article), **row)
    made = [
        (credit.role, credit.contributor, credit.other_name) for credit in article.credits.all()
    ]
    assert made == [("words", ines, ""), ("hair", None, "Somebody Else")]
    fields = fields_of(paulas.get(form_of(article)))
    assert [fields["credits-0-who"], fields["credits-1-who"]] == ["Ines Valcourt", "Somebody Else"]
    press(paulas, form_of(article), **{"credits-0-position": "5", "credits-1-position": "2"})
    assert [credit.name for credit in article.credits.all()] == ["Somebody Else", "Ines Valcourt"]
    assert [credit.position for credit in article.credits.all()] == [0, 1]


def test_two_contributors_of_one_name_are_told_apart(paulas, article):
    factories.contributor("Ines Valcourt")
    other = type(factories.contributor()).objects.create(name="Ines Valcourt")
    rows = {"credits-0-role": "words", "credits-TOTAL_FORMS": "1"}
    answer = press(paulas, form_of(article), **rows, **{"credits-0-who": "Ines Valcourt"})
    assert errors_of(answer) == [
        "Several contributors are called Ines Valcourt: choose one of them."
    ]
    name = f"Ines Valcourt ({other.slug})"
    press(paulas, form_of(article), **rows, **{"credits-0-who": name})
    assert article.credits.get().contributor == other
