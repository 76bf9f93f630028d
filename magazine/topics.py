"""What readers' pages depend on and what changes touch, in the press's topics.

Only the pages of articles are so particular; every other page changes with everything. And only
publishing an article is: a spotlight feature stands at the foot of every page, and contributors,
pictures, sections and the identity stand anywhere.
"""

from __future__ import annotations

from magazine.card_rows import named_in
from magazine.models import Article


def of_story(number: int) -> str:
    return f"story:{number}"


def of_page(article: Article) -> set[str]:
    """Of the page of an article: itself, the latest of its section, which stand below it, and the
    stories that its text shows as cards."""
    shown = {article.pk, *named_in(article.body_html).get("story", ())}
    return {_of_section(article.section_id), *map(of_story, shown)}


def of_change(article: Article, *, before: int | None = None) -> set[str]:
    """Of a change that readers see of an article: its own page, those that show it as a card, and
    those of its section; `before`: also of the one in which it stood until now (its number). None
    for a spotlight feature: everything."""
    if article.kind != "article":
        return set()
    sections = {article.section_id, before or article.section_id}
    return {of_story(article.pk), *map(_of_section, sections)}


def _of_section(number: int | None) -> str:
    return f"section:{number or 0}"
