"""`visions serve` as a process of its own: how it begins, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.web.serving import find_port
from tests.workshops import write_workshop
from visions.errors import NoAddress
from visions.web.server import Listening, find_lan_address

ENTER = re.compile(r"http://127\.0\.0\.1:[0-9]+(/enter/[\w-]+)")


def start(folder: Path, port: int, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "visions", "-C", str(folder), "serve", "--port", str(port)]
    environment = {**os.environ, "COLUMNS": "200"}
    return subprocess.Popen(
        [*command, *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )


@contextmanager
def serving(folder: Path, port: int, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server that is ready, and the path of its desk's link."""
    process = start(folder, port, *more)
    try:
        assert process.stdout is not None
        link = ""
        for line in process.stdout:
            if found := ENTER.search(line):
                link = link or found[1]
            if "Ctrl-C closes" in line:
                break
        assert link, "it did not begin"
        yield process, link
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def talk(port: int, head: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.sendall(head.encode())
    return connection


def read_head(connection: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(4096)
        if not part:
            break
        data += part
    return data.decode()


def come_in(port: int, link: str) -> str:
    """The desk's cookie."""
    with talk(port, f"GET {link} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n") as connection:
        found = re.search(r"set-cookie: ([^;]+)", read_head(connection))
    assert found
    return found[1]


def listen(port: int, cookie: str) -> socket.socket:
    """A browser that follows the news."""
    head = f"GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n"
    connection = talk(port, head)
    assert "200" in read_head(connection)
    return connection


@pytest.mark.parametrize("turns", [2, pytest.param(20, marks=pytest.mark.proof)])
def test_ctrl_c_ends_within_five_seconds_with_streams_open(tmp_path: Path, turns: int) -> None:
    folder = write_workshop(tmp_path)
    for _ in range(turns):
        port = find_port()
        with serving(folder, port) as (process, link), ExitStack() as stack:
            cookie = come_in(port, link)
            for _ in range(20):
                stack.enter_context(listen(port, cookie))
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
            assert time.monotonic() - began < 5
            assert process.stdout is not None
            assert "is closed" in process.stdout.read()


@pytest.mark.parametrize("turns", [2, pytest.param(20, marks=pytest.mark.proof)])
def test_kill_leaves_no_stale_lock_and_a_second_one_is_refused(tmp_path: Path, turns: int) -> None:
    folder = write_workshop(tmp_path)
    for _ in range(turns):
        port = find_port()
        with serving(folder, port) as (process, _):
            second = start(folder, find_port())
            said, _ = second.communicate(timeout=60)
            assert second.returncode == 7
            assert "Another visions command is working" in said
            process.send_signal(signal.SIGKILL)
            process.wait(30)
    with serving(folder, find_port()):
        pass


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        process = start(write_workshop(tmp_path), port)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"Port {port} is in use" in said
    assert "Traceback" not in said


def test_half_a_request_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    port = find_port()
    with serving(write_workshop(tmp_path), port):
        with talk(port, "GET / HTTP/1.1\r\nHost: 127") as connection:
            connection.settimeout(25)
            assert connection.recv(100) == b""
        with talk(port, f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n") as connection:
            assert "200 OK" in read_head(connection)


def test_options_that_do_not_fit_are_told(tmp_path: Path) -> None:
    folder = write_workshop(tmp_path)
    for options, words in (
        (("--certificate", "cert.pem"), "belong together"),
        (("--lan", "--address", "203.0.113.7"), "does not have 203.0.113.7"),
        (("--certificate", "none.pem", "--key", "none.pem"), "none.pem"),
    ):
        process = start(folder, find_port(), *options)
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 2
        assert words in " ".join(said.split())
        assert "Traceback" not in said


def test_addresses_are_written_as_browsers_write_them() -> None:
    assert Listening(8000).address == "http://127.0.0.1:8000"
    assert Listening(80, "192.168.1.20").address == "http://192.168.1.20"
    tls = Listening(443, "192.168.1.20", (Path("c"), Path("k")))
    assert tls.address == "https://192.168.1.20"
    assert tls.own_address == "https://127.0.0.1"


def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(NoAddress):
        find_lan_address("203.0.113.7")
    assert find_lan_address("127.0.0.1") == "127.0.0.1"
