"""Kinds of story. An app that extends `Article` registers the kind it brings, so that a story
finds its address without the magazine knowing that app."""

_URL_NAMES = {"article": "magazine:article"}


def register(kind: str, *, url_name: str) -> None:
    """Say which URL name (taking a slug) shows stories of this kind. Called from `ready()`."""
    _URL_NAMES[kind] = url_name


def url_name_of(kind: str) -> str:
    return _URL_NAMES[kind]


def url_names() -> frozenset[str]:
    """The URL names under which stories of any kind are shown."""
    return frozenset(_URL_NAMES.values())
