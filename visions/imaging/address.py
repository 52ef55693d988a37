"""The address of a service: what it says about where prompts, keys and pictures may go."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

PORTS = {"http": 80, "https": 443}

_SENT_QUERY = ("api-version",)
_NEAR_ENDINGS = (".localhost", ".local", ".lan", ".home", ".internal", ".home.arpa")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Azure's machines answer here about themselves although the address looks public.
_METADATA = frozenset({ipaddress.IPv4Address("168.63.129.16")})


@dataclass(frozen=True, slots=True)
class Address:
    """A base_url in parts. `base_url` has no name, password, query or slash at its end.

    `query` is what every request carries: Azure's api-version and nothing else.
    """

    base_url: str
    scheme: str
    host: str
    port: int
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def netloc(self) -> str:
        """The host as people write it, with its port where it has one of its own."""
        return urlsplit(self.base_url).netloc

    @property
    def is_loopback(self) -> bool:
        """Whether this is the same computer."""
        literal = read_ip(self.host)
        if literal is not None:
            return literal.is_loopback
        return self.host == "localhost" or self.host.endswith(".localhost")

    @property
    def is_near(self) -> bool:
        """Whether it is on this computer or in its own network, as far as the name tells."""
        return is_near(self.host)

    @property
    def takes_keys(self) -> bool:
        """Whether a key can be sent here without strangers reading it on its way."""
        return self.scheme == "https" or self.is_near


def read_address(url: str) -> Address:
    """Return the parts of a base_url. Raises ValueError where it is no http(s) address."""
    parts = urlsplit(url.strip())
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(f"no address: {parts.scheme}")
    netloc = parts.netloc.rpartition("@")[2]
    return Address(
        base_url=f"{parts.scheme}://{netloc}{parts.path}".rstrip("/"),
        scheme=parts.scheme,
        host=parts.hostname.rstrip("."),
        port=parts.port or PORTS[parts.scheme],
        query={name: text for name, text in parse_qsl(parts.query) if name in _SENT_QUERY},
    )


def is_near(host: str) -> bool:
    """Whether a host is a private address or has a name that exists only inside a network."""
    literal = read_ip(host)
    if literal is not None:
        return not is_public(literal)
    return "." not in host or host.endswith(_NEAR_ENDINGS)


def read_ip(host: str) -> IPAddress | None:
    """Return the IP address that `host` is, or None for a name."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the internet at large, whichever way it is dressed up.

    Private networks, this computer, link-local and metadata addresses do not.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo is not None:
            inner = address.teredo[1]
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and address not in _METADATA
