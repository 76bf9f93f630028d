"""The newsroom itself: its policy, its drawers, its first page."""

import pytest

from newsroom import dashboard
from tests import factories

pytestmark = pytest.mark.django_db


def test_signing_in_is_under_the_newsrooms_policy_as_well(client):
    answer = client.get("/admin/login/")
    rules = answer["Content-Security-Policy"]
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules
    assert "'nonce-" in rules


def test_drawers_hold_what_somebody_may_open_and_nothing_else(client, wanda):
    client.force_login(wanda)
    drawers = {
        drawer["name"]: [str(model["name"]) for model in drawer["models"]]
        for drawer in client.get("/admin/").context["app_list"]
    }
    assert drawers == {
        "Stories": ["Articles", "Spotlight features", "Tags"],
        "Magazine": ["Pictures", "Collections", "Sections", "Contributors", "Print issues"],
    }


def test_a_panel_that_has_nothing_for_somebody_is_left_out(rf, monkeypatch):
    monkeypatch.setattr(dashboard, "_panels", [])
    dashboard.register(lambda request: None)
    dashboard.register(lambda request: dashboard.Panel("Here"))
    assert [panel.title for panel in dashboard.panels(rf.get("/"))] == ["Here"]


def test_the_first_page_greets_somebody_without_any_permission(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))
    answer = client.get("/admin/")
    assert answer.status_code == 200
    assert answer.context["panels"] == []


def test_a_page_that_is_not_there_is_a_404(client):
    client.force_login(factories.publisher())
    assert client.get("/admin/nothing/here/").status_code == 404
