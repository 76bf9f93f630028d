"""Sections, tags, people and issues."""

import datetime

import pytest
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def thirty(kept):
    now = timezone.now()
    with kept():
        yield [
            factories.live_article(
                f"Story {place:02}",
                publish_at=now - datetime.timedelta(hours=place),
                tags=["cloth"],
            )
            for place in range(30)
        ]


@pytest.mark.parametrize("path", ["/sections/fashion/", "/tags/cloth/", "/search/?q=woven"])
def test_a_page_has_24_stories_and_leads_to_the_others(client, thirty, path):
    also = "&" if "?" in path else "?"
    first, second = client.get(path), client.get(f"{path}{also}page=2")
    assert (len(first.context["page_obj"]), len(second.context["page_obj"])) == (24, 6)
    assert 'rel="next"' in first.content.decode()
    assert 'rel="prev"' in second.content.decode()


def test_a_section_lists_the_newest_first_with_those_that_belong_to_it_too(client, thirty):
    guest = factories.live_article("A guest", section=factories.section("Culture"))
    guest.further_sections.add(thirty[0].section)
    assert list(client.get("/sections/fashion/").context["page_obj"]) == [guest, *thirty[:23]]
    second = client.get("/sections/fashion/?page=2").content.decode()
    assert '<link rel="canonical" href="http://testserver/sections/fashion/?page=2">' in second


@pytest.mark.parametrize(
    "path",
    ["/sections/fashion/", "/tags/cloth/", "/spotlight/", "/contributors/", "/issues/", "/search/"],
)
@pytest.mark.parametrize(
    "asked", ["abc", "0", "-1", "2.5", "999999", "9" * 5000, "", "٢", "%00", "1%00", " 1"]
)
def test_a_page_that_is_none_is_not_found(client, thirty, path, asked):
    answer = client.get(f"{path}?page={asked}")
    assert answer.status_code == 404
    assert "This page is not in the magazine." in answer.content.decode()


def test_a_contributor_is_shown_with_what_they_made(client):
    marit = factories.contributor(
        "Marit Sandvoll", role="Photographer", bio="One frame.\n\nSometimes two."
    )
    made = factories.live_article("Shore", credits=[("photography", marit)])
    page = client.get("/contributors/marit-sandvoll/")
    assert list(page.context["page_obj"]) == [made]
    for piece in ["Photographer", "<p>One frame.</p>", "<p>Sometimes two.</p>"]:
        assert piece in page.content.decode()


def test_an_issue_lists_what_stands_in_it_by_page(client):
    ines = factories.contributor("Ines Valcourt")
    issue = factories.print_issue(7)
    issue.print_only.create(page=46, title="Only on paper", byline="Cormac")
    coat = factories.live_article(
        "A coat", print_issue=issue, print_page=52, credits=[("words", ines)]
    )
    early = factories.live_article("Early", print_issue=issue, print_page=4)
    somewhere = factories.live_article("Somewhere", print_issue=issue)
    page = client.get("/issues/issue-7/")
    assert [
        (entry.page, entry.title, entry.byline, entry.story) for entry in page.context["contents"]
    ] == [
        (4, "Early", "", early),
        (46, "Only on paper", "Cormac", None),
        (52, "A coat", "Ines Valcourt", coat),
        (None, "Somewhere", "", somewhere),
    ]
    assert page.content.decode().count("In print only") == 1


def test_issues_stand_newest_first(client):
    older, newer = factories.print_issue(6), factories.print_issue(7)
    assert list(client.get("/issues/").context["page_obj"]) == [newer, older]
