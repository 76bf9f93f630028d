"""The least that Django can do, under the middleware of the magazine: 30 KB of text from a view.
`benchmarks.press` serves it beside the magazine, by the same command."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

_BODY = "<p>The cloth was woven twice.</p>\n" * 900


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_BODY)


urlpatterns = [path("", view)]
