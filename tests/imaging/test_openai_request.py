"""What leaves this computer and where it goes, over real sockets."""

from __future__ import annotations

import ast
import asyncio
import datetime as dt
import ipaddress
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.imaging.calls import KEY, Kept, find_key, make, openai_at
from tests.servers.image_api import ImageServer
from visions.errors import CallFailed, NoKey
from visions.imaging.openai_images import OpenAIImages
from visions.model import ImageSettings
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
        make(openai_at("http://images.example/v1"))
        assert [received.path for received in proxy.requests] == [
            "http://images.example/v1/images/generations"
        ]


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
        place = ImageSettings(base_url=server.base_url, size="96x64")
        for name in ("openai", "azure"):
            provider = OpenAIImages(place, None, name=name)
            with pytest.raises(NoKey):
                make(provider)
            with pytest.raises(NoKey):
                asyncio.run(provider.check())
        assert server.requests == []
        make(OpenAIImages(place, None, name="compatible"))
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
        with ImageServer(tls=sign_by_nobody(tmp_path)) as server:
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


def sign_by_nobody(folder: Path) -> ssl.SSLContext:
    """Make a certificate for 127.0.0.1 that no computer trusts."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Free Wi-Fi")])
    now = dt.datetime.now(dt.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(1))
        .not_valid_after(now + dt.timedelta(1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    file = folder / "wifi.pem"
    file.write_bytes(
        certificate.public_bytes(encoding)
        + key.private_bytes(
            encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


class TestCheck:
    """A look at the service that can cost nothing."""

    def look(self, server: ImageServer, **more: Any) -> str:
        said = asyncio.run(openai_at(server.base_url, deadline=1.5, **more).check())
        assert [(r.method, r.path) for r in server.requests] == [("GET", "/v1/models")]
        return said

    def test_the_key_is_taken_and_the_model_listed(self) -> None:
        with ImageServer(models=["other", "gpt-image-2"]) as server:
            said = self.look(server)
        assert "“gpt-image-2”" in said
        assert "no promise" in said

    def test_a_model_that_is_not_listed_fails_the_check(self) -> None:
        with ImageServer(models=["gpt-image-1"]) as server, pytest.raises(CallFailed) as caught:
            self.look(server, model="gpt-image-22")
        assert caught.value.kind == "no-model"
        assert "gpt-image-22" in caught.value.detail

    @pytest.mark.parametrize(
        ("mode", "kind"),
        [
            ("401-echo", "wrong-key"),
            ("403", "forbidden"),
            ("page", "captive-portal"),
            ("511", "captive-portal"),
            ("307-loop", "redirected"),
            ("500", "server-error"),
            ("silence", "deadline"),
            ("eof-at-once", "connection-lost"),
            ("text", "unreadable-answer"),
            ("list", "unreadable-answer"),
        ],
    )
    def test_a_fault_is_named_and_never_said_to_have_cost_anything(
        self, mode: str, kind: str
    ) -> None:
        with ImageServer(models_mode=mode) as server, pytest.raises(CallFailed) as caught:
            self.look(server)
        assert (caught.value.kind, caught.value.outcome) == (kind, "failed")
        assert "charged" not in caught.value.message
        assert find_key(repr(vars(caught.value)) + caught.value.message) == []

    def test_a_compatible_server_may_have_no_list(self) -> None:
        with ImageServer(models_mode="404-page") as server:
            place = ImageSettings(base_url=server.base_url)
            said = asyncio.run(OpenAIImages(place, Secret(KEY), name="compatible").check())
        assert "no list of models" in said

    def test_a_compatible_server_may_not_list_the_model(self) -> None:
        with ImageServer(models=[]) as server:
            place = ImageSettings(base_url=server.base_url)
            said = asyncio.run(OpenAIImages(place, Secret(KEY), name="azure").check())
        assert "not on its list" in said


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
