"""The settings lead to the provider they name, or to words about what is missing."""

from __future__ import annotations

import pytest

from visions.errors import BadKey, BrokenConfig, NoKey
from visions.imaging.choose import choose_provider
from visions.model import ImageSettings
from visions.secret import Secret

KEY = Secret("sk-test-0123456789")
PLACE = "http://127.0.0.1:9/v1"


def test_the_sketch_needs_nothing() -> None:
    provider = choose_provider(ImageSettings(), None)
    assert (provider.name, provider.paid) == ("sketch", False)


@pytest.mark.parametrize("name", ["openai", "azure", "compatible"])
def test_a_service_keeps_its_name_and_costs(name: str) -> None:
    provider = choose_provider(ImageSettings(provider=name, base_url=PLACE), KEY)
    assert (provider.name, provider.paid) == (name, True)
    assert provider.prepare("A street").endpoint == PLACE + "/images/generations"


@pytest.mark.parametrize("name", ["openai", "azure"])
def test_a_service_without_a_key_is_refused_at_once(name: str) -> None:
    with pytest.raises(NoKey, match=name):
        choose_provider(ImageSettings(provider=name, base_url=PLACE), None)


def test_a_compatible_server_may_do_without_a_key() -> None:
    assert choose_provider(ImageSettings(provider="compatible", base_url=PLACE), None)


@pytest.mark.parametrize("name", ["azure", "compatible"])
def test_another_service_needs_its_address(name: str) -> None:
    with pytest.raises(BrokenConfig, match="base_url"):
        choose_provider(ImageSettings(provider=name), KEY)


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(BrokenConfig, match="Write for example base_url"):
        choose_provider(ImageSettings(provider="compatible", base_url="host.example"), KEY)


def test_a_key_that_strangers_could_read_is_refused_at_once() -> None:
    with pytest.raises(BadKey, match="It was not sent anywhere"):
        choose_provider(ImageSettings(provider="azure", base_url="http://a.example/v1"), KEY)


def test_openai_is_at_its_own_address_unless_told_otherwise() -> None:
    provider = choose_provider(ImageSettings(provider="openai"), KEY)
    endpoint = provider.prepare("A street").endpoint
    assert endpoint == "https://api.openai.com/v1/images/generations"
