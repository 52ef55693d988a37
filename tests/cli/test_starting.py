"""The first minutes: an empty folder, `visions new`, help and version."""

import tomllib
from pathlib import Path

import pytest

from tests.cli.running import CommandLine, run_process
from tests.workshops import list_files
from visions import __version__
from visions.config import load_workshop


def test_in_an_empty_folder_it_says_how_to_begin(tmp_path: Path) -> None:
    ran = run_process(tmp_path)
    assert ran.code == 0
    assert "visions new my-workshop --example" in ran.out
    assert list(tmp_path.iterdir()) == []


def test_in_a_workshop_it_says_what_can_be_done(visions: CommandLine) -> None:
    ran = visions()
    assert "visions make" in ran.out


def test_commands_outside_a_workshop_say_how_to_begin(tmp_path: Path) -> None:
    for command in (["make"], ["status"], ["check"], ["add", "a", "b"], ["print"], ["documents"]):
        ran = run_process(tmp_path, *command)
        assert ran.code == 3
        assert "visions new my-workshop --example" in ran.err
        assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_version(visions: CommandLine) -> None:
    assert visions("--version").out == f"visions {__version__}\n"


def test_help_lists_every_command(visions: CommandLine) -> None:
    out = visions("--help").out
    for command in (
        "new", "check", "add", "fill", "answers", "make", "status", "choose", "documents", "print",
    ):  # fmt: skip
        assert f"\n  {command} " in out


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['visions', '--help']\n"
        "from visions.cli.main import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        "heavy = {'openai', 'httpx2', 'typst', 'PIL', 'pydantic', 'babel', 'jinja2', 'rich',"
        " 'asyncio', 'filelock'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)))"
    )
    import subprocess
    import sys

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "LOADED []"


def test_new_makes_a_workshop_that_is_valid_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    visions = CommandLine(tmp_path, capsys, monkeypatch)
    ran = visions("new", str(tmp_path / "mine"))
    assert ran.code == 0
    assert "visions check" in ran.out
    workshop = load_workshop(tmp_path / "mine")
    assert workshop.horizon > workshop.date
    assert (tmp_path / "mine" / "prompts" / "README.md").is_file()


def test_new_example_is_the_repositorys_own_workshop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    visions = CommandLine(tmp_path, capsys, monkeypatch)
    assert visions("new", str(tmp_path / "berlin"), "--example").code == 0
    root = Path(__file__).parent.parent.parent
    made = list_files(tmp_path / "berlin")
    assert made["workshop.toml"] == (root / "workshop.toml").read_bytes()
    kept = {
        f"prompts/{path.relative_to(root / 'prompts').as_posix()}": path.read_bytes()
        for path in (root / "prompts").rglob("*")
        if path.is_file()
    }
    assert {name: data for name, data in made.items() if name.startswith("prompts/")} == kept


def test_the_example_is_berlin_2023() -> None:
    root = Path(__file__).parent.parent.parent
    workshop = load_workshop(root)
    assert (str(workshop.date), str(workshop.horizon)) == ("2023-10-23", "2024-12-31")
    assert len(workshop.tandems) == 6
    absent = {city.name for t in workshop.tandems for city in t.cities if city.absent}
    assert absent == {"Sofia", "Bolesławiec"}
    words = {
        (root / "prompts" / tandem.key / "0001.md").read_text("utf-8").removesuffix("\n")
        for tandem in workshop.tandems
    }
    assert (
        "a smart city which is connected, sustainable, user-friendly with a proper digital "
        "infrastructure and co-creation opportunities" in words
    )
    assert {code for t in workshop.tandems for code in t.languages} == {
        "en", "de", "it", "ro", "nl", "el", "bg", "pl",
    }  # fmt: skip
    assert tomllib.loads((root / "workshop.toml").read_text("utf-8"))["images"]["provider"] == (
        "sketch"
    )


def test_new_never_touches_a_folder_in_use(visions: CommandLine) -> None:
    before = list_files(visions.folder)
    ran = visions("new", str(visions.folder))
    assert ran.code == 3
    assert "not empty" in ran.err
    assert list_files(visions.folder) == before
