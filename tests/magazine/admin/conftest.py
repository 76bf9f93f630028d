import pytest
from django.test import Client


@pytest.fixture
def as_user():
    """`as_user(somebody)` is a browser in which somebody is signed in."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def wandas(as_user, wanda):
    return as_user(wanda)


@pytest.fixture
def ediths(as_user, edith):
    return as_user(edith)


@pytest.fixture
def paulas(as_user, paula):
    return as_user(paula)
