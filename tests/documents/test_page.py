"""Pages by templates of a workshop's own: alike, told where broken, stopped where endless."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.documents.filled import FULL
from tests.documents.samples import (
    ARNSBERG,
    HOSTILE,
    VERSION,
    WORKSHOP,
    make_entry,
    make_roadmap,
    make_walls,
    make_worksheet,
)
from visions.documents.gallery import set_gallery
from visions.documents.html import set_html
from visions.documents.report import Story, view_report
from visions.documents.report_chapters import Money
from visions.documents.report_page import set_report_page
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.errors import TemplateFailed
from visions.patterns import PATTERNS, begin_template

ENDLESS = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}"


def set_any(kind: str, templates: Path | None) -> str:
    entry = make_entry(ARNSBERG, 1, HOSTILE)
    if kind == "gallery":
        return set_gallery(WORKSHOP, make_walls(), assets="a", version=VERSION, templates=templates)
    if kind == "report":
        view = view_report(
            WORKSHOP, [Story(ARNSBERG, (entry,), 1, {1: (FULL, 1)})], Money(), "de", VERSION
        )
        return set_report_page(view, {str(entry.id): "x.jpg"}, assets="a", templates=templates)
    make_view = {"worksheet": view_worksheet, "roadmap": view_roadmap}[kind.split()[0]]
    answers = FULL if kind.endswith("filled") else None
    sheet = make_view(WORKSHOP, ARNSBERG, entry, "ro", VERSION, answers=answers, revision=1)
    return set_html(sheet, picture="image.jpg", assets="../../assets", templates=templates)


def set_worksheet(folder: Path, source: str, deadline: float = 20.0) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "worksheet.html.j2").write_text(source, encoding="utf-8")
    return set_html(make_worksheet(), picture=None, assets="a", templates=folder, deadline=deadline)


def fail(folder: Path, source: str, deadline: float = 20.0) -> TemplateFailed:
    with pytest.raises(TemplateFailed) as caught:
        set_worksheet(folder, source, deadline)
    return caught.value


@pytest.mark.parametrize(
    "kind",
    ["worksheet", "worksheet filled", "roadmap", "roadmap filled", "gallery", "report"],
)
@pytest.mark.parametrize("is_begun", [True, False])
def test_an_own_template_that_changes_nothing_makes_the_same_page(
    tmp_path: Path, kind: str, is_begun: bool
) -> None:
    """Whatever a template can see comes over whole, filled sheets and hostile words too."""
    name = kind.split()[0]
    file = PATTERNS[name][0]
    thin = f'{{% extends "builtin/{file}" %}}'
    text = begin_template(name, file) if is_begun else thin
    (tmp_path / file).write_text(text, "utf-8")
    assert set_any(kind, tmp_path) == set_any(kind, None)


def test_a_part_of_ones_own_counts_too(tmp_path: Path) -> None:
    (tmp_path / "_parts.html.j2").write_text("{% macro oops() %}{% endmacro %}", "utf-8")
    with pytest.raises(TemplateFailed, match=r"templates/_parts\.html\.j2: .*name_city") as caught:
        set_any("gallery", tmp_path)
    assert caught.value.stand_in.decode() == set_any("gallery", None)


def test_the_built_in_page_stands_in_for_a_broken_template(tmp_path: Path) -> None:
    error = fail(tmp_path, "fine\n{{ view.headlin }}")
    assert error.message == (
        "templates/worksheet.html.j2, line 2: there is no value “headlin” here; did you "
        "mean “headline”? The built-in template stood in for it, so no document is missing. "
        "Mend it and run the command again, or move the file away."
    )
    assert error.stand_in.decode() == set_html(make_worksheet(), picture=None, assets="a")
    # What does not need the broken file never looks at it.
    assert set_html(make_roadmap(), picture=None, assets="a", templates=tmp_path)


def test_an_endless_template_is_stopped_and_not_tried_again(tmp_path: Path) -> None:
    assert "longer than 1 s" in fail(tmp_path, ENDLESS, deadline=1.0).message
    begun = time.monotonic()
    assert "longer than 1 s" in fail(tmp_path, ENDLESS, deadline=60.0).message
    assert time.monotonic() - begun < 5
    assert set_worksheet(tmp_path, "mended") == "mended"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% set x = "x" * 10**10 %}', "needs more memory"),
        (
            "{% set x %}{% for a in range(99999) %}{% for b in range(99999) %}"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{{ b }}"
            "{% endfor %}{% endfor %}{% endset %}",
            "memory",
        ),
        (
            '{% for a in range(99999) %}{{ "x" * 10000 }}{% endfor %}',
            "grows beyond 20 million characters",
        ),
        ('{% include "worksheet.html.j2" %}', "without end"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "without end"),
    ],
)
def test_a_template_that_grows_without_end_is_stopped(
    tmp_path: Path, source: str, expected: str
) -> None:
    message = fail(tmp_path, "\n" + source).message
    assert "templates/worksheet.html.j2" in message
    assert expected in message


@pytest.mark.parametrize(
    "name", ["../workshop.toml", "/etc/passwd", "link.txt", "inside/secret.txt", "..\\secret.txt"]
)
def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    for file in (tmp_path / "workshop.toml", outside / "secret.txt"):
        file.write_text("secret", "utf-8")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "inside").symlink_to(outside)
    message = fail(folder, f"{{% include {name!r} %}}").message
    assert "there is no template" in message
    assert "secret\n" not in message


def test_a_template_that_is_a_link_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "worksheet.html.j2").symlink_to(tmp_path / "secret")
    page = set_html(make_worksheet(), picture=None, assets="a", templates=folder)
    assert page == set_html(make_worksheet(), picture=None, assets="a")


def test_a_template_can_include_what_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "logo.svg").write_text("<svg/>", "utf-8")
    assert set_worksheet(tmp_path, '{% include "marks/logo.svg" %}') == "<svg/>"


@pytest.mark.parametrize(
    "source",
    [
        "{{ view.__class__ }}",
        "{{ view.__dict__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ self.__init__.__globals__ }}",
        "{% set _ = prompt.update({}) %}",
        "{{ view.needs.append(1) }}",
        "{{ cycler.__init__.__globals__.os }}",
    ],
)
def test_a_template_stays_in_its_sandbox(tmp_path: Path, source: str) -> None:
    assert "templates/worksheet.html.j2, line 1" in fail(tmp_path, source).message
