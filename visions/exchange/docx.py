"""The worksheet as a Word file that people go on writing in.

The layout is a template, `worksheet.docx`, built by `tools/worksheet_docx.py`; any Word file
with the same tags can take its place.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from visions.answers import MOST_INDICATORS, CityAnswers, Indicator, Remark
from visions.answers.labels import NEED_LABELS
from visions.errors import DocumentFailed
from visions.exchange.plan import Picture, Plan
from visions.exchange.tidy import tidy_line, tidy_text
from visions.exchange.zipped import fix_times
from visions.i18n import Language, speak
from visions.roadmap import MilestoneKind
from visions.theme import PLAIN

PICTURE_WIDTH = 138
"""Millimetres; a 3:2 picture and the facts above it fit on the first half of the page."""

_REGIONS = {
    "en": "en-GB",
    "de": "de-DE",
    "it": "it-IT",
    "ro": "ro-RO",
    "nl": "nl-NL",
    "el": "el-GR",
    "bg": "bg-BG",
    "pl": "pl-PL",
}
_BLANK = "\u00a0"
"""Keeps the line of an empty answer as high as one with words."""


def write_docx(plan: Plan, picture: Picture, template: bytes | None = None) -> bytes:
    """The worksheet as DOCX in the plan's language; equal input gives equal bytes.

    `template` is a Word file with docxtpl's tags in place of the built-in one; it is run in
    Jinja's sandbox. What is empty stays a line to write on. Raises DocumentFailed where docxtpl
    is not installed (the extra “docx”) or the template cannot be filled in.
    """
    try:
        from docxtpl import DocxTemplate, InlineImage
        from jinja2 import StrictUndefined
        from jinja2.sandbox import SandboxedEnvironment
    except ImportError:
        raise DocumentFailed(
            document="worksheet.docx",
            reason="the library docxtpl is not installed",
            advice="Install it with: pip install 'visions-workshop[docx]'",
        ) from None
    from docx.shared import Mm

    source = template or files("visions.exchange").joinpath("worksheet.docx").read_bytes()
    out = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(source))
        values: dict[str, Any] = view_sheet(plan, picture)
        if picture.jpeg is not None:
            image = InlineImage(document, io.BytesIO(picture.jpeg), width=Mm(PICTURE_WIDTH))
            values["picture"] = image
        environment = SandboxedEnvironment(undefined=StrictUndefined)
        document.render(values, jinja_env=environment, autoescape=True)
        _describe_pictures(document.docx, tidy_line(picture.alt or picture.label))
        _set_language(document.docx, plan.language)
        _set_properties(document.docx, plan, values["title"])
        document.save(out)
    except Exception as error:
        # A template or picture of somebody's own can fail in Word's, XML's and Jinja's ways.
        raise DocumentFailed(
            document="worksheet.docx",
            reason=f"its template or picture cannot be used ({type(error).__name__})",
            advice="Try it with the built-in template.",
        ) from error
    return fix_times(out.getvalue())


def view_sheet(plan: Plan, picture: Picture) -> dict[str, Any]:
    """Everything that the template can say, by the names of its tags."""
    say, sheet = speak(plan.language), plan.worksheet
    horizon = say.day(plan.horizon)
    cities = [tidy_line(city) for city in plan.cities]
    starter = say.text(
        "By {date}, … in {cities} can …, because …", date=horizon, cities=say.listing(cities)
    )
    title, prompt = say.text("Realistic vision"), tidy_text(picture.prompt)
    return {
        "title": title,
        "subtitle": say.text("From the utopian picture to our own vision"),
        "facts": list(_list_facts(plan, picture, say)),
        "picture": None,
        "no_picture": say.text("The picture is still to come."),
        "caption": say.text(
            "{label}. Prompt: “{prompt}”", label=tidy_line(picture.label), prompt=prompt
        ),
        "disclaimer": tidy_text(picture.disclaimer),
        "reference_label": say.text("Picture area (e.g. B2)"),
        "own_words_label": say.text("In your own words"),
        "remarks": [
            {"title": say.text("Keep: what attracts us"), "rows": _list_remarks(sheet.keep)},
            {
                "title": say.text("Adapt: what must be different in our cities"),
                "rows": _list_remarks(sheet.adapt),
            },
            {
                "title": say.text("Leave out: what we do not want"),
                "rows": _list_remarks(sheet.leave_out),
            },
        ],
        "missing_label": say.text("Who or what is missing?"),
        "missing": _answer(sheet.missing),
        "cities_label": tidy_line(plan.tandem),
        "city_label": say.text("City"),
        "have_label": say.text("What we already have"),
        "obstacles_label": say.text("What stands in the way"),
        "needs_label": say.text("Needs"),
        "cities": list(_list_cities(cities, sheet.cities, say)),
        "headline_label": say.text("Newspaper headline on {date}", date=horizon),
        "headline": _answer(sheet.headline),
        "vision_label": say.text("Our vision"),
        "vision": _answer(sheet.vision or starter),
        "notice_label": say.text("How will we notice it?"),
        "indicator_label": say.text("Indicator"),
        "baseline_label": say.text("Today"),
        "target_label": say.text("Target value"),
        "indicators": _list_indicators(sheet.indicators),
        "first_step_label": say.text("First step in the next 14 days"),
        "first_step": list(_list_first_step(plan, cities, say)),
        "footer": f"{plan.record} · {say.text('Draft {n}', n=max(plan.revision, 1))}",
    }


def _answer(text: str) -> str:
    return tidy_text(text) or _BLANK


def _list_facts(plan: Plan, picture: Picture, say: Language) -> Iterator[dict[str, str]]:
    for label, text in (
        (say.text("Peer-learning tandem"), plan.tandem),
        (say.text("Theme"), plan.theme),
        (say.text("Workshop"), plan.workshop),
        (say.text("Date"), say.day(plan.date)),
        (say.text("Time horizon"), say.day(plan.horizon)),
        (say.text("Archive number"), plan.record),
        (say.text("AI system used"), picture.system),
    ):
        if tidy_line(text):
            yield {"label": label, "text": tidy_line(text)}


def _list_remarks(remarks: Sequence[Remark]) -> list[dict[str, str]]:
    lines = [*remarks, *(Remark() for _ in range(PLAIN.lines.keep - len(remarks)))]
    return [{"text": _answer(line.text), "ref": _answer(line.ref)} for line in lines]


def _list_indicators(indicators: Sequence[Indicator]) -> list[dict[str, str]]:
    lines = [*indicators, *(Indicator() for _ in range(MOST_INDICATORS - len(indicators)))]
    return [
        {
            "name": _answer(sign.name),
            "baseline": _answer(sign.baseline),
            "target": _answer(sign.target),
        }
        for sign in lines
    ]


def _list_cities(
    names: Sequence[str], answers: Sequence[CityAnswers], say: Language
) -> Iterator[dict[str, str]]:
    for place, name in enumerate(names):
        answer = answers[place] if place < len(answers) else CityAnswers()
        ticks = (
            f"{'☒' if need in answer.needs else '☐'} {say.text(label)}"
            for need, label in NEED_LABELS.items()
        )
        yield {
            "name": name,
            "have": _answer(answer.have),
            "obstacles": _answer(answer.obstacles),
            "needs": "\n".join(ticks),
        }


def _list_first_step(plan: Plan, cities: Sequence[str], say: Language) -> Iterator[dict[str, str]]:
    step = plan.worksheet.first_step
    owners = (*step.owners, *("" for _ in cities))
    proposed = (one.day for one in plan.milestones if one.kind is MilestoneKind.FIRST_STEP)
    due = step.due or next(proposed, None)
    yield {"label": say.text("Action"), "text": _answer(step.what)}
    for city, owner in zip(cities, owners, strict=False):
        label = say.text("Responsible in {city}", city=city)
        yield {"label": label, "text": _answer(owner)}
    yield {"label": say.text("Due date"), "text": say.day(due) if due else _BLANK}


def _describe_pictures(document: Any, alt: str) -> None:
    """Give every picture its words for people who cannot see it (WCAG 1.1.1)."""
    from docx.oxml.ns import qn

    for inline in document.element.body.iter(qn("wp:inline")):
        inline.find(qn("wp:docPr")).set("descr", alt)
        # python-docx sets it in by 3 mm on both sides.
        inline.set("distL", "0")
        inline.set("distR", "0")


def _set_language(document: Any, code: str) -> None:
    """The language of the whole text, for screen readers and spelling (WCAG 3.1.1)."""
    from docx.oxml.ns import qn

    for name in ("w:lang", "w:themeFontLang"):
        for root in (document.styles.element, document.settings.element):
            for element in root.iter(qn(name)):
                element.set(qn("w:val"), _REGIONS.get(code, code))


def _set_properties(document: Any, plan: Plan, title: str) -> None:
    properties = document.core_properties
    properties.title = tidy_line(f"{title}: {plan.tandem} ({plan.record})")[:255]
    properties.language = _REGIONS.get(plan.language, plan.language)
    moment = plan.saved_at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = moment
