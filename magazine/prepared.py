"""Queries of one shape, put together once.

Django puts a queryset's SQL together anew each time, which for a story with its section, pictures
and issue takes ten times as long as the database takes to answer. Where a page is printed thousands
of times with another slug, that is worth keeping.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable


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
        kept: dict[Any, _Compiled] = connection.__dict__.setdefault("elucid_prepared", {})
        compiled = kept.get(self)
        if compiled is None:
            compiled = kept[self] = _Compiled(self._build(**self._examples), self._examples)
        return compiled.rows(values)


class _Compiled:
    """Stands where `ModelIterable` looks for a queryset's compiler."""

    def __init__(self, queryset: Any, examples: dict[str, Any]) -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        self._sql, params = compiler.as_sql()
        of_value = {_adapted(example): name for name, example in examples.items()}
        self._params = [(of_value.get(param), param) for param in params]
        if not examples.keys() <= {name for name, _ in self._params}:
            raise ValueError("An example is not among the query's parameters.")
        self._compiler = compiler
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map
        fields = [column[0] for column in self.select[: compiler.col_count]]
        self._converters = compiler.get_converters(fields)
        query = SimpleNamespace(get_compiler=lambda using: self)
        self._queryset: Any = SimpleNamespace(
            db=connection.alias,
            query=query,
            model=queryset.model,
            _fetch_mode=queryset._fetch_mode,
            _known_related_objects={},
        )
        self._found: list[Any] = []

    def rows(self, values: dict[str, Any]) -> list[Any]:
        adapted = {name: _adapted(value) for name, value in values.items()}
        params = [adapted[name] if name else param for name, param in self._params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            self._found = cursor.fetchall()
        return list(ModelIterable(self._queryset)) if self._found else []

    # What `ModelIterable` asks of a compiler.

    def execute_sql(self, **how: Any) -> list[Any]:
        return [self._found]

    def results_iter(self, results: Any) -> Any:
        rows = results[0]
        return self._compiler.apply_converters(rows, self._converters) if self._converters else rows


def _adapted(value: Any) -> Any:
    """As it stands among the parameters."""
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
