"""A look at the service that can cost nothing, and what it tells."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from tests.imaging.calls import check, find_key, openai_at, service_at
from tests.servers.image_api import ImageServer
from tests.servers.tls import sign_for
from visions.errors import BadKey, BrokenConfig, CallFailed
from visions.imaging.openai_images import OpenAIImages
from visions.imaging.provider import Observation


def look(provider: OpenAIImages, server: ImageServer) -> dict[str, Observation]:
    seen = check(provider)
    assert [(r.method, r.path) for r in server.requests] == [("GET", "/v1/models")]
    assert len({observation.subject for observation in seen}) == len(seen)
    return {observation.subject: observation for observation in seen}


def date_in(minutes: float) -> dict[str, str]:
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes)
    return {"Date": format_datetime(moment, usegmt=True)}


def test_the_key_is_taken_and_the_model_listed() -> None:
    with ImageServer(models=["other", "gpt-image-2"], headers=date_in(0)) as server:
        seen = look(openai_at(server.base_url), server)
        assert seen["connection"].text == f"127.0.0.1:{server.port} answers at 127.0.0.1."
    assert "“gpt-image-2”" in seen["model"].text
    assert "no promise" in seen["model"].text
    assert "cannot be known" in seen["organisation"].text
    assert [name for name in seen if not seen[name].is_good] == ["organisation"]


def test_a_model_that_is_not_listed_fails_the_check() -> None:
    with ImageServer(models=["gpt-image-1"]) as server, pytest.raises(CallFailed) as caught:
        look(openai_at(server.base_url, model="gpt-image-22"), server)
    assert caught.value.kind == "no-model"
    assert "gpt-image-22" in caught.value.detail


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("401-echo", "wrong-key"),
        ("400-litellm-key", "wrong-key"),
        ("403", "forbidden"),
        ("403-unverified", "unverified"),
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
def test_a_fault_is_named_and_never_said_to_have_cost_anything(mode: str, kind: str) -> None:
    with ImageServer(models_mode=mode) as server, pytest.raises(CallFailed) as caught:
        look(openai_at(server.base_url, deadline=1.5), server)
    assert (caught.value.kind, caught.value.outcome) == (kind, "failed")
    assert "charged" not in caught.value.message
    assert find_key(repr(vars(caught.value)) + caught.value.message) == []


def test_what_was_seen_before_a_fault_is_told_too() -> None:
    seen: list[Observation] = []

    async def collect(provider: OpenAIImages) -> None:
        async for observation in provider.check():
            seen.append(observation)

    with ImageServer(models_mode="401") as server, pytest.raises(CallFailed):
        asyncio.run(collect(openai_at(server.base_url)))
    assert [observation.subject for observation in seen] == ["connection"]


@pytest.mark.parametrize("provider", ["azure", "compatible"])
def test_another_service_may_have_no_list_of_models(provider: str) -> None:
    with ImageServer(models_mode="404-page") as server:
        seen = look(service_at(server.base_url, provider=provider), server)
    assert "no list of models" in seen["model"].text
    assert not seen["model"].is_good
    assert "organisation" not in seen


def test_another_service_may_not_list_the_model() -> None:
    with ImageServer(models=[]) as server:
        seen = look(service_at(server.base_url, provider="azure"), server)
    assert "takes the key; “gpt-image-2” is not on its list" in seen["model"].text
    with ImageServer() as server:
        seen = look(service_at(server.base_url, None), server)
    assert "answers without a key" in seen["model"].text


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(-4, None), (4, None), (-61, "61 minutes fast"), (12, "12 minutes slow")],
)
def test_a_wrong_clock_is_noticed(minutes: float, expected: str | None) -> None:
    with ImageServer(headers=date_in(minutes)) as server:
        seen = look(openai_at(server.base_url), server)
    assert ("clock" in seen) is (expected is not None)
    if expected:
        assert expected in seen["clock"].text
        assert not seen["clock"].is_good


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Nov 2026 10:00:00 GMT"])
def test_a_service_without_a_clock_is_no_worry(date: str) -> None:
    with ImageServer(headers={"Date": date}) as server:
        assert "clock" not in look(openai_at(server.base_url), server)


def test_the_encryption_is_described(tmp_path: Path) -> None:
    theirs, ours = sign_for(tmp_path, ipaddress.ip_address("127.0.0.1"))
    with ImageServer(tls=theirs) as server:
        provider = openai_at(server.base_url)
        provider._trust = ours
        text = look(provider, server)["connection"].text
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(1)
    assert f"encrypted (TLSv1.3), with a certificate that is valid until {tomorrow:%Y-%m}" in text


def test_the_wrong_certificate_is_named(tmp_path: Path) -> None:
    theirs, _ = sign_for(tmp_path, ipaddress.ip_address("127.0.0.1"))
    with ImageServer(tls=theirs) as server, pytest.raises(CallFailed) as caught:
        check(openai_at(server.base_url))
    assert caught.value.kind == "untrusted"


def test_a_service_that_everybody_can_listen_to_is_a_worry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ImageServer() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url.removesuffix("/v1"))
        found = check(service_at("http://images.example/v1", None))
    seen = {observation.subject: observation for observation in found}
    assert "everybody on the way" in seen["encryption"].text
    assert not seen["encryption"].is_good
    assert "answers at the proxy 127.0.0.1" in seen["connection"].text


def test_a_proxy_that_does_not_let_through_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with ImageServer(models_mode="eof-at-once") as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url.removesuffix("/v1"))
        with pytest.raises(CallFailed) as caught:
            check(service_at("http://images.example/v1", None))
    assert "through the proxy 127.0.0.1" in caught.value.detail


def test_a_server_that_draws_one_picture_at_a_time_is_not_to_be_crowded() -> None:
    named: dict[str, Any] = {"profile": "stable-diffusion-cpp"}
    with ImageServer() as server:
        seen = look(service_at(server.base_url, concurrency=4, **named), server)
        assert "concurrency = 1" in seen["concurrency"].text
    with ImageServer() as server:
        assert "concurrency" not in look(
            service_at(server.base_url, concurrency=1, **named), server
        )


def test_settings_that_the_service_does_not_take_are_told_before_it_is_asked() -> None:
    with ImageServer() as server:
        with pytest.raises(BrokenConfig, match="1792x1024"):
            check(service_at(server.base_url, profile="infomaniak", size="1536x1024"))
        with pytest.raises(BadKey):
            check(service_at("http://images.example/v1"))
        assert server.requests == []
