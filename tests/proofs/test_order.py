"""Promise: an acknowledgement comes only after data and names are on the disk.

So does a paid request only after its note. strace tells the order of the calls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.proofs import mutants
from tests.proofs.rooms import TANDEMS, Room
from tests.proofs.strace import STRACE, Call, read_log, watch
from tests.servers.image_api import ImageServer

pytestmark = pytest.mark.skipif(STRACE is None, reason="there is no strace on this computer")

_NAMES = re.compile(r'"([^"]*)"')
_TARGET = re.compile(r"\d+<([^>]*)>")


def find_disorder(calls: Sequence[Call], moment: Call, names: Sequence[Path]) -> list[str]:
    """What was not yet safe on the disk when `moment` began: data, names, folders."""
    before = [call for call in calls if call.worked and 0 <= call.ended < moment.began]
    wrong = []
    for name in names:
        link = next((c for c in before if c.name == "link" and _names(c)[1] == str(name)), None)
        if link is None:
            wrong.append(f"{name.name} had no name yet")
            continue
        temporary = _names(link)[0]
        written = max((c.ended for c in before if _is_on(c, "write", temporary)), default=-1)
        if not any(
            written < c.began and c.ended < link.began
            for c in before
            if _is_on(c, "fsync", temporary)
        ):
            wrong.append(f"the data of {name.name} was not synced before it got its name")
        if not _is_synced_after(before, link, name.parent):
            wrong.append(f"the name {name.name} was not synced")
    wrong += [
        f"the folder {made} was not synced into its parent"
        for call in before
        if call.name == "mkdir"
        for made in _names(call)
        if any(name.is_relative_to(made) for name in names)
        and not _is_synced_after(before, call, Path(made).parent)
    ]
    return wrong


def _names(call: Call) -> list[str]:
    return _NAMES.findall(call.arguments)


def _is_on(call: Call, name: str, path: str) -> bool:
    target = _TARGET.match(call.arguments)
    return call.name == name and target is not None and target[1] == path


def _is_synced_after(before: Sequence[Call], call: Call, folder: Path) -> bool:
    return any(call.ended < c.began and _is_on(c, "fsync", str(folder)) for c in before)


def find_thanks(calls: Sequence[Call]) -> Call:
    """The call that tells the person that the prompt is stored."""
    said = (call for call in calls if call.name == "write" and call.arguments.startswith("1<"))
    return next(call for call in said if "is stored" in call.arguments)


def add(room: Room, log: Path) -> list[str]:
    """Add a prompt and return what was not safe when it was acknowledged."""
    prompts = room.folder / "prompts" / TANDEMS[0]
    known = set(prompts.glob("*"))
    assert room.add("eine Stadt", before=watch(log)).code == 0
    calls = read_log(log)
    names = sorted(set(prompts.iterdir()) - known)
    assert len(names) == 2
    return find_disorder(calls, find_thanks(calls), names)


def make(room: Room, log: Path) -> list[str]:
    """Draw one picture and return what was not safe when the service was called."""
    room.store("eine Stadt")
    assert room.visions("make", before=watch(log)).code == 0
    calls = read_log(log)
    request = room.folder / "outputs" / TANDEMS[0] / "0001" / "request-1.json"
    port = room.server.base_url.split(":")[-1].split("/")[0]
    call = next(c for c in calls if c.name == "connect" and f"htons({port})" in c.arguments)
    return find_disorder(calls, call, [request])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "calls.log"


def test_a_prompt_is_safe_before_its_thanks(tmp_path: Path, log: Path) -> None:
    with ImageServer() as server:
        room = Room.make(tmp_path / "room", server)
        assert add(room, log) == []
        assert add(room, log) == []


def test_a_request_is_noted_before_it_is_sent(tmp_path: Path, log: Path) -> None:
    with ImageServer() as server:
        assert make(Room.make(tmp_path / "room", server), log) == []


@pytest.mark.parametrize(
    ("mutant", "found"),
    [
        (mutants.FILES_NOT_SYNCED, "the data of 0001.md was not synced"),
        (mutants.NOTHING_SYNCED, "the data of 0001.json was not synced"),
        (mutants.FOLDERS_NOT_SYNCED, "the name 0001.md was not synced"),
        (mutants.PARENTS_NOT_SYNCED, "was not synced into its parent"),
        (mutants.WRONG_FOLDER_SYNCED, "the name 0001.md was not synced"),
        (mutants.SYNCED_TOO_LATE, "the data of 0001.md was not synced before"),
        (mutants.THANKED_TOO_EARLY, "0001.md had no name yet"),
    ],
    ids=[
        "files", "nothing", "folders", "parents", "wrong folder", "too late", "thanked too early",
    ],
)  # fmt: skip
def test_a_prompt_that_is_not_safe_is_found(
    tmp_path: Path, log: Path, mutant: str, found: str
) -> None:
    with ImageServer() as server:
        wrong = add(Room.make(tmp_path / "room", server, mutant=mutant), log)
    assert any(found in text for text in wrong), wrong


@pytest.mark.parametrize(
    ("mutant", "found"),
    [
        (mutants.NOTED_WITHOUT_SYNC, "request-1.json had no name yet"),
        (mutants.FOLDERS_NOT_SYNCED, "the name request-1.json was not synced"),
    ],
    ids=["plain write", "folders"],
)
def test_a_request_that_is_not_safe_is_found(
    tmp_path: Path, log: Path, mutant: str, found: str
) -> None:
    with ImageServer() as server:
        wrong = make(Room.make(tmp_path / "room", server, mutant=mutant), log)
    assert any(found in text for text in wrong), wrong
