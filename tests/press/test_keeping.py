"""What the press keeps, and how it says so."""

from pathlib import Path

import pytest

from press import generation
from tests import factories

pytestmark = pytest.mark.usefixtures("on_a_slow_machine")

HIT = "elucid; hit"
MISS = "elucid; fwd=miss; stored"


def test_a_page_is_printed_once_and_handed_out_from_then_on(reader):
    story = factories.live_article("The first story")
    reader.look()
    first = reader.get(story.get_absolute_url())
    second = reader.get(story.get_absolute_url())
    assert (first.status, first["Cache-Status"]) == (200, MISS)
    assert (second.status, second["Cache-Status"]) == (200, HIT)
    assert second.text == first.text
    assert "The first story" in first.text
    assert reader.entered == [story.get_absolute_url()]


def test_a_second_process_and_a_restarted_one_find_the_copy(reader, another):
    first = reader.get("/")
    found = another.get("/")
    assert (found["Cache-Status"], found["ETag"], found.text) == (HIT, first["ETag"], first.text)
    assert another.entered == []


@pytest.mark.parametrize(
    ("takes", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1.0, br;q=0.1", "br"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("br;q=nonsense, zstd", ""),
        ("", ""),
        ("x" * 10_000, ""),
    ],
)
def test_every_visitor_gets_an_encoding_that_they_take(reader, takes, sent):
    plain = reader.get("/")
    answer = reader.get("/", accept_encoding=takes)
    assert answer["Content-Encoding"] == sent
    assert answer.text == plain.text
    assert answer["Content-Length"] == str(len(answer.raw))
    assert answer["Vary"] == "Accept-Encoding"
    assert (answer["ETag"] == plain["ETag"]) == (sent == "")


def test_who_has_the_page_already_is_told_so(reader):
    whole = reader.get("/", accept_encoding="br")
    etag = whole["ETag"]
    for known in [etag, f"W/{etag}", f'"other", {etag}', "*"]:
        answer = reader.get("/", accept_encoding="br", if_none_match=known)
        assert (answer.status, answer.raw, answer["ETag"]) == (304, b"", etag)
        assert answer["Cache-Control"] == whole["Cache-Control"]
    for other in ['"other"', reader.get("/")["ETag"], "", "nonsense"]:
        answer = reader.get("/", accept_encoding="br", if_none_match=other)
        assert (answer.status, answer.raw) == (200, whole.raw)


def test_a_date_counts_where_no_etag_is_known(reader):
    whole = reader.get("/")
    since = whole["Last-Modified"]
    assert reader.get("/", if_modified_since=since).status == 304
    assert reader.get("/", if_modified_since="Thu, 01 Jan 1970 00:00:00 GMT").status == 200
    assert reader.get("/", if_modified_since="yesterday").status == 200
    assert reader.get("/", if_modified_since=since, if_none_match='"other"').status == 200


def test_head_gets_the_headers_and_no_body(reader):
    whole = reader.get("/")
    head = reader.get("/", method="HEAD")
    assert head.raw == b""
    assert head["Content-Length"] == str(len(whole.raw))
    assert head["ETag"] == whole["ETag"]
    assert reader.entered == ["/"]


def test_a_head_first_prints_the_whole_page(reader):
    assert reader.get("/", method="HEAD").raw == b""
    assert reader.get("/")["Cache-Status"] == HIT
    assert len(reader.get("/").raw) > 0


def test_shared_caches_are_told_how_long_and_under_which_key(reader, settings):
    assert reader.get("/")["Cache-Control"] == (
        "public, max-age=0, s-maxage=1, stale-while-revalidate=1"
    )
    assert reader.get("/")["Surrogate-Key"] == "press magazine-front"
    assert reader.get("/")["Cache-Tag"] == "press,magazine-front"


