"""What the magazine wears: its colours and faces, from the few that its identity names.

An art director chooses up to three colours by day, and may choose the four of the dark; all others
follow from them so that they stand out enough (WCAG 2.2, AA). Nothing chosen is the house's own
dress, for which pages need no sheet but the one they all have. Values come from a row that anybody
may have written: what is no colour, no face of ours, or cannot be read is not worn.

Pages, card images and the newsroom's preview ask the same `Dress`.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

from magazine import faces, lettering
from magazine.colouring import AA, colour, contrast, lch, luminance, mixed, nearest, of_lch
from magazine.faces import Face

if TYPE_CHECKING:
    from magazine.identity import SiteIdentity

WHITE, BLACK = "#ffffff", "#000000"
_CALM = 5.6  # contrast that quiet words are set at, if the ink allows
_BRIGHT = 5.5  # contrast that a colour is lifted to in the dark
_NIGHT, _DAY = 0.2, 0.94  # lightness (OKLCH): the dark's paper at most, its ink at most


@dataclass(frozen=True)
class Scheme:
    """The custom properties of `css/tokens.css`, in daylight or in the dark."""

    paper: str
    ink: str
    quiet: str
    tint: str
    rule: str  # with two more digits for its opacity
    accent: str
    spot: str
    on_spot: str
    night: str
    on_night: str
    quiet_on_night: str

    @property
    def is_dim(self) -> bool:
        """Whether it is light on dark, as a magazine may be by day, too."""
        return luminance(self.paper) < luminance(self.ink)


# As css/tokens.css has them.
HOUSE_LIGHT = Scheme(
    paper="#fcfcfb",
    ink="#131312",
    quiet="#5c5b58",
    tint="#eeedea",
    rule="#1313122e",
    accent="#c8200d",
    spot="#c8200d",
    on_spot=WHITE,
    night="#131312",
    on_night="#eceae6",
    quiet_on_night="#a5a39e",
)
HOUSE_DARK = replace(
    HOUSE_LIGHT,
    paper="#131312",
    ink="#eceae6",
    quiet="#a5a39e",
    tint="#1f1f1d",
    rule="#eceae633",
    accent="#ff6b52",
    night="#1d1d1b",
)


@dataclass(frozen=True)
class Chosen:
    """What an identity names, every one "" for the house's own or what follows from the others."""

    paper: str = ""
    ink: str = ""
    accent: str = ""
    dark_paper: str = ""
    dark_ink: str = ""
    dark_accent: str = ""
    night: str = ""
    display_face: str = ""
    text_face: str = ""
    furniture_face: str = ""


COLOURS = ("paper", "ink", "accent", "dark_paper", "dark_ink", "dark_accent", "night")
FACES = {
    "display_face": faces.DISPLAY,
    "text_face": faces.TEXT,
    "furniture_face": faces.FURNITURE,
}
_NAMES = (*COLOURS, *FACES)


@dataclass(frozen=True, eq=False)  # the same choice is the same one: see `made`
class Dress:
    light: Scheme
    dark: Scheme
    display: Face
    text: Face
    furniture: Face

    @property
    def preloaded(self) -> list[str]:
        """The font files that a page opens with: names under `static/`. Furniture is not among
        them: on a slow line it is set in what stands in for its face, on the first page."""
        return [self.display.file, self.text.file]


# --- choosing -------------------------------------------------------------------------------------


def chosen_of(row: object) -> Chosen:
    """What `row`, an identity or what was typed into its form, names soundly."""
    found: dict[str, str] = {}
    for name in COLOURS:
        try:
            found[name] = colour(str(getattr(row, name, "")))
        except ValueError:
            continue
    for name, known in FACES.items():
        face = known.get(str(getattr(row, name, "")))
        if face and not face.is_house:
            found[name] = face.key
    return Chosen(**found)


def worn_by(row: object) -> Dress:
    """The dress of an identity. Colours that no form would have let through, because they cannot
    be read, are left in the wardrobe."""
    return _worn(*(str(getattr(row, name, "")) for name in _NAMES))


@lru_cache(maxsize=64)
def _worn(*named: str) -> Dress:
    chosen = chosen_of(SimpleNamespace(**dict(zip(_NAMES, named, strict=True))))
    if refusals(chosen):
        chosen = replace(chosen, **dict.fromkeys(COLOURS, ""))
    return made(chosen)


