"""Hands one letter to the mail server, and says how far it got.

SMTP is spoken here one command at a time over smtplib, because `sendmail` does not say at which
command a connection broke. That decides everything: before the last line of a letter has left, no
server can have accepted it and it may be sent again; after it, and without an answer, nobody knows
(RFC 5321, 4.5.3.2.6 warns of the two letters that trying again then makes).
"""

from __future__ import annotations

import contextlib
import enum
import smtplib
import ssl
import sys
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.smtp import EmailBackend

from newsletter import providers, status_codes

BROKEN = 0  # no reply code: the connection did not hold


class Stage(enum.IntEnum):
    """How far a letter got."""

    CONNECT = 1
    SENDER = 2
    RECIPIENT = 3
    DATA = 4
    END = 5  # the letter has left as a whole


class Reply(NamedTuple):
    """The last that the server said: 250 at the END is a letter accepted."""

    stage: Stage
    code: int
    enhanced: str = ""
    words: str = ""
    provider_id: str = ""

    @property
    def accepted(self) -> bool:
        return self.stage == Stage.END and 200 <= self.code < 300

    @property
    def sentence(self) -> str:
        return " ".join(filter(None, [str(self.code or ""), self.enhanced, self.words]))


class Post(Protocol):
    """A way for letters to leave."""

    takes_bytes: bool
    carried: int  # letters that this connection has taken

    @property
    def is_open(self) -> bool: ...

    def open(self) -> Reply | None:
        """Connect unless connected. None, or why not."""

    def hand_over(
        self,
        sender: str,
        recipient: str,
        letter: Any,
        may_go: Callable[[], bool],
        meanwhile: Callable[[], None],
    ) -> Reply | None:
        """Hand one letter over. `may_go` is asked before anything that cannot be taken back; when
        it says no, so does this, with None. `meanwhile` is called while the server works."""

    def close(self) -> None: ...


def post() -> Post:
    """As `settings.MAILERS` has it."""
    backend = mailers.default
    return SmtpPost(backend) if isinstance(backend, EmailBackend) else BackendPost(backend)


def _reply(stage: Stage, code: int, words: bytes | str) -> Reply:
    answer = status_codes.read(words)
    return Reply(stage, code, answer.enhanced, answer.words)


def _broken(stage: Stage, error: Exception) -> Reply:
    if isinstance(error, smtplib.SMTPResponseException):  # a line that is none, or no protocol
        text = error.smtp_error
        said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    else:
        said = str(error) or error.__class__.__name__
    return Reply(stage, BROKEN, "", status_codes.read(said.replace("\0", " ")).words)


class SmtpPost:
    """A connection that is kept open from letter to letter."""

    takes_bytes = True

    def __init__(self, backend: EmailBackend) -> None:
        self.backend: Any = backend  # what of it is used below has no types
        self.carried = 0

    @property
    def _smtp(self) -> smtplib.SMTP | None:
        connection: smtplib.SMTP | None = self.backend.connection
        return connection

    @property
    def is_open(self) -> bool:
        return self._smtp is not None

    def open(self) -> Reply | None:
        if self._smtp is not None:
            return None
        self.carried = 0
        try:
            self.backend.open()
            if self._smtp is not None:
                self._smtp.ehlo_or_helo_if_needed()
        except smtplib.SMTPNotSupportedError as error:  # no STARTTLS, no AUTH: ours to set right
            self.close()
            return Reply(Stage.CONNECT, 530, "5.7.0", str(error))
        except smtplib.SMTPResponseException as error:
            self.close()
            return _reply(Stage.CONNECT, error.smtp_code, error.smtp_error)
        except ssl.SSLCertVerificationError as error:
            self.close()
            return Reply(Stage.CONNECT, 530, "5.7.0", f"The certificate is not good: {error}")
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return _broken(Stage.CONNECT, error)
        return None

    def hand_over(
        self,
        sender: str,
        recipient: str,
        letter: bytes,
        may_go: Callable[[], bool],
        meanwhile: Callable[[], None],
    ) -> Reply | None:
        smtp, stage = self._smtp, Stage.SENDER
        if smtp is None:
            return Reply(stage, BROKEN, "", "There is no connection.")
        try:
            size = f" size={len(letter)}" if smtp.has_extn("size") else ""
            mail = f"MAIL FROM:{smtplib.quoteaddr(sender)}{size}\r\n"
            rcpt = f"RCPT TO:{smtplib.quoteaddr(recipient)}\r\n"
            together = smtp.has_extn("pipelining")  # RFC 2920: both, and then both answers
            smtp.send(mail + rcpt if together else mail)
            if not self._asked(may_go):  # while the server thinks about the sender
                for _ in range(2 if together else 1):
                    smtp.getreply()
                smtp.rset()
                return None
            code, words = smtp.getreply()
            if code != 250:
                if together and code != 421:
                    smtp.getreply()
                return self._refused(stage, code, words)
            stage = Stage.RECIPIENT
            if not together:
                smtp.send(rcpt)
            code, words = smtp.getreply()
            if code not in {250, 251}:
                return self._refused(stage, code, words)
            stage = Stage.DATA
            code, words = smtp.docmd("DATA")
            if code != 354:
                return self._refused(stage, code, words)
            smtp.send(letter + b".\r\n")
            stage = Stage.END
            meanwhile()
            code, words = smtp.getreply()
            if not 200 <= code < 300:
                return self._refused(stage, code, words)
            self.carried += 1
            return _reply(stage, code, words)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return _broken(stage, error)

    def _asked(self, may_go: Callable[[], bool]) -> bool:
        try:
            return may_go()
        except BaseException:  # an answer of the server is still to come: nobody will read it
            self.close()
            raise

    def _refused(self, stage: Stage, code: int, words: bytes) -> Reply:
        if code in {421, -1}:  # it closes, or said nothing that is a reply
            self.close()
            if code == -1:
                return _broken(stage, ConnectionError(words.decode("utf-8", "replace")))
        elif stage != Stage.END and self._smtp is not None:
            try:
                self._smtp.rset()  # the next letter begins anew
            except (OSError, smtplib.SMTPException):
                self.close()
        return _reply(stage, code, words)

    def close(self) -> None:
        """Without a word from the server, which may be gone."""
        for connection in (self.backend.connection, self.backend._partial_connection):
            if connection is not None:
                with contextlib.suppress(OSError, smtplib.SMTPException, ValueError):
                    if connection.sock is not None:
                        connection.sock.settimeout(1)
                    connection.quit()
                connection.close()
        self.backend.connection = self.backend._partial_connection = None


