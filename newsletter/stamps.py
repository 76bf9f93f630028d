"""The signed day that stands in every sign-up form: this form was printed by us, not long ago.

What it is worth: a bot that posts without ever having read a page, or that replays a form it
collected last season, gets no further. What it is not worth: pages are copies shared by everybody,
printed long before a visitor came, so the stamp cannot say how long *this* visitor looked at the
form, and a minimum age would only hit whoever comes first. It names the day and not the second,
so that a page stays the same to the byte and its ETag holds. A person whose copy is too old gets
the form again, filled in, and presses once more.
"""

import hashlib
import time
from functools import lru_cache

from django.conf import settings
from django.core import signing

LONGEST_DAYS = 30
_DAY = 24 * 3600


def _signer(wording: str) -> signing.Signer:
    # The wording of the consent is signed along: what is stored with a consent is then what stood
    # on the page, also when that page is an old copy with older words.
    words = hashlib.sha256(wording.encode()).hexdigest()
    return signing.Signer(salt=f"newsletter.stamp.{words}", sep=".")


def today(wording: str) -> str:
    """A stamp for a form that is printed now and shows `wording`."""
    return _of_day(int(time.time() // _DAY), wording, settings.SECRET_KEY)


@lru_cache(maxsize=8)
def _of_day(day: int, wording: str, key: str) -> str:
    return _signer(wording).sign(str(day))


def holds(stamp: str, wording: str) -> bool:
    """Whether we printed it with these words, in the last thirty days."""
    try:
        day = int(_signer(wording).unsign(stamp))
    except signing.BadSignature:
        return False
    # A day ahead is another server's clock just after midnight.
    return -1 <= time.time() // _DAY - day <= LONGEST_DAYS
