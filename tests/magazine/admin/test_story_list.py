"""The list of stories: what finds, what is shown, and what it costs."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from library.uploading import add_picture
from magazine import publishing
from magazine.models import Article
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/magazine/article/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def newsroom(paula, empty_search_index):
    """A story at every standing, its title telling which."""
    now = timezone.now()
    factories.article("Draft")
    for name, verb in [("Submitted", publishing.submit), ("Approved", publishing.approve)]:
        verb(factories.article(name), by=paula)
    factories.live_article("Scheduled", by=paula, publish_at=now + DAY)
    factories.live_article("Live", by=paula)
    expired = factories.live_article("Expired", by=paula, publish_at=now - 2 * DAY)
    Article.objects.filter(pk=expired.pk).update(withdraw_at=now - DAY)
    withdrawn = factories.live_article("Withdrawn", by=paula)
    publishing.withdraw(withdrawn, by=paula)


def titles(client, **query):
    rows = client.get(LIST, query).context["cl"].result_list
    return sorted(row.title for row in rows)


@pytest.mark.parametrize(
    "standing",
    ["Draft", "Submitted", "Approved", "Scheduled", "Live", "Expired", "Withdrawn"],
)
def test_stories_are_found_by_where_they_stand(newsroom, paulas, standing):
    assert titles(paulas, standing=standing.lower()) == [standing]
    html = paulas.get(LIST, {"standing": standing.lower()}).content.decode()
    assert f"state--{standing.lower()}" in html


def test_stories_are_found_by_section_author_and_issue(paulas):
    ines, issue = factories.contributor("Ines Valcourt"), factories.print_issue(7)
    film = factories.section("Film")
    factories.article("Written", credits=[("words", ines)])
    factories.article("Photographed", credits=[("photography", ines)])
    factories.article("In print", print_issue=issue)
    factories.article("On film", section=film)
    assert titles(paulas, author=ines.pk) == ["Written"]
    assert titles(paulas, section__id__exact=film.pk) == ["On film"]
    assert titles(paulas, print_issue__id__exact=issue.pk) == ["In print"]
    assert len(titles(paulas, author="nobody")) == 4


def test_words_find_titles_of_drafts_and_the_text_of_what_is_published(
    paulas, paula, empty_search_index
):
    factories.article("A draft about gloves")
    factories.live_article("Another", by=paula, body="<p>It mentions gloves in the third line.</p>")
    factories.article("Nothing of that kind")
    assert titles(paulas, q="gloves") == ["A draft about gloves", "Another"]
    assert titles(paulas, q="draft gloves") == ["A draft about gloves"]
    assert titles(paulas, q="zeppelin") == []
    assert "Nothing here is like that." in paulas.get(LIST, {"q": "zeppelin"}).content.decode()


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_thirty(
    paulas, paula, django_assert_num_queries
):
    ines = factories.contributor()
    picture, _ = add_picture(
        SimpleUploadedFile("p.jpg", factories.picture_file()), by=paula, title="P"
    )

    def fill(count):
        for _ in range(count):
            factories.article(credits=[("words", ines)], lead_picture=picture, created_by=paula)

    fill(1)
    paulas.get(LIST)
    with django_assert_num_queries(10):
        paulas.get(LIST)
    fill(29)
    with django_assert_num_queries(10):
        paulas.get(LIST)


def test_a_spotlight_feature_is_listed_at_its_own_place(paulas):
    factories.spotlight("A film", live=False)
    factories.article("An article")
    assert titles(paulas) == ["An article"]
    feature = Article.objects.get(title="A film")
    answer = paulas.get(f"{LIST}{feature.pk}/change/")
    assert answer["Location"] == f"/admin/spotlight/spotlightfeature/{feature.pk}/change/"
