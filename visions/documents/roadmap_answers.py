"""The actions and milestones that a tandem planned, laid out in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from visions.answers import (
    Action,
    MilestoneAnswer,
    RoadmapAnswers,
    Status,
    When,
    list_lanes,
)
from visions.answers.labels import NEED_LABELS, STATUS_LABELS, TYPE_LABELS, name_when
from visions.day_notes import note_day
from visions.documents.filled import Bar, FilledAction, FilledRoadmap
from visions.documents.worksheet_answers import fill_owners, tidy
from visions.i18n import Language
from visions.model import Tandem
from visions.roadmap import Milestone, Period, Skeleton

_OVER = (Status.DONE, Status.DROPPED)


def fill_roadmap(
    answers: RoadmapAnswers, vision: str, tandem: Tandem, skeleton: Skeleton, say: Language
) -> FilledRoadmap:
    """Return the plan of `tandem` with each action placed in the periods of `skeleton`."""
    lanes = list_lanes(len(tandem.cities))
    bars = {one.id: _place(one, skeleton.periods) for one in answers.actions}
    numbers = {one.id: number for number, one in enumerate(answers.actions) if bars[one.id]}
    actions = tuple(
        _fill_action(action, lanes, bars[action.id], numbers, tandem, say)
        for action in answers.actions
    )
    undated = sum(one.bar is None for one in actions)
    return FilledRoadmap(
        continued=say.text("continued"),
        vision=tidy(vision),
        is_planned=bool(actions) or any(one.title or one.day for one in answers.milestones),
        actions=actions,
        lanes=tuple(_sort_lane(lane, actions, answers.actions) for lane in range(len(lanes))),
        blank_ids=_name_blanks(answers.actions, skeleton.action_rows),
        undated=say.text("Without a date, in the table only: {n}", n=undated) if undated else "",
        statuses=tuple((status.value, say.text(STATUS_LABELS[status])) for status in Status),
        actions_label=say.text("Actions"),
        milestones_label=say.text("Milestones"),
        day_label=say.text("Date"),
        type_label=say.text("Type"),
        status_label=say.text("Status"),
        start_label=say.text("Start"),
        responsible_label=say.text("Responsible"),
        cities=tuple(tidy(city.name) for city in tandem.cities),
        partners_label=say.text("Partners to involve"),
        funding_label=say.text("Funding source"),
        cost_label=say.text("Estimated cost (EUR)"),
        baseline_label=say.text("Baseline"),
        target_label=say.text("Target value"),
        countermeasure_label=say.text("Countermeasure"),
        depends_label=say.text("Depends on"),
        picture_label=say.text("Picture area"),
        notes_label=say.text("Notes"),
        due_only_label=say.text("Due on a day"),
        start_only_label=say.text("Only the start is known"),
    )


def _name_day(when: When | None, say: Language) -> str:
    """As narrow columns have it: a day with its month in short; “” for none."""
    if when is None:
        return ""
    return say.short_day(when.first) if when.is_day else name_when(when, say)


def answer_milestone(
    milestone: Milestone, answers: Sequence[MilestoneAnswer]
) -> tuple[date | None, str, bool]:
    """Day, title (“” for its usual one) and whether it is done, as the tandem has it."""
    found = next((one for one in answers if one.key == milestone.key), None)
    if found is None:
        return milestone.day, "", milestone.done
    return found.day or milestone.day, tidy(found.title), found.done or milestone.done


def _fill_action(
    action: Action,
    lanes: Sequence[str],
    bar: Bar | None,
    numbers: Mapping[str, int],
    tandem: Tandem,
    say: Language,
) -> FilledAction:
    status = say.text(STATUS_LABELS[action.status])
    return FilledAction(
        id=tidy(action.id),
        title=tidy(action.title),
        lane=lanes.index(action.lane) if action.lane in lanes else 0,
        type=action.type.value,
        type_label=say.text(TYPE_LABELS[action.type]),
        start=_name_day(action.start, say),
        due=_name_day(action.due, say),
        owners=fill_owners(action.owners, len(tandem.cities)),
        partners=tidy(action.partners),
        needs=tuple(say.text(label) for need, label in NEED_LABELS.items() if need in action.needs),
        needs_note=tidy(action.needs_note),
        funding_source=tidy(action.funding_source),
        cost="" if action.cost_eur is None else say.euros(action.cost_eur),
        indicator=tidy(action.indicator.name),
        baseline=tidy(action.indicator.baseline),
        target=tidy(action.indicator.target),
        risk=tidy(action.risk),
        countermeasure=tidy(action.countermeasure),
        depends_on=tuple(tidy(one) for one in action.depends_on),
        picture_ref=tidy(action.picture_ref),
        status=action.status.value,
        status_label=status,
        notes=tidy(action.notes),
        bar=bar,
        bar_label=f"{status} · {_name_day(action.due or action.start, say)}" if bar else "",
        waits_for=tuple(numbers[one] for one in action.depends_on if one in numbers),
        due_note=_note_due(action, tandem, say),
    )


def _note_due(action: Action, tandem: Tandem, say: Language) -> str:
    """Why offices are closed on the day that an action still has to meet."""
    if action.due is None or not action.due.is_day or action.status in _OVER:
        return ""
    return note_day(action.due.first, [city.country for city in tandem.cities], say)


def _place(action: Action, periods: Sequence[Period]) -> Bar | None:
    start, due = action.start, action.due
    known = [when for when in (start, due) if when is not None]
    if not known:
        return None
    first, last = min(when.first for when in known), max(when.last for when in known)
    earliest, latest = periods[0].first, periods[-1].last
    shape = "span"
    if first == last:
        shape = "due" if due else "start"
    at_first = min(max(first, earliest), latest)
    at_last = min(max(last, earliest), latest)
    number, within = _locate(at_first, periods)
    last_number, last_within = _locate(at_last, periods, end=shape == "span")
    return Bar(shape, number, within, last_number, last_within, first < earliest, last > latest)


def _locate(day: date, periods: Sequence[Period], *, end: bool = False) -> tuple[int, float]:
    """The period of a day and how much of it is over when that day begins, or at its `end`."""
    number = next(n for n, one in enumerate(periods) if one.first <= day <= one.last)
    period = periods[number]
    days = (period.last - period.first).days + 1
    return number, ((day - period.first).days + end) / days


def _sort_lane(
    lane: int, filled: Sequence[FilledAction], actions: Sequence[Action]
) -> tuple[int, ...]:
    def begin(number: int) -> tuple[date, date]:
        action = actions[number]
        known = [when for when in (action.start, action.due) if when is not None]
        return min(when.first for when in known), max(when.last for when in known)

    numbers = (n for n, one in enumerate(filled) if one.lane == lane and one.bar)
    return tuple(sorted(numbers, key=begin))


def _name_blanks(actions: Sequence[Action], rows: int) -> tuple[str, ...]:
    """Free ids for the rows that are left for the pen."""
    taken = {action.id for action in actions}
    free = (f"A{n:02d}" for n in range(1, rows + len(taken) + 1))
    return tuple(one for one in free if one not in taken)[: max(0, rows - len(actions))]
