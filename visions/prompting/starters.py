"""Prompts to begin with, in every language of the catalogues."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Starter:
    """One prompt to begin with: what it is about, and its words."""

    key: str
    theme: str
    text: str


@cache
def list_starters(language: str) -> tuple[Starter, ...]:
    """All starters in `language`, the source article's own first. Raises KeyError without them."""
    data = tomllib.loads((files(__package__) / "starters.toml").read_text("utf-8"))
    return tuple(
        Starter(one["key"], one["theme"][language], one["text"][language])
        for one in data["starters"]
    )


def find_starter(key: str, language: str) -> Starter | None:
    """The starter with this key."""
    return next((one for one in list_starters(language) if one.key == key), None)
