"""What a tandem filled in as lines to read: headings of the sheets, and only filled fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from visions.answers import (
    Action,
    Answers,
    CityAnswers,
    ExtraAnswer,
    FirstStep,
    Indicator,
    MilestoneAnswer,
    Remark,
    RoadmapAnswers,
    WorksheetAnswers,
)
from visions.answers.labels import (
    NEED_LABELS,
    STATUS_LABELS,
    TYPE_LABELS,
    name_city,
    name_lane,
    name_milestone,
    name_when,
)
from visions.i18n import Language
from visions.model import Tandem
from visions.roadmap import Need
from visions.theme import PLAIN, Theme

STEP = "  "

Lines = Iterator[str]


def describe_answers(
    answers: Answers, tandem: Tandem, horizon: date, say: Language, theme: Theme = PLAIN
) -> Lines:
    """The lines of the worksheet, then of the roadmap, two spaces a level; none where all is
    blank. Texts are as typed; the labels of extra fields are those of `theme`, or their keys."""
    sheet = [
        *_describe_worksheet(answers.worksheet, tandem, horizon, say),
        *_describe_extra(answers.worksheet.extra, say, theme),
    ]
    yield from _head(say.text("Realistic vision"), sheet)
    yield from _head(say.text("Roadmap"), _describe_roadmap(answers.roadmap, tandem, say))


def _head(heading: str, lines: Iterable[str]) -> Lines:
    """The lines below their heading, or nothing."""
    for index, line in enumerate(lines):
        if index == 0:
            yield heading
        yield STEP + line


def _field(label: str, text: str) -> Lines:
    """“label: text”, the text below its label where it has several lines, or nothing."""
    # A question's own mark (“;” in Greek) is enough.
    begin = label if label.endswith(("?", ";")) else f"{label}:"
    if "\n" in text:
        yield from _head(begin, text.split("\n"))
    elif text:
        yield f"{begin} {text}"


def _describe_worksheet(
    sheet: WorksheetAnswers, tandem: Tandem, horizon: date, say: Language
) -> Lines:
    for heading, remarks in (
        (say.text("Keep: what attracts us"), sheet.keep),
        (say.text("Adapt: what must be different in our cities"), sheet.adapt),
        (say.text("Leave out: what we do not want"), sheet.leave_out),
    ):
        yield from _head(heading, _describe_remarks(remarks))
    yield from _field(say.text("Who or what is missing?"), sheet.missing)
    for index, city in enumerate(sheet.cities):
        yield from _head(name_city(index, tandem), _describe_city(city, say))
    headline = say.text("Newspaper headline on {date}", date=say.day(horizon))
    yield from _field(headline, sheet.headline)
    yield from _field(say.text("Our vision"), sheet.vision)
    today = say.text("Today")
    signs = (line for sign in sheet.indicators for line in _describe_sign(sign, today, say))
    yield from _head(say.text("How will we notice it?"), signs)
    yield from _head(
        say.text("First step in the next 14 days"), _describe_step(sheet.first_step, tandem, say)
    )
    yield from _field(say.text("Picture description"), sheet.alt_text)


def _describe_extra(extra: Sequence[ExtraAnswer], say: Language, theme: Theme) -> Lines:
    labels = {field.key: field.label(say.code) for field in theme.fields}
    for one in extra:
        yield from _field(labels.get(one.key, one.key), one.text)


def _describe_remarks(remarks: Sequence[Remark]) -> Lines:
    for remark in remarks:
        begin, *rest = remark.text.split("\n")
        if remark.text or remark.ref:
            yield _item(begin, remark.ref)
        yield from (STEP + line for line in rest)


def _item(text: str, note: str) -> str:
    """“– text (note)”, either of which may be blank."""
    return " ".join(["–", *([text] if text else []), *([f"({note})"] if note else [])])


def _describe_city(city: CityAnswers, say: Language) -> Lines:
    yield from _field(say.text("What we already have"), city.have)
    yield from _field(say.text("What stands in the way"), city.obstacles)
    yield from _field(say.text("Needs"), _list_needs(city.needs, say))


def _describe_sign(sign: Indicator, today: str, say: Language) -> Lines:
    """“name (Today: 3, Target value: 8)”."""
    values = [(today, sign.baseline), (say.text("Target value"), sign.target)]
    told = ", ".join(f"{label}: {value}" for label, value in values if value)
    if sign.name or told:
        yield _item(sign.name, told)


def _describe_step(step: FirstStep, tandem: Tandem, say: Language) -> Lines:
    yield from _field(say.text("Action"), step.what)
    yield from _describe_owners(step.owners, tandem, say)
    yield from _field(say.text("Due date"), say.day(step.due) if step.due else "")


def _describe_owners(owners: Sequence[str], tandem: Tandem, say: Language) -> Lines:
    for index, owner in enumerate(owners):
        label = say.text("Responsible in {city}", city=name_city(index, tandem))
        yield from _field(label, owner)


def _list_needs(needs: Sequence[Need], say: Language) -> str:
    return ", ".join(say.text(NEED_LABELS[need]) for need in needs)


def _describe_roadmap(roadmap: RoadmapAnswers, tandem: Tandem, say: Language) -> Lines:
    for milestone in roadmap.milestones:
        yield _describe_milestone(milestone, say)
    for action in roadmap.actions:
        yield f"{action.id} {action.title}".rstrip()
        yield from (STEP + line for line in _describe_action(action, tandem, say))


def _describe_milestone(milestone: MilestoneAnswer, say: Language) -> str:
    """“M2 Pilot opens: 15 March 2024 ✓”; “done” would need another gender than an action's."""
    day = f": {say.day(milestone.day)}" if milestone.day else ""
    done = " ✓" if milestone.done else ""
    return f"{milestone.key} {name_milestone(milestone, say)}{day}{done}"


def _describe_action(action: Action, tandem: Tandem, say: Language) -> Lines:
    yield from _field(say.text("Workstream"), name_lane(action.lane, tandem, say))
    yield from _field(say.text("Type"), say.text(TYPE_LABELS[action.type]))
    yield from _field(say.text("Status"), say.text(STATUS_LABELS[action.status]))
    yield from _field(say.text("Start"), name_when(action.start, say) if action.start else "")
    yield from _field(say.text("Due date"), name_when(action.due, say) if action.due else "")
    yield from _describe_owners(action.owners, tandem, say)
    yield from _field(say.text("Partners to involve"), action.partners)
    needs = [_list_needs(action.needs, say), action.needs_note]
    yield from _field(say.text("Needs"), ": ".join(text for text in needs if text))
    yield from _field(say.text("Funding source"), action.funding_source)
    cost = "" if action.cost_eur is None else say.number(action.cost_eur)
    yield from _field(say.text("Estimated cost (EUR)"), cost)
    signs = _describe_sign(action.indicator, say.text("Baseline"), say)
    yield from _head(say.text("Indicator"), signs)
    yield from _field(say.text("Risk"), action.risk)
    yield from _field(say.text("Countermeasure"), action.countermeasure)
    yield from _field(say.text("Depends on"), ", ".join(action.depends_on))
    yield from _field(say.text("Picture area (e.g. B2)"), action.picture_ref)
    yield from _field(say.text("Notes"), action.notes)
