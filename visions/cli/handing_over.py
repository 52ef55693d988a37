"""`visions answers --to FILE`: a roadmap or worksheet as a file that cities go on with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from visions.archive.revisions import Revision
    from visions.cli.session import Session
    from visions.model import Entry, RecordId

WORKSHEET = ".docx"


def hand_over(
    session: Session, record: RecordId, revision: Revision | None, to: Path, language: str | None
) -> None:
    """Write `revision`, or a blank form where there is none, as the file `to`.

    The ending of its name says what it becomes. Raises BadParameter for another ending, and
    rather than replace a file: somebody may have worked in it.
    """
    from visions.archive.files import publish_file
    from visions.archive.identity import identify_record
    from visions.cli.session import say
    from visions.handover import ROADMAP_FILES, make_plan, write_document

    ending = to.suffix.lower()
    if ending != WORKSHEET and ending[1:] not in ROADMAP_FILES:
        known = ", ".join(f".{name}" for name in ROADMAP_FILES)
        raise typer.BadParameter(f"the name must end in {known} or {WORKSHEET}", param_hint="--to")
    if not to.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {to.parent}", param_hint="--to")
    if to.exists():
        raise typer.BadParameter(f"{to} is there already; choose a new name", param_hint="--to")
    tandem, entry = session.pick_tandem(record.tandem), session.archive.read_entry(record)
    identity = identify_record(session.archive.layout, record, entry.prompt.text)
    reader = language or tandem.languages[0]
    plan = make_plan(session.workshop, tandem, entry, identity, revision, reader)
    if ending == WORKSHEET:
        data = write_document(plan, entry, _read_picture(session, entry))
    else:
        data = ROADMAP_FILES[ending[1:]](plan)
    publish_file(to.absolute(), data)
    what = f"revision {revision.number}" if revision else "a blank form"
    say(f"{record}: {what} is in {to}.")
    if ending == ".xlsx":
        say(f"Filled in, it comes back with: visions fill {record.tandem} {record.number} {to}")


def _read_picture(session: Session, entry: Entry) -> bytes | None:
    """The labelled copy, if “visions make” has made it already."""
    path = session.archive.layout.labelled(entry.id, entry.state)
    return path.read_bytes() if path.is_file() else None
