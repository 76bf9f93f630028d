"""Card images: what a story, the magazine and its logo look like where others show them.

A card's name is made of all that it shows, so it may be kept for ever, and a page can name it
before it exists. A task makes a story's card when the story is published; a card that is asked
for earlier is made on the spot, once. Cards are files in `MEDIA_ROOT/cards/`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from PIL import Image, ImageDraw

from library.cropping import Cut, cut_for
from library.models import Picture
from library.renditions import cut_out, first_of
from library.writing import write_whole
from magazine import lettering
from magazine.dressing import Dress
from magazine.models import Article, SiteIdentity

SIZE = (1200, 630)  # px, as the networks ask for it
LOGO_SIZE = 512  # px
_DRAWN = "1"  # raise it when the drawing changes: then every card gets a new name

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)

_MARGIN = 56  # px
_SPLIT = 504  # px: the width of an upright picture beside its title, 4:5
_SIZES = (112, 100, 90, 80, 72, 64, 56, 50, 44, 38)
_LEADING = 1.06
_CONTRAST = 5.0  # of letters and the picture under them, by WCAG 2.2
_DEEP, _PALE = 0.05, 0.6  # relative luminance of a veil: no more, no less


@dataclass(frozen=True)
class Look:
    """What cards are drawn in: faces by their files' names, and colours."""

    display: str = lettering.DISPLAY
    furniture: str = lettering.FURNITURE
    paper: Colour = (252, 252, 251)
    ink: Colour = (19, 19, 18)
    accent: Colour = (200, 32, 13)  # on paper
    spot: Colour = (200, 32, 13)
    on_spot: Colour = WHITE

    @cached_property
    def words(self) -> str:
        return repr(self)


HOUSE = Look()


def look_of(identity: SiteIdentity) -> Look:
    """What the magazine's cards are drawn in: its dress by day."""
    return _look_of(identity.dress)


@lru_cache(maxsize=8)
def _look_of(dress: Dress) -> Look:
    paper, ink, accent, spot, on_spot = (
        _rgb(getattr(dress.light, name)) for name in ("paper", "ink", "accent", "spot", "on_spot")
    )
    return Look(dress.display.key, dress.furniture.key, paper, ink, accent, spot, on_spot)


