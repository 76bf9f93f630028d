"""Which views make pages that the press may keep, and what of a request they depend on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, overload

from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, ResolverMatch, resolve

View = Callable[..., Any]


@overload
def printed(view: View, /) -> View: ...
@overload
def printed(*parameters: str) -> Callable[[View], View]: ...
def printed(*given: Any) -> Any:
    """Says that everybody gets the same answer from a view, and which query parameters it reads.

        @printed
        def front(request): ...

        @printed("page")
        def section(request, slug): ...

    What the press keeps was asked for by nobody in particular: the view is called without cookies,
    without the visitor's headers and address, and without any parameter that is not named here.
    An answer that must not be kept nevertheless says so in Cache-Control.
    """
    if len(given) == 1 and callable(given[0]):
        return _mark(given[0], ())
    return lambda view: _mark(view, given)


def _mark(view: Any, parameters: tuple[str, ...]) -> Any:
    view.press_parameters = parameters  # functools.wraps hands it on to what is wrapped around
    return view


def depends_on(response: Any, *topics: str) -> Any:
    """Says of a printed page (Django's response) that only changes to `topics`, and those that
    touch everything, can change it. Without it every change may. `press.generation.turn` names the
    same topics; a view that names too few shows old pages. Returns the response."""
    response.press_topics = frozenset(topics)
    return response


class Place(NamedTuple):
    """What the URLs say about a path that the press may keep."""

    match: ResolverMatch
    parameters: tuple[str, ...]  # of the query, that its view reads

    @property
    def name(self) -> str:
        """With its app: magazine:article."""
        return str(self.match.view_name)


def place_of(environ: dict[str, Any]) -> Place | None:
    """The place that a request asks for; None if its answer is not the press's to keep."""
    try:
        found = resolve(get_path_info(environ))
    except (Resolver404, UnicodeError, ValueError):
        return None
    parameters = getattr(found.func, "press_parameters", None)
    return None if parameters is None else Place(found, parameters)
