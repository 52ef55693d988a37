"""What leaves this computer and where it goes, over real sockets."""

from __future__ import annotations

import ast
import asyncio
import ipaddress
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.imaging.calls import KEY, Kept, check, find_key, make, openai_at, service_at
from tests.servers.image_api import ImageServer
from tests.servers.tls import sign_for
from visions.errors import BadKey, CallFailed, NoKey
from visions.imaging.openai_images import OpenAIImages
from visions.model import REGIONS, ImageSettings
from visions.secret import Secret

PACKAGE = Path(__file__).parents[2] / "visions"
HEADERS = {
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "user-agent",
    "x-stainless-raw-response",
}


def fail(provider: OpenAIImages) -> CallFailed:
    with pytest.raises(CallFailed) as caught:
        make(provider)
    assert find_key(repr(vars(caught.value))) == []
    return caught.value


def test_exactly_the_portable_parameters_and_few_headers_are_sent() -> None:
    with ImageServer() as server:
        provider = openai_at(server.base_url + "/", model="some-model", quality="high")
        make(provider, "A street", seed=7, language="de")
        (received,) = server.requests
        request = provider.prepare("A street")
    assert (received.method, received.path) == ("POST", "/v1/images/generations")
    assert received.json == {
        "model": "some-model",
        "prompt": "A street",
        "n": 1,
        "size": "96x64",
        "quality": "high",
    }
    assert received.json == request.parameters
    assert request.endpoint == f"{server.base_url}/images/generations"
    assert received.headers.keys() == HEADERS
    assert received.headers["authorization"] == f"Bearer {KEY}"


def test_the_environment_adds_nothing_and_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with ImageServer() as server, ImageServer() as stranger:
        monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Leak: 1\nAuthorization: Bearer other")
        monkeypatch.setenv("OPENAI_ORG_ID", "org-elsewhere")
        monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-elsewhere")
        monkeypatch.setenv("OPENAI_API_KEY", "sk-elsewhere")
        monkeypatch.setenv("OPENAI_BASE_URL", stranger.base_url)
        for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, stranger.base_url.removesuffix("/v1"))
        make(openai_at(server.base_url))
        assert server.requests[0].headers.keys() == HEADERS
        assert server.requests[0].key == KEY
        assert stranger.requests == []


def test_the_towns_proxy_is_used_for_a_service_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    with ImageServer() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url.removesuffix("/v1"))
        make(service_at("http://images.example/v1", None))
        assert [received.path for received in proxy.requests] == [
            "http://images.example/v1/images/generations"
        ]


