"""What a tandem filled in, as its documents show it: texts ready to print, in order.

Answers stay in the words of the tandem; all labels are in the reader's language. An empty text
is a place left blank, which keeps its lines for the pen.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FilledRemark:
    text: str
    ref: str


@dataclass(frozen=True, slots=True)
class FilledCity:
    """`needs` tells of each need, in the order of the view's labels, whether it is ticked."""

    have: str
    obstacles: str
    needs: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class FilledSign:
    name: str
    baseline: str
    target: str


@dataclass(frozen=True, slots=True)
class FilledWorksheet:
    """The answers of one worksheet; every list has at least as many parts as the sheet has lines.

    `owners` go by city. `continued` stands where an answer goes on, and where it does so.
    `extra` are texts in the order of the view's extra fields. `unneeded` and `unnamed` are pairs of
    label and text of answers that have no place on the sheet any more: of a box that the design
    does without, and of a field that it no longer has (its label is its key).
    """

    draft: str
    continued: str
    keep: tuple[FilledRemark, ...]
    adapt: tuple[FilledRemark, ...]
    leave_out: tuple[FilledRemark, ...]
    missing: str
    cities: tuple[FilledCity, ...]
    headline: str
    vision: str
    indicators: tuple[FilledSign, ...]
    what: str
    owners: tuple[str, ...]
    extra: tuple[str, ...] = ()
    unneeded: tuple[tuple[str, str], ...] = ()
    unnamed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """Where an action lies in time, as the period and how far into it (0 to 1), both ends.

    `shape` is span, due (one day, by which it is done) or start (only its beginning is known).
    `goes_before` and `goes_on` tell that it reaches beyond the periods.
    """

    shape: str
    first: int
    first_within: float
    last: int
    last_within: float
    goes_before: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class FilledAction:
    """One action with all its fields as texts. `lane` is an index of the view's lanes.

    `status` and `type` are keys, `bar` is None without any date, and then it is in the table only.
    `waits_for` are the indexes of the dated actions that it depends on.
    """

    id: str
    title: str
    lane: int
    type: str
    type_label: str
    start: str
    due: str
    owners: tuple[str, ...]
    partners: str
    needs: tuple[str, ...]
    needs_note: str
    funding_source: str
    cost: str
    indicator: str
    baseline: str
    target: str
    risk: str
    countermeasure: str
    depends_on: tuple[str, ...]
    picture_ref: str
    status: str
    status_label: str
    notes: str
    bar: Bar | None
    bar_label: str
    waits_for: tuple[int, ...]
    due_note: str = ""
    """Why offices are closed on the due day, if they are and it still matters."""


@dataclass(frozen=True, slots=True)
class FilledRoadmap:
    """The vision and the actions of one roadmap, with the labels that only they need.

    `is_planned` tells whether there is anything for a Gantt chart. `lanes` holds, for each lane,
    the indexes of its dated actions in order of time. `blank_ids` are rows for the pen.
    """

    continued: str
    vision: str
    is_planned: bool
    actions: tuple[FilledAction, ...]
    lanes: tuple[tuple[int, ...], ...]
    blank_ids: tuple[str, ...]
    undated: str
    statuses: tuple[tuple[str, str], ...]
    """Key and label of each status, for the legend."""
    actions_label: str
    milestones_label: str
    day_label: str
    type_label: str
    status_label: str
    start_label: str
    responsible_label: str
    cities: tuple[str, ...]
    partners_label: str
    funding_label: str
    cost_label: str
    baseline_label: str
    target_label: str
    countermeasure_label: str
    depends_label: str
    picture_label: str
    notes_label: str
    due_only_label: str
    start_only_label: str
