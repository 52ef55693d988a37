"""A key does not show itself, and is found in any disguise."""

from __future__ import annotations

import base64
import copy
import json
import pickle
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visions.errors import BadKey
from visions.secret import MASK, Secret, check_key

KEY = "sk-canary-A1b2C3d4E5f6G7h8"
keys = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=12, max_size=60)


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret(KEY)
    assert secret.reveal() == KEY
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>40}", repr({"key": secret})]
    assert all(KEY not in text and MASK in text for text in shown)
    assert not hasattr(secret, "__dict__")
    assert copy.deepcopy(secret) == copy.copy(secret) == secret != Secret("other")
    assert len({secret, Secret(KEY)}) == 1


def test_a_secret_is_not_written_to_files() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret(KEY))
    with pytest.raises(TypeError):
        json.dumps(Secret(KEY))
    with pytest.raises(AttributeError):
        setattr(Secret(KEY), "value", "x")  # noqa: B010


@given(keys, st.binary(max_size=5), st.binary(max_size=5))
def test_a_key_is_found_in_any_disguise(key: str, before: bytes, after: bytes) -> None:
    raw = key.encode()
    disguises = [
        key,
        quote(key, safe=""),
        "".join(f"%{byte:02X}" for byte in raw),
        "".join(f"\\u{byte:04x}" for byte in raw),
        raw.hex(),
        base64.b64encode(before + raw + after).decode(),
        base64.urlsafe_b64encode(before + raw + after).decode(),
    ]
    around = len(base64.b64encode(before + after))
    for disguise in disguises:
        scrubbed = Secret(key).scrub(f"<{disguise}>")
        assert MASK in scrubbed
        assert len(scrubbed) <= len(f"<{MASK}>") + around + 8  # of the key, three bytes at most


def test_the_alphabets_end_does_not_spoil_the_words_around_a_key() -> None:
    assert Secret(KEY).scrub(f"Key {KEY} is wrong.") == f"Key {MASK} is wrong."
    assert Secret(KEY).scrub("Nothing here.") == "Nothing here."


def test_bytes_keep_their_length_and_a_dummy_key_spoils_no_picture() -> None:
    body = b'{"a": "' + KEY.encode() + b'"}'
    blanked = Secret(KEY).scrub_bytes(body)
    assert len(blanked) == len(body)
    assert KEY.encode() not in blanked
    assert Secret("AAAAAAAAAAAAAAAAAAAA").scrub_bytes(b"A" * 50) == b"A" * 50
    assert Secret("test").scrub_bytes(b"test") == b"test"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        (KEY + "\n", "line break"),
        (f'"{KEY}"', "quotation"),
        (f"‘{KEY}’", "quotation"),
        ("sk-abc def", "space"),
        ("sk-abc\u00a0def", "space"),
        ("sk-abcдef", "no key has"),
        ("sk-abc\x07def", "no key has"),
    ],
)
def test_what_cannot_be_a_key_is_refused_without_quoting_it(text: str, reason: str) -> None:
    with pytest.raises(BadKey, match=reason) as caught:
        check_key(text)
    assert text.strip() == "" or text.strip() not in str(caught.value)


def test_a_key_is_taken_as_it_is() -> None:
    assert check_key(KEY).reveal() == KEY
