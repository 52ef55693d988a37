"""`visions export` and `import` as a person runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

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
    assert ran.code == 4
    assert "visions choose TANDEM NNNN" in ran.err
    assert not (tmp_path / "it.zip").exists()
    assert visions("choose", "arezzo-hamm", "1").code == 0
    ran = visions("export", "--only-chosen", "--to", str(tmp_path / "it.zip"))
    assert ran.code == 0
    assert "Without a chosen picture, and so not in it: utrecht-munich." in ran.err
    assert "1 prompt" in ran.out


def test_the_advice_for_a_taken_name_loses_no_option(visions: CommandLine, tmp_path: Path) -> None:
    fill(visions)
    (tmp_path / "it.zip").write_bytes(b"mine")
    ran = visions("export", "arezzo-hamm", "--public", "--to", str(tmp_path / "it.zip"))
    assert ran.code == 8
    assert "Choose another name after --to; the rest of the command stays." in ran.err
    assert "visions export" not in ran.err


@pytest.mark.parametrize("name", ["", "noending"])
def test_a_name_without_its_ending_is_refused(visions: CommandLine, name: str) -> None:
    ran = visions("export", "--to", name)
    assert ran.code == 4
    assert f"“{name}” is not the name of a ZIP." in ran.err


def test_the_way_back_can_be_pasted(visions: CommandLine, tmp_path: Path) -> None:
    fill(visions)
    target = tmp_path / "our $1 file.zip"
    ran = visions("export", "--to", str(target))
    assert f"Back:   visions -C NEW-FOLDER import '{target}'" in ran.out


def test_some_tandems_only(visions: CommandLine, tmp_path: Path) -> None:
    fill(visions)
    file, new = str(tmp_path / "it.zip"), ("-C", str(tmp_path / "new"))
    visions("export", "--to", file)
    ran = visions(*new, "import", file, "nobody")
    assert ran.code == 4
    assert "The bag brings nothing for nobody." in ran.err
    assert "It brings something for: arezzo-hamm." in ran.err
    assert visions(*new, "import", file, "arezzo-hamm").code == 0


def test_other_settings_are_told_on_stderr(visions: CommandLine, tmp_path: Path) -> None:
    fill(visions)
    visions("export", "--to", str(tmp_path / "it.zip"))
    toml = visions.folder / "workshop.toml"
    toml.write_text(toml.read_text("utf-8").replace("A workshop", "Ours"), "utf-8")
    ran = visions("import", str(tmp_path / "it.zip"))
    assert ran.code == 0
    assert "workshop.toml here stays as it is. The bag's is another in: title." in ran.err


def test_what_was_lost_and_brought_back_verifies(visions: CommandLine, tmp_path: Path) -> None:
    (visions.folder / "prompts/arezzo-hamm").mkdir(parents=True)
    (visions.folder / "prompts/arezzo-hamm/0001.md").write_text("by hand\n", "utf-8")
    assert visions("make").code == 0
    visions("export", "--to", str(tmp_path / "it.zip"))
    shutil.rmtree(visions.folder / "outputs")
    assert visions("import", str(tmp_path / "it.zip")).code == 0
    ran = visions("verify")
    assert ran.code == 0, ran.out


def stop(*rest: object, **more: object) -> None:
    raise KeyboardInterrupt


def test_a_stopped_export_says_so(
    visions: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(visions)
    monkeypatch.setattr("visions.exporting.Packing.finish", stop)
    for more in ((), ("--dry-run",)):
        ran = visions("export", "--to", str(tmp_path / "it.zip"), *more)
        assert ran.code == 130
        assert "Stopped. No file was written." in ran.err
    assert list(tmp_path.glob("*.zip")) + list(tmp_path.glob(".tmp-*")) == []


@pytest.mark.parametrize(
    "place", ["visions.importing._store_arrivals", "visions.cli.making.set_documents"]
)
def test_a_stopped_import_says_so_and_goes_on(
    visions: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    fill(visions)
    file, new = str(tmp_path / "it.zip"), ("-C", str(tmp_path / "new"))
    visions("export", "--to", file)
    with monkeypatch.context() as patched:
        patched.setattr(place, stop)
        ran = visions(*new, "import", file)
    assert ran.code == 130
    assert "Stopped. What was stored stays. The same command goes on from here." in ran.err
    assert visions(*new, "import", file).code == 0
    assert visions(*new, "verify").code == 0


def test_the_help_says_what_a_public_copy_has(visions: CommandLine) -> None:
    out = " ".join(visions("export", "--help").out.replace("│", "").split())
    assert "Leave out costs, requests" in out
    assert "answers, sheets and the design stay" in out
    assert "visions redact" in out


def test_without_a_workshop_it_says_how_to_begin(tmp_path: Path) -> None:
    ran = run_process(tmp_path, "export", "--to", "it.zip")
    assert ran.code == 3
    assert list(tmp_path.iterdir()) == []
