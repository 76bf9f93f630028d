"""The pictures: the same again for the same seed, whatever their size, and each described."""

import pytest
from PIL import ImageChops, ImageStat

from demo import drawing

SOME = ["coat-in-wind", "contributor-4", "typographic-amp", "leaf-prints"]


def apart(one, two):
    """How far two pictures are from one another, in grey levels of 256."""
    return ImageStat.Stat(ImageChops.difference(one, two).convert("L")).mean[0]


@pytest.mark.parametrize("name", SOME)
def test_a_name_and_a_seed_give_the_same_pixels_again(name):
    assert drawing.draw(name, 3, 96).tobytes() == drawing.draw(name, 3, 96).tobytes()


@pytest.mark.parametrize("name", SOME)
def test_another_seed_gives_another_picture(name):
    assert drawing.draw(name, 3, 96).tobytes() != drawing.draw(name, 4, 96).tobytes()


@pytest.mark.parametrize("name", SOME)
def test_a_picture_is_the_same_one_at_any_size(name):
    small, large = drawing.draw(name, 1, 120), drawing.draw(name, 1, 600)
    assert small.size == pytest.approx([side / 5 for side in large.size], abs=1)
    assert apart(large.resize(small.size), small) < 20  # the grain is not the same grain


def test_every_picture_can_be_drawn_in_its_own_format():
    wrong = []
    for name, piece in drawing.CATALOGUE.items():
        width, height = drawing.draw(name, 1, 64).size
        if abs(width / height - piece.size[0] / piece.size[1]) > 0.03:
            wrong.append(name)
    assert wrong == []


def test_pictures_are_large_enough_for_a_page_across_and_stand_both_ways():
    assert drawing.LONG_SIDE >= 1800
    shapes = [piece.size[0] > piece.size[1] for piece in drawing.CATALOGUE.values()]
    assert min(shapes.count(True), shapes.count(False)) >= 20


def test_every_picture_is_described_in_a_sentence_of_its_own():
    alts = [piece.alt for piece in drawing.CATALOGUE.values()]
    assert len(set(alts)) == len(alts)
    assert [alt for alt in alts if not (30 < len(alt) < 140 and alt.endswith("."))] == []


def test_a_name_nobody_drew_is_refused():
    with pytest.raises(KeyError):
        drawing.draw("mona-lisa")


def test_a_process_of_its_own_hands_back_a_jpeg():
    assert drawing.drawn("contributor-1", 1, 64)[:3] == b"\xff\xd8\xff"
