"""The index: it follows every change of the files, and is made anew whenever it cannot be used."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.search.searched import OTHER, TANDEM, Room, trust_files_early
from tests.workshops import drop_prompt, list_files
from visions.answers import Answers, Remark, WorksheetAnswers
from visions.archive.manifest import Manifest
from visions.archive.notes import dump_note
from visions.archive.revisions import Revisions
from visions.archive.tombstone import Tombstone, note_tombstone
from visions.model import RecordId, State
from visions.search import index_file
from visions.search.index_file import remove_index


@pytest.fixture(autouse=True)
def _early(monkeypatch: pytest.MonkeyPatch) -> None:
    trust_files_early(monkeypatch)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Three prompts, two of them drawn; the index is there and trusts its files."""
    room = Room(tmp_path / "w")
    room.draw(room.add("una piazza con alberi"))
    room.draw(room.add("un mercato coperto"))
    room.add("een plein met bomen", OTHER)
    assert room.find("piazza") == [f"{TANDEM}/0001"]
    assert room.find("piazza") == [f"{TANDEM}/0001"]
    return room


# Freshness


def test_nothing_is_read_or_written_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    before = room.index.stat()
    monkeypatch.setattr("visions.search.freshness.read_card", None)
    assert room.find("mercato") == [f"{TANDEM}/0002"]
    assert room.index.stat() == before


