"""The server of one live workshop: where it listens, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from visions.errors import NoAddress, PortTaken
from visions.live.workshop import LiveWorkshop
from visions.web.access import Keys
from visions.web.app import create_app
from visions.web.guard import Addresses

HEAD_SECONDS = 10
"""How long a request may take until its first line and headers are here."""
MOST_CONNECTIONS = 2500
LEAVE_SECONDS = 3

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a server will listen. `lan`: the address of this computer for phones, if any."""

    port: int
    lan: str | None = None
    certificate: tuple[Path, Path] | None = None

    @property
    def scheme(self) -> str:
        return "https" if self.certificate else "http"

    @property
    def address(self) -> str:
        """What a phone types; without a LAN, what this computer's browser does."""
        host = self.lan or "127.0.0.1"
        host = f"[{host}]" if ":" in host else host
        plain = 443 if self.certificate else 80
        return f"{self.scheme}://{host}" + ("" if self.port == plain else f":{self.port}")

    @property
    def own_address(self) -> str:
        """For the browser of this computer."""
        return Listening(self.port, None, self.certificate).address


class _Patient(H11Protocol):
    """Closes a connection whose first request does not arrive within some seconds."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(HEAD_SECONDS, self._close_if_silent)

    def _close_if_silent(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


class Server:
    """Listens, serves, and ends within seconds when told to."""

    def __init__(self, live: LiveWorkshop, listening: Listening) -> None:
        self.keys = Keys(live.room)
        self.listening = listening
        self._live = live
        self._sockets: list[socket.socket] = []
        names = (*LOOPBACK, *((listening.lan,) if listening.lan else ()))
        addresses = Addresses.of(names, listening.port, listening.scheme)
        app = create_app(live, self.keys, addresses, listening.address)
        certificate, key = listening.certificate or (None, None)
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                http=_Patient,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                date_header=False,
                limit_concurrency=MOST_CONNECTIONS,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=LEAVE_SECONDS,
                ssl_certfile=certificate,
                ssl_keyfile=key,
            )
        )
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)

    @property
    def desk_link(self) -> str:
        return f"{self.listening.own_address}/enter/{self.keys.desk}"

    @property
    def wall_link(self) -> str:
        return f"{self.listening.address}/enter/{self.keys.wall}"

    def open(self) -> None:
        """Take the port. Raises PortTaken and NoAddress."""
        hosts = ["127.0.0.1", *([self.listening.lan] if self.listening.lan else [])]
        self._sockets = [_listen(host, self.listening.port) for host in dict.fromkeys(hosts)]

    async def serve(self, ready: Callable[[], None]) -> None:
        """Serve until `stop`; `ready` is called once phones can come."""
        async with self._working():
            task = asyncio.create_task(self._serve())
            while not self._server.started and not task.done():
                await asyncio.sleep(0.01)
            if not task.done():
                ready()
            await task

    def stop(self) -> None:
        """End: open streams are closed, calls under way are finished."""
        self._server.should_exit = True
        self._live.stop()

    async def _serve(self) -> None:
        # Signals are the command line's business.
        with contextlib.ExitStack() as stack:
            for one in self._sockets:
                stack.enter_context(contextlib.closing(one))
            await self._server._serve(self._sockets)

    @contextlib.asynccontextmanager
    async def _working(self) -> AsyncIterator[None]:
        work = asyncio.create_task(self._live.run())
        try:
            yield
        finally:
            self._live.stop()
            await work


def find_lan_address(wanted: str | None = None) -> str:
    """The address at which the phones of the room reach this computer.

    The one that leads outwards where there is a way out, else the first private one of this
    host. Raises NoAddress where there is none, or not the `wanted` one.
    """
    if wanted is not None:
        try:
            with socket.create_server((wanted, 0)):
                return wanted
        except OSError:
            raise NoAddress(reason=f"this computer does not have {wanted}") from None
    for candidate in (*_ask_routes(), *_ask_names()):
        address = ipaddress.ip_address(candidate)
        if not address.is_loopback and not address.is_unspecified and not address.is_link_local:
            return candidate
    raise NoAddress(reason="this computer is in no network")


def _ask_routes() -> Sequence[str]:
    """Where a packet to the outside would leave. Nothing is sent: UDP only asks the routes."""
    found = []
    for target in ("10.255.255.255", "192.168.255.255", "172.31.255.255", "203.0.113.1"):
        probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        with contextlib.closing(probe), contextlib.suppress(OSError):
            probe.connect((target, 9))
            found.append(probe.getsockname()[0])
    return sorted(found, key=lambda one: not ipaddress.ip_address(one).is_private)


def _ask_names() -> Sequence[str]:
    with contextlib.suppress(OSError):
        infos = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        return [str(info[4][0]) for info in infos]
    return []


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    one = socket.socket(family, socket.SOCK_STREAM)
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((host, port))
        one.listen(2048)
    except OSError:
        one.close()
        raise PortTaken(port=port) from None
    one.setblocking(False)
    return one
