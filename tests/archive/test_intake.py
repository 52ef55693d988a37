"""Files dropped in by hand become prompts, once, word for word."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.workshops import drop_prompt, open_archive
from visions.archive import intake
from visions.archive.intake import (
    list_copies,
    list_dropped,
    list_strange_folders,
    list_strays,
    take_in,
)
from visions.model import Prompt, RecordId


def test_a_dropped_file_becomes_the_next_prompt(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    path = drop_prompt(tmp_path, "arezzo-hamm", "Idee für Hamm.txt", "\ufeffeine Stadt\r\n")
    taken = take_in(archive, "arezzo-hamm").taken
    assert taken == (("Idee für Hamm.txt", RecordId("arezzo-hamm", 1)),)
    prompt = archive.read_prompt(taken[0][1])
    assert prompt.text == "eine Stadt"
    assert prompt.facts["dropped_as"] == "Idee für Hamm.txt"
    assert not path.exists()


def test_a_numbered_file_is_a_prompt_already(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    drop_prompt(tmp_path, "arezzo-hamm", "0003.md", "a town")
    assert take_in(archive, "arezzo-hamm").taken == ()
    assert archive.read_prompt(RecordId("arezzo-hamm", 3)).text == "a town"


def test_what_cannot_be_a_prompt_stays_and_is_told(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    empty = drop_prompt(tmp_path, "arezzo-hamm", "empty.txt", "")
    good = drop_prompt(tmp_path, "arezzo-hamm", "good.txt", "a town")
    result = take_in(archive, "arezzo-hamm")
    assert [name for name, _ in result.taken] == ["good.txt"]
    assert "prompts/arezzo-hamm/empty.txt" in result.problems[0].message
    assert empty.exists()
    assert not good.exists()


@pytest.mark.parametrize("name", ["README.md", ".hidden.txt", "picture.png", ".tmp-0001.md-1-a"])
def test_other_files_are_left_alone(tmp_path: Path, name: str) -> None:
    archive = open_archive(tmp_path)
    drop_prompt(tmp_path, "arezzo-hamm", name, "words")
    assert list_dropped(archive, "arezzo-hamm") == []


def test_links_are_not_followed(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = tmp_path / "prompts" / "arezzo-hamm"
    folder.mkdir(parents=True)
    (folder / "link.txt").symlink_to(secret)
    assert list_dropped(archive, "arezzo-hamm") == []


def test_a_stop_between_storing_and_removing_stores_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = open_archive(tmp_path)
    path = drop_prompt(tmp_path, "arezzo-hamm", "idea.txt", "a town")

    def stop(path: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(intake, "remove_file", stop)
        with pytest.raises(KeyboardInterrupt):
            take_in(archive, "arezzo-hamm")
    assert path.exists()
    assert take_in(archive, "arezzo-hamm").taken == (("idea.txt", RecordId("arezzo-hamm", 1)),)
    assert archive.list_records("arezzo-hamm") == [RecordId("arezzo-hamm", 1)]
    assert not path.exists()


def test_folders_of_no_tandem_are_listed(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    drop_prompt(tmp_path, "arezo-ham", "0001.md", "a town")
    drop_prompt(tmp_path, "arezzo-hamm", "0001.md", "a town")
    assert list_strange_folders(archive, frozenset({"arezzo-hamm"})) == ["arezo-ham"]


def test_a_file_that_is_still_being_written_is_waited_for(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    path = drop_prompt(tmp_path, "arezzo-hamm", "idea.txt", "first ")

    def finish() -> None:
        time.sleep(0.5)
        path.write_text("first second")

    path.write_text("first ")
    writer = threading.Thread(target=finish)
    writer.start()
    ((_, record),) = take_in(archive, "arezzo-hamm").taken
    writer.join()
    assert archive.read_prompt(record).text == "first second"


def test_a_file_that_grew_while_it_was_taken_in_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = open_archive(tmp_path)
    path = drop_prompt(tmp_path, "arezzo-hamm", "idea.txt", "first")
    accept = archive.accept_prompt

    def accept_slowly(*arguments: Any) -> Prompt:
        path.write_text("first and second")
        return accept(*arguments)

    monkeypatch.setattr(archive, "accept_prompt", accept_slowly)
    take_in(archive, "arezzo-hamm")
    assert path.read_text() == "first and second"


def test_what_can_be_no_prompt_is_listed(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    for tandem, name in (
        ("arezzo-hamm", "idea.docx"),
        ("arezzo-hamm", "noending"),
        ("arezzo-hamm", "0001.md"),
        ("arezzo-hamm/deeper", "0001.md"),
    ):
        drop_prompt(tmp_path, tandem, name, "words")
    drop_prompt(tmp_path, ".", "lost.txt", "words")
    drop_prompt(tmp_path, ".", "README.md", "words")
    assert list_strays(archive, frozenset({"arezzo-hamm"})) == [
        "prompts/lost.txt",
        "prompts/arezzo-hamm/deeper",
        "prompts/arezzo-hamm/idea.docx",
        "prompts/arezzo-hamm/noending",
    ]


def test_copies_that_cloud_drives_make_are_no_prompts(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    copies = ("0001 (1).md", "0001-DESKTOP-7.md", "0001.sync-conflict-20231023.md")
    others = ("0001.txt", "2023 plans.txt", "00011.txt")
    for name in ("0001.md", *copies, *others):
        drop_prompt(tmp_path, "arezzo-hamm", name, "words")
    listed = list_copies(archive, frozenset({"arezzo-hamm"}))
    assert listed == [f"prompts/arezzo-hamm/{name}" for name in sorted(copies)]
    dropped = [path.name for path in list_dropped(archive, "arezzo-hamm")]
    assert dropped == sorted(others)
