"""What counts as a workshop's own template, and which documents it is for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from visions.documents.own_templates import (
    BUILT_IN,
    Fault,
    digest_templates,
    find_templates,
    read_own_templates,
    read_parts,
)


@pytest.mark.parametrize(
    ("template", "parts"),
    [
        ("worksheet.html.j2", {"_page.html.j2", "_parts.html.j2"}),
        ("roadmap.html.j2", {"_page.html.j2", "_parts.html.j2", "_gantt.html.j2"}),
        ("worksheet.typ", {"theme.typ", "sheet.typ", "worksheet-parts.typ"}),
        ("poster.typ", {"paper.typ", "theme.typ"}),
    ],
)
def test_all_that_a_template_needs_is_found(template: str, parts: set[str]) -> None:
    found = read_parts(template)
    assert next(iter(found)) == template
    assert parts <= set(found)
    assert all(found[name] == (BUILT_IN / name).read_bytes() for name in found)


def test_an_own_file_is_for_the_documents_that_need_it(tmp_path: Path) -> None:
    (tmp_path / "sheet.typ").write_bytes(b"")
    own = read_own_templates(tmp_path)
    served = [name for name in ("worksheet.typ", "roadmap.typ", "poster.typ") if own.serve(name)]
    assert served == ["worksheet.typ", "roadmap.typ"]
    assert not own.serve("worksheet.html.j2")


def test_only_files_of_templates_count(tmp_path: Path) -> None:
    for name in ("a.typ", "b/c.html.j2", "b/logo.PNG", "notes.docx", ".hidden.typ", ".git/x.typ"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    own = read_own_templates(tmp_path)
    assert dict(own.files) == {n: n.encode() for n in ("a.typ", "b/c.html.j2", "b/logo.PNG")}
    assert own.left_out == ()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links_and_giants_are_left_out_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visions.documents.own_templates.LARGEST_FILE", 10)
    folder, outside = tmp_path / "templates", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "worksheet.typ").write_bytes(b"")
    (folder / "worksheet.typ").symlink_to(outside / "worksheet.typ")
    (folder / "more").symlink_to(outside)
    (folder / "again").symlink_to(folder)
    (folder / "large.png").write_bytes(b"x" * 11)
    own = read_own_templates(folder)
    assert dict(own.files) == {}
    reasons = dict(own.left_out)
    assert {name: "link" in reason for name, reason in reasons.items()} == {
        "worksheet.typ": True, "more": True, "again": True, "large.png": False,
    }  # fmt: skip


def test_every_change_makes_documents_stale(tmp_path: Path) -> None:
    seen = [digest_templates(None), digest_templates(tmp_path)]
    for name, data in (("a.typ", b"1"), ("a.typ", b"2"), ("b.typ", b"")):
        (tmp_path / name).write_bytes(data)
        seen.append(digest_templates(tmp_path))
    (tmp_path / "a.typ").unlink()
    seen.append(digest_templates(tmp_path))
    assert seen[0] == seen[1]
    assert len(set(seen)) == len(seen) - 1


def test_only_a_folder_holds_templates(tmp_path: Path) -> None:
    assert find_templates(tmp_path) is None
    (tmp_path / "templates").write_bytes(b"")
    assert find_templates(tmp_path) is None
    assert read_own_templates(tmp_path / "templates").files == {}


def test_a_fault_elsewhere_is_told_of_the_own_file_behind_it(tmp_path: Path) -> None:
    (tmp_path / "theme.typ").write_bytes(b"")
    own = read_own_templates(tmp_path)
    error = own.blame("worksheet.typ", Fault("sheet.typ", 7, "unknown variable: deep"), b"pdf")
    assert error.template == "templates/theme.typ"
    assert error.message.startswith(
        "templates/theme.typ: unknown variable: deep (sheet.typ, line 7). The built-in"
    )


def test_only_what_took_too_long_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "worksheet.typ").write_bytes(b"")
    own = read_own_templates(tmp_path)
    own.remember("worksheet.typ", Fault("worksheet.typ", 1, "broken"))
    own.check_time("worksheet.typ")
    own.remember("worksheet.typ", Fault("worksheet.typ", 0, "slow", is_late=True))
    own.check_time("roadmap.typ")
    with pytest.raises(Fault, match="slow"):
        read_own_templates(tmp_path).check_time("worksheet.typ")
    (tmp_path / "worksheet.typ").write_bytes(b"mended")
    read_own_templates(tmp_path).check_time("worksheet.typ")
