"""JSON from other people, read strictly: one object, each key once, nothing beyond measure."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from visions.errors import Problem

DEEPEST = 12
"""Blocks and lists inside each other."""
MOST_VALUES = 100_000
LONGEST_KEY = 100

_SURROGATE = re.compile("[\ud800-\udfff]")
_WHOLE = "the whole file"
_SAVE_AS_UTF8 = "Save the file as UTF-8 (in Windows' Notepad: Save as, Encoding: UTF-8)."
_WRITE_JSON = "Keys and texts stand in straight double quotes, with a comma between two entries."


def parse_object(raw: bytes, largest: int) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The object in a JSON file of at most `largest` bytes, and what is wrong with the text.

    The object is None where it cannot be read at all. UTF-8's byte-order mark is passed over.
    """
    if len(raw) > largest:
        what = f"this is larger than {largest // 1024**2} MB."
        return None, [Problem(_WHOLE, what, "Is it the right file?")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [Problem(f"line {line}", "this is not UTF-8 text.", _SAVE_AS_UTF8)]
    twice: dict[str, None] = {}

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        block = dict(pairs)
        if len(block) < len(pairs):
            counted = Counter(key for key, _ in pairs)
            twice.update((key, None) for key, count in counted.items() if count > 1)
        return block

    try:
        value = json.loads(text, object_pairs_hook=keep)
    except json.JSONDecodeError as error:
        return None, [Problem(f"line {error.lineno}", f"{_explain(error)}.", _WRITE_JSON)]
    except (ValueError, RecursionError):
        return None, [Problem(_WHOLE, "a number or a nesting here is beyond reading.", "")]
    if not isinstance(value, dict):
        return None, [Problem(_WHOLE, "this is not one block in curly brackets.", "Write { … }.")]
    problems = [
        Problem(_WHOLE, f"a block has the key “{key[:40]}” twice.", "Write each once.")
        for key in twice
    ]
    return value, problems


def find_excess(value: object) -> list[Problem]:
    """What no file of ours holds: too deep, too many values, keys that are no text."""
    level, seen = [value], 0
    for _ in range(DEEPEST):
        below: list[object] = []
        for node in level:
            if isinstance(node, dict):
                if not all(_can_be_key(key) for key in node):
                    return [Problem(_WHOLE, "a key here cannot be one.", "Is it the right file?")]
                below += node.values()
            elif isinstance(node, list):
                below += node
        seen += len(below)
        if seen > MOST_VALUES:
            what = f"there are more than {MOST_VALUES:,} values here."
            return [Problem(_WHOLE, what, "Is it the right file?")]
        if not below:
            return []
        level = below
    what = f"more than {DEEPEST} blocks or lists stand inside each other."
    return [Problem(_WHOLE, what, "Is it the right file?")]


def _can_be_key(key: str) -> bool:
    """No endless key, and no lone surrogate: JSON can spell one, UTF-8 cannot."""
    return len(key) <= LONGEST_KEY and not _SURROGATE.search(key)


def _explain(error: json.JSONDecodeError) -> str:
    known = {
        "Expecting value": "a value is missing or cannot be read",
        "Extra data": "something follows after the end",
        "Invalid control character at": "a text holds a raw control character or line break",
    }
    said = error.msg.strip()
    return f"{known.get(said, said[:1].lower() + said[1:])} (column {error.colno})"
