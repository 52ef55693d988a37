"""What each service is sent, to the letter, and which words it must not be sent."""

from __future__ import annotations

import json
import typing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imaging.calls import KEY, check, make, service_at
from tests.servers.image_api import ImageServer, Received
from visions.errors import BadPrompt, BrokenConfig, NoKey
from visions.imaging.choose import choose_provider
from visions.imaging.openai_images import OpenAIImages
from visions.imaging.profiles import Profile, find_profile, load_profiles
from visions.model import PROFILES, REGIONS, ImageSettings
from visions.secret import Secret

SCHEMA = json.loads((Path(__file__).parent / "image_request.schema.json").read_text("utf-8"))
TOKEN = "eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJodHRwcyJ9.c2lnbmF0dXJl-_x"

# Written down by hand a second time: what goes out beside model, prompt and n.
SENT: dict[str, dict[str, object]] = {
    "openai": {"size": "1792x1024", "quality": "high"},
    "azure": {"size": "1792x1024", "quality": "high"},
    "portable": {"size": "1792x1024"},
    "localai": {"size": "1792x1024", "response_format": "b64_json"},
    "stable-diffusion-cpp": {"size": "1792x1024"},
    "vllm-omni": {"size": "1792x1024", "response_format": "b64_json"},
    "sglang": {"size": "1792x1024", "response_format": "b64_json"},
    "xinference": {"size": "1792*1024", "response_format": "b64_json"},
    "litellm": {"size": "1792x1024", "quality": "high"},
    "gemini": {"size": "1792x1024", "response_format": "b64_json"},
    "together": {"width": 1792, "height": 1024, "response_format": "base64"},
    "ionos": {"size": "1792x1024"},
    "infomaniak": {"size": "1792x1024", "response_format": "b64_json"},
}
AS_OPENAI = ["openai", "azure", "portable", "stable-diffusion-cpp", "litellm", "ionos"]
WITHOUT_USAGE = {
    "localai", "stable-diffusion-cpp", "vllm-omni", "sglang", "xinference", "gemini", "together",
    "ionos", "infomaniak",
}  # fmt: skip


def settings_for(name: str, **more: Any) -> ImageSettings:
    place = {"provider": "compatible", "profile": name} if name in PROFILES else {"provider": name}
    return ImageSettings(**{"size": "1792x1024", "quality": "high", **place, **more})


def serve(name: str, key: str = KEY, **more: Any) -> Received:
    """Make one picture of this profile and return the request that arrived."""
    with ImageServer() as server:
        settings = settings_for(name, base_url=server.base_url, **more)
        image = make(OpenAIImages(settings, Secret(key)), "A street")
        assert (image.width, image.height) == (1792, 1024)
        assert (image.usage == {}) is (name in WITHOUT_USAGE)
        (received,) = server.requests
    return received


def test_every_service_is_known_by_one_list() -> None:
    assert load_profiles().keys() == SENT.keys() == {"openai", "azure", *PROFILES}
    assert tuple(load_profiles()["openai"].residency) == REGIONS


@pytest.mark.parametrize("name", SENT)
def test_exactly_what_the_service_understands_is_sent(name: str) -> None:
    received = serve(name)
    expected = {"model": "gpt-image-2", "prompt": "A street", "n": 1, **SENT[name]}
    assert received.json == expected
    assert received.path == "/v1/images/generations"
    provider = OpenAIImages(settings_for(name, base_url="http://localhost/v1"), Secret(KEY))
    assert dict(provider.prepare("A street").parameters) == expected


@pytest.mark.parametrize("name", SENT)
def test_the_key_goes_into_the_one_header_for_it(name: str) -> None:
    headers = serve(name).headers
    if name == "azure":
        assert headers["api-key"] == KEY
        assert "authorization" not in headers
    else:
        assert headers["authorization"] == f"Bearer {KEY}"
        assert "api-key" not in headers


@pytest.mark.parametrize("name", ["azure", "openai", "portable"])
def test_a_token_is_sent_as_a_bearer_everywhere(name: str) -> None:
    headers = serve(name, TOKEN).headers
    assert headers["authorization"] == f"Bearer {TOKEN}"
    assert "api-key" not in headers


@pytest.mark.parametrize("name", AS_OPENAI)
@given(prompt=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
@pytest.mark.parametrize("quality", ["auto", "low", "medium", "high", "xhigh", "max"])
def test_requests_keep_to_the_published_schema(name: str, quality: str, prompt: str) -> None:
    parameters = load_profiles()[name].write_parameters(settings_for(name, quality=quality), prompt)
    jsonschema.Draft202012Validator(SCHEMA).validate(parameters)


@pytest.mark.parametrize("name", AS_OPENAI)
def test_requests_as_they_arrive_keep_to_the_published_schema(name: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(serve(name).json)


@pytest.mark.parametrize(
    "planted",
    [
        {"response_format": "b64_json"},
        {"style": "vivid"},
        {"size": "1024*1024"},
        {"quality": "ultra"},
        {"n": 0},
        {"width": 1024},
        {"prompt": "a" * 32_001},
    ],
)
def test_the_schema_does_refuse(planted: dict[str, object]) -> None:
    good = {"model": "gpt-image-2", "prompt": "A street", "n": 1, "size": "1536x1024"}
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.validate(good)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**good, **planted})


