"""Where prompts and keys may go, told from an address; and the keys of [images] about it."""

from __future__ import annotations

import pytest

from visions.errors import BrokenConfig
from visions.imaging.address import is_public, read_address, read_ip
from visions.model import ImageSettings
from visions.workshop_file import parse_workshop

TOML = """
title = "A workshop"
date = 2023-10-23
horizon = "2024-12"
[[tandems]]
key = "arezzo-hamm"
cities = [{{ name = "Arezzo" }}]
[images]
{images}
"""


def read_images(*lines: str) -> ImageSettings:
    return parse_workshop(TOML.format(images="\n".join(lines)).encode()).images


@pytest.mark.parametrize(
    ("url", "base_url", "near", "takes_keys"),
    [
        ("https://api.openai.com/v1", "https://api.openai.com/v1", False, True),
        ("https://api.openai.com/v1/", "https://api.openai.com/v1", False, True),
        ("https://me:pw@host.example/a/b/?x=1", "https://host.example/a/b", False, True),
        ("http://host.example", "http://host.example", False, False),
        ("http://8.8.8.8/v1", "http://8.8.8.8/v1", False, False),
        ("http://localhost:8080/v1", "http://localhost:8080/v1", True, True),
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1", True, True),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1", True, True),
        ("http://192.168.1.7/v1", "http://192.168.1.7/v1", True, True),
        ("http://gpu-box:8000/v1", "http://gpu-box:8000/v1", True, True),
        ("http://gpu.local/v1", "http://gpu.local/v1", True, True),
        ("http://localhost.example/v1", "http://localhost.example/v1", False, False),
        ("http://127.0.0.1.example/v1", "http://127.0.0.1.example/v1", False, False),
    ],
)
def test_an_address_tells_who_can_listen(
    url: str, base_url: str, near: bool, takes_keys: bool
) -> None:
    address = read_address(url)
    assert (address.base_url, address.is_near, address.takes_keys) == (base_url, near, takes_keys)


def test_only_azures_version_is_kept_of_what_follows_the_question_mark() -> None:
    assert read_address("https://a.example/v1?api-version=preview&sig=1").query == {
        "api-version": "preview"
    }


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.100.100.200", False),
        ("168.63.129.16", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        # the same addresses, dressed up
        ("::ffff:169.254.169.254", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:a9fe:a9fe::1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_what_belongs_to_the_internet_at_large(address: str, public: bool) -> None:
    literal = read_ip(address)
    assert literal is not None
    assert is_public(literal) is public


def test_the_keys_about_the_address_are_read() -> None:
    images = read_images(
        'provider = "compatible"',
        'profile = "localai"',
        'base_url = "http://localhost:8080/v1/"',
        'url_hosts = ["CDN.example", "files.example:8443", "[::1]:80"]',
    )
    assert images.profile == "localai"
    assert images.url_hosts == ("cdn.example", "files.example:8443", "[::1]:80")
    assert read_images('provider = "openai"', 'data_residency = "eu"').data_residency == "eu"
    azure = "https://n.openai.azure.com/openai/v1/?api-version=preview"
    assert read_images('provider = "azure"', f'base_url = "{azure}"').base_url == azure


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['model = ""'], "images › model: this is empty"),
        (['model = "  "'], "images › model: this is empty"),
        (['base_url = "host.example/v1"'], "does not begin with https://"),
        (['base_url = "//host.example/v1"'], "does not begin with https://"),
        (['base_url = "ftp://host.example/v1"'], "does not begin with https://"),
        (['base_url = "localhost:8080"'], "does not begin with https://"),
        (['base_url = ""'], "does not begin with https://"),
        (['base_url = "https://"'], "is no address"),
        (['base_url = "https:///v1"'], "is no address"),
        (['base_url = "https://host:99999/v1"'], "is no address"),
        (['base_url = "https://host:x/v1"'], "is no address"),
        (['base_url = "https://ho st/v1"'], "is no address"),
        (['base_url = "https://höst.example/v1"'], "is no address"),
        (['base_url = "https://[::1/v1"'], "is no address"),
        (['base_url = "https://host.example/v1#a"'], "is no address"),
        (['base_url = "https://me:sk-1234@host.example/v1"'], "a name or a password"),
        (['base_url = "https://host.example/v1?key=sk-1234"'], "that is not sent"),
        (['base_url = "https://host.example/v1/images/generations"'], "goes too far"),
        (['base_url = "https://host.example/v1/models"'], "goes too far"),
        (['provider = "compatible"', 'profile = "localia"'], "Did you mean “localai”?"),
        (['provider = "compatible"', 'profile = "openai"'], "no profile “openai”"),
        (['provider = "openai"', 'profile = "localai"'], "belongs to provider = "),
        (['url_hosts = ["https://cdn.example"]'], "is no host"),
        (['url_hosts = ["cdn.example/x"]'], "is no host"),
        (['url_hosts = ["*.example"]'], "is no host"),
        (['url_hosts = [""]'], "is no host"),
        (['url_hosts = "cdn.example"'], "url_hosts"),
        (['provider = "openai"', 'data_residency = "mars"'], "no region “mars”"),
        (['data_residency = "eu"'], "data_residency belongs to"),
        (
            ['provider = "openai"', 'data_residency = "eu"', 'base_url = "https://a.example"'],
            "data_residency belongs to",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_words(lines: list[str], expected: str) -> None:
    with pytest.raises(BrokenConfig) as caught:
        read_images(*lines)
    assert expected in str(caught.value)
    assert "sk-1234" not in str(caught.value)


def test_slashes_and_paths_of_base_urls_are_taken_as_they_come() -> None:
    for url in ("https://a.example", "https://a.example/", "https://a.example/x/v1/"):
        assert read_images('provider = "compatible"', f'base_url = "{url}"').base_url == url