@lru_cache(maxsize=64)
def made(chosen: Chosen) -> Dress:
    light, dark = _colours(chosen)
    display, text, furniture = (
        known.get(getattr(chosen, name)) or next(iter(known.values()))
        for name, known in FACES.items()
    )
    return Dress(light, dark, display, text, furniture)


def _colours(chosen: Chosen) -> tuple[Scheme, Scheme]:
    """All colours. Each that is not chosen stands out enough by construction, as long as the
    chosen ones it is made of do."""
    day = _grounds(HOUSE_LIGHT, chosen.paper, chosen.ink)
    # The dark is the day turned round: its paper is the darker of the two, toned down.
    darker, lighter = sorted((day.paper, day.ink), key=luminance)
    turned = HOUSE_DARK
    if (day.paper, day.ink) != (HOUSE_LIGHT.paper, HOUSE_LIGHT.ink):
        turned = replace(HOUSE_DARK, paper=_toned(darker, _NIGHT), ink=_toned(lighter, _DAY))
        turned = replace(turned, **_furniture(turned.paper, turned.ink))
    dark = _grounds(turned, chosen.dark_paper, chosen.dark_ink)

    accent = chosen.accent or _on(day.paper, HOUSE_LIGHT.accent, AA)
    spot = {"spot": accent, "on_spot": WHITE if contrast(WHITE, accent) >= AA else BLACK}
    lifted = chosen.dark_accent or (
        _on(dark.paper, HOUSE_DARK.accent, AA)
        if accent == HOUSE_LIGHT.accent
        else _on(dark.paper, accent, _BRIGHT)
    )
    if dark == HOUSE_DARK and not chosen.night:
        return replace(day, accent=accent, **spot), replace(dark, accent=lifted, **spot)
    night = chosen.night or dark.paper
    nights = (night, chosen.night or _raised(dark.paper, dark.ink))
    day, dark = (
        replace(
            scheme,
            accent=own,
            **spot,
            night=ground,
            on_night=dark.ink,
            quiet_on_night=_quiet(dark.ink, ground),
        )
        for scheme, own, ground in ((day, accent, nights[0]), (dark, lifted, nights[1]))
    )
    return day, dark


def _grounds(scheme: Scheme, paper: str, ink: str) -> Scheme:
    """`scheme` on another paper or in another ink, if either is named."""
    changed = replace(scheme, paper=paper or scheme.paper, ink=ink or scheme.ink)
    if changed == scheme:
        return scheme
    return replace(changed, **_furniture(changed.paper, changed.ink))


def _furniture(paper: str, ink: str) -> dict[str, str]:
    """What stands between paper and ink: quiet words, the ground of pictures, hairlines."""
    quiet = _quiet(ink, paper)
    tint = next(
        (
            tint
            for share in range(6, 0, -1)
            if contrast(tint := mixed(paper, ink, share / 100), quiet) >= AA
        ),
        paper,
    )
    return {"quiet": quiet, "tint": tint, "rule": ink + "30"}


def _quiet(ink: str, ground: str) -> str:
    """As much of the ink as quiet words need."""
    for share in range(55, 100):
        found = mixed(ground, ink, share / 100)
        if contrast(found, ground) >= _CALM:
            return found
    return ink


def _toned(of: str, most: float) -> str:
    """Not lighter than `most`, and with a breath of colour at most."""
    lightness, chroma, hue = lch(of)
    return of_lch(min(lightness, most), min(chroma, 0.04), hue)


def _raised(paper: str, ink: str) -> str:
    """A ground that stands off the dark's paper by a shade, if its ink allows."""
    lightness, chroma, hue = lch(paper)
    for step in (0.045, 0.03, 0.015):
        found = of_lch(lightness + step, chroma, hue)
        if contrast(found, ink) >= AA:
            return found
    return paper


def _on(ground: str, of: str, least: float) -> str:
    """`of`, or what is near it and stands out by `least` on `ground`, or by AA if nothing does."""
    return _standing_out(of, ground, least) or _standing_out(of, ground, AA) or of


