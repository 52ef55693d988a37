"""A roadmap as Markdown with a Gantt chart in Mermaid, for wikis and repositories."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from visions.answers import Action, Status, When
from visions.answers.labels import STATUS_LABELS, name_when
from visions.exchange.plan import Plan, find_span, settle_milestones
from visions.exchange.tidy import tidy_line, tidy_text
from visions.exchange.wording import name_lanes, name_milestone, name_needs
from visions.i18n import Language, speak

_ACTIVE = re.compile(r"([\\`*_\[\]|~$])")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What ends or begins something in Mermaid, as its nearest harmless look-alike: entity codes
# would need # and ; themselves, and `{` after `%%` begins a directive anywhere in a chart.
_MERMAID = str.maketrans({":": "∶", ";": ",", "#": "＃", "%": "٪", "{": "(", "}": ")", "\\": "/"})
_TAGS = {Status.DONE: "done, ", Status.RUNNING: "active, "}


def write_markdown(plan: Plan) -> str:
    """The roadmap as Markdown (GitHub's dialect) in the plan's language, ending in a newline.

    A chart of everything dated (Mermaid, a section a lane), then milestones and actions as
    tables. What has no date stands in the tables only, dropped actions too. People's text is
    escaped: it makes no markup, no HTML and no directive.
    """
    say = speak(plan.language)
    facts = [
        (say.text("Archive number"), plan.record),
        (say.text("Date"), say.day(plan.date)),
        (say.text("Time horizon"), say.day(plan.horizon)),
        (say.text("Theme"), plan.theme),
    ]
    blocks = [
        f"# {say.text('Roadmap')}: {_escape(plan.tandem)}",
        "\n".join(f"- {label}: {_escape(fact)}" for label, fact in facts if fact.strip()),
    ]
    if plan.worksheet.vision.strip():
        blocks += [f"## {say.text('Our vision')}", f"> {_escape(plan.worksheet.vision)}"]
    blocks += [
        "\n".join(["```mermaid", *_draw_gantt(plan, say), "```"]),
        f"## {say.text('Milestones')}",
        "\n".join(_list_milestones(plan, say)),
        f"## {say.text('Actions')}",
        "\n".join(_list_actions(plan, say)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _draw_gantt(plan: Plan, say: Language) -> Iterator[str]:
    yield "gantt"
    yield f"    title {_plain(say.text('Roadmap') + ' – ' + plan.tandem)}"
    yield "    dateFormat YYYY-MM-DD"
    yield "    axisFormat %m/%Y"
    yield f"    section {_plain(say.text('Milestones'))}"
    for milestone in settle_milestones(plan):
        if milestone.day:
            tag = "done, " if milestone.done else ""
            name = _plain(f"{milestone.key} {name_milestone(milestone, say)}")
            yield f"    {name} :{tag}milestone, {milestone.day}, 0d"
    for lane, label in name_lanes(plan.cities, say).items():
        section = f"    section {_plain(label)}"
        for action in plan.roadmap.actions:
            span = find_span(action)
            if action.lane != lane or span is None or action.status is Status.DROPPED:
                continue
            if section:
                yield section
                section = ""
            # Mermaid's end is the day after the last one.
            first, end = span[0], span[1] + dt.timedelta(days=1)
            name = _plain(f"{action.id} {action.title}")
            yield f"    {name} :{_TAGS.get(action.status, '')}{first}, {end}"


def _list_milestones(plan: Plan, say: Language) -> Iterator[str]:
    rows = [(say.text("No."), say.text("Milestone"), say.text("Date"), say.text("Status"))]
    for milestone in settle_milestones(plan):
        day = say.short_day(milestone.day) if milestone.day else ""
        done = say.text("Done") if milestone.done else ""
        rows.append((milestone.key, name_milestone(milestone, say), day, done))
    yield from _set_table(rows)


def _list_actions(plan: Plan, say: Language) -> Iterator[str]:
    lanes = name_lanes(plan.cities, say)
    heading = [say.text("No."), say.text("Action"), say.text("Workstream")]
    heading += [say.text("Start"), say.text("Due date")]
    heading += [say.text("Responsible in {city}", city=tidy_line(city)) for city in plan.cities]
    heading += [say.text("Needs"), say.text("Indicator"), say.text("Risk"), say.text("Status")]
    rows: list[Sequence[str]] = [heading]
    for action in plan.roadmap.actions:
        owners = (*action.owners, *("" for _ in plan.cities))[: len(plan.cities)]
        needs = ", ".join(filter(None, (name_needs(action.needs, say), action.needs_note)))
        rows.append(
            [
                action.id,
                action.title,
                lanes.get(action.lane, action.lane),
                _show_when(action.start, say),
                _show_when(action.due, say),
                *owners,
                needs,
                _show_indicator(action),
                action.risk,
                say.text(STATUS_LABELS[action.status]),
            ]
        )
    yield from _set_table(rows)


def _show_when(when: When | None, say: Language) -> str:
    if when is None:
        return ""
    return say.short_day(when.first) if when.is_day else name_when(when, say)


def _show_indicator(action: Action) -> str:
    sign = action.indicator
    change = " → ".join(filter(None, (sign.baseline, sign.target)))
    return ": ".join(filter(None, (sign.name, change)))


def _set_table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(_escape(cell) for cell in row)} |"
        if number == 0:
            yield "|" + " --- |" * len(row)


def _escape(text: str) -> str:
    """A person's text inside a line of Markdown; its line breaks stay breaks."""
    text = "".join(_HTML.get(character, character) for character in tidy_text(text))
    return "<br>".join(_ACTIVE.sub(r"\\\1", line) for line in text.split("\n"))


def _plain(text: str) -> str:
    """A person's text as a name in a chart: one line without Mermaid's own signs."""
    return tidy_line(text).translate(_MERMAID)
