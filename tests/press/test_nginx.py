"""What nginx hands out by itself is what the press would: the same bytes and headers for as long as
they are right, and no longer. With the real deploy/nginx.conf, in the real nginx where there is one
(Debian's package `nginx`)."""

import http.client
import re
import shutil
import socket
import subprocess
import threading
import time
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings as django_settings
from django.db import connection

from press import policy, rack
from tests import factories

CONF = (django_settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
HEADERS = re.compile(r"""^\s*add_header (\S+) (?:"([^"]*)"|'([^']*)'|(\S+));""", re.MULTILINE)


def said_in(block):
    """The headers that a location of the configuration adds."""
    text = CONF.partition(f"location {block} {{")[2].partition("\n    }")[0]
    return {name: one or two or three for name, one, two, three in HEADERS.findall(text)}


@pytest.mark.parametrize("block", ["/", "@last"])
def test_the_configuration_says_what_the_site_says(block):
    said = said_in(block)
    for name, value in rack.common_headers():
        if name != "Content-Type":
            assert said[name] == value
    assert said["Vary"] == "Accept-Encoding"
    assert said["Cache-Control"] == (policy.UNPURGED if block == "/" else policy.OLD)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def front(reader, tmp_path):
    """nginx before the press of `reader`. `front.get` asks nginx; `reader.entered` says what came
    through to Django, `front.asked` what came through to the site at all."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        pytest.skip("nginx is not installed")
    asked = []

    def site(environ, start_response):
        asked.append(environ["PATH_INFO"])
        try:
            return list(reader.press(environ, start_response))
        finally:
            connection.close()

    server = make_server("127.0.0.1", 0, site, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    port = free_port()
    conf = CONF.replace("127.0.0.1:8000", f"127.0.0.1:{server.server_port}")
    conf = conf.replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    conf = conf.replace("magazine.example", "testserver")
    conf = conf.replace("/srv/elucid/var", str(reader.press.shelf.folder.parent))
    folders = "".join(
        f"{name}_temp_path {tmp_path}/{name};"
        for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    )
    (tmp_path / "nginx.conf").write_text(
        f"user root; daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;"
        f"events {{}} http {{ access_log off; {folders} {conf} }}"
    )
    nginx = subprocess.Popen([program, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")])

    def get(path="/", method="GET", **headers):
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        client.request(method, path, headers={"Host": "testserver", **sent})
        answer = client.getresponse()
        body = answer.read()
        client.close()
        return SimpleNamespace(status=answer.status, headers=answer.headers, body=body)

    watched = threading.Event()

    def renew():
        while not watched.wait(0.1):
            reader.press.rack.renew(reader.press.watch.edition.name)

    watching = threading.Thread(target=renew)

    def keep_leases():
        """What the watching thread does, until `let_leases_go`."""
        reader.press.rack.renew(reader.press.watch.edition.name)
        watching.start()

    def let_leases_go():
        watched.set()
        watching.join()
        time.sleep(1.0)  # all that were given ahead

    def stop_site():
        server.shutdown()
        thread.join()
        server.server_close()

    until = time.monotonic() + 10
    while True:
        try:
            get("/robots.txt")
            break
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
    asked.clear()
    yield SimpleNamespace(
        get=get,
        asked=asked,
        stop_site=stop_site,
        keep_leases=keep_leases,
        let_leases_go=let_leases_go,
    )
    watched.set()
    nginx.terminate()
    nginx.wait()
    if thread.is_alive():
        stop_site()


FILE = "elucid; hit; detail=file"


@pytest.mark.parametrize("takes", ["br", "gzip", "gzip, deflate, br, zstd", "identity"])
def test_nginx_hands_out_what_the_press_would(reader, front, takes):
    path = factories.live_article("Straße").get_absolute_url()
    reader.look()
    made = reader.get(path, accept_encoding=takes)
    front.keep_leases()
    given = front.get(path, Accept_Encoding=takes)
    assert given.headers["Cache-Status"] == FILE
    assert (given.status, given.body) == (200, made.raw)
    differ = {"Cache-Status", "Last-Modified", "Surrogate-Key", "Cache-Tag"}
    for name, value in made.headers:
        if name not in differ:
            assert given.headers[name] == value, name
    assert given.headers["Last-Modified"] is None
    again = front.get(path, Accept_Encoding=takes, If_None_Match=made["ETag"])
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", made["ETag"])
    assert front.get(path, method="HEAD", Accept_Encoding=takes).headers["ETag"] == made["ETag"]
    assert front.asked == []


def test_a_turn_reaches_nginx_a_moment_after_the_look_that_sees_it(reader, front):
    reader.get("/")
    front.keep_leases()
    assert front.get("/").headers["Cache-Status"] == FILE
    factories.live_article("Brand new")
    reader.look()
    time.sleep(0.25)  # what nginx has opened it keeps for a tenth of a second (press.rack)
    answer = front.get("/")
    assert answer.headers["Cache-Status"] == "elucid; fwd=miss; stored"
    assert b"Brand new" in answer.body


def test_without_a_watch_the_leases_run_out(reader, front):
    reader.get("/")
    front.keep_leases()
    assert front.get("/").headers["Cache-Status"] == FILE
    front.let_leases_go()
    assert front.get("/").headers["Cache-Status"] != FILE
    assert front.asked == ["/"]


def test_when_the_site_is_away_the_last_copy_is_shown_and_says_so(reader, front):
    reader.get("/", accept_encoding="br")
    front.stop_site()
    time.sleep(1.0)
    old = front.get("/", Accept_Encoding="br")
    assert (old.status, old.body) == (200, reader.get("/", accept_encoding="br").raw)
    assert old.headers["Cache-Status"] == 'elucid; hit; ttl=-1; detail="site away"'
    assert front.get("/sections/none/").status == 502
    assert front.get("/", Cookie="sessionid=abc").status == 502
    assert front.get("/", method="POST").status == 502


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=abc"},
        {"Cookie": "theme=dark"},
        {"Authorization": "Bearer abc"},
        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ],
)
def test_whoever_says_more_than_the_address_is_asked_of_the_site(reader, front, headers):
    reader.get("/")
    front.keep_leases()
    assert front.get("/", **headers).headers["Cache-Status"] != FILE
    assert front.asked == ["/"]


@pytest.mark.parametrize(
    "address",
    [
        "/?utm_source=x", "/?page=2", "/index.html", "/index.html.br", "/stories",
        "/../secret_key", "/..%2fsecret_key", "/%2e%2e/secret_key", "/press/boot", "/secret_key",
        "/.%00/", "/stories/..%5c/", "/contributors", "/contributors.html", "/.html",
    ],
)  # fmt: skip
def test_no_other_address_leads_to_a_file(reader, front, address):
    (reader.press.shelf.folder.parent / "secret_key").write_text("a secret")
    reader.get("/")
    reader.get("/contributors/")
    front.keep_leases()
    assert front.get("/contributors/").headers["Cache-Status"] == FILE
    answer = front.get(address)
    assert answer.headers["Cache-Status"] != FILE
    assert b"a secret" not in answer.body


@pytest.mark.parametrize(
    ("name", "kind"), [("site.css", "text/css"), ("start.js", "text/javascript")]
)
def test_sheets_and_scripts_come_as_the_browser_takes_them(reader, front, name, kind):
    stem, ending = name.split(".")
    path = f"/static/{stem}.0123456789ab.{ending}"
    file = reader.press.shelf.folder.parent / path.removeprefix("/")
    file.parent.mkdir(parents=True)
    for added, words in {"": b"plain", ".br": b"by brotli", ".gz": b"by gzip"}.items():
        file.with_name(file.name + added).write_bytes(words)
    for takes, encoding, words in [
        ("gzip, deflate, br", "br", b"by brotli"),
        ("gzip", "gzip", b"by gzip"),
        ("identity", None, b"plain"),
    ]:
        given = front.get(path, Accept_Encoding=takes)
        assert (given.status, given.body) == (200, words)
        assert given.headers["Content-Encoding"] == encoding
        assert given.headers["Content-Type"] == f"{kind}; charset=utf-8"
        assert given.headers["Vary"] == "Accept-Encoding"
        assert "immutable" in given.headers["Cache-Control"]
    assert front.asked == []
    # Too small to be compressed: only the site knows that.
    small = path.replace("0123456789ab", "ba9876543210")
    file.with_name(small.rpartition("/")[2]).write_bytes(b"plain")
    front.get(small, Accept_Encoding="br")
    assert front.asked == [small]
