"""`visions fill` and `visions answers`: what a tandem wrote on its sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from visions.cli.arguments import KeyArgument, NumberArgument
from visions.cli.handing_over import hand_over

if TYPE_CHECKING:
    from visions.answers import Answers
    from visions.answers.diff import Change
    from visions.archive.revisions import Revision, Revisions
    from visions.cli.session import Session
    from visions.model import RecordId, Tandem

    Reader = Callable[[bytes, Tandem, RecordId, Revision | None, str], Answers]


def register(app: typer.Typer) -> None:
    app.command()(fill)
    app.command()(answers)


def fill(
    context: typer.Context,
    key: KeyArgument,
    number: NumberArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The answers, as .json or .xlsx.")],
) -> None:
    """Store what a tandem filled in, as a new revision."""
    from visions.archive.revisions import Revisions
    from visions.cli.session import Session, say

    read = READERS.get(file.suffix.lower())
    if read is None:
        endings = " or ".join(READERS)
        raise typer.BadParameter(f"the name must end in {endings}", param_hint="FILE")
    session = Session.open(context.obj)
    record = session.pick_record(key, number)
    revisions = Revisions(session.archive)
    newest = _find_newest(revisions, record)
    found = read(_read_file(file), session.pick_tandem(key), record, newest, file.name)
    if newest is None and not _is_filled(found):
        say(f"{file.name} is blank: nothing was stored.")
        return
    saved = revisions.save(record, found, source=file.name)
    if saved.is_new:
        say(
            f"{record}: the answers are stored as revision {saved.revision.number} "
            f"({_count(found)}). “visions make” or “visions documents” sets them on the sheets."
        )
    else:
        say(
            f"{record}: these answers are stored already, as revision {saved.revision.number}. "
            "Nothing was changed."
        )


def _find_newest(revisions: Revisions, record: RecordId) -> Revision | None:
    """The newest revision; one that is damaged is told, and keeps nobody from filling in anew."""
    from visions.cli.session import say
    from visions.errors import Damaged

    try:
        return revisions.find_newest(record)
    except Damaged as error:
        say(error.message, stderr=True)
        return None


def _read_json(
    data: bytes, tandem: Tandem, record: RecordId, newest: Revision | None, file: str
) -> Answers:
    from visions.answers import Answers
    from visions.answers.file import load_answers

    kept = newest.answers if newest else Answers()
    return load_answers(data, len(tandem.cities), record=str(record), file=file, kept=kept)


def _read_workbook(
    data: bytes, tandem: Tandem, record: RecordId, newest: Revision | None, file: str
) -> Answers:
    """The roadmap of a workbook; the worksheet stays as it is."""
    from visions.answers import Answers
    from visions.answers.file import report_answers
    from visions.cli.session import say
    from visions.errors import Problem
    from visions.exchange.xlsx_read import read_workbook

    reading = read_workbook(data, len(tandem.cities))
    if reading.record not in ("", str(record)):
        what = f"this is the roadmap of “{reading.record}”."
        advice = f"Fill it in there: visions fill {reading.record.replace('/', ' ')} FILE"
        raise report_answers([Problem("The whole file", what, advice)], file)
    for remark in reading.remarks:
        say(f"{file}: {remark}", stderr=True)
    if newest is not None and reading.revision not in (None, newest.number):
        say(
            f"{file} was written from revision {reading.revision}; the roadmap of revision "
            f"{newest.number} is kept, and “visions answers {record.tandem} {record.number} "
            "--diff” shows what is different.",
            stderr=True,
        )
    return Answers(newest.answers.worksheet if newest else Answers().worksheet, reading.roadmap)


READERS: dict[str, Reader] = {".json": _read_json, ".xlsx": _read_workbook}
"""How a file becomes answers, by the ending of its name."""


def _read_file(file: Path) -> bytes:
    """Raises BrokenAnswers where the file cannot be read; a bit more than allowed is refused."""
    from visions.answers.file import LARGEST_FILE, report_answers
    from visions.errors import Problem

    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        problem = Problem(file.name, f"this cannot be read ({reason}).", "Check its name.")
        raise report_answers([problem], file.name) from None


def _is_filled(found: Answers) -> bool:
    from visions.answers import Answers

    return found != Answers()


def _count(found: Answers) -> str:
    from visions.answers.fields import list_filled

    fields = sum(1 for _ in list_filled(found.worksheet))
    actions = len(found.roadmap.actions)
    return (
        f"{fields} field{'s' * (fields != 1)} of the worksheet, "
        f"{actions} action{'s' * (actions != 1)}"
    )


def answers(
    context: typer.Context,
    key: KeyArgument,
    number: NumberArgument,
    pair: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[A B]", help="With --diff: the two revisions; the last two if not given."
        ),
    ] = None,
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="N", min=1, help="The newest if not given.")
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="What is different between two revisions.")
    ] = False,
    language: Annotated[
        str | None, typer.Option("--language", help="Of the headings: en de it ro nl el.")
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="Write a .xlsx, .ics, .csv, .md or .docx."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show what a tandem filled in, or write it as a file."""
    from visions.archive.revisions import Revisions
    from visions.cli.session import Session
    from visions.model import LANGUAGES

    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(f"there is {', '.join(LANGUAGES)}", param_hint="--language")
    if pair and not diff:
        raise typer.BadParameter("two revisions belong to --diff", param_hint="A B")
    if diff and (revision is not None or len(pair or []) not in (0, 2)):
        raise typer.BadParameter(
            "write --diff A B, or --diff for the last two", param_hint="--diff"
        )
    session = Session.open(context.obj)
    record = session.pick_record(key, number)
    revisions = Revisions(session.archive)
    if to is not None:
        found = revisions.read(record, revision) if revision else revisions.find_newest(record)
        hand_over(session, record, found, to, language)
        return
    if diff:
        _print_diff(revisions, record, pair or [], as_json)
        return
    shown = revisions.read(record, revision)
    if as_json:
        _print_json(shown)
    else:
        tandem = session.pick_tandem(key)
        _print_text(session, shown, tandem, language or tandem.languages[0])


