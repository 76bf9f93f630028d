import pytest
from django.db import transaction

from press import generation


@pytest.mark.django_db(transaction=True)
def test_the_generation_turns_after_commit_and_not_after_a_rollback():
    assert generation.current() == 0
    with transaction.atomic():
        generation.turn()
        assert generation.current() == 0
    assert generation.current() == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        generation.turn()
        raise ZeroDivisionError
    assert generation.current() == 1
    generation.turn()
    assert generation.current() == 2
