"""Answers as JSON: the form in which they are archived, and the one that others may write.

    { "format": 1,
      "record": "arezzo-hamm/0001",          optional: where they belong
      "worksheet": {
        "keep": [{ "text": "…", "ref": "B2" }], "adapt": […], "leave_out": […],
        "missing": "…",
        "cities": [{ "have": "…", "obstacles": "…", "needs": ["funding"] }],
        "headline": "…", "vision": "…",
        "indicators": [{ "name": "…", "baseline": "…", "target": "…" }],
        "first_step": { "what": "…", "owners": ["…", "…"], "due": "2023-11-06" },
        "alt_text": "…",
        "extra": [{ "key": "budget_idea", "text": "…" }] },
      "roadmap": {
        "milestones": [{ "key": "M2", "title": "…", "day": "2024-03-15", "done": false }],
        "actions": [{ "id": "A01", "title": "…", "lane": "joint", "type": "task",
          "start": "2024-Q1", "due": "2024-06", "owners": ["…", "…"], "partners": "…",
          "needs": [], "needs_note": "…", "funding_source": "…", "cost_eur": 1200,
          "indicator": { "name": "…", "baseline": "…", "target": "…" },
          "risk": "…", "countermeasure": "…", "depends_on": ["A02"], "picture_ref": "C1",
          "status": "planned", "notes": "…" }] } }

The keys are those of the nouns. Any may be left out (it is blank then), except `format`, an
action's `id` and the `key` of a milestone or an extra field; a file may hold the worksheet or the
roadmap alone. `dump_answers` leaves out none but an empty `extra`. Blank is "", [] or, for days and
costs, null. A revision of the archive also says `saved_at` and `source`.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from visions.answers import Answers, When
from visions.answers.json_text import find_excess, parse_object
from visions.answers.rules import check_answers
from visions.answers.schema import JSON, AnswersFile
from visions.errors import BrokenAnswers, Problem
from visions.workshop_problems import list_problems, shorten_value

FORMAT = 1
LARGEST_FILE = 32 * 1024 * 1024
"""Bytes; the longest answers that the rules allow are smaller."""
MOST_TOLD = 100
"""Problems that one report lists."""
BLANK = Answers()


def load_answers(
    data: bytes,
    cities: int,
    *,
    record: str | None = None,
    file: str = "The file",
    kept: Answers = BLANK,
) -> Answers:
    """The answers in the bytes of a JSON file, for a tandem of so many cities.

    `record` is where they are to be filled in: a file that names another one is refused. Where
    the file has no worksheet or no roadmap at all, that part stays as in `kept`.
    `file` is what messages call it. Raises BrokenAnswers with every problem it has. UTF-8's
    byte-order mark is passed over, as in prompts, and CR LF in a text becomes a newline.
    """
    note, problems = parse_object(data, LARGEST_FILE)
    answers = None
    if note is not None:
        answers, more = _read_note(note, cities, record, kept)
        problems += more
    return _accept(answers, problems, file)


def read_answers(
    note: Mapping[str, Any], cities: int, *, record: str | None = None, file: str = "The file"
) -> Answers:
    """The same for JSON that is parsed already."""
    return _accept(*_read_note(note, cities, record), file)


def dump_answers(answers: Answers) -> dict[str, Any]:
    """The answers in plain JSON types, with `format` and every field (but an empty `extra`, which
    only some designs have); `load_answers` reads it."""
    dumped: dict[str, Any] = {"format": FORMAT, **_dump(answers)}
    if not answers.worksheet.extra:
        del dumped["worksheet"]["extra"]
    return dumped


def report_answers(problems: Sequence[Problem], file: str) -> BrokenAnswers:
    """One error that reports all `problems` of `file`, or the first hundred."""
    count = str(len(problems)) if len(problems) < MOST_TOLD else f"{MOST_TOLD} or more"
    return BrokenAnswers(problems[:MOST_TOLD], file=file, count=count)


def _accept(answers: Answers | None, problems: Sequence[Problem], file: str) -> Answers:
    if answers is None or problems:
        raise report_answers(problems, file)
    return answers


def _read_note(
    note: Mapping[str, Any], cities: int, record: str | None, kept: Answers = BLANK
) -> tuple[Answers | None, list[Problem]]:
    """The answers in a note, None where they cannot be told, and everything wrong with it."""
    written = note.get("format")
    if isinstance(written, int) and not isinstance(written, bool) and written != FORMAT:
        found = shorten_value(str(written))
        what = f"these answers have format {found}; this version of visions reads {FORMAT}."
        advice = "Write them anew in that form." if written < FORMAT else "Install a newer visions."
        return None, [Problem("format", what, advice)]
    if problems := find_excess(note):
        return None, problems
    try:
        read: AnswersFile | None = AnswersFile.model_validate(note)
    except ValidationError as error:
        problems = list_problems(error, note, AnswersFile, JSON, most=MOST_TOLD)
        read = _read_rest(note, [details["loc"] for details in error.errors(include_url=False)])
    if read is None:
        return None, problems
    if record is not None and read.record not in (None, record):
        what = f"these are the answers of “{shorten_value(read.record or '')}”."
        advice = f"Fill them in there, or write “{record}” if they belong here."
        problems.append(Problem("record", what, advice))
    answers: Answers = read.merge(kept)
    return answers, [*problems, *check_answers(answers, cities)]


def _read_rest(
    note: Mapping[str, Any], places: Sequence[tuple[int | str, ...]]
) -> AnswersFile | None:
    """What can be read apart from `places`, so that its problems come in the same report."""
    rest: Any = copy.deepcopy({**note, "format": FORMAT})
    for place in places:
        way: list[Any]
        last: Any
        *way, last = place
        if len(way) > 1 and (way[-2], last) in _NEEDED:
            *way, last = way
        node = rest
        for part in way:
            node = node[part] if node is not _GONE else _GONE
        if isinstance(node, dict):
            node.pop(last, None)
        elif isinstance(node, list):
            node[last] = {} if way[-1] in _BLOCKS else "" if way[-1] == "owners" else _GONE
    try:
        return AnswersFile.model_validate(_sweep(rest))
    except ValidationError:
        return None


# An entry cannot be without these. Entries that stand for a place become blank instead of going.
_NEEDED = (("actions", "id"), ("milestones", "key"), ("extra", "key"))
_BLOCKS = ("keep", "adapt", "leave_out", "cities", "indicators")
_GONE = object()


def _sweep(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _sweep(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_sweep(value) for value in node if value is not _GONE]
    return node


def _dump(value: Any) -> Any:
    if isinstance(value, When):
        return value.text
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return {field.name: _dump(getattr(value, field.name)) for field in fields}
    if isinstance(value, tuple):
        return [_dump(entry) for entry in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
