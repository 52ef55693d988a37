"""The JSON form of the answers as a strict schema, and its own words for what is wrong.

Types and keys only: `rules` holds what does not depend on the form.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from visions.answers import (
    Action,
    ActionType,
    Answers,
    CityAnswers,
    ExtraAnswer,
    FirstStep,
    Indicator,
    MilestoneAnswer,
    Remark,
    RoadmapAnswers,
    Status,
    When,
    WorksheetAnswers,
    parse_when,
)
from visions.answers.fields import ACTION_ID, EXTRA_KEY, MILESTONE_KEY
from visions.roadmap import Need
from visions.workshop_problems import Wording, shorten_value


def _name_item(index: int, item: object) -> str:
    """“A03”, “M2”, “budget_idea”, or “no. 1” where it has no name."""
    if isinstance(item, dict):
        for key, form in (("id", ACTION_ID), ("key", MILESTONE_KEY), ("key", EXTRA_KEY)):
            name = item.get(key)
            if isinstance(name, str) and form.fullmatch(name):
                return name
    return f"no. {index + 1}"


def _show(value: object) -> str:
    if isinstance(value, str):
        return shorten_value(f"“{value}”")
    return shorten_value(json.dumps(value, ensure_ascii=False, default=str))


JSON = Wording(
    block="a block",
    write_block="Put it in curly brackets: { … }.",
    lists={},
    add_key='Add "{key}": …',
    name_item=_name_item,
    show=_show,
)


def _fail(value: object, what: str, instead: str) -> PydanticCustomError:
    context = {"what": f"{_show(value)} {what}", "instead": instead}
    return PydanticCustomError("rule", "{what}", context)


def _read_when(value: object) -> When:
    try:
        # Digits of other scripts count for the pattern, but not for whoever reads the file.
        if isinstance(value, str) and value.isascii():
            return parse_when(value)
    except ValueError:
        pass
    advice = 'Write "2024-03-15", "2024-03", "2024-Q1", "2024-H1" or "2024"; null for blank.'
    raise _fail(value, "is neither a day nor a month, quarter, half-year or year.", advice)


def _read_day(value: object) -> date:
    with suppress(PydanticCustomError):
        when = _read_when(value)
        if when.is_day:
            return when.first
    raise _fail(value, "is no day.", 'Write year, month and day: "2024-03-15"; null for blank.')


ORDER = list(Need)
Text = Annotated[str, AfterValidator(lambda text: text.replace("\r\n", "\n"))]
Day = Annotated[date, PlainValidator(_read_day)]
Span = Annotated[When, PlainValidator(_read_when)]
# Strictly, only an enum's own members would do; JSON has their texts.
NeedKey = Annotated[Need, Field(strict=False)]
# A set: in the order of the printed boxes, however it was written.
NeedList = Annotated[list[NeedKey], AfterValidator(lambda needs: sorted(needs, key=ORDER.index))]
TypeKey = Annotated[ActionType, Field(strict=False)]
StatusKey = Annotated[Status, Field(strict=False)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    noun: ClassVar[Callable[..., Any]]

    def build(self) -> Any:
        """The noun of the same fields."""
        fields = type(self).model_fields
        return type(self).noun(**{name: _build(getattr(self, name)) for name in fields})


def _build(value: Any) -> Any:
    if isinstance(value, _Strict):
        return value.build()
    return tuple(_build(entry) for entry in value) if isinstance(value, list) else value


class _Remark(_Strict):
    noun = Remark
    text: Text = ""
    ref: Text = ""


class _City(_Strict):
    noun = CityAnswers
    have: Text = ""
    obstacles: Text = ""
    needs: NeedList = []


class _Indicator(_Strict):
    noun = Indicator
    name: Text = ""
    baseline: Text = ""
    target: Text = ""


class _FirstStep(_Strict):
    noun = FirstStep
    what: Text = ""
    owners: list[Text] = []
    due: Day | None = None


class _Extra(_Strict):
    noun = ExtraAnswer
    key: Text
    text: Text = ""


class _Worksheet(_Strict):
    noun = WorksheetAnswers
    keep: list[_Remark] = []
    adapt: list[_Remark] = []
    leave_out: list[_Remark] = []
    missing: Text = ""
    cities: list[_City] = []
    headline: Text = ""
    vision: Text = ""
    indicators: list[_Indicator] = []
    first_step: _FirstStep = _FirstStep()
    alt_text: Text = ""
    extra: list[_Extra] = []


class _Milestone(_Strict):
    noun = MilestoneAnswer
    key: Text
    title: Text = ""
    day: Day | None = None
    done: bool = False


class _Action(_Strict):
    noun = Action
    id: Text
    title: Text = ""
    lane: Text = "joint"
    type: TypeKey = ActionType.TASK
    start: Span | None = None
    due: Span | None = None
    owners: list[Text] = []
    partners: Text = ""
    needs: NeedList = []
    needs_note: Text = ""
    funding_source: Text = ""
    cost_eur: int | None = None
    indicator: _Indicator = _Indicator()
    risk: Text = ""
    countermeasure: Text = ""
    depends_on: list[Text] = []
    picture_ref: Text = ""
    status: StatusKey = Status.PLANNED
    notes: Text = ""


class _Roadmap(_Strict):
    noun = RoadmapAnswers
    milestones: list[_Milestone] = []
    actions: list[_Action] = []


class AnswersFile(_Strict):
    """The whole file. What the archive adds on a save may stand in it, and is written anew."""

    format: int
    record: str | None = None
    revision: int | None = None
    saved_at: str | None = None
    source: str | None = None
    worksheet: _Worksheet = _Worksheet()
    roadmap: _Roadmap = _Roadmap()

    def merge(self, kept: Answers) -> Answers:
        """The answers; a part that the file leaves out stays as in `kept`."""
        return Answers(
            self.worksheet.build() if "worksheet" in self.model_fields_set else kept.worksheet,
            self.roadmap.build() if "roadmap" in self.model_fields_set else kept.roadmap,
        )
