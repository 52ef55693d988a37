"""A picture behind a link: fetched only by the rules, whatever the service writes."""

from __future__ import annotations

import asyncio
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from tests.imaging.calls import KEY, Kept, find_key, service_at
from tests.servers.image_api import PAGE, SVG, ImageServer, Reply, draw, gzip_bomb
from tests.servers.tls import sign_for
from visions.errors import CallFailed
from visions.imaging.address import read_address
from visions.imaging.links import LinkRefused, choose_address, read_link
from visions.imaging.openai_images import OpenAIImages
from visions.model import GeneratedImage

PICTURE = draw("PNG", 96, 64)
FILE = Reply(body=PICTURE, headers={"Content-Type": "image/png"})
OUTSIDE = read_address("https://api.example/v1")
NEAR = read_address("http://192.168.1.7:8080/v1")


class TestRules:
    @pytest.mark.parametrize(
        ("text", "at"),
        [
            ("/v1/images/7/content", "https://203.0.113.5:443/v1/images/7/content"),
            ("images/7.png", "https://203.0.113.5:443/v1/images/7.png"),
            ("//api.example/7.png?a=1&b", "https://203.0.113.5:443/7.png?a=1&b"),
            ("https://API.example./7.png", "https://203.0.113.5:443/7.png"),
            ("https:///7.png", "https://203.0.113.5:443/7.png"),
            ("https://api.example:443", "https://203.0.113.5:443/"),
            ("https://cdn.example/7.png#part", "https://203.0.113.5:443/7.png"),
            ("https://CDN.example/7.png", "https://203.0.113.5:443/7.png"),
            ("https://files.example:8443/7.png", "https://203.0.113.5:8443/7.png"),
        ],
    )
    def test_links_to_the_service_and_to_listed_hosts(self, text: str, at: str) -> None:
        link = read_link(text, OUTSIDE, ["cdn.example", "files.example:8443"])
        assert link.at("203.0.113.5") == at

    @pytest.mark.parametrize(
        "text",
        [
            "https://other.example/7.png",
            "https://cdn.example.other.example/7.png",
            "https://notcdn.example/7.png",
            "https://cdn.example:22/7.png",
            "https://api.example:8443/7.png",
            "https://cdn.example@other.example/7.png",
            "https://other.example\\@cdn.example/7.png",
            "https://other.example#@cdn.example/7.png",
            "//other.example/7.png",
            "http://api.example/7.png",
            "http://cdn.example/7.png",
            "http://169.254.169.254/latest/meta-data",
            "https://169.254.169.254/latest/meta-data",
            "https://2852039166/latest/meta-data",
            "file:///etc/passwd",
            "file://cdn.example/etc/passwd",
            "data:image/png;base64,iVBO",
            "ftp://cdn.example/7.png",
            "javascript:alert(1)",
            "https://me:pw@cdn.example/7.png",
            "https://cdn.example:x/7.png",
            "https://[cdn.example/7.png",
            "https://cdn.example/7 .png",
            "https://cdn.example/7.png\r\nX-Evil: 1",
            "https://cdn.example/ä.png",
            "https://cdn.example/" + "a" * 9000,
        ],
    )
    def test_no_other_link_is_followed(self, text: str) -> None:
        with pytest.raises(LinkRefused) as caught:
            read_link(text, OUTSIDE, ["cdn.example", "files.example:8443"])
        assert len(str(caught.value)) < 200

    def test_without_encryption_only_what_is_near(self) -> None:
        assert read_link("http://192.168.1.7:8080/7.png", NEAR, [])
        assert read_link("http://gpu.local/7.png", NEAR, ["gpu.local"])
        with pytest.raises(LinkRefused, match="not encrypted"):
            read_link("http://cdn.example/7.png", NEAR, ["cdn.example"])

    @pytest.mark.parametrize(
        ("found", "api", "chosen"),
        [
            (["203.0.113.1", "8.8.8.8"], None, "8.8.8.8"),
            (["10.0.0.1", "8.8.8.8"], None, "8.8.8.8"),
            (["8.8.8.8", "10.0.0.1"], "10.0.0.1", "10.0.0.1"),
            (["127.0.0.1"], "127.0.0.1", "127.0.0.1"),
            (["127.0.0.1"], None, None),
            (["127.0.0.1"], "127.0.0.2", None),
            (["169.254.169.254"], "8.8.8.8", None),
            (["::ffff:169.254.169.254"], "8.8.8.8", None),
            (["fe80::1%eth0"], "8.8.8.8", None),
            (["not an address"], "8.8.8.8", None),
            ([], "8.8.8.8", None),
        ],
    )
    def test_a_private_address_is_only_where_the_service_answered(
        self, found: list[str], api: str | None, chosen: str | None
    ) -> None:
        if chosen is not None:
            assert choose_address(found, api) == chosen
            return
        with pytest.raises(LinkRefused, match="private network"):
            choose_address(found, api)


