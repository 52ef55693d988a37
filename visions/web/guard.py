"""The outermost door: only our own addresses, only small bodies, only our own pages' requests.

Browsers send no Sec-Fetch headers to a plain-http address of a local network, so Host and Origin
are what tells our pages from others: Host against DNS rebinding, Origin against other sites that
make a phone's browser post here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 1024 * 1024
"""Bytes; the longest prompt takes 384,000, every character written as “%F0%9F…”."""
BODY_SECONDS = 20.0
SAFE = frozenset({"GET", "HEAD"})
UNSAFE = frozenset({"POST", "PUT", "DELETE"})

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # With “no-referrer”, browsers name no Origin for a plain form either: ours would be refused.
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where this server is: each “host:port” that it answers to, and with which scheme."""

    hosts: tuple[str, ...]
    scheme: str = "http"

    @classmethod
    def of(cls, names: Sequence[str], port: int, scheme: str = "http") -> Addresses:
        """The addresses of these host names and numbers at one port."""
        plain = 443 if scheme == "https" else 80
        hosts = [f"[{name}]" if ":" in name else name for name in names]
        return cls(
            tuple(f"{host}:{port}" for host in hosts) + (tuple(hosts) if port == plain else ()),
            scheme,
        )

    def knows_host(self, host: str | None) -> bool:
        return host is not None and host.lower() in self.hosts

    def knows_origin(self, origin: str | None) -> bool:
        scheme, _, host = (origin or "").partition("://")
        return scheme == self.scheme and self.knows_host(host)


class Guard:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp, addresses: Addresses) -> None:
        self._app = app
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1003})
            return
        refusal = self._refuse(scope["method"], scope["path"], Headers(scope=scope))
        answer = _Answer(send)
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        await self._app(scope, _Body(receive), answer)

    def _refuse(self, method: str, path: str, headers: Headers) -> PlainTextResponse | None:
        if len(headers.getlist("host")) != 1 or not self._addresses.knows_host(headers["host"]):
            return _say("This server does not answer to that address.", 421)
        if method not in SAFE | UNSAFE:
            return _say("That is not possible here.", 405)
        if method in UNSAFE:
            origins = headers.getlist("origin")
            if len(origins) != 1 or not self._addresses.knows_origin(origins[0]):
                return _say("This did not come from a page of this workshop.", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:12]) > LARGEST_BODY or len(length) > 12:
            return _say("This is too large.", 413)
        return None


class _Body:
    """Receives no more than allowed, and does not wait for ever."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._size = 0
        self._is_whole = False

    async def __call__(self) -> Message:
        if self._is_whole:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), BODY_SECONDS)
        except TimeoutError:
            raise HTTPException(408) from None
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._is_whole = not message.get("more_body", False)
            if self._size > LARGEST_BODY:
                raise HTTPException(413)
        return message


class _Answer:
    """Sends an answer with the headers that all of ours have."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name.lower() for name, _ in message["headers"]}
            more = {**HEADERS, "cache-control": "no-store"}
            message["headers"] = [
                *message["headers"],
                *(
                    (name.encode(), value.encode())
                    for name, value in more.items()
                    if name.encode() not in present
                ),
            ]
        await self._send(message)


def _say(text: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(text + "\n", status)
