"""What the press keeps, and how it says so."""

import time
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
        head = Path(f"{shelf.place(('testserver', path, ''))}.head")
        os.utime(head, (head.stat().st_mtime - age,) * 2)
    size = sum(file.stat().st_blocks * 512 for file in shelf.folder.rglob("copies/*/*"))
    shelf.most = size * 5 // 8
    assert shelf.tidy() == 2
    left = [path for path in paths if shelf.load(("testserver", path, ""))]
    assert left == paths[2:]


def _files_of(reader, path):
    stem = Path(reader.press.shelf.place(("testserver", path, "")))
    return sorted(stem.parent.glob(f"{stem.name}.*"))


def test_of_a_page_that_changed_the_files_before_are_gone(reader, another):
    story = factories.live_article("One")
    path = story.get_absolute_url()
    reader.look()
    for title, asked in [("One", reader), ("Two", reader), ("Three", another)]:
        type(story).objects.filter(pk=story.pk).update(title=title)
        generation.turn()
        asked.look()
        assert title in asked.get(path, accept_encoding="br").text
        assert sorted(file.suffix for file in _files_of(asked, path)) == [".br", ".head"]
    type(story).objects.filter(pk=story.pk).update(state="draft")
    generation.turn()
    reader.look()
    assert reader.get(path).status == 404
    assert [file.suffix for file in _files_of(reader, path)] == [".head"]


def test_what_nobody_asked_for_takes_no_room(reader, another):
    kinds = [
        ({"accept_encoding": "br"}, ".br"),
        ({"accept_encoding": "gzip"}, ".gz"),
        ({}, ".html"),
    ]
    seen = {".head"}
    for asked in reader, another:
        for headers, suffix in kinds:
            answer = asked.get("/", **headers)
            assert "<title>" in answer.text
            seen.add(suffix)
            assert {file.suffix for file in _files_of(reader, "/")} == seen
    assert another.entered == []


def test_a_page_too_short_to_be_compressed_is_found_by_another_process(reader, another):
    first = reader.get("/robots.txt", accept_encoding="br")
    assert first["Content-Encoding"] == ""
    assert another.get("/robots.txt", accept_encoding="br").raw == first.raw
    assert another.entered == []


def test_what_a_crash_left_is_tidied_away_and_what_is_being_made_is_not(reader, monkeypatch):
    reader.get("/")
    reader.get("/contributors/")
    kept = [file for path in ("/", "/contributors/") for file in _files_of(reader, path)]
    folder = _files_of(reader, "/")[0].parent
    page = _files_of(reader, "/")[0].name.partition(".")[0]
    left = [
        folder / ".123-456-half.head",  # half written
        folder / f"{page}.{'0' * 32}.html.br",  # of a copy before
        folder / f"{'0' * 32}.{'1' * 32}.html",  # without a head
    ]
    for file in left:
        file.write_bytes(b"left")
    earlier = folder.parent / "ab"  # an earlier release's
    earlier.mkdir()
    (earlier / f"ab{'2' * 30}.head").write_text("{}")
    shelf = reader.press.shelf
    assert shelf.tidy() == 0
    assert all(file.exists() for file in [*kept, *left])
    assert not earlier.exists()
    an_hour_on = time.time() + 3600
    monkeypatch.setattr("press.shelf.time.time", lambda: an_hour_on)
    tidied = shelf.tidy()
    assert [file for file in left if file.exists()] == []
    assert tidied == len(left)
    assert all(file.exists() for file in kept)


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
    assert [file.read_bytes() for file in _files_of(reader, path) if file.suffix == ".br"] == [
        first.raw
    ]
    laid_out = reader.press.shelf.folder / "pages" / reader.press.watch.edition.name / "testserver"
    assert (laid_out / f"{path.strip('/')}.html.br").read_bytes() == first.raw


def test_a_damaged_file_counts_as_none(reader, another):
    reader.get("/", accept_encoding="br")
    for file in _files_of(reader, "/"):
        if file.suffix == ".br":
            file.write_bytes(b"")
    answer = another.get("/", accept_encoding="br")
    assert answer.text == reader.get("/").text
    for file in _files_of(reader, "/"):
        if file.suffix == ".html":
            file.write_bytes(b"<p>half a pa")
    third = type(reader)(reader.press.shelf.folder)
    third.look()
    assert third.get("/").text == reader.get("/").text
    assert third.entered == ["/"]


def test_a_head_that_was_half_written_over_counts_as_none_and_is_mended(reader, another):
    path = factories.live_article().get_absolute_url()
    reader.look()
    reader.get(path)
    place = reader.press.shelf.place(("testserver", path, ""))
    head = Path(f"{place}.head")
    whole = head.read_bytes()
    another_edition = whole.replace(b'"edition": "', b'"edition": "9')
    for damaged in [whole[: len(whole) // 2], another_edition, b""]:
        head.write_bytes(damaged)
        assert reader.press.shelf.load(("testserver", path, "")) is None
    another.look()
    assert another.get(path).text == reader.get(path).text
    assert another.entered == [path]
    assert reader.press.shelf.load(("testserver", path, "")) is not None


def test_a_head_that_became_shorter_ends_where_it_ends(reader):
    path = factories.live_article().get_absolute_url()
    reader.look()
    reader.get(path)
    head = Path(f"{reader.press.shelf.place(('testserver', path, ''))}.head")
    first = head.read_bytes()
    head.write_bytes(first.rstrip() + b" " * 3 + b"\nwhat a longer one left\n")
    assert reader.press.shelf.load(("testserver", path, "")) is None
    head.write_bytes(first + b"what a longer one left\n")
    assert reader.press.shelf.load(("testserver", path, "")) is not None


def test_without_a_folder_everything_goes_on_in_memory(tmp_path, transactional_db):
    from tests.press.reading import Reader

    (tmp_path / "file").write_text("no folder can be made here")
    reader = Reader(tmp_path / "file" / "press")
    reader.look()
    assert reader.get("/")["Cache-Status"] == MISS
    assert reader.get("/")["Cache-Status"] == HIT
