"""Whole magazines for the tests that walk over every page: an ordinary one, one that holds the
worst that an editor can type, and one that has next to nothing.

Each function fills the database through `tests.factories` and answers the addresses of its public
pages, by what they show.
"""

from __future__ import annotations

from typing import Any

from library.models import Picture
from library.uploading import add_picture
from magazine.models import Article, Credit, SiteIdentity
from tests import factories
from tests.newsletter.campaigns import sent

ENDLESS = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4
ARABIC = "القماش الذي نُسج مرتين: حكاية معطف من ورشة صغيرة في حي قديم"
HEBREW = "המעיל שנתפר פעמיים: סיפור מבית מלאכה קטן ברובע הישן"
EMOJI = "🧵🪡👗 The coat, the thread and the 👩🏽‍🎨: a story in 🇫🇷🇯🇵 and elsewhere 🏳️‍🌈"
VIDEO = (
    '<div data-card="video" data-provider="youtube" data-video="aqz-KE-bpKQ" '
    'data-caption="The loom, running for a minute and a half."></div>'
)


def picture(size: tuple[int, int] = (480, 320), **words: Any) -> Picture:
    words = {
        "alt": "A length of red cloth over a rail.",
        "caption": "Cloth, held up.",
        "credit": "Photograph: Marit Sandvoll",
        **words,
    }
    return add_picture(factories.picture_file(size), **words)[0]


def figure(shown: Picture, width: str = "column", caption: str = "") -> str:
    return (
        f'<figure data-card="picture" data-picture="{shown.pk}" data-width="{width}" '
        f'data-caption="{caption}"></figure>'
    )


def gallery(*shown: Picture, caption: str = "") -> str:
    numbers = ",".join(str(one.pk) for one in shown)
    return f'<div data-card="gallery" data-pictures="{numbers}" data-caption="{caption}"></div>'


def note(words: str) -> str:
    return f'<sup data-card="footnote" data-note="{words}"></sup>'


def quote(words: str, whose: str = "") -> str:
    return f'<aside data-card="pullquote" data-attribution="{whose}"><p>{words}</p></aside>'


def cards(words: str, shown: Picture, linked: Article, name: str) -> str:
    """A card of every kind that holds or leads to something, all with `words` for their words."""
    sound = factories.attachment(f"{name}.mp3")
    file = factories.attachment(f"{name}.pdf")
    kept = factories.snippet(
        name,
        f'<p>{words}</p><div data-card="button" data-label="{words}" data-href="/search/"></div>',
    )
    row = f"<tr><td><p>{words}</p></td><td><p>{words}</p></td><td><p>620 g</p></td></tr>"
    return (
        f'<aside data-card="callout"><p>{words}{note(words)}</p></aside>'
        f'<aside data-card="answer" data-question="{words}"><p>{words}</p></aside>'
        f'<aside data-card="answer" data-question="{words}?"><p>{words}</p></aside>'
        f'<aside data-card="facts" data-title="{words}"><p>{words}</p><ul><li><p>{words}</p></li>'
        "</ul></aside>"
        f'<aside data-card="credits" data-title="{words}"><p>{words}</p><p>{words}: {words}</p>'
        f"<p>{words}</p></aside>"
        f'<div data-card="button" data-label="{words}" data-href="https://example.org/"></div>'
        f"<table><tbody><tr><th><p>{words}</p></th><th><p>{words}</p></th><th><p>Weight</p></th></tr>"
        f"{row * 2}</tbody></table>"
        f'<div data-card="product" data-name="{words}" data-maker="{words}" data-price="{words}" '
        f'data-href="https://example.org/" data-picture="{shown.pk}"></div>'
        f'<div data-card="product" data-name="{words}"></div>'
        f'<div data-card="audio" data-file="{sound.pk}" data-caption="{words}"></div>'
        f'<div data-card="file" data-file="{file.pk}" data-label="{words}"></div>'
        f'<div data-card="story" data-story="{linked.pk}"></div>'
        f'<div data-card="newsletter" data-title="{words}"></div>'
        f'<div data-card="newsletter"></div>'
        f'<div data-card="snippet" data-snippet="{kept.pk}"></div>'
    )


