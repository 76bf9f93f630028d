"""Parts of templates that are printed once an edition."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context

from press.once import once

register = template.Library()


class OnceNode(template.Node):
    # No block stands in one: for every page Django looks through its base for blocks.
    child_nodelists = ()

    def __init__(self, name: str, depends_on: list[FilterExpression], nodes: NodeList) -> None:
        self.name = name
        self.depends_on = depends_on
        self.nodelist = nodes

    def render(self, context: Context) -> Any:
        request = context.get("request")
        if request is None:
            return self.nodelist.render(context)
        values = tuple(each.resolve(context, ignore_failures=True) for each in self.depends_on)
        return once(request, (self.name, *values), lambda: self.nodelist.render(context))


@register.tag("once")
def _once(parser: Parser, token: Token) -> OnceNode:
    """`{% once "masthead" section.pk %}…{% endonce %}`: what stands between depends on nothing but
    the edition and the values that are named. They must be simple (numbers, texts, None) and few.
    """
    _, name, *depends_on = token.split_contents()
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(name, [parser.compile_filter(each) for each in depends_on], nodes)
