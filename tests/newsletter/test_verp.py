"""The address that a letter comes back to: it says which letter, and nobody can make one up."""

import uuid

import pytest

from newsletter.verp import key_in_message_id, key_of, verp_address

KEY = uuid.UUID("0f8fad5b-d9cb-469f-a165-70867728950e")


@pytest.fixture(autouse=True)
def bounces(settings):
    settings.MAIL_BOUNCES, settings.MAIL_PROVIDER = "bounces@magazine.example", ""


def test_an_address_leads_to_its_letter_and_fits_into_64_characters():
    address = verp_address(KEY)
    local, _, domain = address.partition("@")
    assert local.startswith("bounces+")
    assert domain == "magazine.example"
    assert len(local) <= 64
    assert key_of(address) == KEY
    assert verp_address(uuid.uuid4()) != address


def test_the_longest_address_that_is_taken_leaves_room(settings):
    settings.MAIL_BOUNCES = "a" * 19 + "@magazine.example"
    assert len(verp_address(KEY).partition("@")[0]) <= 64


@pytest.mark.parametrize(
    "written",
    [
        "{}", "<{}>", "Somebody <{}>", "prvs=0123456789={}", "rfc822; {}", "  {}\r\n",
        "a@b.example, {}",
    ],
)  # fmt: skip
def test_it_is_known_however_servers_write_it(written):
    address = written.format(verp_address(KEY))
    assert key_of(address) == key_of(address.upper()) == KEY


def test_every_character_of_a_token_matters():
    address = verp_address(KEY)
    start, end = address.index("+") + 1, address.index("@")
    assert end - start == 42
    for place in range(start, end):
        for sign in "a7":
            forged = address[:place] + sign + address[place + 1 :]
            if forged != address:
                assert key_of(forged) in {None, KEY}
    changed = [address[:place] + "q" + address[place + 1 :] for place in range(start, end)]
    # The last letter of the key has bits to spare (128 of 130).
    assert sum(key_of(forged) is not None for forged in changed if forged != address) <= 1


@pytest.mark.parametrize(
    "address",
    ["", "bounces@magazine.example", "bounces+@magazine.example", "+" * 100_000,
     "bounces+" + "a" * 42 + "@magazine.example", "bounces+" + "a" * 41 + "@magazine.example",
     "bounces+" + "a" * 43 + "@magazine.example", "\0", "ü+" + "ß" * 42],
)  # fmt: skip
def test_what_we_did_not_sign_is_nobodys(address):
    assert key_of(address) is None


def test_a_secret_that_was_changed_holds_while_it_is_named(settings):
    address = verp_address(KEY)
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret"
    assert key_of(address) is None
    settings.SECRET_KEY_FALLBACKS = [before]
    assert key_of(address) == KEY


def test_without_a_mailbox_or_with_a_provider_there_is_no_such_address(settings):
    settings.MAIL_PROVIDER = "mailgun"
    assert verp_address(KEY) == ""
    settings.MAIL_PROVIDER, settings.MAIL_BOUNCES = "", ""
    assert verp_address(KEY) == ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"<{KEY}@magazine.example>", KEY),
        (f" <{KEY.hex}@magazine.example>\r\n", KEY),
        (f"<{str(KEY).upper()}@Magazine.example>", KEY),
        (f"{KEY}@magazine.example", KEY),
        ("<20261102.1@magazine.example>", None),
        (f"<{KEY}x@magazine.example>", None),
        ("", None),
        ("<" * 100_000, None),
    ],
)
def test_a_message_id_of_ours_names_its_letter(text, key):
    assert key_in_message_id(text) == key