def ordinary() -> dict[str, str]:
    """Every kind of page with what usually stands on it."""
    _identity()
    wide, tall = picture((480, 320)), picture((320, 480), alt="A coat on a hook.")
    ines = factories.contributor(
        "Inès Valcourt",
        role="Editor-in-chief",
        bio="Writes about construction.\n\nOwns four coats.",
        portrait=tall,
        website="https://example.org/ines",
    )
    marit = factories.contributor("Marit Sandvoll", role="Photographer", bio="Takes one frame.")
    issue = factories.print_issue(
        7, title="Cloth", cover=tall, introduction="Held up to the light.", price="£14",
        buy_url="https://example.org/buy",
    )  # fmt: skip
    issue.print_only.create(page=4, title="Only on paper", byline="Tobias Okonjo")
    fashion = factories.section("Fashion", description="Clothes, from the bale to the hook.")
    factories.section("Culture", description="Films and stages.")
    factories.section("Empty")
    factories.page("About", standfirst="Who we are.", body="<h2>Us</h2><p>We look closely.</p>")
    factories.page("Contact", body="<p>Write to us.</p>")
    body = (
        f"<p>The coat came apart in an afternoon.{note('It was made in 1962.')} A <a "
        'href="https://example.org/">tailor</a> watched.</p><h2>The lining</h2><p>It was silk.</p>'
        + figure(wide)
        + "<h2>The canvas</h2><p>It was horsehair.</p>"
        + quote("Nothing here is glued.", "The tailor")
        + "<ul><li>Sleeves</li><li>Collar</li></ul><ol><li>First</li><li>Then</li></ol>"
        + figure(wide, "wide", "All its parts.")
        + "<blockquote><p>A coat is a plan.</p></blockquote><h3>The seams</h3>"
        + VIDEO
        + "<h2>The buttons</h2><p>Corozo.</p>"
        + gallery(wide, tall, caption="Parts")
        + figure(tall, "full")
        + "<hr><p>It went back together in nine weeks.</p>"
    )
    boxes = factories.live_article(
        "Everything beside the text",
        body="<p>It begins with words.</p>"
        + cards("The lining of a coat", tall, factories.live_article("Linings"), "Pattern")
        + "<p>And ends with some.</p>",
        section=fashion,
    )
    story = factories.live_article(
        "A coat, taken apart",
        kicker="Construction",
        body=body,
        lead_picture=wide,
        tags=["denim", "tailoring"],
        credits=[("words", ines), ("photography", marit), ("styling", ines)],
        print_issue=issue,
        print_page=20,
        section=fashion,
    )
    photo = factories.live_article(
        "Wind",
        layout="photo",
        lead_picture=tall,
        body=figure(wide, "full") + "<p>It blew.</p>" + figure(tall, "full") + figure(wide, "wide"),
        credits=[("photography", marit)],
    )
    interview = factories.live_article(
        "The usher",
        layout="interview",
        lead_picture=tall,
        body="<p>He has seen it all.</p><h3>What did you see?</h3><p>Coats.</p><h3>Whose?</h3>"
        "<p>Everybody’s.</p>",
        credits=[("interview", ines)],
        section=factories.section("Culture"),
    )
    listed = factories.live_article(
        "Nine buttons",
        layout="list",
        lead_picture=wide,
        body="<p>In order.</p><h2>Horn</h2><p>Brown.</p><h2>Shell</h2><p>White.</p>"
        + figure(tall)
        + "<h2>Corozo</h2><p>Ivory.</p>",
        credits=[("words", ines)],
    )
    for number in range(8):
        factories.live_article(
            f"A further story, number {number}",
            lead_picture=[wide, tall, None][number % 3],
            kicker=["", "Notes"][number % 2],
            credits=[("words", marit)],
            section=[fashion, factories.section("Culture")][number % 2],
        )
    feature = factories.spotlight(
        "A glimpse of the factory",
        body=body,
        lead_picture=wide,
        subject_name="Leaving the Factory",
        see_it_url="https://example.org/film",
        see_it_label="Watch the film",
        credits=[("words", ines)],
    )
    feature.facts.create(label="Director", value="A. Rossi")
    feature.accolades.create(award="Best Short", giver="A festival", year=2026)
    for number in range(4):
        factories.spotlight(
            f"Another feature, number {number}", lead_picture=[tall, None][number % 2]
        )
    letter = sent(
        story, photo, interview, spotlight=feature, print_issue=issue, sponsor_name="Gloves",
        sponsor_words="Cut by hand.", sponsor_link="https://example.org/", sponsor_picture=wide,
        closing="<p>Until Friday.</p>",
    )  # fmt: skip
    month = story.publish_at
    return {
        "front": "/",
        "section": fashion.get_absolute_url(),
        "empty section": "/sections/empty/",
        "article": story.get_absolute_url(),
        "cards": boxes.get_absolute_url(),
        "photo story": photo.get_absolute_url(),
        "interview": interview.get_absolute_url(),
        "list": listed.get_absolute_url(),
        "spotlight index": "/spotlight/",
        "spotlight": feature.get_absolute_url(),
        "tag": "/tags/denim/",
        "contributors": "/contributors/",
        "contributor": ines.get_absolute_url(),
        "contributor without portrait": marit.get_absolute_url(),
        "issues": "/issues/",
        "issue": issue.get_absolute_url(),
        "archive": "/archive/",
        "month": f"/archive/{month.year}/{month.month}/",
        "page": "/pages/about/",
        "search": "/search/?q=further",
        "search, nothing found": "/search/?q=zeppelin",
        "newsletter": "/newsletter/",
        "letters": "/newsletter/archive/",
        "letter": f"/newsletter/archive/{letter.slug}/",
        "not found": "/no-such-page/",
    }


