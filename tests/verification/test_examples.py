"""Each finding has a broken example, which is told of as that and as nothing else."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from tests.verification.archives import copy_archive, list_codes, make_archive, rebuild, verify
from tests.verification.examples import EXAMPLES, Example
from visions.verification.finding import Severity, load_words

# Told of what happens while reading, or of what root may do anyway: see test_workshop.
_ELSEWHERE = {"V016", "V017"}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("sound") / "room")


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return copy_archive(sound, tmp_path / "room")


def test_a_sound_archive_has_no_findings(sound: Path) -> None:
    tally = verify(sound)
    assert tally.findings == []
    assert (tally.records, tally.pictures) == (7, 4)
    listed = [path for path in sound.rglob("*") if path.is_file()]
    unread = {"workshop.toml", "journal.jsonl", ".visions.lock"}
    assert tally.files == sum(path.name not in unread for path in listed)


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example.code}-{example.place.rpartition('/')[2]}"
)
def test_a_broken_example_is_told_of(example: Example, folder: Path) -> None:
    example.damage(folder)
    findings = verify(folder).findings
    assert list_codes(findings) == sorted((example.code, *example.companions))
    (finding,) = (one for one in findings if one.code == example.code)
    assert finding.place == example.place
    for text in (finding.text, finding.todo):
        assert text
        assert not re.search(r"[{}]|  ", text)
    assert "{" not in finding.command


def test_every_finding_has_an_example() -> None:
    shown = {example.code for example in EXAMPLES} | _ELSEWHERE
    assert shown == load_words().keys()


def test_the_words_are_complete() -> None:
    for code, words in load_words().items():
        assert re.fullmatch(r"V[0-9]{3}", code)
        assert set(words) <= {"severity", "text", "todo", "command"}
        assert Severity(words["severity"])
        assert words["text"].endswith(".")
        assert words["todo"].endswith(".")
        fields = {name for _, name, _, _ in string.Formatter().parse(words["todo"]) if name}
        assert fields <= {"tandem", "number", "twin"}


def test_what_can_be_rebuilt_is_rebuilt_by_the_command_that_is_told(folder: Path) -> None:
    for example in EXAMPLES:
        words = load_words()[example.code]
        if not words.get("command", "").startswith("visions documents"):
            continue
        if example.code in ("V074", "V075", "V081", "V082"):
            continue  # there, a person is to look first and to delete
        example.damage(folder)
        rebuild(folder)
        left = [finding.code for finding in verify(folder).findings]
        assert left == [], example
