"""What readers see. `article_page` draws a story that somebody has fetched already: the public
page and the preview share it."""

from magazine.views.stories import article_page

__all__ = ["article_page"]
