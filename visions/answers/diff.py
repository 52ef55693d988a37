"""What is different between two revisions of the answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from visions.answers import Action, Answers, ExtraAnswer, MilestoneAnswer
from visions.answers.fields import (
    Place,
    has_entries,
    is_part,
    join_place,
    name_entry,
    write_value,
)

Named = Action | MilestoneAnswer


class Kind(StrEnum):
    """ADDED and REMOVED are of whole actions and milestones, MOVED of their order."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `old` and `new` are spelled as in the JSON form, “” being blank.

    Of an entry that was added or removed they hold its title, of an order all its ids.
    """

    kind: Kind
    place: Place
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        """“roadmap › actions › A03 › due: 2024-03 → 2024-06”."""
        where = join_place(self.place)
        if self.kind in (Kind.ADDED, Kind.REMOVED):
            title = self.new or self.old
            return f"{where}: {self.kind}" + f", “{title}”" * bool(title)
        moved = ", order" if self.kind is Kind.MOVED else ""
        return f"{where}{moved}: {self.old or '–'} → {self.new or '–'}"


def compare_answers(old: Answers, new: Answers) -> list[Change]:
    """Every difference, in the order of the sheets: entries of lists by their place, actions and
    milestones by their ids. Of one that was added, its filled fields follow it."""
    before, after = old.roadmap, new.roadmap
    return [
        *_compare_fields(old.worksheet, new.worksheet, ("worksheet",)),
        *_compare_named(before.milestones, after.milestones, ("roadmap", "milestones")),
        *_compare_named(before.actions, after.actions, ("roadmap", "actions")),
    ]


def _compare_fields(old: Any, new: Any, place: Place) -> Iterator[Change]:
    for field in dataclasses.fields(new):
        inside = (*place, field.name)
        yield from _compare(getattr(old, field.name), getattr(new, field.name), inside)


def _compare(old: Any, new: Any, place: Place) -> Iterator[Change]:
    if is_part(new):
        yield from _compare_fields(old, new, place)
    elif place == ("worksheet", "extra"):
        yield from _compare_extra(old, new, place)
    elif has_entries(place[-1], old) or has_entries(place[-1], new):
        for index, (was, now) in enumerate(zip_longest(old, new)):
            blank = type(was or now)()
            inside = (*place, name_entry(blank, index))
            yield from _compare(blank if was is None else was, now or blank, inside)
    elif write_value(old) != write_value(new):
        yield Change(Kind.CHANGED, place, write_value(old), write_value(new))


def _compare_extra(
    old: Sequence[ExtraAnswer], new: Sequence[ExtraAnswer], place: Place
) -> Iterator[Change]:
    """By their keys, wherever they stand."""
    before, after = ({one.key: one.text for one in each} for each in (old, new))
    for key in {**before, **after}:
        was, now = before.get(key, ""), after.get(key, "")
        if was != now:
            yield Change(Kind.CHANGED, (*place, key), was, now)


def _compare_named(old: Sequence[Named], new: Sequence[Named], place: Place) -> Iterator[Change]:
    before = {name_entry(one, index): one for index, one in enumerate(old)}
    after = {name_entry(one, index): one for index, one in enumerate(new)}
    for name, one in after.items():
        if name in before:
            yield from _compare_fields(before[name], one, (*place, name))
        else:
            yield Change(Kind.ADDED, (*place, name), new=one.title)
            yield from _compare_fields(type(one)(name, title=one.title), one, (*place, name))
    for name, one in before.items():
        if name not in after:
            yield Change(Kind.REMOVED, (*place, name), old=one.title)
    was = " ".join(name for name in before if name in after)
    now = " ".join(name for name in after if name in before)
    if was != now:
        yield Change(Kind.MOVED, place, was, now)