def make_once(provider: OpenAIImages, kept: Kept) -> GeneratedImage:
    return asyncio.run(provider.generate(provider.prepare("A street"), kept))


def fail_once(provider: OpenAIImages) -> CallFailed:
    kept = Kept()
    with pytest.raises(CallFailed) as caught:
        make_once(provider, kept)
    error = caught.value
    # Whatever becomes of the link, the answer is kept and the money counts as spent.
    assert len(kept) == 1
    assert b'"url"' in kept[0]
    assert error.outcome == "unknown"
    assert find_key(repr(vars(error)) + error.message) == []
    return error


async def nowhere(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was looked up")


@pytest.mark.parametrize("link", ["/files/7.png", "{base}/../files/7.png", "../files/7.png"])
def test_the_services_own_picture_is_fetched_without_the_key(link: str) -> None:
    with ImageServer("link", files={"/files/7.png": FILE}) as server:
        server.link = link.format(base=server.base_url).replace("/v1/..", "")
        provider = service_at(server.base_url, profile="sglang", organisation="org-1")
        kept = Kept()
        image = make_once(provider, kept)
        asked, fetched = server.requests
    assert image.data == PICTURE
    assert (image.media_type, image.width, image.height) == ("image/png", 96, 64)
    assert asked.key == KEY
    assert (fetched.method, fetched.path) == ("GET", "/files/7.png")
    assert fetched.headers["host"] == f"127.0.0.1:{server.port}"
    assert fetched.headers.keys() == {
        "host", "accept", "accept-encoding", "connection", "user-agent"
    }  # fmt: skip
    assert find_key(repr(fetched)) == []


def test_a_kept_answer_with_a_link_says_what_to_do() -> None:
    with ImageServer("link", files={"/files/7.png": FILE}, link="/files/7.png") as server:
        provider = service_at(server.base_url)
        kept = Kept()
        make_once(provider, kept)
        calls = len(server.requests)
        with pytest.raises(CallFailed) as caught:
            provider.read_answer(provider.prepare("A street"), kept[0])
        assert len(server.requests) == calls
    assert (caught.value.kind, caught.value.outcome) == ("url-result", "unknown")
    assert "a browser can open the link" in caught.value.message


def test_the_answer_is_kept_before_the_link_is_followed() -> None:
    with ImageServer("link", files={"/files/7.png": FILE}, link="/files/7.png") as server:
        provider = service_at(server.base_url)

        async def keep(raw: bytes) -> None:
            assert [received.method for received in server.requests] == ["POST"]
            raise OSError("the disk is full")

        with pytest.raises(OSError, match="full"):
            asyncio.run(provider.generate(provider.prepare("A street"), keep))
        assert [received.method for received in server.requests] == ["POST"]


def test_a_listed_host_is_looked_up_once_and_asked_there() -> None:
    looked_up: list[tuple[str, int]] = []

    async def look_up(host: str, port: int) -> list[str]:
        looked_up.append((host, port))
        return ["127.0.0.1"]

    with ImageServer(files={"/7.png?sig=a%2Bb": FILE}) as store, ImageServer("link") as server:
        server.link = f"http://store.local:{store.port}/7.png?sig=a%2Bb"
        provider = service_at(
            server.base_url, look_up=look_up, url_hosts=(f"store.local:{store.port}",)
        )
        assert make_once(provider, Kept()).data == PICTURE
        assert store.requests[0].headers["host"] == f"store.local:{store.port}"
        assert looked_up == [("store.local", store.port)]


def test_the_certificate_has_to_be_that_of_the_name(tmp_path: Path) -> None:
    async def look_up(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    theirs, ours = sign_for(tmp_path, "cdn.example")
    with ImageServer(files={"/7.png": FILE}, tls=theirs) as store, ImageServer("link") as server:
        hosts = (f"cdn.example:{store.port}", f"evil.example:{store.port}")
        provider = service_at(server.base_url, look_up=look_up, url_hosts=hosts)
        provider._trust = ours
        server.link = f"https://cdn.example:{store.port}/7.png"
        assert make_once(provider, Kept()).data == PICTURE
        server.link = f"https://evil.example:{store.port}/7.png"
        assert fail_once(provider).kind == "link-failed"
        assert len(store.requests) == 1


@pytest.mark.parametrize(
    "link",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://cdn.example/7.png",
        "file:///etc/passwd",
        "data:image/png;base64,iVBO",
        "http://127.0.0.1:9/7.png",
    ],
)
def test_a_link_elsewhere_is_not_even_looked_up(link: str) -> None:
    with ImageServer("link", link=link) as server:
        error = fail_once(service_at(server.base_url, look_up=nowhere))
        assert len(server.requests) == 1
    assert (error.kind, error.stops_queue) == ("url-result", True)
    assert "the link" in error.detail


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "10.0.0.1", "127.0.0.2", "::1", "fd00:ec2::254", "0.0.0.0"]
)
@pytest.mark.parametrize("link", ["https://cdn.example/7.png", "http://169.254.169.254/x"])
def test_a_listed_host_in_a_private_network_is_not_asked(link: str, address: str) -> None:
    async def look_up(host: str, port: int) -> list[str]:
        return [address]

    with ImageServer("link", link=link) as server:
        hosts = ("cdn.example", "169.254.169.254")
        error = fail_once(service_at(server.base_url, look_up=look_up, url_hosts=hosts))
    assert (error.kind, error.detail) == ("url-result", "the link leads into a private network")