@pytest.mark.parametrize("host", ["gpu-box", "gpu.local", "192.168.7.7", "[fd00::7]"])
def test_a_proxy_is_never_asked_for_what_is_near(
    monkeypatch: pytest.MonkeyPatch, outside: list[str], host: str
) -> None:
    with ImageServer() as proxy:
        for name in ("HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.base_url.removesuffix("/v1"))
        assert fail(service_at(f"http://{host}/v1", deadline=1.0)).outcome == "failed"
        assert proxy.requests == []
    assert {name.strip("[]") for name in outside} == {host.strip("[]")}
    outside.clear()


@pytest.mark.parametrize("url", ["http://images.example/v1", "http://8.8.8.8/v1"])
def test_a_key_never_travels_where_strangers_can_read_it(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    with ImageServer() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url.removesuffix("/v1"))
        for provider in (service_at(url), openai_at(url)):
            with pytest.raises(BadKey, match="could read it"):
                make(provider)
            with pytest.raises(BadKey, match="could read it"):
                check(provider)
        assert proxy.requests == []


def test_azures_version_is_sent_with_every_request() -> None:
    with ImageServer() as server:
        provider = service_at(server.base_url + "/?api-version=preview", provider="azure")
        make(provider)
        check(provider)
        assert [received.path for received in server.requests] == [
            "/v1/images/generations?api-version=preview",
            "/v1/models?api-version=preview",
        ]
        assert provider.prepare("A").endpoint == f"{server.base_url}/images/generations"


@pytest.mark.parametrize("region", [None, *REGIONS])
def test_data_stays_in_the_region_that_the_sdk_means(region: Any) -> None:
    import openai

    theirs = openai.OpenAI(api_key="-", data_residency=region)
    provider = OpenAIImages(ImageSettings(provider="openai", data_residency=region), Secret(KEY))
    assert provider.prepare("A").endpoint == f"{theirs.base_url}images/generations"
    assert f"{theirs.base_url}".rstrip("/") in repr(provider)


def test_the_organisation_is_named_when_it_is_configured() -> None:
    with ImageServer() as server:
        make(openai_at(server.base_url, organisation="org-1"))
        assert server.requests[0].headers["openai-organization"] == "org-1"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_the_words_arrive_unchanged(prompt: str) -> None:
    with ImageServer() as server:
        make(openai_at(server.base_url), prompt)
        assert server.requests[0].json["prompt"].encode() == prompt.encode()


def test_pictures_of_a_room_are_asked_for_side_by_side() -> None:
    async def make_all(provider: OpenAIImages) -> None:
        calls = (provider.generate(provider.prepare(f"Street {n}"), Kept()) for n in range(12))
        await asyncio.gather(*calls)

    with ImageServer(delay=1.0) as server:
        asyncio.run(make_all(openai_at(server.base_url)))
        assert server.most_at_once == 12
        assert sorted(received.json["prompt"] for received in server.requests) == sorted(
            f"Street {n}" for n in range(12)
        )


def test_a_stumble_while_hanging_up_costs_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    import openai

    async def stumble(client: openai.AsyncOpenAI) -> None:
        await close(client)
        raise TimeoutError

    close = openai.AsyncOpenAI.close
    monkeypatch.setattr(openai.AsyncOpenAI, "close", stumble)
    with ImageServer() as server:
        assert make(openai_at(server.base_url)).width == 96


def test_without_a_key_nothing_is_sent_except_to_a_server_that_needs_none() -> None:
    with ImageServer() as server:
        for named in ({"provider": "openai"}, {"provider": "azure"}, {"profile": "ionos"}):
            provider = service_at(server.base_url, None, **named)
            with pytest.raises(NoKey):
                make(provider)
            with pytest.raises(NoKey):
                check(provider)
        assert server.requests == []
        make(service_at(server.base_url, None))
        assert "authorization" not in server.requests[0].headers


def test_a_name_and_password_in_the_address_go_nowhere() -> None:
    with ImageServer() as server:
        url = server.base_url.replace("http://", "http://me:hunter2@")
        provider = openai_at(url + "?token=hunter2")
        request = provider.prepare("A street")
        assert "hunter2" not in f"{request!r} {provider!r} {make(provider)!r}"
        assert server.requests[0].key == KEY


class TestNoConnection:
    """Nothing was sent, so nothing can have been charged: failed, never unknown."""

    def test_nobody_there(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        error = fail(openai_at(f"http://127.0.0.1:{port}/v1"))
        assert (error.kind, error.outcome) == ("no-connection", "failed")

    def test_no_such_name(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def not_found(*_: Any, **__: Any) -> Any:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", not_found)
        error = fail(openai_at("https://api.openai.invalid/v1"))
        assert (error.kind, error.outcome) == ("no-name", "failed")

    def test_no_encryption_where_there_should_be(self) -> None:
        with ImageServer() as server:
            error = fail(openai_at(server.base_url.replace("http:", "https:")))
            assert (error.kind, error.outcome) == ("no-connection", "failed")
            assert server.pictures == []

    def test_a_stranger_with_a_certificate_of_his_own(self, tmp_path: Path) -> None:
        theirs, _ = sign_for(tmp_path, ipaddress.ip_address("127.0.0.1"))
        with ImageServer(tls=theirs) as server:
            error = fail(openai_at(server.base_url))
            assert (error.kind, error.outcome) == ("untrusted", "failed")
            assert server.requests == []

    def test_an_encryption_that_never_gets_ready(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"https://127.0.0.1:{silent.getsockname()[1]}/v1"
            began = time.perf_counter()
            error = fail(openai_at(url, deadline=0.5))
        assert (error.kind, error.outcome) == ("no-connection", "failed")
        assert time.perf_counter() - began < 1.5


def test_the_sdk_is_behind_one_door_and_opened_late() -> None:
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names = {
            alias.name.partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        } | {
            (node.module or "").partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
        }
        if path.name != "openai_images.py":
            assert not names & {"openai", "httpx", "httpx2", "httpcore2"}, path
    code = (
        "import sys, visions.imaging.choose, visions.imaging.openai_images\n"
        "import visions.imaging.sketch_images\n"
        "sys.exit(bool({'openai', 'httpx2', 'PIL'} & sys.modules.keys()))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
