"""Everything fits: all languages, prompts, tandems and shapes of pictures, empty and filled in."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from tests.documents.filled import (
    FULL,
    HALF,
    HAMM,
    fill_a_roadmap,
    fill_a_worksheet,
    make_long,
    make_many,
)
from tests.documents.paper import A3_LANDSCAPE, A4, count_words, find_faults, split_words
from tests.documents.samples import ARTICLE, LONGEST, VERSION, WORKSHOP, make_entry
from tests.documents.test_filled import answer_everything
from tests.documents.test_pdf import LATIN_1000, ONE_CITY, SHAPES, draw_jpeg, page_of
from visions.answers import Answers, MilestoneAnswer
from visions.documents.pdf import Page, set_pdf
from visions.documents.sheets import view_roadmap
from visions.model import LANGUAGES, State, Tandem

TANDEMS = (ONE_CITY, HAMM, LONGEST)
PROMPTS = ("", ARTICLE, LATIN_1000[:1000])
PICTURES = (None, *SHAPES.values())
CASES = list(product(LANGUAGES, PROMPTS, TANDEMS, PICTURES))


def check_cases(kind: str, cases: list[tuple[str, str, Tandem, tuple[int, int] | None]]) -> None:
    """Set all cases as one PDF, in which each has one page and the long prompts a card."""
    pages = [page_of(kind, lang, tandem, text, size) for lang, text, tandem, size in cases]
    faults, count = find_faults(set_pdf(pages), A4 if kind == "worksheet" else A3_LANDSCAPE)
    assert faults == []
    long = sum(len(text) == 1000 for _, text, _, _ in cases)
    assert len(cases) <= count <= len(cases) + (long if kind == "worksheet" else 0)


@pytest.mark.parametrize("kind", ["worksheet", "roadmap"])
def test_every_pair_of_cases_fits(kind: str) -> None:
    """A fifth of all cases, chosen so that every two values meet."""
    sizes = (len(PROMPTS), len(TANDEMS), len(PICTURES))
    places = product(range(len(LANGUAGES)), *(range(size) for size in sizes))
    chosen = [
        case for case, place in zip(CASES, places, strict=True) if (sum(place) + place[0]) % 5 == 0
    ]
    check_cases(kind, chosen)


@pytest.mark.proof
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["worksheet", "roadmap"])
def test_every_case_fits(kind: str, language: str) -> None:
    check_cases(kind, [case for case in CASES if case[0] == language])


def list_answers(answers: Answers, *, worksheet: bool) -> Iterator[str]:
    """Every text that somebody wrote and that must be on the paper."""
    if worksheet:
        sheet = answers.worksheet
        for remark in (*sheet.keep, *sheet.adapt, *sheet.leave_out):
            yield from (remark.text, remark.ref)
        for city in sheet.cities:
            yield from (city.have, city.obstacles)
        yield from (sheet.missing, sheet.headline, sheet.vision, sheet.first_step.what)
        for sign in sheet.indicators:
            yield from (sign.name, sign.baseline, sign.target)
        yield from sheet.first_step.owners
        return
    yield answers.worksheet.vision
    yield from (milestone.title for milestone in answers.roadmap.milestones)
    for action in answers.roadmap.actions:
        yield from (action.title, *action.owners, action.partners, action.needs_note)
        yield from (action.funding_source, action.risk, action.countermeasure, action.notes)
        yield from (action.indicator.name, action.indicator.baseline, action.indicator.target)
        yield from (action.picture_ref, *action.depends_on, action.id)


def check_filled(answers: Answers, kind: str, language: str, tandem: Tandem, shape: str) -> int:
    """Set one document with answers; return how many pages it takes."""
    size = SHAPES.get(shape)
    entry = make_entry(tandem, 1, size=size) if size else make_entry(tandem, 1, state=State.FAILED)
    make = fill_a_worksheet if kind == "worksheet" else fill_a_roadmap
    page = Page(make(answers, language, tandem, entry), draw_jpeg(*size) if size else None)
    result = set_pdf([page])
    faults, count = find_faults(result, A4 if kind == "worksheet" else A3_LANDSCAPE)
    assert faults == []
    wanted = Counter(
        word
        for text in list_answers(answers, worksheet=kind == "worksheet")
        for word in split_words(text)
    )
    assert wanted - count_words(result) == Counter()
    return count


FILLED = [
    *(("en", HAMM, "landscape"), ("de", HAMM, "square"), ("el", HAMM, ""), ("it", HAMM, "none")),
    *(("bg", HAMM, "landscape"), ("pl", HAMM, "square")),
]


@pytest.mark.parametrize(("language", "tandem", "shape"), FILLED)
@pytest.mark.parametrize("kind", ["worksheet", "roadmap"])
def test_answers_are_all_on_the_paper(kind: str, language: str, tandem: Tandem, shape: str) -> None:
    pages = check_filled(FULL, kind, language, tandem, shape)
    assert pages == (1 if kind == "worksheet" else 2)
    assert check_filled(HALF, kind, language, tandem, shape) == pages


@pytest.mark.parametrize("kind", ["worksheet", "roadmap"])
@pytest.mark.parametrize("word", ["Straßenbeleuchtung", "Bürgerbeteiligungsverfahren", "W" * 28])
def test_long_words_break_rather_than_run_into_their_neighbours(kind: str, word: str) -> None:
    answers = answer_everything(itertools.cycle((f"{word} {word}", "B2")))
    for tandem in (HAMM, LONGEST):
        make = fill_a_worksheet if kind == "worksheet" else fill_a_roadmap
        result = set_pdf([Page(make(answers, "de", tandem), draw_jpeg(300, 200))])
        assert find_faults(result, A4 if kind == "worksheet" else A3_LANDSCAPE)[0] == []


@pytest.mark.parametrize("kind", ["worksheet", "roadmap"])
@pytest.mark.parametrize("characters", [160, 1000])
def test_long_answers_go_on_and_nothing_is_cut(kind: str, characters: int) -> None:
    assert check_filled(make_long(characters), kind, "de", HAMM, "landscape") > 1


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_row_is_flatter_than_its_label(language: str) -> None:
    """One city's answers are wide and low, the words beside them are not."""
    check_filled(trim_to(make_long(90), 1), "worksheet", language, TANDEMS[0], "landscape")


