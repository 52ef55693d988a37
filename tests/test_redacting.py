"""A text or a whole record goes out of truth and of all that is made of it, and stays countable."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from pathlib import Path

import pytest

from tests.everywhere import find_everywhere
from tests.private import (
    JPEG,
    NAME,
    PAID,
    PNG,
    SKETCH,
    TANDEM,
    WEBP,
    draw_png,
    fill_in,
    keep_picture,
    rebuild,
    write_private_workshop,
)
from tests.workshops import drop_prompt, list_files, open_archive, write_workshop
from visions import redacting
from visions.archive.lock import hold_lock
from visions.archive.manifest import Manifest
from visions.archive.revisions import Revisions
from visions.archive.soundness import find_change, find_loss
from visions.archive.store import Archive
from visions.archive.tombstone import MARK, find_stopped, list_tombstones
from visions.budget import list_sent, survey
from visions.config import load_workshop
from visions.errors import (
    BadRedaction,
    Busy,
    CannotRedact,
    NoSuchRecord,
    NothingToRedact,
    RedactionOpen,
)
from visions.model import RecordId, State
from visions.redacting import Order, Redacted, Redaction
from visions.redaction.advice import describe_papers
from visions.redaction.plan import Plan
from visions.redaction.sought_text import SoughtText

SOUGHT = SoughtText(NAME)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn") / "room"
    write_private_workshop(folder)
    return folder


@pytest.fixture
def room(drawn: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(drawn, tmp_path / "room"))


def redact(folder: Path, record: RecordId, text: str | None = NAME, **kept: str) -> Redacted:
    order = Order(record, None if text is None else SoughtText(text), **kept)
    return Redaction(load_workshop(folder), Archive(folder), order).carry_out()


def check_manifest(folder: Path) -> None:
    """Every listed file is there and as listed, and no file of the truth is missing in it."""
    manifest = Manifest(Archive(folder).layout, TANDEM)
    for name, digest in manifest.read().items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    with hold_lock(Archive(folder).layout):
        assert manifest.complete() == 0


def test_a_text_is_gone_everywhere_and_all_is_made_again(room: Path) -> None:
    before = set(list_files(room))
    for record in (PNG, JPEG, WEBP, SKETCH):
        done = redact(room, record, by="the office", why="Art. 17 GDPR")
        assert done.problems == []
        check_manifest(room)
    assert find_everywhere(room, NAME) == []
    assert before <= set(list_files(room))
    archive = Archive(room)
    assert archive.read_entry(PNG).state is State.DONE
    assert archive.read_choice(TANDEM) == 1
    assert MARK in (room / "outputs/arezzo-hamm/0001/worksheet.it.html").read_text("utf-8")
    assert MARK in (room / "outputs/index.html").read_text("utf-8")
    (kept,) = list_tombstones(archive.layout, PNG)
    assert (kept.redacted_by, kept.why, kept.what) == ("the office", "Art. 17 GDPR", "text")
    assert kept.original_altered
    assert "prompts/arezzo-hamm/0001.md" in kept.files
    originals = list(room.rglob("original.*"))
    assert {path.stat().st_mode & 0o777 for path in originals} == {0o444}


def test_nothing_else_is_touched(room: Path) -> None:
    before = list_files(room)
    redact(room, PNG)
    after = list_files(room)
    others = [name for name in before if Path(name).parent.name in ("0002", "0003", "0004")]
    assert len(others) > 30
    assert {name: after[name] for name in others} == {name: before[name] for name in others}
    assert after["workshop.toml"] == before["workshop.toml"]


def test_a_whole_record_is_gone_and_its_number_and_money_stay(room: Path) -> None:
    workshop, archive = load_workshop(room), Archive(room)
    before = survey(list_sent(archive), workshop.images)
    done = redact(room, PNG, None, why="asked for")
    assert done.problems == []
    assert [path.name for path in archive.layout.record_folder(PNG).iterdir()] == [
        "redaction-0001.json"
    ]
    assert not list((room / "prompts/arezzo-hamm").glob("0001*"))
    assert archive.list_records(TANDEM) == [JPEG, WEBP, SKETCH]
    assert archive.read_choice(TANDEM) is None
    after = survey(list_sent(archive), workshop.images)
    assert (after.whole, after.of(TANDEM)) == (before.whole, before.of(TANDEM))
    assert after.whole.pictures == 3
    assert archive.accept_prompt(TANDEM, "next", {}).id.number == 5
    check_manifest(room)
    assert "0001/" not in (room / "outputs/index.html").read_text("utf-8")
    for record in (JPEG, WEBP, SKETCH):
        redact(room, record, None)
    assert find_everywhere(room / "outputs", NAME) == []
    assert find_everywhere(room / "prompts", NAME) == []


def test_a_dry_run_says_the_same_and_changes_nothing(room: Path) -> None:
    before = list_files(room)
    order = Order(PNG, SOUGHT)
    redaction = Redaction(load_workshop(room), Archive(room), order)
    with hold_lock(Archive(room).layout):
        found = redaction.look()
    assert list_files(room) == before
    done = redaction.carry_out()
    assert (found.plan.places, found.files) == (done.plan.places, done.files)
    assert found.remains is not None
    assert found.remains.records == (JPEG, WEBP, SKETCH)
    assert found.remains == done.remains


def test_what_is_not_there_is_told_with_where_it_is(room: Path) -> None:
    redact(room, PNG)
    before = list_files(room)
    with pytest.raises(NothingToRedact, match="does not stand in arezzo-hamm/0001") as told:
        redact(room, PNG)
    assert "arezzo-hamm/0002" in str(told.value)
    assert NAME not in str(told.value)
    assert list_files(room) == before
    with pytest.raises(NoSuchRecord):
        redact(room, RecordId(TANDEM, 9))
    with pytest.raises(NoSuchRecord):
        redact(room, RecordId(TANDEM, 9), None)
    redact(room, PNG, None)
    with pytest.raises(NothingToRedact, match="was removed on"):
        redact(room, PNG, None)
    with pytest.raises(NothingToRedact, match="was removed on"):
        redact(room, PNG)


def test_a_working_command_is_not_disturbed(room: Path) -> None:
    import subprocess
    import sys

    hold = (
        "import sys, pathlib\nfrom visions.archive.lock import hold_lock\n"
        "from visions.archive.layout import Layout\n"
        "with hold_lock(Layout(pathlib.Path(sys.argv[1]))):\n"
        "    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    before = list_files(room)
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(room)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Busy):
            redact(room, PNG)
        other.communicate(b"")
    assert list_files(room) == before


def test_the_reason_must_not_say_it() -> None:
    for kept in ({"why": f"{NAME.upper()} asked"}, {"by": NAME}, {"why": "x" * 501}):
        with pytest.raises(BadRedaction):
            Order(PNG, SOUGHT, **kept)
    for text in ("[…]", "[…", "…]["):
        with pytest.raises(BadRedaction):
            Order(PNG, SoughtText(text))


def test_where_nothing_can_be_set_anew_the_old_is_gone_all_the_same(room: Path) -> None:
    (room / "theme.toml").write_text("[colours\n", "utf-8")
    for record in (PNG, JPEG, WEBP, SKETCH):
        done = redact(room, record)
        assert done.problems
    assert find_everywhere(room, NAME) == []
    assert not (room / "outputs/index.html").exists()
    (room / "theme.toml").unlink()
    rebuild(room, Archive(room))
    assert (room / "outputs/index.html").exists()


def test_a_broken_template_of_ones_own_does_not_bring_it_back(room: Path) -> None:
    (room / "templates").mkdir()
    (room / "templates/worksheet.typ").write_text("#panic()", "utf-8")
    done = redact(room, PNG)
    assert done.problems
    here = [name for name in find_everywhere(room, NAME) if "/0001" in name]
    assert here == []


def test_papers_that_no_rebuilding_brings_back_are_removed_and_named(room: Path) -> None:
    for name in (
        "report.de.pdf", "report.de.html", "print/cards.pdf", "print/posters-a3.pdf",
        "print/selected-contact-sheet.de.pdf", "index.sqlite", "index.sqlite-wal",
    ):  # fmt: skip
        (room / "outputs" / name).write_bytes(NAME.encode())
    for name in ("session-plan.de.pdf", "our menu.pdf"):
        (room / "outputs/print" / name).write_bytes(b"%PDF-steps")
    done = redact(room, PNG)
    assert done.missing == {
        "visions paper cards": ("outputs/print/cards.pdf",),
        "visions paper posters": ("outputs/print/posters-a3.pdf",),
        "visions paper contact-sheet": ("outputs/print/selected-contact-sheet.de.pdf",),
        "visions report": ("outputs/report.de.html", "outputs/report.de.pdf"),
    }
    assert (
        "outputs/report.de.html, outputs/report.de.pdf showed this record and were removed: "
        in (" ".join(describe_papers(done.missing)))
    )
    left = {path.name for path in (room / "outputs").rglob("*")}
    assert not left & {"report.de.pdf", "report.de.html", "cards.pdf", "posters-a3.pdf"}
    assert not {name for name in left if name.startswith(("index.sqlite", "selected-"))}
    assert {"session-plan.de.pdf", "our menu.pdf"} <= left
    assert done.remains is not None
    assert "outputs/print/our menu.pdf" in done.remains.unsearched


def test_temporaries_that_hold_it_go(room: Path) -> None:
    import os

    own = room / "outputs/arezzo-hamm/0001/.tmp-record.json-1-00000000"
    old = room / "prompts/utrecht-munich/.tmp-0001.md-1-00000000"
    new = room / "prompts/utrecht-munich/.tmp-0001.md-2-00000000"
    harmless = room / "outputs/.tmp-x-1-00000000"
    old.parent.mkdir(parents=True)
    for path in (own, old, new):
        path.write_text(NAME, "utf-8")
    harmless.write_text("nothing")
    for path in (old, harmless):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    done = redact(room, PNG)
    assert [path.exists() for path in (own, old, new, harmless)] == [False, False, True, True]
    assert done.remains is not None
    assert done.remains.files == (new.relative_to(room).as_posix(),)


def test_prompts_that_wait_and_tandems_that_left_can_be_redacted(tmp_path: Path) -> None:
    write_workshop(tmp_path, PAID)
    archive = open_archive(tmp_path)
    waiting = archive.accept_prompt(TANDEM, f"by {NAME}", {}).id
    drop_prompt(tmp_path, "old-tandem", "0001.md", f"by {NAME}\n")
    drop_prompt(tmp_path, "old-tandem", "idea.txt", NAME)
    assert redact(tmp_path, waiting).remains is not None
    done = redact(tmp_path, RecordId("old-tandem", 1))
    assert done.remains is not None
    assert done.remains.files == ("prompts/old-tandem/idea.txt",)
    assert (tmp_path / "prompts/old-tandem/0001.md").read_text("utf-8") == f"by {MARK}\n"
    (tmp_path / "prompts/old-tandem/idea.txt").unlink()
    assert find_everywhere(tmp_path, NAME) == []
    check_manifest(tmp_path)
    # A draft by hand may still be edited: it is listed once a picture is asked for.
    listed = Manifest(archive.layout, "old-tandem").read()
    assert list(listed) == ["outputs/old-tandem/0001/redaction-0001.json"]


def test_an_answer_that_was_not_read_yet_is_handled_or_refused(tmp_path: Path) -> None:
    write_workshop(tmp_path, PAID)
    archive = open_archive(tmp_path)
    record = keep_picture(archive, NAME, draw_png(NAME), "image/png")
    archive.keep_answer(record, 1, json.dumps({"error": NAME}).encode())
    redact(tmp_path, record)
    assert archive.layout.answer(record, 1).read_bytes() == (
        b'{\n  "error": "' + MARK.encode() + b'"\n}\n'
    )
    archive.layout.answer(record, 1).write_bytes(b"torn " + NAME.encode())
    before = list_files(tmp_path)
    with pytest.raises(CannotRedact, match="whole record"):
        redact(tmp_path, record)
    assert list_files(tmp_path) == before
    redact(tmp_path, record, None)
    assert find_everywhere(tmp_path, NAME) == []


def test_answers_stored_meanwhile_are_caught(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, stored = redacting.replace_for_good, threading.Event()

    def interfere(path: Path, data: bytes, **options: bool) -> None:
        if path.name == "record.json" and not stored.is_set():
            stored.set()
            fill_in(Archive(room), PNG)
        replace(path, data, **options)

    monkeypatch.setattr(redacting, "replace_for_good", interfere)
    redact(room, PNG)
    assert stored.is_set()
    assert len(Revisions(Archive(room)).list_numbers(PNG)) > 2
    assert [hit for hit in find_everywhere(room, NAME) if "/0001" in hit] == []
    check_manifest(room)


def stop_before_the_end(folder: Path, record: RecordId, text: str | None, at: int) -> None:
    """Carry it out up to the write or removal `at`."""
    order = Order(record, None if text is None else SoughtText(text))
    redaction = Redaction(load_workshop(folder), Archive(folder), order)
    replace, remove, steps = redacting.replace_for_good, redacting.remove_files, 0

    def count() -> None:
        nonlocal steps
        steps += 1
        if steps > at:
            raise KeyboardInterrupt

    def replacing(path: Path, data: bytes, **options: bool) -> None:
        count()
        replace(path, data, **options)

    def removing(paths: list[Path]) -> None:
        for path in paths:
            count()
            remove([path])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(redacting, "replace_for_good", replacing)
        patch.setattr(redacting, "remove_files", removing)
        with pytest.raises(KeyboardInterrupt):
            redaction.carry_out()


@pytest.mark.parametrize("at", [0, 1, 3, 5, 7, 10])
def test_the_same_command_finishes_what_was_stopped(room: Path, at: int) -> None:
    stop_before_the_end(room, PNG, NAME, at)
    archive = Archive(room)
    assert find_stopped(archive.layout, PNG) is not None
    rebuild_meanwhile(room)
    assert find_stopped(archive.layout, PNG) is not None
    done = redact(room, PNG)
    assert done.resumed
    assert find_stopped(archive.layout, PNG) is None
    assert [hit for hit in find_everywhere(room, NAME) if "/0001" in hit] == []
    check_manifest(room)
    (kept,) = list_tombstones(archive.layout, PNG)
    assert kept.original_altered
    assert archive.read_entry(PNG).state is State.DONE


@pytest.mark.parametrize("at", [2, 5])
def test_nobody_is_told_to_put_back_what_was_being_taken_out(room: Path, at: int) -> None:
    stop_before_the_end(room, PNG, NAME, at)
    archive = Archive(room)
    entry = archive.read_entry(PNG)
    assert entry.record is not None
    told = [find_loss(archive, entry.record), *find_change(archive, entry)]
    assert any(told)
    for one in told:
        assert one is None or "run the same “visions redact” again" in str(one)


def test_after_a_stop_it_is_known_whether_the_text_is_gone(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (room / "outputs/print/cards.pdf").write_bytes(b"%PDF")

    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    order = Order(PNG, SOUGHT)
    first = Redaction(load_workshop(room), Archive(room), order)
    with monkeypatch.context() as patch:
        patch.setattr(redacting, "remove_files", stop)
        with pytest.raises(KeyboardInterrupt):
            first.carry_out()
    assert first.find_gone() is None
    again = Redaction(load_workshop(room), Archive(room), order)
    assert again.find_gone() is None
    with monkeypatch.context() as patch:
        patch.setattr(Redaction, "_rebuild", stop)
        with pytest.raises(KeyboardInterrupt):
            again.carry_out()
    gone = again.find_gone()
    assert gone is not None
    assert gone.missing == {"visions paper cards": ("outputs/print/cards.pdf",)}


def rebuild_meanwhile(folder: Path) -> None:
    """What `make` does with the manifest."""
    with hold_lock(Archive(folder).layout):
        Manifest(Archive(folder).layout, TANDEM).complete()


@pytest.mark.parametrize("at", [0, 1, 2, 4, 8])
def test_a_removal_that_was_stopped_is_finished(room: Path, at: int) -> None:
    workshop, archive = load_workshop(room), Archive(room)
    before = survey(list_sent(archive), workshop.images).whole
    stop_before_the_end(room, PNG, None, at)
    assert survey(list_sent(archive), workshop.images).whole == before
    with pytest.raises(RedactionOpen):
        redact(room, PNG)
    redact(room, PNG, None)
    assert survey(list_sent(archive), workshop.images).whole == before
    assert [path.name for path in archive.layout.record_folder(PNG).iterdir()] == [
        "redaction-0001.json"
    ]
    check_manifest(room)


def test_another_text_does_not_end_what_was_stopped(room: Path) -> None:
    stop_before_the_end(room, PNG, NAME, 2)
    with pytest.raises(RedactionOpen):
        redact(room, PNG, "market square")
    assert find_stopped(Archive(room).layout, PNG) is not None
    redact(room, PNG, None)
    assert find_stopped(Archive(room).layout, PNG) is None
    assert len(list_tombstones(Archive(room).layout, PNG)) == 2
    check_manifest(room)


def test_a_tombstone_loses_it_as_well(room: Path) -> None:
    redact(room, PNG, "market square", why=f"{NAME} asked for it")
    redact(room, PNG)
    first, second = list_tombstones(Archive(room).layout, PNG)
    assert first.why == f"{MARK} asked for it"
    assert second.number == 2
    check_manifest(room)


def test_a_plan_counts_its_places() -> None:
    plan = Plan(PNG, places={"a": 2, "b": 3})
    assert plan.count == 5
