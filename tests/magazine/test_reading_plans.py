"""Lists, counts and moments walk along indexes, on both databases: no page looks at every story."""

import datetime
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from config.tables import analyze
from magazine import publishing
from magazine.models import Article, Credit
from press import moments
from tests import factories

pytestmark = pytest.mark.django_db

STORIES = 3000


@pytest.fixture
def large(transactional_db, empty_search_index):
    """Stories of six sections, ten people and a rare tag, and a few features."""
    editor, now = factories.publisher(), timezone.now()
    sections = [factories.section(f"Section {n}") for n in range(6)]
    people = [factories.contributor(f"Person {n}") for n in range(10)]
    tags = [Tag.objects.create(name=f"tag {n}", slug=f"tag-{n}") for n in range(30)]
    for first in range(0, STORIES, 500):
        publishing.bring_over(
            [
                publishing.Brought(
                    Article(
                        title=f"Story {n}",
                        slug=f"story-{n}",
                        section=sections[n % 6],
                        body=f"<p>{'The cloth was woven twice. ' * 20}</p>",
                        publish_at=now - datetime.timedelta(hours=7 * n + 1),
                    ),
                    [tags[n % 29]],
                    [Credit(role=Credit.Role.WORDS, contributor=people[n % 9])],
                )
                for n in range(first, first + 500)
            ],
            by=editor,
        )
    rare = Article.objects.get(slug="story-2500")
    rare.tags.add(tags[29])
    Credit.objects.create(article=rare, role="photography", contributor=people[9])
    for n in range(4):
        factories.spotlight(f"Film {n}", section=sections[0])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    analyze()


PATHS = [
    "/",
    "/stories/story-7/",
    "/sections/section-1/",
    "/sections/section-1/?page=20",
    "/tags/tag-1/",
    "/tags/tag-29/",
    "/contributors/",
    "/contributors/person-1/",
    "/contributors/person-9/",
    "/archive/",
    "/spotlight/",
    "/feed/",
    "/sections/section-1/feed/",
]


def opened(sql, params=()):
    """Of a query, how many rows of the articles' table the database says it opens: counted for
    PostgreSQL; for SQLite, which does not count, all of them where it says that it scans the table
    rather than an index."""
    if not sql.startswith("SELECT"):
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            steps = [row[3] for row in cursor.fetchall()]
            whole = [step for step in steps if re.match(r"SCAN (magazine_article|U0|V0)\b", step)]
            return STORIES if any("INDEX" not in step for step in whole) else 0
        # A table of three thousand rows is read as a whole sooner than a large one would be.
        cursor.execute("SET seq_page_cost = 40")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        found = cursor.fetchone()[0]
        cursor.execute("RESET seq_page_cost")
    plan = json.loads(found) if isinstance(found, str) else found
    return _opened(plan[0]["Plan"])


def _opened(plan):
    own = 0
    if plan.get("Relation Name") == "magazine_article" and plan["Node Type"] in {
        "Seq Scan",
        "Index Scan",
        "Bitmap Heap Scan",
    }:
        looked_at = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        own = looked_at * plan["Actual Loops"]
    return own + sum(_opened(part) for part in plan.get("Plans", []))


def test_no_page_opens_more_stories_than_a_list_may_have(large, client):
    wrong = {}
    for path in PATHS:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        for query in queries:
            # The counts of a list, and its last page, may open `paging.MOST` rows and one.
            if (rows := opened(query["sql"])) > 1201:
                wrong[path] = (rows, query["sql"])
    assert wrong == {}


def test_the_press_finds_its_moments_without_opening_a_story(large):
    with CaptureQueriesContext(connection) as queries:
        moments.around(timezone.now())
    assert len(queries) == 12
    assert [query["sql"] for query in queries if opened(query["sql"]) > 10] == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for query in queries:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                steps = [row[3] for row in cursor.fetchall()]
                if "spotlight" not in query["sql"]:
                    assert [step for step in steps if "TEMP B-TREE" in step] == []
