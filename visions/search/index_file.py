"""The file of an index: opened, made anew where it cannot be used, or replaced for a moment.

`outputs/index.sqlite` is derived. It can be deleted at any time, and one that is broken, foreign
or from another version is made anew. Where it cannot be written – a read-only disk, another
process that holds it – a private copy for this moment takes its place, so that a command always
has an answer. A change is one transaction: after a stop in between, the next opening takes it
back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from visions import __version__
from visions.search.index import Index

Result = TypeVar("Result")

PATIENCE = 3.0
"""Seconds to wait for another process that is writing the index."""
_OURS = 0x76697378  # “visx”, in the file's header
_SCHEMA = 1
_BROKEN = {1, 11, 26}  # SQLITE_ERROR, _CORRUPT, _NOTADB: of what is in the file, not of the moment
_CACHE = 32_000  # kB


def use_index(
    path: Path, bring_up: Callable[[Index], object], action: Callable[[Index], Result]
) -> Result:
    """What `action` makes of the index at `path` once `bring_up` has brought it up to date.

    A broken one is made anew. Raises sqlite3.Error only where not even a private one works.
    """
    for _ in range(2 if path.parent.is_dir() else 0):
        try:
            with closing(_connect(path)) as connection:
                return _use(connection, bring_up, action)
        except sqlite3.DatabaseError as error:
            if (error.sqlite_errorcode & 0xFF) not in _BROKEN:
                break
            try:
                remove_index(path)
            except OSError:
                break
    with closing(_connect("")) as connection:
        _copy(path, connection)
        try:
            return _use(connection, bring_up, action)
        except sqlite3.DatabaseError:
            pass
    with closing(_connect("")) as connection:
        return _use(connection, bring_up, action)


def remove_index(path: Path) -> None:
    """Delete the index; the next search makes it anew. Raises OSError."""
    for ending in ("-journal", "-wal", "-shm", ""):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _connect(path: Path | str) -> sqlite3.Connection:
    """`path` “” is a temporary file that nobody else sees."""
    connection = sqlite3.connect(str(path), timeout=PATIENCE, isolation_level=None)
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("PRAGMA secure_delete = ON")
    # A power cut must leave no half of a change that the next opening would believe.
    connection.execute(f"PRAGMA synchronous = {'NORMAL' if path else 'OFF'}")
    return connection


def _use(
    connection: sqlite3.Connection,
    bring_up: Callable[[Index], object],
    action: Callable[[Index], Result],
) -> Result:
    index = Index(connection, can_match=_can_match(connection))
    if not _is_ours(index):
        _create(index)
    bring_up(index)
    index.commit()
    return action(index)


def _can_match(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0])


def _is_ours(index: Index) -> bool:
    """Whether the tables are those of this version. Raises DatabaseError for a foreign file."""
    (owner,) = index.sql.execute("PRAGMA application_id").fetchone()
    (schema,) = index.sql.execute("PRAGMA user_version").fetchone()
    (tables,) = index.sql.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if (owner, schema, tables) == (0, 0, 0):
        return False
    if (owner, schema) == (_OURS, _SCHEMA):
        known = index.sql.execute("SELECT version, words FROM about").fetchall()
        if known == [_describe(index)]:
            return True
    error = sqlite3.DatabaseError("an index of another version")
    error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
    raise error


def _describe(index: Index) -> tuple[str, str]:
    return __version__, "matched" if index.can_match else "compared"


def _create(index: Index) -> None:
    """Make the tables, within the transaction that will fill them."""
    index.write()
    if index.sql.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        index.commit()  # another process was quicker
        return
    index.make_tables()
    index.sql.execute("CREATE TABLE about (version TEXT, words TEXT)")
    index.sql.execute("INSERT INTO about VALUES (?, ?)", _describe(index))
    index.sql.execute(f"PRAGMA application_id = {_OURS}")
    index.sql.execute(f"PRAGMA user_version = {_SCHEMA}")


def _copy(path: Path, connection: sqlite3.Connection) -> None:
    """Take over what can be read of the index at `path`."""
    if not path.is_file():
        return
    with suppress(sqlite3.Error, OSError):
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=0.1)) as source:
            # A look first: copying would wait for ever for one that holds it.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM about").fetchone()
            source.backup(connection)
