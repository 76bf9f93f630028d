"""Who may post to a shared page."""

import pytest
from django.test import RequestFactory

from press.origin import posted_from_here


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, True),
        ({"Sec-Fetch-Site": "none"}, True),  # typed in, or a bookmark
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),  # another host of our domain is not us
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://testserver:8000"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "nonsense"}, False),
        ({}, True),  # no browser: RFC 8058's one-click, curl
    ],
)
def test_a_browser_on_another_site_may_not_post(headers, allowed):
    assert posted_from_here(RequestFactory().post("/newsletter/", headers=headers)) is allowed
