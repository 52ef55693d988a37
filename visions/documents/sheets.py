"""What the worksheet and the roadmap of a record say, in one language or in two."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from visions.answers import Answers, MilestoneAnswer
from visions.answers.labels import NEED_LABELS
from visions.day_notes import note_day
from visions.documents.bilingual import in_one_or_two
from visions.documents.design import design_worksheet, put_words
from visions.documents.form import draft_form
from visions.documents.picture import view_picture
from visions.documents.plain_text import clean_text
from visions.documents.proposal import draft_roadmap, find_first_step, list_countries
from visions.documents.roadmap_answers import answer_milestone, fill_roadmap
from visions.documents.view import (
    CityView,
    Head,
    MilestoneView,
    PeriodView,
    RoadmapView,
    WorksheetView,
)
from visions.documents.worksheet_answers import fill_worksheet, tidy
from visions.i18n import Language, mark, speak
from visions.model import Entry, Tandem, Workshop
from visions.roadmap import (
    MilestoneKind,
    Period,
    Skeleton,
    Unit,
)
from visions.theme import PLAIN, Theme

MILESTONE_LABELS = {
    MilestoneKind.WORKSHOP: mark("Workshop"),
    MilestoneKind.FIRST_STEP: mark("First step"),
    MilestoneKind.FREE: mark("Milestone"),
    MilestoneKind.REVIEW: mark("Joint review"),
    MilestoneKind.HORIZON: mark("Time horizon"),
}


@in_one_or_two
def view_worksheet(
    workshop: Workshop,
    tandem: Tandem,
    entry: Entry,
    language_code: str,
    version: str,
    *,
    answers: Answers | None = None,
    revision: int = 0,
    theme: Theme = PLAIN,
    identity: str = "",
) -> WorksheetView:
    """Everything the worksheet of one prompt says, with `answers` if there are.

    `language_code` is a language or, for two at once, two of them (“it-de”).

    `revision` is the number of the answers; it counts the drafts. `theme` is the workshop's design.
    `identity` is what no other workshop's record has.
    """
    say = speak(language_code)
    horizon = say.day(workshop.horizon)
    names = [city.name for city in tandem.cities]
    proposed = due = find_first_step(workshop, tandem)
    if answers and answers.worksheet.first_step.due:
        due = answers.worksheet.first_step.due
    starter = say.text(
        "By {date}, … in {cities} can …, because …",
        date=horizon,
        # “…” stands for a place to write, and for nothing else.
        cities=clean_text(say.listing(names)).replace("…", "..."),
    )
    title = say.text("Realistic vision")
    head = _view_head(workshop, tandem, entry, say, version, title, answers)
    view = WorksheetView(
        head=head,
        subtitle=say.text("From the utopian picture to our own vision"),
        reference_label=say.text("Picture area (e.g. B2)"),
        keep=say.text("Keep: what attracts us"),
        adapt=say.text("Adapt: what must be different in our cities"),
        leave_out=say.text("Leave out: what we do not want"),
        missing=say.text("Who or what is missing?"),
        have=say.text("What we already have"),
        obstacles=say.text("What stands in the way"),
        needs_label=say.text("Needs"),
        needs=tuple(say.text(label) for label in NEED_LABELS.values()),
        headline=say.text("Newspaper headline on {date}", date=horizon),
        vision_label=say.text("Our vision"),
        vision_sentence=starter,
        notice=say.text("How will we notice it?"),
        baseline=say.text("Today"),
        target=say.text("Target value"),
        first_step=say.text("First step in the next 14 days"),
        action=say.text("Action"),
        responsible_in=_name_responsibles(tandem, say),
        due_label=say.text("Due date"),
        due=say.day(due),
        due_note=note_day(due, list_countries(tandem), say),
        leave_blank=say.text("Leave blank if not known yet."),
        prompt_goes_on=say.text("goes on on the prompt card"),
        prompt_card=say.text("Prompt card"),
        page_of=say.text("Page {n} of {total}"),
        filled=fill_worksheet(answers.worksheet, revision, tandem, say, theme) if answers else None,
        form=draft_form(
            "worksheet",
            workshop,
            tandem,
            entry,
            say,
            answers=answers,
            revision=revision,
            theme=theme,
            identity=identity,
            printed={
                "headline": say.text("Newspaper headline on {date}", date=horizon),
                "starter": starter,
                "due": say.day(proposed),
            },
        ),
    )
    return design_worksheet(view, theme, answers.worksheet if answers else None)


@in_one_or_two
def view_roadmap(
    workshop: Workshop,
    tandem: Tandem,
    entry: Entry,
    language_code: str,
    version: str,
    *,
    answers: Answers | None = None,
    revision: int = 0,
    theme: Theme = PLAIN,
    identity: str = "",
) -> RoadmapView:
    """Everything the roadmap of one prompt says: its skeleton, or `answers`.

    `language_code` is a language or, for two at once, two of them (“it-de”).

    `revision` is the number of the answers; it counts the drafts. `theme` is the workshop's design.
    `identity` is what no other workshop's record has.
    """
    say = speak(language_code)
    skeleton = draft_roadmap(workshop, tandem)
    head = _view_head(workshop, tandem, entry, say, version, say.text("Roadmap"), answers)
    planned = answers.roadmap.milestones if answers else ()
    view = RoadmapView(
        head=head,
        work_backwards=say.text("Start at the horizon and work back to today."),
        draft=say.text("Draft {n}", n=max(1, revision)),
        vision_label=say.text("Our vision"),
        lane_label=say.text("Workstream"),
        lanes=(
            say.text("Joint work"),
            *(clean_text(city.name) for city in tandem.cities),
            say.text("Citizens and co-creation"),
            say.text("Resources and support"),
        ),
        period_label=say.text("Period"),
        periods=_view_periods(skeleton, say),
        milestone_label=say.text("Milestone"),
        milestones=_view_milestones(skeleton, planned, list_countries(tandem), say),
        action_label=say.text("Action"),
        action_ids=tuple(f"A{n:02d}" for n in range(1, skeleton.action_rows + 1)),
        due_label=say.text("Due date"),
        responsible_in=_name_responsibles(tandem, say),
        needs_label=say.text("Needs"),
        needs=tuple(say.text(label) for label in NEED_LABELS.values()),
        sign_label=say.text("Indicator"),
        risk_label=say.text("Risk"),
        page_of=say.text("Page {n} of {total}"),
        filled=fill_roadmap(answers.roadmap, answers.worksheet.vision, tandem, skeleton, say)
        if answers
        else None,
        form=draft_form(
            "roadmap",
            workshop,
            tandem,
            entry,
            say,
            answers=answers,
            revision=revision,
            theme=theme,
            identity=identity,
            milestones=[
                (one.key, say.text(MILESTONE_LABELS[one.kind]), one.day)
                for one in skeleton.milestones
            ],
        ),
    )
    return put_words(view, theme.words(say.code))


def _view_head(
    workshop: Workshop,
    tandem: Tandem,
    entry: Entry,
    say: Language,
    version: str,
    title: str,
    answers: Answers | None,
) -> Head:
    number = str(entry.id)
    record = entry.record
    picture = view_picture(entry, say)
    if answers and (alt := " ".join(tidy(answers.worksheet.alt_text).split())):
        # Somebody who looked at the picture knows better than any rule.
        picture = dataclasses.replace(picture, alt=alt)
    made_at = record.created_at.timestamp() if record else _midnight(workshop.date)
    return Head(
        language=say.code,
        title=title,
        document_title=clean_text(f"{title}: {tandem.title} ({number})"),
        archive_no=number,
        archive_label=say.text("Archive number"),
        tandem=clean_text(tandem.title),
        tandem_label=say.text("Peer-learning tandem"),
        cities=tuple(
            CityView(clean_text(city.name), say.text("not present") if city.absent else "")
            for city in tandem.cities
        ),
        workshop=clean_text(workshop.title),
        organiser=clean_text(workshop.organiser),
        place=clean_text(workshop.place),
        date=say.day(workshop.date),
        date_label=say.text("Date"),
        horizon=say.day(workshop.horizon),
        horizon_label=say.text("Time horizon"),
        theme=clean_text(tandem.theme),
        theme_label=say.text("Theme"),
        prompt_label=say.text("Prompt"),
        prompt=clean_text(entry.prompt.text),
        picture=picture,
        made_with=f"visions {version}",
        created=int(made_at),
    )


def _midnight(day: date) -> float:
    return (day - date(1970, 1, 1)).total_seconds()


def _name_responsibles(tandem: Tandem, say: Language) -> tuple[str, ...]:
    return tuple(
        say.text("Responsible in {city}", city=clean_text(city.name)) for city in tandem.cities
    )


def _view_periods(skeleton: Skeleton, say: Language) -> tuple[PeriodView, ...]:
    days = (skeleton.horizon - skeleton.start).days + 1
    return tuple(
        PeriodView(_name_period(period, say), ((period.last - period.first).days + 1) / days)
        for period in skeleton.periods
    )


def _name_period(period: Period, say: Language) -> str:
    if period.first == period.last:
        return say.day_of_year(period.first)
    if period.unit is Unit.YEARS:
        return f"{period.first.year}–{period.last.year}"
    if period.unit is Unit.MONTH:
        return say.month(period.first)
    if period.unit is Unit.QUARTER:
        return say.quarter(period.first)
    if period.unit is Unit.YEAR:
        return str(period.first.year)
    if period.unit is Unit.HALF:
        return f"{say.day_of_year(period.first)} – {say.short_day(period.last)}"
    if period.first.year == period.last.year:
        return f"{say.day_of_year(period.first)} – {say.day_of_year(period.last)}"
    return f"{say.short_day(period.first)} – {say.short_day(period.last)}"


def _view_milestones(
    skeleton: Skeleton,
    answers: Sequence[MilestoneAnswer],
    countries: Sequence[str | None],
    say: Language,
) -> tuple[MilestoneView, ...]:
    views = []
    for milestone in skeleton.milestones:
        day, title, done = answer_milestone(milestone, answers)
        index, within = _locate_day(day, skeleton.periods)
        # The horizon is the end of a time, and no appointment.
        matters = not done and milestone.kind is not MilestoneKind.HORIZON
        views.append(
            MilestoneView(
                milestone.key,
                title or say.text(MILESTONE_LABELS[milestone.kind]),
                say.short_day(day) if day else "",
                done,
                index,
                within,
                note_day(day, countries, say) if day and matters else "",
            )
        )
    return tuple(views)


def _locate_day(day: date | None, periods: tuple[Period, ...]) -> tuple[int | None, float]:
    if day is not None:
        for index, period in enumerate(periods):
            if period.first <= day <= period.last:
                span = (period.last - period.first).days or 1
                return index, (day - period.first).days / span
    return None, 0.0
