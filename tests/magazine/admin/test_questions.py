"""How often the writing screen asks the database."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.utils import parse_tags

from library.uploading import add_picture
from magazine import revising, working_copy
from magazine.admin.standing import NAMES
from tests import factories

pytestmark = pytest.mark.django_db


def picture(by):
    return add_picture(
        SimpleUploadedFile("p.jpg", factories.picture_file()), by=by, title="P", alt="A drawing"
    )[0]


def full(by, count):
    """What a story has that has everything, much of it or little."""
    body = "".join(
        f'<figure data-card="picture" data-picture="{picture(by).pk}"></figure><p>Words.</p>'
        for _ in range(count)
    )
    issue = factories.print_issue(7)
    return {
        "body": body,
        "lead_picture": picture(by),
        "sharing_picture": picture(by),
        "print_issue": issue,
        "tags": [f"tag {number}" for number in range(count)],
        "credits": [("words", factories.contributor(f"Ines {n}")) for n in range(count)],
        "by": by,
    }


def asked(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("count", [1, 12])
def test_a_story_is_opened_with_fewer_than_fifteen_questions(paulas, paula, count):
    story = factories.live_article("Out", **full(paula, count))
    revising.record(story, "saved", by=paula)
    assert asked(paulas, f"/admin/magazine/article/{story.pk}/change/") == 12


@pytest.mark.parametrize("count", [1, 12])
def test_with_changes_that_are_not_out_two_more(paulas, paula, count):
    """What stands in the draft, and whom and what it names, in place of what the row has."""
    story = factories.live_article("Out", **full(paula, count))
    content = working_copy.taken(story)
    content["fields"]["title"] = "Changed"
    base = revising.record(story, "saved", by=paula).number
    revising.keep(story, content, by=paula, base=base)
    assert asked(paulas, f"/admin/magazine/article/{story.pk}/change/") == 14


def test_a_feature_has_two_more_kinds_of_rows(paulas, paula):
    film = factories.spotlight("A film", **full(paula, 3))
    film.facts.create(label="Year", value="2026")
    film.accolades.create(award="Best")
    assert asked(paulas, f"/admin/spotlight/spotlightfeature/{film.pk}/change/") == 14


def test_a_new_story_asks_for_what_it_offers(paulas):
    factories.section("Fashion")
    assert asked(paulas, "/admin/magazine/article/add/") == 7


def test_the_list_walks_an_index_and_sorts_nothing(paulas, paula):
    for _ in range(45):
        factories.live_article(by=paula)
    with CaptureQueriesContext(connection) as seen, connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        paulas.get("/admin/magazine/article/")
        listed = [each["sql"] for each in seen if "LIMIT 40" in each["sql"]]
        assert len(listed) == 1
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # few rows are sorted as fast
            cursor.execute("SET LOCAL enable_sort = off")
        kind = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{kind} {listed[0]}")
        plan = "\n".join(str(row) for row in cursor.fetchall())
    assert "article_on_desk" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort Key" not in plan


@pytest.mark.parametrize("asked_for", NAMES)
def test_counting_those_that_stand_somewhere_opens_no_story(paulas, paula, asked_for):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts in the index once the table was vacuumed, which no test is")
    for _ in range(45):
        factories.live_article(by=paula)
    with CaptureQueriesContext(connection) as seen, connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        paulas.get(f"/admin/magazine/article/?standing={asked_for}")
        counted = [each["sql"] for each in seen if "COUNT(*)" in each["sql"]]
        counts = [sql for sql in counted if "state" in sql]
        assert counts
        for sql in counts:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = "\n".join(str(row) for row in cursor.fetchall())
            # The second holds the few alone that are to be withdrawn.
            assert "COVERING INDEX" in plan or "article_withdrawal" in plan


def test_what_comes_in_fewer_questions_is_all_there(paulas, paula):
    sections = [factories.section(name) for name in ("Fashion", "Culture", "Places")]
    tags = ["linen", "Black, white", "second hand"]
    story = factories.live_article("Out", section=sections[0], tags=tags, by=paula)
    story.further_sections.set(sections[2:])
    form = paulas.get(f"/admin/magazine/article/{story.pk}/change/").context["adminform"].form
    shown = parse_tags(form["tags"].value())
    assert sorted(shown) == sorted(tags)
    assert form["further_sections"].value() == [sections[2].pk]
    assert form["section"].value() == sections[0].pk
    untagged = factories.live_article("Bare", section=sections[0], by=paula)
    form = paulas.get(f"/admin/magazine/article/{untagged.pk}/change/").context["adminform"].form
    assert (form["tags"].value(), form["further_sections"].value()) == ("", [])
