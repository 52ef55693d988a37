"""theme.toml on the command line: checked, followed, and told of where it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import CommandLine
from tests.workshops import list_files

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0h9v9z"/></svg>'
THEME = """
logo = "logo.svg"
logo_alt = "A logo"
[colours]
deep = "#4a1942"
[paper]
worksheet = "Letter"
roadmap = "Tabloid"
[[worksheet.fields]]
key = "budget_idea"
label = "Where could the money come from?"
"""
TOO_MUCH = "[worksheet]\nlines = { keep = 5, missing = 4, have = 4, obstacles = 4, vision = 8 }"


@pytest.fixture
def themed(visions: CommandLine) -> CommandLine:
    (visions.folder / "logo.svg").write_text(LOGO, "utf-8")
    write_theme(visions, THEME)
    visions("add", "arezzo-hamm", "a market square")
    return visions


def write_theme(visions: CommandLine, text: str) -> None:
    (visions.folder / "theme.toml").write_text(text, "utf-8")


def find_told(visions: CommandLine) -> list[tuple[str, str]]:
    listed = json.loads(visions("check", "--json").out)
    return [(one["level"], one["text"]) for one in listed if one["subject"] == "theme.toml"]


def read_sheet(folder: Path) -> str:
    return (folder / "outputs/arezzo-hamm/0001/worksheet.it.html").read_text("utf-8")


def test_a_new_workshop_has_no_design_and_nothing_is_said_of_it(visions: CommandLine) -> None:
    assert find_told(visions) == []


def test_check_tells_of_the_design(themed: CommandLine) -> None:
    ((level, text),) = find_told(themed)
    assert level == "good"
    assert text == "your own design: worksheets on Letter, roadmaps on Tabloid, with logo.svg."


def test_a_broken_design_stops_before_anything_is_drawn(themed: CommandLine) -> None:
    write_theme(themed, "colour = 3\n[paper]\nworksheet = 'A5'")
    for command in (["make"], ["documents"], ["print"]):
        ran = themed(*command)
        assert ran.code == 3
        assert "theme.toml cannot be used yet (2 to mend)" in ran.err
    assert not (themed.folder / "outputs/arezzo-hamm/0001").exists()
    ((level, text),) = find_told(themed)
    assert level == "bad"
    assert "Did you mean “colours”?" in text
    assert themed("check").code == 3
    assert themed("status").code == 0


def test_make_follows_the_design_and_does_nothing_twice(themed: CommandLine) -> None:
    ran = themed("make")
    assert ran.code == 0
    assert "worksheets.pdf on Letter" in ran.out
    assert "roadmaps.pdf on Tabloid" in ran.out
    page = read_sheet(themed.folder)
    assert "assets/theme.css" in page
    assert 'alt="A logo"' in page
    assert "Where could the money come from?" in page
    assets = themed.folder / "outputs/assets"
    assert "--deep: #4a1942" in (assets / "theme.css").read_text("utf-8")
    assert (assets / "logo.svg").read_text("utf-8") == LOGO
    assert "Made:   nothing new" in themed("make").out


def test_a_changed_design_makes_documents_stale(themed: CommandLine) -> None:
    themed("make")
    before = list_files(themed.folder / "outputs")
    (themed.folder / "logo.svg").write_text(LOGO.replace("h9", "h8"), "utf-8")
    assert "Made:   nothing new" not in themed("make").out
    changed = {
        name for name, data in list_files(themed.folder / "outputs").items()
        if before.get(name) != data
    }  # fmt: skip
    assert any(name.endswith("worksheet.it.pdf") for name in map(str, changed))
    (themed.folder / "theme.toml").unlink()
    themed("make")
    assert "theme.css" not in read_sheet(themed.folder)


def test_what_does_not_fit_is_told_by_check_and_make(themed: CommandLine) -> None:
    write_theme(themed, TOO_MUCH)
    told = find_told(themed)
    assert {level for level, _ in told} == {"bad"}
    assert all("mm more than there is on one page" in text for _, text in told)
    ran = themed("make")
    assert ran.code == 10
    assert "Take lines, fields or boxes away in theme.toml." in ran.err


def test_print_asks_for_the_paper_of_the_design(
    themed: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    ran = themed("print")
    assert "Print this file on Letter:" in ran.out
    assert "Print this file on Tabloid:" in ran.out


def test_answers_are_shown_with_their_labels(themed: CommandLine, tmp_path: Path) -> None:
    themed("make")
    extra = [{"key": "budget_idea", "text": "A fund"}, {"key": "old_key", "text": "Kept"}]
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"format": 1, "worksheet": {"extra": extra}}), "utf-8")
    assert themed("fill", "arezzo-hamm", "1", str(file)).code == 0
    told = themed("answers", "arezzo-hamm", "1").out
    assert "Where could the money come from? A fund" in told
    assert "old_key: Kept" in told
    themed("make")
    assert "A fund" in read_sheet(themed.folder)
    assert "Kept" in read_sheet(themed.folder)
