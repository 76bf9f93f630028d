"""Starting with nonsense in the environment: a sentence that says what to set, never a traceback
of the innards and never a start."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PRODUCTION = {
    "SECRET_KEY": "k7ZtFq3VnJ9wYx2LmR5sAeC8uBhGdQpT4rNcXvWjKzMbHfS6yDaEgUoIiPlOqRtV",
    "SITE_URL": "https://magazine.example",
    "ALLOWED_HOSTS": "magazine.example,www.magazine.example",
    "MAIL_URL": "smtp://user:p%40ss@mail.example:587",
    "PROXIES": "1",
}


def manage(tmp_path, *command, **environment):
    """`manage.py check` with this environment alone; (exit code, what it printed)."""
    kept = {key: os.environ[key] for key in ["PATH", "HOME", "LANG"] if key in os.environ}
    done = subprocess.run(
        [sys.executable, "manage.py", *(command or ["check"])],
        cwd=settings.BASE_DIR,
        env={**kept, "ELUCID_VAR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_documented_production_settings_are_clean(tmp_path):
    assert manage(tmp_path, "migrate", "-v0", **PRODUCTION)[0] == 0
    code, said = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (code, said) == (0, "System check identified no issues (0 silenced).\n")


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set. Set SECRET_KEY to 50 or more"),
        ({"SITE_URL": ""}, "SITE_URL='' is not the address of a site"),
        ({"SITE_URL": "magazine.example"}, "SITE_URL='magazine.example' is not the address"),
        ({"SITE_URL": "https://magazine.example/de"}, "Give scheme and host only"),
        ({"SITE_URL": "https://magazine.example:port"}, "is not the address of a site"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS=* lets anybody"),
        ({"ALLOWED_HOSTS": "https://magazine.example"}, "which is no host name"),
        ({"DEBUG": "maybe"}, "DEBUG='maybe' is neither yes nor no"),
        ({"ELUCID_DEMO": "perhaps"}, "ELUCID_DEMO='perhaps' is neither yes nor no"),
        ({"DATABASE_URL": "mysql://root@127.0.0.1/x"}, "Elucid runs on SQLite and on PostgreSQL"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL could not be read"),
        ({"MAIL_URL": "mail.example"}, "MAIL_URL is not an address of a mail server"),
        ({"MAIL_URL": "smtp://mail.example:many"}, "MAIL_URL is not an address of a mail server"),
        ({"MAIL_URL": "smtp://u:%C3%BCp%40ss@mail.example"}, "has a user or password with letters"),
        ({"MAIL_URL": "mailgun://p%40ss@"}, "MAIL_URL cannot be used: the form is mailgun://KEY@"),
        ({"MAIL_HOOKS": "resend:p%40ss"}, "MAIL_HOOKS cannot be used: resend: is followed by"),
        ({"MAIL_HOOKS": "p"}, "MAIL_HOOKS cannot be used: 'p' is none of mailgun, postmark"),
        ({"MAIL_BOUNCES": "magazine.example"}, "is not an address that letters can come back to"),
        ({"MAIL_BOUNCES": "a+b@magazine.example"}, "is not an address that letters can come back"),
        ({"MAIL_BOUNCES": "a-name-that-is-too-long@magazine.example"}, "at most 19 letters"),
        ({"BOUNCES_URL": "pop3://u:p%40ss@mail.example"}, "BOUNCES_URL is not the address of a ma"),
        ({"BOUNCES_URL": "imaps://mail.example"}, "BOUNCES_URL is not the address of a mailbox"),
        ({"BOUNCES_URL": "imaps://u:p%40ss@h:port"}, "BOUNCES_URL is not the address of a mailbox"),
        ({"BOUNCES_URL": "imaps://u:p%40ss@h/a%0Ab"}, "BOUNCES_URL is not the address of a mailb"),
        ({"REDIS_URL": "127.0.0.1:6379"}, "REDIS_URL='127.0.0.1:6379' is not a Redis address"),
        ({"PORT": "eighty"}, "PORT='eighty' is not a port"),
        ({"MAIL_RATE": "fast"}, "MAIL_RATE='fast' is no number of letters a minute"),
        ({"MAIL_UNSUBSCRIBE": "leave"}, "MAIL_UNSUBSCRIBE='leave' is no e-mail address"),
        ({"PROXIES": "yes"}, "PROXIES is the number of reverse proxies"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(tmp_path, environment, sentence):
    code, said = manage(tmp_path, **{**PRODUCTION, **environment})
    assert code != 0
    assert sentence in said
    assert "p%40ss" not in said  # a password never gets into a message


MAIL = {
    "MAIL_BOUNCES": "bounces@magazine.example",
    "BOUNCES_URL": "imaps://bounces:p%40ss@mail.example/INBOX",
}


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        (MAIL, "no issues"),
        ({**MAIL, "BOUNCES_URL": ""}, "come back to bounces@magazine.example, but nobody reads"),
        ({"MAIL_URL": "resend://k%40y@"}, "Set MAIL_HOOKS=resend:SECRET"),
        ({"MAIL_URL": "resend://k%40y@", "MAIL_HOOKS": "resend:whsec_" + "a" * 32}, "no issues"),
    ],
)
def test_it_is_told_when_nobody_hears_of_letters_that_come_back(tmp_path, environment, words):
    said = manage(
        tmp_path, "check", "--deploy", "--tag", "mail", **{**PRODUCTION, **environment}
    )[1]  # fmt: skip
    assert words in said
    assert "k%40y" not in said


def test_the_demo_makes_its_own_secret_and_keeps_it(tmp_path):
    assert manage(tmp_path, ELUCID_DEMO="1")[0] == 0
    secret = tmp_path / "secret_key"
    kept = secret.read_text()
    assert len(kept) >= 50
    assert secret.stat().st_mode & 0o777 == 0o600
    assert manage(tmp_path, ELUCID_DEMO="1")[0] == 0
    assert secret.read_text() == kept


def test_a_server_with_the_demo_password_in_its_database_does_not_start(tmp_path):
    assert manage(tmp_path, "migrate", "-v0", **PRODUCTION)[0] == 0
    make = (
        "from django.contrib.auth.models import User; from config.checks import DEMO_PASSWORD; "
        "User.objects.create_user('anybody', password=DEMO_PASSWORD, is_staff=True)"
    )
    assert manage(tmp_path, "shell", "-c", make, **PRODUCTION)[0] == 0
    code, said = manage(tmp_path, "shell", "-c", "import config.wsgi", **PRODUCTION)
    assert code != 0
    assert "anybody can sign in with the demo's password" in said
    code, said = manage(tmp_path, "check", "--deploy", **PRODUCTION)
    assert code != 0
    assert "elucid.E001" in said
    demo = {key: value for key, value in PRODUCTION.items() if key == "SECRET_KEY"}
    assert manage(tmp_path, "shell", "-c", "import config.wsgi", ELUCID_DEMO="1", **demo)[0] == 0
