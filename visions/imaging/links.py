"""Which links of a service may be followed for its picture, and to which address.

A link is text that a stranger wrote. It is followed only to the API's own host or to one that
the workshop lists, encrypted unless it and the API are near, and never into a private network
except to the very address at which the API itself answered.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from visions.imaging.address import PORTS, Address, is_near, is_public, read_ip

LONGEST = 8192


class LinkRefused(Exception):
    """This link is not followed; its text is the reason, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that may be followed. `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """What belongs into the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def at(self, ip: str) -> str:
        """The same link with the address in the place of the name."""
        host = f"[{ip}]" if ":" in ip else ip
        return f"{self.scheme}://{host}:{self.port}{self.target}"


def read_link(text: str, api: Address, hosts: Sequence[str]) -> Link:
    """Return the link that a service at `api` sent. Raises LinkRefused.

    `hosts` are those the workshop lists, each with a port where it is not the usual one.
    A link without a host leads to the API itself.
    """
    if len(text) > LONGEST or any(not "!" <= letter <= "~" or letter == "\\" for letter in text):
        raise LinkRefused("the link is no proper address")
    try:
        parts = urlsplit(urljoin(api.base_url + "/", text))
        scheme, host, port = parts.scheme, (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise LinkRefused("the link is no proper address") from None
    if scheme not in PORTS:
        raise LinkRefused(f"the link begins with “{scheme[:20]}:”, not with “https:”")
    if not host or "@" in parts.netloc:
        raise LinkRefused("the link is no proper address")
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    link = Link(scheme, host, port or PORTS[scheme], target)
    is_own = (link.host, link.port) == (api.host, api.port)
    if not is_own and link.netloc.lower() not in [name.lower() for name in hosts]:
        raise LinkRefused(f"the link leads to {link.netloc[:100]}, which url_hosts does not name")
    if scheme == "http" and not (api.is_near and (is_own or is_near(link.host))):
        raise LinkRefused(f"the link to {link.netloc[:100]} is not encrypted")
    return link


def choose_address(addresses: Iterable[str], api_answered_at: str | None) -> str:
    """Return the address to connect to, of those a link's host has. Raises LinkRefused.

    A private one is taken only if the API itself answered there.
    """
    found = list(addresses)
    if api_answered_at in found:
        return str(api_answered_at)
    for address in found:
        literal = read_ip(address)
        if literal is not None and is_public(literal):
            return address
    raise LinkRefused("the link leads into a private network")


async def look_up(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, in the system's order. Raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]
