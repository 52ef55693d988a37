"""`visions verify` as a person and as a program reads it."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import CommandLine
from tests.verification.archives import FIRST, SECOND, copy_archive, make_archive
from visions.cli import verifying


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("sound") / "room")


@pytest.fixture
def visions(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    folder = copy_archive(sound, tmp_path / "room")
    return CommandLine(folder, capsys, monkeypatch)


def test_a_sound_archive(visions: CommandLine) -> None:
    ran = visions("verify")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Sound: 7 records, 4 pictures with their originals, ")
    assert ran.out.endswith("everything is as it was stored.\n")


def test_a_workshop_without_prompts(visions: CommandLine) -> None:
    for name in ("prompts", "outputs"):
        shutil.rmtree(visions.folder / name)
    ran = visions("verify")
    assert (ran.code, ran.out) == (0, "Sound: no prompts yet; 0 files, 0 bytes.\n")


def test_what_was_lost_ends_with_9(visions: CommandLine) -> None:
    (visions.folder / f"outputs/{FIRST}/0001/original.svg").unlink()
    ran = visions("verify")
    assert ran.code == 9
    assert f"{FIRST}/0001\n  ✗ V022 outputs/{FIRST}/0001/original.svg: This was stored" in ran.out
    assert "V022  Put it back from a copy" in ran.out
    assert "Damaged: 1 error in 7 records" in ran.out


def test_what_can_be_rebuilt_ends_with_12_and_names_the_command(visions: CommandLine) -> None:
    (visions.folder / f"outputs/{SECOND}/0001/worksheet.nl.pdf").unlink()
    ran = visions("verify")
    assert ran.code == 12
    assert f"visions -C {visions.folder} documents {SECOND}" in ran.out
    assert "Nothing is known to be lost; 1 warning in" in ran.out
    assert visions("documents", SECOND).code == 0
    assert visions("verify").code == 0


def test_a_remark_ends_with_0(visions: CommandLine) -> None:
    (visions.folder / f"outputs/{FIRST}/.tmp-x").touch()
    ran = visions("verify")
    assert ran.code == 0
    assert "V015" in ran.out
    assert "Sound" in ran.out


def test_json_for_programs(visions: CommandLine) -> None:
    (visions.folder / f"outputs/{FIRST}/0001/original.svg").unlink()
    (visions.folder / f"outputs/{SECOND}/0001/worksheet.nl.pdf").unlink()
    ran = visions("verify", "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["format"], told["sound"]) == (9, 1, False)
    assert told["counts"]["errors"] == told["counts"]["warnings"] == 1
    assert told["counts"]["records"] == 7
    lost, stale = told["findings"]
    assert lost["severity"] == "error"
    assert "command" not in lost
    assert stale == {
        "code": "V070",
        "severity": "warning",
        "place": f"outputs/{SECOND}/0001/worksheet.nl.pdf",
        "text": "This was built, and is missing.",
        "todo": "It can be rebuilt.",
        "command": f"visions documents {SECOND}",
    }


def test_one_tandem_alone(visions: CommandLine) -> None:
    (visions.folder / f"outputs/{FIRST}/0001/original.svg").unlink()
    assert visions("verify", SECOND).code == 0
    assert visions("verify", FIRST).code == 9
    assert visions("verify", "nowhere").code == 4


def test_broken_settings_are_a_finding(visions: CommandLine) -> None:
    (visions.folder / "workshop.toml").write_text("title =")
    ran = visions("verify")
    assert (ran.code, "The whole workshop\n  ✗ V002 workshop.toml" in ran.out) == (9, True)


def test_many_findings_of_a_kind_are_counted(visions: CommandLine) -> None:
    for number in range(1, 60):
        path = visions.folder / f"outputs/{FIRST}/0001/.tmp-{number}"
        path.touch()
    ran = visions("verify")
    assert ran.out.count("- V015") == 20
    assert "… and 39 more findings V015" in ran.out


def test_what_takes_long_tells_how_far_it_is(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "_EVERY", 0.0)
    ran = visions("verify", "--json")
    assert ran.err.splitlines()[-1] == "7 of 7 records"
    assert json.loads(ran.out)["sound"] is True


def test_names_cannot_steer_a_terminal(visions: CommandLine) -> None:
    (visions.folder / f"outputs/{FIRST}/\x1b[2Jx").touch()
    ran = visions("verify")
    assert ran.code == 12
    assert "\x1b" not in ran.out


def test_ctrl_c_says_that_nothing_was_written(visions: CommandLine) -> None:
    original = visions.folder / f"outputs/{FIRST}/0001/original.svg"
    original.chmod(0o644)
    with original.open("ab") as file:
        file.truncate(40_000_000_000)  # holes: long to read, and nothing on the disk
    code = "from visions.cli.main import run; run()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "-C", str(visions.folder), "verify"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(1.5)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - began < 5
    assert "Nothing was written." in err
    assert "Traceback" not in err


def test_who_writes_meanwhile_is_mentioned_beside_findings(visions: CommandLine) -> None:
    code = (
        "import sys, pathlib\n"
        "from visions.archive.layout import Layout\n"
        "from visions.archive.lock import hold_lock\n"
        "with hold_lock(Layout(pathlib.Path(sys.argv[1]))):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(visions.folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "held\n"
        assert visions("verify").err == ""
        (visions.folder / "outputs" / FIRST / "0001/image.jpg").unlink()
        ran = visions("verify")
        writer.communicate("")
    assert ran.code == 12
    assert "Another visions command is working" in ran.err
    assert "Another" not in visions("verify").err


def test_many_commands_become_one_that_can_be_typed_here() -> None:
    some = [f"visions documents {key}" for key in "abc"]
    assert verifying._shorten([*some, ""], Path()) == some
    assert verifying._shorten([*some, "visions documents d"], Path("My archive")) == [
        "visions -C 'My archive' documents"
    ]
