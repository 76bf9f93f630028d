"""Where the magazine shows pictures, as the library asks (`library.uses`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from library.models import Picture
from library.uses import Use
from magazine import publishing
from magazine.blocks import pictures_in
from magazine.models import Article, Contributor, Page, PrintIssue, Revision, SiteIdentity

_COLUMNS: list[tuple[Any, str, str]] = [
    (Article, "lead_picture", "Lead picture"),
    (Article, "sharing_picture", "Picture for sharing"),
    (Contributor, "portrait", "Portrait"),
    (PrintIssue, "cover", "Cover"),
    (SiteIdentity, "logo", "Logo"),
    (SiteIdentity, "dark_logo", "Logo in the dark"),
]
_BODIES: list[Any] = [Article, Page]


def used() -> set[int]:
    found: set[int] = set()
    for model, column, _ in _COLUMNS:
        rows = model.objects.exclude(**{column: None}).order_by()
        found.update(rows.values_list(column, flat=True))
    for model in _BODIES:
        bodies = model.objects.filter(body__contains="data-picture").order_by()
        for body in bodies.values_list("body", flat=True).iterator(500):
            found.update(pictures_in(body))
    return found.union(*(shown for _, shown in _drafts()))


def _drafts() -> Iterator[tuple[Article, set[int]]]:
    """Stories with changes that are not out yet, and the pictures that those show."""
    newest = Revision.objects.in_line().filter(article=OuterRef("article")).order_by("-number")
    beside = Revision.objects.filter(pk=Subquery(newest.values("pk")[:1]), on_row=False)
    for draft in beside.select_related("article").order_by("-pk"):
        fields = draft.content["fields"]
        shown = set(pictures_in(fields.get("body") or ""))
        shown |= {fields[name] for name in ("lead_picture", "sharing_picture") if fields.get(name)}
        yield draft.article, shown


def with_picture(model: Any, picture: Picture) -> QuerySet[Any]:
    """Rows whose body shows a picture."""
    number = str(picture.pk)
    # In a list it stands first, last, between others or alone.
    shapes = [f'data-picture="{number}"', f'data-pictures="{number}"']
    shapes += [f'data-pictures="{number},', f",{number},", f',{number}"']
    found = Q()
    for shape in shapes:
        found |= Q(body__contains=shape)
    rows = model.objects.filter(body__contains="data-picture").filter(found)
    # The last three may be part of a caption.
    sure = [pk for pk, body in rows.values_list("pk", "body") if picture.pk in pictures_in(body)]
    return model.objects.filter(pk__in=sure)


def of(picture: Picture, user: Any) -> Iterator[Use]:
    """The uses of a picture. The title of a story that is not public is for who may see it."""
    for model, column, how in _COLUMNS:
        for row in model.objects.filter(**{column: picture}).order_by("-pk"):
            yield _use(how, row, user)
    for model in _BODIES:
        for row in with_picture(model, picture).order_by("-pk"):
            yield _use("In the text", row, user)
    for story, shown in _drafts():
        if picture.pk in shown:
            yield _use("In a draft", story, user)


def _use(how: str, row: Any, user: Any) -> Use:
    from magazine.admin.writing import admin_of  # the admin is made after the apps

    if not isinstance(row, Article):
        name = f"{row._meta.app_label}_{row._meta.model_name}"
        may = user.has_perm(f"{row._meta.app_label}.view_{row._meta.model_name}")
        url = reverse(f"admin:{name}_change", args=[row.pk]) if may else ""
        return Use(how, str(row), url)
    theirs = user.has_perm("magazine.edit_any_article") or row.created_by_id == user.pk
    place = admin_of(row.kind)
    if theirs and place is not None:
        return Use(how, row.title, place.url("change", row.pk))
    return Use(how, row.title if row.is_live() else "A story of somebody else")


def replaced(picture: Picture) -> None:
    """Texts are rendered when they are published, with the addresses of their pictures."""
    for story in with_picture(Article, picture).filter(state=Article.State.PUBLISHED):
        publishing.refresh(story)
    for page in with_picture(Page, picture):
        page.save()
