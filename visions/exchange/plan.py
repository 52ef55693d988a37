"""What the files of this room are made from: one revision of a tandem's answers, and its frame."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from visions.answers import Action, RoadmapAnswers, WorksheetAnswers
from visions.roadmap import Milestone


@dataclass(frozen=True, slots=True)
class Plan:
    """A tandem's answers on one record, in the language of the files.

    `record` is the record's id as text, `identity` what no other workshop's record has and what
    never changes (`identify_record`), `milestones` those of the skeleton, `cities` the names
    in the tandem's order. `revision` counts the saved answers from 1, 0 being none yet;
    `saved_at` is when that was, with its zone.
    """

    record: str
    tandem: str
    cities: tuple[str, ...]
    workshop: str
    date: dt.date
    horizon: dt.date
    language: str
    milestones: tuple[Milestone, ...]
    saved_at: dt.datetime
    identity: uuid.UUID
    revision: int = 0
    theme: str = ""
    countries: tuple[str | None, ...] = ()
    """ISO 3166 codes of the cities' countries, None for one that is not known."""
    roadmap: RoadmapAnswers = field(default_factory=RoadmapAnswers)
    worksheet: WorksheetAnswers = field(default_factory=WorksheetAnswers)


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a worksheet: JPEG bytes (None: it has not arrived), its prompt, and every
    text that has to stand beside it, in the language of the sheet."""

    jpeg: bytes | None
    prompt: str
    label: str
    alt: str = ""
    system: str = ""
    disclaimer: str = ""


@dataclass(frozen=True, slots=True)
class SettledMilestone:
    """A milestone as it stands: what the tandem wrote, or else what the skeleton has.

    `title` is the tandem's own and may be empty; `day` None is not set yet.
    """

    key: str
    title: str
    day: dt.date | None
    done: bool


def settle_milestones(plan: Plan) -> tuple[SettledMilestone, ...]:
    """The skeleton's milestones with the tandem's words on them, in the skeleton's order."""
    answered = {answer.key: answer for answer in plan.roadmap.milestones}
    settled = []
    for drafted in plan.milestones:
        answer = answered.get(drafted.key)
        settled.append(
            SettledMilestone(
                drafted.key,
                answer.title if answer else "",
                (answer.day if answer else None) or drafted.day,
                drafted.done or bool(answer and answer.done),
            )
        )
    return tuple(settled)


def find_span(action: Action) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of an action, both included; None where it has no date.

    One date stands for both; a start after the due date is not believed.
    """
    if action.due is None:
        return (action.start.first, action.start.last) if action.start else None
    if action.start is None or action.start.first > action.due.last:
        return action.due.first, action.due.last
    return action.start.first, action.due.last
