"""The words of a prompt go to disk and come back exactly as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visions.archive.prompt_text import decode_prompt, encode_prompt, take_words
from visions.errors import BadPrompt

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(
    lambda text: bool(text.strip())
)


@given(words)
def test_round_trip(text: str) -> None:
    assert decode_prompt(encode_prompt(text), "here") == text


@pytest.mark.parametrize("text", ["a\n", "a\r", "a\r\n", "\ufeffa", "a\n\n", "a\x00b", "a\u2028b"])
def test_round_trip_of_awkward_ends(text: str) -> None:
    assert decode_prompt(encode_prompt(text), "here") == text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbfa town\r\n", "a town"),
        (b"a town", "a town"),
        (b"a town\n\n", "a town\n"),
        (b"a\r\nb\r\n", "a\r\nb"),
        ("ora«ș»\n".encode(), "ora«ș»"),
    ],
)
def test_bom_and_one_final_newline_belong_to_the_file(data: bytes, expected: str) -> None:
    assert decode_prompt(data, "here") == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \n\t\n", "it is empty"),
        (b"line\nl\xe4rm\n", "line 2 is not UTF-8"),
        ("a town".encode("utf-16"), "line 1 is not UTF-8"),
        (b"a" * 32_001, "too long (32,001 characters)"),
        (b"a" * 10_000_000, "too long (10,000,000 bytes)"),
    ],
)
def test_what_cannot_be_sent_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BadPrompt) as caught:
        decode_prompt(data, "prompts/x/idea.txt")
    assert reason in caught.value.message
    assert "prompts/x/idea.txt" in caught.value.message


def test_the_longest_prompt_is_taken() -> None:
    assert len(decode_prompt("ș".encode() * 32_000, "here")) == 32_000


def test_typed_words_lose_only_their_line_end() -> None:
    assert take_words("\ufeffa town\r\n", "here") == "a town"


def test_bytes_from_a_wrong_code_page_are_refused() -> None:
    with pytest.raises(BadPrompt, match="not UTF-8"):
        take_words("l\udce4rm", "here")