@pytest.mark.parametrize("count", [1, 40])
def test_many_actions_flow_on(count: int) -> None:
    check_filled(make_many(count), "roadmap", "nl", HAMM, "landscape")


@pytest.mark.parametrize("days", [0, 20, 75, 430, 4000])
def test_crowded_milestones_stand_apart_in_a_roadmap_of_any_length(days: int) -> None:
    workshop = replace(WORKSHOP, horizon=WORKSHOP.date + timedelta(days))
    pages = []
    for first in (0, days // 2, days - 4, days + 3):
        milestones = tuple(
            MilestoneAnswer(f"M{n}", f"Milestone {n} " * 4, WORKSHOP.date + timedelta(first + n))
            for n in range(7)
        )
        answers = replace(FULL, roadmap=replace(FULL.roadmap, milestones=milestones))
        view = view_roadmap(workshop, HAMM, make_entry(HAMM, 1), "el", VERSION, answers=answers)
        pages.append(Page(view, None))
    assert find_faults(set_pdf(pages), A3_LANDSCAPE)[0] == []


@pytest.mark.proof
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shape", [*SHAPES, ""])
def test_every_filled_document_fits(language: str, shape: str) -> None:
    for tandem in TANDEMS:
        for answers in (HALF, FULL, make_long(90), make_long(400), make_many(200)):
            for kind in ("worksheet", "roadmap"):
                kept = trim_to(answers, len(tandem.cities))
                check_filled(kept, kind, language, tandem, shape)


def trim_to(answers: Answers, cities: int) -> Answers:
    """The same answers with as many cities and owners as the tandem has."""
    sheet, roadmap = answers.worksheet, answers.roadmap
    step = replace(sheet.first_step, owners=sheet.first_step.owners[:cities])
    actions = tuple(replace(one, owners=one.owners[:cities]) for one in roadmap.actions)
    return Answers(
        replace(sheet, cities=sheet.cities[:cities], first_step=step),
        replace(roadmap, actions=actions),
    )
