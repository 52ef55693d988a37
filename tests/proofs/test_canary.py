"""Promise: the key reaches only the service.

A key of its own goes through the ways in which a service can echo it; afterwards it is searched
in every file of the workshop, in everything that was printed, and in the libraries' debug logs.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.imaging.calls import KEY, find_key
from tests.proofs import mutants
from tests.proofs.rooms import BROKEN, TANDEMS, Room
from tests.servers.image_api import ImageServer

ECHOES = ("key-in-answer", "400-echo", "escaped-key-in-answer", "401-echo", "ok")


def list_leaks(room: Room) -> list[str]:
    """Every place where the key can be found."""
    leaks = [f"printed: {text[:40]}" for text in room.printed if find_key(text)]
    for path in room.folder.rglob("*"):
        if path.is_file() and find_key(path.read_bytes()):
            leaks.append(str(path.relative_to(room.folder)))
        if find_key(str(path)):
            leaks.append(f"the name {path}")
    leaks += [f"inside {path.name}" for path in room.folder.rglob("*.pdf") if is_inside(path)]
    return leaks


def is_inside(path: Path) -> bool:
    """Whether the key is in a PDF once its parts are unpacked."""
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    content = thing.read_bytes()
                except pikepdf.PdfError:  # a picture: packed in its own way, and read as it lies
                    content = thing.read_raw_bytes()
                if find_key(content):
                    return True
            elif find_key(repr(thing)):
                return True
    return False


def walk(folder: Path, mode: str, monkeypatch: pytest.MonkeyPatch, mutant: str = "") -> Room:
    """All commands against a service that echoes its key, with every log switched on."""
    monkeypatch.setattr("tests.proofs.rooms.KEY", KEY)
    monkeypatch.setenv("OPENAI_LOG", "debug")
    with ImageServer(mode=mode, models_mode=mode if "echo" in mode else None) as server:
        room = Room.make(folder, server, mutant=mutant + LOUD)
        room.store("eine Stadt")
        room.store("noch eine", TANDEMS[1])
        room.visions("check", "--json")
        room.visions("make")
        room.visions("retry", TANDEMS[0], "1", "--yes")
        for command in (["status"], ["status", "--json"], ["documents"], ["check"]):
            room.visions(*command)
        assert {received.key for received in server.pictures} == {KEY}
    return room


LOUD = """
import logging
logging.basicConfig(level=logging.DEBUG)
"""


@pytest.mark.parametrize("mode", ECHOES[:1])
def test_the_key_is_nowhere(tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    room = walk(tmp_path / "room", mode, monkeypatch)
    assert list_leaks(room) == []
    assert not any(BROKEN in text for text in room.printed)
    assert any("DEBUG:" in text for text in room.printed), "the logs were not on"


@pytest.mark.proof
@pytest.mark.parametrize("mode", ECHOES[1:])
def test_the_key_is_nowhere_in_other_echoes(
    tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    test_the_key_is_nowhere(tmp_path, mode, monkeypatch)


@pytest.mark.parametrize(
    ("mode", "place"),
    [
        ("key-in-answer", "record.json"),
        pytest.param("400-echo", "result-1.json", marks=pytest.mark.proof),
    ],
)
def test_a_key_that_is_not_blanked_is_found(
    tmp_path: Path, mode: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaks = list_leaks(walk(tmp_path / "room", mode, monkeypatch, mutants.KEY_NOT_BLANKED))
    assert any(place in leak for leak in leaks), leaks


def test_a_key_inside_a_pdf_is_found(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].contents_add(f"% {KEY}".encode())
    pdf.save(tmp_path / "leak.pdf", compress_streams=True)
    assert not find_key((tmp_path / "leak.pdf").read_bytes())
    assert is_inside(tmp_path / "leak.pdf")