def _standing_out(of: str, ground: str, least: float) -> str | None:
    if max(contrast(WHITE, ground), contrast(BLACK, ground)) < least:
        return None
    return nearest(of, lambda tried: contrast(tried, ground) >= least)


def unchosen(chosen: Chosen) -> dict[str, str]:
    """What each colour would be if it was left to follow from the others."""
    found = {}
    for name in COLOURS:
        light, dark = _colours(replace(chosen, **{name: ""}))
        scheme = dark if name.startswith("dark_") else light
        found[name] = getattr(scheme, name.removeprefix("dark_"))
    return found


# --- whether it can be read -----------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """A colour that words are set in, and the ground that they stand on. `fields`: which choices
    decide the one and the other."""

    scheme: str  # "light" or "dark"
    name: str
    words: str
    ground: str
    fields: tuple[str, str]

    @property
    def contrast(self) -> float:
        return contrast(self.words, self.ground)

    @property
    def ratio(self) -> str:
        """Rounded down, so that what falls short does not look as if it did not."""
        return f"{math.floor(self.contrast * 100) / 100:.2f}"

    @property
    def passes(self) -> bool:
        return self.contrast >= AA


def pairs(dress: Dress) -> list[Pair]:
    """Every pair of words and ground that the pages have."""
    found = []
    for name, it, ink, paper, accent in (
        ("light", dress.light, "ink", "paper", "accent"),
        ("dark", dress.dark, "dark_ink", "dark_paper", "dark_accent"),
    ):
        found += [
            Pair(name, "ink on paper", it.ink, it.paper, (ink, paper)),
            Pair(name, "quiet words on paper", it.quiet, it.paper, (ink, paper)),
            Pair(name, "quiet words on tint", it.quiet, it.tint, (ink, paper)),
            Pair(name, "accent on paper", it.accent, it.paper, (accent, paper)),
            Pair(name, "words on the accent", it.on_spot, it.spot, ("accent", "accent")),
            Pair(name, "ink on the night", it.on_night, it.night, ("dark_ink", "night")),
            Pair(
                name, "quiet words on the night", it.quiet_on_night, it.night, ("dark_ink", "night")
            ),
        ]
    return found


@dataclass(frozen=True)
class Refusal:
    """Why a choice cannot be worn; `nearest`: the colour beside it that could be, "" if none."""

    sentence: str
    nearest: str = ""


def refusals(chosen: Chosen) -> dict[str, Refusal]:
    """What is refused of what is chosen, by the choice that stands in the way."""
    dress = made(chosen)
    if not dress.dark.is_dim and (chosen.dark_ink or chosen.dark_paper):
        field = "dark_ink" if chosen.dark_ink else "dark_paper"
        return {field: Refusal("In the dark, the ink must be lighter than the paper.")}
    found: dict[str, Refusal] = {}
    for pair in pairs(dress):
        at_fault = "" if pair.passes else _at_fault(chosen, pair)
        if at_fault:
            found.setdefault(at_fault, _refusal(pair, of_words=at_fault == pair.fields[0]))
    return found


def _at_fault(chosen: Chosen, pair: Pair) -> str:
    """Which choice to change: a night before its ink, else the words' colour before the ground's.
    "" if none of both was made: then what they follow from is at fault, and has its own pair."""
    words, ground = pair.fields
    order = (ground, words) if ground == "night" else (words, ground)
    return next((name for name in order if getattr(chosen, name)), "")


def _refusal(pair: Pair, *, of_words: bool) -> Refusal:
    """`of_words`: whether it is the words' colour that should change, not the ground's."""
    at_fault, other = (pair.words, pair.ground) if of_words else (pair.ground, pair.words)
    better = _standing_out(at_fault, other, AA)
    advice = f" The nearest colour that would do is {better}." if better else ""
    where = "in daylight" if pair.scheme == "light" else "in the dark"
    return Refusal(
        f"{pair.name[0].upper()}{pair.name[1:]} ({pair.words} on {pair.ground}, {where}) has a "
        f"contrast of {pair.ratio}:1. WCAG AA asks for {AA}:1.{advice}",
        better or "",
    )


# --- the sheet ------------------------------------------------------------------------------------


def sheet_of(identity: SiteIdentity) -> str:
    """The style sheet that dresses the pages, "" in the house's own dress."""
    name = lettering.tidy(identity.name)
    return _sheet(worn_by(identity), name, identity.logo_id is not None)


