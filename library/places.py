"""Where pictures stand, and therefore in which shapes and widths they are made.

A layout names a place, `{% picture story.lead_picture place="card-tall" %}`; the place knows the
shape that the picture is cut to, how wide the layout sets it, and in which widths it is offered.
What is not asked for here is not made: a new place costs every picture of the library its
renditions (`manage.py make_renditions` makes them), so take one whose shape and widths exist if
you can.
"""

from __future__ import annotations

from dataclasses import dataclass

Ratio = tuple[int, int]  # across, up

# px. Few steps, shared by all places, so that shapes that coincide share their files; 736 and 1080
# are enough for phones of 360 to 412 points.
THUMB = (120, 240, 360)
SMALL = (240, 480, 736)
MIDDLE = (480, 736, 1080)
LARGE = (480, 736, 1080, 1600)
WHOLE = (480, 736, 1080, 1600, 2400)


@dataclass(frozen=True)
class Place:
    """`sizes`: as in HTML, what the layout gives the picture. `widths`: in px, ascending.
    `ratio`: the shape it is cut to around its focal point; None leaves it as it is."""

    sizes: str
    widths: tuple[int, ...]
    ratio: Ratio | None = None


PLACES: dict[str, Place] = {
    # A story's opening: over the whole window, or upright beside its title.
    "lead-full": Place("100vw", WHOLE),
    "lead-column": Place("(min-width: 60rem) 50vw, 100vw", WHOLE),
    # The front page's first story.
    "front-lead": Place("(min-width: 60rem) 66vw, 100vw", WHOLE),
    # Teasers.
    "card-own": Place("(min-width: 60rem) 45vw, 100vw", LARGE),
    "card-wide": Place("(min-width: 60rem) 45vw, 100vw", LARGE, (3, 2)),
    "card-tall": Place("(min-width: 60rem) 30vw, 75vw", MIDDLE, (4, 5)),
    "card-third": Place("(min-width: 60rem) 33vw, 100vw", MIDDLE),
    "square": Place("(min-width: 60rem) 22vw, 34vw", SMALL, (1, 1)),
    "thumb": Place("7.5rem", THUMB, (4, 5)),
    # Print issues and people.
    "cover": Place("(min-width: 60rem) 40vw, 90vw", LARGE),
    "portrait": Place("(min-width: 60rem) 33vw, 100vw", MIDDLE, (4, 5)),
    "portrait-small": Place("clamp(4.5rem, 11vw, 11rem)", THUMB, (4, 5)),
    # In a story's text, which is printed once when it is published: never cut, so that moving
    # the focal point does not touch it.
    "body-column": Place("(min-width: 48rem) 42rem, 100vw", LARGE),
    "body-wide": Place("(min-width: 60rem) 75vw, 100vw", WHOLE),
    "body-full": Place("100vw", WHOLE),
    # In a film strip, as high as the others beside it; enlarged, over the whole window.
    "gallery": Place("(min-width: 60rem) 50vw, 80vw", WHOLE),
}


def ratios() -> set[Ratio | None]:
    """Every shape that some place asks for; None is the picture's own."""
    return {place.ratio for place in PLACES.values()}
