"""A full room: event streams and prompts against `visions serve`, beside a bare Starlette app.

The bare app stores each prompt in the same way, synced, and tells every stream of it; it has no
codes, roles, queue or language. All streams are the desk's, which hears everything.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.timing import report, tell

TANDEMS = 80
STREAMS, RATE, SECONDS = 200, 20, 15
CROWD, WAVE = 1000, 500
MOST_MILLISECONDS, MOST_MEGABYTES, MOST_RATIO = 200, 120, 1.5

_ID = re.compile(rb"id: (?:[0-9a-f]+-)?([0-9]+)\n")


@dataclass
class Place:
    """Where a server is, and what its requests carry."""

    port: int
    process: subprocess.Popen[str]
    cookie: str = ""

    @property
    def memory(self) -> float:
        """Megabytes of main memory that the server holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+([0-9]+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


@dataclass
class Listener:
    """One browser's stream: the numbers of the events it got."""

    place: Place
    got: list[int] = field(default_factory=list)
    told: str = ""
    _writer: asyncio.StreamWriter | None = None
    _task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        reader, self._writer = await asyncio.open_connection("127.0.0.1", self.place.port)
        after = f"Last-Event-ID: {self.told}\r\n" if self.told else ""
        head = f"GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{self.place.port}\r\n"
        self._writer.write(f"{head}Cookie: {self.place.cookie}\r\n{after}\r\n".encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in answer, answer
        self._task = asyncio.create_task(self._listen(reader))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"id: "):
                self.told = line[4:].decode().strip()
                found = _ID.match(line)
                assert found
                self.got.append(int(found[1]))

    def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._writer is not None:
            self._writer.close()


async def send_prompt(place: Place, number: int) -> float:
    """Send one prompt as JSON and return the seconds until it was confirmed."""
    body = json.dumps(
        {"text": f"a market square, number {number}", "sender": f"bench-{number:06d}"}
    )
    path = f"/api/tandems/t{number % TANDEMS:02d}/prompts"
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    writer.write(
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{place.port}\r\nOrigin: "
        f"http://127.0.0.1:{place.port}\r\nCookie: {place.cookie}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    answer = await reader.readline()
    assert b" 201 " in answer, answer + await reader.read()
    await reader.read()
    taken = time.perf_counter() - began
    writer.close()
    return taken


async def send_prompts(place: Place, first: int, count: int) -> list[float]:
    """Send prompts at their rate, whether the ones before are confirmed or not."""
    tasks = []
    began = time.perf_counter()
    for n in range(count):
        await asyncio.sleep(max(0.0, began + n / RATE - time.perf_counter()))
        tasks.append(asyncio.create_task(send_prompt(place, first + n)))
    return list(await asyncio.gather(*tasks))


async def hear_all(listeners: list[Listener], seconds: float = 20) -> int:
    """Wait until all streams have the newest event; return how many missed one in between."""
    until = time.perf_counter() + seconds
    newest = 0
    while time.perf_counter() < until:
        newest = max((one.got[-1] for one in listeners if one.got), default=0)
        if newest and all(one.got and one.got[-1] == newest for one in listeners):
            break
        await asyncio.sleep(0.1)
    return sum(not one.got or one.got != list(range(one.got[0], newest + 1)) for one in listeners)


@contextlib.asynccontextmanager
async def listen(place: Place, count: int) -> AsyncIterator[list[Listener]]:
    listeners = [Listener(place) for _ in range(count)]
    for at in range(0, count, 50):
        await asyncio.gather(*(one.open() for one in listeners[at : at + 50]))
    try:
        yield listeners
    finally:
        for one in listeners:
            one.close()
        await asyncio.sleep(0.2)


@contextlib.contextmanager
def serve_visions(folder: Path) -> Iterator[Place]:
    """`visions serve` with its drawing paused, the desk's cookie in hand."""
    port = _find_port()
    command = [sys.executable, "-m", "visions", "-C", str(folder), "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        link = ""
        for line in process.stdout:
            if found := re.search(r"http://127[^/]*(/enter/\S+)", line):
                link = link or found[1]
            if "Ctrl-C closes" in line:
                break
        place = Place(port, process)
        try:
            place.cookie = asyncio.run(_come_in(place, link))
            asyncio.run(_post(place, "/api/desk/pause"))
            yield place
        finally:
            process.terminate()


@contextlib.contextmanager
def serve_bare(folder: Path) -> Iterator[Place]:
    """The bare app."""
    port = _find_port()
    command = [sys.executable, "-m", "benchmarks.bare_app", str(folder), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield Place(port, process)
        finally:
            process.terminate()


async def _come_in(place: Place, link: str) -> str:
    for _ in range(100):
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
            host = f"Host: 127.0.0.1:{place.port}"
            writer.write(f"GET {link} HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n".encode())
            found = re.search(rb"set-cookie: ([^;]+)", await reader.read())
            assert found
            return found[1].decode()
        await asyncio.sleep(0.1)
    raise TimeoutError


async def _post(place: Place, path: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    host = f"127.0.0.1:{place.port}"
    writer.write(
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        f"Cookie: {place.cookie}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode()
    )
    assert b" 204 " in await reader.readline()
    writer.close()


def _find_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _write_workshop(folder: Path) -> None:
    tandems = "".join(
        f'[[tandems]]\nkey = "t{n:02d}"\ncities = [{{ name = "A" }}, {{ name = "B" }}]\n'
        for n in range(TANDEMS)
    )
    (folder / "workshop.toml").write_text(
        'title = "A full room"\norganiser = ""\nplace = ""\ndate = 2023-10-23\n'
        f'horizon = "2024-12"\n[images]\nprovider = "sketch"\n{tandems}',
        "utf-8",
    )


def _find_p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98] * 1000


async def _fill(place: Place, first: int) -> tuple[float, float, int]:
    """Milliseconds that 99 of 100 and one of two prompts took, and streams that missed one."""
    async with listen(place, STREAMS) as listeners:
        times = await send_prompts(place, first, RATE * SECONDS)
        missed = await hear_all(listeners)
    return _find_p99(times), statistics.median(times) * 1000, missed


async def _crowd(place: Place, first: int) -> tuple[int, float, int, float]:
    """Streams of a crowd that missed an event, its memory; of a wave that came back, and when."""
    async with listen(place, CROWD) as listeners:
        await send_prompts(place, first, 2 * RATE)
        missed, memory = await hear_all(listeners), place.memory
        wave = listeners[:WAVE]
        for one in wave:
            one.close()
        await send_prompts(place, first + 2 * RATE, RATE)
        began = time.perf_counter()
        await asyncio.gather(*(one.open() for one in wave))
        lost = await hear_all(listeners)
        return missed, memory, lost, time.perf_counter() - began


def run() -> None:
    with tempfile.TemporaryDirectory() as name, serve_visions(_make(Path(name))) as place:
        p99, median, missed = asyncio.run(_fill(place, 0))
        after = place.memory
    with tempfile.TemporaryDirectory() as name, serve_visions(_make(Path(name))) as place:
        crowd_missed, memory, lost, seconds = asyncio.run(_crowd(place, 0))
    with tempfile.TemporaryDirectory() as name, serve_bare(_make(Path(name))) as place:
        bare_p99, bare_median, _ = asyncio.run(_fill(place, 0))
    what = f"{STREAMS} streams, {RATE} prompts/s, synced:"
    limit = MOST_MILLISECONDS
    report(f"{what} 99 of 100 within", f"{p99:.0f} ms", f"< {limit} ms", p99 < limit)
    report(f"{what} streams that missed an event", str(missed), "0", missed == 0)
    ratio = median / bare_median
    report(f"{what} time / bare Starlette", f"{ratio:.2f}", f"<= {MOST_RATIO}", ratio <= MOST_RATIO)
    tell(
        f"{what} median, bare median, bare p99", f"{median:.0f} {bare_median:.0f} {bare_p99:.0f} ms"
    )
    tell(f"{what} memory afterwards, sheets set", f"{after:.0f} MB")
    report(f"{CROWD} streams: that missed an event", str(crowd_missed), "0", crowd_missed == 0)
    report(
        f"{CROWD} streams: memory of the server",
        f"{memory:.0f} MB",
        f"< {MOST_MEGABYTES} MB",
        memory < MOST_MEGABYTES,
    )
    report(f"a wave of {WAVE} that comes back: that missed an event", str(lost), "0", lost == 0)
    tell(f"a wave of {WAVE} that comes back: until all are there", f"{seconds:.1f} s")


def _make(folder: Path) -> Path:
    _write_workshop(folder)
    return folder
