"""`{% load describing %}`: what a page says of itself."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from magazine.describing import Description, magazines_nodes
from press.once import once

register = template.Library()


@register.simple_tag(takes_context=True)
def head(context: Context) -> SafeString:
    """`{% head %}`: the page's `description` as HTML, without most of it for a page with
    `noindex`."""
    description: Description = context["description"]
    magazines = once(
        context["request"],
        "magazine.nodes",
        lambda: magazines_nodes(description.identity),
    )
    return description.head(noindex=bool(context.get("noindex")), magazines=magazines)
