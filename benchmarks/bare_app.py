"""The least that a live workshop could be: Starlette, the same durable prompt, a stream of news.

Run as `python -m benchmarks.bare_app FOLDER PORT`.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

from visions.archive.store import Archive


def make_app(archive: Archive) -> Starlette:
    listeners: set[asyncio.Queue[int]] = set()
    last = 0
    pool = ThreadPoolExecutor(32)

    async def take(request: Request) -> JSONResponse:
        nonlocal last
        note = await request.json()
        facts = {"sender": note["sender"]}
        store = asyncio.get_running_loop().run_in_executor
        key = request.path_params["key"]
        prompt = await store(pool, archive.accept_prompt, key, note["text"], facts)
        last += 1
        for one in listeners:
            one.put_nowait(last)
        return JSONResponse({"id": str(prompt.id)}, 201)

    async def follow(request: Request) -> StreamingResponse:
        async def tell() -> AsyncIterator[bytes]:
            news: asyncio.Queue[int] = asyncio.Queue()
            listeners.add(news)
            try:
                yield b": hello\n\n"
                while True:
                    yield f"id: {await news.get()}\ndata: {{}}\n\n".encode()
            finally:
                listeners.discard(news)

        return StreamingResponse(tell(), media_type="text/event-stream")

    return Starlette(
        routes=[
            Route("/api/tandems/{key}/prompts", take, methods=["POST"]),
            Route("/api/events", follow),
        ]
    )


if __name__ == "__main__":
    server = uvicorn.Server(
        uvicorn.Config(
            make_app(Archive(Path(sys.argv[1]))), port=int(sys.argv[2]), log_level="critical"
        )
    )

    async def serve() -> None:
        task = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        print("ready", flush=True)
        await task

    asyncio.run(serve())
