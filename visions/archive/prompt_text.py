"""The words of a prompt as bytes on disk and back: exactly as written.

A byte-order mark and one final newline belong to the file, not to the words.
"""

from __future__ import annotations

import hashlib

from visions.errors import BadPrompt
from visions.model import MAX_PROMPT_CHARACTERS
from visions.words import check_words, too_long

_BOM = "\ufeff"
LARGEST_FILE = MAX_PROMPT_CHARACTERS * 4 + 16


def encode_prompt(text: str) -> bytes:
    """The bytes of a prompt file that `decode_prompt` reads as exactly `text`."""
    mark = _BOM if text.startswith(_BOM) else ""
    end = "" if text.endswith("\r") else "\n"
    return (mark + text + end).encode()


def decode_prompt(data: bytes, place: str) -> str:
    """The words in a prompt file. Raises BadPrompt where they cannot be sent as they stand."""
    safety = "The file was left as it is."
    if len(data) > LARGEST_FILE:
        raise too_long(place, f"{len(data):,} bytes", safety)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadPrompt(
            place=place,
            reason=f"line {line} is not UTF-8 text",
            advice="Save it as UTF-8 (in Windows' Notepad: Save as, Encoding: UTF-8).",
            safety=safety,
        ) from None
    for ending in ("\r\n", "\n"):
        if text.endswith(ending):
            text = text[: -len(ending)]
            break
    check_words(text, place, safety)
    return text


def take_words(text: str, place: str) -> str:
    """Words as typed or piped in: without a byte-order mark and one final newline.

    Raises BadPrompt where nothing can be made of them.
    """
    text = text.removeprefix(_BOM).removesuffix("\n").removesuffix("\r")
    check_words(text, place, "Nothing was stored.")
    return text


def digest_words(text: str) -> str:
    """SHA-256 of the words as UTF-8, without the file's final newline."""
    return hashlib.sha256(text.encode()).hexdigest()
