"""What the hidden sheet of a workbook says: for which record it is, and what its words mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from visions.answers import list_lanes
from visions.answers.labels import LANE_LABELS, STATUS_LABELS, TYPE_LABELS
from visions.errors import Problem
from visions.exchange.xlsx_cells import Misfit, Raw, read_word
from visions.exchange.xlsx_package import Table
from visions.exchange.xlsx_write import FORMAT, INFO_PREFIX, LISTS
from visions.i18n import find_languages, speak


@dataclass(frozen=True, slots=True)
class Form:
    """`words` has, for each column with a list, what a casefolded word stands for; `shown` the
    words that a person would choose from."""

    words: dict[str, dict[str, str]]
    shown: dict[str, list[str]]
    record: str = ""
    revision: int | None = None
    problems: tuple[Problem, ...] = ()


def read_form(tables: Sequence[Table], cities: int) -> Form:
    """The form of a workbook for a tandem of so many cities.

    The keys and the words of every language are known without a hidden sheet; the cities' names
    are known only from there.
    """
    words = _know_words(cities)
    shown = {name: list(keys) for name, keys in _list_keys(cities).items()}
    if not tables:
        return Form(words, shown)
    facts, lists = _read_info(tables[0])
    for name, entries in lists.items():
        if name in words:
            known = {key: word for key, word in entries if key in words[name]}
            words[name].update({word.casefold(): key for key, word in known.items()})
            shown[name] = list(known.values())
    problems = []
    if (form := facts.get("format", "")) not in ("", str(FORMAT)):
        what = f"this workbook has format {form}; this version of visions reads {FORMAT}."
        problems.append(Problem("The whole file", what, "Install a newer visions."))
    if (count := facts.get("cities", "")) not in ("", str(cities)):
        what = f"this workbook is for a tandem of {count}, not of {cities}."
        problems.append(Problem("The whole file", what, "Is it the right file?"))
    revision = facts.get("revision", "")
    return Form(
        words,
        shown,
        facts.get("record", ""),
        int(revision) if revision.isdecimal() and len(revision) < 10 else None,
        tuple(problems),
    )


def _list_keys(cities: int) -> dict[str, tuple[str, ...]]:
    return {
        "lane": list_lanes(cities),
        "type": tuple(key.value for key in TYPE_LABELS),
        "status": tuple(key.value for key in STATUS_LABELS),
    }


def _know_words(cities: int) -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {}
    labels: Mapping[str, Mapping[Any, str]] = {
        "lane": LANE_LABELS,
        "type": TYPE_LABELS,
        "status": STATUS_LABELS,
    }
    for name, keys in _list_keys(cities).items():
        words[name] = {
            speak(code).text(label).casefold(): key.value
            for code in find_languages()
            for key, label in labels[name].items()
        }
        words[name].update({key: key for key in keys})
    return words


def _read_info(table: Table) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Facts by name, and each list's keys with their words."""
    places = {name.removeprefix(INFO_PREFIX): place for place, name in table.ids.items()}
    facts = dict(_pair(table, places, "fact", "value"))
    lists = {name: list(_pair(table, places, name, f"{name}.word")) for name in LISTS}
    return facts, lists


def _pair(
    table: Table, places: Mapping[str, int], first: str, second: str
) -> Iterator[tuple[str, str]]:
    if first in places and second in places:
        for row in table.rows.values():
            if key := _peek(row.get(places[first])):
                yield key, _peek(row.get(places[second]))


def _peek(raw: Raw | None) -> str:
    try:
        return read_word(raw) if raw else ""
    except Misfit:
        return ""
