"""What is known of one call while it runs, and how it ended, whoever broke it off.

Works on the HTTP library's requests and responses by their shape, without importing it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
from collections.abc import Callable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Any

from visions.imaging.openai_errors import MAX_READ, kind_of_break, kind_of_status
from visions.imaging.retry_after import read_date, read_retry_after

MAX_SAYING = 10.0

_SENT_HEADERS = frozenset(
    [
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
        "x-stainless-raw-response",
    ]
)


@dataclass(frozen=True, slots=True)
class Broken:
    """How a call ended without a body to read: the kind of its ending, and words about it."""

    kind: str
    detail: str
    retry_after: float | None = None


class NoSuccess(Exception):
    """The status says that there is no picture; ends the call before the SDK reads the body."""


class AnswerTooLarge(Exception):
    """More bytes came than any picture has."""


@dataclass(slots=True)
class Seen:
    """What a connection showed of the other side. Empty or None: not known, or not there."""

    host: str = ""
    """Where the connection went: the service, or a proxy on the way to it."""
    peer: str | None = None
    """The IP address that answered."""
    encryption: str = ""
    certificate_until: dt.datetime | None = None
    clock_ahead: float | None = None
    """Seconds that this computer's clock is ahead of the service's."""

    def peer_of(self, host: str) -> str | None:
        """The address at which `host` itself answered; None where a proxy stood between."""
        return self.peer if self.host == host else None


@dataclass(slots=True, eq=False, repr=False)
class OneCall:
    """Made anew for each call. `write_headers` tells what may leave beside the SDK's own.

    Until `forget`, it holds what came word for word, and a service can echo the key.
    """

    write_headers: Callable[[], Mapping[str, str]]
    room: int
    """How many bytes may still come."""
    began: float = field(default_factory=lambda: asyncio.get_running_loop().time())
    chunks: list[bytes] = field(default_factory=list)
    is_whole: bool = False
    said: bytes | None = None
    retry_after: float | None = None
    seen: Seen = field(default_factory=Seen)
    _sent: bool = False
    _status: int | None = None

    def take(self, chunk: bytes) -> None:
        self.room -= len(chunk)
        if self.room < 0:
            raise AnswerTooLarge
        self.chunks.append(chunk)

    def forget(self) -> None:
        """Let go of all that came, before this call can be seen in a traceback."""
        self.chunks.clear()
        self.said = None

    def kind_of_end(self, error: Exception, *, in_time: bool) -> str:
        if self._status is not None and not 200 <= self._status < 300:
            return kind_of_status(self._status, self.said or b"")
        if isinstance(error, AnswerTooLarge):
            return "too-large"
        if not in_time and self._sent:
            return "deadline"
        return kind_of_break(error, sent=self._sent)

    @property
    def has_answer(self) -> bool:
        """Whether at least the head of an answer came."""
        return self._status is not None

    def describe(self, error: Exception, host: str) -> str:
        """The class of what broke the call off, after how long, and a proxy on the way."""
        seconds = asyncio.get_running_loop().time() - self.began
        proxy = f", through the proxy {self.seen.host}" if self.seen.host not in ("", host) else ""
        return f"{type(error).__name__} after {seconds:.1f} s{proxy}"

    async def before_sending(self, request: Any) -> None:
        """Let out nothing but what is meant to be sent.

        The SDK adds facts about this computer, and whatever OPENAI_CUSTOM_HEADERS and its like
        in the environment say.
        """
        for name in set(request.headers) - _SENT_HEADERS:
            del request.headers[name]
        for name, text in self.write_headers().items():
            request.headers[name] = text
        request.extensions["trace"] = self._trace

    async def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith("connect_tcp.started"):
            self.seen.host = str(info["host"])
        # CONNECT goes to a proxy and carries nothing of ours yet.
        if event.endswith(".send_request_headers.started") and info["request"].method != b"CONNECT":
            self._sent = True

    async def after_headers(self, response: Any) -> None:
        """Read the little that an error has to say; the SDK would read it without any limit."""
        self._status = response.status_code
        now = dt.datetime.now(dt.UTC)
        self._look_at(response, now)
        if response.status_code == 429:
            self.retry_after = read_retry_after(response.headers, now)
        if response.is_success:
            return
        self.said = b""
        with suppress(Exception):
            async with asyncio.timeout(MAX_SAYING), aclosing(response.aiter_bytes()) as chunks:
                async for chunk in chunks:
                    self.said += chunk
                    if len(self.said) > MAX_READ:
                        break
        raise NoSuccess

    def _look_at(self, response: Any, now: dt.datetime) -> None:
        date = read_date(response.headers.get("date", ""))
        self.seen.clock_ahead = (now - date).total_seconds() if date is not None else None
        stream = response.extensions.get("network_stream")
        with suppress(Exception):  # nice to know, and never worth a picture
            peer = stream.get_extra_info("server_addr")
            self.seen.peer = str(peer[0]) if isinstance(peer, tuple) else None
            tls = stream.get_extra_info("ssl_object")
            if tls is not None:
                self.seen.encryption = tls.version() or ""
                until = ssl.cert_time_to_seconds(tls.getpeercert()["notAfter"])
                self.seen.certificate_until = dt.datetime.fromtimestamp(until, dt.UTC)
