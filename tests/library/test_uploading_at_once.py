"""Several people bring pictures at the same time, on connections of their own."""

import threading

import pytest
from django.db import connections

from library.models import Picture
from library.uploading import add_picture
from tests import factories
from tests.library.test_uploading import stored_files

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """What each of `works` returned, all begun together."""
    answers: list = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(index, work):
        try:
            start.wait()
            answers[index] = work()
        except Exception as error:
            answers[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_the_same_picture_brought_by_four_at_once_is_one():
    data = factories.picture_file((900, 600))
    before = stored_files()
    answers = at_once(*[lambda: add_picture(data)] * 4)
    picture = Picture.objects.get()
    assert [answer[0] for answer in answers] == [picture] * 4
    assert sorted(answer[1] for answer in answers) == [False, False, False, True]
    originals = [file for file in stored_files() - before if "originals" in file.parts]
    assert [file.read_bytes() for file in originals] == [data]


def test_different_pictures_at_once_all_come_in():
    brought = [factories.picture_file((60, 40)) for _ in range(6)]
    answers = at_once(*[lambda data=data: add_picture(data) for data in brought])
    assert [answer[1] for answer in answers] == [True] * 6
    assert Picture.objects.count() == 6
