"""Markdown that other programs render: a chart, two tables, and no markup from people."""

import re

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from tests.exchange.samples import make_hostile_plan, make_plan, roadmaps
from visions.answers import RoadmapAnswers
from visions.exchange.markdown import write_markdown
from visions.exchange.plan import Plan
from visions.i18n import speak
from visions.model import LANGUAGES


def read_chart(plan: Plan) -> list[str]:
    found = re.search(r"^```mermaid\n(.*?)^```$", write_markdown(plan), re.DOTALL | re.MULTILINE)
    assert found
    return found[1].splitlines()


def render(plan: Plan) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(write_markdown(plan))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_chart_has_a_section_a_lane(code: str) -> None:
    say = speak(code)
    chart = read_chart(make_plan(language=code))
    assert chart[0] == "gantt"
    assert [line.strip() for line in chart if "section" in line] == [
        f"section {say.text('Milestones')}",
        f"section {say.text('Joint work')}",
        "section Hamm",
    ]
    assert "    A01 Sensoren aufstellen :active, 2024-01-01, 2024-07-01" in chart
    assert "    M2 Zwischenstand :milestone, 2024-03-01, 0d" in chart
    assert f"    M0 {say.text('Workshop')} :done, milestone, 2023-10-23, 0d" in chart


def test_undated_and_dropped_rows_are_in_the_table_only() -> None:
    plan = make_plan()
    chart, page = "\n".join(read_chart(plan)), render(plan)
    for key in ("A07", "A08"):
        assert key not in chart
        assert f"<td>{key}</td>" in page
    assert page.count("<table>") == 2
    assert page.count("<tr>") == 8 + 5


def check_chart(plan: Plan) -> None:
    for line in read_chart(plan)[4:]:
        assert re.fullmatch(
            r"    (section [^:;#%{}\n]+|[AM]\d+ [^:;#%{}\n]*:((done|active|milestone), )*"
            r"\d{4}-\d\d-\d\d, (\d{4}-\d\d-\d\d|0d))",
            line,
        ), line


def test_hostile_words_are_only_words() -> None:
    plan = make_hostile_plan()
    check_chart(plan)
    page = render(plan)
    tags = set(re.findall(r"<(/?\w+)", page))
    assert {tag.lstrip("/") for tag in tags} <= {
        "h1", "h2", "ul", "li", "blockquote", "p", "br", "pre", "code", "table", "thead", "tbody",
        "tr", "th", "td",
    }  # fmt: skip
    assert page.count("<table>") == 2
    assert page.count("<pre>") == 1
    assert page.count("<td>") == 4 * 7 + 11 * len(plan.roadmap.actions)
    assert "javascript:" not in page


@settings(max_examples=30, deadline=None)
@given(roadmaps(2))
def test_any_roadmap_keeps_its_shape(roadmap: RoadmapAnswers) -> None:
    plan = make_plan(roadmap)
    check_chart(plan)
    assert render(plan).count("<td>") == 4 * 7 + 11 * len(roadmap.actions)
