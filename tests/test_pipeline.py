"""The whole line with a provider of the test's own at its one seam."""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.workshops import drop_prompt, list_files, open_archive, write_workshop
from visions.archive.lock import hold_lock
from visions.archive.store import Archive
from visions.budget import BudgetUnclear
from visions.config import load_workshop
from visions.errors import CallFailed, Damaged, NoKey, StrangeFolder, VisionsError
from visions.events import Event, Paused, Planned, Started, Waiting
from visions.imaging.provider import Keep
from visions.model import Entry, GeneratedImage, ImageRequest, RecordId, State, Tandem
from visions.pipeline import Outcome, Pipeline
from visions.publishing import Kind, Publisher

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 32" width="48" height="32">'
    b'<rect width="48" height="32" fill="#134e5e"/></svg>'
)
FIRST = RecordId("arezzo-hamm", 1)


class Pencil:
    """A provider that draws one rectangle and can be told how to fail."""

    name = "pencil"

    def __init__(
        self,
        *,
        paid: bool = False,
        fail: Callable[[str], VisionsError | None] = lambda _: None,
        company: int = 1,
    ) -> None:
        """`company`: the first calls wait until so many are under way together."""
        self._company = company
        self._together = asyncio.Event()
        self.paid = paid
        self.asked: list[str] = []
        self.side_by_side = 0
        self.most_side_by_side = 0
        self._fail = fail

    def prepare(self, prompt: str, *, seed: int = 0, language: str | None = None) -> ImageRequest:
        parameters = {"prompt": prompt, "seed": seed}
        return ImageRequest(self.name, "gpt-image-2", prompt, 48, 32, parameters, paid=self.paid)

    async def get_ready(self) -> None:
        pass

    async def generate(self, request: ImageRequest, keep: Keep) -> GeneratedImage:
        self.asked.append(request.prompt)
        self.side_by_side += 1
        self.most_side_by_side = max(self.most_side_by_side, self.side_by_side)
        if self.side_by_side >= self._company:
            self._together.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._together.wait(), 20)
        await asyncio.sleep(0.005)  # room for one too many to show itself
        self.side_by_side -= 1
        if (error := self._fail(request.prompt)) is not None:
            raise error
        await keep(SVG)
        return self.read_answer(request, SVG)

    def read_answer(self, request: ImageRequest, raw: bytes) -> GeneratedImage:
        return GeneratedImage(raw, "image/svg+xml", 48, 32, "pencil", "1")

    async def check(self) -> str:
        return "sharp"

    async def close(self) -> None:
        pass


class Room:
    """A workshop folder, its archive, and a log of what happened in it."""

    def __init__(self, folder: Path, images: str = "") -> None:
        self.folder = write_workshop(folder, images)
        self.archive: Archive = open_archive(folder)
        self.events: list[Event] = []

    def make(
        self,
        provider: Pencil | None,
        keys: Sequence[str] = (),
        again: Entry | None = None,
        stop_after: int | None = None,
    ) -> Outcome:
        workshop = load_workshop(self.folder)
        self.events = []

        def report(event: Event) -> None:
            self.events.append(event)
            started = sum(isinstance(event, Started) for event in self.events)
            if stop_after is not None and started >= stop_after:
                pipeline.stop()

        pipeline = Pipeline(workshop, self.archive, provider, report)
        tandems = [t for t in workshop.tandems if not keys or t.key in keys]
        with hold_lock(self.archive.layout):
            return asyncio.run(pipeline.make(tandems, again=again))


def refuse(
    *words: str, kind: str = "x", outcome: str = "failed", stops: bool = False
) -> Callable[[str], VisionsError | None]:
    def fail(prompt: str) -> VisionsError | None:
        if not words or prompt in words:
            return CallFailed(kind, outcome, "It broke.", "Mend it.", stops_queue=stops)
        return None

    return fail


@pytest.fixture
def room(tmp_path: Path) -> Room:
    room = Room(tmp_path / "room")
    drop_prompt(room.folder, "arezzo-hamm", "0001.md", "a hill town\n")
    drop_prompt(room.folder, "utrecht-munich", "0001.md", "a canal town\n")
    return room