def hostile() -> dict[str, str]:
    """Every kind of page with more, longer and stranger things than it was drawn for."""
    _identity(
        name="Zeitschriftenverlagsgesellschaft und Söhne, the magazine of everything at once"[:80],
        tagline=ENDLESS[:160],
        about=f"{ENDLESS} {ARABIC} {EMOJI}",
        email=f"{'hello' * 10}@{'long-' * 8}domain.example",
        postal_address=f"{ENDLESS}\n{ARABIC}",
    )
    wide = picture((900, 150), alt="x" * 300, caption=ENDLESS, credit=ENDLESS[:200])
    tall = picture((150, 900), alt="", caption="", credit="")
    long_section = factories.section(ENDLESS[:80], description=ENDLESS[:160])
    factories.section("Empty", description="")
    for number in range(10):
        factories.section(f"Section number {number}")
    people = [
        factories.contributor(f"{number} {ENDLESS[:100]}", role=ENDLESS[:120], bio=ENDLESS)
        for number in range(3)
    ]
    issue = factories.print_issue(
        2_147_483, title=ENDLESS[:120], season=ENDLESS[:60], introduction=ENDLESS,
        price=ENDLESS[:60], buy_url=f"https://example.org/{ENDLESS}"[:200],
    )  # fmt: skip
    issue.print_only.create(page=32_000, title=ENDLESS[:150], byline=ENDLESS[:150])
    page = factories.page(ENDLESS[:120], standfirst=ENDLESS, body=_endless_body(wide, tall))
    long = factories.live_article(
        ENDLESS[:150],
        kicker=ENDLESS[:80],
        standfirst=ENDLESS[:500],
        body=_endless_body(wide, tall),
        section=long_section,
        tags=[ENDLESS[:100], *(f"tag {number}" for number in range(20))],
        print_issue=issue,
        print_page=32_000,
    )
    for position in range(40):
        Credit.objects.create(
            article=long,
            role=Credit.Role.values[position % 15],
            other_name=[ENDLESS[:120], ARABIC, "Bo"][position % 3],
            position=position,
        )
    made = {"endless words, no picture, 40 credits": long}
    for layout in ["photo", "interview", "list"]:
        made[f"{layout} with endless words"] = factories.live_article(
            f"{layout} {ENDLESS[:140]}",
            layout=layout,
            standfirst=ENDLESS[:300],
            body=_endless_body(wide, tall),
            lead_picture=wide if layout == "list" else tall,
            credits=[("words", who) for who in people],
        )
    for what, words in [("Arabic", ARABIC), ("Hebrew", HEBREW), ("emoji", EMOJI)]:
        made[what] = factories.live_article(
            words,
            kicker=words[:60],
            standfirst=words * 3,
            body=f"<p>{words * 12}</p><h2>{words}</h2><ul><li>{words}</li></ul>"
            + quote(words, words[:30])
            + figure(wide, "wide", words)
            + f"<p>{words * 8}{note(words)}</p>",
            lead_picture=tall,
            credits=[("words", people[0])],
        )
    paragraph = "<p>" + "The cloth was woven twice and then once more by hand. " * 20 + "</p>"
    made["12,000 words"] = factories.live_article(
        "Everything",
        body="".join(f"<h2>Part {n}: {ENDLESS[: n * 4]}</h2>{paragraph * 2}" for n in range(28)),
        lead_picture=wide,
    )
    feature = factories.spotlight(
        ENDLESS[:149] + "S",
        body=_endless_body(wide, tall),
        subject_name=ENDLESS[:150],
        see_it_url="https://example.org/film",
        see_it_label=ENDLESS[:80],
        lead_picture=tall,
    )
    for position in range(12):
        feature.facts.create(label=ENDLESS[:60], value=ENDLESS[:150], position=position)
        feature.accolades.create(award=ENDLESS[:150], giver=ENDLESS[:150], year=2026)
    for words in [ARABIC, EMOJI]:
        factories.spotlight(words, subject_name=words)
    for what, words in [("endless words", ENDLESS[:400]), ("Arabic", ARABIC)]:
        made[f"cards of {what}"] = factories.live_article(
            f"Cards of {what}", body=f"<p>{words}</p>" + cards(words, wide, long, what)
        )
    letter = sent(
        *made.values(), feature, subject=ENDLESS[:150], preview_line=ARABIC, spotlight=feature,
        print_issue=issue, opening=f"<p>{ENDLESS}</p><p>{ARABIC}</p>", closing=f"<p>{EMOJI}</p>",
        sponsor_name=ENDLESS[:120], sponsor_words=f"{ENDLESS}\n{ARABIC}",
        sponsor_link=f"https://example.org/{'x' * 400}", sponsor_picture=tall,
    )  # fmt: skip
    month = long.publish_at
    return {
        "front": "/",
        "section": long_section.get_absolute_url(),
        "section in many scripts": "/sections/fashion/",
        "empty section": "/sections/empty/",
        **{what: story.get_absolute_url() for what, story in made.items()},
        "spotlight index": "/spotlight/",
        "spotlight": feature.get_absolute_url(),
        "tag": f"/tags/{long.tags.get(name__startswith='Donau').slug}/",
        "contributors": "/contributors/",
        "contributor": people[0].get_absolute_url(),
        "issues": "/issues/",
        "issue": issue.get_absolute_url(),
        "archive": "/archive/",
        "month": f"/archive/{month.year}/{month.month}/",
        "page": page.get_absolute_url(),
        "search": "/search/?q=cloth",
        "search, nothing found": f"/search/?q={ENDLESS}",
        "newsletter": "/newsletter/",
        "letters": "/newsletter/archive/",
        "letter": f"/newsletter/archive/{letter.slug}/",
        "not found": f"/{ENDLESS}/",
    }


