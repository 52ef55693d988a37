"""Notes, labels and names that somebody made up: told of or passed over, never a crash."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verification.archives import (
    FIRST,
    ask_for,
    copy_archive,
    draw_png,
    make_archive,
    rebuild,
    verify,
)
from tests.workshops import open_archive, write_workshop
from visions.archive.derived import seal_index
from visions.archive.notes import dump_note
from visions.model import GeneratedImage
from visions.verification.built import read_built
from visions.verification.holding import Slot
from visions.verification.label import NoLabel, find_lies, read_label
from visions.verification.manifest import read_manifest
from visions.verification.names import find_source, find_twin, read_record_name, read_truth_path
from visions.verification.notes import KINDS, read_note
from visions.verification.picture import sniff
from visions.verification.record import Judged, judge_record
from visions.verification.words import read_words

HOSTILE: list[Any] = [
    *(None, True, -1, 0, 10**400, 1.5, float("inf"), float("nan")),
    *("", "\ud800", "x" * 100_000, "../../x", "2023-10-23T25:00", "0" * 64, "{tandem}"),
    *([], {}, [[]], {"prompt": None}, {"prompt": "\ud800"}),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("hostile") / "room")


def judge(folder: Path, number: int) -> Judged:
    slot = Slot(folder, FIRST, number, True, True, True, None, threading.Event())
    judged = judge_record(slot)
    for finding in judged.findings:
        assert finding.text
        assert finding.todo
    return judged


@pytest.mark.parametrize(
    ("name", "must"),
    [
        ("record.json", {"bytes", "prompt", "width", "sha256", "parameters", "uuid", "tandem"}),
        ("request-2.json", {"attempt", "parameters", "requested_at", "paid"}),
        ("result-2.json", {"outcome", "sha256", "ended_at", "usage", "media_type"}),
    ],
)
def test_hostile_values_are_told_of(
    folder: Path, name: str, must: set[str], tmp_path: Path
) -> None:
    room = copy_archive(folder, tmp_path / "room")
    path = room / f"outputs/{FIRST}/0002/{name}"
    note = json.loads(path.read_bytes())
    assert judge(room, 2).findings == []
    seen = set()
    for key in note:
        for value in HOSTILE:
            if value == note[key]:
                continue
            path.write_text(json.dumps({**note, key: value}))
            if judge(room, 2).findings:
                seen.add(key)
            elif key in must:
                pytest.fail(f"{key} = {value!r:.50} went unseen")
    assert must <= seen


def test_a_note_that_claims_a_number_of_5000_digits(folder: Path, tmp_path: Path) -> None:
    room = copy_archive(folder, tmp_path / "room")
    path = room / f"outputs/{FIRST}/0002/record.json"
    for text in ('{"format":' + "9" * 5000 + "}", '{"a":' * 50_000, "[" * 100_000, "\x00", ""):
        path.write_text(text)
        assert [one.code for one in judge(room, 2).findings][:1] == ["V040"]


@given(st.binary(max_size=2_000))
def test_any_bytes_can_be_looked_at(data: bytes) -> None:
    for kind in KINDS:
        read_note(kind, data)
    sniff(data)
    sniff(b"\x89PNG\r\n\x1a\n" + data)
    sniff(b"\xff\xd8\xff" + data)
    sniff(b"RIFF\x00\x00\x00\x00WEBP" + data)
    read_words(data)
    for copy in (data, b"\xff\xd8" + data, b"\xff\xd8\xff\xe1" + data):
        with pytest.raises(NoLabel):
            read_label(copy)


@given(st.text(max_size=60))
def test_any_name_can_be_sorted(name: str) -> None:
    read_record_name(name)
    read_truth_path(name, FIRST)
    read_truth_path(f"outputs/{FIRST}/{name}", FIRST)
    find_twin(name, lambda _: False)
    assert find_source(name, lambda _: False) is None


def test_packets_that_bite(folder: Path) -> None:
    copy = (folder / f"outputs/{FIRST}/0002/image.jpg").read_bytes()
    record = json.loads((folder / f"outputs/{FIRST}/0002/record.json").read_bytes())
    assert list(find_lies(read_label(copy), record)) == []
    begin, end = copy.index(b"<x:xmpmeta"), copy.index(b"</x:xmpmeta>") + 12
    room = end - begin
    for packet, reason in (
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "entities"),
        ('<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"), "UTF-8"),
        (b"<a" * 2_000, "broken"),
        (b"<a><b></a>", "broken"),
    ):
        packet = packet[:room].ljust(room)
        with pytest.raises(NoLabel, match=reason):
            read_label(copy[:begin] + packet + copy[end:])


def test_a_creator_does_not_belong_into_the_label(folder: Path) -> None:
    copy = (folder / f"outputs/{FIRST}/0002/image.jpg").read_bytes()
    record = json.loads((folder / f"outputs/{FIRST}/0002/record.json").read_bytes())
    claimed = copy.replace(b"dc:subject>", b"dc:creator>")
    assert list(find_lies(read_label(claimed), record)) == ["creator"]


def test_long_prompts_are_compared_as_they_are_quoted(tmp_path: Path) -> None:
    folder = write_workshop(tmp_path / "room")
    archive = open_archive(folder)
    for words in (
        "river & <town> " * 1_000,
        "a\x0bb\x00 \r\n c\rd",
        "a" * 3_999 + "  bc",
        "b" * 4_000,
    ):
        record = archive.accept_prompt(FIRST, words, {}).id
        attempt = archive.open_attempt(record, ask_for(archive, record, "openai"), None)
        image = GeneratedImage(draw_png(), "image/png", 64, 64, "A service", "m")
        archive.keep_image(record, attempt, image, None)
    rebuild(folder)
    assert verify(folder).findings == []


def test_lists_of_what_was_built_do_not_lead_out(tmp_path: Path) -> None:
    for name in ("../x", "/etc/passwd", "a/../../x", "a\\b", "", "a//b", ".", "x\x00"):
        index = seal_index({name: {"from": "", "sha256": "0" * 64}})
        (tmp_path / "built.json").write_bytes(dump_note(index))
        assert read_built(tmp_path).trouble == "V073", name


def test_a_manifest_of_one_endless_line(tmp_path: Path) -> None:
    here = tmp_path / FIRST
    here.mkdir()
    (here / "manifest-sha256.txt").write_bytes(b"0" * 50_000_000)
    manifest = read_manifest(tmp_path, FIRST)
    assert [finding.code for finding in manifest.findings] == ["V021"]
    assert manifest.digests == {}
    shutil.rmtree(here)
