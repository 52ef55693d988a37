"""A prompt put together from pieces: purpose, place, people, something digital that can be seen.

The pieces of a group are written so that any choice of them makes a proper text (see chips.toml).
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from visions.i18n import mark, speak

HEADINGS = {
    "purpose": mark("What for"),
    "place": mark("Where"),
    "time": mark("When"),
    "people": mark("Who, and what they do"),
    "digital": mark("Something digital that can be seen"),
    "qualities": mark("Three to five qualities"),
    "style": mark("Drawn how"),
    "view": mark("Seen from where"),
    "constraint": mark("What must hold"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One piece. `key` is its group and its own name: “place.market”."""

    key: str
    text: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces to choose at most `most` of; `heading` is a message of the catalogues."""

    key: str
    heading: str
    form: str
    most: int
    before: str
    chips: tuple[Chip, ...]


@cache
def list_groups(language: str) -> tuple[Group, ...]:
    """All groups in `language`, in the order of the prompt. Raises KeyError without them."""
    data = tomllib.loads((files(__package__) / "chips.toml").read_text("utf-8"))
    return tuple(_read_group(one, language) for one in data["groups"])


def compose(keys: Collection[str], language: str) -> str:
    """The prompt that these pieces make, in `language`; empty without any.

    Unknown pieces are passed over, and so are those beyond what their group takes.
    """
    chosen = {
        group.key: [chip.text for chip in group.chips if chip.key in keys][: group.most]
        for group in list_groups(language)
    }
    parts: dict[str, list[str]] = {"head": [], "sentence": [], "list": [], "look": [], "end": []}
    for group in list_groups(language):
        texts = chosen[group.key]
        match group.form:
            case "list" if texts:
                parts["list"].append(group.before + speak(language).listing(texts))
            case "sentence" if group.key == "constraint":
                parts["end"] += texts
            case form if form != "list":
                parts[form] += texts
    head = ", ".join(parts["head"])
    if chosen["purpose"]:
        head = head.replace(", ", ": ", 1)
    phrases = [head, *parts["sentence"], *parts["list"], ", ".join(parts["look"]), *parts["end"]]
    return " ".join(_close(phrase) for phrase in phrases if phrase)


def _close(phrase: str) -> str:
    """A phrase as a sentence of its own."""
    return phrase[0].upper() + phrase[1:] + ("" if phrase.endswith(".") else ".")


def _read_group(data: dict[str, object], language: str) -> Group:
    key, chips, most, before = data["key"], data["chips"], data["most"], data.get("before", {})
    assert isinstance(key, str)
    assert isinstance(chips, list)
    assert isinstance(most, int)
    assert isinstance(before, dict)
    return Group(
        key,
        HEADINGS[key],
        str(data["form"]),
        most,
        before.get(language, ""),
        tuple(
            Chip(f"{key}.{one['key']}", one[language], one.get("is_default", False))
            for one in chips
        ),
    )
