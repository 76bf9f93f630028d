"""The newsletter in the newsroom; each part has a module of its own."""

from newsletter.admin import (  # noqa: F401 — registers what is in it
    campaigns,
    desk,
    imports,
    lists,
    subscribers,
    suppressions,
)
