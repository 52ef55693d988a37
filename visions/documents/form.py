"""What the script of a page needs so that people can fill in the sheet in their browser."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from visions.answers import FREE_MILESTONES, MOST_ACTIONS, Answers, Status, list_lanes
from visions.answers.file import FORMAT, dump_answers
from visions.answers.labels import (
    LANE_LABELS,
    NEED_LABELS,
    STATUS_LABELS,
    TYPE_LABELS,
)
from visions.answers.rules import LONGEST_TEXT, MOST_EUR
from visions.documents.plain_text import clean_text
from visions.i18n import Language, mark
from visions.model import Entry, Tandem, Workshop
from visions.roadmap import Lane
from visions.theme import PLAIN, Theme

K = TypeVar("K", bound=StrEnum)

_TEXTS = {
    "begin": mark("Fill in here"),
    "save": mark("Save file"),
    "open": mark("Open file"),
    "discard": mark("Discard"),
    "sheet": mark("Fill in this sheet"),
    "kept": mark("Kept in this browser as you type."),
    "unkept": mark(
        "This browser cannot keep what you type. Save the file before you close the page."
    ),
    "back": mark("Your draft is back as you left it."),
    "newer": mark("The answers on this page have changed since you began your draft."),
    "elsewhere": mark("This sheet was changed in another window."),
    "keep_mine": mark("Keep my draft"),
    "take_new": mark("Take the new answers"),
    "discard_all": mark("Discard your draft and show the sheet as it was?"),
    "replace_all": mark("Replace what stands here by the answers in {file}?"),
    "opened": mark("Opened: {file}"),
    "saved": mark("Saved: {file}"),
    "unread": mark("{file} holds no answers for this sheet. Nothing was changed."),
    "hand_over": mark("Give the saved file to the facilitator, who takes it in with:"),
    "too_long": mark("Write at most {most} characters; there are {n}."),
    "no_when": mark(
        "Write a day, month, quarter, half-year or year: 2024-03-15, 2024-03, 2024-Q1, "
        "2024-H1, 2024."
    ),
    "no_day": mark("Write year, month and day: 2024-03-15."),
    "no_euros": mark("Write whole euros in digits alone, without a sign or point."),
    "too_early": mark("This is before the start."),
    "no_action": mark("There is no other action {id}."),
    "check": mark("Places to look at again: {n}. The file keeps them as they are."),
    "alt": mark("What the picture shows, for people who cannot see it"),
    "add": mark("Add an action"),
    "remove": mark("Remove {id}"),
    "removed": mark("{id} is removed."),
    "undo": mark("Undo"),
    "more": mark("More about {id}"),
    "keep": mark("Keep: what attracts us"),
    "adapt": mark("Adapt: what must be different in our cities"),
    "leave_out": mark("Leave out: what we do not want"),
    "square": mark("Picture area"),
    "pick_square": mark("Pick on the picture"),
    "close": mark("Close"),
    "missing": mark("Who or what is missing?"),
    "have": mark("What we already have"),
    "obstacles": mark("What stands in the way"),
    "needs": mark("Needs"),
    "vision": mark("Our vision"),
    "indicator": mark("Indicator"),
    "baseline": mark("Baseline"),
    "today": mark("Today"),
    "target": mark("Target value"),
    "first_step": mark("First step"),
    "milestones": mark("Milestones"),
    "title": mark("Own title"),
    "day": mark("Date"),
    "proposed": mark("Proposed date"),
    "done": mark("Done"),
    "actions": mark("Actions"),
    "action": mark("Action"),
    "lane": mark("Workstream"),
    "type": mark("Type"),
    "status": mark("Status"),
    "start": mark("Start"),
    "due": mark("Due date"),
    "partners": mark("Partners to involve"),
    "notes": mark("Notes"),
    "funding_source": mark("Funding source"),
    "cost_eur": mark("Estimated cost (EUR)"),
    "risk": mark("Risk"),
    "countermeasure": mark("Countermeasure"),
    "depends_on": mark("Depends on"),
}
_ESCAPES = {ord(one): f"\\u{ord(one):04x}" for one in "<>&"}


@dataclass(frozen=True, slots=True)
class Form:
    """`data` is JSON for the page's script, safe inside an HTML script element as it stands.

    It holds the answers of one sheet in the JSON form of `visions.answers.file`, where they
    belong, and every text that the script shows.
    """

    data: str


def draft_form(
    kind: str,
    workshop: Workshop,
    tandem: Tandem,
    entry: Entry,
    say: Language,
    *,
    answers: Answers | None,
    revision: int,
    printed: Mapping[str, str] | None = None,
    milestones: Sequence[tuple[str, str, date | None]] = (),
    theme: Theme = PLAIN,
    identity: str = "",
) -> Form:
    """The form of a “worksheet” or a “roadmap”, filled in with `answers` if there are.

    `printed` are texts of this very sheet: `headline` (its label), `starter` of the vision and
    the day proposed as `due`. `milestones` are the skeleton's: key, label and proposed day.
    `theme` is the workshop's design, whose words, lines and fields the form follows.
    """
    cities = tuple(clean_text(city.name) for city in tandem.cities)
    file = f"{entry.id.tandem}-{entry.id.digits}-{kind}.json"
    lanes = {
        key: cities[int(key[5:]) - 1] if key.startswith("city-") else say.text(_LANES[key])
        for key in list_lanes(len(cities))
    }
    data = {
        "format": FORMAT,
        "kind": kind,
        "record": str(entry.id),
        "revision": revision,
        # What tells this sheet from one of the same number in another workshop.
        "workshop": workshop.title,
        "identity": identity,
        "file": file,
        "command": f"visions fill {entry.id.tandem} {entry.id.number} {file}",
        "cities": cities,
        "responsible": [say.text("Responsible in {city}", city=city) for city in cities],
        "printed": printed or {},
        "needs": _name_all(NEED_LABELS, say),
        "types": _name_all(TYPE_LABELS, say),
        "statuses": _name_all(STATUS_LABELS, say),
        "status": Status.PLANNED,
        "lanes": list(lanes.items()),
        "milestones": [
            {"key": key, "label": label, "day": day.isoformat() if day else "", "free": free}
            for key, label, day in milestones
            for free in (key in FREE_MILESTONES,)
        ],
        "most": {"characters": LONGEST_TEXT, "actions": MOST_ACTIONS, "euros": MOST_EUR},
        "texts": {key: say.text(text) for key, text in _TEXTS.items()}
        | _find_words(kind, theme, say),
        "answers": dump_answers(answers or Answers())[kind],
    }
    if kind == "worksheet" and theme != PLAIN:
        data["lines"] = {"keep": theme.lines.keep}
        data["removed"] = theme.removed
        data["extra"] = [
            {"key": one.key, "label": clean_text(one.label(say.code)), "lines": one.lines}
            for one in theme.fields
        ]
    return _pack(data)


def join_forms(first: Form, second: Form) -> Form:
    """The form of a sheet in two languages: its texts are “first / second” where they differ."""
    return _pack(_join(json.loads(first.data), json.loads(second.data)))


def _join(first: Any, second: Any) -> Any:
    if isinstance(first, dict):
        return {key: _join(one, second[key]) for key, one in first.items()}
    if isinstance(first, list):
        return [_join(*pair) for pair in zip(first, second, strict=True)]
    return first if first == second else f"{first} / {second}"


def _pack(data: object) -> Form:
    # ASCII alone, so that no line separator or half character of an answer stands in the page.
    return Form(json.dumps(data, ensure_ascii=True, separators=(",", ":")).translate(_ESCAPES))


_LANES = {str(lane): label for lane, label in LANE_LABELS.items() if lane is not Lane.CITY}


_WORDS = {
    "keep": "keep",
    "adapt": "adapt",
    "leave_out": "leave_out",
    "missing": "missing",
    "have": "have",
    "obstacles": "obstacles",
    "needs_label": "needs",
    "vision_label": "vision",
    "due_label": "due",
}
_WORDS_OF = {
    "worksheet": {
        "baseline": "today",
        "target": "target",
        "first_step": "first_step",
        "action": "action",
    },
    "roadmap": {
        "lane_label": "lane",
        "action_label": "action",
        "sign_label": "indicator",
        "risk_label": "risk",
    },
}
"""Names of labels in the views → names of the script's texts that say the same."""


def _find_words(kind: str, theme: Theme, say: Language) -> dict[str, str]:
    words, names = theme.words(say.code), {**_WORDS, **_WORDS_OF[kind]}
    return {names[key]: clean_text(said) for key, said in words.items() if key in names}


def _name_all(labels: Mapping[K, str], say: Language) -> list[tuple[str, str]]:
    return [(key.value, say.text(label)) for key, label in labels.items()]
