"""The design: one set of colours in all places, and contrast as WCAG counts it."""

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import visions.documents.view
from visions.documents.livery import find_scale
from visions.documents.view import RoadmapView, WorksheetView
from visions.theme import (
    LABELS,
    PLAIN,
    WHITE,
    Colours,
    ExtraField,
    Theme,
    find_faint,
    measure_contrast,
    mix,
    strengthen,
)

PARTS = st.integers(0, 255)
COLOURS = st.builds(lambda r, g, b: f"#{r:02x}{g:02x}{b:02x}", PARTS, PARTS, PARTS)
BASE = Path(visions.documents.view.__file__).parent / "assets" / "base.css"


def test_pages_and_paper_have_the_same_colours() -> None:
    styles = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", BASE.read_text("utf-8")))
    plain = dataclasses.asdict(PLAIN.colours)
    plain["rule-light"] = plain.pop("hair")
    assert {key: styles[key] for key in plain} == plain


def test_the_plain_design_is_legible() -> None:
    assert list(find_faint(PLAIN.colours)) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#00ff00", 2.91),
    ],
)
def test_contrast_is_counted_as_wcag_does(one: str, other: str, expected: float) -> None:
    assert measure_contrast(one, other) == pytest.approx(expected, abs=0.01)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways(one: str, other: str) -> None:
    found = measure_contrast(one, other)
    assert found == measure_contrast(other, one)
    assert 1 <= found <= 21
    assert measure_contrast(one, one) == 1


@given(COLOURS, st.sampled_from([3.0, 4.5, 7.0]))
def test_a_proposed_colour_is_strong_enough(colour: str, needed: float) -> None:
    proposed = strengthen(colour, {WHITE: needed, "#e6eff0": needed})
    assert measure_contrast(proposed, WHITE) >= needed
    assert measure_contrast(proposed, "#e6eff0") >= needed
    if measure_contrast(colour, "#e6eff0") >= needed:
        assert proposed == colour


@given(COLOURS, COLOURS)
def test_a_mixture_lies_between(one: str, other: str) -> None:
    assert mix(one, other, 1) == one
    assert mix(one, other, 0) == other


def test_every_faint_pair_is_found() -> None:
    faint = Colours(quiet="#aaaaaa", rule="#eeeeee")
    assert [str(pair) for pair, _ in find_faint(faint)] == [
        "quiet on white",
        "quiet on tint",
        "rule on white",
    ]


def test_every_label_is_one_of_a_view() -> None:
    names = {f.name for view in (WorksheetView, RoadmapView) for f in dataclasses.fields(view)}
    assert set(LABELS) <= names


def test_a_field_speaks_the_readers_language_or_english() -> None:
    field = ExtraField("money", {"de": "Geld", "en": "Money"})
    assert [field.label(code) for code in ("de", "en", "el")] == ["Geld", "Money", "Money"]
    assert ExtraField("money", {"de": "Geld"}).label("el") == "Geld"
    assert ExtraField("money", {"": "€"}).label("el") == "€"


def test_only_a_worksheet_is_enlarged() -> None:
    theme = Theme(worksheet_paper="A3")
    assert find_scale("worksheet.typ", theme) == pytest.approx(1.414, abs=0.001)
    assert find_scale("roadmap.typ", theme) == 1
    assert find_scale("worksheet.typ", PLAIN) == 1
