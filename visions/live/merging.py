"""Changes that several phones make to the same answers, brought together field by field.

A phone says of each field what it was and what it is now. Where nobody else changed that field
meanwhile, it becomes what it is now. Where somebody did, nothing is overwritten: the phone is
told what the other wrote, and its own text stays with it until its person decides.

Actions come and go as a whole. Their ids are taken by whoever is first: a phone that wanted the
same one is told, and gives its action another.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from visions.answers import (
    Action,
    Answers,
    CityAnswers,
    ExtraAnswer,
    Indicator,
    MilestoneAnswer,
    Remark,
    RoadmapAnswers,
    WorksheetAnswers,
)
from visions.answers.fields import ACTION_ID, EXTRA_KEY, MILESTONE_KEY
from visions.answers.file import dump_answers, read_answers
from visions.answers.json_text import find_excess

Path = tuple[str | int, ...]
MOST_CHANGES = 400
_MOST_ENTRIES = 20

_FULL = Answers(
    WorksheetAnswers(
        keep=(Remark(),),
        adapt=(Remark(),),
        leave_out=(Remark(),),
        cities=(CityAnswers(),),
        indicators=(Indicator(),),
        extra=(ExtraAnswer("x"),),
    ),
    RoadmapAnswers((MilestoneAnswer("M2"),), (Action("A01"),)),
)
_SHAPE = {part: dump_answers(_FULL)[part] for part in ("worksheet", "roadmap")}
_ACTION = _SHAPE["roadmap"]["actions"][0]
_ACTIONS: Path = ("roadmap", "actions")
_ACTION_PARTS = [(name, one) for name, one in _ACTION.items() if isinstance(one, dict | list)]
_NAMES = {
    "actions": ("id", ACTION_ID),
    "milestones": ("key", MILESTONE_KEY),
    "extra": ("key", EXTRA_KEY),
}
"""Lists whose entries are found by a name of their own; the others go by their place."""
_SETS = ("needs", "depends_on")
"""Lists that are one field."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field, such as ("worksheet", "cities", 0, "have") or ("roadmap", "actions", "A01",
    "title"), with its JSON value before and after. An action begins with `was` None and the whole
    action as `now`, at ("roadmap", "actions", "A01"), and goes the other way round."""

    path: Path
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """The answers with every change that met no other one, and those that did with the value
    that stands there: None for an action that is gone."""

    answers: Answers
    conflicts: tuple[tuple[Change, Any], ...]


class BadChange(ValueError):
    """A change of a field that answers do not have, or to what is no value at all."""


def merge_changes(answers: Answers, changes: Sequence[Change], cities: int) -> Merge:
    """Apply `changes` to `answers` of a tandem with so many cities.

    Nobody waits for an action that goes: its id goes from the others' `depends_on`, too. Raises
    BadChange, and BrokenAnswers with every problem where the result is not allowed.
    """
    if len(changes) > MOST_CHANGES:
        raise BadChange("too many changes at once")
    note = dump_answers(answers)
    note["worksheet"].setdefault("extra", [])
    before = _list_ids(note)
    conflicts = []
    for change in changes:
        _check_value(change.was)
        _check_value(change.now)
        is_action = change.path[:2] == _ACTIONS and len(change.path) == 3
        stands = _change_action(note, change) if is_action else _change_field(note, change)
        if stands is not _DONE:
            conflicts.append((change, copy.deepcopy(stands)))
    _forget(note, before - _list_ids(note))
    return Merge(read_answers(note, cities, file="The change"), tuple(conflicts))


_DONE = object()


def _change_field(note: dict[str, Any], change: Change) -> Any:
    """Set a field that is as it was and return `_DONE`, or return what stands there."""
    blank = _find_blank(change.path)
    stands = _find(note, change.path, blank)
    now = blank if _is_blank(change.now) and _is_blank(blank) else change.now
    if stands is _DONE:
        return None
    if _is_same(stands, now):
        return _DONE
    if not _is_same(stands, change.was):
        return stands
    _put(note, change.path, copy.deepcopy(now))
    return _DONE


def _change_action(note: dict[str, Any], change: Change) -> Any:
    """Let an action come or go and return `_DONE`, or return what stands there."""
    key = change.path[2]
    _check_step("actions", key)
    was, now = _complete(change.was, key), _complete(change.now, key)
    actions = note["roadmap"]["actions"]
    place = _find_place(actions, "actions", key)
    stands = None if place is None else actions[place]
    if stands == now:
        return _DONE
    if stands != was:
        return stands
    if place is None:
        actions.append(now)
    elif now is None:
        del actions[place]
    else:
        actions[place] = now
    return _DONE


def _complete(action: Any, key: str | int) -> dict[str, Any] | None:
    """An action of that id with all its fields. Raises BadChange where it is none."""
    if action is None:
        return None
    if not isinstance(action, dict) or action.get("id") != key:
        raise BadChange("no such action")
    whole = {**copy.deepcopy(_ACTION), **copy.deepcopy(action)}
    if any(type(whole[name]) is not type(blank) for name, blank in _ACTION_PARTS):
        raise BadChange("no such action")
    whole["indicator"] = {**_ACTION["indicator"], **whole["indicator"]}
    return whole


def _find_blank(path: Path) -> Any:
    """What the field at `path` is before anybody writes there. Raises BadChange where answers
    have no such field."""
    shape: Any = _SHAPE
    name = ""
    for step in path:
        if isinstance(shape, dict) and isinstance(step, str) and step in shape:
            shape, name = shape[step], step
        elif isinstance(shape, list) and name not in _SETS:
            _check_step(name, step)
            shape = shape[0] if shape else ""
        else:
            raise BadChange("no such field")
    is_list = isinstance(shape, list) and name not in _SETS
    if isinstance(shape, dict) or is_list or name in ("id", "key"):
        raise BadChange("no such field")
    return copy.deepcopy(shape)


def _check_step(name: str, step: str | int) -> None:
    """Raise BadChange where `step` cannot lead into the list of that name."""
    if name in _NAMES:
        if not isinstance(step, str) or not _NAMES[name][1].fullmatch(step):
            raise BadChange("an entry is found by its name there")
    elif not isinstance(step, int) or isinstance(step, bool) or not 0 <= step < _MOST_ENTRIES:
        raise BadChange("no such place")


def _find(note: dict[str, Any], path: Path, blank: Any) -> Any:
    """The value at `path`, `blank` where a list has no such entry; `_DONE` for a lost action."""
    node: Any = note
    name = ""
    for step in path:
        if isinstance(node, dict):
            node, name = node[str(step)], str(step)
            continue
        place = _find_place(node, name, step)
        if place is None:
            return _DONE if name == "actions" else blank
        node = node[place]
    return node


def _put(note: dict[str, Any], path: Path, value: Any) -> None:
    """Set the value at `path`; lists grow as far as it needs, and end with what is not blank."""
    node: Any = note
    shape: Any = _SHAPE
    lists: list[tuple[list[Any], Any]] = []
    name = ""
    for step, is_last in zip(path, [*[False] * (len(path) - 1), True], strict=True):
        at: Any = step
        if isinstance(node, list):
            blank = shape[0] if shape else ""
            lists.append((node, blank))
            at = _make_room(node, name, step, blank)
            shape = blank
        else:
            shape, name = shape[step], str(step)
        if is_last:
            node[at] = value
        else:
            node = node[at]
    for entries, blank in reversed(lists):
        _trim(entries, blank)


def _make_room(entries: list[Any], name: str, step: str | int, blank: Any) -> int:
    """The place of that entry, which is there then."""
    place = _find_place(entries, name, step)
    if place is not None:
        return place
    if name in _NAMES:
        entries.append({**copy.deepcopy(blank), _NAMES[name][0]: step})
        return len(entries) - 1
    while len(entries) <= int(step):
        entries.append(copy.deepcopy(blank))
    return int(step)


def _trim(entries: list[Any], blank: Any) -> None:
    """Take off blank entries: of a named list any but an action, else those at the end."""
    key = next((key for key in ("key", "id") if isinstance(blank, dict) and key in blank), None)
    if key == "key":
        entries[:] = [one for one in entries if one != {**blank, key: one[key]}]
    while key is None and entries and entries[-1] == blank:
        entries.pop()


def _find_place(entries: list[Any], name: str, step: str | int) -> int | None:
    """Where in a list an entry is; None where it has none such (yet)."""
    if name in _NAMES:
        key = _NAMES[name][0]
        return next((n for n, entry in enumerate(entries) if entry[key] == step), None)
    return int(step) if int(step) < len(entries) else None


def _list_ids(note: dict[str, Any]) -> set[str]:
    return {action["id"] for action in note["roadmap"]["actions"]}


def _forget(note: dict[str, Any], gone: set[str]) -> None:
    """Nobody waits for actions that are gone."""
    for action in note["roadmap"]["actions"]:
        needed = action["depends_on"]
        if gone and isinstance(needed, list):
            action["depends_on"] = [one for one in needed if one not in gone]


def _check_value(value: Any) -> None:
    """Raise BadChange where no answer of ours could say this value back."""
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, TypeError, RecursionError):
        raise BadChange("no such value") from None
    if find_excess(value):
        raise BadChange("no such value")


def _is_same(one: Any, other: Any) -> bool:
    is_typed = isinstance(one, bool) is isinstance(other, bool)
    return (is_typed and one == other) or (_is_blank(one) and _is_blank(other))


def _is_blank(value: Any) -> bool:
    return value is None or value is False or value == "" or value == []
