"""All that people wrote in their answers, as plain texts: what a search looks into."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from enum import Enum

from visions.answers import Answers, When

_NAMES = {"key", "id", "lane", "ref", "picture_ref", "depends_on"}
"""Fields that name something, and hold no words of anybody's own."""


def list_texts(answers: Answers) -> tuple[str, ...]:
    """Every text that was filled in, in the order of worksheet and roadmap; blanks are left out."""
    return tuple(text for text in _walk(answers) if text.strip())


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _walk(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, When):
        for field in dataclasses.fields(value):
            if field.name not in _NAMES:
                yield from _walk(getattr(value, field.name))
