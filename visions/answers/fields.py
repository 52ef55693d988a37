"""Every field of the answers with its place: for rules, comparisons and printing.

A place is read from the outside in: worksheet › keep › no. 1 › text, roadmap › actions › A03 ›
due. Its words are those of the JSON form.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from visions.answers import Action, ExtraAnswer, MilestoneAnswer, When

Place = tuple[str, ...]
Value = str | int | bool | date | When | tuple[str, ...] | None

ACTION_ID = re.compile(r"A(0[1-9]|[1-9][0-9]{1,2})")
MILESTONE_KEY = re.compile(r"M[0-6]")
EXTRA_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")


def list_filled(noun: Any, place: Place = ()) -> Iterator[tuple[Place, Value]]:
    """Every field of `noun` (the answers or a part of them) that is not left blank, in order.

    Sets such as needs are one field; entries of a list, and owners, are one each.
    """
    for field in dataclasses.fields(noun):
        yield from _list_in(getattr(noun, field.name), (*place, field.name))


def _list_in(value: Any, place: Place) -> Iterator[tuple[Place, Value]]:
    if is_part(value):
        yield from list_filled(value, place)
    elif has_entries(place[-1], value):
        for index, entry in enumerate(value):
            yield from _list_in(entry, (*place, name_entry(entry, index)))
    elif not is_blank(value):
        yield place, value


def is_part(value: object) -> bool:
    """Whether this is a noun with fields of its own; a day or span is one value."""
    return dataclasses.is_dataclass(value) and not isinstance(value, When)


def has_entries(name: str, value: object) -> bool:
    """Whether this is a list whose entries have places, and not a set such as needs."""
    return isinstance(value, tuple) and (name == "owners" or any(map(is_part, value)))


def is_blank(value: Value) -> bool:
    """Whether this is how the nouns say “left blank”; a cost of 0 is not."""
    return value is None or value is False or value == "" or value == ()


def name_entry(entry: object, index: int) -> str:
    """How a list's entry is named in a place: “A03”, “M2”, “budget_idea”, or else “no. 1”."""
    if isinstance(entry, Action) and ACTION_ID.fullmatch(entry.id):
        return entry.id
    if isinstance(entry, MilestoneAnswer) and MILESTONE_KEY.fullmatch(entry.key):
        return entry.key
    if isinstance(entry, ExtraAnswer) and EXTRA_KEY.fullmatch(entry.key):
        return entry.key
    return f"no. {index + 1}"


def join_place(place: Place) -> str:
    return " › ".join(place) or "the whole file"


def write_value(value: Value) -> str:
    """A field as the JSON form spells it, sets with commas; blank for blank ones."""
    if is_blank(value):
        return ""
    if isinstance(value, tuple):
        return ", ".join(value)
    return "true" if value is True else str(value)
