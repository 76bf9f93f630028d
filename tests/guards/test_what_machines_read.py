"""Feeds keep to RSS 2.0 (rssboard.org/rss-specification and the board's profile), the sitemap to
the schema of sitemaps.org, whatever stands in the magazine."""

import datetime
import re
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from tests import magazines

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# What RSS 2.0 lets stand in a channel and in an item, and how often at most (None: any number).
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
IN_CHANNEL = {
    "title": 1, "link": 1, "description": 1, "language": 1, "copyright": 1, "managingEditor": 1,
    "webMaster": 1, "pubDate": 1, "lastBuildDate": 1, "category": None, "generator": 1, "docs": 1,
    "cloud": 1, "ttl": 1, "image": 1, "item": None, f"{ATOM}link": None,
}  # fmt: skip
IN_ITEM = {
    "title": 1, "link": 1, "description": 1, "author": 1, f"{DC}creator": None, "category": None,
    "comments": 1, "enclosure": 1, "guid": 1, "pubDate": 1, "source": 1,
    f"{CONTENT}encoded": 1,
}  # fmt: skip
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"\d{4} \d{2}:\d{2}:\d{2} ([+-]\d{4}|GMT)"
)
# W3C's profile of ISO 8601 with seconds, the form of xsd:dateTime that crawlers agree on.
W3C_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")

makes = pytest.mark.parametrize(
    "make", [magazines.ordinary, magazines.hostile, magazines.bare, dict]
)


def counted(element, allowed):
    """The children by name, none that is not allowed there and none too often."""
    names = [child.tag for child in element]
    assert set(names) - allowed.keys() == set()
    repeated = {name for name, most in allowed.items() if most and names.count(name) > most}
    assert repeated == set()
    return names


def is_whole_address(text):
    """An absolute address of ASCII alone (RFC 3986), as both formats want it."""
    parts = urlsplit(text)
    return bool(
        parts.scheme in {"http", "https"}
        and parts.netloc
        and re.fullmatch(r"[!#$%&'()*+,/0-9:;=?@A-Z\[\]_a-z~.-]+", text)
    )


def is_rfc_822(text):
    return bool(RFC_822.fullmatch(text)) and parsedate_to_datetime(text).tzinfo is not None


@makes
def test_feeds_are_valid(client, make):
    pages = make()
    sections = [path for path in pages.values() if path.startswith("/sections/")]
    for path in ["/feed/", *(f"{section}feed/" for section in sections)]:
        answer = client.get(path)
        assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
        rss = ElementTree.fromstring(answer.content)  # noqa: S314
        assert (rss.tag, rss.get("version"), len(rss)) == ("rss", "2.0", 1)
        channel = rss[0]
        names = counted(channel, IN_CHANNEL)
        assert {"title", "link", "description", f"{ATOM}link", "lastBuildDate"} <= set(names)
        for name in ["title", "description"]:
            assert channel.findtext(name).strip()
        assert is_whole_address(channel.findtext("link"))
        assert is_rfc_822(channel.findtext("lastBuildDate"))
        assert re.fullmatch(r"[a-z]{2}(-[A-Za-z]{2})?", channel.findtext("language"))
        own = channel.find(f"{ATOM}link")
        assert own.get("rel") == "self"
        assert urlsplit(own.get("href")).path == path or not path.isascii()
        assert is_whole_address(own.get("href"))

        items = channel.findall("item")
        assert len(items) <= 30
        guids = [item.findtext("guid") for item in items]
        assert len(set(guids)) == len(guids)
        for item in items:
            counted(item, IN_ITEM)
            text = item.findtext(f"{CONTENT}encoded") or ""
            for address in re.findall(r'(?:href|src)="([^"]*)"', text):
                assert address.startswith(("http://", "https://", "#", "tel:"))
            assert re.findall(r"<(?:script|style|form|iframe|svg)|@[a-z]", text) == []
            assert item.findtext("title").strip()
            assert item.findtext("description").strip()
            assert is_whole_address(item.findtext("link"))
            assert is_rfc_822(item.findtext("pubDate"))
            # A guid is taken for an address unless it says that it is none.
            assert item.find("guid").get("isPermaLink") == "false" or is_whole_address(
                item.findtext("guid")
            )
            for author in item.findall("author"):  # an e-mail address, or it is not `author`
                assert re.fullmatch(r"\S+@\S+( \(.+\))?", author.text)
            assert all(name.text.strip() for name in item.findall("category"))


@makes
def test_the_sitemap_is_valid(client, make):
    make()
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    assert len(answer.content) <= 50 * 1024 * 1024
    urlset = ElementTree.fromstring(answer.content)  # noqa: S314
    assert urlset.tag == f"{MAP}urlset"
    assert 1 <= len(urlset) <= 50_000
    order = [f"{MAP}{name}" for name in ["loc", "lastmod", "changefreq", "priority"]]
    addresses = []
    for url in urlset:
        assert url.tag == f"{MAP}url"
        names = [child.tag for child in url]
        assert names[0] == f"{MAP}loc"
        assert sorted(set(names), key=order.index) == names
        address = url.findtext(f"{MAP}loc")
        assert is_whole_address(address)
        assert 12 <= len(address) <= 2048
        changed = url.findtext(f"{MAP}lastmod")
        if changed is not None:
            assert W3C_MOMENT.fullmatch(changed)
            assert datetime.datetime.fromisoformat(changed) <= datetime.datetime.now(datetime.UTC)
        addresses.append(address)
    assert len(set(addresses)) == len(addresses)
    for address in addresses:  # what a search engine is told of is there
        assert client.get(urlsplit(address).path).status_code == 200
