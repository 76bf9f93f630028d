"""What follows from the colours and faces that an identity names, and what is refused."""

import random
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.conf import settings

from magazine import dressing, faces
from magazine.colouring import AA, colour, contrast, lch, mixed, nearest, of_lch, rgb
from magazine.dressing import HOUSE_DARK, HOUSE_LIGHT, Chosen
from magazine.identity import SiteIdentity

STATIC = settings.BASE_DIR / "static"
ALL_FACES = [*faces.DISPLAY.values(), *faces.TEXT.values(), *faces.FURNITURE.values()]
HOSTILE = [
    "red",
    "url(https://evil.example/x)",
    "expression(alert(1))",
    "#fff;}body{display:none",
    "#12345",
    "#1234567",
    "#ff\x00fff",
    "#ｆｆｆｆｆｆ",
    "#" + "f" * 10_000,
    "--paper",
    "</style><script>",
]


@pytest.mark.parametrize(
    ("words", "ground", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(words, ground, expected):
    assert round(contrast(words, ground), 2) == expected
    assert round(contrast(ground, words), 2) == expected


@pytest.mark.parametrize(
    ("typed", "meant"), [("#C8200D", "#c8200d"), (" c8200d ", "#c8200d"), ("#f0a", "#ff00aa")]
)
def test_a_colour_is_understood_as_people_write_it(typed, meant):
    assert colour(typed) == meant


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_no_colour_is_none(typed):
    with pytest.raises(ValueError):
        colour(typed)


def test_a_colour_survives_the_way_through_lightness_chroma_and_hue():
    for of in ("#c8200d", "#131312", "#fcfcfb", "#00ff00", "#0000ff", "#fff600", "#000000"):
        assert of_lch(*lch(of)) == of


def test_colours_mix_like_the_browser_mixes_them():
    assert mixed("#ffffff", "#000000", 0.06) == "#f0f0f0"
    assert rgb("#c8200d") == (200, 32, 13)


def test_the_nearest_colour_is_no_further_than_needed():
    found = nearest("#ff9980", lambda tried: contrast(tried, "#fcfcfb") >= AA)
    lightness = lch(found)[0]
    assert contrast(found, "#fcfcfb") >= AA
    one_step_back = of_lch(lightness + 0.01, lch("#ff9980")[1], lch("#ff9980")[2])
    assert contrast(one_step_back, "#fcfcfb") < AA
    assert nearest("#101010", lambda tried: True) == "#101010"
    assert nearest("#101010", lambda tried: False) is None


# --- the house -----------------------------------------------------------------------------------


def test_the_house_wears_what_the_style_sheet_says():
    css = (STATIC / "css" / "tokens.css").read_text()
    said = {}
    for name, value in re.findall(r"--([a-z-]+): (light-dark\(.+?\)|#[0-9a-f]+);", css):
        both = re.findall(r"#[0-9a-f]+", value)
        said[name.replace("-", "_")] = (whole(both[0]), whole(both[-1]))
    ours = {name: (value, getattr(HOUSE_DARK, name)) for name, value in vars(HOUSE_LIGHT).items()}
    assert ours == said


def whole(colour):
    return colour if len(colour) > 4 else "#" + "".join(digit * 2 for digit in colour[1:])


def test_nothing_chosen_is_the_house_and_needs_no_sheet():
    dress = dressing.worn_by(SiteIdentity())
    assert (dress.light, dress.dark) == (HOUSE_LIGHT, HOUSE_DARK)
    assert dress.preloaded == [
        "fonts/bodoni-moda-latin.woff2",
        "fonts/newsreader-latin.woff2",
    ]
    assert dressing.refusals(Chosen()) == {}
    assert dressing.sheet_of(SiteIdentity()) == ""


def test_choosing_what_the_house_wears_is_choosing_nothing():
    chosen = SiteIdentity(
        paper="#FCFCFB", ink="#131312", accent="#c8200d", display_face="bodoni-moda"
    )
    assert dressing.sheet_of(chosen) == ""


# --- what follows --------------------------------------------------------------------------------


def test_whatever_paper_and_ink_can_be_read_all_that_follows_can():
    any_colour = random.Random(7)
    worn = 0
    while worn < 30:
        paper, ink = (f"#{any_colour.randrange(1 << 24):06x}" for _ in range(2))
        chosen = Chosen(paper=paper, ink=ink)
        if contrast(paper, ink) < AA:
            continue
        worn += 1
        assert [pair for pair in dressing.pairs(dressing.made(chosen)) if not pair.passes] == []
        assert dressing.refusals(chosen) == {}


def test_whatever_is_chosen_a_failing_pair_is_refused():
    any_colour = random.Random(11)
    for _ in range(60):
        named = any_colour.sample(dressing.COLOURS, any_colour.randint(1, 7))
        chosen = Chosen(**{name: f"#{any_colour.randrange(1 << 24):06x}" for name in named})
        fails = any(not pair.passes for pair in dressing.pairs(dressing.made(chosen)))
        refused = dressing.refusals(chosen)
        assert bool(refused) >= fails
        assert set(refused) <= set(named)


def test_a_new_accent_changes_the_accent_alone():
    dress = dressing.made(Chosen(accent="#0b57d0"))
    changed = {"accent": "#0b57d0", "spot": "#0b57d0"}
    assert dress.light == replace(HOUSE_LIGHT, **changed)
    assert dress.dark == replace(HOUSE_DARK, accent=dress.dark.accent, spot="#0b57d0")
    assert contrast(dress.dark.accent, dress.dark.paper) >= 5.5


def test_words_on_a_light_accent_are_black():
    chosen = Chosen(paper="#101418", ink="#f0f0e8", accent="#d7ff3e")
    assert dressing.refusals(chosen) == {}
    assert dressing.made(chosen).light.on_spot == "#000000"
    assert dressing.made(Chosen(accent="#0b57d0")).light.on_spot == "#ffffff"


def test_a_magazine_that_is_dark_by_day_stays_dark_at_night():
    dress = dressing.made(Chosen(paper="#101418", ink="#f0f0e8"))
    assert (dress.dark.paper, dress.light.paper) == ("#101418", "#101418")
    assert dress.dark.ink == "#ecece4"


def test_a_chosen_night_is_the_night_of_both():
    dress = dressing.made(Chosen(night="#1f4d3a"))
    assert (dress.light.night, dress.dark.night) == ("#1f4d3a", "#1f4d3a")
    assert dress.light.paper == HOUSE_LIGHT.paper


def test_the_form_can_say_what_follows():
    follows = dressing.unchosen(Chosen(accent="#0b57d0"))
    assert follows == {
        "paper": "#fcfcfb",
        "ink": "#131312",
        "accent": "#c8200d",
        "dark_paper": "#131312",
        "dark_ink": "#eceae6",
        "dark_accent": dressing.made(Chosen(accent="#0b57d0")).dark.accent,
        "night": "#131312",
    }


# --- what is refused -----------------------------------------------------------------------------


def test_a_refusal_names_the_pair_its_ratio_and_the_nearest_that_would_do():
    refused = dressing.refusals(Chosen(accent="#ff9980"))
    nearest_one = refused["accent"].nearest
    assert list(refused) == ["accent"]
    assert refused["accent"].sentence == (
        "Accent on paper (#ff9980 on #fcfcfb, in daylight) has a contrast of 2.02:1. "
        f"WCAG AA asks for 4.5:1. The nearest colour that would do is {nearest_one}."
    )
    assert dressing.refusals(Chosen(accent=nearest_one)) == {}


@pytest.mark.parametrize(
    ("chosen", "refused"),
    [
        (Chosen(ink="#999999"), ["ink"]),
        (Chosen(paper="#777777"), ["paper"]),
        (Chosen(paper="#777777", ink="#888888"), ["ink"]),
        (Chosen(dark_accent="#a01010"), ["dark_accent"]),
        (Chosen(dark_ink="#555555"), ["dark_ink"]),
        (Chosen(dark_paper="#ffffff"), ["dark_paper"]),
        (Chosen(dark_paper="#ffffff", dark_ink="#000000"), ["dark_ink"]),
        (Chosen(night="#cfd8c0"), ["night"]),
        (Chosen(accent="#ff9980", night="#cfd8c0"), ["accent", "night"]),
    ],
)
def test_the_choice_that_stands_in_the_way_is_named(chosen, refused):
    assert list(dressing.refusals(chosen)) == refused


def test_taking_every_nearest_colour_ends_in_something_to_wear():
    chosen = Chosen(paper="#808080", ink="#8a6f5c", accent="#f2e205", night="#dddddd")
    for _ in range(4):
        refused = dressing.refusals(chosen)
        chosen = replace(chosen, **{name: each.nearest for name, each in refused.items()})
    assert dressing.refusals(chosen) == {}


def test_a_ratio_that_falls_short_does_not_look_as_if_it_did_not():
    pair = dressing.Pair("light", "ink on paper", "#777777", "#ffffff", ("ink", "paper"))
    assert (pair.ratio, pair.passes) == ("4.47", False)


# --- hostile rows --------------------------------------------------------------------------------


@pytest.mark.parametrize("value", HOSTILE)
def test_a_row_that_holds_nonsense_wears_the_house(value):
    row = SimpleNamespace(
        name="Elucid",
        logo_id=None,
        **dict.fromkeys([*dressing.COLOURS, *dressing.FACES], value),
    )
    assert dressing.chosen_of(row) == Chosen()
    assert dressing.sheet_of(row) == ""


def test_a_row_that_cannot_be_read_keeps_its_faces_and_wears_the_house_colours():
    row = SiteIdentity(ink="#dddddd", text_face="literata")
    dress = dressing.worn_by(row)
    assert (dress.light, dress.text) == (HOUSE_LIGHT, faces.LITERATA)


# --- the sheet -----------------------------------------------------------------------------------


def test_the_sheet_says_only_what_is_not_the_house():
    dark = dressing.made(Chosen(accent="#0b57d0")).dark.accent
    assert dressing.sheet_of(SiteIdentity(accent="#0b57d0")) == (
        f":root{{--accent:light-dark(#0b57d0,{dark});--spot:#0b57d0;}}\n"
    )


def test_the_sheet_of_other_faces_brings_their_files():
    sheet = dressing.sheet_of(SiteIdentity(name="Elucid", furniture_face="libre-franklin"))
    # Its three files, and what stands in for it: two fonts of devices in three weights.
    assert sheet.count("@font-face") == 3 + 2 * 3
    assert 'src: url("/static/fonts/libre-franklin-latin.woff2") format("woff2");' in sheet
    assert sheet.endswith(
        ':root{--furniture:"Libre Franklin", "Libre Franklin after Arial", '
        '"Libre Franklin after Roboto", sans-serif;}\n'
    )


def test_another_display_face_fills_the_front_page_with_the_name_by_its_own_widths():
    narrow = dressing.sheet_of(SiteIdentity(name="Elucid", display_face="cormorant"))
    wide = dressing.sheet_of(SiteIdentity(name="Elucid", display_face="bricolage-grotesque"))
    size = re.compile(r"\.masthead--front \.nameplate\{font-size:([0-9.]+)cqi;[^}]+\}\n\Z")
    assert 30 < float(size.search(wide)[1]) <= 46
    assert 30 < float(size.search(narrow)[1]) <= 46
    assert "font-size" not in dressing.sheet_of(SiteIdentity(name="مجلة", display_face="cormorant"))


def test_two_sheets_have_two_addresses_and_one_sheet_has_one():
    red, again, blue = (
        SiteIdentity(accent=each).sheet_digest for each in ("#a00000", "#A00000", "#0b57d0")
    )
    assert red == again != blue


# --- the faces -----------------------------------------------------------------------------------


@pytest.mark.parametrize("face", ALL_FACES, ids=lambda face: face.key)
def test_every_face_is_here_with_its_licence_and_is_small(face):
    assert (STATIC / "fonts" / f"{face.key}-OFL.txt").read_text().count("SIL OPEN FONT LICENSE")
    assert (STATIC / face.file).stat().st_size < 30_000
    sheets = ["fonts.css", "faces.css"] if face.is_house else [f"faces/{face.key}.css"]
    css = "".join((STATIC / "css" / sheet).read_text() for sheet in sheets)
    for family in re.findall(r'"(.+?)"', face.css):
        assert f'font-family: "{family}";' in css
    for name in re.findall(r"fonts/([a-z0-9-]+\.woff2)", face.rules()):
        assert (STATIC / "fonts" / name).is_file()


@pytest.mark.parametrize(("name", "known"), dressing.FACES.items())
def test_one_of_each_kind_is_the_house_and_it_is_the_first(name, known):
    assert next(face.is_house for face in known.values()) is True
    assert sum(face.is_house for face in known.values()) == 1
