"""Django as the press enters it: the whole of it for visitors, a shorter way for pages that are
printed for nobody in particular."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch

from press.asking import MARK, MATCH, Environ

# What these do is about who asks, or about files.
FOR_VISITORS = frozenset(
    {
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    }
)


class _ForAVisitor(BaseException):
    """A page asks for something that only a visitor has. No `Exception`: nothing between the page
    and the press is to make an answer of it."""


class _Messages(tuple[()]):
    """There are none for nobody."""

    def add(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise _ForAVisitor


class PrintRequest(WSGIRequest):
    """A request of the press's. Nobody sent it, so nobody is signed in."""

    user = AnonymousUser()
    _messages = _Messages()

    @property
    def session(self) -> Any:  # type: ignore[override]
        raise _ForAVisitor


class _Printing(WSGIHandler):
    request_class = PrintRequest

    def load_middleware(self, is_async: bool = False) -> None:
        every = settings.MIDDLEWARE  # nowhere else does Django look
        settings.MIDDLEWARE = [path for path in every if path not in FOR_VISITORS]
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = every

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        response = super().get_response(request)
        if "CSRF_COOKIE" in request.META:  # the page holds a token
            response.close()
            raise _ForAVisitor
        return response

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The press has looked already."""
        found: ResolverMatch = request.META.get(MATCH) or super().resolve_request(request)
        request.resolver_match = found
        return found


class Site(WSGIHandler):
    """Django's WSGI application. What the press asks for goes without `FOR_VISITORS`, which takes
    a twentieth off a print. A page that turns out to need them all the same, for a session or a
    CSRF token, is made once more with all of it; what comes of that is not to be kept, as
    `press.policy` sees by its cookies or its Vary."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._printing = _Printing()

    def __call__(self, environ: Environ, start_response: Any) -> Any:
        if MARK in environ:
            with suppress(_ForAVisitor):
                return self._printing(dict(environ), start_response)
        return super().__call__(environ, start_response)
