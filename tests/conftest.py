"""No test reaches the internet, and none depends on who runs it."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# No test is about time: a busy machine makes any example slow.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def _is_here(host: object) -> bool:
    if host is None or host in ("", b"", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Refuse every connection that leaves this computer, and fail the test that tried.

    Yields the list of attempts, so that a test can expect one by emptying it.
    """
    attempts: list[str] = []
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    getaddrinfo = socket.getaddrinfo

    def allow(host: object) -> None:
        if not _is_here(host):
            attempts.append(str(host))
            raise OSError(errno.ENETUNREACH, f"a test tried to reach {host}")

    def allow_address(sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            allow(address[0])

    def guarded_connect(sock: socket.socket, address: Any) -> None:
        allow_address(sock, address)
        connect(sock, address)

    def guarded_connect_ex(sock: socket.socket, address: Any) -> int:
        allow_address(sock, address)
        return connect_ex(sock, address)

    def guarded_getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        allow(host.decode() if isinstance(host, bytes) else host)
        return getaddrinfo(host, *rest, **named)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    yield attempts
    if attempts:
        pytest.fail(f"this test tried to leave the computer: {', '.join(attempts)}")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the keys and proxies of whoever runs the tests."""
    for name in os.environ:
        if name.startswith(("OPENAI_", "AZURE_", "VISIONS_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