def test_from_prompt_to_paper(room: Room) -> None:
    outcome = room.make(Pencil())
    assert outcome.waiting == []
    assert outcome.troubles == []
    files = list_files(room.folder / "outputs")
    for name in (
        "index.html",
        "print/worksheets.pdf",
        "print/roadmaps.pdf",
        "arezzo-hamm/0001/request-1.json",
        "arezzo-hamm/0001/result-1.json",
        "arezzo-hamm/0001/record.json",
        "arezzo-hamm/0001/original.svg",
        "arezzo-hamm/0001/image.jpg",
        "arezzo-hamm/0001/worksheet.it.pdf",
        "arezzo-hamm/0001/worksheet.it.html",
        "arezzo-hamm/0001/roadmap.it.pdf",
        "arezzo-hamm/0001/roadmap.it.html",
        "utrecht-munich/0001/worksheet.nl.pdf",
    ):
        assert files[name], name
    assert files["arezzo-hamm/0001/original.svg"] == SVG


def test_running_twice_does_nothing_twice(room: Room) -> None:
    pencil = Pencil(paid=True)
    room.make(pencil)
    before = list_files(room.folder)
    outcome = room.make(pencil)
    assert list_files(room.folder) == before
    assert outcome.built == 0
    assert len(pencil.asked) == 2


def test_everything_derived_can_be_deleted_and_comes_back(room: Room) -> None:
    room.make(Pencil())
    before = list_files(room.folder)
    truth = {
        "request-1.json", "result-1.json", "record.json", "original.svg", "manifest-sha256.txt"
    }  # fmt: skip
    for name in before:
        if name.startswith("outputs/") and Path(name).name not in truth:
            (room.folder / name).unlink()
    room.make(None)
    assert list_files(room.folder) == before


def test_an_altered_sheet_is_set_again(room: Room) -> None:
    room.make(Pencil())
    sheet = room.folder / "outputs/arezzo-hamm/0001/worksheet.it.pdf"
    before = sheet.read_bytes()
    sheet.write_bytes(b"scribbled over")
    assert room.make(None).built == 1
    assert sheet.read_bytes() == before


def test_an_altered_picture_is_told_and_harms_no_other(room: Room) -> None:
    room.make(Pencil())
    original = room.folder / "outputs/arezzo-hamm/0001/original.svg"
    original.chmod(0o644)
    original.write_bytes(b"scribbled over")
    outcome = room.make(Pencil())
    (trouble,) = outcome.troubles
    assert isinstance(trouble.error, Damaged)
    assert "outputs/arezzo-hamm/0001/original.svg" in trouble.error.message
    assert original.read_bytes() == b"scribbled over"
    original.unlink()
    assert "is missing" in room.make(Pencil()).troubles[0].error.message


def test_a_removed_record_is_written_again_without_asking(room: Room) -> None:
    pencil = Pencil(paid=True)
    room.make(pencil)
    (room.folder / "outputs/arezzo-hamm/0001/record.json").unlink()
    assert room.make(pencil).waiting == []
    assert len(pencil.asked) == 2


def test_one_failure_stops_nobody_else_and_leaves_an_empty_frame(room: Room) -> None:
    outcome = room.make(Pencil(fail=refuse("a hill town")))
    (waiting,) = outcome.waiting
    assert (waiting.id, waiting.state) == (FIRST, State.FAILED)
    files = list_files(room.folder / "outputs")
    assert "utrecht-munich/0001/image.jpg" in files
    assert "arezzo-hamm/0001/worksheet.it.pdf" in files
    assert "arezzo-hamm/0001/image.jpg" not in files
    framed = files["arezzo-hamm/0001/worksheet.it.pdf"]
    room.make(Pencil())
    assert list_files(room.folder / "outputs")["arezzo-hamm/0001/worksheet.it.pdf"] != framed


def test_failed_is_asked_again_by_make_but_unknown_and_refused_are_not(room: Room) -> None:
    for outcome, asked in (("failed", 1), ("unknown", 0), ("refused", 0)):
        words = f"prompt {outcome}"
        room.archive.accept_prompt("arezzo-hamm", words, {})
        room.make(Pencil(paid=True, fail=refuse(words, outcome=outcome)), ["arezzo-hamm"])
        again = Pencil(paid=True)
        room.make(again, ["arezzo-hamm"])
        assert again.asked.count(words) == asked