def _rgb(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


@dataclass(frozen=True)
class Card:
    """All that a story's card shows. Making one asks for nothing."""

    story: int
    title: str
    kicker: str
    magazine: str
    picture: Picture | None
    look: Look = HOUSE

    @cached_property
    def words(self) -> str:
        """The title, if the face can write it."""
        return self.title if lettering.writable(self.title, self.look.display) else ""

    @property
    def is_split(self) -> bool:
        """Whether the title stands beside the picture instead of over it."""
        return bool(self.picture and self.picture.is_portrait and self.words)

    @property
    def cut(self) -> Cut | None:
        if self.picture is None:
            return None
        return cut_for(self.picture, (4, 5) if self.is_split else (40, 21))

    @property
    def name(self) -> str:
        picture, cut = self.picture, self.cut
        shown = [picture.sha256, cut.name] if picture and cut else []
        return (
            f"{self.story}-{_digest(self.look, self.title, self.kicker, self.magazine, *shown)}.jpg"
        )


def card_of(article: Article, identity: SiteIdentity) -> Card:
    """The card that stands for a story now. Its pictures must be loaded."""
    return Card(
        story=article.pk,
        title=lettering.tidy(article.sharing_title or article.title),
        kicker=lettering.tidy(article.kicker or article.section.title),
        magazine=lettering.tidy(identity.name),
        picture=article.sharing_picture or article.lead_picture,
        look=look_of(identity),
    )


def _digest(look: Look, *shown: str) -> str:
    return hashlib.sha256("\n".join([_DRAWN, look.words, *shown]).encode()).hexdigest()[:16]


def _site_name(identity: SiteIdentity) -> str:
    return f"site-{_digest(look_of(identity), identity.name, identity.tagline)}.jpg"


def _logo_name(identity: SiteIdentity) -> str:
    return f"logo-{_digest(look_of(identity), identity.name)}.png"


def address_of(name: str) -> str:
    """A card's whole address."""
    return f"{settings.SITE_URL}{settings.MEDIA_URL}cards/{name}"


def card_address(article: Article, identity: SiteIdentity) -> str:
    return address_of(card_of(article, identity).name)


def site_card_address(identity: SiteIdentity) -> str:
    return address_of(_site_name(identity))


def logo_address(identity: SiteIdentity) -> str:
    return address_of(_logo_name(identity))


# --- keeping ------------------------------------------------------------------------------------


def path_of(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "cards" / name


def keep_card(article: Article, identity: SiteIdentity) -> str:
    """Make a story's card unless it is there, and remove its earlier ones; its name."""
    card = card_of(article, identity)
    return _keep(card.name, lambda: draw_card(card))


def keep_site_card(identity: SiteIdentity) -> str:
    look = look_of(identity)
    return _keep(
        _site_name(identity), lambda: draw_site_card(identity.name, identity.tagline, look)
    )


def keep_logo(identity: SiteIdentity) -> str:
    return _keep(_logo_name(identity), lambda: draw_logo(identity.name, look_of(identity)))


def _keep(name: str, drawn: Callable[[], Image.Image]) -> str:
    target = path_of(name)
    if target.exists():
        return name
    image = drawn()

    def save(out: BinaryIO) -> None:
        if name.endswith(".png"):
            image.save(out, "PNG", optimize=True)
        else:
            image.save(out, "JPEG", quality=86, progressive=True, optimize=True)

    write_whole(target, save)
    who = name.partition("-")[0]
    for earlier in target.parent.glob(f"{who}-*"):
        if earlier.name != name:
            earlier.unlink(missing_ok=True)
    return name


def forget(instance: Article, **kwargs: object) -> None:
    """Remove the cards of a story that is deleted (a signal's receiver)."""
    for file in path_of("").glob(f"{instance.pk}-*"):
        file.unlink(missing_ok=True)


# --- drawing ------------------------------------------------------------------------------------


def draw_card(card: Card) -> Image.Image:
    """The title over its picture, or beside an upright one, or alone on paper. A title that the
    face cannot write leaves the picture, and without one the magazine's name."""
    photograph = _photograph(card)
    if not card.words:
        return photograph or draw_site_card(card.magazine, "", card.look)
    if photograph and not card.is_split:
        return _over(card, photograph)
    return _on_paper(card, photograph)


def _photograph(card: Card) -> Image.Image | None:
    """The picture as the card shows it, cut around its focal point; None without one, or if its
    file is lost."""
    if card.picture is None or card.cut is None:
        return None
    width = _SPLIT if card.is_split else SIZE[0]
    try:
        with Image.open(first_of(card.picture), formats=["JPEG"]) as first:
            return cut_out(first.convert("RGB"), card.cut, width).resize((width, SIZE[1]))
    except OSError:
        return None


def _over(card: Card, photograph: Image.Image) -> Image.Image:
    """The title at the foot of the picture, in white or in ink, whichever asks less of it."""
    width, height = SIZE
    size, lines = lettering.fitted(
        card.words, card.look.display,
        width=width - 2 * _MARGIN, height=330, sizes=_SIZES, leading=_LEADING,
    )  # fmt: skip
    foot = height - _MARGIN - 62
    top = foot - 26 - round(size * _LEADING * len(lines))
    image, fill = _veiled(photograph, top, card.look)
    draw = ImageDraw.Draw(image)
    _title(draw, lines, card.look.display, size, (_MARGIN, top), fill)
    _colophon(draw, card, (_MARGIN, width - _MARGIN), foot, fill, fill)
    return image


def _on_paper(card: Card, photograph: Image.Image | None) -> Image.Image:
    """Ink on paper, beside the picture if there is one."""
    width, height = SIZE
    look = card.look
    image = Image.new("RGB", SIZE, look.paper)
    right = width
    if photograph:
        right = width - photograph.width
        image.paste(photograph, (right, 0))
    foot = height - _MARGIN - 62
    size, lines = lettering.fitted(
        card.words, card.look.display,
        width=right - 2 * _MARGIN, height=foot - _MARGIN - 24, sizes=_SIZES, leading=_LEADING,
    )  # fmt: skip
    draw = ImageDraw.Draw(image)
    at = (_MARGIN, _MARGIN - round(size * 0.16))
    _title(draw, lines, look.display, size, at, look.ink)
    _colophon(draw, card, (_MARGIN, right - _MARGIN), foot, look.ink, look.accent)
    return image


def _title(
    draw: ImageDraw.ImageDraw,
    lines: list[str],
    face: str,
    size: int,
    at: tuple[int, int],
    fill: Colour,
) -> None:
    left, top = at
    for place, line in enumerate(lines):
        baseline = top + round(size * (0.82 + place * _LEADING))
        lettering.write(draw, (left, baseline), line, face, size, fill)


def _colophon(
    draw: ImageDraw.ImageDraw,
    card: Card,
    between: tuple[int, int],
    top: int,
    fill: Colour,
    kicker: Colour,
) -> None:
    """A rule, and under it the magazine's name at the left and the kicker at the right."""
    left, right = between
    draw.line((left, top, right, top), fill=fill, width=2)
    taken = 0.0
    display, furniture = card.look.display, card.look.furniture
    if lettering.writable(card.magazine, display):
        lettering.write(draw, (left, top + 58), card.magazine, display, 46, fill)
        taken = lettering.width_of(card.magazine, display, 46) + 40
    if lettering.writable(card.kicker, furniture):
        width = lettering.width_of(card.kicker, furniture, 24)
        if width <= right - left - taken:
            lettering.write(draw, (right - width, top + 54), card.kicker, furniture, 24, kicker)


def _veiled(photograph: Image.Image, top: int, look: Look) -> tuple[Image.Image, Colour]:
    """The picture with a veil that grows from above `top` (px) to the foot, just so dense that
    letters below `top` stand out; and their colour."""
    foot = photograph.crop((0, top, *photograph.size))
    # Looked at from as far as letters are.
    channels = iter(foot.resize((100, max(1, foot.height // 12)), Image.Resampling.BOX).tobytes())
    pixels = list(zip(channels, channels, channels, strict=True))
    deep, pale = sorted((look.ink, look.paper), key=_luminance)
    if _luminance(deep) > _DEEP:
        deep = HOUSE.ink
    if _luminance(pale) < _PALE:
        pale = HOUSE.paper
    most, least = 1.05 / _CONTRAST - 0.05, (_luminance(deep) + 0.05) * _CONTRAST - 0.05
    dark = _density(pixels, deep, lambda found: found[int(len(found) * 0.98)] <= most)
    light = _density(pixels, pale, lambda found: found[int(len(found) * 0.02)] >= least)
    density, veil, fill = dark, deep, WHITE
    if light + 30 < dark:
        density, veil, fill = light, pale, deep
    begin = max(0, top - 190)
    profile = bytes(
        round(2.55 * density * share * share * (3 - 2 * share))
        for y in range(photograph.height)
        for share in [min(1.0, max(0.0, (y - begin) / max(1, top - begin)))]
    )
    mask = Image.frombytes("L", (1, photograph.height), profile).resize(photograph.size)
    image = photograph.copy()
    image.paste(veil, (0, 0, *photograph.size), mask)
    return image, fill


def _density(pixels: list[Colour], veil: Colour, suffices: Callable[[list[float]], bool]) -> int:
    """The least density in hundredths of a veil under which the luminances suffice."""
    for density in range(0, 100, 4):
        share = density / 100
        red, green, blue = (channel * share for channel in veil)
        seen = 1 - share
        found = sorted(
            _luminance((pixel[0] * seen + red, pixel[1] * seen + green, pixel[2] * seen + blue))
            for pixel in pixels
        )
        if suffices(found):
            return density
    return 100


def _luminance(pixel: tuple[float, float, float]) -> float:
    """Relative luminance by WCAG 2.2."""

    def linear(channel: float) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in pixel)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def draw_site_card(name: str, tagline: str, look: Look = HOUSE) -> Image.Image:
    """The nameplate as wide as the card, the tagline under it."""
    width, height = SIZE
    image = Image.new("RGB", SIZE, look.paper)
    draw = ImageDraw.Draw(image)
    name, tagline = lettering.tidy(name), lettering.tidy(tagline)
    foot = height - _MARGIN - 62
    draw.line((_MARGIN, foot, width - _MARGIN, foot), fill=look.ink, width=2)
    if name and lettering.writable(name, look.display):
        room = width - 2 * _MARGIN
        size, lines = lettering.fitted(
            name, look.display, width=room, height=foot - _MARGIN,
            sizes=(400, 360, 320, 280, 240, 200, 160, 130, *_SIZES), leading=_LEADING,
        )  # fmt: skip
        top = foot - 40 - round(size * _LEADING * len(lines))
        _title(draw, lines, look.display, size, (_MARGIN, top), look.ink)
    else:
        draw.rectangle((_MARGIN, _MARGIN, foot - 40, foot - 40), fill=look.accent)
    if lettering.writable(tagline, look.furniture):
        lettering.write(draw, (_MARGIN, foot + 54), tagline, look.furniture, 28, look.accent)
    return image


def draw_logo(name: str, look: Look = HOUSE) -> Image.Image:
    """The name's first letter on its colour."""
    image = Image.new("RGB", (LOGO_SIZE, LOGO_SIZE), look.spot)
    draw = ImageDraw.Draw(image)
    letter = lettering.tidy(name)[:1].upper()
    if letter and lettering.writable(letter, look.display):
        size = 420
        width = lettering.width_of(letter, look.display, size)
        baseline = (LOGO_SIZE + size * 0.7) / 2
        at = ((LOGO_SIZE - width) / 2, baseline)
        lettering.write(draw, at, letter, look.display, size, look.on_spot)
    else:
        draw.rectangle((156, 156, 356, 356), fill=look.on_spot)
    return image
