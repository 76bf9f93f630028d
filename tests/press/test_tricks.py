"""Poisoning (a visitor's words on the page that others get) and deception (somebody's own page kept
for others): whatever a request says, the key and the page know of it both or neither."""

import re

import pytest
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from press.asking import declared
from press.pages import printed
from tests import factories
from tests.press.reading import Reader

pytestmark = pytest.mark.usefixtures("on_a_slow_machine")

HIT = "elucid; hit"
MISS = "elucid; fwd=miss; stored"


def echo(request):
    """A careless page: prints whatever it can find of the request."""
    said = [
        request.build_absolute_uri(),
        repr(sorted(request.GET.lists())),
        repr(sorted(request.COOKIES.items())),
        repr(sorted(request.headers.items())),
        request.META.get("REMOTE_ADDR", ""),
    ]
    return HttpResponse("\n".join(said), content_type="text/plain")


def undeclared(request):
    return echo(request)


def cookie(request):
    answer = HttpResponse("yours")
    answer.set_cookie("mine", "1")
    return answer


def varied(request):
    return HttpResponse("in your language", headers={"Vary": "Accept-Encoding, Accept-Language"})


def private(request):
    return HttpResponse("yours", headers={"Cache-Control": "max-age=5, private"})


def session(request):
    return HttpResponse(request.session.get("name", "nobody"))


def message(request):
    messages.info(request, "Seen")
    return HttpResponse("seen")


def form(request):
    return HttpResponse(f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">')


def stream(request):
    return StreamingHttpResponse(iter([b"in ", b"parts"]))


def broken(request):
    return HttpResponse("broken", status=503)


def user(request):
    signed_in = "signed in" if request.user.is_authenticated else "not signed in"
    return HttpResponse(f"{request.user.get_username() or 'nobody'}, {signed_in}")


def posted(request):
    return HttpResponse(request.method)


VIEWS = [cookie, varied, private, session, message, form, stream, broken]
urlpatterns = [
    path("echo/", printed("page", "q")(echo)),
    path("undeclared/", undeclared),
    path("posted/", printed(posted)),
    path("user/", printed(user)),
    *(path(f"{view.__name__}/", printed(view)) for view in VIEWS),
]


@pytest.fixture
def tricked(settings, tmp_path, transactional_db):
    """A press over the careless pages above."""
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["testserver", "www.testserver", ".wild.example"]
    reader = Reader(tmp_path / "press")
    reader.look()
    return reader


FORGED = {
    "x_forwarded_host": "evil.example",
    "x_forwarded_proto": "https",
    "x_forwarded_port": "444",
    "x_forwarded_for": "198.51.100.66",
    "x_forwarded_prefix": "/evil",
    "x_original_url": "/admin/",
    "x_rewrite_url": "/admin/",
    "x_http_method_override": "POST",
    "forwarded": "host=evil.example",
    "user_agent": "evil",
    "accept": "text/evil",
    "accept_language": "de",
    "referer": "https://evil.example/",
    "origin": "https://evil.example",
    "cookie": "theme=evil",
    "range": "bytes=0-3",
    "cache_control": "no-cache",
    "x_anything": "evil",
}


@pytest.mark.parametrize("name", FORGED)
def test_no_header_of_a_visitor_reaches_a_page_that_others_get(tricked, name):
    forged = tricked.get("/echo/", **{name: FORGED[name]})
    clean = tricked.get("/echo/")
    assert (forged.status, forged["Cache-Status"]) == (200, MISS)
    assert (clean["Cache-Status"], clean.text) == (HIT, forged.text)
    for word in ["evil", "198.51.100.66", "203.0.113.7", "https", "444"]:
        assert word not in clean.text


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "testserver.evil.example",
        "testserver:evil",
        "testserver, evil.example",
        "testserver\r\nX-Evil: 1",
        "testserver/evil",
        "testserver@evil.example",
        "evil.example#testserver",
        "",
        " testserver",
        "testserver.",
        "testserver:1",
        "a.wild.example",
        "wild.example",
    ],
)
def test_a_host_that_is_not_ours_by_name_is_never_kept_under(tricked, host):
    tricked.get("/echo/", host=host)
    tricked.get("/echo/", host=host)
    assert dict(tricked.press.memory.copies) == {}
    assert host not in tricked.get("/echo/").text.replace("testserver", "") or not host.strip(" .")