def test_retry_asks_once_more_and_only_for_that_one(room: Room) -> None:
    room.make(Pencil(paid=True, fail=refuse(outcome="unknown")))
    again = Pencil(paid=True)
    outcome = room.make(again, ["arezzo-hamm"], again=room.archive.read_entry(FIRST))
    assert again.asked == ["a hill town"]
    assert [entry.id.tandem for entry in outcome.waiting] == ["utrecht-munich"]
    names = list_files(room.folder / "outputs/arezzo-hamm/0001")
    assert {"request-1.json", "result-1.json", "request-2.json", "result-2.json"} <= set(names)


def test_a_kept_answer_is_read_without_asking_again(room: Room) -> None:
    pencil = Pencil(paid=True)
    attempt = room.archive.open_attempt(FIRST, pencil.prepare("a hill town"), 0.04)
    room.archive.keep_answer(FIRST, attempt, SVG)
    room.make(pencil, ["arezzo-hamm"])
    assert pencil.asked == []
    assert room.archive.read_entry(FIRST).state is State.DONE


def test_tandems_are_served_in_turn(room: Room) -> None:
    for number in range(2, 5):
        room.archive.accept_prompt("arezzo-hamm", f"more {number}", {})
    pencil = Pencil()
    room.folder.joinpath("workshop.toml").write_text(
        room.folder.joinpath("workshop.toml")
        .read_text("utf-8")
        .replace("[images]", "[images]\nconcurrency = 1")
    )
    room.make(pencil)
    assert pencil.asked[:2] == ["a hill town", "a canal town"]
    assert pencil.most_side_by_side == 1


def test_pictures_are_drawn_side_by_side_up_to_the_limit(room: Room) -> None:
    for number in range(10):
        room.archive.accept_prompt("arezzo-hamm", f"more {number}", {})
    pencil = Pencil(company=4)
    room.make(pencil)
    assert pencil.most_side_by_side == 4


def test_a_wrong_key_pauses_the_queue_and_keeps_the_rest_waiting(tmp_path: Path) -> None:
    room = Room(tmp_path, "concurrency = 1")
    for number in range(4):
        room.archive.accept_prompt("arezzo-hamm", f"prompt {number}", {})
    pencil = Pencil(paid=True, fail=refuse(stops=True))
    outcome = room.make(pencil)
    assert len(pencil.asked) == 1
    assert [entry.state for entry in outcome.waiting] == [State.FAILED] + [State.ACCEPTED] * 3
    assert any(isinstance(event, Paused) for event in room.events)


def test_five_failures_in_a_row_pause_the_queue(tmp_path: Path) -> None:
    room = Room(tmp_path, "concurrency = 1")
    for number in range(9):
        room.archive.accept_prompt("arezzo-hamm", f"prompt {number}", {})
    pencil = Pencil(fail=refuse())
    room.make(pencil)
    assert len(pencil.asked) == 5


def test_budget_is_never_exceeded_and_unknown_counts_as_spent(tmp_path: Path) -> None:
    # gpt-image-2 at medium is reserved at 0.041 USD for 1536x1024: three fit into 0.13.
    room = Room(tmp_path, 'provider = "openai"\nsize = "1536x1024"\nbudget = 0.13')
    for number in range(6):
        room.archive.accept_prompt("arezzo-hamm", f"prompt {number}", {})
    first = Pencil(paid=True, fail=refuse("prompt 0", outcome="unknown"))
    room.make(first)
    assert len(first.asked) == 3
    again = Pencil(paid=True)
    room.make(again)
    assert again.asked == []


def test_budget_without_a_known_price_sends_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path, 'model = "my-own"\nbudget = 1')
    room.archive.accept_prompt("arezzo-hamm", "a town", {})
    pencil = Pencil(paid=True)
    (trouble,) = room.make(pencil).troubles
    assert isinstance(trouble.error, BudgetUnclear)
    assert pencil.asked == []


def test_without_a_key_nothing_is_sent_and_everything_else_is_done(room: Room) -> None:
    room.make(Pencil(), ["utrecht-munich"])
    outcome = room.make(None)
    (trouble,) = outcome.troubles
    assert isinstance(trouble.error, NoKey)
    files = list_files(room.folder / "outputs")
    assert "arezzo-hamm/0001/worksheet.it.pdf" in files
    assert "arezzo-hamm/0001/request-1.json" not in files
    assert "index.html" in files


