"""When to ask again, and how often."""

import asyncio
import random
import time

import pytest

from visions.errors import CallFailed
from visions.pacing import Pace, Retries


def failure(kind: str, retry_after: float | None = None, outcome: str = "failed") -> CallFailed:
    return CallFailed(kind, outcome, "What.", "Do.", retry_after=retry_after)


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("server-error", "unknown"),
        ("deadline", "unknown"),
        ("connection-lost", "unknown"),
        ("refused", "refused"),
        ("wrong-key", "failed"),
        ("no-quota", "failed"),
        ("bad-request", "failed"),
        ("rate-limited", "unknown"),
    ],
)
def test_what_may_have_been_accepted_is_never_sent_again(kind: str, outcome: str) -> None:
    assert Retries(random.Random(1)).choose_wait(failure(kind, 1.0, outcome), 1) is None


@pytest.mark.parametrize("kind", ["rate-limited", "no-connection", "no-name"])
def test_tries_are_few_and_their_waits_jittered(kind: str) -> None:
    retries = Retries(random.Random(1))
    waits = [retries.choose_wait(failure(kind), tries) for tries in range(1, 5)]
    assert waits[3] is None
    assert all(wait is not None and 0 <= wait <= 2 * 2**n for n, wait in enumerate(waits[:3], 1))
    others = [Retries(random.Random(2)).choose_wait(failure(kind), n) for n in range(1, 4)]
    assert waits[:3] != others


def test_the_services_own_wait_is_honoured_up_to_a_minute() -> None:
    retries = Retries(random.Random(1))
    wait = retries.choose_wait(failure("rate-limited", 7.0), 1)
    assert wait is not None
    assert 7.0 <= wait <= 7.5
    assert retries.choose_wait(failure("rate-limited", 61.0), 1) is None
    assert (retries.choose_wait(failure("rate-limited", -5.0), 1) or 0) >= 0


def test_pace_lets_so_many_begin_a_minute_and_then_waits() -> None:
    async def begin(times: int) -> float:
        pace = Pace(100, 5)
        began = time.monotonic()
        for _ in range(times):
            await asyncio.wait_for(pace.begin(), 1)
        return time.monotonic() - began

    assert asyncio.run(begin(5)) < 0.5
    with pytest.raises(TimeoutError):
        asyncio.run(begin(6))


def test_a_lane_is_free_again_once_its_call_ended() -> None:
    async def run() -> None:
        pace = Pace(2)
        await pace.begin()
        await pace.begin()
        third = asyncio.create_task(pace.begin())
        done, _ = await asyncio.wait([third], timeout=0.1)
        assert not done
        pace.end()
        await asyncio.wait_for(third, 1)

    asyncio.run(run())


def test_a_pace_that_was_too_fast_pauses_and_halves_once_for_all_lanes() -> None:
    async def run() -> None:
        pace = Pace(100, 8)
        for _ in range(3):  # three lanes are told at about the same time
            pace.slow_down(0.2)
        began = time.monotonic()
        for _ in range(4):
            await pace.begin()
        assert time.monotonic() - began >= 0.19
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(pace.begin(), 0.3)

    asyncio.run(run())


def test_a_service_that_is_asked_too_often_gets_half_as_many_calls_side_by_side() -> None:
    async def count(pace: Pace) -> int:
        begun = 0
        try:
            while begun < 10:
                await asyncio.wait_for(pace.begin(), 0.1)
                begun += 1
        except TimeoutError:
            pass
        for _ in range(begun):
            pace.end()
        return begun

    async def run() -> list[int]:
        pace = Pace(6)
        counts = [await count(pace)]
        for _ in range(4):
            pace.slow_down(0.0)
            counts.append(await count(pace))
        return counts

    assert asyncio.run(run()) == [6, 3, 1, 1, 1]
