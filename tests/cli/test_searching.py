"""`visions search`, as a facilitator runs it."""

from __future__ import annotations

import json
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import CommandLine, run_process
from tests.workshops import list_files, open_archive
from visions.answers import Answers, WorksheetAnswers
from visions.archive.revisions import Revisions
from visions.model import RecordId

ENDLESS = "molte parole di prima " * 30 + "poi un LAMPIONE intelligente e ancora " + "altre " * 80


@pytest.fixture
def drawn(visions: CommandLine) -> CommandLine:
    visions("add", "arezzo-hamm", "una piazza con un sensore")
    visions("add", "arezzo-hamm", ENDLESS)
    visions("make")
    visions("choose", "arezzo-hamm", "1")
    visions("add", "utrecht-munich", "een plein \x1b[31mmet bomen")
    archive = open_archive(visions.folder)
    answers = Answers(WorksheetAnswers(vision="Wir pflanzen\nLinden am Platz."))
    Revisions(archive).save(RecordId("arezzo-hamm", 1), answers)
    return visions


def test_results_say_where_they_are(drawn: CommandLine) -> None:
    ran = drawn("search", "sensore")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "arezzo-hamm/0001  done, chosen, filled in (rev. 1)",
        "  una piazza con un sensore",
        "  outputs/arezzo-hamm/0001/image.jpg",
    ]
    assert (drawn.folder / "outputs/arezzo-hamm/0001/image.jpg").is_file()


def test_theme_cities_and_answers_are_shown_where_they_match(drawn: CommandLine) -> None:
    assert "  answers: Wir pflanzen · Linden am Platz." in drawn("search", "linde").out
    lines = drawn("search", "platform hamm piazza").out.splitlines()
    assert "  theme: Urban data platform · Arezzo – Hamm" in lines


def test_a_long_prompt_is_cut_around_the_hit(drawn: CommandLine) -> None:
    line = drawn("search", "lampion").out.splitlines()[1]
    assert "un LAMPIONE intelligente" in line
    assert line.startswith("  … ")
    assert len(line) < 240


def test_words_need_no_quotes_and_may_be_few(drawn: CommandLine) -> None:
    assert drawn("search", "piazza", "sens").out == drawn("search", "piazza sens").out
    ran = drawn("search", "piazza zeppelin")
    assert ran.out.startswith("No record has all of these words; these have some of them.\n")
    assert "arezzo-hamm/0001" in ran.out


def test_nothing_found_is_no_failure(drawn: CommandLine) -> None:
    ran = drawn("search", "zeppelin", "--tandem", "arezzo-hamm")
    assert ran.code == 0
    assert ran.out.startswith("Nothing found in arezzo-hamm for “zeppelin”. ")
    assert "Leave out --tandem" in ran.out
    assert drawn("search", "plein", "--tandem", "arezzo-hamm").out.startswith("Nothing found")


def test_there_may_be_more(drawn: CommandLine) -> None:
    out = drawn("search", "platform", "--limit", "1").out
    assert out.endswith("1 more: name more words, or use --limit.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["search"], 2, "Missing argument"),
        (["search", ""], 2, "There is nothing to search for."),
        (["search", " \n"], 2, "There is nothing to search for."),
        (["search", "a", "--limit", "0"], 2, "--limit"),
        (["search", "a", "--tandem", "arezzo-ham"], 4, "Did you mean “arezzo-hamm”?"),
    ],
)
def test_mistakes_are_told(
    visions: CommandLine, arguments: list[str], code: int, expected: str
) -> None:
    ran = visions(*arguments)
    assert ran.code == code
    assert expected in ran.err


def test_programs_get_every_field(drawn: CommandLine) -> None:
    found = json.loads(drawn("search", "SENSÓRE", "--json").out)
    (result,) = found.pop("results")
    assert found == {"query": "SENSÓRE", "match": "all", "total": 1}
    assert result["score"] > 0
    assert len(result.pop("sha256")) == 64
    assert result.pop("created_at").startswith("20")
    del result["score"], result["model"]
    assert result == {
        "record": "arezzo-hamm/0001",
        "tandem": "arezzo-hamm",
        "number": 1,
        "found_in": ["prompt"],
        "snippet": "una piazza con un sensore",
        "hits": [[18, 25]],
        "state": "done",
        "chosen": True,
        "in_workshop": True,
        "theme": "Urban data platform",
        "cities": "Arezzo – Hamm",
        "prompt": "una piazza con un sensore",
        "language": None,
        "answers": 1,
        "image": "outputs/arezzo-hamm/0001/image.jpg",
        "provider": "sketch",
        "system": "visions sketch",
    }
    nothing = json.loads(drawn("search", "zeppelin", "--json").out)
    assert (nothing["total"], nothing["results"]) == (0, [])
    answers = json.loads(drawn("search", "linden", "--json").out)["results"][0]
    assert answers["found_in"] == ["answers"]
    assert answers["snippet"] == "Wir pflanzen · Linden am Platz."
    plein = json.loads(drawn("search", "plein", "--json").out)["results"][0]
    assert (plein["state"], plein["image"], plein["sha256"]) == ("accepted", None, None)


def test_words_of_others_cannot_steer_the_terminal(drawn: CommandLine) -> None:
    assert "een plein ·[31mmet bomen" in drawn("search", "plein").out


def test_it_changes_nothing_but_the_index(drawn: CommandLine) -> None:
    before = list_files(drawn.folder)
    drawn("search", "piazza")
    after = list_files(drawn.folder)
    assert set(after) - set(before) <= {"outputs/index.sqlite"}
    assert {name: data for name, data in after.items() if name in before} == before


def test_it_needs_no_lock(drawn: CommandLine) -> None:
    from visions.archive.layout import Layout
    from visions.archive.lock import hold_lock

    with hold_lock(Layout(drawn.folder)):
        ran = run_process(drawn.folder, "search", "piazza")
    assert (ran.code, ran.err) == (0, "")
    assert "arezzo-hamm/0001" in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal")
@pytest.mark.parametrize("columns", [80, 120])
def test_in_a_terminal_hits_stand_out(drawn: CommandLine, columns: int) -> None:
    import os

    master, slave = pty.openpty()
    ended = subprocess.Popen(
        [sys.executable, "-c", "from visions.cli.main import run; run()", "search", "lampione"],
        cwd=drawn.folder,
        stdout=slave,
        env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color"},
    )
    os.close(slave)
    told = b""
    while True:
        try:
            more = os.read(master, 4096)
        except OSError:  # its other end is closed
            break
        if not more:
            break
        told += more
    ended.wait()
    os.close(master)
    text = told.decode()
    assert "\x1b[1;4mLAMPIONE\x1b[0m" in text
    import re

    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    lines = plain.replace("\r", "").split("\n")
    assert max(len(line.rstrip()) for line in lines) <= columns
    assert Path(lines[-2].strip()).suffix == ".jpg"


def test_what_is_damaged_is_told_as_such(drawn: CommandLine) -> None:
    path = drawn.folder / "outputs/arezzo-hamm/0002/record.json"
    path.chmod(0o644)
    path.write_text("{")
    out = drawn("search", "platform").out
    assert "arezzo-hamm/0002  damaged: see “visions status”" in out
    assert json.loads(drawn("search", "platform", "--json").out)["results"][1]["state"] is None
