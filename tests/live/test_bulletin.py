"""News: numbered, kept for a while, and awaited."""

import asyncio

from visions.live.bulletin import Bulletin, Topic
from visions.model import RecordId


def test_notices_after_a_number_are_listed_in_order() -> None:
    bulletin = Bulletin()
    assert bulletin.list_since(0) == []
    first = bulletin.post(Topic.QUEUE)
    second = bulletin.post(Topic.RECORD, "arezzo-hamm", RecordId("arezzo-hamm", 1))
    assert [first.number, second.number] == [1, 2]
    assert bulletin.list_since(0) == [first, second]
    assert bulletin.list_since(1) == [second]
    assert bulletin.list_since(2) == []


def test_what_is_not_kept_any_more_is_a_gap() -> None:
    bulletin = Bulletin()
    for _ in range(bulletin.KEPT + 10):
        bulletin.post(Topic.QUEUE)
    assert bulletin.list_since(9) is None
    assert len(bulletin.list_since(10) or []) == bulletin.KEPT
    assert bulletin.list_since(bulletin.last + 1) is None  # of another start


def test_everybody_who_waits_is_woken_once_there_is_news() -> None:
    async def listen() -> list[bool]:
        bulletin = Bulletin()
        waiting = [asyncio.create_task(bulletin.wait(0, 30)) for _ in range(50)]
        await asyncio.sleep(0)
        bulletin.post(Topic.SESSION)
        woken = await asyncio.gather(*waiting)
        assert await bulletin.wait(0, 30)  # it is there already
        assert not await bulletin.wait(1, 0.01)
        return woken

    assert asyncio.run(listen()) == [True] * 50


def test_a_wait_that_ran_out_hears_of_the_next_news() -> None:
    async def listen() -> bool:
        bulletin = Bulletin()
        assert not await bulletin.wait(0, 0.01)
        waiting = asyncio.create_task(bulletin.wait(0, 30))
        await asyncio.sleep(0)
        bulletin.post(Topic.SESSION)
        return await waiting

    assert asyncio.run(listen())
