"""Durable writes: whole, synced, once."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from visions.archive import files
from visions.archive.files import find_temporaries, publish_file, remove_file, replace_file
from visions.errors import AlreadyExists, DiskFailed


def test_publish_makes_folders_and_leaves_no_temporary(tmp_path: Path) -> None:
    publish_file(tmp_path / "a" / "b" / "one.json", b"{}")
    assert (tmp_path / "a" / "b" / "one.json").read_bytes() == b"{}"
    assert find_temporaries(tmp_path) == []


def test_publish_never_overwrites(tmp_path: Path) -> None:
    publish_file(tmp_path / "one", b"first")
    with pytest.raises(AlreadyExists):
        publish_file(tmp_path / "one", b"second")
    assert (tmp_path / "one").read_bytes() == b"first"
    assert find_temporaries(tmp_path) == []


def test_read_only_files_cannot_be_changed_by_accident(tmp_path: Path) -> None:
    publish_file(tmp_path / "original.png", b"bytes", read_only=True)
    assert not (tmp_path / "original.png").stat().st_mode & 0o222


def test_replace_swaps_the_whole_file(tmp_path: Path) -> None:
    replace_file(tmp_path / "x" / "sheet.pdf", b"one")
    replace_file(tmp_path / "x" / "sheet.pdf", b"two")
    assert (tmp_path / "x" / "sheet.pdf").read_bytes() == b"two"
    assert find_temporaries(tmp_path) == []


def test_remove_twice_is_no_error(tmp_path: Path) -> None:
    publish_file(tmp_path / "one", b"")
    remove_file(tmp_path / "one")
    remove_file(tmp_path / "one")
    assert not (tmp_path / "one").exists()


def trace_calls(tmp_path: Path, code: str) -> list[str]:
    """The file system calls of `code`, as strace saw them, one a line."""
    log = tmp_path / "strace.log"
    calls = "write,fsync,link,linkat,unlink,unlinkat,rename,renameat,renameat2,mkdir,openat,close"
    subprocess.run(
        ["strace", "-f", "-y", "-o", log, "-e", f"trace={calls}", sys.executable, "-c", code],
        check=True,
        cwd=tmp_path,
    )
    return [
        line for line in log.read_text().splitlines() if str(tmp_path) in line or "link" in line
    ]


def test_data_and_names_are_synced_before_publish_returns(tmp_path: Path) -> None:
    target = tmp_path / "new" / "one.md"
    lines = trace_calls(
        tmp_path,
        "from pathlib import Path; from visions.archive.files import publish_file; "
        f"publish_file(Path({str(target)!r}), b'words')",
    )

    def find(*parts: str) -> int:
        return next(i for i, line in enumerate(lines) if all(part in line for part in parts))

    made = find("mkdir", "/new")
    parent_synced = find("fsync", f"<{tmp_path}>")
    written = find("write", ".tmp-one.md")
    data_synced = find("fsync", ".tmp-one.md")
    linked = find("link", ".tmp-one.md", "one.md")
    name_synced = find("fsync", f"<{tmp_path}/new>")
    assert made < parent_synced < written < data_synced < linked < name_synced


@pytest.mark.parametrize("call", ["open", "write", "fsync", "link", "mkdir"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EMFILE, errno.EROFS])
def test_a_disk_error_is_loud_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    def fail(*args: object, **named: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        if call == "mkdir":
            patch.setattr(Path, "mkdir", fail)
        else:
            patch.setattr(os, call, fail)
        with pytest.raises(DiskFailed) as caught:
            publish_file(tmp_path / "new" / "one.md", b"words")
    assert os.strerror(code) in caught.value.message
    assert str(tmp_path) not in caught.value.message
    assert not (tmp_path / "new" / "one.md").exists()
    assert find_temporaries(tmp_path) == []


def test_a_disk_without_links_still_publishes_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    publish_file(tmp_path / "one", b"first")
    with pytest.raises(AlreadyExists):
        publish_file(tmp_path / "one", b"second")
    assert (tmp_path / "one").read_bytes() == b"first"
    assert find_temporaries(tmp_path) == []


def without(name: str) -> Callable[..., None]:
    return lambda *args, **named: None


@pytest.mark.parametrize("mutant", ["sync_descriptor", "sync_folder"])
def test_the_order_check_catches_a_missing_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mutant: str
) -> None:
    """A planted fault: publishing without one kind of sync is seen in the calls made."""
    synced: list[str] = []
    real = os.fsync

    def note(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr(files, mutant, without(mutant))
    publish_file(tmp_path / "one", b"words")
    kinds = {"file" if ".tmp-" in name else "folder" for name in synced}
    assert kinds != {"file", "folder"}