def test_each_of_our_hosts_has_pages_of_its_own(tricked):
    assert "www" not in tricked.get("/echo/").text
    assert "http://www.testserver/echo/" in tricked.get("/echo/", host="www.testserver").text
    assert "www" not in tricked.get("/echo/").text
    assert tricked.get("/echo/", host="TestServer")["Cache-Status"] == HIT


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=evil",
        "evil",
        "page[]=2",
        "Page=2",
        "%70age%00=2",
        "fbclid=x&gclid=y",
        "&&&",
        "=2",
        "amp;page=2",
        "page;=2",
    ],
)
def test_what_no_view_declared_is_neither_seen_nor_kept(tricked, query):
    first = tricked.get("/echo/")
    again = tricked.get(f"/echo/?{query}")
    assert (again["Cache-Status"], again.text) == (HIT, first.text)
    assert tricked.entered == ["/echo/"]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("page=2", "page=2"),
        ("page=2&utm_source=x", "page=2"),
        ("utm_source=x&page=2", "page=2"),
        ("%70%61ge=2", "page=2"),
        ("page=%32", "page=2"),
        ("page=1&page=2", "page=2"),  # Django reads the last one, so do we
        ("q=b&page=2", "page=2&q=b"),
        ("page=", "page="),
        ("page", "page="),
        ("page=2;q=1", "page=2%3Bq%3D1"),
        ("q=a+b%26page=3", "q=a+b%26page%3D3"),
        ("page=\xc3\xa9", "page=%C3%A9"),
    ],
)
def test_a_parameter_has_one_spelling(query, kept):
    assert declared(query, ("page", "q")) == kept
    assert declared(kept, ("page", "q")) == kept


@pytest.mark.parametrize("query", ["page=" + "2" * 61, "page=2&" + "x" * 3000, "page=\xff"])
def test_what_is_too_long_or_no_text_is_not_kept(tricked, query):
    tricked.get(f"/echo/?{query}")
    assert dict(tricked.press.memory.copies) == {}


def test_a_view_that_declares_nothing_is_never_kept(tricked):
    for _ in range(2):
        answer = tricked.get("/undeclared/?anything=1", x_anything="mine")
        assert answer["Cache-Status"] == ""
        assert "mine" in answer.text
    assert tricked.entered == ["/undeclared/"] * 2


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_what_is_not_for_everybody_is_not_kept(tricked, view):
    for _ in range(2):
        answer = tricked.get(f"/{view.__name__}/")
        assert not answer["Cache-Status"].startswith(HIT)
    assert dict(tricked.press.memory.copies) == {}
    assert list(tricked.press.shelf.folder.glob("copies/*/*")) == []


def test_a_cookie_goes_to_the_one_visitor_who_asked(tricked):
    assert tricked.get("/cookie/")["Set-Cookie"].strip() == "mine=1; Path=/"


def test_a_form_that_everybody_might_get_goes_with_its_cookie_to_the_one_who_asked(tricked):
    answer = tricked.get("/form/")
    assert re.search(r'value="\w{64}"', answer.text)
    assert "csrftoken=" in answer["Set-Cookie"]


def test_a_page_that_asks_who_is_signed_in_is_told_nobody(tricked):
    for status in (MISS, HIT):
        answer = tricked.get("/user/")
        assert (answer["Cache-Status"], answer.text) == (status, "nobody, not signed in")


