"""The magazine in the newsroom: the writing screen, the lists, what stands around the stories."""

from magazine.admin import (
    articles,
    contributors,
    desk,
    front_page,
    identity,
    pages,
    print_issues,
    redirects,
    sections,
    snippets,
    tags,
)

__all__ = [
    "articles",
    "contributors",
    "desk",
    "front_page",
    "identity",
    "pages",
    "print_issues",
    "redirects",
    "sections",
    "snippets",
    "tags",
]