def bare() -> dict[str, str]:
    """Every kind of page with the least that it can have."""
    someone = factories.contributor("Bo")
    least: dict[str, Any] = {"standfirst": "", "body": "", "section": factories.section("S")}
    story = factories.live_article(
        "A", credits=[("words", someone)], **{**least, "body": "<p>x</p>"}
    )
    photo = factories.live_article("B", layout="photo", **{**least, "lead_picture": picture()})
    feature = factories.spotlight("C", subject_name="", **{**least, "body": "<p>x</p>"})
    issue = factories.print_issue(1)
    page = factories.page("P", body="")
    factories.section("Empty")
    letter = sent(story, subject="L", preview_line="", opening="")
    return {
        "front": "/",
        "section": "/sections/s/",
        "empty section": "/sections/empty/",
        "article": story.get_absolute_url(),
        "photo story": photo.get_absolute_url(),
        "spotlight": feature.get_absolute_url(),
        "spotlight index": "/spotlight/",
        "contributors": "/contributors/",
        "contributor": someone.get_absolute_url(),
        "issues": "/issues/",
        "issue": issue.get_absolute_url(),
        "archive": "/archive/",
        "page": page.get_absolute_url(),
        "search": "/search/",
        "newsletter": "/newsletter/",
        "letters": "/newsletter/archive/",
        "letter": f"/newsletter/archive/{letter.slug}/",
        "not found": "/x/",
    }


def _identity(**words: Any) -> None:
    identity = SiteIdentity.objects.create(
        **{
            "name": "Elucid",
            "tagline": "Fashion and culture, held up to the light.",
            "about": "We look closely.\n\nTwice a year on paper.",
            "email": "hello@elucid.example",
            "postal_address": "48 Ropewalk Yard\nBristol",
            **words,
        }
    )
    identity.social_links.create(label="Mastodon", url="https://example.org/@elucid")


def _endless_body(wide: Picture, tall: Picture) -> str:
    return (
        f"<p>{ENDLESS}{note(ENDLESS)} <a href='https://example.org/{ENDLESS}'>https://example.org/"
        f"{ENDLESS}</a></p><h2>{ENDLESS}</h2><p>{ENDLESS}</p><h3>{ENDLESS}</h3><h4>{ENDLESS}</h4>"
        f"<ul><li>{ENDLESS}<ul><li>{ENDLESS}<ul><li>{ENDLESS}</li></ul></li></ul></li></ul>"
        f"<ol start='2147483640'><li>{ENDLESS}</li></ol><blockquote><p>{ENDLESS}</p></blockquote>"
        + quote(ENDLESS, ENDLESS)
        + "".join(figure(shown, width, ENDLESS) for shown in [wide, tall]
                  for width in ["column", "wide", "full"])
        + gallery(wide, tall, caption=ENDLESS)
        + VIDEO.replace("The loom", ENDLESS)
    )  # fmt: skip
