"""`visions redact` as a facilitator runs it: asked before, told after, and never told the text."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import CommandLine, Ran, run_process
from tests.private import NAME, write_private_workshop
from tests.workshops import list_files
from visions.archive.tombstone import MARK
from visions.redacting import Redaction


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn") / "room"
    write_private_workshop(folder, build=False)
    return folder


@pytest.fixture
def room(
    drawn: Path, visions: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    shutil.rmtree(visions.folder)
    shutil.copytree(drawn, visions.folder)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NAME.lower().encode() + b"\n")))
    return visions


def check_silence(*rans: Ran) -> None:
    for ran in rans:
        for said in (NAME, NAME.lower(), NAME.upper(), "Qvark"):
            assert said not in ran.out + ran.err


def test_a_text_from_standard_input(room: CommandLine) -> None:
    ran = room("redact", "arezzo-hamm", "1", "--text", "-", "--why", "Art. 17", "--by", "office")
    assert ran.code == 0
    assert "arezzo-hamm/0001: taken out in 48 places, in 9 file(s)." in ran.out
    assert "these parts are cut out" in ran.out
    assert "Look at the picture: outputs/arezzo-hamm/0001/" in ran.out
    assert "“visions redact arezzo-hamm 0002 --text -” takes it out there." in ran.out
    assert MARK in (room.folder / "prompts/arezzo-hamm/0001.md").read_text("utf-8")
    again = room("redact", "arezzo-hamm", "1", "--text", NAME)
    assert again.code == 4
    assert "The text does not stand in arezzo-hamm/0001. Something was taken out on" in again.err
    assert "Nothing was changed." in again.err
    assert "arezzo-hamm/0003" in again.err
    check_silence(ran, again)


def test_the_illustrators_pictures_show_no_words(room: CommandLine) -> None:
    ran = room("redact", "arezzo-hamm", "4", "--text", "-")
    assert ran.code == 0
    assert "Look at the picture" not in ran.out


def test_a_dry_run_lists_files_and_places(room: CommandLine) -> None:
    before = list_files(room.folder)
    ran = room("redact", "arezzo-hamm", "1", "--text", "-", "--dry-run")
    assert ran.code == 0
    assert "  prompts/arezzo-hamm/0001.md  (2 places)\n" in ran.out
    assert "  session/journal.jsonl  (2 places)\n" in ran.out
    told = re.search(r"in ([0-9]+) places:", ran.out)
    assert told is not None
    assert int(told[1]) == sum(int(one) for one in re.findall(r"  \(([0-9]+) place", ran.out))
    assert ran.out.endswith("Nothing was changed.\n")
    whole = room("redact", "arezzo-hamm", "1", "--dry-run")
    assert "Would remove 8 file(s) of arezzo-hamm/0001:" in whole.out
    assert list_files(room.folder) == before
    check_silence(ran, whole)


def test_a_whole_record_needs_a_yes_where_nobody_can_be_asked(room: CommandLine) -> None:
    before = list_files(room.folder)
    refused = room("redact", "arezzo-hamm", "1")
    assert refused.code == 2
    assert "add --yes" in refused.err
    after = list_files(room.folder)
    assert {name: after[name] for name in before} == before
    ran = room("redact", "arezzo-hamm", "1", "--yes")
    assert ran.code == 0
    assert "arezzo-hamm/0001 is removed." in ran.out
    assert [path.name for path in (room.folder / "outputs/arezzo-hamm/0001").iterdir()] == [
        "redaction-0001.json"
    ]
    again = room("redact", "arezzo-hamm", "1", "--yes")
    assert again.code == 4
    assert "was removed on" in again.err
    assert again.err.endswith("Nothing was changed. “visions status” lists what there is.\n")
    shown = room("show", "arezzo-hamm", "1")
    assert shown.code == 4
    assert "arezzo-hamm/0001 was removed on " in shown.err
    told = room("show", "arezzo-hamm", "1", "--json")
    assert told.code == 4
    assert json.loads(told.out)["redactions"][0]["what"] == "record"
    status = json.loads(room("status", "--json").out)
    assert [one["number"] for one in status["tandems"][0]["prompts"]] == [2, 3, 4]
    assert status["tandems"][0]["chosen"] is None
    assert status["money"]["spent"] == 0.12


@pytest.mark.parametrize(
    ("said", "code", "is_there"), [("n\n", 1, True), ("y\nthe office\n", 0, False)]
)
def test_on_a_terminal_it_asks(room: CommandLine, said: str, code: int, is_there: bool) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from visions.cli.main import run; run()",
            "redact",
            "arezzo-hamm",
            "1",
        ],
        cwd=room.folder,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(theirs)
        os.write(ours, said.encode())
        _, err = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == code
    assert "Remove them?" in err
    assert ("Nothing was removed." in err) is is_there
    assert ("Who decided this (an office, not a name)?" in err) is not is_there
    if not is_there:
        note = room.folder / "outputs/arezzo-hamm/0001/redaction-0001.json"
        assert json.loads(note.read_text("utf-8"))["redacted_by"] == "the office"
    assert (room.folder / "prompts/arezzo-hamm/0001.md").exists() is is_there


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--text", "x"], "fewer than 2 visible characters"),
        (["--text", "x" * 1001], "longer than 1,000 characters"),
        (["--text", NAME, "--why", f"for {NAME.upper()}"], "what --why says is kept"),
        (["--text", NAME, "--by", NAME], "what --by says is kept"),
        (["--text", "[…]"], "part of the mark"),
    ],
)
def test_what_cannot_be_done_is_said(room: CommandLine, arguments: list[str], said: str) -> None:
    before = list_files(room.folder)
    ran = room("redact", "arezzo-hamm", "1", *arguments)
    assert ran.code == 4
    assert said in ran.err
    assert list_files(room.folder) == before
    check_silence(ran)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["arezzo-ham", "1"], "Did you mean “arezzo-hamm”?"),
        (["../arezzo-hamm", "1"], "There is no tandem"),
        (["arezzo-hamm", "9", "--yes"], "has no prompt number 0009"),
        (["utrecht-munich", "1", "--text", "abc"], "has no prompt number 0001"),
    ],
)
def test_what_there_is_not_is_said(room: CommandLine, arguments: list[str], said: str) -> None:
    ran = room("redact", *arguments)
    assert ran.code == 4
    assert said in ran.err


def test_who_and_why_are_asked_for_and_shown(room: CommandLine) -> None:
    ran = room("redact", "arezzo-hamm", "1", "--text", "-")
    assert "names nobody who decided this; next time add --by" in ran.err
    assert "says no reason; next time add --why" in ran.err
    ran = room(
        "redact", "arezzo-hamm", "1", "--text", "market", "--by", "an office", "--why", "Art. 17"
    )
    assert "next time" not in ran.err
    shown = room("show", "arezzo-hamm", "1")
    assert re.search(r"Redacted +[0-9-]{10}, in 48 places *\n", shown.out)
    assert re.search(
        r"Redacted +[0-9-]{10}, by an office, because: Art. 17, in [0-9]+ places *\n", shown.out
    )
    told = json.loads(room("show", "arezzo-hamm", "1", "--json").out)["redactions"]
    assert [one["redacted_by"] for one in told] == ["", "an office"]
    check_silence(ran, shown)


@pytest.mark.parametrize("at", ["_change_truth", "_rebuild"])
def test_after_ctrl_c_it_says_what_is_true(
    room: CommandLine, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    (room.folder / "outputs/print").mkdir(parents=True)
    (room.folder / "outputs/print/cards.pdf").write_bytes(b"%PDF")

    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Redaction, at, stop)
        ran = room("redact", "arezzo-hamm", "1", "--text", NAME)
    assert ran.code == 130
    again = room("redact", "arezzo-hamm", "1", "--text", NAME)
    if at == "_rebuild":
        assert "What was to go is gone. Run “visions documents” to set the sheets again." in ran.err
        assert "outputs/print/cards.pdf showed this record and was removed: “visions paper" in (
            ran.err
        )
        assert again.code == 4
    else:
        assert "Nothing is lost. The same command goes on from here." in ran.err
        assert "redaction that was stopped is finished" in again.out


def test_own_files_are_named_and_left(room: CommandLine) -> None:
    own = room.folder / "minutes.txt"
    own.write_text(NAME, "utf-8")
    ran = room("redact", "arezzo-hamm", "1", "--text", "-")
    assert "The text also stands in files of your own: minutes.txt." in ran.out
    assert own.read_text("utf-8") == NAME


def test_where_documents_cannot_be_set_the_code_says_so(room: CommandLine) -> None:
    (room.folder / "theme.toml").write_text("[colours\n", "utf-8")
    ran = room("redact", "arezzo-hamm", "1", "--text", "-")
    assert ran.code == 3
    assert "taken out in" in ran.out
    assert "Not set anew yet" in ran.err
    assert "“visions documents” sets them again" in ran.err


def test_a_live_workshop_is_not_disturbed(room: CommandLine) -> None:
    hold = (
        "import sys, pathlib\nfrom visions.archive.lock import hold_lock\n"
        "from visions.archive.layout import Layout\n"
        "with hold_lock(Layout(pathlib.Path())):\n    print(flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold], cwd=room.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        text = room("redact", "arezzo-hamm", "1", "--text", NAME)
        whole = room("redact", "arezzo-hamm", "1")
        dry = room("redact", "arezzo-hamm", "1", "--text", NAME, "--dry-run")
        other.communicate(b"")
    assert (text.code, whole.code, dry.code) == (7, 7, 0)


def test_help_recommends_the_way_that_leaves_no_trace(room: CommandLine) -> None:
    out = " ".join(run_process(room.folder, "redact", "--help").out.split())
    assert "shell's history" in out
