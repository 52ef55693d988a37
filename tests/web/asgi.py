"""One request straight to an application, without a socket: for thousands of them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


async def send_request(
    app: ASGIApp,
    method: str,
    path: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    pieces: int = 1,
) -> Answer:
    """Send one request and return its answer; of a stream, its first part."""
    path, _, query = path.partition("?")
    raw = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "scheme": "http",
        "headers": raw,
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }
    size = max(1, -(-len(body) // pieces))
    parts = [body[at : at + size] for at in range(0, max(1, len(body)), size)]
    waiting: list[Message] = [
        {"type": "http.request", "body": part, "more_body": n + 1 < len(parts)}
        for n, part in enumerate(parts)
    ]
    gone = asyncio.Event()
    got: list[Message] = []

    async def receive() -> Message:
        if waiting:
            return waiting.pop(0)
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        got.append(message)
        is_stream = any(
            name == b"content-type" and value.startswith(b"text/event-stream")
            for name, value in got[0]["headers"]
        )
        if message["type"] == "http.response.body" and is_stream:
            gone.set()
            raise OSError("the browser went away")

    try:
        await asyncio.wait_for(app(scope, receive, send), 30)
    except OSError:
        if not gone.is_set():
            raise
    except Exception:
        if not gone.is_set():
            raise
    start = got[0]
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(
        start["status"],
        told,
        b"".join(one.get("body", b"") for one in got if one["type"] == "http.response.body"),
    )