def test_the_schema_is_that_of_the_installed_sdk() -> None:
    from openai.types.image_generate_params import ImageGenerateParamsBase

    hints = typing.get_type_hints(ImageGenerateParamsBase)
    assert SCHEMA["properties"].keys() == hints.keys() - {"svg"}
    for name, facts in SCHEMA["properties"].items():
        if "enum" not in facts:
            continue
        literals = {value for value in _literals(hints[name]) if value is not None}
        assert set(facts["enum"]) - {None} == literals, name


def _literals(hint: Any) -> list[object]:
    if typing.get_origin(hint) is typing.Literal:
        return list(typing.get_args(hint))
    return [value for inner in typing.get_args(hint) for value in _literals(inner)]


@pytest.mark.parametrize(
    ("name", "prompt", "why"),
    [
        ("localai", "A street | cars", "leaves out of the picture what stands after a “|”"),
        ("localai", "||", "“|”"),
        ("stable-diffusion-cpp", 'A <sd_cpp_extra_args>{"steps": 9}', "for its own settings"),
        ("stable-diffusion-cpp", "</ SD_CPP_EXTRA_ARGS >", "for its own settings"),
        ("stable-diffusion-cpp", "A street <lora:town:0.8>", "the name of a file"),
        ("infomaniak", "a street, " * 26, "77 tokens at most"),
        ("infomaniak", "!a" * 39, "77 tokens at most"),
        ("infomaniak", "1" * 78, "77 tokens at most"),
    ],
)
def test_words_that_a_service_does_not_draw_as_they_stand_are_refused(
    name: str, prompt: str, why: str
) -> None:
    with ImageServer() as server:
        provider = service_at(server.base_url, profile=name)
        with pytest.raises(BadPrompt) as caught:
            provider.prepare(prompt)
        assert why in caught.value.message
        assert "Nothing was sent." in caught.value.message
        assert "as a new prompt" in caught.value.message
        assert server.requests == []
    # The next service takes them as they are.
    other = service_at("http://localhost/v1").prepare(prompt)
    assert other.parameters["prompt"] == prompt


@pytest.mark.parametrize(
    ("name", "prompt"),
    [
        ("localai", "A street ‖ and ¦ and <sd_cpp_extra_args>"),
        ("stable-diffusion-cpp", "A street | a square, sd_cpp_extra_args, lora: x < y > z"),
        ("infomaniak", "a street, " * 25),
        ("infomaniak", "Straßenbahnhaltestelle " * 30),
    ],
)
def test_other_words_are_sent_unchanged(name: str, prompt: str) -> None:
    assert service_at("http://localhost/v1", profile=name).prepare(prompt).prompt == prompt


def test_a_longest_prompt_is_kept_to() -> None:
    profile = Profile("small", "A small service", longest_prompt=10)
    profile.check_prompt("a" * 10)
    with pytest.raises(BadPrompt, match="11 characters"):
        profile.check_prompt("a" * 11)


@pytest.mark.parametrize("name", [name for name in SENT if name != "infomaniak"])
def test_other_services_take_any_size(name: str) -> None:
    load_profiles()[name].check_settings(settings_for(name, size="1536x1024"))


def test_a_size_that_is_not_drawn_is_refused_before_anything_is_sent() -> None:
    settings = settings_for("infomaniak", base_url="http://localhost/v1", size="1536x1024")
    with pytest.raises(BrokenConfig, match="Write one of 1024x1024, 1792x1024, 1024x1792"):
        choose_provider(settings, Secret(KEY))


def test_every_example_of_an_address_is_one() -> None:
    for name, profile in load_profiles().items():
        settings = settings_for(name, base_url=profile.example)
        assert choose_provider(settings, Secret(KEY)).name == settings.provider


@pytest.mark.parametrize("name", PROFILES)
def test_services_on_the_internet_need_a_key(name: str) -> None:
    profile = load_profiles()[name]
    settings = settings_for(name, base_url=profile.example)
    if profile.example.startswith("http://localhost") or name == "portable":
        assert choose_provider(settings, None)
    else:
        with pytest.raises(NoKey, match=name):
            choose_provider(settings, None)


def test_a_profile_is_of_no_matter_to_openai() -> None:
    assert find_profile(ImageSettings(provider="openai", profile="localai")).name == "openai"


def test_usage_that_means_nothing_is_not_archived() -> None:
    with ImageServer() as server:
        assert make(service_at(server.base_url, profile="localai")).usage == {}
        assert make(service_at(server.base_url)).usage["output_tokens"] == 1568
        assert check(service_at(server.base_url, profile="localai"))
