"""Addresses in templates: whole ones, and e-mail addresses that harvesters do not get."""

from django import template
from django.utils.safestring import SafeString

from magazine import addresses, cloaking

register = template.Library()


@register.filter
def absolute(path: object) -> str:
    """The whole address of a path of ours."""
    return addresses.absolute(str(path))


@register.inclusion_tag("components/email.html")
def email_address(address: str) -> dict[str, SafeString]:
    """A cloaked e-mail address; nothing for an empty one."""
    return {"cloaked": cloaking.cloak(address)}


@register.filter
def cloaked(html: str) -> SafeString:
    """A rendered body with the e-mail addresses in it cloaked."""
    return cloaking.cloak_all(html)
