"""Durable writes: a published file is whole, synced with its name, and never overwritten.

Order of a publication: temporary file in the same folder (O_EXCL) · write · fsync · close ·
link to the final name (fails if it exists) · unlink the temporary · fsync the folder. Where the
file system has no links, the temporary is renamed after a look, which is safe under the
archive's writer lock. macOS needs F_FULLFSYNC; Windows cannot sync folders.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, NoReturn

from visions.errors import AlreadyExists, DiskFailed

TEMPORARY_PREFIX = ".tmp-"

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}
_SHARING_SECONDS = 2.0
_ADVICE = {
    errno.ENOSPC: "The disk is full: free some space, then run the command again; it goes on.",
    errno.EDQUOT: "Your quota is used up: free some space, then run the command again.",
    errno.EROFS: "The disk is read-only: copy the workshop folder to another disk and go on there.",
    errno.EACCES: "You may not write there: copy the workshop folder to a place of your own.",
    errno.EPERM: "You may not write there: copy the workshop folder to a place of your own.",
    errno.EIO: "The disk reports a fault: copy the workshop folder to another disk at once.",
    errno.EMFILE: "Too many files are open: close other programs, then run the command again.",
}


def publish_file(path: Path, data: bytes, *, read_only: bool = False) -> None:
    """Create `path` with `data`, synced with its name before this returns.

    Raises AlreadyExists where there is a file of that name, and DiskFailed (with nothing
    visible under that name) where the disk does not take it.
    """
    try:
        make_folder(path.parent)
        temporary = _write_temporary(path, data, sync=True, read_only=read_only)
        try:
            _link_once(temporary, path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
        sync_folder(path.parent)
    except FileExistsError:
        raise AlreadyExists(file=path.name) from None
    except OSError as error:
        _report(path, error)


@contextlib.contextmanager
def create_file(path: Path) -> Iterator[IO[bytes]]:
    """A new file to write into piece by piece, too large to hold: published as by `publish_file`
    once the block ends, and gone without a trace where it does not end well.

    Raises AlreadyExists and DiskFailed, what the block raises OSError included.
    """
    name = f"{TEMPORARY_PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
    temporary = path.with_name(name)
    try:
        try:
            with temporary.open("x+b") as file:
                yield file
                file.flush()
                sync_descriptor(file.fileno())
            _link_once(temporary, path)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()
        sync_folder(path.parent)
    except FileExistsError:
        raise AlreadyExists(file=path.name) from None
    except OSError as error:
        _report(path, error)


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` whole or not at all, over what is there. For what can be rebuilt only.

    Not synced: after a power cut the file may be missing, and is then built again.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = _write_temporary(path, data, sync=False, read_only=False)
        try:
            _retry_sharing(lambda: temporary.replace(path))
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        _report(path, error)


def replace_for_good(path: Path, data: bytes, *, read_only: bool = False) -> None:
    """Put `data` at `path` over what is there, synced with its name before this returns.

    For taking something out of the archive, and for nothing else. Raises DiskFailed; what was
    there before is there then.
    """
    try:
        make_folder(path.parent)
        temporary = _write_temporary(path, data, sync=True, read_only=read_only)
        try:
            _make_writable(path)
            _retry_sharing(lambda: temporary.replace(path))
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        _report(path, error)


def remove_files(paths: Iterable[Path]) -> None:
    """Remove these files in this order, then sync their folders. Raises DiskFailed."""
    folders: dict[Path, None] = {}
    for path in paths:
        try:
            _make_writable(path)
            _retry_sharing(partial(path.unlink, missing_ok=True))
        except OSError as error:
            _report(path, error)
        folders[path.parent] = None
    for folder in folders:
        try:
            sync_folder(folder)
        except FileNotFoundError:
            continue
        except OSError as error:
            _report(folder, error)


def remove_file(path: Path) -> None:
    """Remove `path`, whose words are kept elsewhere, and sync its folder."""
    try:
        _retry_sharing(lambda: path.unlink(missing_ok=True))
        sync_folder(path.parent)
    except OSError as error:
        _report(path, error)


def make_folder(folder: Path) -> None:
    """Make `folder` and its parents, syncing the parent of each new level."""
    missing = []
    level = folder
    while not level.is_dir():
        missing.append(level)
        level = level.parent
    for level in reversed(missing):
        with contextlib.suppress(FileExistsError):
            level.mkdir()
        sync_folder(level.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable. Windows has no way to."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync_descriptor(descriptor)
    finally:
        os.close(descriptor)


def digest_file(path: Path) -> str | None:
    """The SHA-256 of what is in a file, in hexadecimal; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def find_temporaries(folder: Path) -> list[Path]:
    """Stray temporaries below `folder`: left where they are, to be reported."""
    return sorted(folder.rglob(f"{TEMPORARY_PREFIX}*"))


def _make_writable(path: Path) -> None:
    """Windows neither replaces nor removes a read-only file; elsewhere the folder decides."""
    if os.name == "nt":
        with contextlib.suppress(FileNotFoundError):
            path.chmod(stat.S_IREAD | stat.S_IWRITE)


def _write_temporary(path: Path, data: bytes, *, sync: bool, read_only: bool) -> Path:
    name = f"{TEMPORARY_PREFIX}{path.name}-{os.getpid()}-{secrets.token_hex(4)}"
    temporary = path.with_name(name)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o644)
    try:
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            if sync:
                sync_descriptor(descriptor)
        finally:
            os.close(descriptor)
        if read_only:
            temporary.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _link_once(temporary: Path, path: Path) -> None:
    if sys.platform == "win32":
        # os.rename refuses an existing target there, which is what a link would do.
        _retry_sharing(lambda: os.rename(temporary, path))  # noqa: PTH104
        return
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        temporary.rename(path)


def sync_descriptor(descriptor: int) -> None:
    """Return only once what was written to `descriptor` is on the disk. Raises OSError."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
        except OSError as error:
            if error.errno not in (errno.ENOTSUP, errno.EINVAL):
                raise
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network and FUSE file systems cannot sync a folder and say so with EINVAL.
        if error.errno != errno.EINVAL:
            raise


def _retry_sharing(action: Callable[[], object]) -> None:
    """Run `action`; on Windows a virus scanner or viewer may hold the file for a moment."""
    until = time.monotonic() + _SHARING_SECONDS
    while True:
        try:
            action()
            return
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _report(path: Path, error: OSError) -> NoReturn:
    advice = _ADVICE.get(error.errno or 0, "Mend the cause, then run the command again.")
    reason = os.strerror(error.errno) if error.errno else "unknown reason"
    name = "/".join(path.parts[-3:])
    raise DiskFailed(file=name, reason=reason, advice=advice) from error
