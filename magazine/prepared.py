"""Queries of one shape, put together once.

Django puts a queryset's SQL together anew each time, which for a story with its section, pictures
and issue takes ten times as long as the database takes to answer. Where a page is printed thousands
of times with another slug, that is worth keeping.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators


class Prepared[Row: Model]:
    """`build` makes a queryset of rows (no prefetching) out of `examples`; called with other values
    of the same types, a `Prepared` gives the rows of the same queryset made out of those.

        of_slug = Prepared(lambda slug: Section.objects.filter(slug=slug), slug="an example")
        rows = of_slug(slug="fashion")

    Each example must be found in the query's parameters as it is: take values that nothing else in
    the query has. What `build` says beside them, the present time for one, is kept for ever.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]], **examples: Any) -> None:
        self._build = build
        self._examples = examples

    def __call__(self, **values: Any) -> list[Row]:
        if values.keys() != self._examples.keys():
            raise TypeError(f"This query asks for {', '.join(self._examples)}.")
        # A connection belongs to one thread, and knows which database it speaks to.
        connection: Any = connections[DEFAULT_DB_ALIAS]
        kept: dict[Any, _Compiled] = connection.__dict__.setdefault("elucid_prepared", {})
        compiled = kept.get(self)
        if compiled is None:
            queryset = self._build(**self._examples)
            compiled = kept[self] = _Compiled(connection, queryset, self._examples)
        return compiled.rows(values)


class _Compiled:
    """A queryset's SQL and what makes instances of its rows: `ModelIterable` without what is the
    same each time."""

    def __init__(self, connection: Any, queryset: Any, examples: dict[str, Any]) -> None:
        self._connection = connection
        self._compiler = compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        of_value = {_adapted(connection, example): name for name, example in examples.items()}
        # Named, because for SQLite Django looks for the other ones letter by letter, each time.
        self._params = [(str(n), of_value.get(param), param) for n, param in enumerate(params)]
        if not examples.keys() <= {name for _, name, _ in self._params}:
            raise ValueError("An example is not among the query's parameters.")
        numbers = itertools.count()
        self._sql = re.sub(r"(?<!%)%s", lambda _: f"%({next(numbers)})s", sql)
        info, fetch_mode = compiler.klass_info, queryset._fetch_mode
        if fetch_mode.track_peers:
            raise ValueError("Prepared rows fetch nothing for each other.")
        self._annotations = list((compiler.annotation_col_map or {}).items())
        self._converters = compiler.get_converters(
            [column[0] for column in compiler.select[: compiler.col_count]]
        )
        first, last = info["select_fields"][0], info["select_fields"][-1]
        self._own = slice(first, last + 1)
        self._names = [column[0].target.attname for column in compiler.select[self._own]]
        self._from_db = partial(info["model"].from_db, fetch_mode=fetch_mode)
        self._related = get_related_populators(info, compiler.select, connection.alias, fetch_mode)

    def rows(self, values: dict[str, Any]) -> list[Any]:
        adapted = {name: _adapted(self._connection, value) for name, value in values.items()}
        params = {number: adapted[name] if name else param for number, name, param in self._params}
        with self._connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            found = cursor.fetchall()
        if self._converters:
            found = self._compiler.apply_converters(found, self._converters)
        return [self._instance(row) for row in found]

    def _instance(self, row: Any) -> Any:
        instance = self._from_db(self._connection.alias, self._names, row[self._own])
        for related in self._related:
            related.populate(row, instance)
        for name, place in self._annotations:
            setattr(instance, name, row[place])
        return instance


def _adapted(connection: Any, value: Any) -> Any:
    """As it stands among the parameters."""
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