def test_an_interrupted_free_picture_is_drawn_by_the_next_run(room: Room) -> None:
    room.archive.open_attempt(FIRST, Pencil().prepare("a hill town"), None)
    assert room.make(Pencil()).waiting == []


def test_retry_pays_for_nothing_that_has_arrived_meanwhile(room: Room) -> None:
    pencil = Pencil(paid=True)
    attempt = room.archive.open_attempt(FIRST, pencil.prepare("a hill town"), 0.04)
    room.archive.keep_answer(FIRST, attempt, SVG)
    seen = room.archive.read_entry(FIRST)
    assert seen.state is State.UNKNOWN
    room.make(pencil, ["arezzo-hamm"], again=seen)
    assert pencil.asked == []
    assert room.archive.read_entry(FIRST).state is State.DONE


def test_a_second_retry_that_was_confirmed_too_late_sends_nothing(room: Room) -> None:
    room.make(Pencil(paid=True, fail=refuse(outcome="unknown")))
    seen = room.archive.read_entry(FIRST)
    again = Pencil(paid=True, fail=refuse(outcome="unknown"))
    room.make(again, ["arezzo-hamm"], again=seen)
    room.make(again, ["arezzo-hamm"], again=seen)
    assert again.asked == ["a hill town"]


def test_an_answer_of_another_provider_is_not_paid_for_again(room: Room) -> None:
    pencil = Pencil(paid=True)
    attempt = room.archive.open_attempt(FIRST, pencil.prepare("a hill town"), 0.04)
    room.archive.keep_answer(FIRST, attempt, SVG)
    crayon = Pencil(paid=True)
    crayon.name = "crayon"
    (waiting,) = room.make(crayon, ["arezzo-hamm"]).waiting[:1]
    assert (waiting.state, waiting.kind) == (State.UNKNOWN, "unread-answer")
    assert crayon.asked == []
    room.make(pencil, ["arezzo-hamm"])
    assert room.archive.read_entry(FIRST).state is State.DONE
    assert pencil.asked == []


def test_one_fault_does_not_cut_off_the_others(tmp_path: Path) -> None:
    room = Room(tmp_path)
    for number in range(4):
        room.archive.accept_prompt("arezzo-hamm", f"prompt {number}", {})
    pencil = Pencil(paid=True)
    draw = pencil.generate

    async def stumble(request: ImageRequest, keep: Keep) -> GeneratedImage:
        if request.prompt == "prompt 1":
            raise ZeroDivisionError("a bug")
        return await draw(request, keep)

    pencil.generate = stumble  # type: ignore[method-assign]
    with pytest.raises(ZeroDivisionError):
        room.make(pencil)
    records = [room.archive.read_entry(RecordId("arezzo-hamm", n)) for n in range(1, 5)]
    assert [record.state for record in records].count(State.DONE) == 3


def test_words_changed_after_drawing_are_told(room: Room) -> None:
    room.make(Pencil())
    drop_prompt(room.folder, "arezzo-hamm", "0001.md", "other words\n")
    (trouble,) = room.make(Pencil()).troubles
    assert "prompts/arezzo-hamm/0001.md" in trouble.error.message
    (room.folder / "prompts/arezzo-hamm/0001.md").unlink()
    (trouble,) = room.make(Pencil()).troubles
    assert "missing" in trouble.error.message


def test_files_that_can_be_no_prompt_are_told(room: Room) -> None:
    drop_prompt(room.folder, "arezzo-hamm", "idea.docx", "words")
    (trouble,) = room.make(Pencil()).troubles
    assert "prompts/arezzo-hamm/idea.docx" in trouble.error.message


def test_stopping_finishes_what_runs_and_the_next_run_goes_on(tmp_path: Path) -> None:
    room = Room(tmp_path, "concurrency = 2")
    for number in range(8):
        room.archive.accept_prompt("arezzo-hamm", f"prompt {number}", {})
    first = Pencil(paid=True)
    outcome = room.make(first, stop_after=3)
    assert outcome.stopped
    assert len(first.asked) in (3, 4)  # the other lane may be on its way
    assert all(entry.state is State.ACCEPTED for entry in outcome.waiting)
    second = Pencil(paid=True)
    assert room.make(second).waiting == []
    assert len(first.asked) + len(second.asked) == 8


