"""What templates of a workshop's own begin as."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workshops import write_workshop
from visions import __version__
from visions.config import load_workshop
from visions.documents.own_templates import BUILT_IN, read_own_templates
from visions.errors import DiskFailed, TemplateTaken
from visions.model import Workshop
from visions.patterns import PATTERNS, begin_template, eject, list_own
from visions.trial import try_own_templates

FILES = [(name, file) for name, files in PATTERNS.items() for file in files]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_workshop(tmp_path / "room")


@pytest.fixture
def workshop(folder: Path) -> Workshop:
    return load_workshop(folder)


def test_every_main_template_can_be_ejected() -> None:
    """A template that nothing else needs is a main one. Join cards are made while people wait."""
    built_in = {path.name: path.read_text("utf-8") for path in BUILT_IN.iterdir()}
    needed = {n for n in built_in for other in built_in.values() if f'"{n}"' in other}
    assert {file for _, file in FILES} == built_in.keys() - needed - {"join_card.typ"}


@pytest.mark.parametrize(("name", "file"), FILES)
def test_it_says_what_it_is_and_what_it_gets(name: str, file: str) -> None:
    text = begin_template(name, file)
    comment = text.split("#}")[0] if file.endswith(".j2") else text.split("\n\n")[0]
    assert f"visions eject {name} · visions {__version__}" in comment
    assert "It gets" in comment
    assert all(len(line) <= 100 for line in comment.splitlines())
    is_thin = "{% extends" in text
    assert is_thin == (file in ("worksheet.html.j2", "roadmap.html.j2"))
    if not is_thin:
        assert text.endswith((BUILT_IN / file).read_text("utf-8"))


def test_all_of_them_work_as_they_are(folder: Path, workshop: Workshop) -> None:
    for name in PATTERNS:
        eject(folder, name)
    own = folder / "templates"
    assert len(list(own.iterdir())) == len(FILES)
    assert list(try_own_templates(workshop, own)) == []
    listed = list_own(read_own_templates(own))
    assert all(one.is_used and one.version == __version__ for one in listed)
    assert len(listed) == len(FILES)


def test_a_trial_names_each_broken_template_once(folder: Path, workshop: Workshop) -> None:
    own = folder / "templates"
    own.mkdir()
    for _, file in FILES:
        (own / file).write_text("{{ nothing }}" if file.endswith("j2") else "#nothing", "utf-8")
    told = [error.template for error in try_own_templates(workshop, own)]
    assert sorted(told) == sorted(f"templates/{file}" for _, file in FILES)
    for _, file in FILES:
        (own / file).unlink()
    (own / "theme.typ").write_text("#nothing", "utf-8")
    (error,) = try_own_templates(workshop, own)
    assert error.template == "templates/theme.typ"


def test_nothing_is_overwritten(folder: Path) -> None:
    assert eject(folder, "worksheet") == (
        ["templates/worksheet.html.j2", "templates/worksheet.typ"],
        [],
    )
    (folder / "templates/worksheet.typ").write_text("mine", "utf-8")
    with pytest.raises(TemplateTaken, match=r"worksheet\.html\.j2 and templates/worksheet\.typ"):
        eject(folder, "worksheet")
    (folder / "templates/worksheet.html.j2").unlink()
    assert eject(folder, "worksheet") == (
        ["templates/worksheet.html.j2"],
        ["templates/worksheet.typ"],
    )
    assert (folder / "templates/worksheet.typ").read_text("utf-8") == "mine"
    assert not [one for one in (folder / "templates").iterdir() if one.name.startswith(".")]


def test_a_link_that_leads_nowhere_is_there_already(folder: Path) -> None:
    (folder / "templates").mkdir()
    (folder / "templates/poster.typ").symlink_to(folder / "elsewhere.typ")
    with pytest.raises(TemplateTaken):
        eject(folder, "poster")
    assert not (folder / "elsewhere.typ").exists()


def test_a_file_in_the_folders_place_is_told(folder: Path) -> None:
    (folder / "templates").write_text("", "utf-8")
    with pytest.raises(DiskFailed, match="there is a file of that name"):
        eject(folder, "poster")


def test_files_for_no_document_are_told_from_parts_of_others(folder: Path) -> None:
    own = folder / "templates"
    own.mkdir()
    (own / "worksheet.typ").write_text('#import "ours.typ": *', "utf-8")
    (own / "ours.typ").write_text("// visions eject poster · visions 0.0.1", "utf-8")
    (own / "roadmaps.typ").write_text("", "utf-8")
    (own / "logo.svg").write_text("", "utf-8")
    listed = {one.name: one for one in list_own(read_own_templates(own))}
    assert {name: one.is_used for name, one in listed.items()} == {
        "worksheet.typ": True, "ours.typ": True, "roadmaps.typ": False,
    }  # fmt: skip
    assert listed["roadmaps.typ"].near == "roadmap.typ"
    assert (listed["ours.typ"].version, listed["worksheet.typ"].version) == ("0.0.1", "")
