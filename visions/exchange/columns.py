"""The columns of a roadmap's tables: stable ids, what they hold, and what an action has in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from visions.answers import (
    Action,
    ActionType,
    Indicator,
    MilestoneAnswer,
    Status,
    When,
)
from visions.answers.labels import NEED_LABELS
from visions.exchange.tidy import tidy_line
from visions.i18n import Language, mark
from visions.roadmap import Need

GRID = tuple(f"{letter}{digit}" for letter in "ABCD" for digit in "123")

Value = str | int | bool | dt.date | When | tuple[str, ...] | None
"""What one column of one row holds; None, “”, False and () are blank."""


class Kind(StrEnum):
    """What may stand in a column. SHOWN is for reading only, and is not read back."""

    ID = "id"
    TEXT = "text"
    CHOICE = "choice"
    WHEN = "when"
    DAY = "day"
    YES = "yes"
    EUROS = "euros"
    IDS = "ids"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `id` never changes; `label` is its message, `width` about in characters.

    A column for one city has its number, one for a need that need, as `city` and `need`.
    """

    id: str
    kind: Kind
    label: str
    width: float = 18
    city: int = 0
    need: Need | None = None

    def name(self, cities: tuple[str, ...], say: Language) -> str:
        """The heading, in the reader's language."""
        if self.city:
            return say.text(self.label, city=tidy_line(cities[self.city - 1]))
        text = say.text(self.label)
        return f"{say.text('Needs')}: {text}" if self.id.startswith("needs") else text


MILESTONE_COLUMNS = (
    Column("key", Kind.ID, mark("No."), 6),
    Column("kind", Kind.SHOWN, mark("Milestone"), 24),
    Column("title", Kind.TEXT, mark("Own title"), 44),
    Column("drafted", Kind.SHOWN, mark("Proposed date"), 16),
    Column("day", Kind.DAY, mark("Date"), 16),
    Column("done", Kind.YES, mark("Done"), 16),
)


def list_action_columns(cities: int) -> tuple[Column, ...]:
    """The columns of the actions of a tandem of so many cities, in their order."""
    return (
        Column("id", Kind.ID, mark("No."), 6),
        Column("lane", Kind.CHOICE, mark("Workstream"), 16),
        Column("title", Kind.TEXT, mark("Action"), 34),
        Column("type", Kind.CHOICE, mark("Type"), 14),
        Column("status", Kind.CHOICE, mark("Status"), 14),
        Column("start", Kind.WHEN, mark("Start"), 12),
        Column("due", Kind.WHEN, mark("Due date"), 12),
        *(
            Column(f"owner-{n}", Kind.TEXT, mark("Responsible in {city}"), 16, city=n)
            for n in range(1, cities + 1)
        ),
        Column("partners", Kind.TEXT, mark("Partners to involve"), 16),
        *(
            Column(f"needs-{need.value}", Kind.YES, label, 4.5, need=need)
            for need, label in NEED_LABELS.items()
        ),
        Column("needs_note", Kind.TEXT, mark("Notes"), 14),
        Column("funding_source", Kind.TEXT, mark("Funding source"), 15),
        Column("cost_eur", Kind.EUROS, mark("Estimated cost (EUR)"), 11),
        Column("indicator", Kind.TEXT, mark("Indicator"), 16),
        Column("baseline", Kind.TEXT, mark("Baseline"), 11),
        Column("target", Kind.TEXT, mark("Target value"), 11),
        Column("risk", Kind.TEXT, mark("Risk"), 16),
        Column("countermeasure", Kind.TEXT, mark("Countermeasure"), 16),
        Column("depends_on", Kind.IDS, mark("Depends on"), 10),
        Column("picture_ref", Kind.CHOICE, mark("Picture area (e.g. B2)"), 8),
        Column("notes", Kind.TEXT, mark("Notes"), 22),
    )


def spread_action(action: Action, cities: int) -> dict[str, Value]:
    """What the action has in each column, by the column's id."""
    owners = (*action.owners, *("" for _ in range(cities)))
    return {
        "id": action.id,
        "lane": action.lane,
        "title": action.title,
        "type": action.type.value,
        "status": action.status.value,
        "start": action.start,
        "due": action.due,
        **{f"owner-{n}": owners[n - 1] for n in range(1, cities + 1)},
        "partners": action.partners,
        **{f"needs-{need.value}": need in action.needs for need in Need},
        "needs_note": action.needs_note,
        "funding_source": action.funding_source,
        "cost_eur": action.cost_eur,
        "indicator": action.indicator.name,
        "baseline": action.indicator.baseline,
        "target": action.indicator.target,
        "risk": action.risk,
        "countermeasure": action.countermeasure,
        "depends_on": action.depends_on,
        "picture_ref": action.picture_ref,
        "notes": action.notes,
    }


def gather_action(values: Mapping[str, Any], cities: int) -> Action:
    """The action with these values by column id; a column that is missing is blank.

    Owners are one a city, or none at all where all are blank; needs are in their own order.
    """
    owners = tuple(values.get(f"owner-{n}", "") for n in range(1, cities + 1))
    return Action(
        id=values["id"],
        title=values.get("title", ""),
        lane=values.get("lane") or "joint",
        type=ActionType(values.get("type") or ActionType.TASK),
        start=values.get("start"),
        due=values.get("due"),
        owners=owners if any(owners) else (),
        partners=values.get("partners", ""),
        needs=tuple(need for need in Need if values.get(f"needs-{need.value}")),
        needs_note=values.get("needs_note", ""),
        funding_source=values.get("funding_source", ""),
        cost_eur=values.get("cost_eur"),
        indicator=Indicator(
            values.get("indicator", ""), values.get("baseline", ""), values.get("target", "")
        ),
        risk=values.get("risk", ""),
        countermeasure=values.get("countermeasure", ""),
        depends_on=values.get("depends_on", ()),
        picture_ref=values.get("picture_ref") or "",
        status=Status(values.get("status") or Status.PLANNED),
        notes=values.get("notes", ""),
    )


def gather_milestone(values: Mapping[str, Any]) -> MilestoneAnswer:
    """The milestone with these values by column id."""
    return MilestoneAnswer(
        values["key"],
        values.get("title", ""),
        values.get("day"),
        bool(values.get("done")),
    )
