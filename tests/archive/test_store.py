"""The archive: prompts accepted once, attempts noted, states told by files alone."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.workshops import list_files, open_archive
from visions.archive.lock import hold_lock, is_held_elsewhere
from visions.archive.store import Archive
from visions.errors import Busy, CallFailed, Damaged, NoPicture, NoSuchRecord
from visions.model import GeneratedImage, ImageRequest, RecordId, State

FIRST = RecordId("arezzo-hamm", 1)
REQUEST = ImageRequest(
    "openai", "gpt-image-2", "a town", 64, 64, {"prompt": "a town"}, "https://x/v1", paid=True
)
FREE = ImageRequest("sketch", "1", "a town", 64, 64, {"prompt": "a town"})
IMAGE = GeneratedImage(b"<svg/>", "image/svg+xml", 64, 64, "visions sketch", "1")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = open_archive(tmp_path)
    archive.accept_prompt("arezzo-hamm", "a town", {"language": "en"})
    return archive


def draw(archive: Archive, record: RecordId, request: ImageRequest = FREE) -> None:
    attempt = archive.open_attempt(record, request, None)
    archive.keep_answer(record, attempt, IMAGE.data)
    archive.keep_image(record, attempt, IMAGE, None)


def test_prompts_are_numbered_and_kept_word_for_word(archive: Archive, tmp_path: Path) -> None:
    second = archive.accept_prompt("arezzo-hamm", " două\n\nrânduri ", {})
    assert second.id == RecordId("arezzo-hamm", 2)
    assert archive.read_prompt(second.id).text == " două\n\nrânduri "
    assert (tmp_path / "prompts/arezzo-hamm/0002.md").read_bytes() == " două\n\nrânduri \n".encode()


def test_a_number_in_use_anywhere_is_not_used_again(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "outputs/arezzo-hamm/0007").mkdir(parents=True)
    assert archive.accept_prompt("arezzo-hamm", "next", {}).id.number == 8


def test_facts_without_a_prompt_are_a_stop_before_acceptance(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "prompts/arezzo-hamm/0002.json").write_text("{}")
    assert archive.list_records("arezzo-hamm") == [FIRST]
    assert archive.accept_prompt("arezzo-hamm", "next", {}).id.number == 3


def test_the_way_to_a_record(archive: Archive, tmp_path: Path) -> None:
    assert archive.read_entry(FIRST).state is State.ACCEPTED
    draw(archive, FIRST)
    entry = archive.read_entry(FIRST)
    assert entry.state is State.DONE
    assert entry.record is not None
    assert archive.read_original(entry.record) == IMAGE.data
    assert entry.record.prompt == "a town"
    assert sorted(list_files(tmp_path / "outputs/arezzo-hamm/0001")) == [
        "original.svg",
        "record.json",
        "request-1.json",
        "result-1.json",
    ]


def test_record_survives_reading_and_writing(archive: Archive) -> None:
    draw(archive, FIRST, REQUEST)
    first, again = archive.read_entry(FIRST).record, archive.read_entry(FIRST).record
    assert first == again
    assert first is not None
    assert first.is_ai
    assert first.parameters == {"prompt": "a town"}


def test_an_open_paid_request_is_unknown(archive: Archive) -> None:
    archive.open_attempt(FIRST, REQUEST, 0.04)
    assert archive.read_entry(FIRST).state is State.UNKNOWN


def test_an_open_request_is_sending_while_somebody_works(archive: Archive) -> None:
    archive.open_attempt(FIRST, REQUEST, 0.04)
    with held_elsewhere(archive):
        assert archive.read_entry(FIRST).state is State.SENDING


def test_an_open_request_of_an_earlier_run_is_not_sending_to_the_writer_itself(
    archive: Archive,
) -> None:
    archive.open_attempt(FIRST, REQUEST, 0.04)
    with hold_lock(archive.layout):
        assert archive.read_entry(FIRST).state is State.UNKNOWN


def test_an_open_free_request_is_simply_done_again(archive: Archive) -> None:
    archive.open_attempt(FIRST, FREE, None)
    assert archive.read_entry(FIRST).state is State.ACCEPTED


@pytest.mark.parametrize("outcome", ["refused", "failed", "unknown"])
def test_an_attempt_ends_in_its_named_state(archive: Archive, outcome: str) -> None:
    attempt = archive.open_attempt(FIRST, REQUEST, 0.04)
    archive.close_attempt(FIRST, attempt, CallFailed("kind", outcome, "What.", "Do."))
    entry = archive.read_entry(FIRST)
    assert entry.state is State(outcome)
    assert (entry.kind, entry.reason, entry.advice) == ("kind", "What.", "Do.")


def test_a_kept_answer_waits_to_be_read(archive: Archive) -> None:
    attempt = archive.open_attempt(FIRST, REQUEST, 0.04)
    archive.keep_answer(FIRST, attempt, b"raw")
    entry = archive.read_entry(FIRST)
    assert (entry.state, entry.kind) == (State.UNKNOWN, "unread-answer")
    found = archive.find_answer(FIRST)
    assert found is not None
    assert found[0] == REQUEST
    assert found[1] == b"raw"


def test_a_result_without_a_record_is_finished(archive: Archive, tmp_path: Path) -> None:
    draw(archive, FIRST)
    (tmp_path / "outputs/arezzo-hamm/0001/record.json").unlink()
    assert archive.is_unfinished(FIRST)
    archive.finish_record(FIRST)
    assert archive.read_entry(FIRST).state is State.DONE
    assert not archive.is_unfinished(FIRST)


def test_choices_are_revisions(archive: Archive, tmp_path: Path) -> None:
    archive.accept_prompt("arezzo-hamm", "another", {})
    second = RecordId("arezzo-hamm", 2)
    draw(archive, FIRST)
    draw(archive, second)
    assert archive.read_choice("arezzo-hamm") is None
    for record in (FIRST, second, second, FIRST):
        archive.choose(record)
    assert archive.read_choice("arezzo-hamm") == 1
    names = sorted(path.name for path in (tmp_path / "outputs/arezzo-hamm").glob("choice-*"))
    assert names == ["choice-0001.json", "choice-0002.json", "choice-0003.json"]


def test_only_a_picture_can_be_chosen(archive: Archive) -> None:
    with pytest.raises(NoPicture):
        archive.choose(FIRST)


def test_missing_prompt_and_broken_notes_are_named(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(NoSuchRecord):
        archive.read_prompt(RecordId("arezzo-hamm", 9))
    draw(archive, FIRST)
    path = tmp_path / "outputs/arezzo-hamm/0001/record.json"
    for damage in (b"{", b"[]", b'{"number": 1}', b"\xff"):
        path.chmod(0o644)
        path.write_bytes(damage)
        with pytest.raises(Damaged, match="record"):
            archive.read_entry(FIRST)


@contextmanager
def held_elsewhere(archive: Archive) -> Iterator[None]:
    """Another process holds the lock meanwhile."""
    code = (
        "import sys; from pathlib import Path; from visions.archive.layout import Layout\n"
        "from visions.archive.lock import hold_lock\n"
        "with hold_lock(Layout(Path(sys.argv[1]))):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(archive.layout.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        holder.communicate()


def test_a_second_writer_is_refused_and_leaves_no_stale_lock(archive: Archive) -> None:
    with held_elsewhere(archive):
        assert is_held_elsewhere(archive.layout)
        with pytest.raises(Busy), hold_lock(archive.layout):
            pass
    assert not is_held_elsewhere(archive.layout)
    with hold_lock(archive.layout):
        assert not is_held_elsewhere(archive.layout)


def test_requests_tell_what_may_have_been_spent(archive: Archive) -> None:
    archive.open_attempt(FIRST, REQUEST, 0.04)
    ((note, ended, cost),) = archive.read_requests(FIRST)
    assert (note["reserved_usd"], ended, cost) == (0.04, None, None)
    assert json.dumps(note)


def test_the_record_holds_the_words_that_were_sent(archive: Archive, tmp_path: Path) -> None:
    attempt = archive.open_attempt(FIRST, REQUEST, None)
    (tmp_path / "prompts/arezzo-hamm/0001.md").write_text("edited while the call ran\n")
    record = archive.keep_image(FIRST, attempt, IMAGE, None)
    assert record.prompt == "a town"
    assert archive.read_entry(FIRST).prompt.text == "a town"


def test_an_attempt_whose_request_was_taken_away_still_counts(
    archive: Archive, tmp_path: Path
) -> None:
    attempt = archive.open_attempt(FIRST, REQUEST, 0.04)
    archive.close_attempt(FIRST, attempt, CallFailed("kind", "unknown", "What.", "Do."))
    (tmp_path / "outputs/arezzo-hamm/0001/request-1.json").unlink()
    assert archive.count_attempts(FIRST) == 1
    assert archive.read_entry(FIRST).state is State.UNKNOWN


def test_a_picture_whose_prompt_file_was_taken_away_is_still_listed(
    archive: Archive, tmp_path: Path
) -> None:
    draw(archive, FIRST)
    (tmp_path / "prompts/arezzo-hamm/0001.md").unlink()
    assert archive.list_records("arezzo-hamm") == [FIRST]
    assert archive.read_entry(FIRST).prompt.text == "a town"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("original", "../../../workshop.toml"),
        ("number", "x"),
        ("number", 7),
        ("width", "abc"),
        ("created_at", "yesterday"),
        ("prompt", 3),
        ("tandem", "../up"),
    ],
)
def test_a_record_that_was_tampered_with_is_named(
    archive: Archive, tmp_path: Path, key: str, value: object
) -> None:
    draw(archive, FIRST)
    path = tmp_path / "outputs/arezzo-hamm/0001/record.json"
    note = json.loads(path.read_bytes())
    path.write_text(json.dumps({**note, key: value}))
    with pytest.raises(Damaged, match=r"record\.json"):
        archive.read_entry(FIRST)


@pytest.mark.parametrize("name", ["result-1.json", "request-1.json"])
@pytest.mark.parametrize("content", ["{}", "[]", "{", '{"outcome": "maybe", "paid": 1}'])
def test_notes_that_were_tampered_with_are_named(
    archive: Archive, tmp_path: Path, name: str, content: str
) -> None:
    draw(archive, FIRST, REQUEST)
    folder = tmp_path / "outputs/arezzo-hamm/0001"
    (folder / "record.json").unlink()
    (folder / name).write_text(content)
    with pytest.raises(Damaged, match=name):
        archive.finish_record(FIRST)


def test_a_choice_that_was_tampered_with_is_named(archive: Archive, tmp_path: Path) -> None:
    draw(archive, FIRST)
    archive.choose(FIRST)
    (tmp_path / "outputs/arezzo-hamm/choice-0001.json").write_text("{}")
    with pytest.raises(Damaged, match="choice-0001"):
        archive.read_choice("arezzo-hamm")


def test_a_record_of_a_newer_version_is_told_as_such(archive: Archive) -> None:
    record = archive.accept_prompt("arezzo-hamm", "a square", {}).id
    path = archive.layout.facts(record)
    path.write_bytes(path.read_bytes().replace(b'"format": 1', b'"format": 2'))
    with pytest.raises(Damaged, match="newer version of visions") as caught:
        archive.read_prompt(record)
    assert "Update visions" in caught.value.message
