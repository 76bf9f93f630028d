"""Over Redis, other machines hear of a turn at once. Without it they see it a moment later."""

import os
import threading
import time

import pytest

from press import bell, generation

REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch):
    monkeypatch.setattr(bell, "_listeners", [])
    bell._client.cache_clear()
    yield
    bell._client.cache_clear()


@pytest.fixture
def redis_server(settings):
    import redis

    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=1).ping()
    except redis.RedisError:
        pytest.skip("there is no Redis here (TEST_REDIS_URL)")
    settings.REDIS_URL = REDIS
    settings.SITE_URL = f"http://{os.getpid()}.example"


def test_a_turn_rings_in_this_process(transactional_db):
    heard = []
    bell.listen(lambda: heard.append(True))
    generation.turn()
    assert heard == [True]


def test_a_turn_rings_on_every_machine(redis_server):
    import redis

    heard = threading.Event()
    bell.listen(heard.set)
    other_machine = redis.Redis.from_url(REDIS)
    until = time.monotonic() + 10
    while not other_machine.pubsub_numsub(bell.channel())[0][1] and time.monotonic() < until:
        time.sleep(0.05)
    other_machine.publish(bell.channel(), "turned")
    assert heard.wait(10)


def test_another_magazine_on_the_same_redis_is_another_bell(settings):
    first = bell.channel()
    settings.SITE_URL = "https://another.example"
    assert bell.channel() != first


def test_publishing_goes_on_when_redis_is_gone(settings, transactional_db, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    before = generation.counted()
    generation.turn()
    assert generation.counted() == before + 1
    assert "Redis was not told" in caplog.text