def test_events_tell_the_story(room: Room) -> None:
    drop_prompt(room.folder, "arezzo-hamm", "idea.txt", "a market\n")
    room.make(Pencil())
    kinds = [type(event).__name__ for event in room.events]
    assert kinds[:2] == ["TakenIn", "Planned"]
    assert Planned(3) in room.events
    assert sum(isinstance(event, Started) for event in room.events) == 3
    assert kinds.count("Ended") == 3
    assert kinds.count("Published") == 3


def test_folders_of_no_tandem_are_told(room: Room) -> None:
    drop_prompt(room.folder, "arezo-ham", "0001.md", "lost words")
    outcome = room.make(Pencil())
    assert isinstance(outcome.troubles[0].error, StrangeFolder)
    assert outcome.waiting == []


def test_the_chosen_picture_is_the_one_that_gets_printed(room: Room) -> None:
    room.archive.accept_prompt("arezzo-hamm", "a second town", {})
    room.make(Pencil())
    newest = (room.folder / "outputs/print/worksheets.pdf").read_bytes()
    room.archive.choose(FIRST)
    room.make(None)
    assert (room.folder / "outputs/print/worksheets.pdf").read_bytes() != newest


def test_a_prompt_that_is_no_text_is_told_and_harms_no_other(room: Room) -> None:
    (room.folder / "prompts/arezzo-hamm/0002.md").write_bytes(b"l\xe4rm")
    outcome = room.make(Pencil())
    (trouble,) = outcome.troubles
    assert trouble.error.exit_code == 4
    assert outcome.waiting == []


def test_record_tells_how_the_picture_came_about(room: Room) -> None:
    room.make(Pencil(paid=True))
    note = json.loads((room.folder / "outputs/arezzo-hamm/0001/record.json").read_bytes())
    assert note["prompt"] == "a hill town"
    assert note["provider"] == "pencil"
    asked = Archive(room.folder).read_prompt(RecordId("arezzo-hamm", 1))
    assert note["parameters"] == {"prompt": "a hill town", "seed": asked.seed}
    assert len(note["sha256"]) == len(note["prompt_sha256"]) == 64


FALLBACK = 'provider = "openai"\nfallback = "sketch"\nsize = "512x512"'


def test_with_a_fallback_the_room_gets_a_sketch_and_the_prompt_goes_on_waiting(
    tmp_path: Path,
) -> None:
    room = Room(tmp_path, FALLBACK)
    drop_prompt(room.folder, "arezzo-hamm", "0001.md", "a hill town\n")
    outcome = room.make(Pencil(paid=True, fail=refuse()))
    assert [entry.state for entry in outcome.waiting] == [State.FAILED]
    files = list_files(room.folder / "outputs")
    assert "arezzo-hamm/0001/stand-in.jpg" in files
    assert not any(name.endswith(("record.json", "image.jpg")) for name in files)
    page = files["arezzo-hamm/0001/worksheet.it.html"].decode()
    assert "stand-in.jpg" in page
    assert "senza IA" in page
    assert "Immagine generata" not in page
    assert b"algorithmicMedia" in files["arezzo-hamm/0001/stand-in.jpg"]
    assert b"trainedAlgorithmicMedia" not in files["arezzo-hamm/0001/stand-in.jpg"]
    assert "stand-in.jpg" in files["index.html"].decode()


def test_the_real_picture_takes_the_place_of_its_stand_in(tmp_path: Path) -> None:
    room = Room(tmp_path, FALLBACK)
    drop_prompt(room.folder, "arezzo-hamm", "0001.md", "a hill town\n")
    room.make(Pencil(paid=True, fail=refuse()))
    before = list_files(room.folder)
    room.make(Pencil(paid=True, fail=refuse("nothing", outcome="unknown")))
    files = list_files(room.folder / "outputs")
    assert "arezzo-hamm/0001/stand-in.jpg" not in files
    assert "arezzo-hamm/0001/image.jpg" in files
    assert "stand-in.jpg" not in files["arezzo-hamm/0001/worksheet.it.html"].decode()
    assert before != files


def test_without_a_fallback_the_frame_stays_empty(tmp_path: Path) -> None:
    room = Room(tmp_path, 'provider = "openai"')
    drop_prompt(room.folder, "arezzo-hamm", "0001.md", "a hill town\n")
    room.make(Pencil(paid=True, fail=refuse()))
    assert "arezzo-hamm/0001/stand-in.jpg" not in list_files(room.folder / "outputs")


