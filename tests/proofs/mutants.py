"""Planted faults: Python that runs in the command's own process before the command does.

Each breaks one promise on purpose. A proof that lets one through proves nothing.
"""

from __future__ import annotations

FILES_NOT_SYNCED = """
import os, stat
sync = os.fsync
os.fsync = lambda fd: None if stat.S_ISREG(os.fstat(fd).st_mode) else sync(fd)
"""

NOTHING_SYNCED = """
import visions.archive.files as files
files.sync_descriptor = lambda descriptor: None
"""

FOLDERS_NOT_SYNCED = """
import visions.archive.files as files
files.sync_folder = lambda folder: None
"""

PARENTS_NOT_SYNCED = """
import pathlib, visions.archive.files as files
files.make_folder = lambda folder: folder.mkdir(parents=True, exist_ok=True)
"""

WRONG_FOLDER_SYNCED = """
import visions.archive.files as files
sync = files.sync_folder
files.sync_folder = lambda folder: sync(folder.parent)
"""

SYNCED_TOO_LATE = """
import os
really_link, really_sync, late = os.link, os.fsync, []
os.fsync = lambda fd: late.append(os.dup(fd))
def link(*names, **more):
    really_link(*names, **more)
    while late:
        really_sync(late.pop())
os.link = link
"""

THANKED_TOO_EARLY = """
import visions.archive.store as store
from visions.model import RecordId
keep = store.Archive.accept_prompt
def accept_prompt(self, tandem, words, facts):
    print(f"{tandem}/0001 is stored.", flush=True)
    return keep(self, tandem, words, facts)
store.Archive.accept_prompt = accept_prompt
"""

ANSWERS_THANKED_TOO_EARLY = """
import visions.archive.store as store
publish = store.publish_file
def early(path, data, **more):
    number = int(path.stem.removeprefix("answers-"))
    print(f"arezzo-hamm/0001: the answers are stored as revision {number} (…).", flush=True)
    publish(path, data, **more)
store.publish_file = early
"""

ANSWERS_WRITTEN_IN_PLACE = """
import visions.archive.store as store
def plain(path, data, **more):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb", buffering=0) as file:
        for start in range(0, len(data), 1000):
            file.write(data[start:start + 1000])
store.publish_file = plain
"""

ANSWERS_OVERWRITTEN = """
import visions.archive.revisions as revisions, visions.archive.store as store
list_numbers = revisions.Revisions.list_numbers
revisions.Revisions.list_numbers = lambda self, record: list_numbers(self, record)[:-1]
store.publish_file = lambda path, data, **more: path.write_bytes(data)
"""

ANSWERS_NOT_ASKED = """
import visions.archive.store as store
from visions.errors import DiskFailed
publish = store.publish_file
def deaf(path, data, **more):
    try:
        publish(path, data, **more)
    except DiskFailed:
        pass
store.publish_file = deaf
"""

SENT_AGAIN = """
import dataclasses, visions.archive.store as store
from visions.model import State
look = store.Archive.read_entry
def read_entry(self, record, **more):
    entry = look(self, record, **more)
    if entry.state in (State.SENDING, State.UNKNOWN):
        return dataclasses.replace(entry, state=State.ACCEPTED)
    return entry
store.Archive.read_entry = read_entry
"""

NOTED_WITHOUT_SYNC = """
import visions.archive.store as store
publish = store.publish_file
def late(path, data, **more):
    if path.name.startswith("request-"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    else:
        publish(path, data, **more)
store.publish_file = late
"""

DISK_NOT_ASKED = """
import visions.archive.store as store
from visions.errors import DiskFailed
publish = store.publish_file
def deaf(path, data, **more):
    try:
        publish(path, data, **more)
    except DiskFailed:
        pass
store.publish_file = deaf
"""

KEY_NOT_BLANKED = """
import visions.secret as secret
secret.Secret.scrub_bytes = lambda self, data: data
secret.Secret.scrub = lambda self, text: text
"""

NO_LOCK = """
import contextlib, visions.archive.lock as lock
lock.hold_lock = lambda layout: contextlib.nullcontext()
"""

LOCK_BY_FILE = """
import contextlib, os, visions.archive.lock as lock
from visions.errors import Busy
@contextlib.contextmanager
def hold_lock(layout):
    try:
        os.close(os.open(layout.lock, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        raise Busy() from None
    try:
        yield
    finally:
        layout.lock.unlink()
lock.hold_lock = hold_lock
"""

DEAF_TO_CTRL_C = """
import contextlib, signal, visions.cli.interrupting as interrupting
@contextlib.contextmanager
def stop_gently(stop):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
interrupting.stop_gently = stop_gently
"""

SAYS_ALL_IS_WELL = """
import visions.cli.making as making
making._exit_by = lambda *everything, **named: None
"""

SAYS_LITTLE = """
import visions.cli.table as table
table._next_step = lambda *everything: "see the log"
"""
