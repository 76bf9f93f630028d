"""A CDN is told of every turn, twice."""

import http.server
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from press import purging
from press.purging import Purger, request_for


class Server(http.server.ThreadingHTTPServer):
    told: list[tuple[str, str, str]]
    answers: list[int]


@pytest.fixture
def cdn():
    """A CDN on this machine that writes down what it is told. `answers`: what it says, in turn."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_PURGE(self):
            server.told.append((self.command, self.path, self.headers["Surrogate-Key"]))
            self.send_response(server.answers.pop(0) if server.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = Server(("127.0.0.1", 0), Handler)
    server.told, server.answers = [], []
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_fastly_is_asked_by_surrogate_key():
    assert request_for("fastly://a%2Ftoken@SU1Z0isxPaozGVKXdv0eY") == (
        True,
        "api.fastly.com",
        "POST",
        "/service/SU1Z0isxPaozGVKXdv0eY/purge/press",
        {"Fastly-Key": "a/token"},
        "",
    )


def test_cloudflare_is_asked_by_cache_tag():
    assert request_for("cloudflare://token@023e105f4ecef8ad9ca31a8372d0c353") == (
        True,
        "api.cloudflare.com",
        "POST",
        "/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/purge_cache",
        {"Authorization": "Bearer token", "Content-Type": "application/json"},
        '{"tags": ["press"]}',
    )


@pytest.mark.parametrize(
    "value", ["fastly://", "fastly://token", "cloudflare://zone", "https://cdn.example", "purge://"]
)
def test_an_address_that_no_cdn_has_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("CDN_URL", value)
    with pytest.raises(ImproperlyConfigured, match="CDN_URL is not the address"):
        environment.cdn_url("CDN_URL")


def test_a_purge_names_everything(cdn):
    purger = Purger(request_for(f"purge://127.0.0.1:{cdn.server_port}/"))
    assert purger.purge() is True
    assert cdn.told == [("PURGE", "/", "press")]


def test_a_purge_that_fails_is_tried_again_and_then_given_up(cdn, monkeypatch):
    monkeypatch.setattr(purging.time, "sleep", lambda seconds: None)
    purger = Purger(request_for(f"purge://127.0.0.1:{cdn.server_port}/"))
    cdn.answers = [500, 503, 200]
    assert purger.purge() is True
    assert len(cdn.told) == 3
    cdn.answers = [500] * 9
    assert purger.purge() is False


def test_a_turn_purges_at_once_and_again_when_everybody_knows_of_it(cdn, monkeypatch):
    monkeypatch.setattr(purging, "AGAIN_AFTER", 0.05)
    purger = Purger(request_for(f"purge://127.0.0.1:{cdn.server_port}/"))
    purger.turned("an edition")
    for _ in range(100):
        if len(cdn.told) == 2:
            break
        threading.Event().wait(0.05)
    assert cdn.told == [("PURGE", "/", "press")] * 2


def test_behind_a_cdn_pages_may_stay_until_they_are_purged(settings, tmp_path, transactional_db):
    from tests.press.reading import Reader

    settings.CDN_URL = "purge://127.0.0.1:1/"
    reader = Reader(tmp_path / "press")
    reader.press.watch.changed.pop()  # nobody is there to be told
    reader.look()
    assert reader.get("/")["Cache-Control"] == (
        "public, max-age=0, s-maxage=86400, stale-while-revalidate=1"
    )