def test_a_page_has_the_same_headers_printed_and_given_to_a_visitor(reader):
    """For which the printed one does without some of the middleware."""
    story = factories.live_article().get_absolute_url()
    reader.look()
    printed_page = dict(reader.get(story).headers)
    visited = dict(reader.get(story, cookie="sessionid=abc").headers)
    about_keeping = {
        "Cache-Control", "Cache-Status", "Cache-Tag", "ETag", "Last-Modified", "Set-Cookie",
        "Surrogate-Key", "Vary",
    }  # fmt: skip
    assert {name: said for name, said in printed_page.items() if name not in about_keeping} == {
        name: said for name, said in visited.items() if name not in about_keeping
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PURGE", "get"])
def test_other_methods_go_straight_through(tricked, method):
    assert tricked.get("/posted/").text == "GET"
    tricked.get("/posted/", method=method)
    assert tricked.entered == ["/posted/"] * 2
    assert tricked.get("/posted/").text == "GET"


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "theme=dark; sessionid=abc"},
        {"cookie": "messages=abc"},
        {"authorization": "Bearer abc"},
    ],
)
def test_somebody_who_may_be_signed_in_gets_and_leaves_no_copy(tricked, headers):
    own = tricked.get("/echo/?secret=1", **headers)
    assert "secret" in own.text
    assert own["Cache-Status"] == ""
    assert dict(tricked.press.memory.copies) == {}
    tricked.get("/echo/")
    assert tricked.get("/echo/?secret=1", **headers)["Cache-Status"] == ""


def test_what_a_signed_in_person_gets_may_be_kept_by_nobody_else(tricked):
    assert tricked.get("/echo/", cookie="sessionid=abc")["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "tail",
    [
        "x.css", "/", ";.css", "%3b.css", "%2f", "%00", "%0a", "..%2f", "%2e%2e/", "..;/", "\\",
        "%5c", "?.css", "#.css", "%23.css", "%c0%ae", "%ff", "%e2%80%ae", ".html", "index.html",
    ],
)  # fmt: skip
def test_an_address_with_a_tail_is_not_the_page(reader, tail):
    """`/admin/x.css`, `/stories/a/..%2f…`: what a cache in front might take for a file."""
    story = factories.live_article().get_absolute_url()
    reader.look()
    for path_ in [story, "/admin/login/", "/newsletter/confirm/token/"]:
        reader.get(path_ + tail)
    kept = {key[1] for key in reader.press.memory.copies}
    assert kept <= {story}
    assert [file for file in reader.press.shelf.folder.rglob("*") if ".." in file.name] == []


def test_random_addresses_and_parameters_fill_nothing(reader):
    story = factories.live_article().get_absolute_url()
    reader.look()
    for number in range(40):
        assert reader.get(f"/stories/no-{number}/").status == 404
        assert reader.get(f"/sections/no-{number}/?page={number}").status == 404
        assert reader.get(f"/search/?q={number}").status == 200
        assert reader.get(f"{story}?{number}=x").status == 200
        assert reader.get("/issues/?page=" + str(2 + number)).status == 404
    assert {key[1] for key in reader.press.memory.copies} == {story}
    assert len(list(reader.press.shelf.folder.glob("copies/*/*.head"))) == 1


def test_a_redirect_with_a_query_still_leads_on(reader):
    from magazine.models import Redirect

    story = factories.live_article().get_absolute_url()
    Redirect.objects.create(old_path="/stories/old/?id=5", new_path=story)
    reader.look()
    assert reader.get("/stories/old/?id=5")["Location"].endswith(story)
    assert reader.get("/stories/old/").status == 404


def test_http_is_not_answered_where_only_https_is_served(settings, tmp_path, transactional_db):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 1000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    reader = Reader(tmp_path / "press")
    reader.look()
    secure = reader.get("/", x_forwarded_proto="https")
    assert (secure.status, secure["Strict-Transport-Security"]) == (200, "max-age=1000")
    for forged in [{}, {"x_forwarded_proto": "http"}, {"x_forwarded_proto": "http, https"}]:
        assert reader.get("/", **forged).status == 301
    assert reader.get("/", x_forwarded_proto="https")["Cache-Status"] == HIT
