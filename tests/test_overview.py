"""An overview from the index says exactly what the files say, whatever happened in between."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.search.searched import OTHER, TANDEM, TICK, Room, trust_files_early
from tests.workshops import drop_prompt
from visions.answers import Answers, WorksheetAnswers
from visions.archive.revisions import Revisions
from visions.cli.session import Session
from visions.cli.showing import _dump_status
from visions.errors import VisionsError
from visions.model import RecordId
from visions.overview import OfFiles, OfIndex, Overview, look_over

IMAGES = (
    'provider = "openai"\nmodel = "gpt-image-2"\nsize = "1024x1024"\nquality = "low"\nbudget = 9.0'
)


class World(Room):
    """A room that things happen to; each is a method, and takes any number."""

    def pick(self, n: int) -> RecordId:
        return RecordId((TANDEM, OTHER)[n % 2], n // 2 % 3 + 1)

    def put(self, n: int) -> None:
        self.add(f"parola {n}", (TANDEM, OTHER)[n % 2])

    def paint(self, n: int) -> None:
        self.draw(self.pick(n), cost=(None, 0.011, 0.0, 0.2)[n % 4])

    def fail(self, n: int) -> None:
        self.refuse(self.pick(n), ("refused", "failed", "unknown")[n % 3])

    def stop(self, n: int) -> None:
        attempt = self.ask(self.pick(n), paid=n % 3 > 0)
        if n % 5 == 0:
            self.archive.keep_answer(self.pick(n), attempt, b"{}")

    def pick_out(self, n: int) -> None:
        self.archive.choose(self.pick(n))

    def fill(self, n: int) -> None:
        answers = Answers(WorksheetAnswers(vision=f"vision {n}"))
        Revisions(self.archive).save(self.pick(n), answers)

    def write(self, n: int) -> None:
        record = self.pick(n)
        drop_prompt(self.folder, record.tandem, f"{record.digits}.md", f"a mano {n:03d}\n")

    def delete(self, n: int) -> None:
        files = [path for path in sorted(self.folder.glob("*ts/*/**/*")) if path.is_file()]
        files = [path for path in files if path != self.index]
        if files:
            files[n % len(files)].unlink()

    def alter(self, n: int) -> None:
        files = sorted(self.folder.glob("*ts/*/**/*.json"))
        if files:
            path = files[n % len(files)]
            data = path.read_bytes()
            path.chmod(0o644)
            changes = (
                b"{", data[: len(data) // 2], data.replace(b"0.011", b"0.033"),
                data.replace(b"parola", b"PAROLA"), data.replace(b'"format": 1', b'"format": 9'),
                data.replace(b"done", b"gone"), b"[]", data.replace(b"a", b"\\ud800", 1),
            )  # fmt: skip
            path.write_bytes(changes[n // 7 % len(changes)])

    def take_away(self, n: int) -> None:
        shutil.rmtree(self.archive.layout.record_folder(self.pick(n)), ignore_errors=True)

    def leave(self, n: int) -> None:
        outputs = self.folder / "outputs"
        if (outputs / OTHER).is_dir() and not (outputs / "old").exists():
            (outputs / OTHER).rename(outputs / "old")

    def list_again(self, n: int) -> None:
        from visions.archive.manifest import Manifest

        if n % 2:
            self.archive.layout.manifest(TANDEM).unlink(missing_ok=True)
        if (self.folder / "outputs" / TANDEM).is_dir():
            Manifest(self.archive.layout, TANDEM).complete()


EVENTS = [
    World.put, World.put, World.put, World.paint, World.paint, World.paint, World.fail, World.stop,
    World.pick_out, World.fill, World.write, World.delete, World.alter, World.take_away,
    World.leave, World.list_again,
]  # fmt: skip


def tell(room: Room, few: int) -> tuple[object, ...]:
    """All that status can say, with the kind of overview that said it."""
    session = Session.open(room.folder)

    def report(overview: Overview) -> tuple[object, ...]:
        tandems = session.workshop.tandems
        try:
            told: object = json.loads("".join(_dump_status(session, tandems, overview)))
        except VisionsError as error:
            told = error.message
        briefs = [list(overview.list_briefs(tandem.key)) for tandem in tandems]
        return type(overview), told, briefs

    return look_over(session.archive, session.workshop, report, few=few)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 500)), max_size=12))
def test_the_index_says_what_the_files_say(
    monkeypatch: pytest.MonkeyPatch, events: list[tuple[object, int]]
) -> None:
    trust_files_early(monkeypatch)
    with tempfile.TemporaryDirectory() as folder:
        room = World(Path(folder) / "w", IMAGES)
        for event, n in events:
            try:
                event(room, n)  # type: ignore[operator]
            except (VisionsError, OSError):
                continue  # it cannot happen just now
            time.sleep(TICK)
            kind, *by_index = tell(room, few=-1)
            assert kind is OfIndex
            assert [OfFiles, *by_index] == list(tell(room, few=1000))


def test_a_change_in_place_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust_files_early(monkeypatch)
    room = World(tmp_path / "w", IMAGES)
    room.draw(room.add("una piazza"), cost=0.011)
    for _ in range(2):
        time.sleep(TICK)
        before = tell(room, few=-1)
    for name in ("record.json", "request-1.json", "result-1.json"):
        path = room.archive.layout.record_folder(RecordId(TANDEM, 1)) / name
        data = path.read_bytes()
        path.write_bytes(b"{" * len(data))
        time.sleep(TICK)
        after = tell(room, few=-1)
        assert after != before
        assert after[1:] == tell(room, few=1000)[1:]
        path.write_bytes(data)


def test_what_is_as_it_was_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust_files_early(monkeypatch)
    room = World(tmp_path / "w", IMAGES)
    for n in range(3):
        room.draw(room.add(f"una piazza {n}"), cost=0.011)
    time.sleep(TICK)
    before = tell(room, few=-1)
    monkeypatch.setattr("visions.search.freshness.read_card", None)
    monkeypatch.setattr("visions.archive.store.Archive.read_entry", None)
    assert tell(room, few=-1) == before


def test_a_folder_whose_name_is_no_text_is_counted(tmp_path: Path) -> None:
    room = World(tmp_path / "w", IMAGES)
    room.draw(room.add("una piazza"), cost=0.011)
    try:
        (room.folder / "outputs" / TANDEM).rename(room.folder / "outputs" / os.fsdecode(b"\xff"))
    except OSError:
        pytest.skip("this file system takes no such name")
    assert tell(room, few=-1) == tell(room, few=1000)
    assert room.find("piazza") == [f"{TANDEM}/0001"]


def test_several_requests_of_one_prompt_count_once_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust_files_early(monkeypatch)
    room = World(tmp_path / "w", IMAGES)
    record = room.add("una piazza")
    room.refuse(record, "unknown")
    room.refuse(record, "unknown")
    room.ask(record, paid=True)
    for _ in range(2):
        time.sleep(TICK)
        kind, told, _ = tell(room, few=-1)
        assert kind is OfIndex
        assert isinstance(told, dict)
        assert (told["money"]["pictures"], told["money"]["reserved"]) == (3, 0.15)
    room.draw(record, cost=0.011)
    time.sleep(TICK)
    assert tell(room, few=-1)[1:] == tell(room, few=1000)[1:]
