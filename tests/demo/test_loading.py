"""Loading the demo magazine: all of it, through the real functions, and once."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction

from config.checks import DEMO_USERNAME
from demo.loading import Loader
from library.models import Picture
from magazine.models import Article, Contributor, Credit, Page, PrintIssue, Section
from newsletter import archive, checking
from newsletter.models import Campaign, Subscriber
from spotlight.models import SpotlightFeature

SMALL = 96
COUNTED = [
    Picture,
    Article,
    SpotlightFeature,
    Contributor,
    Section,
    PrintIssue,
    Page,
    Credit,
    Subscriber,
]


def counts():
    return {model.__name__: model._default_manager.count() for model in COUNTED}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The magazine, loaded once for all tests here and gone after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        loader = Loader(long_side=SMALL)
        loader.load()
        yield loader
        transaction.set_rollback(True)


@pytest.fixture
def magazine(loaded, db):
    return loaded


def test_it_makes_the_whole_magazine(magazine):
    assert magazine.created == {
        "accounts": 2,
        "pictures": 72,
        "sections": 5,
        "contributors": 8,
        "print issues": 2,
        "pages": 4,
        "stories": 26,
        "spotlight features": 6,
        "letters": 2,
    }
    assert magazine.kept == {}


def test_every_story_is_live_valid_and_signed(magazine):
    stories = Article.objects.live()
    assert stories.count() == 32
    for story in stories:
        story.full_clean()
    assert [story.slug for story in stories if not story.body_html] == []
    assert [story.slug for story in stories if not story.credits.exists()] == []
    assert [story.slug for story in stories if story.lead_picture is None] == []


def test_a_letter_stands_in_the_archive_and_one_is_a_draft_that_lacks_nothing(magazine):
    sent, draft = Campaign.objects.order_by("pk")
    assert (sent.state, draft.state) == ("sent", "draft")
    assert list(archive.archived()) == [sent]
    assert sent.deliveries.count() == 0
    assert (sent.stories.count(), draft.stories.count()) == (6, 4)
    assert sent.spotlight is not None
    assert draft.print_issue is not None
    nobody = [each for each in checking.findings(draft) if each.place.field != "lists"]
    assert nobody == []


def test_both_print_issues_have_a_cover_and_contents(magazine):
    for issue in PrintIssue.objects.all():
        assert issue.is_public
        assert issue.cover is not None
        assert Article.objects.filter(print_issue=issue).count() >= 4


def test_every_picture_says_what_it_shows(magazine):
    assert Picture.objects.filter(alt="").count() == 0


def test_loading_again_makes_nothing_and_leaves_what_was_edited(magazine):
    before = counts()
    Article.objects.filter(slug="six-cups").update(title="Seven Cups")
    again = Loader(long_side=SMALL, seed=2)
    again.load()
    assert again.created == {}
    assert counts() == before
    assert Article.objects.get(slug="six-cups").title == "Seven Cups"


def test_an_interrupted_load_goes_on_where_it_stopped(magazine):
    before = counts()
    Article.objects.get(slug="the-bad-seat").delete()
    again = Loader(long_side=SMALL)
    again.load()
    assert again.created == {"stories": 1}
    assert counts() == before


def test_more_articles_and_subscribers_can_be_asked_for(magazine):
    more = Loader(long_side=SMALL)
    more.load(articles=40, subscribers=25)
    assert (more.created["further stories"], more.created["subscribers"]) == (8, 25)
    assert Article.objects.live().count() == 40
    assert Subscriber.objects.reachable().count() == 25
    once_more = Loader(long_side=SMALL)
    once_more.load(articles=40, subscribers=25)
    assert {what: count for what, count in once_more.created.items() if count} == {}
    assert Article.objects.count() == 40


def test_the_seed_decides_the_further_stories(magazine):
    titles = []
    for seed in (5, 5, 6):
        with transaction.atomic():
            Loader(long_side=SMALL, seed=seed).load(articles=36)
            further = Article.objects.filter(slug__startswith="from-the-archive")
            titles.append(list(further.order_by("slug").values_list("title", flat=True)))
            transaction.set_rollback(True)
    assert titles[0] == titles[1]
    assert titles[0] != titles[2]


def test_progress_is_told_and_ends_at_the_last(magazine):
    heard = []
    Loader(long_side=SMALL, progress=lambda *told: heard.append(told)).load()
    assert ("stories", 26, 26) in heard
    assert heard[-1] == ("spotlight features", 6, 6)


def test_away_from_the_demo_the_demo_accounts_have_no_password(magazine, settings):
    assert not settings.DEMO
    assert not magazine.editor.has_usable_password()
    assert magazine.editor.username == DEMO_USERNAME


def test_the_command_ends_with_a_summary(magazine):
    out = io.StringIO()
    call_command("load_demo", subscribers=0, stdout=out)
    assert (
        out.getvalue()
        .splitlines()[-1]
        .startswith("The demo magazine is loaded: nothing new; 127 left as they were (")
    )
