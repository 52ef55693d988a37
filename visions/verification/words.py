"""The words of a prompt as its file holds them, and what a label may quote of them."""

from __future__ import annotations

import hashlib
import re

LONGEST = 32_000
LARGEST_FILE = LONGEST * 4 + 16
LONGEST_QUOTED = 4_000
"""Characters of a prompt in a picture's label (IPTC: AIPromptInformation)."""

_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_words(data: bytes) -> tuple[str, str]:
    """The words in a prompt's file, and why they can be no prompt (empty where they can).

    A byte-order mark and one final newline belong to the file.
    """
    if len(data) > LARGEST_FILE:
        return "", "they are too long"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", f"byte {error.start + 1} is not UTF-8"
    text = text.removeprefix("\ufeff")
    text = text.removesuffix("\r\n") if text.endswith("\r\n") else text.removesuffix("\n")
    if not text.strip():
        return text, "they are empty"
    return text, "they are too long" if len(text) > LONGEST else ""


def digest_words(text: str) -> str:
    """SHA-256 of the words as UTF-8; empty where they are no Unicode text."""
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError:
        return ""


def quote_words(text: str) -> str:
    """The words as a label quotes them: at most 4,000 characters, and what XML can hold."""
    if len(text) > LONGEST_QUOTED:
        text = text[: LONGEST_QUOTED - 1].rstrip() + "…"
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
