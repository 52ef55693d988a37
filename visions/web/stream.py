"""News for browsers: one event stream each, resumed where it was, or a question now and then."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from visions.live.bulletin import Bulletin, Notice, Topic
from visions.web.access import Role, Visitor

BEAT_SECONDS = 15.0
"""A comment this often keeps routers from closing a quiet stream."""


def is_for(notice: Notice, visitor: Visitor) -> bool:
    """Whether a notice concerns this visitor: a phone hears of its own tandem and of the room."""
    if visitor.role is Role.DESK:
        return True
    if visitor.role is Role.WALL:
        return notice.topic is not Topic.ANSWERS
    return visitor.role is Role.PHONE and notice.tandem in (None, visitor.tandem)


def read_place(bulletin: Bulletin, told: str | None) -> int | None:
    """The number in what a browser has read last, such as “3f2a9c01-17”; None where it is none of
    this start."""
    epoch, _, number = (told or "").partition("-")
    if epoch != bulletin.epoch or not number.isdecimal() or len(number) > 15:
        return None
    return int(number)


def tell_place(bulletin: Bulletin, number: int) -> str:
    return f"{bulletin.epoch}-{number}"


def describe(notice: Notice) -> dict[str, str | None]:
    """A notice as plain JSON."""
    record = str(notice.record) if notice.record else None
    return {"topic": notice.topic.value, "tandem": notice.tandem, "record": record}


def list_news(
    bulletin: Bulletin, visitor: Visitor, told: str | None
) -> tuple[str, list[dict[str, str | None]] | None]:
    """The place now, and the notices since `told`; None: look at everything again."""
    place = read_place(bulletin, told)
    notices = None if place is None else bulletin.list_since(place)
    here = tell_place(bulletin, bulletin.last)
    if notices is None:
        return here, None
    return here, [describe(notice) for notice in notices if is_for(notice, visitor)]


async def stream_news(
    bulletin: Bulletin, visitor: Visitor, told: str | None
) -> AsyncIterator[bytes]:
    """The same as a stream of server-sent events, for as long as the browser listens.

    An event “reset” says: look at everything again.
    """
    place = read_place(bulletin, told)
    if place is None or bulletin.list_since(place) is None:
        place = bulletin.last
        yield b"retry: 2000\n" + _say_reset(bulletin, place)
    else:
        yield b"retry: 2000\n\n"
    while True:
        notices = bulletin.list_since(place)
        if notices is None:
            place = bulletin.last
            yield _say_reset(bulletin, place)
            continue
        lines = []
        for notice in notices:
            place = notice.number
            if is_for(notice, visitor):
                data = json.dumps(describe(notice), separators=(",", ":"))
                lines.append(f"id: {tell_place(bulletin, place)}\ndata: {data}\n\n")
        if lines:
            yield "".join(lines).encode()
        if not await bulletin.wait(place, BEAT_SECONDS):
            yield b": still here\n\n"


def _say_reset(bulletin: Bulletin, place: int) -> bytes:
    return f"id: {tell_place(bulletin, place)}\nevent: reset\ndata: {{}}\n\n".encode()