def test_a_new_prompt_is_found_and_only_it_is_read(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visions.search import freshness

    read: list[RecordId] = []
    real = freshness.read_card

    def spy(archive: object, record: RecordId, *rest: object, **named: object) -> object:
        read.append(record)
        return real(archive, record, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(freshness, "read_card", spy)
    added = room.add("un tram sotto la neve")
    assert room.find("neve") == [str(added)]
    assert read == [added]


def test_each_state_is_seen(room: Room) -> None:
    record = room.add("una fontana")

    def state() -> State:
        (hit,) = room.search("fontana").hits
        return hit.card.state

    assert state() is State.ACCEPTED
    room.refuse(record)
    assert state() is State.REFUSED
    room.ask(record, paid=True)
    assert state() is State.UNKNOWN
    shutil.rmtree(room.archive.layout.record_folder(record))
    assert state() is State.ACCEPTED
    room.draw(record)
    assert state() is State.DONE


def test_a_choice_is_seen_and_goes_first_among_equals(room: Room) -> None:
    for _ in range(3):
        room.draw(room.add("un ponte"))
    numbers = [f"{TANDEM}/{n:04d}" for n in (3, 4, 5)]
    assert room.find("ponte") == numbers
    room.archive.choose(RecordId(TANDEM, 4))
    assert room.find("ponte") == [numbers[1], numbers[0], numbers[2]]
    assert [hit.is_chosen for hit in room.search("ponte").hits] == [True, False, False]
    room.archive.choose(RecordId(TANDEM, 5))
    assert room.find("ponte") == [numbers[2], numbers[0], numbers[1]]
    # A choice that somebody edits by hand.
    path = room.archive.layout.choice(TANDEM, 2)
    path.write_text(path.read_text().replace("5", "3", 1))
    assert room.find("ponte") == numbers


def test_answers_are_found_in_their_newest_revision_only(room: Room) -> None:
    revisions, record = Revisions(room.archive), RecordId(TANDEM, 1)
    revisions.save(record, Answers(WorksheetAnswers(vision="Wir pflanzen Linden.")))
    assert room.find("linde") == [str(record)]
    revisions.save(record, Answers(WorksheetAnswers(keep=(Remark("die Eichen"),))))
    assert room.find("linde") == []
    assert room.find("eiche") == [str(record)]


def test_prompts_by_hand_are_seen_and_may_be_edited(room: Room) -> None:
    path = drop_prompt(room.folder, TANDEM, "0007.md", "un faro sul porto\n")
    assert room.find("faro") == [f"{TANDEM}/0007"]
    with path.open("r+") as file:  # in place, the same number of bytes: no folder changes
        file.write("un moro")
    assert room.find("faro") == []
    assert room.find("moro") == [f"{TANDEM}/0007"]
    path.with_name("new").write_text("un molo sul porto\n")
    path.with_name("new").replace(path)  # as editors do
    assert room.find("molo") == [f"{TANDEM}/0007"]
    room.draw(RecordId(TANDEM, 7))
    assert room.search("molo").hits[0].card.state is State.DONE
    path.unlink()
    assert room.find("molo") == [f"{TANDEM}/0007"]  # its record has the words


def test_what_is_deleted_is_found_no_more(room: Room) -> None:
    room.archive.layout.prompt(RecordId(OTHER, 1)).unlink()
    assert room.find("plein") == []
    shutil.rmtree(room.archive.layout.record_folder(RecordId(TANDEM, 1)))
    assert room.search("piazza").hits[0].card.state is State.ACCEPTED
    room.archive.layout.record(RecordId(TANDEM, 2)).unlink()
    # Nothing tells of this but the record's folder: what is shown is compared with its files.
    assert room.search("mercato").hits[0].card.state is State.ACCEPTED
    shutil.rmtree(room.folder / "prompts")
    shutil.rmtree(room.folder / "outputs" / TANDEM)
    assert room.find("mercato") == room.find("piazza") == []


def test_what_was_altered_by_hand_is_not_shown_as_it_was(room: Room) -> None:
    path = room.archive.layout.record(RecordId(TANDEM, 2))
    path.write_text(path.read_text().replace("coperto", "scoperto"))
    assert room.find("mercato") == [f"{TANDEM}/0002"]
    assert room.search("mercato").hits[0].card.prompt == "un mercato scoperto"
    path.write_text("{")
    assert room.find("mercato") == []


def test_a_redaction_is_seen_and_leaves_nothing_in_the_file(room: Room) -> None:
    secret = room.draw(room.add("il giardino di Ermenegilda"))
    assert room.find("ermenegilda") == [str(secret)]
    assert b"ermenegilda" in room.index.read_bytes()
    layout, digests = room.archive.layout, {}
    for path in (layout.prompt(secret), *layout.record_folder(secret).iterdir()):
        data = path.read_bytes().replace(b"di Ermenegilda", "[…]".encode())
        path.unlink()
        path.write_bytes(data)
        digests[path.relative_to(room.folder).as_posix()] = "0" * 64
    moment = dt.datetime(2024, 3, 4, tzinfo=dt.UTC)
    stone = Tombstone(secret, 1, moment, "The facilitator", "A name.", "text", tuple(digests), 3)
    layout.redaction(secret, 1).write_bytes(dump_note(note_tombstone(stone)))
    Manifest(layout, TANDEM).change(digests)
    assert room.find("ermenegilda") == []
    assert room.find("giardino") == [str(secret)]
    data = room.index.read_bytes()
    assert b"rmenegilda" not in data


def test_a_deleted_prompt_leaves_nothing_in_the_file(room: Room) -> None:
    room.archive.layout.prompt(RecordId(OTHER, 1)).unlink()
    room.find("plein")
    assert b"bomen" not in room.index.read_bytes()
    assert room.find("mercato") == [f"{TANDEM}/0002"]


def test_another_theme_is_seen(room: Room) -> None:
    path = room.folder / "workshop.toml"
    assert room.find("platform") == [f"{TANDEM}/0001", f"{TANDEM}/0002"]
    path.write_text(path.read_text("utf-8").replace("Urban data platform", "Λιμάνι"), "utf-8")
    assert room.find("platform") == []
    assert room.find("λιμαν") == [f"{TANDEM}/0001", f"{TANDEM}/0002"]
    assert room.find("Munich plein") == [f"{OTHER}/0001"]


def test_a_manifest_replaced_in_the_same_size_is_noticed(room: Room) -> None:
    path = room.archive.layout.manifest(TANDEM)
    layout, record = room.archive.layout, RecordId(TANDEM, 2)
    words = layout.record(record).read_text().replace("mercato", "palazzo")
    layout.record(record).write_text(words)
    data, times = path.read_bytes(), path.stat()
    path.with_name("new").write_bytes(data[:5] + b"0" + data[6:])
    path.with_name("new").replace(path)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert room.find("palazzo") == [str(record)]


def test_a_manifest_that_grew_and_changed_is_not_believed(room: Room) -> None:
    path = room.archive.layout.manifest(TANDEM)
    layout, record = room.archive.layout, RecordId(TANDEM, 2)
    layout.record(record).write_text(layout.record(record).read_text().replace("mercato", "orto"))
    with path.open("r+b") as file:
        file.write(b"0" * 10)
        file.seek(0, 2)
        file.write(b"0" * 64 + f"  prompts/{TANDEM}/0001.md\n".encode())
    assert room.find("orto") == [str(record)]


def test_folders_from_before_the_manifest_are_followed(room: Room) -> None:
    for tandem in (TANDEM, OTHER):
        room.archive.layout.manifest(tandem).unlink()
    assert room.find("mercato") == [f"{TANDEM}/0002"]
    path = room.archive.layout.prompt(RecordId(OTHER, 1))
    path.write_text("een haven\n")
    assert room.find("haven") == [f"{OTHER}/0001"]


def test_tandems_that_left_the_workshop_are_still_found(room: Room) -> None:
    (room.folder / "outputs" / TANDEM).rename(room.folder / "outputs/old-times")
    for path in (room.folder / "outputs/old-times").glob("*/record.json"):
        path.write_text(path.read_text().replace(TANDEM, "old-times"))
    shutil.rmtree(room.folder / "prompts" / TANDEM)
    (hit,) = room.search("mercato").hits
    assert (str(hit.card.id), hit.is_known) == ("old-times/0002", False)


def test_changes_within_one_tick_of_the_clock_are_seen(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk whose clock stands still: no time and no size tells of the change."""
    monkeypatch.setattr("visions.search.glance.YOUNG", 2_000_000_000)
    monkeypatch.setattr("visions.search.freshness.look", lambda paths: (7, time.time_ns()))
    path = drop_prompt(room.folder, TANDEM, "0008.md", "il 0000\n")
    for number in range(1, 4):
        path.write_text(f"il {number:04d}\n")
        assert room.find(f"{number:04d}") == [f"{TANDEM}/0008"]


# The file


def damage(room: Room, how: str) -> None:
    data = room.index.read_bytes()
    if how == "deleted":
        room.index.unlink()
    elif how == "empty":
        room.index.write_bytes(b"")
    elif how == "truncated":
        room.index.write_bytes(data[: len(data) // 2 // 4096 * 4096])
    elif how == "torn":
        room.index.write_bytes(data[: len(data) // 2 + 100])
    elif how == "garbage":
        room.index.write_bytes(os.urandom(20_000))
    elif how == "a text":
        room.index.write_text("This is no index.\n")
    elif how == "zeros inside":
        room.index.write_bytes(data[:4096] + bytes(len(data) - 4096))
    else:
        with sqlite3.connect(room.index) as other:
            other.execute(
                {
                    "another version": "UPDATE about SET version = '0.0.1'",
                    "another schema": "PRAGMA user_version = 99",
                    "another program": "PRAGMA application_id = 7",
                    "no table": "DROP TABLE asked",
                    "no words": "DROP TABLE words",
                }[how]
            )
        other.close()


@pytest.mark.parametrize(
    "how",
    [
        *("deleted", "empty", "truncated", "torn", "garbage", "a text", "zeros inside"),
        *("another version", "another schema", "another program", "no table", "no words"),
    ],
)
def test_an_index_that_cannot_be_used_is_made_anew(room: Room, how: str) -> None:
    damage(room, how)
    assert room.find("mercato") == [f"{TANDEM}/0002"]
    room.add("un nuovo mercato")
    assert room.find("mercato") == [f"{TANDEM}/0002", f"{TANDEM}/0003"]
    with sqlite3.connect(room.index) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM cards").fetchone() == (4,)
    connection.close()
    names = {path.name for path in room.index.parent.iterdir()}
    assert names == {TANDEM, OTHER, "index.sqlite"}


def test_a_foreign_database_in_its_place_is_replaced(room: Room) -> None:
    room.index.unlink()
    with sqlite3.connect(room.index) as other:
        other.execute("CREATE TABLE cards (id, files)")
    other.close()
    assert room.find("mercato") == [f"{TANDEM}/0002"]


def test_a_folder_in_its_place_stops_nobody(room: Room) -> None:
    room.index.unlink()
    room.index.mkdir()
    assert room.find("mercato") == [f"{TANDEM}/0002"]
    assert room.index.is_dir()


def test_without_outputs_nothing_is_made(tmp_path: Path) -> None:
    room = Room(tmp_path / "w")
    drop_prompt(room.folder, TANDEM, "0001.md", "una piazza\n")
    assert room.find("piazza") == [f"{TANDEM}/0001"]
    assert not (room.folder / "outputs").exists()


_SEARCH = """
import os, sys
from contextlib import suppress
from visions.cli.main import run
def search(folder):
    sys.argv = ["visions", "-C", folder, "search", "fontana"]
    with suppress(SystemExit):
        run()
search("warm")
if os.getuid() == 0:
    os.setuid(65534)
search("w")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions")
@pytest.mark.parametrize("is_there", [True, False])
def test_a_read_only_folder_is_searched(tmp_path: Path, is_there: bool) -> None:
    room = Room(tmp_path / "w")
    room.add("una piazza")
    if is_there:
        room.find("piazza")
        room.add("un mercato")
    room.add("una fontana")
    Room(tmp_path / "warm").add(
        "una fontana"
    )  # so that root has loaded all it needs before it becomes nobody
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent, room.folder):
        folder.chmod(0o755)
    before = list_files(room.folder)
    (room.folder / "outputs").chmod(0o555)
    ended = subprocess.run(
        [sys.executable, "-c", _SEARCH], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    (room.folder / "outputs").chmod(0o755)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.count("una fontana") == 2
    assert list_files(room.folder) == before


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_an_index_that_another_process_holds_stops_nobody(
    room: Room, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(index_file, "PATIENCE", 0.2)
    holder = sqlite3.connect(room.index, isolation_level=None)
    holder.execute(f"BEGIN {how}")
    room.add("una gru nel cantiere")
    began = time.monotonic()
    assert room.find("cantiere") == [f"{TANDEM}/0003"]
    assert time.monotonic() - began < 3
    holder.execute("ROLLBACK")
    holder.close()
    assert room.find("cantiere") == [f"{TANDEM}/0003"]


def test_many_at_once_all_find_it(room: Room) -> None:
    for number in range(30):
        room.add(f"una torre {number}")
    remove_index(room.index)
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(room.search("torre").total)) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [30] * 6
    assert room.search("torre").total == 30


def test_without_fts5_it_is_slower_and_finds_the_same(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.archive.choose(RecordId(TANDEM, 2))
    words = ("piazza", "merc cop", "platf", "arezzo alb", "mercato nowhere", "nowhere")
    expected = [(room.find(text), room.search(text).match) for text in words]
    monkeypatch.setattr(index_file, "_can_match", lambda connection: False)
    assert [(room.find(text), room.search(text).match) for text in words] == expected
    with sqlite3.connect(room.index) as connection:
        (made,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'words'"
        ).fetchone()
    connection.close()
    assert "VIRTUAL" not in made


_BUILD = """
import sys, visions.search.freshness as freshness
from pathlib import Path
from visions.search.query import search
from visions.archive.store import Archive
from visions.config import load_workshop
real, count = freshness.read_card, 0
def slow(*rest, **named):
    global count
    count += 1
    if count == 40:
        print("half", flush=True)
        sys.stdin.read()
    return real(*rest, **named)
freshness.read_card = slow
search(Archive(Path(".")), load_workshop(Path(".")).tandems, "torre")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("there", [False, True])
def test_a_kill_in_the_middle_leaves_nothing_wrong(room: Room, there: bool) -> None:
    if not there:
        remove_index(room.index)
    for number in range(60):
        room.add(f"una torre {number}")
    command = [sys.executable, "-c", _BUILD]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=room.folder, stdin=pipe, stdout=pipe) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == b"half\n"
        build.send_signal(signal.SIGKILL)
    assert room.search("torre").total == 60
    assert room.find("mercato") == [f"{TANDEM}/0002"]
    names = {path.name for path in room.index.parent.iterdir()}
    assert names == {TANDEM, OTHER, "index.sqlite"}
