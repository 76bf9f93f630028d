"""Preview links go past the press: no copy is made, and revoking counts at once."""

import pytest

from magazine import preview_linking
from tests import factories

pytestmark = pytest.mark.django_db


def test_no_copy_of_a_preview_is_kept(reader, live_article):
    link = preview_linking.make(live_article, by=factories.publisher(), days=1)
    path = link.get_absolute_url()
    for _ in range(2):
        assert reader.get(path).status == 200
    assert reader.entered == [path, path]
    preview_linking.revoke(link)
    assert reader.get(path).status == 410
