"""`visions export` and `import` as a person runs them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import CommandLine, run_process
from tests.workshops import list_files
from visions.archive.layout import is_truth


def fill(visions: CommandLine) -> None:
    assert visions("add", "arezzo-hamm", "a square").code == 0
    assert visions("make").code == 0


def test_there_and_back(visions: CommandLine, tmp_path: Path) -> None:
    fill(visions)
    ran = visions("export", "--to", str(tmp_path / "it.zip"))
    assert ran.code == 0, ran.err
    assert "it.zip holds 1 prompt and 1 picture" in ran.out
    assert "open index.html" in ran.out
    ran = visions("-C", str(tmp_path / "new"), "import", str(tmp_path / "it.zip"))
    assert ran.code == 0, ran.err
    assert "it.zip is sound: 1 prompt, 1 picture; 7 files stored." in ran.out
    assert (tmp_path / "new/outputs/index.html").is_file()
    truth = [
        {name: data for name, data in list_files(one).items() if is_truth(name)}
        for one in (visions.folder, tmp_path / "new")
    ]
    assert truth[0] == truth[1]
    again = visions("-C", str(tmp_path / "new"), "import", str(tmp_path / "it.zip"))
    assert "0 files stored, 6 were there already" in again.out
    assert "nothing new; everything was there already" in again.out
    assert visions("-C", str(tmp_path / "new"), "verify").code == 0


def test_a_public_copy_becomes_a_workshop_that_verifies(
    visions: CommandLine, tmp_path: Path
) -> None:
    fill(visions)
    assert visions("export", "--public", "--to", str(tmp_path / "it.zip")).code == 0
    new = ("-C", str(tmp_path / "new"))
    assert visions(*new, "import", str(tmp_path / "it.zip")).code == 0
    ran = visions(*new, "verify")
    assert ran.code == 0, ran.out


def test_dry_runs_write_nothing(visions: CommandLine, tmp_path: Path) -> None:
    fill(visions)
    target = tmp_path / "it.zip"
    ran = visions("export", "--to", str(target), "--public", "--dry-run")
    assert (ran.code, target.exists()) == (0, False)
    assert "would hold 1 prompt and 1 picture" in ran.out
    visions("export", "--to", str(target))
    ran = visions("-C", str(tmp_path / "new"), "import", str(target), "--dry-run")
    assert (ran.code, (tmp_path / "new").exists()) == (0, False)
    assert "7 files to store" in ran.out


def test_what_is_refused_has_its_code(visions: CommandLine, tmp_path: Path) -> None:
    fill(visions)
    target = tmp_path / "it.zip"
    target.write_bytes(b"mine")
    assert visions("export", "--to", str(target)).code == 8
    ran = visions("import", str(target))
    assert ran.code == 4
    assert "it.zip is not taken (1 problem(s)). Nothing was stored" in ran.err
    assert visions("export", "nobody", "--to", str(tmp_path / "x.zip")).code == 4
    picture = next((visions.folder / "outputs").rglob("original.*"))
    picture.chmod(0o644)
    picture.write_bytes(b"other")
    ran = visions("export", "--to", str(tmp_path / "y.zip"))
    assert ran.code == 9
    assert "it is no longer as it was stored" in ran.err
    assert "visions verify" in ran.err


def test_only_chosen_says_what_is_left_out(visions: CommandLine, tmp_path: Path) -> None:
    fill(visions)
    ran = visions("export", "--only-chosen", "--to", str(tmp_path / "it.zip"))
    assert ran.code == 0
    assert "Without a chosen picture, and so not in it: arezzo-hamm, utrecht-munich." in ran.err
    assert "0 prompts" in ran.out


def test_the_help_says_what_a_public_copy_has(visions: CommandLine) -> None:
    out = " ".join(visions("export", "--help").out.replace("│", "").split())
    assert "Leave out costs, requests" in out
    assert "answers, sheets and the design stay" in out
    assert "visions redact" in out


def test_without_a_workshop_it_says_how_to_begin(tmp_path: Path) -> None:
    ran = run_process(tmp_path, "export", "--to", "it.zip")
    assert ran.code == 3
    assert list(tmp_path.iterdir()) == []
