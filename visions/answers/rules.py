"""What answers must hold, whatever they were read from: a JSON file, a workbook, a web page."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from visions.answers import (
    MOST_ACTIONS,
    MOST_EXTRA,
    MOST_INDICATORS,
    MOST_REMARKS,
    Action,
    Answers,
    find_cycle,
    list_lanes,
)
from visions.answers.fields import (
    ACTION_ID,
    EXTRA_KEY,
    MILESTONE_KEY,
    Place,
    join_place,
    list_filled,
    name_entry,
)
from visions.errors import Problem

LONGEST_TEXT = 2_000
MOST_EUR = 1_000_000_000_000
YEARS = range(1900, 2201)

_REF = re.compile(r"[A-D][1-3]")
# Controls other than newline and tab, lone surrogates, and what XML cannot hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ONE_LINE = {"headline", "title"}
_BREAKS = "\n\u2028\u2029"


def check_answers(answers: Answers, cities: int) -> list[Problem]:
    """Everything in `answers` that a tandem of so many cities cannot have, each with its place.

    An empty list means that they can be stored and set on paper as they are.
    """
    return [
        *_check_texts(answers),
        *_check_lengths(answers, cities),
        *_check_refs(answers),
        *_check_days(answers),
        *_check_extra(answers),
        *_check_milestones(answers),
        *_check_actions(answers.roadmap.actions, cities),
    ]


def _problem(place: Place, what: str, instead: str) -> Problem:
    return Problem(join_place(place), what, instead)


def _check_texts(answers: Answers) -> Iterator[Problem]:
    for place, value in list_filled(answers):
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                yield from _check_text(place, text)


def _check_text(place: Place, text: str) -> Iterator[Problem]:
    if len(text) > LONGEST_TEXT:
        yield _problem(
            place,
            f"this is {len(text):,} characters long.",
            f"Write at most {LONGEST_TEXT:,}.",
        )
    if found := _UNPRINTABLE.search(text):
        yield _problem(
            place,
            f"character {found.start() + 1:,} (U+{ord(found[0]):04X}) cannot be printed.",
            "Take it out: it is a control character, or no character at all.",
        )
    if place[-1] in _ONE_LINE and any(mark in text for mark in _BREAKS):
        yield _problem(place, "this must be one line.", "Take the line break out.")


def _check_lengths(answers: Answers, cities: int) -> Iterator[Problem]:
    sheet, roadmap = answers.worksheet, answers.roadmap
    by_city = f"Write at most {cities}, one a city."
    lists: list[tuple[Place, Sequence[object], int, str]] = [
        (("worksheet", name), getattr(sheet, name), MOST_REMARKS, f"Write at most {MOST_REMARKS}.")
        for name in ("keep", "adapt", "leave_out")
    ]
    lists += [
        (("worksheet", "cities"), sheet.cities, cities, by_city),
        (
            ("worksheet", "indicators"),
            sheet.indicators,
            MOST_INDICATORS,
            f"Write at most {MOST_INDICATORS}.",
        ),
        (("worksheet", "first_step", "owners"), sheet.first_step.owners, cities, by_city),
        (("worksheet", "extra"), sheet.extra, MOST_EXTRA, f"Write at most {MOST_EXTRA}."),
        (("roadmap", "actions"), roadmap.actions, MOST_ACTIONS, f"Write at most {MOST_ACTIONS}."),
    ]
    lists += [
        ((*place, "owners"), action.owners, cities, by_city)
        for place, action in _place_actions(roadmap.actions)
    ]
    for place, entries, most, advice in lists:
        if len(entries) > most:
            yield _problem(place, f"there are {len(entries):,} entries.", advice)
    for index, city in enumerate(sheet.cities):
        yield from _check_once(("worksheet", "cities", f"no. {index + 1}", "needs"), city.needs)


def _check_once(place: Place, entries: Iterable[str]) -> Iterator[Problem]:
    for entry, count in Counter(entries).items():
        if count > 1:
            yield _problem(place, f"“{entry}” stands here {count} times.", "Name each once.")


def _check_refs(answers: Answers) -> Iterator[Problem]:
    for place, value in list_filled(answers):
        is_ref = place[-1] in ("ref", "picture_ref") and isinstance(value, str)
        if is_ref and not _REF.fullmatch(str(value)):
            yield _problem(
                place,
                f"{_quote(str(value))} is no square of the picture.",
                "Write A1 to D3, or leave it blank.",
            )


def _check_days(answers: Answers) -> Iterator[Problem]:
    for place, value in list_filled(answers):
        if isinstance(value, date) and value.year not in YEARS:
            yield _problem(
                place, f"the year {value.year} cannot be meant.", "Write one from 1900 to 2200."
            )


def _check_extra(answers: Answers) -> Iterator[Problem]:
    keys = Counter(one.key for one in answers.worksheet.extra)
    for index, one in enumerate(answers.worksheet.extra):
        place = ("worksheet", "extra", name_entry(one, index), "key")
        if not EXTRA_KEY.fullmatch(one.key):
            yield _problem(
                place,
                f"{_quote(one.key)} is no key of a field.",
                "Write it as theme.toml does: small letters a–z, digits and _, at most 30.",
            )
        elif keys.pop(one.key, 0) > 1:
            yield _problem(place, "this field stands here twice.", "Name each once.")


def _check_milestones(answers: Answers) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, milestone in enumerate(answers.roadmap.milestones):
        place = ("roadmap", "milestones", name_entry(milestone, index), "key")
        if not MILESTONE_KEY.fullmatch(milestone.key):
            yield _problem(place, f"{_quote(milestone.key)} is no milestone.", "Write M0 to M6.")
        elif milestone.key in seen:
            yield _problem(place, "this milestone stands here twice.", "Name each once.")
        seen.add(milestone.key)


def _check_actions(actions: Sequence[Action], cities: int) -> Iterator[Problem]:
    lanes, ids = list_lanes(cities), Counter(action.id for action in actions)
    told: set[str] = set()
    for place, action in _place_actions(actions):
        if not ACTION_ID.fullmatch(action.id):
            yield _problem(
                (*place, "id"), f"{_quote(action.id)} is no action's id.", "Write A01 to A999."
            )
        elif ids[action.id] > 1 and action.id not in told:
            told.add(action.id)
            yield _problem(
                (*place, "id"),
                f"{ids[action.id]} actions have this id.",
                "Give each its own.",
            )
        if action.lane not in lanes:
            yield _problem(
                (*place, "lane"),
                f"there is no lane {_quote(action.lane)} for {cities} "
                f"{'city' if cities == 1 else 'cities'}.",
                f"Write one of {', '.join(lanes)}.",
            )
        if action.start and action.due and action.due.last < action.start.first:
            yield _problem(
                (*place, "due"),
                f"{action.due} is before the start, {action.start}.",
                "Write a later day, or an earlier start.",
            )
        if action.cost_eur is not None and not 0 <= action.cost_eur <= MOST_EUR:
            yield _problem(
                (*place, "cost_eur"),
                "this cannot be a cost.",
                f"Write 0 to {MOST_EUR:,} euros, or leave it blank (null) where it is not known.",
            )
        yield from _check_once((*place, "needs"), action.needs)
        yield from _check_dependencies((*place, "depends_on"), action, ids)
    yield from _check_cycles(actions)


def _check_dependencies(place: Place, action: Action, ids: Counter[str]) -> Iterator[Problem]:
    yield from _check_once(place, action.depends_on)
    for other in dict.fromkeys(action.depends_on):
        if other == action.id:
            yield _problem(place, "this action depends on itself.", f"Take {_quote(other)} out.")
        elif other not in ids:
            yield _problem(
                place, f"there is no action {_quote(other)}.", "Name the id of another action."
            )


def _check_cycles(actions: Sequence[Action]) -> Iterator[Problem]:
    """One problem a circle; an action that depends on itself is told elsewhere."""
    open_actions = {
        action.id: dataclasses.replace(
            action, depends_on=tuple(other for other in action.depends_on if other != action.id)
        )
        for action in actions
        if ACTION_ID.fullmatch(action.id)
    }
    while cycle := find_cycle(open_actions.values()):
        yield _problem(
            ("roadmap", "actions", cycle[0], "depends_on"),
            f"actions wait for each other: {' → '.join((*cycle, cycle[0]))}.",
            "Take one of these out.",
        )
        for key in cycle:
            open_actions[key] = dataclasses.replace(open_actions[key], depends_on=())


def _place_actions(actions: Sequence[Action]) -> Iterator[tuple[Place, Action]]:
    for index, action in enumerate(actions):
        yield ("roadmap", "actions", name_entry(action, index)), action


def _quote(text: str) -> str:
    return f"“{text}”" if len(text) <= 40 else f"“{text[:39]}…”"
