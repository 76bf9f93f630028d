"""Search in the whole text of what is public: one interface, SQLite's FTS5 and PostgreSQL's full
text behind it.

The index is a table of its own (`magazine_search`, made by migration 0002 in the dialect of the
database), one row a story, keyed by the article. `index()` writes it when a story is published;
results always pass through `live()`, so a row that lingers shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from magazine.models import Article

# Nobody reads the thousandth result; the database need not rank more.
MOST = 300
_WORD = re.compile(r"\w+", re.UNICODE)


def _row(article: Article) -> tuple[str, str, str]:
    """(title, what else names it, text)"""
    names = [credit.name for credit in article.credits.select_related("contributor")]
    tags = [tag.name for tag in article.tags.all()]
    around = [article.kicker, article.standfirst, *names, *tags]
    return article.title, " \n".join(part for part in around if part), article.plain_text


def _key() -> str:
    return "rowid" if connection.vendor == "sqlite" else "article_id"


def _delete(pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM magazine_search WHERE {_key()} = %s", [pk])  # noqa: S608


@transaction.atomic
def index(article: Article) -> None:
    """Put a story's words into the index in place of what was there of it."""
    _delete(article.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO magazine_search ({_key()}, title, around, body) "  # noqa: S608
            "VALUES (%s, %s, %s, %s)",
            [article.pk, *_row(article)],
        )


def index_new(stories: Iterable[tuple[Article, str]]) -> None:
    """Put many stories into the index that are not there yet: each with what else names it (its
    people and tags). Nothing is asked of the database."""
    rows = []
    for article, names in stories:
        around = [article.kicker, article.standfirst, names]
        words = " \n".join(part for part in around if part)
        rows.append((article.pk, article.title, words, article.plain_text))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO magazine_search ({_key()}, title, around, body) "  # noqa: S608
            "VALUES (%s, %s, %s, %s)",
            rows,
        )


def forget(instance: Article, **kwargs: Any) -> None:
    """Signal handler: a deleted story leaves no word behind."""
    _delete(instance.pk)


def rebuild() -> int:
    """Index every published story anew; returns how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM magazine_search")
        count = 0
        for article in Article.objects.filter(state=Article.State.PUBLISHED).iterator(200):
            index(article)
            count += 1
    return count


def _words(query: str) -> list[str]:
    """At most 12 words of a query: letters and digits only, nothing that a query language could
    mean."""
    return [word[:60] for word in _WORD.findall(query[:300].replace("\x00", ""))][:12]


def matching_ids(query: str) -> Sequence[int]:
    """Keys of the stories that hold every word of `query` (the last one may be begun only), best
    first, at most `MOST`. Includes what is not public: see `search`."""
    words = _words(query)
    if not words:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            phrase = " ".join(f'"{word}"' for word in words) + "*"
            cursor.execute(
                "SELECT rowid FROM magazine_search WHERE magazine_search MATCH %s "
                "ORDER BY bm25(magazine_search, 8.0, 3.0, 1.0) LIMIT %s",
                [phrase, MOST],
            )
        else:
            # An empty tsquery (only stop words) matches nothing, as it should.
            phrase = " & ".join([*(f"'{word}'" for word in words[:-1]), f"'{words[-1]}':*"])
            cursor.execute(
                "SELECT article_id FROM magazine_search, to_tsquery('english', %s) AS asked "
                "WHERE vector @@ asked ORDER BY ts_rank(vector, asked) DESC, article_id DESC "
                "LIMIT %s",
                [phrase, MOST],
            )
        return [row[0] for row in cursor.fetchall()]


def search(query: str) -> list[Article]:
    """Public stories that hold every word of `query`, best first, ready for cards."""
    ids = matching_ids(query)
    found = Article.objects.live().filter(pk__in=ids).for_cards().in_bulk()
    return [found[pk] for pk in ids if pk in found]
