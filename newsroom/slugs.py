"""Addresses made from titles."""

from typing import Any

from django.db import models
from django.utils.text import slugify


def free_slug(model: type[models.Model], title: str, pk: Any = None, length: int = 100) -> str:
    """A slug of at most `length` characters that no other row of `model` has: the title's own,
    else the title's with -2, -3… behind it."""
    base = slugify(title, allow_unicode=True)[:length].strip("-_") or model._meta.model_name or "x"
    taken = set(
        model._default_manager.filter(slug__startswith=base)
        .exclude(pk=pk)
        .values_list("slug", flat=True)
    )
    slug, count = base, 1
    while slug in taken:
        count += 1
        slug = f"{base}-{count}"
    return slug