@pytest.mark.parametrize(
    ("reply", "kind", "detail"),
    [
        (Reply(302, headers={"Location": "/files/8.png"}), "link-failed", "status 302"),
        (Reply(307, headers={"Location": "http://127.0.0.1:9/"}), "link-failed", "status 307"),
        (Reply(403, b"<Error>expired</Error>"), "link-failed", "status 403"),
        (Reply(404, PAGE), "link-failed", "status 404"),
        (Reply(500), "link-failed", "status 500"),
        (Reply(206, PICTURE), "link-failed", "status 206"),
        (Reply(body=b"x" * 3_000_000), "too-large", "behind the link"),
        (Reply(body=b"x" * 3_000_000, claim=-1), "too-large", "behind the link"),
        (
            Reply(body=gzip_bomb()[:90_000], headers={"Content-Encoding": "gzip"}),
            "not-a-picture",
            "neither",
        ),
        (Reply(body=PICTURE, ending="eof", at=0.5), "link-failed", "RemoteProtocolError"),
        (Reply(body=PICTURE, ending="reset", at=0.5), "link-failed", "ReadError"),
        (Reply(body=PICTURE, ending="silence", at=0.5), "link-failed", "in time"),
        (Reply(body=PICTURE, ending="trickle"), "link-failed", "in time"),
        (Reply(body=PICTURE[:200]), "damaged-picture", ""),
        (Reply(body=SVG), "not-a-picture", "SVG"),
        (Reply(body=PAGE), "not-a-picture", "web page"),
        (Reply(), "not-a-picture", "empty"),
    ],
)
def test_a_fetch_that_goes_wrong_ends_in_doubt_about_the_money(
    reply: Reply, kind: str, detail: str
) -> None:
    with ImageServer("link", files={"/files/7.png": reply}, link="/files/7.png") as server:
        provider = service_at(server.base_url, deadline=1.0)
        provider._max_answer = 2_000_000
        began = time.perf_counter()
        error = fail_once(provider)
        assert time.perf_counter() - began < 1.8
        assert [received.method for received in server.requests] == ["POST", "GET"]
    assert error.kind == kind
    assert detail in error.detail


def test_nobody_there_and_no_such_name(monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_name(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async def slow(host: str, port: int) -> list[str]:
        await asyncio.sleep(20)
        raise AssertionError

    async def here(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    with ImageServer("link", link="https://cdn.example:9/7.png") as server:
        for look_up, detail in ((no_name, "gaierror"), (slow, "in time"), (here, "ConnectError")):
            error = fail_once(
                service_at(
                    server.base_url, look_up=look_up, deadline=1.0, url_hosts=("cdn.example:9",)
                )
            )
            assert (error.kind, detail in error.detail) == ("link-failed", True), error.detail


def test_the_fetch_gets_what_is_left_of_the_calls_own_time() -> None:
    files = {"/files/7.png": Reply(ending="silence", at=0)}
    with ImageServer("link", files=files, link="/files/7.png", delay=0.7) as server:
        began = time.perf_counter()
        assert fail_once(service_at(server.base_url, deadline=1.2)).kind == "link-failed"
        assert time.perf_counter() - began < 1.7


def test_a_link_goes_through_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        ImageServer() as proxy,
        ImageServer("link", files={"/files/7.png": FILE}, link="/files/7.png") as server,
    ):
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.base_url.removesuffix("/v1"))
        assert make_once(service_at(server.base_url), Kept()).data == PICTURE
        assert proxy.requests == []


def test_behind_a_proxy_nothing_private_is_the_services_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The proxy's address must not count as the service's, or links could reach the proxy."""

    async def look_up(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    with ImageServer("link", link="https://cdn.example/7.png") as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url.removesuffix("/v1"))
        named: dict[str, Any] = {"url_hosts": ("cdn.example",), "look_up": look_up}
        error = fail_once(service_at("http://images.example/v1", None, **named))
    assert error.detail == "the link leads into a private network"


def test_base64_wins_over_a_link() -> None:
    with ImageServer("data-url") as server:
        assert make_once(service_at(server.base_url, look_up=nowhere), Kept()).width == 96
