"""What is new, as a stream of events or as an answer to a question now and then."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from visions.web.gates import Insider, TheSite
from visions.web.stream import list_news, stream_news

routes = APIRouter(tags=["news"])


class NoticeOut(BaseModel):
    topic: str
    tandem: str | None
    record: str | None


class NewsOut(BaseModel):
    """`notices` null: look at everything again."""

    place: str
    notices: list[NoticeOut] | None


@routes.get("/api/events", response_class=StreamingResponse)
async def follow(
    site: TheSite,
    visitor: Insider,
    last_event_id: Annotated[str | None, Header(max_length=64)] = None,
    after: Annotated[str | None, Query(max_length=64)] = None,
) -> StreamingResponse:
    """Server-sent events: each says that something changed, and what. Resumed by their ids."""
    news = stream_news(site.live.bulletin, visitor, last_event_id or after)
    return StreamingResponse(
        news, media_type="text/event-stream", headers={"x-accel-buffering": "no"}
    )


@routes.get("/api/news")
async def ask(
    site: TheSite, visitor: Insider, after: Annotated[str | None, Query(max_length=64)] = None
) -> NewsOut:
    """The same without a stream, for networks that hold streams back."""
    place, notices = list_news(site.live.bulletin, visitor, after)
    told = None if notices is None else [NoticeOut.model_validate(one) for one in notices]
    return NewsOut(place=place, notices=told)
