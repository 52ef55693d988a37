"""What a tandem wrote on one picture, as the report tells it: only what is not blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from visions.answers import MOST_REMARKS, Answers
from visions.documents.filled import FilledAction, FilledRemark, FilledRoadmap, FilledWorksheet
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.documents.view import RoadmapView, WorksheetView
from visions.i18n import Language
from visions.model import Entry, Tandem, Workshop
from visions.theme import PLAIN, Theme


@dataclass(frozen=True, slots=True)
class TableView:
    """A table whose first column heads its rows. Lines within a cell are separated by newlines."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AnswersView:
    """The vision and the roadmap of a tandem. Empty texts and lists are left out of the report."""

    heading: str
    vision: str
    headline_label: str
    headline: str
    opinions: tuple[tuple[str, tuple[str, ...]], ...]
    """Pairs of label and remarks: keep, adapt, leave out, missing."""
    tables: tuple[TableView, ...]
    """Cities, signs and first step."""
    roadmap_heading: str
    roadmap: tuple[TableView, ...]
    """Milestones and actions."""


def view_answers(
    workshop: Workshop,
    tandem: Tandem,
    entry: Entry,
    answers: Answers,
    revision: int,
    say: Language,
    version: str,
    theme: Theme = PLAIN,
) -> AnswersView | None:
    """What the tandem wrote on `entry`, or None where all of it is blank."""
    # A report has room for every remark.
    theme = replace(theme, lines=replace(theme.lines, keep=MOST_REMARKS))
    sheet = view_worksheet(
        workshop, tandem, entry, say.code, version, answers=answers, revision=revision, theme=theme
    )
    plan = view_roadmap(
        workshop, tandem, entry, say.code, version, answers=answers, revision=revision, theme=theme
    )
    wrote, planned = sheet.filled, plan.filled
    if wrote is None or planned is None:
        return None
    opinions = tuple(
        (label, remarks)
        for label, listed in (
            (sheet.keep, wrote.keep),
            (sheet.adapt, wrote.adapt),
            (sheet.leave_out, wrote.leave_out),
            (sheet.missing, (FilledRemark(wrote.missing, ""),)),
            *_list_extra(sheet, wrote),
        )
        if (remarks := _list_remarks(listed))
    )
    tables = _keep_filled(
        (_list_cities(sheet, wrote, say), _list_signs(sheet, wrote), _list_first_step(sheet, wrote))
    )
    roadmap = _keep_filled((_list_actions(plan, planned),))
    if roadmap:
        roadmap = _keep_filled((_list_milestones(plan, planned),)) + roadmap
    if not (wrote.vision or wrote.headline or opinions or tables or roadmap):
        return None
    return AnswersView(
        heading=sheet.vision_label,
        vision=wrote.vision,
        headline_label=sheet.headline,
        headline=wrote.headline,
        opinions=opinions,
        tables=tables,
        roadmap_heading=plan.head.title,
        roadmap=roadmap,
    )


def _list_extra(
    sheet: WorksheetView, wrote: FilledWorksheet
) -> list[tuple[str, tuple[FilledRemark, ...]]]:
    """The workshop's own fields, and answers whose field is gone, under their keys."""
    named = [(one.label, text) for one, text in zip(sheet.extra, wrote.extra, strict=True)]
    unnamed = [(label, text) for label, text in wrote.unnamed]
    return [(label, (FilledRemark(text, ""),)) for label, text in named + unnamed]


def _keep_filled(tables: Sequence[TableView]) -> tuple[TableView, ...]:
    return tuple(table for table in tables if table.rows)


def _list_remarks(remarks: Sequence[FilledRemark]) -> tuple[str, ...]:
    return tuple(
        f"{one.text} ({one.ref})" if one.text and one.ref else one.text or one.ref
        for one in remarks
        if one.text or one.ref
    )


def _list_cities(sheet: WorksheetView, wrote: FilledWorksheet, say: Language) -> TableView:
    rows = []
    for city, answer in zip(sheet.head.cities, wrote.cities, strict=False):
        ticked = zip(sheet.needs, answer.needs, strict=False)
        needs = ", ".join(need for need, is_ticked in ticked if is_ticked)
        if answer.have or answer.obstacles or needs:
            rows.append((city.name, answer.have, answer.obstacles, needs))
    head = (say.text("City"), sheet.have, sheet.obstacles, sheet.needs_label)
    return TableView("", head, tuple(rows))


def _list_signs(sheet: WorksheetView, wrote: FilledWorksheet) -> TableView:
    rows = tuple(
        (sign.name, sign.baseline, sign.target)
        for sign in wrote.indicators
        if sign.name or sign.baseline or sign.target
    )
    return TableView("", (sheet.notice, sheet.baseline, sheet.target), rows)


def _list_first_step(sheet: WorksheetView, wrote: FilledWorksheet) -> TableView:
    head = (sheet.first_step, *sheet.responsible_in, sheet.due_label)
    if not (wrote.what or any(wrote.owners)):
        return TableView("", head, ())
    return TableView("", head, ((wrote.what, *wrote.owners, sheet.due),))


def _list_milestones(plan: RoadmapView, planned: FilledRoadmap) -> TableView:
    rows = tuple(
        (one.label, one.day, "✓" if one.done else "") for one in plan.milestones if one.day
    )
    done = next((label for key, label in planned.statuses if key == "done"), "✓")
    return TableView(
        planned.milestones_label, (plan.milestone_label, planned.day_label, done), rows
    )


def _list_actions(plan: RoadmapView, planned: FilledRoadmap) -> TableView:
    head = (
        plan.action_label,
        plan.lane_label,
        plan.due_label,
        planned.responsible_label,
        plan.needs_label,
        planned.status_label,
    )
    rows = tuple(_tell_action(one, plan, planned) for one in planned.actions)
    return TableView(planned.actions_label, head, rows)


def _tell_action(one: FilledAction, plan: RoadmapView, planned: FilledRoadmap) -> tuple[str, ...]:
    """One row; what has no column of its own follows the action line by line."""
    sign = " → ".join(part for part in (one.baseline, one.target) if part)
    details = (
        (planned.start_label, one.start),
        (plan.sign_label, ": ".join(part for part in (one.indicator, sign) if part)),
        (planned.partners_label, one.partners),
        (planned.funding_label, one.funding_source),
        (planned.cost_label, one.cost),
        (plan.risk_label, one.risk),
        (planned.countermeasure_label, one.countermeasure),
        (planned.depends_label, ", ".join(one.depends_on)),
        (planned.picture_label, one.picture_ref),
        (planned.notes_label, one.notes),
    )
    lines = [f"{one.id} {one.title}".strip()]
    lines += [f"{label}: {' '.join(value.split())}" for label, value in details if value]
    owners = [
        f"{city}: {owner}" for city, owner in zip(planned.cities, one.owners, strict=False) if owner
    ]
    needs = ", ".join(one.needs)
    return (
        "\n".join(lines),
        plan.lanes[one.lane],
        one.due,
        "\n".join(owners),
        f"{needs} ({one.needs_note})" if needs and one.needs_note else needs or one.needs_note,
        one.status_label,
    )
