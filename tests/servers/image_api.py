"""An image service on loopback that draws, or misbehaves in one named way.

`with ImageServer(mode="ok", delay=2.0) as server:` serves at `server.base_url` from a thread of
its own and notes every request in `server.requests`. `MODES` lists the ways; several may be given,
then each picture request takes the next one and the last one stays.
"""

from __future__ import annotations

import asyncio
import base64
import functools
import gzip
import io
import json
import random
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PIL import Image

PAGE = b"<!DOCTYPE html><html><head><title>Free Wi-Fi</title></head><body>Please log in</body>"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><script>alert(1)</script></svg>'
)


@dataclass(frozen=True)
class Received:
    """One request as it arrived; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        value = json.loads(self.body)
        assert isinstance(value, dict)
        return value

    @property
    def key(self) -> str:
        bearer = self.headers.get("authorization", "").removeprefix("Bearer ")
        return bearer or self.headers.get("api-key", "")

    @property
    def size(self) -> tuple[int, int]:
        if "width" in self.json:
            return int(self.json["width"]), int(self.json["height"])
        width, height = str(self.json.get("size", "64x48")).replace("*", "x").split("x")
        return int(width), int(height)


@dataclass(frozen=True)
class Reply:
    """What goes back, and how badly."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    claim: int | None = None
    """Content-Length where it is not the truth."""
    ending: str = "whole"
    """whole | silence | trickle | reset | eof"""
    at: float = 1.0
    """The part of head and body that goes out before `ending`."""


@functools.cache
def draw(kind: str, width: int, height: int) -> bytes:
    """Return a real picture, as hard to compress as a service's: gradients and some noise."""
    noise = random.Random(width * height).randbytes(width * height)
    picture = Image.merge(
        "RGB",
        (
            Image.linear_gradient("L").rotate(90).resize((width, height)),
            Image.linear_gradient("L").resize((width, height)),
            Image.frombytes("L", (width, height), noise),
        ),
    )
    stream = io.BytesIO()
    picture.save(stream, kind, quality=80)
    return stream.getvalue()


@functools.cache
def draw_bomb() -> bytes:
    """Return a valid PNG of 900 megapixels in under a megabyte; decoding it takes the memory."""
    side = 30_000

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*part) for part in ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    )


@functools.cache
def gzip_bomb() -> bytes:
    packer = zlib.compressobj(1, wbits=31)
    zeros = bytes(1_000_000)
    return b"".join(packer.compress(zeros) for _ in range(150)) + packer.flush()


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): content for name, content in headers.items()}
    return Reply(status, json.dumps(value).encode(), {"Content-Type": "application/json", **named})


def fault(status: int, code: str | None, message: str, **headers: str) -> Reply:
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    return as_json({"error": error}, status, **headers)


@functools.lru_cache(maxsize=8)
def encode(picture: bytes) -> str:
    return base64.b64encode(picture).decode()


def answer(*pictures: bytes, **more: object) -> Reply:
    data = [{"b64_json": encode(picture)} for picture in pictures]
    usage = {"input_tokens": 12, "output_tokens": 1568, "total_tokens": 1580}
    value = {"created": 1790000000, "data": data, "output_format": "png", "usage": usage, **more}
    return as_json(value)


def page(status: int) -> Reply:
    return Reply(status, PAGE, {"Content-Type": "text/html"})


def png(received: Received) -> bytes:
    return draw("PNG", *received.size)


def hide_key(key: str) -> str:
    """Return the key in every disguise that a proxy's error page might put it in."""
    raw = key.encode()
    forms = [key, raw.hex(), "".join(f"%{byte:02X}" for byte in raw)]
    for before in ("", "B", "Be"):
        forms.append(base64.b64encode((before + key).encode()).decode())
        forms.append(base64.urlsafe_b64encode((before + key).encode()).decode())
    return " ".join(forms)


