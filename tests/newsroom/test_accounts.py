"""Accounts in the newsroom: who makes them, and what nobody gains by making one."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from tests import factories
from tests.newsroom.forms import fields_of, press

pytestmark = pytest.mark.django_db
LIST = "/admin/auth/user/"
User = get_user_model()


@pytest.fixture
def desk(client):
    client.force_login(factories.publisher())
    return client


@pytest.fixture
def keeper(client, edith):
    """Somebody who may keep accounts and is no superuser."""
    edith.user_permissions.add(
        *Permission.objects.filter(codename__in=["add_user", "change_user", "view_user"])
    )
    client.force_login(edith)
    return client


def test_a_new_member_gets_a_group_and_signs_in(desk, wanda):
    writers = Group.objects.get(name="Writer")
    password = "walrus-umbrella-42"
    press(
        desk,
        f"{LIST}add/",
        username="nora",
        usable_password="true",
        password1=password,
        password2=password,
        is_staff="on",
        groups=writers.pk,
    )
    nora = User.objects.get(username="nora")
    assert list(nora.groups.all()) == [writers]
    assert nora.is_staff
    assert not nora.is_superuser
    desk.logout()
    answer = desk.post(
        "/admin/login/", {"username": "nora", "password": password, "next": "/admin/"}
    )
    assert answer["Location"] == "/admin/"


def test_whoever_keeps_accounts_hands_out_no_rights(keeper, edith, wanda):
    publishers = Group.objects.get_or_create(name="Publisher")[0]
    path = f"{LIST}{edith.pk}/change/"
    forged = {**fields_of(keeper.get(path)), "is_superuser": "on", "groups": publishers.pk}
    keeper.post(path, {**forged, "_save": "1"})
    edith.refresh_from_db()
    assert not edith.is_superuser
    assert [group.name for group in edith.groups.all()] == ["Editor"]


@pytest.mark.parametrize("page", ["change", "password"])
def test_a_superusers_account_is_out_of_their_reach(keeper, page):
    root = factories.publisher()
    answer = keeper.post(
        f"{LIST}{root.pk}/{page}/",
        {"username": "mine", "password1": "walrus-umbrella-42", "password2": "walrus-umbrella-42"},
    )
    assert answer.status_code == 403
    assert User.objects.get(pk=root.pk).username == "root"
    assert not User.objects.get(pk=root.pk).check_password("walrus-umbrella-42")


def test_a_group_keeps_its_permissions_when_it_is_saved(desk, wanda):
    group = Group.objects.get(name="Writer")
    before = set(group.permissions.all())
    press(desk, f"/admin/auth/group/{group.pk}/change/", name="Writers")
    group.refresh_from_db()
    assert (group.name, set(group.permissions.all())) == ("Writers", before)
