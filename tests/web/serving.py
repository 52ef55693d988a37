"""A live workshop on a real socket of this machine, in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from visions.archive.lock import hold_lock
from visions.archive.store import Archive
from visions.config import load_workshop
from visions.errors import NoKey
from visions.imaging.choose import choose_provider
from visions.imaging.provider import Provider
from visions.live.workshop import LiveWorkshop
from visions.model import ImageSettings
from visions.web.server import Listening, Server

T = TypeVar("T")


@dataclass
class Running:
    """A server that serves. `live` belongs to its loop: reach it through `call`."""

    address: str
    desk_link: str
    wall_link: str
    live: LiveWorkshop
    server: Server
    loop: asyncio.AbstractEventLoop

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Run `work` on the server's loop and return what it returns."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def ask(self, question: Callable[[], T]) -> T:
        """Call `question` on the server's loop."""

        async def answer() -> T:
            return question()

        return self.call(answer())

    def find_ticket(self, tandem: str) -> str:
        """The address of a tandem's QR code."""
        ticket = self.ask(lambda: self.live.room.state.passes[tandem].ticket)
        return f"{self.address}/join/{ticket}"

    def find_code(self, tandem: str) -> str:
        return self.ask(lambda: self.live.room.state.passes[tandem].code)


def find_port() -> int:
    """A port that is free right now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def choose(settings: ImageSettings) -> Provider | None:
    try:
        return choose_provider(settings, None)
    except NoKey:
        return None


@contextlib.contextmanager
def serve(
    folder: Path,
    *,
    port: int | None = None,
    choose: Callable[[ImageSettings], Provider | None] = choose,
) -> Iterator[Running]:
    """Serve the workshop in `folder` until the block ends."""
    started: Future[Running] = Future()

    async def run() -> None:
        archive = Archive(folder)
        live = LiveWorkshop(load_workshop(folder), archive, choose)
        server = Server(live, Listening(port or find_port()))
        server.open()
        loop = asyncio.get_running_loop()

        def tell() -> None:
            address = server.listening.address
            found = Running(address, server.desk_link, server.wall_link, live, server, loop)
            started.set_result(found)

        await server.serve(tell)

    def work() -> None:
        try:
            with hold_lock(Archive(folder).layout):
                asyncio.run(run())
        except BaseException as error:
            if not started.done():
                started.set_exception(error)
            raise

    thread = threading.Thread(target=work, name="serve", daemon=True)
    thread.start()
    running = started.result(30)
    try:
        yield running
    finally:
        running.loop.call_soon_threadsafe(running.server.stop)
        thread.join(30)
        assert not thread.is_alive(), "the server did not end"