MODES: dict[str, Callable[[Received], Reply]] = {
    "ok": lambda r: answer(png(r), size=r.json.get("size"), quality=r.json.get("quality")),
    "jpeg": lambda r: answer(draw("JPEG", *r.size), output_format="jpeg"),
    "webp": lambda r: answer(draw("WEBP", *r.size), output_format="webp"),
    "wrong-format": lambda r: answer(draw("JPEG", *r.size), output_format="png"),
    "two-pictures": lambda r: answer(png(r), draw("PNG", 16, 16)),
    "extra-fields": lambda r: answer(
        png(r), model="gpt-image-2-2026-04", big=[1] * 5000, usage={"deep": [[[[[[1]]]]]], "n": 3}
    ),
    "huge-number": lambda r: Reply(
        body=answer(png(r)).body.replace(b"1790000000", b"9" * 5000).replace(b"1568", b"NaN")
    ),
    "zipped": lambda r: Reply(
        body=gzip.compress(answer(png(r)).body), headers={"Content-Encoding": "gzip"}
    ),
    "no-length": lambda r: Reply(body=answer(png(r)).body, claim=-1),
    "data-url": lambda r: as_json(
        {"data": [{"b64_json": "data:image/png;base64," + encode(png(r))}]}
    ),
    "key-in-answer": lambda r: answer(png(r), echo=r.key, model=r.key, usage={r.key: r.key}),
    "escaped-key-in-answer": lambda r: Reply(
        body=answer(png(r), model=r.key, usage={r.key: [r.key]}).body.replace(b"sk-", b"\\u0073k-")
    ),
    # refused
    "400-moderation": lambda r: fault(
        400, "moderation_blocked", "Your request was rejected by the safety system."
    ),
    "400-policy": lambda r: fault(400, "content_policy_violation", "Not allowed."),
    "400-azure": lambda r: fault(400, "contentFilter", "The response was filtered."),
    "400-litellm": lambda r: fault(
        400, "400", "litellm.BadRequestError: OpenAIException - moderation_blocked"
    ),
    # nothing was accepted
    "400": lambda r: fault(400, "invalid_value", "Invalid size."),
    "400-text": lambda r: as_json({"error": "size is not supported"}, 400),
    "401": lambda r: fault(401, "invalid_api_key", "Incorrect API key provided."),
    "400-litellm-key": lambda r: fault(
        400, "400", "Authentication Error, Invalid proxy server token passed."
    ),
    "401-echo": lambda r: fault(401, "invalid_api_key", f"Incorrect API key provided: {r.key}."),
    "400-echo": lambda r: as_json({"detail": hide_key(r.key)}, 400),
    "403": lambda r: fault(403, "forbidden", "Your project may not use images."),
    "403-unverified": lambda r: fault(
        403, None, "Your organization must be verified to use the model `gpt-image-2`."
    ),
    "404-model": lambda r: fault(404, "model_not_found", "The model does not exist."),
    "404-page": lambda r: page(404),
    "402": lambda r: fault(402, None, "Payment required."),
    "429": lambda r: fault(429, "rate_limit_exceeded", "Rate limit reached."),
    "429-retry-after": lambda r: fault(429, "rate_limit_exceeded", "Slow down.", Retry_After="7"),
    "429-quota": lambda r: fault(429, "insufficient_quota", "You exceeded your current quota."),
    "307-loop": lambda r: Reply(307, headers={"Location": r.path}),
    "page": lambda r: page(200),
    "511": lambda r: page(511),
    "slow-error": lambda r: Reply(401, b"x" * 4000, ending="trickle"),
    "huge-error": lambda r: Reply(400, b"x" * 50_000_000),
    # may have been charged
    "500": lambda r: fault(500, None, "The server had an error."),
    "502-page": lambda r: page(502),
    "503": lambda r: fault(503, None, "Overloaded."),
    "408": lambda r: fault(408, None, "Timeout."),
    "silence": lambda r: Reply(ending="silence", at=0),
    "trickle": lambda r: Reply(body=answer(png(r)).body, ending="trickle"),
    "reset-at-once": lambda r: Reply(ending="reset", at=0),
    "reset-half": lambda r: Reply(body=answer(png(r)).body, ending="reset", at=0.5),
    "eof": lambda r: Reply(body=answer(png(r)).body, ending="eof", at=0.5),
    "eof-at-once": lambda r: Reply(ending="eof", at=0),
    "bad-gzip": lambda r: Reply(body=b"not gzip at all", headers={"Content-Encoding": "gzip"}),
    "huge": lambda r: Reply(body=b'{"data": "' + b"A" * 120_000_000 + b'"}'),
    "gzip-bomb": lambda r: Reply(body=gzip_bomb(), headers={"Content-Encoding": "gzip"}),
    # a complete answer without a usable picture
    "broken-json": lambda r: Reply(body=b'{"created": 1, "data": [{"b64_json": "iVBO'),
    "text": lambda r: Reply(body=b"picture follows"),
    "list": lambda r: as_json([1, 2]),
    "deep-json": lambda r: Reply(body=b"[" * 200_000),
    "data-null": lambda r: as_json({"created": 1, "data": None}),
    "data-empty": lambda r: as_json({"created": 1, "data": []}),
    "data-odd": lambda r: as_json({"data": [None]}),
    "b64-null": lambda r: as_json({"data": [{"b64_json": None}]}),
    "empty": lambda r: Reply(),
    "truncated-base64": lambda r: as_json(
        {"data": [{"b64_json": base64.b64encode(png(r)).decode()[:1001]}]}
    ),
    "truncated-picture": lambda r: answer(png(r)[: len(png(r)) // 2]),
    "svg": lambda r: answer(SVG),
    "page-as-picture": lambda r: answer(PAGE),
    "text-as-picture": lambda r: answer("Ein schönes Bild".encode()),
    "bomb": lambda r: answer(draw_bomb()),
    "url": lambda r: as_json({"data": [{"url": "http://169.254.169.254/latest/meta-data"}]}),
}


class ImageServer:
    """The server; `delay` seconds pass before each answer to a picture request."""

    def __init__(
        self,
        mode: str | Sequence[str] = "ok",
        *,
        delay: float = 0.0,
        models: Sequence[str] = ("gpt-image-2",),
        elsewhere: str | None = None,
        tls: ssl.SSLContext | None = None,
        models_mode: str | None = None,
        headers: Mapping[str, str] | None = None,
        link: str = "",
        files: Mapping[str, Reply] | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        self.modes = [mode] if isinstance(mode, str) else list(mode)
        self.delay = delay
        self.models = models
        self.models_mode = models_mode
        self.elsewhere = elsewhere
        """Where mode 307-elsewhere points."""
        self.headers = headers or {}
        """What every answer says beside its own headers."""
        self.link = link
        """What mode “link” sends instead of a picture."""
        self.files = files or {}
        """What is served at other paths."""
        self.host = host
        self.requests: list[Received] = []
        self.at_once = 0
        self.most_at_once = 0
        self.broken_off = 0
        """Answers that the client did not want to hear to the end."""
        self.errors: list[BaseException] = []
        self._tls = tls
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="image-server", daemon=True)

    @property
    def base_url(self) -> str:
        return f"{'https' if self._tls else 'http'}://{self.host}:{self.port}/v1"

    @property
    def pictures(self) -> list[Received]:
        """The requests that could cost money."""
        return [received for received in self.requests if received.method == "POST"]

    def __enter__(self) -> ImageServer:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        assert not self._thread.is_alive()
        if self.errors:
            raise self.errors[0]

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._calls: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0, ssl=self._tls)
        self.port: int = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = asyncio.current_task()
        assert call is not None
        self._calls.add(call)
        try:
            while (received := await self._receive(reader)) is not None:
                self.requests.append(received)
                if not await self._reply(received, writer):
                    break
        except ConnectionError:
            self.broken_off += 1
        except asyncio.CancelledError:
            pass
        except Exception as error:
            self.errors.append(error)
        finally:
            self._calls.discard(call)
            writer.transport.abort() if writer.transport.is_closing() else writer.close()

    async def _receive(self, reader: asyncio.StreamReader) -> Received | None:
        try:
            head = await reader.readexactly(1)
            if head == b"\x16":  # somebody speaks TLS to a server that does not
                return None
            head += await reader.readuntil(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")[:-2]
            method, path, _ = first.split(" ")
            pairs = (line.split(": ", 1) for line in lines)
            headers = {name.lower(): value for name, value in pairs}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
        except asyncio.IncompleteReadError:
            return None
        return Received(method, path, headers, body)

    async def _reply(self, received: Received, writer: asyncio.StreamWriter) -> bool:
        """Answer; True when the connection can be used again."""
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            loop = asyncio.get_running_loop()
            due = loop.time() + (self.delay if received.method == "POST" else 0)
            reply = self._choose(received)
            await asyncio.sleep(due - loop.time())  # what it took to make the reply is a part
            return await self._send(reply, writer)
        finally:
            self.at_once -= 1

    def _choose(self, received: Received) -> Reply:
        if received.path in self.files:
            return self.files[received.path]
        reply = self._answer(received)
        return replace(reply, headers={**reply.headers, **self.headers})

    def _answer(self, received: Received) -> Reply:
        if received.method == "GET" and self.models_mode is None:
            return as_json({"object": "list", "data": [{"id": name} for name in self.models]})
        if received.method == "GET":
            mode = str(self.models_mode)
        else:
            mode = self.modes.pop(0) if len(self.modes) > 1 else self.modes[0]
        if mode == "307-elsewhere":
            return Reply(307, headers={"Location": f"{self.elsewhere}/images/generations"})
        if mode == "link":
            return as_json({"created": 1, "data": [{"url": self.link}]})
        return MODES[mode](received)

    async def _send(self, reply: Reply, writer: asyncio.StreamWriter) -> bool:
        length = len(reply.body) if reply.claim is None else reply.claim
        headers = dict(reply.headers)
        if length >= 0:
            headers["Content-Length"] = str(length)
        else:
            headers["Connection"] = "close"
        lines = [f"HTTP/1.1 {reply.status} Whatever", *(f"{n}: {v}" for n, v in headers.items())]
        head = ("\r\n".join(lines) + "\r\n\r\n").encode()
        if reply.ending == "trickle":
            writer.write(head)
            for byte in reply.body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.02)
            return True
        if reply.at:
            writer.write(head + reply.body[: int(len(reply.body) * reply.at)])
            await writer.drain()
        if reply.ending == "silence":
            await asyncio.sleep(3600)
        if reply.ending == "reset":
            await asyncio.sleep(0.05)
            linger = struct.pack("ii", 1, 0)  # close() then sends RST instead of FIN
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.transport.abort()
        return reply.ending == "whole" and length >= 0
