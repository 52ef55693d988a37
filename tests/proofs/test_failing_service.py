"""A workshop of six tandems, and a service that fails a third of its calls.

A facilitator who does nothing but what the table says comes to a complete set of documents.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.cli.running import Ran
from tests.proofs import mutants
from tests.proofs.rooms import BROKEN, Room
from tests.servers.image_api import ImageServer
from visions.config import load_workshop

FAULTS = (
    "500", "503", "429", "reset-half", "reset-at-once", "eof", "400-moderation", "page",
    "broken-json", "data-null", "truncated-picture", "502-page",
)  # fmt: skip
ENDED_BADLY = ("failed", "refused", "unknown")
MOST_RUNS = 40


def choose_modes(seed: int) -> list[str]:
    chance = random.Random(seed)
    drawn = (chance.choice(FAULTS) if chance.random() < 1 / 3 else "ok" for _ in range(300))
    return list(drawn)


def open_room(folder: Path, server: ImageServer, mutant: str = "") -> Room:
    """The example workshop, its provider switched to the server."""
    room = Room(folder, server, mutant)
    assert room.visions("new", str(folder), "--example").code == 0
    toml = folder / "workshop.toml"
    switched = f'provider = "openai"\nbase_url = "{server.base_url}"\nper_minute = 1000\n'
    text = toml.read_text("utf-8").replace('provider = "sketch"', switched)
    toml.write_text(text.replace('"1536x1024"', '"256x256"'), "utf-8")
    return room


def list_prompts(room: Room) -> Iterator[tuple[str, dict[str, Any]]]:
    for tandem in room.read_status()["tandems"]:
        for prompt in tandem["prompts"]:
            yield tandem["key"], prompt


def expect_code(prompts: list[tuple[str, dict[str, Any]]]) -> int:
    missing = [prompt for _, prompt in prompts if prompt["state"] != "done"]
    if not missing:
        return 0
    return 6 if any(prompt["kind"] for prompt in missing) else 1


def find_step(key: str, prompt: dict[str, Any]) -> str:
    """What the table has to say about a failure."""
    digits = f"{prompt['number']:04d}"
    if prompt["state"] == "unknown":
        return f"visions retry {key} {digits}"
    return f"{digits}: {prompt['advice']}"


def find_silence(ran: Ran, prompts: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """Failures about which the table does not say what to do, in the row of their tandem."""
    rows = _split_rows(ran.out, {key for key, _ in prompts})
    return [
        f"{key}/{prompt['number']} ({prompt['kind']}): {rows[key]}"
        for key, prompt in prompts
        if prompt["state"] in ENDED_BADLY and find_step(key, prompt) not in rows[key]
    ]


def _split_rows(table: str, keys: set[str]) -> dict[str, str]:
    rows = dict.fromkeys(keys, "")
    current = None
    for line in table.partition("Made:")[0].splitlines():
        first = line.split()[0] if line.split() else ""
        current = first if first in keys else current
        if current is not None:
            rows[current] += line + "\n"
    return rows


def obey(room: Room, ran: Ran) -> None:
    """Do what the table says where it is not just “run make again”."""
    for key, digits in re.findall(r"visions retry (\S+) (\d{4})", ran.out):
        retried = room.visions("retry", key, digits, "--yes")
        states = {(key, prompt["number"]): prompt["state"] for key, prompt in list_prompts(room)}
        assert retried.code == (0 if states[key, int(digits)] == "done" else 6), retried.err
    newest = dict(list_prompts(room))
    for key, prompt in newest.items():
        if prompt["state"] == "refused":
            assert room.visions("add", key, f"in other words: {prompt['prompt']}").code == 0


def is_complete(room: Room) -> bool:
    """Whether every prompt has its picture, or was refused and said again, and all its sheets."""
    outputs = room.folder / "outputs"
    languages = {one.key: one.languages for one in load_workshop(room.folder).tandems}
    drawn = set()
    for key, prompt in list_prompts(room):
        folder = outputs / key / f"{prompt['number']:04d}"
        sheets = 2 * len(languages[key])
        if prompt["state"] == "done" and len(list(folder.glob("*.*.pdf"))) == sheets:
            drawn.add(key)
        elif prompt["state"] != "refused":
            return False
    return len(drawn) == 6 and (outputs / "index.html").is_file()


def work_through(room: Room) -> int:
    """Make, do what the table says, and so on; the number of runs it took."""
    for run in range(1, MOST_RUNS):
        ran = room.visions("make")
        prompts = list(list_prompts(room))
        assert ran.code == expect_code(prompts), ran.out + ran.err
        assert find_silence(ran, prompts) == []
        if is_complete(room):
            return run
        obey(room, ran)
    raise AssertionError(f"not complete after {MOST_RUNS} runs:\n{ran.out}")


@pytest.mark.parametrize(
    ("seed", "more"),
    [(6, 0), *(pytest.param(seed, 2, marks=pytest.mark.proof) for seed in range(5))],
)
def test_six_tandems_come_to_all_their_documents(tmp_path: Path, seed: int, more: int) -> None:
    with ImageServer(mode=choose_modes(seed), delay=0.05) as server:
        room = open_room(tmp_path / "room", server)
        keys = [key for key, _ in list_prompts(room)]
        for number in range(more):
            for key in keys:
                room.store(f"Nr. {number} of {key}", key)
        runs = work_through(room)
        asked = len(server.pictures)
    print(f"\nseed {seed}: {runs} runs, {asked} calls for {len(list(list_prompts(room)))} prompts")
    for _, prompt in list_prompts(room):
        assert prompt["attempts"] == room.count_sent(prompt["prompt"])
    for kind in ("worksheets", "roadmaps"):
        with pikepdf.open(room.folder / "outputs" / "print" / f"{kind}.pdf") as pdf:
            assert len(pdf.pages) >= 12
    assert not any(BROKEN in text for text in room.printed)


@pytest.mark.parametrize(
    "mutant", [mutants.SAYS_LITTLE, mutants.SAYS_ALL_IS_WELL], ids=["table", "exit code"]
)
def test_a_table_that_does_not_help_is_found(tmp_path: Path, mutant: str) -> None:
    with ImageServer(mode="500") as server:
        room = open_room(tmp_path / "room", server, mutant)
        ran = room.visions("make")
        prompts = list(list_prompts(room))
    assert find_silence(ran, prompts) or ran.code != expect_code(prompts)
