"""Whole folders: sound states, hostile ones, and what must not happen while reading."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.proofs.strace import STRACE
from tests.verification.archives import (
    FIRST,
    SECOND,
    copy_archive,
    list_codes,
    make_archive,
    put,
    rebuild,
    verify,
)
from tests.workshops import drop_prompt, list_files, open_archive, write_workshop
from visions.archive.manifest import Manifest
from visions.archive.store import Archive
from visions.errors import NoWorkshop, UnknownTandem
from visions.model import RecordId
from visions.verification import fixity
from visions.verification.workshop import Tally, verify_workshop


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("sound") / "room")


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return copy_archive(sound, tmp_path / "room")


def test_an_empty_workshop_is_sound(tmp_path: Path) -> None:
    tally = verify(write_workshop(tmp_path / "room"))
    assert (tally.findings, tally.records) == ([], 0)


def test_stand_ins_are_sound(tmp_path: Path) -> None:
    folder = make_archive(tmp_path / "room", stand_ins=True)
    assert list(folder.rglob("stand-in.jpg"))
    assert verify(folder).findings == []


def test_a_folder_that_is_no_workshop(tmp_path: Path) -> None:
    with pytest.raises(NoWorkshop):
        verify(tmp_path)


def test_one_tandem_alone(folder: Path) -> None:
    (folder / f"outputs/{SECOND}/0001/original.svg").unlink()
    (folder / "outputs/index.html").unlink()
    (folder / "outputs/stray").touch()
    assert verify(folder, FIRST).findings == []
    assert list_codes(verify(folder, SECOND).findings) == ["V022"]
    with pytest.raises(UnknownTandem, match="arezzo-hamm, utrecht-munich"):
        verify(folder, "nowhere")


def test_folders_are_verified_whatever_became_of_the_settings(folder: Path) -> None:
    (folder / "workshop.toml").write_text("tandems = 7")
    (folder / f"outputs/{SECOND}/0001/original.svg").unlink()
    tally = verify(folder)
    assert list_codes(tally.findings) == ["V002", "V022"]
    assert tally.records == 7


def test_a_removed_record_is_sound_and_its_number_stays_used(folder: Path) -> None:
    record = RecordId(FIRST, 2)
    here = f"outputs/{record}"
    manifest = Manifest(Archive(folder).layout, FIRST)
    gone = {name: None for name in manifest.read() if str(record) in name}
    shutil.rmtree(folder / here)
    for ending in ("md", "json"):
        (folder / f"prompts/{record}.{ending}").unlink()
    manifest.change(gone)
    note = (
        f'{{"format": 1, "record": "{record}", "redacted_at": "2023-10-24T10:00:00+00:00",'
        ' "redacted_by": "", "why": "", "what": "record", "files": [], "places": 0,'
        ' "spent_usd": 0.05, "requests": []}'
    )
    put(folder, f"{here}/redaction-0001.json", note.encode())
    rebuild(folder)
    tally = verify(folder)
    assert tally.findings == []
    assert (tally.records, tally.pictures) == (7, 3)


def test_thousands_of_strays_are_counted_and_not_listed(folder: Path) -> None:
    for number in range(3_000):
        (folder / f"outputs/{FIRST}/IMG_{number:04d}.HEIC").touch()
    findings = verify(folder).findings
    assert list_codes(findings) == ["V010"] * 10 + ["V011"]
    assert "2,990 more" in findings[-1].text


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    shutil.move(folder / f"outputs/{FIRST}", tmp_path / "elsewhere")
    (folder / f"outputs/{FIRST}").symlink_to(tmp_path / "elsewhere")
    (folder / "prompts/loop").symlink_to(folder / "prompts")
    (folder / f"outputs/{SECOND}/0001").rename(tmp_path / "0001")
    (folder / f"outputs/{SECOND}/0001").symlink_to(tmp_path / "0001")
    tally = verify(folder)
    links = {finding.place for finding in tally.findings if finding.code == "V013"}
    assert links == {f"outputs/{FIRST}", "prompts/loop", f"outputs/{SECOND}/0001"}
    # What the manifest lists in the linked record's folder counts as missing.
    assert set(list_codes(tally.findings)) == {"V003", "V013", "V022"}
    assert tally.pictures == 1


def test_an_outputs_folder_that_is_a_link(folder: Path, tmp_path: Path) -> None:
    shutil.move(folder / "outputs", tmp_path / "elsewhere")
    (folder / "outputs").symlink_to(tmp_path / "elsewhere")
    findings = verify(folder).findings
    assert ("V013", "outputs") in [(one.code, one.place) for one in findings]
    assert verify(folder).pictures == 0


def test_what_changes_while_it_is_read_is_not_judged(folder: Path) -> None:
    path = folder / f"outputs/{FIRST}/0001/original.svg"
    path.chmod(0o644)
    with path.open("ab") as file:
        file.truncate(100_000_000)
        stopped = threading.Event()

        def write() -> None:
            while not stopped.is_set():
                file.write(b" ")
                file.flush()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            codes = list_codes(verify(folder, FIRST).findings)
        finally:
            stopped.set()
            writer.join()
    assert codes == ["V017"]


def test_what_cannot_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own refusal, which root never meets."""
    real = os.open

    def refuse(path: str, flags: int) -> int:
        if str(path).endswith("original.png"):
            raise PermissionError(13, "Permission denied")
        return real(path, flags)

    monkeypatch.setattr(fixity.os, "open", refuse)
    (finding,) = verify(folder).findings
    assert (finding.code, "permission denied" in finding.text) == ("V016", True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_told(folder: Path) -> None:
    locked = folder / f"outputs/{FIRST}/0001"
    locked.chmod(0)
    try:
        codes = set(list_codes(verify(folder).findings))
    finally:
        locked.chmod(0o755)
    assert "V016" in codes


def test_nothing_is_written(folder: Path) -> None:
    def stamp() -> dict[str, tuple[int, int]]:
        return {
            str(path): (path.lstat().st_mtime_ns, path.lstat().st_size)
            for path in [folder, *folder.rglob("*")]
        }

    (folder / ".visions.lock").unlink(missing_ok=True)
    before, files = stamp(), list_files(folder)
    verify(folder)
    assert (stamp(), list_files(folder)) == (before, files)


@pytest.mark.skipif(STRACE is None, reason="there is no strace on this computer")
def test_no_file_of_the_workshop_is_opened_for_writing(folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "calls"
    names = "trace=openat,open,creat,mkdir,unlink,unlinkat,rename,renameat2,link,linkat,flock"
    command = [sys.executable, "-m", "visions", "-C", str(folder), "verify"]
    watched = [str(STRACE), "-f", "-e", names, "-o", str(log), *command]
    ran = subprocess.run(watched, capture_output=True, check=False, cwd=tmp_path)
    assert ran.returncode == 0
    calls = [line for line in log.read_text().splitlines() if str(folder) in line]
    assert len(calls) > 50
    assert [line for line in calls if "O_RDONLY" not in line] == []


def test_many_records_do_not_pile_up_in_memory(tmp_path: Path) -> None:
    """Steps come one by one: the second is there before the last record was read."""
    folder = make_archive(tmp_path / "room")
    steps = verify_workshop(folder, threads=1)
    tally = Tally()
    tally.add(next(steps))
    tally.add(next(steps))
    assert tally.files == 0
    for step in steps:
        tally.add(step)
    assert tally.records == 7


def test_a_reader_that_stops_early_leaves_no_threads(folder: Path) -> None:
    before = threading.active_count()
    steps = verify_workshop(folder)
    next(steps)
    next(steps)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before


def test_a_tandem_whose_outputs_are_gone_is_told_as_long_as_anything_shows_it(
    tmp_path: Path,
) -> None:
    folder = write_workshop(tmp_path / "by-hand")
    drop_prompt(folder, FIRST, "0001.md", "a square\n")
    assert verify(folder).findings == []
    page = f'<a href="{FIRST}/0001/image.jpg">'.encode()
    (folder / "outputs").mkdir()
    (folder / "outputs/index.html").write_bytes(page)
    assert list_codes(verify(folder).findings) == ["V025", "V072"]
    open_archive(folder).accept_prompt(SECOND, "a garden", {})
    shutil.rmtree(folder / "outputs")
    (gone,) = verify(folder).findings
    assert (gone.code, gone.place) == ("V025", f"outputs/{SECOND}")
