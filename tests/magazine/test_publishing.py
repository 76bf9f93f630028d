"""The verbs of `magazine.publishing`: what they change, what they refuse, who may."""

import datetime
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from magazine import publishing
from magazine.models import Article
from magazine.searching import search
from press import generation
from tests import factories

HOUR = datetime.timedelta(hours=1)
State = Article.State


def actions(article):
    return [event.action for event in article.events.order_by("id")]


def test_publishing_makes_a_story_live_and_findable(
    article, paula, django_capture_on_commit_callbacks
):
    before = generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(article, by=paula)
    assert list(Article.objects.live()) == [article]
    assert article.is_live()
    assert article.published_by == paula
    assert actions(article) == ["published"]
    assert generation.current() == before + 1
    assert search("woven") == [article]


def test_a_story_with_a_future_moment_is_scheduled_and_appears_by_itself(article, paula):
    at = timezone.now() + HOUR
    publishing.publish(article, by=paula, at=at)
    assert article.is_scheduled
    assert list(Article.objects.live()) == []
    assert list(Article.objects.live(at)) == [article]
    assert actions(article) == ["scheduled"]


def test_a_story_leaves_by_itself_at_its_withdrawal(article, paula):
    until = timezone.now() + HOUR
    publishing.publish(article, by=paula, withdraw_at=until)
    assert list(Article.objects.live()) == [article]
    assert list(Article.objects.live(until)) == []
    assert list(Article.objects.gone(until)) == [article]


def test_withdrawing_takes_a_live_story_away(live_article, paula):
    publishing.withdraw(live_article, by=paula)
    assert live_article.state == State.WITHDRAWN
    assert list(Article.objects.live()) == []
    assert list(Article.objects.gone()) == [live_article]
    assert search("woven") == []


def test_withdrawing_a_scheduled_story_makes_it_a_draft_again(article, paula):
    publishing.publish(article, by=paula, at=timezone.now() + HOUR)
    publishing.withdraw(article, by=paula)
    assert (article.state, article.publish_at) == (State.DRAFT, None)
    assert actions(article) == ["scheduled", "called off"]
    assert list(Article.objects.gone(timezone.now() + 2 * HOUR)) == []


def test_a_withdrawn_story_can_come_back(live_article, paula):
    first = live_article.publish_at
    publishing.withdraw(live_article, by=paula)
    publishing.publish(live_article, by=paula)
    assert list(Article.objects.live()) == [live_article]
    assert live_article.publish_at == first
    assert live_article.withdraw_at is None


def test_a_story_goes_from_writer_to_editor_to_publisher(article, wanda, edith, paula):
    publishing.submit(article, by=wanda)
    publishing.send_back(article, by=edith, note="Shorter.")
    publishing.submit(article, by=wanda)
    publishing.approve(article, by=edith)
    publishing.publish(article, by=paula)
    assert actions(article) == ["submitted", "sent back", "submitted", "approved", "published"]
    assert [event.by for event in article.events.order_by("id")] == [
        wanda, edith, wanda, edith, paula,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "verb", [publishing.submit, publishing.approve, publishing.publish, publishing.withdraw]
)
def test_doing_twice_what_is_done_changes_nothing(article, paula, verb):
    if verb is publishing.withdraw:
        publishing.publish(article, by=paula)
    verb(article, by=paula)
    state, moment = article.state, article.publish_at
    verb(article, by=paula)
    assert (article.state, article.publish_at) == (state, moment)


@pytest.mark.parametrize(
    "verb",
    [publishing.approve, publishing.send_back, publishing.publish, publishing.withdraw],
)
def test_a_writer_may_not(live_article, wanda, verb):
    with pytest.raises(publishing.Refused, match="is for"):
        verb(live_article, by=wanda)
    live_article.refresh_from_db()
    assert live_article.state == State.PUBLISHED


def test_an_editor_may_not_publish(article, edith):
    with pytest.raises(publishing.Refused, match="for publishers"):
        publishing.publish(article, by=edith)
    article.refresh_from_db()
    assert article.state == State.DRAFT


def test_an_empty_story_is_not_published(paula, db):
    empty = factories.article(body="")
    with pytest.raises(publishing.Refused, match="nothing to publish"):
        publishing.publish(empty, by=paula)


def test_contradicting_moments_are_refused(article, paula):
    now = timezone.now()
    with pytest.raises(publishing.Refused, match="before it goes live"):
        publishing.publish(article, by=paula, at=now + 2 * HOUR, withdraw_at=now + HOUR)
    with pytest.raises(publishing.Refused, match="never see"):
        publishing.publish(article, by=paula, at=now - 2 * HOUR, withdraw_at=now - HOUR)
    assert actions(article) == []


def test_a_refusal_changes_nothing_stored(article, wanda):
    with pytest.raises(publishing.Refused):
        publishing.publish(article, by=wanda)
    article.refresh_from_db()
    assert (article.state, article.body_html, actions(article)) == (State.DRAFT, "", [])


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"state": State.PUBLISHED, "publish_at": None},
        {"publish_at": timezone.now(), "withdraw_at": timezone.now() - HOUR},
    ],
)
def test_the_database_holds_the_line_too(article, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**fields)


def test_refresh_shows_readers_what_was_saved(live_article):
    live_article.body = "<p>Now of linen.</p>"
    live_article.save()
    publishing.refresh(live_article)
    live_article.refresh_from_db()
    assert live_article.body_html == "<p>Now of linen.</p>"
    assert search("linen") == [live_article]
    assert search("woven") == []


def test_refresh_leaves_a_draft_alone(article):
    publishing.refresh(article)
    article.refresh_from_db()
    assert article.body_html == ""


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_once(empty_search_index):
    by, article = factories.publisher(), factories.article()
    start, refused = Barrier(2), []

    def press():
        try:
            start.wait()
            publishing.publish(Article.objects.get(pk=article.pk), by=by)
        except Exception as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == []
    assert sorted(actions(article)) == ["published", "updated"]
    assert Article.objects.live().count() == 1
