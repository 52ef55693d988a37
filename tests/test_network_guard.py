"""The guard in conftest.py does catch what it is there for."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request

import pytest


def test_a_connection_to_the_internet_is_refused_and_noticed(outside: list[str]) -> None:
    with pytest.raises(OSError, match="a test tried to reach"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(OSError, match="a test tried to reach"), socket.socket() as sock:
        sock.connect(("192.0.2.7", 80))
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen("http://example.org", timeout=1)
    assert outside == ["192.0.2.1", "192.0.2.7", "example.org"]
    outside.clear()


def test_this_computer_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5).close()