def _print_json(found: Revision) -> None:
    from visions.archive.notes import dump_note
    from visions.archive.revisions import note_revision

    print(dump_note({**note_revision(found), "revision": found.number}).decode(), end="")


def _print_text(session: Session, found: Revision, tandem: Tandem, language: str) -> None:
    from visions.answers.text import describe_answers
    from visions.cli.session import say
    from visions.i18n import speak

    reader = speak(language)
    source = f", from {found.source}" if found.source else ""
    say(f"{found.record}, revision {found.number} ({reader.moment(found.saved_at)}{source})")
    lines = list(describe_answers(found.answers, tandem, session.workshop.horizon, reader))
    say("\n".join(lines).expandtabs(4) or "Nothing is filled in.")


def _print_diff(revisions: Revisions, record: RecordId, pair: list[int], as_json: bool) -> None:
    from visions.answers.diff import compare_answers
    from visions.cli.session import say

    newest = revisions.read(record, pair[1] if pair else None)
    before = pair[0] if pair else max(revisions.list_numbers(record)[:-1], default=0)
    if not before:
        say(f"{record} has only one revision of its answers: there is nothing to compare yet.")
        return
    older = revisions.read(record, before)
    changes = compare_answers(older.answers, newest.answers)
    if as_json:
        _print_changes(older, newest, changes)
        return
    say(f"{record}, from revision {older.number} to {newest.number}:")
    for change in changes:
        say(f"  {change}".replace("\n", " / ").replace("\t", " "))
    if not changes:
        say("  Nothing is different.")


def _print_changes(older: Revision, newest: Revision, changes: list[Change]) -> None:
    import json

    report: dict[str, Any] = {
        "record": str(newest.record),
        "from": older.number,
        "to": newest.number,
        "changes": [
            {"kind": one.kind.value, "place": list(one.place), "old": one.old, "new": one.new}
            for one in changes
        ],
    }
    print(json.dumps(report, ensure_ascii=False, indent=2))
