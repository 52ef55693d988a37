"""Plans to make files from: a calm one, a hostile one, and any at all."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import string
import uuid
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from visions.answers import (
    Action,
    ActionType,
    CityAnswers,
    FirstStep,
    Indicator,
    MilestoneAnswer,
    Remark,
    RoadmapAnswers,
    Status,
    WorksheetAnswers,
    list_lanes,
    parse_when,
)
from visions.exchange.plan import Picture, Plan
from visions.roadmap import Need, place_milestones

START, HORIZON = dt.date(2023, 10, 23), dt.date(2024, 12, 31)
SAVED = dt.datetime(2023, 10, 23, 15, 4, 5, tzinfo=dt.timezone(dt.timedelta(hours=2)))
IDENTITY = uuid.UUID("00000000-0000-5000-8000-000000000001")
HOSTILE = (
    "<script>alert(1)</script> \"'><img src=x onerror=alert(2)> {{7*7}} {% raw %} &amp; | ` ; : # "
    '%%{init: {}}%% ```\n\nEND:VEVENT\n=HYPERLINK("x")\n- @cmd \x00\x0b\ud800\ufffe\u202e '
    "_x0041_ مرحبا 日本語 👩‍👩‍👧"
)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", "#REF!", "=", "'quoted")

WORKSHEET = WorksheetAnswers(
    keep=(Remark("Bäume und Schatten", "B2"), Remark("Platz ohne Autos")),
    adapt=(Remark("Weniger Glas", "A1"),),
    missing="Kinder",
    cities=(CityAnswers("Sensoren", "Geld", (Need.FUNDING, Need.OTHER)),),
    headline="Erste Karte der Luft",
    indicators=(Indicator("Sensoren", "0", "40 Stück"),),
    first_step=FirstStep("Stadtwerke anrufen", ("Ufficio ambiente", "Umweltamt")),
)
ROADMAP = RoadmapAnswers(
    milestones=(
        MilestoneAnswer("M2", "Zwischenstand", dt.date(2024, 3, 1)),
        MilestoneAnswer("M6", done=True),
    ),
    actions=(
        Action(
            "A01",
            "Sensoren aufstellen",
            "city-2",
            ActionType.PILOT,
            parse_when("2024-Q1"),
            parse_when("2024-06-30"),
            ("", "Umweltamt"),
            "Schulen",
            (Need.FUNDING,),
            "EU",
            "LIFE",
            12_000,
            Indicator("Sensoren", "0", "40 Stück"),
            "-5 Grad",
            "Heizung",
            ("A02",),
            "B2",
            Status.RUNNING,
            "zwei\nZeilen",
        ),
        Action("A02", "=Daten veröffentlichen", due=parse_when("2024"), cost_eur=0),
        Action("A07"),
        Action("A08", "Fallen gelassen", due=parse_when("2024-02"), status=Status.DROPPED),
    ),
)


def make_plan(
    roadmap: RoadmapAnswers = ROADMAP,
    *,
    language: str = "de",
    cities: tuple[str, ...] = ("Arezzo", "Hamm"),
    **changes: Any,
) -> Plan:
    plan = Plan(
        record="arezzo-hamm/0001",
        tandem=" – ".join(cities),
        cities=cities,
        workshop="Two-day tandem workshop",
        date=START,
        horizon=HORIZON,
        language=language,
        milestones=place_milestones(START, HORIZON),
        saved_at=SAVED,
        identity=IDENTITY,
        revision=3,
        theme="Air",
        roadmap=roadmap,
        worksheet=WORKSHEET,
    )
    return dataclasses.replace(plan, **changes)


def make_hostile_plan(language: str = "en") -> Plan:
    """Every text says the worst, formulas among them."""
    actions = [_spoil(Action(f"A{n:02d}", due=parse_when("2024-Q1")), text)
               for n, text in enumerate((HOSTILE, *FORMULAS), 1)]  # fmt: skip
    return make_plan(
        RoadmapAnswers((MilestoneAnswer("M2", HOSTILE, START),), tuple(actions)),
        language=language,
        cities=(f"Rome {HOSTILE}", "=1+1"),
        theme=HOSTILE,
        workshop=HOSTILE,
        worksheet=WorksheetAnswers(
            keep=(Remark(HOSTILE, "B2"),) * 3,
            missing=HOSTILE,
            cities=(CityAnswers(HOSTILE, HOSTILE), CityAnswers(*FORMULAS[:2])),
            headline=HOSTILE,
            vision=HOSTILE,
            indicators=(Indicator(HOSTILE, HOSTILE, HOSTILE),),
            first_step=FirstStep(HOSTILE, (HOSTILE, HOSTILE), START),
            alt_text=HOSTILE,
        ),
    )


def _spoil(action: Action, text: str) -> Action:
    return dataclasses.replace(
        action,
        title=text,
        owners=(text, text),
        partners=text,
        needs_note=text,
        funding_source=text,
        indicator=Indicator(text, text, text),
        risk=text,
        countermeasure=text,
        notes=text,
    )


def make_picture(*, hostile: bool = False, arrived: bool = True) -> Picture:
    return Picture(
        draw_jpeg() if arrived else None,
        prompt=HOSTILE if hostile else "a smart city which is connected",
        label="KI-generiertes Bild",
        alt=HOSTILE if hostile else "Ein Platz mit Bäumen",
        system="OpenAI gpt-image-2",
        disclaimer="Dieses Bild zeigt einen erdachten Ort.",
    )


def draw_jpeg() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(out, "JPEG")
    return out.getvalue()


# Valid answers of every kind (see visions.answers.rules), in the form that reading gives them.

_LETTERS = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufffe\uffff"
)
_WORDS = st.one_of(
    st.sampled_from(FORMULAS),
    st.sampled_from(("1", "1.0", "TRUE", "007", "2024-01-01", "_x0041_", "a_x000D_b", "Yes", "&")),
    st.text(st.sampled_from(string.ascii_letters + " \t\n=_äΩ😀"), max_size=40),
    st.text(_LETTERS, max_size=30),
)
texts = _WORDS.map(lambda text: text if text.strip() else "")
lines = texts.map(lambda text: text.replace("\n", " ")).map(lambda t: t if t.strip() else "")
days = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
whens = st.one_of(
    st.none(),
    days.map(lambda day: parse_when(day.isoformat())),
    st.builds(
        lambda year, rest: parse_when(f"{year}{rest}"),
        st.integers(1900, 2200),
        st.sampled_from(("", "-Q1", "-Q4", "-H1", "-H2", "-02", "-12")),
    ),
)
needs = st.sets(st.sampled_from(Need)).map(lambda s: tuple(n for n in Need if n in s))


@st.composite
def roadmaps(draw: Callable[..., Any], cities: int) -> RoadmapAnswers:
    keys = draw(st.lists(st.sampled_from([f"M{n}" for n in range(7)]), unique=True))
    milestones = tuple(
        MilestoneAnswer(key, draw(lines), draw(st.none() | days), draw(st.booleans()))
        for key in sorted(keys)
    )
    numbers = draw(st.lists(st.integers(1, 999), unique=True, max_size=6))
    ids = [f"A{n:02d}" for n in numbers]
    actions = []
    for place, key in enumerate(ids):
        start, due = draw(whens), draw(whens)
        if start and due and due.last < start.first:
            start, due = due, start
        owners = tuple(draw(texts) for _ in range(cities))
        actions.append(
            Action(
                id=key,
                title=draw(lines),
                lane=draw(st.sampled_from(list_lanes(cities))),
                type=draw(st.sampled_from(ActionType)),
                start=start,
                due=due,
                owners=owners if any(owners) else (),
                partners=draw(texts),
                needs=draw(needs),
                needs_note=draw(texts),
                funding_source=draw(texts),
                cost_eur=draw(st.none() | st.integers(0, 10**12)),
                indicator=Indicator(draw(texts), draw(texts), draw(texts)),
                risk=draw(texts),
                countermeasure=draw(texts),
                depends_on=tuple(draw(st.lists(st.sampled_from(ids[:place]), unique=True)))
                if place
                else (),
                picture_ref=draw(st.sampled_from(("", "A1", "D3"))),
                status=draw(st.sampled_from(Status)),
                notes=draw(texts),
            )
        )
    return RoadmapAnswers(milestones, tuple(actions))