def digest(sheet: str) -> str:
    return hashlib.blake2b(sheet.encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=64)
def _sheet(dress: Dress, name: str, has_logo: bool) -> str:
    properties = _changed_properties(dress)
    rules = [face.rules() for face in (dress.display, dress.text, dress.furniture)]
    if properties:
        body = "".join(f"{name}:{value};" for name, value in properties.items())
        rules.append(f":root{{{body}}}\n")
    if has_logo:
        turned = _LOGO_ON_DIM if dress.light.is_dim else f"@media {_DARK}{{\n{_LOGO_ON_DIM}}}\n"
        rules += [_LOGO, turned]
    elif style := nameplate_style(dress, name):
        body = ";".join(f"{name}:{value}" for name, value in style.items())
        rules.append(f".masthead--front .nameplate{{{body}}}\n")
    return "".join(rules)


def _changed_properties(dress: Dress) -> dict[str, str]:
    """The custom properties that are not as `css/tokens.css` has them, for both schemes."""
    found = {}
    house = made(Chosen())
    for field in fields(Scheme):
        day, dark = getattr(dress.light, field.name), getattr(dress.dark, field.name)
        if (day, dark) != (getattr(house.light, field.name), getattr(house.dark, field.name)):
            found[_property(field.name)] = day if day == dark else f"light-dark({day},{dark})"
    if dress.display != house.display:
        small, large, largest = dress.display.steps
        found |= {
            "--display": dress.display.css,
            "--sturdy": small,
            "--fine": large,
            "--finest": largest,
        }
    if dress.text != house.text:
        found["--text"] = dress.text.css
    if dress.furniture != house.furniture:
        found["--furniture"] = dress.furniture.css
    return found


def properties_of(dress: Dress, scheme: Scheme) -> dict[str, str]:
    """All custom properties of one scheme, for the newsroom's preview."""
    small, large, largest = dress.display.steps
    return {
        **{_property(field.name): getattr(scheme, field.name) for field in fields(Scheme)},
        "--display": dress.display.css,
        "--text": dress.text.css,
        "--furniture": dress.furniture.css,
        "--sturdy": small,
        "--fine": large,
        "--finest": largest,
    }


def _property(name: str) -> str:
    return "--" + name.replace("_", "-")


def nameplate_style(dress: Dress, name: str) -> dict[str, str]:
    """How a name fills the front page's width in a face that the pages' own steps
    (`magazine.templatetags.stories.fill`) were not measured for; {} to leave it to them."""
    face = dress.display
    if face.is_house or not name or not lettering.writable(name, face.key):
        return {}
    em = lettering.width_of(name, face.key, 200) / 200 * face.scale - 0.02 * len(name)
    size = min(46.0, 98 / max(em, 0.1))
    return {
        "font-size": f"{size:.1f}cqi" if size >= 7 else "max(2.5rem,7cqi)",
        "padding-block-start": f"{face.rise:g}em",
    }


# A picture has no transparent ground: a logo on white is laid over the paper like ink. The cover's
# picture, which stands before the nameplate (`components/front.css`), leaves a logo whole.
_LOGO = """\
.nameplate:has(.logo){background:var(--paper);font-size:inherit;line-height:1}
.nameplate .logo,.nameplate .logo img{display:block}
.logo img{block-size:auto;inline-size:auto;max-inline-size:100%;max-block-size:5rem}
.logo img{background:none;mix-blend-mode:multiply}
.masthead--front .nameplate:has(.logo){margin-inline-start:0;font-size:inherit}
.masthead--front .logo img{max-block-size:min(34vh,22rem)}
.masthead--front .masthead__name:has(.logo){padding-block-end:calc(2.6vw + 1.25rem)}
@media (min-width:60rem){
.masthead--front .masthead__name:has(.logo){padding-block-end:calc(5.2vw + 1.75rem)}
}
"""
_DARK = "screen and (prefers-color-scheme:dark)"
# One for the dark is on black, which the paper shines through; another is turned round first.
_LOGO_ON_DIM = """\
.logo img{mix-blend-mode:screen}
.logo:not(.logo--dark) img{filter:invert(1) hue-rotate(180deg)}
"""
