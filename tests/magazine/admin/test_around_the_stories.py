"""Sections, contributors, print issues, pages, identity, redirects, tags: kept in the newsroom,
seen by readers at once."""

import pytest
from taggit.models import Tag

from magazine.models import Contributor, Page, PrintIssue, Redirect, Section, SiteIdentity
from press import generation
from tests import factories
from tests.newsroom.forms import errors_of, messages_of, press

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_form_turns_the_press(paulas):
    for path, fields in {
        "section": {"title": "Film"},
        "contributor": {"name": "Ines"},
        "printissue": {"number": "1", "season": "Spring", "on_sale": "2026-03-01"},
        "page": {"title": "About", "body": "<p>x</p>"},
        "redirect": {"old_path": "/old", "new_path": "/new"},
        "siteidentity": {"name": "Elucid"},
    }.items():
        before = generation.current()
        press(paulas, f"/admin/magazine/{path}/add/", **fields)
        assert (path, generation.current()) == (path, before + 1)
    for model in [Section, Contributor, PrintIssue, Page, Redirect, SiteIdentity]:
        assert model._default_manager.count() == 1


def test_deleting_turns_it_too_one_by_one_and_many_at_once(paulas):
    one, two = factories.page("One"), factories.page("Two")
    before = generation.current()
    paulas.post(f"/admin/magazine/page/{one.pk}/delete/", {"post": "yes"})
    assert generation.current() == before + 1
    paulas.post(
        "/admin/magazine/page/",
        {"action": "delete_selected", "_selected_action": two.pk, "post": "yes"},
    )
    assert generation.current() == before + 2
    assert Page.objects.count() == 0


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("section", lambda: factories.section("Film")),
        ("contributor", lambda: factories.contributor("Ines")),
        ("printissue", lambda: factories.print_issue(1)),
        ("page", lambda: factories.page("About")),
    ],
)
def test_a_new_address_leads_on_from_the_old_one(paulas, client, path, make):
    row = make()
    old = row.get_absolute_url()
    press(paulas, f"/admin/magazine/{path}/{row.pk}/change/", slug="moved")
    row.refresh_from_db()
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, row.get_absolute_url())


def test_what_still_holds_stories_is_not_deleted(paulas):
    story = factories.article()
    answer = paulas.post(
        f"/admin/magazine/section/{story.section_id}/delete/", {"post": "yes"}, follow=True
    )
    assert "would require deleting the following protected" in answer.content.decode()
    assert Section.objects.count() == 1


def test_the_identity_is_one_form(paulas):
    assert paulas.get("/admin/magazine/siteidentity/")["Location"].endswith("/add/")
    press(paulas, "/admin/magazine/siteidentity/add/", name="Elucid")
    row = SiteIdentity.objects.get()
    form = f"/admin/magazine/siteidentity/{row.pk}/change/"
    for path in ["", "add/"]:
        assert paulas.get(f"/admin/magazine/siteidentity/{path}")["Location"] == form
    press(
        paulas,
        form,
        **{
            "social_links-0-label": "Mastodon",
            "social_links-0-url": "https://example.org/@elucid",
        },
    )
    assert [link.label for link in row.social_links.all()] == ["Mastodon"]
    assert paulas.post(f"/admin/magazine/siteidentity/{row.pk}/delete/").status_code == 403


def test_an_issue_shows_its_contents_and_takes_lines_of_its_own(paulas):
    issue = factories.print_issue(7)
    factories.live_article("A story", print_issue=issue, print_page=20)
    form = f"/admin/magazine/printissue/{issue.pk}/change/"
    press(paulas, form, **{"print_only-0-page": "4", "print_only-0-title": "Only on paper"})
    assert [(line.page, line.title) for line in paulas.get(form).context["contents"]] == [
        (4, "Only on paper"),
        (20, "A story"),
    ]


def test_tags_that_mean_one_thing_become_one(paulas, client):
    both = factories.live_article("Both", tags=["denim", "jeans"])
    one = factories.live_article("One", tags=["jeans"])
    jeans = Tag.objects.get(name="jeans")
    form = f"/admin/taggit/tag/{jeans.pk}/change/"
    answer = press(paulas, form, merge_into="velvet")
    assert errors_of(answer) == ["There is no other tag called “velvet”."]
    answer = press(paulas, form, merge_into="Denim")
    assert messages_of(answer) == ["Merged: “denim” stands in its place on 2 stories."]
    assert [tag.name for tag in Tag.objects.all()] == ["denim"]
    for story in [both, one]:
        assert [tag.name for tag in story.tags.all()] == ["denim"]
    answer = client.get("/tags/jeans/")
    assert (answer.status_code, answer["Location"]) == (301, "/tags/denim/")


def test_an_editor_renames_a_tag_and_merges_none(ediths, client):
    factories.live_article("One", tags=["jeans", "denim"])
    jeans = Tag.objects.get(name="jeans")
    form = f"/admin/taggit/tag/{jeans.pk}/change/"
    press(ediths, form, merge_into="denim", name="Jeans", slug="blue-jeans")
    assert Tag.objects.count() == 2
    answer = client.get("/tags/jeans/")
    assert (answer.status_code, answer["Location"]) == (301, "/tags/blue-jeans/")