def test_a_kept_page_carries_the_policies_of_a_page_of_django(reader, client):
    kept, made = reader.get("/"), client.get("/")
    for name in ["Content-Type", "Content-Security-Policy", "Referrer-Policy", "X-Frame-Options"]:
        assert kept[name] == made[name] != ""


def test_feeds_and_sitemap_are_kept_too(reader):
    for path in ["/feed/", "/sitemap.xml", "/robots.txt"]:
        first = reader.get(path)
        assert (first.status, reader.get(path)["Cache-Status"]) == (200, HIT)


def test_the_memory_is_bounded_and_what_was_used_least_goes_first(tmp_path, transactional_db):
    from tests.press.reading import Reader

    paths = [factories.live_article().get_absolute_url() for _ in range(6)]
    one = Reader(tmp_path / "one")
    one.look()
    one.get(paths[0])
    size = one.press.memory.size
    reader = Reader(tmp_path / "small", memory=size * 4 + size // 2)
    reader.look()
    for path in paths:
        reader.get(path)
        reader.get(paths[0])
    assert reader.press.memory.size <= reader.press.memory.most
    assert ("testserver", paths[0], "") in reader.press.memory.copies
    assert ("testserver", paths[1], "") not in reader.press.memory.copies


def test_the_files_are_bounded_and_what_was_printed_longest_ago_goes_first(reader):
    import os

    paths = [factories.live_article().get_absolute_url() for _ in range(4)]
    reader.look()
    shelf = reader.press.shelf
    for age, path in zip([400, 300, 200, 100], paths, strict=True):
        reader.get(path)
        head = Path(shelf.place(("testserver", path, ""))) / "head"
        os.utime(head, (head.stat().st_mtime - age,) * 2)
    size = sum(file.stat().st_blocks * 512 for file in shelf.folder.rglob("copies/*/*/*"))
    shelf.most = size * 5 // 8
    assert shelf.tidy() == 2
    left = [path for path in paths if shelf.load(("testserver", path, ""))]
    assert left == paths[2:]


def test_a_page_that_comes_back_has_all_its_files_again(reader, another):
    story = factories.live_article("One")
    path = story.get_absolute_url()
    reader.look()
    first = reader.get(path, accept_encoding="br")
    for title in ["Two", "One"]:
        type(story).objects.filter(pk=story.pk).update(title=title)
        generation.turn()
        another.look()
        assert title in another.get(path).text  # whose process never made it in brotli
    reader.look()
    again = reader.get(path, accept_encoding="br")
    assert (again.raw, again["ETag"]) == (first.raw, first["ETag"])
    assert again["Cache-Status"] == HIT
    place = Path(reader.press.shelf.place(("testserver", path, "")))
    assert [file.read_bytes() for file in place.glob("*.br")] == [first.raw]
    laid_out = reader.press.shelf.folder / "pages" / reader.press.watch.edition.name / "testserver"
    assert (laid_out / path.strip("/") / "index.html.br").read_bytes() == first.raw


def test_a_damaged_file_counts_as_none(reader, another):
    reader.get("/", accept_encoding="br")
    place = Path(reader.press.shelf.place(("testserver", "/", "")))
    for file in place.iterdir():
        if file.suffix == ".br":
            file.write_bytes(b"")
    answer = another.get("/", accept_encoding="br")
    assert answer.text == reader.get("/").text
    for file in place.glob("*.html"):
        file.write_bytes(b"<p>half a pa")
    third = type(reader)(reader.press.shelf.folder)
    third.look()
    assert third.get("/").text == reader.get("/").text
    assert third.entered == ["/"]


def test_without_a_folder_everything_goes_on_in_memory(tmp_path, transactional_db):
    from tests.press.reading import Reader

    (tmp_path / "file").write_text("no folder can be made here")
    reader = Reader(tmp_path / "file" / "press")
    reader.look()
    assert reader.get("/")["Cache-Status"] == MISS
    assert reader.get("/")["Cache-Status"] == HIT
