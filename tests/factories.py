"""Makes test data through the real functions, with unsurprising defaults."""

import io
import itertools
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from library.attachments import Attachment, add_attachment
from magazine import publishing
from magazine.models import Article, Contributor, Credit, Page, PrintIssue, Section, Snippet
from spotlight.models import SpotlightFeature

_number = itertools.count(1)


def publisher() -> Any:
    """Somebody who may do everything."""
    user, _ = get_user_model().objects.get_or_create(
        username="root", defaults={"is_staff": True, "is_superuser": True}
    )
    return user


def section(title: str = "Fashion", **fields: Any) -> Section:
    return Section.objects.get_or_create(title=title, defaults=fields)[0]


def contributor(name: str = "Ines Valcourt", **fields: Any) -> Contributor:
    return Contributor.objects.get_or_create(name=name, defaults=fields)[0]


def article(title: str = "", *, model: type[Article] = Article, **fields: Any) -> Any:
    """A draft with a paragraph of text."""
    count = next(_number)
    fields.setdefault("section", None)
    fields["section"] = fields["section"] or section()
    fields.setdefault("body", f"<p>The cloth of story {count} was woven twice.</p>")
    fields.setdefault("standfirst", "A sentence that leads in.")
    tags, credits = fields.pop("tags", ()), fields.pop("credits", ())
    made = model.objects.create(title=title or f"Story number {count}", **fields)
    made.tags.add(*tags)
    for position, (role, who) in enumerate(credits):
        Credit.objects.create(article=made, role=role, contributor=who, position=position)
    return made


def live_article(title: str = "", *, by: Any = None, **fields: Any) -> Any:
    """A published story, live unless `publish_at` says otherwise."""
    made = article(title, **fields)
    publishing.publish(made, by=by or publisher())
    return made


def spotlight(title: str = "", *, live: bool = True, **fields: Any) -> SpotlightFeature:
    fields = {
        "subject_kind": SpotlightFeature.Subject.FILM,
        "subject_name": "A Film",
        "rail_from": timezone.now(),
        **fields,
    }
    make = live_article if live else article
    return make(title, model=SpotlightFeature, **fields)


def page(title: str = "About", **fields: Any) -> Page:
    fields.setdefault("body", "<p>Who we are.</p>")
    return Page.objects.create(title=title, **fields)


def print_issue(number: int = 1, **fields: Any) -> PrintIssue:
    fields = {"season": "Spring 2026", "on_sale": "2026-03-01", "is_public": True, **fields}
    return PrintIssue.objects.create(number=number, **fields)


def attachment(name: str = "pattern.pdf", data: bytes = b"") -> Attachment:
    """A file in the library; a PDF or, by its name, an MP3. A different one at every call."""
    head = b"ID3\x04" if name.endswith(".mp3") else b"%PDF-1.7\n"
    data = data or head + str(next(_number)).encode() + b"\0" * 2000
    return add_attachment(SimpleUploadedFile(name, data))[0]


def snippet(name: str = "Fair", body: str = "<p>Open from ten to six.</p>") -> Snippet:
    return Snippet.objects.create(name=name, body=body)


def picture_file(
    size: tuple[int, int] = (600, 400), *, format: str = "JPEG", colour: str = "#7a2230"
) -> bytes:
    """The bytes of a picture with a little drawing in it, a different one at every call."""
    image = Image.new("RGB", size, colour)
    count = next(_number)
    for bit in range(16):
        if count >> bit & 1:
            image.paste("#fff", (bit * 8, 0, bit * 8 + 8, 8))
    out = io.BytesIO()
    image.save(out, format)
    return out.getvalue()