class BackendPost:
    """Any other of Django's backends: a provider's API, a folder, the terminal."""

    takes_bytes = False

    def __init__(self, backend: Any) -> None:
        self.backend = backend
        self.is_open, self.carried = False, 0

    def open(self) -> Reply | None:
        try:
            self.backend.open()
            self.is_open = True
        except OSError as error:
            return _broken(Stage.CONNECT, error)
        return None

    def hand_over(
        self,
        sender: str,
        recipient: str,
        letter: EmailMultiAlternatives,
        may_go: Callable[[], bool],
        meanwhile: Callable[[], None],
    ) -> Reply | None:
        if not may_go():
            return None
        try:
            self.backend.send_messages([letter])
        except smtplib.SMTPException as error:
            return _broken(Stage.SENDER, error)
        except Exception as error:
            if (reply := reply_of(error)) is not None:
                return reply
            if isinstance(error, OSError):
                return _broken(Stage.SENDER, error)
            raise
        if not providers.was_accepted(letter):  # no error, and no word that it was taken
            return Reply(Stage.END, BROKEN, "", "The provider did not say what became of it.")
        return Reply(Stage.END, 250, provider_id=providers.provider_id(letter))

    def close(self) -> None:
        self.is_open = False
        with contextlib.suppress(OSError):
            self.backend.close()


def reply_of(error: Exception) -> Reply | None:
    """What a provider's refusal says, as a mail server would say it; None for an error that is no
    provider's. An answer that never came, or that a gateway gave for the provider, leaves open
    whether the mail was taken."""
    if "anymail.exceptions" not in sys.modules:
        return None  # nobody has sent by it
    from anymail import exceptions

    words = providers.words_of(error)
    if isinstance(error, exceptions.AnymailRecipientsRefused):  # on the provider's own list
        return Reply(Stage.RECIPIENT, 550, "5.7.1", words)
    if isinstance(error, exceptions.AnymailAPIError):
        status = error.status_code
        if status is None:
            return Reply(Stage.CONNECT if _never_left(error) else Stage.END, BROKEN, "", words)
        if status in {401, 402, 403, 404}:  # key, bill, right, domain
            return Reply(Stage.SENDER, 535, "5.7.8", words)
        if status in {408, 409, 425, 429, 503}:
            return Reply(Stage.SENDER, 451, "4.3.2", words)
        if status >= 500:
            return Reply(Stage.END, BROKEN, "", words)
        return Reply(Stage.END, 554, "5.6.0", words)
    if isinstance(error, exceptions.AnymailError):  # it could not be put into the provider's form
        return Reply(Stage.SENDER, 554, "5.6.0", words)
    return None


def _never_left(error: Exception) -> bool:
    import requests
    from urllib3.exceptions import NewConnectionError

    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.__cause__
    reason = getattr(cause.args[0], "reason", None) if cause and cause.args else None
    return isinstance(reason, NewConnectionError)
