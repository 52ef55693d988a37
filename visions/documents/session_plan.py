"""The facilitator's plan: eight steps in 105 minutes, with the time on the clock for each.

The order is liking, difference, reality, commitment, so that critique does not kill the utopia.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from visions.documents.plain_text import clean_text
from visions.i18n import Language, mark, mark_counted, speak
from visions.model import Tandem, Workshop


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its minutes, and messages of the catalogues."""

    minutes: int
    title: str
    do: str
    say: str
    material: str


STEPS = (
    Step(
        5,
        mark("Frame"),
        mark(
            "Welcome, aim and timetable. Prompts hold no names and no personal data; every picture "
            "carries its label."
        ),
        mark("First we dream, then we check. No picture here is a plan or a promise."),
        mark("Beamer with the gallery, this plan"),
    ),
    Step(
        15,
        mark("Prompt"),
        mark(
            "Each tandem agrees on one or two prompts: a place, people, one digital element that "
            "can be seen, three to five qualities. Type them in, or collect them on paper."
        ),
        mark("Write what you would see if you stood there. Your words are sent as they are."),
        mark("Phones or laptops, starter prompts, paper, pens"),
    ),
    Step(
        10,
        mark("Pictures and choice"),
        mark(
            "Show the pictures as they arrive. Everybody sticks three dots; the tandem works with "
            "the picture that has most. Is one missing? Go on with the prompt and its empty frame."
        ),
        mark("Which picture gives you most to talk about? It need not be the prettiest."),
        mark("Contact sheet or posters on the wall, sticky dots"),
    ),
    Step(
        15,
        mark("Keep, adapt, leave out"),
        mark(
            "Each tandem fills in the three columns and notes the area of the picture, such as B2. "
            "Then ask who or what is missing."
        ),
        mark("What attracts you comes first. Criticism comes after it."),
        mark("One worksheet a tandem (A4, better A3), pens"),
    ),
    Step(
        15,
        mark("Reality check"),
        mark(
            "Each city fills in its own column: what it has, what stands in the way, what it "
            "needs. Then the partners compare their columns."
        ),
        mark("What do you have already? What can you learn from your partner?"),
        mark("Worksheet, a pen of its own colour for each city"),
    ),
    Step(
        15,
        mark("Vision"),
        mark(
            "First the newspaper headline, then the vision sentence. One person reads it aloud; "
            "the others say what they see."
        ),
        mark("Who will be able to do what in your cities, and why does it matter?"),
        mark("Worksheet, lower half"),
    ),
    Step(
        10,
        mark("Signs"),
        mark(
            "Two signs a tandem, each with its value today and a target. Then the first step: "
            "what, by when, and which office in each city."
        ),
        mark("How will somebody who lives there notice that you are on the way?"),
        mark("Worksheet, last row; calendar"),
    ),
    Step(
        20,
        mark("Roadmap backwards"),
        mark(
            "Start at the horizon and work back to today: first milestones, then who does what by "
            "when. Agree on the day of the joint review. Photograph the sheets."
        ),
        mark("What must have happened just before that? And before that?"),
        mark("One roadmap a tandem (A3), sticky notes, pens"),
    ),
)
BEFORE = (
    mark("Run “visions check”, and rehearse once with the built-in illustrator."),
    mark("Print worksheets (A4 or A3), roadmaps (A3) and this plan; cut the prompt cards."),
    mark("One table a group, four or five people, partners side by side; power and Wi-Fi."),
    mark("Put up the notice on personal data where prompts are typed in."),
)
MINUTES = mark_counted("{n} minute", "{n} minutes")
AFTER = (
    mark("Type in what is on the sheets, or photograph them, before anybody leaves with them."),
    mark("Make the report (“visions report”) and send it to every city."),
)


@dataclass(frozen=True, slots=True)
class StepView:
    begin: str
    end: str
    minutes: str
    title: str
    do: str
    say: str
    material: str


@dataclass(frozen=True, slots=True)
class GroupView:
    table: str
    tandem: str
    theme: str
    languages: str


@dataclass(frozen=True, slots=True)
class SessionPlanView:
    """All texts of the plan. `span` is the whole time: “13:30 – 15:15 (105 minutes)”."""

    language: str
    title: str
    document_title: str
    created: int
    workshop: str
    organiser: str
    place_and_date: str
    span: str
    time_label: str
    step_label: str
    do_label: str
    say_label: str
    material_label: str
    steps: tuple[StepView, ...]
    before_label: str
    before: tuple[str, ...]
    after_label: str
    after: tuple[str, ...]
    groups_label: str
    table_label: str
    tandem_label: str
    theme_label: str
    languages_label: str
    groups: tuple[GroupView, ...]
    page_of: str
    made_with: str


def view_session_plan(
    workshop: Workshop, language_code: str, version: str, start: dt.time = dt.time(13, 30)
) -> SessionPlanView:
    """The plan in one language, beginning at `start`; it may go on past midnight."""
    say = speak(language_code)
    title = say.text("Session plan")
    steps = _view_steps(start, say)
    total = sum(step.minutes for step in STEPS)
    return SessionPlanView(
        language=say.code,
        title=title,
        document_title=clean_text(f"{title}: {workshop.title}"),
        created=int(dt.datetime.combine(workshop.date, dt.time(), dt.UTC).timestamp()),
        workshop=clean_text(workshop.title),
        organiser=clean_text(workshop.organiser),
        place_and_date=clean_text(
            " · ".join(part for part in (workshop.place, say.day(workshop.date)) if part)
        ),
        span=f"{steps[0].begin} – {steps[-1].end} ({say.counted(*MINUTES, total)})",
        time_label=say.text("Time"),
        step_label=say.text("Step"),
        do_label=say.text("What to do"),
        say_label=say.text("What to say"),
        material_label=say.text("Material"),
        steps=steps,
        before_label=say.text("Before the session"),
        before=tuple(say.text(one) for one in BEFORE),
        after_label=say.text("After the session"),
        after=tuple(say.text(one) for one in AFTER),
        groups_label=say.text("Groups"),
        table_label=say.text("Table"),
        tandem_label=say.text("Peer-learning tandem"),
        theme_label=say.text("Theme"),
        languages_label=say.text("Languages of the sheets"),
        groups=tuple(
            _view_group(number, tandem) for number, tandem in enumerate(workshop.tandems, 1)
        ),
        page_of=say.text("Page {n} of {total}"),
        made_with=f"visions {version}",
    )


def _view_steps(start: dt.time, say: Language) -> tuple[StepView, ...]:
    moment = dt.datetime.combine(dt.date(2000, 1, 1), start)
    views = []
    for step in STEPS:
        end = moment + dt.timedelta(minutes=step.minutes)
        views.append(
            StepView(
                begin=f"{moment:%H:%M}",
                end=f"{end:%H:%M}",
                minutes=say.counted(*MINUTES, step.minutes),
                title=say.text(step.title),
                do=say.text(step.do),
                say=say.text(step.say),
                material=say.text(step.material),
            )
        )
        moment = end
    return tuple(views)


def _view_group(number: int, tandem: Tandem) -> GroupView:
    return GroupView(
        table=str(number),
        tandem=clean_text(tandem.title),
        theme=clean_text(tandem.theme),
        languages=", ".join(speak(code).name for code in tandem.languages),
    )
