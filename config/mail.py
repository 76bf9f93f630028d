"""Where letters go when no mail server is named: into a folder, and their links to the terminal."""

import re
import sys
from typing import Any

from django.core.mail.backends.filebased import EmailBackend

_LINK = re.compile(r"https?://\S+")


class FileAndPrintBackend(EmailBackend):
    """Writes each letter to a file and prints recipient, subject and first link, so that
    somebody who only typed `make run` can confirm a sign-up."""

    def send_messages(self, messages: Any) -> int:
        sent = super().send_messages(messages) or 0
        for message in messages or []:
            link = _LINK.search(str(message.body))
            sys.stdout.write(
                f"mail to {', '.join(message.to)}: {message.subject}"
                f"{chr(10) + '  ' + link.group() if link else ''}\n"
            )
            sys.stdout.flush()
        return sent
