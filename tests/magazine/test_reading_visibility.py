"""What is not live stands in no list and at no address."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from magazine import publishing
from magazine.models import Article
from spotlight.models import SpotlightFeature
from tests import factories

HOUR = datetime.timedelta(hours=1)
TITLE = "The unmistakable heron"


def draft(made):
    pass


def scheduled(made):
    publishing.publish(made, by=factories.publisher(), at=timezone.now() + HOUR)


def withdrawn(made):
    publishing.publish(made, by=factories.publisher(), at=timezone.now() - HOUR)
    publishing.withdraw(made, by=factories.publisher())


def expired(made):
    publishing.publish(made, by=factories.publisher(), at=timezone.now() - HOUR)
    Article.objects.filter(pk=made.pk).update(withdraw_at=timezone.now() - HOUR / 2)


def live(made):
    publishing.publish(made, by=factories.publisher(), at=timezone.now() - HOUR)


STATES = [(draft, 404), (scheduled, 404), (withdrawn, 410), (expired, 410), (live, 200)]
LISTS = [
    "/",
    "/sections/fashion/",
    "/sections/culture/",
    "/tags/herons/",
    "/contributors/ines-valcourt/",
    "/issues/issue-7/",
    "/search/?q=heron",
    "/feed/",
    "/sections/fashion/feed/",
    "/sitemap.xml",
]
FEATURE_LISTS = [
    "/",
    "/spotlight/",
    "/sections/fashion/",
    "/sections/culture/",
    "/tags/herons/",
    "/contributors/ines-valcourt/",
    "/issues/issue-7/",
    "/search/?q=heron",
    "/feed/",
    "/sitemap.xml",
    "/pages/about/",
]


@pytest.fixture
def another(db):
    """A live story with the same section, tag, contributor and issue."""
    ines = factories.contributor("Ines Valcourt")
    issue = factories.print_issue(7)
    culture = factories.section("Culture")
    factories.page("About")
    fields = {"tags": ["herons"], "credits": [("words", ines)], "print_issue": issue}
    other = factories.live_article("Something else", **fields)
    other.further_sections.add(culture)
    return fields, culture


@pytest.mark.parametrize(("put", "answer"), STATES)
@pytest.mark.parametrize("path", LISTS)
def test_a_list_shows_a_story_only_while_it_is_live(client, another, put, answer, path):
    fields, culture = another
    made = factories.article(TITLE, **fields)
    made.further_sections.add(culture)
    put(made)
    page = client.get(path)
    assert page.status_code == 200
    assert ("the-unmistakable-heron" in page.content.decode()) == (answer == 200)


@pytest.mark.parametrize(("put", "answer"), STATES)
@pytest.mark.parametrize("path", FEATURE_LISTS)
def test_a_list_shows_a_feature_only_while_it_is_live(client, another, put, answer, path):
    fields, culture = another
    made = factories.article(
        TITLE,
        model=SpotlightFeature,
        subject_kind="film",
        subject_name="Heron",
        rail_from=timezone.now() - HOUR,
        **fields,
    )
    made.further_sections.add(culture)
    put(made)
    page = client.get(path)
    assert page.status_code == 200
    assert ("the-unmistakable-heron" in page.content.decode()) == (answer == 200)


@pytest.mark.parametrize(("put", "answer"), STATES)
def test_a_story_answers_by_its_state(client, db, put, answer):
    made = factories.article(TITLE)
    put(made)
    page = client.get("/stories/the-unmistakable-heron/")
    assert page.status_code == answer
    assert (TITLE in page.content.decode()) == (answer == 200)


@pytest.mark.parametrize(("put", "answer"), STATES)
@pytest.mark.parametrize("path", ["/spotlight/", "/stories/"])
def test_a_feature_answers_by_its_state_at_either_address(client, db, put, answer, path):
    made = factories.article(
        TITLE, model=SpotlightFeature, subject_kind="film", subject_name="Heron"
    )
    put(made)
    page = client.get(f"{path}the-unmistakable-heron/")
    expected = 301 if answer == 200 and path == "/stories/" else answer
    assert page.status_code == expected
    if expected == 301:
        assert page["Location"] == "/spotlight/the-unmistakable-heron/"


def test_a_story_asked_for_in_the_spotlight_leads_to_its_own_address(client, db):
    factories.live_article(TITLE)
    page = client.get("/spotlight/the-unmistakable-heron/")
    assert (page.status_code, page["Location"]) == (301, "/stories/the-unmistakable-heron/")


def test_a_tag_that_only_drafts_carry_is_not_there(client, db):
    factories.article(TITLE, tags=["herons"])
    assert client.get("/tags/herons/").status_code == 404


def test_somebody_credited_on_drafts_alone_is_not_listed(client, db):
    ines, marit = factories.contributor("Ines Valcourt"), factories.contributor("Marit Sandvoll")
    factories.article(TITLE, credits=[("words", ines)])
    factories.live_article("Another", credits=[("words", marit)])
    html = client.get(reverse("magazine:contributors")).content.decode()
    assert "Marit Sandvoll" in html
    assert "Ines Valcourt" not in html


def test_what_editors_keep_to_themselves_is_not_there(client, db):
    factories.page("Plans", is_public=False)
    factories.print_issue(9, is_public=False)
    assert client.get("/pages/plans/").status_code == 404
    assert client.get("/issues/issue-9/").status_code == 404
    assert "Issue 9" not in client.get("/issues/").content.decode()
    assert "Issue 9" not in client.get("/").content.decode()
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "plans" not in sitemap
    assert "issue-9" not in sitemap


def test_a_story_of_an_issue_that_is_not_public_does_not_tell_of_it(client, db):
    issue = factories.print_issue(9, is_public=False)
    factories.live_article(TITLE, print_issue=issue, print_page=3)
    assert "Issue 9" not in client.get("/stories/the-unmistakable-heron/").content.decode()