def test_sheets_of_a_language_that_was_taken_out_are_cleared_away(room: Room) -> None:
    room.make(Pencil())
    config = room.folder / "workshop.toml"
    config.write_text(config.read_text("utf-8").replace('["it"]', '["ro"]'), "utf-8")
    scribbled = room.folder / "outputs/arezzo-hamm/0001/roadmap.it.html"
    scribbled.write_text("somebody's notes")
    room.make(None)
    names = set(list_files(room.folder / "outputs/arezzo-hamm/0001"))
    assert {"worksheet.ro.pdf", "roadmap.it.html"} <= names
    assert "worksheet.it.pdf" not in names


def test_too_often_is_asked_again_by_ourselves_and_each_try_is_noted(room: Room) -> None:
    tries: list[str] = []

    def fail_twice(prompt: str) -> VisionsError | None:
        tries.append(prompt)
        if tries.count(prompt) > 2:
            return None
        return CallFailed("rate-limited", "failed", "Too often.", "Wait.", retry_after=0.01)

    pencil = Pencil(paid=True, fail=fail_twice)
    room.make(pencil, ["arezzo-hamm"])
    names = set(list_files(room.folder / "outputs/arezzo-hamm/0001"))
    assert {"request-1.json", "result-1.json", "request-3.json", "result-3.json"} <= names
    assert room.archive.read_entry(FIRST).state is State.DONE
    assert sum(isinstance(event, Waiting) for event in room.events) == 2


def rebuild(room: Room) -> Outcome:
    pipeline = Pipeline(load_workshop(room.folder), room.archive, None, room.events.append)
    with hold_lock(room.archive.layout):
        return asyncio.run(pipeline.rebuild(load_workshop(room.folder).tandems))


def clear_documents(room: Room) -> None:
    for path in (room.folder / "outputs").rglob("*"):
        if path.suffix in (".pdf", ".html"):
            path.unlink()


@pytest.fixture
def merged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of print files that were merged, as it happens."""
    kinds: list[str] = []
    merge = Publisher.merge_pdf

    def note(self: Publisher, kind: Kind, sheets: Iterable[tuple[Tandem, Entry]]) -> bytes:
        kinds.append(kind)
        return merge(self, kind, sheets)

    monkeypatch.setattr(Publisher, "merge_pdf", note)
    return kinds


def test_documents_rebuilt_side_by_side_are_those_of_one_by_one(
    room: Room, monkeypatch: pytest.MonkeyPatch, merged: list[str]
) -> None:
    room.make(Pencil())
    found = []
    for processors in (1, 4):
        monkeypatch.setattr("visions.pipeline.os.cpu_count", lambda number=processors: number)
        clear_documents(room)
        merged.clear()
        outcome = rebuild(room)
        assert sorted(merged) == ["roadmap", "worksheet"], "each is merged once"
        found.append((outcome.built, outcome.troubles, list_files(room.folder)))
    assert found[0] == found[1]
    assert "outputs/print/worksheets.pdf" in found[0][2]


def test_a_rebuild_leaves_print_files_and_labelled_copies_that_are_as_they_were(
    room: Room, merged: list[str]
) -> None:
    room.make(Pencil())
    rebuild(room)
    copy = room.folder / "outputs/arezzo-hamm/0001/image.jpg"
    before, merged[:] = copy.stat().st_mtime_ns, []
    assert rebuild(room).built == 2 * 4  # worksheet and roadmap as PDF and HTML
    assert merged == []
    assert copy.stat().st_mtime_ns == before


def test_print_files_are_of_the_labelled_copies_as_they_are_in_the_end(room: Room) -> None:
    room.make(Pencil())
    rebuild(room)
    print_file = room.folder / "outputs/print/worksheets.pdf"
    copy = room.folder / "outputs/arezzo-hamm/0001/image.jpg"
    other = (room.folder / "outputs/utrecht-munich/0001/image.jpg").read_bytes()
    right, whole = copy.read_bytes(), print_file.read_bytes()
    copy.write_bytes(other)  # what is there when the print files are begun
    print_file.unlink()
    rebuild(room)
    assert copy.read_bytes() == right != other
    assert print_file.read_bytes() == whole
