"""Tombstones, and notes without a text: words go, codes stay, digests are right."""

import datetime as dt
import hashlib
import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from tests.private import JPEG, NAME, PNG, SKETCH, WORDS, write_private_workshop
from tests.workshops import open_archive
from visions.archive.files import remove_files, replace_for_good
from visions.archive.manifest import Manifest
from visions.archive.notes import dump_note
from visions.archive.prompt_text import digest_words
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.archive.tombstone import (
    MARK,
    Tombstone,
    list_tombstones,
    note_requests,
    note_tombstone,
)
from visions.errors import CannotRedact, Damaged, DiskFailed
from visions.model import ImageRequest, RecordId, State
from visions.public_copy import reduce_note
from visions.redaction.plan import Plan, plan_removal, plan_text
from visions.redaction.remains import find_remains
from visions.redaction.rewriting import Rewriting
from visions.redaction.sought_text import SoughtText

SOUGHT = SoughtText(NAME)
MOMENT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return write_private_workshop(tmp_path_factory.mktemp("drawn") / "room", build=False)


def read(plan: Plan, path: Path) -> dict[str, object]:
    note = json.loads(plan.changes[path])
    assert isinstance(note, dict)
    return note


def test_a_tombstone_is_read_as_it_was_written(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    request = {"attempt": 1, "paid": True, "outcome": "done", "cost_usd": 0.04}
    for kept in (
        Tombstone(PNG, 1, MOMENT, "the office", "art. 17", "text", ("a", "b"), 3, True),
        Tombstone(PNG, 2, MOMENT, "", "", "record", ("a",), requests=(request,)),
    ):
        archive.publish(
            archive.layout.redaction(PNG, kept.number), dump_note(note_tombstone(kept)), PNG.tandem
        )
        assert list_tombstones(archive.layout, PNG)[-1] == kept
    note = json.loads(archive.layout.redaction(PNG, 2).read_bytes())
    assert note["spent_usd"] == 0.04


def test_a_copy_for_the_public_is_read_and_says_nothing_of_money(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    request = {"attempt": 1, "paid": True, "outcome": "done", "cost_usd": 0.04}
    kept = Tombstone(PNG, 1, MOMENT, "the office", "", "record", (), requests=(request,))
    data = reduce_note("redaction-0001.json", dump_note(note_tombstone(kept)))
    assert b"usd" not in data
    assert b"office" not in data
    archive.publish(archive.layout.redaction(PNG, 1), data, PNG.tandem)
    assert list_tombstones(archive.layout, PNG) == [replace(kept, redacted_by="", requests=())]


@pytest.mark.parametrize("change", [{"what": "all"}, {"record": "x/0001"}, {"redacted_at": "now"}])
def test_a_broken_tombstone_is_told(tmp_path: Path, change: dict[str, object]) -> None:
    archive = open_archive(tmp_path)
    note = {**note_tombstone(Tombstone(PNG, 1, MOMENT, "", "", "text", ())), **change}
    archive.publish(archive.layout.redaction(PNG, 1), dump_note(note), PNG.tandem)
    with pytest.raises(Damaged):
        list_tombstones(archive.layout, PNG)


def test_words_go_and_digests_are_right(drawn: Archive) -> None:
    layout = drawn.layout
    plan = plan_text(layout, PNG, SOUGHT)
    words = WORDS.replace(NAME, MARK).replace(NAME.upper(), MARK)
    assert plan.changes[layout.prompt(PNG)] == f"{words}\n".encode()
    assert read(plan, layout.facts(PNG))["sha256"] == digest_words(words)
    record = read(plan, layout.record(PNG))
    original = plan.changes[layout.original(PNG, "image/png")]
    digest = hashlib.sha256(original).hexdigest()
    assert record["prompt"] == words
    assert record["prompt_sha256"] == digest_words(words)
    assert record["parameters"]["prompt"] == words  # type: ignore[index]
    assert (record["sha256"], record["bytes"]) == (digest, len(original))
    result = read(plan, layout.result(PNG, 1))
    assert (result["sha256"], result["bytes"]) == (digest, len(original))
    assert not any(SOUGHT.is_in(data) for data in plan.changes.values())


def test_codes_stay_even_where_they_say_the_same(drawn: Archive) -> None:
    for code in (
        "openai",
        "image/png",
        "arezzo",
        "sha256",
        "gpt-image-2",
        "A01",
        "city-2",
        "2024-Q2",
    ):
        plan = plan_text(drawn.layout, PNG, SoughtText(code))
        assert plan.places == {}, code
        assert plan.changes == {}


def test_what_the_illustrator_notes_of_its_scene_is_no_text(drawn: Archive) -> None:
    svg = drawn.layout.original(SKETCH, "image/svg+xml").read_bytes()
    assert b'"day"' in svg
    plan = plan_text(drawn.layout, SKETCH, SoughtText("day"))
    assert not any(path.name.startswith(("original", "record", "result")) for path in plan.changes)


def test_the_journal_keeps_its_codes_and_its_torn_lines(drawn: Archive) -> None:
    rewriting = Rewriting(SOUGHT, MARK)
    before = drawn.layout.journal.read_bytes()
    torn = before + b'\n{"what": "pau' + json.dumps(NAME).encode() + b"\n{torn\n"
    after = rewriting.rewrite_journal(torn)
    assert rewriting.places == 3
    assert not SOUGHT.is_in(after)
    assert b"ABC234" in after
    assert after.endswith(b"{torn\n")
    lines = [json.loads(line) for line in after.split(b"\n") if line and line != b"{torn"]
    assert [line["what"] for line in lines] == ["pass", "dot", "pause", "agenda"]
    assert lines[3]["steps"] == [[10, f"Welcome by {MARK}"], [5, "Break"]]


def test_a_prompt_stays_one_that_can_be_sent(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    whole = archive.accept_prompt("arezzo-hamm", NAME, {}).id
    plan = plan_text(archive.layout, whole, SOUGHT)
    assert plan.changes[archive.layout.prompt(whole)] == f"{MARK}\n".encode()
    full = archive.accept_prompt("arezzo-hamm", "ab," * 10_000, {}).id
    plan = plan_text(archive.layout, full, SoughtText("ab"))
    assert plan.count == 10_000
    assert plan.changes[archive.layout.prompt(full)] == ("…," * 10_000 + "\n").encode()


def test_answers_that_were_valid_stay_valid(drawn: Archive) -> None:
    plan = plan_text(drawn.layout, JPEG, SOUGHT)
    for number in (1, 2):
        path = drawn.layout.answers(JPEG, number)
        before = path.read_bytes()
        path.write_bytes(plan.changes[path])
        try:
            read = Revisions(drawn).read(JPEG, number)
        finally:
            path.write_bytes(before)
        assert read.answers.worksheet.headline.startswith(MARK)
        assert read.source == f"{MARK}.json"


def test_raw_answers_lose_it_and_their_pictures_as_well(tmp_path: Path) -> None:
    import base64

    from tests.everywhere import find_in, list_needles
    from tests.private import draw_png

    picture = base64.b64encode(draw_png(WORDS)).decode()
    body = json.dumps({"data": [{"b64_json": picture, "revised_prompt": WORDS}]}).encode()
    rewriting = Rewriting(SOUGHT, MARK)
    changed = rewriting.rewrite("answer-1.body", body)
    assert rewriting.places > 2
    kept = json.loads(changed)["data"][0]
    assert find_in(changed + base64.b64decode(kept["b64_json"]), list_needles(NAME), "x") == []


@pytest.mark.parametrize("name", ["answer-1.body", "record.json", "0001.md"])
def test_what_cannot_be_read_is_refused_only_where_it_holds_the_text(name: str) -> None:
    said = NAME.encode() + b" \xff{"
    with pytest.raises(CannotRedact):
        Rewriting(SOUGHT, MARK).rewrite(name, said)
    assert Rewriting(SOUGHT, MARK).rewrite(name, b"other \xff{") == b"other \xff{"


def test_halves_of_characters_and_numbers_survive() -> None:
    note = b'{"prompt": "\\ud800 ' + NAME.encode() + b'", "cost": 1e-7, "n": 12345678901234567890}'
    changed = json.loads(Rewriting(SOUGHT, MARK).rewrite("result-1.json", note))
    assert changed == {"prompt": f"\ud800 {MARK}", "cost": 1e-7, "n": 12345678901234567890}


def test_the_prompt_goes_first_so_that_it_is_never_drawn_again(drawn: Archive) -> None:
    plan = plan_removal(drawn.layout, PNG)
    assert plan.removals[:2] == [drawn.layout.prompt(PNG), drawn.layout.record(PNG)]
    assert len(plan.removals) == 8


def test_requests_are_noted_without_their_words(drawn: Archive) -> None:
    (noted,) = note_requests(drawn.layout, PNG)
    assert noted["cost_usd"] == 0.04
    assert noted["reserved_usd"] == 0.05
    assert not SOUGHT.is_in(json.dumps(noted).encode())
    assert note_requests(drawn.layout, SKETCH) == ()


def test_money_of_a_removed_record_is_counted_once_whenever_the_removal_stopped(
    tmp_path: Path,
) -> None:
    archive = open_archive(tmp_path)
    record = archive.accept_prompt("arezzo-hamm", "a town", {}).id
    request = ImageRequest(
        "openai", "gpt-image-2", "a town", 64, 64, {"prompt": "a town", "quality": "low"}, paid=True
    )
    archive.open_attempt(record, request, 0.05)
    before = archive.read_requests(record)
    tombstone = Tombstone(
        record, 1, MOMENT, "", "", "record", (), requests=note_requests(archive.layout, record)
    )
    path = archive.layout.redaction(record, 1)
    archive.publish(path, dump_note(note_tombstone(tombstone)), record.tandem)
    assert archive.read_requests(record) == before
    archive.layout.request(record, 1).unlink()
    ((note, state, cost),) = archive.read_requests(record)
    assert (note["reserved_usd"], note["paid"], state, cost) == (0.05, True, None, None)
    assert note["parameters"] == {"quality": "low"}
    assert "town" not in str(note)
    # Somebody drops a new prompt under the old number: both count.
    archive.open_attempt(record, request, 0.06)
    assert [one["reserved_usd"] for one, _, _ in archive.read_requests(record)] == [0.06, 0.05]


def test_a_request_that_cannot_be_read_counts_as_paid(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    path = archive.layout.request(PNG, 1)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"torn")
    assert note_requests(archive.layout, PNG)[0]["paid"] is True


def test_a_choice_of_what_is_gone_is_none(tmp_path: Path) -> None:
    archive = write_private_workshop(tmp_path, build=False)
    assert archive.read_choice("arezzo-hamm") == 1
    remove_files(plan_removal(archive.layout, PNG).removals)
    assert archive.read_choice("arezzo-hamm") == 1  # gone from outside: not ours to hide
    tombstone = Tombstone(PNG, 1, MOMENT, "", "", "record", ())
    path = archive.layout.redaction(PNG, 1)
    archive.publish(path, dump_note(note_tombstone(tombstone)), PNG.tandem)
    assert archive.read_choice("arezzo-hamm") is None
    assert PNG not in archive.list_records("arezzo-hamm")
    assert archive.accept_prompt("arezzo-hamm", "next", {}).id.number == 5


def test_an_unfinished_redaction_is_not_listed_by_others(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    record = archive.accept_prompt("arezzo-hamm", "a town", {}).id
    path = archive.layout.redaction(record, 1)
    path.parent.mkdir(parents=True)
    path.write_bytes(dump_note(note_tombstone(Tombstone(record, 1, MOMENT, "", "", "text", ()))))
    manifest = Manifest(archive.layout, "arezzo-hamm")
    assert manifest.complete() == 0
    archive.layout.manifest("arezzo-hamm").unlink()
    assert manifest.complete() == 3


def test_files_are_replaced_whole_and_synced(tmp_path: Path) -> None:
    path = tmp_path / "original.png"
    path.write_bytes(b"before")
    path.chmod(0o444)
    replace_for_good(path, b"after", read_only=True)
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    remove_files([path, tmp_path / "missing"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "file").write_bytes(b"before")
    folder.chmod(0o555)
    try:
        with pytest.raises(DiskFailed):
            replace_for_good(folder / "file", b"after")
        with pytest.raises(DiskFailed):
            remove_files([folder / "file"])
    finally:
        folder.chmod(0o755)
    assert (folder / "file").read_bytes() == b"before"


def test_remains_are_found_in_other_records_and_in_own_files(tmp_path: Path) -> None:
    import gzip
    import zipfile

    import openpyxl

    archive = write_private_workshop(tmp_path, build=False)
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("inside/list.txt", NAME)
    with zipfile.ZipFile(tmp_path / "twice.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.write(tmp_path / "export.zip", "export.zip")
    book = openpyxl.Workbook()
    book.active["A1"] = NAME
    book.save(tmp_path / "list.xlsx")
    (tmp_path / "notes.txt.gz").write_bytes(gzip.compress(NAME.encode()))
    (tmp_path / "notes.txt").write_bytes(NAME.encode("utf-16"))
    (tmp_path / "outputs/arezzo-hamm/0002/my notes.txt").write_text(NAME, "utf-8")
    (tmp_path / "other.txt").write_text("nobody", "utf-8")
    (tmp_path / "foreign.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / ".git").mkdir()
    found = find_remains(archive.layout, SOUGHT, PNG)
    assert found.records == (JPEG, RecordId("arezzo-hamm", 3), SKETCH)
    assert found.files == (
        "export.zip", "list.xlsx", "notes.txt", "notes.txt.gz", "twice.zip",
        "outputs/arezzo-hamm/0002/my notes.txt",
    )  # fmt: skip
    assert found.unsearched == ("foreign.pdf",)
    assert found.has_history


def test_a_state_is_read_from_a_tombstone(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    request = {"attempt": 1, "paid": True, "outcome": "done", "cost_usd": 0.04, "model": "m"}
    tombstone = Tombstone(PNG, 1, MOMENT, "", "", "record", (), requests=(request,))
    path = archive.layout.redaction(PNG, 1)
    archive.publish(path, dump_note(note_tombstone(tombstone)), PNG.tandem)
    assert [(state, cost) for _, state, cost in archive.read_requests(PNG)] == [(State.DONE, 0.04)]
