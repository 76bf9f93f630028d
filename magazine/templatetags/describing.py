"""`{% load describing %}`: what a page says of itself."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def head(context: Context) -> SafeString:
    """`{% head %}`: the page's `description` as HTML, without most of it for a page with
    `noindex`."""
    said: SafeString = context["description"].head(noindex=bool(context.get("noindex")))
    return said
