"""`visions add`, `make`, `status`, `choose`, `documents`, `print`: a facilitator's day."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import CommandLine, run_process
from tests.servers.image_api import ImageServer
from tests.workshops import drop_prompt, list_files, open_archive, write_workshop
from visions.archive.lock import hold_lock


def test_add_then_make(visions: CommandLine) -> None:
    ran = visions("add", "arezzo-hamm", "a hill town at night")
    assert ran.code == 0
    assert ran.out.startswith("arezzo-hamm/0001 is stored.")
    ran = visions("make")
    assert ran.code == 0
    assert "1/1" in ran.out
    assert 'visions add utrecht-munich "…"' in ran.out
    assert "Made:   1 picture, " in ran.out
    assert "Look:   " in ran.out
    assert (visions.folder / "outputs/index.html").is_file()
    assert "Made:   nothing new" in visions("make").out


def test_progress_goes_to_stderr_in_plain_lines(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    ran = visions("make")
    assert "1/1 arezzo-hamm/0001" in ran.err
    assert "1/1 arezzo-hamm/0001" not in ran.out
    assert "\x1b" not in ran.err + ran.out


def test_add_reads_standard_input_word_for_word(tmp_path: Path) -> None:
    folder = write_workshop(tmp_path)
    words = "o piață\nîn care … — „așa”\n\n"
    ran = run_process(folder, "add", "arezzo-hamm", "-", input=words)
    assert ran.code == 0
    assert (folder / "prompts/arezzo-hamm/0001.md").read_bytes() == words.encode()
    facts = json.loads((folder / "prompts/arezzo-hamm/0001.json").read_bytes())
    assert facts["accepted_at"]


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["add", "arezo-hamm", "x"], 4, "Did you mean “arezzo-hamm”?"),
        (["add", "arezzo-hamm", "  "], 4, "it is empty"),
        (["add", "arezzo-hamm", "x" * 32_001], 4, "too long (32,001 characters)"),
        (["make", "nowhere"], 4, "There are: arezzo-hamm, utrecht-munich."),
        (["choose", "arezzo-hamm", "7"], 4, "has no prompt number 0007"),
        (["retry", "arezzo-hamm", "7"], 4, "has no prompt number 0007"),
        (["choose", "arezzo-hamm", "0"], 2, "greater than or equal to 1"),
        (["print"], 4, "no sheet to print yet"),
        (["add", "arezzo-hamm", "x", "--language", "fr"], 2, "en, de, it, ro, nl, el"),
    ],
)
def test_mistakes_are_answered_in_a_sentence(
    visions: CommandLine, arguments: list[str], code: int, expected: str
) -> None:
    before = list_files(visions.folder)
    ran = visions(*arguments)
    assert (ran.code, expected in ran.err) == (code, True), ran.err
    assert list_files(visions.folder) == before


def test_status_as_json_and_as_a_table(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    visions("make")
    visions("add", "arezzo-hamm", "another \x1b[31mtown")
    drop_prompt(visions.folder, "utrecht-munich", "idea.txt", "canals")
    report = json.loads(visions("status", "--json").out)
    first, second = report["tandems"]
    assert [prompt["state"] for prompt in first["prompts"]] == ["done", "accepted"]
    assert second["dropped_files"] == 1
    table = visions("status").out
    assert "1/2" in table
    assert "visions make arezzo-hamm" in table
    assert "\x1b" not in table


def test_status_tells_the_newest_answers(visions: CommandLine) -> None:
    for words in ("a town", "a village"):
        visions("add", "arezzo-hamm", words)
    visions("add", "utrecht-munich", "canals")
    visions("make")
    assert "answers" not in visions("status").out
    file = visions.folder / "sheet.json"
    for words in ("one", "two"):
        file.write_text(json.dumps({"format": 1, "worksheet": {"missing": words}}))
        visions("fill", "arezzo-hamm", "2", str(file))
    table = visions("status").out
    lines = [line.split() for line in table.splitlines() if "-" in line]
    assert lines[0][:5] == ["arezzo-hamm", "2/2", "2:", "rev.", "2"]
    assert lines[1][:3] == ["utrecht-munich", "1/1", "–"]
    assert "go on with the roadmap" in table
    first, second = json.loads(visions("status", "--json").out)["tandems"]
    assert [prompt["answers"] for prompt in first["prompts"]] == [None, 2]
    assert [prompt["answers"] for prompt in second["prompts"]] == [None]


@pytest.mark.parametrize("revision", [1, 12])
def test_six_tandems_with_answers_fit_a_terminal(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch, revision: int
) -> None:
    """The longest key of the example, which has 19 letters, and two prompts."""
    monkeypatch.setenv("COLUMNS", "80")
    cities = '[{name = "Alba Iulia"}, {name = "Arnsberg"}]'
    with (visions.folder / "workshop.toml").open("a", encoding="utf-8") as toml:
        toml.write(f'[[tandems]]\nkey = "alba-iulia-arnsberg"\ncities = {cities}\n')
    for words in ("a town", "a village"):
        visions("add", "alba-iulia-arnsberg", words)
    folder = visions.folder / "outputs/alba-iulia-arnsberg/0002"
    folder.mkdir(parents=True)
    (folder / f"answers-{revision:04d}.json").write_text("{}")
    table = visions("status").out
    row = next(line for line in table.splitlines() if "alba-iulia-arnsberg" in line)
    assert f"2: rev. {revision} " in row
    assert "visions make alba-iulia" in row
    assert max(map(len, table.splitlines())) <= 80


def test_choose_marks_a_picture(visions: CommandLine) -> None:
    for words in ("one", "two"):
        visions("add", "arezzo-hamm", words)
    visions("make")
    assert visions("choose", "arezzo-hamm", "1").code == 0
    assert json.loads(visions("status", "--json").out)["tandems"][0]["chosen"] == 1
    visions("add", "arezzo-hamm", "three")
    assert visions("choose", "arezzo-hamm", "3").code == 4


def test_documents_sets_everything_anew_and_the_same(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    visions("make")
    before = list_files(visions.folder)
    for path in (visions.folder / "outputs").rglob("*.pdf"):
        path.unlink()
    assert visions("documents").code == 0
    assert list_files(visions.folder) == before


def test_print_without_a_printer_names_the_files(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    visions("add", "arezzo-hamm", "a town")
    visions("make")
    monkeypatch.setenv("PATH", "")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    ran = visions("print", "arezzo-hamm")
    assert ran.code == 0
    assert "No printer is set up here." in ran.out
    assert "selected-worksheets.pdf" in ran.out
    assert (visions.folder / "outputs/print/selected-roadmaps.pdf").is_file()


def test_print_hands_both_papers_to_lp(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    visions("add", "arezzo-hamm", "a town")
    visions("make")
    log, programs = tmp_path / "lp.log", tmp_path / "bin"
    programs.mkdir()
    for name, body in {
        "lp": f'echo "$@" >> {log}',
        "lpstat": 'echo "system default destination: Office"',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{body}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    ran = visions("print")
    assert "worksheets.pdf (A4) is on its way to Office." in ran.out
    first, second = log.read_text().splitlines()
    assert "media=A4" in first
    assert "-d Office" in first
    assert first.endswith("outputs/print/worksheets.pdf")
    assert "media=A3" in second


def test_a_key_that_is_missing_is_told_before_anything_is_sent(visions: CommandLine) -> None:
    write_workshop(visions.folder, 'provider = "openai"')
    visions("add", "arezzo-hamm", "a town")
    ran = visions("make")
    assert ran.code == 5
    assert "OPENAI_API_KEY" in ran.err
    kept = list_files(visions.folder / "outputs")
    assert not any("request" in name for name in kept)
    assert "arezzo-hamm/0001/worksheet.it.pdf" in kept


def test_a_key_file_inside_the_workshop_is_refused(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workshop(visions.folder, 'provider = "openai"')
    (visions.folder / "key.txt").write_text("sk-abcdefghijklmnop")
    monkeypatch.setenv("VISIONS_KEY_FILE", str(visions.folder / "key.txt"))
    ran = visions("make")
    assert ran.code == 5
    assert "inside the workshop" in ran.err
    assert "sk-abc" not in ran.err


@pytest.mark.parametrize("command", [["make"], ["add", "arezzo-hamm", "another"]])
@pytest.mark.parametrize(
    ("code", "expected"), [(errno.EROFS, "read-only"), (errno.ENOSPC, "disk is full")]
)
def test_a_disk_that_takes_nothing_is_told(
    visions: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    code: int,
    expected: str,
) -> None:
    visions("add", "arezzo-hamm", "a town")
    before = list_files(visions.folder / "prompts")
    really_open, really_write = os.open, os.write

    def open_if_reading(path: object, flags: int, *rest: int, **named: int) -> int:
        if code == errno.EROFS and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(code, os.strerror(code))
        return really_open(path, flags, *rest, **named)  # type: ignore[call-overload, no-any-return]

    def write_if_room(descriptor: int, data: bytes) -> int:
        if code == errno.ENOSPC and str(visions.folder) in str(
            Path(f"/proc/self/fd/{descriptor}").readlink()
        ):
            raise OSError(code, os.strerror(code))
        return really_write(descriptor, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", open_if_reading)
        patch.setattr(os, "write", write_if_room)
        ran = visions(*command)
    assert ran.code == 8
    assert expected in ran.err.lower()
    assert list_files(visions.folder / "prompts") == before
    assert visions("make").code == 0


def test_a_second_make_is_refused(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    with hold_lock(open_archive(visions.folder).layout):
        ran = visions("make")
    assert ran.code == 7
    assert "Another visions command is working" in ran.err


def test_a_broken_file_names_everything_and_touches_nothing(visions: CommandLine) -> None:
    (visions.folder / "workshop.toml").write_text('titel = "x"\nhorizon = 3\n')
    ran = visions("make")
    assert ran.code == 3
    assert ran.err.count("\n  - ") == 5
    assert not (visions.folder / "outputs").exists()


def test_eight_at_a_time_against_the_real_sdk(tmp_path: Path) -> None:
    """The 48-prompt run in small: the real SDK over a real socket, documents included."""
    with ImageServer(delay=0.3) as server:
        images = (
            f'provider = "openai"\nbase_url = "{server.base_url}"\nsize = "512x512"\n'
            "concurrency = 8\nper_minute = 1000"
        )
        folder = write_workshop(tmp_path, images)
        archive = open_archive(folder)
        prompts = [f"Nr. {n}: eine Stadt „am Fluß“ 🌊\nmit Ufer" for n in range(16)]
        for number, words in enumerate(prompts):
            tandem = ("arezzo-hamm", "utrecht-munich")[number % 2]
            archive.accept_prompt(tandem, words, {})
        env = {**os.environ, "OPENAI_API_KEY": "sk-test-0123456789abcdef"}
        ran = run_process(folder, "make", env=env)
        assert ran.code == 0, ran.err
        sent = [json.loads(request.body) for request in server.requests]
    assert sorted(body["prompt"] for body in sent) == sorted(prompts)
    assert all("response_format" not in body for body in sent)
    kept = list_files(folder / "outputs")
    assert sum(name.endswith("original.png") for name in kept) == 16
    assert sum(name.endswith("worksheet.it.pdf") for name in kept) == 8
    assert not any(name.endswith(".body") for name in kept)
    assert all(b"sk-test-0123456789abcdef" not in data for data in kept.values())
    again = run_process(folder, "make", env=env)
    assert "nothing new" in again.out


def test_ctrl_c_finishes_the_running_calls_and_make_goes_on(tmp_path: Path) -> None:
    with ImageServer(delay=1.0) as server:
        images = (
            f'provider = "openai"\nbase_url = "{server.base_url}"\nsize = "512x512"\n'
            "concurrency = 2\nper_minute = 1000"
        )
        folder = write_workshop(tmp_path, images)
        archive = open_archive(folder)
        for number in range(6):
            archive.accept_prompt("arezzo-hamm", f"prompt {number}", {})
        env = {**os.environ, "OPENAI_API_KEY": "sk-test-0123456789abcdef"}
        process = subprocess.Popen(
            [sys.executable, "-c", "from visions.cli.main import run; run()", "make"],
            cwd=folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        until = time.monotonic() + 30
        while len(server.requests) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "Traceback" not in err
        assert "Nothing is lost" in err
        asked = len(server.requests)
        assert asked < 6
        done = sum(name.endswith("record.json") for name in list_files(folder / "outputs"))
        assert done == asked
        assert run_process(folder, "make", env=env).code == 0
        assert len(server.requests) == 6
